"""A broken segment stops nobody, keeps its last result, and can be mended."""

from __future__ import annotations

from typing import Any

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
