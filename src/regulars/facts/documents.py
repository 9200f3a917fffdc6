"""All that is known of a few customers, for conditions that are asked in Python.

What the query compiler reads of a million customers at once, an explanation, a
timeline or an exact next change reads of one. `load` fetches documents as they
are now, all of them or what some conditions read; `Documents.at` shows them at an
instant: an order's status follows its history, what was refunded later is not
refunded yet, and a stay in a segment that ended later goes on.

Rows lie by customer (see `layout`), so all of them are looked for by customer:
the ids of one's orders lie between everybody else's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Protocol

import pyarrow as pa

from regulars.rules.calendar import Calendar
from regulars.rules.fold import fold
from regulars.rules.subject import Row, Subject
from regulars.rules.traits import MESSAGE_INSTANTS, references
from regulars.rules.tree import Condition

from .columns import literal
from .fields import ROWS as VOCABULARY_ROWS
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
    "other_points_entry",
)
"""Tables of rows with a `customer_id` that are not lines."""
LINES = {"order_line": "order", "cart_line": "cart"}
ROWS = (*OWN, *LINES, "segment_stay", "coupon", "message")
LEANS_ON = {
    "line": ("order_line", "cart_line"),
    "order_line": ("order", "refund_line"),
    "cart_line": ("cart",),
    "order": ("order_status", "refund"),
    "refund": ("order",),
    "refund_line": ("refund",),
}
"""What must be known beside rows to show them at an instant, and to say what they lie in."""
POINTING = ("order_line", "cart_line", "wishlist_item", "product_view", "review")
"""Rows that name a product."""
SINCE = "_since"
ALWAYS = (
    "customer_id", "order_id", "cart_id", "record_id", "product_id", "line_id", "external_id", "n", "position",
    "registered_at", "grand_total", "amount",
    *(rows.time for rows in VOCABULARY_ROWS if rows.time is not None),
)  # fmt: skip
"""Columns that are read of every table that has them: what rows are told apart by, their order and their time, and what
totals are made of."""
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
        found["coupon"] = [_as_it_stood(coupon, now) for coupon in self.rows["coupon"] if _stood_so(coupon, now)]
        found["message"] = [_as_told(message, now) for message in self.rows["message"]]
        found["refund"] = [{**refund, "_inside": orders[refund["order_id"]]} for refund in self.rows["refund"]]
        return found

    def edges(self, after: datetime) -> list[datetime]:
        """The instants later than another at which rows change: statuses, refunds, ends of stays and what becomes of coupons
        and messages."""
        ahead = [change["at"] for changes in self.history.values() for change in changes]
        ahead += [refund["refunded_at"] for refund in self.rows["refund"]]
        ahead += [stay["left_at"] for stay in self.rows["segment_stay"]]
        ahead += [coupon[name] for coupon in self.rows["coupon"] for name in ("until", "ends_at")]
        ahead += [message[name] for message in self.rows["message"] for name in MESSAGE_INSTANTS]
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


def _stood_so(coupon: Values, now: datetime) -> bool:
    """Whether it is this row that says how a coupon stood at an instant."""
    return _by(coupon["from"], now) and (coupon["until"] is None or coupon["until"] > now)


def _as_it_stood(coupon: Values, now: datetime) -> Values:
    over = coupon["standing"] == "open" and coupon["ends_at"] is not None and coupon["ends_at"] <= now
    return {**coupon, "state": "ended" if over else coupon["standing"]}


def _as_told(message: Values, now: datetime) -> Values:
    """A message with who sent it and what had become of it by an instant."""
    sender = {"sender": f"{message['source']}:{message['source_id']}"}
    return message | sender | {name: None for name in MESSAGE_INSTANTS if not _by(message[name], now)}


def load(facts: Asked, customer_ids: Iterable[int], reading: Iterable[Condition] | None = None) -> dict[int, Documents]:
    """What is known of these customers; whoever has no row isn't there. `reading` are the conditions that it is for, if not
    any may be asked: rows that none of them reads are as if there were none."""
    asked = pa.table({"customer_id": pa.array(sorted(set(customer_ids)), pa.int32())})
    answers = facts.ask_all(_questions(_Read.of(reading)), {"asked": asked})
    products = {row["product_id"]: row for row in _found(answers, "product")}
    found = {row["customer_id"]: Documents(_with_since(row)) for row in _found(answers, "customer")}
    for documents in found.values():
        documents.rows = {name: [] for name in ROWS}
    for name in ROWS:
        for row in _found(answers, name):
            if row["customer_id"] in found:
                found[row["customer_id"]].rows[name].append(_keyed(row, products))
    for change in _found(answers, "order_status"):
        if change["customer_id"] in found:
            found[change["customer_id"]].history.setdefault(change["order_id"], []).append(change)
    for line in _found(answers, "refund_line"):
        if line["customer_id"] in found:
            found[line["customer_id"]].given_back.setdefault(line["order_id"], []).append(line)
    return found


def load_orders(
    facts: Asked, order_ids: Iterable[int], *, with_lines: bool = True, with_refunds: bool = False
) -> dict[int, Documents]:
    """Orders alone, by their ids, each with its lines and history and with nothing of the customer.

    Without refunds nothing counts as given back.
    """
    asked = pa.table({"order_id": pa.array(sorted(set(order_ids)), pa.int32())})
    questions = _questions_of_orders(with_lines) | (_REFUNDS_OF_ORDERS if with_refunds else {})
    answers = facts.ask_all(questions, {"asked": asked})
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
    for refund in _rows(answers["refund"]) if with_refunds else ():
        found[refund["order_id"]].rows["refund"].append(refund)
    for line in _rows(answers["refund_line"]) if with_refunds else ():
        found[line["order_id"]].given_back.setdefault(line["order_id"], []).append(line)
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


_REFUNDS_OF_ORDERS = {
    "refund": "select order_id, refunded_at, amount from refund semi join asked using (order_id)",
    "refund_line": "select order_id, line_id, refunded_at, quantity from refund_line semi join asked using (order_id)",
}


@dataclass(frozen=True, slots=True)
class _Read:
    """The tables that some conditions read, with those that these lean on, and their columns; None are all of them."""

    tables: Collection[str]
    columns: str

    @classmethod
    def of(cls, conditions: Iterable[Condition] | None) -> _Read:
        if conditions is None:
            return cls({*_leaning(ROWS), "product"}, WITHOUT_FOLDED)
        named = [references(condition) for condition in conditions]
        fields = [path.split(".", 1) for one in named for path in one.fields]
        tables = _leaning(name for one in named for name in one.rows)
        if any(subject == "product" for subject, _ in fields):
            tables.add("product")
        names = {*ALWAYS, *(name for _, name in fields), *(f"{name}{SINCE}" for _, name in fields)}
        listed = ", ".join(literal(name) for name in sorted(names))
        return cls(tables, f"columns(lambda name: name in ({listed}))")


def _leaning(names: Iterable[str]) -> set[str]:
    found, waiting = set[str](), list(names)
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += LEANS_ON.get(name, ())
    return found


def _questions(read: _Read) -> dict[str, str]:
    """One question a table of those that are read; each may ask of what those before it found."""
    tables, columns = read.tables, read.columns
    own = {name: f'select {columns} from "{name}" semi join asked using (customer_id)' for name in ("customer", *OWN)}
    pointed = " union ".join(f"select product_id from found_{name}" for name in POINTING if name in tables)
    questions = own | {
        "segment_stay": STAYS,
        "coupon": f"select {WITHOUT_FOLDED} from coupon semi join asked using (customer_id)",
        "message": f"select {WITHOUT_FOLDED} from message semi join asked using (customer_id)",
        "order_status": "select * from order_status semi join asked using (customer_id) order by order_id, n",
        "refund_line": """
            select refund_line.*, refund.customer_id from refund_line
            join (select record_id, customer_id from found_refund) as refund using (record_id)""",
        "order_line": _lines_of("order", "order_line", columns),
        "cart_line": _lines_of("cart", "cart_line", columns),
    }
    if pointed:
        questions["product"] = f"select {columns} from product semi join ({pointed}) using (product_id) where known"
    return {name: question for name, question in questions.items() if name == "customer" or name in tables}


def _lines_of(parent: str, name: str, columns: str) -> str:
    return f"""
        select line.*, parent.external_id from (
            select {columns} from {name} semi join asked using (customer_id)
        ) as line join (select {parent}_id, external_id from found_{parent}) as parent using ({parent}_id)
        order by {parent}_id, n"""


def _found(answers: Mapping[str, pa.Table], name: str) -> list[Values]:
    return _rows(answers[name]) if name in answers else []


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
    since = {
        name.removesuffix(SINCE): at for name, at in row.items() if name.endswith(SINCE) and isinstance(at, datetime)
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
