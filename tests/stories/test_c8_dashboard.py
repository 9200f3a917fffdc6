"""C7 and C8: what a rewards workflow sent and brought about, and whom it didn't reach and why."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Json, Story
from tests.stories.mail import let_send, newsletter, template
from tests.stories.shop import open_shop, order, refund

BODY = (
    "<mjml><mj-body><mj-section><mj-column><mj-text>Thank you</mj-text>"
    '<mj-text><a href="https://shop.example/tees">Tees</a> <a href="https://shop.example/bags">Bags</a></mj-text>'
    '<mj-text><a href="{{ links.unsubscribe }}">Leave</a></mj-text></mj-column></mj-section></mj-body></mjml>'
)
PERSON = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
MACHINE = {"user-agent": "Mozilla/5.0"}
DAY = timedelta(days=1)


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin, "2026-03-02 08:00")  # a Monday


def mail(story: Story, name: str) -> str:
    said = {"subject": name, "body": BODY}
    made = story.post("/mail-templates", {"name": name, "kind": "marketing", "languages": {"en": said}})
    story.post(f"/mail-templates/{made['id']}/publish", {"revision": made["revision"]})
    return str(made["id"])


def workflow(story: Story, *rules: tuple[str, str], **said: Any) -> Json:
    """A workflow whose rules each bring a mail after so many orders."""
    made = story.post("/workflows", {"name": "Rewards", "form": {"rules": written(story, *rules)} | said})
    active: Json = story.post(f"/workflows/{made['id']}/activate", {"revision": made["revision"]})
    return active


def written(story: Story, *rules: tuple[str, str]) -> list[Json]:
    return [
        {"id": id, "kind": "nth_order", "value": value, "template": mail(story, f"Mail {id}")} for id, value in rules
    ]


def buy(story: Story, number: str, name: str, total: str, status: str = "complete") -> None:
    story.now += timedelta(minutes=1)
    story.send("order", order(number, name, total, status, placed_at=story.now.isoformat()))


def messages(story: Story, name: str) -> list[Json]:
    found: list[Json] = story.get("/messages", customer=story.id_of(name))["data"]
    return found


def links(story: Story, message: Json) -> list[str]:
    """The paths of what was written into the mail of a message: its picture first, then its links."""
    html = story.get(f"/messages/{message['id']}/mail")["html"]
    return [one.replace("&amp;", "&") for one in re.findall(r'"http://127.0.0.1:8000(/m/[oc]/[^"]+)"', html)]


def follow(story: Story, path: str, headers: Json = PERSON) -> None:
    assert story.client.get(path, headers=headers, follow_redirects=False).status_code < 400
    story.road.run_dry()


def click(story: Story, name: str, n: int = 0) -> None:
    clicked = [one for one in links(story, messages(story, name)[0]) if "/c/" in one]
    follow(story, clicked[n])


def results(story: Story, source: str, id: str) -> Json:
    found: Json = story.get(f"/results/{source}/{id}")
    return found


def figures(found: Json, *names: str) -> tuple[Any, ...]:
    return tuple(found[name]["amount"] if name == "revenue" else found[name] for name in names)


def test_c8_the_dashboard_counts_what_was_sent_and_what_it_brought_about(story: Story) -> None:
    made = workflow(story, ("one", "1"), ("two", "2"))
    for name in ("anna", "boris", "eva"):
        buy(story, f"{name}-1", name, "100.00")
    before = results(story, "workflow", made["id"])
    assert figures(before, "pending", "sent", "conversions", "revenue") == (3, 0, 0, "0.00")
    let_send(story)
    story.now += timedelta(hours=1)

    follow(story, next(one for one in links(story, messages(story, "boris")[0]) if "/o/" in one), MACHINE)
    click(story, "anna")
    buy(story, "anna-2", "anna", "40.00")
    let_send(story)

    found = results(story, "workflow", made["id"])
    assert figures(found, "pending", "sent", "delivered", "opened", "machine_opened", "clicked") == (0, 4, 4, 1, 1, 1)
    assert figures(found, "conversions", "revenue") == (1, "40.00")
    assert [
        (one["node"], one["name"], one["sent"], *figures(one, "conversions", "revenue")) for one in found["nodes"]
    ] == [
        ("one", "Mail one", 3, 1, "40.00"),
        ("two", "Mail two", 1, 0, "0.00"),
    ]
    story.send("refund", refund("r1", "anna-2", "15.00", story))
    assert figures(results(story, "workflow", made["id"]), "conversions", "revenue") == (1, "25.00")


def test_a_customer_s_own_conversions_say_which_message_led_to_which_order(story: Story) -> None:
    made = workflow(story, ("one", "1"))
    for name in ("anna", "eva"):
        buy(story, f"{name}-1", name, "100.00")
    let_send(story)
    story.now += timedelta(hours=1)
    click(story, "anna")
    clicked = story.now
    for number in ("anna-2", "anna-3"):
        buy(story, number, "anna", "40.00")
    story.send("refund", refund("r1", "anna-2", "15.00", story))

    theirs = f"/customers/{story.id_of('anna')}/conversions"
    first = story.get(theirs, limit=1)
    second = story.get(theirs, limit=1, cursor=first["next_cursor"])

    [later], [earlier] = first["data"], second["data"]
    assert (later["order"], earlier["order"]) == ("anna-3", "anna-2")
    assert figures(earlier, "source", "source_id", "source_name", "node", "subject", "revenue") == (
        "workflow", made["id"], "Rewards", "one", "Mail one", "25.00",
    )  # fmt: skip
    assert earlier["message"] == messages(story, "anna")[-1]["id"]
    assert datetime.fromisoformat(earlier["touched_at"]) == clicked
    assert second["next_cursor"] is None
    assert story.get(f"/customers/{story.id_of('eva')}/conversions")["data"] == []


def test_c8_an_order_counts_within_five_days_of_the_last_click(story: Story) -> None:
    made = workflow(story, ("one", "1"))
    buy(story, "anna-1", "anna", "100.00")
    let_send(story)
    story.now += timedelta(hours=1)
    click(story, "anna")
    story.now += 4 * DAY
    click(story, "anna", 1)
    clicked = story.now
    story.send("order", *(
        order(number, "anna", total, "pending", placed_at=at.isoformat())
        for number, total, at in (
            ("last", "7.00", clicked + 5 * DAY),
            ("late", "11.00", clicked + 5 * DAY + timedelta(microseconds=1)),
            ("gone", "13.00", clicked + DAY),
        )
    ))  # fmt: skip
    story.send("order", order("gone", "anna", "13.00", "cancelled", placed_at=(clicked + DAY).isoformat()))
    assert figures(results(story, "workflow", made["id"]), "conversions") == (0,), "nothing counts before it was placed"

    story.now += 6 * DAY

    assert figures(results(story, "workflow", made["id"]), "clicked", "conversions", "revenue") == (1, 1, "7.00")
    [log] = story.get(f"/results/workflow/{made['id']}/conversions")["data"]
    assert (log["order"], log["customer"]["external_id"], log["node"]) == ("last", "anna", "one")
    assert log["touched_at"] == clicked.isoformat().replace("+00:00", "Z")


def test_c8_what_counts_can_be_said(story: Story) -> None:
    made = workflow(story, ("one", "1"))
    buy(story, "anna-1", "anna", "100.00")
    let_send(story)
    story.now += 6 * DAY
    buy(story, "anna-2", "anna", "40.00")
    assert results(story, "workflow", made["id"])["attribution"] == {"by": "click", "days": 5, "version": 0}
    path = f"/v1/results/workflow/{made['id']}/attribution"

    for by, days, counted in (("delivery", 7, 1), ("delivery", 5, 0), ("open", 7, 0)):
        version = results(story, "workflow", made["id"])["attribution"]["version"]
        answer = story.client.put(path, json={"by": by, "days": days, "version": version})
        assert answer.json() == {"by": by, "days": days, "version": version + 1}
        assert results(story, "workflow", made["id"])["conversions"] == counted

    assert story.client.put(path, json={"by": "click", "days": 5, "version": 1}).json()["version"] == 3


def test_c8_nothing_changes_when_a_rule_is_deleted(story: Story) -> None:
    made = workflow(story, ("one", "1"), ("two", "2"))
    buy(story, "anna-1", "anna", "100.00")
    let_send(story)
    story.now += timedelta(hours=1)
    click(story, "anna")
    buy(story, "anna-2", "anna", "40.00")
    let_send(story)
    before = results(story, "workflow", made["id"])

    kept = [rule for rule in story.get(f"/workflows/{made['id']}")["form"]["rules"] if rule["id"] == "two"]
    changed = story.client.patch(
        f"/v1/workflows/{made['id']}", json={"revision": made["revision"], "form": {"rules": kept}}
    ).json()
    story.post(f"/workflows/{made['id']}/activate", {"revision": changed["revision"]})

    after = results(story, "workflow", made["id"])
    assert sorted(after.pop("nodes"), key=str) == sorted(before.pop("nodes"), key=str)
    assert after == before


def test_c8_by_week_each_thing_in_its_own(story: Story) -> None:
    made = workflow(story, ("one", "1"))
    story.now += 6 * DAY + timedelta(hours=12)  # Sunday, 22:00 in Kyiv
    buy(story, "anna-1", "anna", "100.00")
    let_send(story)
    story.now += timedelta(hours=3)
    click(story, "anna")
    story.now += 2 * DAY
    buy(story, "boris-1", "boris", "100.00")
    buy(story, "anna-2", "anna", "40.00")
    let_send(story)

    weeks = results(story, "workflow", made["id"])["weeks"]
    assert [(one["week"], *figures(one, "sent", "clicked", "conversions", "revenue")) for one in weeks] == [
        ("2026-03-02", 1, 0, 0, "0.00"),
        ("2026-03-09", 1, 1, 1, "40.00"),
    ]


def test_an_order_counts_for_the_last_message_that_was_touched(story: Story) -> None:
    made = workflow(story, ("one", "1"))
    buy(story, "anna-1", "anna", "100.00")
    let_send(story)
    story.now += timedelta(hours=1)
    click(story, "anna")
    march = newsletter(story, template(story), sends_to="all")
    let_send(story)
    said = {"by": "delivery", "days": 1, "version": 0}
    assert story.client.put(f"/v1/results/newsletter/{march['id']}/attribution", json=said).status_code == 200

    buy(story, "anna-2", "anna", "40.00")
    story.now += 2 * DAY
    buy(story, "anna-3", "anna", "50.00")

    assert figures(results(story, "newsletter", march["id"]), "conversions", "revenue") == (1, "40.00")
    assert figures(results(story, "workflow", made["id"]), "conversions", "revenue") == (1, "50.00")


def test_c7_who_is_not_opted_in_is_in_the_log_as_blocked_with_address_and_reason(story: Story) -> None:
    made = workflow(story, ("one", "1"), sends_to="opted_in", list="newsletter")
    buy(story, "anna-1", "anna", "100.00")
    path = f"/results/workflow/{made['id']}/messages"
    assert [(one["state"], one["node"]) for one in story.get(path, what="pending")["data"]] == [("queued", "one")]

    let_send(story)

    assert story.get(path, what="pending")["data"] == story.get(path, what="sent")["data"] == []
    today = {"from": "2026-03-02", "to": "2026-03-02"}
    [blocked] = story.get(path, what="blocked", **today)["data"]
    assert (blocked["address"], blocked["reason"]) == ("anna@shop.example", "not_opted_in")
    found = results(story, "workflow", made["id"])
    assert (found["blocked"], found["sent"]) == (1, 0)
    assert found["blocked_for"] == [{"reason": "not_opted_in", "count": 1}]
    story.now += 3 * DAY
    assert story.get(path, what="blocked", **{"from": "2026-03-03"})["data"] == []
