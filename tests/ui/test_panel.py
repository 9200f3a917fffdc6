"""The customer panel: as a page of ours, and as elements on a page of the shop, which is of another origin."""

from __future__ import annotations

import gzip
import json
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from playwright.sync_api import Page, Route, expect
from tests.ui import axe
from tests.ui.conftest import Served, hearing_requests
from tests.ui.keyboard import walk
from tests.ui.other_origin import shop_served
from tests.ui.test_rewards import customer, put, with_codes

WHO = "clara"
PANEL = Path(__file__).parents[2] / "src/regulars/web/static/panel.js"
MOST_BYTES = 30_000
"""What a page of the shop loads at most for it, compressed."""


@pytest.fixture
def key(olga: Page) -> str:
    """A publishable key."""
    return str(put(olga, "/v1/api-keys", {"name": f"pages {uuid.uuid4()}", "publishable": True})["secret"])


@pytest.fixture
def token(olga: Page) -> str:
    """What the shop's server makes for Clara."""
    secret = olga.request.get("/v1/customer-tokens/secret").json()["secret"]
    return jwt.encode({"sub": WHO, "exp": int(time.time()) + 900}, secret, algorithm="HS256")


@pytest.fixture
def shop() -> Iterator[Any]:
    """A shop of another origin: call it with the HTML of a page, and it says where that is."""
    with shop_served() as show:
        yield show


def balance_of(page: Page, customer_id: str) -> int:
    return int(page.request.get(f"/v1/customers/{customer_id}/points").json()["balance"])


def with_balance(page: Page, points: int) -> str:
    """Clara's id, who has so many points now, whatever she had."""
    clara = customer(page, WHO)
    if missing := points - balance_of(page, clara):
        put(page, f"/v1/customers/{clara}/points", {"points": missing, "reason": "Thank you"})
    return clara


def reward(page: Page, called: str, *, points: int) -> str:
    """The id of a new reward, by what customers see."""
    said = {"name": called, "labels": {"en": called}, "promotion": with_codes(page, f"Of {called}"), "points": points}
    return str(put(page, "/v1/rewards", said)["id"])


def test_a_customer_exchanges_points_in_polish_and_finds_the_coupon(olga: Page, key: str, token: str) -> None:
    promotion = with_codes(olga, "Of the panel")
    put(olga, "/v1/rewards", {"name": "Panel", "labels": {"pl": "30 zł mniej"}, "promotion": promotion, "points": 200})
    put(olga, "/v1/rewards", {"name": "Far", "labels": {"pl": "Rower"}, "promotion": promotion, "points": 50_000})
    clara = with_balance(olga, 231)

    olga.goto(f"/panel?key={key}#token={token}&language=pl")

    expect(olga.get_by_role("region", name="Twoje saldo")).to_contain_text("231")
    assert "token" not in olga.url
    far = olga.get_by_role("listitem").filter(has_text="Rower")
    expect(far).to_contain_text("brakuje 49")
    expect(far.get_by_role("button")).to_have_count(0)
    near = olga.get_by_role("listitem").filter(has_text="30 zł mniej")
    near.get_by_role("button", name="Odbierz za 200").press("Enter")
    olga.get_by_role("button", name="Tak, wymień").press("Enter")
    expect(olga.get_by_role("status").filter(has_text="Twój kod:")).to_be_focused()
    expect(olga.get_by_role("region", name="Twoje saldo")).to_contain_text("31 punktów")
    coupons = olga.get_by_role("region", name="Kupony")
    expect(coupons.get_by_role("listitem")).to_have_count(1)
    assert balance_of(olga, clara) == 31


def test_an_exchange_that_comes_too_late_shows_what_there_is_now_and_why(olga: Page, key: str, token: str) -> None:
    reward(olga, "A mug", points=40)
    clara = with_balance(olga, 50)
    olga.goto(f"/panel?key={key}#token={token}&language=en")
    mug = olga.get_by_role("listitem").filter(has_text="A mug").filter(has=olga.get_by_role("button"))
    mug.get_by_role("button", name="Get it for 40").press("Enter")
    put(olga, f"/v1/customers/{clara}/points", {"points": -20, "reason": "In another window"})

    olga.get_by_role("button", name="Yes, exchange").press("Enter")

    expect(olga.get_by_role("status").filter(has_text="nothing was exchanged")).to_be_focused()
    expect(olga.get_by_role("region", name="Your balance")).to_contain_text("30")
    expect(olga.get_by_role("region", name="History")).to_contain_text("In another window")


