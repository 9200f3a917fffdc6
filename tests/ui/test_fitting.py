"""What is long or not there yet stays within its place and says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from tests.ui.conftest import Served

AMOUNT = "9007199254740993.07"


@pytest.mark.parametrize("width", [390, 1440])
def test_a_very_large_amount_stays_within_its_card(olga: Page, served: Served, width: int) -> None:
    home = served.api.get("/v1/home").json()
    home["weeks"][-1]["net"]["amount"] = AMOUNT
    olga.route("**/v1/home", lambda route: route.fulfill(json=home))
    olga.set_viewport_size({"width": width, "height": 900})

    olga.goto("/")

    figure = olga.locator(".figure-value").filter(has_text="$9,007")
    expect(figure).to_be_visible()
    assert figure.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_members_that_are_not_there_yet_are_waited_for(olga: Page, served: Served) -> None:
    segment = served.api.get("/v1/segments/vip").json()
    members = served.api.get("/v1/segments/vip/members").json()
    answers: list[dict[str, Any]] = [{"data": [], "next_cursor": None}]

    def answer(route: Route) -> None:
        route.fulfill(json=answers[-1])

    olga.route("**/v1/segments/vip/members*", answer)
    olga.goto("/segments/vip")
    expect(olga.get_by_role("status").filter(has_text="being computed")).to_be_visible()
    expect(olga.get_by_text("Nobody is in it")).to_have_count(0)

    answers.append(members)

    expect(olga.get_by_role("table", name="Members").get_by_role("row")).to_have_count(segment["size"] + 1)


def test_why_is_seen_whole_on_a_phone(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/segments/vip")

    box = olga.get_by_role("button", name="Why?", exact=True).first.bounding_box()

    assert box is not None
    assert box["x"] + box["width"] <= 390 - 12


def test_an_attribute_is_changed_on_a_phone_however_long_its_path(olga: Page) -> None:
    attribute = {"subject": "product", "name": "recommended_by_the_house", "type": "boolean", "label": "Recommended", "description": "", "default": False, "history": False}  # fmt: skip
    olga.route("**/v1/attributes", lambda route: route.fulfill(json={"data": [attribute]}))
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/settings/attributes")

    box = olga.get_by_role("button", name="Change", exact=True).bounding_box()

    assert box is not None
    assert box["x"] + box["width"] <= 390 - 12


def test_what_the_search_finds_ends_within_its_box(olga: Page, served: Served) -> None:
    found = served.api.get("/v1/segments").json()
    found["data"][0]["sentence"] = "Customers who bought something. " * 9
    olga.route("**/v1/segments?*", lambda route: route.fulfill(json=found))
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/")
    olga.get_by_role("button", name="Search").click()
    olga.get_by_role("dialog").get_by_role("combobox").fill("VIP")

    box = olga.get_by_text("Customers who bought something.").bounding_box()

    assert box is not None
    assert box["x"] + box["width"] <= 390 - 12


@pytest.mark.parametrize(
    ("path", "said", "link", "to"),
    [
        ("/customers/999999", "There is no such customer", "All customers", "/customers"),
        ("/segments/nowhere", "There is no such segment", "All segments", "/segments"),
        ("/segments/nowhere/edit", "There is no such segment", "All segments", "/segments"),
        ("/points/rules/999999", "There is no such earning rule", "All earning rules", "/points"),
    ],
)
def test_what_is_not_there_leads_back_to_the_list(olga: Page, path: str, said: str, link: str, to: str) -> None:
    olga.goto(path)

    expect(olga.get_by_role("heading", name=said)).to_be_visible()
    expect(olga.get_by_role("button", name="Try again")).to_have_count(0)
    expect(olga.get_by_role("link", name=link)).to_have_attribute("href", to)


def test_a_very_long_name_leaves_room_for_the_rest(olga: Page, served: Served) -> None:
    found = served.api.get("/v1/customers?limit=1").json()["data"][0]
    customer = served.api.get(f"/v1/customers/{found['id']}").json()
    customer["name"] = "Maria " * 200
    olga.route(f"**/v1/customers/{found['id']}", lambda route: route.fulfill(json=customer))
    olga.goto(f"/customers/{found['id']}")

    heading = olga.get_by_role("heading", level=1)
    expect(heading).to_have_attribute("title", customer["name"])
    box = heading.bounding_box()
    assert box is not None
    assert box["height"] <= 2 * 32
    olga.get_by_role("button", name="Show all of it").click()
    expect(olga.get_by_role("button", name="Show less")).to_be_visible()


def test_on_a_phone_the_count_stands_by_the_condition(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/segments/vip/edit")

    bar = olga.get_by_test_id("preview-bar")

    expect(bar).to_contain_text("2")
    expect(bar).to_be_in_viewport()
    expect(olga.get_by_test_id("preview-count")).not_to_be_in_viewport()


def test_on_a_phone_tabs_fade_where_there_are_more(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/segments/vip")
    line = olga.get_by_role("tablist")
    expect(line).to_have_attribute("data-after", "")

    line.evaluate("each => each.scrollTo({ left: each.scrollWidth, behavior: 'instant' })")

    expect(line).to_have_attribute("data-before", "")
    expect(line).not_to_have_attribute("data-after", "")


@pytest.fixture(scope="module")
def segments_of_all(served: Served) -> Iterator[list[str]]:
    """Eight segments that everybody is in, which are archived again: other tests look at what lies in what."""
    ids = [f"all-{n}" for n in range(8)]
    for id in ids:
        made = served.api.post(
            "/v1/segments", json={"id": id, "name": f"Customers of shop {id}", "condition": {"all": []}}
        )
        assert made.status_code == 201, made.text
    yield ids
    for id in ids:
        gone = served.api.post(f"/v1/segments/{id}/archive")
        assert gone.is_success, gone.text


def test_shares_scroll_within_their_box_on_a_phone_and_the_names_stay(olga: Page, segments_of_all: list[str]) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto(f"/segments/compare?ids={','.join(segments_of_all)}")
    matrix = olga.get_by_role("table", name="Which share of each is in each other?")
    last = matrix.get_by_role("row").nth(1).get_by_role("cell").last

    last.scroll_into_view_if_needed()

    name = matrix.get_by_role("row").nth(1).get_by_role("cell").first.bounding_box()
    share = last.bounding_box()
    assert name is not None
    assert share is not None
    assert 0 <= name["x"] < share["x"] <= 390 - share["width"]
    assert olga.evaluate("document.documentElement.scrollWidth") <= 390


def test_five_segments_are_compared_on_a_phone_without_swiping(olga: Page, segments_of_all: list[str]) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto(f"/segments/compare?ids={','.join(segments_of_all[:5])}")
    matrix = olga.get_by_role("table", name="Which share of each is in each other?")

    last = matrix.get_by_role("row").nth(1).get_by_role("cell").last.bounding_box()

    expect(matrix.get_by_role("columnheader").first).to_have_text("Segment, %")
    assert last is not None
    assert last["x"] + last["width"] <= 390


def test_whose_codes_past_orders_are_tried_with_is_said_whole(olga: Page) -> None:
    olga.set_viewport_size({"width": 1280, "height": 900})
    olga.goto("/promotions/new")
    olga.get_by_role("button", name="Coupon").click()
    olga.get_by_role("radio", name="Codes that are made for it").check()

    for said in ("As if all had its code", "Orders that had one"):
        label = olga.get_by_text(said, exact=True)
        assert label.evaluate("each => each.scrollWidth <= each.clientWidth"), said


def test_how_conditions_are_joined_is_said_whole_in_every_language(olga: Page) -> None:
    olga.goto("/segments/new")
    for language in ("en", "pl", "ru"):
        olga.evaluate(f"localStorage.setItem('regulars.language', '{language}')")
        olga.reload()
        expect(olga.locator("html")).to_have_attribute("lang", language)
        joined = olga.locator("[data-root] input").first
        expect(joined).to_be_visible()
        assert joined.evaluate("each => each.scrollWidth <= each.clientWidth"), language


def test_the_end_of_what_stands_beside_a_form_is_reached_with_the_page(olga: Page) -> None:
    olga.set_viewport_size({"width": 1280, "height": 700})
    olga.goto("/promotions/new")
    last = olga.locator(".beside > *").last
    expect(last).to_be_visible()

    olga.evaluate("scrollTo(0, document.body.scrollHeight)")

    box = last.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 700


def test_what_a_row_of_figures_is_stays_in_sight_however_far_they_are_scrolled(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/reports?tab=sales")
    table = olga.get_by_role("table", name="Every figure")
    table.get_by_role("columnheader").last.scroll_into_view_if_needed()

    name = table.get_by_role("link", name="VIP").bounding_box()

    assert name is not None
    assert name["x"] >= 0
