"""What is known just before a batch is sent: who is written to, what they said, and how much they have had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from regulars.books import Unit
from regulars.journal import identity
from regulars.rules.fold import fold

from . import consents, suppressing
from .claiming import Claimed
from .consents import Preference
from .mail_settings import MailSettings
from .model.gate import Meant, Recipient, Said
from .suppressing import folded


class Recipients(Protocol):
    """Whoever knows customers, as the facts do."""

    def find(self, customer_ids: Sequence[int]) -> Mapping[int, Recipient]:
        """Those of these customers who are there."""
        ...


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a batch; `today`: who the customers are whom its messages name."""

    today: Mapping[int, int]
    recipients: Mapping[int, Recipient]
    said: Mapping[int, Said] = field(default_factory=dict)
    """By message."""
    preferences: Mapping[int, Preference] = field(default_factory=dict)

    def recipient(self, one: Claimed) -> Recipient | None:
        """Whom a message is for."""
        return self.recipients.get(self.today.get(one.customer_id or 0, 0))

    def preference(self, one: Claimed) -> Preference:
        """What they chose."""
        return self.preferences.get(self.today.get(one.customer_id or 0, 0), Preference())


def today(unit: Unit, claimed: Sequence[Claimed]) -> dict[int, int]:
    """The present ids of whom messages are for."""
    return identity.current_ids(unit, {one.customer_id for one in claimed if one.customer_id is not None})


def look_up(
    unit: Unit,
    claimed: Sequence[Claimed],
    ids: Mapping[int, int],
    recipients: Mapping[int, Recipient],
    settings: MailSettings,
) -> Known:
    """What the books say beside."""
    present = set(ids.values())
    found = Known(ids, recipients, preferences=consents.preferences(unit, present))
    addresses = {one.id: _address(one, found) for one in claimed}
    to_lists, of_addresses = consents.standing(unit, present, [one for one in addresses.values() if one])
    kept = suppressing.of(unit, [one for one in addresses.values() if one])
    lately = sent_lately(unit, present, settings)
    said: dict[int, Said] = {}
    for one in claimed:
        id, address = ids.get(one.customer_id or 0, 0), addresses[one.id]
        lists = of_addresses.get(address, {}) | to_lists.get(id, {})
        said[one.id] = Said(lists, found.preference(one).paused_until, kept.get(address), lately.get(id, 0))
    return Known(ids, recipients, said, found.preferences)


def meant(one: Claimed, settings: MailSettings) -> Meant:
    """What is decided by."""
    return Meant(
        one.customer_id, one.address, one.marketing, one.sends_to, fold(one.list or settings.list), one.not_after,
        one.test_address is not None,
    )  # fmt: skip


def _address(one: Claimed, known: Known) -> str:
    recipient = known.recipient(one)
    return folded(one.address or (recipient.email if recipient else None) or "")


def sent_lately(unit: Unit, present: set[int], settings: MailSettings) -> dict[int, int]:
    """How many messages that advertise went to customers within the days of the cap, by their present ids."""
    if settings.cap is None or not present:
        return {}
    found = unit.driver.execute(
        """with also as (
               select customer_id, into_id from customer_alias where into_id = any(%(ids)s)
               union all select id, id from unnest(%(ids)s::int[]) as own (id)
           )
           select also.into_id, count(*) from message m join also on also.customer_id = m.customer_id
           where m.marketing and m.test_address is null and m.sent_at > %(since)s group by 1""",
        {"ids": list(present), "since": unit.now - timedelta(days=settings.cap.days)},
    )
    return dict(found.fetchall())