def _come_back(page: Page) -> None:
    """From another tab or window: the browser tells of it in two ways."""
    page.evaluate("for (const told of ['blur', 'focus']) window.dispatchEvent(new Event(told))")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_what_was_exchanged_in_another_tab_is_seen_on_coming_back(
    olga: Page, served: Served, key: str, token: str
) -> None:
    jug = reward(olga, "A jug", points=40)
    with_balance(olga, 110)

    def exchange_elsewhere() -> str:
        taken = served.api.post(
            "/v1/storefront/rewards", json={"reward": jug},
            headers={"Authorization": f"Bearer {key}", "X-Customer-Token": token, "Idempotency-Key": str(uuid.uuid4())},
        )  # fmt: skip
        assert taken.is_success, taken.text
        return str(taken.json()["code"])

    first = exchange_elsewhere()
    olga.goto(f"/panel?key={key}#token={token}&language=en")
    balance = olga.get_by_role("region", name="Your balance")
    coupons = olga.get_by_role("region", name="Coupons").get_by_role("listitem")
    copy = coupons.filter(has_text=first).get_by_role("button", name="Copy")
    copy.focus()
    second = exchange_elsewhere()
    asked: list[str] = []

    with hearing_requests(olga, lambda request: asked.append(request.url)):
        _come_back(olga)
        expect(balance).to_contain_text("30")

    expect(coupons.filter(has_text=second)).to_have_count(1)
    expect(copy).to_be_focused()
    expect(olga.get_by_role("listitem").filter(has_text="A jug").get_by_text("10 points to go")).to_be_visible()
    assert len([url for url in asked if "/storefront/points?" in url]) == 1, "shown and focused is come back once"


def test_a_question_stays_open_whatever_happened_in_another_tab(olga: Page, key: str, token: str) -> None:
    reward(olga, "A lamp", points=40)
    clara = with_balance(olga, 50)
    olga.goto(f"/panel?key={key}#token={token}&language=en")
    lamp = olga.get_by_role("listitem").filter(has_text="A lamp").filter(has_text="40 points")
    lamp.get_by_role("button", name="Get it for 40").press("Enter")
    put(olga, f"/v1/customers/{clara}/points", {"points": -20, "reason": "In another tab"})

    _come_back(olga)

    expect(olga.get_by_role("region", name="Your balance")).to_contain_text("30")
    expect(olga.get_by_role("region", name="History")).to_contain_text("In another tab")
    expect(lamp.get_by_role("button", name="Yes, exchange")).to_be_focused()
    lamp.get_by_role("button", name="No", exact=True).press("Enter")
    expect(lamp.get_by_text("10 points to go")).to_be_visible()
    expect(olga.get_by_role("region", name="Rewards")).to_be_focused()


def test_a_customer_asks_for_a_list_and_leaves_it_by_keyboard(olga: Page, key: str, token: str) -> None:
    customer(olga, WHO)
    olga.goto(f"/panel?key={key}#token={token}&language=en")
    lists = olga.get_by_role("region", name="Subscriptions")
    expect(lists).to_contain_text("You don’t get this.")

    lists.get_by_role("button", name="Subscribe to “newsletter”").press("Enter")

    leave = lists.get_by_role("button", name="Unsubscribe from “newsletter”")
    expect(leave).to_be_focused()
    expect(lists).to_contain_text("press the button in it to confirm")
    leave.press("Enter")
    expect(lists.get_by_role("button", name="Subscribe to “newsletter”")).to_be_focused()
    expect(lists).to_contain_text("You don’t get this.")


