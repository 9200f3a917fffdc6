"""A8 and A10: who has a shipping address abroad, and whose e-mail address is Amazon's."""

from __future__ import annotations

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import AMAZON, customer, open_shop

FOREIGN = {"value": {"count": "address", "where": {"all": [
    {"value": "address.kind", "op": "=", "to": "shipping"},
    {"value": "address.country", "op": "exists"},
    {"value": "address.country", "op": "!=", "to": "UA"},
]}}, "op": ">=", "to": 1}  # fmt: skip


def address(country: str | None, kind: str = "shipping") -> dict[str, str | None]:
    return {"kind": kind, "country": country}


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def test_a8_one_address_abroad_is_enough(story: Story) -> None:
    story.segment("foreign", FOREIGN)
    story.segment("not-foreign", {"value": "customer.segments", "op": "has_none", "to": ["foreign"]})
    assert story.members("foreign") == {"boris", "clara", "eva"}

    story.send("customer", customer("eva", addresses=[address("UA"), address("FI")]))
    assert story.members("foreign") == {"boris", "clara", "eva"}
    assert story.members("not-foreign") == {"anna", "dmytro"}

    story.send("customer", customer("eva", addresses=[address("UA")]))
    assert story.members("foreign") == {"boris", "clara"}
    assert story.members("not-foreign") == {"anna", "dmytro", "eva"}


@pytest.mark.parametrize("sent", [address("ua"), address("FI", "billing"), address(None)])
def test_a8_what_is_no_shipping_address_abroad(story: Story, sent: dict[str, str]) -> None:
    story.send("customer", customer("anna", addresses=[address("UA"), sent]))

    assert "anna" not in story.previewed(FOREIGN)


def test_a10_the_address_is_compared_in_any_case(story: Story) -> None:
    story.segment("amazon", AMAZON)
    assert story.members("amazon") == {"clara"}

    story.send("customer", customer("clara", email="Clara@AMAZON.com"), customer("eva", email="eva@shop.amazon.COM.pl"))
    assert story.members("amazon") == {"clara", "eva"}

    story.send("customer", customer("clara", email="clara@amazon.org"), customer("eva", email=None))
    assert story.members("amazon") == set()


def test_a10_who_is_without_an_address_is_not_in_it(story: Story) -> None:
    story.segment("amazon", AMAZON)
    story.segment("others", {"all": []}, exclude=AMAZON)
    story.send("customer", customer("anna", email=None))

    assert story.members("others") == {"anna", "boris", "dmytro", "eva"}
    (missing,) = story.post("/segments/preview", {"condition": AMAZON})["missing"]
    assert missing["count"] == 1
