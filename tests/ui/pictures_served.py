"""Pictures that need a shop that is served: the first hour, a campaign on its canvas, a page of the shop, and the customer panel.

The pictures are of the small shop of the tests, brought in as a new owner would, so that nothing on them is made up.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jwt
from playwright.sync_api import Browser, Page, ViewportSize
from tests.ui import small_shop
from tests.ui.conftest import EMAIL, PASSWORD, WINDOW, Installation, installed
from tests.ui.look import complaints_of
from tests.ui.other_origin import shop_served
from tests.ui.test_rewards import customer, put

PICTURED = ("first-hour", "first-mail", "campaign", "shop-page", "panel")
WIDE: ViewportSize = WINDOW
PHONE: ViewportSize = {"width": 390, "height": 844}
CUSTOMERS = """Customer number;First name;Last name;E-mail;Gender;Birthday;Favourite colour
1;Anna;Kowalska;anna@mail.example;F;04.05.1990;green
2;Jan;Nowak;jan@mail.example;M;24.12.1985;grey
3;Ewa;Wójcik;ewa@mail.example;F;soon;white
"""
PRODUCT_PAGE = """<style>
body {{ margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #222; background: #f6f4f0; }}
header {{ padding: 20px 64px; font-weight: 700; font-size: 20px; background: #fff; border-bottom: 1px solid #e5e0d8; }}
main {{ display: grid; grid-template-columns: 420px 1fr 400px; gap: 48px; padding: 48px 64px; align-items: start; }}
.tee {{ height: 460px; border-radius: 8px; background: repeating-linear-gradient(#fff 0 22px, #3d5a80 22px 34px); }}
h1 {{ margin: 0 0 8px; font-size: 30px; }} .price {{ font-size: 22px; margin: 0 0 16px; }}
.buy {{ display: inline-block; margin: 24px 0; padding: 12px 32px; border-radius: 6px; background: #222; color: #fff; }}
aside {{ background: #fff; border: 1px solid #e5e0d8; border-radius: 8px; padding: 24px; }} h2 {{ margin: 0 0 16px; font-size: 20px; }}
.line {{ display: flex; justify-content: space-between; padding-bottom: 12px; margin-bottom: 16px; border-bottom: 1px solid #e5e0d8; }}
</style><header>Mugs and more</header><main><div class="tee" role="img" aria-label="Striped tee"></div>
<div><h1>Striped tee</h1><p class="price">$29.00</p><p>Soft cotton, knitted in stripes of navy and white.</p>
<span class="buy">Add to cart</span><regulars-earn {common} sku="TEE-1" price="29.00" currency="USD"></regulars-earn></div>
<aside><h2>Your cart</h2><div class="line"><span>2 × Striped tee</span><span>$58.00</span></div>
<regulars-spend {common} cart='{cart}'></regulars-spend></aside></main><script src="{script}"></script>"""
WEEK, DAY = {"amount": 7, "unit": "days"}, {"amount": 1, "unit": "days"}


def take_all(browser: Browser, images: Path) -> list[str]:
    """Take them one after the other, in a shop that comes to be meanwhile; gives what the pages complained about."""
    with installed() as shop:
        page = browser.new_context(
            base_url=shop.base_url, viewport=WIDE, locale="en-GB", timezone_id="Europe/Warsaw", reduced_motion="reduce"
        ).new_page()
        page.set_default_timeout(30_000)
        heard = complaints_of(page)
        _first_hour(page)
        shot(page, images / "first-hour.png")
        _first_mail(page)
        shot(page, images / "first-mail.png")
        _fill(page, shop)
        _canvas(page)
        shot(page, images / "campaign.png")
        key, token = _anna(page)
        with shop_served() as show:
            _shop_page(page, show, shop, key, token)
            page.set_viewport_size({"width": WIDE["width"], "height": 620})
            shot(page, images / "shop-page.png")
        page.goto(f"{shop.base_url}/panel?key={key}#token={token}&language=en&time-zone=Europe/Warsaw")
        page.get_by_role("region", name="Your balance").wait_for()
        page.set_viewport_size(PHONE)
        shot(page, images / "panel.png", whole=True)
    return heard


def shot(page: Page, path: Path, *, whole: bool = False) -> None:
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


def _first_mail(page: Page) -> None:
    """The last step, with the first mail written."""
    page.goto("/start")
    page.get_by_role("navigation", name="Steps").get_by_role("button", name="First mail").click()
    mail = page.get_by_role("region", name="First mail", exact=True)
    mail.get_by_role("button", name="Begin").first.click()
    mail.get_by_role("button", name="Send it").click()
    mail.get_by_role("status").filter(has_text="mailbox").wait_for()


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
        sent = page.request.post(
            f"/v1/records/{type_}",
            data={"data": documents, "live": True},
            headers={"Authorization": f"Bearer {secret.group(0)}"},
        )
        assert sent.ok, sent.text()
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


def _anna(page: Page) -> tuple[str, str]:
    """A customer with points, rewards within reach and not, and a coupon; the pages' key, and the token that is hers."""
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
    exchange = {"points": 10, "amount": {"amount": "1.00", "currency": "USD"}}
    put(page, "/v1/spending-rules", {"name": "Ten points are worth 1.00", "exchange": exchange})
    anna = customer(page, "anna")
    put(page, f"/v1/customers/{anna}/points", {"points": 760, "reason": "Thank you for a good year"})
    put(page, f"/v1/customers/{anna}/rewards", {"reward": taken["id"]})
    key = put(page, "/v1/api-keys", {"name": "pages", "publishable": True})["secret"]
    secret = page.request.get("/v1/customer-tokens/secret").json()["secret"]
    return key, jwt.encode({"sub": "anna", "exp": int(time.time()) + 900}, secret, algorithm="HS256")


def _shop_page(page: Page, show: Callable[[str], str], shop: Installation, key: str, token: str) -> None:
    """A product and the cart on a page of the shop, with what Regulars shows there."""
    cart = {"currency": "USD", "lines": [{"sku": "TEE-1", "quantity": "2", "row_total": "58.00"}]}
    common = f"server='{shop.base_url}' key='{key}' token='{token}' language='en'"
    html = PRODUCT_PAGE.format(common=common, cart=json.dumps(cart), script=f"{shop.base_url}/panel.js")
    page.goto(show(html))
    page.get_by_text("You will earn").first.wait_for()
    page.get_by_role("slider", name="Pay with points").focus()
    for _ in range(2):
        page.keyboard.press("PageUp")
    page.get_by_text("To pay").wait_for()
    page.get_by_role("heading", name="Striped tee").click()  # nothing has the focus any more


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