def test_the_panel_tells_of_every_kind_of_points(olga: Page, key: str, token: str) -> None:
    put(olga, "/v1/points/kinds", {"id": "tokens", "singular": "token", "plural": "tokens"})
    clara = customer(olga, WHO)
    given = {"points": 4, "reason": "a welcome", "points_kind": "tokens"}
    put(olga, f"/v1/customers/{clara}/points", given)

    olga.goto(f"/panel?key={key}#token={token}&language=en")

    others = olga.get_by_role("list", name="What else you have")
    expect(others.get_by_role("listitem")).to_have_text(["4 tokens"])
    put(olga, f"/v1/customers/{clara}/points", given | {"points": -4})
    put(olga, "/v1/points/kinds/tokens/archive", {})
    olga.goto("about:blank")
    olga.goto(f"/panel?key={key}#token={token}&language=en")
    expect(olga.get_by_role("region", name="Your balance")).to_be_visible()
    expect(others).to_have_count(0)


@pytest.fixture
def spending(olga: Page) -> Iterator[Callable[[Any], None]]:
    """Makes a spending rule that is off again afterwards: it would pay the carts of other tests with points."""
    made: list[Any] = []
    yield lambda rule: made.append(put(olga, "/v1/spending-rules", rule))
    for rule in made:
        off = {"active": False, "version": rule["version"]}
        answer = olga.request.patch(f"/v1/spending-rules/{rule['id']}", data=off, headers={"X-Regulars": "1"})
        assert answer.ok, answer.text()


def test_a_shops_page_shows_what_is_earned_and_lets_points_be_spent(
    olga: Page, served: Served, key: str, token: str, shop: Any, spending: Callable[[Any], None]
) -> None:
    spending({"name": "Panel", "exchange": {"points": 1, "amount": {"amount": "1.00", "currency": "USD"}}})
    clara = customer(olga, WHO)
    put(olga, f"/v1/customers/{clara}/points", {"points": 30, "reason": "Thank you"})
    cart = {"currency": "USD", "lines": [{"sku": "TEE-1", "quantity": "2", "row_total": "100.00"}]}
    told = put(olga, "/v1/points/estimate", {"customer": WHO, "cart": cart, "points": "all"})
    most = told["spending"]["most"]
    common = f"server='{served.base_url}' key='{key}' language='en'"
    page = shop(
        f"<regulars-earn {common} sku='TEE-1' price='50.00' quantity='2' currency='USD'></regulars-earn>"
        f"<regulars-spend {common} token='{token}' cart='{json.dumps(cart)}'></regulars-spend>"
        f"<script>addEventListener('regulars-spend', e => window.spent = e.detail)</script>"
        f"<script src='{served.base_url}/panel.js'></script>"
    )

    olga.goto(page)

    expect(olga.get_by_text("You will earn ")).to_be_visible()
    off, left = (f"${float(one['amount']):,.2f}" for one in (told["spending"]["most_off"], told["to_pay"]))
    expect(olga.get_by_text(f"You can use up to {most} points, worth {off}")).to_be_visible()
    olga.get_by_role("slider", name="Pay with points").focus()
    olga.keyboard.press("End")
    expect(olga.get_by_text(f"{most} points: {off} off · To pay: {left}")).to_be_visible()
    assert olga.evaluate("spent.points") == most


def test_what_can_be_spent_follows_an_exchange_and_moves_by_the_rules_steps(
    olga: Page, served: Served, key: str, token: str, shop: Any, spending: Callable[[Any], None]
) -> None:
    exchange = {"points": 10, "amount": {"amount": "1.00", "currency": "USD"}, "least": 20}
    spending({"name": "Tens", "exchange": exchange, "priority": 900})
    reward(olga, "A bowl", points=50)
    clara = with_balance(olga, 154)
    cart = {"currency": "USD", "lines": [{"sku": "TEE-1", "quantity": "2", "row_total": "100.00"}]}
    common = f"server='{served.base_url}' key='{key}' language='en' token='{token}'"
    page = shop(
        f"<regulars-spend {common} cart='{json.dumps(cart)}'></regulars-spend><regulars-panel {common}></regulars-panel>"
        f"<script>addEventListener('regulars-spend', e => window.spent = e.detail)</script>"
        f"<script src='{served.base_url}/panel.js'></script>"
    )
    olga.goto(page)
    head = olga.get_by_text("You can use up to ")
    slider = olga.get_by_role("slider", name="Pay with points")
    expect(head).to_have_text("You can use up to 150 points, worth $15.00")

    slider.press("ArrowRight")
    expect(olga.get_by_text("0 points: $0.00 off")).to_contain_text("The fewest that can be used: 20 points")
    slider.press("ArrowRight")
    expect(olga.get_by_text("20 points: $2.00 off · To pay: $98.00")).to_be_visible()
    olga.get_by_role("button", name="Use as many as possible").press("Enter")
    expect(slider).to_have_attribute("aria-valuetext", "150\u00a0points")

    bowl = olga.get_by_role("listitem").filter(has_text="A bowl").filter(has=olga.get_by_role("button"))
    bowl.get_by_role("button", name="Get it for 50").press("Enter")
    olga.get_by_role("button", name="Yes, exchange").press("Enter")
    expect(head).to_have_text("You can use up to 100 points, worth $10.00")
    expect(olga.get_by_text("100 points: $10.00 off")).to_be_visible()
    expect(slider).to_have_attribute("max", "100")
    assert olga.evaluate("spent.points") == 100

    put(olga, f"/v1/customers/{clara}/points", {"points": -90, "reason": "In another tab"})
    _come_back(olga)
    expect(olga.get_by_text("6 points to go before you can use them here.")).to_be_visible()
    expect(slider).to_be_hidden()
    assert olga.evaluate("spent.points") == 0


