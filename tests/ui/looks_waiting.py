"""Looks at what waits, what was put away, and what two saved at once."""

from __future__ import annotations

from playwright.sync_api import Page
from tests.ui.look import Look
from tests.ui.shown import State, answer


def see_who_waits(page: Page) -> None:
    page.get_by_role("button", name="See who").click()
    page.wait_for_timeout(500)


def see_who_cools_down(page: Page) -> None:
    page.get_by_role("button", name="See who").last.click()
    page.wait_for_timeout(500)


def restore(page: Page) -> None:
    page.get_by_role("button", name="Restore").click()
    fault = {"pointer": "/name", "code": "name_taken", "detail": "this name is taken; choose another"}
    refused = {"status": 422, "code": "name_taken", "detail": "there is a segment called 'Girls' already", "errors": [fault]}  # fmt: skip
    page.route("**/v1/segments/girls/restore", lambda route: route.fulfill(status=422, json=refused))
    page.get_by_role("dialog").get_by_role("button", name="Restore").click()
    page.wait_for_timeout(400)


def meet_another(page: Page) -> None:
    stored = {**answer("GET", "/v1/segments/vip", State())[1], "version": 99, "description": "By another", "name": "Best"}  # fmt: skip
    refused = {"status": 409, "code": "segment.changed", "detail": "segment 'vip' was changed meanwhile"}
    page.get_by_label("Name", exact=True).fill("Our best customers")
    page.route(
        "**/v1/segments/vip",
        lambda route: (
            route.fulfill(status=409, json=refused) if route.request.method == "PATCH" else route.fulfill(json=stored)
        ),
    )
    page.get_by_role("button", name="Save changes").click()
    page.wait_for_timeout(600)


def change_type(page: Page) -> None:
    page.get_by_role("button", name="Change").first.click()
    page.get_by_role("dialog").get_by_role("combobox", name="Type").click()
    page.get_by_role("option", name="Number", exact=True).click()
    why = "the attribute 'Recommended' (product.attributes.recommended) no longer fits as number: write a number, such as 30 or \"0.25\", not True"  # fmt: skip
    use = {"kind": "segment", "id": "wish", "name": "Recommended wishes", "where": "condition", "pointer": "/value", "breaks": why}  # fmt: skip
    rule = {"kind": "earning_rule", "id": "1", "name": "Twice for the recommended", "where": "products", "pointer": "/value", "breaks": None}  # fmt: skip
    refused = {"status": 409, "code": "attribute.in_use", "detail": why, "used_by": [use, rule]}
    page.route("**/v1/attributes/**", lambda route: route.fulfill(status=409, json=refused))
    page.get_by_role("button", name="Save changes").click()
    page.wait_for_timeout(400)


def open_endpoint(page: Page) -> None:
    page.get_by_role("row").filter(has_text="mail.example").get_by_role("button", name="More actions").click()


LOOKS = {
    "segment-waiting": Look("/segments/vip", see_who_waits),
    "segment-cooling": Look("/segments/vip?tab=deeds", see_who_cools_down),
    "segment-archived": Look("/segments/girls"),
    "segment-restore": Look("/segments/girls", restore),
    "editor-conflict": Look("/segments/vip/edit", meet_another),
    "attribute-used": Look("/settings/attributes", change_type),
    "webhook-menu": Look("/settings/webhooks", open_endpoint),
}
