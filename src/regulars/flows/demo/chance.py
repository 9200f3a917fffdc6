"""Chance without dice: what is generated follows from a household's number alone."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")
_RANGE = 1 << 64


def number(household: int, about: str) -> int:
    """A number in 0 … 2^64 - 1, the same on every machine and every day."""
    return int.from_bytes(blake2b(f"{household}:{about}".encode(), digest_size=8).digest(), "big")


def below(limit: int, household: int, about: str) -> int:
    """A number in 0 … `limit` - 1."""
    return number(household, about) * limit // _RANGE


def pick(choices: Sequence[T], household: int, about: str) -> T:
    """One of the choices, each as likely."""
    return choices[below(len(choices), household, about)]


def weighted(choices: Sequence[tuple[T, int]], household: int, about: str) -> T:
    """One of the choices, each as likely as its weight."""
    point = below(sum(weight for _, weight in choices), household, about)
    for choice, weight in choices:
        point -= weight
        if point < 0:
            return choice
    raise AssertionError(point)
