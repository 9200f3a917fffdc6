"""All that is known of a few customers, for conditions that are asked in Python.

What the query compiler reads of a million customers at once, an explanation, a
timeline or an exact next change reads of one. `load` fetches documents as they
are now; `Documents.at` shows them at an instant: an order's status follows its
history, what was refunded later is not refunded yet, and a stay in a segment
that ended later goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Protocol

import pyarrow as pa

from regulars.rules.calendar import Calendar
from regulars.rules.fold import fold
from regulars.rules.subject import Row, Subject

from .stays import STAYS

WITHOUT_FOLDED = "columns(lambda name: not name like '%_folded')"
OWN = (
    "order",
    "refund",
    "address",
    "cart",
    "wishlist_item",
    "product_view",
    "review",
    "subscription",
    "login",
    "event",
    "points_entry",
)
"""Tables of rows with a `customer_id` that are not lines."""
LINES = {"order_line": "order", "cart_line": "cart"}
ROWS = (*OWN, *LINES, "segment_stay")
HELD = ("status", "shop_status")
Values = dict[str, Any]


class Asked(Protocol):
    """Whoever answers several questions about one state of the facts."""

    def ask_all(
        self, questions: Mapping[str, str], tables: Mapping[str, pa.Table] | None = None
    ) -> dict[str, pa.Table]: ...


@dataclass(slots=True)
class Documents:
    """One customer's values and rows; those of orders by `order_id`, with history and refunds apart."""

    customer: Values
    rows: dict[str, list[Values]] = field(default_factory=dict)
    history: dict[int, list[Values]] = field(default_factory=dict)
    given_back: dict[int, list[Values]] = field(default_factory=dict)

    def subject(self, now: datetime, calendar: Calendar, segments: Iterable[str] = ()) -> Subject:
        """The customer at an instant, who was in these segments then."""
        values = {**self.customer, "segments": frozenset(segments) or None}
        return Subject(now, calendar, {"customer": values}, self.at(now))

    def at(self, now: datetime) -> dict[str, list[Row]]:
        """The rows as they are at an instant; those dated later are there too."""
        orders = {order["order_id"]: self._order(order, now) for order in self.rows["order"]}
        carts = {cart["cart_id"]: {**cart, "_lines": []} for cart in self.rows["cart"]}
        found: dict[str, list[Row]] = {name: list(rows) for name, rows in self.rows.items()}
        found["order"], found["cart"] = list(orders.values()), list(carts.values())
        found["order_line"] = [
            self._order_line(line, orders[line["order_id"]], now) for line in self.rows["order_line"]
        ]
        found["cart_line"] = [
            _within({**line, "placed_at": line["updated_at"]}, carts[line["cart_id"]])
            for line in self.rows["cart_line"]
        ]
        found["segment_stay"] = [
            stay if _by(stay["left_at"], now) else {**stay, "left_at": None} for stay in self.rows["segment_stay"]
        ]
        found["refund"] = [{**refund, "_inside": orders[refund["order_id"]]} for refund in self.rows["refund"]]
        return found

    def edges(self, after: datetime) -> list[datetime]:
        """The instants later than another at which rows change: statuses, refunds and ends of stays dated after it."""
        ahead = [change["at"] for changes in self.history.values() for change in changes]
        ahead += [refund["refunded_at"] for refund in self.rows["refund"]]
        ahead += [stay["left_at"] for stay in self.rows["segment_stay"]]
        return sorted({at for at in ahead if at is not None and at > after})

    def _order(self, order: Values, now: datetime) -> Values:
        """An order as it stood."""
        refunds = [refund for refund in self.rows["refund"] if refund["order_id"] == order["order_id"]]
        refunded = sum(refund["amount"] or 0 for refund in refunds if _by(refund["refunded_at"], now))
        total = order["grand_total"]
        found = {**order, "refunded_total": refunded, "net_total": None if total is None else total - refunded}
        return found | standing(self.history.get(order["order_id"], []), now) | {"_lines": []}

    def _order_line(self, line: Values, order: Values, now: datetime) -> Values:
        lines = self.given_back.get(line["order_id"], [])
        pieces = [
            one["quantity"] for one in lines if one["line_id"] == line["line_id"] and _by(one["refunded_at"], now)
        ]
        returned = sum((quantity for quantity in pieces if quantity is not None), Decimal(0))
        return _within({**line, "refunded_quantity": returned}, order)


def standing(history: Iterable[Values], now: datetime) -> Values:
    """Status, shop's status and payment by the last change up to an instant, since when, and the completion."""
    found: Values = {"status": None, "shop_status": None, "paid": None, "completed_at": None}
    since: dict[str, datetime] = {}
    for change in history:
        if change["at"] > now:
            break
        for name in HELD:
            if name not in since or _compared(change[name]) != _compared(found[name]):
                since[name] = change["at"]
            found[name] = change[name]
        found["paid"] = change["paid"]
        if found["completed_at"] is None and change["status"] == "complete":
            found["completed_at"] = change["at"]
    return found | {"_since": since}


