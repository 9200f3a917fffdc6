"""Orders and their lines as columns.

Ten lines an order and thousands of orders a second come through here, so this
works column by column over all lines of a batch, and texts and amounts that
were seen before come out of a dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, repeat
from typing import Any

from regulars.core.currencies import PLACES
from regulars.facts.columns import micros_of
from regulars.facts.conversion import converted, converted_lines
from regulars.facts.history import State
from regulars.facts.values import PRICE_PLACES, Units

from .work import Item, Memory

AMOUNTS = ("subtotal", "discount", "shipping", "tax", "grand_total", "paid_with_points", "gift_card")
TEXTS = ("currency", "channel", "store", "coupon", "payment_method", "shipping_method")
RATE_PLACES = 9
Json = dict[str, Any]


@dataclass(slots=True)
class Written:
    """An order that is written anew: its latest document, and what other entries say of it."""

    item: Item
    customer_id: int | None
    state: State
    refunded_total: int = 0
    refunded_quantities: dict[str, int] = field(default_factory=dict)
    line_ids: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Exchange:
    """How an order's amounts become base amounts. `plain`: they are base amounts already."""

    own: Units
    rate: Decimal
    plain: bool

    @classmethod
    def at(cls, memory: Memory, currency: str | None, rate: Decimal) -> Exchange:
        """The exchange of a currency at a rate; without a currency it is the base."""
        places = PLACES[currency] if currency else memory.currency_places
        return cls(memory.units(places), rate, rate == 1 and places == memory.currency_places)

    @classmethod
    def of(cls, memory: Memory, document: Json) -> Exchange:
        """The exchange of an order's or a cart's document."""
        return cls.at(memory, document.get("currency"), Decimal(document.get("rate") or 1))


def line_ids(lines: Sequence[Json]) -> list[str]:
    """The ids of lines; those without one are numbered from 1."""
    return [line.get("id") or str(n) for n, line in enumerate(lines, 1)]


def order_columns(memory: Memory, orders: Sequence[Written], exchanges: Sequence[Exchange]) -> dict[str, list[Any]]:
    """The columns of the `order` table."""
    folds = memory.folds
    documents = [order.item.document for order in orders]
    found: dict[str, list[Any]] = {
        "order_id": [order.item.id for order in orders],
        "external_id": [order.item.key for order in orders],
        "external_id_folded": [folds[order.item.key] for order in orders],
        "updated_at": [order.item.at for order in orders],
        "position": [order.item.position for order in orders],
        "customer_id": [order.customer_id for order in orders],
        "placed_at": [micros_of(document.get("placed_at")) for document in documents],
        "rate": [int(exchange.rate.scaleb(RATE_PLACES)) for exchange in exchanges],
        "refunded_total": [order.refunded_total for order in orders],
    }
    found |= state_columns([order.state for order in orders])
    found["shop_status_folded"] = [folds[order.state.shop_status] for order in orders]
    for name in TEXTS:
        found[name] = texts = [document.get(name) or None for document in documents]
        found[f"{name}_folded"] = [folds[text] for text in texts]
    for name in AMOUNTS:
        given = [document.get(name) for document in documents]
        found[f"own_{name}"] = own = [exchange.own[text] for exchange, text in zip(exchanges, given, strict=True)]
        found[name] = [
            units if exchange.plain else converted(text, exchange.rate, memory.currency_places)
            for exchange, text, units in zip(exchanges, given, own, strict=True)
        ]
    return found


def state_columns(states: Sequence[State]) -> dict[str, list[Any]]:
    """The columns of what follows from the status history."""
    return {name: [getattr(state, name) for state in states] for name in State._fields}


def line_columns(
    memory: Memory, lines_of: Sequence[Sequence[Json]], exchanges: Sequence[Exchange]
) -> tuple[list[int], dict[str, list[Any]]]:
    """The number of lines of each order or cart, and the columns that both have."""
    lines = list(chain.from_iterable(lines_of))
    quantities, prices, folds, keys = memory.quantities, memory.prices, memory.folds, memory.keys["product"]
    skus = [line.get("sku") or None for line in lines]
    price = [prices[line.get("price")] for line in lines]
    found: dict[str, list[Any]] = {
        "n": list(chain.from_iterable(range(len(lines)) for lines in lines_of)),
        "line_id": list(chain.from_iterable(map(line_ids, lines_of))),
        "sku": skus,
        "sku_folded": [folds[sku] for sku in skus],
        "product_id": keys.taken(skus),
        "quantity": [quantities[line["quantity"]] for line in lines],
        "price": price,
    }
    for name in ("row_total", "discount"):
        found[f"own_{name}"] = own = _own(lines_of, exchanges, name)
        found[name] = own if all(exchange.plain for exchange in exchanges) else list(own)
    _convert(memory, found, lines_of, exchanges)
    return [len(lines) for lines in lines_of], found


def _own(lines_of: Sequence[Sequence[Json]], exchanges: Sequence[Exchange], name: str) -> list[int | None]:
    """An amount of all lines in the currencies of their orders."""
    return [exchange.own[line.get(name)] for lines, exchange in zip(lines_of, exchanges, strict=True) for line in lines]


def _convert(
    memory: Memory, found: dict[str, list[Any]], lines_of: Sequence[Sequence[Json]], exchanges: Sequence[Exchange]
) -> None:
    """Put base amounts in the place of those in other currencies."""
    first = 0
    for lines, exchange in zip(lines_of, exchanges, strict=True):
        if not exchange.plain:
            span = slice(first, first + len(lines))
            for name in ("row_total", "discount"):
                amounts = [line.get(name) for line in lines]
                found[name][span] = converted_lines(amounts, exchange.rate, memory.currency_places)
            found["price"][span] = [converted(line.get("price"), exchange.rate, PRICE_PLACES) for line in lines]
        first += len(lines)


def _taxes(memory: Memory, lines_of: Sequence[Sequence[Json]], exchanges: Sequence[Exchange]) -> list[int | None]:
    """The tax of all lines, in the base currency."""
    found: list[int | None] = []
    for lines, exchange in zip(lines_of, exchanges, strict=True):
        taxes = [line.get("tax") for line in lines]
        if exchange.plain:
            found += [exchange.own[tax] for tax in taxes]
        else:
            found += converted_lines(taxes, exchange.rate, memory.currency_places)
    return found


def repeated(values: Iterable[Any], counts: Iterable[int]) -> list[Any]:
    """A value of each order, once for each of its lines."""
    return list(chain.from_iterable(map(repeat, values, counts)))


def order_line_columns(
    memory: Memory, orders: Sequence[Written], exchanges: Sequence[Exchange], placed_at: Sequence[int | None]
) -> dict[str, list[Any]]:
    """The columns of the `order_line` table."""
    counts, found = line_columns(memory, [order.item.lines for order in orders], exchanges)
    found["order_id"] = repeated((order.item.id for order in orders), counts)
    found["tax"] = _taxes(memory, [order.item.lines for order in orders], exchanges)
    found["customer_id"] = repeated((order.customer_id for order in orders), counts)
    found["placed_at"] = repeated(placed_at, counts)
    found["status"] = repeated((order.state.status for order in orders), counts)
    refunded = [0] * len(found["n"])
    first = 0
    for order, count in zip(orders, counts, strict=True):
        if order.refunded_quantities:
            ids = found["line_id"][first : first + count]
            refunded[first : first + count] = [order.refunded_quantities.get(id, 0) for id in ids]
        first += count
    found["refunded_quantity"] = refunded
    return found
