"""The programme: what points are called, whether it is on, what happens when more is taken back than there is, and when
customers are told that points will end. A store may have it otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Conflict
from regulars.rules.fold import fold

from .model.rules import Pause
from .model.taking import Shortage
from .tables import points_pause, points_programme, points_programme_store

Taking = Literal[Shortage.OWE, Shortage.FORGIVE]
"""An order's points are always taken back: what is short is owed or forgiven, never refused."""

PROGRAMME = 1
"""The programme that every installation begins with."""

Word = Annotated[str, Field(min_length=1, max_length=50)]


GRACE_DAYS = "points.grace_days"
"""The setting that says for how many days points are given back whose end had come meanwhile; 0: not at all."""
MAY_BE_NONE = ("notice_days", "grace_days")


class Changed(Conflict):
    """Somebody else has changed it meanwhile."""

    code = "changed"

    def __init__(self, what: str, *, version: int) -> None:
        super().__init__(f"{what} was changed meanwhile and is at version {version}; look at it again")
        self.version = version


class PointsName(BaseModel):
    """What points are called in a language: one, many, and where a language counts otherwise, a few (2–4) of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    singular: Word
    plural: Word
    few: Word | None = None


Names = Mapping[str, PointsName]
"""By language code."""


class StoreProgramme(BaseModel):
    """What is otherwise in one store; what is left out is as in the whole shop."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    store: Annotated[str, Field(min_length=1, max_length=255)]
    active: bool = True
    """Whether points are earned and spent there."""
    names: dict[str, PointsName] = {}
    """What points are called there, by language."""


class Programme(BaseModel):
    """The settings of one kind of points."""

    model_config = ConfigDict(frozen=True)

    singular: str
    plural: str
    active: bool
    shortage: Shortage
    names: dict[str, PointsName]
    notice_days: int | None
    grace_days: int | None
    version: int
    updated_at: datetime
    stores: tuple[StoreProgramme, ...] = ()

    def is_on(self, store: str | None) -> bool:
        """Whether points are spent in a store now."""
        off = {fold(one.store) for one in self.stores if not one.active}
        return self.active and (store is None or fold(store) not in off)

    def called(self, languages: Iterable[str], store: str | None) -> PointsName:
        """What points are called in the first of these languages that has a word for them; a store's own goes first."""
        own = next((one.names for one in self.stores if store is not None and fold(one.store) == fold(store)), {})
        for language in languages:
            if (found := own.get(language) or self.names.get(language)) is not None:
                return found
        return PointsName(singular=self.singular, plural=self.plural)


def get(unit: Unit) -> Programme:
    """The programme as it is."""
    table, store = points_programme, points_programme_store
    row = unit.connection.execute(sa.select(table).where(table.c.id == PROGRAMME)).one()._mapping
    stores = unit.connection.execute(
        sa.select(store.c.name.label("store"), store.c.active, store.c.names)
        .where(store.c.programme_id == PROGRAMME)
        .order_by(store.c.store)
    )
    own = tuple(StoreProgramme.model_validate(dict(one._mapping)) for one in stores)
    return Programme.model_validate({**dict(row), "stores": own, "grace_days": unit.setting(GRACE_DAYS) or None})


def change(unit: Unit, *, version: int, stores: Sequence[StoreProgramme] | None = None, **given: Any) -> Programme:
    """Change what is given of singular, plural, active, shortage, names, notice_days and grace_days, or which stores have it
    otherwise.

    Raises `Changed` when `version` is not the present one. Switched off, nothing is earned: orders that come as far as
    a rule asks in between never do.
    """
    table = points_programme
    locked = sa.select(table.c.version).where(table.c.id == PROGRAMME).with_for_update()
    if (present := unit.connection.scalar(locked)) != version:
        raise Changed("the programme", version=present or 0)
    before = get(unit)
    values = {name: value for name, value in given.items() if value is not None or name in MAY_BE_NONE}
    kept_apart = {"grace_days": values.pop("grace_days")} if "grace_days" in values else {}
    if "names" in values:
        values["names"] = {code: name.model_dump(exclude_none=True) for code, name in values["names"].items()}
    if kept_apart:
        unit.set_setting(GRACE_DAYS, kept_apart["grace_days"] or 0)
    if values or kept_apart or stores is not None:
        unit.connection.execute(
            sa.update(table).where(table.c.id == PROGRAMME).values(**values, version=version + 1, updated_at=unit.now)
        )
        told = values | kept_apart
        told = told if stores is None else told | {"stores": [one.model_dump(mode="json") for one in stores]}
        unit.audit("programme.changed", f"programme:{PROGRAMME}", told)
    if stores is not None:
        _keep_stores(unit, before.stores, stores)
    active = values.get("active", before.active)
    if active != before.active:
        switch(unit, points_pause.c.programme_id, PROGRAMME, on=active)
    return get(unit)


def _keep_stores(unit: Unit, before: Sequence[StoreProgramme], stores: Sequence[StoreProgramme]) -> None:
    """Keep what is otherwise in stores, and switch those on and off that are now on or off."""
    table = points_programme_store
    unit.connection.execute(sa.delete(table).where(table.c.programme_id == PROGRAMME))
    for one in {fold(one.store): one for one in stores}.values():
        names = {code: name.model_dump(exclude_none=True) for code, name in one.names.items()}
        unit.connection.execute(
            sa.insert(table).values(
                programme_id=PROGRAMME, store=fold(one.store), name=one.store, active=one.active, names=names,
            )
        )  # fmt: skip
    was_off = {fold(one.store) for one in before if not one.active}
    is_off = {fold(one.store) for one in stores if not one.active}
    for store in sorted(is_off - was_off):
        switch(unit, points_pause.c.programme_id, PROGRAMME, on=False, store=store)
    for store in sorted(was_off - is_off):
        switch(unit, points_pause.c.programme_id, PROGRAMME, on=True, store=store)


def switch(unit: Unit, whose: sa.Column[Any], id: int, *, on: bool, store: str | None = None) -> None:
    """Begin a pause of a programme or a rule, or end the one that it is in; of a programme in one store only, if told."""
    if on:
        ended = sa.update(points_pause).where(
            whose == id, points_pause.c.ends_at.is_(None), points_pause.c.store.is_not_distinct_from(store)
        )
        unit.connection.execute(ended.values(ends_at=unit.now))
    else:
        unit.connection.execute(sa.insert(points_pause).values({whose.name: id, "store": store, "starts_at": unit.now}))


def pauses(unit: Unit) -> tuple[dict[int, list[Pause]], list[Pause]]:
    """When rules were off, by rule, and when the programme was."""
    table = points_pause
    of_rules: dict[int, list[Pause]] = defaultdict(list)
    of_programme: list[Pause] = []
    for rule_id, store, starts_at, ends_at in unit.connection.execute(
        sa.select(table.c.rule_id, table.c.store, table.c.starts_at, table.c.ends_at).order_by(table.c.id)
    ):
        kept = of_programme if rule_id is None else of_rules[rule_id]
        kept.append(Pause(starts_at, ends_at, store))
    return of_rules, of_programme
