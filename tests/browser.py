"""The browser that tests drive: found on the machine, or installed.

Looked for in this order: `REGULARS_CHROMIUM`, a Chromium or Chrome on the path,
the one Playwright keeps. `python tests/browser.py` installs one when there is
none: Debian's package where that is possible, else Playwright's own build.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-rasterization",
    "--disable-software-rasterizer",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""What keeps a browser under test from calling home, lets root start it, and draws without pretending to have a GPU."""


def find() -> str | None:
    """The path of a browser that can be started, or None."""
    named = os.environ.get("REGULARS_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Install one; raises `CalledProcessError` when that fails."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=True, env=quiet
        )
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> int:
    """Find or install; 1 when there is none after all."""
    if os.environ.get("REGULARS_CHROMIUM") and not find():
        print("REGULARS_CHROMIUM names no file; unset it or name a browser", file=sys.stderr)
        return 1
    if not find():
        try:
            install()
        except subprocess.CalledProcessError as failed:
            print(
                f"no browser could be installed ({failed}); install Chromium, or name one in REGULARS_CHROMIUM",
                file=sys.stderr,
            )
            return 1
    path = find()
    print(f"browser for tests: {path}")
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
