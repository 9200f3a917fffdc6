"""When a promotion will be used up: by its pace, and only where that can be said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from regulars.promotions.model.forecast import Pace, used_up_at

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "uses", "minor", "uses_left", "minor_left", "expected"),
    [
        (10, 100, 50_000, 50, None, 5.0),
        (10, 100, 50_000, None, 10_000, 2.0),
        (10, 100, 50_000, 50, 10_000, 2.0),
        (10, 100, 50_000, 10, 10_000, 1.0),
        (10, 100, 0, None, 10_000, None),
        (10, 100, 50_000, 0, None, 0.0),
        (10, 100, 50_000, -1, None, 0.0),
        (10, 100, 50_000, None, None, None),
        (0.5, 100, 50_000, 50, None, None),
        (10, 2, 50_000, 50, None, None),
        (14, 3, 1, 10**9, None, None),
    ],
)
def test_it_is_the_first_of_both(
    days: float, uses: int, minor: int, uses_left: int | None, minor_left: int | None, expected: float | None
) -> None:
    pace = Pace(NOW - days * DAY, uses, minor)

    found = used_up_at(NOW, pace, uses_left=uses_left, minor_left=minor_left)

    assert found == (None if expected is None else NOW + expected * DAY)
