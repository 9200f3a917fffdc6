"""Why a segment can't be asked any more, in words a person can act on.

A condition breaks when something that it goes by is no longer as it was. Where
that is an attribute of the shop's own, which is declared otherwise since, the
words of the checker are about the value beside it, which nobody has changed: so
the attribute is named first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from regulars.core.errors import Conflict, Fault
from regulars.core.sentences import say, series, word
from regulars.rules.check import InvalidCondition
from regulars.rules.vocabulary import Field, Vocabulary

DECLARED = "declared attribute"


class Broken(Conflict):
    """The segment can't be asked any more, so that nothing is known that isn't kept."""

    code = "segment.broken"

    def __init__(self, id: str, reason: str) -> None:
        super().__init__(
            say(
                "segment {id!r} is broken: {reason}; change its condition, or bring back what it goes by, and ask again",
                id=id,
                reason=reason,
            )
        )
        self.id = id
        self.reason = reason


def reason(invalid: InvalidCondition, asked: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """What is wrong with the conditions `asked`, each once and without the places in their JSON."""
    return series(dict.fromkeys(_said(fault, asked, vocabulary) for fault in invalid.errors))


def _said(fault: Fault, asked: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    field = next((one for one in _fields_at(fault.pointer, asked, vocabulary) if one.source == DECLARED), None)
    if field is None or field.path in fault.detail.split(",")[0]:
        return fault.detail
    return say(
        "the attribute {label!r} ({path}) no longer fits as {value}: {detail}",
        label=field.label,
        path=field.path,
        value=word(field.type.value),
        detail=fault.detail,
    )


def _fields_at(pointer: str, asked: Any, vocabulary: Vocabulary) -> Iterator[Field]:
    """The fields that the innermost test around a place compares."""
    test: Any = None
    at = asked
    for step in pointer.split("/")[1:]:
        if isinstance(at, Mapping):
            test = at if "value" in at and "op" in at else test
            at = at.get(step.replace("~1", "/").replace("~0", "~"))
        elif isinstance(at, list) and step.isdecimal() and int(step) < len(at):
            at = at[int(step)]
        else:
            break
    if isinstance(at, Mapping) and "value" in at and "op" in at:
        test = at
    if test is not None:
        yield from _read(test.get("value"), vocabulary)
        yield from _read(test.get("to"), vocabulary)


def _read(side: Any, vocabulary: Vocabulary) -> Iterator[Field]:
    """The fields that a side of a test reads, those of what it counts among aside."""
    if isinstance(side, str):
        if side in vocabulary.fields:
            yield vocabulary.fields[side]
    elif isinstance(side, Mapping):
        for key, child in side.items():
            if key != "where":
                yield from _read(child, vocabulary)
    elif isinstance(side, list):
        for child in side:
            yield from _read(child, vocabulary)
