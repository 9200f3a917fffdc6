"""Keys, users, and the audit of it all."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import Locator, Page, expect
from tests.ui.conftest import Served
from tests.ui.making import made


def test_a_key_is_shown_once_works_and_is_revoked(olga: Page, served: Served) -> None:
    olga.goto("/settings/api-keys")
    olga.get_by_role("button", name="New key").click()
    olga.get_by_label("Name").fill("Till")
    olga.get_by_role("button", name="Make key").click()

    shown = olga.get_by_role("dialog").locator("pre, code").first
    expect(shown).to_have_text(re.compile(r"^rk_"))
    headers = {"Authorization": f"Bearer {shown.inner_text()}"}
    assert httpx.get(f"{served.base_url}/v1/customers", headers=headers).status_code == 200
    olga.get_by_role("button", name="I have kept it").click()
    olga.get_by_role("row").filter(has_text="Till").get_by_role("button", name="Revoke").click()
    olga.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(olga.get_by_role("row").filter(has_text="Till")).to_have_count(0)
    assert httpx.get(f"{served.base_url}/v1/customers", headers=headers).status_code == 401


def test_the_secret_of_customers_tokens_is_shown_when_asked_for_and_made_anew(olga: Page) -> None:
    olga.goto("/settings/api-keys")
    part = olga.get_by_role("region", name="Customers' tokens")
    secret = part.get_by_label("Secret of customers' tokens")
    expect(part).to_be_visible()
    expect(secret).to_have_count(0)

    part.get_by_role("button", name="Show the secret").click()
    expect(secret).to_have_text(re.compile(r"^[\w-]{43}$"))
    before = secret.inner_text()
    part.get_by_role("button", name="Make a new secret").click()
    olga.get_by_role("dialog").get_by_role("button", name="Make a new secret").click()

    expect(olga.get_by_role("dialog")).to_have_count(0)
    expect(secret).not_to_have_text(before)
    olga.goto("/settings/audit")
    expect(olga.get_by_role("row").filter(has_text="secret of customers' tokens renewed").first).to_be_visible()


def test_a_reader_sees_no_button_that_would_be_refused(olga: Page, served: Served) -> None:
    olga.goto("/settings/users")
    olga.get_by_role("button", name="New user").click()
    form = olga.get_by_role("dialog")
    form.get_by_label("E-mail").fill("reader@shop.example")
    form.get_by_label("Name").fill("Rita Reader")
    form.get_by_label("Role").click()
    olga.get_by_role("option", name="Reader").click()
    form.get_by_role("textbox", name="Password").fill("seven blue plums")
    form.get_by_role("button", name="Let them in").click()
    expect(olga.get_by_role("row").filter(has_text="Rita Reader")).to_be_visible()

    olga.context.clear_cookies()
    olga.goto("/segments")
    olga.get_by_label("E-mail").fill("reader@shop.example")
    olga.get_by_role("textbox", name="Password").fill("seven blue plums")
    olga.get_by_role("button", name="Sign in").click()

    expect(olga.get_by_role("link", name="VIP", exact=True)).to_be_visible()
    expect(olga.get_by_role("link", name="New segment")).to_have_count(0)
    olga.get_by_role("link", name="Settings").click()
    expect(olga.get_by_role("tab", name="Import")).to_be_visible()
    expect(olga.get_by_role("tab", name="Users")).to_have_count(0)


def test_a_user_whose_password_is_too_short_is_told_at_the_field(olga: Page) -> None:
    olga.goto("/settings/users")
    olga.get_by_role("button", name="New user").click()
    form = olga.get_by_role("dialog")
    form.get_by_label("E-mail").fill("short@shop.example")
    form.get_by_label("Name").fill("Short")
    form.get_by_role("textbox", name="Password").fill("abc")

    form.get_by_role("button", name="Let them in").click()

    expect(form.get_by_text("This was not saved")).to_be_visible()
    expect(form.get_by_label("Name")).to_have_value("Short")


def whole_audit(page: Page) -> Locator:
    """All rows of the audit: what other tests did meanwhile may stand before what is looked for."""
    page.goto("/settings/audit")
    rows, more = page.get_by_role("row"), page.get_by_role("button", name="Load more")
    expect(rows.locator("time").first).to_be_attached()
    while more.count() == 1:
        shown = rows.count()
        more.click()
        expect(rows).not_to_have_count(shown)
    return rows


def test_inputs_beside_each_other_stand_in_a_line_where_a_label_wraps(olga: Page) -> None:
    olga.goto("/settings/mail")
    olga.evaluate("localStorage.setItem('regulars.language', 'pl')")
    olga.goto("/settings/mail")
    labels = [re.compile("^Wiadomości na minutę"), re.compile("^Najwyżej wiadomości"), re.compile("^W dniach")]
    expect(olga.get_by_label(labels[0])).to_be_visible()

    boxes = [olga.get_by_label(label).bounding_box() for label in labels]

    assert len({box["y"] for box in boxes if box}) == 1


def test_the_audit_tells_who_changed_what(olga: Page) -> None:
    rows = whole_audit(olga)

    row = rows.filter(has_text="segment created").filter(has_text="VIP")
    expect(row.get_by_role("link", name="VIP", exact=True)).to_have_attribute("href", "/segments/vip")
    rule = rows.filter(has_text="Earning rule Everyday points")
    expect(rule.get_by_role("link")).to_have_attribute("href", re.compile("/points/rules/"))


def test_a_phone_shows_what_was_changed_what_a_key_may_and_every_tab(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    row = whole_audit(olga).filter(has_text="segment created").filter(has_text="VIP")
    expect(row.get_by_role("link", name="VIP", exact=True)).to_be_visible()
    expect(row.get_by_text("shop server").filter(visible=True)).to_be_visible()
    tabs = [tab.bounding_box() for tab in olga.get_by_role("tab").all()]
    assert len({box["y"] for box in tabs if box}) == 1
    assert all(box and box["x"] + box["width"] <= 390 for box in tabs)

    olga.goto("/settings/api-keys")

    key = olga.get_by_role("row").filter(has_text="shop server")
    expect(key.get_by_text("records:write").filter(visible=True)).to_be_visible()


def test_a_declared_attribute_can_be_asked_for(olga: Page) -> None:
    olga.goto("/settings/attributes")
    olga.get_by_role("button", name="New attribute").click()
    form = olga.get_by_role("dialog")
    form.get_by_label("Name in the records").fill("recommended")
    form.get_by_label("Name people see").fill("Recommended")
    form.get_by_role("combobox", name="Type").click()
    olga.get_by_role("option", name="Yes or no").click()
    form.get_by_role("button", name="Declare").click()
    expect(olga.get_by_role("row").filter(has_text="product.attributes.recommended")).to_be_visible()

    olga.goto("/segments/new")
    olga.get_by_role("button", name="Add condition").click()
    search = olga.get_by_role("combobox", name="Find a field")
    search.fill("number of wishes")
    search.press("Enter")
    olga.get_by_role("button", name="where", exact=True).click()
    search.fill("recommended")

    expect(olga.get_by_role("option", name=re.compile("Recommended"))).to_be_visible()


def test_another_type_says_first_which_segments_ask_for_it_and_one_broken_so_says_how_to_mend_it(
    olga: Page, served: Served
) -> None:
    served.api.put("/v1/attributes/customer/club", json={"type": "boolean", "label": "Club"})
    made(served, "club", condition={"value": "customer.attributes.club", "op": "=", "to": True})
    olga.goto("/settings/attributes")
    olga.get_by_role("row").filter(has_text="customer.attributes.club").get_by_role("button", name="Change").click()
    dialog = olga.get_by_role("dialog", name="Club")
    dialog.get_by_role("combobox", name="Type").click()
    olga.get_by_role("option", name="Number", exact=True).click()

    dialog.get_by_role("button", name="Save changes").click()

    told = dialog.get_by_role("alert")
    expect(told).to_contain_text("one of them can’t be asked any more")
    expect(told.get_by_role("link", name="Club")).to_have_attribute("href", "/segments/club")
    dialog.get_by_role("button", name="Change it all the same").click()
    expect(dialog).to_have_count(0)
    broken = served.until("/v1/segments/club", lambda found: found["state"] == "broken")
    assert "customer.attributes.club) no longer fits as number" in broken["health"][0]["reason"]
    olga.goto("/segments/club")
    look = olga.get_by_role("region", name="What to look at")
    expect(look).to_contain_text("The attribute 'Club' (customer.attributes.club) no longer fits as number")
    expect(look.get_by_role("link", name="Attributes")).to_have_attribute("href", "/settings/attributes")
    look.get_by_role("link", name="Mend its condition").click()
    olga.wait_for_url("**/segments/club/edit")
    expect(olga.get_by_label("Name", exact=True)).to_have_value("Club")
