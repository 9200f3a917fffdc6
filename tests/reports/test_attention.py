"""What needs attention: how much is left of promotions, and in which order things are told."""

from __future__ import annotations

import pytest

from regulars.reports.model.attention import Kind, Notice, in_order, of_limits


@pytest.mark.parametrize(
    ("uses", "used", "budget", "spent", "kind"),
    [
        (None, 5, None, 100, None),
        (10, 7, 1_000, 799, None),
        (10, 8, 1_000, 0, "uses_nearly_used"),
        (10, 9, 1_000, 800, "budget_nearly_used"),
        (10, 10, 1_000, 800, "promotion_used_up"),
        (10, 0, 1_000, 1_000, "promotion_used_up"),
    ],
)
def test_a_promotion_is_told_of_when_a_fifth_is_left(
    uses: int | None, used: int, budget: int | None, spent: int, kind: Kind | None
) -> None:
    told = of_limits("1", "Ten percent", uses=uses, used=used, budget=budget, spent=spent)

    assert (None if told is None else told.kind) == kind


def test_the_worst_is_told_first() -> None:
    told = [
        Notice("points_ending"),
        Notice("webhook_failing"),
        Notice("segment_broken", "a"),
        Notice("segment_broken", "b"),
    ]

    assert [(one.kind, one.id) for one in in_order(told)] == [
        ("segment_broken", "a"),
        ("segment_broken", "b"),
        ("webhook_failing", None),
        ("points_ending", None),
    ]
