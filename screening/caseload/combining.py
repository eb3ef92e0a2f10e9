"""Columns of one kind of row worked out from others: the weakest and the strongest, ranks padded, and yes and no."""

from __future__ import annotations

from collections.abc import Iterable

import narwhals as nw

from screening.caseload.judging import DISPUTED, MET, NOT_KNOWN, all_of, any_of
from screening.caseload.nodes import Node, Role
from screening.caseload.tallying import nth, padded


def handed(name: str, role: Role) -> str:
    """The name that a column of another place has among the columns of a row."""
    return name if role == "same" else f"{name} by {role}"


def combined(node: Node, parts: list[nw.Expr]) -> nw.Expr:
    """A node from what it uses."""
    if node.op == "all":
        return nw.min_horizontal(*parts) if len(parts) > 1 else parts[0]
    if node.op == "any":
        return nw.max_horizontal(*parts) if len(parts) > 1 else parts[0]
    if node.op == "nth":
        return nth({least: _how_many(parts, least) for least in (MET, DISPUTED, NOT_KNOWN)}, node.args[0])
    if node.op == "swapped":
        turned: nw.Expr = (parts[0] - MET) * -1
        return turned
    if node.op == "padded":
        return padded(parts[0], parts[1], node.args[0])
    if node.op == "reaches":
        least: int = node.args[0]
        return parts[0] >= least
    if node.op == "unknown":
        return parts[0] == NOT_KNOWN
    if node.op == "both":
        return all_of(parts)
    if node.op == "either":
        return any_of(parts)
    if node.op == "opposite":
        return ~parts[0]
    raise AssertionError(f"{node.op} is not worked out row by row")


def _how_many(parts: Iterable[nw.Expr], least: int) -> nw.Expr:
    return nw.sum_horizontal(*((part >= least).cast(nw.Int32) for part in parts))
