"""What can be read of a document that can't be taken: so that all that is wrong with it is told at once.

Some faults are seen only once the models have read a document whole: amounts with more decimals than its currency has,
a rate that is needed. Whoever mended what the models found would meet them in the next round.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

import orjson
from pydantic import BaseModel, ValidationError, create_model

from regulars.core.errors import Fault
from regulars.rules.calendar import Calendar

from .records import Event, Record


@dataclass(frozen=True, slots=True)
class Part:
    """A document without the fields and lines in which the models found fault."""

    document: Record | Event
    unread: Collection[str]
    """The fields that are left out; others may be missing."""
    lines: Sequence[int]
    """Which of the lines are there."""

    def in_whole(self, faults: Iterable[Fault]) -> list[Fault]:
        """Faults of the part as they lie in the whole; none of a field that was left out."""
        found = []
        for fault in faults:
            _, name, *rest = fault.pointer.split("/")
            if name == "lines" and rest:
                rest[0] = str(self.lines[int(rest[0])])
            if name not in self.unread:
                found.append(replace(fault, pointer="/".join(("", name, *rest))))
        return found


def readable(
    model: type[Record | Event], raw: bytes | str, faults: Collection[Fault], calendar: Calendar
) -> Part | None:
    """What can be read of a document in spite of the faults; None where that is nothing."""
    paths = [fault.pointer.split("/")[1:] for fault in faults]
    try:
        given = orjson.loads(raw)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(given, dict) or not all(paths):
        return None
    odd_lines = {int(path[1]) for path in paths if path[0] == "lines" and len(path) > 2 and path[1].isdigit()}
    unread = {path[0] for path in paths if path[0] != "lines" or len(path) <= 2}
    left = {name: value for name, value in given.items() if name not in unread}
    lines: list[int] = []
    if isinstance(left.get("lines"), list):
        lines = [n for n in range(len(left["lines"])) if n not in odd_lines]
        left["lines"] = [left["lines"][n] for n in lines]
    try:
        document = _lenient(model).__pydantic_validator__.validate_json(orjson.dumps(left), context=calendar)
    except ValidationError:
        return None
    return Part(cast("Record | Event", document), unread, lines)


@cache
def _lenient(model: type[BaseModel]) -> type[BaseModel]:
    """The same model with no field that is required."""
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if info.is_required():
            optional = copy(info)
            optional.default = None
            fields[name] = (info.annotation, optional)
    return create_model(f"Lenient{model.__name__}", __base__=model, **fields)
