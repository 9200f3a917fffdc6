"""What the rules give for an order or a cart, all of them together.

One function for both: what a cart is promised is computed by what posts for the
order. Rules are asked in the order of their phases (what counts amounts and
pieces, then what multiplies that, then bonuses), within a phase by priority, the
higher first, then the older; one that stops lets no rule after it give any points of its kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from regulars.core.money import allocate

from .basis import OrderAmounts, ReturnedLine, share
from .counting import ALL, Counting
from .rules import Terms
from .styles import Basis


class LineNow(NamedTuple):
    """A line of an order or a cart. Amounts in minor units of the base currency, pieces in ten thousandths.

    `returned` is what was given back of it; None when nothing was.
    """

    id: str
    sku: str
    quantity: int
    gross_minor: int
    discount_minor: int
    tax_minor: int
    returned: ReturnedLine | None = None

    @property
    def pieces(self) -> int:
        """Those that weren't given back."""
        return max(self.quantity - (max(self.returned.returned_quantity, 0) if self.returned else 0), 0)

    def left(self, amount: int) -> int:
        """What is left of an amount of the line."""
        if self.returned is None:
            return amount
        return self.returned._replace(net_minor=amount).left_minor()


Counts = Callable[[Terms, LineNow], bool]
"""Whether a line counts for a rule."""


@dataclass(frozen=True, slots=True)
class OrderView:
    """An order or a cart as rules see it.

    `products_minor`: the products after discounts, less what was given back, see `model.basis`. `lines` are there
    when a rule asks for them. `paid_minor`, `cards_minor`: what was paid with points and with gift cards.
    `returned_minor`: the part of the products that was given back.
    """

    places: int
    products_minor: int
    amounts: OrderAmounts
    paid_minor: int = 0
    cards_minor: int = 0
    lines: Sequence[LineNow] = ()
    returned_minor: int = 0


class Given(NamedTuple):
    """What a rule gives for an order. `lines`: the ids of those that counted, None when they weren't looked at."""

    points: int
    basis: Basis
    lines: tuple[str, ...] | None = None
    stopped_by: int | None = None
    limited: bool = False


NO_LIMIT: Mapping[int, int] = {}


def evaluate(
    order: OrderView, rules: Sequence[tuple[int, Terms]], counts: Counts, room: Mapping[int, int] = NO_LIMIT
) -> dict[int, Given]:
    """What each of these rules gives, by its id; the condition of each holds.

    `room`: how many points limits over time leave to rules, where that is known already.
    """
    found: dict[int, Given] = {}
    base: dict[int, int] = defaultdict(int)
    stopped_by: dict[str, int] = {}
    for id, terms in sorted(rules, key=_turn):
        style = terms.style
        basis, lines = basis_of(order, terms, counts)
        if terms.points_kind in stopped_by:
            found[id] = Given(0, basis, lines, stopped_by[terms.points_kind])
            continue
        basis = basis._replace(base_points=base[terms.ledger_id])
        points = style.granted(basis)
        if terms.limits.per_order is not None:
            points = min(points, terms.limits.per_order)
        found[id] = Given(min(points, room.get(id, points)), basis, lines, limited=points > room.get(id, points))
        points = found[id].points
        if style.phase == 0:
            base[terms.ledger_id] += points
        if terms.stop and points:
            stopped_by[terms.points_kind] = id
    return found


def _turn(rule: tuple[int, Terms]) -> tuple[int, int, int]:
    id, terms = rule
    return terms.style.phase, -terms.priority, id


def basis_of(order: OrderView, terms: Terms, counts: Counts) -> tuple[Basis, tuple[str, ...] | None]:
    """What of an order counts for a rule, and the lines that do, where it matters which."""
    counting = terms.counting
    if not terms.needs_lines:
        amount = order.products_minor + (_shipping(order) if counting.shipping else 0)
        return _basis(order, counting, amount), None
    within = [counts(terms, line) for line in order.lines]
    amounts = line_amounts(order, counting)
    amount = sum(part for part, inside in zip(amounts, within, strict=True) if inside)
    if counting.shipping and any(within):
        amount += _shipping(order)
    pieces: dict[str, int] = defaultdict(int)
    for line, inside in zip(order.lines, within, strict=True):
        if inside:
            pieces[line.sku] += line.pieces
    ids = tuple(line.id for line, inside in zip(order.lines, within, strict=True) if inside)
    return _basis(order, counting, amount)._replace(pieces=pieces), ids


def _basis(order: OrderView, counting: Counting, amount: int) -> Basis:
    returned = order.amounts.returned_own > 0 or any(line.returned is not None for line in order.lines)
    given_back = returned and order.products_minor <= 0
    return Basis(less_paid(order, counting, amount), order.places, left=amount > 0, given_back=given_back)


def line_amounts(order: OrderView, counting: Counting) -> list[int]:
    """What each line comes to, less what was given back; after discounts they sum to the products of the order."""
    if not order.lines:
        return []
    net = [max(line.left(line.gross_minor - line.discount_minor), 0) for line in order.lines]
    if counting.discounted:
        found = allocate(order.products_minor, net) if any(net) else [0] * len(net)
    else:
        gross = [max(line.left(line.gross_minor), 0) for line in order.lines]
        total, whole = sum(gross), sum(max(line.gross_minor, 0) for line in order.lines)
        found = allocate(order.amounts.less_unlined(total, whole), gross) if total else gross
    return [amount + tax for amount, tax in zip(found, _taxes(order, net), strict=True)] if counting.tax else found


def _taxes(order: OrderView, net: list[int]) -> list[int]:
    """The tax of each line: its own, or where none has any, its share of the order's."""
    taxes = [line.tax_minor for line in order.lines]
    if not any(taxes) and order.amounts.tax_minor and any(net):
        whole = [max(line.gross_minor - line.discount_minor, 0) for line in order.lines]
        taxes = allocate(order.amounts.tax_minor, whole)
    return [order.amounts.less_unlined(line.left(tax), tax) for line, tax in zip(order.lines, taxes, strict=True)]


def _shipping(order: OrderView) -> int:
    shipping = order.amounts.shipping_minor
    return order.amounts.less_unlined(shipping, shipping)


def less_paid(order: OrderView, counting: Counting, amount: int) -> int:
    """An amount less its share of what was paid with points, and with gift cards, where that doesn't count."""
    paid = order.paid_minor if not counting.paid_with_points else 0
    if not counting.paid_with_gift_cards:
        paid += order.cards_minor
    whole = order.amounts.grand_total_minor + order.paid_minor + order.cards_minor
    return amount - share(amount, paid, whole) if paid > 0 < whole else amount


def counts_all(terms: Terms) -> bool:
    """Whether every line counts for a rule."""
    return terms.products == ALL
