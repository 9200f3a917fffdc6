"""Pictures of every address that the router has, in the small shop of the tests: nothing on them is made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Error, Page
from tests.ui.conftest import Served, small_shop_served
from tests.ui.look import complaints_of
from tests.ui.routes import PAGES, opened

Frame = tuple[int, int, Literal["light", "dark"]]

ADDRESSES = {
    f"at-{route.strip('/').replace('/', '-').replace(':', '').replace('*', 'not-found') or 'home'}": route
    for route in PAGES
}
"""By the names of their pictures."""


def take(browser: Browser, names: Sequence[str], frames: Mapping[str, Frame], out: Path, language: str) -> None:
    """Take them in each frame; what a page complains about is printed."""
    if not names:
        return
    with small_shop_served() as shop:
        for frame, size in frames.items():
            page = _signed_in(browser, shop, size, language)
            heard = complaints_of(page)
            for name in names:
                heard.clear()
                try:
                    opened(page, ADDRESSES[name])
                except (AssertionError, Error) as error:
                    heard.append(str(error))
                page.wait_for_timeout(400)  # what fades in has come
                page.screenshot(path=out / f"{name}-{frame}.png", full_page=frame == "phone", timeout=30_000)
                for complaint in heard:
                    print(f"{name} {frame}: {complaint}")
            page.context.close()


def _signed_in(browser: Browser, shop: Served, size: Frame, language: str) -> Page:
    width, height, scheme = size
    page = browser.new_context(
        base_url=shop.base_url, viewport={"width": width, "height": height}, color_scheme=scheme, locale=language,
        reduced_motion="reduce",
    ).new_page()  # fmt: skip
    page.goto("/")
    answer = page.request.post("/v1/session", data={"email": shop.email, "password": shop.password})
    assert answer.ok, answer.text()
    return page
