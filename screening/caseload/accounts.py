"""Which accounts count on a day, and what else a rule may ask about an account.

Withdrawals are rare: only the cases that have one are looked at account by account, by the one function that says which
accounts stand. Everything else is columns.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import narwhals as nw

from screening.case.account import Account
from screening.case.told import standing_accounts
from screening.caseload.backends import CASE_TEXT, Backend, Frame
from screening.caseload.judging import NOT_KNOWN, NOT_MET, number
from screening.caseload.places import CASE, ID
from screening.caseload.telling_asks import BORNE_OUT, SOURCE, SPEAKER
from screening.conditions.evaluate import NOT_SAID, WITNESSED

ACCOUNT, DAY, TELLER_ID = "account", "account day", "account teller id"


def counted_accounts(accounts: Frame, as_of: int, backend: Backend) -> Frame:
    """The accounts that count, with the day from which they do.

    Args:
        accounts: the table of accounts, with ``day`` and ``case`` for what stands for the case.
        as_of: the day of the screening, as an ordinal. What is dated later is left out, and withdraws nothing yet.
        backend: of the engine that the table is a frame of.
    """
    by_then = accounts.filter(nw.col("day").is_null() | (nw.col("day") <= as_of))
    standing = _without_withdrawn(by_then, backend)
    return standing.with_columns(nw.col("day").fill_null(as_of).cast(nw.Int32).alias(DAY))


def _without_withdrawn(accounts: Frame, backend: Backend) -> Frame:
    withdrawing = accounts.filter(nw.col("withdraws").list.len() > 0).select(CASE).unique()
    looked_at = accounts.join(withdrawing, on=[CASE], how="semi").select(CASE_TEXT, ACCOUNT, "withdraws")
    by_case: dict[Any, list[Account]] = {}
    for case, account, withdraws in backend.rows(looked_at):
        by_case.setdefault(case, []).append(Account(id=account, withdraws=tuple(withdraws or ())))
    taken_back: list[tuple[str, str]] = []
    for case, listed in by_case.items():
        standing = {one.id for one in standing_accounts(listed)}
        taken_back.extend((case, one.id or "") for one in listed if one.id not in standing)
    if not taken_back:
        return accounts
    gone = backend.texts({CASE_TEXT: [case for case, _ in taken_back], ACCOUNT: [one for _, one in taken_back]})
    return accounts.join(gone, on=[CASE_TEXT, ACCOUNT], how="anti")


def described(counted: Frame, about: Collection[str], tellers: Mapping[str, Frame]) -> Frame:
    """The counted accounts with no more than their day and what rules ask about them.

    Args:
        counted: from ``counted_accounts``.
        about: which of ``account source``, ``account borne out`` and ``account speaker`` are asked for.
        tellers: for each column about the person who told it, by ``id``, the standing of the question whether that
            person is one of certain relationships. ``teller`` holds that id.
    """
    keep = [CASE_TEXT, CASE, ACCOUNT, DAY]
    if SOURCE in about:
        counted = counted.with_columns(nw.col("source").alias(SOURCE))
        keep.append(SOURCE)
    if BORNE_OUT in about:
        counted = _borne_out(counted)
        keep += [BORNE_OUT, SPEAKER]
    for column, told in tellers.items():
        counted = counted.join(told, left_on=[TELLER_ID], right_on=[ID], how="left")
        counted = counted.with_columns(_teller(nw.col(column)).alias(column))
        keep.append(column)
    return counted.select(keep)


def _teller(relationship: nw.Expr) -> nw.Expr:
    """What one account says to ``told_by``; relationships that differ, or are others, are a no."""
    nobody = nw.when(_is_one_of("source", NOT_SAID)).then(number(NOT_MET)).otherwise(number(NOT_KNOWN))
    known = relationship.fill_null(NOT_KNOWN)
    said = nw.when(known == 2).then(number(NOT_MET)).otherwise(known)
    return nw.when(nw.col("told_by").is_null()).then(nobody).otherwise(said)


def _is_one_of(column: str, words: Collection[str]) -> nw.Expr:
    return nw.col(column).is_in(sorted(words)).fill_null(value=False)


def _borne_out(counted: Frame) -> Frame:
    """Whether an account needs nobody else, or names a counted account that bears it out; and who was heard in it."""
    named = counted.select(CASE, ACCOUNT, "corroborated_by").explode("corroborated_by")
    others: Any = counted.select(CASE, nw.col(ACCOUNT).alias("corroborated_by"))
    bearing = named.join(others, on=[CASE, "corroborated_by"], how="semi").select(CASE, ACCOUNT).unique()
    bearing = bearing.with_columns(nw.lit(value=True).alias("named"))
    joined = counted.join(bearing, on=[CASE, ACCOUNT], how="left")
    without = nw.concat_str(
        nw.lit("from "), nw.col("agency").fill_null("?"), nw.lit(" "), nw.col("source").fill_null("?")
    )
    speaker = (
        nw.when(nw.col("told_by").is_null()).then(without).otherwise(nw.concat_str(nw.lit("by "), nw.col("told_by")))
    )
    return joined.with_columns(
        (nw.col("named").fill_null(value=False) | _is_one_of("source", WITNESSED)).alias(BORNE_OUT),
        speaker.alias(SPEAKER),
    )
