"""What pydantic finds wrong, in words for whoever sent it.

Its own messages are of Python: "Input should be a valid dictionary or object to
extract fields from". Each of its codes that anybody meets has a sentence here
that says what to write; messages of ours come through as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from json import JSONDecodeError
from typing import Any, cast

from .sentences import Said, either, placeholders, say

OBJECT = "write a JSON object: {{…}}"
LIST = "write a list: […]"
TEXT = "write a text"
WHOLE = "write a whole number"
NUMBER = "write a number"
TRUTH = "write true or false"
INSTANT = 'an instant is text such as "2026-03-01T10:00:00Z"'
DATE = 'a date is text such as "2026-03-01"'
NO_SUCH_DAY = "there is no such day"
PAST = "this has to lie in the past"
FUTURE = "this has to lie ahead"
TIME = 'a time of day is text such as "09:00"'
SPAN = 'a span of time is text such as "P1D" or "PT1H"'
ADDRESS = "write a whole address: https://shop.example/…"
UUID = 'write an id such as "0189f7ea-ae2c-7f7e-b5ee-4e5c7f4b6c11"'
DEEP = "lists and objects are nested too deep"
UNTAKEN = "this can't be taken as it is; look up what the field asks for"

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
    "multiple_of": "this has to be a multiple of {multiple_of}",
    "finite_number": NUMBER,
    "decimal_type": NUMBER,
    "decimal_parsing": NUMBER,
    "decimal_max_digits": "this number is too long",
    "decimal_whole_digits": "this number is too long",
    "decimal_max_places": "at most {decimal_places} decimals can be kept",
    "fraction_type": NUMBER,
    "fraction_parsing": NUMBER,
    "complex_type": NUMBER,
    "complex_str_parsing": NUMBER,
    "string_pattern_mismatch": "this isn't written as it has to be: {pattern}",
    "string_not_ascii": "write letters from a to z, digits and signs alone",
    "bytes_type": TEXT,
    "bytes_invalid_encoding": "this can't be read; send it in UTF-8",
    "json_type": TEXT,
    "json_invalid": "this is not JSON",
    "date_from_datetime_inexact": DATE,
    "date_past": PAST,
    "date_future": FUTURE,
    "datetime_past": PAST,
    "datetime_future": FUTURE,
    "datetime_object_invalid": INSTANT,
    "timezone_naive": "leave the offset out",
    "timezone_offset": INSTANT,
    "time_type": TIME,
    "time_parsing": TIME,
    "time_delta_type": SPAN,
    "time_delta_parsing": SPAN,
    "url_type": ADDRESS,
    "url_parsing": ADDRESS,
    "url_syntax_violation": ADDRESS,
    "url_scheme": ADDRESS,
    "url_too_long": "this address is too long; at most {max_length} characters can be kept",
    "uuid_type": UUID,
    "uuid_parsing": UUID,
    "uuid_version": UUID,
    "none_required": "leave this out, or write null",
    "invalid_key": "names are texts",
    "recursion_loop": DEEP,
    "recursion_depth_exceeded": DEEP,
    **dict.fromkeys(
        ("set_type", "frozen_set_type", "iterable_type", "deque_type", "named_tuple_type", "iteration_error"), LIST
    ),
    **dict.fromkeys(
        ("frozen_dict_type", "ordered_dict_type", "counter_type", "dataclass_type", "dataclass_exact_type"), OBJECT
    ),
    **dict.fromkeys(
        (
            "no_such_attribute",
            "needs_python_object",
            "frozen_field",
            "frozen_instance",
            "get_attribute_error",
            "default_factory_not_called",
            "set_item_not_hashable",
            "missing_sentinel_error",
            "ellipsis_error",
            "is_instance_of",
            "is_subclass_of",
            "callable_type",
            "arguments_type",
            "missing_argument",
            "unexpected_keyword_argument",
            "missing_keyword_only_argument",
            "unexpected_positional_argument",
            "missing_positional_only_argument",
            "multiple_argument_values",
        ),
        UNTAKEN,
    ),
}
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
_SHORT = ("too_short", "string_too_short", "bytes_too_short")
_LONG = ("too_long", "string_too_long", "bytes_too_long")


NOT_SAID = "not_said"
"""The kind of a fault that a field of its own is needed, by what others say."""


def backwards(starts_at: datetime, ends_at: datetime) -> Said:
    """What is wrong with a period that ends before it starts."""
    start, end = (f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for at in (starts_at, ends_at))
    return say(
        "it ends before it starts: {end} is not after {start}; give a later end or an earlier start",
        end=end,
        start=start,
    )


def at(part: str, told: str) -> Said:
    """What is wrong with a part, where a validator looks at the whole: "code: give …"."""
    return say("{part}: {told}", part=part, told=told)


def placed(sentence: str) -> tuple[str, str]:
    """The part that such a sentence is about, and what it says of it; no part: of the whole."""
    if isinstance(sentence, Said) and sentence.template == "{part}: {told}":
        return str(sentence.values["part"]), cast(str, sentence.values["told"])
    return "", sentence


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
    beyond = _beyond(error)
    sentence = (
        beyond[1] if beyond else _own(facts) or _size(kind, facts) or _no_such_day(facts) or _in_words(kind, facts)
    )
    if sentence is None:
        return _lower(str(error["msg"]).removeprefix("Value error, "))
    return say("its name: {sentence}", sentence=sentence) if error["loc"][-1:] == (_KEY,) else sentence


def code_of(error: Mapping[str, Any]) -> str:
    """What kind of fault one of pydantic's errors is."""
    beyond = _beyond(error)
    return beyond[0] if beyond else str(error["type"])


