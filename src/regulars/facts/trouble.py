"""What DuckDB says is wrong, as what it means to who asked."""

from __future__ import annotations

import logging
import secrets

import duckdb

from regulars.core.sentences import say

from .refusals import FactsFull, FactsStrained, QuestionFailed

log = logging.getLogger(__name__)


def refused(error: Exception, path: str) -> Exception:
    """A full disk is the owner's to mend; anything else is ours."""
    said = str(error)
    if "No space left" in said or "could not write" in said.lower():
        return FactsFull(say("there is no room left for {path}: make room and start again; nothing is lost", path=path))
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
    told = refused(error, path)
    if told is not error:
        return told
    number = secrets.token_hex(6)
    log.error("the facts can't answer (%s): %s", number, error)
    if isinstance(error, _OF_THE_QUESTION):
        return QuestionFailed(_at_fault(error, number))
    why = (
        say("they have too little memory for this question")
        if isinstance(error, duckdb.OutOfMemoryException)
        else (
            say("they were interrupted")
            if isinstance(error, duckdb.InterruptException)
            else say("their file can't be read or written")
        )
    )
    return FactsStrained(
        say(
            "the facts can't answer at the moment: {why}; try again (the log has it under {number})",
            why=why,
            number=number,
        )
    )


def _at_fault(error: duckdb.Error, number: str) -> str:
    """What is wrong with a question: numbers in it that grow too large, or a mistake of ours."""
    if isinstance(error, duckdb.OutOfRangeException) or "overflow" in str(error).lower():
        return say("a number in this question grows larger than can be counted exactly; ask for less at once")
    return say(
        "this can't be asked of the facts, which is a mistake of ours; the log has it under {number}", number=number
    )
