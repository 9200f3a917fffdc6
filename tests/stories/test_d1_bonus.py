"""D1, the bonus: on a birthday who has been registered for a year gets 500 points, once, for 30 days, owed by Retail Ltd."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.drawing import counts, drawn, node, path, run, runs_of
from tests.stories.shop import at, customer, open_shop

LOYAL = {"value": {"days_since": {"date": "customer.registered_at"}}, "op": ">=", "to": 365}
BONUS: dict[str, Any] = {
    "kind": "award_points",
    "points": 500,
    "lifetime": {"amount": 30, "unit": "days"},
    "legal_entity": "Retail Ltd",
    "reason": "A year with us",
}
DRAFT = drawn(
    {"kind": "date", "field": "customer.born_on", "at": "09:00"},
    node("loyal", {"kind": "select", "segment": "loyal"}, yes="give", no="end"),
    node("give", BONUS, next="end"),
)
DAYS_AGO = {"fedir": 365, "ivan": 364}


def begun(begin: Begin, now: str = "2026-03-02 20:00") -> tuple[Story, str]:
    """Fedir has been registered for 365 days on 3 March, Ivan for 364, and both have their birthday then."""
    story = open_shop(begin, now)
    birthday = at("2026-03-03 10:00")
    story.send("customer", *(
        customer(name, born_on="1990-03-03", registered_at=(birthday - timedelta(days=days)).isoformat())
        for name, days in DAYS_AGO.items()
    ))  # fmt: skip
    story.segment("loyal", LOYAL)
    return story, run(story, "Birthday bonus", DRAFT)


def test_the_bonus_comes_at_nine_to_who_is_loyal(begin: Begin) -> None:
    story, id = begun(begin)

    story.pass_time(at("2026-03-03 06:59"))
    assert story.points("fedir")["available"] == 0
    story.pass_time(at("2026-03-03 07:00"))

    assert (story.points("fedir")["available"], story.points("ivan")["available"]) == (500, 0)
    (fedirs,), (ivans,) = runs_of(story, "fedir"), runs_of(story, "ivan")
    assert path(story, fedirs) == [("loyal", "yes"), ("give", "next"), ("end", None)]
    assert path(story, ivans) == [("loyal", "no"), ("end", None)]
    assert fedirs["ended_by"] == "end"
    assert counts(story, id) == {
        ("", "next"): 2, ("loyal", "yes"): 1, ("loyal", "no"): 1, ("give", "next"): 1, ("end", ""): 2,
    }  # fmt: skip


def test_the_lot_is_owed_by_retail_and_ends_after_thirty_days(begin: Begin) -> None:
    story, _ = begun(begin)
    story.pass_time(at("2026-03-03 07:00"))

    (lot,) = story.points("fedir")["lots"]

    assert (lot["points"], lot["legal_entity"], lot["ends_at"]) == (500, "Retail Ltd", "2026-04-02T21:00:00Z")
    story.pass_time(at("2026-04-02 20:59"))
    assert story.points("fedir")["available"] == 500
    story.pass_time(at("2026-04-02 21:00"))
    assert story.points("fedir")["available"] == 0


def test_the_bonus_comes_once_however_often_the_worker_starts(begin: Begin) -> None:
    story, id = begun(begin)
    story.pass_time(at("2026-03-03 07:00"))

    story.be_down(at("2026-03-03 12:00"))
    story.be_down(at("2026-03-04 12:00"))

    assert story.points("fedir")["available"] == 500
    assert counts(story, id)["", "next"] == 2


def test_a_birthday_that_was_missed_is_made_up_for(begin: Begin) -> None:
    story, _ = begun(begin)

    story.be_down(at("2026-03-05 12:00"))

    assert story.points("fedir")["available"] == 500


def test_the_next_year_it_comes_again(begin: Begin) -> None:
    story, id = begun(begin)
    story.pass_time(at("2026-03-03 07:00"))

    story.pass_time(at("2027-03-03 07:00"))

    assert counts(story, id)["give", "next"] == 3
    assert (story.points("fedir")["available"], story.points("ivan")["available"]) == (500, 500)


@pytest.mark.parametrize(("year", "day"), [(2026, "2026-02-28"), (2028, "2028-02-29")])
def test_a_leap_day_counts_on_the_28th_in_other_years(begin: Begin, year: int, day: str) -> None:
    story = open_shop(begin, f"{year}-02-27 20:00")
    story.send("customer", customer("fedir", born_on="2000-02-29", registered_at="2020-01-01T00:00:00Z"))
    story.segment("loyal", LOYAL)
    run(story, "Birthday bonus", DRAFT)

    story.pass_time(at(f"{day} 06:59"))
    assert story.points("fedir")["available"] == 0
    story.pass_time(at(f"{day} 07:00"))
    assert story.points("fedir")["available"] == 500


def test_what_was_granted_adds_up(begin: Begin) -> None:
    story, _ = begun(begin)
    story.pass_time(at("2026-03-03 07:00"))

    assert story.post("/points/verify", {})["problems"] == []
