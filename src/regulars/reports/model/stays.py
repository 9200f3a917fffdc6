"""Who was in which segments at the instant of each act, and what the acts of each segment's members come to.

A year of changes is tens of millions of customers coming and going, far more than
there are acts. So nothing is put in order and nothing is joined: the memberships of
all customers stand in one array of bits, and time goes over it a day at a time. An act
reads its customer's bits as its day began; only of customers who came or went on
the very day of an act it is looked up what came before it.

What an order brings is dated when the shop's word of it was received, a moment
after it was completed; the order counts with it all the same, for a customer is
a member from that instant on, that order included.

Nothing here reads a clock or a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from regulars.rules.query import BITS

Ids = npt.NDArray[np.int32]
Us = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]

MICROSECOND = timedelta(microseconds=1)
DELIVERY = timedelta(minutes=5)
"""A change within as long after a customer's last order was completed is taken for what that order brought."""
DELIVERY_US = DELIVERY // MICROSECOND
AT_ONCE_US = timedelta(days=1) // MICROSECOND
MANY_IN_A_ROW = 64
"""From so many customers a row on, rows are looked at one after another; else all of a day at once."""
EXACT = 2**53
"""Up to here sums of floating point numbers are exact."""
HALF = 26
"""What could come to more is added up in two halves, the lower one of so many bits."""
NEVER = 2**62


@dataclass(frozen=True, slots=True)
class Acts:
    """What customers did, in any order: whose each was, its microsecond, and whether it was an order."""

    customers: Ids
    us: Us
    is_order: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Changes:
    """Who came to or left segments, by microsecond: row n is of a segment, by number, and of the customers from `starts[n]` to
    before `starts[n + 1]`. Who is named was out before and came, or was in and left."""

    segments: npt.NDArray[np.int64]
    us: Us
    starts: npt.NDArray[np.int64]
    customers: Ids

    def without(self, segment: int, customers: Ids) -> Changes:
        """The same without what became of some customers in a segment."""
        of_segment = np.repeat(self.segments == segment, np.diff(self.starts))
        kept = ~of_segment
        kept[of_segment] = ~np.isin(self.customers[of_segment], customers)
        kept_before = np.concatenate([[0], np.cumsum(kept)])
        return Changes(self.segments, self.us, kept_before[self.starts], self.customers[kept])


Held = tuple[Ids, Sequence[Bits]]
"""Customers with who is in which segments, `BITS` of them in each word; who isn't named is in none."""


def words_of(customers: Ids, held: Held) -> list[Bits]:
    """The memberships of customers, a word at a time, in their order."""
    return [one[customers] for one in _everybody(customers, held)]


def _everybody(others: Ids, held: Held) -> Bits:
    """The words by customer, up to the last of them and of some others."""
    customers, words = held
    size = 1 + max((int(ids.max()) for ids in (others, customers) if len(ids)), default=0)
    state = np.zeros((len(words), size), np.uint64)
    for n, word in enumerate(words):
        state[n, customers] = word
    return state


