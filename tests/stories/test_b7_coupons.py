"""B7, afterwards: segments of those who have a coupon that they haven't used, who used it, whose time is up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.facts.said import differences
from tests.stories.conftest import Begin, Story
from tests.stories.shop import at, customer, order

from regulars.facts.replay import fill
from regulars.facts.store import Facts
from regulars.journal.erase import erase

Json = dict[str, Any]
MOMENT = timedelta(microseconds=1)
ENDS = at("2026-02-28 23:00")
"""Local midnight after the 28th."""
SEVEN_DAYS_BEFORE = at("2026-02-21 23:00")


@pytest.fixture
def story(begin: Begin) -> Story:
    """Anna and Boris took a coupon on 31 January; a segment is of those whose coupon ends within seven days."""
    story = begin(time_zone="Europe/Warsaw", currency="PLN", now=at("2026-01-31 11:00"))
    story.send("customer", customer("anna"), customer("boris"), customer("clara"))
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "30.00", "currency": "PLN"}}
    made = story.post("/promotions", {"name": "Thirty", "benefit": benefit, "coupon": "codes", "state": "published"})
    hello = {"name": "Welcome", "benefit": benefit, "coupon": "code", "code": "HELLO", "state": "published"}
    story.post("/promotions", hello | {"uses_per_customer": 1})
    lifetime = {"amount": 1, "unit": "months"}
    story.post("/rewards", {"name": "coupon −30.00", "promotion": made["id"], "points": 200, "lifetime": lifetime})
    for who in ("anna", "boris"):
        story.post(f"/customers/{story.id_of(who)}/points", {"points": 200, "reason": "a gift"})
        take(story, who)
    ending = {"value": {"days_until": "coupon.ends_at"}, "op": "<=", "to": 7}
    story.segment("ending", coupons(of("Thirty", story), state("open"), ending))
    story.segment("welcomed", coupons(of("Welcome", story), {"value": "coupon.uses", "op": ">=", "to": 1}))
    return story


def coupons(*where: Json) -> Json:
    return {"value": {"count": "coupon", "where": {"all": list(where)}}, "op": ">=", "to": 1}


def of(name: str, story: Story) -> Json:
    (found,) = story.get("/values", format="promotion", search=name)["data"]
    return {"value": "coupon.promotion", "op": "=", "to": found["value"]}


def state(word: str) -> Json:
    return {"value": "coupon.state", "op": "=", "to": word}


def take(story: Story, who: str) -> None:
    path = f"/customers/{story.id_of(who)}/rewards"
    (offered,) = story.get(path)
    story.post(path, {"reward": offered["reward"]})


def buy(story: Story, who: str | Json, number: str, code: str) -> None:
    """Pay with a code; the shop confirms twice. `who`: the shop's id, or what the quote is told instead."""
    cart = {"currency": "PLN", "lines": [{"price": "100.00", "quantity": "1"}], "codes": [code]}
    held = story.post("/checkouts", {"cart": cart} | ({"customer": who} if isinstance(who, str) else who))
    for _ in range(2):
        story.post(f"/checkouts/{held['id']}/confirm", {"order": number})


def own_code(story: Story, who: str) -> str:
    (found,) = story.get("/coupons", customer=who)["data"]
    return str(found["code"])


def test_a_coupon_is_ending_from_seven_days_before_until_it_is_used_or_its_time_is_up(story: Story) -> None:
    story.pass_time(SEVEN_DAYS_BEFORE - MOMENT)
    assert story.members("ending") == set()
    story.pass_time(SEVEN_DAYS_BEFORE)
    assert story.members("ending") == {"anna", "boris"}

    story.pass_time(at("2026-02-25 10:00"))
    buy(story, "anna", "1", own_code(story, "anna"))
    assert story.members("ending") == {"boris"}

    story.pass_time(ENDS - MOMENT)
    assert story.members("ending") == {"boris"}
    story.pass_time(ENDS)
    assert story.members("ending") == set()
    assert story.previewed(coupons(state("ended"))) == {"boris"}
    assert story.previewed(coupons(state("used"))) == {"anna"}
    was = story.post("/segments/preview", {"condition": coupons(state("open")), "at": "2026-02-25T09:59:59Z"})
    assert {row["external_id"] for row in was["sample"]} == {"anna", "boris"}, "as it stood then"


def test_a_worker_that_was_down_finds_the_true_instants(story: Story) -> None:
    story.be_down(ENDS + timedelta(days=1))

    assert story.members("ending") == set()
    assert story.members("ending", SEVEN_DAYS_BEFORE - MOMENT) == set()
    assert story.members("ending", SEVEN_DAYS_BEFORE) == story.members("ending", ENDS - MOMENT) == {"anna", "boris"}
    assert story.members("ending", ENDS) == set()


