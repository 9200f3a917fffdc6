"""What an answer means, decided without a clock or a database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.webhooks.model import (
    DAYS,
    FAILING_FOR,
    LONGEST_WAIT,
    OLD_SECRET_SIGNS,
    PAUSES,
    Answer,
    Secrets,
    Verdict,
    asked_to_wait,
    is_to_be_disabled,
    judge,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def test_the_schedule_is_that_of_the_specification() -> None:
    assert [pause.total_seconds() for pause in PAUSES] == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]


@pytest.mark.parametrize("status", [200, 204, 299])
def test_any_status_of_200_to_299_has_arrived(status: int) -> None:
    assert judge(Answer(status), attempts=1, at=NOON) == Verdict("delivered")


@pytest.mark.parametrize("status", [None, 100, 199, 300, 302, 400, 404, 500, 503])
def test_anything_else_is_tried_again(status: int | None) -> None:
    assert judge(Answer(status), attempts=1, at=NOON) == Verdict("failed", NOON + 5 * SECOND)


def test_after_the_last_attempt_it_is_given_up() -> None:
    assert judge(Answer(500), attempts=len(PAUSES), at=NOON).state == "failed"
    assert judge(Answer(500), attempts=len(PAUSES) + 1, at=NOON) == Verdict("given_up")


@given(st.integers(100, 599), st.integers(1, 10), st.text(max_size=40) | st.integers(-5, 10**12).map(str))
def test_nothing_that_is_answered_makes_it_wait_for_more_than_a_day(status: int, attempts: int, said: str) -> None:
    verdict = judge(Answer(status, retry_after=said), attempts=attempts, at=NOON)

    if verdict.state == "failed":
        assert verdict.next_at is not None
        assert NOON < verdict.next_at <= NOON + DAYS


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        ("120", timedelta(seconds=120)),
        (" 120 ", timedelta(seconds=120)),
        ("86401", LONGEST_WAIT),
        ("9" * 400, LONGEST_WAIT),
        ("-1", timedelta()),
        ("soon", timedelta()),
        ("", timedelta()),
        (None, timedelta()),
        (format_datetime(NOON + HOUR, usegmt=True), HOUR),
        (format_datetime(NOON - HOUR, usegmt=True), timedelta()),
        (format_datetime(NOON + 40 * DAYS, usegmt=True), LONGEST_WAIT),
    ],
)
def test_retry_after_is_seconds_or_a_date(said: str | None, waits: timedelta) -> None:
    assert asked_to_wait(said, NOON) == waits


def test_only_one_that_is_busy_is_left_alone_altogether() -> None:
    assert judge(Answer(503, retry_after="3600"), attempts=1, at=NOON).leave_alone_until == NOON + HOUR
    assert judge(Answer(500, retry_after="3600"), attempts=1, at=NOON).leave_alone_until is None
    assert judge(Answer(503), attempts=1, at=NOON).leave_alone_until is None


def test_five_days_are_up_at_that_very_instant() -> None:
    assert not is_to_be_disabled(NOON, at=NOON + FAILING_FOR - SECOND)
    assert is_to_be_disabled(NOON, at=NOON + FAILING_FOR)
    assert not is_to_be_disabled(None, at=NOON)


def test_every_secret_signs_for_a_day_after_it_was_replaced() -> None:
    twice = Secrets("a").rotated("b", NOON).rotated("c", NOON + HOUR)

    assert twice.signing(NOON + HOUR) == ["c", "a", "b"]
    assert twice.signing(NOON + OLD_SECRET_SIGNS) == ["c", "b"]
    assert twice.signing(NOON + HOUR + OLD_SECRET_SIGNS) == ["c"]
    assert Secrets.of_rows("c", twice.old_rows()) == twice  # type: ignore[arg-type]


def test_what_went_wrong_is_told_in_words() -> None:
    assert Answer(204).told() is None
    assert Answer(500).told() == "answered 500"
    assert Answer(error="no answer within 15 seconds").told() == "no answer within 15 seconds"
    assert "redirect" in (Answer(301).told() or "")
