"""From an empty data directory to the first mail in the mailbox, as a person would: in the browser alone."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.ui import axe
from tests.ui.conftest import EMAIL, PASSWORD, Installation, installed

CUSTOMERS = (
    "Nr klienta;E-mail;Imię;Płeć;Data urodzenia;Ulubiony kolor\n"
    "1;anna@mail.example;Anna;K;04.05.1990;zielony\n"
    "2;jan@mail.example;Jan;M;24.12.1985;szary\n"
    "3;ewa@mail.example;Ewa;K;kiedyś;biały\n"
)
WARSAW = re.compile(r"Warsaw, Poland \(GMT\+0[12]:00\)")
ORDERS = (
    "Numer zamówienia;Klient;Data;Stan;Razem\n"
    "100;1;02.11.2026 10:00;Zrealizowane;2400,50\n"
    "101;2;03.11.2026 11:30;Anulowane;80,00\n"
)


@pytest.fixture(scope="module")
def empty() -> Iterator[Installation]:
    """A shop of which nothing was said but where it is."""
    with installed() as installation:
        yield installation


@pytest.fixture
def olga(browser: Browser, empty: Installation) -> Iterator[Page]:
    context = browser.new_context(
        base_url=empty.base_url,
        viewport={"width": 1280, "height": 900},
        locale="en-GB",
        timezone_id="Europe/Warsaw",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def step(page: Page, name: str) -> Locator:
    """The step at hand."""
    return page.get_by_role("region", name=name, exact=True)


def progress(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Kroki")


def choose(page: Page, label: str, typed: str, option: str) -> None:
    page.get_by_role("combobox", name=label).fill(typed)
    page.get_by_role("option", name=option).first.click()


def file(name: str, text: str) -> Any:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode("cp1250")}


def bring_in(page: Page, name: str, text: str, found: str) -> None:
    """Try a file, see what becomes of it, and take it."""
    page.locator("input[type=file]").first.set_input_files(file(name, text))
    page.get_by_role("button", name="Wypróbuj plik").click()
    expect(page.get_by_text(found)).to_be_visible()
    page.get_by_role("button", name="Importuj teraz").click()


def mails_in(directory: Path) -> list[Any]:
    return [email.message_from_bytes(path.read_bytes()) for path in sorted(directory.glob("mailbox/*/*.eml"))]


def test_from_an_empty_directory_to_the_first_mail(olga: Page, empty: Installation) -> None:
    _she_signs_in_and_begins(olga)
    _the_shop_is_told_of(olga)
    _points_come_first_for_the_orders_of_the_past(olga)
    _customers_are_brought_in(olga)
    _without_orders_it_is_not_done(olga)
    _orders_of_the_past_are_brought_in_with_their_points(olga)
    _it_is_left_and_gone_on_with(olga)
    _a_segment_is_made(olga)
    _a_mail_is_sent(olga, empty)
    _all_is_done(olga)
    _what_was_told_at_the_beginning_is_what_is_counted_in(olga)


def _she_signs_in_and_begins(olga: Page) -> None:
    olga.goto("/")
    olga.get_by_label("E-mail").fill(EMAIL)
    olga.get_by_role("textbox", name="Password").fill(PASSWORD)
    olga.get_by_role("button", name="Sign in").click()
    olga.get_by_role("link", name="Begin").click()


def _the_shop_is_told_of(olga: Page) -> None:
    """Its zone is the browser's, its currency that of the country there, and from here on everything is in its language."""
    shop = step(olga, "Your shop")
    shop.get_by_role("textbox", name="Name").fill("Kubki i spółka")
    address = shop.get_by_role("textbox", name="Address of the shop")
    address.fill("kubki.example")
    address.press("Tab")
    expect(address).to_have_value("https://kubki.example")
    _a_zone_is_found(shop)
    _a_currency_is_found(shop)
    shop.get_by_role("combobox", name="Language of the shop").click()
    olga.get_by_role("option", name="Polski").click()
    shop.get_by_role("button", name="Save and go on").click()


def _a_zone_is_found(shop: Locator) -> None:
    """By its country and its name; what fits nothing is said to."""
    zone = shop.get_by_role("combobox", name="Time zone")
    expect(zone).to_have_value(WARSAW)
    advice = "Search by the country, its capital or the nearest large city"
    zone.fill("Łódź")
    expect(shop.page.get_by_text(f"Nothing fits. {advice}")).to_be_visible()
    zone.press("Tab")
    expect(shop.get_by_text(f"Nothing fits “Łódź”. {advice}")).to_be_visible()
    expect(shop.get_by_text("Choose the currency and the time zone first.")).to_be_visible()
    zone.fill("poland")
    zone.press("Tab")
    expect(zone).to_have_value(WARSAW)
    zone.fill("Europe/Wars")
    zone.press("ArrowDown")
    zone.press("Enter")
    expect(zone).to_have_value(WARSAW)


def _a_currency_is_found(shop: Locator) -> None:
    """By a country in any of the languages; one whose name is a part of another's is that country."""
    currency = shop.get_by_role("combobox", name="Currency")
    expect(currency).to_have_value("PLN – Polish Zloty")
    for typed, found in (("Szwajcaria", "CHF – "), ("oman", "OMR – "), ("Польша", "PLN – Polish Zloty")):
        currency.fill(typed)
        currency.press("Tab")
        expect(currency).to_have_value(re.compile(f"^{found}"))


def _points_come_first_for_the_orders_of_the_past(olga: Page) -> None:
    """The other steps wait."""
    step(olga, "Klienci i zamówienia").get_by_role("link", name="Do pierwszych punktów").click()
    earning = step(olga, "Pierwsze punkty")
    expect(earning.get_by_text("daje 7 punktów")).to_be_visible()
    _numbers_are_taken_as_poles_write_them(earning)
    earning.get_by_role("textbox").nth(1).fill("10")
    earning.get_by_role("button", name="Utwórz regułę").click()
    expect(step(olga, "Pierwsza wiadomość")).to_be_visible()


