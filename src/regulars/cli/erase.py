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
    customer: Annotated[str, typer.Argument(help="The customer's external id or e-mail.")],
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
        others = _others(books, customer)
    typer.echo(f"{customer} is erased: {_entries(erased)}")
    if others:
        typer.echo(
            f"Whoever has an account with that e-mail is still there: {', '.join(others)}. Erase each by this id if it is the"
            " same person."
        )


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _others(books: Books, email: str) -> list[str]:
    """The accounts that have the e-mail too, when a guest was erased by it."""
    from regulars.journal.identity import accounts_with

    with books.transaction() as unit:
        return accounts_with(unit, email)


def _find(books: Books, customer: str) -> int:
    """The dense id; raises `NotFound`."""
    from regulars.journal import stamp
    from regulars.journal.identity import find_named

    while stamp(books):  # who came in just now is known too
        pass
    with books.transaction() as unit:
        return find_named(unit, customer)
