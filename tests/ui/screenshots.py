"""Screenshots of every page, to be looked at: `make screenshots`, or `python -m tests.ui.screenshots [PAGE …] [--states]`.

Each page at 1440 × 900, 390 × 844 and dark, with `--frames print` as on paper; with
`--states` also empty, overfull and in error. The built pages are served from `src/regulars/web/static` and every
request is answered by `shown.py`, so no server is needed. Then every address that the router has (`at-…`), in the small shop of the
tests, which is served for it.
"""

from __future__ import annotations

import argparse
import json
import mimetypes
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import Browser, Error, Route, sync_playwright
from tests.browser import ARGUMENTS, find
from tests.ui import shown_mail, shown_promotions, shown_results, shown_sent
from tests.ui.addresses import ADDRESSES
from tests.ui.addresses import take as take_addresses
from tests.ui.look import Look, complaints_of
from tests.ui.looks import LOOKS
from tests.ui.shown import State, answer, at, money

Json = Any

STATIC = Path(__file__).parents[2] / "src/regulars/web/static"
BASE = "http://regulars.test"
FRAMES = {"wide": (1440, 900, "light"), "phone": (390, 844, "light"), "dark": (1440, 900, "dark")}
PAPER = {"print": (718, 1040, "dark")}
"""A4 with its margins, of somebody who works in the dark: paper is white for all."""
STATES = ("empty", "overfull", "broken")


def serve(route: Route, state: State) -> None:
    """Answer a request of the page: the built files, or the made-up shop."""
    path = urlparse(route.request.url).path
    if path.startswith("/v1/"):
        sent = route.request.post_data_json if route.request.method == "POST" and route.request.post_data else None
        status, document = answered(route.request.method, route.request.url, state, sent)
        route.fulfill(status=status, content_type="application/json", body=json.dumps(document))
        return
    file = STATIC / path.lstrip("/")
    if not file.is_file():
        file = STATIC / "index.html"
    route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "text/html")


SCOPES = (
    "promotions:read",
    "promotions:write",
    "quotes:ask",
    "checkouts:write",
    "messages:read",
    "messages:write",
    "campaigns:read",
    "campaigns:write",
    "mail:write",
)


def answered(method: str, url: str, state: State, sent: Json) -> tuple[int, Json]:
    """The made-up shop's answer, promotions among it; a broken or closed shop has none of them."""
    if state.kind not in ("broken", "out"):
        many = 200 if state.kind == "overfull" else 50
        found = shown_promotions.answer(
            method, url, sent, at=at, money=money, called=state.name, scale=state.scale, many=many
        )
        if found is None:
            found = shown_mail.answer(
                method, url, sent, at=at, called=state.name, empty=state.kind == "empty", many=many
            )
        if found is None:
            found = shown_sent.answer(
                method, url, at=at, called=state.name, empty=state.kind == "empty", many=many, scale=state.scale
            )
        if found is None:
            empty = state.kind == "empty"
            found = shown_results.answer(
                method, url, at=at, money=money, called=state.name, empty=empty, scale=state.scale
            )
        if found is not None:
            return 200, found
    status, document = answer(method, url, state, sent)
    if urlparse(url).path == "/v1/session" and status == 200:
        document["user"]["scopes"] += SCOPES
    return status, document


def take(browser: Browser, name: str, look: Look, frame: str, state: str, out: Path, language: str) -> list[str]:
    """One picture, and what was wrong while it was taken."""
    width, height, scheme = (FRAMES | PAPER)[frame]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, locale=language, reduced_motion="reduce"
    )
    page = context.new_page()
    heard = complaints_of(page)
    page.route("**/*", lambda route: serve(route, State(state)))
    page.goto(BASE + look.path)
    page.wait_for_load_state("networkidle")
    with suppress(Error):
        page.wait_for_function("() => !document.querySelector('.mantine-Skeleton-root')", timeout=4000)
    if state in STATES:
        page.set_default_timeout(3_000)
    try:
        look.do(page)
    except Error as error:
        if state not in STATES:  # what an empty or broken shop has not can't be opened
            heard.append(error.message)
    if frame in PAPER:
        page.emulate_media(media="print")
    page.wait_for_timeout(400)
    page.screenshot(
        path=out / f"{name}-{frame}{'' if state == 'typical' else '-' + state}.png",
        full_page=frame not in ("wide", "dark"),
        timeout=30_000,
    )
    context.close()
    return [f"{name} {frame} {state}: {one}" for one in heard]


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", help="names of pages; all when none is given")
    parser.add_argument("--states", action="store_true", help="also empty, overfull and broken")
    parser.add_argument("--frames", nargs="*", default=list(FRAMES), choices=[*FRAMES, *PAPER])
    parser.add_argument("--language", default="en")
    parser.add_argument("--out", type=Path, default=Path("build/screenshots"))
    asked = parser.parse_args()
    if unknown := set(asked.pages) - {*LOOKS, *ADDRESSES}:
        names = ", ".join([*LOOKS, *ADDRESSES])
        parser.error(f"there is no page {', '.join(sorted(unknown))}; there are {names}")
    asked.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        for name in [one for one in asked.pages if one in LOOKS] if asked.pages else LOOKS:
            look = LOOKS[name]
            for frame in asked.frames:
                more = STATES if asked.states and look.state == "typical" else ()
                for state in (look.state, *more):
                    for complaint in take(browser, name, look, frame, state, asked.out, asked.language):
                        print(complaint)
        routes = [one for one in ADDRESSES if one in asked.pages] if asked.pages else list(ADDRESSES)
        frames = {name: one for name, one in FRAMES.items() if name in asked.frames}
        take_addresses(browser, routes, frames, asked.out, asked.language)
        browser.close()


if __name__ == "__main__":
    main()
