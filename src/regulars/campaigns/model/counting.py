"""Checking what points are counted by: that each value in it can be known where the campaign has come to, and is a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say, word
from regulars.rules.check import check
from regulars.rules.scope import Scope, Subject
from regulars.rules.tree import Test
from regulars.rules.vocabulary import Type

from .amounts import BALANCE, EVENT, OF_ORDER, ORDER, Counted
from .formulas import Formula, InvalidFormula, Number, Of, Reckoned
from .triggers import EventHappens, Trigger

NUMBERS = (Type.NUMBER, Type.MONEY)


def faults(counted: Counted, trigger: Trigger | None, scope: Callable[[Subject], Scope]) -> Iterator[Fault]:
    """Everything that is wrong with it, by where it stands in `of`."""
    try:
        formula = counted.formula
    except InvalidFormula as invalid:
        yield from invalid.errors
        return
    if _divides_by_zero(formula):
        yield Fault("", "zero", say("nothing can be divided by 0; write another number"))
    for value in formula.values():
        yield from _of_value(value.of, value.pointer, trigger, scope)


def _divides_by_zero(formula: Formula) -> bool:
    """Whether a formula can never come to anything."""
    if not isinstance(formula, Reckoned):
        return False
    by = formula.parts[1:] if formula.how == "divide" else ()
    return any(isinstance(one, Number) and one.written == 0 for one in by) or any(map(_divides_by_zero, formula.parts))


def _of_value(of: Of, pointer: str, trigger: Trigger | None, scope: Callable[[Subject], Scope]) -> Iterator[Fault]:
    """The order and the event are known only where one lets customers enter."""
    path = of if isinstance(of, str) else ""
    if path == BALANCE:
        return
    if path.startswith(ORDER):
        if path not in OF_ORDER:
            yield Fault(pointer, "unknown", say("of the order count by {of_order}", of_order=", ".join(OF_ORDER)))
        elif trigger is None or "order" not in trigger.gives:
            told = say("this campaign isn't entered by an order; choose another trigger, or count by something else")
            yield Fault(pointer, "lacks_order", told)
    elif path.startswith(EVENT) and not isinstance(trigger, EventHappens):
        told = say("this campaign isn't entered by an event; choose another trigger, or count by something else")
        yield Fault(pointer, "lacks_event", told)
    else:
        yield from _of_number(of, pointer, scope("event" if path.startswith(EVENT) else "customer"))


def _of_number(of: Of, pointer: str, scope: Scope) -> Iterator[Fault]:
    try:
        test = check({"value": of, "op": "exists"}, scope)
    except Invalid as invalid:
        for one in invalid.errors:
            yield Fault(pointer + one.pointer.removeprefix("/value"), one.code, one.detail)
        return
    assert isinstance(test, Test), test
    if test.value.type not in NUMBERS:
        told = say("this is no number and no money but {type}; count by another value", type=word(test.value.type))
        yield Fault(pointer, "type", told)
