"""Pictures of the demo shop: what needs a year of purchases to look as it does in a shop.

The demo is loaded for them, and what it hasn't is made as a marketer would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page
from tests.ui.conftest import EMAIL, PASSWORD, WINDOW, installed
from tests.ui.look import complaints_of
from tests.ui.pictures_served import shot
from tests.ui.test_rewards import put

SEGMENTS = ("vip", "coupon-friends", "dog-owners", "wishful-readers", "departed", "slipping-away")


def take_all(browser: Browser, images: Path, asked: Collection[str] = ()) -> list[str]:
    """Take them, or those that are asked for; gives what the pages complained about."""
    with installed("demo", "--no-serve", "--json") as shop:
        page = signed_in(browser, shop.base_url)
        heard = complaints_of(page)
        for name, come_to in PICTURED.items():
            if not asked or name in asked:
                page.set_viewport_size({"width": WINDOW["width"], "height": LOW.get(name, WINDOW["height"])})
                come_to(page)
                shot(page, images / f"{name}.png")
    return heard


def signed_in(browser: Browser, base_url: str) -> Page:
    page = browser.new_context(
        base_url=base_url, viewport=WINDOW, locale="en-GB", timezone_id="America/New_York", reduced_motion="reduce"
    ).new_page()
    page.set_default_timeout(60_000)
    page.goto("/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Customers", exact=True).wait_for()
    return page


def _member(page: Page, segment: str) -> str:
    return str(page.request.get(f"/v1/segments/{segment}/members?limit=1").json()["data"][0]["id"])


def _editor(page: Page) -> None:
    page.goto("/segments/slipping-away/edit")
    page.get_by_text("What each condition lets through").wait_for()


def _why(page: Page) -> None:
    page.goto(f"/segments/slipping-away?why={_member(page, 'slipping-away')}")
    page.get_by_role("dialog").get_by_text("Days since the last order").first.wait_for()


def _overlap(page: Page) -> None:
    page.goto(f"/segments/compare?ids={','.join(SEGMENTS)}")
    page.get_by_role("heading", name="How many are in exactly which?").wait_for()


def _customer(page: Page) -> None:
    page.goto(f"/customers/{_member(page, 'vip')}")
    page.get_by_role("tab", name="Orders").wait_for()


def _promotion(page: Page) -> None:
    """A promotion while it is edited, tried on the cart of a dog owner."""
    page.goto(f"/promotions/{_of_dogs(page)}")
    cart = page.get_by_role("region", name="Try it on a cart")
    name = page.request.get("/v1/segments/dog-owners/members?limit=1").json()["data"][0]["name"]
    cart.get_by_role("combobox", name="Customer").fill(name)
    page.get_by_role("option").filter(has_text=name).first.click()
    _put_in(page, 0, "dry dog", "3")
    cart.get_by_text("To pay").wait_for()
    page.get_by_role("heading", name="Try it on a cart").click()


def _of_dogs(page: Page) -> str:
    found = page.request.get("/v1/promotions").json()["data"]
    return next(str(one["id"]) for one in found if one["name"].startswith("Dog food"))


def _put_in(page: Page, n: int, product: str, pieces: str) -> None:
    """A product into a cart that is tried out."""
    if n:
        page.get_by_role("button", name="Add product").click()
    page.get_by_placeholder("Name or SKU").nth(n).fill(product)
    page.get_by_role("option").filter(has_text=re.compile(product, re.IGNORECASE)).first.click()
    page.get_by_role("textbox", name=f"Pieces of product {n + 1}").fill(pieces)


def _cart(page: Page) -> None:
    """The cart of a dog owner: one promotion applies, others don't yet."""
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "5.00", "currency": "USD"}}
    condition = {"value": "cart.subtotal", "op": ">=", "to": "50.00"}
    put(page, "/v1/promotions", {"name": "5 off from 50", "benefit": benefit, "condition": condition, "nudges": True, "state": "published"})  # fmt: skip
    page.goto(f"/customers/{_member(page, 'dog-owners')}?tab=cart")
    _put_in(page, 0, "dry dog", "3")
    _put_in(page, 1, "milk", "2")
    page.get_by_text("Not applied").wait_for()
    page.get_by_role("heading", name="What they would get for a cart").click()  # no field has the focus any more


def _replay(page: Page) -> None:
    page.goto(f"/promotions/{_of_dogs(page)}")
    page.get_by_text("Year", exact=True).click()
    page.get_by_role("button", name="Try it").click()
    page.get_by_text("By month").wait_for(timeout=300_000)
    page.get_by_role("heading", name="On past orders").evaluate(
        "one => window.scrollBy(0, one.getBoundingClientRect().top - 80)"
    )


def _newsletter(page: Page) -> None:
    [starter] = [one for one in page.request.get("/v1/mail-templates/starters").json() if one["id"] == "newsletter"]
    said = {
        "name": "News of the month",
        "kind": starter["kind"],
        "languages": starter["languages"],
        "starter": starter["id"],
    }
    template = put(page, "/v1/mail-templates", said)
    put(page, f"/v1/mail-templates/{template['id']}/publish", {"revision": template["revision"]})
    subjects = ["New on the shelves this month", '{{ customer.first_name | default: "Good day" }}, this is new for you']
    newsletter = put(page, "/v1/newsletters", {
        "name": "News of the month", "template": template["id"], "include": ["wishful-readers"], "sends_to": "opted_in",
        "hold_out_percent": 10, "subjects": subjects,
    })  # fmt: skip
    page.goto(f"/messages/newsletters/{newsletter['id']}")
    page.frame_locator("iframe").first.locator("body").wait_for()


def _kinds(page: Page) -> None:
    """Stars beside points, and miles that are spent by rules of their own."""
    lifetime = {"amount": 1, "unit": "years", "counted": "end_of"}
    put(page, "/v1/points/kinds", {"id": "stars", "singular": "star", "plural": "stars", "spendable": False, "lifetime": lifetime})  # fmt: skip
    put(page, "/v1/points/kinds", {"id": "miles", "singular": "mile", "plural": "miles"})
    page.goto("/points/kinds")
    page.get_by_role("button", name="stars").wait_for()


def _erase(page: Page) -> None:
    page.goto(f"/customers/{_member(page, 'departed')}")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name=re.compile("Erase")).click()
    page.get_by_role("dialog").wait_for()


LOW = {"kinds-of-points": 440}
"""Heights of pictures of pages that are short."""
PICTURED: Mapping[str, Callable[[Page], None]] = {
    "customer": _customer,
    "segments": _editor,
    "segment-why": _why,
    "overlap": _overlap,
    "promotion": _promotion,
    "cart-why": _cart,
    "replay": _replay,
    "newsletter": _newsletter,
    "kinds-of-points": _kinds,
    "erase": _erase,
}
