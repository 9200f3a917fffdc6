"""Driving the road: step after step while there is something to do, then sleep until there is."""

from __future__ import annotations

import logging

from regulars.books import Books
from regulars.journal.stamp import waiting

from .doorbell import Doorbell
from .road import Road

log = logging.getLogger(__name__)

HELD_UP_SECONDS = 0.02
"""An entry that waits for an older transaction to end: nothing rings when it does."""
SWEEP_SECONDS = 2.0
"""The longest sleep: sweeps are looked after between."""


def drive(road: Road, bell: Doorbell) -> None:
    """Carry on until the bell is stopped; what is half done is finished first."""
    while not bell.stopped:
        done = road.step()
        if done.entries:
            log.debug("took %d entries", done.entries)
        if not done:
            bell.wait(_sleep_seconds(road, road.books))


def _sleep_seconds(road: Road, books: Books) -> float:
    """How long nothing will need doing, unless it rings."""
    with books.transaction() as unit:
        held_up = waiting(unit) > 0
        now = unit.now
    if held_up:
        return HELD_UP_SECONDS
    due = road.next_due()
    return SWEEP_SECONDS if due is None else min(SWEEP_SECONDS, max(0.0, (due - now).total_seconds()))
