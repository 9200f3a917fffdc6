"""Everything of campaigns that goes on in the worker: hearing on the road, and the rounds beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from regulars.books import Books
from regulars.facts.store import Facts
from regulars.flows.moment import Round
from regulars.segments.questions import Ground

from .arriving import ArrivalsEnter
from .asking import Asking
from .hearing import CampaignsHear
from .live import LiveCampaigns
from .timing import TimeComes
from .walking import RunsWalk


class OnTheWay:
    """The parts, which share what they know of the campaigns that run."""

    def __init__(self, books: Books, facts: Facts, ground: Callable[[], Ground]) -> None:
        asking, campaigns = Asking(books, facts, ground), LiveCampaigns()
        self.hearing = CampaignsHear(asking, campaigns)
        self._time = TimeComes(books, asking, campaigns)
        self._arrivals = ArrivalsEnter(books, asking, campaigns)
        self._runs = RunsWalk(books, asking, campaigns)

    def rounds(self) -> Sequence[Round]:
        """What time brings, those who arrive by it, and the runs that are due."""
        return [
            Round("what time brings campaigns", self._time),
            Round("those who arrive at campaigns", self._arrivals),
            Round("runs of campaigns", self._runs),
        ]
