"""Clients in C: `wrk` with a script in Lua, which is Debian's package of that name."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_DONE = """
function done(summary, latency, requests)
  local confirmed = 0
  for _, thread in ipairs(threads or {}) do confirmed = confirmed + thread:get("confirmed") end
  local bad = summary.errors
  io.write(string.format(
    '\\nfound {"answered": %d, "seconds": %f, "p50_ms": %f, "p95_ms": %f, "refused": %d, "confirmed": %d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    bad.connect + bad.read + bad.write + bad.status + bad.timeout, confirmed))
end
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What clients saw: answers in so many seconds, how long each took, and what went wrong."""

    answered: int
    seconds: float
    p50_ms: float
    p95_ms: float
    refused: int
    confirmed: int


def is_missing() -> bool:
    """Whether it isn't here; said to a person once, for the rows that it measures are left out then."""
    missing = shutil.which("wrk") is None
    if missing:
        print("wrk isn't here, so this is left out; install it: apt-get install -y wrk", file=sys.stderr)
    return missing


def run(folder: Path, url: str, script: str, *, clients: int, seconds: int) -> Found:
    """Ask for so long with so many clients at once; `script` says what."""
    path = folder / "script.lua"
    path.write_text(script + _DONE, encoding="utf-8")
    told = subprocess.run(
        ["wrk", "--threads", "1", "--connections", str(clients), "--duration", f"{seconds}s", "--script", path, url],
        check=True, stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip
    found = re.search(r"^found (.*)$", told, re.MULTILINE)
    assert found is not None, told
    return Found(**json.loads(found.group(1)))
