"""Made-up webhooks for pictures of their page: endpoints in every state, deliveries in every state, one looked into."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Json = Any
At = Callable[[float], str]
STATES = ("delivered", "failed", "delivered", "waiting", "given_up", "delivered")
TYPES = ("points.changed", "segment.entered", "customer.group_changed", "segment.left")


def endpoints(at: At, *, overfull: bool) -> list[Json]:
    shared = {"description": "", "types": None, "state": "active", "disabled_reason": None, "waiting": 0, "failing_since": None,
              "last_failed_at": None, "last_delivered_at": None, "old_secret_until": None, "version": 1, "created_at": at(40),
              "updated_at": at(40)}  # fmt: skip
    long = "a-very-long-path-that-somebody-has-chosen/" * 3 if overfull else ""
    return [
        {**shared, "id": "1", "url": f"https://shop.example/{long}webhooks", "description": "Shop server", "last_delivered_at": at(0.001)},
        {**shared, "id": "2", "url": "https://till.example/regulars", "description": "Tills in Kraków", "types": ["points.changed", "segment.entered", "segment.left", "customer.group_changed"],
         "waiting": 10_000 if overfull else 41, "failing_since": at(0.3), "last_failed_at": at(0.01)},
        {**shared, "id": "3", "url": "https://mail.example/in", "types": ["segment.entered"], "state": "paused", "waiting": 1, "last_delivered_at": at(2)},
        {**shared, "id": "4", "url": "https://old.example/hook", "state": "disabled", "disabled_reason": "Everything has failed for 5 days; the last attempt: no answer within 15 seconds"},
    ]  # fmt: skip


def types() -> list[Json]:
    return [{"type": type, "group": "Shop", "description": type, "example": {}} for type in TYPES]


def deliveries(at: At, count: int) -> list[Json]:
    found = []
    for n in range(count):
        state = STATES[n % len(STATES)]
        found.append(
            {"id": str(900 - n), "message": f"msg_{n:032x}", "endpoint": str(1 + n % 2), "url": "https://shop.example/webhooks" if n % 2 == 0 else "https://till.example/regulars",
             "type": TYPES[n % len(TYPES)], "state": state, "attempts": {"waiting": 0, "failed": 4, "given_up": 10}.get(state, 1), "created_at": at(n / 90),
             "next_at": at(-0.1) if state in ("waiting", "failed") else None, "last_status": {"delivered": 204, "failed": 503}.get(state),
             "last_error": {"failed": "answered 503", "given_up": "no answer within 15 seconds"}.get(state), "last_attempt_at": None if state == "waiting" else at(n / 90),
             "delivered_at": at(n / 90) if state == "delivered" else None, "about": _about(TYPES[n % len(TYPES)], n)}
        )  # fmt: skip
    return found


def _about(type: str, n: int) -> Json:
    nothing = dict.fromkeys(("segment", "customer", "order", "points", "group", "coupon"))
    told: Json = {
        "customer": {
            "id": str(n),
            "name": None if n % 3 else f"Jan Kowalski {n}",
            "external_id": f"c-{n}",
            "email": f"jan{n}@shop.example",
        }
    }
    if type.startswith("segment."):
        told["segment"] = {"id": "vip", "name": "VIP"}
    return {**nothing, **told, **({"points": 50, "order": "100000042"} if type == "points.changed" else {})}


def delivery(at: At) -> Json:
    one = deliveries(at, 2)[1]
    data = {"segment": {"id": "vip", "name": "VIP"}, "customer": {"id": "4", "external_id": "c-77", "email": "jan@shop.example"}, "at": at(0.01), "cause": "entries"}  # fmt: skip
    return {
        **one,
        "body": json.dumps({"type": one["type"], "timestamp": at(0.01), "data": data}),
        "log": [
            {"at": at(0.01), "duration_ms": 212, "status": 503, "error": None, "answer": "<h1>Back in a minute</h1>"},
            {"at": at(0.05), "duration_ms": 15_003, "status": None, "error": "no answer within 15 seconds", "answer": ""},
            {"at": at(0.06), "duration_ms": 40, "status": 500, "error": None, "answer": ""},
        ],
    }  # fmt: skip
