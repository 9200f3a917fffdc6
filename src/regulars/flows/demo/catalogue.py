"""The catalogue: departments, categories and types as a tree, and the products in it.

A product's name is its type and package size, for the data names none; its
price is what one piece last cost on the shelf, where it was sold at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb

from .people import instant
from .source import Shift

LEVELS = 3
PRICE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Tree:
    """The categories by their path of recorded names, deepest three levels down."""

    ids: dict[tuple[str, ...], str]

    @classmethod
    def of(cls, paths: Iterator[tuple[str, ...]]) -> Tree:
        """The tree that holds the paths; names that look alike once written as ids get a number."""
        ids: dict[tuple[str, ...], str] = {}
        taken: set[str] = set()
        for path in sorted({whole[:depth] for whole in paths for depth in range(1, len(whole) + 1)}):
            above = ids[path[:-1]] + "/" if len(path) > 1 else ""
            plain = above + (re.sub(r"[^a-z0-9]+", "-", path[-1].lower()).strip("-") or "other")
            chosen, n = plain, 1
            while chosen in taken:
                n += 1
                chosen = f"{plain}-{n}"
            taken.add(chosen)
            ids[path] = chosen
        return cls(ids)

    def records(self, shift: Shift) -> Iterator[dict[str, Any]]:
        """The category records, parents first."""
        for path, id_ in self.ids.items():
            yield {
                "external_id": id_,
                "updated_at": instant(shift.start),
                "name": _words(path[-1]),
                "parent": self.ids.get(path[:-1]),
            }


def _words(recorded: str) -> str:
    """A recorded name in ordinary letters."""
    return re.sub(r"\s+", " ", recorded).strip().capitalize()


def tree(source: duckdb.DuckDBPyConnection) -> Tree:
    """The categories of all products; a level that a product doesn't have ends its path."""
    rows = source.execute(
        "select distinct department, product_category, product_type from products order by all"
    ).fetchall()
    return Tree.of(_path(row) for row in rows)


def _path(levels: tuple[str | None, ...]) -> tuple[str, ...]:
    return tuple(level for level in levels if level)


def products(source: duckdb.DuckDBPyConnection, categories: Tree, shift: Shift) -> Iterator[dict[str, Any]]:
    """The product records, by number; sold ones with the last price on the shelf."""
    rows = source.cursor().execute("""
        with sold as (
            select product_id, arg_max((sales_value + retail_disc + coupon_match_disc) / quantity,
                                       (transaction_timestamp, basket_id)) as price
            from transactions where quantity > 0 group by product_id)
        select product_id, department, product_category, product_type, brand, manufacturer_id, package_size,
               cast(sold.price as decimal(18, 4))
        from products left join sold using (product_id)
        order by product_id""")
    updated_at = instant(shift.end)
    while batch := rows.fetchmany(20_000):
        for id_, department, category, type_, brand, manufacturer, size, price in batch:
            path = _path((department, category, type_))
            named = _words(path[-1])
            yield {
                "external_id": str(id_),
                "updated_at": updated_at,
                "name": f"{named}, {size.lower()}" if size else named,
                "brand": brand,
                "price": None if price is None else str(price),
                "categories": [categories.ids[path]],
                "attributes": {"manufacturer": str(manufacturer)} | ({"package_size": size} if size else {}),
            }
