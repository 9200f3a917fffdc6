"""Those who were left alone against those who weren't: where a campaign divides by chance, and of a newsletter."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.conftest import Begin, Json, Story
from tests.stories.drawing import drawn, node, path, run, runs_of
from tests.stories.mail import let_send, newsletter, template
from tests.stories.shop import open_shop, order, refund

DAY = timedelta(days=1)
SPLIT = {
    "kind": "split",
    "shares": [{"name": "coupon", "percent": "50"}, {"name": "held", "percent": "50", "hold_out": True}],
}
FEW = [f"c{n}" for n in range(12)]


def shop_with(begin: Begin, people: list[str]) -> Story:
    """A shop with a segment of these people alone."""
    story = open_shop(begin)
    sent = [{"external_id": name, "group": "Tried", "email": f"{name}@shop.example"} for name in people]
    story.send("customer", *sent)
    story.segment("tried", {"value": "customer.group", "op": "=", "to": "Tried"})
    return story


def campaign(story: Story) -> str:
    id = run(story, "Second chance", drawn({"kind": "by_hand"}, node("split", SPLIT, coupon="end", held="end")))
    story.post(f"/campaigns/{id}/enter", {"segment": "tried"})
    return id


def buy(story: Story, name: str, total: str, number: str = "") -> None:
    said = order(number or f"o-{name}", name, total, "pending", placed_at=story.now.isoformat())
    story.send("order", said)


def sides(story: Story, source: str, id: str, **asked: int) -> dict[str, Json]:
    [found] = story.get(f"/results/{source}/{id}/comparison", **asked)["divisions"]
    return {one["name"]: one for one in found["sides"]}


def test_both_halves_orders_are_counted_within_the_days_asked_for(begin: Begin) -> None:
    story = shop_with(begin, FEW)
    id = campaign(story)
    side = {name: path(story, runs_of(story, name)[0])[0][1] for name in FEW}
    treated = [name for name in FEW if side[name] == "coupon"]
    alone = [name for name in FEW if side[name] == "held"]
    story.now += DAY
    buy(story, treated[0], "30.00")
    buy(story, treated[0], "10.00", "second")
    buy(story, treated[1], "20.00")
    buy(story, alone[0], "5.00")
    story.send("refund", refund("r", "second", "4.00", story))
    story.now += 10 * DAY
    buy(story, alone[1], "99.00")
    story.now += DAY

    found = sides(story, "campaign", id, days=5)

    one, held = found["coupon"], found["held"]
    assert (one["customers"], one["buyers"], one["orders"]) == (len(treated), 2, 3)
    assert (one["revenue"]["amount"], one["rate"]) == ("56.00", 2 / len(treated))
    assert (held["customers"], held["buyers"], held["revenue"]["amount"]) == (len(alone), 1, "5.00")
    assert (held["alone"], held["base"], held["verdict"]) == (True, True, None)
    assert (one["verdict"], one["rate_difference"], one["revenue_difference"]) == ("too_few", None, None)
    assert sides(story, "campaign", id, days=30)["held"]["revenue"]["amount"] == "104.00"


def test_runs_of_test_mode_are_not_compared(begin: Begin) -> None:
    story = shop_with(begin, FEW)
    draft = drawn({"kind": "by_hand"}, node("split", SPLIT, coupon="end", held="end"))
    id = run(story, "Tried out", draft, test_address="me@shop.example")
    story.post(f"/campaigns/{id}/enter", {"customers": FEW[:6]})
    story.post(f"/campaigns/{id}/publish", {"revision": story.get(f"/campaigns/{id}")["revision"]})
    story.now += DAY
    story.post(f"/campaigns/{id}/enter", {"customers": FEW[6:]})
    assert [runs_of(story, name)[0]["in_test"] for name in (FEW[0], FEW[11])] == [True, False]

    found = sides(story, "campaign", id, days=5)

    assert sum(one["customers"] for one in found.values()) == 6


def test_of_many_it_is_said_whether_they_bought_more_and_how_sure_that_is(begin: Begin) -> None:
    many = [f"m{n}" for n in range(240)]
    story = shop_with(begin, many)
    march = newsletter(story, template(story), sends_to="all", include=["tried"], hold_out_percent=50)
    let_send(story)
    sent = {one["customer"]["external_id"] for one in everything(story, march["id"])}
    story.now += DAY
    orders = [
        order(f"o-{name}", name, "20.00", "pending", placed_at=story.now.isoformat())
        for n, name in enumerate(many)
        if (n % 2 if name in sent else n % 8) == 0
    ]
    story.send("order", *orders)

    found = sides(story, "newsletter", march["id"])

    treated, alone = found["A"], found[""]
    assert treated["customers"] == len(sent)
    assert treated["customers"] + alone["customers"] == 240
    assert treated["verdict"] == treated["revenue_verdict"] == "more"
    assert 0 < treated["rate_difference"]["low"] < treated["rate_difference"]["difference"]
    assert float(treated["revenue_difference"]["low"]["amount"]) > 0
    assert float(alone["per_customer"]["amount"]) < float(treated["per_customer"]["amount"])


def test_who_has_become_another_is_counted_once(begin: Begin) -> None:
    story = shop_with(begin, FEW[:4])
    story.send("order", order("guest", "", "1.00", "pending") | {"customer": None, "email": "late@shop.example"})
    story.segment("all_of_them", {"value": "customer.email", "op": "contains", "to": "@shop.example"})
    id = run(story, "Everybody", drawn({"kind": "by_hand"}, node("split", SPLIT, coupon="end", held="end")))
    story.post(f"/campaigns/{id}/enter", {"segment": "all_of_them"})
    before = sum(one["customers"] for one in sides(story, "campaign", id).values())

    story.send(
        "customer", {"external_id": "late", "registered_at": "2026-02-01T00:00:00Z", "email": "late@shop.example"}
    )
    buy(story, "late", "20.00")

    found = sides(story, "campaign", id)
    assert sum(one["customers"] for one in found.values()) == before
    assert sum(one["buyers"] for one in found.values()) == 1


def test_what_divides_nobody_has_nothing_to_compare(begin: Begin) -> None:
    story = shop_with(begin, FEW)
    march = newsletter(story, template(story), sends_to="all", include=["tried"])
    let_send(story)

    assert story.get(f"/results/newsletter/{march['id']}/comparison")["divisions"] == []
    assert story.client.get("/v1/results/newsletter/99").status_code == 404
    assert story.client.get(f"/v1/results/campaign/{march['id']}").status_code == 404


def everything(story: Story, newsletter: str) -> list[Json]:
    found: list[Json] = []
    cursor = None
    while True:
        page = story.get(
            f"/results/newsletter/{newsletter}/messages", what="sent", **({"cursor": cursor} if cursor else {})
        )
        found += page["data"]
        if (cursor := page["next_cursor"]) is None:
            return found
