"""The rules that the worker keeps are those that there are, whatever of them was changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.flows.shop import SCOPE, Shop

from regulars.books import Books
from regulars.points import point_kinds, programme
from regulars.points.ledgers import at_first_mention
from regulars.points.model.taking import Shortage
from regulars.points.programme import PointsName, StoreProgramme
from regulars.points.rule_book import KeptBook, RuleBook, book
from regulars.rules.scope import Scope

COMPLETE = {"value": "order.status", "op": "=", "to": "complete"}


def _settings(there: Shop, **values: object) -> None:
    with there.books.transaction() as unit:
        programme.change(unit, version=programme.get(unit).version, **values)  # type: ignore[arg-type]


def _new_kind(there: Shop) -> None:
    with there.books.transaction() as unit:
        point_kinds.create(unit, "stars", called=PointsName(singular="star", plural="stars"), spendable=True)


def _first_mention(there: Shop) -> None:
    with there.books.transaction() as unit:
        at_first_mention(unit, "Second Ltd")


CHANGES: dict[str, Callable[[Shop], object]] = {
    "another rule": lambda there: there.rule(name="second"),
    "what a rule says": lambda there: there.change(there.rule(name="second"), saying=there.rule(name="third").saying),
    "a rule is off": lambda there: there.change(there.rule(name="second"), active=False),
    "the programme is off": lambda there: there.switch(on=False),
    "it is off in a store": lambda there: _settings(there, stores=[StoreProgramme(store="South", active=False)]),
    "what is short is forgiven": lambda there: _settings(there, shortage=Shortage.FORGIVE),
    "another kind of points": _new_kind,
    "another legal entity": _first_mention,
}


@pytest.fixture
def there(books: Books) -> Shop:
    shop = Shop(books)
    shop.rule()
    return shop


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_changed_is_read_again(there: Shop, change: Callable[[Shop], object]) -> None:
    kept = KeptBook(lambda: SCOPE)
    before = _now(there, kept)

    change(there)

    now = _now(there, kept)
    assert now == _read(there)
    assert now != before


def test_what_was_not_changed_is_not_read_again(there: Shop) -> None:
    kept = KeptBook(lambda: SCOPE)

    assert _now(there, kept) is _now(there, kept)


def test_conditions_are_checked_against_what_there_is_now(there: Shop) -> None:
    there.rule(name="conditional", condition=COMPLETE)
    asked = 0

    def counted_scope() -> Scope:
        nonlocal asked
        asked += 1
        return SCOPE

    kept = KeptBook(counted_scope)

    assert _now(there, kept) == _now(there, kept) == _read(there)
    assert asked == 2


def _now(there: Shop, kept: KeptBook) -> RuleBook:
    with there.books.looking() as unit:
        return kept.now(unit)


def _read(there: Shop) -> RuleBook:
    with there.books.looking() as unit:
        return book(unit, SCOPE)
