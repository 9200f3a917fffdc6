"""The programme: what points are called, whether it is on, what happens when more is taken back than there is, and when
customers are told that points will end. A store may have it otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Conflict, NotFound
from regulars.core.sentences import say, word
from regulars.kinds import Lifetime
from regulars.kinds.points import FIRST
from regulars.rules.calendar import Calendar
from regulars.rules.fold import fold
from regulars.rules.texts import Texts

from .model.rules import Pause
from .model.taking import Shortage
from .tables import points_pause, points_programme, points_programme_store

Taking = Literal[Shortage.OWE, Shortage.FORGIVE]
"""An order's points are always taken back: what is short is owed or forgiven, never refused."""

Word = Annotated[str, Field(min_length=1, max_length=50)]


GRACE_DAYS = "points.grace_days"
"""The setting that says for how many days points are given back whose end had come meanwhile; 0: not at all."""
MAY_BE_NONE = ("notice_days", "grace_days", "lifetime")


class Changed(Conflict):
    """Somebody else has changed it meanwhile."""

    code = "changed"

    def __init__(self, what: str, *, version: int) -> None:
        super().__init__(
            say(
                "{what} was changed meanwhile and is at version {version}; look at it again",
                what=word(what),
                version=version,
            )
        )
        self.version = version


class SwitchedOff(Conflict):
    """Points are not spent here now."""

    code = "points.programme_off"

    def __init__(self) -> None:
        super().__init__(
            say(
                "points aren't spent while the programme or spending is switched off, everywhere or in the customer's store"
            )
        )


class PointsName(BaseModel):
    """What points are called in a language: one, many, and where a language counts otherwise, a few (2–4) of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    singular: Word
    plural: Word
    few: Word | None = None

    def counted(self, number: int, texts: Texts) -> str:
        """1 point, 1,200 points, 2 punkty."""
        noun = {"one": self.singular, "few": self.few or self.plural}.get(texts.form(number), self.plural)
        return f"{texts.number(Decimal(number))} {noun}"


USUAL = {
    "en": PointsName(singular="point", plural="points"),
    "pl": PointsName(singular="punkt", plural="punktów", few="punkty"),
    "ru": PointsName(singular="балл", plural="баллов", few="балла"),
}
"""What points are called as long as the shop hasn't named them."""


Names = Mapping[str, PointsName]
"""By language code."""


