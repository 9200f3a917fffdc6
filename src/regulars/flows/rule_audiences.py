"""What rules ask about customers is kept as audiences, so that an estimate reads it from memory.

A test of a rule that reads something of the customer and nothing of the order
is one: its members are those who fulfil it. Whenever a rule is saved, the
worker keeps the audiences that are asked for now, and lets go of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from regulars.books import Unit
from regulars.points import earning_rules, spending_rules
from regulars.promotions import book
from regulars.rules.about import of_the_customer
from regulars.rules.check import InvalidCondition, check
from regulars.rules.scope import Scope
from regulars.rules.tree import Condition, Group, Test
from regulars.segments import audiences

MOST_RULES = 100_000
Document = Mapping[str, Any]


def tests_with_documents(condition: Condition, document: Document) -> Iterator[tuple[Test, Document]]:
    """Each test of a condition with the JSON that it was read from."""
    if isinstance(condition, Group):
        (children,) = document.values()
        for child, said in zip(condition.children, children, strict=True):
            yield from tests_with_documents(child, said)
    else:
        yield condition, document


def audience_ids(condition: Condition | None, document: Document | None) -> dict[Test, str]:
    """The audience of each test about the customer alone."""
    if condition is None or document is None:
        return {}
    of_customer = set(of_the_customer(condition))
    return {
        test: audiences.id_of(said) for test, said in tests_with_documents(condition, document) if test in of_customer
    }


def asked_for(unit: Unit, scope: Scope) -> list[Document]:
    """The tests about customers of all rules that are switched on, as JSON; a condition that can't be read asks nothing."""
    found: list[Document] = []
    documents = [
        rule.saying.whole_condition()
        for rule in earning_rules.listed(unit, limit=MOST_RULES)
        if rule.active and rule.saying.style.of_orders
    ]
    documents += [
        rule.saying.whole_condition() for rule in spending_rules.listed(unit, limit=MOST_RULES) if rule.active
    ]
    found += _of_customers(documents, scope)
    promotions = book.listed(unit, kept=["published"], limit=MOST_RULES)
    found += _of_customers([one.saying.condition for one in promotions], replace(scope, subject="cart"))
    found += _of_customers([one.saying.lines for one in promotions], replace(scope, subject="line"))
    return found


def _of_customers(documents: Iterable[Document | None], scope: Scope) -> Iterator[Document]:
    """The tests about customers alone of some conditions."""
    for document in documents:
        if document is None:
            continue
        try:
            condition = check(document, scope)
        except InvalidCondition:
            continue
        of_customer = set(of_the_customer(condition))
        yield from (said for test, said in tests_with_documents(condition, document) if test in of_customer)


def revision(unit: Unit) -> tuple[Any, ...]:
    """Changes whenever a rule or a promotion is made or changed."""
    row = unit.driver.execute(
        """select e.*, s.* from (select count(*), sum(version) from earning_rule) e,
                  (select count(*), sum(version) from spending_rule) s"""
    ).fetchone()
    return book.revision(unit) + tuple(row or ())


def keeping(scope: Callable[[], Scope]) -> Callable[[Unit], int]:
    """The sweep that keeps the audiences of rules; it looks at the rules only when one has changed."""
    seen: list[tuple[Any, ...]] = []

    def keep(unit: Unit) -> int:
        now = revision(unit)
        if seen == [now]:
            return 0
        audiences.keep(unit, asked_for(unit, scope()))
        seen[:] = [now]
        return 0

    return keep
