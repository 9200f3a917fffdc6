"""The grid of scores: how many customers there are of each recency and frequency, and what they bought in some periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables

from .sales import Instants, rows_of

SUMMED = ("orders", "total", "refunds")


@dataclass(frozen=True, slots=True)
class Bought:
    """What was bought in a period; `net` in minor units."""

    orders: int = 0
    net: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """Customers of one recency and one frequency score, and what they bought in each period."""

    recency: int
    frequency: int
    customers: int
    monetary: float
    """Their mean monetary score."""
    bought: tuple[Bought, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells that anybody is in; `unscored` have no completed order."""

    cells: tuple[Cell, ...]
    unscored: int


def grid(
    ask_all: Callable[..., dict[str, pa.Table]],
    periods: Sequence[Instants],
    *,
    now: datetime,
    only: pa.Table | None = None,
) -> Grid:
    """The grid as of the day that was scored last, with the sales of each period."""
    tables = {} if only is None else {"only": only}
    different = list(dict.fromkeys(periods))  # of a whole year the period before is that of the year before
    questions = {f"sold{n}": _sold(period, now, only is not None) for n, period in enumerate(different)}
    found = ask_all({"cells": _cells(only is not None)} | questions, tables)
    sold = [
        {(row["recency"], row["frequency"]): _read(row) for row in found[f"sold{different.index(one)}"].to_pylist()}
        for one in periods
    ]
    rows = found["cells"].to_pylist()
    cells = (
        Cell(
            *(at := (row["recency"], row["frequency"])),
            row["customers"],
            float(row["monetary"]),
            tuple(one.get(at, Bought()) for one in sold),
        )
        for row in rows
        if row["recency"] is not None
    )
    return Grid(tuple(cells), sum(row["customers"] for row in rows if row["recency"] is None))


def _read(row: dict[str, int | None]) -> Bought:
    return Bought(int(row["orders"] or 0), int(row["total"] or 0) - int(row["refunds"] or 0))


def _scored() -> ir.Table:
    return base_tables()["customer"].select(
        "customer_id", recency="recency_score", frequency="frequency_score", monetary="monetary_score"
    )


def _cells(only: bool) -> ir.Table:
    scored = _scored()
    if only:
        scored = scored.semi_join(ibis.table({"customer_id": "int32"}, name="only"), "customer_id")
    return scored.group_by(["recency", "frequency"]).agg(customers=scored.count(), monetary=scored.monetary.mean())


def _sold(period: Instants, now: datetime, only: bool) -> ir.Table:
    """What the customers of each cell bought; those of none are left out."""
    rows = rows_of(period, now, only=only)
    bought = rows.group_by("customer_id").agg(**{name: rows[name].sum().cast("int64") for name in SUMMED})
    scored = _scored().rename(buyer="customer_id")
    both = bought.inner_join(scored.filter(scored.recency.notnull()), bought.customer_id == scored.buyer)
    return both.group_by(["recency", "frequency"]).agg(**{name: both[name].sum().cast("int64") for name in SUMMED})
