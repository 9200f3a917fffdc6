"""`regulars quote`: what carts come to, and why."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from regulars.core.errors import Invalid

from .desk import house as opened
from .instants import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regulars.flows.quotes.given import QuoteIn

    from .carts import Given


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("quote")(quote)


def quote(
    file: Annotated[
        str, typer.Argument(help="The body of POST /v1/quotes as JSON, or several, one a line; - is standard input.")
    ],
    *,
    at: Annotated[
        str | None,
        typer.Option("--at", help="As of which instant; now if left out. Without an offset it is local time."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each other promotion why it isn't applied, and by how much.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what REST answers, a line for each cart.")] = False,
) -> None:
    """Print what a cart comes to: discounts and why, shipping, tax, total, points. Nothing is done by it.

    With --at periods of promotions, coupons and rules are looked at as of then, and so is the customer: what came before,
    and the segments they were in. At an instant ahead those of today stand. What is published, and uses, budgets and
    points that are left, are always today's.
    """
    import orjson
    from rich.console import Console

    from regulars.flows.estimates.telling import estimating_of
    from regulars.flows.quotes.answered import QuoteOut
    from regulars.flows.quotes.memory import quoting_of

    from .carts import read
    from .receipts import show

    given = read(file)
    with opened() as house:
        instant, now = instant_of(at, house.shop.calendar), house.clock()
        quoting, console = quoting_of(house, estimating_of(house)), Console()
        for n, one in enumerate(given):
            asked = _asked(one.asked, instant, explain=explain)
            with _where(one):
                quote = quoting.quote(asked)
                told = quoting.shown(asked, quote, asked.language if as_json else asked.language or "en")
            if as_json:
                typer.echo(orjson.dumps(told))
                continue
            if n:
                console.print()
            show(
                console, asked, QuoteOut.model_validate(told), house.shop, ahead=asked.at is not None and asked.at > now
            )


def _asked(given: QuoteIn, at: datetime | None, *, explain: bool) -> QuoteIn:
    """A cart with what the command line says beside it."""
    return given.model_copy(update={"at": at or given.at, "explain": explain or given.explain})


@contextlib.contextmanager
def _where(one: Given) -> Iterator[None]:
    """Says of what is wrong in a cart in which it is."""
    try:
        yield
    except Invalid as wrong:
        if not one.where:
            raise
        raise Invalid(f"{one.where}: {wrong.message}", wrong.errors) from None
