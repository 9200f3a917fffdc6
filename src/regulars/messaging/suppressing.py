"""Addresses that nothing is sent to: mail came back, somebody complained, or a person of the shop said so.

What comes back for good is kept from the address at once; what may pass only
when it has come back five times in a row within a month.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid, NotFound
from regulars.core.sentences import Said, say, written
from regulars.kinds.addresses import is_address
from regulars.rules.fold import fold

Why = Literal["bounced", "complained", "by_hand"]
SOFT_BOUNCES = 5
WITHIN = timedelta(days=30)


class Suppressed(NamedTuple):
    """An address that nothing is sent to, since when and why."""

    address: str
    reason: Why
    at: datetime
    detail: str
    message_id: int | None


def folded(address: str) -> str:
    """An address as it is compared."""
    return fold(address.strip())


def suppress(unit: Unit, address: str, reason: Why, *, detail: str = "", message_id: int | None = None) -> bool:
    """Send nothing to an address any more; a complaint outweighs a bounce, and returns whether it is news."""
    found = unit.driver.execute(
        """insert into mail_suppression as kept (address, reason, at, detail, message_id)
           values (%(address)s, %(reason)s, %(now)s, %(detail)s, %(message)s)
           on conflict (address) do update set reason = excluded.reason, at = excluded.at, detail = excluded.detail,
               message_id = excluded.message_id
           where kept.reason is null or (kept.reason = 'bounced' and excluded.reason <> 'bounced')
           returning address""",
        {
            "address": folded(address),
            "reason": reason,
            "now": unit.now,
            "detail": stored(detail),
            "message": message_id,
        },
    ).fetchone()
    return found is not None


def by_hand(unit: Unit, address: str, note: str) -> Suppressed:
    """Keep mail from an address because a person says so."""
    if not is_address(address.strip()):
        said = say("this is not an e-mail address")
        raise Invalid(
            said, [Fault("/address", "address", say("{said}; write one such as anna@shop.example", said=said))]
        )
    if suppress(unit, address, "by_hand", detail=note):
        unit.audit("mail.suppressed", f"address:{folded(address)}", {"note": note})
    return get(unit, address)


def remove(unit: Unit, address: str) -> None:
    """Send to an address again; raises `NotFound`."""
    kept = get(unit, address)
    unit.driver.execute("delete from mail_suppression where address = %s", [kept.address])
    unit.audit("mail.unsuppressed", f"address:{kept.address}", {"reason": kept.reason, "detail": kept.detail})


def stored(detail: str) -> str:
    """What a server or a person said, as it is kept: the beginning of it; sentences of ours whole."""
    return written(detail) if isinstance(detail, Said) else detail[:500]


def count_soft(unit: Unit, address: str, *, detail: str, message_id: int | None) -> None:
    """Count a bounce that may pass; at the fifth in a row nothing is sent any more."""
    unit.driver.execute(
        """insert into mail_suppression as kept (address, detail, message_id, soft, soft_since)
           values (%(address)s, %(detail)s, %(message)s, 1, %(now)s)
           on conflict (address) do update set
               soft = case when kept.soft_since < %(since)s then 1 else kept.soft + 1 end,
               soft_since = case when kept.soft_since < %(since)s or kept.soft = 0 then %(now)s else kept.soft_since end,
               detail = case when kept.reason is null then excluded.detail else kept.detail end,
               message_id = excluded.message_id""",
        {
            "address": folded(address),
            "detail": stored(detail),
            "message": message_id,
            "now": unit.now,
            "since": unit.now - WITHIN,
        },
    )
    unit.driver.execute(
        "update mail_suppression set reason = 'bounced', at = %s where address = %s and reason is null and soft >= %s",
        [unit.now, folded(address), SOFT_BOUNCES],
    )


def arrived(unit: Unit, addresses: Sequence[str]) -> None:
    """Forget the bounces of addresses that something has arrived at."""
    unit.driver.execute(
        "delete from mail_suppression where address = any(%s) and reason is null", [[folded(one) for one in addresses]]
    )


def of(unit: Unit, addresses: Sequence[str]) -> dict[str, Why]:
    """Why nothing is sent to those of these folded addresses that nothing is sent to."""
    return dict(
        unit.driver.execute(
            "select address, reason from mail_suppression where address = any(%s) and reason is not null",
            [list(addresses)],
        ).fetchall()
    )


def get(unit: Unit, address: str) -> Suppressed:
    """One; raises `NotFound`."""
    found = listed(unit, address=folded(address), limit=1)
    if not found:
        raise NotFound("suppressed address", address)
    return found[0]


def listed(
    unit: Unit,
    *,
    address: str | None = None,
    search: str | None = None,
    reason: Why | None = None,
    before: tuple[datetime, str] | None = None,
    limit: int,
) -> list[Suppressed]:
    """Suppressed addresses, the latest first."""
    at, after = before or (None, None)
    asked: dict[str, Any] = {
        "address": address, "search": None if search is None else folded(search), "reason": reason, "at": at,
        "after": after, "limit": limit,
    }  # fmt: skip
    found = unit.driver.execute(
        """select address, reason, at, detail, message_id from mail_suppression
           where reason is not null and (%(address)s::text is null or address = %(address)s)
               and (%(search)s::text is null or position(%(search)s in address) > 0)
               and (%(reason)s::text is null or reason = %(reason)s)
               and (%(at)s::timestamptz is null or (at, address) < (%(at)s, %(after)s))
           order by at desc, address desc limit %(limit)s""",
        asked,
    ).fetchall()
    return [Suppressed(*row) for row in found]
