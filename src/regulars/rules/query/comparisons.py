"""Tests and groups of the language as conditions of a query.

Every compiled condition is true or false, never unknown: a comparison with a
missing value is false, and each negated operator is the exact opposite of its
positive, so the two split the candidates.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from regulars.rules.tree import NEGATIONS, Condition, Expression, Group, Read, Test
from regulars.rules.vocabulary import Type

from . import functions as fn
from . import moment as moments
from .values import Column, Row, compile_value

_ORDERINGS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SUM, _WHOLE, _COUNT = "decimal(38, 4)", "decimal(23, 4)", "decimal(15, 0)"
"""Widths in which averages are compared crosswise without overflow: sums and bounds to 10^19 with 4 places, 10^15 rows."""


def compile_condition(condition: Condition, row: Row) -> ir.BooleanValue:
    """Whether the condition holds for the row."""
    if condition in row.hoisted:
        return row.table[row.hoisted[condition]]
    if isinstance(condition, Test):
        return compile_test(condition, row)
    return combine(condition, [compile_condition(child, row) for child in condition.children])


def compile_filter(condition: Condition, row: Row) -> ir.BooleanValue:
    """As a filter, where unknown is as good as false and a bare comparison lets the planner use its statistics."""
    if condition in row.hoisted:
        return row.table[row.hoisted[condition]]
    if isinstance(condition, Group):
        if condition.mode == "none":
            return compile_condition(condition, row)
        return combine(condition, [compile_filter(child, row) for child in condition.children])
    positive = NEGATIONS.get(condition.op, condition.op)
    if not _asks_segments(condition) and positive == condition.op != "exists":
        return _positive(condition, positive, row)
    return compile_test(condition, row)


def combine(group: Group, children: list[ir.BooleanValue]) -> ir.BooleanValue:
    """A group over its children's answers."""
    match group.mode:
        case "all":
            return reduce(operator.and_, children) if children else ibis.literal(True)
        case "any":
            return reduce(operator.or_, children) if children else ibis.literal(False)
        case "none":
            return ~reduce(operator.or_, children) if children else ibis.literal(True)


def compile_test(test: Test, row: Row) -> ir.BooleanValue:
    """Whether the test holds for the row."""
    if _asks_segments(test):
        return _segments(test, row)
    positive = NEGATIONS.get(test.op, test.op)
    if positive == "exists":
        held: ir.BooleanValue = has_value(test.value, row)
    else:
        held = _positive(test, positive, row).fill_null(False)
    return held if positive == test.op else ~held


def has_value(expression: Expression, row: Row) -> ir.BooleanValue:
    """Whether the expression is not missing."""
    column = compile_value(expression, row)
    return column.compared.notnull() if column.count is None else column.count.fill_null(0) > 0


def _positive(test: Test, op: str, row: Row) -> ir.BooleanValue:
    left = compile_value(test.value, row)
    if op == "matches":
        return fn.regexp_matches(fn.nfc(left.written), test.to, "i")
    if test.value.type is Type.SET:
        if isinstance(test.to, tuple) and len(test.to) == 1:  # six times as fast as comparing sets
            return fn.contains(left.compared, ibis.literal(str(test.to[0])))
        other = compile_value(test.to, row).compared if isinstance(test.to, Expression) else _texts(test.to)
        return fn.has_all(left.compared, other) if op == "has_all" else fn.has_any(left.compared, other)
    left = _scaled(left, test.places - test.value.places, test.value.type)
    match op:
        case "in":
            return _isin(left, test)
        case "between":
            low, high = _several(test)
            return _compare(left, ">=", _literal(low, test)) & _compare(left, "<=", _literal(high, test))
        case "contains":
            return left.compared.contains(_right(test, row).compared)
        case "starts_with":
            return left.compared.startswith(_right(test, row).compared)
        case "ends_with":
            return left.compared.endswith(_right(test, row).compared)
        case _:
            return _compare(left, op, _right(test, row))


def _right(test: Test, row: Row) -> Column:
    if isinstance(test.to, Expression):
        return _scaled(compile_value(test.to, row), test.places - test.to.places, test.to.type)
    return _literal(test.to, test)


def _isin(left: Column, test: Test) -> ir.BooleanValue:
    literals = [_literal(item, test) for item in _several(test)]
    if left.count is None:
        return left.compared.isin([literal.compared for literal in literals])
    return reduce(operator.or_, (_compare(left, "=", literal) for literal in literals))


def _compare(left: Column, op: str, right: Column) -> ir.BooleanValue:
    """Compare two values; averages crosswise, sum against count times the other side."""
    a, b = left.compared, right.compared
    if left.count is not None or right.count is not None:
        a, b = a.cast(_SUM), b.cast(_SUM if right.count is not None else _WHOLE)
        if right.count is not None:
            a = a.cast(_WHOLE) * right.count.cast(_COUNT)
        if left.count is not None:
            b = b.cast(_WHOLE) * left.count.cast(_COUNT)
    return _ORDERINGS[op](a, b)


def _scaled(column: Column, places: int, type_: Type) -> Column:
    """Money brought to the units that both sides are compared in."""
    if type_ is not Type.MONEY or places == 0:
        return column
    return Column(column.compared * 10**places, column.written, column.count)


def _literal(value: Any, test: Test) -> Column:
    match value:
        case bool() | str():
            return Column(ibis.literal(value))
        case Decimal():
            whole = value == value.to_integral_value()
            return Column(ibis.literal(int(value)) if whole else ibis.literal(value, type="decimal(18, 4)"))
        case datetime():
            return Column(moments.literal(value))
        case date() | int():
            return Column(ibis.literal(value))
    raise AssertionError(f"{value!r} is no literal of {test.op}")


def _several(test: Test) -> tuple[Any, ...]:
    """The literals of a test that takes more than one."""
    assert isinstance(test.to, tuple), test
    return test.to


def _texts(value: Any) -> ir.ArrayValue:
    return ibis.literal(list(value), type="array<string>")


def segment_column(segment: str) -> str:
    """The column that says who is in a segment that a condition names."""
    return f"segment:{segment}"


def _asks_segments(test: Test) -> bool:
    reads = isinstance(test.value, Read) and test.value.field.path == "customer.segments"
    return reads and isinstance(test.to, tuple)


def _segments(test: Test, row: Row) -> ir.BooleanValue:
    """Membership is a column a segment named, so that a bitmap need not become lists."""
    members = [row.table[segment_column(str(segment))] for segment in _several(test)]
    if test.op == "has_all":
        return reduce(operator.and_, members)
    held = reduce(operator.or_, members)
    return ~held if test.op == "has_none" else held
