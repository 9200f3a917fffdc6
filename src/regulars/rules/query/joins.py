"""Joins as the layers of a question need them: each column once, and what is missing where there is nothing."""

from __future__ import annotations

import ibis.expr.types as ir

from regulars.rules.tree import Aggregate, Expression

from .moment import OWN


def only_asked(table: ir.Table, asked: ir.Table) -> ir.Table:
    """The rows of the customers asked about, each with the customer's own instants if there are such."""
    return table.semi_join(asked, "customer_id") if len(asked.columns) == 1 else inner(table, asked, "customer_id")


def own_instants(table: ir.Table) -> dict[str, ir.Value]:
    """The columns that say at which instant the customer is asked about."""
    return {name: table[name] for name in table.columns if name.startswith(OWN)}


def zero_counts(table: ir.Table, computed: dict[Expression, str]) -> dict[str, ir.Value]:
    """The columns that are 0 over nothing, counts, sums and distincts, filled so; the others stay missing."""
    return {
        name: table[name].fill_null(0)
        for aggregate, name in computed.items()
        if isinstance(aggregate, Aggregate) and aggregate.function in ("count", "sum", "distinct")
    }


def left(table: ir.Table, other: ir.Table, key: str) -> ir.Table:
    """A left join that keeps each column once."""
    other = other.rename({f"{key}_joined": key})
    joined = table.left_join(other, table[key] == other[f"{key}_joined"])
    return joined.drop(f"{key}_joined")


def inner(table: ir.Table, other: ir.Table, key: str) -> ir.Table:
    """A join that keeps each column once, and rows with a partner."""
    other = other.rename({f"{key}_joined": key})
    return table.join(other, table[key] == other[f"{key}_joined"]).drop(f"{key}_joined")
