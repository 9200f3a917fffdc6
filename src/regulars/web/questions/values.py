"""The values there are for an input of a form: countries, SKUs, tags … with how often each is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.fields import CUSTOMER
from regulars.facts.relations import base_tables
from regulars.rules.fold import fold
from regulars.rules.vocabulary import Field, Type

MOST = 200

_LISTS = next(field for field in CUSTOMER if field.path == "customer.lists")

Ask = Callable[[ir.Table], pa.Table]
Row = dict[str, Any]


def values(ask: Ask, fields: Sequence[Field], search: str | None) -> list[Row]:
    """Values of these fields with `value`, `label` and `count`, the most frequent first; none when no table has them."""
    there = [field for field in fields if _is_kept(field)]
    if not there:
        return []
    found = _together(_column(field) for field in there)
    found = found.filter(found.folded.notnull())
    if search:
        found = found.filter(found.folded.contains(fold(search)))
    counted = found.group_by("folded").agg(value=found.value.min(), count=found.count())
    rows = ask(counted.order_by([ibis.desc("count"), "folded"]).limit(MOST)).to_pylist()
    names = _members(ask, [field for field in there if field.type is Type.SET])
    for row in rows:
        folded = row.pop("folded")
        row["value"] = row["label"] = row["value"] or names.get(folded, folded)
    return sorted(rows, key=_most_frequent)


def _is_kept(field: Field) -> bool:
    """Whether its values stand in a table, with a folded form beside them; those of a declared attribute do."""
    table = base_tables().get(field.subject)
    there = table is not None and (f"{field.name}_folded" in table.columns or field.format == field.path)
    return there and not field.subject_only


def _table(field: Field) -> ir.Table:
    """The table of a field, as far as it is asked about."""
    kind = "array<string>" if field.type is Type.SET else "string"
    return ibis.table({field.name: kind, f"{field.name}_folded": kind}, name=field.subject)


def _column(field: Field) -> ir.Table:
    """A field's `folded` values, and beside each text as it was written.

    Beside the members of a set stands none: a set and its folded form are each in an order of their own.
    """
    table = _table(field)
    folded = table[f"{field.name}_folded"]
    if field.type is Type.SET:
        return table.select(value=ibis.null("string"), folded=folded.unnest())
    return table.select(value=table[field.name], folded=folded)


def _members(ask: Ask, fields: Sequence[Field]) -> Mapping[str, str]:
    """The members of sets as they were written, the first of those that compare as equal, by their folded form."""
    if not fields:
        return {}
    found = _together(
        _table(field).select(value=lambda table, name=field.name: table[name].unnest()) for field in fields
    )
    written = ask(found.distinct()).column("value").to_pylist()
    return {fold(text): text for text in sorted(written, reverse=True)}


def _together(columns: Iterable[ir.Table]) -> ir.Table:
    first, *others = columns
    return ibis.union(first, *others) if others else first


def _most_frequent(row: Row) -> tuple[int, str, str]:
    return -row["count"], row["label"], row["value"]


def lists(ask: Ask, search: str | None) -> list[Row]:
    """The lists that were sent or that customers are on, by name, with how many are on each; the longest first."""
    tables = base_tables()
    sent, customer = tables["list"], tables["customer"]
    on = customer.select(folded=customer.lists_folded.unnest())
    counted = on.group_by("folded").agg(count=on.count())
    found = counted.outer_join(sent, counted.folded == sent.external_id_folded)
    told = found.select(
        value=found.external_id,
        label=ibis.coalesce(found.name, found.external_id),
        folded=ibis.coalesce(found.external_id_folded, found.folded),
        searched=ibis.coalesce(found.external_id_folded, found.folded) + " " + found.name_folded.fill_null(""),
        count=found["count"].fill_null(0),
    )
    if search:
        told = told.filter(told.searched.contains(fold(search)))
    rows = ask(told.drop("searched").order_by([ibis.desc("count"), "label", "folded"]).limit(MOST)).to_pylist()
    names = _members(ask, [_LISTS])
    for row in rows:
        folded = row.pop("folded")
        row["value"] = row["value"] or names.get(folded, folded)
        row["label"] = row["label"] or row["value"]
    return sorted(rows, key=_most_frequent)


def promotions(search: str | None) -> ir.Table:
    """Promotions by name, with how many customers have coupons of each; the latest first."""
    tables = base_tables()
    promotion, coupon = tables["promotion"], tables["coupon"]
    counted = coupon.group_by("promotion_id").agg(count=coupon.customer_id.nunique())
    found = promotion.left_join(counted, "promotion_id")
    if search:
        found = found.filter(found.name_folded.contains(fold(search)))
    told = found.select("promotion_id", value="external_id", label="name", count=found["count"].fill_null(0))
    return told.order_by(ibis.desc("promotion_id")).limit(MOST).drop("promotion_id")


def products(search: str | None) -> ir.Table:
    """Products by SKU or name, with their price in ten thousandths of the base currency."""
    product = base_tables()["product"]
    product = product.filter(product.known)
    if search:
        word = fold(search)
        product = product.filter(product.sku_folded.contains(word) | product.name_folded.fill_null("").contains(word))
    return (
        product.select(value="sku", label=product.name.fill_null(product.sku), price=product.price)
        .order_by("value")
        .limit(MOST)
    )


def categories() -> ir.Table:
    """The whole category tree, with how many products lie in each or below."""
    tables = base_tables()
    category, product = tables["category"], tables["product"]
    placed = product.select(folded=product.categories_folded.unnest())
    counted = placed.group_by("folded").agg(count=placed.count())
    named = category.left_join(counted, category.external_id_folded == counted.folded)
    return named.select(
        value=category.external_id,
        label=category.name.fill_null(category.external_id),
        parent=category.parent,
        count=counted["count"].fill_null(0),
    ).order_by(["label", "value"])
