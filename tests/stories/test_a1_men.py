"""A1, shorts for men: who is male and registered is in, and the others are told what failed."""

from __future__ import annotations

from tests.stories.conftest import Begin
from tests.stories.shop import MALE, customer, open_shop, order


def test_registered_men_are_in_and_a_guest_is_not(begin: Begin) -> None:
    story = open_shop(begin)
    assert story.previewed(MALE, applies_to="registered") == {"boris", "dmytro"}

    story.segment("male", MALE, applies_to="registered")
    story.send("order", order("1", "x", "40.00", "complete") | {"customer": None, "email": "guest@shop.example"})

    assert story.members("male") == {"boris", "dmytro"}
    assert story.get("/segments/male")["share"] == 2 / 6


def test_who_is_not_in_is_told_the_condition_that_failed(begin: Begin) -> None:
    story = open_shop(begin)
    story.segment("male", MALE, applies_to="registered")

    why = story.why("male", "anna")

    assert (why["held"], why["member"]) == (False, False)
    (failed,) = [part for part in why["children"] if not part["held"]]
    assert (failed["value"], failed["threshold"]) == ("female", "male")
    assert story.why("male", "boris")["member"] is True


def test_it_is_automatic(begin: Begin) -> None:
    story = open_shop(begin)
    assert story.segment("male", MALE, applies_to="registered")["refresh"]["kind"] == "automatic"

    story.send("customer", customer("fedir", gender="Male"), customer("boris", gender=None))

    assert story.members("male") == {"dmytro", "fedir"}
