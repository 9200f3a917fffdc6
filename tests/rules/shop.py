"""A small vocabulary and short ways to write conditions, for the tests of the language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from regulars.core.errors import Fault
from regulars.facts.fields import FIELDS, ROWS
from regulars.rules import operators
from regulars.rules.calendar import Calendar
from regulars.rules.check import InvalidCondition, Scope, check
from regulars.rules.evaluate import Row, Subject
from regulars.rules.tree import Condition
from regulars.rules.vocabulary import Field, Type, Vocabulary

KYIV = ZoneInfo("Europe/Kyiv")

DECLARED = (
    Field("customer.attributes.shoe_size", Type.NUMBER, "Shoe size", "Size of shoes."),
    Field("customer.attributes.vegan", Type.BOOLEAN, "Vegan", "Eats no animals.", default=False),
    Field("product.attributes.recommended", Type.BOOLEAN, "Recommended", "Shown first.", default=False),
    Field("event.properties.page", Type.TEXT, "Page", "The page seen."),
)

VOCABULARY = Vocabulary.of(FIELDS + DECLARED, ROWS)

EXAMPLES: dict[str, dict[str, Any]] = {
    "female": {"value": "customer.gender", "op": "=", "to": "female"},
    "sold for 2,000": {
        "value": {"sum": "order.net_total", "where": {"value": "order.status", "op": "in", "to": ["complete"]}},
        "op": ">=",
        "to": "2000",
    },
    "departed": {
        "value": {
            "days_since": {
                "last": "order.placed_at",
                "where": {"value": "order.status", "op": "=", "to": "complete"},
            }
        },
        "op": ">=",
        "to": 30,
    },
    "wished": {
        "value": {
            "count": "wishlist_item",
            "where": {"value": "product.attributes.recommended", "op": "=", "to": True},
        },
        "op": ">=",
        "to": 1,
    },
    "abroad": {
        "value": {
            "count": "address",
            "where": {
                "all": [
                    {"value": "address.kind", "op": "=", "to": "shipping"},
                    {"value": "address.country", "op": "!=", "to": "UA"},
                ]
            },
        },
        "op": ">=",
        "to": 1,
    },
    "birthday": {
        "all": [
            {"value": {"days_since": {"date": "customer.registered_at"}}, "op": ">=", "to": 365},
            {"value": {"days_until_anniversary": "customer.born_on"}, "op": "=", "to": 0},
        ]
    },
    "three pieces": {
        "value": {
            "sum": "order_line.quantity",
            "where": {
                "all": [
                    {"value": "order.status", "op": "=", "to": "complete"},
                    {"value": "product.categories", "op": "has_any", "to": ["19"]},
                ]
            },
            "within": {"last": "90d"},
        },
        "op": ">=",
        "to": 3,
    },
}
"""The examples of the language's definition that are asked of a customer, each under a short name."""

CART_EXAMPLE: dict[str, Any] = {
    "all": [
        {"value": "customer.segments", "op": "has_any", "to": ["vip"]},
        {"value": "cart.subtotal", "op": ">=", "to": "100"},
        {
            "value": {"count": "line", "where": {"value": "product.categories", "op": "has_any", "to": ["19"]}},
            "op": ">=",
            "to": 1,
        },
        {"value": {"weekday": "now"}, "op": "<=", "to": 5},
    ]
}


LITERALS: dict[Type, Any] = {
    Type.TEXT: "UA", Type.NUMBER: 3, Type.MONEY: "1.50", Type.DATE: "2026-03-01",
    Type.INSTANT: "2026-03-01T10:00:00Z", Type.BOOLEAN: True, Type.SET: "vip",
}  # fmt: skip
PATHS: dict[Type, str] = {
    Type.TEXT: "customer.country", Type.NUMBER: "customer.attributes.shoe_size", Type.MONEY: "",
    Type.DATE: "customer.born_on", Type.INSTANT: "customer.registered_at",
    Type.BOOLEAN: "customer.guest", Type.SET: "customer.tags",
}  # fmt: skip


def of_type(type: Type) -> Any:
    """An expression of a type."""
    return {"sum": "order.net_total"} if type is Type.MONEY else PATHS[type]


def right_side(type: Type, op: str) -> list[Any]:
    """What an operator of a type is compared with, if with anything."""
    if op in operators.PRESENCE:
        return []
    if op == "between":
        return [[LITERALS[type]] * 2]
    return [[LITERALS[type]]] if op in operators.LISTS else [LITERALS[type]]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOW = utc("2026-03-31T10:00")


def subject(
    now: datetime = NOW, *, rows: Mapping[str, Sequence[Row]] | None = None, zone: ZoneInfo = KYIV, **customer: Any
) -> Subject:
    """A customer with these rows and values; "attribute_x" is the attribute x."""
    own = {
        f"attributes.{name[10:]}" if name.startswith("attribute_") else name: value for name, value in customer.items()
    }
    return Subject(now, Calendar(zone), {"customer": {"guest": False, **own}}, rows or {})


def test(value: object, op: str, *to: object) -> dict[str, Any]:
    """A test as JSON, with or without a right side."""
    return {"value": value, "op": op, "to": to[0]} if to else {"value": value, "op": op}


test.__test__ = False  # type: ignore[attr-defined]


def checked(document: object, subject: Any = "customer") -> Condition:
    return check(document, Scope(VOCABULARY, subject, KYIV))


def faults(document: object, subject: Any = "customer", scope: Scope | None = None) -> list[Fault]:
    """What is wrong with a document; fails when nothing is."""
    try:
        check(document, scope or Scope(VOCABULARY, subject, KYIV))
    except InvalidCondition as invalid:
        return invalid.errors
    raise AssertionError(f"nothing is wrong with {document}")
