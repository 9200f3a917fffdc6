"""What is left of a condition when the customer's part is answered means the same."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from regulars.facts.fields import FIELDS, ROWS
from regulars.points.model.pinning import packed, pinned, unpacked
from regulars.rules.about import of_the_customer, reads_customer
from regulars.rules.check import check
from regulars.rules.scope import Scope
from regulars.rules.tree import Condition, Group, Test
from regulars.rules.vocabulary import Vocabulary

SCOPE = Scope(Vocabulary.of(FIELDS, ROWS), "order")

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
FIRST = {
    "value": {"count": "order", "where": {"value": "order.status", "op": "=", "to": "complete"}},
    "op": "=",
    "to": 0,
}
LARGE = {"value": "order.grand_total", "op": ">=", "to": "100"}
SHORTS = {
    "value": {"count": "line", "where": {"value": "product.categories", "op": "has_any", "to": ["19"]}},
    "op": ">=",
    "to": 1,
}
MIXED = {"value": "order.grand_total", "op": ">", "to": {"value": {"avg": "order.grand_total"}}}
MONDAY = {"value": {"weekday": "now"}, "op": "=", "to": 1}

documents = st.recursive(
    st.sampled_from([FEMALE, FIRST, LARGE, SHORTS, MIXED, MONDAY]),
    lambda inner: st.builds(lambda mode, some: {mode: some}, st.sampled_from(["all", "any", "none"]), st.lists(inner, max_size=3)),
    max_leaves=8,
)  # fmt: skip


def tree(document: Any) -> Condition:
    return check(document, SCOPE)


def holds(condition: Condition | bool, answers: dict[Test, bool]) -> bool:
    match condition:
        case bool():
            return condition
        case Test():
            return answers[condition]
        case Group("all", children):
            return all(holds(child, answers) for child in children)
        case Group("any", children):
            return any(holds(child, answers) for child in children)
        case Group(_, children):
            return not any(holds(child, answers) for child in children)


def test_the_customers_part_is_what_reads_nothing_of_the_order() -> None:
    condition = tree({"all": [FEMALE, LARGE, {"any": [FIRST, SHORTS, MIXED, MONDAY, FEMALE]}]})

    assert of_the_customer(condition) == (tree(FEMALE), tree(FIRST))


def test_what_is_decided_needs_nothing_more() -> None:
    condition = tree({"all": [FEMALE, LARGE]})

    assert pinned(condition, {tree(FEMALE): False}) is False
    assert pinned(condition, {tree(FEMALE): True}) == Group("all", (tree(LARGE),))


@given(documents, st.data())
def test_the_pinned_condition_answers_as_the_whole_one(document: Any, data: st.DataObject) -> None:
    condition = tree(document)
    answers = {tree(leaf): data.draw(st.booleans()) for leaf in (FEMALE, FIRST, LARGE, SHORTS, MIXED, MONDAY)}
    tests = of_the_customer(condition)
    kept = packed([answers[test] for test in tests])

    left = pinned(condition, unpacked(tests, kept))

    assert holds(left, answers) == holds(condition, answers)
    if not isinstance(left, bool) and tree(MIXED) not in of_all(left):
        assert not reads_customer(left)


def of_all(condition: Condition) -> set[Test]:
    if isinstance(condition, Test):
        return {condition}
    return set().union(*(of_all(child) for child in condition.children))
