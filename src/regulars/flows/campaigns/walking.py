"""Walking: the runs that are due go on, a set of them a transaction.

What is decided is decided before the transaction is opened; in it the runs are
held, what was done to them meanwhile is left alone, and everything that follows
is written at once: points, coupons, tags, messages, the nodes that were left
and where the run waits next. So whenever the process is killed, a set was done
or wasn't, and each deed is done once.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

import psycopg

from regulars.books import Books, Unit
from regulars.campaigns import walking
from regulars.campaigns.model.progress import Walk
from regulars.core.errors import Conflict, Invalid, NotFound
from regulars.flows import failpoint

from . import doing
from .asking import Asking
from .asking_now import AskingNow
from .deciding import AGAIN_AFTER, Decided, Deciding
from .doing import Around
from .live import Live, LiveCampaigns, definitions
from .mailing import Mailing, MailsSent

log = logging.getLogger(__name__)

AT_ONCE = 5_000
"""As many runs as go on in one transaction: none of ours writes for much longer than a second."""

_FAULTS = (
    AssertionError,
    LookupError,
    TypeError,
    ValueError,
    Invalid,
    Conflict,
    NotFound,
    psycopg.IntegrityError,
    psycopg.DataError,
)
"""What says that something can't be done; trouble with the database or the facts is none of it."""

_LAST = """
    select max(seq) from journal
    where (epoch, xid) = ((select number from epoch), pg_current_xact_id())"""
"""The last entry of the journal that this transaction has appended."""


class RunsWalk:
    """Takes the runs that are due a look further."""

    def __init__(self, books: Books, asking: Asking, campaigns: LiveCampaigns, *, at_once: int = AT_ONCE) -> None:
        self._books = books
        self._asking = asking
        self._campaigns = campaigns
        self._at_once = at_once

    def __call__(self, now: datetime, known: datetime) -> int:
        """How many runs went on."""
        with self._books.looking() as unit:
            live = self._campaigns.now(unit)
            if not live:
                return 0
            if walking.awaits_facts(unit):
                self._books.perform(lambda unit: walking.facts_reached(unit, self._asking.position))
            walks = walking.due(unit, live, now, self._at_once)
        if walks:
            self._take(live, walks, now)
        return len(walks)

    def _take(self, live: Mapping[int, Live], walks: Sequence[Walk], now: datetime) -> None:
        """Take a set further. When something in it can't be done it is halved until that run is alone, which is put off: it
        holds up nobody else."""
        try:
            self._go_on(live, walks, now)
        except _FAULTS:
            runs = [walk.run_id for walk in walks]
            if len(runs) == 1:
                log.exception("run %d of campaign %d is put off", runs[0], walks[0].campaign_id)
                self._books.perform(lambda unit: walking.put_off(unit, runs[0], now + AGAIN_AFTER))
                return
            for half in (runs[: len(runs) // 2], runs[len(runs) // 2 :]):
                with self._books.looking() as unit:
                    anew = walking.again(unit, half, now)
                if anew:
                    self._take(live, anew, now)

    def _go_on(self, live: Mapping[int, Live], walks: Sequence[Walk], now: datetime) -> None:
        asking = AskingNow(self._asking, now)
        decided = Deciding(asking, Mailing(asking, MailsSent(self._books)), definitions(live)).decide(walks)
        failpoint.passing("campaigns.decided")
        self._books.perform(lambda unit: self._write(unit, live, decided, now))
        failpoint.passing("campaigns.committed")

    def _write(self, unit: Unit, live: Mapping[int, Live], decided: Decided, now: datetime) -> None:
        unit.now = now
        there = walking.still_there(unit, decided.walks)
        tasks = [task for task in decided.tasks if task.walk.run_id in there]
        walks = [walk for walk in decided.walks if walk.run_id in there]
        doing.do(unit, Around(live, self._asking.calendar), tasks)
        failpoint.passing("campaigns.done")
        seq = _last_appended(unit) if tasks else None
        walking.write(unit, walks, seq)
        doing.end(unit, tasks)
        if seq is not None:
            walking.wait_for_facts(unit, seq)
        failpoint.passing("campaigns.written")


def _last_appended(unit: Unit) -> int | None:
    row = unit.driver.execute(_LAST).fetchone()
    return None if row is None else row[0]
