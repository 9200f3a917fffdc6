"""How many mails a customer is sent at most by all campaigns is set on a page."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page, expect

SHOWN = os.environ.get("REGULARS_SHOWN")
"""Where screenshots go, when somebody wants to look."""


def test_a_limit_is_set_and_taken_away_again(olga: Page) -> None:
    olga.goto("/campaigns?tab=policy")
    olga.get_by_role("switch", name="At most so many mails to a customer").press("Space")
    olga.get_by_label("Mails", exact=True).fill("2")
    olga.get_by_label("In days").fill("5")
    olga.get_by_text("Is dropped").click()
    if SHOWN:
        for name, width in (("wide", 1280), ("narrow", 390)):
            olga.set_viewport_size({"width": width, "height": 844})
            olga.screenshot(path=Path(SHOWN) / f"policy-{name}.png")
    olga.get_by_role("button", name="Save changes").click()

    expect(olga.get_by_text("The limits are saved.")).to_be_visible()
    kept = olga.request.get("/v1/campaign-policy").json()
    assert (kept["most_mails"], kept["days"], kept["drops"]) == (2, 5, True)
    olga.get_by_role("switch", name="At most so many mails to a customer").press("Space")
    expect(olga.get_by_label("Mails", exact=True)).to_have_count(0)
    with olga.expect_response(lambda answer: "campaign-policy" in answer.url and answer.request.method == "PUT"):
        olga.get_by_role("button", name="Save changes").click()
    assert olga.request.get("/v1/campaign-policy").json()["most_mails"] is None
