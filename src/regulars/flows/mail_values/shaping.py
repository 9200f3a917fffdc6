"""Rows of the facts in the shape that templates know: products, lines, orders, carts; amounts with their currency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

import orjson

from regulars.core import money
from regulars.core.currencies import places_of
from regulars.messaging.model.amounts import Amount
from regulars.messaging.model.variables import BY_NAME, Variable

PRICE_PLACES = 4
Row = Mapping[str, Any]


def amount(minor: int | None, currency: str) -> Amount | None:
    """An amount in minor units; what isn't known is nothing."""
    return None if minor is None else Amount.of_minor(minor, currency)


def price(value: int | None, currency: str) -> Amount | None:
    """A price, which the facts keep with four decimals, with those of its currency."""
    if value is None:
        return None
    return Amount.of_minor(money.rounded(Fraction(value, 10 ** (PRICE_PLACES - places_of(currency)))), currency)


def product(row: Row, currency: str) -> dict[str, Any]:
    """A product; its page and its picture are attributes that the shop sends."""
    return _product((row["sku"], row["name"], row["brand"], row["price"], row["attributes"]), currency)


@lru_cache(maxsize=2_000)
def _product(told: tuple[str, str | None, str | None, int | None, str | None], currency: str) -> dict[str, Any]:
    """Many mails show the same few, and nobody changes what is shown."""
    sku, name, brand, cost, attributes = told
    own = _attributes(attributes)
    return {
        "sku": sku, "name": name or sku, "brand": brand,
        "price": price(cost, currency), "url": _link(own, "url"),
        "image_url": _link(own, "image_url") or _link(own, "image"), "attributes": own,
    }  # fmt: skip


def line(row: Row, total: Amount | None, currency: str) -> dict[str, Any]:
    """A line of an order or a cart; what one costs is its share of the line."""
    made = product(row, currency)
    quantity = row["quantity"]
    whole = int(quantity) if quantity is not None and quantity == int(quantity) else quantity
    each = None
    if total is not None and quantity:
        in_minor = Fraction(total.text) * 10 ** places_of(total.currency) / Fraction(quantity)
        each = Amount.of_minor(money.rounded(in_minor), total.currency)
    kept = {name: made[name] for name in ("sku", "name", "url", "image_url")}
    return kept | {"quantity": whole, "price": each, "total": total}


def order(row: Row, lines: Iterable[Row]) -> dict[str, Any]:
    """An order in its own currency."""
    currency = row["currency"]
    return {
        "number": row["external_id"], "status": row["status"], "placed_at": instant(row["placed_at"]),
        "subtotal": amount(row["own_subtotal"], currency), "discount": amount(row["own_discount"], currency),
        "shipping": amount(row["own_shipping"], currency), "total": amount(row["own_grand_total"], currency),
        "lines": [line(one, amount(one["own_row_total"], currency), currency) for one in lines],
    }  # fmt: skip


def cart(row: Row, lines: Iterable[Row], currency: str) -> dict[str, Any]:
    """A cart in the base currency."""
    shown = [line(one, amount(one["row_total"], currency), currency) for one in lines]
    return {"id": row["external_id"], "subtotal": amount(row["subtotal"], currency), "lines": shown}


def customer(row: Row) -> dict[str, Any]:
    """A customer."""
    names = [row["first_name"], row["last_name"]]
    kept = {
        name: row[name] for name in ("first_name", "last_name", "email", "gender", "language", "country", "group", "born_on")
    }  # fmt: skip
    return kept | {
        "name": " ".join(filter(None, names)) or None,
        "registered_at": instant(row["registered_at"]),
        "attributes": _attributes(row["attributes"]),
    }


def instant(naive: datetime | None) -> datetime | None:
    """An instant of the facts, which are in UTC."""
    return None if naive is None else naive.replace(tzinfo=UTC)


def given(values: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """What a source gave, as it came through JSON, in the types that are declared."""
    return {name: _typed(value, BY_NAME[name], currency) for name, value in values.items() if name in BY_NAME}


def _typed(value: Any, variable: Variable, currency: str) -> Any:
    match variable.type, value:
        case "group", dict():
            known = {field.name: field for field in variable.fields}
            return {name: _typed(one, known[name], currency) if name in known else one for name, one in value.items()}
        case "list", list():
            of_entry = Variable(variable.name, "group", "", fields=variable.fields)
            return [_typed(one, of_entry, currency) for one in value]
        case "amount", {"amount": str() as text, "currency": str() as own}:
            return Amount.of_minor(money.parse(text, places_of(own)), own)
        case "amount", int() | float() | str():
            return amount(money.rounded(Fraction(str(value)) * 10 ** places_of(currency)), currency)
        case "day", str():
            return date.fromisoformat(value[:10])
        case "instant", str():
            return datetime.fromisoformat(value)
    return value


def _attributes(document: str | None) -> dict[str, Any]:
    found = orjson.loads(document) if document else {}
    return found if isinstance(found, dict) else {}


def _link(attributes: Row, name: str) -> str | None:
    """An address among attributes; nothing that isn't one, for it stands in links."""
    found = attributes.get(name)
    return found if isinstance(found, str) and found.startswith(("https://", "http://")) else None
