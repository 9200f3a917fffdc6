"""A cart as rules see it: what an order of it would be if it was placed now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from regulars.points.model.basis import OrderAmounts
from regulars.points.model.earning import LineNow, OrderView
from regulars.points.model.spending import Payable
from regulars.rules.fold import fold
from regulars.rules.subject import Row

PRICE_PLACES = 4


class CartLine(NamedTuple):
    """A line of a cart; amounts in minor units of the base currency, the price in ten thousandths of it."""

    id: str
    sku: str | None
    quantity: Decimal
    row_total_minor: int
    discount_minor: int = 0
    tax_minor: int = 0
    price: int | None = None


@dataclass(frozen=True, slots=True)
class Cart:
    """What is in a cart, and how it is to be sent and paid. Amounts in minor units of the base currency.

    `discount_minor`: of the whole cart, the lines' own included.
    """

    lines: Sequence[CartLine]
    currency: str
    places: int
    discount_minor: int = 0
    shipping_minor: int = 0
    tax_minor: int = 0
    gift_card_minor: int = 0
    store: str | None = None
    channel: str | None = None
    coupon: str | None = None
    payment_method: str | None = None
    shipping_method: str | None = None

    @property
    def gross_minor(self) -> int:
        return sum(line.row_total_minor for line in self.lines)

    @property
    def off_minor(self) -> int:
        """What is taken off: said of the whole cart, else of its lines."""
        return max(self.discount_minor, sum(line.discount_minor for line in self.lines))

    @property
    def total_minor(self) -> int:
        """What is to be paid before points and gift cards."""
        return self.gross_minor - self.off_minor + self.shipping_minor + self.tax_minor

    def payable(self) -> Payable:
        """What points may pay for."""
        whole = self.total_minor - self.gift_card_minor
        return Payable(max(whole - self.shipping_minor, 0), min(self.shipping_minor, max(whole, 0)))

    def view(self, *, paid_minor: int = 0) -> OrderView:
        """The cart as an order that nothing was given back of; `paid_minor` is paid with points."""
        left = self.total_minor - paid_minor - self.gift_card_minor
        lined = any(line.discount_minor for line in self.lines)
        amounts = OrderAmounts(
            lines=len(self.lines),
            whole_minor=sum(line.row_total_minor - line.discount_minor for line in self.lines),
            gross_minor=self.gross_minor,
            lines_discounted=lined,
            subtotal_minor=self.gross_minor,
            discount_minor=self.off_minor,
            shipping_minor=self.shipping_minor,
            tax_minor=self.tax_minor,
            grand_total_minor=left,
            own_grand_total=left,
            returned_own=0,
        )
        lines = [
            LineNow(
                line.id, fold(line.sku or ""), int(line.quantity * 10_000), line.row_total_minor, line.discount_minor,
                line.tax_minor,
            )
            for line in self.lines
        ]  # fmt: skip
        return OrderView(self.places, amounts.products_minor(), amounts, paid_minor, self.gift_card_minor, lines)

    def row(self, now: datetime, products: Mapping[str, Row | None]) -> dict[str, Any]:
        """The cart as conditions on orders read it; `products` by folded SKU."""
        lines = [
            {
                "line_id": line.id, "sku": line.sku, "quantity": line.quantity, "refunded_quantity": Decimal(0),
                "price": line.price, "row_total": line.row_total_minor, "discount": line.discount_minor,
                "tax": line.tax_minor, "placed_at": now, "_product": products.get(fold(line.sku or "")),
                "_key": None, "_position": n,
            }
            for n, line in enumerate(self.lines)
        ]  # fmt: skip
        total = self.total_minor - self.gift_card_minor
        return {
            "placed_at": now, "status": "pending", "paid": False, "currency": self.currency, "channel": self.channel,
            "store": self.store, "coupon": self.coupon, "payment_method": self.payment_method,
            "shipping_method": self.shipping_method, "subtotal": self.gross_minor, "discount": self.off_minor,
            "shipping": self.shipping_minor, "tax": self.tax_minor, "grand_total": total, "refunded_total": 0,
            "net_total": total, "gift_card": self.gift_card_minor, "_lines": lines,
        }  # fmt: skip
