"""Every page there is, as the router lists them, looked at by axe: for all eyes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from tests.ui import axe
from tests.ui.routes import MADE, PAGES, open_tabs, opened, still


def test_whatever_the_router_names_by_an_id_is_looked_at() -> None:
    assert {page for page in PAGES if ":" in page} == set(MADE)


@pytest.mark.parametrize("route", PAGES)
def test_axe_finds_nothing_serious(olga: Page, route: str) -> None:
    opened(olga, route)
    faults = axe.in_light_and_dark(olga)
    for name in open_tabs(olga)[1:]:
        olga.get_by_role("tab", name=name, exact=True).click()
        still(olga)
        faults += axe.in_light_and_dark(olga)

    assert faults == []


@pytest.mark.parametrize("route", PAGES)
def test_axe_finds_nothing_serious_on_a_phone(olga: Page, route: str) -> None:
    olga.set_viewport_size({"width": 390, "height": 844})
    opened(olga, route)

    assert axe.found(olga) == []


def test_signing_in_is_for_all_eyes(visitor: Page) -> None:
    visitor.goto("/")
    expect(visitor.get_by_role("button", name="Sign in")).to_be_visible()

    assert axe.in_light_and_dark(visitor) == []
