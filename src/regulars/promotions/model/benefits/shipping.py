"""Benefits that take off shipping."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar, Literal

from regulars.core import money
from regulars.kinds import Amounts, Part
from regulars.promotions.model.basket import Money

from .amounts import WHOLE
from .base import Applying, Benefit, Chosen, Given, Lack, Till, half_up, in_currency, percent_of

Which = Literal["order", "lines"]


class OfShipping(Benefit):
    """What takes off shipping: the whole order's, or the share of the lines that the promotion is for."""

    of_pieces: ClassVar[bool] = False
    of_shipping: ClassVar[bool] = True

    which: Which = "order"
    """Shipping of the whole order, or the share of the lines that the promotion is for: by weight, else by pieces."""

    def of_lines(self) -> str:
        """What a sentence says last where it isn't the whole order's shipping."""
        return "" if self.which == "order" else ", for the share of these lines"

    def concerned(self, till: Till, chosen: Chosen, minor: int) -> int:
        """How much of an amount for shipping is that of the lines chosen."""
        if self.which == "order" or not any(till.shelf.shipping_shares):
            return minor
        shares = money.allocate(minor, till.shelf.shipping_shares)
        return sum(shares[n] for n in chosen)


class ShippingOff(OfShipping):
    """A percentage off shipping: with 100 % it is free."""

    kind: Literal["shipping_percent"] = "shipping_percent"
    sentence: ClassVar[str] = "{percent} off shipping"
    group: ClassVar[str] = "Shipping"
    example: ClassVar[dict[str, Any]] = {"percent": "100", "which": "order"}

    percent: Part = Decimal(100)
    """How much of it; 100 is free shipping."""

    def worded(self) -> str:
        return (self.sentence if self.percent < 100 else "free shipping") + self.of_lines()

    def applying(self, counted: Money) -> Applying:
        part = percent_of(self.percent)

        def apply(till: Till, chosen: Chosen) -> Given:
            return Given(shipping=half_up(self.concerned(till, chosen, till.shipping_base), part, WHOLE))

        return apply


class ShippingAt(OfShipping):
    """Shipping at a price; where it costs less it stays as it is."""

    kind: Literal["shipping_fixed"] = "shipping_fixed"
    sentence: ClassVar[str] = "shipping for {price}"
    group: ClassVar[str] = "Shipping"
    example: ClassVar[dict[str, Any]] = {"price": {"USD": 499}, "which": "order"}

    price: Amounts
    """What it costs then."""

    def worded(self) -> str:
        return self.sentence + self.of_lines()

    def shipping_above(self, counted: Money) -> int:
        return in_currency(self.price, counted)

    def applying(self, counted: Money) -> Applying:
        price = in_currency(self.price, counted)

        def apply(till: Till, chosen: Chosen) -> Given:
            return Given(shipping=max(self.concerned(till, chosen, till.shipping_left) - price, 0))

        return apply

    def lacks(self, till: Till, chosen: Chosen, counted: Money) -> Lack | None:
        over = self.concerned(till, chosen, till.shipping_left) - in_currency(self.price, counted)
        return Lack("shipping", 1 - over) if over <= 0 else None
