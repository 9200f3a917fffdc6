"""Story A14: whoever is brought and completes a first order brings points to both, unless something speaks against it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.flows.shop import Shop

from regulars.books import Books
from regulars.points import referrals
from regulars.points.model.styles import Referral
from regulars.points.referrals import Logged

BORIS, FEDIR = 1, 2
HOME = {"kind": "shipping", "street": "Main St. 1", "postcode": "01001", "city": "Kyiv"}


@pytest.fixture
def shop(books: Books) -> Shop:
    there = Shop(books, rewards=True)
    there.rule(Referral(points=100, whose="referrer", at_least=2000), name="for bringing")
    there.rule(Referral(points=50, whose="referred", at_least=2000), name="for coming")
    there.send("customer", {"external_id": "boris", "email": "boris@mail.example", "addresses": [HOME]})
    with books.transaction() as unit:
        assert referrals.code_of(unit, BORIS, range(8)) == "ABCDEFGH"
    return there


def comes(shop: Shop, code: str = "abcd efgh", **said: Any) -> None:
    shop.send("customer", {"external_id": "fedir", "referred_by": code} | said)


def order(shop: Shop, key: str = "f1", price: str = "25.00", status: str = "complete") -> dict[str, Any]:
    return shop.order(key, lines=[(1, price)], customer="fedir", status=status)


def log(shop: Shop) -> list[Logged]:
    with shop.books.transaction() as unit:
        return referrals.listed(unit)


def test_a_first_order_rewards_both_and_a_second_nobody(shop: Shop) -> None:
    comes(shop)
    shop.send("order", order(shop))
    assert (shop.balance(BORIS), shop.balance(FEDIR)) == (100, 50)

    shop.send("order", order(shop, "f2"))
    assert (shop.balance(BORIS), shop.balance(FEDIR)) == (100, 50)
    assert [(one.state, one.order) for one in log(shop)] == [("rewarded", "f1")]


def test_a_code_is_told_as_its_owner_sees_it_and_an_unknown_one_as_it_was_sent(shop: Shop) -> None:
    comes(shop, "abcd efgh")
    shop.send("customer", {"external_id": "jan", "referred_by": "no such"})

    assert sorted(one.code for one in log(shop)) == ["ABCDEFGH", "no such"]


def test_a_first_order_that_is_too_small_uses_the_referral_up(shop: Shop) -> None:
    comes(shop)
    shop.send("order", order(shop, "f1", "19.99"))
    shop.send("order", order(shop, "f2", "25.00"))

    assert (shop.balance(BORIS), shop.balance(FEDIR)) == (0, 0)
    assert [(one.state, one.order) for one in log(shop)] == [("unrewarded", "f1")]


def test_both_are_reversed_when_less_remains(shop: Shop) -> None:
    comes(shop)
    shop.send("order", shop.order("f1", lines=[(2, "15.00")], customer="fedir"))
    assert shop.balance(BORIS) == 100

    shop.send("refund", shop.refund("r1", "f1", "15.00", {"1": 1}))
    assert (shop.balance(BORIS), shop.balance(FEDIR)) == (0, 0)

    shop.send("refund", {"external_id": "r1", "deleted": True})
    assert (shop.balance(BORIS), shop.balance(FEDIR)) == (100, 50)


def test_a_first_order_that_is_cancelled_leaves_its_place_to_one_that_is_there_already(shop: Shop) -> None:
    comes(shop)
    shop.send("order", order(shop, "f1"))
    shop.send("order", order(shop, "f2"))

    shop.send("order", order(shop, "f1", status="cancelled"))

    assert (shop.balance(BORIS), shop.balance(FEDIR)) == (100, 50)
    assert [(one.state, one.order) for one in log(shop)] == [("rewarded", "f2")]


def test_a_first_order_that_is_cancelled_leaves_its_place_to_the_next(shop: Shop) -> None:
    comes(shop)
    shop.send("order", order(shop, "f1"))
    shop.send("order", order(shop, "f1", status="cancelled"))
    assert shop.balance(BORIS) == 0

    shop.send("order", order(shop, "f2"))
    assert (shop.balance(BORIS), shop.balance(FEDIR)) == (100, 50)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"email": "Boris@mail.example"}, "has the e-mail address of whoever brought them"),
        ({"addresses": [HOME | {"street": "main st.  1"}]}, "has an address of whoever brought them"),
    ],
)
def test_bringing_oneself_is_refused_with_the_reason(shop: Shop, said: dict[str, Any], reason: str) -> None:
    comes(shop, **said)
    shop.send("order", order(shop))

    assert (shop.balance(BORIS), shop.balance(FEDIR)) == (0, 0)
    assert [(one.state, one.refused) for one in log(shop)] == [("refused", reason)]


def test_an_address_that_comes_later_is_looked_at_with_the_first_order(shop: Shop) -> None:
    comes(shop)
    shop.send("customer", {"external_id": "fedir", "referred_by": "ABCDEFGH", "addresses": [HOME]})

    shop.send("order", order(shop))

    assert shop.balance(BORIS) == 0
    assert log(shop)[0].refused == "has an address of whoever brought them"


def test_ones_own_code_brings_nothing(shop: Shop) -> None:
    shop.send("customer", {"external_id": "boris", "referred_by": "ABCDEFGH"})
    shop.send("order", shop.order("b1", lines=[(1, "25.00")], customer="boris"))

    assert shop.balance(BORIS) == 0
    assert log(shop)[0].refused == "brought themselves"


@pytest.mark.parametrize("others", [0, 2])
def test_who_brought_somebody_is_not_brought_by_them(shop: Shop, others: int) -> None:
    code = "ABCDEFGH"
    for n in range(others + 1):
        shop.send("customer", {"external_id": f"c{n}", "referred_by": code})
        with shop.books.transaction() as unit:
            code = referrals.code_of(unit, n + 2, range(n + 1, n + 9))

    shop.send("customer", {"external_id": "boris", "referred_by": code})
    shop.send("order", shop.order("b1", lines=[(1, "25.00")], customer="boris"))

    assert shop.balance(BORIS) == 0
    assert log(shop)[0].refused == "brought whoever brought them"


def test_two_who_come_with_each_others_codes_at_once_are_no_circle_of_rewards(shop: Shop) -> None:
    shop.send("customer", {"external_id": "fedir"})
    with shop.books.transaction() as unit:
        referrals.code_of(unit, FEDIR, range(10, 18))

    shop.send(
        "customer",
        {"external_id": "fedir", "referred_by": "ABCDEFGH"},
        {"external_id": "boris", "referred_by": "MNPQRSTU"},
    )

    assert sorted(one.state for one in log(shop)) == ["refused", "waiting"]


def test_a_code_that_is_nobodys_is_noted(shop: Shop) -> None:
    comes(shop, "NOPE")

    assert [(one.state, one.refused) for one in log(shop)] == [("refused", "the code is nobody's")]


def test_whoever_bought_before_was_not_brought(shop: Shop) -> None:
    shop.send("customer", {"external_id": "fedir"})
    shop.send("order", order(shop, "f0"))
    comes(shop)
    shop.send("order", order(shop))

    assert shop.balance(BORIS) == 0
    assert log(shop)[0].refused == "had bought here before"


def test_the_first_code_counts(shop: Shop) -> None:
    comes(shop)
    comes(shop, "OTHER")

    assert [(one.state, one.code) for one in log(shop)] == [("waiting", "ABCDEFGH")]
