"""The shop of `promotions.py`, open for business: its products and customers, what is published, and carts to send."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

import orjson

from regulars import kinds
from regulars.books import Books
from regulars.books.engine import utc_now
from regulars.flows.rule_audiences import asked_for
from regulars.journal.append import append_many
from regulars.journal.deliver import door_of
from regulars.points import earning_rules
from regulars.points.model.styles import PerAmount
from regulars.points.saying import Saying
from regulars.promotions import book
from regulars.promotions.model.benefits import Benefit
from regulars.promotions.saying import PromotionSaying
from regulars.rules.scope import Scope
from regulars.segments import audiences, store

from . import shop
from .ground import GROUND
from .promotions import LINES, MATCHING, benefit, documents
from .running import STARTS_WITHIN_SECONDS

CUSTOMERS = 1_000
SEGMENTS = ("s0", "s10")
"""Those that promotions ask for which fit; every customer is in them."""
KNOWN: dict[str, Any] = {"value": "customer.guest", "op": "=", "to": False}


def open_priced_shop(opened: Books, promotions: int) -> None:
    """Categories, each asked for by a promotion, products in a hundred of them, customers, two segments, an earning rule, and as many promotions."""
    at = utc_now().isoformat()
    _bring_in(opened, "category", (_category(n, at) for n in range(promotions)))
    _bring_in(opened, "product", (_product(line, at) for line in range(LINES)))
    _bring_in(opened, "customer", ({"external_id": f"c{n}", "updated_at": at} for n in range(CUSTOMERS)))
    opened.perform(lambda unit: [_segment(unit, id) for id in SEGMENTS])
    opened.perform(lambda unit: _publish(unit, promotions))


def cart(n: int) -> dict[str, Any]:
    """The n-th cart as a shop sends it: twenty lines of products in five of the first hundred categories each."""
    lines = [
        {
            "id": f"{line:02}",
            "sku": f"sku-{line}",
            "quantity": str(1 + (n + line) % 4),
            "price": f"{(500 + (n * 37 + line * 211) % 9_000) / 100:.2f}",
            "tax_rate": "23",
        }
        for line in range(LINES)
    ]
    return {"customer": f"c{n % CUSTOMERS}", "cart": {"currency": shop.CURRENCY, "lines": lines, "shipping": "4.99"}}


def wait_until_quick(opened: Books) -> None:
    """Wait until what promotions ask about customers is kept, so that quotes are answered from memory."""
    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end:
        with opened.transaction() as unit:
            wanted = {audiences.id_of(test) for test in asked_for(unit, _scope("order"))}
            if wanted and wanted <= audiences.ready(unit, wanted):
                return
        time.sleep(0.1)
    raise AssertionError("what promotions ask about customers isn't computed")


def _bring_in(opened: Books, type_: str, documents: Iterable[dict[str, Any]]) -> None:
    door = door_of(opened)
    for _ in append_many(opened, (door.read(type_, orjson.dumps(one)) for one in documents), live=False):
        pass


def _category(n: int, at: str) -> dict[str, Any]:
    return {"external_id": f"c{n}", "updated_at": at, "name": f"Category {n}"}


def _product(line: int, at: str) -> dict[str, Any]:
    categories = [f"c{(line * 5 + k) % MATCHING}" for k in range(5)]
    return {"external_id": f"sku-{line}", "updated_at": at, "name": f"Product {line}", "categories": categories}


def _segment(unit: Any, id: str) -> None:
    values = {
        "id": id, "name": id, "description": "", "condition": KNOWN, "applies_to": "everyone",
        "created_at": unit.now, "updated_at": unit.now,
    }  # fmt: skip
    assert store.insert_definition(unit.connection, values), id


def _publish(unit: Any, promotions: int) -> None:
    saying = Saying(style=PerAmount(points=1, amount=100))
    earning_rules.create(unit, saying, name="a point a dollar", scope=_scope("order"))
    for n in range(promotions):
        condition, lines = documents(n)
        told = PromotionSaying(
            benefit=kinds.read(Benefit, benefit(n)), condition=condition, lines=lines, priority=n % 5
        )
        book.create(unit, told, name=f"promotion {n}", scope=_scope("cart"), kept="published")


def _scope(subject: Any) -> Scope:
    return Scope(GROUND.vocabulary, subject, shop.CALENDAR.zone)
