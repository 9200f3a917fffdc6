"""Lots: which end first, which are open, and when a lifetime is over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.kinds import Lifetime
from regulars.points.model.lifetime import Lasting, Span
from regulars.points.model.lots import Draw, Lot, NotEnoughPoints, Source, available, draw, draw_up_to
from regulars.points.reading import state_of
from regulars.rules.calendar import Calendar

MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)
JULY = datetime(2026, 7, 1, tzinfo=UTC)
WARSAW = Calendar(ZoneInfo("Europe/Warsaw"))
SOURCE = Source("order")


def lot(id: int, points: int, *, starts_at: datetime = MARCH, ends_at: datetime | None = None) -> Lot:
    return Lot(id, points, points, starts_at, ends_at, SOURCE, f"lot {id}")


def test_spends_the_lot_that_ends_first() -> None:
    lots = [lot(1, 100), lot(2, 100, ends_at=JULY), lot(3, 50, ends_at=MAY)]

    assert draw(lots, 120, APRIL) == [Draw(3, 50), Draw(2, 70)]


def test_of_two_lots_that_end_together_the_older_goes_first() -> None:
    lots = [lot(1, 10, starts_at=APRIL, ends_at=JULY), lot(3, 10, ends_at=JULY), lot(2, 10, ends_at=JULY)]

    assert draw(lots, 30, APRIL) == [Draw(2, 10), Draw(3, 10), Draw(1, 10)]


def test_a_lot_is_closed_at_the_instant_it_ends() -> None:
    with pytest.raises(NotEnoughPoints) as refusal:
        draw([lot(1, 50, ends_at=MAY)], 50, MAY)

    assert refusal.value.details() == {"needed": 50, "available": 0}


def test_a_lot_is_open_just_before_it_ends() -> None:
    assert available([lot(1, 50, ends_at=MAY)], MAY - timedelta(microseconds=1)) == 50


def test_a_lot_is_open_at_the_instant_it_starts() -> None:
    assert available([lot(1, 50, starts_at=APRIL)], APRIL) == 50
    assert available([lot(1, 50, starts_at=APRIL)], APRIL - timedelta(microseconds=1)) == 0


def test_takes_what_there_is_when_asked_to() -> None:
    assert draw_up_to([lot(1, 50), lot(2, 20, ends_at=MAY)], 100, APRIL) == [Draw(2, 20), Draw(1, 50)]


@given(st.lists(st.integers(1, 1000), min_size=1), st.data())
def test_draws_add_up_and_no_lot_is_overdrawn(sizes: list[int], data: st.DataObject) -> None:
    lots = [lot(i, size) for i, size in enumerate(sizes)]
    points = data.draw(st.integers(1, sum(sizes)))

    draws = draw(lots, points, APRIL)

    assert sum(d.points for d in draws) == points
    assert all(0 < d.points <= sizes[d.lot_id] for d in draws)


@given(st.lists(st.tuples(st.integers(1, 100), st.sampled_from([MAY, JULY, None])), min_size=1), st.data())
def test_nothing_is_drawn_from_a_lot_while_one_that_ends_earlier_has_points(
    kept: list[tuple[int, datetime | None]], data: st.DataObject
) -> None:
    lots = {i: lot(i, points, ends_at=ends_at) for i, (points, ends_at) in enumerate(kept)}
    draws = draw(lots.values(), data.draw(st.integers(1, sum(points for points, _ in kept))), APRIL)

    taken = {d.lot_id: d.points for d in draws}
    last = lots[draws[-1].lot_id]
    assert all(
        taken.get(other.id, 0) == other.points
        for other in lots.values()
        if other.drawing_order() < last.drawing_order()
    )


@pytest.mark.parametrize(
    ("lifetime", "first", "last"),
    [
        (Lifetime(amount=30, unit="days"), date(2026, 1, 31), date(2026, 3, 2)),
        (Lifetime(amount=1, unit="months"), date(2026, 1, 31), date(2026, 2, 28)),
        (Lifetime(amount=1, unit="months"), date(2028, 1, 31), date(2028, 2, 29)),
        (Lifetime(amount=12, unit="months"), date(2028, 2, 29), date(2029, 2, 28)),
        (Lifetime(amount=11, unit="months"), date(2026, 1, 15), date(2026, 12, 15)),
        (Lifetime(amount=6, unit="months"), date(2026, 8, 31), date(2027, 2, 28)),
    ],
)
def test_the_last_day_is_the_same_day_or_the_months_last(lifetime: Lifetime, first: date, last: date) -> None:
    assert lifetime.last_day(first) == last


def test_a_lot_ends_at_the_local_midnight_after_its_last_day() -> None:
    starts_at = datetime(2026, 1, 31, 12, tzinfo=UTC)

    ends_at = Lifetime(amount=1, unit="months").end_from(starts_at, WARSAW)

    assert ends_at == datetime(2026, 2, 28, 23, tzinfo=UTC)


def test_the_first_day_is_the_local_one() -> None:
    late_on_the_thirtieth = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)  # already May in Warsaw

    ends_at = Lifetime(amount=1, unit="months").end_from(late_on_the_thirtieth, WARSAW)

    assert ends_at == datetime(2026, 6, 1, 22, tzinfo=UTC)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.integers(1, 40),
    st.sampled_from(["days", "months", "quarters", "years"]),
)
def test_ends_looked_up_once_a_day_are_the_same(starts_at: datetime, amount: int, unit: str) -> None:
    lifetime = Lifetime.model_validate({"amount": amount, "unit": unit})
    lasting = Lasting(lifetime, WARSAW)

    found = [lasting.span(starts_at), lasting.span(starts_at)]

    ends_at = lifetime.end_from(starts_at, WARSAW)
    assert found == [Span(starts_at, ends_at)] * 2
    assert ends_at > starts_at


@pytest.mark.parametrize(
    ("gone", "state"),
    [({"reversed": 100}, "reversed"), ({"adjusted": 100}, "taken"), ({"ended": 60, "used": 40}, "ended")],
)
def test_an_empty_lot_is_called_after_what_most_of_it_became(gone: dict[str, int], state: str) -> None:
    assert state_of(lot(1, 100)._replace(remaining=0, **gone), APRIL) == state
