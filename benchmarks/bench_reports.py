"""Home and each report over the generated shop of 10,000,000 orders, with 60 segments whose members come and go.

Memberships are made up: each segment has a part of the customers, and each day a
thousand of them come or go. So are messages: two for each customer, of thirty sources,
of which some count orders after clicks, some after sending; and uses of promotions: every third
order used one of forty or two, each third use with a coupon, and the cost of nine of ten products is known. Of what
the books keep of that only who was in which segment is there, for movement; the questions about the facts are what grows with
a shop. Each report is asked with the periods that it is compared with.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
from pyroaring import BitMap

from regulars.books import Books
from regulars.facts.columns import micros
from regulars.facts.store import Facts
from regulars.flows.movement_report import segments_moved
from regulars.reports import cohorts, conversions, glance, messages, sales, scores
from regulars.reports.conversions import Asked, Counts, Rule
from regulars.reports.model.periods import Period
from regulars.reports.used import promotions
from regulars.segments import bitmaps, keeping, store
from regulars.segments.model import Change

from . import shop
from .measure import Result, median
from .place import books, place

SEGMENTS = 60
MOVED_A_DAY = 500
SOURCES = 30
KEPT_DAYS = 2 * 365 + 2
ONE = "s30"
"""A quarter of all are in it."""
RULE = Rule(Counts("click", 5), {("newsletter", "1"): Counts("delivery", 7), ("newsletter", "2"): Counts("open", 14)})
MOST = 3.0
TODAY = (shop.NOW - timedelta(days=1)).date()


def run(size: shop.Size = shop.FULL) -> Iterator[Result]:
    """The seconds of each, from the question to the figures."""
    with place(size) as folder, books(folder) as opened, shop.facts(folder / "facts.duckdb") as facts:
        month = _instants(Period(TODAY - timedelta(days=29), TODAY))
        year = _instants(Period(TODAY - timedelta(days=364), TODAY))
        began = [start for start, _ in (*month, *year)]
        ids = [f"s{n}" for n in range(SEGMENTS)]
        *then, held = [sales.Members(ids, bitmaps.as_bits(one)) for one in _move(facts, opened, size, began)]
        _send(facts, size)
        _use(facts, size)
        facts.score(shop.NOW)
        deeds = {
            "home": lambda: glance.glance(facts.ask_all, now=shop.NOW, calendar=shop.CALENDAR),
            "sales by segment, 30 days": lambda: sales.report(facts.ask_all, held, month, now=shop.NOW),
            "sales by segment, 30 days, members then": lambda: sales.report(
                facts.ask_all, held, month, now=shop.NOW, as_of=then[:3]
            ),
            "sales by segment, a year": lambda: sales.report(facts.ask_all, held, year, now=shop.NOW),
            "sales by segment, a year, members then": lambda: sales.report(
                facts.ask_all, held, year, now=shop.NOW, as_of=then[3:]
            ),
            "growth and movement, 30 days": lambda: segments_moved(opened, month),
            "growth and movement, a year": lambda: segments_moved(opened, year),
            "cohorts of a year": lambda: _cohorts(facts, 12),
            "cohorts of two years": lambda: _cohorts(facts, 24),
            "RFM grid, 30 days": lambda: scores.grid(facts.ask_all, month, now=shop.NOW),
            "RFM grid, a year": lambda: scores.grid(facts.ask_all, year, now=shop.NOW),
            "promotions, 30 days": lambda: promotions.report(facts.ask_all, month, 2),
            "promotions, a year": lambda: promotions.report(facts.ask_all, year, 2),
            "promotions of one segment, a year, members then": lambda: promotions.report(
                facts.ask_all, year, 2, then=ONE
            ),
            "coupons, a year": lambda: promotions.report(facts.ask_all, year, 2, of_coupons=True),
            "coupons of one segment, a year, members then": lambda: promotions.report(
                facts.ask_all, year, 2, then=ONE, of_coupons=True
            ),
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


def _cohorts(facts: Facts, months: int) -> None:
    """So many, and as many before them and the same months of the year before, as the page asks."""
    firsts = cohorts.last_months(TODAY, months + max(months, 12))
    cohorts.cohorts(facts.ask_all, firsts, now=shop.NOW, calendar=shop.CALENDAR)


def _move(facts: Facts, opened: Books, size: shop.Size, began: list[datetime]) -> list[list[BitMap]]:
    """Customers who come and go, at noon of each day of the last three years, as the books tell it: who comes was out,
    who goes was in. Of the last two years the books have it too. Gives who was in at each of some instants and in the end; at first a fiftieth to a half of all."""
    luck = np.random.default_rng(2)
    inside = np.stack([luck.random(size.customers + 1) < part for part in np.linspace(0.02, 0.5, SEGMENTS)])
    inside[:, 0] = False
    held: dict[datetime, list[BitMap]] = {}
    lists: dict[str, list[np.ndarray]] = {"entered": [], "left": []}
    days = [shop.NOW - timedelta(days=back, hours=12) for back in range(3 * 365, 0, -1)]
    kept = _Kept(opened)
    for at in days:
        for start in began:
            if start < at and start not in held:
                held[start] = [bitmaps.from_sorted(np.flatnonzero(one)) for one in inside]
        for one in inside:
            chosen = np.unique(luck.integers(1, size.customers + 1, 2 * MOVED_A_DAY).astype(np.int32))
            lists["entered"].append(chosen[~one[chosen]])
            lists["left"].append(chosen[one[chosen]])
            one[chosen] = ~one[chosen]
        if at >= days[-KEPT_DAYS]:
            kept.on(at, inside, lists["entered"][-SEGMENTS:], lists["left"][-SEGMENTS:])
    moved = pa.table({
        "segment": [f"s{n}" for _ in days for n in range(SEGMENTS)],
        "at": pa.array([micros(at) for at in days for _ in range(SEGMENTS)], pa.timestamp("us")),
        "position": pa.array(range(1, len(days) * SEGMENTS + 1), pa.int64()),
        **{name: _listed(ids) for name, ids in lists.items()},
    })  # fmt: skip
    facts._con.register("moved", moved)
    facts._con.execute("insert into segment_change by name select * from moved")
    facts._con.unregister("moved")
    return [*(held[start] for start in began), [bitmaps.from_sorted(np.flatnonzero(one)) for one in inside]]


class _Kept:
    """The same in the books, from the first day that is told on: whoever is in then comes in."""

    def __init__(self, opened: Books) -> None:
        self._books, self._members = opened, list[BitMap]()
        with opened.transaction() as unit:
            for n in range(SEGMENTS):
                told = {"id": f"s{n}", "name": f"Segment {n}", "description": "", "applies_to": "everyone"}
                condition = {"value": "customer.gender", "op": "=", "to": "female"}  # nobody asks it
                at = {"created_at": unit.now, "updated_at": unit.now}
                assert store.insert_definition(unit.connection, told | at | {"condition": condition, "actions": None})

    def on(self, at: datetime, inside: np.ndarray, entered: list[np.ndarray], left: list[np.ndarray]) -> None:
        """What became of the segments at an instant."""
        came, went = ([bitmaps.from_sorted(ids) for ids in lists] for lists in (entered, left))
        if self._members:
            self._members = [(one | new) - old for one, new, old in zip(self._members, came, went, strict=True)]
        else:
            self._members = came = [bitmaps.from_sorted(np.flatnonzero(one)) for one in inside]
            went = [BitMap()] * SEGMENTS
        changes = [Change(f"s{n}", at, "entries", *both) for n, both in enumerate(zip(came, went, strict=True))]
        held = {f"s{n}": one for n, one in enumerate(self._members)}
        with self._books.transaction() as unit:
            keeping.record(unit.connection, held, changes, day=at.date(), position=micros(at), asked_at=at)


def _listed(ids: list[np.ndarray]) -> pa.Array:
    offsets = np.cumsum([0, *map(len, ids)]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(np.concatenate(ids), pa.int32()))


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


def _use(facts: Facts, size: shop.Size) -> None:
    """Every third order used a promotion, every ninth another too; each third use was by a coupon."""
    used = "select i as order_id, {} as n from range(1, {} + 1) t(i) where i % {} = 0"
    facts._con.execute(
        f"""insert into promotion_use by name
            select o.order_id, o.customer_id, o.order_id as position, o.placed_at as used_at,
                1 + hash(o.order_id + n) % 40 as promotion_id, case when o.order_id % 9 = 3 then o.order_id end as coupon_id,
                case when o.order_id % 18 = 3 then 1 + hash(o.order_id) % 50 end as batch_id, 500 as amount
            from ({used.format(0, size.orders, 3)} union all {used.format(1, size.orders, 9)}) u join "order" o using (order_id)"""
    )
    facts._con.execute("update product set cost = price // 2 where product_id % 10 <> 0")
