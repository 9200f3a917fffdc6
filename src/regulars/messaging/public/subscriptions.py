"""Subscribing from a page of the shop: asked for, and good when the address's owner has said that it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa

from regulars.books import Unit
from regulars.http.house import Asked
from regulars.journal import identity
from regulars.messaging import consents, mail_settings, queue, suppressing
from regulars.messaging.consents import Consent, Word
from regulars.messaging.model.gate import LONG_AGO, Subscribed
from regulars.messaging.own_letters import CONFIRMATION
from regulars.messaging.post import post_of
from regulars.messaging.queue import NewMessage
from regulars.messaging.templates import kept

GOOD_FOR = timedelta(days=7)
AGAIN_AFTER = timedelta(hours=1)
"""Whoever presses the button again gets no second mail so soon."""

_OF_SHOP = """
    select list, list_folded, status, changed_at from subscription semi join asked using (customer_id)
    where list_folded is not null and status is not null order by changed_at"""


@dataclass(frozen=True, slots=True)
class OfShop:
    """A subscription as the shop sent it."""

    name: str
    standing: Subscribed


def of_shop(facts: Asked, customer_id: int) -> dict[str, OfShop]:
    """A customer's subscriptions by their folded lists."""
    asked = pa.table({"customer_id": pa.array([customer_id], pa.int32())})
    return {
        row["list_folded"]: OfShop(
            row["list"],
            Subscribed(row["status"], row["changed_at"].replace(tzinfo=UTC) if row["changed_at"] else LONG_AGO),
        )
        for row in facts.ask(_OF_SHOP, {"asked": asked}).to_pylist()
    }


def ask(
    unit: Unit, data_dir: Path, *, address: str, list: str, wording: str, language: str | None, ip: str,
    customer_id: int | None = None,
) -> None:  # fmt: skip
    """Put on record that somebody wants to be subscribed, and ask the address's owner by mail whether it is meant.

    Whoever has confirmed already, or was asked a moment ago, is sent nothing. `customer_id`: who it is, if that is known and
    with it that they aren't subscribed, whatever was confirmed here before the shop said so.
    """
    before = consents.last(unit, address, list)
    if before is not None and before.status == "confirmed" and customer_id is None:
        return
    if before is not None and before.status == "pending" and unit.now - before.at < AGAIN_AFTER:
        return
    if suppressing.of(unit, [suppressing.folded(address)]):
        return
    whose = _whose(unit, address) if customer_id is None else customer_id
    word = Word(address, list, "pending", wording, "storefront", whose, language, ip)
    consent_id = consents.say(unit, word)
    post = post_of(unit, data_dir, unit.setting(mail_settings.SETTING))
    url = post.links.confirm(consent_id)
    template, version = kept.asking_back(unit) or (CONFIRMATION, 1)
    message = NewMessage(
        f"confirm:{consent_id}", "transactional", "subscription", template, version, None, address=address,
        language=language, marketing=False, list=list,
        values={"confirm_url": url, "confirmation": {"url": url, "list": post.settings.name_of(list) or list}}, cause={"consent": consent_id},
        not_after=unit.now + GOOD_FOR,
    )  # fmt: skip
    queue.enqueue(unit, [message])


def is_over(asked: Consent, now: datetime) -> bool:
    """Whether it was asked too long ago."""
    return now - asked.at >= GOOD_FOR


def confirm(unit: Unit, asked: Consent, *, ip: str) -> bool:
    """Put on record that it is meant; False when it was asked too long ago. Doing it again changes nothing."""
    last = consents.last(unit, asked.address, asked.list)
    if last is not None and last.status == "confirmed":
        return True
    if is_over(asked, unit.now) or last is None or last.id != asked.id:
        return False
    whose = _whose(unit, asked.address) if asked.customer_id is None else asked.customer_id
    consents.say(
        unit, Word(asked.address, asked.list, "confirmed", asked.wording, "storefront", whose, asked.language, ip)
    )
    return True


def _whose(unit: Unit, address: str) -> int | None:
    """Who has an address: the account, else the guest; None when nobody is known by it yet."""
    same = identity.same_as(unit, external_id=None, email=address)
    return same[0].customer_id if same else None
