"""Opens a case for looking at: in which view, what it comes to in that view, and what was there before.

A view (an earlier day, face value, one agency) is asked for in the address. Nothing of the case is in it: an agency is
named by a key that means something on this case's page only.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends
from starlette.requests import Request

from screening.case.account import CaseFile
from screening.case.dictionary import UnknownFactError
from screening.engine.document import Lens, Screening
from screening.forms.answers import read_date
from screening.forms.made import WHOLE_PROFILE, rule_path
from screening.services.in_use import usual_pack
from screening.services.offered import fact_of, name_for_fact
from screening.services.one_case import Opened, screen_case, usual_day
from screening.store.access import CASE_ACTIONS, CaseAction, may
from screening.store.break_glass import BreakGlass
from screening.store.cases import Cases
from screening.web.dependencies import OpenCase
from screening.web.form.addresses import of_account, of_answer, of_start

DATE = ("day", "month", "year")


@dataclass(frozen=True)
class Asked:
    """The view that the address asks for, as it came.

    Attributes:
        day, month, year: as they were typed; empty where they were not.
        face: without what only a carer or the family told and nothing bears out.
        agency: the key of an agency; empty for all.
    """

    day: str = ""
    month: str = ""
    year: str = ""
    face: bool = False
    agency: str = ""

    @property
    def query(self) -> str:
        """The same as the end of an address, empty or beginning with a question mark."""
        given = {name: value for name in DATE if (value := getattr(self, name))}
        given |= {"face": "yes"} if self.face else {}
        given |= {"agency": self.agency} if self.agency else {}
        return f"?{urlencode(given)}" if given else ""


def asked_view(request: Request) -> Asked:
    """The view that a request asks for; for ``Depends``."""
    given = {name: request.query_params.get(name, "").strip()[:20] for name in (*DATE, "agency")}
    return Asked(**given, face=request.query_params.get("face") == "yes")


AskedView = Annotated[Asked, Depends(asked_view)]


@dataclass(frozen=True)
class Looked:
    """A case in a view.

    Attributes:
        opened: the case, and who looks at it.
        asked: the view, as it was asked for.
        file: everything told, in the order in which it was saved.
        day: the day from which it is looked at.
        lens: the rest of the view.
        may: what this user may do with the case; a page offers nothing else.
        wrong: what in the view could not be understood, by field; that part of it was left out.
    """

    opened: OpenCase
    asked: Asked
    file: CaseFile
    day: datetime.date
    lens: Lens
    may: frozenset[CaseAction]
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether it is everything known on the usual day, and not a part of it."""
        return self.lens == Lens() and self.day == usual_day(self.file)

    @property
    def version(self) -> int:
        """How many accounts the case has."""
        return len(self.file.accounts)

    @cached_property
    def screening(self) -> Screening:
        """What the case comes to, decided by both channels."""
        return screen_case(Opened(self.file, usual_pack(), self.day, ()), self.lens)

    @cached_property
    def accounts(self) -> dict[str, str]:
        """The address of each account's page, by the account's id."""
        case_id = self.opened.case.id
        return {one.id: of_account(case_id, number) for number, one in enumerate(self.file.accounts, 1) if one.id}

    @cached_property
    def answers(self) -> dict[str, str]:
        """The address at which each open question is answered, by the path of its fact."""
        return {path: found for one in self.screening.questions if (found := self._answer_at(path := one.path))}

    def _answer_at(self, path: str) -> str | None:
        try:
            asked_alone = fact_of(name_for_fact(rule_path(path))) is not None
        except UnknownFactError:
            return None
        # Which people or injuries there are is no question by itself; the whole profile asks for them.
        return of_answer(self.opened.case.id, path) if asked_alone else of_start(self.opened.case.id, WHOLE_PROFILE)

    @property
    def agencies(self) -> dict[str, str]:
        """Every agency that told or knew something, by its key."""
        return {key_of(self.opened.case.id, one): one for one in agencies_of(self.file)}

    def earlier(self, version: int, at: datetime.datetime) -> Screening:
        """What it came to when it had a version, on the day of that look; decided by one channel."""
        # Made anew, because a copy would keep what has been worked out of all accounts.
        file = CaseFile(case=self.file.case, training=self.file.training, accounts=self.file.accounts[:version])
        day = usual_day(file) if file.training else at.astimezone().date()
        return screen_case(Opened(file, usual_pack(), day, ()), Lens(), both_channels=False)


def look(opened: OpenCase, asked: Asked | None = None) -> Looked:
    """Open a case in a view; everything known on the usual day where none is asked for."""
    asked = asked or Asked()
    with opened.database.reading() as session:
        file = Cases(session).file(opened.case.id)
        glass = BreakGlass(session).is_open(opened.user.id, opened.case.id)
    rights = frozenset(one for one in CASE_ACTIONS if may(opened.user, one, opened.case, glass=glass))
    wrong: dict[str, str] = {}
    usual = usual_day(file)
    day = _day(asked, usual, wrong)
    named = {key_of(opened.case.id, one): one for one in agencies_of(file)}
    known_to = (named[asked.agency],) if asked.agency in named else ()
    if asked.agency and not known_to:
        wrong["agency"] = "Choose one of these agencies."
    return Looked(opened, asked, file, day, Lens(known_to=known_to, face_value=asked.face), rights, wrong)


def agencies_of(file: CaseFile) -> tuple[str, ...]:
    """Every agency that told or knew something in a case."""
    named = {name for one in file.all_accounts for name in (one.agency, *one.known_to) if name}
    return tuple(sorted(named))


def key_of(case_id: str, *words: str) -> str:
    """A key for something of a case that may stand in an address: it says nothing by itself."""
    return hashlib.sha256("\n".join((case_id, *words)).encode()).hexdigest()[:16]


def _day(asked: Asked, usual: datetime.date, wrong: dict[str, str]) -> datetime.date:
    typed = [getattr(asked, name) for name in DATE]
    if not any(typed):
        return usual
    try:
        day = datetime.date.fromisoformat(read_date("/".join(typed), usual))
    except ValueError:
        wrong["day"] = "Write the day as day, month and year, such as 27 3 2026."
        return usual
    if day > usual:
        wrong["day"] = "This day lies ahead of what is known. Choose an earlier one."
        return usual
    return day
