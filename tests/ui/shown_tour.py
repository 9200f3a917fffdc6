"""The tour of the made-up shop: in a shop of somebody's own there is none; as the demo it was begun, and left or gone on with."""

from __future__ import annotations

from typing import Any

Json = Any

STOPS = {"home": {}, "segment": {"example": "vip", "customer": "4"}, "customer": {"customer": "4"}, "earning": {"example": "1"}, "promotion": {"example": "1", "customer": "4", "sku": "SHORT-1"}, "campaign": {"example": "1"}, "report": {}}  # fmt: skip
AT = {"demo": None, "led": "segment"}
"""Where somebody is being led, by the state of the shop."""


def tour(kind: str) -> Json:
    nothing = dict.fromkeys(("example", "customer", "sku"))
    stops = [nothing | shown | {"step": step, "seen": n < 2} for n, (step, shown) in enumerate(STOPS.items())]
    return {"offered": kind in AT, "at": AT.get(kind), "dismissed": False, "stops": stops if kind in AT else []}
