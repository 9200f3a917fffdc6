"""What DuckDB says is wrong, as what it means to who asked."""

from __future__ import annotations

import duckdb

from .refusals import FactsFull, FactsStrained, QuestionFailed


def refused(error: Exception, path: str) -> Exception:
    """A full disk is the owner's to mend; anything else is ours."""
    said = str(error)
    if "No space left" in said or "could not write" in said.lower():
        return FactsFull(f"there is no room left for {path}: make room and start again; nothing is lost ({said})")
    return error


_OF_THE_QUESTION = (
    duckdb.DataError,
    duckdb.InternalError,
    duckdb.NotSupportedError,
    duckdb.PermissionException,
    duckdb.ProgrammingError,
)


def unanswered(error: duckdb.Error, path: str) -> Exception:
    """A question that can't be answered stays so; trouble with memory or the disk passes."""
    if isinstance(error, _OF_THE_QUESTION):
        return QuestionFailed(str(error))
    told = refused(error, path)
    return FactsStrained(f"the facts can't answer at the moment: {error}") if told is error else told
