"""Promotions and coupons: what each took off in some periods, and what the orders came to that it was used for.

Coupons are told by their promotion and batch. An order that used several counts
for each of them, and once in the sums of all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables
from regulars.http.instants import from_microseconds, instant
from regulars.reports.sales import Instants
from regulars.rules.query.functions import epoch_us

from .checkouts import AskAll, Used, any_cost, checkouts, read, sums_of, uses
from .members_then import acts_of_members

Which = tuple[int, int]
"""A promotion, and of coupons their batch, else 0."""


@dataclass(frozen=True, slots=True)
class Report:
    """In the order of the periods: by promotion, or by promotion and batch, of all together, and of all by local day."""

    parts: Sequence[Mapping[Which, Used]]
    all: Sequence[Used]
    days: Sequence[Mapping[date, Used]]


def report(
    ask_all: AskAll,
    periods: Sequence[Instants],
    places: int,
    *,
    only: pa.Table | None = None,
    then: str | None = None,
    of_coupons: bool = False,
) -> Report:
    """What was used in each period, by some customers or all, in one state of the facts.

    `places`: of the base currency; `only`: these customers; `then`: those who were in that segment when their checkout was
    confirmed; `of_coupons`: of coupons alone.
    """
    tables = {} if only is None else {"only": only}
    with_cost = ask_all({"cost": any_cost()})["cost"].column("known")[0].as_py() > 0
    different = list(dict.fromkeys(periods))
    questions: dict[str, Any] = {}
    for n, period in enumerate(different):
        rows = checkouts(period, places, only=only is not None, with_cost=with_cost, then=then, of_coupons=of_coupons)
        questions[f"_rows{n}"] = rows
        found = ibis.table(rows.schema(), name=f"found__rows{n}")
        questions[f"parts{n}"] = _by_part(found, uses(period, of_coupons=of_coupons), of_coupons)
        questions[f"days{n}"] = found.group_by("day").agg(**sums_of(found))
        questions[f"all{n}"] = found.agg(**sums_of(found))
    answers = ask_all(questions, tables)

    def told(name: str, period: Instants) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = answers[f"{name}{different.index(period)}"].to_pylist()
        return rows

    return Report(
        [{(row["promotion_id"], row["batch"]): read(row) for row in told("parts", one)} for one in periods],
        [read(told("all", one)[0]) for one in periods],
        [{row["day"]: read(row) for row in told("days", one)} for one in periods],
    )


def _by_part(rows: ir.Table, used: ir.Table, of_coupons: bool) -> ir.Table:
    """Each promotion, or each batch of its coupons, with its checkouts; what was taken off is what it took off, not what
    others did."""
    batch = used.batch_id.fill_null(0) if of_coupons else ibis.literal(0, "int32")
    mine = used.select("promotion_id", of="position", amount="amount", batch=batch)
    met = rows.drop("discount").inner_join(mine, rows.position == mine.of)
    met = met.mutate(discount=met.amount * (1 - met.cancelled))
    return met.group_by(["promotion_id", "batch"]).agg(**sums_of(met))


def ends(ask_all: AskAll) -> dict[int, datetime]:
    """When promotions end or have ended, those that do."""
    promotion = base_tables()["promotion"]
    ending = promotion.filter(promotion.ends_at.notnull())
    rows = ask_all({"ends": ending.select("promotion_id", us=epoch_us(ending.ends_at))})["ends"].to_pylist()
    return {row["promotion_id"]: from_microseconds(row["us"]) for row in rows}


def issued_to_members(ask_all: AskAll, periods: Sequence[Instants], segment: str) -> list[int]:
    """The coupons, by id, that were issued in any of these periods to somebody who was in a segment then."""
    coupon = base_tables()["coupon"]
    since, until = min(since for since, _ in periods), max(until for _, until in periods)
    within = coupon.filter((coupon.issued_at >= instant(since)) & (coupon.issued_at < instant(until)))
    theirs = acts_of_members(within.select("customer_id", act="coupon_id", at="issued_at"), segment)
    ids: list[int] = ask_all({"issued": theirs.order_by("act")})["issued"].column("act").to_pylist()
    return ids
