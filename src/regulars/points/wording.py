"""An earning rule in words: what it gives, and all in which it differs from another that gives as much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from regulars.kinds import Lifetime

from .model.awaiting import Awaits
from .model.counting import Counting, Products
from .model.lifetime import Delay
from .model.rules import Limits
from .saying import Saying

NAMED = 3
"""As many stores, groups or categories are named; more are counted."""


def clauses(saying: Saying, zone: ZoneInfo, *, owed_by: str | None = None) -> list[str]:
    """What a rule says besides its style and its condition, where that isn't the usual. `owed_by` where it is not usual."""
    return [
        *_products(saying.products),
        *_counting(saying.counting),
        *_for_whom(saying, zone),
        *([f"once the order is {saying.grant_status}"] if saying.grant_status != "complete" else []),
        *_limits(saying.limits, one="for an order" if saying.style.of_orders else "at once"),
        *_waiting(saying.delay, saying.awaits),
        *_lasting(saying.lifetime),
        *([f"owed by {owed_by}"] if owed_by else []),
        *([f"priority {saying.priority}"] if saying.priority else []),
        *(["no rule after it gives points"] if saying.stop else []),
    ]


def _products(products: Products) -> Iterator[str]:
    match products.which:
        case "marked":
            yield f"for products that {products.attribute} marks"
        case "categories":
            yield f"for products of {_listed(products.categories)}"
        case "condition":
            yield "for lines that fulfil a condition"


def _counting(counting: Counting) -> Iterator[str]:
    if not counting.discounted:
        yield "before discounts"
    for part in ("tax", "shipping", "paid_with_points"):
        if getattr(counting, part):
            yield f"with {'what points paid' if part == 'paid_with_points' else part}"
    if not counting.paid_with_gift_cards:
        yield "without what gift cards paid"


def _for_whom(saying: Saying, zone: ZoneInfo) -> Iterator[str]:
    yield from narrowing(
        stores=saying.stores, groups=saying.groups, starts_at=saying.starts_at, ends_at=saying.ends_at, zone=zone
    )
    if saying.as_of == "granted":
        yield "by what the customer is when they are granted"


def narrowing(
    *,
    stores: Sequence[str],
    groups: Sequence[str],
    starts_at: datetime | None,
    ends_at: datetime | None,
    zone: ZoneInfo,
) -> Iterator[str]:
    """Where, for whom and when a rule of either kind is."""
    if stores:
        yield f"in {_listed(stores)}"
    if groups:
        yield f"for the customer group{'s' if len(groups) > 1 else ''} {_listed(groups)}"
    if starts_at:
        yield f"from {_at(starts_at, zone)} on"
    if ends_at:
        yield f"before {_at(ends_at, zone)}"


def _limits(limits: Limits, *, one: str) -> Iterator[str]:
    told = {
        one: limits.per_order,
        "a day": limits.per_day,
        f"a {limits.period}": limits.per_period,
        "to a customer ever": limits.per_customer,
    }
    parts = [f"{most:,} {span}" for span, most in told.items() if most is not None]
    if parts:
        yield f"at most {' and '.join(parts)}"


_AWAITED = {
    "email_confirmed": "once the e-mail is confirmed",
    "subscription_confirmed": "once the subscription to {name} is confirmed",
    "event": "once the event {name} comes",
    "release": "once somebody releases them",
}


def _waiting(delay: Delay | None, awaits: Awaits | None) -> Iterator[str]:
    if delay:
        yield f"available after {_span(delay.amount, delay.unit)}"
    if awaits:
        deadline = f" within {_span(awaits.deadline.amount, awaits.deadline.unit)}" if awaits.deadline else ""
        yield f"available {_AWAITED[awaits.action].format(name=awaits.name)}{deadline}"


def _lasting(lifetime: Lifetime | None) -> Iterator[str]:
    if lifetime is None:
        return
    span = _span(lifetime.amount, lifetime.unit)
    match lifetime.counted:
        case "after":
            yield f"lasting {span}"
        case "end_of":
            yield f"lasting to the end of the {span.removeprefix('1 ')}"
        case "inactivity":
            yield f"lasting until {span} without activity"


def _span(amount: int, unit: str) -> str:
    """12 months, or 1 month."""
    return f"{amount:,} {unit if amount != 1 else unit.removesuffix('s')}"


def _listed(names: Sequence[str]) -> str:
    """North, south or west, or the first of many."""
    shown = list(names[:NAMED])
    if len(names) > NAMED:
        return f"{', '.join(shown)} or {len(names) - NAMED} more"
    return " or ".join([*([", ".join(shown[:-1])] if shown[:-1] else []), shown[-1]])


def _at(instant: datetime, zone: ZoneInfo) -> str:
    """The local day, with the time where that isn't midnight."""
    local = instant.astimezone(zone)
    return f"{local:%Y-%m-%d}" if (local.hour, local.minute) == (0, 0) else f"{local:%Y-%m-%d %H:%M}"
