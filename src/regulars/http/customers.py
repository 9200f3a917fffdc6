"""A customer in one line, as every list of customers shows them, and the questions that takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Protocol

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from pydantic import BaseModel, ConfigDict

from regulars.facts.refusals import FactsAway
from regulars.facts.relations import base_tables, to_sql, was_completed
from regulars.facts.searching import COLUMN
from regulars.journal.identity import MOST_DIGITS
from regulars.rules.fold import fold, searchable
from regulars.rules.query.functions import at_greatest, instant_variable

from . import telephones
from .actor import Actor
from .house import House
from .instants import aware
from .money import Money, money
from .scopes import Scope

SHOWN = (
    "customer_id", "external_id", "first_name", "last_name", "email", "guest", "country", "group", "registered_at",
)  # fmt: skip
"""The columns that a brief is made of."""


class CustomerBrief(BaseModel):
    """A customer in one line."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    external_id: str | None
    """The shop's own id; null for a guest."""
    name: str | None
    email: str | None
    guest: bool
    country: str | None
    group: str | None
    registered_at: datetime | None
    orders: int
    """Orders placed up to now that were not cancelled."""
    net_total: Money
    """What orders completed by now came to, net of refunds, in the base currency."""
    last_order_at: datetime | None
    points: int
    """Points that can be spent now."""


def of_ids(house: House, customer_ids: Sequence[int]) -> list[CustomerBrief]:
    """The briefs of these customers, in this order; who is not in the facts is left out."""
    if not customer_ids:
        return []
    rows = {row["customer_id"]: row for row in house.facts.ask(_named(), asked(customer_ids)[1]).to_pylist()}
    return of_rows(house, [rows[id] for id in customer_ids if id in rows])


def called(house: House, customer_ids: Sequence[int]) -> dict[str, str | None]:
    """The names of these customers by id, None of one who has none; who is not in the facts is left out."""
    if not customer_ids:
        return {}
    found = house.facts.ask(_named(), asked(list(dict.fromkeys(customer_ids)))[1]).to_pylist()
    return {str(row["customer_id"]): full_name(row) for row in found}


class Named(Protocol):
    """A customer in an answer that the books give, who know customers by their ids alone."""

    id: str
    name: str | None


def name_them(house: House, actor: Actor, customers: Iterable[Named]) -> None:
    """Say what these customers are called, to whoever may read customers; while the worker is away they stay without a name."""
    unnamed = list(customers)
    if Scope.CUSTOMERS_READ not in actor.scopes:
        return
    try:
        names = called(house, [int(one.id) for one in unnamed if one.id.isdecimal()])
    except FactsAway:
        return
    for one in unnamed:
        one.name = names.get(one.id)


def of_rows(house: House, rows: Iterable[Mapping[str, Any]]) -> list[CustomerBrief]:
    """The briefs of rows with the columns `SHOWN`, in their order."""
    customers = list(rows)
    ids = [row["customer_id"] for row in customers]
    if not ids:
        return []
    found = house.facts.ask(_bought(), asked(ids)[1], {"now": house.clock()}).to_pylist()
    bought = {row["customer_id"]: row for row in found}
    points = house.points_of(ids)
    return [_brief(house, row, bought.get(row["customer_id"], {}), points) for row in customers]


def matching(customer: ir.Table, search: str) -> ir.Table:
    """The customers whose id, e-mail or name contains each word of the text, in any case and with or without marks; or whose
    telephone number it is, or a part of it, where it may be one."""
    if (digits := telephones.dialled(search)) is None:
        for word in searchable(search).split():
            customer = customer.filter(customer[COLUMN].contains(word))
        return customer
    words = [customer[COLUMN].fill_null("").contains(word) for word in searchable(search).split()]
    return customer.filter(ibis.and_(*words) | telephones.has(customer.phone, digits))