class StoreProgramme(BaseModel):
    """What is otherwise in one store; what is left out is as in the whole shop."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    store: Annotated[str, Field(min_length=1, max_length=255)]
    active: bool = True
    """Whether points are earned and spent there, where the programme is on."""
    spending: bool = True
    """Whether points may be spent there, where they may be at all."""
    notice_days: Annotated[int, Field(ge=0, le=365)] | None = None
    """How many days before their end customers of the store are told of points; 0: not at all, null: as everywhere."""
    names: dict[str, PointsName] = {}
    """What points are called there, by language."""


class Programme(BaseModel):
    """The settings of one kind of points."""

    model_config = ConfigDict(frozen=True)

    id: int
    slug: str
    singular: str
    plural: str
    active: bool
    spendable: bool
    spending: bool
    lifetime: Lifetime | None
    archived_at: datetime | None
    shortage: Shortage
    names: dict[str, PointsName]
    notice_days: int | None
    grace_days: int | None
    version: int
    updated_at: datetime
    stores: tuple[StoreProgramme, ...] = ()

    def is_on(self, store: str | None) -> bool:
        """Whether points are earned in a store now."""
        own = self.of(store)
        return self.active and (own is None or own.active)

    def can_spend(self, store: str | None) -> bool:
        """Whether points may be spent in a store now."""
        own = self.of(store)
        return self.spendable and self.spending and self.is_on(store) and (own is None or own.spending)

    def of(self, store: str | None) -> StoreProgramme | None:
        """What is otherwise in a store, None where nothing is."""
        folded = None if store is None else fold(store)
        return next((one for one in self.stores if fold(one.store) == folded), None)

    @property
    def tells_of_ends(self) -> bool:
        """Whether customers of any store are told before points end."""
        return bool(self.notice_days or any(one.notice_days for one in self.stores))

    def called(self, languages: Sequence[str], store: str | None) -> PointsName:
        """What points are called in the first of these languages that has a word for them; a store's own goes first.

        Where nobody has named them, they are what points are called in that language.
        """
        own = self.of(store)
        names = own.names if own else {}
        for language in languages:
            if (found := names.get(language) or self.names.get(language)) is not None:
                return found
        if (self.singular, self.plural) == (USUAL["en"].singular, USUAL["en"].plural):
            return next((USUAL[language] for language in languages if language in USUAL), USUAL["en"])
        return PointsName(singular=self.singular, plural=self.plural)


def every(unit: Unit) -> list[Programme]:
    """The programmes of all kinds of points, the first one first."""
    table, store = points_programme, points_programme_store
    of_stores: dict[int, list[StoreProgramme]] = defaultdict(list)
    columns = (store.c.programme_id, store.c.name, store.c.active, store.c.spending, store.c.notice_days, store.c.names)
    for programme_id, name, active, spending, days, names in unit.connection.execute(
        sa.select(*columns).order_by(store.c.store)
    ):
        own = StoreProgramme(store=name, active=active, spending=spending, notice_days=days, names=names)
        of_stores[programme_id].append(own)
    grace_days = unit.setting(GRACE_DAYS) or None
    return [
        Programme.model_validate({**row._mapping, "stores": of_stores.get(row.id, ()), "grace_days": grace_days})
        for row in unit.connection.execute(sa.select(table).order_by(table.c.id))
    ]


def get(unit: Unit, kind: str = FIRST) -> Programme:
    """The programme of a kind of points as it is; raises `NotFound`."""
    found = next((one for one in every(unit) if one.slug == kind), None)
    if found is None:
        raise NotFound("kind of points", kind)
    return found


def grace_ends_at(unit: Unit, calendar: Calendar) -> datetime | None:
    """Until when points can be spent that are given back after they had ended; None: they stay ended."""
    days = unit.setting(GRACE_DAYS)
    return Lifetime(amount=days, unit="days").end_from(unit.now, calendar) if days else None


def change(
    unit: Unit,
    kind: str = FIRST,
    *,
    version: int,
    stores: Sequence[StoreProgramme] | None = None,
    **given: Any,
) -> Programme:
    """Change what is given of singular, plural, active, spending, shortage, names, notice_days, lifetime and grace_days, or
    which stores have it otherwise.

    Raises `NotFound`, and `Changed` when `version` is not the present one. Switched off, nothing is earned: orders that come as far as
    a rule asks in between never do.
    """
    table = points_programme
    locked = sa.select(table.c.version).where(table.c.slug == kind).with_for_update()
    present = unit.connection.scalar(locked)
    before = get(unit, kind)
    if present != version:
        raise Changed("the programme", version=present or 0)
    values = {name: value for name, value in given.items() if value is not None or name in MAY_BE_NONE}
    kept_apart = {"grace_days": values.pop("grace_days")} if "grace_days" in values else {}
    if "names" in values:
        values["names"] = {code: name.model_dump(exclude_none=True) for code, name in values["names"].items()}
    if values.get("lifetime") is not None:
        values["lifetime"] = values["lifetime"].model_dump(mode="json")
    if kept_apart:
        unit.set_setting(GRACE_DAYS, kept_apart["grace_days"] or 0)
    if values or kept_apart or stores is not None:
        unit.connection.execute(
            sa.update(table).where(table.c.id == before.id).values(**values, version=version + 1, updated_at=unit.now)
        )
        told = values | kept_apart
        told = told if stores is None else told | {"stores": [one.model_dump(mode="json") for one in stores]}
        unit.audit("programme.changed", f"programme:{before.id}", told)
    if stores is not None:
        _keep_stores(unit, before, stores)
    active = values.get("active", before.active)
    if active != before.active:
        switch(unit, points_pause.c.programme_id, before.id, on=active)
    return get(unit, kind)


def _keep_stores(unit: Unit, before: Programme, stores: Sequence[StoreProgramme]) -> None:
    """Keep what is otherwise in stores, and switch those on and off that are now on or off."""
    table = points_programme_store
    unit.connection.execute(sa.delete(table).where(table.c.programme_id == before.id))
    for one in {fold(one.store): one for one in stores}.values():
        names = {code: name.model_dump(exclude_none=True) for code, name in one.names.items()}
        unit.connection.execute(
            sa.insert(table).values(
                programme_id=before.id, store=fold(one.store), name=one.store, active=one.active, spending=one.spending,
                notice_days=one.notice_days, names=names,
            )
        )  # fmt: skip
    was_off = {fold(one.store) for one in before.stores if not one.active}
    is_off = {fold(one.store) for one in stores if not one.active}
    for store in sorted(is_off - was_off):
        switch(unit, points_pause.c.programme_id, before.id, on=False, store=store)
    for store in sorted(was_off - is_off):
        switch(unit, points_pause.c.programme_id, before.id, on=True, store=store)


def switch(unit: Unit, whose: sa.Column[Any], id: int, *, on: bool, store: str | None = None) -> None:
    """Begin a pause of a programme or a rule, or end the one that it is in; of a programme in one store only, if told."""
    if on:
        ended = sa.update(points_pause).where(
            whose == id, points_pause.c.ends_at.is_(None), points_pause.c.store.is_not_distinct_from(store)
        )
        unit.connection.execute(ended.values(ends_at=unit.now))
    else:
        unit.connection.execute(sa.insert(points_pause).values({whose.name: id, "store": store, "starts_at": unit.now}))


def pauses(unit: Unit) -> tuple[dict[int, list[Pause]], dict[int, list[Pause]]]:
    """When rules were off, by rule, and when programmes were, by programme."""
    table = points_pause
    of_rules: dict[int, list[Pause]] = defaultdict(list)
    of_programmes: dict[int, list[Pause]] = defaultdict(list)
    for programme_id, rule_id, store, starts_at, ends_at in unit.connection.execute(
        sa.select(
            table.c.programme_id, table.c.rule_id, table.c.store, table.c.starts_at, table.c.ends_at
        ).order_by(table.c.id)
    ):  # fmt: skip
        kept = of_programmes[programme_id] if rule_id is None else of_rules[rule_id]
        kept.append(Pause(starts_at, ends_at, store))
    return of_rules, of_programmes
