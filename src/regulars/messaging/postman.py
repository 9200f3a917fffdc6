"""The postman: takes what is due, asks whether it may be sent, has it written, hands it over, notes what came of it.

Messages are taken in lanes, each with a connection of its own, a few dozen at a
time; each batch is three transactions, and none is open while a letter is made or
a server is waited for. A process may be killed at any instant: what it had taken
is taken again; of what it was handing over the slips tell how far it was (`slips.py`), and the one mail that nobody can
know about is left alone if it advertises.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from regulars.books import Books, Unit
from regulars.books.bell import Bell
from regulars.core.sentences import say

from . import claiming, slips, suppressing, telling
from .claiming import Settled
from .lane import Lane
from .looking_up import Recipients
from .model.answers import Answer, Verdict, judge
from .model.letters import Renderer
from .post import Posts
from .queue import CHANNEL
from .slips import Slips
from .throttle import Throttle
from .transports import TransportDown
from .transports.mailbox import Mailbox

log = logging.getLogger(__name__)

LANES = 4
LONGEST_SLEEP_SECONDS = 30.0
"""A ring may be lost."""
AFTER_TROUBLE_SECONDS = 20.0
KILLED = say("the process was killed while it was handed over")
NOT_GIVEN = say("the process was killed before it was handed over")


class Postman:
    """Sends what is queued, as the mail settings say."""

    name = "mail"

    def __init__(
        self, books: Books, data_dir: Path, renderer: Renderer, recipients: Recipients, *, lanes: int = LANES
    ) -> None:
        self._books = books
        self._posts = Posts(books, data_dir)
        throttle = Throttle()
        self._lanes = [
            Lane(books, self._posts, renderer, recipients, throttle=throttle, number=n, lanes=lanes)
            for n in range(lanes)
        ]
        self._bell: Bell | None = None
        self._stopped = threading.Event()

    def send_due(self) -> int:
        """Send everything that is due now, in this thread; returns how many messages something became of. Raises `TransportDown`."""
        self.recover()
        done = 0
        while handled := sum(lane.work() for lane in self._lanes):
            done += handled
        return done

    def run(self) -> None:
        """Send whatever becomes due, until it is stopped. Raises when the database is gone."""
        with Bell(self._books, CHANNEL) as bell:
            self._bell = bell
            try:
                self._books.perform(claiming.orphan)
                while not self._stopped.is_set():
                    calm = self._round()
                    bell.wait(self._sleep_seconds() if calm else AFTER_TROUBLE_SECONDS)
            finally:
                self._bell = None
                self.close()

    def stop(self) -> None:
        """Let `run` come to its end; may be called from a signal handler or another thread."""
        self._stopped.set()
        bell = self._bell
        if bell is not None:
            with suppress(OSError):  # it has just been closed
                bell.stop()

    def close(self) -> None:
        """Let go of the connections."""
        for lane in self._lanes:
            lane.close()

    def recover(self) -> int:
        """Decide about messages that a killed process had handed over; returns how many."""
        with self._books.transaction() as unit:
            post = self._posts.current(unit)
        with post.transport() as way_out:
            told = slips.read(self._posts.data_dir)
            return self._books.perform(lambda unit: recovered(unit, way_out.has, told))

    def _round(self) -> bool:
        """Send until nothing is due, all lanes at once; False when there was trouble."""
        while self.recover():
            pass
        failures: list[BaseException] = []

        def work(lane: Lane) -> None:
            try:
                while not self._stopped.is_set() and lane.work():
                    pass
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=work, args=(lane,), name=f"mail {lane.number}") for lane in self._lanes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for failure in failures:
            if not isinstance(failure, TransportDown):
                raise failure
        return not failures

    def _sleep_seconds(self) -> float:
        with self._books.transaction() as unit:
            due = claiming.next_due(unit)
            left = LONGEST_SLEEP_SECONDS if due is None else (due - unit.now).total_seconds()
        return min(LONGEST_SLEEP_SECONDS, max(0.05, left))


def recovered(unit: Unit, has: Callable[[str, int], bool | None], told: Slips) -> int:
    """Settle what was handed over by a process that is no more: as the server answered; queued again where it was given nothing;
    and of what was in flight as the way out remembers. Where nobody knows, what advertises stays unknown and what somebody
    waits for is sent again."""
    found = claiming.lost(unit)
    settled = []
    for one in found:
        fate = told.get((one.id, one.attempts), "in_flight")
        if isinstance(fate, Answer):
            verdict = judge(fate, marketing=one.marketing, attempts=one.attempts, at=unit.now)
            settled.append(Settled(one.id, verdict, fate.told))
            if fate.says_nobody_is_there and one.test_address is None:
                suppressing.suppress(unit, one.address, "bounced", detail=fate.told, message_id=one.id)
            continue
        was_taken = False if fate == "not_given" else has(one.mail_id, one.id)
        told_now: str = KILLED if fate == "in_flight" else NOT_GIVEN
        if was_taken:
            verdict, told_now = Verdict("accepted"), Mailbox.TAKEN  # the mailbox alone remembers
        elif was_taken is None and one.marketing:
            verdict = Verdict("unknown")
        else:
            verdict = Verdict("deferred", due_at=unit.now)
        settled.append(Settled(one.id, verdict, told_now))
    claiming.settle(unit, None, settled)
    telling.tell(unit, "sent", [one.id for one in settled if one.verdict.state in ("accepted", "unknown")])
    return len(settled)