def by_likeness(customer: ir.Table, search: str) -> list[ir.Table]:
    """Those that match a text, parted: whose id in the shop or whole e-mail it is, whose id here it is, whose id in the shop
    begins with it, the others."""
    text = fold(search).strip()
    if not text:
        return [customer]
    id, email = customer.external_id_folded.fill_null(""), customer.email_folded.fill_null("")
    is_it, begins = (id == text) | (email == text), id.startswith(text)
    here = ibis.literal(False)
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        here = customer.customer_id == int(text)
    return [
        customer.filter(is_it),
        customer.filter(here & ~is_it),
        customer.filter(begins & ~(is_it | here)),
        matching(customer, text).filter(~(is_it | here | begins)),
    ]


def among(house: House, customer_ids: Sequence[int], search: str) -> list[int]:
    """Those of some customers that match a search."""
    table, content = asked(customer_ids)
    customer = base_tables()["customer"].semi_join(table, "customer_id")
    ids: list[int] = house.facts.ask(matching(customer, search).select("customer_id"), content).column(0).to_pylist()
    return ids


def full_name(row: Mapping[str, Any]) -> str | None:
    """First and last name, or None when there is neither."""
    return " ".join(part for part in (row["first_name"], row["last_name"]) if part) or None


def asked(customer_ids: Sequence[int]) -> tuple[ir.Table, dict[str, pa.Table]]:
    """The customers asked about, as a table to join with and its content."""
    content = pa.table({"customer_id": pa.array(customer_ids, pa.int32())})
    return _asked(), {"asked": content}


@cache
def _asked() -> ir.Table:
    return ibis.table({"customer_id": "int32"}, name="asked")


@cache
def _named() -> str:
    return to_sql(base_tables()["customer"].semi_join(_asked(), "customer_id").select(*SHOWN))


@cache
def _bought() -> str:
    """For each of those asked about with orders: how many weren't cancelled, what completed ones came to, and the last.

    As in conditions, what is dated ahead of the variable `now` doesn't count yet: orders, steps of their status, and refunds.
    """
    orders = _as_of(base_tables()["order"].semi_join(_asked(), "customer_id"), instant_variable("now"))
    complete, kept = was_completed(orders), orders.status.fill_null("") != "cancelled"
    expression = orders.group_by("customer_id").agg(
        orders=kept.sum().cast("int64"),
        net_total=(orders.grand_total - orders.refunded).sum(where=complete).fill_null(0).cast("int64"),
        last_order_at=orders.placed_at.max(where=kept),
    )
    return to_sql(expression)


def _as_of(orders: ir.Table, at: ir.TimestampValue) -> ir.Table:
    """Those placed by then, with the status and `refunded` they had; few of them have anything ahead."""
    tables = base_tables()
    placed = orders.filter(orders.placed_at.isnull() | (orders.placed_at <= at))
    steps, refunds = tables["order_status"], tables["refund"]
    steps = steps.semi_join(steps.filter(steps["at"] > at).select("order_id"), "order_id")
    order = ibis.struct({"at": steps["at"], "n": steps.n})
    then = steps.group_by(then_order="order_id").agg(then_status=at_greatest(steps.status, order, steps["at"] <= at))
    later = refunds.filter(refunds.refunded_at > at)
    later = later.group_by(later_order="order_id").agg(later=later.amount.sum())
    joined = placed.left_join(then, placed.order_id == then.then_order)
    joined = joined.left_join(later, joined.order_id == later.later_order)
    return joined.select(
        "customer_id", "placed_at", "completed_at", "grand_total",
        status=joined.then_order.isnull().ifelse(joined.status, joined.then_status),
        refunded=joined.refunded_total.fill_null(0) - joined.later.fill_null(0).cast("int64"),
    )  # fmt: skip


def _brief(house: House, row: Mapping[str, Any], bought: Mapping[str, Any], points: Mapping[int, int]) -> CustomerBrief:
    return CustomerBrief(
        id=str(row["customer_id"]),
        external_id=row["external_id"],
        name=full_name(row),
        email=row["email"],
        guest=bool(row["guest"]),
        country=row["country"],
        group=row["group"],
        registered_at=aware(row["registered_at"]),
        orders=bought.get("orders", 0),
        net_total=money(bought.get("net_total", 0), house.shop.currency, house.shop.places),
        last_order_at=aware(bought.get("last_order_at")),
        points=points.get(row["customer_id"], 0),
    )
