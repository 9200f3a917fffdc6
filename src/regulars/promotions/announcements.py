"""What is announced of promotions: coupons that were given and that were used."""

from __future__ import annotations

from regulars.kinds.announcements import Announcement, declare

ISSUED = declare(
    Announcement(
        type="coupon.issued",
        group="Promotions",
        description="A customer was given a coupon of their own. `cause` says why: `reward` for points that were exchanged.",
        example={
            "customer": {"id": "1204", "external_id": "c-77", "email": "jan@example.com"},
            "coupon": {"id": "88", "code": "7KQ2M-X9PTR", "promotion": "12", "ends_at": "2026-03-31T22:00:00Z"},
            "cause": {"kind": "reward", "reward": "3", "points": 200},
        },
    )
)

USED = declare(
    Announcement(
        type="coupon.used",
        group="Promotions",
        description="A coupon was used by an order that was confirmed. `customer` is null where nobody is known.",
        example={
            "customer": {"id": "1204", "external_id": "c-77", "email": "jan@example.com"},
            "coupon": {"id": "88", "code": "HELLO", "promotion": "12", "ends_at": None},
            "order": "100000042",
            "checkout": "b8Zk2fX0Qv3n",
            "discount": {"amount": "100.00", "currency": "USD"},
        },
    )
)
"""Both are announced once for each coupon and order."""
