"""Segments that feed each other by what they do are refused, with the way that it would go round."""

from __future__ import annotations

from typing import Any

import pytest

from regulars.books import Books
from regulars.rules.scope import ANY_NAME
from regulars.segments import service
from regulars.segments.feedback import FeedEachOther

from .shop import GROUND, Shop

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}
IN_GROUP = {"value": "customer.group", "op": "=", "to": "Gold"}


def tagged(tag: str) -> Any:
    return {"value": "customer.tags", "op": "has_any", "to": [tag]}


def naming(id: str) -> Any:
    return {"value": "customer.segments", "op": "has_any", "to": [id]}


def stayed(id: str) -> Any:
    where = {"value": "segment_stay.segment", "op": "=", "to": id}
    return {"value": {"count": "segment_stay", "where": where}, "op": ">", "to": 0}


def test_a_tag_one_way_and_a_group_the_other_are_refused_with_the_way_round(books: Books) -> None:
    shop = Shop(books)
    shop.segment("buyers", IN_GROUP, name="Buyers", actions={"on_entry": {"add": ["y", "X"]}})

    with pytest.raises(FeedEachOther) as refused:
        shop.segment("gold", tagged("x"), name="Gold ladies", actions={"group": "Gold"})

    assert refused.value.circle == [
        {"segment": "gold", "name": "Gold ladies", "by": "group", "what": "Gold"},
        {"segment": "buyers", "name": "Buyers", "by": "tag", "what": "X"},
    ]
    assert [fault.pointer for fault in refused.value.errors] == ["/actions/group"]
    assert "'Buyers' gives or takes the tag 'X', and 'Gold ladies' asks for it" in refused.value.message


@pytest.mark.parametrize("goes_by", [naming, stayed])
def test_whoever_goes_by_members_is_one_of_the_circle(books: Books, goes_by: Any) -> None:
    shop = Shop(books)
    shop.segment("gold", IN_GROUP)
    shop.segment("between", goes_by("gold"))

    with pytest.raises(FeedEachOther) as refused:
        shop.segment("giver", naming("between"), actions={"group": "Gold"})

    assert [link["segment"] for link in refused.value.circle] == ["giver", "gold", "between"]
    assert [link["by"] for link in refused.value.circle] == ["group", "members", "members"]


def test_a_condition_that_closes_the_circle_is_where_it_is_told(books: Books) -> None:
    shop = Shop(books)
    shop.segment("one", FEMALE, actions={"on_leaving": {"take": ["a"]}})
    shop.segment("two", tagged("a"), actions={"on_entry": {"add": ["b"]}})

    with pytest.raises(FeedEachOther) as refused:
        shop.change("one", condition={"all": [FEMALE, tagged("b")]})
    with pytest.raises(FeedEachOther) as left_out:
        shop.change("one", exclude={"any": [tagged("b")]})

    assert [fault.pointer for fault in refused.value.errors] == ["/condition/all/1"]
    assert [fault.pointer for fault in left_out.value.errors] == ["/exclude/any/0"]


def test_an_action_that_closes_the_circle_is_where_it_is_told(books: Books) -> None:
    shop = Shop(books)
    shop.segment("one", tagged("b"))
    shop.segment("two", tagged("a"), actions={"on_entry": {"add": ["b"]}})

    with pytest.raises(FeedEachOther) as refused:
        shop.change("one", actions={"on_entry": {"add": ["c"]}, "on_leaving": {"add": ["d", "a"]}})

    assert [fault.pointer for fault in refused.value.errors] == ["/actions/on_leaving/add/1"]


def test_who_asks_whether_there_is_any_tag_asks_for_each(books: Books) -> None:
    shop = Shop(books)
    shop.segment("untagged", {"value": "customer.tags", "op": "missing"}, actions={"group": "Gold"})

    with pytest.raises(FeedEachOther):
        shop.segment("gold", IN_GROUP, actions={"on_entry": {"add": ["whatever"]}})


def test_what_goes_on_and_never_comes_back_is_kept(books: Books) -> None:
    shop = Shop(books)
    shop.segment("one", FEMALE, actions={"on_entry": {"add": ["a"]}})
    shop.segment("two", tagged("a"), actions={"group": "Gold"})
    shop.segment("three", {"all": [IN_GROUP, naming("one")]}, actions={"on_entry": {"add": ["c"]}})

    shop.change("one", actions={"on_entry": {"add": ["a", "b"]}})

    with books.transaction() as unit:
        assert service.get(unit, "one").acting.on_entry.add == ("a", "b")


def test_what_an_archived_one_did_closes_no_circle(books: Books) -> None:
    shop = Shop(books)
    shop.segment("one", tagged("b"), actions={"on_entry": {"add": ["a"]}})
    with books.transaction() as unit:
        service.archive(unit, "one")

    shop.segment("two", tagged("a"), actions={"on_entry": {"add": ["b"]}})

    with books.transaction() as unit:
        assert service.get(unit, "two").acting.on_entry.add == ("b",)
    with pytest.raises(FeedEachOther), books.transaction() as unit:
        service.restore(unit, GROUND, ANY_NAME, "one")
