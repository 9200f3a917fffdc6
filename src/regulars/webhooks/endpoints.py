"""Endpoints: where a shop wants to be told, of what, and with which secret it can see that it was us.

What anybody listens to is kept in step in the same transaction, so that nothing
is announced to nobody. A secret is in the answer to its making and never again.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from regulars.books import Unit
from regulars.books.announcing import CHANNEL, EVERY_TYPE, LISTENED
from regulars.core.errors import Conflict, Fault, Invalid, NotFound
from regulars.core.sentences import say, word

from .model import EndpointState, Secrets
from .tables import webhook_endpoint

MOST = 50
"""Each may be slow at the same time, and each has lanes of its own."""
SECRET_BYTES = 32
_columns = webhook_endpoint.c


class WebhookChanged(Conflict):
    """Somebody else saved the endpoint meanwhile."""

    code = "webhook.changed"

    def __init__(self, id: int, version: int) -> None:
        super().__init__(say("this endpoint was changed meanwhile; look at it again and repeat your change"))
        self.id = str(id)
        self.version = version


class TooManyWebhooks(Conflict):
    """There are as many endpoints as there may be."""

    code = "webhook.too_many"

    def __init__(self) -> None:
        super().__init__(say("there are {most} endpoints already; delete one that is no longer needed", most=MOST))
        self.most = MOST


class WebhookNotActive(Conflict):
    """Nothing is sent to the endpoint just now."""

    code = "webhook.not_active"

    def __init__(self, id: int, state: str) -> None:
        super().__init__(say("this endpoint is {state}; resume it first", state=word(state)))
        self.id = str(id)
        self.state = state


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint without its secrets; `types` is None when it is told everything."""

    id: int
    url: str
    description: str
    types: tuple[str, ...] | None
    state: EndpointState
    disabled_reason: str | None
    leave_alone_until: datetime | None
    failing_since: datetime | None
    last_failed_at: datetime | None
    last_delivered_at: datetime | None
    old_secret_until: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


