"""The values there are for an input of a form: countries, SKUs, tags … with how often each is found."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from regulars.facts.relations import base_tables
from regulars.rules.fold import fold
from regulars.rules.vocabulary import Field, Type

MOST = 200


def values(fields: Sequence[Field], search: str | None) -> ir.Table | None:
    """Values of these fields with `value`, `label` and `count`, the most frequent first; None when no table has them."""
    columns = [column for field in fields if (column := _column(field)) is not None]
    if not columns:
        return None
    found = ibis.union(*columns) if len(columns) > 1 else columns[0]
    found = found.filter(found.value.notnull())
    if search:
        found = found.filter(found.folded.contains(fold(search)))
    counted = found.group_by(["folded"]).agg(value=found.value.min(), count=found.count())
    return counted.select("value", "count", label="value").order_by([ibis.desc("count"), "value"]).limit(MOST)


def _column(field: Field) -> ir.Table | None:
    table = base_tables().get(field.subject)
    if table is None or field.subject_only or f"{field.name}_folded" not in table.columns:
        return None
    value, folded = table[field.name], table[f"{field.name}_folded"]
    if field.type is Type.SET:
        return table.select(value=value.unnest(), folded=folded.unnest())
    return table.select(value=value, folded=folded)


def lists(search: str | None) -> ir.Table:
    """The lists that were sent or that customers are on, by name, with how many are on each; the longest first."""
    tables = base_tables()
    sent, customer = tables["list"], tables["customer"]
    on = customer.select(value=customer.lists.unnest(), folded=customer.lists_folded.unnest())
    counted = on.group_by("folded").agg(value=on.value.min(), count=on.count())
    found = counted.outer_join(sent, counted.folded == sent.external_id_folded)
    told = found.select(
        value=ibis.coalesce(found.external_id, found.value),
        label=ibis.coalesce(found.name, found.external_id, found.value),
        folded=ibis.coalesce(found.external_id_folded, found.folded) + " " + found.name_folded.fill_null(""),
        count=found["count"].fill_null(0),
    )
    if search:
        told = told.filter(told.folded.contains(fold(search)))
    return told.drop("folded").order_by([ibis.desc("count"), "label", "value"]).limit(MOST)


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
    """Products by SKU or name."""
    product = base_tables()["product"]
    product = product.filter(product.known)
    if search:
        word = fold(search)
        product = product.filter(product.sku_folded.contains(word) | product.name_folded.fill_null("").contains(word))
    return product.select(value="sku", label=product.name.fill_null(product.sku)).order_by("value").limit(MOST)


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
