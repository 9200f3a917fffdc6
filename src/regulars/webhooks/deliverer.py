"""The deliverer: takes what is due, sends it, notes what came of it, over and over.

Each endpoint has lanes of its own, and there are lanes for all of them: one
that is slow fills its own and no others. The database is asked in another
thread and no transaction is open while something is sent, so a killed process
leaves claims that end by themselves, and what was sent and not noted is sent
again with the same id.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

from regulars.books import Books, Unit
from regulars.books.announcing import CHANNEL
from regulars.books.bell import Bell
from regulars.core.sentences import say

from . import deliveries
from .deliveries import Attempt, Claimed
from .model import Answer
from .sending import Sender, headers

log = logging.getLogger(__name__)

T = TypeVar("T")

LONGEST_SLEEP_SECONDS = 30.0
"""A ring may be lost, and a claim of a killed process ends without one."""
STOPS_WITHIN_SECONDS = 2.0
"""What is not answered by then is sent again by the next process."""


class Deliverer:
    """Sends what was announced. `private` allows addresses that aren't public, and http."""

    name = "webhooks"

    def __init__(self, books: Books, *, private: bool = False) -> None:
        self._books = books
        self._private = private
        self._bell: Bell | None = None
        self._stopped = False

    def deliver_due(self, now: datetime) -> int:
        """Send everything that is due at an instant and note it as of then; returns how many attempts were made."""
        return asyncio.run(self._deliver_due(lambda: now))

    def run(self) -> None:
        """Send whatever becomes due, until it is stopped. Raises when the database is gone."""
        with Bell(self._books, CHANNEL) as bell:
            self._bell = bell
            try:
                if not self._stopped:
                    asyncio.run(self._run(bell))
            finally:
                self._bell = None

    def stop(self) -> None:
        """Let `run` come to its end; may be called from a signal handler or another thread."""
        self._stopped = True
        bell = self._bell
        if bell is not None:
            with suppress(OSError):  # it has just been closed
                bell.stop()

    async def _deliver_due(self, clock: Callable[[], datetime]) -> int:
        async with Sender(private=self._private) as sender:
            round_ = _Round(self._books, sender, clock)
            while await round_.take() or round_.sending:
                await round_.any_answered()
            return round_.attempts

    async def _run(self, bell: Bell) -> None:
        async with Sender(private=self._private) as sender:
            round_ = _Round(self._books, sender, self._books.clock)
            ringing = asyncio.ensure_future(asyncio.to_thread(bell.wait, None))
            try:
                while not bell.stopped:
                    await round_.take()
                    if ringing.done():
                        await ringing
                        ringing = asyncio.ensure_future(asyncio.to_thread(bell.wait, None))
                        continue  # what has rung came perhaps after it was looked
                    await round_.any_answered(ringing, seconds=await round_.sleep_seconds())
                await round_.end()
            finally:
                if not bell.stopped:
                    bell.stop()
                with suppress(Exception):
                    await ringing


class _Round:
    """What is on its way just now, and how that is written down."""

    def __init__(self, books: Books, sender: Sender, clock: Callable[[], datetime]) -> None:
        self._books = books
        self._sender = sender
        self._clock = clock
        self.sending: dict[asyncio.Task[Attempt], Claimed] = {}
        self.attempts = 0

    async def take(self) -> int:
        """Make deliveries of all that was announced, and begin to send what is due; returns how many were begun."""
        while await self._do(deliveries.publish) == deliveries.AT_ONCE:
            pass
        busy = Counter(one.endpoint_id for one in self.sending.values())
        claimed = await self._do(lambda unit: deliveries.claim(unit, busy))
        for one in claimed:
            self.sending[asyncio.create_task(self._send(one))] = one
        return len(claimed)

    async def any_answered(self, *others: asyncio.Future[None], seconds: float | None = None) -> None:
        """Wait until something was answered, or one of the others has happened, and note what was."""
        waited: set[asyncio.Future[Any]] = {*self.sending, *others}
        if waited:
            await asyncio.wait(waited, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        await self._note()

    async def sleep_seconds(self) -> float:
        """How long nothing will be due, unless it rings."""
        due = await self._do(deliveries.next_due)
        left = LONGEST_SLEEP_SECONDS if due is None else (due - self._clock()).total_seconds()
        return min(LONGEST_SLEEP_SECONDS, max(0.0, left))

    async def end(self) -> None:
        """Note what is answered soon, and give back the rest."""
        if self.sending:
            await asyncio.wait(self.sending, timeout=STOPS_WITHIN_SECONDS)
        await self._note()
        left = list(self.sending.values())
        for task in self.sending:
            task.cancel()
        await asyncio.gather(*self.sending, return_exceptions=True)
        if left:
            await self._do(lambda unit: deliveries.let_go(unit, left))

    async def _note(self) -> None:
        done = [task for task in self.sending if task.done()]
        if not done:
            return
        answered = [task.result() for task in done]
        await self._do(lambda unit: deliveries.note(unit, answered))
        for task in done:
            del self.sending[task]
        self.attempts += len(done)

    async def _send(self, claimed: Claimed) -> Attempt:
        """Send one, signed as of now; a mistake of ours is a failed attempt too, and keeps no others from being sent."""
        at = self._clock()
        try:
            signed = headers(claimed.message_id, claimed.body, claimed.secrets, at)
            answer = await self._sender.send(claimed.url, signed, claimed.body)
        except Exception as error:
            log.exception("message %s could not be sent to endpoint %d", claimed.message_id, claimed.endpoint_id)
            answer = Answer(
                error=say("this is a mistake of ours ({error}), and the log has it", error=type(error).__name__)
            )
        return Attempt(claimed, at, answer)

    async def _do(self, deed: Callable[[Unit], T]) -> T:
        """Do something in the books, as of the clock's instant, in another thread."""

        def at_that_instant(unit: Unit) -> T:
            unit.now = self._clock()
            return deed(unit)

        return await asyncio.to_thread(self._books.perform, at_that_instant)
