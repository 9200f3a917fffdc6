"""What time makes superfluous in the books, swept away now and then."""

from __future__ import annotations

from datetime import timedelta

from regulars.books import Unit, once, outbox
from regulars.journal.importing import refusals

DELIVERED_KEPT = timedelta(days=30)


def forget_old_answers(unit: Unit) -> int:
    """Remove idempotency keys, delivered messages and refused rows of imports that nobody asks for any more."""
    answers = once.forget(unit, unit.now - once.KEPT) + outbox.forget(unit, unit.now - DELIVERED_KEPT)
    return answers + refusals.forget(unit, unit.now - refusals.KEPT)
