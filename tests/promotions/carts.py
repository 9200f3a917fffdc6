"""Short ways to write carts and promotions, for the tests of prices.

A cart is written as "29.00*2@TEE-1/16,12 40.00": price, pieces, SKU and categories of each line, which is called a, b, c …
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from tests.rules.shop import KYIV, VOCABULARY

from regulars import kinds
from regulars.core import money
from regulars.core.currencies import places_of
from regulars.promotions.model.basket import ONE_PIECE, Basket, Line, Money
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.model.index import Ready, Snapshot, needed, needed_of_lines
from regulars.promotions.model.pricing import Priced
from regulars.promotions.model.quoting import Question, priced
from regulars.promotions.model.rules import Lane, Policy, Promotion
from regulars.rules.calendar import Calendar
from regulars.rules.check import check
from regulars.rules.lines import Compiler, Seen
from regulars.rules.scope import Scope
from regulars.rules.subject import Row

NOW = datetime(2026, 3, 3, 10, tzinfo=UTC)
ONE_LANE = Policy((Lane(0, "all"),))
_LINE = re.compile(r"(?P<price>[0-9.]+)(?:\*(?P<pieces>[0-9.]+))?(?:@(?P<sku>[^/ ]+))?(?:/(?P<categories>\S+))?")


def counted(currency: str = "USD", *, rate: str = "1", base: str = "USD") -> Money:
    return Money(currency, places_of(currency), base, places_of(base), Decimal(rate))


def cart(
    written: str,
    *,
    tax: int = 0,
    taxed: bool = False,
    shipping: str = "0",
    shipping_tax: int = 0,
    kept_in: Money | None = None,
    weights: Sequence[str] = (),
) -> tuple[Basket, list[Row]]:
    """A cart and its lines as rules read them."""
    kept_in = kept_in or counted()
    lines, rows = [], []
    for n, one in enumerate(written.split()):
        found = _LINE.fullmatch(one)
        assert found, one
        id, pieces = chr(ord("a") + n), Decimal(found["pieces"] or "1")
        price = money.parse(found["price"], 4)
        total = money.rounded(Decimal(price) * pieces / 10 ** (4 - kept_in.places))
        weight = Decimal(weights[n]) if weights else None
        lines.append(Line(id, found["sku"], total, int(pieces * ONE_PIECE), tax, weight))
        categories = frozenset(found["categories"].split(",")) if found["categories"] else None
        product = {"sku": found["sku"], "categories": categories} if found["sku"] or categories else None
        rows.append(
            {
                "line_id": id,
                "sku": found["sku"],
                "quantity": pieces,
                "price": price,
                "row_total": total,
                "_product": product,
            }
        )
    basket = Basket(lines, kept_in, taxed, money.parse(shipping, kept_in.places), shipping_tax)
    return basket, rows


def seen(basket: Basket, rows: Sequence[Row], *, true: Sequence[str] = (), **values: Any) -> Seen:
    """A cart as rules look at it."""
    of_cart = {
        "subtotal": basket.subtotal_minor,
        "quantity": sum((row["quantity"] for row in rows), Decimal(0)),
        **values,
    }
    return Seen(NOW, Calendar(KYIV), {"cart": of_cart, "customer": {}}, rows, frozenset(true))


class Book:
    """Promotions that are written down as documents."""

    def __init__(self, policy: Policy = ONE_LANE) -> None:
        self.policy = policy
        self.compiler = Compiler()
        self.ready: list[Ready] = []

    def add(
        self, benefit: Mapping[str, Any], *, condition: Any = None, lines: Any = None, base: str = "USD", **more: Any
    ) -> Promotion:
        id = len(self.ready) + 1
        kind = kinds.read(Benefit, dict(benefit))
        asked = check(condition, Scope(VOCABULARY, "cart", KYIV)) if condition is not None else None
        of_lines = check(lines, Scope(VOCABULARY, "line", KYIV)) if lines is not None else None
        promotion = Promotion(
            id, 1, f"promotion {id}", kind, kind.applying(counted(base, base=base)),
            condition=None if asked is None else self.compiler.asked(asked),
            lines=None if of_lines is None else self.compiler.lines(of_lines),
        )  # fmt: skip
        promotion = replace(promotion, **more)
        self.ready.append(Ready(promotion, (*needed(asked, {}), *needed_of_lines(of_lines))))
        return promotion

    def snapshot(self) -> Snapshot:
        return Snapshot(self.ready, self.policy)

    def price(
        self,
        bought: tuple[Basket, list[Row]],
        *,
        codes: Mapping[int, str] = {},
        blocked: Mapping[int, str] = {},
        **values: Any,
    ) -> Priced:
        return priced(self.snapshot(), Question(bought[0], seen(*bought, **values), codes, blocked))


def one(
    benefit: Mapping[str, Any], bought: tuple[Basket, list[Row]], *, policy: Policy = ONE_LANE, **more: Any
) -> Priced:
    """A cart with one promotion."""
    book = Book(policy)
    book.add(benefit, **more)
    return book.price(bought)
