"""The first hour: what a shop begins with, step by step, and how far it has come.

What is done is seen from what is there, however it came about; customers without an
order are half of what the shop has, so their step stays open. What somebody
chose to leave out is kept, so that the hour can be broken off and gone on with.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from regulars.books import Unit
from regulars.journal.read import has_orders
from regulars.messaging import log
from regulars.points import reading as points
from regulars.segments import store

SETTING = "first_hour"

Step = Literal["shop", "data", "segment", "earning", "mail"]
State = Literal["done", "skipped", "open"]

STEPS: tuple[Step, ...] = get_args(Step)


class Standing(NamedTuple):
    """A step, and whether it is done, left out on purpose, or still open."""

    step: Step
    state: State


def standing(unit: Unit) -> list[Standing]:
    """All steps in their order."""
    skipped = _skipped(unit)
    return [
        Standing(step, "done" if _is_done(unit, step) else "skipped" if step in skipped else "open") for step in STEPS
    ]


def skip(unit: Unit, step: Step, *, skipped: bool) -> None:
    """Leave a step out, or take it up again after all."""
    kept = _skipped(unit) - {step}
    unit.set_setting(SETTING, {"skipped": sorted(kept | {step} if skipped else kept)})


def _skipped(unit: Unit) -> set[str]:
    return set((unit.setting(SETTING) or {}).get("skipped", ()))


def _is_done(unit: Unit, step: Step) -> bool:
    match step:
        case "shop":
            return unit.setting("name") is not None
        case "data":
            return has_orders(unit)
        case "segment":
            return bool(store.definitions(unit.connection))
        case "earning":
            return bool(points.rule_names(unit.connection))
        case "mail":
            return log.any_accepted(unit)
