"""Conversions: the orders that messages brought about.

An order counts for the last touch that it was placed after, if it was placed
within that source's window: so it counts for one message, and what all sources
brought adds up to no more than what was sold. Cancelled orders don't count; of
the others what was given back since is taken off.

Sources differ in what a touch is and in their window. Touches of one window are
joined to orders at once, the last before each; of the few found for an order the
latest is taken. Amounts are minor units of the base currency.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regulars.facts.relations import base_tables
from regulars.http.instants import from_microseconds, instant, microseconds
from regulars.rules.query.functions import epoch_us, local_time

AskAll = Callable[..., dict[str, pa.Table]]
SourceId = tuple[str, str]
LEVELS = {"delivery": 0, "open": 1, "click": 2}
"""What is at least needed of a touch: a click is an open too, and either is of a mail that went out."""
MEASURED = ("campaign", "workflow", "newsletter")
DAY_US = 86_400_000_000
CANCELLED = "cancelled"


class Counts(NamedTuple):
    """What an order must come after, and within how many days."""

    by: str
    days: int


@dataclass(frozen=True, slots=True)
class Rule:
    """What counts: as is usual, and of the sources that say otherwise."""

    usual: Counts
    sources: Mapping[SourceId, Counts] = field(default_factory=dict)

    @property
    def days(self) -> Sequence[int]:
        """The windows that there are."""
        return sorted({self.usual.days, *(one.days for one in self.sources.values())})


@dataclass(frozen=True, slots=True)
class Asked:
    """Which orders are looked for: those of one source or of all, placed within instants, of some customers."""

    source: SourceId | None = None
    since: datetime | None = None
    until: datetime | None = None
    only: pa.Table | None = None


class Brought(NamedTuple):
    """Orders that were brought about, and what they came to less what was given back."""

    orders: int = 0
    revenue: int = 0

    def plus(self, other: Brought) -> Brought:
        return Brought(self.orders + other.orders, self.revenue + other.revenue)


class Daily(NamedTuple):
    """What a message brought about on a local day."""

    message_id: int
    day: date
    brought: Brought


class Conversion(NamedTuple):
    """An order, and the message that it counts for."""

    order_id: int
    order: str | None
    customer_id: int
    message_id: int
    placed_at: datetime
    touched_at: datetime
    status: str | None
    total: int
    refunded: int


def by_message(ask_all: AskAll, asked: Asked, rule: Rule, *, now: datetime) -> list[Daily]:
    """What each message brought about, day by day."""
    found = attributed(asked, rule, now)
    daily = found.group_by(["message_id", "day"]).agg(orders=found.count(), revenue=found.revenue.sum().cast("int64"))
    rows = ask_all({"rows": daily}, tables_of(asked, rule))["rows"].to_pylist()
    return [Daily(row["message_id"], row["day"], Brought(row["orders"], row["revenue"])) for row in rows]


def by_source(asked: Asked, rule: Rule, now: datetime) -> ir.Table:
    """The question what each source brought about; `read_by_source` reads its answer."""
    found = attributed(asked, rule, now)
    return found.group_by(["source", "source_id"]).agg(orders=found.count(), revenue=found.revenue.sum().cast("int64"))


def read_by_source(answers: pa.Table) -> dict[SourceId, Brought]:
    """What each source brought about."""
    rows = answers.to_pylist()
    return {(row["source"], row["source_id"]): Brought(row["orders"], row["revenue"]) for row in rows}


def listed(
    ask_all: AskAll, asked: Asked, rule: Rule, *, now: datetime, before: tuple[int, int] | None, limit: int
) -> list[Conversion]:
    """The orders themselves, the latest first; `before`: the microsecond and the id of the last one that was shown."""
    found = attributed(asked, rule, now)
    if before is not None:
        us, id = before
        found = found.filter((found.placed_us < us) | ((found.placed_us == us) & (found.order_id < id)))
    found = found.order_by([found.placed_us.desc(), found.order_id.desc()]).limit(limit)
    rows = ask_all({"rows": found}, tables_of(asked, rule))["rows"].to_pylist()
    return [
        Conversion(
            row["order_id"], row["external_id"], row["customer_id"], row["message_id"], from_microseconds(row["placed_us"]),
            from_microseconds(row["touched_us"]), row["status"], row["total"], row["refunded"],
        )
        for row in rows
    ]  # fmt: skip


def tables_of(asked: Asked, rule: Rule) -> dict[str, pa.Table]:
    """The tables that come along with the questions."""
    said = [(source, id, LEVELS[one.by], one.days) for (source, id), one in rule.sources.items()]
    types = {"source": pa.string(), "source_id": pa.string(), "level": pa.int32(), "days": pa.int32()}
    rows = [dict(zip(types, one, strict=True)) for one in said]
    tables = {"said": pa.Table.from_pylist(rows, pa.schema(types))}
    return tables if asked.only is None else tables | {"only": asked.only}


def attributed(asked: Asked, rule: Rule, now: datetime) -> ir.Table:
    """A row for each order that was brought about, with the message that it counts for."""
    touches = _touches(asked, rule)
    meant = touches if asked.source is None else touches.filter(_is(touches, asked.source))
    theirs = meant.select(
        "customer_id"
    ).distinct()  # most customers never did what counts, so their orders needn't be looked at
    orders = _orders(asked, now).semi_join(theirs, "customer_id")
    if asked.source is not None:
        touches = touches.semi_join(theirs, "customer_id")
    last = _last_touches(orders, touches, rule.days)
    message = base_tables()["message"].select("source", "source_id", its_id="message_id")
    named = last.inner_join(message, last.message_id == message.its_id)
    if asked.source is not None:
        named = named.filter(_is(named, asked.source))
    paid = orders.rename(paid_id="order_id", buyer="customer_id")
    found = named.inner_join(paid, named.order_id == paid.paid_id)
    return found.select(
        "order_id", "external_id", "message_id", "source", "source_id", "status", "placed_us", "touched_us", "total",
        "refunded", customer_id="buyer", revenue=found.total - found.refunded, day=local_time(found.placed_at).date(),
    )  # fmt: skip


def _is(rows: ir.Table, source: SourceId) -> ir.BooleanValue:
    return (rows.source == source[0]) & (rows.source_id == source[1])


def _orders(asked: Asked, now: datetime) -> ir.Table:
    order = base_tables()["order"]
    kept = order.filter(order.customer_id.notnull() & (order.status.fill_null("") != CANCELLED))
    kept = kept.filter(kept.placed_at <= instant(now))
    if asked.since is not None:
        kept = kept.filter(kept.placed_at >= instant(asked.since))
    if asked.until is not None:
        kept = kept.filter(kept.placed_at < instant(asked.until))
    if asked.only is not None:
        kept = kept.semi_join(ibis.table({"customer_id": "int32"}, name="only"), "customer_id")
    return kept.select(
        "order_id", "external_id", "customer_id", "placed_at", "status",
        placed_us=epoch_us(kept.placed_at),
        total=kept.grand_total.fill_null(0),
        refunded=kept.refunded_total.fill_null(0),
    )  # fmt: skip


def _touches(asked: Asked, rule: Rule) -> ir.Table:
    """What customers did with messages, of what counts by what the source says; `us`, its instant in microseconds."""
    message = base_tables()["message"]
    sent = message.filter(message.source.isin(MEASURED))
    again = base_tables()["message_click"].select(its_id="message_id", clicked_again="clicked_at")
    again = sent.drop("clicked_at").inner_join(again, sent.message_id == again.its_id)

    def did(rows: ir.Table, column: str, level: str) -> ir.Table:
        known = rows.filter(rows[column].notnull())
        at = ibis.literal(LEVELS[level], "int32")
        return known.select("customer_id", "message_id", "source", "source_id", us=epoch_us(known[column]), did=at)

    parts = [did(sent, "clicked_at", "click"), did(again, "clicked_again", "click")]
    if any(LEVELS[one.by] < LEVELS["click"] for one in (rule.usual, *rule.sources.values())):
        parts += [did(sent, "opened_at", "open"), did(sent, "sent_at", "delivery")]
    every = ibis.union(*parts)
    said = ibis.table({"source": "string", "source_id": "string", "level": "int32", "days": "int32"}, name="said")
    both = every.left_join(said.rename(of="source", of_id="source_id"), [("source", "of"), ("source_id", "of_id")])
    needed = both.level.fill_null(ibis.literal(LEVELS[rule.usual.by], "int32"))
    counted = both.mutate(days=both.days.fill_null(ibis.literal(rule.usual.days, "int32"))).filter(both.did >= needed)
    if asked.since is not None:
        earliest = microseconds(asked.since - timedelta(days=max(rule.days)))
        counted = counted.filter(counted.us >= earliest)
    if asked.until is not None:
        counted = counted.filter(counted.us < microseconds(asked.until))
    return counted.select("customer_id", "message_id", "source", "source_id", "us", "days")


def _last_touches(orders: ir.Table, touches: ir.Table, windows: Sequence[int]) -> ir.Table:
    """For each order the last touch before it whose window holds it: `order_id`, `message_id`, `touched_us`."""
    placed = orders.select("order_id", "customer_id", "placed_us").view()
    parts = []
    for days in windows:
        these = touches.filter(touches.days == days).group_by(["customer_id", "us"])
        last = these.agg(message_id=ibis._.message_id.max()).rename(toucher="customer_id", touched_us="us").view()
        met = placed.asof_join(
            last, on=placed.placed_us >= last.touched_us, predicates=placed.customer_id == last.toucher
        )
        met = met.filter(met.touched_us.notnull() & (met.placed_us - met.touched_us <= days * DAY_US))
        parts.append(met.select("order_id", "message_id", "touched_us"))
    if len(parts) == 1:
        return parts[0]
    every = ibis.union(*parts)
    latest = every.mutate(latest=every.touched_us.max().over(ibis.window(group_by="order_id")))
    return (
        latest.filter(latest.touched_us == latest.latest)
        .group_by("order_id")
        .agg(message_id=ibis._.message_id.max(), touched_us=ibis._.touched_us.max())
    )
