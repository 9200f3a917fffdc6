"""Splits: who went which way where a campaign divides customers at random, so that the ways can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from regulars import kinds
from regulars.books import Unit
from regulars.kinds import BadKind

from . import book
from .model.definition import Draft
from .model.steps import Step
from .model.steps.choices import Split


class Divided(NamedTuple):
    """A node that divides customers: its branches, and which of them are left alone."""

    node: str
    branches: tuple[str, ...]
    alone: tuple[str, ...]


def splits(unit: Unit, campaign_id: int) -> list[Divided]:
    """The nodes that divide customers, or did in an earlier version; as the latest version has them that does."""
    found: dict[str, Divided] = {}
    for version in book.versions(unit, campaign_id):
        for one in _divided(Draft.model_validate(version.document)):
            found.setdefault(one.node, one)
    return list(found.values())


def fell(unit: Unit, campaign_id: int, node: str) -> list[tuple[int, str, int]]:
    """Who left a node by which branch, and in which microsecond; of several times the first. Runs of test mode don't count."""
    return unit.driver.execute(
        """select distinct on (run.customer_id) run.customer_id, step.branch, (extract(epoch from step.at) * 1000000)::bigint
           from campaign_run as run join campaign_run_step as step on step.run_id = run.id
           where run.campaign_id = %s and step.node = %s and step.branch is not null
               and not run.in_test
           order by run.customer_id, step.at, step.run_id""",
        [campaign_id, node],
    ).fetchall()


def mail_nodes(unit: Unit, campaign_id: int) -> Mapping[str, str]:
    """The templates of the nodes that send mails, by node; of nodes that are gone as they were last."""
    found: dict[str, str] = {}
    for version in book.versions(unit, campaign_id):
        for drawn in Draft.model_validate(version.document).nodes:
            if drawn.step.get("kind") == "mail":
                found.setdefault(drawn.id, str(drawn.step.get("template", "")))
    return found


def _divided(draft: Draft) -> Iterable[Divided]:
    for drawn in draft.nodes:
        if drawn.step.get("kind") != "split":
            continue
        try:
            step = kinds.read(Step, drawn.step)
        except BadKind:
            continue
        if isinstance(step, Split):
            yield Divided(drawn.id, step.branches(), tuple(one.name for one in step.shares if one.hold_out))
