"""What the codes of problems stand for, where the module that gives a code out has no table of its own.

Modules above this one, such as the command line, cannot be asked; the others may take their table over. A test finds
every code in the source that no table has.
"""

from __future__ import annotations

from typing import Final

PACK: Final[dict[str, str]] = {
    "R101": "The folder holds no pack: there is no pack.yaml in it.",
    "R102": "Two rules have the same id.",
    "R103": "A file that every pack has is missing.",
    "R104": "There is no rule of this id.",
    "R105": "There is no source or row of learning of this id.",
}

BINDING: Final[dict[str, str]] = {
    "R201": "A path names a fact that is not in the dictionary.",
    "R202": "A path outside a where does not start with child. or case.",
    "R203": "A field that is counted by, or that dates a count, is of a kind that cannot be used for it.",
    "R204": "exists, every or count is asked of a fact that is no list.",
    "R205": "A rule about the case speaks of child., and has no child of its own.",
    "R206": "A path reaches into a list; it needs exists, every or count with a where.",
    "R207": "A rule tests a note, which is for people only.",
    "R208": "The operator does not fit the kind of fact.",
    "R209": "A test on a yes-no fact or a number is given something else.",
    "R210": "A value is not one of those that the fact can have.",
    "R211": "There is no concept of this name.",
    "R212": "A concept rests on itself.",
    "R213": "A concept is used at a place that is about something else.",
    "R214": "No locality has a definition of this name.",
}

PLACES: Final[dict[str, str]] = {
    "P201": "There is no policy of this id or name.",
    "P202": "There is no locality of this id.",
    "P203": "There is no role of this id.",
    "P204": "Localities extend each other in a circle.",
    "P205": "A locality speaks of a role, definition or word that the one it extends does not have.",
    "P206": "A locality gives further ids to a role; only the one that it extends can.",
}

FORMS: Final[dict[str, str]] = {
    "K201": "A question, or the list of a section, names a fact that is not in the dictionary.",
    "K202": "A section is to be repeated for the entries of a fact that is no list.",
}

ASKING: Final[dict[str, str]] = {
    "L101": "There is no fact at this path.",
    "L102": "The fact is worked out from others; suppose those.",
    "L103": "The value cannot be supposed for this fact.",
    "L104": "No account of the case is from this agency or known to it.",
}

OUTSIDE: Final[dict[str, str]] = {
    "D101": "The folder named is not there.",
    "D102": "Rules or checklists that belong to the product are missing.",
    "D201": "A file cannot be written.",
    "D202": "A file is there already and was left as it is.",
}
