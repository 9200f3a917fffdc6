"""A generated shop with everything a test asks of it: its subjects, and conditions about them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st

from regulars.rules.calendar import Calendar
from regulars.rules.check import check
from regulars.rules.scope import Scope
from regulars.rules.tree import Condition
from regulars.rules.vocabulary import Vocabulary

from .conditions import JSON, Writer
from .luck import Drawn, Luck
from .reference import Asker, Shop, as_of, cart_asker, event_asker, line_askers, order_asker
from .scenes import SCENES, Scene
from .shops import Maker
from .subjects import VOCABULARIES

settings.register_profile(
    "every",
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
EVERY = settings.get_profile("every")
"""Whole shops are too slow to shrink; a difference is told in full, and its case is small enough to read."""

RICH = 195
"""The seed of a shop with some of everything."""
NEAREST = 100
"""So many of the later edges that come next are asked about, and as many of those after them."""

SUBJECTS = ("customer", "cart", "order", "line", "event")


@dataclass
class World:
    """A scene, a shop in it, and the luck that made them."""

    luck: Luck
    scene: Scene
    shop: Shop

    @classmethod
    def made(cls, luck: Luck, most: int = 3) -> World:
        scene = luck.pick(SCENES)
        return cls(luck, scene, Maker(luck, scene, most).shop())

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.scene.clock.zone, self.scene.leap_day)  # type: ignore[arg-type]

    @property
    def vocabulary(self) -> Vocabulary:
        return VOCABULARIES[self.scene.currency]

    @cached_property
    def customers(self) -> list[int]:
        """The numbers of all customers."""
        return sorted(self.shop.customers())

    def instants(self, count: int) -> list[datetime]:
        """Some instants on the edges of what happens in the shop."""
        return [self.luck.pick(self.scene.instants()) for _ in range(count)]

    def askers(self, subject: str, instants: Sequence[datetime]) -> list[Asker]:
        """Everyone and everything of one kind that asks, at these instants or at its own."""
        shop = self.shop
        if subject == "customer":
            return [as_of(shop, now, customer) for customer in self.customers for now in instants]
        if subject == "cart":
            return [cart_asker(shop, self.quoted(cart), now) for cart in shop.all("cart") for now in instants]
        if subject == "order":
            return [order_asker(shop, order) for order in shop.all("order")]
        if subject == "event":
            return [event_asker(shop, event) for event in shop.all("event")]
        return [
            line for one in ("cart", "order") for asker in self.askers(one, instants[:1]) for line in line_askers(asker)
        ]

    def quoted(self, cart: dict[str, Any]) -> dict[str, Any]:
        """A cart as it is asked about, with what only a quote says."""
        chosen = {"shipping_method": "dhl", "payment_method": "", "shipping_country": "UA", "weight": "1.5"}
        return cart | chosen if self.luck.once_in(2) else cart

    def writer(self, subject: str, askers: Sequence[Asker]) -> Writer:
        return Writer(self.luck, self.vocabulary, subject, askers, self.scene.clock)

    def checked(self, condition: JSON, subject: str = "customer") -> Condition:
        return check(condition, Scope(self.vocabulary, subject, self.scene.clock.zone))  # type: ignore[arg-type]


@dataclass
class Case:
    """A generated world, instants on its edges, and conditions about one kind of subject."""

    world: World
    instants: list[datetime]
    askers: list[Asker]
    conditions: list[JSON]


@st.composite
def cases(
    draw: Any, subject: str, *, instants: int = 3, conditions: int = 5, depth: int = 3, stays: bool = True
) -> Case:
    """Generated worlds with as many instants, and conditions about whoever asks."""
    world = World.made(Drawn(draw))
    if not stays:
        world.shop.stays = ()
    edges = world.instants(instants)
    askers = world.askers(subject, edges)[:12]
    assume(askers)
    writer = world.writer(subject, askers)
    return Case(world, edges, askers, [writer.condition(depth=depth) for _ in range(conditions)])


def edges(world: World, after: datetime) -> list[datetime]:
    """Later instants at which some answer may turn, and those just before and after them."""
    clock = world.scene.clock
    times = {after, *dated(world)}
    found: set[datetime] = set()
    for time in times:
        found |= {time + shift for shift in (timedelta(), *(timedelta(hours=n) for n in (1, 2)))}
        found |= {time + timedelta(days=n) for n in (1, 2, 7, 14, 30, 31, 90, 365, 366)}
        day = clock.local_date(time)
        found |= {clock.day_start(day + timedelta(days=n)) for n in (1, 2, 7, 8, 14, 15, 29, 30, 31, 90, 365, 366)}
        found |= {clock.day_start(clock.anniversary(day, after.year + n)) for n in (0, 1, 2)}
        local = clock.local(time)
        found |= {clock.to_utc(datetime.combine(months_on(local.date(), n), local.time())) for n in (1, 3, 12)}
    steps = (-timedelta(microseconds=1), timedelta(), timedelta(microseconds=1))
    later = sorted({instant + step for instant in found for step in steps if instant + step > after})
    return [*later[:NEAREST], *later[NEAREST :: 1 + len(later) // NEAREST]]


def dated(world: World) -> list[datetime]:
    """Every instant at which something of the shop begins, happens or ends."""
    shop = world.shop
    decided = [move[0] for move in shop.moves()] + [posting.at for posting in shop.postings]
    decided += [told.at for coupon in shop.coupons for told in coupon.told]
    decided += [at for coupon in shop.coupons if (at := coupon.ends_at) is not None]
    decided += [one.sent_at for one in shop.messages] + [at for one in shop.messages for _, at in one.told]
    decided += [at for one in shop.promotions for at in (one.at, one.ends_at) if at is not None]
    return [*mentioned_in([entry.document for entry in shop.entries], world), *decided]


def mentioned_in(value: Any, world: World) -> list[datetime]:
    """Every date and instant in a document."""
    if isinstance(value, dict):
        return [time for one in value.values() for time in mentioned_in(one, world)]
    if isinstance(value, list):
        return [time for one in value for time in mentioned_in(one, world)]
    if not isinstance(value, str) or not value[:4].isdigit() or value[4:5] != "-":
        return []
    try:
        if len(value) == len("2026-03-01"):
            return [world.scene.clock.day_start(date.fromisoformat(value))]
        time = datetime.fromisoformat(value)
    except ValueError:
        return []
    return [world.scene.clock.to_utc(time) if time.tzinfo is None else time]


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
