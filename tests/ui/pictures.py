"""The pictures of the documentation, drawn anew: `make pictures`, or `python -m tests.ui.pictures [PICTURE …]`. They are pages
of `looks.py`, with the made-up shop, those of `pictures_demo.py`, of the demo shop, and those of `pictures_served.py`, of a small shop."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright
from tests.browser import ARGUMENTS, find
from tests.ui import pictures_demo, pictures_served
from tests.ui.look import Look
from tests.ui.looks import LOOKS
from tests.ui.screenshots import take
from tests.ui.small_png import smaller

IMAGES = Path(__file__).parents[2] / "docs/images"


def _outstanding(page: Page) -> None:
    heading = page.get_by_role("heading", name="How many points are outstanding?")
    heading.evaluate("one => window.scrollBy(0, one.getBoundingClientRect().top - 90)")


def _figures(page: Page) -> None:
    page.get_by_text("Sent", exact=True).first.evaluate(
        "one => window.scrollBy(0, one.getBoundingClientRect().top - 76)"
    )


PICTURED = {
    "home": LOOKS["home"],
    "reports": LOOKS["reports"],
    "segment-deeds": LOOKS["segment-deeds"],
    "mail-template": LOOKS["mail-template"],
    "mail-settings": LOOKS["mail-settings"],
    "newsletters": LOOKS["newsletters"],
    "results": Look("/campaigns/workflows/7?tab=results", _figures),
    "points": LOOKS["points"],
    "liability": Look("/points?tab=liability", _outstanding),
    "import": LOOKS["import"],
    "webhooks": LOOKS["webhooks"],
}


def main() -> None:
    """Take all, or those that are named."""
    asked = set(sys.argv[1:])
    if unknown := asked - {*PICTURED, *pictures_served.PICTURED, *pictures_demo.PICTURED}:
        sys.exit(f"there is no picture {', '.join(sorted(unknown))}")
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        complaints: list[str] = []
        for name, look in PICTURED.items():
            if not asked or name in asked:
                complaints += take(browser, name, look, "wide", look.state, Path(folder), "en")
                (Path(folder) / f"{name}-wide.png").rename(Path(folder) / f"{name}.png")
        if not asked or asked & set(pictures_served.PICTURED):
            complaints += pictures_served.take_all(browser, Path(folder))
        if not asked or asked & set(pictures_demo.PICTURED):
            complaints += pictures_demo.take_all(browser, Path(folder), asked)
        if complaints:  # a page that is at fault is no picture of the product
            sys.exit("\n".join(complaints))
        reader = browser.new_page()
        for taken in Path(folder).glob("*.png"):
            if not asked or taken.stem in asked:
                (IMAGES / taken.name).write_bytes(smaller(reader, taken.read_bytes()))
        browser.close()


if __name__ == "__main__":
    main()
