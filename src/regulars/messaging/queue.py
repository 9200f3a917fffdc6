"""The queue: whatever has something sent puts it here, in the transaction that decided it.

A set of messages is one statement. Each has a `key` made of what it is for, such
as `run:17:mail`, `newsletter:3:412` or `reward:88`: putting the same key in twice
sends one mail, so that whoever was killed half way does it again from the start.

Nothing is looked at here: whether the customer may be written to, has an address
and hasn't had enough is asked when the message is sent, so that who unsubscribes
in between gets nothing; it is then `blocked`, with the reason. The journal is
told of a message when it has left (`telling.py`), for conditions ask what was
sent, opened and clicked, and not what was meant to be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from regulars.books import Unit

from .model.states import Filter, Reason, Source, WaitsFor
from .tables import NOT_SENT

CHANNEL = "messages"
"""What rings when something was queued."""
MOST_AT_ONCE = 5_000
SUBJECT = "_subject"
"""Under this name `values` may hold a subject to write in place of the template's, in Liquid as that is."""


class Held(NamedTuple):
    """What a source holds a message back for, and until when at least."""

    waits_for: WaitsFor
    until: datetime


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be sent.

    `customer_id` says for whom: the address, the language and everything that the template says of the customer are
    looked up when it is sent. `address` is given only for whoever is no customer yet. `values` are what the template
    can't know otherwise, as its declared variables name it (the coupon's code, the order's number); `cause` is what the
    log shows it was sent for. `sends_to` "opted_in" and "both" need the `list` that must be confirmed.
    Before `not_before` it waits; from `not_after` on it is not sent any more. `test_address` gets it instead of the customer.
    `blocked` is why it is not sent at all: it stands in the log, for whoever asks why it never came. One that is `held` stands
    there too, until when at least and for what, and is put in again under another key once it may leave.
    """

    key: str
    source: Source
    source_id: str
    template_id: int
    template_version: int
    customer_id: int | None
    node: str | None = None
    run_id: int | None = None
    address: str | None = None
    language: str | None = None
    marketing: bool = True
    sends_to: Filter = "all"
    list: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    cause: Mapping[str, Any] = field(default_factory=dict)
    not_before: datetime | None = None
    not_after: datetime | None = None
    test_address: str | None = None
    blocked: Reason | None = None
    held: Held | None = None


_COLUMNS = (
    ("key", "text"),
    ("source", "text"),
    ("source_id", "text"),
    ("node", "text"),
    ("run_id", "bigint"),
    ("customer_id", "int"),
    ("address", "text"),
    ("template_id", "int"),
    ("template_version", "int"),
    ("language", "text"),
    ("marketing", "boolean"),
    ("sends_to", "text"),
    ("list", "text"),
    ("values", "text"),
    ("cause", "text"),
    ("test_address", "text"),
    ("not_after", "timestamptz"),
    ("due_at", "timestamptz"),
    ("state", "text"),
    ("reason", "text"),
    ("settled_at", "timestamptz"),
    ("waits_for", "text"),
    ("held_until", "timestamptz"),
)
_NAMES = ", ".join(f'"{name}"' for name, _ in _COLUMNS)
_READ = ", ".join(f'"{name}"::jsonb' if name in ("values", "cause") else f'"{name}"' for name, _ in _COLUMNS)
_PUT = f"""
    insert into message (queued_at, {_NAMES})
    select %s, {_READ} from unnest({", ".join(f"%s::{type}[]" for _, type in _COLUMNS)}) as given ({_NAMES})
    on conflict (key) do """
_ENQUEUE = _PUT + "nothing returning key, id"
_HOLD = (
    _PUT
    + """update set waits_for = excluded.waits_for, held_until = excluded.held_until
    where message.held_until is not null returning key, id"""
)


def enqueue(unit: Unit, messages: Sequence[NewMessage]) -> dict[str, int]:
    """Have messages sent after the commit, at most `MOST_AT_ONCE`; returns the ids of those that weren't queued before,
    by their keys."""
    assert len(messages) <= MOST_AT_ONCE, f"{len(messages)} messages in one statement"
    if not messages:
        return {}
    found = _put(unit, _ENQUEUE, [one for one in messages if one.held is None])
    unit.ring(CHANNEL)
    return found | _put(unit, _HOLD, [one for one in messages if one.held is not None])


def _put(unit: Unit, statement: str, messages: Sequence[NewMessage]) -> dict[str, int]:
    if not messages:
        return {}
    columns = zip(*(_row(one, unit.now) for one in messages), strict=True)
    return dict(unit.driver.execute(statement.encode(), [unit.now, *(list(column) for column in columns)]).fetchall())


def release(unit: Unit, run_ids: Sequence[int]) -> None:
    """Forget what was held back of some runs: they go on, and what they send is put in anew."""
    unit.driver.execute("delete from message where run_id = any(%s) and held_until is not null", [list(run_ids)])


def cancel(unit: Unit, *, source: Source, source_id: str, run_id: int | None = None) -> int:
    """Block what a source has queued and what hasn't been handed over yet, of one run or all; returns how many."""
    return unit.driver.execute(
        f"""update message set {NOT_SENT}, reason = 'cancelled', due_at = null, held_until = null, waits_for = null,
               settled_at = %(now)s
           where source = %(source)s and source_id = %(id)s and (due_at is not null or held_until is not null)
               and state in ('queued', 'deferred')
               and (%(run)s::bigint is null or run_id = %(run)s)""",
        {"now": unit.now, "source": source, "id": source_id, "run": run_id},
    ).rowcount


