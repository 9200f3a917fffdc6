"""What can be wrong with the facts as a whole."""

from __future__ import annotations

from regulars.core.errors import Refusal


class FactsBusy(Refusal):
    """Another process has the file of the facts open."""

    code = "facts.busy"
    status = 503


class FactsUnusable(Refusal):
    """The file of the facts can't be read as it is, and has to be made again from the journal."""

    code = "facts.unusable"
    status = 503


class FactsFull(Refusal):
    """There is no room left for the facts."""

    code = "facts.full"
    status = 507


class FactsStrained(Refusal):
    """The facts could not answer for want of memory, because of the disk, or because they were interrupted.

    It says nothing of the question, which may be answered another time.
    """

    code = "facts.strained"
    status = 503


class FactsAway(Refusal):
    """The worker that answers questions isn't there."""

    code = "facts.away"
    status = 503


class QuestionFailed(Refusal):
    """A question that the database can't answer, however often it is asked."""

    code = "facts.question"
    status = 422
