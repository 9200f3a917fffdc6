"""Builds the documentation as a site: `make docs`. What is in it, and in which order, is what README.md lists."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import api
import yaml

FOLDER = Path(__file__).parent
BUILD = FOLDER.parent / "build"
SECTION = re.compile(r"^\*\*(?:\[)?([A-Z][\w ]+)\b.*$", re.MULTILINE)
LINK = re.compile(r"\]\(([\w/-]+\.md)\)")
API = "reference/api"


def navigation(site: Path) -> list[dict[str, Any]]:
    """The sections of README.md with the pages that each lists; decisions by their own list, routes by their index."""
    text = (FOLDER / "README.md").read_text("utf-8")
    parts = SECTION.split(text)
    found: list[dict[str, Any]] = [{"Documentation": "README.md"}]
    for title, listed in zip(parts[1::2], _with_titles(text), strict=True):
        pages: list[Any] = list(dict.fromkeys(LINK.findall(listed)))
        if "reference/rest.md" in pages:
            pages.append({"Every route": _routes(site)})
        if "decisions/README.md" in pages:
            decisions = (FOLDER / "decisions" / "README.md").read_text("utf-8")
            pages += [f"decisions/{name}" for name in dict.fromkeys(LINK.findall(decisions))]
        found.append({title: pages})
    return found


def _with_titles(text: str) -> list[str]:
    """Each section with its own line, which may hold links too."""
    starts = [match.start() for match in SECTION.finditer(text)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _routes(site: Path) -> list[str]:
    names = sorted(path.name for path in (site / API).glob("*.md"))
    first, last = "index.md", "models.md"
    return [f"{API}/{name}" for name in (first, *(n for n in names if n not in (first, last)), last)]


def build(into: Path) -> int:
    """Gather the pages, write the routes' reference, and build the site; what is broken is told and ends it."""
    with tempfile.TemporaryDirectory() as made:
        place = Path(made)
        shutil.copytree(FOLDER, place / "docs", ignore=shutil.ignore_patterns("*.py", "*.yml", "__pycache__"))
        api.write(place / "docs" / API)
        settings = yaml.safe_load((FOLDER / "site.yml").read_text("utf-8")) | {"nav": navigation(place / "docs")}
        (place / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
        zensical = Path(sys.executable).with_name("zensical")
        done = subprocess.run([zensical, "build", "--strict", "-f", place / "mkdocs.yml"], check=False)
        if done.returncode == 0:
            shutil.rmtree(into, ignore_errors=True)
            shutil.copytree(place / "site", into)
            print(f"The documentation is in {into / 'index.html'}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1]) if len(sys.argv) > 1 else BUILD / "docs"))
