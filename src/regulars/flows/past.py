"""What is asked of all past orders together: customers in parts that fit into memory, and what they have by segment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from pyroaring import BitMap


def slices(by_customer: Sequence[tuple[int, int]], at_once: int) -> Iterator[tuple[int, int]]:
    """Customers with how many orders each has, in parts from one id to before another that have about so many."""
    first, count = None, 0
    for id, orders in by_customer:
        if first is not None and count + orders > at_once:
            yield first, id
            first, count = None, 0
        first = id if first is None else first
        count += orders
    if first is not None:
        yield first, by_customer[-1][0] + 1


class ByCustomer:
    """A number for each of some customers, added up quickly over any set of them."""

    def __init__(self, numbers: Mapping[int, int]) -> None:
        self._ids = BitMap(numbers)
        self._places = np.array(self._ids.to_array(), dtype=np.int64)
        self._numbers = np.array([numbers[id] for id in self._ids], dtype=np.int64)

    def within(self, members: BitMap) -> tuple[int, int]:
        """How many of them are among the members, and the sum of theirs."""
        there = self._ids & members
        at = np.searchsorted(self._places, np.array(there.to_array(), dtype=np.int64))
        return len(there), int(self._numbers[at].sum())
