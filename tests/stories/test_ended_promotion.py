"""A campaign goes on whose promotion has ended: it gives no coupon that is worth nothing, and sends no mail about one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, mails, node, run, runs_of, template, tick
from tests.stories.shop import customer, open_shop

PROMOTION: dict[str, Any] = {
    "name": "Come back", "benefit": {"kind": "percent", "percent": "10"}, "coupon": "codes", "state": "published",
}  # fmt: skip


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def test_who_comes_to_its_step_after_the_end_gets_neither_coupon_nor_mail(story: Story) -> None:
    promotion = story.post("/promotions", PROMOTION)
    about = template(story, "Your coupon", "{{ coupon.code }}")
    thanks = template(story, "Thank you")
    draft = drawn(
        {"kind": "registered"},
        node("wait", {"kind": "wait", "length": {"amount": 1, "unit": "minutes"}}, next="coupon"),
        node("coupon", {"kind": "give_coupon", "promotion": promotion["id"]}, next="about"),
        node("about", {"kind": "mail", "template": about}, next="thanks"),
        node("thanks", {"kind": "mail", "template": thanks}, next="end"),
    )
    run(story, "Welcome", draft)
    for name in ("fedir", "galina"):
        at = story.now.isoformat()
        story.send("customer", customer(name, email=f"{name}@shop.example", registered_at=at, updated_at=at))
        tick(story, minutes=2)
        if name == "fedir":
            ended = {"state": "ended", "version": promotion["version"]}
            story.client.patch(f"/v1/promotions/{promotion['id']}", json=ended).raise_for_status()

    assert [code["customer"] for code in story.get("/coupons")["data"]] == ["fedir"]
    assert mails(story) == [("fedir", "about"), ("fedir", "thanks"), ("galina", "thanks")]
    [late] = runs_of(story, "galina")
    done = {one["node"]: one["done"] for one in story.get(f"/campaign-runs/{late['id']}")["path"]}
    assert done["coupon"] == {"passed_over": "promotion_ended"}
    assert done["about"] == {"passed_over": "no_coupon"}
    [told] = [one for one in story.get("/messages", customer=story.id_of("galina"))["data"] if one["node"] == "about"]
    assert (told["state"], told["reason"]) == ("blocked", "no_coupon")
