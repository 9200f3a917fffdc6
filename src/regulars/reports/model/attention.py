"""What needs somebody's attention: the worst first, each with what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

Kind = Literal[
    "segment_broken",
    "webhook_disabled",
    "records_set_aside",
    "webhook_failing",
    "segment_drifted",
    "segment_waiting",
    "campaign_broken",
    "campaign_stuck",
    "mails_stuck",
    "mails_late",
    "newsletter_stopped",
    "mails_returned",
    "mails_complained",
    "codes_guessed",
    "promotion_used_up",
    "budget_nearly_used",
    "uses_nearly_used",
    "points_ending",
    "road_behind",
]
Tone = Literal["bad", "warning", "info"]

TONES: dict[Kind, Tone] = {
    "segment_broken": "bad",
    "campaign_broken": "bad",
    "mails_stuck": "bad",
    "mails_late": "bad",
    "newsletter_stopped": "bad",
    "webhook_disabled": "bad",
    "records_set_aside": "bad",
    "webhook_failing": "warning",
    "segment_drifted": "warning",
    "segment_waiting": "warning",
    "campaign_stuck": "warning",
    "mails_complained": "warning",
    "mails_returned": "warning",
    "codes_guessed": "warning",
    "promotion_used_up": "warning",
    "budget_nearly_used": "warning",
    "uses_nearly_used": "warning",
    "road_behind": "warning",
    "points_ending": "info",
}
NEARLY = 0.8
"""Of a budget, or of the uses that a promotion may have."""
_ORDER: dict[Tone, int] = {"bad": 0, "warning": 1, "info": 2}


class Notice(NamedTuple):
    """One thing to look at: which segment, campaign, promotion or endpoint (`id`, `name`), since when, how many, and what share."""

    kind: Kind
    id: str | None = None
    name: str | None = None
    since: datetime | None = None
    number: int | None = None
    customers: int | None = None
    share: float | None = None
    reason: str | None = None

    @property
    def tone(self) -> Tone:
        return TONES[self.kind]


def in_order(notices: Iterable[Notice]) -> list[Notice]:
    """The worst first, of equal ones as they came."""
    return sorted(notices, key=lambda one: _ORDER[one.tone])


def of_limits(id: str, name: str, *, uses: int | None, used: int, budget: int | None, spent: int) -> Notice | None:
    """What is to be said of what is left of a promotion: of its budget before that of its uses."""
    limits: tuple[tuple[int | None, int, Kind], ...] = (
        (budget, spent, "budget_nearly_used"),
        (uses, used, "uses_nearly_used"),
    )
    shares = [(taken / most, kind) for most, taken, kind in limits if most]
    used_up = next((share for share, _ in shares if share >= 1), None)
    if used_up is not None:
        return Notice("promotion_used_up", id, name, share=used_up)
    return next((Notice(kind, id, name, share=share) for share, kind in shares if share >= NEARLY), None)
