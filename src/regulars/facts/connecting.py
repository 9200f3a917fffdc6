"""A connection to the file of the facts, or why there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from .refusals import FactsBusy, FactsUnusable

CHECKPOINT_AFTER = "256MB"
"""Of the write-ahead log. At DuckDB's 16 MB nearly each batch of an import writes its columns anew, a sixth of the time;
this much is read again in a second or two when the file is opened after a kill."""


def connected(path: str, memory_limit: str | None, threads: int | None) -> duckdb.DuckDBPyConnection:
    """A connection to the file, which reads and writes no other files by SQL."""
    config: dict[str, Any] = {
        "enable_external_access": "false",
        "preserve_insertion_order": "true",
        "checkpoint_threshold": CHECKPOINT_AFTER,
    }
    if memory_limit:
        config["memory_limit"] = memory_limit
    if threads:
        config["threads"] = threads
    try:
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        return duckdb.connect(path, config=config)
    except duckdb.IOException as error:
        if "lock" in str(error):
            raise FactsBusy(f"another process has {path} open; stop it, or ask it instead") from error
        raise FactsUnusable(f"{path} can't be opened: {error}") from error
    except (duckdb.Error, OSError) as error:
        raise FactsUnusable(f"{path} can't be opened: {error}") from error