def test_an_exchange_without_a_connection_says_so_and_can_be_asked_for_again(olga: Page, key: str, token: str) -> None:
    reward(olga, "A plate", points=40)
    clara = with_balance(olga, 50)
    olga.goto(f"/panel?key={key}#token={token}&language=en")
    plate = olga.get_by_role("listitem").filter(has_text="A plate").filter(has=olga.get_by_role("button"))
    plate.get_by_role("button", name="Get it for 40").press("Enter")
    olga.context.set_offline(True)

    olga.keyboard.press("Enter")

    expect(olga.get_by_role("alert")).to_contain_text("nothing was exchanged")
    again = plate.get_by_role("button", name="Try again")
    expect(again).to_be_focused()
    olga.context.set_offline(False)
    again.press("Enter")
    expect(olga.get_by_role("status").filter(has_text="Yours:")).to_be_focused()
    assert balance_of(olga, clara) == 10


def test_an_exchange_that_is_under_way_is_not_called_off(olga: Page, key: str, token: str) -> None:
    reward(olga, "A cup", points=40)
    with_balance(olga, 50)
    asked: list[Route] = []

    def hold(exchange: Route) -> None:
        asked.append(exchange) if exchange.request.method == "POST" else exchange.fallback()

    olga.route("**/v1/storefront/rewards*", hold)
    olga.goto(f"/panel?key={key}#token={token}&language=en")
    cup = olga.get_by_role("listitem").filter(has_text="A cup").filter(has=olga.get_by_role("button"))
    cup.get_by_role("button", name="Get it for 40").press("Enter")
    with olga.expect_request(lambda request: request.method == "POST" and "/storefront/rewards" in request.url):
        olga.keyboard.press("Enter")
    no = cup.get_by_role("button", name="No", exact=True)
    expect(no).to_be_disabled()

    no.press("Enter")

    expect(cup.get_by_role("button", name="Yes, exchange")).to_be_visible()
    asked[0].continue_()
    expect(olga.get_by_role("status").filter(has_text="Yours:")).to_be_focused()


def test_whoever_asks_for_more_history_reads_on_where_it_begins(olga: Page, key: str, token: str) -> None:
    clara = customer(olga, WHO)
    for n in range(21):
        put(olga, f"/v1/customers/{clara}/points", {"points": 1, "reason": f"Thank you {n}"})
    olga.goto(f"/panel?key={key}#token={token}&language=en")
    history = olga.get_by_role("region", name="History")
    expect(history.get_by_role("listitem")).to_have_count(20)

    history.get_by_role("button", name="Show more").press("Enter")

    expect(history.get_by_role("listitem").nth(20)).to_be_focused()


def test_a_list_that_can_not_be_left_now_says_that_nothing_was_changed(olga: Page, key: str, token: str) -> None:
    customer(olga, WHO)
    olga.goto(f"/panel?key={key}#token={token}&language=en")
    lists = olga.get_by_role("region", name="Subscriptions")
    button = lists.get_by_role("button", name="Subscribe to “newsletter”")
    expect(button).to_be_visible()
    olga.context.set_offline(True)

    button.press("Enter")

    expect(lists.get_by_role("alert")).to_contain_text("nothing was changed")
    olga.context.set_offline(False)
    expect(button).to_be_focused()


