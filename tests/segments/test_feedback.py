"""A segment that asks for what it does itself is refused."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.books import Books
from regulars.core.errors import Invalid
from regulars.segments.feedback import AsksForWhatItDoes

from .shop import Shop

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}


@pytest.mark.parametrize(
    ("condition", "actions", "pointer"),
    [
        ({"value": "customer.group", "op": "missing"}, {"group": "Starter"}, "/actions/group"),
        ({"value": {"held": "customer.group"}, "op": ">=", "to": 3}, {"group": "Starter"}, "/actions/group"),
        ({"value": "customer.tags", "op": "has_none", "to": ["Loop"]}, {"on_entry": {"add": ["loop"]}}, "/actions/on_entry/add/0"),
        ({"any": [FEMALE, {"value": "customer.tags", "op": "missing"}]}, {"on_leaving": {"add": ["x"]}}, "/actions/on_leaving/add/0"),
        (
            {"value": {"count": "order", "where": {"value": "customer.tags", "op": "has_any", "to": ["a"]}}, "op": ">", "to": 0},
            {"on_entry": {"add": ["b"], "take": ["A"]}},
            "/actions/on_entry/take/0",
        ),
    ],
)  # fmt: skip
def test_what_would_go_round_is_refused_where_it_is_done(
    books: Books, condition: Any, actions: Any, pointer: str
) -> None:
    shop = Shop(books)
    with pytest.raises(AsksForWhatItDoes) as refused:
        shop.segment("loop", condition, actions=actions)
    assert [fault.pointer for fault in refused.value.errors] == [pointer]


def test_a_change_of_either_is_refused_too_and_the_same_again_is_not(books: Books) -> None:
    shop = Shop(books)
    shop.segment("fresh", {"value": "customer.group", "op": "missing"}, actions={"on_entry": {"add": ["new"]}})
    with pytest.raises(AsksForWhatItDoes):
        shop.change("fresh", actions={"group": "Starter"})
    with pytest.raises(AsksForWhatItDoes):
        shop.change("fresh", condition={"value": "customer.tags", "op": "has_any", "to": ["new"]})
    shop.change("fresh", condition={"value": "customer.tags", "op": "has_any", "to": ["old"]})


def test_what_is_left_out_counts_as_well(books: Books) -> None:
    shop = Shop(books)
    left_out = {"value": "customer.group", "op": "=", "to": "VIP"}
    with pytest.raises(AsksForWhatItDoes):
        shop.segment("loop", FEMALE, exclude=left_out, actions={"group": "VIP"})


def test_a_tag_that_is_given_and_taken_at_once_is_refused(books: Books) -> None:
    shop = Shop(books)
    shop.segment("women", FEMALE, actions={"on_entry": {"add": ["new"]}, "on_leaving": {"take": ["new"]}})
    with pytest.raises(Invalid) as refused:
        shop.change("women", actions={"on_leaving": {"add": ["gone", "Was"], "take": ["new", "WAS"]}})
    assert [fault.pointer for fault in refused.value.errors] == ["/actions/on_leaving/take/1"]
