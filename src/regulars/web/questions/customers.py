"""Questions about customers: who they are, and where they live."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables
from regulars.http.customers import SHOWN, asked, by_likeness

PROFILE = (*SHOWN, "gender", "language", "phone", "store", "born_on", "tags", "lists", "attributes", "updated_at")


def found(
    search: str | None, after: tuple[int, int] | None, limit: int, among: Sequence[int] | None = None
) -> tuple[ir.Table, dict[str, pa.Table]]:
    """Customers whose id, e-mail or name contains each word of the text; `among` these only.

    Whose id in the shop or e-mail it is comes first, then whose id here it is, whose ids begin with it, then the rest; the
    latest known first in each.
    `after` is (`likeness`, customer id) of the last one shown; likeness is the place in `by_likeness`.
    """
    customer = base_tables()["customer"]
    content: dict[str, pa.Table] = {}
    if among is not None:
        table, content = asked(among)
        customer = customer.semi_join(table, "customer_id")
    kinds = by_likeness(customer, search or "")
    first, last = after or (0, None)
    pages = []
    for likeness in range(first, len(kinds)):
        found = kinds[likeness]
        if likeness == first and last is not None:
            found = found.filter(found.customer_id < last)
        shown = found.select(*SHOWN, likeness=ibis.literal(likeness, "int8"))
        pages.append(shown.order_by(ibis.desc("customer_id")).limit(limit))  # each ends once it has enough
    every = ibis.union(*pages) if len(pages) > 1 else pages[0]
    return every.order_by(["likeness", ibis.desc("customer_id")]).limit(limit), content


def profile(customer_id: int) -> ir.Table:
    """Everything that is known of one customer."""
    customer = base_tables()["customer"]
    return customer.filter(customer.customer_id == customer_id).select(*PROFILE)


def addresses(customer_id: int) -> ir.Table:
    """A customer's addresses, in the shop's order."""
    address = base_tables()["address"]
    return address.filter(address.customer_id == customer_id).order_by("n")
