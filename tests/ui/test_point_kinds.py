"""A second kind of points: made in the settings, chosen wherever points are named, and gone again when it is archived."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served


def test_stars_are_made_given_and_archived(olga: Page, served: Served) -> None:
    olga.goto("/points/rules/new")
    expect(olga.get_by_label("Name", exact=True)).to_be_visible()
    expect(olga.get_by_label("Kind of points")).to_have_count(0)

    olga.goto("/points/programme")
    olga.get_by_role("link", name="Look at the kinds of points").click()
    olga.get_by_role("button", name="New kind of points").click()
    form = olga.get_by_role("dialog")
    form.get_by_label("One of them").fill("star")
    form.get_by_label("Many of them").fill("stars")
    form.get_by_label("Id", exact=True).fill("Gold stars")
    form.get_by_role("button", name="Create the kind").click()
    expect(form).to_contain_text("write small letters")
    form.get_by_label("Id", exact=True).fill("stars")
    form.get_by_role("button", name="Create the kind").click()
    expect(olga.get_by_text("stars: created")).to_be_visible()
    expect(olga.get_by_role("row", name=re.compile("stars"))).to_contain_text("Collected")

    customer = served.api.get("/v1/customers").json()["data"][0]["id"]
    given = {"points": 3, "reason": "welcome", "points_kind": "stars"}
    served.api.post(f"/v1/customers/{customer}/points", json=given).raise_for_status()
    olga.goto(f"/customers/{customer}?tab=points")
    olga.get_by_text("stars: 3").click()
    expect(olga.get_by_text("welcome")).to_be_visible()
    olga.goto("/points/rules/new")
    expect(olga.get_by_role("combobox", name="Kind of points")).to_be_visible()

    olga.goto("/points/kinds")
    olga.get_by_role("row", name=re.compile("stars")).get_by_role("button", name="Archive").click()
    question = olga.get_by_role("dialog")
    question.get_by_role("button", name="Archive").click()
    expect(question).to_contain_text("1 customer who has some")
    served.api.post(f"/v1/customers/{customer}/points", json=given | {"points": -3}).raise_for_status()
    question.get_by_role("button", name="Archive").click()
    expect(olga.get_by_text("stars: archived")).to_be_visible()
