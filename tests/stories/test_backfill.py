"""A back-fill: what happened in a period of the past lets customers enter a campaign that runs, once somebody asks for it."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import counts, drawn, node, path, run, runs_of, template
from tests.stories.shop import FEMALE, customer, open_shop, order, wish

from regulars import app as rooms
from regulars.books import jobs
from regulars.books.jobs import Jobs
from regulars.flows.campaigns import backfilling

Json = dict[str, Any]
COMPLETED: Json = {"kind": "order", "statuses": ["complete"]}
PERIOD: Json = {"since": "2026-01-01"}
BONUS = node("give", {"kind": "award_points", "points": 5}, next="end")


@pytest.fixture
def story(begin: Begin) -> Story:
    return open_shop(begin)


def imported(story: Story, type: str, *documents: Json) -> None:
    """Send records as history, which triggers nothing."""
    known = [{"updated_at": story.now.isoformat()} | one for one in documents]
    story.post(f"/records/{type}", {"data": known, "live": False})


def completed(number: str, name: str, day: str) -> Json:
    at = f"{day}T10:00:00Z"
    return order(number, name, "40.00", "complete", placed_at=at, status_history=[{"at": at, "status": "complete"}])


def worked(story: Story) -> None:
    Jobs(story.books, rooms.job_handlers(story.facts)).work(threading.Event(), until_idle=True)
    story.road.run_dry()


def previewed(story: Story, campaign: str, **said: Any) -> Json:
    """A back-fill with its preview."""
    made = story.post(f"/campaigns/{campaign}/backfills", PERIOD | said)
    assert made["state"] == "previewing"
    worked(story)
    found: Json = story.get(f"/campaigns/{campaign}/backfills/{made['id']}")
    assert (found["state"], found["error"]) == ("previewed", None)
    return found


def filled(story: Story, campaign: str, **said: Any) -> Json:
    """A back-fill that is done."""
    found = previewed(story, campaign, **said)
    story.post(f"/campaigns/{campaign}/backfills/{found['id']}/start", {})
    worked(story)
    done: Json = story.get(f"/campaigns/{campaign}/backfills/{found['id']}")
    assert (done["state"], done["error"]) == ("done", None)
    return done


def balance(story: Story, name: str) -> int:
    return int(story.points(name)["available"])


def test_who_would_enter_is_shown_before_anybody_does(story: Story) -> None:
    imported(story, "order", completed("1", "anna", "2026-01-10"), completed("2", "anna", "2026-02-10"),
             completed("3", "eva", "2026-02-11"), completed("4", "boris", "2025-12-24"))  # fmt: skip
    id = run(story, "Thanks", drawn(COMPLETED, BONUS))

    found = previewed(story, id)["preview"]

    assert (found["entered"], found["customers"], found["before"], found["over"]) == (3, 2, 0, 0)
    assert [(one["customer"]["external_id"], one["at"], one["key"]) for one in found["shown"]] == [
        ("anna", "2026-01-10T10:00:00Z", "order:1"),
        ("eva", "2026-02-11T10:00:00Z", "order:3"),
    ]
    assert found["days"] == [
        {"day": day, "entered": 1} for day in ("2026-01-10", "2026-02-10", "2026-02-11")
    ]  # fmt: skip
    assert counts(story, id) == {}


def test_it_lets_them_enter_now_and_says_so(story: Story) -> None:
    imported(story, "order", completed("1", "anna", "2026-01-10"))
    id = run(story, "Thanks", drawn(COMPLETED, BONUS))
    assert balance(story, "anna") == 0

    done = filled(story, id)

    assert (done["entered"], balance(story, "anna")) == (1, 5)
    [only] = runs_of(story, "anna")
    assert (only["backfill"], only["about"]["at"]) == (done["id"], "2026-01-10T10:00:00+00:00")
    assert path(story, only) == [("give", "next"), ("end", None)]


def test_asked_for_twice_each_occasion_is_entered_by_once(story: Story) -> None:
    imported(story, "order", completed("1", "anna", "2026-01-10"), completed("2", "anna", "2026-02-10"))
    id = run(story, "Thanks", drawn(COMPLETED, BONUS))
    filled(story, id, until="2026-01-31")

    again = filled(story, id)

    assert (again["preview"]["entered"], again["preview"]["before"], again["entered"]) == (1, 1, 1)
    assert (balance(story, "anna"), len(runs_of(story, "anna"))) == (10, 2)


TRIGGERS: dict[str, Json] = {
    "order": COMPLETED,
    "event": {"kind": "event", "name": "quiz"},
    "registered": {"kind": "registered"},
    "login": {"kind": "logged_in"},
    "review": {"kind": "review"},
    "wish": {"kind": "wishlist"},
    "list": {"kind": "newsletter"},
    "date": {"kind": "date", "field": "customer.born_on", "at": "09:00"},
    "schedule": {"kind": "schedule", "recurs": "FREQ=DAILY;BYHOUR=12", "since": "2026-03-01", "segment": "girls"},
    "entered": {"kind": "segment_entered", "segment": "wishing"},
    "cart": {"kind": "cart_abandoned", "after": {"amount": 1, "unit": "hours"}},
    "granted": {"kind": "points_granted"},
    "balance": {"kind": "balance_reached", "points": 5},
    "ending": {"kind": "points_ending", "days": 30},
}


@pytest.mark.parametrize("name", TRIGGERS)
def test_what_was_heard_as_it_happened_is_not_entered_by_again(story: Story, name: str) -> None:
    story.segment("girls", FEMALE)
    story.segment("wishing", {"value": {"count": "wishlist_item"}, "op": ">=", "to": 1})
    end = node("stop", {"kind": "goal"}, next="end")
    id = run(story, "Heard", drawn(TRIGGERS[name], end))
    now = (story.now + timedelta(seconds=1)).isoformat()
    story.send("customer", customer("greta", registered_at=now, born_on="1990-03-02", gender="female"))
    story.send("order", order("1", "greta", "40.00", "complete", placed_at=now,
               status_history=[{"at": now, "status": "complete"}]))  # fmt: skip
    story.post("/events", {"data": [{"id": "e1", "name": "quiz", "customer": "greta", "occurred_at": now}]})
    story.send("login", {"external_id": "l1", "customer": "greta", "logged_in_at": now})
    story.send("review", {"external_id": "r1", "customer": "greta", "sku": "TEE-1", "rating": 5, "written_at": now})
    story.send("wishlist_item", wish("greta", "TEE-1", added_at=now))
    said = {"external_id": "s1", "customer": "greta", "list": "newsletter", "status": "confirmed"}
    story.send("subscription", said | {"changed_at": now})
    line = {"sku": "TEE-1", "quantity": "1", "row_total": "29.00"}
    given = {"points": 7, "reason": "Hello", "ends_at": "2026-03-31T10:00:00Z"}
    story.post(f"/customers/{story.id_of('greta')}/points", given)
    story.send("cart", {"external_id": "c1", "customer": "greta", "status": "open", "lines": [line]})
    for _ in range(32):
        story.pass_time(story.now + timedelta(hours=1))
    heard = counts(story, id)["", "next"]
    assert "greta" in {one["customer"]["external_id"] for one in story.get(f"/campaigns/{id}/runs")["data"]}

    found = previewed(story, id, since="2026-03-01")["preview"]

    assert (found["entered"], found["before"] >= heard) == (0, True)


def test_what_holds_no_more_is_left_out(story: Story) -> None:
    """A cart that was ordered after all, though an hour late, and whoever has left the segment again."""
    line = {"sku": "TEE-1", "quantity": "1", "row_total": "29.00"}
    for name, key in (("anna", "c1"), ("eva", "c2")):
        imported(story, "cart", {"external_id": key, "customer": name, "status": "open", "lines": [line],
                                 "updated_at": "2026-02-20T10:00:00Z"})  # fmt: skip
    imported(story, "order", order("1", "eva", "29.00", "pending", placed_at="2026-02-21T10:00:00Z"))
    id = run(story, "Cart", drawn({"kind": "cart_abandoned", "after": {"amount": 1, "unit": "hours"}}, BONUS))

    done = filled(story, id)

    assert (done["preview"]["over"], done["entered"]) == (1, 1)
    assert (balance(story, "anna"), balance(story, "eva")) == (5, 0)


def test_who_left_the_segment_again_does_not_enter(story: Story) -> None:
    story.segment("wishing", {"value": {"count": "wishlist_item"}, "op": ">=", "to": 1})
    story.send("wishlist_item", wish("anna", "TEE-1"), wish("eva", "TEE-1"))
    story.send("wishlist_item", {"external_id": "eva-TEE-1", "customer": "eva", "deleted": True})
    id = run(story, "Wishes", drawn({"kind": "segment_entered", "segment": "wishing"}, BONUS))

    done = filled(story, id)

    assert (done["preview"]["over"], done["entered"], balance(story, "anna"), balance(story, "eva")) == (1, 1, 5, 0)


def test_once_ever_is_once_though_there_were_many_occasions(story: Story) -> None:
    imported(story, "order", completed("1", "anna", "2026-01-10"), completed("2", "anna", "2026-02-10"))
    id = run(story, "Welcome", drawn(COMPLETED, BONUS, settings={"entry": {"again": "once_ever"}}))

    done = filled(story, id)

    assert (done["preview"]["entered"], done["preview"]["before"], done["entered"]) == (1, 1, 1)
    [only] = runs_of(story, "anna")
    assert only["key"] == "order:1"


def test_a_condition_as_of_the_occasion_is_asked_as_of_then(story: Story) -> None:
    imported(story, "order", *(completed(str(n), "anna", f"2026-02-0{n}") for n in (1, 2, 3)))
    second = {"value": {"count": "order"}, "op": "=", "to": 2}
    step = {"kind": "condition", "condition": second, "as_of": "occasion"}
    id = run(story, "Second", drawn(COMPLETED, node("ask", step, yes="give", no="end"), BONUS))

    filled(story, id)

    assert counts(story, id)["ask", "yes"] == 1
    assert balance(story, "anna") == 5


class _Dying(jobs.Run):
    """A worker that goes down after some days of the period."""

    lives_for = 40

    def progress(self, done: int, total: int | None = None) -> None:
        if done > self.lives_for:
            raise jobs.Stopped
        super().progress(done, total)


def test_broken_off_it_goes_on_where_it_was(story: Story) -> None:
    imported(story, "order", *(completed(f"{n}", "anna", f"2026-01-{n:02}") for n in range(1, 31)),
             completed("31", "eva", "2026-02-20"))  # fmt: skip
    settings = {"entry": {"again": "after_leaving"}}
    id = run(story, "Thanks", drawn(COMPLETED, BONUS, settings=settings))
    found = previewed(story, id)
    assert found["preview"]["entered"] == 2
    story.post(f"/campaigns/{id}/backfills/{found['id']}/start", {})
    with story.books.transaction() as unit:
        row = unit.driver.execute(
            "update job set state = 'running' where kind = %s returning id", [backfilling.KIND]
        ).fetchone()
        assert row is not None
        dying = _Dying(story.books, jobs.get(unit, row[0]), threading.Event())
    with pytest.raises(jobs.Stopped):
        backfilling.work(dying, story.facts)
    story.road.run_dry()
    assert (balance(story, "anna"), balance(story, "eva")) == (5, 0)

    worked(story)

    assert (balance(story, "anna"), balance(story, "eva")) == (5, 5)
    assert story.get(f"/campaigns/{id}/backfills/{found['id']}")["entered"] == 2


def test_it_is_refused_where_nobody_can_enter_by_it(story: Story) -> None:
    by_hand = run(story, "By hand", drawn({"kind": "by_hand"}, BONUS))
    thanks = run(story, "Thanks", drawn(COMPLETED, BONUS))
    made = previewed(story, thanks)

    def code(path: str, body: Json) -> tuple[int, str]:
        answer = story.client.post(f"/v1/campaigns/{path}", json=body)
        told = answer.json()
        return answer.status_code, told["errors"][0]["code"] if told.get("errors") else told["code"]

    assert code(f"{by_hand}/backfills", PERIOD) == (422, "by_hand")
    assert code(f"{thanks}/backfills", {"since": "2027-01-01"}) == (422, "future")
    assert code(f"{thanks}/backfills", {"since": "2026-02-01", "until": "2026-01-01"}) == (422, "before_since")
    assert code(f"{thanks}/backfills", {"since": "2010-01-01"}) == (422, "too_long")
    assert code(f"{by_hand}/backfills/{made['id']}/start", {}) == (404, "not_found")
    story.post(f"/campaigns/{thanks}/pause", {})
    assert code(f"{thanks}/backfills/{made['id']}/start", {}) == (409, "campaign.state")
    story.post(f"/campaigns/{thanks}/resume", {})
    now = {"revision": story.get(f"/campaigns/{thanks}")["revision"]}
    anew = drawn(COMPLETED, node("give", {"kind": "award_points", "points": 6}, next="end"))
    saved = story.client.put(f"/v1/campaigns/{thanks}/draft", json={"draft": anew, **now}).json()
    story.post(f"/campaigns/{thanks}/publish", {"revision": saved["revision"]})
    assert code(f"{thanks}/backfills/{made['id']}/start", {}) == (409, "campaign.other_version")


def test_what_was_started_is_not_started_again(story: Story) -> None:
    id = run(story, "Thanks", drawn(COMPLETED, BONUS))
    done = filled(story, id)

    answer = story.client.post(f"/v1/campaigns/{id}/backfills/{done['id']}/start", json={})

    assert (answer.status_code, answer.json()["code"]) == (409, "campaign.backfill_state")


def test_a_mail_goes_to_whoever_entered_by_it(story: Story) -> None:
    imported(story, "order", completed("1", "anna", "2026-01-10"))
    mail = node("mail", {"kind": "mail", "template": template(story, "Thanks")}, next="end")
    id = run(story, "Thanks", drawn(COMPLETED, mail))

    filled(story, id)

    with story.books.transaction() as unit:
        assert unit.driver.execute("select node from message").fetchall() == [("mail",)]
