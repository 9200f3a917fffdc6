"""What a draft may say and probably doesn't mean: it can be published all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache

from regulars.core.errors import Fault
from regulars.core.sentences import say
from regulars.rules.calendar import Calendar

from .definition import Draft
from .graph import Graph
from .steps import Split, Step
from .triggers import OnSchedule, Trigger


def warnings(
    draft: Draft, trigger: Trigger | None, steps: Mapping[str, Step], now: datetime, calendar: Calendar
) -> list[Fault]:
    """What is to be looked at again. `trigger` and `steps`, by their nodes, are those that could be read."""
    found = []
    if isinstance(trigger, OnSchedule) and not _comes_again(
        trigger, now.replace(minute=0, second=0, microsecond=0), calendar
    ):
        told = say("this never comes again, so nobody enters; choose days that are yet to come")
        found.append(Fault("/trigger/recurs", "never_again", told))
    return [*found, *_held_out_gifts(draft, steps)]


@lru_cache(maxsize=1_000)
def _comes_again(trigger: OnSchedule, hour: datetime, calendar: Calendar) -> bool:
    """Whether it recurs after an hour has begun. A rule that fits no day at all is looked through for seconds: so once an hour."""
    return trigger.next_after(hour, calendar) is not None


def _held_out_gifts(draft: Draft, steps: Mapping[str, Step]) -> Iterator[Fault]:
    """Where those come who are left alone for comparison, and are given something all the same; each place once."""
    places = {one.id: n for n, one in enumerate(draft.nodes)}
    graph = Graph(draft, {places[id]: step for id, step in steps.items()}, places)
    told: set[str] = set()
    for node in draft.nodes:
        step = steps.get(node.id)
        if not isinstance(step, Split):
            continue
        for share in step.shares:
            leads = node.next.get(share.name)
            if not share.hold_out or leads not in places:
                continue
            for there in graph.reached(leads):
                if there in told or (gift := steps.get(there)) is None or not gift.gives:
                    continue
                told.add(there)
                yield Fault(
                    f"/nodes/{places[there]}",
                    "held_out_gift",
                    say(
                        "the branch {name!r} is left alone for comparison and gets this all the same; lead it past this step",
                        name=share.name,
                    ),
                )
