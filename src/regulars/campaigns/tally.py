"""The numbers on the canvas: how many left each node by which branch, added up hour by hour."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from regulars.books import Unit


class Edge(NamedTuple):
    """A branch of a node of a version; the empty node is the trigger, the empty branch the end there."""

    campaign_id: int
    version: int
    node: str
    branch: str


def add(unit: Unit, runs: Mapping[Edge, int]) -> None:
    """Count runs that took these branches now."""
    if not runs:
        return
    edges = sorted(runs)
    unit.driver.execute(
        """insert into campaign_tally as t (campaign_id, version, node, branch, hour, runs)
           select campaign_id, version, node, branch, date_trunc('hour', %s::timestamptz), runs
           from unnest(%s::int[], %s::int[], %s::text[], %s::text[], %s::bigint[]) as e (campaign_id, version, node, branch, runs)
           on conflict (campaign_id, version, node, branch, hour) do update set runs = t.runs + excluded.runs""",
        [unit.now, *(list(column) for column in zip(*edges, strict=True)), [runs[edge] for edge in edges]],
    )
