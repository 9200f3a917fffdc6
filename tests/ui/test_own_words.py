"""What the product says of its own accord is in the reader's language, also where nobody has named a thing."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.ui import small_shop
from tests.ui.conftest import Served
from tests.ui.routes import address, at_rest, opened, still


@pytest.fixture
def polish(olga: Page) -> Page:
    """The owner's page, in Polish."""
    olga.goto("/settings/shop")
    olga.evaluate("() => localStorage.setItem('regulars.language', 'pl')")
    olga.reload()
    return olga


def test_the_canvas_names_its_buttons_and_its_lines_stay_silent(polish: Page) -> None:
    opened(polish, "/campaigns/:id")

    for name in ("Przybliż", "Oddal", "Pokaż całość"):
        expect(polish.get_by_role("button", name=name, exact=True)).to_be_visible()
    expect(polish.locator(".react-flow__edge").first).to_be_attached()
    assert polish.locator("[aria-label^='Edge from'], [aria-roledescription=edge]").count() == 0
    expect(polish.locator(".react-flow")).not_to_contain_text("Press enter")


def test_a_customers_timeline_says_how_carts_and_subscriptions_stand(polish: Page, served: Served) -> None:
    now = small_shop.now().isoformat()
    said = {"external_id": "words-1", "updated_at": now}
    left = {"list": "words", "customer": "anna", "status": "left", "changed_at": now}
    for type_, document in (
        ("cart", said | {"customer": "anna", "status": "ordered", "subtotal": "12.00", "lines": []}),
        ("subscription", said | left),
    ):
        served.api.post(f"/v1/records/{type_}", json={"data": [document]}).raise_for_status()
    served.settled()
    [anna] = served.api.get("/v1/customers", params={"search": "Kowalska"}).json()["data"]

    polish.goto(f"/customers/{anna['id']}?tab=timeline")

    told = polish.get_by_role("main")
    expect(told).to_contain_text("zamówiony")
    expect(told).to_contain_text("Subskrypcja words: zakończona")


def test_what_nobody_has_named_is_called_as_the_reader_would(polish: Page, subtests: pytest.Subtests) -> None:
    with subtests.test("points"):
        opened(polish, "/points/kinds")
        expect(polish.get_by_role("button", name="punkty", exact=True)).to_be_visible()
    with subtests.test("the lane that every shop begins with, which saving leaves unnamed"):
        polish.goto("/promotions?tab=settings")
        still(polish)
        expect(polish.get_by_label("Nazwa toru 1")).to_have_value("Promocje")
        before = _policy(polish)
        polish.get_by_role("radio").nth(1 if before["percent_of"] == "left" else 0).check()
        polish.get_by_role("button", name="Zapisz zmiany").click()
        expect(polish.get_by_text("Ustawienia promocji są zapisane.")).to_be_visible()
        at_rest(polish)
        after = _policy(polish)
        assert (after["lanes"][0]["name"], after["version"]) == ("Promotions", before["version"] + 1)
    with subtests.test("who owes points"):
        polish.goto(address(polish, "/points/spending/new"))
        still(polish)
        polish.get_by_role("button", name="Czyje punkty są wydawane").click()
        owes = polish.locator("[data-field='/legal_entity']")
        expect(owes).to_have_attribute("placeholder", "Sklep")
        expect(owes).to_have_value("")
        owes.fill("Shop")
        expect(owes).to_have_value("Shop")
        owes.fill("")
        expect(owes).to_have_value("")


def test_a_new_password_says_what_it_must_be(polish: Page) -> None:
    opened(polish, "/settings/users")

    polish.get_by_role("button", name="Nowy użytkownik").click()

    expect(polish.get_by_role("dialog").get_by_text("Od 10 do 200 znaków.")).to_be_visible()
    assert polish.locator("[aria-label='Toggle password visibility']").count() == 0


def _policy(page: Page) -> Any:
    return page.request.get("/v1/promotion-policy").json()
