"""D1, the notice: seven days before the 500 points end, who has them still is told how many and until when."""

from __future__ import annotations

from tests.stories.conftest import Begin, Story
from tests.stories.drawing import drawn, node, run, template
from tests.stories.mail import have_sent, let_send
from tests.stories.shop import at
from tests.stories.test_d1_bonus import begun

from regulars.messaging.queue import NewMessage


def noticing(begin: Begin) -> Story:
    """The shop of the bonus, which also tells of points that end, by the starter there is for it."""
    story, _ = begun(begin)
    [starter] = [one for one in story.get("/mail-templates/starters") if one["id"] == "points-ending"]
    made = story.post(
        "/mail-templates", {name: starter[name] for name in ("kind", "languages")} | {"name": "Points end"}
    )
    story.post(f"/mail-templates/{made['id']}/publish", {"revision": made["revision"]})
    run(story, "Notice", drawn(
        {"kind": "points_ending", "days": 7}, node("tell", {"kind": "mail", "template": made["id"]}, next="end"),
    ))  # fmt: skip
    story.pass_time(at("2026-03-03 07:00"))
    return story


def told(story: Story) -> list[str]:
    """What mails said."""
    let_send(story)
    found = story.get("/messages", source="campaign")["data"]
    return [story.get(f"/messages/{one['id']}/mail")["text"] for one in found if one["state"] == "accepted"]


def test_who_has_the_points_is_told_seven_days_before_they_end(begin: Begin) -> None:
    story = noticing(begin)

    story.pass_time(at("2026-03-26 20:59"))
    assert told(story) == []
    story.pass_time(at("2026-03-26 22:00"))

    [text] = told(story)
    assert "500 points can be spent until April 2, 2026" in text
    story.pass_time(at("2026-04-03 10:00"))
    assert len(told(story)) == 1, "once, and not again when they have ended"


def test_a_mail_can_speak_of_every_kind_of_points(begin: Begin) -> None:
    story, _ = begun(begin)
    story.post("/points/kinds", {"id": "stars", "singular": "star", "plural": "stars", "spendable": False})
    for points, kind in ((70, "points"), (7, "stars")):
        body = {"points": points, "reason": "a gift", "points_kind": kind, "ends_at": "2026-05-01T00:00:00Z"}
        story.post(f"/customers/{story.id_of('fedir')}/points", body)
    body = "{{ kinds.points.points }} and {{ kinds.stars.points }}, {{ kinds.stars.ending.points }} until {{ kinds.stars.ending.on | date }}"
    of = template(story, "Stars", body)
    have_sent(story, NewMessage("stars", "campaign", "7", int(of), 1, int(story.id_of("fedir")), marketing=False))

    [text] = told(story)

    assert text.startswith("70 and 7, 7 until May 1, 2026")


def test_who_has_spent_them_is_told_nothing(begin: Begin) -> None:
    story = noticing(begin)
    story.post(
        f"/customers/{story.id_of('fedir')}/points", {"points": -500, "reason": "spent", "legal_entity": "Retail Ltd"}
    )

    story.pass_time(at("2026-03-27 10:00"))

    assert told(story) == []
