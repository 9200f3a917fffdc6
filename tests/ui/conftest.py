"""A real installation, served as a person would, and a browser to look at it with."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, Request, Response, ViewportSize, expect, sync_playwright
from tests.browser import ARGUMENTS, find
from tests.ui import small_shop

EMAIL = "olga@shop.example"
PASSWORD = "three green apples"
STARTS_WITHIN_SECONDS = 180
SCOPES = ("records:write", "customers:read", "overview:read", "segments:read", "segments:write", "points:read", "points:write", "programme:read", "programme:write", "messages:read", "messages:write")  # fmt: skip
WINDOW: ViewportSize = {"width": 1440, "height": 900}
EMPTY = "/icon.svg"
"""Of the same origin as the pages, and nothing of theirs runs on it."""
OTHERS = (EMPTY, "/panel")
"""How addresses of the shop begin that aren't of the app."""
IS_THERE = "'regulars' in window"
"""Whether the page that is open is one of the app, so that it can begin anew without being loaded again."""

expect.set_options(timeout=20_000)
"""Machines that run tests are slow; nothing here waits when it needn't."""


@dataclass(frozen=True, slots=True)
class Served:
    """Where the shop is served, who may sign in, and its server's way in."""

    base_url: str
    email: str
    password: str
    api: httpx.Client

    def settled(self) -> None:
        """Wait until everything that was sent is in facts, segments and points."""
        self.until("/v1/overview", lambda found: found["lag"]["entries"] == 0)

    def until(self, path: str, holds: Callable[[Any], bool]) -> Any:
        """Ask again until an answer is as expected, and give it."""
        end = time.monotonic() + STARTS_WITHIN_SECONDS
        while True:
            answer = self.api.get(path)
            if answer.status_code == 200 and holds(answer.json()):
                return answer.json()
            assert time.monotonic() < end, f"{path} never came to be as expected: {answer.text[:500]}"
            time.sleep(0.1)


@dataclass(frozen=True, slots=True)
class Installation:
    """A shop that is served, nothing in it yet but an owner."""

    base_url: str
    directory: Path
    environment: dict[str, str]

    def command(self, *arguments: str) -> str:
        """What a command over it prints."""
        return _command(self.environment, *arguments)


@contextmanager
def installed(*first: str, **said: str) -> Iterator[Installation]:
    """`regulars serve` over a data directory of its own, with these settings; empty, but for what the command `first` does."""
    directory = Path(tempfile.mkdtemp(prefix="regulars-ui-"))
    around = {name: value for name, value in os.environ.items() if not name.startswith("REGULARS_")}
    kept = {name: value for name, value in os.environ.items() if name.startswith("REGULARS_CHROMIUM")}
    environment = around | kept | {"REGULARS_DATA_DIR": str(directory), "REGULARS_NEW_PASSWORD": PASSWORD} | said
    if first:
        _command(environment, *first)
    _command(environment, "user", "create", EMAIL, "--name", "Olga Marchenko")
    with (directory / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "regulars", "serve", "--port", "0"], env=environment, stdout=log, stderr=log
        )
        try:
            yield Installation(_ready(process, directory / "serve.log"), directory, environment)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
            shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def small_shop_served() -> Iterator[Served]:
    """An installation with the small shop in it."""
    said = {
        "REGULARS_CURRENCY": "USD",
        "REGULARS_TIME_ZONE": "Europe/Kyiv",
        "REGULARS_WEBHOOKS_PRIVATE": "true",
        "REGULARS_SHOP_URL": "https://shop.example",
    }
    with installed(**said) as installation:
        scopes = [part for scope in SCOPES for part in ("--scope", scope)]
        key = re.search(r"rk_\S+", installation.command("key", "create", "shop server", *scopes))
        assert key
        headers = {"Authorization": f"Bearer {key.group(0)}"}
        with httpx.Client(base_url=installation.base_url, headers=headers, timeout=60) as api:
            shop = Served(installation.base_url, EMAIL, PASSWORD, api)
            _fill(shop)
            yield shop


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """The small shop, for all tests."""
    with small_shop_served() as shop:
        yield shop


