"""The types that the pages are checked with are those that the server says it speaks."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, cast

from regulars.app import build_web

UI = Path(__file__).parents[2] / "ui"


def test_the_types_are_drawn_from_the_api_as_it_is() -> None:
    node = shutil.which("node")
    assert node, "node is not on the path; `make test` puts it there"
    document = json.dumps(build_web(cast(Any, None)).openapi(), sort_keys=True)

    drawn = subprocess.run([node, UI / "scripts/api.ts"], input=document, capture_output=True, text=True, check=True)

    kept = (UI / "src/api/schema.ts").read_text()
    alike = _words(drawn.stdout) == _words(kept)  # apart, for the difference would be told word by word
    assert alike, "the API has changed: run `npm run api` in ui/ and look at what it breaks"


def _words(text: str) -> list[str]:
    """The text without the form that biome gives it."""
    return text.replace("|", " ").split()
