"""The reports of promotions and of coupons: what was used in a period, what it took off, and what became of the orders."""

from __future__ import annotations

import importlib
from datetime import timedelta
from typing import Any

import orjson
import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import FEMALE, customer, open_shop, order, product, refund

from regulars.journal.erase import erase
from regulars.promotions import giving

Json = dict[str, Any]
DAY = timedelta(days=1)
PERCENT = {"kind": "percent", "percent": "10"}


@pytest.fixture
def story(begin: Begin) -> Story:
    """Ten percent off for everybody, and a code that takes 5.00 off; the cost of one bag is known."""
    story = open_shop(begin, "2026-03-10 08:00")
    story.segment("female", FEMALE)
    story.send("product", product("24-MB01", cost="20.00", updated_at=story.now.isoformat()))
    story.post("/promotions", {"name": "Ten percent", "benefit": PERCENT, "state": "published"})
    five = {"kind": "fixed_on_cart", "amount": {"amount": "5.00", "currency": "USD"}}
    story.post(
        "/promotions", {"name": "Five off", "benefit": five, "coupon": "code", "code": "FIVE", "state": "published"}
    )
    return story


def bought(story: Story, number: str, name: str, *skus: str, codes: tuple[str, ...] = (), **said: Any) -> Json:
    """Somebody goes through a checkout with pieces of 100.00; gives the order as the shop will send it."""
    lines = [{"id": str(n), "sku": sku, "price": "100.00", "quantity": "1"} for n, sku in enumerate(skus, 1)]
    cart = {"currency": "USD", "codes": list(codes), "lines": lines}
    held = story.client.post(
        "/v1/checkouts", json={"customer": name, "cart": cart}, headers={"Idempotency-Key": number}
    ).json()
    story.post(f"/checkouts/{held['id']}/confirm", {"order": number})
    off = f"{100 * len(skus) - float(held['quote']['to_pay']['amount']):.2f}"
    about = {
        "subtotal": f"{100 * len(skus)}.00", "discount": off, "grand_total": held["quote"]["to_pay"]["amount"],
        "lines": [line | {"row_total": line["price"]} for line in lines], "placed_at": story.now.isoformat(),
    }  # fmt: skip
    return order(number, name, "0.00", "pending") | about | said


def turned(story: Story, name: str, gender: str) -> Json:
    """A customer as the shop tells of them from now on."""
    return customer(name, gender=gender, updated_at=story.now.isoformat())


def asked(
    story: Story, what: str = "promotions", since: str = "2026-03-10", until: str = "2026-03-10", **more: str
) -> Json:
    found: Json = story.get(f"/reports/{what}", **{"from": since, "to": until}, **more)
    return found


def by_name(report: Json, period: int = 0) -> dict[str, Json]:
    return {one["name"]: one["periods"][period] for one in report["promotions"]}


def figures(used: Json, *names: str) -> list[Any]:
    return [used[name]["amount"] if isinstance(used[name], dict) else used[name] for name in names]


def test_an_order_counts_for_each_promotion_that_it_used_and_once_in_the_whole(story: Story) -> None:
    story.send("order", bought(story, "1", "anna", "24-MB01", codes=("FIVE",)))
    story.send("order", bought(story, "2", "boris", "24-MB01", "TEE-1"))

    told = asked(story)

    found, names = by_name(told), ("checkouts", "orders", "customers", "discount", "total", "average")
    assert list(found) == ["Ten percent", "Five off"], "what took off most comes first"
    assert figures(found["Ten percent"], *names) == [2, 2, 2, "30.00", "265.00", "132.50"]
    assert figures(found["Five off"], *names) == [1, 1, 1, "5.00", "85.00", "85.00"]
    assert figures(told["all"][0], *names) == [2, 2, 2, "35.00", "265.00", "132.50"]
    assert [one["discount"][0]["amount"] for one in told["points"]] == ["35.00"]


def test_the_margin_is_of_the_lines_whose_cost_is_known(story: Story) -> None:
    story.send("order", bought(story, "2", "boris", "24-MB01", "TEE-1"))

    used = by_name(asked(story))["Ten percent"]

    assert (used["margin"]["amount"], used["costed"]) == ("70.00", 0.5), (
        "of 90.00 that the bag came to, which cost 20.00"
    )


