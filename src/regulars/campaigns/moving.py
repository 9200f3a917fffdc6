"""Moving runs that are under way to another version: where each node's runs go, shown before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from regulars.books import Unit
from regulars.core.errors import Conflict, Fault, Invalid
from regulars.core.sentences import say
from regulars.core.wording import pointer

from . import book, runs
from .model.check import kept
from .model.definition import Definition

MOST = 100_000
"""More runs than these are not moved in one transaction."""


class TooMany(Conflict):
    """More runs than one transaction moves."""

    code = "campaign.too_many_runs"

    def __init__(self, many: int) -> None:
        super().__init__(
            say(
                "{many:,} runs are under way; at most {most:,} can be moved: let some of them come to their end",
                many=many,
                most=MOST,
            )
        )
        self.runs = many


class Move(NamedTuple):
    """The runs at a node, and where they go: `to` is None where they end, `waits_on` where the step there is the same."""

    node: str
    to: str | None
    runs: int
    waits_on: bool


def planned(unit: Unit, id: int, *, of: int, to: int, mapping: Mapping[str, str | None]) -> list[Move]:
    """Where the runs of one version would go in another. Nodes that aren't named go to those of the same id.

    Raises `Invalid` for a node that has runs and no place to go.
    """
    before, after = (kept(book.version(unit, id, number).document) for number in (of, to))
    if of == to:
        told = say("the runs are in version {to} already", to=to)
        raise Invalid(told, [Fault("/to", "same", told)])
    faults = [
        Fault(
            f"/mapping{pointer((node,))}",
            "unknown_node",
            say("there is no node {name!r} in version {number}", name=name, number=number),
        )
        for node, target in mapping.items()
        for name, number, there in ((node, of, before), (target, to, after))
        if name is not None and name not in there.nodes
    ]
    waiting = {node: many for (_, node), many in runs.waiting(unit, id, version=of).items()}
    for node, many in waiting.items():
        if node not in mapping and node not in after.nodes:
            told = say(
                "version {to} has no node {node!r}: say where its {many:,} runs go, or null to end them",
                to=to,
                node=node,
                many=many,
            )
            faults.append(Fault(f"/mapping{pointer((node,))}", "unmapped", told))
    if faults:
        raise Invalid(faults[0].detail, faults)
    return [_move(before, after, node, mapping.get(node, node), waiting[node]) for node in sorted(waiting)]


def move(unit: Unit, id: int, *, of: int, to: int, mapping: Mapping[str, str | None]) -> list[Move]:
    """Move them. Who comes to another step is looked at at once; who waits at the same one goes on waiting."""
    book.get(unit, id, lock=True)
    moves = planned(unit, id, of=of, to=to, mapping=mapping)
    if (many := sum(one.runs for one in moves)) > MOST:
        raise TooMany(many)
    _write(unit, id, of, to, moves)
    told = [one._asdict() for one in moves]
    unit.audit("campaign.moved", f"campaign:{id}", {"from": of, "to": to, "moves": told})
    return moves


def _move(before: Definition, after: Definition, node: str, to: str | None, many: int) -> Move:
    same = to is not None and before.nodes[node].step == after.nodes[to].step
    return Move(node, to, many, same)


def _write(unit: Unit, id: int, of: int, to: int, moves: Sequence[Move]) -> None:
    about = {"id": id, "of": of, "to": to, "now": unit.now, "nodes": [one.node for one in moves]}
    targets = {"targets": [one.to for one in moves], "same": [one.waits_on for one in moves]}
    unit.driver.execute(
        """with moved as (
               select * from unnest(%(nodes)s::text[], %(targets)s::text[], %(same)s::bool[]) as m (node, target, same)),
           changed as (
               update campaign_run r
               set version = %(to)s, node = coalesce(m.target, r.node), step = r.step + 1,
                   due_at = case when m.target is null then null when m.same then r.due_at else %(now)s end,
                   deadline_at = case when m.same then r.deadline_at end,
                   ended_at = case when m.target is null then %(now)s end,
                   ended_by = case when m.target is null then 'moved' end
               from moved m
               where r.campaign_id = %(id)s and r.version = %(of)s and r.ended_at is null and r.node = m.node
               returning r.id, r.step - 1 as n, m.node)
           insert into campaign_run_step (run_id, n, node, branch, at, done)
           select id, n, node, 'moved', %(now)s, jsonb_build_object('from_version', %(of)s::int, 'to_version', %(to)s::int)
           from changed""",
        {**about, **targets},
    )
