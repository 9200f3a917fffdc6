"""A quote as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from regulars.books.shop import Shop
from regulars.flows.quotes.answered import AppliedOut, NotAppliedOut, QuoteOut, QuotePointsOut
from regulars.flows.quotes.given import QuoteIn
from regulars.http.money import Money


def show(console: Console, given: QuoteIn, told: QuoteOut, shop: Shop, *, ahead: bool) -> None:
    """Print a quote; `ahead`: as of an instant that is yet to come."""
    _say(console, _heading(given, told, shop))
    if given.at is not None:
        _say(console, _as_of(ahead=ahead))
    console.print(_lines(told))
    console.print(_totals(told))
    if told.applied:
        console.print(_applied(told.applied))
    else:
        _say(console, "No promotion is applied.")
    for line in _told(told):
        _say(console, line)
    if told.not_applied:
        console.print(_not_applied(told.not_applied))
    if given.explain and told.points.rules:
        console.print(_earning(told.points))


def _say(console: Console, line: str) -> None:
    """A sentence, with nothing in it taken for markup."""
    console.print(Text(line), highlight=False)


def _heading(given: QuoteIn, told: QuoteOut, shop: Shop) -> str:
    whose = given.customer or given.email or "nobody"
    return f"Cart of {whose} at {_clock(told.at, shop)}, amounts in {given.cart.currency}"


def _clock(at: datetime, shop: Shop) -> str:
    return f"{at.astimezone(shop.calendar.zone):%Y-%m-%d %H:%M:%S %Z}"


def _as_of(*, ahead: bool) -> str:
    segments = "the segments of today, as the instant lies ahead" if ahead else "the segments of then"
    return f"The customer is in {segments}; what is published, and uses, budgets and points left, are today's."


def _lines(told: QuoteOut) -> Table:
    table = _table("Line", "Product", numbers=("Pieces", "Price of all", "Discount", "To pay", "Tax"))
    for line in told.lines:
        quantity = f"{Decimal(line['quantity']).normalize():f}"
        amounts = (line["total"].amount, _less(line["discount"]), line["net"].amount, line["tax"].amount)
        table.add_row(Text(line["id"]), Text(line["sku"] or ""), quantity, *amounts)
    return table


def _totals(told: QuoteOut) -> Table:
    """What is summed up, without what is nothing."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(justify="right")
    grid.add_row("Subtotal", told.subtotal.amount)
    for name, amount in (
        ("Discounts", _less(told.discount)),
        ("Shipping", told.shipping.amount),
        ("Off shipping", _less(told.shipping_discount)),
        ("Tax", told.tax.amount),
    ):
        if Decimal(amount):
            grid.add_row(name, amount)
    grid.add_row("Total", told.total.amount)
    for name, off in (("Gift cards", told.gift_card), ("Points", told.points.off)):
        if Decimal(off.amount):
            grid.add_row(name, _less(off))
    grid.add_row("To pay", Text(f"{told.to_pay.amount} {told.to_pay.currency}", style="bold"))
    return grid


def _applied(applied: list[AppliedOut]) -> Table:
    table = _table("Promotion", "Code", numbers=("Takes off",), then=("Of lines", "Gives"))
    for one in applied:
        shares = [f"{share['id']}: {share['amount'].amount}" for share in one["lines"]]
        if Decimal(one["shipping"].amount):
            shares.append(f"shipping: {one['shipping'].amount}")
        table.add_row(
            Text(one["name"]),
            Text(one["coupon"] or ""),
            one["amount"].amount,
            Text("\n".join(shares)),
            Text(one["told"]),
        )
    return table


def _told(told: QuoteOut) -> Iterator[str]:
    """What else there is to say, a sentence each."""
    for gift in told.gifts:
        yield f"Free when put in the cart: {gift.pieces} of {gift.sku} ({gift.label})"
    for code in told.codes:
        yield f"Code {code.code}: {'applied' if code.applied else code.told}"
    for message in told.messages:
        yield f"Message: {message.text}"
    yield _points(told.points)
    for kind in told.points.kinds:
        if kind.points_kind != told.points.points_kind:
            yield f"Of the kind {kind.points_kind}: {kind.available:,} available; the order will earn {kind.earned:,}"


def _points(points: QuotePointsOut) -> str:
    of = f" of the kind {points.points_kind}" if _several(points) else ""
    said = f"Points{of}: {points.available:,} available"
    if points.spent:
        said += f", {points.spent:,} spent, {points.left:,} left"
    elif points.most:
        said += f", up to {points.most:,} can be spent"
    if points.told is not None:
        said += f" ({points.told})"
    return f"{said}; the order will earn {points.earned:,}"


def _not_applied(others: list[NotAppliedOut]) -> Table:
    table = _table("Not applied", "Why", numbers=("Missing",))
    for one in others:
        table.add_row(Text(one.name), Text(one.told), Text(one.short or ""))
    return table


def _earning(points: QuotePointsOut) -> Table:
    kind = ("Kind",) if _several(points) else ()
    table = _table("Earning rule", *kind, numbers=("Points",), then=("Why not",))
    for rule in points.rules:
        its = (Text(rule.points_kind),) if kind else ()
        table.add_row(Text(rule.name), *its, f"{rule.points:,}", Text(rule.told or ""))
    return table


def _several(points: QuotePointsOut) -> bool:
    """Whether the shop has more kinds of points than one."""
    return len(points.kinds) > 1


def _table(*texts: str, numbers: tuple[str, ...], then: tuple[str, ...] = ()) -> Table:
    table = Table()
    for name in texts:
        table.add_column(name, overflow="fold")
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    for name in then:
        table.add_column(name, overflow="fold")
    return table


def _less(money: Money) -> str:
    """An amount that is taken off."""
    return f"-{money.amount}" if Decimal(money.amount) else money.amount
