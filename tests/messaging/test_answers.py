"""What a server's answer means, and when a mail that waits has its turn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.messaging.conftest import NOON

from regulars.messaging.model.answers import PAUSES, Answer, Verdict, judge
from regulars.messaging.throttle import Throttle

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        (Answer(250, "2.0.0 OK"), "accepted", None),
        (Answer(251, "will forward"), "accepted", None),
        (Answer(421, "4.3.2 shutting down"), "deferred", None),
        (Answer(450, "4.2.1 mailbox busy"), "deferred", None),
        (Answer(451, "4.7.1 greylisted"), "deferred", None),
        (Answer(452, "4.2.2 mailbox full"), "deferred", None),
        (Answer(550, "5.1.1 no such user"), "bounced", "refused"),
        (Answer(552, "5.2.2 mailbox full"), "bounced", "refused"),
        (Answer(554, "5.7.1 spam"), "bounced", "refused"),
        (Answer(None, "the connection broke", given=False), "deferred", None),
        (Answer(None, "the connection broke", given=True), "unknown", None),
    ],
)
def test_an_answer_decides_by_its_code(answer: Answer, state: str, reason: str | None) -> None:
    verdict = judge(answer, marketing=True, attempts=1, at=NOON)

    assert (verdict.state, verdict.reason) == (state, reason)
    assert (verdict.due_at is not None) == (state == "deferred")


def test_pauses_grow_until_it_is_given_up() -> None:
    later = Answer(451, "come back later")

    verdicts = [judge(later, marketing=False, attempts=n + 1, at=NOON) for n in range(len(PAUSES) + 1)]

    assert [one.due_at and one.due_at - NOON for one in verdicts] == [*PAUSES, None]
    assert sorted(PAUSES) == list(PAUSES)
    assert verdicts[-1] == Verdict("bounced", "gave_up")


def test_what_is_waited_for_is_sent_again_after_no_answer() -> None:
    assert judge(Answer(None, "broke"), marketing=False, attempts=1, at=NOON).state == "deferred"


@pytest.mark.parametrize(
    ("code", "text", "nobody"),
    [
        (550, "5.1.1 user unknown", True),
        (550, "no such user here", True),
        (550, "5.7.1 user unknown to our blocklist", False),
        (552, "5.2.2 mailbox full", False),
        (450, "4.1.1 user unknown", False),
    ],
)
def test_only_who_is_surely_not_there_is_written_to_no_more(code: int, text: str, nobody: bool) -> None:
    assert Answer(code, text).says_nobody_is_there is nobody


@given(st.integers(1, 600), st.integers(1, 120))
def test_no_domain_gets_more_in_a_minute_than_is_set_and_those_of_a_second(per_minute: int, seconds: int) -> None:
    throttle = Throttle()
    sent = 0

    for second in range(seconds):
        while throttle.turn("shop.example", NOON + second * SECOND, per_minute) is None:
            sent += 1

    assert sent <= per_minute * seconds / 60 + per_minute / 60 + 2


def test_another_domain_waits_for_nobody() -> None:
    throttle = Throttle()
    while throttle.turn("a.example", NOON, 60) is None:
        pass

    assert throttle.turn("b.example", NOON, 60) is None
    assert throttle.turn("a.example", NOON, 60) is not None
