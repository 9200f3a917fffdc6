"""Values that points are counted by, looked up for many runs together, each as of its own instant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction
from typing import Any

from pyroaring import BitMap

from regulars.campaigns.model.amounts import EVENT, ORDER
from regulars.campaigns.model.counting import NUMBERS
from regulars.campaigns.model.formulas import Of
from regulars.campaigns.model.progress import Walk
from regulars.core.errors import Fault
from regulars.core.sentences import say, word
from regulars.facts.attributes import NUMBER_PLACES, fitted
from regulars.facts.documents import load
from regulars.http.house import Asked
from regulars.rules import evaluate
from regulars.rules.check import InvalidCondition, Scope, check
from regulars.rules.subject import Subject
from regulars.rules.traits import references
from regulars.rules.tree import Test
from regulars.rules.vocabulary import Type
from regulars.segments.questions import Ground

AT_ONCE = 2_000
"""As many customers' documents are in memory together."""
Members = Callable[[str, Walk], bool]


def values(
    facts: Asked, ground: Ground, of: Of, here: Sequence[Walk], *, segments: Collection[str], is_in: Members
) -> dict[int, Fraction]:
    """What an expression is, or a field of the order or event that let each enter, by run; missing ones are left out.

    `segments` are all there are, and `is_in` says whether the customer of a run was in one. Raises `InvalidCondition`
    when what it names is gone.
    """
    if isinstance(of, str) and of.startswith(EVENT):
        return dict(_of_events(ground, of, here))
    test = _read(ground, of)
    value_of = _of_order(of) if isinstance(of, str) and of.startswith(ORDER) else _of_customer(test)
    named = references(test)
    asked = segments if named.any_segment else named.segments
    whose = sorted({walk.customer_id for walk in here})
    found: dict[int, Fraction] = {}
    for start in range(0, len(whose), AT_ONCE):
        some = BitMap(whose[start : start + AT_ONCE])
        documents = load(facts, some, [test])
        for walk in here:
            known = documents.get(walk.customer_id)
            if walk.customer_id not in some or known is None:
                continue
            theirs = {id for id in asked if is_in(id, walk)}
            value = value_of(known.subject(walk.now, ground.calendar, theirs), walk)
            if value is not None:
                found[walk.run_id] = Fraction(value) / 10 ** _places(test)
    return found


def _read(ground: Ground, of: Of) -> Test:
    """What is to be counted, as a test that it is there; of an order all of them are read."""
    expression = {"sum": of} if isinstance(of, str) and of.startswith(ORDER) else of
    test = check({"value": expression, "op": "exists"}, Scope(ground.vocabulary, "customer", ground.calendar.zone))
    assert isinstance(test, Test), test
    if test.value.type not in NUMBERS:
        told = say(
            "{of} is declared otherwise meanwhile, as {type}; count by a number", of=str(of), type=word(test.value.type)
        )
        raise InvalidCondition([Fault("", "wrong_type", told)])
    return test


def _of_events(ground: Ground, path: str, here: Sequence[Walk]) -> Iterator[tuple[int, Fraction]]:
    """A property of the event that let each enter, as it is declared."""
    field = ground.vocabulary.fields.get(path)
    if field is None or field.type not in NUMBERS:
        raise InvalidCondition([Fault("", "unknown_field", say("{path} is no number of events any more", path=path))])
    places = NUMBER_PLACES if field.type is Type.NUMBER else ground.vocabulary.currency_places
    for walk in here:
        written = (walk.about.get("event") or {}).get(path.removeprefix(EVENT))
        value = fitted(written, field.type, places, ground.calendar)
        if value is not None:
            yield walk.run_id, Fraction(value) / 10**places


def _places(test: Test) -> int:
    return test.value.places if test.value.type is Type.MONEY else 0


def _of_customer(test: Test) -> Callable[[Subject, Walk], Any]:
    value_of = evaluate.value(test.value)
    return lambda subject, walk: value_of(subject)


def _of_order(path: str) -> Callable[[Subject, Walk], Any]:
    """A field of the order that let the customer enter, as it is at the instant."""
    name = path.removeprefix(ORDER)

    def value_of(subject: Subject, walk: Walk) -> Any:
        number = (walk.about.get("order") or {}).get("number")
        order = next((row for row in subject.rows["order"] if row["external_id"] == number), None)
        return None if order is None else order[name]

    return value_of
