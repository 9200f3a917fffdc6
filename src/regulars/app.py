"""The one place that names every room: builds the web application and the worker, and starts the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from regulars import cli
from regulars.cli.serve import Processes, StopWhen

if TYPE_CHECKING:
    import socket

    from fastapi import FastAPI

    from regulars.books import Books
    from regulars.http.house import Asked, House, Memberships
    from regulars.rules.vocabulary import Vocabulary
    from regulars.settings import Settings


def main() -> None:
    """The command `regulars`."""
    cli.main(Processes(web=run_web, worker=run_worker))


def build_web(house: House) -> FastAPI:
    """The web application over a house, with every route there is."""
    from regulars.web import (
        application, customers, health, jobs, overview, people, records, session, timeline,
    )  # fmt: skip

    rooms = (health, session, people, overview, records, jobs, customers, timeline)
    return application.build(house, [room.router for room in rooms])


def house_of(books: Books, facts: Asked, settings: Settings, memberships: Memberships) -> House:
    """The house that routes are given."""
    from regulars.facts.fields import FIELDS, ROWS
    from regulars.http.house import House
    from regulars.points import reading
    from regulars.rules.vocabulary import Vocabulary

    shop = books.shop()

    @cache
    def vocabulary() -> Vocabulary:
        return Vocabulary.of(FIELDS, ROWS, currency=shop.currency, currency_places=shop.places)

    def points_of(customer_ids: Sequence[int]) -> Mapping[int, int]:
        with books.transaction() as unit:
            return reading.balances(unit.connection, customer_ids, at=unit.now)

    return House(
        books=books,
        facts=facts,
        clock=books.clock,
        shop=shop,
        vocabulary=vocabulary,
        settings=settings,
        memberships=memberships,
        points_of=points_of,
    )
