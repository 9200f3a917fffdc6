"""The pages of a segment: what its form saves, what a change brings, its pins, its deeds, and a jump that waits."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.ui.conftest import Served
from tests.ui.making import made, of
from tests.ui.small_shop import OTHERS

SHOWN = os.environ.get("REGULARS_SHOWN")
"""Where screenshots go, when somebody wants to look."""
ACTS = {"group": "Visitors", "on_entry": {"add": ["abroad"]}, "on_leaving": {"take": ["abroad"]}}


def tree(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def paste(page: Page, which: int, condition: Any) -> None:
    """Paste JSON into the first editor, or the second."""
    page.get_by_role("button", name="More actions").nth(which).click()
    page.get_by_role("menuitem", name="Paste JSON").click()
    page.get_by_label("A condition as JSON").fill(json.dumps(condition))
    page.get_by_role("button", name="Paste", exact=True).click()


@pytest.fixture(scope="module")
def acting(served: Served) -> dict[str, Any]:
    """Finns, whom something is done about, and jumps wait."""
    found = made(served, "abroad", condition=of("FI"), actions=ACTS, hold_jumps=True)
    served.until("/v1/segments/abroad/deeds", lambda deeds: len(deeds["data"]) == 1)
    return found


def test_the_list_shows_how_a_segment_moved_and_what_to_look_at(olga: Page, served: Served) -> None:
    made(served, "nobody", condition=of("DE"))
    olga.goto("/segments")

    expect(olga.get_by_role("row").filter(has_text="VIP")).to_contain_text("Good")
    expect(olga.get_by_role("row").filter(has_text="Nobody")).to_contain_text("Empty")
    olga.goto("/segments/nobody")
    expect(olga.get_by_role("region", name="What to look at")).to_contain_text("Nobody meets the condition.")


def test_an_exclusion_and_actions_are_written_and_saved(olga: Page, served: Served) -> None:
    olga.goto("/segments/new")
    olga.get_by_label("Name").fill("Poles but Boris")
    paste(olga, 0, of("PL"))
    olga.get_by_role("button", name="Leave some out by a second condition").click()
    expect(olga.get_by_text("Add a condition to “But not those who…”, or remove it.")).to_be_visible()
    boris = {"value": "customer.external_id", "op": "=", "to": "boris"}
    paste(olga, 1, boris)
    expect(olga.get_by_test_id("preview-count")).to_have_text(str(OTHERS))
    olga.get_by_role("combobox", name="Group while they are in").fill("Poles")
    olga.get_by_role("textbox", name="Priority").fill("7")
    olga.get_by_role("combobox", name="On entry: Give tags").fill("pl")
    olga.keyboard.press("Enter")
    olga.get_by_role("switch", name="Wait between two changes of one customer").click()
    olga.get_by_role("switch", name="Hold back jumps until somebody approves them").click()

    olga.get_by_role("button", name="Create segment").click()
    olga.wait_for_url("**/segments/poles-but-boris")

    kept = served.api.get("/v1/segments/poles-but-boris").json()
    assert (kept["condition"], kept["exclude"], kept["hold_jumps"]) == (of("PL"), boris, True)
    assert kept["actions"] == {
        "group": "Poles",
        "priority": 7,
        "on_entry": {"add": ["pl"], "take": []},
        "on_leaving": {"add": [], "take": []},
        "cool_down": {"amount": 1, "unit": "days"},
    }


def test_what_is_wrong_with_the_exclusion_stands_at_its_line(olga: Page) -> None:
    olga.goto("/segments/new")
    paste(olga, 0, of("PL"))
    olga.get_by_role("button", name="Leave some out by a second condition").click()
    wrong = {"value": "customer.segments", "op": "has_any", "to": ["no-such-segment"]}

    paste(olga, 1, {"all": [of("UA"), wrong]})

    excluded = tree(olga, "But not those who…").locator("[data-node]")
    expect(excluded.nth(2)).to_have_attribute("data-fault", "true")
    expect(tree(olga, "Condition").locator("[data-fault]")).to_have_count(0)


def test_a_change_says_who_comes_and_goes_and_what_follows_before_it_is_saved(
    olga: Page, served: Served, acting: dict[str, Any]
) -> None:
    olga.goto("/segments/abroad/edit")
    olga.get_by_role("combobox", name="Value").fill("pol")
    olga.get_by_role("option", name="Poland").click()
    olga.get_by_role("button", name="Save changes").click()

    question = olga.get_by_role("dialog")
    expect(question).to_contain_text(f"{OTHERS + 1} come in")
    expect(question).to_contain_text("1 goes out")
    expect(question).to_contain_text("Eva Virtanen")
    expect(question).to_contain_text("1 who goes out: no longer in group Visitors; tag “abroad” taken")
    expect(question).to_contain_text("nothing of this is done until somebody approves it")
    assert served.api.get("/v1/segments/abroad").json()["version"] == acting["version"]
    question.get_by_role("button", name=f"Save: {OTHERS + 1} in, 1 out").click()
    olga.wait_for_url("**/segments/abroad")
    assert served.api.get("/v1/segments/abroad").json()["condition"] == of("PL")


def test_a_jump_that_waits_is_approved_with_its_numbers(olga: Page, served: Served, acting: dict[str, Any]) -> None:
    served.until("/v1/segments/abroad", lambda found: [one["kind"] for one in found["health"]][:1] == ["waiting"])
    olga.goto("/segments/abroad")
    expect(olga.get_by_role("region", name="What to look at")).to_contain_text(
        f"{OTHERS + 1} came in and 1 went out, and nothing is done about them"
    )
    olga.get_by_role("button", name="See who").click()
    panel = olga.get_by_role("dialog", name="Who waits for approval in “Abroad”")
    expect(panel).to_contain_text("Boris Nowak")
    panel.get_by_text("Went out: 1").click()
    expect(panel).to_contain_text("Eva Virtanen")
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)
    olga.get_by_role("button", name="Do nothing about it").click()
    refusing = olga.get_by_role("dialog")
    expect(refusing).to_contain_text("enter no campaign, now or later")
    expect(refusing.get_by_role("button", name=f"Do nothing for {OTHERS + 2}")).to_be_enabled()
    if SHOWN:
        olga.screenshot(path=Path(SHOWN) / "jump-rejected.png")
    refusing.get_by_role("button", name="Cancel").click()
    olga.get_by_role("button", name="Approve the jump").click()
    expect(olga.get_by_role("dialog")).to_contain_text(f"{OTHERS + 1} who came in: group Visitors")

    olga.get_by_role("button", name=f"Approve for {OTHERS + 2}").click()

    expect(olga.get_by_text("Approved. What “Abroad” does is being done.")).to_be_visible()
    served.until("/v1/segments/abroad/deeds", lambda deeds: len(deeds["data"]) == 3)


def test_what_was_done_is_listed_with_whom_and_taken_back(olga: Page, served: Served, acting: dict[str, Any]) -> None:
    olga.goto("/segments/abroad?tab=deeds")
    row = olga.get_by_role("row").filter(has_text="entered").first
    expect(row).to_contain_text("group Visitors; tag “abroad” given")
    row.get_by_role("button", name=str(OTHERS + 1)).click()
    expect(olga.get_by_role("dialog")).to_contain_text("Boris Nowak")
    olga.keyboard.press("Escape")

    row.get_by_role("button", name="Undo").click()
    olga.get_by_role("button", name=f"Undo for {OTHERS + 1} customers").click()

    expect(row).to_contain_text("Undone on")
    expect(row).to_contain_text("Olga Marchenko")
    undone = [deed["undone_at"] is not None for deed in served.api.get("/v1/segments/abroad/deeds").json()["data"]]
    assert undone.count(True) == 1


def test_customers_are_pinned_by_name_by_list_and_by_file_and_unpinned(olga: Page, served: Served) -> None:
    made(served, "friends", condition=of("DE"))
    olga.goto("/segments/friends?tab=pins")
    expect(olga.get_by_text("Nobody is pinned")).to_be_visible()
    olga.get_by_role("button", name="Pin customers").click()
    panel = olga.get_by_role("dialog")
    panel.get_by_role("combobox", name="Whom").fill("anna")
    olga.get_by_role("option", name="Anna Kowalska").click()
    panel.get_by_role("button", name="Pin", exact=True).click()
    expect(olga.get_by_role("row").filter(has_text="Anna Kowalska")).to_contain_text("Olga Marchenko")

    olga.get_by_role("button", name="Pin customers").click()
    panel.get_by_text("Out: they are not").click()
    panel.get_by_text("A list").click()
    panel.get_by_label("Customer ids or e-mails").fill("clara\nnobody@mail.example\nclara@mail.example")
    panel.get_by_role("button", name="Pin 3 customers").click()
    expect(panel).to_contain_text("1 is pinned now.")
    expect(panel).to_contain_text("1 was not found:")
    expect(panel).to_contain_text("nobody@mail.example")

    panel.get_by_role("button", name="Pin others").click()
    panel.get_by_text("A file").click()
    rows = b"external_id;name\nboris;Boris\nghost;Ghost\n"
    panel.locator("input[type=file]").set_input_files({"name": "pins.csv", "mimeType": "text/csv", "buffer": rows})
    panel.get_by_role("button", name="Pin whom the file names").click()
    expect(panel).to_contain_text("ghost")
    olga.keyboard.press("Escape")

    olga.get_by_role("row").filter(has_text="Clara Smith").get_by_role("button", name="Unpin").click()
    expect(olga.get_by_text("Clara Smith follows the condition again.")).to_be_visible()
    pinned = served.api.get("/v1/segments/friends/pins").json()["data"]
    assert sorted((one["external_id"], one["pinned"]) for one in pinned) == [("anna", "in"), ("boris", "out")]
    olga.goto("/segments/friends/edit")
    expect(olga.get_by_text("Pinned customers are not counted here")).to_be_visible()


def test_the_history_shows_its_size_and_who_came_and_went(olga: Page) -> None:
    olga.goto("/segments/vip?tab=history")

    expect(olga.get_by_role("heading", name="How did its size change?")).to_be_visible()
    expect(olga.get_by_role("heading", name="Who came and went each day?")).to_be_visible()
    olga.get_by_role("button", name="Chart options").nth(1).click()
    olga.get_by_role("menuitem", name="Show as table").click()
    expect(olga.get_by_role("table", name="Who came and went each day?")).to_contain_text("+2")


def test_one_archived_says_what_it_took_away_and_comes_back_under_another_name(olga: Page, served: Served) -> None:
    made(served, "nordics", condition=of("FI"), actions={"group": "Nordic"})
    served.until("/v1/segments/nordics/deeds", lambda deeds: len(deeds["data"]) == 1)
    olga.goto("/segments/nordics")
    olga.get_by_role("button", name="More").click()
    olga.get_by_role("menuitem", name="Archive").click()
    olga.get_by_role("dialog").get_by_role("button", name="Archive").click()
    served.until("/v1/segments/nordics/deeds", lambda deeds: len(deeds["data"]) == 2)
    made(served, "other-nordics", name="Nordics", condition=of("FI"))

    olga.goto("/segments/nordics?tab=deeds")
    expect(olga.get_by_role("row").filter(has_text="archived")).to_contain_text(
        "no longer in group Nordic; tags stayed"
    )
    olga.get_by_role("button", name="Restore").click()
    dialog = olga.get_by_role("dialog", name="Restore")
    dialog.get_by_role("button", name="Restore").click()
    expect(dialog.get_by_text("this name is taken; choose another")).to_be_visible()
    dialog.get_by_label("Name from now on").fill("All Nordics")
    dialog.get_by_role("button", name="Restore").click()

    expect(olga.get_by_role("heading", name="All Nordics", exact=True)).to_be_visible()
    assert served.api.get("/v1/segments/nordics").json()["name"] == "All Nordics"