def test_what_was_given_back_is_neither_sold_nor_earned(story: Story) -> None:
    story.send("order", bought(story, "2", "boris", "24-MB01", "TEE-1", status="complete"))
    back = refund("r", "2", "90.00", story) | {"lines": [{"line": "1", "quantity": "1", "amount": "90.00"}]}
    story.send("refund", back)

    used = by_name(asked(story))["Ten percent"]

    assert figures(used, "orders", "total", "refunds", "net", "margin") == [1, "180.00", "90.00", "90.00", None]
    assert used["costed"] == 0.0, "the bag is back, of the shirt no cost is known"


def test_cancelled_orders_and_those_that_have_not_come_are_told_apart(story: Story) -> None:
    story.send("order", bought(story, "1", "anna", "24-MB01", status="cancelled"))
    bought(story, "2", "boris", "24-MB01")
    story.road.run_dry()

    used = by_name(asked(story))["Ten percent"]

    assert figures(used, "checkouts", "cancelled", "awaited", "orders", "customers") == [2, 1, 1, 0, 0], (
        "customers are those of the orders, and there is none yet"
    )
    assert figures(used, "discount", "total", "average") == ["10.00", "0.00", None]


def test_a_period_stands_beside_the_one_before(story: Story) -> None:
    story.send("order", bought(story, "1", "anna", "24-MB01"))
    story.pass_time(story.now + 3 * DAY)
    story.send("order", bought(story, "2", "boris", "24-MB01", "TEE-1"))

    told = asked(story, since="2026-03-12", until="2026-03-13")

    [one] = told["promotions"]
    assert [period["discount"]["amount"] for period in one["periods"]] == ["20.00", "10.00", "0.00"]
    assert [one["discount"]["amount"] for one in told["all"]] == ["20.00", "10.00", "0.00"]
    before = told["periods"][1]
    assert (before["first_day"], before["last_day"]) == ("2026-03-10", "2026-03-11")


def test_it_may_be_of_the_members_of_one_segment(story: Story) -> None:
    story.send("order", bought(story, "1", "anna", "24-MB01"), bought(story, "2", "boris", "24-MB01", "TEE-1"))

    told = asked(story, segment="female")

    assert figures(told["all"][0], "checkouts", "customers", "discount") == [1, 1, "10.00"]
    assert story.client.get("/v1/reports/promotions", params={"segment": "nobody's"}).status_code == 404


def test_it_may_be_of_those_who_were_members_when_the_checkout_was_confirmed(story: Story) -> None:
    story.send("order", bought(story, "1", "anna", "24-MB01"))
    story.pass_time(story.now + DAY)
    story.send("customer", turned(story, "anna", "male"), turned(story, "boris", "female"))
    story.send("order", bought(story, "2", "anna", "24-MB01"), bought(story, "3", "boris", "24-MB01", "TEE-1"))

    then = asked(story, until="2026-03-11", segment="female", reading="then")
    today = asked(story, until="2026-03-11", segment="female")

    assert figures(then["all"][0], "checkouts", "customers", "discount") == [2, 2, "30.00"], "Anna's first, and Boris's"
    assert figures(by_name(then)["Ten percent"], "checkouts", "discount") == [2, "30.00"]
    assert figures(today["all"][0], "checkouts", "customers", "discount") == [1, 1, "20.00"]


# Coupons


def parts(report: Json, period: int = 0) -> dict[tuple[str, str | None], Json]:
    return {(one["kind"], one["batch_name"]): one["periods"][period] for one in report["coupons"]}


def batch(story: Story, promotion: str, name: str, *codes: str, **said: Any) -> Json:
    made: Json = story.post(f"/promotions/{promotion}/coupon-batches", {"name": name, "codes": list(codes)} | said)
    return made


@pytest.fixture
def codes(story: Story) -> Story:
    """Three percent more for whoever has a code: two batches, of which one ends on the next day, and one of Anna's."""
    made = story.post(
        "/promotions", {"name": "Three", "benefit": PERCENT | {"percent": "3"}, "coupon": "codes", "state": "published"}
    )
    batch(story, made["id"], "Leaflet", "L1", "L2", "L3")
    batch(story, made["id"], "Week", "W1", "W2", ends_at=(story.now + DAY).isoformat())
    wanted = giving.Wanted(int(story.id_of("anna")), None, {"kind": "campaign"})
    story.books.perform(lambda unit: giving.issue(unit, int(made["id"]), [wanted]))
    return story


