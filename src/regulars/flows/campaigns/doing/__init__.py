"""Doing what steps say, family by family, in the transaction that writes the runs: each family is one file."""

from __future__ import annotations

from collections.abc import Sequence

from regulars.books import Unit
from regulars.campaigns.model.progress import Task
from regulars.campaigns.model.steps import (
    AwardPoints,
    CallWebhook,
    ChangeTags,
    DeductPoints,
    EndCampaign,
    EnterCampaign,
    GiveCoupon,
    MoveToGroup,
    SendMail,
    SetAttribute,
    Step,
)

from . import attributes, coupons, mails, others, outside, people, points
from .base import Around, Doer
from .others import end

__all__ = ["Around", "do", "end"]

FAMILIES: Sequence[tuple[tuple[type[Step], ...], Doer]] = (
    ((AwardPoints, DeductPoints), points.do),
    ((GiveCoupon,), coupons.do),
    ((ChangeTags, MoveToGroup), people.do),
    ((SetAttribute,), attributes.do),
    ((CallWebhook,), outside.do),
    ((EnterCampaign, EndCampaign), others.do),
    ((SendMail,), mails.do),
)
"""Who does what, in this order: what is given comes before what tells of it."""


DONE = tuple(kind for kinds, _ in FAMILIES for kind in kinds)


class NobodyDoes(Exception):
    """A step says that something is to be done which no family does, such as one that was contributed without its doer."""


def do(unit: Unit, around: Around, tasks: Sequence[Task]) -> None:
    """Do all of them; raises `NobodyDoes` rather than let a run pass by what its step says."""
    strange = {type(task.step).__name__ for task in tasks if not isinstance(task.step, DONE)}
    if strange:
        raise NobodyDoes(f"nothing here does the steps {', '.join(sorted(strange))}")
    for kinds, doer in FAMILIES:
        if mine := [task for task in tasks if isinstance(task.step, kinds)]:
            doer(unit, around, mine)
