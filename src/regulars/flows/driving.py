"""Driving the road: step after step while there is something to do, then sleep until there is."""

from __future__ import annotations

import logging
import time

from regulars.books import Books
from regulars.journal.lanes import waiting

from .doorbell import Doorbell
from .road import Road

log = logging.getLogger(__name__)

HELD_UP_SECONDS = 0.02
"""An entry that waits for an older transaction to end: nothing rings when it does."""
FEW = 2_000
REST_SECONDS = 0.2
"""A small batch costs mostly what any batch costs: the worker rests as long as it took, and takes what comes in
meanwhile with the next, unless more is there that couldn't go along. So it leaves half of the machine to those who bring in."""
SWEEP_SECONDS = 2.0
"""The longest sleep: sweeps are looked after between."""


def drive(road: Road, bell: Doorbell) -> None:
    """Carry on until the bell is stopped; what is half done is finished first."""
    while not bell.stopped:
        began = time.monotonic()
        done = road.step()
        if done.entries:
            log.debug("took %d entries", done.entries)
        if 0 < done.entries < FEW and not done.more:
            bell.rest(min(time.monotonic() - began, REST_SECONDS))
        if not done and not road.get_ready():
            bell.wait(_sleep_seconds(road, road.books))


def _sleep_seconds(road: Road, books: Books) -> float:
    """How long nothing will need doing, unless it rings."""
    with books.looking() as unit:
        held_up = waiting(unit)[0] > 0
        now = unit.now
    if held_up:
        return HELD_UP_SECONDS
    due = road.next_due()
    return SWEEP_SECONDS if due is None else min(SWEEP_SECONDS, max(0.0, (due - now).total_seconds()))
