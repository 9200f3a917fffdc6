"""Reports in the browser: what is asked is in the address, figures have their table, and the first page leads to what is wrong."""

from __future__ import annotations

import itertools
import re
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from tests.ui import axe
from tests.ui.conftest import Served


def test_sales_by_segment_are_read_in_two_ways(olga: Page, served: Served) -> None:
    olga.goto("/reports")
    table = olga.get_by_role("table", name="Every figure")
    told = served.api.get("/v1/reports/sales").json()

    expect(olga.get_by_role("heading", name="How did sales go?")).to_be_visible()
    vip = next(one for one in told["segments"] if one["id"] == "vip")
    row = table.get_by_role("row").filter(has=olga.get_by_role("link", name="VIP", exact=True))
    expect(row.get_by_role("cell").nth(3)).to_have_text(str(vip["sales"][0]["orders"]))
    olga.get_by_text("Members then", exact=True).click()

    expect(olga).to_have_url(re.compile("reading=then"))
    expect(olga.get_by_text("that order included")).to_be_visible()
    olga.reload()
    expect(olga.get_by_role("radio", name="Members then")).to_be_checked()


def test_today_is_said_not_to_be_over_and_days_that_are_over_are_compared_whole(olga: Page, served: Served) -> None:
    told = served.api.get("/v1/reports/sales").json()
    assert [bool(one["counted_until"]) for one in told["periods"]] == [True] * 3
    olga.goto("/reports")

    expect(olga.get_by_text("up to the same time of day")).to_contain_text("Today isn’t over: it counts up to")
    card = olga.locator(".mantine-Paper-root").filter(has=olga.get_by_role("heading", name="How did sales go?"))
    card.get_by_role("button").press("Enter")
    olga.get_by_role("menuitem").first.press("Enter")
    expect(card.get_by_role("row").last.get_by_role("cell").first).to_have_text(re.compile(r"\d{4}, so far$"))
    olga.goto("/reports?from=2026-02-01&to=2026-02-28&tab=points")
    expect(olga.get_by_text("Compared with 4 Jan 2026 – 31 Jan 2026.", exact=True)).to_be_visible()


def test_the_days_are_those_of_a_zone_that_is_named_as_everywhere(olga: Page) -> None:
    olga.goto("/reports")
    expect(olga.get_by_label("Days (Kyiv, Ukraine)")).to_be_visible()
    expect(olga.get_by_role("banner")).to_contain_text("Kyiv, Ukraine")


def test_a_report_is_narrowed_down_to_the_members_of_a_segment(olga: Page, served: Served) -> None:
    whole = served.api.get("/v1/reports/sales", params={"segment": "vip"}).json()["shop"]
    olga.goto("/reports?segment=vip")

    last = olga.get_by_role("table", name="Every figure").get_by_role("row").last
    expect(last.get_by_role("cell").nth(1)).to_have_text(str(whole["customers"]))
    expect(last.get_by_role("cell").first).to_have_text("All of VIP")
    expect(olga.get_by_role("combobox", name="Only members of")).to_have_value("VIP")


def test_what_needs_attention_leads_to_where_it_can_be_mended(olga: Page, served: Served) -> None:
    nothing = dict.fromkeys(("since", "number", "customers", "share"))
    broken = {
        "kind": "segment_broken",
        "tone": "bad",
        "id": "vip",
        "name": "VIP",
        "reason": "it asks for a field that is gone",
    }
    home = served.api.get("/v1/home").json() | {"attention": [nothing | broken]}
    olga.route("**/v1/home", lambda route: route.fulfill(json=home))
    olga.goto("/")

    expect(olga.get_by_role("region", name="Needs attention")).to_contain_text("it asks for a field that is gone")
    olga.get_by_role("link", name="Mend it").press("Enter")

    expect(olga).to_have_url(re.compile("/segments/vip$"))


def test_points_that_end_lead_to_the_chart_of_when(olga: Page, served: Served) -> None:
    nothing = dict.fromkeys(("id", "name", "since", "number", "customers", "share", "reason"))
    ending = {"kind": "points_ending", "tone": "info", "number": 500, "customers": 1}
    home = served.api.get("/v1/home").json() | {"attention": [nothing | ending]}
    olga.route("**/v1/home", lambda route: route.fulfill(json=home))
    olga.goto("/")

    olga.get_by_role("link", name="See by month").press("Enter")

    expect(olga.get_by_role("heading", name="When do points end?")).to_be_in_viewport()


