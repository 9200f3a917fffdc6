"""What is owed in points, drawn and in figures."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.ui.conftest import Served


@pytest.fixture
def report(served: Served) -> dict[str, Any]:
    told: dict[str, Any] = served.api.get("/v1/points/liability").json()
    return told


def card(page: Page, question: str) -> Locator:
    return page.locator(".mantine-Paper-root").filter(has=page.get_by_role("heading", name=question))


def test_what_is_outstanding_is_told_and_drawn(olga: Page, report: dict[str, Any]) -> None:
    now = sum(one["outstanding"] for one in report["months"] if one["month"] == report["months"][-1]["month"])
    olga.goto("/points?tab=liability")

    outstanding = card(olga, "How many points are outstanding?")

    expect(outstanding).to_contain_text(f"{now:,} points now")
    expect(outstanding.locator("svg.recharts-surface").first).to_be_visible()
    expect(card(olga, "What is to be expected?").locator("svg.recharts-surface").first).to_be_visible()


def test_the_figures_of_a_month_stand_behind_the_chart(olga: Page, report: dict[str, Any]) -> None:
    olga.goto("/points?tab=liability")
    movements = card(olga, "What came and what went?")

    movements.get_by_role("button", name="Chart options").click()
    olga.get_by_role("menuitem", name="Show as table").click()

    latest = movements.get_by_role("row").nth(1)
    expect(latest).to_contain_text(f"{report['months'][-1]['earned']:,}")
    expect(latest.get_by_role("cell").last).to_have_text(f"{report['months'][-1]['outstanding']:,}")


def test_points_of_no_named_legal_entity_are_the_shop_s_in_the_reader_s_language(
    olga: Page, report: dict[str, Any]
) -> None:
    assert {one["legal_entity"] for one in report["months"]} == {"Shop"}
    olga.goto("/points?tab=liability")
    olga.get_by_role("button", name="Account").click()
    olga.get_by_role("menuitem", name="Polski").click()
    olga.get_by_role("button", name="Opcje wykresu").first.click()
    with olga.expect_download() as download:
        olga.get_by_role("menuitem", name="CSV").click()

    header = download.value.path().read_text("utf-8-sig").splitlines()[0]
    assert "Sklep" in header
    assert "Shop" not in header


def test_who_earned_most_leads_to_their_page(olga: Page) -> None:
    olga.goto("/points?tab=liability")

    olga.get_by_role("table", name="Who earns most?").get_by_role("link", name="Anna Kowalska").click()

    expect(olga.get_by_role("heading", name="Anna Kowalska")).to_be_visible()
    expect(olga.get_by_role("table", name="Lots")).to_be_visible()


def test_a_shop_that_owes_nothing_is_told_what_will_be_seen(olga: Page, report: dict[str, Any]) -> None:
    nothing = report | {"months": [], "endings": []}
    olga.route("**/v1/points/liability", lambda route: route.fulfill(json=nothing))

    olga.goto("/points?tab=liability")

    expect(olga.get_by_text("Nothing is owed yet")).to_be_visible()
