"""A segment that asks for what it does itself: it would let in and out the same customers again and again."""

from __future__ import annotations

from regulars.core.errors import Fault, Invalid
from regulars.rules.fold import fold
from regulars.rules.query import walk
from regulars.rules.tree import Condition, Expression, Held, Read

from .actions import Actions

GROUP, TAGS = "customer.group", "customer.tags"


class AsksForWhatItDoes(Invalid):
    """The condition goes by the group or a tag that the segment itself gives or takes."""

    code = "segment.asks_for_what_it_does"

    def __init__(self, pointer: str, told: str) -> None:
        super().__init__(told, [Fault(pointer, self.code, told)])


def check(condition: Condition, actions: Actions) -> None:
    """Raises `AsksForWhatItDoes`. What goes round through other segments isn't seen here."""
    if actions.group is not None and any(_reads(side, GROUP) for side in walk.everything(condition)):
        told = (
            f"the condition asks for the group, and the segment gives the group {actions.group!r}: whoever comes in would"
            " no longer be meant, leave, and come in again; ask for something else, or give a tag instead"
        )
        raise AsksForWhatItDoes("/actions/group", told)
    asked = _tags_asked(condition)
    for part in ("on_entry", "on_leaving"):
        tags = getattr(actions, part)
        for which in ("add", "take"):
            for n, name in enumerate(getattr(tags, which)):
                if asked is None or fold(name) in asked:
                    told = (
                        f"the condition asks for the tag {name!r}, and the segment gives or takes it: whoever comes in"
                        " would be meant or not by that alone; ask for something else, or use another tag"
                    )
                    raise AsksForWhatItDoes(f"/actions/{part}/{which}/{n}", told)


def _tags_asked(condition: Condition) -> frozenset[str] | None:
    """The tags that a condition asks for; None when it may be any."""
    found: set[str] = set()
    for test in walk.all_tests(condition):
        if not any(_reads(side, TAGS) for side in walk.expressions(test)):
            continue
        if not isinstance(test.to, tuple):
            return None
        found |= {fold(str(one)) for one in test.to}
    return frozenset(found)


def _reads(side: Expression, path: str) -> bool:
    return isinstance(side, Read | Held) and side.field.path == path
