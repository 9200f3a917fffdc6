"""`regulars erase`: forget a customer who asked for it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Annotated

import typer

from regulars import settings as settings_of

if TYPE_CHECKING:
    from regulars.books import Books

ACTOR = "cli"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("erase")(erase)


def erase(
    customer: Annotated[
        str,
        typer.Argument(
            help="The customer's external id, the id that pages show, or the e-mail; external_id:7, id:7 and email:… say which."
        ),
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Erase what came in about a customer, for good; says beforehand how much that is, and asks.

    Points stay in the ledger under a bare number.
    """
    from regulars.books import Books
    from regulars.journal import erase as erasing

    with contextlib.closing(Books.open(settings_of.load(), begin=False)) as books:
        customer_id = _find(books, customer)
        entries = erasing.count(books, customer_id)
        typer.echo(
            f"{customer} is customer {customer_id}. What the journal says of them ({_entries(entries)}) is erased, and"
            " conditions, pages and reports know nothing of it any more. It can't be undone."
        )
        if not yes:
            typer.confirm("Erase?", abort=True)
        erased = erasing.erase(books, customer_id, actor=ACTOR)
    typer.echo(f"{customer} is erased: {_entries(erased)}")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _find(books: Books, customer: str) -> int:
    """The dense id; raises `NotFound` and `SeveralCustomers`."""
    from regulars.journal import stamp
    from regulars.journal.naming import find_called

    while stamp(books):  # who came in just now is known too
        pass
    with books.transaction() as unit:
        return find_called(unit, customer)
