"""What promotions do to each other: one that no cart can have, one that another always stands before, two that together
take off more than they should. Each is shown by a cart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Literal, NamedTuple

from regulars.rules.tree import Condition, Test

from .index import Ready, Snapshot
from .pricing import Priced
from .quoting import priced
from .rules import Policy, Promotion
from .wants import Wants, alternatives, together, wants
from .witness import Maker, Shelf, Witness

What = Literal["contradiction", "no_product", "no_cart", "superseded", "nothing_left", "too_deep"]
"""Two tests of its condition can't hold together; no product is one that it is for; no cart was found that it is applied
to; another is always applied in its place, or stops it; others before it leave nothing; with another it takes off more
than should be."""

MOST_TRIED = 60
MOST_PAIRS = 20_000


class Rule(NamedTuple):
    """A promotion with its conditions as they were read."""

    ready: Ready
    condition: Condition | None
    lines: Condition | None

    @property
    def promotion(self) -> Promotion:
        return self.ready.promotion


class Conflict(NamedTuple):
    """One thing found. `by`: the other promotion; `tests`: those that can't hold together; `line`: the place of the line
    that costs `left_minor` of `whole_minor`."""

    what: What
    promotion: Promotion
    by: Promotion | None = None
    witness: Witness | None = None
    tests: tuple[Test, Test] | None = None
    line: int = 0
    left_minor: int = 0
    whole_minor: int = 0


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and at how many pairs of how many it was looked."""

    conflicts: list[Conflict]
    pairs: int
    all_pairs: int


@dataclass(slots=True)
class _Known:
    """What is known of one promotion: the alternatives of its condition, carts that it is applied to, and the greatest
    part, in hundredths of a percent, that it takes off a line of any of them."""

    rule: Rule
    wanted: list[Wants] = field(default_factory=list)
    carts: list[Witness] = field(default_factory=list)
    deepest: int = 0
    mask: int = 0


