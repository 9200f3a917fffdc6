"""Lots: how a balance remembers when its points end.

Points are earned in lots, each with its own lifetime. The balance at an instant
is the sum of the lots open then, less what is owed. Spending draws from the lot
that ends soonest, so that customers lose as little as possible to expiry.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from regulars.core.errors import Refusal
from regulars.core.sentences import say

from .entries import Account, Entry

NEVER = datetime.max.replace(tzinfo=UTC)


class NotEnoughPoints(Refusal):
    """More points were asked for than are there to be taken now."""

    code = "points.not_enough"
    status = 409

    def __init__(self, *, needed: int, available: int) -> None:
        super().__init__(
            say(
                "{needed:point is|points are} needed and {available:is|are} available; take no more than there are",
                needed=needed,
                available=available,
            )
        )
        self.needed = needed
        self.available = available


class Source(NamedTuple):
    """Where a lot came from: what granted it, the rule, and the order's number at the shop."""

    kind: str
    rule_id: int | None = None
    order: str | None = None


class Lot(NamedTuple):
    """So many points, given at once. `points` = remaining + held + used + ended + reversed + adjusted.

    Pending until `starts_at`, open until `ends_at` (None: for good), from the
    first instant to before the second. `starts_at` None: pending until what
    `awaits` says is done, see `awaiting`, or it ends at `ends_at`. `opened` says that the opening has been
    posted, `endings` how often an ending was; `inactivity` how the end moves when
    the customer earns or spends, see `lifetime.from_inactivity`.
    """

    id: int
    points: int
    remaining: int
    starts_at: datetime | None
    ends_at: datetime | None
    source: Source
    key: str
    held: int = 0
    used: int = 0
    ended: int = 0
    reversed: int = 0
    adjusted: int = 0
    opened: bool = True
    endings: int = 0
    inactivity: str | None = None
    awaits: str | None = None

    def has_ended(self, at: datetime) -> bool:
        return self.ends_at is not None and self.ends_at <= at

    def is_open(self, at: datetime) -> bool:
        return self.starts_at is not None and self.starts_at <= at and not self.has_ended(at)

    @property
    def waits(self) -> bool:
        """Whether it has no start yet, for what it waits for is not known to have been done."""
        return self.starts_at is None

    def drawing_order(self) -> tuple[datetime, datetime, int]:
        """What ends first goes first; ties by start, then id; what never ends goes last."""
        return (self.ends_at or NEVER, self.starts_at or NEVER, self.id)

    @property
    def account(self) -> Account:
        """The account that what remains stands on."""
        return Account.AVAILABLE if self.opened else Account.PENDING

    @property
    def is_whole(self) -> bool:
        """Whether nothing is lost, doubled or below zero."""
        parts = (self.remaining, self.held, self.used, self.ended, self.reversed, self.adjusted)
        return self.points == sum(parts) and min(parts) >= 0

    def after(self, entry: Entry) -> Lot:
        """The lot once an entry that names it has been posted."""
        column = _COLUMNS[entry.account]
        changed: Lot = self._replace(**{column: getattr(self, column) + entry.points})
        return changed


_COLUMNS = {
    Account.PENDING: "remaining",
    Account.AVAILABLE: "remaining",
    Account.HELD: "held",
    Account.REDEEMED: "used",
    Account.DEBT: "used",
    Account.ENDED: "ended",
    Account.REVERSED: "reversed",
    Account.ADJUSTED: "adjusted",
}
"""The column of a lot that each account's entries add up to. Paying a debt uses points as spending does."""


class Draw(NamedTuple):
    """So many points from one lot."""

    lot_id: int
    points: int


def available(lots: Iterable[Lot], at: datetime) -> int:
    """The points that can be drawn at an instant."""
    return sum(lot.remaining for lot in lots if lot.is_open(at))


def draw(lots: Iterable[Lot], points: int, at: datetime) -> list[Draw]:
    """Take `points` from the lots open at `at`, the soonest to end first."""
    assert points > 0, points
    open_lots = [lot for lot in lots if lot.is_open(at)]
    found = sum(lot.remaining for lot in open_lots)
    if found < points:
        raise NotEnoughPoints(needed=points, available=found)
    return draw_up_to(open_lots, points, at)


def draw_up_to(lots: Iterable[Lot], points: int, at: datetime) -> list[Draw]:
    """Like `draw`, but takes what there is when there is less."""
    draws: list[Draw] = []
    missing = points
    for lot in sorted((lot for lot in lots if lot.is_open(at) and lot.remaining), key=Lot.drawing_order):
        if missing == 0:
            break
        taken = min(lot.remaining, missing)
        draws.append(Draw(lot.id, taken))
        missing -= taken
    return draws
