"""A small shop as its server would send it: the people of the stories, and enough others for a second page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]

OTHERS = 60


def _before(now: datetime, days: float) -> str:
    return (now - timedelta(days=days)).isoformat()


def records(now: datetime) -> list[tuple[str, list[Json]]]:
    """Record type and documents, in the order in which they are sent."""
    return [
        ("category", _categories(now)),
        ("product", _products(now)),
        ("customer", _people(now) + _others(now)),
        ("order", _orders(now)),
        ("wishlist_item", [
            {"external_id": "W1", "customer": "eva", "sku": "SHORT-1", "added_at": _before(now, 3), "updated_at": _before(now, 3)},
        ]),
    ]  # fmt: skip


def _categories(now: datetime) -> list[Json]:
    tree = (
        ("2", "Default", None),
        ("11", "Men", "2"),
        ("13", "Bottoms", "11"),
        ("19", "Shorts", "13"),
        ("20", "Women", "2"),
    )
    return [{"external_id": id_, "name": name, "parent": parent, "updated_at": _before(now, 400)} for id_, name, parent in tree]  # fmt: skip


def _products(now: datetime) -> list[Json]:
    rows = (
        ("SHORT-1", "Blue shorts", "40.00", "19"),
        ("TEE-1", "Striped tee", "29.00", "11"),
        ("TANK-1", "Tank top", "34.00", "20"),
    )
    return [
        {"external_id": sku, "name": name, "price": price, "categories": [category], "updated_at": _before(now, 400)}
        for sku, name, price, category in rows
    ]  # fmt: skip


def _person(now: datetime, id_: str, first: str, last: str, gender: str, country: str) -> Json:
    return {
        "external_id": id_, "email": f"{id_}@mail.example", "first_name": first, "last_name": last, "gender": gender,
        "country": country, "born_on": "1990-05-04", "registered_at": _before(now, 500), "updated_at": _before(now, 400),
        "addresses": [{"kind": "shipping", "default": True, "country": country, "city": "Kyiv" if country == "UA" else "Warsaw"}],
    }  # fmt: skip


def _people(now: datetime) -> list[Json]:
    return [
        _person(now, "anna", "Anna", "Kowalska", "female", "UA"),
        _person(now, "boris", "Boris", "Nowak", "male", "PL"),
        _person(now, "clara", "Clara", "Smith", "female", "US"),
        _person(now, "dmytro", "Dmytro", "Petrenko", "male", "UA"),
        _person(now, "eva", "Eva", "Virtanen", "female", "FI"),
    ]


def _others(now: datetime) -> list[Json]:
    return [_person(now, f"c{number:03d}", "Customer", f"Number {number}", "female", "PL") for number in range(OTHERS)]


def _order(now: datetime, id_: str, customer: str, total: str, days: float, status: str = "complete") -> Json:
    placed = _before(now, days)
    return {
        "external_id": id_, "customer": customer, "placed_at": placed, "updated_at": placed, "status": status,
        "currency": "USD", "subtotal": total, "grand_total": total,
        "lines": [{"id": "1", "sku": "SHORT-1", "quantity": "1", "price": total, "row_total": total}],
    }  # fmt: skip


def _orders(now: datetime) -> list[Json]:
    """Dmytro lacks one cent to 2,000; Boris and Clara are beyond it. Anna's last is placed just now."""
    return [
        _order(now, "100001", "dmytro", "900.00", 20),
        _order(now, "100002", "dmytro", "1099.99", 10),
        _order(now, "100003", "dmytro", "500.00", 1, "pending"),
        _order(now, "100004", "boris", "2500.00", 40),
        _order(now, "100005", "clara", "2000.00", 5),
        _order(now, "100006", "anna", "80.00", 2),
        _order(now, "100007", "anna", "500.00", 0),
    ]


def now() -> datetime:
    """The instant that the shop's days are counted from."""
    return datetime.now(UTC)
