"""What pydantic finds wrong, in words for whoever sent it.

Its own messages are of Python: "Input should be a valid dictionary or object to
extract fields from". Each of its codes that anybody meets has a sentence here
that says what to write; messages of ours come through as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from json import JSONDecodeError
from typing import Any

OBJECT = "write a JSON object: {{…}}"
LIST = "write a list: […]"
TEXT = "write a text"
WHOLE = "write a whole number"
NUMBER = "write a number"
TRUTH = "write true or false"
INSTANT = 'an instant is text such as "2026-03-01T10:00:00Z"'
DATE = 'a date is text such as "2026-03-01"'
NO_SUCH_DAY = "there is no such day"

KIND = "kind"
"""The member by which an object that may be one of several says which it is."""

_KEY = "[key]"
"""Where pydantic finds fault with the name of a value and not with the value."""

_SAID: Mapping[str, str] = {
    "missing": "this field is required",
    "extra_forbidden": "there is no such field",
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "dict_type": OBJECT,
    "mapping_type": OBJECT,
    "list_type": LIST,
    "tuple_type": LIST,
    "string_type": TEXT,
    "string_unicode": "this text holds half a character; send it in UTF-8",
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_from_float": WHOLE,
    "int_parsing_size": "this number is too long",
    "float_type": NUMBER,
    "float_parsing": NUMBER,
    "bool_type": TRUTH,
    "bool_parsing": TRUTH,
    "datetime_type": INSTANT,
    "datetime_parsing": INSTANT,
    "datetime_from_date_parsing": INSTANT,
    "timezone_aware": "an instant says its offset: 2026-03-01T10:00:00Z",
    "date_type": DATE,
    "date_parsing": DATE,
    "date_from_datetime_parsing": DATE,
    "literal_error": "write {expected}",
    "union_tag_invalid": "its {discriminator} is one of {expected_tags}",
    "union_tag_not_found": "say its {discriminator}",
    "enum": "write {expected}",
    "greater_than": "this has to be more than {gt}",
    "greater_than_equal": "this has to be at least {ge}",
    "less_than": "this has to be less than {lt}",
    "less_than_equal": "this may be at most {le}",
}
_SHORT = ("too_short", "string_too_short")
_LONG = ("too_long", "string_too_long")


NOT_SAID = "not_said"
"""The kind of a fault that a field of its own is needed, by what others say."""


def backwards(starts_at: datetime, ends_at: datetime) -> str:
    """What is wrong with a period that ends before it starts."""
    start, end = (f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for at in (starts_at, ends_at))
    return f"it ends before it starts: {end} is not after {start}; give a later end or an earlier start"


def pointer(path: Iterable[str | int]) -> str:
    """The JSON pointer (RFC 6901) of a place in a document."""
    steps = list(path)
    if steps[-1:] == [_KEY]:
        del steps[-1]
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def pointer_in(document: object, path: Sequence[str | int], *, lacking: bool = False) -> str:
    """The same of a path that pydantic gave for a fault in the document; `lacking` when it leads to what isn't there.

    Where a value may be one of several, the path also says which of them it was read as. Such steps are left out.
    """
    *way, last = path or [""]
    steps = list(_steps_of(path if not lacking else way, document))
    return pointer([*steps, last] if lacking else steps)


def _steps_of(path: Iterable[str | int], place: Any) -> Iterator[str | int]:
    """The steps of a path that lead on in a document: not the kind an object was read as, and none to nowhere."""
    read_as = False
    for step in path:
        if isinstance(place, dict) and not read_as and place.get(KIND) == step:
            read_as = True
        elif isinstance(place, dict) and step in place:
            yield step
            place, read_as = place.get(step), False
        elif isinstance(place, list) and isinstance(step, int):
            yield step
            place = place[step] if step < len(place) else None


def said(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors as a sentence that says what to do."""
    kind, facts = error["type"], error.get("ctx", {})
    sentence = _size(kind, facts) or _no_such_day(facts) or _in_words(kind, facts)
    if sentence is None:
        return _lower(str(error["msg"]).removeprefix("Value error, "))
    return f"its name: {sentence}" if error["loc"][-1:] == (_KEY,) else sentence


def _in_words(kind: str, facts: Mapping[str, Any]) -> str | None:
    template = _SAID.get(kind)
    return None if template is None else template.format_map(facts)


def _size(kind: str, facts: Mapping[str, Any]) -> str | None:
    """What is too long or too short. A `Value` is a text that something was checked of before its length."""
    is_text = kind.startswith("string") or facts.get("field_type") == "Value"
    of = "characters" if is_text else "entries"
    if kind in _SHORT:
        least = facts["min_length"]
        return "this can't be empty" if least == 1 else f"at least {least:,} {of} are needed"
    return f"there may be at most {facts['max_length']:,} {of}" if kind in _LONG else None


def _no_such_day(facts: Mapping[str, Any]) -> str | None:
    """A date or instant that is written well and isn't in the calendar."""
    found = str(facts.get("error", ""))
    return NO_SUCH_DAY if found.startswith(("day value is outside", "month value is outside")) else None


def unparsed(error: Exception) -> str:
    """Why a text is no JSON, whatever Python's reader of it has raised, in words that follow "it"."""
    match error:
        case RecursionError():
            return "has lists and objects that are nested too deep"
        case UnicodeDecodeError():
            return "is not in UTF-8"
        case JSONDecodeError(msg=said, pos=place, lineno=line, colno=column):
            return f"is not JSON: {_lower(said)} at character {place + 1} (line {line}, column {column})"
        case ValueError() if "digits" in str(error):
            return "has a number that is too long"
    return f"can't be read: {error}"


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
