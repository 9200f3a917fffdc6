"""What makes two bodies the same: that they say the same, however each is written.

A client that sends a call again may write its JSON anew: with other spaces, its
members in another order, 10.0 for 10, or a letter escaped. What is no JSON (a
file) is the same when each byte is.
"""

from __future__ import annotations

import hashlib
import json
from urllib.parse import parse_qsl

WHOLE = 2**53
"""Up to here every whole number is one that a float can be."""


def digest(query: str, body: bytes) -> bytes:
    """The digest of what is asked for: the parameters in any order of their names, and the body by its value."""
    parameters = sorted(parse_qsl(query, keep_blank_values=True), key=lambda one: one[0])
    return hashlib.sha256(json.dumps(parameters).encode() + b"\0" + by_value(body)).digest()


def by_value(body: bytes) -> bytes:
    """JSON in the one form that all of its value have; anything else as it is."""
    if body.lstrip()[:1] not in (b"{", b"["):
        return body
    try:
        said = json.loads(body, parse_float=_number)
        return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        return body


def _number(text: str) -> float | int:
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < WHOLE else number