def load(facts: Asked, customer_ids: Iterable[int]) -> dict[int, Documents]:
    """What is known of these customers; whoever has no row isn't there."""
    asked = pa.table({"customer_id": pa.array(sorted(set(customer_ids)), pa.int32())})
    answers = facts.ask_all(_questions(), {"asked": asked})
    products = {row["product_id"]: row for row in _rows(answers["product"])}
    found = {row["customer_id"]: Documents(_with_since(row)) for row in _rows(answers["customer"])}
    for documents in found.values():
        documents.rows = {name: [] for name in ROWS}
    for name in ROWS:
        for row in _rows(answers[name]):
            if row["customer_id"] in found:
                found[row["customer_id"]].rows[name].append(_keyed(row, products))
    for change in _rows(answers["order_status"]):
        if change["customer_id"] in found:
            found[change["customer_id"]].history.setdefault(change["order_id"], []).append(change)
    for line in _rows(answers["refund_line"]):
        if line["customer_id"] in found:
            found[line["customer_id"]].given_back.setdefault(line["order_id"], []).append(line)
    return found


def load_orders(facts: Asked, order_ids: Iterable[int], *, with_lines: bool = True) -> dict[int, Documents]:
    """Orders alone, by their ids, each with its lines and history and with nothing of the customer."""
    asked = pa.table({"order_id": pa.array(sorted(set(order_ids)), pa.int32())})
    answers = facts.ask_all(_questions_of_orders(with_lines), {"asked": asked})
    found: dict[int, Documents] = {}
    for row in _rows(answers["order"]):
        rows: dict[str, list[Values]] = {name: [] for name in ROWS}
        rows["order"].append(_keyed(row, {}))
        found[row["order_id"]] = Documents({}, rows)
    if with_lines:
        products = {row["product_id"]: row for row in _rows(answers["product"])}
        for line in _rows(answers["order_line"]):
            found[line["order_id"]].rows["order_line"].append(_keyed(line, products))
    for change in _rows(answers["order_status"]):
        if change["order_id"] in found:
            found[change["order_id"]].history.setdefault(change["order_id"], []).append(change)
    return found


def load_products(facts: Asked, skus: Iterable[str]) -> dict[str, Values]:
    """Products by their folded SKUs; those that the catalogue doesn't know aren't there."""
    asked = pa.table({"sku": pa.array(sorted(set(skus)), pa.string())})
    question = f"""
        select {WITHOUT_FOLDED}, sku_folded as folded from product where known and sku_folded in (select sku from asked)"""
    found = facts.ask_all({"product": question}, {"asked": asked})
    return {row.pop("folded"): row for row in _rows(found["product"])}


def _questions_of_orders(with_lines: bool) -> dict[str, str]:
    lines = {
        "order_line": f"""
            select line.*, parent.external_id from (select {WITHOUT_FOLDED} from order_line semi join asked using (order_id)) as line
            join (select order_id, external_id from "order" semi join asked using (order_id)) as parent using (order_id)
            order by order_id, n""",
        "product": f"""
            select {WITHOUT_FOLDED} from product
            semi join (select product_id from order_line semi join asked using (order_id)) using (product_id) where known""",
    }
    return {
        "order": f'select {WITHOUT_FOLDED} from "order" semi join asked using (order_id)',
        "order_status": "select * from order_status semi join asked using (order_id) order by order_id, n",
        **(lines if with_lines else {}),
    }


def _questions() -> dict[str, str]:
    """One question a table."""
    own = {
        name: f'select {WITHOUT_FOLDED} from "{name}" semi join asked using (customer_id)'
        for name in ("customer", *OWN)
    }
    lines = {
        name: f"""
            select line.*, parent.external_id from (select {WITHOUT_FOLDED} from {name} semi join asked using (customer_id)) as line
            join "{parent}" as parent using ({parent}_id) order by {parent}_id, n"""
        for name, parent in LINES.items()
    }
    pointing = ("order_line", "cart_line", "wishlist_item", "product_view", "review")
    pointed = " union ".join(f"select product_id from {name} semi join asked using (customer_id)" for name in pointing)
    return {
        **own,
        **lines,
        "segment_stay": STAYS,
        "product": f"select {WITHOUT_FOLDED} from product semi join ({pointed}) using (product_id) where known",
        "order_status": "select * from order_status semi join asked using (customer_id) order by order_id, n",
        "refund_line": """
            select refund_line.*, refund.customer_id from refund_line
            join (select record_id, customer_id from refund semi join asked using (customer_id)) as refund using (record_id)""",
    }


def _rows(table: pa.Table) -> list[Values]:
    """The rows of an answer, in the forms of `vocabulary.Type`."""
    columns = []
    for column in table.columns:
        values = column.to_pylist()
        if pa.types.is_timestamp(column.type):
            values = [None if value is None else value.replace(tzinfo=UTC) for value in values]
        elif pa.types.is_list(column.type):
            values = [None if value is None else frozenset(value) for value in values]
        columns.append(values)
    return [dict(zip(table.column_names, values, strict=True)) for values in zip(*columns, strict=True)]


def _with_since(row: Values) -> Values:
    """A customer's values, and since when they are what they are."""
    ending = "_since"
    since = {
        name.removesuffix(ending): at for name, at in row.items() if name.endswith(ending) and isinstance(at, datetime)
    }
    return {**row, "_since": since}


def _keyed(row: Values, products: Mapping[int, Values]) -> Values:
    found = {**row, "_key": row.get("external_id"), "_position": row["n"] if "n" in row else row["position"]}
    if "product_id" in row:
        found["_product"] = products.get(row["product_id"])
    return found


def _within(line: Values, parent: Values) -> Values:
    """A line in its order or cart, which has it among its lines."""
    parent["_lines"].append(line)
    return {**line, "_inside": parent}


def _by(at: datetime | None, now: datetime) -> bool:
    return at is None or at <= now


def _compared(text: str | None) -> str | None:
    return None if text is None else fold(text)