def test_who_earns_most_is_asked_of_the_period_of_the_report(olga: Page) -> None:
    with olga.expect_response("**/v1/points/top-earners*") as answer:
        olga.goto("/reports?tab=points&from=2026-02-01&to=2026-02-28")

    told = answer.value.json()
    assert (told["since"], told["until"]) == ("2026-02-01", "2026-02-28")
    expect(olga.get_by_text("less what was reversed · 1 Feb 2026 – 28 Feb 2026")).to_be_visible()
    expect(olga.get_by_role("radiogroup", name="Days looked back")).to_have_count(0)


AXIS = """(card, axis) => [...card.querySelectorAll(`.recharts-${axis}Axis-tick-labels .recharts-cartesian-axis-tick-value`)]
  .map(one => ({ text: one.textContent, x: Number(one.getAttribute('x')), right: one.getBoundingClientRect().right }))"""


@pytest.mark.parametrize("width", [390, 1440])
def test_the_lines_of_a_chart_stand_at_round_numbers_and_its_last_day_is_named(
    olga: Page, served: Served, width: int
) -> None:
    last = date.fromisoformat(served.api.get("/v1/reports/sales").json()["points"][-1]["day"])
    olga.set_viewport_size({"width": width, "height": 900})
    olga.goto("/reports")
    card = olga.locator(".mantine-Paper-root").filter(has=olga.get_by_role("heading", name="How did sales go?"))
    expect(card.locator(".recharts-yAxis-tick-labels")).to_be_attached()

    labels = card.evaluate(AXIS, "x")
    assert len(labels) >= 2
    assert labels[-1]["text"] == f"{last.day} {last:%b}, so far"
    assert labels[-1]["right"] <= width
    days = [datetime.strptime(f"{one['text'].split(',')[0]} {last.year}", "%d %b %Y") for one in labels]  # noqa: DTZ007
    assert len({after - before for before, after in itertools.pairwise(days)}) == 1
    sums = [float(one["text"].replace("K", "e3")) for one in card.evaluate(AXIS, "y")]
    steps = {round(after - before, 6) for before, after in itertools.pairwise(sums)}
    assert len(steps) == 1
    assert f"{steps.pop():g}".strip("0.") in {"1", "2", "2.5", "25", "5"}


def test_a_cell_of_the_grid_leads_to_a_segment_of_its_customers(olga: Page, served: Served) -> None:
    sales = [{"orders": n, "net": {"amount": amount, "currency": "USD"}} for n, amount in ((3, "30.00"), (2, "20.00"), (0, "0.00"))]  # fmt: skip
    cell = {"recency": 5, "frequency": 4, "customers": 2, "share": 1.0, "monetary": 4.5, "sales": sales}
    periods = [{"first_day": f"{year}-01", "last_day": f"{year}-02"} for year in ("2026-03", "2026-02", "2025-03")]
    told = {"periods": periods, "day": "2026-03-02", "cells": [cell], "customers": 2, "unscored": 4}
    olga.route("**/v1/reports/rfm*", lambda route: route.fulfill(json=told))
    olga.goto("/reports?tab=rfm")

    found = olga.get_by_role("link", name=re.compile("2 customers with recency 5 and frequency 4"))
    expect(found).to_contain_text("+50.0%")
    olga.get_by_text("Year before", exact=True).click()
    expect(found).not_to_contain_text("%)")
    found.press("Enter")

    expect(olga).to_have_url(re.compile("/segments/new$"))
    expect(olga.get_by_text("Recency score").first).to_be_visible()
    expect(olga.get_by_text("Frequency score").first).to_be_visible()


def test_movement_and_cohorts_say_so_when_there_is_nothing(olga: Page, served: Served) -> None:
    olga.goto("/reports?tab=movement")
    expect(olga.get_by_role("heading", name="Who went from where to where?")).to_be_visible()

    olga.get_by_role("tab", name="Cohorts").press("Enter")

    expect(olga.get_by_role("heading", name="How many come back?")).to_be_visible()


def test_how_segments_grew_stands_beside_the_period_before(olga: Page, served: Served) -> None:
    told = served.api.get("/v1/reports/movement").json()
    vip = next(one for one in told["segments"] if one["id"] == "vip")
    olga.goto("/reports?tab=movement")

    table = olga.get_by_role("table", name="Every figure")
    row = table.get_by_role("row").filter(has=olga.get_by_role("link", name="VIP", exact=True))
    came = [str(vip["periods"][period]["came"]) for period in (0, 1, 2)]
    expect(row.get_by_role("cell").nth(6)).to_have_text(came[0])
    expect(row.get_by_role("cell").nth(7)).to_have_text(came[1])
    olga.get_by_text("Year before", exact=True).click()
    expect(olga).to_have_url(re.compile("beside=year"))
    expect(row.get_by_role("cell").nth(7)).to_have_text(came[2])
    with olga.expect_download() as file:
        table.locator("xpath=ancestor::*[contains(@class, 'table-paper')]").get_by_role("button", name="CSV").click()
    assert file.value.suggested_filename == "segments-compared.csv"


