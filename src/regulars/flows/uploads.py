"""Files that were sent to be imported: taken through the door, and removed when they are done with."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from regulars.books.jobs import Run, Stopped
from regulars.journal.importing import import_job

UPLOADS = "uploads"
"""The directory that sent files are kept in, each in one of its own."""


def import_upload(run: Run) -> dict[str, Any]:
    """The handler of "import" jobs; what is stopped goes on with the same file."""
    path = Path(run.args["path"])
    done_with = True
    try:
        return import_job(run)
    except Stopped:
        done_with = False
        raise
    finally:
        if done_with:
            _remove(path)


def _remove(path: Path) -> None:
    if path.parent.parent.name == UPLOADS:
        shutil.rmtree(path.parent, ignore_errors=True)
