"""From JSON to a checked tree, or to everything that is wrong with it.

`check` is the only way into the language: what it returns can be compiled
without asking again whether a path exists or types agree. It finds all faults
at once, each with the JSON pointer of the node and what to write instead.
"""

from __future__ import annotations

from typing import Any, cast

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say, word

from . import literals, operators, sense
from .calendar import Calendar
from .expressions import ExpressionReader, Spot
from .faults import Faults, Faulty, TooLarge, pointer_to
from .literals import BadLiteral
from .scope import AnyName, Names, Place, Scope
from .tree import Condition, Expression, Group, Mode, Operator, Scalar, Test, Value
from .vocabulary import Type

__all__ = ["AnyName", "InvalidCondition", "Names", "Scope", "check"]

MODES: tuple[Mode, ...] = ("all", "any", "none")
MOST_DEPTH = 32
MOST_NODES = 1_000
MOST_ITEMS = 10_000


class InvalidCondition(Invalid):
    """A condition that is not one of the language, with every fault in it."""

    code = "condition.invalid"

    def __init__(self, errors: list[Fault]) -> None:
        first = errors[0]
        where = say(" (at {pointer})", pointer=first.pointer) if first.pointer else ""
        more = say(", and {n:,} more", n=len(errors) - 1) if len(errors) > 1 else ""
        super().__init__(
            say("the condition can't be taken: {detail}{where}{more}", detail=first.detail, where=where, more=more),
            errors,
        )


def check(document: object, scope: Scope) -> Condition:
    """The tree of a condition given as parsed JSON; raises `InvalidCondition` with all faults."""
    checker = _Checker(scope)
    try:
        condition = checker.condition(document, "", scope.place(), depth=1)
    except (Faulty, TooLarge):
        raise InvalidCondition(checker.faults.found) from None
    assert not checker.faults.found, checker.faults.found
    return condition