def sent_since(unit: Unit, customer_ids: Sequence[int], since: datetime) -> dict[int, list[datetime]]:
    """When these customers were sent messages that advertise, or had them queued, since an instant; for a cap on them. What
    is held back isn't among them: it asks whether there is room for itself."""
    return dict(
        unit.driver.execute(
            """select customer_id, array_agg(coalesce(sent_at, queued_at)) from message
               where customer_id = any(%s) and marketing and test_address is null and state <> 'blocked' and held_until is null
                   and coalesce(sent_at, queued_at) >= %s group by 1""",
            [list(customer_ids), since],
        ).fetchall()
    )


def sent_by_others(unit: Unit, campaign: str, since: datetime) -> list[tuple[int, datetime]]:
    """Whom messages that advertise were sent by anything but a campaign since an instant, and when."""
    found = unit.driver.execute(
        """select customer_id, coalesce(sent_at, queued_at) from message
           where customer_id is not null and marketing and test_address is null and state <> 'blocked'
               and held_until is null and coalesce(sent_at, queued_at) >= %s
               and not (source in ('campaign', 'workflow') and source_id = %s)""",
        [since, campaign],
    )
    return found.fetchall()


def _row(one: NewMessage, now: datetime) -> tuple[Any, ...]:
    assert one.customer_id is not None or one.address, "a message goes to somebody"
    assert one.sends_to in ("all", "registered") or one.list, "who is opted in is opted in to a list"
    due_at = None if one.blocked or one.held else max(one.not_before or now, now)
    waits_for = one.held.waits_for if one.held else "batch" if due_at is not None and due_at > now else None
    return (
        one.key, one.source, one.source_id, one.node, one.run_id, one.customer_id, one.address, one.template_id,
        one.template_version, one.language, one.marketing, one.sends_to, one.list, _json(one.values), _json(one.cause),
        one.test_address, one.not_after, due_at, "blocked" if one.blocked else "queued", one.blocked,
        now if one.blocked else None, waits_for, one.held.until if one.held else None,
    )  # fmt: skip


def _json(said: Mapping[str, Any]) -> str:
    return orjson.dumps(dict(said), option=orjson.OPT_UTC_Z).decode()