def test_cohorts_stand_beside_those_of_the_year_before(olga: Page, served: Served) -> None:
    def month(*shares: float | None) -> list[dict[str, object]]:
        return [{"customers": 10, "share": share, "so_far": None} for share in shares]

    told = served.api.get("/v1/reports/cohorts", params={"months": 3}).json()
    cohort = {"month": "2026-01-01", "customers": 10, "months": []}
    told |= {"cohorts": [cohort], "after": [month(1.0, 1.0, 1.0), month(0.5, 0.4, 0.25)]}
    olga.route("**/v1/reports/cohorts*", lambda route: route.fulfill(json=told))
    olga.goto("/reports?tab=cohorts&beside=year")

    card = olga.locator(".mantine-Paper-root").filter(
        has=olga.get_by_role("heading", name="Do more come back than before?")
    )
    card.get_by_role("button").press("Enter")
    olga.get_by_role("menuitem").first.press("Enter")

    expect(card.get_by_role("row").last).to_have_text(re.compile(r"1\s*50.0%\s*25.0%\s*\+100.0%\s*10"))


def test_on_paper_a_report_says_what_it_is_about_and_nothing_is_cut_off(olga: Page) -> None:
    olga.emulate_media(color_scheme="dark")
    olga.set_viewport_size({"width": 718, "height": 1040})
    olga.goto("/reports?segment=vip")
    expect(olga.get_by_role("heading", name="Every figure")).to_be_visible()
    said = olga.get_by_text(re.compile(r"\d{4} \(Kyiv, Ukraine\) · only members of “VIP”$"))
    expect(said).to_be_hidden()

    olga.emulate_media(media="print", color_scheme="dark")

    expect(olga.locator("html")).to_have_attribute("data-mantine-color-scheme", "light")
    expect(said).to_be_visible()
    expect(olga.get_by_role("navigation")).to_be_hidden()
    expect(olga.get_by_role("button", name="Print")).to_be_hidden()
    assert olga.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    olga.emulate_media(media="screen", color_scheme="dark")
    expect(olga.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


BEYOND_THE_PAPER = """() => {
  const main = document.querySelector('main')
  main.style.width = '700px'
  const [right] = [...document.querySelectorAll('.recharts-wrapper > .recharts-surface')].map((one) =>
    one.getBoundingClientRect().right - one.closest('.mantine-Paper-root').getBoundingClientRect().right)
  main.style.width = ''
  return right
}"""
"""How far a chart reaches beyond its card when the page becomes as wide as paper, before anything could be drawn anew."""


def test_a_chart_that_was_drawn_for_the_screen_fits_on_paper(olga: Page) -> None:
    olga.goto("/reports?tab=points")
    expect(olga.locator(".recharts-wrapper > .recharts-surface").first).to_be_visible()
    assert olga.evaluate(BEYOND_THE_PAPER) > 0

    olga.emulate_media(media="print")

    assert olga.evaluate(BEYOND_THE_PAPER) <= 0
    expect(olga.get_by_text(re.compile(r"\d{4} \(Kyiv, Ukraine\)$"))).to_be_visible()
    olga.emulate_media(media="screen")


def test_every_cell_of_the_cohorts_is_read_in_light_and_dark(olga: Page, served: Served) -> None:
    """Also the darkest, and those of the month that isn't over."""
    told = served.api.get("/v1/reports/cohorts", params={"months": 6}).json()
    shares = (1.0, 0.84, 0.6, 0.45, 0.3, 0.1)
    so_far = {"amount": "20.00", "currency": "USD"}
    told["cohorts"] = [
        {
            "month": f"2026-{7 - count:02}",
            "customers": 20,
            "months": [{"customers": 10, "share": share, "so_far": so_far} for share in shares[:count]],
        }
        for count in range(len(shares), 1, -1)
    ]
    olga.route("**/v1/reports/cohorts*", lambda route: route.fulfill(json=told))
    olga.goto("/reports?tab=cohorts")
    expect(olga.get_by_role("table", name="How many come back?").get_by_role("cell", name="84.0%")).to_have_count(5)

    assert axe.in_light_and_dark(olga, within="main") == []


def test_more_than_there_is_room_for_stands_in_the_table_behind(olga: Page, served: Served) -> None:
    told = served.api.get("/v1/reports/sales").json()
    vip = next(one for one in told["segments"] if one["id"] == "vip")
    told["segments"] = [vip | {"id": f"s{n}", "name": f"Segment {n}"} for n in range(18)]
    olga.route("**/v1/reports/sales*", lambda route: route.fulfill(json=told))
    olga.goto("/reports")
    bars = olga.get_by_role("list", name="Which segments bought most?")
    expect(bars.get_by_role("listitem")).to_have_count(15)
    expect(olga.get_by_text("The first 15 of 18")).to_be_visible()
    expect(bars.get_by_role("listitem").first).to_contain_text("before: $")

    olga.get_by_role("button", name="Chart options: Which segments bought most?").press("Enter")
    olga.get_by_role("menuitem", name="Show as table").press("Enter")

    behind = olga.get_by_role("table", name="Which segments bought most?")
    expect(behind.get_by_role("row")).to_have_count(1 + 18 + 1)
    assert axe.found(olga, within="main") == []  # what is scrolled among it


def test_a_chart_is_known_by_its_question_and_over_years_by_months_with_their_year(olga: Page, served: Served) -> None:
    today = served.api.get("/v1/reports/sales").json()["periods"][0]["last_day"]
    year = int(today[:4]) - 2
    olga.goto(f"/reports?from={year}-02-01&to={today}")

    chart = olga.get_by_role("application", name="How did sales go?")
    expect(chart).to_contain_text(re.compile(rf"[A-Z][a-z]{{2}} {year}"))  # which month is named goes by the room
    expect(chart).not_to_contain_text(re.compile(r"\d [A-Z][a-z]{2}"))


def test_on_a_phone_figures_are_seen_beside_what_they_are_of(olga: Page) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/reports?tab=movement")
    row = olga.get_by_role("table", name="Every figure").get_by_role("row").filter(has_text="VIP")

    expect(row.get_by_role("cell").nth(1)).to_be_visible()
    name, figure = row.get_by_role("cell").first.bounding_box(), row.get_by_role("cell").nth(1).bounding_box()
    assert name
    assert figure
    assert name["x"] + name["width"] <= figure["x"] + 1
    assert figure["x"] + figure["width"] <= 390


def test_however_many_segments_are_in_the_matrix_a_phone_is_wide_enough(olga: Page, served: Served) -> None:
    told = served.api.get("/v1/reports/movement").json()
    [vip] = [one for one in told["segments"] if one["id"] == "vip"]
    periods = [{"before": 5, "after": 9, "stayed": 4, "came": 5, "went": 1}] * 3
    told["segments"] = [vip | {"id": f"s{n}", "name": f"Segment {n}", "periods": periods} for n in range(10)]
    olga.route("**/v1/reports/movement*", lambda route: route.fulfill(json=told))
    olga.set_viewport_size({"width": 390, "height": 844})
    olga.goto("/reports?tab=movement")

    matrix = olga.get_by_role("table", name="Who went from where to where?")
    expect(matrix.get_by_role("columnheader", name="Segment 9")).to_be_attached()
    assert olga.evaluate("document.documentElement.scrollWidth") == 390


def test_the_matrix_says_which_segments_it_draws_and_the_table_behind_has_the_others(
    olga: Page, served: Served
) -> None:
    told = served.api.get("/v1/reports/movement").json()
    [vip] = [one for one in told["segments"] if one["id"] == "vip"]
    periods = [{"before": 5, "after": 9, "stayed": 4, "came": 5, "went": 1}] * 3
    told["segments"] = [vip | {"id": f"s{n}", "name": f"Segment {n}", "periods": periods} for n in range(12)]
    olga.route("**/v1/reports/movement*", lambda route: route.fulfill(json=told))
    olga.goto("/reports?tab=movement")
    matrix = olga.get_by_role("table", name="Who went from where to where?")

    expect(olga.get_by_text("The 10 segments in which most came and went, of 12;")).to_be_visible()
    expect(matrix.get_by_role("columnheader", name="Segment 11")).to_have_count(0)
    olga.get_by_role("button", name="Chart options: Who went from where to where?").click()
    olga.get_by_role("menuitem", name="Show as table").click()
    expect(matrix.get_by_role("columnheader", name="Segment 11")).to_be_attached()
