"""A marketer writes a mail: from a starter, seen as a customer gets it, mended, published, taken back; two at once."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect
from tests.ui.conftest import Served


def begun(page: Page, served: Served, starter: str, name: str) -> str:
    """Begin with a starter and give it a name; returns its id."""
    page.goto("/messages/templates/new")
    page.get_by_role("button", name=f"Begin with “{starter}”").click()
    page.wait_for_url(re.compile(r"/messages/templates/\d+$"))
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_role("button", name="Save changes").click()
    expect(page.get_by_text(f"“{name}” is saved.")).to_be_visible()
    return page.url.rpartition("/")[2]


def mail(page: Page) -> Any:
    """The mail as it is shown."""
    return page.get_by_role("region", name="Preview").frame_locator("iframe")


def body(page: Page) -> Locator:
    return page.get_by_label("Body", exact=True)


def test_a_starter_becomes_a_template_that_mails_are_written_by(olga: Page, served: Served) -> None:
    id = begun(olga, served, "Birthday", "Our birthdays")

    olga.get_by_role("textbox", name="Subject").fill("All the best, {{ customer.first_name }}")
    expect(mail(olga).get_by_text("Today is your day")).to_be_visible()
    expect(olga.get_by_text("All the best, Anna")).to_be_visible()
    expect(olga.get_by_text("Nothing is wrong with it.")).to_be_visible()
    olga.get_by_role("tab", name="Polish").click()
    expect(mail(olga).get_by_text("Dziś Twoje święto")).to_be_visible()
    olga.get_by_text("Text", exact=True).click()
    expect(olga.get_by_text("Wypisz się (https://shop.example/unsubscribe)")).to_be_visible()
    olga.get_by_role("button", name="Save and publish").click()
    expect(olga.get_by_text("“Our birthdays” is published as version 1.")).to_be_visible()

    stored = served.api.get(f"/v1/mail-templates/{id}").json()
    assert (stored["state"], stored["version"]) == ("published", 1)
    assert stored["languages"]["en"]["subject"] == "All the best, {{ customer.first_name }}"


def test_a_template_is_seen_as_a_customer_gets_it(olga: Page, served: Served) -> None:
    begun(olga, served, "Points about to end", "Ending")
    customer = served.api.get("/v1/customers", params={"limit": 1}).json()["data"][0]

    olga.get_by_role("combobox", name="As this customer would get it").click()
    olga.get_by_role("option").filter(has_text=customer["external_id"]).click()

    points = served.api.get(f"/v1/customers/{customer['id']}/points").json()["available"]
    expect(mail(olga).get_by_text(f"{points:,}", exact=True)).to_be_visible()


def test_a_fault_is_told_with_its_line_and_keeps_the_template_from_being_published(olga: Page, served: Served) -> None:
    begun(olga, served, "Wished and recommended", "Wishes")
    whole = body(olga).input_value()

    body(olga).fill(whole.replace("{{ store.name }}", "{{ store.nmae }}"))

    line = whole[: whole.index("{{ store.name }}")].count("\n") + 1
    fault = olga.get_by_role("button", name="there is no 'store.nmae'; did you mean 'name'?")
    expect(fault).to_contain_text(f"line {line}")
    expect(olga.get_by_role("button", name="Save and publish")).to_be_disabled()
    fault.click()
    expect(body(olga)).to_be_focused()
    olga.keyboard.press("Delete")
    olga.keyboard.insert_text("<mj-text>{{ store.name }}</mj-text>")
    expect(olga.get_by_text("Nothing is wrong with it.")).to_be_visible()
    expect(olga.get_by_role("button", name="Save and publish")).to_be_enabled()


def test_variables_and_blocks_are_put_in_where_one_was_writing(olga: Page, served: Served) -> None:
    begun(olga, served, "Newsletter", "News")
    olga.get_by_role("textbox", name="Subject").fill("For ")

    olga.get_by_role("button", name="Variable").click()
    olga.get_by_label("Find").fill("first name")
    olga.get_by_role("button", name="First name").click()
    expect(olga.get_by_role("textbox", name="Subject")).to_have_value("For {{ customer.first_name }}")
    place = body(olga).input_value().index("    <mj-include")
    body(olga).evaluate("(area, place) => { area.focus(); area.setSelectionRange(place, place); }", place)
    olga.get_by_role("button", name="Block").click()
    olga.get_by_role("button", name="Points balance").click()

    expect(mail(olga).get_by_text("Your points")).to_be_visible()


def test_a_version_is_taken_back(olga: Page, served: Served) -> None:
    begun(olga, served, "Second chance", "Chances")
    olga.get_by_role("button", name="Publish").click()
    expect(olga.get_by_text("is published as version 1.")).to_be_visible()
    before = olga.get_by_role("textbox", name="Subject").input_value()
    olga.get_by_role("textbox", name="Subject").fill("Another")
    olga.get_by_role("button", name="Save and publish").click()
    expect(olga.get_by_text("is published as version 2.")).to_be_visible()

    olga.get_by_role("button", name="More actions").click()
    olga.get_by_role("menuitem", name="Versions").click()
    olga.get_by_role("article", name="Version 1").get_by_role("button", name="Back to this").click()

    expect(olga.get_by_role("textbox", name="Subject")).to_have_value(before)


def test_two_who_save_at_once_lose_nothing(olga: Page, served: Served) -> None:
    id = begun(olga, served, "Invite friends", "Friends")
    olga.get_by_role("textbox", name="Subject").fill("Mine")
    languages = served.api.get(f"/v1/mail-templates/{id}").json()["languages"]
    languages["en"] |= {"subject": "Theirs", "preview": "Also theirs"}
    answer = served.api.patch(f"/v1/mail-templates/{id}", json={"revision": 2, "languages": languages})
    assert answer.status_code == 200, answer.text

    olga.get_by_role("button", name="Save changes").click()

    told = olga.get_by_role("alert").filter(has_text="saved this template meanwhile")
    subject = told.get_by_role("region", name="English · Subject")
    expect(subject).to_contain_text("Theirs")
    expect(subject).to_contain_text("Mine")
    expect(told.get_by_role("region", name="English · Preview text")).to_contain_text("not changed by you")
    expect(olga.get_by_role("textbox", name="Subject")).to_have_value("Mine")
    told.get_by_role("button", name="Go on with mine").click()
    expect(told).to_have_count(0)
    olga.get_by_role("button", name="Save changes").click()
    stored = served.until(f"/v1/mail-templates/{id}", lambda now: now["languages"]["en"]["subject"] == "Mine")
    assert stored["languages"]["en"]["preview"] == "Also theirs"


def test_what_was_written_survives_a_reload(olga: Page, served: Served) -> None:
    begun(olga, served, "Reward taken", "Taken")
    olga.get_by_role("textbox", name="Subject").fill("Not saved yet")
    olga.once("dialog", lambda dialog: dialog.accept())

    olga.reload()

    expect(olga.get_by_role("textbox", name="Subject")).to_have_value("Not saved yet")
    expect(olga.get_by_text("What you had not saved is back.")).to_be_visible()


def test_a_test_is_sent_to_the_team(olga: Page, served: Served) -> None:
    begun(olga, served, "Confirm a subscription", "Confirming")

    olga.get_by_role("button", name="Send a test").click()
    asked = olga.get_by_role("dialog", name="Send a test")
    expect(asked.get_by_role("textbox", name="To")).to_have_value("olga@shop.example")
    asked.get_by_role("button", name="Send it").click()

    expect(asked.get_by_text("It went into the mailbox here")).to_be_visible()
    sent = served.api.get("/v1/messages").json()["data"][0]
    assert (sent["address"], sent["subject"]) == ("olga@shop.example", "Please confirm: Newsletter")


def test_the_second_of_a_starter_has_a_name_of_its_own(olga: Page) -> None:
    for name in ("Abandoned cart, first mail", "Abandoned cart, first mail 2"):
        olga.goto("/messages/templates/new")
        olga.get_by_role("button", name="Begin with “Abandoned cart, first mail”").click()
        expect(olga.get_by_role("heading", level=1)).to_have_text(name)
