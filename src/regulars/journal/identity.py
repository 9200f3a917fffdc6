"""Looking up who is who in the books: ids that were merged away, and shops' ids for dense ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import NotFound
from regulars.rules.fold import fold

from .tables import customer_alias, customer_identity


def current_id(unit: Unit, customer_id: int) -> int:
    """The id that a dense id means today, itself unless it was merged away; raises `NotFound`."""
    found = current_ids(unit, [customer_id])
    if customer_id not in found:
        raise NotFound("customer", str(customer_id))
    return found[customer_id]


def current_ids(unit: Unit, customer_ids: Iterable[int]) -> dict[int, int]:
    """The ids that dense ids mean today; who was erased or never known is not in it."""
    asked = list(customer_ids)
    known = sa.select(customer_identity.c.customer_id, customer_identity.c.customer_id).where(
        customer_identity.c.customer_id == sa.any_(sa.cast(asked, sa.ARRAY(sa.Integer)))
    )
    merged = (
        sa.select(customer_alias.c.customer_id, customer_alias.c.into_id)
        .join(customer_identity, customer_identity.c.customer_id == customer_alias.c.into_id)
        .where(customer_alias.c.customer_id == sa.any_(sa.cast(asked, sa.ARRAY(sa.Integer))))
    )
    found = unit.connection.execute(known.union_all(merged)).all()
    return dict(found)


def find_id(unit: Unit, *, external_id: str | None = None, email: str | None = None) -> int | None:
    """The dense id of a registered customer by the shop's id, or of a guest by e-mail."""
    assert (external_id is None) != (email is None), "ask by one of them"
    columns = customer_identity.c
    if external_id is not None:
        condition = columns.external_id == external_id
    else:
        condition = columns.external_id.is_(None) & (columns.email == fold(str(email).strip()))
    return unit.connection.scalar(sa.select(columns.customer_id).where(condition))


def ids_of(unit: Unit, external_ids: Sequence[str], emails: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The dense ids of those who are known: registered customers by the shop's id, guests by folded e-mail."""
    columns = customer_identity.c
    of_these = columns.external_id == sa.any_(sa.cast(list(external_ids), sa.ARRAY(sa.Text)))
    guests = columns.external_id.is_(None) & (columns.email == sa.any_(sa.cast(list(emails), sa.ARRAY(sa.Text))))
    rows = unit.connection.execute(
        sa.select(columns.customer_id, columns.external_id, columns.email).where(of_these | guests)
    ).all()
    registered = {row.external_id: row.customer_id for row in rows if row.external_id is not None}
    return registered, {row.email: row.customer_id for row in rows if row.external_id is None}


def find_named(unit: Unit, name: str) -> int:
    """The dense id of a registered customer by the shop's id, else of a guest by e-mail; raises `NotFound`."""
    found = find_id(unit, external_id=name)
    if found is None:
        found = find_id(unit, email=name)
    if found is None:
        raise NotFound("customer", name)
    return found


def external_ids(unit: Unit, customer_ids: Iterable[int]) -> dict[int, str | None]:
    """The shop's ids of dense ids as they are today; None for guests."""
    columns = customer_identity.c
    asked = sa.cast(list(customer_ids), sa.ARRAY(sa.Integer))
    rows = unit.connection.execute(
        sa.select(columns.customer_id, columns.external_id).where(columns.customer_id == sa.any_(asked))
    ).all()
    return dict(rows)
