"""What is looked at: each page by a name, where it is and what is done before the picture is taken."""

from __future__ import annotations

from playwright.sync_api import Page
from tests.ui import looks_mail, looks_waiting
from tests.ui.look import Look


def open_picker(page: Page) -> None:
    page.locator("button[data-chip]").first.click()


def see_conversions(page: Page) -> None:
    page.get_by_role("radiogroup", name="Row by row").get_by_text("Conversions").click()
    page.wait_for_timeout(300)
    page.get_by_role("heading", name="Row by row").scroll_into_view_if_needed()


def count_otherwise(page: Page) -> None:
    page.get_by_role("button", name="Count otherwise").click()
    page.wait_for_timeout(300)


def search(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("dialog").get_by_role("combobox").fill("an")
    page.wait_for_timeout(500)


def open_where(page: Page) -> None:
    page.locator("button[data-chip][aria-expanded]").nth(1).click()


def open_why(page: Page) -> None:
    page.get_by_role("button", name="Why?").first.click()


def open_window(page: Page) -> None:
    page.get_by_role("button", name="in the last").first.click()


def open_values(page: Page) -> None:
    open_where(page)
    page.locator("[data-where] .mantine-MultiSelect-input, [data-where] .mantine-Select-input").nth(1).click()


def ask_why(page: Page) -> None:
    page.get_by_role("button", name="Why is someone in").click()
    page.get_by_role("combobox", name="Whom do you ask about?").fill("ann")
    page.wait_for_timeout(600)


def ask_difference(page: Page) -> None:
    page.get_by_label("Description").fill("Who comes often")
    page.get_by_role("combobox", name="Stores").click()
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save changes").click()
    page.wait_for_timeout(700)


def approve(page: Page) -> None:
    page.get_by_role("button", name="Approve the jump").click()


def open_deed(page: Page) -> None:
    page.get_by_role("row").nth(1).get_by_role("button").first.click()


def undo_deed(page: Page) -> None:
    page.get_by_role("button", name="Undo").first.click()


def pin_list(page: Page) -> None:
    page.get_by_role("button", name="Pin customers").click()
    page.get_by_text("A list").click()
    page.get_by_label("Customer ids or e-mails").fill("H00001\nnobody@mail.example")


def pin_listed(page: Page) -> None:
    pin_list(page)
    page.get_by_role("button", name="Pin 2 customers").click()


def open_export(page: Page) -> None:
    page.get_by_role("button", name="Export").click()


def see_coming(page: Page) -> None:
    page.get_by_role("heading", name="Who will come and go").scroll_into_view_if_needed()


def see_refresh(page: Page) -> None:
    page.get_by_role("radio", name="By hand").scroll_into_view_if_needed()


def choose_monthly(page: Page) -> None:
    page.get_by_role("radio", name="On a schedule").check()
    page.get_by_role("combobox", name="How often").click()
    page.get_by_role("option", name="Every month").click()
    page.get_by_role("textbox", name="On day").fill("31")
    see_refresh(page)


def fill_cart(page: Page) -> None:
    cart = page.get_by_role("region", name="On a sample cart")
    cart.get_by_role("textbox", name="Pieces of product 1").fill("2")
    cart.get_by_role("textbox", name="Price of product 1").fill("40")
    cart.get_by_role("button", name="Add product").click()
    cart.get_by_role("textbox", name="Price of product 2").fill("38")
    cart.get_by_role("textbox", name="Shipping").fill("5")
    page.wait_for_timeout(900)


def see_sections(page: Page) -> None:
    fill_cart(page)
    page.get_by_role("button", name="Limits").scroll_into_view_if_needed()


def write_mass(page: Page, verb: str = "Give points") -> None:
    page.get_by_role("combobox", name="Everybody in the segment").click()
    page.get_by_role("option").first.click()
    page.get_by_text(verb, exact=True).last.click()
    page.get_by_role("textbox", name="Points for each").fill("50")
    page.get_by_role("textbox", name="Comment").fill("Thank you for a good year")
    page.wait_for_timeout(900)


def take_mass(page: Page) -> None:
    write_mass(page, "Take points")


def undo_mass(page: Page) -> None:
    page.get_by_role("button", name="Undo").click()


def adjust(page: Page) -> None:
    page.get_by_role("button", name="Give or take points").click()
    page.get_by_role("dialog").get_by_role("textbox", name="Points").fill("25")
    page.wait_for_timeout(300)


def show_code(page: Page) -> None:
    page.get_by_role("button", name="Show the code").click()
    page.wait_for_timeout(300)


def as_table(page: Page) -> None:
    page.get_by_role("button", name="Chart options").nth(1).click()
    page.get_by_role("menuitem", name="Show as table").click()
    page.get_by_role("heading", name="When do points end?").scroll_into_view_if_needed()


def see_earners(page: Page) -> None:
    page.get_by_role("heading", name="Who earns most?").scroll_into_view_if_needed()


def switch_off(page: Page) -> None:
    page.get_by_role("switch", name="Points are earned and spent").first.click()
    page.get_by_role("button", name="Save changes").click()


def see_stores(page: Page) -> None:
    page.get_by_role("heading", name="What each rule says for itself").scroll_into_view_if_needed()


def new_key(page: Page) -> None:
    page.get_by_role("button", name="New key").click()


def show_secret(page: Page) -> None:
    page.get_by_role("button", name="Show the secret").click()


def renew_secret(page: Page) -> None:
    page.get_by_role("button", name="Make a new secret").click()


def new_webhook(page: Page) -> None:
    page.get_by_role("button", name="New endpoint").click()
    page.get_by_label("Only what is ticked").check()


def open_delivery(page: Page) -> None:
    page.get_by_role("button", name="Segment entered").first.click()


def open_refused(page: Page) -> None:
    page.get_by_role("row").filter(has_text="orders-2026").get_by_role("button").click()


def fill_try(page: Page) -> None:
    cart = page.get_by_role("region", name="Try it on a cart")
    cart.get_by_role("textbox", name="Pieces of product 1").fill("1")
    cart.get_by_role("textbox", name="Price of product 1").fill("40")
    cart.get_by_role("button", name="Add product").click()
    cart.get_by_role("textbox", name="Price of product 2").fill("59.99")
    cart.get_by_role("textbox", name="Shipping").fill("5")
    cart.get_by_role("textbox", name="Coupon codes").fill("SUMMER")
    page.wait_for_timeout(900)


def see_replay(page: Page) -> None:
    """The panel of past orders, with what was found."""
    panel = page.get_by_role("region", name="On past orders")
    panel.get_by_role("button", name="Try it").click()
    panel.get_by_role("button", name="Try again").wait_for()
    panel.scroll_into_view_if_needed()


def see_conflicts(page: Page) -> None:
    """What gets in each other's way."""
    page.get_by_role("button", name="Look for conflicts").click()
    page.get_by_test_id("conflicts-told").wait_for()
    page.get_by_test_id("conflicts-told").scroll_into_view_if_needed()


def see_receipt(page: Page) -> None:
    fill_try(page)
    page.get_by_role("heading", name="Not applied").scroll_into_view_if_needed()


def open_life(page: Page) -> None:
    page.get_by_role("button", name="Actions for Shorts for men").click()


def choose_buy_get(page: Page) -> None:
    page.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="Buy some, get some").click()
    page.get_by_role("textbox", name="Buy").fill("2")
    page.get_by_role("textbox", name="Get").fill("1")
    page.get_by_role("switch", name="Something else has to be bought for it").press("Space")


