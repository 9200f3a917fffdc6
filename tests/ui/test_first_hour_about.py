"""The first hour as people go about in it: back, away and here again, in two windows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.messaging.conftest import serving
from tests.ui.conftest import EMAIL, PASSWORD, Installation, installed
from tests.ui.test_first_hour import progress, step


@pytest.fixture(scope="module")
def empty() -> Iterator[Installation]:
    """A shop of which nothing was said but where it is."""
    with installed() as installation:
        yield installation


@pytest.fixture
def window(browser: Browser, empty: Installation) -> Iterator[BrowserContext]:
    """The browser of an owner who reads Polish, signed in."""
    context = browser.new_context(
        base_url=empty.base_url,
        viewport={"width": 1280, "height": 900},
        locale="pl-PL",
        timezone_id="Europe/Warsaw",
        reduced_motion="reduce",
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_role("textbox", name="Hasło").fill(PASSWORD)
    page.get_by_role("button", name="Zaloguj się").click()
    expect(page.get_by_role("banner")).to_be_visible()
    page.close()
    yield context
    context.close()


@pytest.fixture
def olga(window: BrowserContext) -> Page:
    return window.new_page()


def test_a_shop_without_a_name_is_the_readers_in_their_language(olga: Page) -> None:
    olga.goto("/start")

    expect(olga.get_by_role("banner")).to_contain_text("Twój sklep")
    olga.goto("/settings/shop")
    expect(olga.get_by_role("textbox", name="Nazwa")).to_have_value("")


def test_back_is_the_step_before_and_the_address_says_which_is_shown(olga: Page) -> None:
    olga.goto("/")
    olga.get_by_role("link", name="Zacznij").click()
    shop = step(olga, "Twój sklep")
    shop.get_by_role("textbox", name="Nazwa").fill("Kubki i spółka")
    shop.get_by_role("button", name="Zapisz i dalej").click()
    step(olga, "Klienci i zamówienia").get_by_role("link", name="Do pierwszych punktów").click()
    step(olga, "Pierwsze punkty").get_by_role("button", name="Utwórz regułę").click()
    expect(step(olga, "Pierwsza wiadomość")).to_be_visible()
    expect(olga).to_have_url(re.compile("step=mail$"))

    for address, name in (("step=earning", "Pierwsze punkty"), ("step=data", "Klienci i zamówienia")):
        olga.go_back()
        expect(step(olga, name)).to_be_visible()
        expect(olga).to_have_url(re.compile(f"{address}$"))
    olga.go_forward()
    expect(step(olga, "Pierwsze punkty")).to_be_visible()


def test_a_segment_that_another_window_made_is_told_once_and_done_here_too(window: BrowserContext) -> None:
    first, second, third = (window.new_page() for _ in range(3))
    for page in (first, second, third):
        page.goto("/start?step=segment")
        step(page, "Pierwszy segment").get_by_role("button").filter(has_text="Wróć do nas").click()
        expect(step(page, "Pierwszy segment").get_by_text("Jest w nim teraz")).to_be_visible()
    first.get_by_role("button", name="Utwórz segment").click()
    expect(step(first, "Pierwsze punkty")).to_be_visible()

    second.get_by_role("button", name="Utwórz segment").click()

    segment = step(second, "Pierwszy segment")
    expect(segment.get_by_role("textbox", name="Nazwa")).to_have_accessible_description(
        "Ta nazwa jest zajęta; wybierz inną"
    )
    expect(segment.get_by_text("zajęta")).to_have_count(1)
    expect(segment.get_by_role("button", name="Dalej")).to_be_visible()
    _come_back_to(third)
    expect(progress(third).get_by_role("button", name="Pierwszy segment Zrobione")).to_be_visible()
    expect(step(third, "Pierwszy segment").get_by_role("button", name="Dalej")).to_be_visible()


def _come_back_to(page: Page) -> None:
    """What the browser says to a page that is looked at again."""
    page.evaluate("window.dispatchEvent(new Event('visibilitychange'))")


def test_the_template_that_was_begun_is_gone_on_with(olga: Page) -> None:
    olga.goto("/start?step=mail")
    mail = step(olga, "Pierwsza wiadomość")
    mail.get_by_role("button", name="Zacznij").first.click()
    expect(mail.get_by_label("Do", exact=True)).to_be_visible()

    olga.reload()

    expect(mail.get_by_text("Szablon Powitanie jest gotowy.")).to_be_visible()
    mail.get_by_role("button", name="Inny szablon").click()
    mail.get_by_role("button", name="Zacznij").first.click()
    expect(mail.get_by_text("Szablon Powitanie jest gotowy.")).to_be_visible()
    assert [one["name"] for one in olga.request.get("/v1/mail-templates").json()["data"]] == ["Powitanie"]


def test_that_mail_stays_here_is_said_until_a_server_is_set(olga: Page) -> None:
    stays = "Dopóki nie ustawiono serwera poczty"
    olga.goto("/start?step=mail")
    expect(olga.get_by_text(stays)).to_be_visible()

    olga.goto("/settings/mail")
    with serving() as box:
        olga.get_by_label("Do serwera poczty").check()
        olga.get_by_label("Serwer", exact=True).fill(box.host)
        olga.get_by_role("textbox", name="Port").fill(str(box.port))
        olga.get_by_label("Adres nadawcy").fill("sklep@kubki.example")
        olga.get_by_label("Publiczny adres").fill("https://mail.kubki.example")
        olga.get_by_role("button", name="Zapisz zmiany").click()
        expect(olga.get_by_text("Ustawienia poczty zapisano")).to_be_visible()
        olga.get_by_role("button", name="Wyślij teraz").click()
        expect(olga.get_by_text(f"127.0.0.1:{box.port} nie oferuje STARTTLS; wybierz inne szyfrowanie")).to_be_visible()

    olga.goto("/start?step=mail")
    expect(olga.get_by_text("Szablon Powitanie jest gotowy.")).to_be_visible()
    expect(olga.get_by_text(stays)).to_have_count(0)
