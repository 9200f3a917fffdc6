"""What an answer means for a delivery: arrived, again later and when, given up, or the endpoint is gone.

The schedule is that of the Standard Webhooks specification. An endpoint that
says when it wants to be asked again is obeyed, up to a day.

Nothing here reads a clock or a database; deliveries.py stores what is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

from regulars.core.sentences import say

EndpointState = Literal["active", "paused", "disabled"]
DeliveryState = Literal["waiting", "failed", "delivered", "given_up"]
"""Not tried yet; tried, and to be tried again; arrived; not tried again unless somebody asks for it."""

SECONDS, MINUTES, HOURS, DAYS = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PAUSES = (
    5 * SECONDS, 5 * MINUTES, 30 * MINUTES, 2 * HOURS, 5 * HOURS, 10 * HOURS, 14 * HOURS, 20 * HOURS, 24 * HOURS,
)  # fmt: skip
"""How long it is waited after each attempt that failed, the first one first; after the last it is given up."""
LONGEST_WAIT = DAYS
"""As long as an endpoint may ask us to wait."""
FAILING_FOR = 5 * DAYS
"""An endpoint where everything has failed for so long is disabled."""
OLD_SECRET_SIGNS = DAYS
KEPT = 30 * DAYS

GONE = 410
BUSY = frozenset({429, 503})
"""Answers by which an endpoint asks to be left alone altogether, if it says for how long."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of sending once: a status and the beginning of a body, or the error that kept it from coming."""

    status: int | None = None
    text: str = ""
    error: str | None = None
    retry_after: str | None = None
    duration_ms: int = 0

    @property
    def arrived(self) -> bool:
        """Whether the endpoint has taken it."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def gone(self) -> bool:
        """Whether the endpoint wants nothing more, ever."""
        return self.status == GONE

    def told(self) -> str | None:
        """What went wrong, in words."""
        if self.arrived:
            return None
        if self.status is None:
            return self.error or say("no answer came")
        if 300 <= self.status < 400:
            return say(
                "answered {status}, a redirect, which is not followed; set the address it leads to", status=self.status
            )
        return say("answered {status}", status=self.status)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a delivery; `leave_alone_until` holds for everything of its endpoint."""

    state: DeliveryState
    next_at: datetime | None = None
    leave_alone_until: datetime | None = None


def judge(answer: Answer, *, attempts: int, at: datetime) -> Verdict:
    """What follows from the answer to an attempt, which is counted in `attempts`, at an instant."""
    assert attempts > 0, attempts
    if answer.arrived:
        return Verdict("delivered")
    if answer.gone or attempts > len(PAUSES):
        return Verdict("given_up")
    asked = asked_to_wait(answer.retry_after, at)
    alone = at + asked if asked and answer.status in BUSY else None
    return Verdict("failed", at + max(PAUSES[attempts - 1], asked), alone)


def asked_to_wait(retry_after: str | None, at: datetime) -> timedelta:
    """How long a `Retry-After` asks to wait, at most a day; seconds or a date, nothing when it is neither."""
    said = (retry_after or "").strip()
    if said.isascii() and said.isdigit():
        wait = timedelta(seconds=min(int(said[:9]), LONGEST_WAIT.total_seconds()))
    else:
        try:
            until = parsedate_to_datetime(said)
        except (ValueError, TypeError, IndexError, OverflowError):  # whatever an endpoint may say
            return timedelta()
        wait = (until if until.tzinfo else until.replace(tzinfo=UTC)) - at
    return min(max(wait, timedelta()), LONGEST_WAIT)


def is_to_be_disabled(failing_since: datetime | None, *, at: datetime) -> bool:
    """Whether everything at an endpoint has failed for too long."""
    return failing_since is not None and at - failing_since >= FAILING_FOR


@dataclass(frozen=True, slots=True)
class Secrets:
    """What an endpoint's messages are signed with: the present secret, and old ones until they end."""

    present: str
    old: tuple[tuple[str, datetime], ...] = ()

    def signing(self, at: datetime) -> list[str]:
        """The secrets that sign at an instant, the present one first."""
        return [self.present, *(secret for secret, until in self.old if at < until)]

    def rotated(self, fresh: str, at: datetime) -> Secrets:
        """With another present secret; the one before signs too for a day."""
        still = tuple((secret, until) for secret, until in self.old if at < until)
        return Secrets(fresh, (*still, (self.present, at + OLD_SECRET_SIGNS)))

    @classmethod
    def of_rows(cls, present: str, old: list[Mapping[str, str]]) -> Secrets:
        """As the books keep them."""
        return cls(present, tuple((one["secret"], datetime.fromisoformat(one["until"])) for one in old))

    def old_rows(self) -> list[dict[str, str]]:
        """The old ones as the books keep them."""
        return [{"secret": secret, "until": until.isoformat()} for secret, until in self.old]
