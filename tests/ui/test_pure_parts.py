"""The parts of the pages that are pure TypeScript have tests beside them; they are run here, so that one command runs all."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

UI = Path(__file__).parents[2] / "ui"


def test_the_pure_parts_keep_their_promises() -> None:
    npm = shutil.which("npm")
    assert npm, "npm is not on the path; `make test` puts it there"

    done = subprocess.run([npm, "--silent", "test"], cwd=UI, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
