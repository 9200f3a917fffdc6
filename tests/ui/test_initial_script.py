"""What the browser loads before it can show anything: small, and nothing of charts and canvas, which come when they are needed."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

WORDS = re.compile(r"(en|pl|ru)-[\w-]+\.js")
STATIC = Path(__file__).parents[2] / "src/regulars/web/static"
MOST_BYTES = 400_000
LATER = ("recharts-surface", "react-flow__", "org.eclipse.elk")
"""What stands in the code of charts, of the canvas, and of what lays it out."""


def initial() -> list[bytes]:
    """The scripts that the page names itself."""
    page = (STATIC / "index.html").read_text()
    names = re.findall(r'(?:src|href)="/(assets/[^"]+\.js)"', page)
    assert names, "the page is built without a script"
    return [(STATIC / name).read_bytes() for name in names]


def test_the_initial_script_is_small() -> None:
    sizes = [len(gzip.compress(script)) for script in initial()]
    words = [len(gzip.compress(one.read_bytes())) for one in (STATIC / "assets").glob("*.js") if WORDS.match(one.name)]

    assert len(words) == 3, "each language has its words in a script of its own"
    assert sum(sizes) + max(words) <= MOST_BYTES


def test_charts_and_canvas_are_loaded_when_they_are_needed() -> None:
    whole = b"".join(initial())
    later = b"".join(script.read_bytes() for script in (STATIC / "assets").glob("*.js"))

    for mark in LATER:
        assert mark.encode() in later, f"{mark} is in no script, so it marks nothing"
        assert mark.encode() not in whole, f"{mark} is loaded at once"
