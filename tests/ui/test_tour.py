"""The tour of the demo, as a person takes it: from stop to stop, left, taken up again, by keyboard and on a phone."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.demo import small
from tests.ui import axe
from tests.ui.conftest import EMAIL, PASSWORD, WINDOW, Installation, installed
from tests.ui.routes import still

from regulars.books import Books, embedded
from regulars.settings import Settings

PHONE = {"width": 390, "height": 844}
TITLES = {
    "/": "Home: how the regulars are doing",
    "/segments/vip": "A segment, and why somebody is in it",
    r"/customers/\d+": "A customer, with everything in one place",
    r"/points/rules/\d+": "Points: how they are earned",
    r"/promotions/\d+": "A promotion, tried on a cart",
    r"/campaigns/\d+": "A campaign, drawn on a canvas",
    "/reports": "Reports: what it brings in",
}
"""Where each stop is, and what it is called."""


@pytest.fixture(scope="module")
def demo() -> Iterator[Installation]:
    """The demo in small, served."""
    with installed(REGULARS_CURRENCY="USD", REGULARS_TIME_ZONE="America/New_York") as installation:
        file = installation.directory / "small.jsonl"
        records = [{"type": type} | one for type, documents in small.records(datetime.now(UTC)) for one in documents]
        file.write_text("".join(json.dumps(one) + "\n" for one in records))
        _with_books(installation, small.begin)
        installation.command("import", str(file))
        _with_books(installation, small.complete)
        yield installation


def _with_books(installation: Installation, deed: Callable[[Books], None]) -> None:
    with contextlib.closing(Books.open(Settings(data_dir=installation.directory))) as books:
        deed(books)
    embedded.leave(installation.directory)


@pytest.fixture
def guest(browser: Browser, demo: Installation) -> Iterator[Page]:
    """Somebody who tries the demo."""
    context = browser.new_context(
        base_url=demo.base_url, viewport=WINDOW, locale="en-GB", reduced_motion="reduce"
    )  # fmt: skip
    page = context.new_page()
    page.set_default_timeout(20_000)
    signed_in = context.request.post(
        "/v1/session", data={"email": EMAIL, "password": PASSWORD}, headers={"X-Regulars": "1"}
    )
    assert signed_in.ok, signed_in.text()
    yield page
    context.close()


def bar(page: Page, title: str) -> Locator:
    """What is told of a stop, below the page."""
    return page.get_by_role("region", name=title, exact=True)


def test_it_is_taken_from_stop_to_stop_left_and_taken_up_again(guest: Page) -> None:
    guest.goto("/")
    card = guest.get_by_role("region", name="A tour of this shop")
    card.get_by_role("button", name="Begin the tour").click()

    # By keyboard: who is led somewhere is told where they are, and the way on is near.
    expect(guest.get_by_role("heading", name=TITLES["/"])).to_be_focused()
    expect(card).to_have_count(0)
    guest.keyboard.press("Tab")  # back can't be gone, so this is the way on
    guest.keyboard.press("Enter")
    segment = bar(guest, TITLES["/segments/vip"])
    expect(guest.get_by_role("heading", name=TITLES["/segments/vip"])).to_be_focused()
    segment.get_by_role("link", name="Why is this customer in it?").click()
    expect(guest.get_by_role("dialog").get_by_text("Ana Nowak is in")).to_be_visible()
    guest.keyboard.press("Escape")

    # Elsewhere it leads back, and it stays after a reload.
    guest.get_by_role("link", name="Points", exact=True).click()
    segment.get_by_role("link", name="Go there").click()
    expect(guest.get_by_role("heading", name="VIP", exact=True)).to_be_visible()
    guest.reload()
    segment.get_by_role("button", name="Next").click()
    expect(guest.get_by_role("heading", name="Ana Nowak")).to_be_visible()

    # Left in the middle it can be gone on with from the first page.
    guest.get_by_role("button", name="Leave the tour").click()
    expect(guest.locator("[data-tour]")).to_have_count(0)
    guest.get_by_role("link", name="Home", exact=True).click()
    card.get_by_role("button", name="Go on with the tour").click()
    expect(bar(guest, TITLES[r"/points/rules/\d+"])).to_be_visible()

    # A promotion is tried on a cart that is filled in.
    guest.get_by_role("button", name="Next").click()
    tried = guest.get_by_role("region", name="Try it on a cart")
    expect(tried.get_by_role("combobox", name="Customer")).to_have_value(re.compile("Rex Owner"))
    expect(tried.get_by_text("8.49").first).to_be_visible()

    guest.get_by_role("button", name="Next").click()
    expect(guest.get_by_role("heading", name="Bring back who is slipping away")).to_be_visible()
    guest.get_by_role("button", name="Next").click()
    bar(guest, TITLES["/reports"]).get_by_role("button", name="Finish").click()
    expect(guest.get_by_text("That was the tour")).to_be_visible()

    # Whoever has seen it isn't asked again, and takes it again when they like.
    guest.goto("/")
    still(guest)
    expect(card).to_have_count(0)
    guest.keyboard.press("Control+k")
    guest.get_by_placeholder("Find a customer, order, segment, rule or page").fill("tour")
    guest.get_by_role("option", name=re.compile("^Tour of the demo shop")).click()
    expect(guest.get_by_role("list", name="Stops").get_by_role("listitem")).to_have_count(7)
    guest.get_by_role("button", name="Take it again").click()
    expect(bar(guest, TITLES["/"])).to_be_visible()
    guest.get_by_role("button", name="Leave the tour").click()


def test_every_stop_is_for_all_eyes_and_fits_a_phone(guest: Page, subtests: pytest.Subtests) -> None:
    guest.goto("/tour")
    guest.get_by_role("list", name="Stops").get_by_role("button", name=TITLES["/"]).click()
    for place, title in TITLES.items():
        with subtests.test(title):
            expect(bar(guest, title)).to_be_visible()
            expect(guest).to_have_url(re.compile(rf"^http://[^/]+{place}$"))
            still(guest)
            faults = axe.in_light_and_dark(guest, within="[data-tour]")  # the pages are looked at for themselves
            guest.set_viewport_size(PHONE)
            still(guest)
            axe.at_rest(guest)
            faults += axe.found(guest, within="[data-tour]")
            wide = guest.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
            guest.set_viewport_size(WINDOW)
            assert (faults, wide) == ([], False)
        guest.get_by_role("button", name="Finish" if place == "/reports" else "Next").click()


def test_who_does_not_want_it_is_not_asked_again(guest: Page) -> None:
    guest.request.put("/v1/tour", data={"at": None}, headers={"X-Regulars": "1"})
    guest.goto("/")
    card = guest.get_by_role("region", name="A tour of this shop")
    card.get_by_role("button", name="Don't ask again").click()
    expect(card).to_have_count(0)
    guest.reload()
    still(guest)

    expect(card).to_have_count(0)
    guest.get_by_role("button", name="Account").click()
    guest.get_by_role("menuitem", name="Tour of the demo shop").click()
    expect(guest.get_by_role("list", name="Stops")).to_be_visible()


def test_it_speaks_polish_and_russian(guest: Page) -> None:
    guest.goto("/tour")
    for language, account, title in (
        ("Polski", "Account", "Zwiedzanie sklepu demo"),
        ("Русский", "Konto", "Экскурсия по демо-магазину"),
    ):
        guest.get_by_role("button", name=account).click()
        guest.get_by_role("menuitem", name=language).click()
        expect(guest.get_by_role("heading", name=title)).to_be_visible()


def test_a_real_shop_is_not_offered_it(olga: Page) -> None:
    olga.goto("/")
    still(olga)
    olga.get_by_role("button", name="Account").click()
    expect(olga.get_by_role("menuitem", name="Sign out")).to_be_visible()
    expect(olga.get_by_role("menuitem", name=re.compile("Tour"))).to_have_count(0)

    olga.goto("/tour")

    expect(olga.get_by_role("heading", name="There is no demo here")).to_be_visible()
