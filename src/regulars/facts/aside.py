"""Setting aside: an entry that can't be applied stops nobody.

The door takes only what can be applied, so such an entry is a fault of ours. The
batch it is in is halved until it is alone. Then it is noted in the facts and
passed over, and everything after it is applied; the worker's log says why, and a
replay takes it up again, by when it may have been mended.

Whether an entry can be applied depends on it and on what was applied before, so
a replay sets aside the same. Only a later document of the same record, in the
same batch, may hide one, because then it is never written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import orjson

from regulars.journal import Batch, Entry

MOST = 1_000
"""When more entries than these would be set aside, something else is wrong, and it is better to stand still."""

LONGEST_REASON = 300
PASSED_OVER = "passed over"
"""The type of what stands in the place of an entry that was set aside; nobody takes it up."""


def is_of_an_entry(error: Exception) -> bool:
    """Whether a batch failed because of what is in it; trouble with the disk, memory or the file is not of that kind."""
    if isinstance(error, duckdb.Error):
        return isinstance(error, duckdb.DataError | duckdb.InvalidInputException)
    return not isinstance(error, OSError | MemoryError)


def halves(batch: Batch) -> tuple[Batch, Batch]:
    """A batch in two; each merge stays with its entry."""
    middle = len(batch.entries) // 2
    last = batch.entries[middle - 1].position
    return (
        replace(
            batch, until=last, entries=batch.entries[:middle],
            merges=[merge for merge in batch.merges if merge.position <= last],
        ),
        replace(
            batch, after=last, entries=batch.entries[middle:],
            merges=[merge for merge in batch.merges if merge.position > last],
        ),
    )  # fmt: skip


def emptied(batch: Batch) -> Batch:
    """A batch that says nothing any more; who became one with whom, and whom it touches, holds all the same."""
    return replace(batch, entries=[entry._replace(type=PASSED_OVER, body=orjson.dumps({})) for entry in batch.entries])


def noted(entry: Entry, error: Exception) -> dict[str, Any]:
    """The row of `set_aside`."""
    return {
        "position": entry.position,
        "type": entry.type,
        "external_id": entry.key,
        "customer_id": entry.customer_id,
        "reason": f"{type(error).__name__}: {error}"[:LONGEST_REASON],
    }
