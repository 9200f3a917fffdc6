"""The tour of the demo shop: what the product is, shown on a few things that are there.

Only where the demo is loaded; a shop of somebody's own is not offered it. Each
person is led by themselves, can leave at any stop and go on there later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from regulars.books import Unit
from regulars.core.errors import Conflict
from regulars.core.sentences import say
from regulars.segments import store

from .demo import bring, load
from .demo.examples import SOLD_DOG_FOOD

SETTING = "tour"

Step = Literal["home", "segment", "customer", "earning", "promotion", "campaign", "report"]
STEPS: tuple[Step, ...] = get_args(Step)

SEGMENT = "vip"
"""The segment that is looked at: somebody is in it however long ago the demo was loaded within a year."""
TRIED_BY = "dog-owners"
"""Whose cart the promotion is tried on."""


class NoDemo(Conflict):
    """There is nothing to be led through."""

    code = "tour.no_demo"

    def __init__(self) -> None:
        super().__init__(
            say("the tour is of the demo shop, which isn't loaded here; regulars demo loads it into a place of its own")
        )


@dataclass(frozen=True, slots=True)
class Stop:
    """A step, whether it was seen, and what is shown there: the id of an example, a customer, a product.

    What somebody has put away since is left out, and then the step leads to the list it was in.
    """

    step: Step
    seen: bool
    example: str | None = None
    customer: str | None = None
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class Tour:
    """How far somebody has come; `at` is where they are being led now, `dismissed` that they don't want to be asked."""

    offered: bool
    at: Step | None = None
    dismissed: bool = False
    stops: tuple[Stop, ...] = ()


def standing(unit: Unit, who: str) -> Tour:
    """The tour as it stands for somebody."""
    if not bring.is_complete(unit):
        return Tour(offered=False)
    kept = _kept(unit, who)
    seen = kept.get("seen", ())
    objects, members = load.objects(unit), _members(unit)
    stops = tuple(
        Stop(
            step,
            step in seen,
            example=_example(step, objects, members),
            customer=_customer(step, members),
            sku=SOLD_DOG_FOOD if step == "promotion" else None,
        )
        for step in STEPS
    )
    return Tour(offered=True, at=kept.get("at"), dismissed=kept.get("dismissed", False), stops=stops)


def go(unit: Unit, who: str, step: Step | None, *, dismissed: bool = False) -> Tour:
    """Lead somebody to a step, which is seen by that, or leave the tour; raises `NoDemo`."""
    if not bring.is_complete(unit):
        raise NoDemo
    seen = {*_kept(unit, who).get("seen", ()), *([step] if step else ())}
    everybody = unit.setting(SETTING) or {}
    unit.set_setting(SETTING, {**everybody, who: {"at": step, "dismissed": dismissed, "seen": sorted(seen)}})
    return standing(unit, who)


def _kept(unit: Unit, who: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = (unit.setting(SETTING) or {}).get(who, {})
    return found


def _members(unit: Unit) -> dict[str, str | None]:
    """Of each of the two segments somebody who is in it, by its id, where it is still there."""
    there = {one.id for one in store.definitions(unit.connection)}
    found = store.members(unit.connection, [SEGMENT, TRIED_BY])
    return {id: str(min(held)) if (held := found.get(id)) else None for id in (SEGMENT, TRIED_BY) if id in there}


def _example(step: Step, objects: load.Objects, members: Mapping[str, str | None]) -> str | None:
    match step:
        case "segment":
            return SEGMENT if SEGMENT in members else None
        case "earning":
            found = objects.get("earning_rule")
        case "promotion":
            found = objects.get("promotion")
        case "campaign":
            found = objects.get("campaign")
        case _:
            found = None
    return None if found is None else str(found)


def _customer(step: Step, members: Mapping[str, str | None]) -> str | None:
    if step == "promotion":
        return members.get(TRIED_BY)
    return members.get(SEGMENT) if step in ("segment", "customer") else None
