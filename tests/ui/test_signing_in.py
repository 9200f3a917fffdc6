"""Signing in and out, and what happens when a session ends while somebody works."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.ui.conftest import Served


def test_a_wrong_password_is_told_at_its_field_and_the_email_stays(visitor: Page, served: Served) -> None:
    visitor.goto("/segments")
    visitor.get_by_label("E-mail").fill(served.email)
    visitor.get_by_role("textbox", name="Password").fill("not this one")

    visitor.get_by_role("button", name="Sign in").click()

    expect(visitor.get_by_text("E-mail or password is not right.")).to_be_visible()
    expect(visitor.get_by_label("E-mail")).to_have_value(served.email)


def test_signing_in_leads_to_the_page_that_was_asked_for(visitor: Page, served: Served) -> None:
    visitor.goto("/segments")
    visitor.get_by_label("E-mail").fill(served.email)
    visitor.get_by_role("textbox", name="Password").fill(served.password)

    visitor.get_by_role("button", name="Sign in").click()

    expect(visitor.get_by_role("heading", name="Segments")).to_be_visible()
    expect(visitor.get_by_role("link", name="VIP", exact=True)).to_be_visible()


def test_signing_out_ends_the_session(visitor: Page, served: Served) -> None:
    visitor.goto("/")
    visitor.get_by_label("E-mail").fill(served.email)
    visitor.get_by_role("textbox", name="Password").fill(served.password)
    visitor.get_by_role("button", name="Sign in").click()
    visitor.get_by_role("button", name="Account").click()

    visitor.get_by_role("menuitem", name="Sign out").click()

    expect(visitor.get_by_label("E-mail")).to_be_visible()
    assert visitor.request.get("/v1/session").status == 401


def test_a_session_that_ends_takes_nothing_that_was_typed(visitor: Page, served: Served) -> None:
    visitor.goto("/segments/new")
    visitor.get_by_label("E-mail").fill(served.email)
    visitor.get_by_role("textbox", name="Password").fill(served.password)
    visitor.get_by_role("button", name="Sign in").click()
    visitor.get_by_label("Name").fill("Not to be lost")
    visitor.get_by_role("button", name="Big spenders").click()
    expect(visitor.get_by_test_id("preview-count")).to_have_text("2")

    visitor.context.clear_cookies()
    visitor.get_by_role("button", name="Create segment").click()

    expect(visitor.get_by_text("Your session has ended.")).to_be_visible()
    visitor.get_by_role("textbox", name="Password").fill(served.password)
    visitor.get_by_role("button", name="Sign in").click()
    expect(visitor.get_by_text("Your session has ended.")).to_be_hidden()
    expect(visitor.get_by_role("heading", name="Not to be lost")).to_be_visible()
