"""Literals: from JSON to the form values are compared in.

Each reader returns the value or raises `BadLiteral` with a code and what to
write instead. Floats are refused, because JSON writes amounts that floats
can't hold; a float that is a whole number is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from regulars.core.sentences import say

from .calendar import Calendar
from .fold import fold
from .patterns import BadPattern, matcher
from .tree import Scalar
from .vocabulary import Type

NUMBER_PLACES = 4
"""The most decimals a number literal has."""

LARGEST = 10**14
"""Amounts and numbers reach up to this, in major units: what DECIMAL(18, 4) holds."""

WRITTEN: Mapping[Type, str] = {
    Type.TEXT: say('a text, such as "UA"'),
    Type.NUMBER: say('a number, such as 30 or "0.25"'),
    Type.MONEY: say('an amount as text, such as "19.99"'),
    Type.DATE: say('a date, such as "2026-03-01"'),
    Type.INSTANT: say('an instant, such as "2026-03-01T10:00:00Z"'),
    Type.BOOLEAN: say("true or false"),
    Type.SET: say("a text"),
}
"""How a literal of each type is written."""

_DECIMAL = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
)


class BadLiteral(Exception):
    """A literal that isn't one of its type: a code, and what to write instead."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


def read(value: object, type: Type, *, places: int, calendar: Calendar) -> Scalar:
    """A literal of a type; an element of a set is a text. `places` counts for money."""
    if value is None or value == "":
        raise BadLiteral(
            "empty_literal", say('nothing can be equal to an empty value: use the operator "missing" or "exists"')
        )
    match type:
        case Type.MONEY:
            amount = _decimal(value, type, places)
            return int(amount.scaleb(places))
        case Type.NUMBER:
            return _decimal(value, type, NUMBER_PLACES)
        case Type.INSTANT:
            return _instant(value, calendar)
        case _:
            return _READERS[type](value)


def _text(value: object) -> str:
    return fold(written(value))


def written(value: object) -> str:
    """A text as it was given, if it can be kept at all."""
    if not isinstance(value, str):
        raise _wrong(Type.TEXT, value)
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise BadLiteral("bad_text", say("a text has no NUL characters and no halves of surrogate pairs"))
    return value


def pattern(value: object) -> str:
    """A pattern of RE2, in the form of the texts that it is looked for in: NFC."""
    if value is None or value == "":
        raise BadLiteral("empty_literal", say('an empty pattern matches everything: use the operator "exists"'))
    text = unicodedata.normalize("NFC", written(value))
    try:
        matcher(text)
    except BadPattern as bad:
        raise BadLiteral("bad_pattern", say("not a pattern that RE2 understands: {bad}", bad=bad.args[0])) from None
    return text


def _decimal(value: object, type: Type, places: int) -> Decimal:
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST:
        value = int(value)
    if isinstance(value, float):
        raise BadLiteral(
            "float", say('write decimals as text, such as "{value}", so that none is lost on the way', value=value)
        )
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise _wrong(type, value)
    if isinstance(value, int):
        if abs(value) >= LARGEST:
            raise BadLiteral("too_large", say("amounts and numbers stay below {largest:,}", largest=LARGEST))
        return Decimal(value)
    found = _DECIMAL.fullmatch(value)
    if found is None:
        raise _wrong(type, value)
    if len(found.group(1) or "") > places:
        raise BadLiteral(
            "too_many_decimals",
            say("at most {places:decimal|decimals} here", places=places) if places else say("no decimals here"),
        )
    if len(value) > 40 or abs(Decimal(value)) >= LARGEST:
        raise BadLiteral("too_large", say("amounts and numbers stay below {largest:,}", largest=LARGEST))
    return Decimal(value) or Decimal(0)


def _date(value: object) -> date:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise BadLiteral("bad_literal", say("there is no day {value}", value=value)) from None
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        raise BadLiteral("wrong_type", say('a date is needed, not an instant: write "{value}"', value=value[:10]))
    raise _wrong(Type.DATE, value)


def _instant(value: object, calendar: Calendar) -> datetime:
    if isinstance(value, str) and _DATE.fullmatch(value):
        raise BadLiteral(
            "wrong_type",
            say(
                'an instant is needed, not a date: write "{value}T00:00:00", or compare {{"date": …}} with it',
                value=value,
            ),
        )
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise _wrong(Type.INSTANT, value)
    try:
        instant = datetime.fromisoformat(value)
        return calendar.to_utc(instant) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadLiteral("bad_literal", say("there is no instant {value}", value=value)) from None


def _boolean(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise _wrong(Type.BOOLEAN, value)


def _wrong(type: Type, value: object) -> BadLiteral:
    given = {dict: say("an object"), list: say("a list"), bool: say("true or false")}.get(
        value.__class__, f"{value!r}"[:60]
    )
    return BadLiteral("bad_literal", say("write {wanted}, not {given}", wanted=WRITTEN[type], given=given))


_READERS: Mapping[Type, Callable[[object], Scalar]] = {
    Type.TEXT: _text,
    Type.SET: _text,
    Type.DATE: _date,
    Type.BOOLEAN: _boolean,
}
