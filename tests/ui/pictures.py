"""The pictures of the documentation, drawn anew: `make pictures`. They are pages of `looks.py`, with the made-up shop, and
those of `pictures_served.py`, of a small shop that is served."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright
from tests.browser import ARGUMENTS, find
from tests.ui import pictures_served
from tests.ui.looks import LOOKS
from tests.ui.screenshots import take

IMAGES = Path(__file__).parents[2] / "docs/images"
PICTURED = (
    "home",
    "reports",
    "customer",
    "promotion",
    "mail-template",
    "points",
    "import",
    "newsletters",
    "webhooks",
    "mail-settings",
)
"""By the names of `LOOKS`; `segments.png` is of the demo shop and taken by hand."""


def main() -> None:
    """Take them all."""
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        for name in PICTURED:
            look = LOOKS[name]
            take(browser, name, look, "wide", look.state, Path(folder), "en")
            (IMAGES / f"{name}.png").write_bytes((Path(folder) / f"{name}-wide.png").read_bytes())
        pictures_served.take_all(browser, IMAGES)
        browser.close()


if __name__ == "__main__":
    main()
