"""A marketer sends a newsletter and reads it in the mailbox; the log says what came of it; an owner signs mail."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.stories.mail import BODY
from tests.ui.conftest import Served

LOOKS = os.environ.get("REGULARS_TEST_LOOKS")


def template(served: Served, name: str = "March", *, body: str = BODY, published: bool = True) -> str:
    content = {"subject": f"{name} is here", "preview": "What is new", "body": body}
    made = served.api.post("/v1/mail-templates", json={"name": name, "languages": {"en": content}}).json()
    if published:
        answer = served.api.post(f"/v1/mail-templates/{made['id']}/publish", json={"revision": made["revision"]})
        assert answer.status_code == 200, answer.text
    return str(made["id"])


def look(page: Page, name: str) -> None:
    """Keep a picture where somebody wants to look at it."""
    if LOOKS:
        page.wait_for_timeout(300)
        page.screenshot(path=str(Path(LOOKS) / f"{name}.png"))


def test_a_newsletter_is_counted_sent_and_read(olga: Page, served: Served) -> None:
    template(served)
    template(served, "Only drawn", published=False)
    template(served, "With a coupon", body=BODY.replace("News", "{{ coupon.code }}"))
    olga.goto("/messages?tab=newsletters")
    look(olga, "newsletters-empty")
    olga.get_by_role("link", name="New newsletter").first.click()
    olga.get_by_label("Name", exact=True).fill("News of March")
    olga.get_by_role("combobox", name="Template").click()
    expect(olga.get_by_role("option", name="Only drawn")).to_have_count(0)
    expect(olga.get_by_role("option", name="With a coupon")).to_have_count(0)
    olga.get_by_role("option", name="March", exact=True).click()
    olga.get_by_role("combobox", name="Who of them").click()
    olga.get_by_role("option", name="With an account", exact=True).click()
    olga.get_by_role("button", name="Save changes", exact=True).click()
    olga.wait_for_url(re.compile(r"/messages/newsletters/\d+$"))
    look(olga, "newsletter-form")

    olga.get_by_role("button", name="Send now").click()
    look(olga, "newsletter-ask")
    olga.get_by_role("dialog").get_by_role("button", name="Send now").click()

    expect(olga.get_by_text("had their turn")).to_be_visible()
    expect(olga.locator("main").get_by_text("Sent", exact=True).first).to_be_visible()
    id = olga.url.rpartition("/")[2]
    done = served.until(f"/v1/newsletters/{id}", lambda one: one["state"] == "sent")
    sent = sum(one["sent"] for one in done["results"])
    assert sent > 0
    look(olga, "newsletter-sent")

    olga.goto("/messages?tab=mailbox")
    look(olga, "mailbox")
    olga.get_by_role("button", name="March is here").first.click()
    panel = olga.get_by_role("dialog")
    expect(panel.frame_locator("iframe").get_by_text("News for")).to_be_visible()
    look(olga, "mail")
    panel.get_by_text("Headers", exact=True).click()
    expect(panel.get_by_text("List-Unsubscribe-Post: List-Unsubscribe=One-Click")).to_be_visible()


def test_a_newsletter_is_seen_under_each_subject_and_tried_before_it_goes(olga: Page, served: Served) -> None:
    template(served, "April")
    olga.goto("/messages/newsletters/new")
    olga.get_by_role("combobox", name="Template").click()
    olga.get_by_role("option", name="April", exact=True).click()
    preview = olga.get_by_role("region", name="Preview")
    expect(preview.get_by_text("April is here")).to_be_visible()
    expect(preview.frame_locator("iframe").get_by_text("News for Anna")).to_be_visible()

    olga.get_by_role("switch", name="Compare subjects").press("Space")
    olga.get_by_role("textbox", name="Subject A").fill("One for {{ customer.first_name }}")
    olga.get_by_role("textbox", name="Subject B").fill("Two for {{ customer.frist_name }}")
    expect(preview.get_by_text("One for Anna")).to_be_visible()
    olga.get_by_label("Name", exact=True).fill("News of April")
    olga.get_by_role("button", name="Save changes", exact=True).click()
    expect(olga.get_by_text("first_name").last).to_be_visible()
    olga.get_by_role("textbox", name="Subject B").fill("Two for {{ customer.last_name }}")
    olga.get_by_role("button", name="Save changes", exact=True).click()
    olga.wait_for_url(re.compile(r"/messages/newsletters/\d+$"))
    expect(olga.get_by_text("In the shop’s time")).to_be_visible()
    look(olga, "newsletter-subjects")

    preview.get_by_role("button", name="Send a test").click()
    dialog = olga.get_by_role("dialog")
    dialog.get_by_role("button", name="Send it").click()

    expect(dialog.get_by_role("status")).to_be_visible()
    look(olga, "newsletter-tried")


def test_what_a_newsletter_does_not_have_is_left_out_and_named(olga: Page, served: Served) -> None:
    template(served, "Welcome", body=BODY.replace("News", "{% if coupon %}{{ coupon.code }}{% endif %}News"))
    olga.goto("/messages/newsletters/new")
    olga.get_by_role("combobox", name="Template").click()
    olga.get_by_role("option", name="Welcome", exact=True).click()
    preview = olga.get_by_role("region", name="Preview")

    expect(preview.get_by_text("The values below are examples: Customer")).to_be_visible()
    expect(preview.get_by_text("A newsletter doesn’t have this")).to_contain_text("Coupon")
    mail = preview.frame_locator("iframe")
    expect(mail.get_by_text("News for Anna")).to_be_visible()
    expect(mail.get_by_text("SPRING-7K2M")).to_have_count(0)


def test_an_address_is_suppressed_by_hand_and_let_go(olga: Page, served: Served) -> None:
    olga.goto("/messages?tab=suppressions")
    olga.get_by_role("button", name="Send nothing to an address").click()
    dialog = olga.get_by_role("dialog")
    dialog.get_by_label("Address").fill("nonsense")
    dialog.get_by_role("button", name="Send nothing to an address").click()
    expect(dialog.get_by_text("this is not an e-mail address")).to_be_visible()
    look(olga, "suppress-refused")
    dialog.get_by_label("Address").fill("Angry@Shop.example")
    dialog.get_by_role("button", name="Send nothing to an address").click()

    row = olga.get_by_role("row", name=re.compile("angry@shop.example"))
    expect(row).to_be_visible()
    expect(dialog).to_be_hidden()
    look(olga, "suppressions")
    row.get_by_role("button", name="Send again").click()
    olga.get_by_role("dialog").get_by_role("button", name="Send again").click()

    expect(row).to_be_hidden()
    assert served.api.get("/v1/suppressions").json()["data"] == []


def test_the_log_is_narrowed_by_its_address(olga: Page, served: Served) -> None:
    olga.goto("/messages?tab=log&state=bounced")

    expect(olga.get_by_text("Nothing fits these filters")).to_be_visible()
    olga.get_by_role("button", name="Clear filters").click()
    expect(olga).to_have_url(re.compile(r"tab=log$"))
    look(olga, "log")
    olga.set_viewport_size({"width": 390, "height": 844})
    look(olga, "log-phone")


def test_an_owner_sets_the_sender_and_signs(olga: Page, served: Served) -> None:
    olga.goto("/settings/mail")
    olga.get_by_label("Sender’s address").fill("news@shop.example")
    _only_what_is_saved_is_tried_and_signed(olga)
    olga.get_by_role("button", name="Save changes", exact=True).click()
    expect(olga.get_by_text("The mail settings are saved")).to_be_visible()
    olga.get_by_label("Sender’s name").fill("The shop")
    olga.get_by_role("button", name="Make a key").click()
    expect(olga.get_by_text("Mail is signed", exact=True)).to_be_visible()
    expect(olga.get_by_text("v=DKIM1; k=rsa; p=")).to_be_visible()
    look(olga, "settings")

    expect(olga.get_by_label("Sender’s name")).to_have_value("The shop")
    olga.get_by_role("button", name="Save changes", exact=True).click()
    before = _kept(served)
    olga.get_by_role("button", name="Send it now").dblclick()

    expect(olga.get_by_role("status").filter(has_text="It went into the mailbox here")).to_be_visible()
    assert _kept(served) == before + 1
    olga.get_by_role("button", name=re.compile("^Make (a|another) secret$")).click()
    expect(olga.get_by_text("whsec_")).to_be_visible()
    expect(olga.get_by_role("button", name="Make another secret")).to_be_visible()
    look(olga, "settings-tried")


def _only_what_is_saved_is_tried_and_signed(olga: Page) -> None:
    send = olga.get_by_role("button", name="Send it now")
    expect(send).to_be_disabled()
    expect(send).to_have_accessible_description(re.compile("^Save your changes first"))
    expect(olga.get_by_role("button", name="Make a key")).to_be_disabled()
    expect(olga.get_by_text("The sender’s address above has to be saved first.")).to_be_visible()


def _kept(served: Served) -> int:
    """How many mails were put into the mailbox."""
    return len(served.api.get("/v1/messages", params={"in_mailbox": True, "limit": 200}).json()["data"])
