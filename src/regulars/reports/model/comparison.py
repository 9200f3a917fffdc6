"""Those who were left alone against those who were not: what a campaign or a newsletter changed, and how sure that is.

The share of buyers is compared by Newcombe's interval, which holds for small
shares and small groups too; what was bought for by Welch's, whose groups may
spread differently. Both are of 95 %. Where a group is small, or almost nobody
bought, an interval says nothing that helps, and none is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Literal, NamedTuple

CONFIDENCE = 0.95
LEAST_CUSTOMERS = 50
"""With fewer on either side the mean of what they bought for isn't spread as the interval takes it to be."""
LEAST_BUYERS = 5
"""With fewer on both sides together, one more or less would turn the answer round."""
_Z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)

Verdict = Literal["too_few", "unclear", "more", "less"]
"""Too few to tell; the interval holds no difference too; more than those left alone; less."""


@dataclass(frozen=True, slots=True)
class Group:
    """How many customers, how many of them ordered, how many orders; what came of it in minor units, and the squares of what
    came of each customer added up."""

    customers: int
    buyers: int
    orders: int
    revenue: int
    squares: float

    @property
    def rate(self) -> float:
        """The share of those who ordered."""
        return self.buyers / self.customers if self.customers else 0.0

    @property
    def mean(self) -> float:
        """What came of a customer."""
        return self.revenue / self.customers if self.customers else 0.0

    @property
    def variance(self) -> float:
        """Of what came of customers, as a sample has it."""
        if self.customers < 2:
            return 0.0
        return max(0.0, (self.squares - self.revenue * self.revenue / self.customers) / (self.customers - 1))


class Interval(NamedTuple):
    """A difference, and between which values it lies in 95 of 100 cases."""

    difference: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The treated less those left alone: the share of buyers, and what came of a customer. None: too few to tell."""

    rate: Interval | None
    revenue: Interval | None

    @property
    def verdict(self) -> Verdict:
        """What can be said of the share of buyers."""
        return verdict(self.rate)


def compare(treated: Group, alone: Group) -> Comparison:
    """What was changed by treating customers, by those who were left alone."""
    if min(treated.customers, alone.customers) < LEAST_CUSTOMERS or treated.buyers + alone.buyers < LEAST_BUYERS:
        return Comparison(None, None)
    rate = difference_of_shares(treated.buyers, treated.customers, alone.buyers, alone.customers)
    return Comparison(rate, difference_of_means(treated, alone))


def verdict(interval: Interval | None) -> Verdict:
    """What an interval says: that it is more or less only if no difference is outside of it."""
    if interval is None:
        return "too_few"
    if interval.low > 0:
        return "more"
    return "less" if interval.high < 0 else "unclear"


def difference_of_shares(some: int, of: int, other: int, of_other: int) -> Interval:
    """Newcombe's interval (1998, method 10) of `some` of `of` less `other` of `of_other`."""
    first, second = some / of, other / of_other
    low_first, high_first = wilson(some, of)
    low_second, high_second = wilson(other, of_other)
    difference = first - second
    below = sqrt((first - low_first) ** 2 + (high_second - second) ** 2)
    above = sqrt((high_first - first) ** 2 + (second - low_second) ** 2)
    return Interval(difference, difference - below, difference + above)


def wilson(some: int, of: int) -> tuple[float, float]:
    """Wilson's interval of a share."""
    assert 0 <= some <= of, (some, of)
    share, square = some / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def difference_of_means(treated: Group, alone: Group) -> Interval:
    """Welch's interval of the difference of means; the groups are large enough for the normal distribution."""
    difference = treated.mean - alone.mean
    half = _Z * sqrt(treated.variance / treated.customers + alone.variance / alone.customers)
    return Interval(difference, difference - half, difference + half)
