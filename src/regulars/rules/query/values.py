"""Expressions of the language as columns.

A value is compiled where it stands: for a customer, or for a row inside a
`where`. Both are a `Row`: a table whose columns are named by path
("order.status", "product.brand_folded"), with aggregates already computed into
columns of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

import ibis
import ibis.expr.types as ir

from regulars.rules.tree import Aggregate, Condition, DatePart, Expression, Held, Now, Read
from regulars.rules.vocabulary import Field, Type

from . import functions as fn
from .moment import Moment


@dataclass(frozen=True)
class Row:
    """Where a condition is compiled."""

    table: ir.Table
    moment: Moment
    computed: Mapping[Expression, str] = field(default_factory=dict)
    edges: Mapping[Aggregate, tuple[str, ...]] = field(default_factory=dict)
    hoisted: Mapping[Condition, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "moment", self.moment.at(self.table))


@dataclass(frozen=True)
class Column:
    """A compiled value: what is compared, the text as written, and for averages the divisor."""

    compared: ir.Value
    written: ir.Value | None = None
    count: ir.Value | None = None


def folded_name(declared: Field) -> str:
    """The column a field is compared by."""
    if declared.type is Type.SET or (declared.type is Type.TEXT and not declared.choices):
        return f"{declared.path}_folded"
    return declared.path


def compile_value(expression: Expression, row: Row) -> Column:
    """The column of an expression."""
    if expression in row.computed and not isinstance(expression, Aggregate):
        return Column(row.table[row.computed[expression]])
    match expression:
        case Now():
            return Column(row.moment.now())
        case Read():
            return Column(row.table[folded_name(expression.field)], row.table[expression.field.path])
        case Held():
            value, since = row.table[expression.field.path], row.table[f"{expression.field.path}_since"]
            since = value.isnull().ifelse(null_of(since), since)  # that it is missing has a beginning too
            return Column(fn.floor_days(fn.epoch_us(row.moment.now()) - fn.epoch_us(since)))
        case Aggregate():
            return _aggregate(expression, row)
        case DatePart():
            return Column(_date_part(expression, row))
        case _:
            assert_never(expression)


def _aggregate(aggregate: Aggregate, row: Row) -> Column:
    name = row.computed[aggregate]
    table = row.table
    written = table[f"{name}_written"] if f"{name}_written" in table.columns else table[name]
    count = table[f"{name}_count"] if aggregate.function == "avg" else None
    return Column(table[name], written, count)


def _date_part(part: DatePart, row: Row) -> ir.Value:
    match part.part:
        case "days_since":
            return days_since(part.of, row)
        case "days_until":
            return -days_since(part.of, row)
        case "days_until_anniversary":
            day = local_day(part.of, row)
            return fn.days_between("day", row.moment.today(), next_anniversary(day, row.moment))
        case "age":
            day, today = local_day(part.of, row), row.moment.today()
            not_yet = (anniversary(day, row.moment, 0) > today).ifelse(1, 0)
            return today.year().cast("int64") - day.year().cast("int64") - not_yet
        case "month":
            return local_day(part.of, row).month().cast("int64")
        case "weekday":
            return fn.isodow(local_day(part.of, row))
        case "hour":
            return local_time(part.of, row).hour().cast("int64")
        case "date":
            return local_day(part.of, row)
        case _:
            assert_never(part.part)


def days_since(of: Expression, row: Row) -> ir.IntegerValue:
    """Full 24-hour periods since an instant; local calendar days since a date."""
    value = compile_value(of, row).compared
    if of.type is Type.DATE:
        return fn.days_between("day", value, row.moment.today())
    return fn.floor_days(fn.epoch_us(row.moment.now()) - fn.epoch_us(value))


def local_time(of: Expression, row: Row) -> ir.TimestampValue:
    """The local time of an instant."""
    if isinstance(of, Now):
        return row.moment.local_now()
    return fn.local_time(compile_value(of, row).compared)


def local_day(of: Expression, row: Row) -> ir.DateValue:
    """A date itself, or the local date of an instant."""
    if isinstance(of, Now):
        return row.moment.today()
    value = compile_value(of, row).compared
    return value if of.type is Type.DATE else fn.local_time(value).date()


def anniversary(day: ir.DateValue, moment: Moment, years_on: int) -> ir.DateValue:
    """The anniversary of a date in the local year `years_on` after this one."""
    is_leap_day = (day.month() == 2) & (day.day() == 29)
    year = moment.today().year().cast("int64") + years_on
    ordinary = fn.make_date(year, day.month().cast("int64"), is_leap_day.ifelse(28, day.day().cast("int64")))
    return is_leap_day.ifelse(moment.leap_day(years_on), ordinary)


def next_anniversary(day: ir.DateValue, moment: Moment) -> ir.DateValue:
    """The next anniversary of a date, today's included."""
    this_year = anniversary(day, moment, 0)
    return (this_year >= moment.today()).ifelse(this_year, anniversary(day, moment, 1))


def null_of(value: ir.Value) -> ir.Value:
    """A missing value of the same type."""
    return ibis.null(value.type())
