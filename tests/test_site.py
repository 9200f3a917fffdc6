"""The documentation builds as a site: every page is listed, every link leads somewhere, every route is told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

from tests.ui import pictures, pictures_demo, pictures_served

from regulars.app import build_web

DOCS = Path(__file__).parent.parent / "docs"
MOST_BYTES = 80_000
"""A picture has no more: who reads on the way pays for each."""


def test_the_site_builds_and_tells_every_route(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, DOCS / "publish.py", tmp_path / "site"], capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout + built.stderr

    told = "".join(path.read_text("utf-8") for path in (tmp_path / "site" / "reference" / "api").glob("*.html"))
    paths = cast(Any, build_web(cast(Any, None)).openapi())["paths"]
    routes = [f"{method.upper()} {path}" for path, methods in paths.items() for method in methods]
    assert [route for route in routes if f"<code>{route}</code>" not in told] == []


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
