"""Looking up who is who in the books: ids that were merged away, and shops' ids for dense ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

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


def registered(unit: Unit, customer_ids: Iterable[int]) -> dict[int, int]:
    """Those of any number of customers who are registered, and the ids that they have today."""
    found = unit.driver.execute(
        """with asked as materialized (select unnest(cast(%s as int[])) as customer_id)
           select a.customer_id, i.customer_id from asked a
           join customer_identity i on i.customer_id = a.customer_id where i.external_id is not null
           union all
           select a.customer_id, i.customer_id from asked a join customer_alias m on m.customer_id = a.customer_id
           join customer_identity i on i.customer_id = m.into_id where i.external_id is not null""",
        ["{" + ",".join(map(str, customer_ids)) + "}"],
    )
    return dict(found.fetchall())


def confirmed(unit: Unit, customer_ids: Iterable[int]) -> dict[int, datetime]:
    """Those of these registered customers whose e-mail is confirmed, and when what is known of them was so."""
    columns = customer_identity.c
    asked = sa.select(columns.customer_id, columns.updated_at).where(
        columns.customer_id == sa.any_(sa.cast(list(customer_ids), sa.ARRAY(sa.Integer))),
        columns.verified,
        columns.updated_at.is_not(None),
    )
    return dict(unit.connection.execute(asked).all())


def named(unit: Unit, customer_ids: Iterable[int]) -> dict[int, dict[str, str | None]]:
    """How others are told who is meant: the id here, the shop's, and the e-mail; of whom was merged away the id alone."""
    ids = list(customer_ids)
    columns = customer_identity.c
    known = sa.select(columns.customer_id, columns.external_id, columns.email).where(
        columns.customer_id == sa.any_(sa.cast(ids, sa.ARRAY(sa.Integer)))
    )
    found = {row.customer_id: (row.external_id, row.email) for row in unit.connection.execute(known)}
    nobody = (None, None)
    return {
        id: {"id": str(id), "external_id": external_id, "email": email}
        for id in ids
        for external_id, email in [found.get(id, nobody)]
    }


def named_today(unit: Unit, customer_ids: Iterable[int]) -> dict[int, dict[str, str | None]]:
    """The same for who they are today: whoever was merged away is called as whom they were merged into."""
    ids = list(customer_ids)
    today = current_ids(unit, ids)
    known = named(unit, {today.get(id, id) for id in ids})
    return {id: known[today.get(id, id)] for id in ids}


def find_id(unit: Unit, *, external_id: str | None = None, email: str | None = None) -> int | None:
    """The dense id of a registered customer by the shop's id, or of a guest by e-mail."""
    assert (external_id is None) != (email is None), "ask by one of them"
    row = unit.driver.execute(FOUND, found_by(external_id, email)).fetchone()
    return None if row is None else int(row[0])


FOUND = """
    select customer_id from customer_identity where external_id = %(external_id)s::text
    union all select customer_id from customer_identity where external_id is null and email = %(email)s::text"""
"""Asked with `found_by`, for whoever asks the books something else with it."""


def found_by(external_id: str | None, email: str | None) -> dict[str, str | None]:
    """How `FOUND` is asked: by the shop's id, else by the guest's e-mail; without both it finds nobody."""
    guest = fold(email.strip()) if external_id is None and email is not None else None
    return {"external_id": external_id, "email": guest}


class Called(NamedTuple):
    """An id, and what it is called by: the shop's id, which guests have none of, and the folded e-mail."""

    customer_id: int
    external_id: str | None
    email: str | None


def same_as(unit: Unit, *, external_id: str | None, email: str | None) -> list[Called]:
    """Who is one person, to all that can be told: the registered customer with the shop's id and the guest with that
    account's e-mail; or the guest with an e-mail and the accounts that have it. Accounts come first, the oldest first."""
    names = "select i.customer_id, i.external_id, i.email from customer_identity i"
    if external_id is not None:
        asked, name = (
            f"""{names} where i.external_id = %(name)s union all
                {names} join customer_identity a on a.external_id = %(name)s and a.email = i.email
                where i.external_id is null""",
            external_id,
        )
    else:
        assert email is not None, "ask by one of them"
        asked, name = f"{names} where i.email = %(name)s", fold(email.strip())
    found = unit.driver.execute(asked.encode(), {"name": name}).fetchall()
    return sorted((Called(*row) for row in found), key=lambda one: (one.external_id is None, one.customer_id))


class Account(NamedTuple):
    """A registered customer: the dense id, the store that the shop says it is of, and the shop's own id."""

    customer_id: int
    store: str | None
    external_id: str


def store_of(unit: Unit, customer_id: int) -> str | None:
    """The store that the shop says a customer is of."""
    columns = customer_identity.c
    return unit.connection.scalar(sa.select(columns.store).where(columns.customer_id == customer_id))


def find_account(unit: Unit, external_id: str) -> Account | None:
    """The registered customer with this id of the shop's."""
    columns = customer_identity.c
    asked = sa.select(columns.customer_id, columns.store).where(columns.external_id == external_id)
    found = unit.connection.execute(asked).one_or_none()
    return None if found is None else Account(found.customer_id, found.store, external_id)


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


MOST_DIGITS = 9
"""Of ids that are handed out here."""


def external_ids(unit: Unit, customer_ids: Iterable[int]) -> dict[int, str | None]:
    """The shop's ids of dense ids as they are today; None for guests."""
    columns = customer_identity.c
    asked = sa.cast(list(customer_ids), sa.ARRAY(sa.Integer))
    rows = unit.connection.execute(
        sa.select(columns.customer_id, columns.external_id).where(columns.customer_id == sa.any_(asked))
    ).all()
    return dict(rows)