def fresh_secret() -> str:
    """A new secret, as the specification writes it."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def create(
    unit: Unit, *, url: str, description: str, types: Sequence[str] | None, known: Collection[str]
) -> tuple[int, str]:
    """Make an endpoint for these types (None: for all); returns its id and its secret. `url` is checked already."""
    _hold(unit)
    _check(types, known)
    if len(every(unit)) >= MOST:
        raise TooManyWebhooks
    secret = fresh_secret()
    made = unit.connection.execute(
        sa.insert(webhook_endpoint)
        .values(
            url=url,
            description=description.strip(),
            every_type=types is None,
            types=sorted(set(types or ())),
            secret=secret,
            created_at=unit.now,
            updated_at=unit.now,
        )
        .returning(_columns.id)
    ).scalar_one()
    _keep_in_step(unit)
    unit.audit("webhook.created", f"webhook:{made}", {"url": url, "types": _told(types)})
    return int(made), secret


def change(unit: Unit, id: int, *, version: int, changes: dict[str, Any], known: Collection[str]) -> Endpoint:
    """Change some of url, description and types of the version that was looked at."""
    _hold(unit)
    before = get(unit, id, lock=True)
    if before.version != version:
        raise WebhookChanged(id, before.version)
    changed = {name: value for name, value in changes.items() if getattr(before, name) != value}
    if not changed:
        return before
    values = {name: value for name, value in changed.items() if name != "types"}
    if "types" in changed:
        _check(changed["types"], known)
        values |= {"every_type": changed["types"] is None, "types": sorted(set(changed["types"] or ()))}
    _update(unit, id, **values, version=version + 1, updated_at=unit.now)
    _keep_in_step(unit)
    unit.audit("webhook.changed", f"webhook:{id}", {n: _told(v) if n == "types" else v for n, v in changed.items()})
    return get(unit, id)


def pause(unit: Unit, id: int) -> Endpoint:
    """Send nothing until it is resumed; what is announced meanwhile waits."""
    _hold(unit)
    if get(unit, id, lock=True).state == "active":
        _update(unit, id, state="paused", updated_at=unit.now)
        unit.audit("webhook.paused", f"webhook:{id}")
    return get(unit, id)


def resume(unit: Unit, id: int) -> Endpoint:
    """Send again, first what has been waiting, also to one that was disabled."""
    _hold(unit)
    if get(unit, id, lock=True).state != "active":
        nothing = {"disabled_reason": None, "failing_since": None, "leave_alone_until": None}
        _update(unit, id, state="active", updated_at=unit.now, **nothing)
        _keep_in_step(unit)
        unit.audit("webhook.resumed", f"webhook:{id}")
        unit.ring(CHANNEL)
    return get(unit, id)


def disable(unit: Unit, id: int, reason: str) -> None:
    """Tell it nothing any more until a person resumes it; what waits goes on waiting."""
    _hold(unit)
    _update(unit, id, state="disabled", disabled_reason=reason, updated_at=unit.now)
    _keep_in_step(unit)
    unit.audit("webhook.disabled", f"webhook:{id}", {"reason": reason})


def remove(unit: Unit, id: int) -> None:
    """Forget an endpoint and, soon after, all that was sent to it."""
    _hold(unit)
    before = get(unit, id, lock=True)
    _update(unit, id, state="disabled", removed_at=unit.now, secret="", old_secrets=[])
    _keep_in_step(unit)
    unit.audit("webhook.deleted", f"webhook:{id}", {"url": before.url})


def rotate(unit: Unit, id: int) -> str:
    """Sign with a new secret, which is returned; the one before signs too for a day."""
    _hold(unit)
    get(unit, id, lock=True)
    kept = unit.connection.execute(sa.select(_columns.secret, _columns.old_secrets).where(_columns.id == id)).one()
    fresh = Secrets.of_rows(kept.secret, kept.old_secrets).rotated(fresh_secret(), unit.now)
    _update(unit, id, secret=fresh.present, old_secrets=fresh.old_rows(), updated_at=unit.now)
    unit.audit("webhook.secret_rotated", f"webhook:{id}")
    return fresh.present


def get(unit: Unit, id: int, *, lock: bool = False) -> Endpoint:
    """An endpoint; raises `NotFound`."""
    query = sa.select(webhook_endpoint).where(_columns.id == id, _columns.removed_at.is_(None))
    row = unit.connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("webhook endpoint", str(id))
    return _endpoint(row)


def every(unit: Unit) -> list[Endpoint]:
    """All endpoints, the oldest first."""
    query = sa.select(webhook_endpoint).where(_columns.removed_at.is_(None)).order_by(_columns.id)
    return [_endpoint(row) for row in unit.connection.execute(query)]


def _endpoint(row: sa.Row[Any]) -> Endpoint:
    ends = [datetime.fromisoformat(one["until"]) for one in row.old_secrets]
    return Endpoint(
        id=row.id,
        url=row.url,
        description=row.description,
        types=None if row.every_type else tuple(row.types),
        state=row.state,
        disabled_reason=row.disabled_reason,
        leave_alone_until=row.leave_alone_until,
        failing_since=row.failing_since,
        last_failed_at=row.last_failed_at,
        last_delivered_at=row.last_delivered_at,
        old_secret_until=max(ends, default=None),
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _hold(unit: Unit) -> None:
    """Let nobody else change endpoints until the end, so that each sees all others when it says what is listened to."""
    unit.connection.execute(sa.text("select pg_advisory_xact_lock(hashtextextended('webhook_endpoints', 0))"))


def _keep_in_step(unit: Unit) -> None:
    wanted = [one.types for one in every(unit) if one.state != "disabled"]
    types = {type for one in wanted for type in (one if one is not None else (EVERY_TYPE,))}
    unit.set_setting(LISTENED, sorted(types))


def _update(unit: Unit, id: int, **values: Any) -> None:
    unit.connection.execute(sa.update(webhook_endpoint).where(_columns.id == id).values(**values))


def _check(types: Sequence[str] | None, known: Collection[str]) -> None:
    if types is None:
        return
    if not types:
        raise Invalid(
            say("an endpoint needs a type"), [Fault("/types", "empty", say("choose one or more types, or all"))]
        )
    faults = [
        Fault(f"/types/{n}", "unknown_type", say("there is no type {type!r}", type=type))
        for n, type in enumerate(types)
        if type not in known
    ]
    if faults:
        raise Invalid(faults[0].detail, faults)


def _told(types: Sequence[str] | None) -> list[str] | str:
    return "all" if types is None else sorted(types)
