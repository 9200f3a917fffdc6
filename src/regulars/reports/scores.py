"""The grid of scores: how many customers there are of each recency and frequency, and what they bought in a period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables

from .sales import AMOUNTS, Instants, rows_of


@dataclass(frozen=True, slots=True)
class Cell:
    """Customers of one recency and one frequency score, and what they bought; `net` in minor units."""

    recency: int
    frequency: int
    customers: int
    monetary: float
    """Their mean monetary score."""
    orders: int
    net: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells that anybody is in; `unscored` have no completed order."""

    cells: tuple[Cell, ...]
    unscored: int


def grid(
    ask_all: Callable[..., dict[str, pa.Table]], period: Instants, *, now: datetime, only: pa.Table | None = None
) -> Grid:
    """The grid as of the day that was scored last, with the sales of a period."""
    tables = {} if only is None else {"only": only}
    rows = ask_all({"cells": _cells(period, now, only is not None)}, tables)["cells"].to_pylist()
    scored = [row for row in rows if row["recency"] is not None]
    cells = (
        Cell(
            row["recency"],
            row["frequency"],
            row["customers"],
            float(row["monetary"]),
            int(row["orders"] or 0),
            int(row["total"] or 0) - int(row["refunds"] or 0),
        )
        for row in scored
    )
    return Grid(tuple(cells), sum(row["customers"] for row in rows if row["recency"] is None))


def _cells(period: Instants, now: datetime, only: bool) -> ir.Table:
    customer = base_tables()["customer"]
    if only:
        customer = customer.semi_join(ibis.table({"customer_id": "int32"}, name="only"), "customer_id")
    rows = rows_of(period, now, only=only)
    bought = rows.group_by("customer_id").agg(**{name: rows[name].sum().cast("int64") for name in AMOUNTS})
    scored = customer.select(
        "customer_id", recency="recency_score", frequency="frequency_score", monetary="monetary_score"
    )
    buyers = bought.rename(buyer="customer_id")
    both = scored.left_join(buyers, scored.customer_id == buyers.buyer)
    return both.group_by(["recency", "frequency"]).agg(
        customers=both.count(),
        monetary=both.monetary.mean(),
        **{name: both[name].sum().cast("int64") for name in ("orders", "total", "refunds")},
    )
