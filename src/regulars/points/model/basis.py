"""The basis: how much of an order earns points.

It is the products after discounts, without shipping; pieces given back no
longer count. All in minor units of the base currency. Shares are rounded half
away from zero on the cumulated whole, so that however a line is given back
piece by piece, nothing is left over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


def share(amount: int, part: int, whole: int) -> int:
    """`part` of `whole` of an amount, rounded half away from zero; all of it when part exceeds the whole."""
    assert part >= 0 < whole, (part, whole)
    if part >= whole:
        return amount
    rounded = (2 * abs(amount) * part + whole) // (2 * whole)
    return rounded if amount >= 0 else -rounded


class ReturnedLine(NamedTuple):
    """A line that something was given back of.

    `net_minor`: row total less discount; quantities in any one unit;
    `returned_own` and `own_net`: what was given back where no pieces were
    named, and the line, in the order's own currency.
    """

    net_minor: int
    quantity: int
    returned_quantity: int
    returned_own: int
    own_net: int

    def left_minor(self) -> int:
        """What is left of the line: pieces count, and money where no pieces were named."""
        gone = share(self.net_minor, max(self.returned_quantity, 0), self.quantity) if self.quantity > 0 else 0
        if self.returned_own > 0 < self.own_net:
            gone += share(self.net_minor, self.returned_own, self.own_net)
        return max(self.net_minor - gone, 0)


@dataclass(frozen=True, slots=True)
class OrderAmounts:
    """What the basis is computed from.

    `whole_minor`: lines of which nothing was given back, less their discounts;
    `lines_discounted`: whether any line carries a discount of its own;
    `lines`: how many there are; `returned_own`: refunds that name no lines, in
    the order's own currency as is `own_grand_total`.
    """

    lines: int
    whole_minor: int
    gross_minor: int
    lines_discounted: bool
    subtotal_minor: int | None
    discount_minor: int
    shipping_minor: int
    tax_minor: int
    grand_total_minor: int
    own_grand_total: int
    returned_own: int

    def products_minor(self, returned: Iterable[ReturnedLine] = ()) -> int:
        """The products that are left, after discounts.

        A discount of the order that no line carries is spread over them. An
        order without lines counts as one line. A refund that names no lines
        takes the same share of the products as of the order.
        """
        back = list(returned)
        whole = self.whole_products_minor(back)
        if not self.lines:
            return self.less_unlined(whole, whole)
        return self.less_unlined(self._discounted(self.whole_minor + sum(line.left_minor() for line in back)), whole)

    def whole_products_minor(self, returned: Iterable[ReturnedLine] = ()) -> int:
        """The products after discounts, as if nothing had been given back."""
        if self.lines:
            return self._discounted(self.whole_minor + sum(line.net_minor for line in returned))
        if self.subtotal_minor is not None:
            return max(self.subtotal_minor - self.discount_minor, 0)
        return max(self.grand_total_minor - self.shipping_minor - self.tax_minor, 0)

    def _discounted(self, lines_minor: int) -> int:
        """What lines come to with their share of a discount that none of them carries."""
        if not self.lines_discounted and self.discount_minor > 0 < self.gross_minor:
            lines_minor -= share(lines_minor, self.discount_minor, self.gross_minor)
        return max(lines_minor, 0)

    def less_unlined(self, left: int, whole: int) -> int:
        """What is left of an amount of which refunds that name no lines have taken their share as well.

        It is a share of the whole amount, not of what other refunds have left: so what was given back adds up to all
        of it, however it was given back.
        """
        if self.returned_own > 0 < self.own_grand_total:
            return max(left - share(whole, self.returned_own, self.own_grand_total), 0)
        return left