def test_what_became_of_the_coupons_of_a_batch_adds_up(codes: Story) -> None:
    codes.send(
        "order",
        bought(codes, "1", "anna", "24-MB01", codes=("L1",)),
        bought(codes, "2", "boris", "TEE-1", codes=("W1",)),
    )
    codes.pass_time(codes.now + 2 * DAY)

    found = parts(asked(codes, "coupons", until="2026-03-12"))

    states = ("issued", "used", "withdrawn", "ended", "open", "rate")
    assert figures(found["batch", "Leaflet"]["issued"], *states) == [3, 1, 0, 0, 2, 1 / 3]
    assert figures(found["batch", "Week"]["issued"], *states) == [2, 1, 0, 1, 0, 0.5]
    assert figures(found["personal", None]["issued"], *states) == [1, 0, 0, 0, 1, 0.0]
    assert figures(found["batch", "Leaflet"]["used"], "orders", "discount") == [1, "2.70"], "of 90.00 that were left"


def test_a_code_for_everybody_has_uses_and_no_rate(codes: Story) -> None:
    codes.send("order", bought(codes, "1", "anna", "24-MB01", codes=("FIVE",)))
    codes.send("order", bought(codes, "2", "boris", "24-MB01", codes=("FIVE",)))

    told = asked(codes, "coupons")

    five = parts(told)["code", None]
    assert (five["issued"]["rate"], five["used"]["orders"], five["used"]["discount"]["amount"]) == (None, 2, "10.00")
    assert told["all"][0]["issued"]["issued"] == 6, "of the codes that one may have for oneself"
    assert figures(told["all"][0]["used"], "orders", "discount") == [2, "10.00"]


def test_of_a_segment_only_its_members_coupons_were_issued(codes: Story) -> None:
    codes.send(
        "order",
        bought(codes, "1", "anna", "24-MB01", codes=("L1",)),
        bought(codes, "2", "boris", "TEE-1", codes=("L2",)),
    )

    found = parts(asked(codes, "coupons", segment="female"))

    assert found["personal", None]["issued"]["issued"] == 1
    assert (found["batch", "Leaflet"]["issued"]["issued"], found["batch", "Leaflet"]["used"]["orders"]) == (0, 1)


def test_coupons_may_be_of_those_who_were_members_when_they_were_issued(codes: Story) -> None:
    codes.pass_time(codes.now + DAY)
    codes.send("customer", turned(codes, "anna", "male"))
    codes.send("order", bought(codes, "1", "anna", "24-MB01", codes=("L1",)))

    then = parts(asked(codes, "coupons", until="2026-03-11", segment="female", reading="then"))
    today = parts(asked(codes, "coupons", until="2026-03-11", segment="female"))

    assert {which: one["issued"]["issued"] for which, one in then.items()} == {("personal", None): 1}
    assert today == {}, "Anna, who was given one, is in it no more"


def test_what_was_confirmed_before_the_journal_was_told_of_uses_is_told_by_the_migration(story: Story) -> None:
    bought(story, "1", "anna", "24-MB01", codes=("FIVE",))
    migration = importlib.import_module("regulars.books.migrations.versions.2026_11_29_g_checkouts_tell_uses")

    def body() -> Json:
        with story.books.transaction() as unit:
            [(kept,)] = unit.driver.execute("select body from journal where type = 'decision.checkout'").fetchall()
        found: Json = orjson.loads(kept)
        return found

    told = body()
    story.books.perform(lambda unit: unit.driver.execute(migration.FORGET))
    assert body().keys() == {"checkout", "order", "named"}
    story.books.perform(lambda unit: unit.driver.execute(migration.TELL))

    assert body() == told
    assert [used[:2] for used in told["uses"]] == [[1, 1000], [2, 500]]


def test_what_an_erased_customer_used_is_gone_too(story: Story) -> None:
    story.send("order", bought(story, "1", "anna", "24-MB01"), bought(story, "2", "boris", "24-MB01"))

    erase(story.books, int(story.id_of("anna")))
    story.road.run_dry()

    assert figures(asked(story)["all"][0], "checkouts", "orders") == [1, 1]
