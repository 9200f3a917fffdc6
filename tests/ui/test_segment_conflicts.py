"""Somebody else saves a segment while it is being changed: nothing that was written is lost."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served
from tests.ui.making import made, of


def changed_meanwhile(served: Served, id: str, **changes: Any) -> None:
    version = served.api.get(f"/v1/segments/{id}").json()["version"]
    answer = served.api.patch(f"/v1/segments/{id}", json={"version": version, **changes})
    assert answer.status_code == 200, answer.text


def test_a_save_that_meets_another_shows_both_and_goes_on_with_what_was_written(olga: Page, served: Served) -> None:
    made(served, "swedes", condition=of("SE"))
    olga.goto("/segments/swedes/edit")
    olga.get_by_label("Name", exact=True).fill("Our Swedes")
    changed_meanwhile(served, "swedes", name="Swedes of theirs", description="From the north")

    olga.get_by_role("button", name="Save changes").click()

    told = olga.get_by_role("alert").filter(has_text="Somebody else saved this segment meanwhile")
    name = told.get_by_role("row").filter(has_text="Swedes of theirs")
    expect(name).to_contain_text("Our Swedes")
    expect(told.get_by_role("row").filter(has_text="From the north")).to_contain_text("not changed by you")
    expect(olga.get_by_label("Name", exact=True)).to_have_value("Our Swedes")
    told.get_by_role("button", name="Go on with mine").click()
    expect(told).to_have_count(0)
    expect(olga.get_by_label("Description")).to_have_value("From the north")
    olga.get_by_role("button", name="Save changes").click()
    olga.wait_for_url("**/segments/swedes")
    stored = served.api.get("/v1/segments/swedes").json()
    assert (stored["name"], stored["description"]) == ("Our Swedes", "From the north")


def test_what_was_written_survives_a_reload_after_somebody_else_saved(olga: Page, served: Served) -> None:
    made(served, "danes", condition=of("DK"))
    olga.goto("/segments/danes/edit")
    olga.get_by_label("Name", exact=True).fill("Our Danes")
    changed_meanwhile(served, "danes", condition=of("NO"))
    olga.once("dialog", lambda dialog: dialog.accept())

    olga.reload()

    told = olga.get_by_role("alert").filter(has_text="Somebody else saved this segment meanwhile")
    expect(told.get_by_role("row").filter(has_text="Our Danes")).to_be_visible()
    expect(told.get_by_role("row").filter(has_text="Who is in")).to_contain_text("NO")
    expect(olga.get_by_label("Name", exact=True)).to_have_value("Our Danes")
    told.get_by_role("button", name="Take what is stored").click()
    expect(olga.get_by_label("Name", exact=True)).to_have_value("Danes")
    expect(olga.get_by_text("Nothing is changed")).to_be_visible()
