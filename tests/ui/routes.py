"""The addresses of the app, as the router has them, and something to be looked at behind each."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from tests.ui.test_rewards import put

ROUTER = Path(__file__).parents[2] / "ui/src/routes.tsx"
TOKEN = re.compile(r'[{}]|path: "([^"]+)"|(index: true)|(lazy:)')


def routes() -> list[str]:
    """Every address that shows a page, in the router's order; those that only lead on are left out."""
    found: list[str] = []
    open_: list[dict[str, Any]] = []
    for token in TOKEN.finditer(ROUTER.read_text()):
        path, index, lazy = token.groups()
        if token[0] == "{":
            open_.append({"path": None, "shown": False, "leaf": True})
        elif token[0] == "}":
            route = open_.pop()
            if route["shown"] and route["leaf"]:
                parts = [one["path"] for one in open_ if one["path"]] + [route["path"] or ""]
                found.append("/" + "/".join(parts))
            if route["path"] and open_:
                open_[-1]["leaf"] = False
        elif path:
            open_[-1]["path"] = path
        elif index:
            open_[-1]["path"] = ""
        elif lazy:
            open_[-1]["shown"] = True
    return found


def opened(page: Page, route: str) -> None:
    """Open a page and wait until it stands still."""
    asked = address(page, route)
    page.evaluate(WATCH)
    page.goto(asked)
    still(page)


def still(page: Page) -> None:
    """Wait until nothing is loaded any more."""
    expect(page.locator("main h1, main h2, main [role=tab]").first).to_be_visible()
    at_rest(page)


WATCH = """() => {
  window.__shifted = 0
  if (window.__watch) return
  window.__watch = new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.__shifted += one.value
  })
  window.__watch.observe({ type: 'layout-shift' })
}"""
SHIFTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.__shifted ?? 0))))"
"""By which share of the window what stood on a page has moved since it was opened."""

AT_REST = """() => {
  const drawn = !document.querySelector('.mantine-Skeleton-root, main .mantine-Loader-root')
  window.__atRest = regulars.isAtRest() && drawn ? window.__atRest + 1 : 0
  return window.__atRest > 3
}"""
"""Whether for some frames nothing was asked for: what is drawn with an answer may ask for more."""


def at_rest(page: Page) -> None:
    """Wait until the app asks for nothing."""
    page.evaluate("() => { window.__atRest = 0 }")
    page.wait_for_function(AT_REST)


def address(page: Page, route: str) -> str:
    """The address of a page with something in it, made when there is none."""
    if route == "/*":
        return "/nowhere"
    return MADE[route](page) if ":" in route else route


def _customer(page: Page) -> str:
    return str(page.request.get("/v1/customers", params={"search": "clara"}).json()["data"][0]["id"])


def _earning_rule(page: Page) -> str:
    return str(page.request.get("/v1/earning-rules").json()["data"][0]["id"])


def _named(page: Page, path: str, body: dict[str, Any], name: str = "Looked at") -> str:
    """What has this name, made when there is none."""
    for one in page.request.get(path).json()["data"]:
        if one["name"] == name:
            return str(one["id"])
    return str(put(page, path, body | {"name": name})["id"])


def _spending_rule(page: Page) -> str:
    off = {"amount": "0.01", "currency": "USD"}
    return _named(page, "/v1/spending-rules", {"exchange": {"points": 1, "amount": off}, "active": False})


def _mass(page: Page) -> str:
    listed = [one for one in page.request.get("/v1/points/mass").json()["data"] if one["reason"] == "Looked at"]
    body = {"audience": {"kind": "customers", "customers": ["c059"]}, "points": 1, "reason": "Looked at"}
    return str(listed[0]["id"] if listed else put(page, "/v1/points/mass", body)["id"])


def _promotion(page: Page) -> str:
    benefit = {"kind": "fixed_on_cart", "amount": {"amount": "1.00", "currency": "USD"}}
    return _named(page, "/v1/promotions", {"benefit": benefit, "coupon": "codes"})


def _reward(page: Page) -> str:
    return _named(page, "/v1/rewards", {"promotion": _promotion(page), "points": 9_999, "active": False})


def _campaign(page: Page) -> str:
    draft = {
        "trigger": {"kind": "by_hand"},
        "first": "wait",
        "nodes": [
            {"id": "wait", "step": {"kind": "wait", "length": {"amount": 7, "unit": "days"}}, "next": {"next": "end"}},
            {"id": "end", "step": {"kind": "end"}, "next": {}},
        ],
    }
    return _named(page, "/v1/campaigns", {"draft": draft}, "Campaign looked at")


def _template(page: Page) -> str:
    starters = page.request.get("/v1/mail-templates/starters").json()
    [starter] = [one for one in starters if one["id"] == "order-thanks"]
    return _named(page, "/v1/mail-templates", {"kind": starter["kind"], "languages": starter["languages"]})


def _workflow(page: Page) -> str:
    rule = {"id": "third", "kind": "nth_order", "value": "3", "template": _template(page)}
    return _named(page, "/v1/workflows", {"form": {"rules": [rule]}}, "Workflow looked at")


def _newsletter(page: Page) -> str:
    return _named(page, "/v1/newsletters", {"template": _template(page)})


MADE: dict[str, Callable[[Page], str]] = {
    "/customers/:id": lambda page: f"/customers/{_customer(page)}",
    "/segments/:id": lambda page: "/segments/vip",
    "/segments/:id/edit": lambda page: "/segments/vip/edit",
    "/points/rules/:id": lambda page: f"/points/rules/{_earning_rule(page)}",
    "/points/spending/:id": lambda page: f"/points/spending/{_spending_rule(page)}",
    "/points/mass/:id": lambda page: f"/points/mass/{_mass(page)}",
    "/promotions/rewards/:id": lambda page: f"/promotions/rewards/{_reward(page)}",
    "/promotions/:id": lambda page: f"/promotions/{_promotion(page)}",
    "/campaigns/workflows/:id": lambda page: f"/campaigns/workflows/{_workflow(page)}",
    "/campaigns/:id": lambda page: f"/campaigns/{_campaign(page)}",
    "/campaigns/:id/edit": lambda page: f"/campaigns/{_campaign(page)}/edit",
    "/messages/newsletters/:id": lambda page: f"/messages/newsletters/{_newsletter(page)}",
    "/messages/templates/:id": lambda page: f"/messages/templates/{_template(page)}",
}
"""Where an address names something, how it is come by."""


def open_tabs(page: Page) -> list[str]:
    """The tabs of the page that is open: their names, those that can be chosen; none where each has an address of its own."""
    if "/settings/" in page.url:
        return []
    return [tab for tab in page.get_by_role("tab").all_inner_texts() if tab]


PAGES = routes()
"""All of them."""
