"""Home and each report over the generated shop of 10,000,000 orders, with 60 segments whose members come and go.

Memberships are made up: each segment has a part of the customers, and each day
of the last year a few thousand of them come and go. So are messages: two for each
customer, of thirty sources, of which some count orders after clicks, some after sending. What
the books keep of that is left out; the questions about the facts are what grows with a shop.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import pyarrow as pa
from pyroaring import BitMap

from regulars.facts.columns import micros
from regulars.facts.store import Facts
from regulars.reports import cohorts, conversions, glance, messages, sales, scores
from regulars.reports.conversions import Asked, Counts, Rule
from regulars.reports.model.periods import Period
from regulars.segments import bitmaps

from . import shop
from .measure import Result, median
from .place import place

SEGMENTS = 60
MOVED_A_DAY = 500
SOURCES = 30
RULE = Rule(Counts("click", 5), {("newsletter", "1"): Counts("delivery", 7), ("newsletter", "2"): Counts("open", 14)})
MOST = 3.0
TODAY = (shop.NOW - timedelta(days=1)).date()


def run(size: shop.Size = shop.FULL) -> Iterator[Result]:
    """The seconds of each, from the question to the figures."""
    with place(size) as folder, shop.facts(folder / "facts.duckdb") as facts:
        members = _members(size)
        _move(facts, size)
        _send(facts, size)
        facts.score(shop.NOW)
        held = sales.Members([f"s{n}" for n in range(SEGMENTS)], bitmaps.as_bits(members))
        month = _instants(Period(TODAY - timedelta(days=29), TODAY))
        year = _instants(Period(TODAY - timedelta(days=364), TODAY))
        deeds = {
            "home": lambda: glance.glance(facts.ask_all, now=shop.NOW, calendar=shop.CALENDAR),
            "sales by segment, 30 days": lambda: sales.report(facts.ask_all, held, month, now=shop.NOW),
            "sales by segment, 30 days, members then": lambda: sales.report(
                facts.ask_all, held, month, now=shop.NOW, as_of=[held] * len(month)
            ),
            "sales by segment, a year": lambda: sales.report(facts.ask_all, held, year, now=shop.NOW),
            "sales by segment, a year, members then": lambda: sales.report(
                facts.ask_all, held, year, now=shop.NOW, as_of=[held] * len(year)
            ),
            "cohorts of a year": lambda: cohorts.cohorts(
                facts.ask_all, cohorts.last_months(TODAY, 12), now=shop.NOW, calendar=shop.CALENDAR
            ),
            "RFM grid, a year": lambda: scores.grid(facts.ask_all, year[0], now=shop.NOW),
            "campaigns and newsletters, 30 days": lambda: messages.report(facts.ask_all, month, RULE, now=shop.NOW),
            "campaigns and newsletters, a year": lambda: messages.report(facts.ask_all, year, RULE, now=shop.NOW),
            "what one newsletter brought about, of all time": lambda: conversions.by_message(
                facts.ask_all, Asked(("newsletter", "1")), RULE, now=shop.NOW
            ),
        }
        for name, deed in deeds.items():
            yield Result(f"{name}, {size.orders:,} orders", median(deed, runs=3), "s", most=MOST)


def _instants(period: Period) -> list[sales.Instants]:
    """The period, the one before it and that of a year ago."""
    return [
        (shop.CALENDAR.day_start(one.first), shop.CALENDAR.day_start(one.last + timedelta(days=1)))
        for one in (period, period.before, period.year_before)
    ]


def _members(size: shop.Size) -> list[BitMap]:
    """Every segment has from a fiftieth to a half of the customers."""
    luck = np.random.default_rng(1)
    ids = np.arange(1, size.customers + 1)
    return [bitmaps.from_sorted(ids[luck.random(len(ids)) < part]) for part in np.linspace(0.02, 0.5, SEGMENTS)]


def _move(facts: Facts, size: shop.Size) -> None:
    """Customers who come and go, at noon of each day of the last two years and a bit."""
    luck = np.random.default_rng(2)
    days = 3 * 365
    at = [micros(shop.NOW - timedelta(days=back, hours=12)) for back in range(days, 0, -1) for _ in range(SEGMENTS)]
    many = [luck.integers(1, size.customers + 1, MOVED_A_DAY).tolist() for _ in range(2 * len(at))]
    moved = pa.table({
        "segment": [f"s{n}" for _ in range(days) for n in range(SEGMENTS)],
        "at": pa.array(at, pa.timestamp("us")),
        "position": pa.array(range(1, len(at) + 1), pa.int64()),
        "entered": pa.array(many[::2], pa.list_(pa.int32())),
        "left": pa.array(many[1::2], pa.list_(pa.int32())),
    })  # fmt: skip
    facts._con.register("moved", moved)
    facts._con.execute("insert into segment_change by name select * from moved")
    facts._con.unregister("moved")


def _send(facts: Facts, size: shop.Size) -> None:
    """Two messages to each customer over two years; three of ten are opened, one of twelve is clicked."""
    facts._con.execute(
        f"""insert into message by name
            select i as message_id, 1 as position, cast(1 + hash(i) % {size.customers} as integer) as customer_id,
                'newsletter' as source, cast(i % {SOURCES} as varchar) as source_id, true as marketing, sent_at,
                case when hash(i + 1) % 10 < 3 then sent_at + interval 3 hour end as opened_at,
                case when hash(i + 2) % 12 = 0 then sent_at + interval 4 hour end as clicked_at
            from (select i, timestamp '{shop.NOW:%Y-%m-%d}' - to_seconds(cast(hash(i + 3) % {2 * 365 * 86_400} as integer)) as sent_at
                from range({2 * size.customers}) as t(i))"""
    )