def _command(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "regulars", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _ready(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address, once it is announced."""
    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end:
        found = re.search(r"ready at (http://\S+)", log.read_text())
        if found:
            return found.group(1)
        assert process.poll() is None, log.read_text()
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def _fill(shop: Served) -> None:
    """Send the small shop: a rule and a segment first, so that what comes in is live."""
    rule = {
        "name": "Everyday points",
        "style": {"kind": "per_amount", "points": 1, "amount": {"amount": "5.00", "currency": "USD"}},
    }
    _post(shop, "/v1/earning-rules", rule)
    for type_, documents in small_shop.records(small_shop.now()):
        _post(shop, f"/v1/records/{type_}", {"data": documents, "live": True})
    spent = {"sum": "order.net_total", "where": {"value": "order.status", "op": "=", "to": "complete"}}
    vip = {"id": "vip", "name": "VIP", "condition": {"value": spent, "op": ">=", "to": "2000"}}
    _post(shop, "/v1/segments", vip)
    shop.settled()
    shop.until("/v1/segments/vip", lambda segment: segment["state"] == "active")


def _post(shop: Served, path: str, body: Any) -> None:
    answer = shop.api.post(path, json=body)
    assert answer.status_code < 300, f"{path}: {answer.text}"
    refused = [item for item in answer.json().get("data", []) if item.get("status") == "refused"]
    assert not refused, refused


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class Tab:
    """The tab that all tests share, one after another, and what its pages threw since it was last asked."""

    page: Page
    thrown: list[str]


@pytest.fixture(scope="session")
def shared_tab(browser: Browser, served: Served) -> Iterator[Tab]:
    """One tab for all tests: in another, the browser would fetch and compile the scripts of the pages anew."""
    context = browser.new_context(base_url=served.base_url, viewport=WINDOW, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(20_000)
    tab = Tab(page, [])
    page.on("pageerror", lambda error: tab.thrown.append(str(error)))
    _load_once(page)
    yield tab
    context.close()


def _load_once(page: Page) -> None:
    """Let `goto` draw the app from nothing where its page is open, instead of loading that page again: to fetch and compile
    the same scripts takes most of the time. `reload` loads it."""
    load = page.goto

    def goto(url: str, **how: Any) -> Response | None:
        if how or not url.startswith("/") or url.startswith(OTHERS) or not page.evaluate(IS_THERE):
            return load(url, **how)
        page.evaluate("address => regulars.begin(address)", url)
        return None

    page.goto = goto  # type: ignore[method-assign]


@pytest.fixture
def visitor(shared_tab: Tab) -> Iterator[Page]:
    """A page of somebody who is not signed in; whatever it throws fails the test."""
    page = shared_tab.page
    page.context.clear_cookies()
    yield page
    thrown = list(shared_tab.thrown)
    _forget(shared_tab)
    assert thrown == []


def _forget(tab: Tab) -> None:
    """Leave the tab as if it had just been opened: what the pages of a shop keep, they keep by its address."""
    page = tab.page
    page.unroute_all(behavior="ignoreErrors")
    if page.evaluate(IS_THERE):
        page.evaluate("() => regulars.end()")
    else:
        page.goto(EMPTY)
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
    page.set_viewport_size(WINDOW)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.mouse.move(-1, -1)
    tab.thrown.clear()


@contextmanager
def hearing_requests(page: Page, heard: Callable[[Request], None]) -> Iterator[None]:
    """Tell what the page asks for, until the block is left: the tab is used by others after."""
    page.on("request", heard)
    try:
        yield
    finally:
        page.remove_listener("request", heard)


@pytest.fixture(scope="session")
def cookies(browser: Browser, served: Served) -> Any:
    """Olga's session."""
    context = browser.new_context(base_url=served.base_url)
    signed_in = context.request.post(
        "/v1/session", data={"email": served.email, "password": served.password}, headers={"X-Regulars": "1"}
    )
    assert signed_in.ok, signed_in.text()
    kept = context.cookies()
    context.close()
    return kept


@pytest.fixture
def olga(visitor: Page, cookies: Any) -> Page:
    """A page of the shop's owner, signed in."""
    visitor.context.add_cookies(cookies)
    return visitor
