"""Places: the kinds of rows on which the standings of a condition stand, and the columns that name a row.

A test on a person stands once for each person of a case, a rule about a child once for each child, and a condition that
compares an assessment with the child whom the rule is about once for each assessment and child. What is worked out
there is left to ``compiling``; how the rows are made, to ``folding`` and ``running``.
"""

from __future__ import annotations

from dataclasses import dataclass

CASE = "case"
SUBJECT = "subject"
UP = "up"
ID = "id"
"""Columns that name a row: the case, the child whom the rule is about, the member above, and the member itself.

Ids name a member among all members of all cases of the caseload, so that one column is enough to find it.
"""

CHILDREN = "children"


@dataclass(frozen=True, slots=True)
class Place:
    """One kind of row.

    Attributes:
        table: ``case`` for one row per case, else the list, for example ``children.injuries``.
        each_child: one row for each of these and each child of the case as the subject of a rule.
    """

    table: str
    each_child: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that name a row."""
        if self.table == CASE:
            return (CASE,)
        return (SUBJECT, ID) if self.each_child else (ID,)

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys, and the columns by which a row is found from other places."""
        if self.table == CASE:
            return (CASE,)
        return (*self.keys, *((UP,) if self.nested else ()), CASE)

    @property
    def nested(self) -> bool:
        """Whether the members belong to members of another list."""
        return "." in self.table

    @property
    def above(self) -> Place:
        """The place to which members are summed up."""
        if self.nested:
            return Place(self.table.rpartition(".")[0], self.each_child)
        return CHILDREN_PLACE if self.each_child else CASE_PLACE

    @property
    def keys_above(self) -> dict[str, str]:
        """For each key of the place above, the column here that holds it."""
        if self.nested:
            return {SUBJECT: SUBJECT, ID: UP} if self.each_child else {ID: UP}
        return {ID: SUBJECT} if self.each_child else {CASE: CASE}


CASE_PLACE = Place(CASE)
CHILDREN_PLACE = Place(CHILDREN)
