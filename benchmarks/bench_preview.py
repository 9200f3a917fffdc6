"""Previews over the generated shop, each against a query by hand that gives the same.

A preview as the editor asks it: the count, the first 20 members, and for each
node how many it lets through and how many had no value. The yardstick runs in
the same database by turns with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from regulars.facts.store import Facts
from regulars.rules.tree import Condition
from regulars.segments.asking import Preview, preview

from . import shop
from .ground import GROUND, checked
from .measure import Result, medians
from .questions import ASKED, Asked


def run() -> Iterator[Result]:
    """One line a condition."""
    with shop.facts(shop.file()) as facts:
        for asked in ASKED:
            yield _measured(facts, asked)


def _measured(facts: Facts, asked: Asked) -> Result:
    condition = checked(asked.condition)
    now = f"timestamp '{shop.NOW:%Y-%m-%d %H:%M:%S}'"
    by_hand = asked.by_hand.replace("$now", now)

    _same(_previewed(facts, condition), facts.ask(by_hand).to_pylist()[0])
    ours, theirs = medians(lambda: _previewed(facts, condition), lambda: facts.ask(by_hand))
    return Result(
        f"preview: {asked.name}",
        ours,
        "s",
        most=asked.most_seconds,
        ratio=ours / theirs,
        ratio_most=2,
        yardstick=f"the query by hand, {theirs:.3g} s",
    )


def _previewed(facts: Facts, condition: Condition) -> Preview:
    return preview(facts.ask, GROUND, condition, now=shop.NOW, current=True, members=dict)


def _same(found: Preview, by_hand: dict[str, Any]) -> None:
    """The yardstick must give what the preview gives."""
    candidates, count, sample, *missing = by_hand.values()
    ours = [node.missing for node in found.nodes if node.missing is not None]
    assert (found.candidates, found.count, found.sample) == (candidates, count, sample), (found, by_hand)
    assert ours == missing, (ours, missing)
