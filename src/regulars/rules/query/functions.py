"""Database functions that ibis has no word for, declared once with their types.

`getvariable` makes a compiled query independent of the instant it is asked at:
the text is compiled once, and what depends on `now` is set before each run and
folded into constants by the database's planner.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

_TIMESTAMP = dt.Timestamp(scale=6)
_TEXTS = dt.Array(dt.string)


def _scalar(name: str, arguments: tuple[Any, ...], result: Any) -> Any:
    """A function of the database, by its name there."""
    shapes: dict[int, Any] = {1: lambda a: None, 2: lambda a, b: None, 3: lambda a, b, c: None}
    return ibis.udf.scalar.builtin(shapes[len(arguments)], name=name, signature=(arguments, result))


instant_variable = _scalar("getvariable", (dt.string,), _TIMESTAMP)
date_variable = _scalar("getvariable", (dt.string,), dt.date)
epoch_us = _scalar("epoch_us", (_TIMESTAMP,), dt.int64)
from_us = _scalar("make_timestamp", (dt.int64,), _TIMESTAMP)
divide = _scalar("divide", (dt.int64, dt.int64), dt.int64)
days_between = _scalar("date_diff", (dt.string, dt.date, dt.date), dt.int64)
_add_days = _scalar("add", (dt.date, dt.int32), dt.date)
make_date = _scalar("make_date", (dt.int64, dt.int64, dt.int64), dt.date)
isodow = _scalar("isodow", (dt.date,), dt.int64)
nfc = _scalar("nfc_normalize", (dt.string,), dt.string)
regexp_matches = _scalar("regexp_matches", (dt.string, dt.string, dt.string), dt.boolean)
contains = _scalar("list_contains", (_TEXTS, dt.string), dt.boolean)
has_any = _scalar("list_has_any", (_TEXTS, _TEXTS), dt.boolean)
has_all = _scalar("list_has_all", (_TEXTS, _TEXTS), dt.boolean)
local_time = _scalar("local_time", (_TIMESTAMP,), _TIMESTAMP)
"""The installation's local time of an instant; a macro made from the one Python calendar."""


@cache
def _by_key(name: str, value: dt.DataType, key: dt.DataType) -> Any:
    return ibis.udf.agg.builtin(lambda a, b: None, name=name, signature=((value, key), value))


def at_greatest(value: ir.Value, key: ir.Value, where: ir.BooleanValue | None) -> ir.Value:
    """`value` of the row with the greatest key. Ibis's own argmax sorts each group, which is too slow."""
    return _by_key("arg_max", value.type(), key.type())(value, key, where=where)


def at_least(value: ir.Value, key: ir.Value, where: ir.BooleanValue | None) -> ir.Value:
    """`value` of the row with the least key."""
    return _by_key("arg_min", value.type(), key.type())(value, key, where=where)


smallest = ibis.udf.agg.builtin(lambda a, b: None, name="min", signature=((dt.int64, dt.int64), dt.Array(dt.int64)))
"""The n smallest values, as a list."""

DAY_US = 86_400_000_000


def plus_days(day: ir.DateValue, days: int | ir.IntegerValue) -> ir.DateValue:
    """The date so many days later."""
    return _add_days(day, ibis.literal(days, "int32") if isinstance(days, int) else days.cast("int32"))


def add_us(instant: ir.TimestampValue, us: int | ir.IntegerValue) -> ir.TimestampValue:
    """The instant so many microseconds later."""
    return from_us(epoch_us(instant) + us)


def floor_days(us: ir.IntegerValue) -> ir.IntegerValue:
    """Full days in a span of microseconds, rounded down also below zero; exact, never through floats."""
    remainder = ((us % DAY_US) + DAY_US) % DAY_US
    return divide(us - remainder, DAY_US)
