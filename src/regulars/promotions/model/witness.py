"""Carts that show something of promotions: made to fulfil what these ask for, and then priced as any cart is.

How a cart is made is a guess, by what the condition wants; that it shows what it
is said to show is not, for it was priced. The products come from the catalogue
as far as it has any that fit, and are made up otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from regulars.rules.calendar import Calendar
from regulars.rules.fold import fold
from regulars.rules.lines import Chosen, Compiler, Seen, bits, looked_up
from regulars.rules.subject import Row
from regulars.rules.tree import Condition, Group

from .basket import ONE_PIECE, Basket, Line, Money
from .benefits.base import Selection
from .quoting import Question
from .rules import Promotion
from .wants import Range, Wants

SHIPPING, PRICE = 10, 10
"""What shipping and a piece cost that is made up, in major units."""
PIECES = (1, 2, 3, 4, 5, 6, 10, 12)
MOST_PIECES = 10_000
ANY, FILLER = "a product", "another product"
WEEK = tuple(timedelta(hours=6 * n) for n in range(28))
YEAR = tuple(timedelta(days=14 * n) for n in range(27))


class Product(NamedTuple):
    """A product that a witness may hold. `made_up`: the catalogue has none like it."""

    sku: str
    price_minor: int
    row: Row | None
    made_up: bool = False


class Piece(NamedTuple):
    """A line of a witness."""

    product: Product
    pieces: int
    price_minor: int

    @property
    def total_minor(self) -> int:
        return self.pieces * self.price_minor


@dataclass(frozen=True, slots=True)
class Witness:
    """A cart that shows something. `true` and `false`: audiences that its customer is in, and isn't; `codes`: of promotions
    that ask for one."""

    lines: tuple[Piece, ...]
    at: datetime
    shipping_minor: int
    values: Mapping[str, Any] = field(default_factory=dict)
    true: frozenset[str] = frozenset()
    false: frozenset[str] = frozenset()
    codes: Mapping[int, str] = field(default_factory=dict)
    store: str | None = None
    points: Mapping[str, int] = field(default_factory=dict)

    def question(self, counted: Money, calendar: Calendar) -> Question:
        """The cart as it is priced; lines come by their places."""
        wide = len(str(len(self.lines)))
        ids = [f"{n:0{wide}}" for n in range(1, len(self.lines) + 1)]
        lines = [
            Line(id, one.product.sku, one.total_minor, one.pieces * ONE_PIECE)
            for id, one in zip(ids, self.lines, strict=True)
        ]
        basket = Basket(lines, counted, shipping_minor=self.shipping_minor)
        scale = 10 ** max(4 - counted.places, 0)
        rows = [_row(id, one, scale, self.at, n) for n, (id, one) in enumerate(zip(ids, self.lines, strict=True))]
        values = {
            "status": "open", "subtotal": basket.subtotal_minor, "updated_at": self.at, "coupons": None,
            "shipping_method": None, "payment_method": None, "shipping_country": None, "weight": None,
            "quantity": Decimal(sum(one.pieces for one in self.lines)),
        } | dict(self.values)  # fmt: skip
        seen = Seen(self.at, calendar, {"cart": values, "customer": {}}, rows, self.true)
        return Question(basket, seen, self.codes, {}, self.store, self.points)


class Shelf:
    """The products that witnesses are made of, and which of them fulfil conditions on lines."""

    def __init__(self, products: Sequence[Product], counted: Money, calendar: Calendar, now: datetime) -> None:
        self.products = tuple(products)
        self.counted = counted
        self.calendar = calendar
        self.now = now
        self._seen: dict[int, Seen] = {}

    @cached_property
    def all(self) -> int:
        return (1 << len(self.products)) - 1

    def fitting(self, lines: Chosen | None, pieces: int) -> int:
        """The products, as bits, of which so many pieces in a line of their own fulfil a condition."""
        return self.all if lines is None else lines(self._with(pieces))

    def selected(self, selection: Selection) -> int:
        """The products that a benefit names."""
        skus, categories = set(map(fold, selection.skus)), set(map(fold, selection.categories))
        seen, found = self._with(1), 0
        for path, wanted in (("line.sku", skus), ("product.categories", categories)):
            index = seen.index(path)
            for value in wanted:
                found |= index.get(value, 0)
        return found

    def _with(self, pieces: int) -> Seen:
        """Every product in a line of its own, with so many pieces."""
        if pieces not in self._seen:
            lines = tuple(Piece(product, pieces, product.price_minor) for product in self.products)
            self._seen[pieces] = Witness(lines, self.now, 0).question(self.counted, self.calendar).seen
        return self._seen[pieces]


def made_up(conditions: Sequence[Condition], selections: Sequence[Selection], counted: Money) -> list[Product]:
    """A product for every SKU, category, brand or other text that conditions on lines and benefits name, and a plain one."""
    price = PRICE * 10**counted.places
    named: dict[tuple[str, str], None] = {}
    for condition in conditions:
        for test in _tests(condition):
            path, values = looked_up(test) or ("", ())
            named |= dict.fromkeys((path, value) for value in values)
    for selection in selections:
        named |= dict.fromkeys(("line.sku", sku) for sku in selection.skus)
        named |= dict.fromkeys(("product.categories", id) for id in selection.categories)
    return [*(_made_up(path, value, price) for path, value in named), Product(ANY, price, None, made_up=True)]


def _made_up(path: str, value: str, price: int) -> Product:
    subject, _, name = path.partition(".")
    if name == "sku":
        return Product(value, price, {"sku": value}, made_up=True)
    text: Any = frozenset({value}) if name in ("categories", "tags") else value
    known = {name: text} if subject == "product" else {}
    return Product(f"{name} {value}", price, {"sku": f"{name} {value}", **known}, made_up=True)


def _tests(condition: Condition) -> Iterator[Any]:
    if isinstance(condition, Group):
        for child in condition.children:
            yield from _tests(child)
    else:
        yield condition


class Maker:
    """Makes carts by what promotions and their conditions want."""

    def __init__(self, shelf: Shelf, compiler: Compiler) -> None:
        self._shelf = shelf
        self._compiler = compiler
        self._compiled: dict[Condition, Chosen] = {}

    def carts(self, promotions: Sequence[Promotion], wanted: Wants) -> Iterator[Witness]:
        """Carts that may fulfil what is wanted, with a line for each promotion; the plainest first."""
        numbers = _numbers(promotions)
        for pieces in sorted({*PIECES, *numbers}):
            needs = list(self._needs(promotions, wanted, pieces))
            for lines in self._filled(needs):
                yield from self._dressed(promotions, wanted, lines)

    def _needs(self, promotions: Sequence[Promotion], wanted: Wants, pieces: int) -> Iterator[tuple[int, int]]:
        """Which products, as bits, so many pieces of one of which there must be."""
        for one in promotions:
            for selection, some in one.benefit.asks_for:
                yield self._shelf.selected(selection), max(pieces, some)
            if not one.benefit.everywhere and not (one.benefit.asks_for and one.lines is None):
                yield self._shelf.fitting(one.lines, pieces), pieces
        for counted, told in wanted.lines.items():
            if told.least is None or told.least <= 0:
                continue
            where = None if counted.where is None else self._of(counted.where)
            if counted.summed == "count":
                mask, some = self._shelf.fitting(where, pieces), pieces
                for _ in range(min(told.least, 20)):
                    yield mask, some
            elif counted.summed == "quantity":
                least = max(pieces, told.least)
                yield self._shelf.fitting(where, least), least
            else:
                mask = self._shelf.fitting(where, pieces)
                yield mask, max(pieces, self._enough(mask, told.least))

    def _enough(self, mask: int, minor: int) -> int:
        """How many pieces of the product that is taken come to so much."""
        first = next(bits(mask), None)
        price = self._shelf.products[first].price_minor if first is not None else 0
        return min(-(-minor // price), MOST_PIECES) if price > 0 else 1

    def _of(self, condition: Condition) -> Chosen:
        if condition not in self._compiled:
            self._compiled[condition] = self._compiler.lines(condition)
        return self._compiled[condition]

    def _filled(self, needs: Sequence[tuple[int, int]]) -> Iterator[tuple[Piece, ...]]:
        """Lines that meet all needs: one product for all of them where there is one, then one each."""
        products = self._shelf.products
        if not needs:
            needs = [(self._shelf.all, 1)]
        if any(mask == 0 for mask, _ in needs):
            return
        shared, most = self._shelf.all, 0
        for mask, pieces in needs:
            shared &= mask
            most = max(most, pieces)
        for n in _some(shared, products):
            yield (Piece(products[n], most, products[n].price_minor),)
        if len(needs) > 1:
            taken: dict[int, int] = {}
            for mask, pieces in needs:
                n = next((n for n in bits(mask) if n not in taken), next(bits(mask)))
                taken[n] = max(taken.get(n, 0), pieces)
            yield tuple(Piece(products[n], pieces, products[n].price_minor) for n, pieces in taken.items())

    def _dressed(self, promotions: Sequence[Promotion], wanted: Wants, lines: tuple[Piece, ...]) -> Iterator[Witness]:
        """The lines as carts: brought to the subtotal that is wanted, at instants, with texts and codes."""
        counted = self._shelf.counted
        stores = [one.stores for one in promotions if one.stores]
        shared = sorted(set.intersection(*map(set, stores))) if stores else [None]
        starts = [one.starts_at for one in promotions if one.starts_at is not None]
        cart = Witness(
            _with_pieces(lines, wanted.numbers.get("quantity", Range())),
            max([self._shelf.now, *starts]),
            max(SHIPPING * 10**counted.places, *(2 * one.benefit.shipping_above(counted) for one in promotions)),
            _values(wanted),
            frozenset(wanted.true),
            frozenset(wanted.false),
            {one.id: "code" for one in promotions if one.needs != "none"},
            shared[0] if shared else None,
            _least(promotions),
        )
        for whole in _brought_to(cart, wanted.numbers.get("subtotal", Range()), counted):
            yield whole
            if wanted.timed:
                for later in (*WEEK, *YEAR):
                    yield replace(whole, at=whole.at + later)


def _least(promotions: Sequence[Promotion]) -> dict[str, int]:
    """How many points the customer must have for all of them, by kind."""
    found: dict[str, int] = {}
    for one in promotions:
        if one.least_points is not None:
            found[one.least_points_kind] = max(one.least_points, found.get(one.least_points_kind, 0))
    return found


def _with_pieces(lines: tuple[Piece, ...], quantity: Range) -> tuple[Piece, ...]:
    """The lines with as many pieces more of the first as are wanted."""
    missing = (quantity.least or 0) - sum(one.pieces for one in lines)
    first, *others = lines
    return lines if missing <= 0 else (first._replace(pieces=first.pieces + missing), *others)


def _values(wanted: Wants) -> dict[str, Any]:
    found: dict[str, Any] = dict(wanted.texts)
    if wanted.coupons:
        found["coupons"] = frozenset(wanted.coupons)
    weight = wanted.numbers.get("weight")
    if weight is not None:
        found["weight"] = Decimal(weight.least if weight.least is not None else weight.most or 0)
    return found


def _brought_to(cart: Witness, subtotal: Range, counted: Money) -> Iterator[Witness]:
    """A cart with more pieces, another product beside, or other prices, so that it comes to what is wanted."""
    total = sum(one.total_minor for one in cart.lines)
    first = cart.lines[0]
    if total in subtotal:
        yield cart
    if subtotal.least is not None and total < subtotal.least:
        short = subtotal.least - total
        more = first.pieces + -(-short // first.price_minor) if first.price_minor > 0 else MOST_PIECES
        if more < MOST_PIECES:
            yield replace(cart, lines=(first._replace(pieces=more), *cart.lines[1:]))
        filler = Product(FILLER, short, None, made_up=True)
        yield replace(cart, lines=(*cart.lines, Piece(filler, 1, short)))
    dear = PRICE * 100 * 10**counted.places
    most = subtotal.most if subtotal.most is not None else max(dear, subtotal.least or 0) * sum(_pieces(cart))
    price = max(most // max(sum(_pieces(cart)), 1), 0)
    yield replace(cart, lines=tuple(one._replace(price_minor=price) for one in cart.lines))


def _pieces(cart: Witness) -> list[int]:
    return [one.pieces for one in cart.lines]


def _some(mask: int, products: Sequence[Product]) -> list[int]:
    """The cheapest and the dearest of the products, those of the catalogue before those made up."""
    there = list(bits(mask))
    real = [n for n in there if not products[n].made_up] or there
    if not real:
        return []
    return list(
        dict.fromkeys(
            (min(real, key=lambda n: products[n].price_minor), max(real, key=lambda n: products[n].price_minor))
        )
    )


def _numbers(promotions: Sequence[Promotion]) -> set[int]:
    """Small whole numbers that benefits and limits name: pieces, steps, tiers."""

    def found(value: Any) -> Iterator[int]:
        if isinstance(value, dict):
            for one in value.values():
                yield from found(one)
        elif isinstance(value, list | tuple):
            for one in value:
                yield from found(one)
        elif isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 100:
            yield value

    told = {number for one in promotions for number in found(one.benefit.model_dump())}
    return {number for one in told for number in (one, one + 1)} | {sum(told)} if told and sum(told) <= 200 else told


def _row(id: str, one: Piece, scale: int, at: datetime, n: int) -> Row:
    return {
        "line_id": id, "sku": one.product.sku, "quantity": Decimal(one.pieces), "refunded_quantity": Decimal(0),
        "price": one.price_minor * scale, "row_total": one.total_minor, "discount": 0, "placed_at": at,
        "updated_at": at, "_product": one.product.row, "_key": None, "_position": n,
    }  # fmt: skip