def change(story: Story, called: str, **said: Any) -> None:
    """Change a promotion from the version it has."""
    (id,) = [one["id"] for one in story.get("/promotions")["data"] if one["name"] == called]
    version = story.get(f"/promotions/{id}")["version"]
    answer = story.client.patch(f"/v1/promotions/{id}", json={"version": version} | said)
    assert answer.status_code == 200, answer.text
    story.road.run_dry()


def test_a_code_for_everybody_is_a_coupon_of_who_used_it_and_comes_back_with_a_cancelled_order(story: Story) -> None:
    placed = {"placed_at": story.now.isoformat(), "currency": "PLN"}
    assert story.members("welcomed") == set()
    change(story, "Welcome", name="Hello")

    buy(story, "clara", "1", "hello")
    assert story.members("welcomed") == {"clara"}
    assert story.previewed(coupons(state("used"))) == {"clara"}, "one use is all that a customer has"
    for status, members in (("pending", {"clara"}), ("cancelled", set()), ("pending", {"clara"}), ("cancelled", set())):
        story.send("order", order("1", "clara", "70.00", status, **placed))
        assert story.members("welcomed") == members


def test_what_a_guest_used_is_used_by_the_account_that_the_guest_opens(story: Story) -> None:
    placed = {"placed_at": story.now.isoformat(), "currency": "PLN", "email": "zoe@shop.example", "customer": None}
    story.send("order", order("0", "", "10.00", "complete", **placed))
    buy(story, {"email": "zoe@shop.example"}, "1", "hello")
    cart = {"currency": "PLN", "lines": [{"price": "100.00", "quantity": "1"}], "codes": ["hello"]}

    story.send("customer", customer("zoe", email_verified=True))

    assert story.members("welcomed") == {"zoe"}
    assert story.post("/quotes", {"customer": "zoe", "cart": cart})["codes"][0]["reason"] == "used_by_customer"
    story.send("order", order("1", "", "70.00", "cancelled", **placed))
    assert story.members("welcomed") == set()
    assert story.post("/quotes", {"customer": "zoe", "cart": cart})["codes"][0]["applied"] is True


def test_coupons_end_with_their_promotion_and_are_open_again_with_it(story: Story) -> None:
    tomorrow = story.now + timedelta(days=1)

    change(story, "Thirty", ends_at=tomorrow.isoformat())
    assert story.members("ending") == {"anna", "boris"}
    story.pass_time(tomorrow)
    assert story.members("ending") == set()

    change(story, "Thirty", ends_at=(tomorrow + timedelta(days=1)).isoformat())
    assert story.members("ending") == {"anna", "boris"}
    change(story, "Thirty", state="ended")
    assert story.members("ending") == set()
    change(story, "Thirty", state="published")
    assert story.members("ending") == {"anna", "boris"}


def test_a_coupon_that_is_withdrawn_is_open_no_more(story: Story) -> None:
    (coupon,) = story.get("/coupons", customer="anna")["data"]
    for _ in range(2):
        story.post(f"/coupons/{coupon['id']}/withdraw", {})

    assert story.previewed(coupons(state("open"))) == {"boris"}
    assert story.previewed(coupons(state("withdrawn"))) == {"anna"}


def test_coupons_come_back_from_the_journal_alone_and_leave_with_who_is_erased(story: Story) -> None:
    buy(story, "anna", "1", own_code(story, "anna"))
    buy(story, "clara", "2", "hello")
    (clara,) = story.facts.ask("select customer_id from customer where external_id = 'clara'").to_pylist()
    erase(story.books, clara["customer_id"])
    story.road.run_dry()

    with Facts(":memory:", calendar=story.facts.calendar, currency="PLN") as again:
        fill(again, story.books)
        found = {name: rows for name, rows in differences(story.facts, again).items() if "coupon" in name}
    assert found == {}
    rows = story.facts.ask("select distinct source from coupon union all select distinct 'entry' from coupon_entry")
    assert sorted(row["source"] for row in rows.to_pylist()) == ["entry", "reward"]


def test_a_promotion_that_a_condition_names_must_be_there(story: Story) -> None:
    unknown = coupons({"value": "coupon.promotion", "op": "=", "to": "77"})

    refused = story.client.post("/v1/segments", json={"name": "x", "condition": unknown})

    assert refused.status_code == 422
    assert "77" in refused.json()["errors"][0]["detail"]
    checked = story.post(
        "/conditions/check", {"condition": coupons(of("Thirty", story), state("open")), "language": "en"}
    )
    assert checked["sentence"] == "has coupons where (promotion is Thirty and state is open)"
