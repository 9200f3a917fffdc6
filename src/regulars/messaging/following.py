"""What readers do with a mail: open it, follow a link, leave its list. Each first time is noted and told.

Of clicks the later ones are told too, for an order counts from the last; of one
message only so many, since a link can be followed by a program without end.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from regulars.books import Unit
from regulars.journal import identity
from regulars.rules.fold import fold

from . import consents, mail_settings, telling
from .consents import Origin, Word
from .suppressing import folded

MOST_TOLD = 100
"""Clicks of one message that the journal is told of."""


class Followed(NamedTuple):
    """The message that a link is of. `customer_id` is who the customer is today; None when nobody is."""

    id: int
    customer_id: int | None
    address: str | None
    list: str
    language: str | None
    is_test: bool
    sent_at: datetime | None
    left_at: datetime | None


def find(unit: Unit, message_id: int) -> Followed | None:
    """The message that a word names."""
    row = unit.driver.execute(
        "select customer_id, address, list, language, test_address, sent_at, left_at from message where id = %s",
        [message_id],
    ).fetchone()
    if row is None:
        return None
    customer_id, address, list_, language, test_address, sent_at, left_at = row
    today = identity.current_ids(unit, [customer_id]) if customer_id is not None else {}
    list_ = list_ or mail_settings.load(unit).list
    return Followed(
        message_id, today.get(customer_id), address, list_, language, test_address is not None, sent_at, left_at
    )


def opened(unit: Unit, message_id: int, *, by_machine: bool) -> None:
    """Note that a mail was opened; so it was taken, if nobody knew."""
    unit.driver.execute(
        "update message set state = 'accepted', reason = null, settled_at = %s where id = %s and state = 'unknown'",
        [unit.now, message_id],
    )
    if by_machine:
        unit.driver.execute(
            "update message set machine_opened_at = %s where id = %s and machine_opened_at is null",
            [unit.now, message_id],
        )
        return
    if _first(unit, message_id, "opened_at"):
        telling.tell(unit, "opened", [message_id])


def clicked(unit: Unit, message_id: int) -> None:
    """Note that a person followed a link; whoever does has opened the mail, whatever was loaded of it."""
    opened(unit, message_id, by_machine=False)
    found = unit.driver.execute(
        """update message set clicks = clicks + 1, clicked_at = coalesce(clicked_at, %s)
           where id = %s and sent_at is not null and test_address is null returning clicks""",
        [unit.now, message_id],
    ).fetchone()
    if found is None or found[0] > MOST_TOLD:
        return
    if found[0] == 1:
        telling.tell(unit, "clicked", [message_id])
    else:
        telling.tell(unit, "clicked_again", [message_id], nth=found[0])


def leave(unit: Unit, message: Followed, *, wording: str, source: Origin) -> bool:
    """Leave the list that a message went to; doing it again changes nothing. Returns whether it is news."""
    if message.is_test or not message.address or has_left(unit, message):
        return False
    word = Word(
        message.address, message.list, "left", wording, source, customer_id=message.customer_id, message_id=message.id
    )
    consents.say(unit, word)
    if _first(unit, message.id, "left_at"):
        telling.tell(unit, "left", [message.id])
    return True


def has_left(unit: Unit, message: Followed) -> bool:
    """Whether the list that a message went to is left by now, by whatever way."""
    if message.is_test or not message.address:
        return False
    last = consents.standing(unit, [message.customer_id] if message.customer_id else [], [folded(message.address)])
    of_customer = last[0].get(message.customer_id or 0, {}) or last[1].get(folded(message.address), {})
    standing = of_customer.get(fold(message.list))
    return standing is not None and standing.status == "left"


def _first(unit: Unit, message_id: int, column: str) -> bool:
    """Note the first time of something; whether this is it."""
    found = unit.driver.execute(
        f"update message set {column} = %s where id = %s and {column} is null and sent_at is not null and test_address is null".encode(),
        [unit.now, message_id],
    )
    return found.rowcount == 1
