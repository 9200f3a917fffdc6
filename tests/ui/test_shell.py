"""The frame of every page: search, languages, light and dark, a phone, and addresses that lead nowhere."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect
from tests.ui import axe
from tests.ui.routes import still
from tests.ui.test_rewards import put


def test_ctrl_k_finds_customers_segments_and_pages(olga: Page) -> None:
    olga.goto("/points")
    expect(olga.get_by_role("heading", name="Points")).to_be_visible()
    still(olga)
    olga.keyboard.press("Control+k")
    search = olga.get_by_placeholder("Find a customer, order, segment, rule or page")

    search.fill("petrenko")
    expect(olga.get_by_role("option", name=re.compile("Dmytro Petrenko"))).to_be_visible()
    assert axe.found(olga, within="[role=dialog]") == []
    search.fill("vip")
    olga.get_by_role("option", name=re.compile("^VIP")).first.click()

    expect(olga).to_have_url(re.compile("/segments/vip$"))


CHOSEN = re.compile("^(true)?$")
"""The mark of what Enter opens, made by the search itself or by what it is made of."""


def test_enter_opens_what_is_found_first_also_before_it_is_found(olga: Page) -> None:
    olga.goto("/points")
    still(olga)
    olga.keyboard.press("Control+k")
    search = olga.get_by_placeholder("Find a customer, order, segment, rule or page")

    search.fill("petrenko")
    expect(olga.get_by_role("option", name=re.compile("Dmytro Petrenko"))).to_have_attribute("data-selected", CHOSEN)
    search.fill("vip")
    search.press("Enter")
    expect(olga).to_have_url(re.compile("/segments/vip$"))
    expect(olga.get_by_role("dialog")).to_have_count(0)

    olga.keyboard.press("Control+k")
    search.fill("vip")
    expect(olga.get_by_role("option", name=re.compile("^VIP")).first).to_have_attribute("data-selected", CHOSEN)
    search.fill("cohorts")
    expect(olga.get_by_role("option", name=re.compile("Cohorts"))).to_have_attribute("data-selected", CHOSEN)
    search.press("Enter")
    expect(olga).to_have_url(re.compile(r"/reports\?tab=cohorts$"))


def test_ctrl_k_regards_no_marks_and_finds_orders_and_ids_of_one_digit(olga: Page) -> None:
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
    rule = put(olga, "/v1/earning-rules", {"name": "Dzień Łodzi", "style": style, "active": False})
    first = olga.request.get("/v1/customers/1").json()
    olga.goto("/points")
    still(olga)
    olga.keyboard.press("Control+k")
    search = olga.get_by_placeholder("Find a customer, order, segment, rule or page")

    search.fill("LODZI dzien")
    expect(olga.get_by_role("option", name=re.compile(rule["name"]))).to_be_visible()
    search.fill("1")
    expect(olga.get_by_role("option", name=re.compile(first["name"]))).to_be_visible()
    search.fill("100005")
    olga.get_by_role("option", name=re.compile("^Order 100005")).click()

    expect(olga).to_have_url(re.compile(r"/customers/\d+\?order=100005$"))
    expect(olga.get_by_role("heading", name="Clara Smith")).to_be_visible()
    expect(olga.get_by_role("dialog", name="Order 100005")).to_contain_text("2,000.00")


def test_the_pages_speak_polish_and_russian_and_remember_it(olga: Page) -> None:
    olga.goto("/segments")
    olga.get_by_role("button", name="Account").click()

    olga.get_by_role("menuitem", name="Polski").click()
    expect(olga.get_by_role("heading", name="Segmenty")).to_be_visible()
    olga.reload()
    expect(olga.get_by_role("link", name="Nowy segment")).to_be_visible()
    olga.get_by_role("button", name="Konto").click()
    olga.get_by_role("menuitem", name="Русский").click()

    expect(olga.get_by_role("heading", name="Сегменты")).to_be_visible()


def test_dark_is_remembered(olga: Page) -> None:
    olga.goto("/")

    olga.get_by_role("button", name="Dark").click()
    olga.reload()

    expect(olga.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def test_on_a_phone_the_navigation_is_a_drawer(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/")
    expect(olga.get_by_role("link", name="Segments", exact=True)).to_be_hidden()

    olga.get_by_role("button", name="Menu").click()
    olga.get_by_role("link", name="Segments", exact=True).click()

    expect(olga.get_by_role("heading", name="Segments")).to_be_visible()
    expect(olga.get_by_role("link", name="Customers", exact=True)).to_be_hidden()
    assert olga.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_drawer_covers_the_page_until_it_is_left(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/segments")
    still(olga)
    menu = olga.get_by_role("button", name="Menu")

    menu.press("Enter")

    expect(olga.get_by_role("button", name="Close")).to_be_focused()
    expect(olga.locator("main")).to_have_attribute("inert", "")  # nobody comes to what is covered
    olga.keyboard.press("Escape")
    expect(menu).to_be_focused()
    menu.press("Enter")
    olga.get_by_role("link", name="Segments", exact=True).press("Enter")
    expect(olga.get_by_role("heading", name="Segments")).to_be_visible()
    menu.press("Enter")
    olga.set_viewport_size({"width": 1440, "height": 900})
    expect(olga.locator("main")).not_to_have_attribute("inert", "")


def test_an_address_that_leads_nowhere_says_so(olga: Page) -> None:
    olga.goto("/nowhere/at/all")

    expect(olga.get_by_role("heading", name="There is nothing here", level=1)).to_be_visible()


def test_a_step_that_there_is_not_leaves_the_address(olga: Page) -> None:
    olga.goto("/start?step=nonsense")

    expect(olga).to_have_url(re.compile("/start$"))
    expect(olga.get_by_role("navigation", name="Steps")).to_be_visible()


def test_a_tab_that_there_is_not_leaves_the_address_and_nothing_else_does(olga: Page) -> None:
    olga.goto("/customers")
    olga.goto("/reports?tab=nonsense&segment=vip")
    expect(olga.get_by_role("tab", name="Sales", exact=True)).to_have_attribute("aria-selected", "true")
    expect(olga).to_have_url(re.compile(r"/reports\?segment=vip$"))

    olga.go_back()

    expect(olga).to_have_url(re.compile("/customers$"))


def test_the_search_tells_screen_readers_which_is_chosen(olga: Page) -> None:
    olga.goto("/points")
    still(olga)
    olga.keyboard.press("Control+k")
    search = olga.get_by_role("dialog").get_by_role("combobox")

    search.fill("re")
    options = olga.get_by_role("listbox", name="What was found").get_by_role("option")
    expect(options.nth(1)).to_be_visible()
    still(olga)
    _is_told(olga, options.nth(0))
    search.press("ArrowDown")
    _is_told(olga, options.nth(1))
    expect(search).to_be_focused()
    assert axe.found(olga, within="[role=dialog]") == []
    search.fill("nothing is called so")
    expect(olga.get_by_role("dialog").get_by_role("status")).to_have_text("Nothing found")
    expect(search).to_have_attribute("aria-expanded", "false")
    assert search.get_attribute("aria-activedescendant") is None


def _is_told(page: Page, option: Locator) -> None:
    """An option is the chosen one, and the only one, to whoever hears the page."""
    expect(option).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    told = option.get_attribute("id")
    assert told
    expect(page.get_by_role("combobox", expanded=True)).to_have_attribute("aria-activedescendant", told)


def test_the_search_finds_what_can_be_done_with_points(olga: Page) -> None:
    olga.goto("/points")
    expect(olga.get_by_role("heading", name="Points")).to_be_visible()
    still(olga)
    olga.keyboard.press("Control+k")

    olga.get_by_placeholder("Find a customer, order, segment, rule or page").fill("give or take")
    olga.get_by_role("option", name="Give or take points").click()

    expect(olga).to_have_url(re.compile("/points/mass/new$"))
    expect(olga.get_by_role("heading", name="Give or take points")).to_be_visible()


def test_the_search_finds_whatever_has_a_name(olga: Page) -> None:
    workflow = {
        "name": "Zebra rewards",
        "form": {"rules": [{"id": "a", "kind": "nth_order", "value": "3", "template": "1"}]},
    }
    content = {
        "subject": "Zebra news{% if customer.first_name %}, {{ customer.first_name }}{% endif %}",
        "body": "<mjml><mj-body></mj-body></mjml>",
    }
    template = put(olga, "/v1/mail-templates", {"name": "Zebra mail", "languages": {"en": content}})
    put(olga, "/v1/newsletters", {"name": "Zebra letter", "template": template["id"]})
    put(olga, "/v1/campaigns", {"name": "Zebra campaign", "draft": {}})
    made = put(olga, "/v1/workflows", workflow)
    olga.goto("/points")
    still(olga)
    olga.keyboard.press("Control+k")
    search = olga.get_by_placeholder("Find a customer, order, segment, rule or page")

    search.fill("zebra")
    for name in ("Zebra campaign", "Zebra letter", "Zebra mail", "Zebra rewards"):
        expect(olga.get_by_role("option", name=re.compile(name))).to_be_visible()
    expect(olga.get_by_role("option", name=re.compile("Zebra mail"))).to_contain_text("Zebra news, …")
    search.fill("cohorts")
    expect(olga.get_by_role("option", name=re.compile("Cohorts"))).to_contain_text("Reports")
    search.fill("webhooks")
    expect(olga.get_by_role("option", name=re.compile("Webhooks"))).to_contain_text("Settings")
    search.fill("zebra rew")
    olga.get_by_role("option", name=re.compile("Zebra rewards")).click()

    expect(olga).to_have_url(re.compile(f"/campaigns/workflows/{made['id']}$"))


def test_what_could_not_be_loaded_comes_by_itself_once_the_server_is_back(olga: Page) -> None:
    olga.route("**/v1/segments**", lambda route: route.abort())
    olga.goto("/segments")
    expect(olga.get_by_text("The server can't be reached.")).to_be_visible()

    olga.unroute("**/v1/segments**")

    expect(olga.get_by_role("row").filter(has_text="VIP").first).to_be_visible()
