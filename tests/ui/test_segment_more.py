"""More of a segment's pages: when it is refreshed, what it has in common with others, what names it, what its members
bought, who will come and go, and who was in on a past day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from tests.ui import small_shop
from tests.ui.conftest import Served
from tests.ui.making import made, of
from tests.ui.small_shop import OTHERS

BY_HAND = {"kind": "by_hand"}


def test_a_schedule_is_written_in_the_shop_s_time_and_told_on_the_page(olga: Page, served: Served) -> None:
    made(served, "yanks", condition=of("US"))
    olga.goto("/segments/yanks/edit")
    olga.get_by_role("radio", name="On a schedule").check()
    olga.get_by_role("combobox", name="How often").click()
    olga.get_by_role("option", name="Every week").click()
    olga.get_by_role("combobox", name="On", exact=True).click()
    olga.get_by_role("option", name="Thursday").click()
    olga.get_by_label("Hour").press("Backspace")
    expect(olga.get_by_text("Choose a time of day for the refresh.")).to_be_visible()
    olga.get_by_label("Hour").press_sequentially("04")
    olga.get_by_label("Minute").press_sequentially("30")
    expect(olga.get_by_text("Kyiv, Ukraine").last).to_be_visible()

    olga.get_by_role("button", name="Save changes").click()
    olga.wait_for_url("**/segments/yanks")

    line = olga.get_by_role("region", name="When it is kept up to date")
    expect(line).to_contain_text("Refreshed every Thursday at 04:30 (Kyiv, Ukraine).")
    expect(line).to_contain_text("Next on")
    kept = served.api.get("/v1/segments/yanks").json()
    assert kept["refresh"] == {"kind": "scheduled", "every": "week", "at": "04:30", "weekday": 4, "day": None}


def test_one_kept_by_hand_is_refreshed_by_the_button_and_waited_for(olga: Page, served: Served) -> None:
    before = made(served, "canucks", condition=of("CA"), refresh=BY_HAND)
    waiting: list[dict[str, Any]] = []

    def answer(route: Route) -> None:
        """What is there, but for the first time after the button: by then it may be done already."""
        found = served.api.get("/v1/segments/canucks").json()
        route.fulfill(json={**found, "refreshing": True} if len(waiting) == 1 else found)
        waiting.extend([found] if waiting else [])

    olga.route("**/v1/segments/canucks", answer)
    olga.goto("/segments/canucks")
    line = olga.get_by_role("region", name="When it is kept up to date")
    expect(line).to_contain_text("Refreshed by hand. Shown as of")
    waiting.append(before)

    line.get_by_role("button", name="Refresh now").click()

    expect(line.get_by_role("status")).to_have_text("Being refreshed")
    expect(olga.get_by_text("“Canucks” is as of now.")).to_be_visible()
    expect(line.get_by_role("status")).to_have_count(0)
    after = served.until("/v1/segments/canucks", lambda found: not found["refreshing"])
    assert after["refreshed_at"] > before["refreshed_at"]


@pytest.fixture(scope="module")
def poles(served: Served) -> None:
    """Poles, of whom Boris is a VIP too; those but Boris, who are nearly all; and Boris alone."""
    boris = {"value": "customer.external_id", "op": "=", "to": "boris"}
    made(served, "poles", condition=of("PL"))
    made(served, "most-poles", condition=of("PL"), exclude=boris)
    made(served, "boris", condition=boris)


def row(page: Page, table: str, text: str) -> Locator:
    return page.get_by_role("table", name=table).get_by_role("row").filter(has_text=text)


@pytest.mark.usefixtures("poles")
def test_what_it_has_in_common_with_others_stands_in_bars_and_in_words(olga: Page) -> None:
    olga.goto("/segments/poles?tab=overlap")

    remarks = olga.get_by_role("region", name="What stands out")
    expect(remarks).to_contain_text(
        "“Poles” and “Most-Poles” are nearly the same: 98.4% of those in either are in both."
    )
    expect(remarks).to_contain_text("“Boris” lies wholly in “Poles”: all its members are there too.")
    expect(remarks).not_to_contain_text("VIP")
    both = row(olga, "What has it in common with other segments?", "VIP")
    expect(both.get_by_role("cell").nth(1)).to_have_text("1")
    expect(both.get_by_role("cell").nth(2)).to_contain_text("1.6%")
    expect(both.get_by_role("cell").nth(3)).to_contain_text("50.0%")

    olga.get_by_role("link", name="Compare these").click()
    matrix = olga.get_by_role("table", name="Which share of each is in each other?")
    expect(matrix.get_by_role("row").nth(1)).to_contain_text("Poles")
    expect(matrix.get_by_role("row").filter(has_text="Most-Poles").first).to_be_visible()


@pytest.mark.usefixtures("poles")
def test_chosen_segments_are_compared_in_combinations_and_a_matrix(olga: Page) -> None:
    olga.goto("/segments")
    olga.get_by_role("link", name="Compare segments").click()
    expect(olga.get_by_text("Choose two or more")).to_be_visible()
    chosen = olga.get_by_role("combobox", name="Segments, at most 12")
    for name in ("VIP", "Poles"):
        chosen.fill(name)
        olga.get_by_role("option", name=name, exact=True).click()

    combinations = olga.get_by_role("table", name="How many are in exactly which?")
    expect(combinations.get_by_role("row")).to_have_count(4)
    expect(combinations.get_by_role("row").nth(1)).to_contain_text(str(OTHERS))
    expect(combinations.get_by_role("img", name="VIP + Poles")).to_be_visible()
    matrix = olga.get_by_role("table", name="Which share of each is in each other?")
    expect(matrix.get_by_role("row").nth(1)).to_contain_text("50.0%")
    expect(matrix.get_by_role("row").nth(2)).to_contain_text("1.6%")
    assert "ids=vip%2Cpoles" in olga.url


@pytest.mark.usefixtures("poles")
def test_what_names_it_is_listed_with_links(olga: Page, served: Served) -> None:
    naming = {"value": "customer.segments", "op": "has_any", "to": ["boris"]}
    made(served, "not-boris", condition=of("PL"), exclude=naming)
    style = {"kind": "per_amount", "points": 1, "amount": {"amount": "1.00", "currency": "USD"}}
    rule = served.api.post("/v1/earning-rules", json={"name": "For Boris", "style": style, "condition": naming}).json()
    olga.goto("/segments/boris?tab=uses")

    expect(row(olga, "Used in", "Not-Boris")).to_contain_text("In “But not those who…”")
    expect(row(olga, "Used in", "For Boris")).to_contain_text("Earning rule")
    olga.get_by_role("link", name="For Boris").click()
    olga.wait_for_url(f"**/points/rules/{rule['id']}")
    olga.goto("/segments/not-boris?tab=uses")
    expect(olga.get_by_text("Nothing names this segment")).to_be_visible()


def test_a_share_of_more_than_all_says_why_and_members_are_compared_like_with_like(olga: Page, served: Served) -> None:
    told = served.api.get("/v1/segments/vip/sales").json()
    told |= {"customers": 244, "registered": 200, "share": 0.712, "period": told["period"] | {"share_of_net": 1.013}}
    olga.route("**/v1/segments/vip/sales*", lambda route: route.fulfill(json=told))

    olga.goto("/segments/vip?tab=sales")

    expect(olga.get_by_text("More than all, as others were given back more than they bought.")).to_be_visible()
    expect(olga.get_by_text("200 registered, 71.2% of all registered customers")).to_be_visible()


def test_sales_of_a_period_stand_beside_those_of_the_one_before(olga: Page) -> None:
    """Clara bought 5 days ago, Boris 40."""
    olga.goto("/segments/vip?tab=sales")

    net = row(olga, "What does it come to?", "Net sales").first
    expect(net).to_contain_text("$2,000.00")
    expect(net).to_contain_text("$2,500.00")
    expect(net).to_contain_text("−20.0%")
    expect(olga.get_by_text("before: $2,500.00 (−20.0%)")).to_be_visible()

    olga.get_by_text("90 days", exact=True).click()

    expect(net).to_contain_text("$4,500.00")
    assert "span=90" in olga.url


def test_who_will_come_and_go_by_time_alone_stands_below_the_history(olga: Page, served: Served) -> None:
    """Everybody whose last order falls out of the window within the month: all but Boris have one in it."""
    lately = {"value": {"count": "order", "within": {"last": "28d"}}, "op": ">=", "to": 1}
    made(served, "lately", condition=lately)
    olga.goto("/segments/lately?tab=history")

    expect(olga.get_by_text("In the next 30 days 0 in and 3 out.")).to_be_visible()
    olga.get_by_role("button", name="Chart options").last.click()
    olga.get_by_role("menuitem", name="Show as table").click()
    expect(olga.get_by_role("table", name="Who will come and go by time alone?")).to_contain_text("−1")


def test_members_of_a_past_day_are_shown_as_such_and_exported(olga: Page) -> None:
    """Ten days ago Boris alone had bought for so much."""
    day = small_shop.now() - timedelta(days=10)
    olga.goto("/segments/vip")
    members = olga.get_by_role("table", name="Members")
    expect(members).to_contain_text("Clara Smith")

    olga.get_by_label("As of a past day").fill(f"{day:%-d %b %Y}")
    olga.keyboard.press("Enter")

    expect(olga.get_by_text(f"As it was on {day:%-d %b %Y}, at the end of the day.")).to_be_visible()
    expect(olga.get_by_text("The segment was made later")).to_be_visible()
    expect(members).not_to_contain_text("Clara Smith")
    expect(members).to_contain_text("Boris Nowak")
    expect(members.get_by_role("button", name="Why?")).to_have_count(0)
    assert exported(olga, "CSV") == {"boris"}

    olga.get_by_role("button", name="Back to now").last.click()

    expect(members).to_contain_text("Clara Smith")
    assert exported(olga, "JSON lines") == {"boris", "clara"}


def exported(page: Page, format: str) -> set[str]:
    """Who of two is in the file that the menu gives."""
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=format).click()
    assert download.value.suggested_filename.startswith("vip.")
    text = Path(download.value.path()).read_text()
    return {who for who in ("boris", "clara") if who in text}


@pytest.mark.parametrize("tab", ["overlap", "sales", "uses"])
@pytest.mark.usefixtures("poles")
def test_on_a_phone_the_chosen_tab_is_in_view_and_nothing_is_wider_than_the_page(olga: Page, tab: str) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto(f"/segments/boris?tab={tab}")

    box = olga.get_by_role("tab", selected=True).bounding_box()

    assert box is not None
    assert box["x"] + box["width"] <= 390
    assert olga.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
