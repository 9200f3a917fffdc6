"""A newsletter is scheduled and called back, goes out so many at a time, is paused and goes on; all of it by keyboard."""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served
from tests.ui.test_campaign_amounts import choose
from tests.ui.test_mail_sent import template

SHOWN = os.environ.get("REGULARS_SHOWN")
"""Where screenshots go, when somebody wants to look."""


def shown(page: Page, name: str) -> None:
    if not SHOWN:
        return
    for size, width in (("wide", 1440), ("narrow", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(SHOWN) / f"newsletter-{name}-{size}.png", full_page=True)
    page.set_viewport_size({"width": 1440, "height": 900})


def found(page: Page, label: str, option: str) -> None:
    """Choose an option by typing what it is called."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.fill(option)
    wanted = page.get_by_role("option", name=option, exact=True)
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("ArrowDown")
    expect(wanted).to_have_attribute("data-combobox-selected", "true")
    box.press("Enter")
    expect(wanted).to_be_hidden()


def written(page: Page, served: Served, name: str, **said: str) -> str:
    """A newsletter to everybody with an account, as its form is filled in; its id."""
    template(served, name)
    page.goto("/messages/newsletters/new")
    page.get_by_label("Name", exact=True).fill(f"News of {name}")
    found(page, "Template", name)
    choose(page, "Who of them", "With an account")
    for label, value in said.items():
        page.get_by_label(label.replace("_", " ")).fill(value)
    page.get_by_role("button", name="Save changes", exact=True).press("Enter")
    page.wait_for_url(re.compile(r"/messages/newsletters/\d+$"))
    expect(page.get_by_role("button", name="Send now")).to_be_enabled()
    return page.url.rpartition("/")[2]


def test_it_is_scheduled_to_the_minute_and_called_back(olga: Page, served: Served) -> None:
    id = written(olga, served, "May")
    when = olga.get_by_label("When")
    when.press("Enter")
    picker = olga.get_by_role("dialog")
    expect(picker).to_be_visible()
    expect(picker.get_by_role("button", name="Previous month")).to_be_disabled()
    later = (datetime.now().astimezone().replace(day=15) + timedelta(days=31)).replace(day=15)
    picker.get_by_role("button", name="Next month").press("Enter")
    picker.get_by_role("button", name=later.strftime("%-d %B %Y")).press("Enter")
    shown(olga, "picking")
    olga.keyboard.press("Escape")

    olga.get_by_role("button", name="Schedule", exact=True).press("Enter")
    olga.get_by_role("dialog").get_by_role("button", name="Schedule", exact=True).press("Enter")

    expect(olga.get_by_text(re.compile("^It goes on"))).to_be_visible()
    shown(olga, "scheduled")
    kept = served.api.get(f"/v1/newsletters/{id}").json()
    assert (kept["state"], kept["send_at"][:7]) == ("scheduled", f"{later:%Y-%m}")
    olga.get_by_role("button", name="Back to draft").press("Enter")
    expect(olga.get_by_role("button", name="Send now")).to_be_visible()
    assert served.api.get(f"/v1/newsletters/{id}").json()["state"] == "draft"


def test_it_goes_out_one_at_a_time_is_paused_and_goes_on(olga: Page, served: Served) -> None:
    id = written(olga, served, "June", At_a_time="1")
    olga.get_by_label("Minutes between batches").fill("45")
    olga.get_by_role("button", name="Save changes", exact=True).press("Enter")
    expect(olga.get_by_role("button", name="Send now")).to_be_enabled()
    olga.get_by_role("button", name="Send now").press("Enter")
    olga.get_by_role("dialog").get_by_role("button", name="Send now").press("Enter")

    expect(olga.get_by_text(re.compile(r"^1 of \d+ had their turn · 1 every 45 minutes"))).to_be_visible()
    served.until(f"/v1/newsletters/{id}", lambda one: sum(part["sent"] for part in one["results"]) == 1)
    shown(olga, "going")
    olga.get_by_role("button", name="Pause").press("Enter")
    expect(olga.get_by_role("button", name="Go on")).to_be_visible()
    shown(olga, "paused")
    kept = served.api.get(f"/v1/newsletters/{id}").json()
    assert (kept["state"], kept["batches"]) == ("paused", {"size": 1, "minutes": 45})
    olga.get_by_role("button", name="Go on").press("Enter")
    expect(olga.get_by_role("button", name="Pause")).to_be_visible()
    recipients = olga.get_by_role("table", name="Sent", exact=True)
    expect(recipients.get_by_role("row")).to_have_count(2)
    recipients.get_by_role("row").nth(1).press("Enter")
    message = olga.get_by_role("dialog")
    expect(message.get_by_text("June is here").first).to_be_visible()
    shown(olga, "recipient")
    olga.keyboard.press("Escape")
    expect(message).to_be_hidden()

    olga.get_by_role("button", name="Cancel the rest").press("Enter")
    olga.get_by_role("dialog").get_by_role("button", name="Cancel the rest").press("Enter")
    served.until(f"/v1/newsletters/{id}", lambda one: one["state"] == "cancelled")
