"""What the command line says when something can't be done.

A refusal, an unreachable database or a full disk is one line that says what to
do. Anything else is a bug of ours and keeps its traceback.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path

from regulars.core.errors import Invalid, Refusal
from regulars.settings import BadSettings

REFUSED = 1
MISUSED = 2
UNAVAILABLE = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A line for the person, an exit code for the script."""

    line: str
    exit_code: int


def tell(error: Exception) -> Told | None:
    """The line and exit code of an error that isn't our own mistake, or None."""
    match error:
        case BadSettings():
            return Told(f"regulars: these settings can't be used: {error.message}", MISUSED)
        case Invalid(errors=[_, *_]):
            left = [fault for fault in error.errors if fault.detail not in error.message]
            faults = "".join(f"\n  {fault.pointer or '(the whole)'}: {fault.detail}" for fault in left)
            return Told(f"regulars: {error.message}{faults}", REFUSED)
        case Refusal(status=status) if status >= 500:
            return Told(f"regulars: {error.message}", UNAVAILABLE)
        case Refusal():
            return Told(f"regulars: {error.message}", REFUSED)
        case OSError(errno=errno.ENOSPC):
            where = f" ({error.filename})" if error.filename else ""
            return Told(f"regulars: the disk is full{where}; make room and start again, nothing was lost", UNAVAILABLE)
        case PermissionError(filename=str(path)):
            return Told(f"regulars: {path} can't be read or written; give this user the right or set REGULARS_DATA_DIR", UNAVAILABLE)  # fmt: skip
        case FileNotFoundError(filename=str(path)) if not Path(path).parent.is_dir():
            return Told(f"regulars: there is no directory {Path(path).parent}", MISUSED)
        case FileNotFoundError(filename=str(path)):
            return Told(f"regulars: there is no file {path}", MISUSED)
        case IsADirectoryError(filename=str(path)):
            return Told(f"regulars: {path} is a directory; name a file", MISUSED)
    return _database(error)


def _database(error: Exception) -> Told | None:
    """A database in trouble, as the books tell it."""
    from regulars.books.refusals import refusal_of

    refusal = refusal_of(error)
    return None if refusal is None else Told(f"regulars: {refusal.message}", UNAVAILABLE)