def see_limits(page: Page) -> None:
    page.get_by_role("button", name="Limits for one cart").scroll_into_view_if_needed()


def make_codes(page: Page) -> None:
    page.get_by_role("button", name="Make codes").click()
    page.get_by_label("Name of the batch").fill("Spring letter")
    page.wait_for_timeout(600)


def make_short_codes(page: Page) -> None:
    make_codes(page)
    page.get_by_role("textbox", name="Random characters").fill("4")
    page.wait_for_timeout(600)


def withdraw_code(page: Page) -> None:
    page.get_by_role("button", name="Withdraw SPRING").first.click()


def take_reward(page: Page) -> None:
    page.get_by_role("button", name="Take").first.click()


TOWNS = ",".join(f"s{n}" for n in range(25, 30))
"""As many more as can be compared; there in the overfull shop only."""

LOOKS: dict[str, Look] = {
    **looks_waiting.LOOKS,
    **looks_mail.LOOKS,
    "sign-in": Look("/", state="out"),
    "home": Look("/"),
    "tour-offered": Look("/", state="demo"),
    "tour": Look("/tour", state="demo"),
    "tour-none": Look("/tour"),
    "tour-stop": Look("/segments/vip", state="led"),
    "tour-why": Look("/segments/vip?why=4", state="led"),
    "reports": Look("/reports"),
    "reports-movement": Look("/reports?tab=movement"),
    "reports-cohorts": Look("/reports?tab=cohorts"),
    "reports-rfm": Look("/reports?tab=rfm"),
    "reports-promotions": Look("/reports?tab=promotions"),
    "reports-coupons": Look("/reports?tab=coupons&beside=year"),
    "reports-points": Look("/reports?tab=points"),
    "reports-then": Look("/reports?reading=then&beside=year&span=90"),
    "search": Look("/", search),
    "customers": Look("/customers"),
    "customer": Look("/customers/4"),
    "customer-points": Look("/customers/4?tab=points"),
    "customer-timeline": Look("/customers/4?tab=timeline"),
    "customer-why": Look("/customers/4", open_why),
    "segments": Look("/segments"),
    "segment": Look("/segments/vip"),
    "segment-why": Look("/segments/vip", ask_why),
    "segment-broken": Look("/segments/wish"),
    "segment-approve": Look("/segments/vip", approve),
    "segment-history": Look("/segments/vip?tab=history"),
    "segment-deeds": Look("/segments/vip?tab=deeds"),
    "segment-deed": Look("/segments/vip?tab=deeds", open_deed),
    "segment-undo": Look("/segments/vip?tab=deeds", undo_deed),
    "segment-pins": Look("/segments/vip?tab=pins"),
    "segment-pin": Look("/segments/vip?tab=pins", pin_list),
    "segment-pinned": Look("/segments/vip?tab=pins", pin_listed),
    "segment-day": Look("/segments/vip?at=2026-03-03"),
    "segment-export": Look("/segments/vip?at=2026-03-03", open_export),
    "segment-overlap": Look("/segments/vip?tab=overlap"),
    "segment-sales": Look("/segments/vip?tab=sales"),
    "segment-uses": Look("/segments/vip?tab=uses"),
    "segment-coming": Look("/segments/departed?tab=history", see_coming),
    "segment-scheduled": Look("/segments/departed"),
    "segment-refreshing": Look("/segments/birthday"),
    "compare": Look("/segments/compare?ids=vip,departed,weekly,birthday,girls,abroad"),
    "compare-most": Look(f"/segments/compare?ids=vip,departed,weekly,birthday,girls,abroad,best,{TOWNS}"),
    "compare-none": Look("/segments/compare"),
    "editor": Look("/segments/vip/edit"),
    "editor-refresh": Look("/segments/departed/edit", see_refresh),
    "editor-monthly": Look("/segments/vip/edit", choose_monthly),
    "editor-difference": Look("/segments/vip/edit", ask_difference),
    "editor-new": Look("/segments/new"),
    "editor-picker": Look("/segments/vip/edit", open_picker),
    "editor-where": Look("/segments/vip/edit", open_where),
    "editor-values": Look("/segments/vip/edit", open_values),
    "editor-window": Look("/segments/vip/edit", open_window),
    "points": Look("/points"),
    "rule": Look("/points/rules/1"),
    "rule-new": Look("/points/rules/new"),
    "rule-cart": Look("/points/rules/1", fill_cart),
    "rule-full": Look("/points/rules/2", see_sections),
    "rule-skus": Look("/points/rules/3"),
    "rule-referral": Look("/points/rules/5"),
    "spending": Look("/points?tab=spending"),
    "spending-rule": Look("/points/spending/1", fill_cart),
    "spending-new": Look("/points/spending/new"),
    "mass": Look("/points?tab=mass"),
    "mass-new": Look("/points/mass/new"),
    "mass-give": Look("/points/mass/new", write_mass),
    "mass-take": Look("/points/mass/new", take_mass),
    "mass-running": Look("/points/mass/4"),
    "mass-done": Look("/points/mass/3"),
    "mass-undo": Look("/points/mass/4", undo_mass),
    "referrals": Look("/points?tab=referrals"),
    "history": Look("/points?tab=history"),
    "history-some": Look("/points?tab=history&kind=earned&customer=4&rule=1&since=2026-09-01"),
    "liability": Look("/points?tab=liability"),
    "liability-table": Look("/points?tab=liability", as_table),
    "liability-more": Look("/points?tab=liability", see_earners),
    "programme": Look("/points/programme"),
    "programme-off": Look("/points/programme", switch_off),
    "programme-stores": Look("/points/programme", see_stores),
    "promotions": Look("/promotions"),
    "promotions-menu": Look("/promotions", open_life),
    "promotion": Look("/promotions/1", fill_try),
    "promotion-why": Look("/promotions/1", see_receipt),
    "promotion-replay": Look("/promotions/1", see_replay),
    "promotion-conflicts": Look("/promotions/1", see_conflicts),
    "conflicts": Look("/promotions?tab=conflicts", see_conflicts),
    "promotion-new": Look("/promotions/new"),
    "promotion-full": Look("/promotions/2", see_limits),
    "promotion-tiers": Look("/promotions/4"),
    "promotion-bundle": Look("/promotions/5"),
    "promotion-buy-get": Look("/promotions/new", choose_buy_get),
    "coupons": Look("/promotions/3?tab=coupons"),
    "coupons-make": Look("/promotions/3?tab=coupons", make_codes),
    "coupons-short": Look("/promotions/3?tab=coupons", make_short_codes),
    "coupons-withdraw": Look("/promotions/3?tab=coupons", withdraw_code),
    "rewards": Look("/promotions?tab=rewards"),
    "reward": Look("/promotions/rewards/1"),
    "reward-new": Look("/promotions/rewards/new"),
    "promotion-settings": Look("/promotions?tab=settings"),
    "customer-rewards": Look("/customers/4?tab=rewards"),
    "customer-take": Look("/customers/4?tab=rewards", take_reward),
    "customer-adjust": Look("/customers/4?tab=points", adjust),
    "customer-referrals": Look("/customers/4?tab=referrals", show_code),
    "report-messages": Look("/reports?tab=messages"),
    "newsletter-results": Look("/messages/newsletters/5"),
    "newsletter-conversions": Look("/messages/newsletters/5", see_conversions),
    "workflow-results": Look("/campaigns/workflows/7?tab=results"),
    "results-counts": Look("/campaigns/workflows/7?tab=results", count_otherwise),
    "import": Look("/settings/import"),
    "import-refused": Look("/settings/import", open_refused),
    "attributes": Look("/settings/attributes"),
    "api-keys": Look("/settings/api-keys"),
    "token-secret": Look("/settings/api-keys", show_secret),
    "token-secret-renew": Look("/settings/api-keys", renew_secret),
    "new-key": Look("/settings/api-keys", new_key),
    "webhooks": Look("/settings/webhooks"),
    "webhook-new": Look("/settings/webhooks", new_webhook),
    "webhook-delivery": Look("/settings/webhooks", open_delivery),
    "users": Look("/settings/users"),
    "audit": Look("/settings/audit"),
    "not-found": Look("/nowhere"),
}
