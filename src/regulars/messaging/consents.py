"""What people said here to lists: that they want to be written to, meant it, or had enough.

Each word is a row with its wording and instant, so that a consent can be shown
years later. It holds at once, whatever the facts know yet: who left between queueing
and sending gets nothing. The journal is told by the worker (`flows/mailing.py`),
as if the shop had sent the subscription itself, so that segments follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from regulars.books import Unit
from regulars.journal import identity
from regulars.rules.fold import fold

from .model.gate import Status, Subscribed
from .suppressing import folded

Origin = Literal["storefront", "mail_link", "one_click", "preferences", "complaint"]
JOURNAL = "journal"
"""What rings for the worker, which tells the journal."""


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody says to a list."""

    address: str
    list: str
    status: Status
    wording: str
    source: Origin
    customer_id: int | None = None
    language: str | None = None
    ip: str | None = None
    message_id: int | None = None


class Consent(NamedTuple):
    """A word on record."""

    id: int
    customer_id: int | None
    address: str
    list: str
    status: Status
    at: datetime
    wording: str
    source: Origin
    language: str | None
    ip: str | None
    message_id: int | None


_COLUMNS = "id, customer_id, address, list, status, at, wording, source, language, ip, message_id"


def say(unit: Unit, word: Word) -> int:
    """Put a word on record; returns its id."""
    found = unit.driver.execute(
        """insert into mail_consent (customer_id, address, list, status, at, wording, source, language, ip, message_id)
           values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id""",
        [
            word.customer_id, folded(word.address), word.list, word.status, unit.now, word.wording, word.source,
            word.language, word.ip, word.message_id,
        ],
    ).fetchone()  # fmt: skip
    assert found is not None
    unit.ring(JOURNAL)
    return int(found[0])


def get(unit: Unit, id: int) -> Consent | None:
    """One word."""
    row = unit.driver.execute(f"select {_COLUMNS} from mail_consent where id = %s".encode(), [id]).fetchone()
    return None if row is None else Consent(*row)


def last(unit: Unit, address: str, list: str) -> Consent | None:
    """The last word that was said of an address to a list."""
    row = unit.driver.execute(
        f"select {_COLUMNS} from mail_consent where address = %s and list = %s order by id desc limit 1".encode(),
        [folded(address), list],
    ).fetchone()
    return None if row is None else Consent(*row)


def of_customer(unit: Unit, customer_id: int) -> list[Consent]:
    """Everything on record of a customer, the latest first."""
    ids = _also(unit, [customer_id])
    found = unit.driver.execute(
        f"select {_COLUMNS} from mail_consent where customer_id = any(%s) order by id desc".encode(), [list(ids)]
    )
    return [Consent(*row) for row in found.fetchall()]


def standing(
    unit: Unit, customer_ids: Iterable[int], addresses: Iterable[str]
) -> tuple[dict[int, dict[str, Subscribed]], dict[str, dict[str, Subscribed]]]:
    """The last words to each list (folded): of customers (by their present ids), and of folded addresses."""
    also = _also(unit, customer_ids)
    by_customer: dict[int, dict[str, Subscribed]] = {}
    by_address: dict[str, dict[str, Subscribed]] = {}
    found = unit.driver.execute(
        """select customer_id, address, list, status, at from mail_consent
           where customer_id = any(%s) or address = any(%s) order by id""",
        [list(also), list(addresses)],
    ).fetchall()
    for customer_id, address, list_, status, at in found:
        if customer_id in also:
            by_customer.setdefault(also[customer_id], {})[fold(list_)] = Subscribed(status, at)
        by_address.setdefault(address, {})[fold(list_)] = Subscribed(status, at)
    return by_customer, by_address


def of_list(unit: Unit, list: str) -> dict[int, Subscribed]:
    """The last words of customers to a folded list, by their present ids."""
    found = unit.driver.execute(
        """select coalesce(a.into_id, c.customer_id), c.status, c.at, c.list from mail_consent c
           left join customer_alias a on a.customer_id = c.customer_id where c.customer_id is not null order by c.id"""
    )
    return {id: Subscribed(status, at) for id, status, at, named in found.fetchall() if fold(named) == list}


def untold(unit: Unit, most: int) -> list[Consent]:
    """Words that the journal doesn't know yet, the first ones first; locked."""
    found = unit.driver.execute(
        f"select {_COLUMNS} from mail_consent where told_at is null order by id limit %s for update".encode(), [most]
    )
    return [Consent(*row) for row in found.fetchall()]


def told(unit: Unit, ids: Sequence[int]) -> None:
    """Note that the journal knows."""
    unit.driver.execute("update mail_consent set told_at = %s where id = any(%s)", [unit.now, list(ids)])


class Preference(NamedTuple):
    """How a customer wants to be written to."""

    language: str | None = None
    paused_until: datetime | None = None


def preferences(unit: Unit, customer_ids: Iterable[int]) -> dict[int, Preference]:
    """What customers chose, by their present ids."""
    also = _also(unit, customer_ids)
    found = unit.driver.execute(
        "select customer_id, language, paused_until from mail_preference where customer_id = any(%s) order by updated_at",
        [list(also)],
    ).fetchall()
    return {also[id]: Preference(language, paused) for id, language, paused in found}


def prefer(unit: Unit, customer_id: int, chosen: Preference) -> None:
    """Keep what a customer chose."""
    unit.driver.execute(
        """insert into mail_preference (customer_id, language, paused_until, updated_at) values (%s, %s, %s, %s)
           on conflict (customer_id) do update set language = excluded.language, paused_until = excluded.paused_until,
               updated_at = excluded.updated_at""",
        [identity.current_id(unit, customer_id), chosen.language, chosen.paused_until, unit.now],
    )


def _also(unit: Unit, customer_ids: Iterable[int]) -> Mapping[int, int]:
    """Present ids by themselves and by every id that became one of them."""
    ids = list(dict.fromkeys(customer_ids))
    if not ids:
        return {}
    found = unit.driver.execute(
        "select customer_id, into_id from customer_alias where into_id = any(%s)", [ids]
    ).fetchall()
    return {id: id for id in ids} | dict(found)