def _numbers_are_taken_as_poles_write_them(earning: Locator) -> None:
    """A half of a point is refused in words and not made fifteen."""
    points = earning.get_by_role("textbox", name="Punkty")
    points.fill("1,5")
    points.blur()
    expect(points).to_have_value("1,5")
    expect(earning.get_by_role("button", name="Utwórz regułę")).to_be_disabled()
    points.fill("1")
    amount = earning.get_by_role("textbox").nth(1)
    amount.fill("0,5")
    expect(amount).to_have_value("0,5")
    expect(earning.get_by_text("daje 7 punktów")).to_be_visible()


def _customers_are_brought_in(olga: Page) -> None:
    """What the columns are is seen at once; one row can't be read, and its reason is shown. The step stays open when it is done."""
    olga.goto("/start")
    expect(step(olga, "Klienci i zamówienia")).to_be_visible()
    olga.locator("input[type=file]").first.set_input_files(file("klienci.csv", CUSTOMERS))
    expect(olga.get_by_role("combobox", name="Czym jest kolumna Imię")).to_have_value("Imię")
    expect(olga.get_by_text("K → Kobieta, M → Mężczyzna")).to_be_visible()
    colour = olga.get_by_role("combobox", name="Czym jest kolumna Ulubiony kolor")
    expect(colour).to_have_value("")
    choose(olga, "Czym jest kolumna Ulubiony kolor", "Własna", "Własna wartość")
    assert axe.found(olga) == []
    bring_in(olga, "klienci.csv", CUSTOMERS, "Przyjęto by: 2")
    expect(olga.get_by_text("kiedyś").first).to_be_visible()
    expect(olga.get_by_text("Przyjęte: 2")).to_be_visible()


def _without_orders_it_is_not_done(olga: Page) -> None:
    """Whoever comes again begins here and is told so."""
    expect(progress(olga).get_by_role("button", name="Klienci i zamówienia Do zrobienia")).to_be_visible()
    olga.goto("/start")
    expect(step(olga, "Klienci i zamówienia").get_by_text("Dane już są, ale jeszcze bez zamówień.")).to_be_visible()


def _orders_of_the_past_are_brought_in_with_their_points(olga: Page) -> None:
    olga.locator("input[type=file]").first.set_input_files(file("zamowienia.csv", ORDERS))
    olga.get_by_label("To historia, a jej zamówienia przynoszą punkty").check()
    bring_in(olga, "zamowienia.csv", ORDERS, "Przyjęto by: 2")
    expect(olga.get_by_text("Przyjęte: 2")).to_be_visible()
    expect(progress(olga).get_by_role("button", name="Klienci i zamówienia Zrobione")).to_be_visible()
    step(olga, "Klienci i zamówienia").get_by_role("button", name="Dalej").click()


def _it_is_left_and_gone_on_with(olga: Page) -> None:
    """It is known what is done."""
    olga.get_by_role("link", name="Klienci", exact=True).click()
    expect(olga.get_by_role("link", name="Anna")).to_be_visible()
    olga.get_by_role("link", name="Start").click()
    olga.get_by_role("link", name="Pierwszy segment").click()


def _a_segment_is_made(olga: Page) -> None:
    segment = step(olga, "Pierwszy segment")
    segment.get_by_role("button").filter(has_text="2000").first.click()
    expect(segment.get_by_text("Jest w nim teraz 1 klient.")).to_be_visible()
    segment.get_by_role("button", name="Utwórz segment").click()


def _a_mail_is_sent(olga: Page, empty: Installation) -> None:
    """It lies in the mailbox of the installation."""
    step(olga, "Pierwsze punkty").get_by_role("button", name="Dalej").click()
    mail = step(olga, "Pierwsza wiadomość")
    mail.get_by_role("button", name="Zacznij").first.click()
    expect(mail.get_by_label("Do", exact=True)).to_have_value(EMAIL)
    mail.get_by_role("button", name="Wyślij").dblclick()
    expect(mail.get_by_role("status").filter(has_text="Trafiła do skrzynki tutaj")).to_be_visible()
    expect(mail.get_by_text("Jest opublikowany")).to_be_visible()
    [template] = olga.request.get("/v1/mail-templates").json()["data"]
    assert (template["state"], template["version"]) == ("published", 1)

    [sent] = mails_in(empty.directory)
    assert sent["To"] == EMAIL
    mail.get_by_role("link", name="Otwórz skrzynkę").click()
    expect(olga.get_by_role("table").get_by_role("row")).to_have_count(2)


def _all_is_done(olga: Page) -> None:
    olga.goto("/start")
    expect(olga.get_by_role("heading", name="Wszystko zrobione")).to_be_visible()


def _what_was_told_at_the_beginning_is_what_is_counted_in(olga: Page) -> None:
    olga.goto("/settings/shop")
    expect(olga.get_by_role("combobox", name="Waluta")).to_be_disabled()
    address = olga.get_by_role("textbox", name="Adres sklepu")
    address.fill("sklep.example/pl")
    address.press("Enter")
    expect(address).to_have_value("https://sklep.example/pl")
    expect(olga.get_by_text("Zapisano")).to_be_visible()
    expect(olga.get_by_role("button", name="Zapisz")).to_be_disabled()
    overview = olga.request.get("/v1/customers?search=anna").json()["data"][0]
    points = olga.request.get(f"/v1/customers/{overview['id']}/points").json()
    assert points["available"] == 240
