"""D1, a year's loyalty: 365 or more calendar days since registration, from local midnight on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.stories.conftest import Begin, Story
from tests.stories.shop import at, customer, open_shop

LOYAL = {"value": {"days_since": {"date": "customer.registered_at"}}, "op": ">=", "to": 365}
BIRTHDAY = {"value": {"days_until_anniversary": "customer.born_on"}, "op": "=", "to": 0}
MICROSECOND = timedelta(microseconds=1)


def registered(begin: Begin, registered_at: str, *, until: str) -> Story:
    """Fedir is registered and nobody else is; time has passed up to ten hours before an instant."""
    story = begin(time_zone="Europe/Kyiv", currency="USD", now=at(until) - timedelta(hours=10))
    story.segment("loyal", LOYAL)
    story.send("customer", customer("fedir", registered_at=registered_at))
    return story


@pytest.mark.parametrize(
    ("registered_at", "full"),
    [
        ("2025-03-01T10:00:00Z", "2026-02-28 22:00"),  # 1 March in Kyiv, and 1 March again
        ("2025-03-01T21:59:59Z", "2026-02-28 22:00"),  # the last second of that day
        ("2025-03-01T22:00:00Z", "2026-03-01 22:00"),  # the first of the next
        ("2025-07-01T10:00:00Z", "2026-06-30 21:00"),  # in summer time
        ("2025-03-30T10:00:00Z", "2026-03-29 21:00"),  # registered on the day on which it begins
        ("2024-02-29T10:00:00Z", "2025-02-27 22:00"),  # a leap day: 365 days later it is 28 February
        ("2023-03-01T10:00:00Z", "2024-02-28 22:00"),  # a leap year between: on its leap day
    ],
)
def test_the_365th_day_begins_at_local_midnight(begin: Begin, registered_at: str, full: str) -> None:
    story = registered(begin, registered_at, until=full)

    story.pass_time(at(full) - MICROSECOND)
    assert (story.members("loyal"), story.previewed(LOYAL)) == (set(), set())
    assert story.why("loyal", "fedir")["value"] == "364"

    story.pass_time(at(full))
    assert (story.members("loyal"), story.previewed(LOYAL)) == ({"fedir"}, {"fedir"})
    assert story.why("loyal", "fedir")["value"] == "365"
    (member,) = story.get("/segments/loyal/members")["data"]
    assert at(full).isoformat().startswith(member["entered_at"].removesuffix("Z"))


def test_select_shows_at_once_who_is_in_now_or_was_at_an_instant(begin: Begin) -> None:
    story = open_shop(begin, "2026-03-01 08:00")
    days_ago = {"fedir": 366, "hanna": 365, "ivan": 364}
    story.send("customer", *(
        customer(name, registered_at=(story.now - timedelta(days=days)).isoformat()) for name, days in days_ago.items()
    ))  # fmt: skip
    everybody = {"anna", "boris", "clara", "dmytro", "eva"}

    assert story.previewed(LOYAL) == everybody | {"fedir", "hanna"}
    assert story.previewed(LOYAL, at="2026-02-28T21:59:59Z") == everybody | {"fedir"}
    made = story.segment("loyal", LOYAL)

    assert made["state"] == "computing"
    assert story.members("loyal") == everybody | {"fedir", "hanna"}
    story.pass_time(at("2026-03-01 22:00"))
    assert story.members("loyal") == everybody | {"fedir", "hanna", "ivan"}


def test_whose_birthday_is_on_a_leap_day_has_it_on_the_28th_in_other_years(begin: Begin) -> None:
    story = open_shop(begin, "2026-02-27 20:00")
    story.send("customer", customer("fedir", born_on="2000-02-29"))
    story.segment("today", {"all": [LOYAL, BIRTHDAY]})
    seen = []

    for instant in ("2026-02-27 21:59:59", "2026-02-27 22:00", "2026-02-28 21:59:59", "2026-02-28 22:00",
                    "2028-02-28 12:00", "2028-02-28 22:00", "2028-02-29 22:00"):  # fmt: skip
        story.pass_time(at(instant))
        assert story.previewed({"all": [LOYAL, BIRTHDAY]}) == story.members("today")
        seen.append(story.members("today") == {"fedir"})

    assert seen == [False, True, True, False, False, True, False]
