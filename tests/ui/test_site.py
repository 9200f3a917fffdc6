"""The documentation builds as a site: every page is listed, every link leads somewhere, every route is told, for all eyes."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.ui import axe, pictures, pictures_demo, pictures_served

from regulars.app import build_web

DOCS = Path(__file__).parents[2] / "docs"
MOST_BYTES = 80_000
"""A picture has no more: who reads on the way pays for each."""
LOOKED_AT = (
    "index.html",
    "tutorial/first-hour.html",  # pictures, lists of steps
    "how-to/price-carts.html",  # commands and answers, tables
    "reference/api/reports.html",  # drawn from the interface
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it was built."""
    place = tmp_path_factory.mktemp("documentation") / "site"
    built = subprocess.run([sys.executable, DOCS / "publish.py", place], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return place


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def reader(browser: Browser, site: Path) -> Iterator[Page]:
    """Somebody who reads it, as it is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base_url = f"http://127.0.0.1:{server.server_port}"
    context = browser.new_context(base_url=base_url, locale="en-GB", reduced_motion="reduce")
    yield context.new_page()
    context.close()
    server.shutdown()
    server.server_close()


def test_the_site_tells_every_route(site: Path) -> None:
    told = "".join(path.read_text("utf-8") for path in (site / "reference" / "api").glob("*.html"))
    paths = cast(Any, build_web(cast(Any, None)).openapi())["paths"]
    routes = [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]
    assert [route for route in routes if f"<code>{route}</code>" not in told] == []


@pytest.mark.parametrize("page", LOOKED_AT)
def test_a_page_of_the_site_is_for_all_eyes(reader: Page, page: str) -> None:
    reader.goto(f"/{page}")
    expect(reader.get_by_role("heading", level=1)).to_be_visible()

    assert axe.in_light_and_dark(reader) == []


def test_the_search_of_the_site_is_for_all_eyes(reader: Page) -> None:
    """But for its colours: it lies half transparent over the page, which axe takes to be white there."""
    reader.goto("/index.html")
    reader.keyboard.press("/")
    reader.get_by_role("combobox").fill("coupon")
    expect(reader.get_by_role("listitem").filter(has_text="coupon").first).to_be_visible()
    expect(reader.locator("[role=option][aria-labelledby]")).to_have_count(0)
    axe.at_rest(reader)

    assert axe.found(reader, but=axe.COLOURS) == []


def test_every_page_is_listed() -> None:
    text = (DOCS / "README.md").read_text("utf-8") + (DOCS / "decisions" / "README.md").read_text("utf-8")
    listed = {link.rsplit("/", 1)[-1] for link in re.findall(r"\]\(([\w/-]+\.md)\)", text)}

    pages = {path.name for path in DOCS.glob("*/*.md")}
    assert pages - listed - {"README.md"} == set()


def test_every_picture_is_there_and_shown() -> None:
    pages = [DOCS.parent / "README.md", *DOCS.rglob("*.md")]
    shown = {
        link for page in pages for link in re.findall(r"!\[[^\]]+\]\([^)]*images/([^)]+)\)", page.read_text("utf-8"))
    }

    assert shown == {path.name for path in (DOCS / "images").iterdir()}
    drawn = (*pictures.PICTURED, *pictures_demo.PICTURED, *pictures_served.PICTURED)
    assert shown == {f"{name}.png" for name in drawn}
    assert [path.name for path in (DOCS / "images").iterdir() if path.stat().st_size > MOST_BYTES] == []