def test_the_panel_is_for_all_eyes_and_for_the_keyboard(olga: Page, key: str, token: str) -> None:
    put(olga, "/v1/rewards", {"name": "Axe", "promotion": with_codes(olga, "Of the axe"), "points": 1})
    put(olga, f"/v1/customers/{customer(olga, WHO)}/points", {"points": 2, "reason": "Thank you"})
    olga.goto(f"/panel?key={key}#token={token}&language=en")
    expect(olga.get_by_role("region", name="Coupons")).to_be_visible()

    assert axe.in_light_and_dark(olga) == []
    walked = walk(olga)
    assert not walked.trapped
    assert walked.unseen == []


def test_each_coupon_says_which_code_is_copied(olga: Page, key: str, token: str, served: Served) -> None:
    spoon = reward(olga, "A spoon", points=1)
    with_balance(olga, 20)
    for _ in range(2):
        served.api.post(
            "/v1/storefront/rewards", json={"reward": spoon},
            headers={"Authorization": f"Bearer {key}", "X-Customer-Token": token, "Idempotency-Key": str(uuid.uuid4())},
        ).raise_for_status()  # fmt: skip
    olga.context.grant_permissions(["clipboard-read", "clipboard-write"])

    olga.goto(f"/panel?key={key}#token={token}&language=en")

    codes = olga.get_by_role("region", name="Coupons").locator(".card:not(.spent) code")
    expect(codes.nth(1)).to_be_visible()
    for code in codes.all_inner_texts():
        copy = olga.get_by_role("button", name=f"Copy {code}", exact=True)
        copy.click()
        expect(olga.get_by_role("button", name=f"Copied {code}", exact=True)).to_be_visible()
        assert olga.evaluate("navigator.clipboard.readText()") == code


@pytest.mark.parametrize(("language", "told"), [("ru", "1 234 589 баллов"), ("pl", "1 234 589 punktów")])
def test_a_large_balance_is_no_wider_than_the_smallest_phone(
    olga: Page, key: str, token: str, language: str, told: str
) -> None:
    with_balance(olga, 1_234_589)
    olga.set_viewport_size({"width": 320, "height": 700})

    olga.goto(f"/panel?key={key}#token={token}&language={language}")

    expect(olga.locator("regulars-panel .figure")).to_have_text(told)
    assert olga.evaluate("document.documentElement.scrollWidth") == 320
    with_balance(olga, 10)


def test_the_page_is_there_again_when_it_is_loaded_again(olga: Page, key: str, token: str) -> None:
    olga.goto(f"/panel?key={key}#token={token}&language=pl")
    expect(olga.get_by_role("region", name="Twoje saldo")).to_be_visible()
    assert token not in olga.url

    olga.reload()

    expect(olga.get_by_role("region", name="Twoje saldo")).to_be_visible()
    olga.goto(f"/panel?key={key}#token=over.over.over&language=pl")
    olga.reload()
    expect(olga.get_by_text("Otwórz ją ponownie w sklepie")).to_be_visible()
    olga.evaluate("sessionStorage.clear()")


def test_the_panel_is_light() -> None:
    assert len(gzip.compress(PANEL.read_bytes())) <= MOST_BYTES


def test_somebody_who_is_not_signed_in_is_told_so(visitor: Page) -> None:
    visitor.goto("/panel?key=pk_unknown&language=ru")

    expect(visitor.get_by_text("Войдите в магазин, чтобы увидеть свои баллы.")).to_be_visible()


def test_an_expired_token_is_made_anew_by_the_shop(olga: Page, served: Served, key: str, token: str, shop: Any) -> None:
    page = shop(
        f"<regulars-panel server='{served.base_url}' key='{key}' token='old.old.old' language='en'></regulars-panel>"
        f"<script>document.querySelector('regulars-panel').getToken = async () => '{token}'</script>"
        f"<script src='{served.base_url}/panel.js'></script>"
    )

    olga.goto(page)

    expect(olga.get_by_role("region", name="Your balance")).to_be_visible()