def bits_at(acts: Acts, changes: Changes, began: Held) -> list[Bits]:
    """The memberships of each act's customer at its instant, a word at a time, in the order of the acts.

    `began`: who was in before the first change.
    """
    last = np.array([int(ids.max()) for ids in (acts.customers, changes.customers) if len(ids)], np.int32)
    state = _everybody(last, began)
    if not len(acts.us):
        return list(np.zeros((len(state), 0), np.uint64))
    first = min(int(acts.us.min()), int(changes.us[0]) if len(changes.us) else NEVER)
    days = ((acts.us - first) // AT_ONCE_US).astype(np.uint16)
    order = np.argsort(days, kind="stable")
    by_day = Acts(acts.customers[order], acts.us[order], acts.is_order[order])
    over = int(days.max()) + 2  # a day more than there are acts: a change on it may be what the last order brought
    begins = np.searchsorted(days[order], np.arange(over + 1))
    found = _swept(by_day, changes, state, first, begins)
    told = np.empty_like(found)
    told[:, order] = found
    return list(told)


def _swept(acts: Acts, changes: Changes, state: Bits, first: int, begins: npt.NDArray[np.intp]) -> Bits:
    """The same of acts that lie by day: those of the n-th day after `first` begin at `begins[n]`. `state` is carried along."""
    words, size = state.shape
    flat = state.reshape(-1)
    found = np.zeros((words, len(acts.us)), np.uint64)
    word, bit = np.divmod(changes.segments, BITS)
    masks = np.left_shift(np.uint64(1), bit.astype(np.uint64))
    acts_here = np.zeros(size, np.bool_)
    edges = first + AT_ONCE_US * np.arange(len(begins))
    rows_begin = np.searchsorted(changes.us, edges)
    for n in range(len(begins) - 1):
        here, rows = slice(begins[n], begins[n + 1]), slice(rows_begin[n], rows_begin[n + 1])
        found[:, here] = state[:, acts.customers[here]]
        starts = changes.starts[rows.start : rows.stop + 1]
        if starts[0] == starts[-1]:
            continue
        moved, counts = changes.customers[starts[0] : starts[-1]], np.diff(starts)
        yesterday = begins[max(n - 1, 0)] + np.flatnonzero(
            acts.us[begins[max(n - 1, 0)] : here.start] >= edges[n] - DELIVERY_US
        )
        near = np.concatenate([yesterday, np.arange(here.start, here.stop)])
        acts_here[acts.customers[near]] = True
        met = np.flatnonzero(acts_here[moved])
        acts_here[acts.customers[near]] = False
        if len(met):
            row = np.searchsorted(starts - starts[0], met, side="right") - 1 + rows.start
            _look_up(found, acts, near, (moved[met], changes.us[row], word[row], masks[row]))
        if len(moved) >= MANY_IN_A_ROW * (rows.stop - rows.start):
            for at in range(rows.start, rows.stop):
                state[word[at], changes.customers[changes.starts[at] : changes.starts[at + 1]]] ^= masks[at]
        else:
            places = moved if words == 1 else moved + np.repeat(word[rows] * size, counts)
            np.bitwise_xor.at(flat, places, np.repeat(masks[rows], counts))
    return found


def _look_up(
    found: Bits, acts: Acts, near: npt.NDArray[np.intp], moved: tuple[Ids, Us, npt.NDArray[np.int64], Bits]
) -> None:
    """Put right what acts of a day, and of the moment before it, were found to be, by the changes of their customers that
    day: of whom, when, in which word, and which bit."""
    customers, us, word, masks = moved
    those = np.unique(customers)
    mine = near[np.isin(acts.customers[near], those)]
    beginning = int(min(acts.us[mine].min(), us.min()))
    span = int(max(acts.us[mine].max(), us.max())) - beginning + 2

    def keys(ids: Ids, at: Us) -> npt.NDArray[np.int64]:
        return np.searchsorted(those, ids) * span + (at - beginning + 1)

    done = keys(acts.customers[mine], acts.us[mine])
    orders = np.sort(done[acts.is_order[mine]])
    came = _dated(keys(customers, us), orders, span)
    whose = np.searchsorted(those, acts.customers[mine]) * span
    for n in np.unique(word):
        mask = word == n
        by_time = np.argsort(came[mask], kind="stable")
        so_far = np.concatenate([[np.uint64(0)], np.bitwise_xor.accumulate(masks[mask][by_time])])
        told = came[mask][by_time]
        found[n, mine] ^= so_far[np.searchsorted(told, done, side="right")] ^ so_far[np.searchsorted(told, whose)]


def _dated(came: npt.NDArray[np.int64], orders: npt.NDArray[np.int64], span: int) -> npt.NDArray[np.int64]:
    """Changes dated back to their customer's last order where that was a moment before."""
    if not len(orders):
        return came
    last = orders[np.maximum(np.searchsorted(orders, came, side="right") - 1, 0)]
    is_recent = (last <= came) & (came - last <= DELIVERY_US) & (last // span == came // span)
    return np.where(is_recent, last, came)


def summed(bits: Sequence[Bits], amounts: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """What the acts of each segment's members come to: a row a segment, `BITS` of them for each word, a column an amount.

    They are added up by eight bits at a time, of which there are no more than 256 different ones.
    """
    largest = max(int(np.abs(one).max(initial=0)) for one in amounts)
    if largest * len(amounts[0]) >= EXACT:
        assert len(amounts[0]) < EXACT >> HALF
        high, low = (summed(bits, half) for half in zip(*map(_halves, amounts), strict=True))
        return (high << HALF) + low
    weights = [one.astype(np.float64) for one in amounts]
    has = (np.arange(256)[:, None] >> np.arange(8) & 1).astype(np.float64)
    sums = np.zeros((len(bits), 64, len(amounts)))
    for n, word in enumerate(bits):
        eights = np.ascontiguousarray(word).astype("<u8", copy=False).view(np.uint8).reshape(-1, 8)
        for eight in range(8):
            which = eights[:, eight].astype(np.intp)
            each = np.stack([np.bincount(which, weight, 256) for weight in weights], axis=1)
            sums[n, 8 * eight : 8 * eight + 8] = has.T @ each
    return np.rint(sums[:, :BITS]).astype(np.int64).reshape(-1, len(amounts))


def _halves(amounts: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    return amounts >> HALF, amounts & (1 << HALF) - 1
