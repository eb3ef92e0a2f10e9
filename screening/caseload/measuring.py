"""What a rule asks that no single row of a table can tell: lists told in full, reasons why something is not known, and
the worked-out facts that need a whole list or hold one list against another.

``screening.case.told`` and ``screening.case.derived`` are the meaning. Each function here gives a frame with the keys
of a place; whoever is missing from it has been told nothing of the kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Protocol

import narwhals as nw

from screening.case.account import Account
from screening.case.bank_holidays import is_day_off
from screening.case.derived import DERIVED_BY_ENTITY, UNBOUNDED
from screening.case.dictionary import entities, fields
from screening.case.told import Telling, Told
from screening.caseload.accounts import ACCOUNT, DAY
from screening.caseload.asks import HIGH, LOW, Fact, fact_at
from screening.caseload.backends import Frame
from screening.caseload.folding import FIRST_TOLD, Folded
from screening.caseload.judging import MET, NOT_KNOWN, NOT_MET, compared, number, span, yes_or_no
from screening.caseload.places import CASE, CASE_PLACE, ID, UP, Place
from screening.caseload.working_out import GIVEN, yes_no_settled


class Folds(Protocol):
    """What has been folded so far."""

    as_of: int
    accounts: Frame

    def folded(self, table: str) -> Folded:
        """A table after the fold."""

    def said_of(self, table: Literal["in_full", "not_known"], path: str, place: Place) -> Frame:
        """The rows about a path (without ids), with the keys of the place where it stands, and the account's day."""


@dataclass(frozen=True)
class InFull:
    """Whether a list was told in full, and no later account added a member to it."""

    path: str

    def column(self, folds: Folds, place: Place, name: str, negated: bool) -> Frame:
        """``name`` is so for the places in the frame, and not for any other."""
        keys = list(place.keys)
        told = folds.said_of("in_full", self.path, place)
        last = told.group_by(*keys).agg(nw.col(DAY).max().alias("last"))
        above = Place(self.path).keys_above
        members = folds.folded(self.path).members.select(
            *(nw.col(column).alias(key) for key, column in above.items()), FIRST_TOLD
        )
        first = members.group_by(*keys).agg(nw.col(FIRST_TOLD).max().alias("first"))
        still = nw.col("first").is_null() | (nw.col("first") <= nw.col("last"))
        return last.join(first, on=keys, how="left").select(*keys, still.alias(name))

    def untold(self, negated: bool) -> bool:
        """Nobody told it in full."""
        return False


@dataclass(frozen=True)
class Marked:
    """Whether an account says of a fact that it was told in full or, with reasons, that it is not known for one."""

    path: str
    reasons: frozenset[str] | None

    def column(self, folds: Folds, place: Place, name: str, negated: bool) -> Frame:
        """Met for the places in the frame."""
        rows = folds.said_of("in_full" if self.reasons is None else "not_known", self.path, place)
        if self.reasons is not None:
            rows = rows.filter(nw.col("reason").is_in(sorted(self.reasons)))
        return rows.select(*place.keys).unique().with_columns(number(MET).alias(name))

    def untold(self, negated: bool) -> int:
        """Nobody said so."""
        return NOT_MET


@dataclass(frozen=True)
class Measured:
    """A test on a fact that is worked out from a whole list, or from two lists held against each other."""

    name: str
    operator: str
    operand: Any

    def column(self, folds: Folds, place: Place, name: str, negated: bool) -> Frame:
        """The standing, for those of whom it can be worked out."""
        measured = MEASURED[self.name](folds, place)
        if "low" not in measured.columns:
            standing = yes_no_settled(nw.col("yes"), nw.col("no"), self.operator, self.operand, negated)
        elif self.operator == GIVEN:
            standing = yes_or_no(~nw.col("low").is_null(), negated)
        else:
            judged = compared(self.operator, self.operand, span(nw.col("low"), nw.col("high")))
            standing = (number(MET) - judged if negated else judged).fill_null(NOT_KNOWN)
        return measured.select(*place.keys, standing.cast(nw.Int8).alias(name))

    def untold(self, negated: bool) -> int:
        """Nothing that it could be worked out from was told."""
        return (MET if negated else NOT_MET) if self.operator == GIVEN else NOT_KNOWN


def _days_since_seen(folds: Folds, place: Place) -> Frame:
    """Days since the closest sighting: from the day told, and from every contact at which the child was seen."""
    keys = list(place.keys)
    contacts = folds.folded("children.contacts").counted
    seen = contacts.filter(nw.col("child_seen").fill_null(value=False)).select(ID).unique()
    on = contacts.join(seen, on=[ID], how="semi")
    days = nw.concat(
        [
            folds.folded("children").counted.select(
                *keys, nw.col("last_seen_on" + LOW).alias("from"), nw.col("last_seen_on" + HIGH).alias("to")
            ),
            on.select(nw.col(UP).alias(ID), nw.col("on" + LOW).alias("from"), nw.col("on" + HIGH).alias("to")),
        ],
        how="vertical",
    ).filter(~nw.col("from").is_null())
    last = days.group_by(*keys).agg(nw.col("from").max(), nw.col("to").max())

    def ago(column: str) -> nw.Expr:
        return nw.max_horizontal(nw.lit(folds.as_of, nw.Int32) - nw.col(column), nw.lit(0, nw.Int32))

    return last.select(*keys, ago("to").alias("low"), ago("from").alias("high"))


