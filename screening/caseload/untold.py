"""Which facts that rules read nobody has told, case by case: counted from the tables themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import narwhals as nw
import polars as pl

from screening.caseload.accounts import counted_accounts
from screening.caseload.backends import CASE_TEXT
from screening.caseload.compiling import Compiled
from screening.caseload.measuring import InFull, Marked, Measured
from screening.caseload.polars_backend import InProcess
from screening.caseload.schema import CASE, tables
from screening.caseload.tables import Tables

Facts = Mapping[str, tuple[str, ...]]
"""By table, the facts of it that some rule reads."""


def facts_read(compiled: Compiled) -> Facts:
    """The told facts that the rules of a pack read, by table; lists as such are not among them."""
    found: dict[str, set[str]] = {}
    for node in compiled.nodes:
        ask = node.args[0] if node.op == "asked" else None
        if ask is not None and not isinstance(ask, InFull | Marked | Measured):
            found.setdefault(node.place.table, set()).update(fact.name for fact in ask.facts)
    named = {name: [column.name for column in table.facts] for name, table in tables().items()}
    return {name: tuple(one for one in named[name] if one in facts) for name, facts in sorted(found.items())}


def untold(of: Tables, facts: Facts, as_of: int) -> Counter[str]:
    """In how many cases each fact is not known of somebody or something that was told of, by ``table.fact``.

    Args:
        of: tables, of which no case is in two.
        facts: which.
        as_of: the day, as an ordinal; later accounts and those taken back do not count.
    """
    backend = InProcess()
    accounts = of["accounts"].with_columns(nw.col(CASE).alias(CASE_TEXT))
    counted: pl.LazyFrame = counted_accounts(accounts, as_of, backend).select(CASE, "account").to_native()
    counted = counted.collect().lazy()
    cases = of.cases.select(CASE).to_native()
    found: Counter[str] = Counter()
    for name, columns in facts.items():
        rows: pl.LazyFrame = of[name].to_native().join(counted, on=[CASE, "account"], how="semi")
        if name == CASE:
            # A case of which no such row tells anything lacks all of it.
            rows = cases.join(rows, on=CASE, how="left")
        keys = [key for key in tables()[name].keys if key != "account"]
        members = rows.group_by(keys).agg(pl.col(one).is_null().all() for one in columns)
        lacking = members.group_by(CASE).agg(pl.col(one).any() for one in columns).select(columns).sum().collect()
        found.update({f"{name}.{one}": lacking[one][0] or 0 for one in columns})
    return found
