"""Kinds of points: a shop may have several beside the first, to be spent or only to be collected.

A kind is made with the word by which addresses, rules and rows of the facts call
it; that word and whether it can be spent stay. Its settings are those of its
programme (`programme.py`). An archived kind is kept with all that was posted of
it, and nothing more is given of it.
"""

from __future__ import annotations

import re

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import Conflict, Fault, Invalid
from regulars.core.sentences import say
from regulars.kinds import Lifetime
from regulars.kinds.points import FIRST

from . import programme
from .programme import PointsName, Programme
from .tables import points_balance, points_ledger, points_programme

SLUG = re.compile(r"[a-z][a-z0-9_]{0,30}")


class KindTaken(Conflict):
    """There is another kind of points of that id."""

    code = "points.kind_taken"

    def __init__(self, slug: str) -> None:
        super().__init__(
            say(
                "there is a kind of points {slug!r} already; choose another id, for it can't be changed later",
                slug=slug,
            )
        )
        self.slug = slug


class FirstStays(Conflict):
    """The first kind of points is never archived."""

    code = "points.first_kind"

    def __init__(self) -> None:
        super().__init__(
            say("the first kind of points stays: it is meant wherever none is named; switch it off instead")
        )


class KindInUse(Conflict):
    """Something still goes by a kind of points."""

    code = "points.kind_in_use"

    def __init__(self, slug: str, used_by: list[str]) -> None:
        super().__init__(
            say(
                "points of the kind {slug!r} are used by {used_by}; change those first",
                slug=slug,
                used_by=used_by,
            )
        )
        self.used_by = used_by


def create(
    unit: Unit,
    slug: str,
    *,
    called: PointsName,
    spendable: bool,
    names: dict[str, PointsName] | None = None,
    lifetime: Lifetime | None = None,
    notice_days: int | None = None,
) -> Programme:
    """Make a kind of points; raises `Invalid` for an id that can't be one, and `KindTaken`."""
    if not SLUG.fullmatch(slug):
        told = say("write small letters, digits and _, a letter first, at most 31, such as stars")
        raise Invalid(told, [Fault("/id", "letters", told)])
    unit.hold_names()
    table = points_programme
    if unit.connection.scalar(sa.select(table.c.id).where(table.c.slug == slug)) is not None:
        raise KindTaken(slug)
    values = {
        "slug": slug, "singular": called.singular, "plural": called.plural, "active": True, "shortage": "owe",
        "names": {code: name.model_dump(exclude_none=True) for code, name in (names or {}).items()},
        "spendable": spendable, "lifetime": None if lifetime is None else lifetime.model_dump(mode="json"),
        "notice_days": notice_days,
    }  # fmt: skip
    unit.connection.execute(sa.insert(table).values(**values, version=1, updated_at=unit.now))
    unit.audit("points_kind.created", f"points_kind:{slug}", values)
    return programme.get(unit, slug)


def archive(unit: Unit, slug: str, *, used_by: list[str]) -> Programme:
    """Give nothing more of a kind, for good. Raises `FirstStays`, `NotFound`, and `KindInUse` when something goes by it;
    `used_by` is what does beside customers who still have some."""
    if slug == FIRST:
        raise FirstStays
    kept = programme.get(unit, slug)
    if kept.archived_at is not None:
        return kept
    if owners := _owners(unit, kept.id):
        used_by = [*used_by, say("{owners:customer who has some|customers who have some}", owners=owners)]
    if used_by:
        raise KindInUse(slug, used_by)
    table = points_programme
    values = {"archived_at": unit.now, "version": kept.version + 1, "updated_at": unit.now}
    unit.connection.execute(sa.update(table).where(table.c.id == kept.id).values(values))
    unit.audit("points_kind.archived", f"points_kind:{slug}")
    return programme.get(unit, slug)


def _owners(unit: Unit, programme_id: int) -> int:
    balance = points_balance.c
    query = (
        sa.select(sa.func.count(balance.customer_id.distinct()))
        .join_from(points_balance, points_ledger, points_ledger.c.id == balance.ledger_id)
        .where(points_ledger.c.programme_id == programme_id)
        .where((balance.pending > 0) | (balance.available > 0) | (balance.held > 0) | (balance.debt > 0))
    )
    return unit.connection.scalar(query) or 0


def open_kind(unit: Unit, slug: str, *, pointer: str = "/points_kind", to_spend: bool = False) -> Programme:
    """A kind that is given and, where it is to be spent, can be; raises `Invalid` where a body names another."""
    known = {one.slug: one for one in programme.every(unit)}
    named = ", ".join(one.slug for one in known.values() if one.archived_at is None and (one.spendable or not to_spend))
    if slug not in known:
        told = say("there is no kind of points {slug!r}: {named}", slug=slug, named=named)
        raise Invalid(told, [Fault(pointer, "unknown", told)])
    kept = known[slug]
    if kept.archived_at is not None:
        told = say("the kind of points {slug!r} is archived; choose another: {named}", slug=slug, named=named)
        raise Invalid(told, [Fault(pointer, "archived", told)])
    if to_spend and not kept.spendable:
        told = say(
            "points of the kind {slug!r} are collected and never spent; choose another: {named}", slug=slug, named=named
        )
        raise Invalid(told, [Fault(pointer, "not_spendable", told)])
    return kept
