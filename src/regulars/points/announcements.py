"""What is announced of points: every posting that may be reacted to."""

from __future__ import annotations

from regulars.kinds.announcements import Announcement, declare

CHANGED = declare(
    Announcement(
        type="points.changed",
        group="Points",
        description="Points were posted to a customer. `points` is by how much it changed what the customer has, pending "
        "and held included; `points_kind` is the id of the kind of points, and `available` what can be spent of it after it, of all legal entities together. `kind` is earned, opened, ended, "
        "held, spent, released, lapsed, returned, reversed, adjusted, undone, moved or transferred. No two postings have the same `key`.",
        example={
            "customer": {"id": "1204", "external_id": "c-77", "email": "jan@example.com"},
            "points": 50,
            "points_kind": "points",
            "available": 320,
            "kind": "earned",
            "order": "100000042",
            "reason": None,
            "key": "earn:1:100000042:r1",
        },
    )
)

ENDING = declare(
    Announcement(
        type="points.ending",
        group="Points",
        description="Points of a customer will end, as many days from now as the settings of their kind say. "
        "Each end is told of once, within ten minutes of that time; what was due before anybody listened isn't told later.",
        example={
            "customer": {"id": "1204", "external_id": "c-77", "email": "jan@example.com"},
            "points": 120,
            "points_kind": "points",
            "ends_at": "2026-03-31T21:00:00Z",
        },
    )
)
