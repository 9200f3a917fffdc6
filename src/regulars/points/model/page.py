"""The page of one customer in one ledger: what deeds are decided on.

A page holds the lots, holds and debt that a deed may touch. A deed writes
transactions on it; a transaction changes the page by its entries alone, the
same entries that are stored, so what a page says and what the ledger says can
not part. Reading a page at an instant first brings it up to that instant: holds
lapse, pending lots open, lots end, each at its own moment, though nobody was
there to post it then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from .entries import NO_CAUSE, Account, Cause, Deed, Entry, Transaction, netted
from .lots import Draw, Lot, available, draw_up_to

EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HeldDraw:
    """What a hold took from a lot: `points`, of which so many captured, released, and given back after capture."""

    lot_id: int
    points: int
    captured: int = 0
    released: int = 0
    returned: int = 0

    @property
    def held(self) -> int:
        return self.points - self.captured - self.released


@dataclass(frozen=True, slots=True)
class Hold:
    """Points reserved in named lots until captured, released or, at `lapses_at`, lapsed."""

    key: str
    draws: tuple[HeldDraw, ...]
    lapses_at: datetime
    reason: str | None = None

    @property
    def held(self) -> int:
        return sum(draw.held for draw in self.draws)

    @property
    def captured(self) -> int:
        return sum(draw.captured for draw in self.draws)

    @property
    def returned(self) -> int:
        return sum(draw.returned for draw in self.draws)


@dataclass(slots=True)
class Page:
    """One customer's part of a ledger, and the transactions that have been written on it since it was read.

    `lots` holds every lot with points remaining or held, those of open holds,
    and those that the deed at hand names; a page read for grants alone may hold
    none as long as nothing is owed. `debt` is what is owed, zero or more.
    """

    customer_id: int
    ledger_id: int
    lots: dict[int, Lot] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    debt: int = 0
    written: list[Transaction] = field(default_factory=list)

    def write(
        self,
        key: str,
        deed: Deed,
        at: datetime,
        entries: list[Entry],
        cause: Cause = NO_CAUSE,
        *,
        born: Lot | None = None,
    ) -> Transaction:
        """Post these entries, with those of a lot that is born whole, and pay what is owed from what is available now."""
        self._apply(entries)
        if born is not None:
            assert 0 < born.points == born.remaining, born
            self.lots[born.id] = born
            entries.append(Entry(born.account, born.points, born.id))
        if self.debt:
            repayment = self._repayment(at)
            self._apply(repayment)
            entries += repayment
        if len(entries) > 2:
            entries = netted(entries)
        assert sum([entry.points for entry in entries]) == 0, (key, entries)
        transaction = Transaction(key, deed, at, self.customer_id, self.ledger_id, tuple(entries), cause)
        self.written.append(transaction)
        return transaction

    def bring_up_to(self, at: datetime, *, since: datetime = EVER) -> None:
        """Post what time alone has done up to `at`: holds that lapsed, lots that opened or ended.

        What a deed at `since` put back into a lot that had ended ends at that deed.
        """
        while (due := min(self._due(at), default=None)) is not None:
            instant, _, what = due
            instant = since = max(instant, since)
            if isinstance(what, str):
                self._lapse(what, instant)
            else:
                lot = self.lots[what]
                if lot.opened or lot.waits:
                    self._end(lot, instant)
                else:
                    self._open(lot, instant)

    def available(self, at: datetime) -> int:
        """What can be drawn at an instant up to which the page has been brought."""
        return available((lot for lot in self.lots.values() if lot.opened), at)

    def free_holds(self, key: str, draws: Iterable[Draw]) -> list[Entry]:
        """Take draws off a hold and say what puts them back where they came from.

        A lot that has ended meanwhile takes them back all the same: it ends
        with them when the page is next brought up to an instant.
        """
        hold = self.holds[key]
        freed = {draw.lot_id: draw.points for draw in draws}
        self.holds[key] = replace(
            hold, draws=tuple(replace(d, released=d.released + freed.get(d.lot_id, 0)) for d in hold.draws)
        )
        entries: list[Entry] = []
        for lot_id, points in freed.items():
            entries += [Entry(Account.HELD, -points, lot_id), Entry(self.lots[lot_id].account, points, lot_id)]
        return entries

    def _apply(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            lot_id = entry.lot_id
            if lot_id is not None and entry.customer_id is None:
                self.lots[lot_id] = self.lots[lot_id].after(entry)
            if entry.account is Account.DEBT and entry.customer_id is None:
                self.debt -= entry.points
                assert self.debt >= 0, self.debt

    def _repayment(self, at: datetime) -> list[Entry]:
        entries: list[Entry] = []
        for lot_id, points in draw_up_to((lot for lot in self.lots.values() if lot.opened), self.debt, at):
            entries += [Entry(Account.AVAILABLE, -points, lot_id), Entry(Account.DEBT, points, lot_id)]
        return entries

    def _due(self, at: datetime) -> Iterator[tuple[datetime, int, int | str]]:
        """What has come due, so that the least comes first: lapses before openings before endings."""
        for hold in self.holds.values():
            if hold.lapses_at <= at and hold.held:
                yield hold.lapses_at, 0, hold.key
        for lot in self.lots.values():
            if not lot.remaining:
                continue
            if not lot.opened and lot.starts_at is not None:
                if lot.starts_at <= at:
                    yield lot.starts_at, 1, lot.id
            elif lot.ends_at is not None and lot.ends_at <= at:
                yield lot.ends_at, 2, lot.id

    def _lapse(self, key: str, at: datetime) -> None:
        hold = self.holds[key]
        entries = self.free_holds(key, [Draw(d.lot_id, d.held) for d in hold.draws if d.held])
        self.write(f"lapse:{key}", Deed.LAPSE, at, entries, Cause(reason=hold.reason))

    def _open(self, lot: Lot, at: datetime) -> None:
        self.lots[lot.id] = lot._replace(opened=True)
        entries = [Entry(Account.PENDING, -lot.remaining, lot.id), Entry(Account.AVAILABLE, lot.remaining, lot.id)]
        self.write(f"open:{lot.id}", Deed.OPEN, at, entries, Cause(lot.source.rule_id, lot.source.order))

    def _end(self, lot: Lot, at: datetime) -> None:
        self.lots[lot.id] = lot._replace(endings=lot.endings + 1)
        entries = [Entry(lot.account, -lot.remaining, lot.id), Entry(Account.ENDED, lot.remaining, lot.id)]
        cause = Cause(lot.source.rule_id, lot.source.order)
        self.write(f"end:{lot.id}:{lot.endings + 1}", Deed.END, at, entries, cause)
