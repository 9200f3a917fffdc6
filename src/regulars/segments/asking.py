"""Asking about a condition that is not a segment (yet): how many it holds for, which, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
from pyroaring import BitMap

from regulars.rules.query import Question, walk
from regulars.rules.tree import Condition

from . import bitmaps
from .questions import Ground

Ask = Callable[..., pa.Table]


@dataclass(frozen=True, slots=True)
class Node:
    """One node of a condition: how many candidates it lets through, and how many had no value for it."""

    pointer: str
    node: Condition
    held: int
    missing: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a condition finds. `sample` are the first 20 members' ids; `nodes` stand in the order of the document."""

    candidates: int
    count: int
    sample: list[int]
    nodes: list[Node]


def preview(
    ask: Ask,
    ground: Ground,
    condition: Condition,
    *,
    now: datetime,
    current: bool,
    members: Callable[[], Mapping[str, BitMap]],
) -> Preview:
    """Count what a condition finds at `now`, in one pass. `members` is called only if it names segments."""
    question = ground.compiler(current=current).preview(condition)
    (row,) = _answer(ask, question, now, members).to_pylist()
    nodes = [
        Node(pointer, node, row[f"held{n}"], row.get(f"missing{n}"))
        for n, (pointer, node) in enumerate(walk.nodes(condition))
    ]
    return Preview(row["candidates"], row["members"], list(row["sample"] or ()), nodes)


def members_of(
    ask: Ask,
    ground: Ground,
    condition: Condition,
    *,
    now: datetime,
    current: bool,
    members: Callable[[], Mapping[str, BitMap]],
) -> list[int]:
    """The ids of the customers a condition holds for at `now`, ascending."""
    question = ground.compiler(current=current).members(condition)
    ids: list[int] = _answer(ask, question, now, members).column("customer_id").to_pylist()
    return ids


def _answer(ask: Ask, question: Question, now: datetime, members: Callable[[], Mapping[str, BitMap]]) -> pa.Table:
    tables: dict[str, pa.Table] = {}
    if question.segments or question.segment_lists:
        tables["membership"] = bitmaps.membership(members(), named=question.segments, lists=question.segment_lists)
    return ask(question.sql, tables, question.settings(now))
