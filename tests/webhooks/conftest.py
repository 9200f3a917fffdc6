"""Books whose clock a test sets, a shop's server, and a deliverer that may send to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from regulars.books import Books
from regulars.books.announcing import Happening, announce
from regulars.core.sentences import read
from regulars.webhooks import endpoints
from regulars.webhooks.deliverer import Deliverer

from .receiving import Shop, serving

TYPE = "segment.entered"
KNOWN = (TYPE, "segment.left", "points.changed")


class Clock:
    """The time of day as a test says it. It begins now: who verifies a signature looks at the clock."""

    def __init__(self) -> None:
        self.at = datetime.now(UTC).replace(microsecond=0)

    def __call__(self) -> datetime:
        return self.at


@dataclass
class House:
    """What a test of deliveries does: listen, announce, let time pass, look."""

    books: Books
    clock: Clock
    deliverer: Deliverer
    shop: Shop

    def listen(self, path: str = "/", types: Sequence[str] | None = (TYPE,), url: str | None = None) -> tuple[int, str]:
        return self.books.perform(
            lambda unit: endpoints.create(
                unit, url=url or self.shop.url + path, description="", types=types, known=KNOWN
            )
        )

    def announce(self, *numbers: int, type: str = TYPE) -> None:
        self.books.perform(
            lambda unit: announce(unit, type, [Happening(self.clock.at, {"n": number}) for number in numbers])
        )

    def deliver(self, after: timedelta = timedelta()) -> int:
        self.clock.at += after
        return self.deliverer.deliver_due(self.clock.at)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.books.transaction() as unit:
            found = unit.driver.execute(query.encode()).fetchall()
        return [tuple(read(value) if isinstance(value, str) else value for value in row) for row in found]

    def do(self, deed: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        return self.books.perform(lambda unit: deed(unit, *arguments, **named))


@pytest.fixture
def shop() -> Iterator[Shop]:
    with serving() as shop:
        yield shop


@pytest.fixture
def house(books: Books, shop: Shop) -> House:
    clock = Clock()
    books.clock = clock
    return House(books, clock, Deliverer(books, private=True), shop)
