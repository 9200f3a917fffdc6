"""Reading windows: the span of time that the rows of an aggregate lie in."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import cast

from regulars.core.sentences import say

from . import literals
from .calendar import Calendar
from .faults import Faults, Faulty, pointer_to
from .literals import BadLiteral
from .tree import LastWindow, SpanWindow, Unit, Window
from .vocabulary import Type

_AMOUNT = re.compile(r"([1-9][0-9]{0,8})(m|h|d|w|mo|y)")


def read_window(document: object, pointer: str, *, calendar: Calendar, faults: Faults) -> Window:
    """A window given as JSON; what is wrong with it is noted."""
    if not isinstance(document, dict):
        raise faults.note(pointer, "bad_window", say('a window is {{"last": "30d"}} or {{"from": …, "until": …}}'))
    if "last" in document:
        return _last(document, pointer, faults)
    before = len(faults.found)
    faults.keys(document, pointer, required=(), optional=("from", "until"))
    since = _bound(document, "from", pointer, calendar, faults)
    until = _bound(document, "until", pointer, calendar, faults)
    if len(faults.found) > before:
        raise Faulty
    return SpanWindow(since, until)


def _last(document: dict[str, object], pointer: str, faults: Faults) -> LastWindow:
    faults.keys(document, pointer, required=("last",), optional=("aligned",))
    last, at = document["last"], pointer_to(pointer, "last")
    found = _AMOUNT.fullmatch(last) if isinstance(last, str) else None
    if found is None:
        detail = say(
            'write a whole positive amount and one of m, h, d, w, mo, y, such as "30d", not {last!r:.40}', last=last
        )
        raise faults.note(at, "bad_window", detail)
    unit = cast(Unit, found.group(2))
    if "aligned" in document:
        if document["aligned"] != "day":
            raise faults.note(
                pointer_to(pointer, "aligned"), "bad_window", say('windows are aligned to whole days only: "day"')
            )
        if unit in ("m", "h"):
            raise faults.note(at, "bad_window", say('minutes and hours are not whole days: leave "aligned" out'))
    return LastWindow(int(found.group(1)), unit, aligned="aligned" in document)


def _bound(
    document: dict[str, object], key: str, pointer: str, calendar: Calendar, faults: Faults
) -> date | datetime | None:
    """A date or an instant, None when the window is open on that side or the bound is faulty."""
    if key not in document:
        return None
    given = document[key]
    type = Type.DATE if isinstance(given, str) and "T" not in given else Type.INSTANT
    try:
        return cast(date, literals.read(given, type, places=0, calendar=calendar))
    except BadLiteral as bad:
        detail = bad.detail if given else say('write a date or an instant, or leave "{key}" out', key=key)
        faults.note(pointer_to(pointer, key), "bad_window", detail)
        return None
