"""A delivery: documents of one type, each answered, the good ones appended together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from regulars.books import Books, Unit
from regulars.core.errors import Fault

from .append import append
from .arriving import Arrival
from .door import Door, Draft
from .faults import BadDocument
from .remarks import remark

MOST = 1_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document of a delivery."""

    index: int
    status: Literal["accepted", "repeated", "refused"]
    key: str | None
    errors: list[Fault]
    remark: Fault | None = None
    """What is to be known of it, though it is taken."""


def door_of(books: Books) -> Door:
    """The door of an installation: its calendar and base currency."""
    shop = books.shop()
    return Door(shop.calendar, shop.currency)


def deliver(
    unit: Unit,
    door: Door,
    type_: str,
    documents: Sequence[bytes],
    *,
    live: bool = True,
    asks_points: bool = False,
    deed: str | None = None,
    by_page: bool = False,
) -> list[Outcome]:
    """Read and append JSON documents of a type; a bad one stops no other. Outcomes in their order.

    `by_page`: sent with a key that everybody can read.
    """
    arrival = Arrival(unit.now, live=live, by_page=by_page)
    drafts: list[tuple[int, Draft]] = []
    outcomes: dict[int, Outcome] = {}
    for index, document in enumerate(documents):
        try:
            drafts.append((index, door.read(type_, document, arrival)))
        except BadDocument as bad:
            outcomes[index] = Outcome(index, "refused", None, bad.errors)
    answers = append(unit, [draft for _, draft in drafts], live=live, asks_points=asks_points, deed=deed)
    for (index, draft), answer in zip(drafts, answers, strict=True):
        outcomes[index] = Outcome(index, answer.status, answer.key, [], remark(draft))
    return [outcomes[index] for index in range(len(documents))]
