"""The demo in small: its examples, and just enough records for somebody to be in the segments of the tour."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from regulars.books import Books, Unit
from regulars.flows.demo import bring, load
from regulars.flows.demo.examples import SOLD_DOG_FOOD
from regulars.flows.ground import ground_of

Json = dict[str, Any]


def begin(books: Books) -> None:
    """What the demo has before its first record."""
    shop = books.shop()
    ground = ground_of(books, shop)()
    books.perform(lambda unit: load.prepare(unit, shop, ground, as_recorded=True))


def records(now: datetime) -> list[tuple[str, list[Json]]]:
    """Record type and documents, in the order in which they are sent: one spends much, the other has a dog."""
    before = {"updated_at": (now - timedelta(days=100)).isoformat()}
    tree = (("grocery", None), ("grocery/dog-foods", "grocery"))
    people = (("1", "Ana", "Nowak"), ("2", "Rex", "Owner"))
    return [
        ("category", [before | {"external_id": id, "name": id, "parent": parent} for id, parent in tree]),
        ("product", [before | {"external_id": SOLD_DOG_FOOD, "name": "Dry dog food, 20 lb", "price": "9.99", "categories": ["grocery/dog-foods"]}]),
        ("customer", [
            before | {"external_id": id, "first_name": first, "last_name": last, "email": f"{first}@mail.example".lower(), "registered_at": before["updated_at"]}
            for id, first, last in people
        ]),
        ("order", [_order(now, "100", "1", "SILK", "6000.00", 9), *(_order(now, f"20{n}", "2", SOLD_DOG_FOOD, "9.99", n + 1) for n in range(3))]),
    ]  # fmt: skip


def complete(books: Books) -> None:
    """What the demo has once its records are in."""
    shop = books.shop()
    ground = ground_of(books, shop)()

    def work(unit: Unit) -> None:
        load.make_segments(unit, ground)
        load.make_offers(unit, shop, ground)
        unit.set_setting(bring.SETTING, {"days": 0, "complete": True})

    books.perform(work)


def _order(now: datetime, id: str, customer: str, sku: str, total: str, days: int) -> Json:
    placed = (now - timedelta(days=days)).isoformat()
    return {
        "external_id": id, "customer": customer, "placed_at": placed, "updated_at": placed, "status": "complete", "currency": "USD",
        "subtotal": total, "grand_total": total, "lines": [{"id": "1", "sku": sku, "quantity": "1", "price": total, "row_total": total}],
    }  # fmt: skip
