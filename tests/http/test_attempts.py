"""Passwords can't be tried for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from regulars.http.attempts import Attempts, TooManyAttempts

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_attempt_after_the_last_allowed_one_is_refused_until_the_first_is_forgotten() -> None:
    attempts = Attempts(window=timedelta(minutes=5))
    for second in range(3):
        attempts.count("anna", NOON + timedelta(seconds=second), allowed=3)

    with pytest.raises(TooManyAttempts) as refusal:
        attempts.count("anna", NOON + timedelta(seconds=10), allowed=3)

    assert refusal.value.details() == {"retry_after_seconds": 290}
    attempts.count("anna", NOON + timedelta(minutes=5), allowed=3)


def test_who_knew_the_password_starts_anew() -> None:
    attempts = Attempts()
    attempts.count("anna", NOON, allowed=1)

    with pytest.raises(TooManyAttempts):
        attempts.count("anna", NOON, allowed=1)

    attempts.forgive("anna")

    attempts.count("anna", NOON, allowed=2)
    attempts.count("anna", NOON, allowed=2)
    with pytest.raises(TooManyAttempts):
        attempts.count("anna", NOON, allowed=2)


def test_names_beyond_those_remembered_push_out_the_least_recent() -> None:
    attempts = Attempts(remembered=2)
    for name in ("anna", "boris", "clara"):
        attempts.count(name, NOON, allowed=1)

    attempts.count("anna", NOON, allowed=1)

    with pytest.raises(TooManyAttempts):
        attempts.count("clara", NOON, allowed=1)