class _Checker:
    """One reading of one document."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.calendar = Calendar(scope.zone)
        self.faults = Faults()
        self.nodes = 0
        self.standing = scope.names.standing
        self.expressions = ExpressionReader(
            scope.vocabulary, self.calendar, self.faults, self.condition, standing=self.standing
        )

    def condition(self, document: object, pointer: str, place: Place, depth: int) -> Condition:
        """A group or a test; raises `Faulty`, having noted why."""
        self._count(pointer, depth)
        if not isinstance(document, dict):
            detail = say('a condition is {{"all": […]}}, {{"any": […]}}, {{"none": […]}} or a test')
            raise self.faults.note(pointer, "not_a_condition", detail)
        mode = next((mode for mode in MODES if mode in document), None)
        if mode is not None:
            return self._group(mode, document, pointer, place, depth)
        if "value" in document or "op" in document:
            return self._test(document, pointer, Spot(place, depth))
        detail = say('this is neither a group ("all", "any", "none") nor a test ("value", "op", "to")')
        raise self.faults.note(pointer, "not_a_condition", detail)

    def _count(self, pointer: str, depth: int) -> None:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.faults.note(
                "", "too_large", say("a condition has at most {most_nodes} groups and tests", most_nodes=MOST_NODES)
            )
            raise TooLarge
        if depth > MOST_DEPTH:
            self.faults.note(
                pointer, "too_deep", say("groups and tests are nested at most {most_depth} deep", most_depth=MOST_DEPTH)
            )
            raise TooLarge

    def _group(self, mode: Mode, document: dict[str, object], pointer: str, place: Place, depth: int) -> Group:
        before = len(self.faults.found)
        if len(document) > 1:
            others = ", ".join(f'"{key}"' for key in document if key != mode)
            self.faults.note(
                pointer,
                "unknown_key",
                say('a group has one key: "{mode}" can\'t stand beside {others}', mode=mode, others=others),
            )
        children, at = document[mode], pointer_to(pointer, mode)
        if not isinstance(children, list):
            raise self.faults.note(at, "not_a_list", say('"{mode}" holds a list of conditions', mode=mode))
        read: list[Condition] = []
        for index, child in enumerate(children):
            with self.faults.going_on():
                read.append(self.condition(child, pointer_to(at, index), place, depth + 1))
        if len(self.faults.found) > before:
            raise Faulty
        return Group(mode, tuple(read))

    def _test(self, document: dict[str, object], pointer: str, spot: Spot) -> Test:
        before = len(self.faults.found)
        self.faults.keys(document, pointer, required=("value", "op"), optional=("to",))
        value: Expression | None = None
        op: Operator | None = None
        other: Expression | None = None
        to, at = document.get("to"), pointer_to(pointer, "to")
        with self.faults.going_on():
            if "value" in document:
                value = self.expressions.read(document["value"], pointer_to(pointer, "value"), spot)
        with self.faults.going_on():
            if "op" in document:
                op = self._operator(document["op"], pointer_to(pointer, "op"), value)
        with self.faults.going_on():
            if isinstance(to, dict):
                other = self._expression(to, at, spot, op)
        with self.faults.going_on():
            if value and op:
                test = self._compare(value, op, other if other else to, pointer, given="to" in document)
        if len(self.faults.found) > before:
            raise Faulty
        return test

    def _operator(self, op: object, pointer: str, value: Expression | None) -> Operator:
        if not isinstance(op, str) or op not in operators.ALL:
            raise self.faults.note(pointer, "unknown_operator", say("there is no operator {op!r:.40}", op=op))
        if value is not None and op not in operators.OPERATORS[value.type]:
            fitting = " ".join(operators.OPERATORS[value.type])
            raise self.faults.note(
                pointer,
                "no_operator",
                say('{type} has no operator "{op}", it has: {fitting}', type=word(value.type), op=op, fitting=fitting),
            )
        return cast(Operator, op)

    def _expression(self, to: dict[str, object], pointer: str, spot: Spot, op: Operator | None) -> Expression:
        """What stands in `{"value": …}` on the right."""
        self.faults.keys(to, pointer, required=("value",))
        if "value" not in to:
            raise Faulty
        if op is not None and op not in operators.EXPRESSIONS:
            detail = say('"{op}" compares with what is written, not with another value', op=op)
            raise self.faults.note(pointer, "literal_needed", detail)
        return self.expressions.read(to["value"], pointer_to(pointer, "value"), spot)

    def _compare(self, value: Expression, op: Operator, to: object, pointer: str, *, given: bool) -> Test:
        places = value.places if value.type is Type.MONEY else 0
        at = pointer_to(pointer, "to")
        if op in operators.PRESENCE:
            if given:
                raise self.faults.note(at, "unknown_key", say('"{op}" takes no "to": leave it out', op=op))
            return Test(value, op, None, places)
        if not given:
            raise self.faults.note(pointer, "missing_key", say('"{op}" needs a "to" to compare with', op=op))
        if isinstance(to, dict):
            raise Faulty  # noted when it was read
        if isinstance(to, Expression):
            if to.type is not value.type:
                raise self.faults.note(at, "wrong_type", _mixed(value.type, to.type))
            return Test(value, op, to, max(places, to.places) if places or to.type is Type.MONEY else 0)
        if op == "between" or op in operators.LISTS:
            return self._against_list(value, op, to, at)
        written = to if isinstance(to, str) and value.type is Type.TEXT else None
        return Test(value, op, self._literal(to, at, value, op), places, written)

    def _against_list(self, value: Expression, op: Operator, to: object, pointer: str) -> Test:
        if not isinstance(to, list):
            raise self.faults.note(pointer, "list_needed", say('"{op}" takes a list', op=op))
        if op == "between" and len(to) != 2:
            raise self.faults.note(pointer, "two_needed", say('"between" takes the least and the most, both included'))
        if not to:
            raise self.faults.note(pointer, "empty_list", say('"{op}" takes a list that is not empty', op=op))
        if len(to) > MOST_ITEMS:
            raise self.faults.note(
                pointer, "too_long", say("a list holds at most {most_items} values", most_items=MOST_ITEMS)
            )
        items: list[Any] = []
        for index, item in enumerate(to):
            with self.faults.going_on():
                items.append(self._literal(item, pointer_to(pointer, index), value, op))
        if len(items) < len(to):
            raise Faulty
        if op != "between":
            items = sorted(set(items))
        elif not self.standing and (wrong := sense.between(*items)):
            raise self.faults.note(pointer, wrong.code, wrong.detail)
        written = tuple(to) if value.type in (Type.TEXT, Type.SET) else None
        return Test(value, op, cast(Value, tuple(items)), value.places if value.type is Type.MONEY else 0, written)

    def _literal(self, given: object, pointer: str, value: Expression, op: Operator) -> Scalar:
        """One literal to compare a value with, known to exist if it names something."""
        try:
            if op == "matches":
                return literals.pattern(given)
            literal = literals.read(given, value.type, places=value.places, calendar=self.calendar)
        except BadLiteral as bad:
            raise self.faults.note(pointer, bad.code, bad.detail) from None
        if not self.standing and (wrong := sense.compared(value, op, literal)):
            raise self.faults.note(pointer, wrong.code, wrong.detail)
        kind = named_by(value)
        if kind and op in operators.WHOLE and not self.scope.names.exists(kind, str(literal)):
            archived = say(", or it is archived: restore it first") if kind == "segment" else ""
            raise self.faults.note(
                pointer,
                "unknown_name",
                say("there is no {kind} {given!r:.80}{archived}", kind=word(kind), given=given, archived=archived),
            )
        return literal


def named_by(value: Expression) -> str | None:
    """The kind of thing that the texts of an expression name, if they must exist."""
    field = sense.field_of(value)
    return field.checked if field else None


def _mixed(one: Type, other: Type) -> str:
    """Why two types don't compare, and what to write instead."""
    if {one, other} == {Type.DATE, Type.INSTANT}:
        return say('a date and an instant don\'t compare: make the instant a date with {{"date": …}}')
    return say("{one} and {other} don't compare: both sides must be of one type", one=word(one), other=word(other))
