"""The programme's settings: switched off with a warning, points named, notices, and stores that have it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.ui.conftest import Served
from tests.ui.making import choose

SETTINGS = ("singular", "plural", "active", "spending", "shortage", "names", "notice_days", "grace_days", "stores")


@pytest.fixture
def before(served: Served) -> Iterator[dict[str, Any]]:
    """The programme as it is, and is again afterwards: all tests look at the same shop."""
    kept: dict[str, Any] = served.api.get("/v1/points/programme").json()
    yield kept
    change(served, **{name: kept[name] for name in SETTINGS})


def change(served: Served, **given: Any) -> None:
    version = served.api.get("/v1/points/programme").json()["version"]
    served.api.patch("/v1/points/programme", json={"version": version, **given}).raise_for_status()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save changes").click()


def test_switching_it_off_says_first_what_becomes_of_balances(
    olga: Page, served: Served, before: dict[str, Any]
) -> None:
    olga.goto("/points")
    olga.get_by_role("link", name="Programme settings").click()
    kept = before["available"] + before["pending"] + before["held"]
    expect(olga.get_by_text(f"customers keep the {kept:,} points that they have")).to_be_visible()
    expect(olga.get_by_text("Nothing is changed.")).to_be_visible()

    olga.get_by_role("switch", name="Points are earned and spent").first.press("Space")
    save(olga)

    question = olga.get_by_role("dialog")
    expect(question).to_contain_text("never earn")
    assert served.api.get("/v1/points/programme").json()["active"] is True
    question.get_by_role("button", name="Switch off").click()
    expect(olga.get_by_text("The programme is saved.")).to_be_visible()
    assert served.api.get("/v1/points/programme").json()["active"] is False
    olga.goto("/points")
    expect(olga.get_by_text("nothing is earned or spent, and balances stay")).to_be_visible()


def test_points_are_named_in_polish_with_a_word_for_a_few(olga: Page, served: Served, before: dict[str, Any]) -> None:
    olga.goto("/points/programme")

    choose(olga, "Add a language", "Polish")
    polish = olga.get_by_role("group", name="Polish")
    expect(polish.get_by_label("one")).to_be_focused()
    for form, word in (("one", "punkt"), ("two to four", "punkty"), ("many", "punktów")):
        polish.get_by_label(form).fill(word)
    save(olga)

    expect(olga.get_by_text("The programme is saved.")).to_be_visible()
    stored = served.api.get("/v1/points/programme").json()["names"]
    assert stored == before["names"] | {"pl": {"singular": "punkt", "few": "punkty", "plural": "punktów"}}


def test_a_store_is_off_and_notices_go_out_two_weeks_before(olga: Page, served: Served, before: dict[str, Any]) -> None:
    olga.goto("/points/programme")

    olga.get_by_role("switch", name="Tell the shop before points end").press("Space")
    expect(olga.get_by_role("textbox", name="Days before")).to_have_value("14")
    olga.get_by_role("button", name="Add a store").click()
    store = olga.get_by_role("combobox", name="Store", exact=True)
    expect(store).to_be_focused()
    store.fill("Lviv")
    olga.get_by_role("switch", name="Points are earned there").press("Space")
    save(olga)

    olga.get_by_role("dialog", name="Switch points off in Lviv?").get_by_role("button", name="Switch off").click()
    expect(olga.get_by_text("The programme is saved.")).to_be_visible()
    stored = served.api.get("/v1/points/programme").json()
    assert (stored["notice_days"], stored["stores"]) == (
        14,
        [{"store": "Lviv", "active": False, "spending": True, "notice_days": None, "names": {}}],
    )


def test_points_given_back_after_their_end_last_for_some_days_more(
    olga: Page, served: Served, before: dict[str, Any]
) -> None:
    olga.goto("/points/programme")

    olga.get_by_role("switch", name="Let them be spent for some days more").press("Space")
    days = olga.get_by_role("textbox", name="Days from when they are given back")
    expect(days).to_have_value("30")
    days.fill("45")
    save(olga)

    expect(olga.get_by_text("The programme is saved.")).to_be_visible()
    assert served.api.get("/v1/points/programme").json()["grace_days"] == 45


def test_what_is_missing_is_led_to(olga: Page) -> None:
    olga.goto("/points/programme")

    olga.get_by_role("textbox", name="Many of them").fill(" ")
    expect(olga.get_by_text("Fill in every field first.")).to_be_visible()
    olga.get_by_role("button", name="Save changes").press("Enter")

    expect(olga.get_by_role("textbox", name="Many of them")).to_be_focused()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    olga: Page, served: Served, before: dict[str, Any]
) -> None:
    olga.goto("/points/programme")
    olga.get_by_role("textbox", name="One of them").fill("star")
    change(served, singular="coin")

    save(olga)

    row = olga.get_by_role("alert").get_by_role("row").filter(has_text="One of them")
    expect(row.get_by_role("cell")).to_have_text(["coin", "star"])
    olga.get_by_role("button", name="Load what is stored now").click()
    expect(olga.get_by_role("textbox", name="One of them")).to_have_value("coin")


def test_of_two_who_save_both_keep_what_only_they_changed(olga: Page, served: Served, before: dict[str, Any]) -> None:
    olga.goto("/points/programme")
    olga.get_by_role("textbox", name="One of them").fill("star")
    change(served, plural="coins", spending=False)
    save(olga)
    told = olga.get_by_role("alert")
    expect(told).to_contain_text("Somebody else has saved meanwhile")
    expect(told.get_by_role("row").filter(has_text="Many of them").get_by_role("cell")).to_have_text(
        ["coins", "as before"]
    )

    told.get_by_role("button", name="Save mine on top").click()

    expect(olga.get_by_text("The programme is saved.")).to_be_visible()
    kept = served.api.get("/v1/points/programme").json()
    assert (kept["singular"], kept["plural"], kept["spending"]) == ("star", "coins", False)
    expect(olga.get_by_role("textbox", name="Many of them")).to_have_value("coins")


def test_a_store_may_earn_without_spending_and_tell_of_ends_at_another_time(
    olga: Page, served: Served, before: dict[str, Any]
) -> None:
    olga.goto("/points/programme")
    olga.get_by_role("button", name="Add a store").click()
    card = olga.get_by_role("group").filter(has=olga.get_by_role("combobox", name="Store")).last
    card.get_by_role("combobox", name="Store").fill("Odesa")
    card = olga.get_by_role("group", name="Odesa")
    card.get_by_role("switch", name="Points can be spent there").uncheck(force=True)
    card.get_by_role("combobox", name="Before points end").click()
    olga.get_by_role("option", name="So many days before").click()
    card.get_by_role("textbox", name="Days before").fill("5")

    olga.get_by_role("button", name="Save").click()

    expect(olga.get_by_text("saved").first).to_be_visible()
    kept = served.api.get("/v1/points/programme").json()["stores"]
    assert [one | {"names": {}} for one in kept if one["store"] == "Odesa"] == [
        {"store": "Odesa", "active": True, "spending": False, "notice_days": 5, "names": {}}
    ]
