"""Files that were sent to be imported: taken through the door, and removed when they are done with."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from regulars.books.jobs import Run
from regulars.journal.importing import UnreadableFile, import_job

UPLOADS = "uploads"
"""The directory that sent files are kept in, each in one of its own."""


def import_upload(run: Run) -> dict[str, Any]:
    """The handler of "import" jobs; what is stopped or tried again goes on with the same file."""
    path = Path(run.args["path"])
    if not path.exists():
        raise UnreadableFile("the file that was sent is not there any more; send it again")
    run.at_the_end(lambda: _remove(path))
    return import_job(run)


def _remove(path: Path) -> None:
    if path.parent.parent.name == UPLOADS:
        shutil.rmtree(path.parent, ignore_errors=True)
