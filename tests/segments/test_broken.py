"""A broken segment stops nobody, keeps its last result, and can be mended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.segments.shop import GROUND, Shop

from regulars.books import Books
from regulars.rules.scope import ANY_NAME
from regulars.segments import service, store

FEMALE = {"value": "customer.gender", "op": "=", "to": "female"}


def broken(books: Books) -> Shop:
    """Eva is in `women`, which then breaks, and in `named`, which asks about it."""
    shop = Shop(books)
    shop.segment("women", FEMALE)
    shop.segment("named", {"value": "customer.segments", "op": "has_any", "to": ["women"]})
    shop.customer("eva", gender="female")
    with books.transaction() as unit:
        made = service.get(unit, "women")
        store.mark_broken(unit.connection, "women", made.version, "it can't be computed")
        store.update_definition(unit.connection, "named", description="looked at again")
    shop.road.begin()
    shop.road.run_dry()
    return shop


def test_others_go_on_with_its_last_result(books: Books) -> None:
    shop = broken(books)

    shop.customer("eva", gender="female", first_name="Eva")

    assert shop.members("women") == {"eva"}
    assert shop.members("named") == {"eva"}


def test_giving_its_condition_again_computes_it_again(books: Books) -> None:
    shop = broken(books)
    shop.customer("clara", gender="female")

    with books.transaction() as unit:
        now = service.get(unit, "women")
        service.change(unit, GROUND, ANY_NAME, "women", version=now.version, changes={"condition": FEMALE})
    shop.road.run_dry()

    assert shop.members("women") == shop.members("named") == {"eva", "clara"}
    with books.transaction() as unit:
        assert service.get(unit, "women").broken_reason is None


def test_the_reason_names_all_that_is_missing_in_words(books: Books) -> None:
    shop = Shop(books)
    shop.segment("women", FEMALE)
    gone = {"all": [{"value": "customer.gone", "op": "exists"}, {"value": "customer.size", "op": "exists"}]}
    with books.transaction() as unit:
        store.update_definition(unit.connection, "women", condition=gone, computed_version=None)
    shop.road.begin()
    shop.road.run_dry()

    with books.transaction() as unit:
        reason = service.get(unit, "women").broken_reason

    assert reason is not None
    assert reason.startswith('there is no field "customer.gone"')
    assert 'there is no field "customer.size"' in reason
    assert "/all" not in reason


def inside(segment: str) -> dict[str, Any]:
    return {"value": "customer.segments", "op": "has_any", "to": [segment]}


def test_a_circle_that_is_kept_breaks_those_in_it_alone(books: Books) -> None:
    shop = Shop(books)
    shop.segment("women", FEMALE)
    shop.segment("one", FEMALE)
    shop.segment("two", inside("one"))
    shop.segment("follows", inside("two"))
    shop.customer("eva", gender="female")

    with books.transaction() as unit:
        store.update_definition(unit.connection, "one", condition=inside("two"), version=2)
    shop.road.run_dry()
    shop.customer("clara", gender="female")

    with books.transaction() as unit:
        found = {d.id: (d.state, d.broken_reason) for d in store.definitions(unit.connection)}
    assert {id for id, (state, _) in found.items() if state == "broken"} == {"one", "two"}
    assert "one → two" in (found["one"][1] or "") or "two → one" in (found["one"][1] or "")
    assert shop.members("women") == {"eva", "clara"}
    assert shop.members("two") == shop.members("follows") == {"eva"}


def of(category: str) -> dict[str, Any]:
    where = {"value": "product.categories", "op": "has_any", "to": [category]}
    return {"value": {"count": "order_line", "where": where}, "op": ">=", "to": 1}


def state(shop: Shop, id: str) -> tuple[str, str | None]:
    with shop.books.transaction() as unit:
        found = service.get(unit, id)
    return found.state, found.broken_reason


def tops(books: Books) -> Shop:
    """Eva bought a product of the category `tops`, which is what the segment `buyers` goes by."""
    shop = Shop(books)
    shop.send("category", {"external_id": "tops"}, {"external_id": "shoes"})
    shop.send("product", {"external_id": "X", "categories": ["tops"]})
    shop.segment("buyers", of("Tops"))
    shop.segment("named", inside("buyers"))
    shop.customer("eva")
    shop.order("1", "eva", "10.00", "complete")
    return shop


def test_one_that_names_a_removed_category_is_broken_and_says_so_and_keeps_its_members(books: Books) -> None:
    shop = tops(books)

    shop.send("category", {"external_id": "tops", "deleted": True})
    shop.customer("boris")
    shop.order("2", "boris", "10.00", "complete")

    assert shop.members("buyers") == shop.members("named") == {"eva"}
    told, reason = state(shop, "buyers")
    assert told == "broken"
    assert "there is no category 'Tops'" in (reason or "")
    assert state(shop, "named") == ("active", None)


@pytest.mark.parametrize("restarted", [False, True])
def test_it_is_computed_again_when_the_category_is_there_again(books: Books, *, restarted: bool) -> None:
    shop = tops(books)
    shop.send("category", {"external_id": "tops", "deleted": True})
    shop.customer("boris")
    shop.order("2", "boris", "10.00", "complete")
    if restarted:
        shop.road.begin()

    shop.now += timedelta(hours=1)
    shop.send("category", {"external_id": "tops"})

    assert state(shop, "buyers") == state(shop, "named") == ("active", None)
    assert shop.members("buyers") == shop.members("named") == {"eva", "boris"}


def test_it_can_be_mended_by_naming_another_category(books: Books) -> None:
    shop = tops(books)
    shop.send("category", {"external_id": "tops", "deleted": True})

    with books.transaction() as unit:
        version = service.get(unit, "buyers").version
        service.change(unit, GROUND, ANY_NAME, "buyers", version=version, changes={"condition": of("shoes")})
    shop.road.run_dry()

    assert state(shop, "buyers") == ("active", None)
    assert shop.members("buyers") == set()


def test_a_group_that_nobody_is_in_any_more_is_none_that_was_removed(books: Books) -> None:
    shop = Shop(books)
    shop.customer("eva", group="VIP")
    shop.segment("others", {"value": "customer.group", "op": "!=", "to": "VIP"})

    shop.customer("eva", group="General")
    shop.send("category", {"external_id": "tops"})
    shop.road.begin()
    shop.road.run_dry()

    assert state(shop, "others") == ("active", None)
    assert shop.members("others") == {"eva"}