class Searching:
    """Looks for conflicts among some promotions."""

    def __init__(self, shelf: Shelf, maker: Maker, audiences: Mapping[Test, str], policy: Policy) -> None:
        self._shelf = shelf
        self._maker = maker
        self._audiences = audiences
        self._policy = policy
        self._uncut = replace(policy, most=None, most_percent=None, floor=None)

    def look(
        self, rules: Sequence[Rule], least_left: int, progress: Callable[[int, int], None] = lambda done, total: None
    ) -> Looked:
        """`least_left`: of what a line costs so much should be left, in hundredths of a percent."""
        everything = Snapshot([rule.ready for rule in rules], self._policy)
        found: list[Conflict] = []
        known: list[_Known] = []
        for n, rule in enumerate(rules):
            one = self._known(rule)
            told = self._alone(one) or self._among(one, everything)
            if told is not None:
                found.append(told)
            if one.carts:
                known.append(one)
            progress(n + 1, len(rules))
        pairs = [pair for pair in combinations(known, 2) if self._may_be_deep(*pair, least_left)]
        looked = sorted(pairs, key=lambda pair: -(pair[0].deepest + pair[1].deepest))[:MOST_PAIRS]
        found += [told for first, second in looked if (told := self._pair(first, second, least_left)) is not None]
        return Looked(found, len(looked), len(pairs))

    # One promotion

    def _known(self, rule: Rule) -> _Known:
        ways = alternatives(rule.condition)
        known = _Known(rule, [wants(way, self._audiences) for way in ways])
        known.mask = self._shelf.fitting(rule.promotion.lines, 1)
        alone = Snapshot([rule.ready], self._uncut)
        for wanted in known.wanted:
            if wanted.against is not None:
                continue
            for cart in _first(self._maker.carts([rule.promotion], wanted)):
                done = self._priced(alone, cart)
                if _applied(done, rule.promotion):
                    known.carts.append(cart)
                    known.deepest = max(known.deepest, _deepest(done))
        return known

    def _alone(self, known: _Known) -> Conflict | None:
        """Why no cart has it, if none was found."""
        rule = known.rule
        if known.carts:
            return None
        if known.wanted and all(wanted.against is not None for wanted in known.wanted):
            return Conflict("contradiction", rule.promotion, tests=known.wanted[0].against)
        if not rule.promotion.benefit.everywhere and not self._fits_any(rule):
            return Conflict("no_product", rule.promotion)
        return Conflict("no_cart", rule.promotion)

    def _fits_any(self, rule: Rule) -> bool:
        return any(self._shelf.fitting(rule.promotion.lines, pieces) for pieces in (1, 2, 5, 10))

    def _among(self, known: _Known, everything: Snapshot) -> Conflict | None:
        """By what it is kept from every cart that it would have alone."""
        mine, by, first = known.rule.promotion, [], None
        for cart in known.carts:
            done = self._priced(everything, cart)
            if _applied(done, mine):
                return None
            passed = done.passed.get(mine.id)
            first = first or (None if passed is None else (passed.why, cart))
            by.append(None if passed is None else passed.by)
        if first is None:
            return None
        why, cart = first
        if why in (
            "nothing_left",
            "limited",
            "too_little",
        ):  # alone it gave something: others before it left too little
            return Conflict("nothing_left", mine, by=None, witness=cart)
        others = {one.id for one in by if one is not None}
        return Conflict("superseded", mine, by=by[0] if len(others) == 1 else None, witness=cart)

    # Two promotions

    def _may_be_deep(self, first: _Known, second: _Known, least_left: int) -> bool:
        """Whether they can be in one cart and together take off a line more than they should."""
        whole = 10_000
        left = (whole - first.deepest) * (whole - second.deepest) // whole
        if self._policy.percent_of == "original":
            left = whole - first.deepest - second.deepest
        if left >= least_left or not first.deepest or not second.deepest or not first.mask & second.mask:
            return False
        lanes = {lane.id: lane for lane in self._policy.lanes}
        mine, other = first.rule.promotion, second.rule.promotion
        return mine.lane != other.lane or lanes[mine.lane].together == "all"

    def _pair(self, first: _Known, second: _Known, least_left: int) -> Conflict | None:
        """The first cart in which both are applied to a line of which too little is left."""
        both = [first.rule.promotion, second.rule.promotion]
        snapshot = Snapshot([first.rule.ready, second.rule.ready], self._uncut)
        for wanted in _pairs_of(first.wanted, second.wanted):
            if wanted.against is not None or wanted.true & wanted.false:
                continue
            if any(told.is_empty for told in (*wanted.numbers.values(), *wanted.lines.values())):
                continue
            for cart in _first(self._maker.carts(both, wanted)):
                done = self._priced(snapshot, cart)
                if len(done.applied) < len(both):
                    continue
                for n, (line, left) in enumerate(zip(done.basket.lines, done.left, strict=True)):
                    touched = [one for one in done.applied if one.share_of(n)]
                    # Where rounding alone decides, as on a line of a few cents, it isn't too deep.
                    if len(touched) == len(both) and (left + 1) * 10_000 < line.total_minor * least_left:
                        mine, other = (one.promotion for one in touched)
                        return Conflict("too_deep", mine, other, cart, None, n, left, line.total_minor)
        return None

    def _priced(self, snapshot: Snapshot, cart: Witness) -> Priced:
        return priced(snapshot, cart.question(self._shelf.counted, self._shelf.calendar))


def _pairs_of(first: Sequence[Wants], second: Sequence[Wants]) -> Iterator[Wants]:
    for mine in first[:4]:
        for other in second[:4]:
            yield together([mine, other])


def _first(carts: Iterator[Witness]) -> Iterator[Witness]:
    for n, cart in enumerate(carts):
        if n >= MOST_TRIED:
            return
        yield cart


def _applied(done: Priced, promotion: Promotion) -> bool:
    return any(one.promotion.id == promotion.id for one in done.applied)


def _deepest(done: Priced) -> int:
    """The greatest part that is taken off a line, in hundredths of a percent."""
    parts = [
        (line.total_minor - left) * 10_000 // line.total_minor
        for line, left in zip(done.basket.lines, done.left, strict=True)
        if line.total_minor > 0
    ]
    return max(parts, default=0)
