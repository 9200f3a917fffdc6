"""Refunds add up: whatever comes back in parts is what comes back at once, to the point."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st
from tests.points.granting import After

from regulars.points.model import holding
from regulars.points.model.entries import Account
from regulars.points.model.lots import Lot, Source
from regulars.points.model.page import Page
from regulars.points.model.settlement import Earned, Settled, Settler
from regulars.points.model.taking import Shortage

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)

sizes = st.lists(st.integers(1, 50), min_size=1, max_size=5)


def page_of(sizes: Sequence[int]) -> Page:
    """A customer with lots that end one after the other."""
    lots = [
        Lot(n, points, points, NOON - DAY, NOON + (10 + n) * DAY, Source("adjust"), f"lot {n}")
        for n, points in enumerate(sizes)
    ]
    return Page(1, 1, {lot.id: lot for lot in lots})


def spent(sizes: Sequence[int], points: int) -> Page:
    """The same after so many points were held and spent."""
    page = page_of(sizes)
    holding.hold(page, points, key="cart", at=NOON, lapses_at=NOON + DAY)
    holding.capture(page, page.holds["cart"], points, key="paid", at=NOON)
    return page


def give_back(page: Page, parts: Sequence[int], *, at: datetime = NOON, grace: datetime | None = None) -> None:
    fresh = count(100)
    for n, points in enumerate(parts):
        page.bring_up_to(at)
        holding.give_back(page, page.holds["cart"], points, key=f"back {n}", at=at, grace_ends_at=grace, lot_ids=fresh)


def cut(data: st.DataObject, points: int) -> list[int]:
    """So many points in parts of one or more."""
    parts = []
    while points:
        parts.append(data.draw(st.integers(1, points)))
        points -= parts[-1]
    return parts


@given(sizes, st.data())
def test_what_is_given_back_in_parts_lies_where_it_lies_when_it_comes_at_once(
    sizes: list[int], data: st.DataObject
) -> None:
    points = data.draw(st.integers(1, sum(sizes)))
    back = data.draw(st.integers(1, points))
    in_parts, at_once = spent(sizes, points), spent(sizes, points)

    give_back(in_parts, cut(data, back))
    give_back(at_once, [back])

    assert in_parts.lots == at_once.lots
    assert in_parts.holds == at_once.holds


@given(sizes, st.data())
def test_all_of_it_given_back_leaves_every_lot_as_it_was(sizes: list[int], data: st.DataObject) -> None:
    points = data.draw(st.integers(1, sum(sizes)))
    page = spent(sizes, points)

    give_back(page, cut(data, points))

    assert page.lots == page_of(sizes).lots


@given(sizes, st.integers(0, 20), st.data())
def test_what_comes_back_late_comes_as_lots_of_the_grace_and_nothing_is_lost(
    sizes: list[int], days: int, data: st.DataObject
) -> None:
    points = data.draw(st.integers(1, sum(sizes)))
    page, at = spent(sizes, points), NOON + days * DAY
    grace = at + 14 * DAY

    give_back(page, cut(data, points), at=at, grace=grace)

    new = [lot for lot in page.lots.values() if lot.id >= 100]
    late = sum(lot.used + lot.ended for lot in spent(sizes, points).lots.values() if lot.has_ended(at))
    assert sum(lot.points for lot in new) == late
    assert all((lot.starts_at, lot.ends_at, lot.source.kind) == (at, grace, "give_back") for lot in new)
    assert all(lot.used == 0 and lot.is_whole for lot in page.lots.values())


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8), st.integers(0, 60), st.sampled_from(Shortage))
def test_an_order_settled_many_times_comes_to_what_it_gives_at_the_end(
    gives: list[int], spends: int, shortage: Shortage
) -> None:
    shortage = Shortage.OWE if shortage is Shortage.FORBID else shortage
    page = Page(1, 1)
    settler = Settler(NOON, shortage, lambda *_: After(), count(1))
    settled: Settled | None = None
    for n, points in enumerate(gives):
        settled = settler.settle({(1, 1): page}, Earned(7, "o1", 1, 1, 1, points, NOON), settled)
        if n == 0 and 0 < spends <= page.available(NOON):
            holding.hold(page, spends, key="cart", at=NOON, lapses_at=NOON + DAY)
            holding.capture(page, page.holds["cart"], spends, key="paid", at=NOON)

    posted = [one for one in page.written if one.cause.order == "o1"]
    granted = -sum(one.on(Account.ISSUED) + one.on(Account.REVERSED) for one in posted)
    assert granted == (settled.points if settled else 0) == gives[-1]
    used = sum(one.on(Account.REDEEMED) for one in page.written)
    forgiven = -sum(one.on(Account.FORGIVEN) for one in page.written)
    assert sum(lot.remaining for lot in page.lots.values()) - page.debt == granted + forgiven - used
