"""What the parts of the made-up shop have in common: how full it is, its instants and its money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CURRENCY = "USD"

FIRST = ("Anna", "Boris", "Clara", "Dmytro", "Eva", "Fedir", "Grażyna", "Henryk", "Iryna", "Jan", "Karolina", "Łukasz")
LAST = ("Kowalska", "Petrenko", "Virtanen", "Nowak", "Shevchenko", "Wiśniewski", "Lindqvist", "Bondarenko")
COUNTRIES = ("UA", "PL", "US", "FI", "DE", "CZ")

Json = Any


@dataclass(frozen=True)
class State:
    """How much there is to show: "typical", "empty", "overfull", or "broken"; the typical shop as the "demo", and somebody being
    "led" through it."""

    kind: str = "typical"

    @property
    def scale(self) -> int:
        """What a figure is multiplied by: a shop so full that its figures have seven digits."""
        return {"empty": 0, "overfull": 9_000}.get(self.kind, 1)

    def name(self, name: str) -> str:
        """What something is called, which is far too long in the overfull shop."""
        return f"{name} with a name as long as somebody in a hurry would never write it" if self.scale > 1 else name


def at(days: float) -> str:
    """The instant so many days before now."""
    return (NOW - timedelta(days=days)).isoformat().replace("+00:00", "Z")


def money(amount: float) -> dict[str, str]:
    return {"amount": f"{amount:.2f}", "currency": CURRENCY}
