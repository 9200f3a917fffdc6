"""What is looked at of mail templates."""

from __future__ import annotations

from playwright.sync_api import Page
from tests.ui.look import Look


def _written(page: Page) -> None:
    page.locator("iframe").first.wait_for()


def _as_on_a_phone(page: Page) -> None:
    _written(page)
    page.get_by_text("Phone", exact=True).click()


def _as_text(page: Page) -> None:
    _written(page)
    page.get_by_text("Text", exact=True).click()


def _variables(page: Page) -> None:
    page.get_by_role("button", name="Variable").click()


def _versions(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Versions").click()
    page.wait_for_timeout(400)


def _faults(page: Page) -> None:
    page.get_by_text("errors", exact=False).first.wait_for()


def _starters(page: Page) -> None:
    page.locator("iframe").nth(10).wait_for(state="attached")


def _unclear(page: Page) -> None:
    page.get_by_role("button", name="You left something in your cart").first.click()
    page.get_by_role("button", name="Send again").click()
    page.get_by_role("dialog").nth(1).wait_for()
    page.wait_for_timeout(400)


def _held_back(page: Page) -> None:
    page.get_by_role("row").filter(has_text="quiet hours").first.get_by_role("button").first.click()
    page.get_by_text("It is held", exact=False).or_(page.get_by_text("Waits until")).first.wait_for()
    page.wait_for_timeout(400)


LOOKS = {
    "mail-templates": Look("/messages"),
    "newsletters": Look("/messages?tab=newsletters"),
    "newsletter": Look("/messages/newsletters/900", _written),
    "newsletter-scheduled": Look("/messages/newsletters/899", _written),
    "mailbox": Look("/messages?tab=mailbox"),
    "mail-log": Look("/messages?tab=log"),
    "mail-unclear": Look("/messages?tab=log", _unclear),
    "mail-held-back": Look("/messages?tab=log", _held_back),
    "mail-suppressed": Look("/messages?tab=suppressions"),
    "mail-settings": Look("/settings/mail"),
    "mail-starters": Look("/messages/templates/new", _starters),
    "mail-template": Look("/messages/templates/900", _written),
    "mail-template-phone": Look("/messages/templates/901", _as_on_a_phone),
    "mail-template-text": Look("/messages/templates/900", _as_text),
    "mail-template-faulty": Look("/messages/templates/1", _faults),
    "mail-template-variables": Look("/messages/templates/900", _variables),
    "mail-template-versions": Look("/messages/templates/900", _versions),
}