def _beyond(error: Mapping[str, Any]) -> tuple[str, str] | None:
    """A decimal that is written as it should be and is too large or too fine: the kind of fault, and the limit in words."""
    facts, value = error.get("ctx", {}), error.get("input")
    most, places = facts.get("most"), facts.get("places")
    if most is None or places is None or isinstance(value, bool) or not isinstance(value, str | int):
        return None
    if isinstance(value, str) and not _PLAIN.fullmatch(value):
        return None
    if Decimal(value) > Decimal(most):
        return "too_large", say("this is too large; the most there may be is {most:n}", most=most)
    if isinstance(value, str) and len(value.partition(".")[2].rstrip("0")) > places:
        return "decimals", say(
            "{value:.40} has too many decimals; at most {places} can be kept", value=value, places=places
        )
    return None


def _own(facts: Mapping[str, Any]) -> str | None:
    """A sentence of ours: of a `misfit`, or of the `ValueError` that a validator raised."""
    error = facts.get("error")
    sentence = error.args[0] if isinstance(error, Exception) and error.args else facts.get("advice")
    return sentence if isinstance(sentence, Said) else None


def _in_words(kind: str, facts: Mapping[str, Any]) -> str | None:
    if kind not in _SAID:
        return None
    values = {name: facts[name] for name in placeholders(_SAID[kind])}
    for listed in values.keys() & {"expected", "expected_tags"}:  # 'a', 'b' or 'c'
        values[listed] = either(re.split(", | or ", values[listed]))
    return say(_SAID[kind], **values)


def _size(kind: str, facts: Mapping[str, Any]) -> str | None:
    """What is too long or too short. A `Value` is a text that something was checked of before its length."""
    is_text = kind.startswith("string") or facts.get("field_type") == "Value"
    if kind in _SHORT and "min_length" in facts:
        least = facts["min_length"]
        if least == 1:
            return say("this can't be empty")
        if is_text:
            return say("at least {least:character is|characters are} needed", least=least)
        return say("at least {least:entry is|entries are} needed", least=least)
    if kind not in _LONG or "max_length" not in facts:
        return None  # a message of ours of that name says it itself
    if is_text:
        return say("there may be at most {most:character|characters}", most=facts["max_length"])
    return say("there may be at most {most:entry|entries}", most=facts["max_length"])


def _no_such_day(facts: Mapping[str, Any]) -> str | None:
    """A date or instant that is written well and isn't in the calendar."""
    found = str(facts.get("error", ""))
    return say(NO_SUCH_DAY) if found.startswith(("day value is outside", "month value is outside")) else None


def unparsed(error: Exception) -> Said:
    """Why a text is no JSON, whatever Python's reader of it has raised, in words that follow "it"."""
    match error:
        case RecursionError():
            return say("has lists and objects that are nested too deep")
        case UnicodeDecodeError():
            return say("is not in UTF-8")
        case JSONDecodeError(msg=found, pos=place, lineno=line, colno=column):
            return say(
                "is not JSON: {why} at character {place} (line {line}, column {column})",
                why=no_json(found),
                place=place + 1,
                line=line,
                column=column,
            )
        case ValueError() if "digits" in str(error):
            return say("has a number that is too long")
    return say("can't be read as JSON")


_NO_JSON = (
    (("eof", "unexpected end", "end of data", "end of string"), say("it ends too early")),
    (("unterminated",), say("a text isn't closed")),
    (("trailing comma",), say("there is a comma too many")),
    (("extra data", "trailing characters", "after document"), say("something follows after its end")),
    (("':'", "`:`"), say("a colon is missing")),
    (("delimiter", "`,`", "expected ','"), say("a comma is missing")),
    (("property name", "key must be", "string key"), say("a name in double quotes is missing")),
    (("escape",), say("a \\ in a text is followed by what can't follow it")),
    (("control character",), say("a text holds a line break or another control character; write \\n")),
    (("surrogate", "utf-8", "unicode"), say("a text is not in UTF-8")),
    (("recursion", "depth", "nested"), say(DEEP)),
    (("number", "digit"), say("a number isn't written as one")),
)


def no_json(message: str) -> Said:
    """What a reader of JSON, Python's or another, found wrong, in our words."""
    found = message.lower()
    return next((ours for signs, ours in _NO_JSON if any(sign in found for sign in signs)), say("a value is missing"))


def no_row(error: Exception) -> Said:
    """What Python's reader of CSV found wrong with a row."""
    said = str(error)
    if "limit" in said:
        return say("a cell is too long")
    if "NUL" in said or "new-line" in said:
        return say("it holds a character that no text has")
    return say("a quote isn't closed, or something follows it before the cell ends")


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
