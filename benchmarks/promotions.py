"""Promotions and carts to price: as many rules as wanted, of which a hundred fit the cart.

Each promotion asks for a category of its own on a line and for a subtotal; a
tenth ask for a segment too, and as many are for the cart as a whole. Of any
number a hundred are for what the cart holds.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from regulars import kinds
from regulars.facts.fields import FIELDS, ROWS
from regulars.promotions.model.basket import ONE_PIECE, Basket, Line, Money
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.model.index import Ready, Snapshot, needed, needed_of_lines
from regulars.promotions.model.quoting import Question
from regulars.promotions.model.rules import Lane, Policy, Promotion
from regulars.rules.about import of_the_customer
from regulars.rules.calendar import Calendar
from regulars.rules.check import check
from regulars.rules.lines import Compiler, Seen
from regulars.rules.scope import Scope
from regulars.rules.vocabulary import Vocabulary

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
VOCABULARY = Vocabulary.of(FIELDS, ROWS)
USD = Money("USD", 2, "USD", 2)
MATCHING = 100
LINES = 20
POLICY = Policy((Lane(1, "Promotions"),))
CALENDAR = Calendar(ZoneInfo("UTC"))
Document = dict[str, Any]


def benefit(n: int) -> Document:
    """What the n-th promotion gives."""
    kinds_of = (
        {"kind": "percent", "percent": str(1 + n % 3)},
        {"kind": "fixed_per_piece", "amount": {"USD": 1 + n % 7}},
        {"kind": "percent_of_cart", "percent": "1"},
        {"kind": "fixed_on_cart", "amount": {"USD": 10 + n % 30}},
        {"kind": "percent", "percent": "0.5"},
    )
    return kinds_of[n % len(kinds_of)]


def documents(n: int) -> tuple[Document, Document]:
    """The conditions on the cart and on lines of the n-th promotion; the first hundred fit."""
    in_category: Document = {"value": "product.categories", "op": "has_any", "to": [f"c{n}"]}
    tests: list[Document] = [
        {"value": {"count": "line", "where": in_category}, "op": ">=", "to": 1},
        {"value": "cart.subtotal", "op": ">=", "to": str(10 + n % 50)},
    ]
    if n % 10 == 0:
        tests.append({"value": "customer.segments", "op": "has_any", "to": [f"s{n % 20}"]})
    return {"all": tests}, in_category


def snapshot(count: int) -> tuple[Snapshot, frozenset[str]]:
    """So many promotions, compiled; and what is true of the customer."""
    made, audiences = [], {}
    for n in range(count):
        cart, lines = documents(n)
        condition, of_lines = check(cart, Scope(VOCABULARY, "cart")), check(lines, Scope(VOCABULARY, "line"))
        audiences |= {test: f"~{test.to}" for test in of_the_customer(condition)}
        made.append((n, condition, of_lines))
    compiler = Compiler(audiences)
    ready = []
    for n, condition, of_lines in made:
        gives = kinds.read(Benefit, benefit(n))
        promotion = Promotion(
            n + 1, 1, f"promotion {n}", gives, gives.applying(USD), 1, n % 5, compiler.asked(condition),
            compiler.lines(of_lines),
        )  # fmt: skip
        ready.append(Ready(promotion, (*needed(condition, audiences), *needed_of_lines(of_lines))))
    return Snapshot(ready, POLICY), frozenset(audiences.values())


def question(n: int, true: frozenset[str]) -> Question:
    """The n-th cart: twenty lines of products in five of the first hundred categories each."""
    lines, rows = [], []
    for line in range(LINES):
        pieces, price = Decimal(1 + (n + line) % 4), 500 + (n * 37 + line * 211) % 9_000
        categories = frozenset(f"c{(line * 5 + k) % MATCHING}" for k in range(5))
        total = int(price * pieces)
        id = f"{line:02}"
        lines.append(Line(id, f"sku-{line}", total, int(pieces * ONE_PIECE), 230_000))
        product = {"sku": f"sku-{line}", "categories": categories}
        rows.append(
            {
                "line_id": id,
                "sku": f"sku-{line}",
                "quantity": pieces,
                "price": price * 100,
                "row_total": total,
                "_product": product,
            }
        )
    basket = Basket(lines, USD, shipping_minor=499)
    values = {"subtotal": basket.subtotal_minor, "quantity": sum((row["quantity"] for row in rows), Decimal(0))}
    return Question(basket, Seen(NOW, CALENDAR, {"cart": values, "customer": {}}, rows, true), {}, {})