@lru_cache(maxsize=1)
def _at_work() -> dict[str, bool]:
    """For each status of a service, whether it may be at work; asked of the derived fact itself."""
    derived = DERIVED_BY_ENTITY["agencies_involved"]["case"]
    somebody = Account(id="somebody")

    def counts(status: str) -> bool:
        tellings: dict[str, tuple[Telling, ...]] = {"services.x.status": (Telling(status, somebody),)}
        return bool(list(derived.work_out(Told(0, tellings, {"services": ("x",)}, accounts=(somebody,)), "")))

    return {status: counts(status) for status in fields(entities()["service"])["status"].values}


def _agencies_involved(folds: Folds, place: Place) -> Frame:
    """How many different services are at work, from those that certainly are to those that may be."""
    may = sorted(status for status, counts in _at_work().items() if counts)
    status, agency = nw.col("status"), nw.col("agency")
    services = (
        folds.folded("services")
        .counted.group_by(CASE, ID)
        .agg(
            (~status.is_null()).max().alias("told"),
            status.is_in(may).max().alias("may"),
            (status == "active").min().alias("active"),
            agency.min().alias("agency"),
            agency.max().alias("other"),
        )
    )
    services = services.filter(~nw.col("told") | nw.col("may")).with_columns(
        (nw.col("active") & (nw.col("agency") == nw.col("other"))).fill_null(value=False).alias("certain")
    )
    certain = (
        services.filter(nw.col("certain"))
        .select(CASE, "agency")
        .unique()
        .group_by(CASE)
        .agg(nw.len().cast(nw.Int32).alias("low"))
    )
    perhaps = services.group_by(CASE).agg((~nw.col("certain")).cast(nw.Int32).sum().cast(nw.Int32).alias("perhaps"))
    full = InFull("services").column(folds, CASE_PLACE, "full", negated=False).filter(nw.col("full"))
    somewhere = nw.concat([perhaps.select(CASE), full.select(CASE)], how="vertical").unique()
    joined = somewhere
    for one in (certain, perhaps, full):
        joined = joined.join(one, on=[CASE], how="left")
    low = nw.col("low").fill_null(0)
    most = nw.when(nw.col("full").fill_null(value=False)).then(low + nw.col("perhaps").fill_null(0))
    return joined.select(CASE, low.alias("low"), most.otherwise(nw.lit(UNBOUNDED, nw.Int32)).alias("high"))


def _somebody_absent(folds: Folds, place: Place) -> Frame:
    """Every word on who was invited held against every word on who came."""
    keys = list(place.keys)
    rows = folds.folded("meetings").counted
    invited = rows.filter(~nw.col("invited").is_null()).select(*keys, nw.col(ACCOUNT).alias("inviting"), "invited")
    attended = rows.filter(~nw.col("attended").is_null()).select(*keys, nw.col(ACCOUNT).alias("attending"), "attended")
    pairs = invited.select(*keys, "inviting").join(attended.select(*keys, "attending"), on=keys, how="inner")
    who = invited.explode("invited").filter(~nw.col("invited").is_null())
    came = attended.explode("attended").filter(~nw.col("attended").is_null()).with_columns(nw.lit(1).alias("came"))
    held = pairs.join(who, on=[*keys, "inviting"], how="inner").join(
        came, left_on=[*keys, "attending", "invited"], right_on=[*keys, "attending", "attended"], how="left"
    )
    absent = held.filter(nw.col("came").is_null()).select(*keys, "inviting", "attending").unique()
    absent = absent.with_columns(nw.lit(1).alias("absent"))
    each = pairs.join(absent, on=[*keys, "inviting", "attending"], how="left")
    missing = nw.col("absent").is_null()
    return each.group_by(*keys).agg((~missing).max().alias("yes"), missing.max().alias("no"))


def _time_off_ahead(folds: Folds, place: Place) -> Frame:
    """The same for every case of which anything was told."""
    ahead = is_day_off(folds.as_of) or is_day_off(folds.as_of + 1)
    cases = folds.accounts.select(CASE).unique()
    return cases.with_columns(nw.lit(ahead).alias("yes"), nw.lit(not ahead).alias("no"))


MEASURED = {
    "days_since_seen": _days_since_seen,
    "agencies_involved": _agencies_involved,
    "somebody_absent": _somebody_absent,
    "time_off_ahead": _time_off_ahead,
}
"""By name, how such a fact is worked out: ``low`` and ``high`` for a number, ``yes`` and ``no`` for a yes-no fact."""


def _facts(table: str, *names: str) -> tuple[Fact, ...]:
    from screening.case.dictionary import walk
    from screening.case.profile import CaseProfile

    return tuple(fact_at(walk(CaseProfile, f"{table}.{name}"), name) for name in names)


def row_facts(name: str) -> Mapping[str, tuple[Fact, ...]]:
    """The facts that a measured fact needs row by row, by table."""
    return {
        "days_since_seen": {
            "children": _facts("children", "last_seen_on"),
            "children.contacts": _facts("children.contacts", "child_seen", "on"),
        },
        "agencies_involved": {"services": _facts("services", "status", "agency")},
        "somebody_absent": {"meetings": _facts("meetings", "invited", "attended")},
        "time_off_ahead": {},
    }[name]
