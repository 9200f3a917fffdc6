"""Announcing: what just happened here, for whoever outside has asked to be told.

What is announced lies in the outbox, a message each, in the transaction that
brought it about; the webhooks make deliveries of it after the commit. While
nobody listens to a type nothing is written, and it costs one look at a setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from .unit import Unit

ANNOUNCED = "announcement"
"""The topic of what is announced."""
CHANNEL = "announcements"
"""What rings when something was."""
LISTENED = "announcements.listened"
"""The setting that holds the types somebody listens to."""
EVERY_TYPE = "*"
"""In that setting: somebody listens to all types, those of later versions too."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: when it became true, and what is told of it (JSON values)."""

    at: datetime
    data: Mapping[str, Any]


def listened(unit: Unit, *types: str) -> bool:
    """Whether anybody listens to any of these types, so that it is worth putting together what would be told."""
    known = unit.setting(LISTENED) or ()
    return EVERY_TYPE in known or any(type in known for type in types)


def announce(unit: Unit, type: str, happenings: Sequence[Happening]) -> None:
    """Have these told, a message each, to everybody who listens to the type; nothing is written when nobody does."""
    if not happenings or not listened(unit, type):
        return
    with (
        unit.driver.cursor() as cursor,
        cursor.copy("copy outbox (topic, payload, created_at, due_at) from stdin") as out,
    ):
        out.write(b"".join(_lines(type, happenings, unit.now)))
    unit.ring(CHANNEL)


def _lines(type: str, happenings: Iterable[Happening], now: datetime) -> Iterable[bytes]:
    """Rows as `copy` reads them: JSON has no tabs or ends of lines, so that only its backslashes are doubled."""
    before, after = f"{ANNOUNCED}\t".encode(), f"\t{now.isoformat()}\t{now.isoformat()}\n".encode()
    for one in happenings:
        payload = {"type": type, "timestamp": one.at.astimezone(UTC), "data": dict(one.data)}
        yield before
        yield orjson.dumps(payload, option=orjson.OPT_UTC_Z).replace(b"\\", b"\\\\")
        yield after
