"""What a mail server's answer means for a message: taken, again later and when, refused, or nobody knows.

Nothing here reads a clock or a database; claiming.py stores what is decided here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from .states import Reason, State

MINUTES, HOURS = timedelta(minutes=1), timedelta(hours=1)
PAUSES = (1 * MINUTES, 5 * MINUTES, 15 * MINUTES, 1 * HOURS, 3 * HOURS, 6 * HOURS, 12 * HOURS, 24 * HOURS)
"""How long it is waited after each time that a server put a message off; after the last it is given up."""
_UNKNOWN_USER = re.compile(r"\b5\.1\.[0126]\b|\b5\.2\.1\b|\b5\.4\.1\b")
_UNKNOWN_IN_WORDS = re.compile(
    r"user unknown|unknown user|no such user|does not exist|mailbox (?:unavailable|not found)|no mailbox here|recipient rejected|unknown recipient",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said to a message. Without a code it said nothing: before the message was with it (`given` is False),
    so that it surely hasn't taken it, or after."""

    code: int | None
    text: str = ""
    given: bool = True

    @property
    def told(self) -> str:
        """It in a line."""
        return f"{self.code} {self.text}".strip() if self.code is not None else self.text

    @property
    def says_nobody_is_there(self) -> bool:
        """Whether there is no such mailbox, so that nothing should be sent to it again."""
        if self.code is None or not 500 <= self.code < 600:
            return False
        if re.search(r"\b5\.\d{1,3}\.\d{1,3}\b", self.text):
            return _UNKNOWN_USER.search(self.text) is not None
        return self.code in (550, 551, 553) and _UNKNOWN_IN_WORDS.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a message; `due_at` when it is tried again."""

    state: State
    reason: Reason | None = None
    due_at: datetime | None = None


def judge(answer: Answer, *, marketing: bool, attempts: int, at: datetime) -> Verdict:
    """What follows from the answer to an attempt, which is counted in `attempts`, at an instant."""
    assert attempts > 0, attempts
    if answer.code is not None and 200 <= answer.code < 300:
        return Verdict("accepted")
    if answer.code is not None and answer.code >= 500:
        return Verdict("bounced", "refused")
    if answer.code is None and answer.given and marketing:
        return Verdict("unknown")
    if attempts > len(PAUSES):
        return Verdict("bounced", "gave_up")
    return Verdict("deferred", due_at=at + PAUSES[attempts - 1])
