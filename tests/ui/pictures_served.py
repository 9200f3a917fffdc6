"""Pictures that need a shop that is served: the first hour, a campaign on its canvas, and the customer panel.

The pictures are of the small shop of the tests, brought in as a new owner would, so that nothing on them is made up.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt
from playwright.sync_api import Browser, Page, ViewportSize
from tests.ui import small_shop
from tests.ui.conftest import EMAIL, PASSWORD, WINDOW, Installation, installed
from tests.ui.test_rewards import customer, put

PICTURED = ("first-hour", "campaign", "panel")
WIDE: ViewportSize = WINDOW
PHONE: ViewportSize = {"width": 390, "height": 844}
CUSTOMERS = """Customer number;First name;Last name;E-mail;Gender;Birthday;Favourite colour
1;Anna;Kowalska;anna@mail.example;F;04.05.1990;green
2;Jan;Nowak;jan@mail.example;M;24.12.1985;grey
3;Ewa;Wójcik;ewa@mail.example;F;soon;white
"""
WEEK, DAY = {"amount": 7, "unit": "days"}, {"amount": 1, "unit": "days"}


def take_all(browser: Browser, images: Path) -> None:
    """Take them one after the other, in a shop that comes to be meanwhile."""
    with installed() as shop:
        page = browser.new_context(
            base_url=shop.base_url, viewport=WIDE, locale="en-GB", timezone_id="Europe/Warsaw", reduced_motion="reduce"
        ).new_page()
        page.set_default_timeout(30_000)
        _first_hour(page)
        _shot(page, images / "first-hour.png")
        _fill(page, shop)
        _canvas(page)
        _shot(page, images / "campaign.png")
        _panel(page)
        page.set_viewport_size(PHONE)
        _shot(page, images / "panel.png", whole=True)


def _shot(page: Page, path: Path, *, whole: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)  # what fades in has come
    page.screenshot(path=path, full_page=whole)


def _first_hour(page: Page) -> None:
    """The wizard, at the columns of a file that are matched by sight."""
    page.goto("/")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Begin").click()
    shop = page.get_by_role("region", name="Your shop", exact=True)
    shop.get_by_role("textbox", name="Name").fill("Mugs and more")
    page.get_by_role("combobox", name="Currency").fill("USD")
    page.get_by_role("option", name="USD").first.click()
    shop.get_by_role("button", name="Save and go on").click()
    content = CUSTOMERS.encode()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "customers.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Try the file").wait_for()


def _fill(page: Page, shop: Installation) -> None:
    """The small shop with a rule, a segment, promotions and rewards."""
    amount = {"amount": "1.00", "currency": "USD"}
    put(
        page,
        "/v1/earning-rules",
        {"name": "Everyday points", "style": {"kind": "per_amount", "points": 1, "amount": amount}},
    )
    secret = re.search(r"rk_\S+", shop.command("key", "create", "pictures", "--scope", "records:write"))
    assert secret
    for type_, documents in small_shop.records(small_shop.now()):
        page.request.post(
            f"/v1/records/{type_}",
            data={"data": documents, "live": True},
            headers={"Authorization": f"Bearer {secret.group(0)}"},
        )
    _until(page, "/v1/overview", lambda told: told["lag"]["entries"] == 0 and told["orders"] > 0)
    bought = {"days_since": {"last": "order.placed_at"}}
    condition = {"value": bought, "op": ">=", "to": 30}
    put(page, "/v1/segments", {"id": "slipping-away", "name": "Slipping away", "condition": condition})
    _until(page, "/v1/segments/slipping-away", lambda told: told["state"] == "active")


def _canvas(page: Page) -> None:
    """A campaign whose steps name a segment and a promotion."""
    coupons = _with_codes(page, "Ten off", "10.00")
    treated = [{"name": "coupon", "percent": "50"}, {"name": "nothing", "percent": "50", "hold_out": True}]
    steps: list[tuple[str, Mapping[str, Any], Mapping[str, str]]] = [
        ("wait", {"kind": "wait_order", "at_most": WEEK}, {"happened": "thanks", "timed_out": "split"}),
        ("thanks", {"kind": "award_points", "points": 50}, {"next": "end"}),
        ("split", {"kind": "split", "shares": treated}, {"coupon": "coupon", "nothing": "end"}),
        ("coupon", {"kind": "give_coupon", "promotion": coupons, "lifetime": WEEK}, {"next": "end"}),
        ("end", {"kind": "end"}, {}),
    ]
    draft = {
        "trigger": {"kind": "segment_entered", "segment": "slipping-away"},
        "first": "wait",
        "nodes": [{"id": id, "step": step, "next": next} for id, step, next in steps],
    }
    made = put(page, "/v1/campaigns", {"name": "Bring back who is slipping away", "draft": draft})
    page.goto(f"/campaigns/{made['id']}/edit")
    page.get_by_role("region", name="Canvas").get_by_role("button", name=re.compile("^Give a coupon")).click()


def _panel(page: Page) -> None:
    """What a customer sees: points, rewards within reach and not, a coupon."""
    reachable = {
        "name": "Ten off",
        "labels": {"en": "$10 off your next order"},
        "promotion": _with_codes(page, "Ten dollars", "10.00"),
    }
    far = {
        "name": "A mug",
        "labels": {"en": "$50 off your next order"},
        "promotion": _with_codes(page, "Fifty", "50.00"),
    }
    taken = put(page, "/v1/rewards", reachable | {"points": 200, "lifetime": {"amount": 1, "unit": "months"}})
    put(page, "/v1/rewards", far | {"points": 1_200})
    anna = customer(page, "anna")
    put(page, f"/v1/customers/{anna}/points", {"points": 260, "reason": "Thank you for a good year"})
    put(page, f"/v1/customers/{anna}/rewards", {"reward": taken["id"]})
    key = put(page, "/v1/api-keys", {"name": "pages", "publishable": True})["secret"]
    secret = page.request.get("/v1/customer-tokens/secret").json()["secret"]
    token = jwt.encode({"sub": "anna", "exp": int(time.time()) + 900}, secret, algorithm="HS256")
    page.goto(f"/panel?key={key}#token={token}&language=en&time-zone=Europe/Warsaw")
    page.get_by_role("region", name="Your balance").wait_for()


def _with_codes(page: Page, name: str, amount: str) -> str:
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": amount, "currency": "USD"}}
    return str(
        put(page, "/v1/promotions", {"name": name, "benefit": benefit, "coupon": "codes", "state": "published"})["id"]
    )


def _until(page: Page, path: str, holds: Any) -> None:
    end = time.monotonic() + 120
    while not holds(page.request.get(path).json()):
        assert time.monotonic() < end, path
        time.sleep(0.2)
