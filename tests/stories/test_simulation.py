"""A campaign simulated over the last days of the shop: who would have got what and when, and nothing is written."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, node, run, runs_of, template
from tests.stories.shop import FEMALE, at, customer, open_shop, order

from regulars import app as rooms
from regulars.books import jobs
from regulars.books.jobs import Jobs

Json = dict[str, Any]
LOYAL = {"value": {"days_since": {"date": "customer.registered_at"}}, "op": ">=", "to": 365}
COMPLETED = {"kind": "order", "statuses": ["complete"]}
DAY: Json = {"amount": 1, "unit": "days"}
LEAVES = """<a href="{{ links.unsubscribe }}">Unsubscribe</a>"""
MJML_NEWS = (
    f"<mjml><mj-body><mj-section><mj-column><mj-text>News {LEAVES}</mj-text></mj-column></mj-section></mj-body></mjml>"
)
BIRTHDAY = drawn(
    {"kind": "date", "field": "customer.born_on", "at": "09:00"},
    node("loyal", {"kind": "select", "segment": "loyal"}, yes="give", no="end"),
    node("give", {"kind": "award_points", "points": 500}, next="end"),
)


def begin_simulation(story: Story, campaign: str, **said: Any) -> Json:
    begun: Json = story.post(f"/campaigns/{campaign}/simulations", said)
    return begun


def worked(story: Story) -> None:
    Jobs(story.books, rooms.job_handlers(story.facts)).work(threading.Event(), until_idle=True)


def simulated(story: Story, draft: Json, **said: Any) -> Json:
    """What comes of simulating a draft."""
    name = f"Draft {len(story.get('/campaigns')['data'])}"
    made = story.post("/campaigns", {"name": name, "draft": draft})
    assert made["reading"]["errors"] == []
    return result_of(story, str(made["id"]), **said)


def result_of(story: Story, campaign: str, **said: Any) -> Json:
    begun = begin_simulation(story, campaign, **said)
    worked(story)
    done = story.get(f"/campaigns/{campaign}/simulations/{begun['id']}")
    assert (done["state"], done["error"]) == ("done", None)
    result: Json = done["result"]
    return result


def deeds(result: Json) -> list[tuple[str, str, str, int]]:
    """Everything that would have been done: to whom, when, what, and how much."""
    found = [
        (one["customer"]["external_id"], deed["at"], deed["not_done"] or deed["what"], deed["amount"])
        for one in result["shown"]
        for deed in one["deeds"]
    ]
    return sorted(found, key=lambda deed: deed[1])


def completed(story: Story, number: str, name: str, total: str = "40.00", **said: Any) -> None:
    """An order that is complete just now."""
    now = story.now + timedelta(seconds=1)
    story.send("order", order(number, name, total, "complete", placed_at=now.isoformat(),
               status_history=[{"at": now.isoformat(), "status": "complete"}], **said))  # fmt: skip


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def test_a_birthday_bonus_of_the_last_days_goes_by_what_customers_were_then(begin: Begin) -> None:
    """The segment is a minute old: it is asked about as of each birthday."""
    story = open_shop(begin, "2026-05-20 10:00")
    story.send("customer",
               customer("fedir", born_on="1990-03-03", registered_at="2025-03-03T08:00:00Z"),
               customer("ivan", born_on="1990-03-03", registered_at="2025-03-04T08:00:00Z"))  # fmt: skip
    story.segment("loyal", LOYAL)

    found = simulated(story, BIRTHDAY)

    assert deeds(found) == [
        ("fedir", "2026-03-03T07:00:00Z", "points", 500), ("anna", "2026-05-04T06:00:00Z", "points", 500),
    ]  # fmt: skip
    assert (found["entered"], found["customers"], found["points"], found["ended"]) == (3, 3, 1000, {"end": 3})
    [loyal] = [one for one in found["nodes"] if one["node"] == "loyal"]
    assert loyal["left"] == {"yes": 2, "no": 1}
    days = {one["day"]: one for one in found["days"]}
    assert (days["2026-03-03"]["entered"], days["2026-03-03"]["points"]) == (2, 500)
    assert len(days) == 90


def test_it_is_as_it_was_where_the_campaign_has_run(story: Story) -> None:
    """The same days, in earnest and simulated: orders, waits, conditions, branches, quiet hours."""
    rich = {"value": {"count": "order"}, "op": ">=", "to": 2}
    mail = {"kind": "mail", "template": template(story, "Thank you", kind="transactional")}
    draft = drawn(
        COMPLETED,
        node("wait", {"kind": "wait", "length": {"amount": 20, "unit": "hours"}}, next="again"),
        node("again", {"kind": "condition", "condition": rich}, yes="mail", no="order"),
        node(
            "order", {"kind": "wait_order", "at_most": {"amount": 3, "unit": "days"}}, happened="mail", timed_out="one"
        ),
        node("one", {"kind": "award_points", "points": 7}, next="clock"),
        node("clock", {"kind": "wait_time", "at": "09:00", "weekdays": [1, 3, 5]}, next="mail"),
        node("mail", mail, next="end"),
        settings={"quiet_hours": {"since": "20:00", "until": "08:00"}, "entry": {"again": "after_leaving"}},
    )
    id = run(story, "Thanks", draft)
    for hours, number, name in (
        (1, "1", "anna"),
        (9, "2", "boris"),
        (8, "3", "anna"),
        (30, "4", "eva"),
        (20, "5", "boris"),
    ):
        for _ in range(hours):
            story.pass_time(story.now + timedelta(hours=1))
        completed(story, number, name)
    for _ in range(24 * 8):
        story.pass_time(story.now + timedelta(hours=1))

    found = result_of(story, id, days=20)

    names = ("anna", "boris", "eva")
    happened = [one for name in names for one in runs_of(story, name)]
    paths = [story.get(f"/campaign-runs/{one['id']}")["path"] for one in happened]
    assert len(happened) == found["entered"] == 3
    edges = Counter((one["node"], one["branch"] or "") for path in paths for one in path)
    simulated_edges = {
        (one["node"], branch): many for one in found["nodes"] for branch, many in one["left"].items() if branch
    }
    assert {edge: many for edge, many in edges.items() if edge[1]} == {e: n for e, n in simulated_edges.items() if n}
    whens = sorted(one["at"][:13] for path in paths for one in path if one["node"] == "mail")
    assert whens == sorted(when[:13] for _, when, what, _ in deeds(found) if what == "mail")
    assert found["points"] == 7 * sum(one["node"] == "one" for path in paths for one in path)


def test_nothing_is_written_but_the_result(story: Story) -> None:
    story.segment("loyal", LOYAL)
    promotion = {
        "name": "Ten",
        "benefit": {"kind": "percent", "percent": "10"},
        "coupon": "codes",
        "state": "published",
    }
    draft = drawn(
        {"kind": "by_hand"},
        node("one", {"kind": "award_points", "points": 1}, next="coupon"),
        node("coupon", {"kind": "give_coupon", "promotion": story.post("/promotions", promotion)["id"]}, next="tag"),
        node("tag", {"kind": "tags", "add": ["seen"]}, next="mail"),
        node("mail", {"kind": "mail", "template": template(story, "Hello")}, next="hook"),
        node("hook", {"kind": "webhook", "name": "seen"}, next="end"),
    )
    made = story.post("/campaigns", {"name": "Everything", "draft": draft})
    story.client.post("/v1/webhooks", json={"url": "https://shop.example/hook", "types": ["campaign.step"]})

    def rows() -> dict[str, int]:
        with story.books.transaction() as unit:
            names = [name for (name,) in unit.driver.execute(
                "select relname from pg_stat_user_tables where schemaname = 'public' and relname not like 'procrastinate%'"
            ).fetchall() if name not in ("job", "answer", "idempotency")]  # fmt: skip
            counted = {n: unit.driver.execute(f'select count(*) from "{n}"'.encode()).fetchone() for n in names}
        return {name: row[0] for name, row in counted.items() if row is not None}

    before = rows()
    begun = begin_simulation(story, made["id"], segment="loyal", days=3)
    worked(story)
    story.road.run_dry()

    result = story.get(f"/campaigns/{made['id']}/simulations/{begun['id']}")["result"]
    assert (result["entered"], result["points"], result["coupons"], result["mails"]) == (5, 5, 5, 5)
    assert rows() == before


def test_mails_say_why_they_would_not_have_left(story: Story) -> None:
    story.client.put(
        "/v1/campaign-policy", json={"most_mails": 1, "days": 1, "drops": True, "version": 1}
    ).raise_for_status()
    story.send("customer", customer("anna", email=None))
    story.segment("women", FEMALE)
    said = {"kind": "mail", "template": template(story, "Hello", LEAVES, kind="marketing")}

    found = simulated(
        story,
        drawn({"kind": "by_hand"}, node("first", said, next="second"), node("second", said, next="end")),
        segment="women", days=2,
    )  # fmt: skip

    assert found["mails"] == 2
    assert {(one["why"], one["times"]) for one in found["not_done"]} == {("no_address", 1), ("cap", 3)}
    assert found["mails_per_customer"] == [{"mails": 1, "customers": 2}]
    assert {one["customer"]["external_id"] for one in found["most_mails"]} == {"clara", "eva"}


def test_what_a_customer_does_ends_a_run_or_is_waited_for(story: Story) -> None:
    def event(name: str, who: str, when: str) -> Json:
        return {"name": name, "customer": who, "occurred_at": at(when).isoformat()}

    story.pass_time(at("2026-03-10 10:00"))
    story.post("/events", {"data": [
        event("start", "anna", "2026-03-05 10:00"), event("go", "anna", "2026-03-05 20:00"),
        event("start", "boris", "2026-03-05 10:00"), event("go", "boris", "2026-03-07 20:00"),
        event("start", "eva", "2026-03-05 10:00"), event("stop", "eva", "2026-03-05 11:00"),
    ]})  # fmt: skip
    rich = {"value": {"count": "event", "where": {"value": "event.name", "op": "=", "to": "go"}}, "op": ">=", "to": 1}
    two = {"amount": 2, "unit": "days"}

    found = simulated(story, drawn(
        {"kind": "event", "name": "start"},
        node("go", {"kind": "wait_event", "name": "go", "at_most": DAY}, happened="one", timed_out="rich"),
        node("rich", {"kind": "wait_condition", "condition": rich, "at_most": two}, happened="one", timed_out="end"),
        node("one", {"kind": "award_points", "points": 1}, next="end"),
        settings={"ends_on": {"events": ["stop"]}},
    ))  # fmt: skip

    assert deeds(found) == [
        ("anna", "2026-03-05T20:00:00Z", "points", 1), ("boris", "2026-03-07T20:00:00Z", "points", 1),
    ]  # fmt: skip
    assert found["ended"] == {"end": 2, "event": 1}


@pytest.mark.parametrize(
    ("entry", "times"),
    [
        ({"again": "each_time"}, 3),
        ({"again": "once_ever"}, 1),
        ({"again": "once_a_period", "period": {"amount": 1, "unit": "days"}}, 2),
        ({"again": "after_leaving"}, 2),
    ],
)
def test_entering_again(story: Story, entry: Json, times: int) -> None:
    wait = {"kind": "wait", "length": {"amount": 3, "unit": "hours"}}
    story.pass_time(at("2026-03-10 10:00"))
    pings = ("2026-03-05 10:00", "2026-03-05 11:00", "2026-03-06 12:00")
    story.post("/events", {"data": [
        {"name": "ping", "customer": "anna", "occurred_at": at(ping).isoformat()} for ping in pings
    ]})  # fmt: skip

    found = simulated(
        story, drawn({"kind": "event", "name": "ping"}, node("wait", wait, next="end"), settings={"entry": entry})
    )

    assert found["entered"] == times


def test_who_entered_a_segment_is_known_by_what_was_recorded_and_before_day_by_day(story: Story) -> None:
    many = {"value": {"count": "order"}, "op": ">=", "to": 1}
    completed(story, "1", "anna")
    story.pass_time(at("2026-03-05 10:00"))
    story.segment("buyers", many)
    story.pass_time(at("2026-03-06 10:00"))
    completed(story, "2", "boris")
    story.pass_time(at("2026-03-08 10:00"))

    found = simulated(story, drawn(
        {"kind": "segment_entered", "segment": "buyers"}, node("one", {"kind": "award_points", "points": 1}, next="end")
    ), days=30)  # fmt: skip

    [(anna, day, *_), (boris, when, *_)] = deeds(found)
    assert (anna, day, boris, when[:16]) == ("anna", "2026-03-01T22:00:00Z", "boris", "2026-03-06T10:00")
    assert found["by_day"]


def test_a_schedule_a_registration_and_a_cart_that_was_left(story: Story) -> None:
    story.segment("women", FEMALE)
    story.customer("fedir", registered_at="2026-03-04T10:00:00Z")
    story.pass_time(at("2026-03-05 10:00"))
    line = {"sku": "TEE-1", "quantity": "1", "row_total": "29.00"}
    cart = {"external_id": "c1", "customer": "anna", "status": "open", "lines": [line]}
    story.send("cart", cart | {"updated_at": "2026-03-05T09:00:00Z"})
    story.pass_time(at("2026-03-10 10:00"))
    rule = {
        "kind": "schedule",
        "recurs": "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0",
        "since": "2026-01-05",
        "segment": "women",
    }
    one = node("one", {"kind": "award_points", "points": 1}, next="end")

    monday = simulated(story, drawn(rule, one), days=10)
    registered = simulated(story, drawn({"kind": "registered"}, one), days=10)
    left = simulated(story, drawn({"kind": "cart_abandoned", "after": {"amount": 2, "unit": "hours"}}, one), days=10)

    assert [(who, when) for who, when, *_ in deeds(monday)] == [
        (name, day) for day in ("2026-03-02T07:00:00Z", "2026-03-09T07:00:00Z") for name in ("anna", "clara", "eva")
    ]  # fmt: skip
    assert deeds(registered) == [("fedir", "2026-03-04T10:00:00Z", "points", 1)]
    assert deeds(left) == [("anna", "2026-03-05T11:00:00Z", "points", 1)]


def test_a_draft_with_faults_and_one_that_nobody_enters_are_refused(story: Story) -> None:
    made = story.post("/campaigns", {"name": "Draft", "draft": {"trigger": {"kind": "by_hand"}, "nodes": []}})
    path = f"/v1/campaigns/{made['id']}/simulations"

    empty = story.client.post(path, json={})
    nobody = story.client.post(
        path, json={"draft": drawn({"kind": "by_hand"}, node("goal", {"kind": "goal"}, next="end"))}
    )

    assert (empty.status_code, empty.json()["errors"][0]["pointer"]) == (422, "/draft/first")
    assert (nobody.status_code, nobody.json()["errors"][0]["pointer"]) == (422, "/segment")


def test_one_that_is_cancelled_is_not_done_and_all_are_kept(story: Story) -> None:
    story.segment("loyal", LOYAL)
    made = story.post("/campaigns", {"name": "Draft", "draft": BIRTHDAY})
    first, second = (begin_simulation(story, made["id"], days=n) for n in (5, 6))

    cancelled = story.post(f"/campaigns/{made['id']}/simulations/{first['id']}/cancel", {})
    worked(story)

    assert cancelled["state"] == "cancelled"
    listed = story.get(f"/campaigns/{made['id']}/simulations")["data"]
    assert [(one["id"], one["state"]) for one in listed] == [(second["id"], "done"), (first["id"], "cancelled")]


def test_one_that_is_cancelled_while_it_goes_on_stops(story: Story) -> None:
    id = story.books.perform(lambda unit: jobs.enqueue(unit, "count", "count", {}))

    def count(run: jobs.Run) -> None:
        with story.books.transaction() as unit:
            jobs.cancel(unit, run.id)
        run.progress(1, 1)
        raise AssertionError("it went on")

    Jobs(story.books, {"count": count}).work(threading.Event(), until_idle=True)

    with story.books.transaction() as unit:
        assert jobs.get(unit, id).state == "cancelled"


def test_the_cap_of_the_mail_settings_holds_back_what_advertises(story: Story) -> None:
    settings = story.get("/mail-settings")
    asked = {"cap": {"messages": 2, "days": 7}, "version": settings["version"]}
    story.client.patch("/v1/mail-settings", json=asked).raise_for_status()
    said = {"subject": "News", "body": MJML_NEWS}
    made = story.post("/mail-templates", {"name": "News", "kind": "marketing", "languages": {"en": said}})
    story.post(f"/mail-templates/{made['id']}/publish", {"revision": made["revision"]})
    for number in ("1", "2", "3"):
        completed(story, number, "anna")
        story.pass_time(story.now + timedelta(days=1))
    story.pass_time(story.now + timedelta(days=8))
    completed(story, "4", "anna")

    found = simulated(
        story, drawn(COMPLETED, node("mail", {"kind": "mail", "template": made["id"]}, next="end")), days=20
    )

    assert found["mails"] == 3
    assert found["not_done"] == [{"what": "mail", "why": "cap", "times": 1}]
