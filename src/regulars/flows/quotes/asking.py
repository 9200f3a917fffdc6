"""What is asked about a cart, and what is answered: prices, points, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from regulars.core import money
from regulars.flows.estimates import Cart, CartLine, Estimate
from regulars.kinds.points import FIRST
from regulars.promotions.coupons import Coupon, WhyNot
from regulars.promotions.model.basket import ONE_PIECE, Basket, Line, Money
from regulars.promotions.model.pricing import Priced
from regulars.promotions.model.quoting import NotApplied, Nudge, Question
from regulars.promotions.model.receipt import Receipt
from regulars.promotions.snapshot import Published
from regulars.promotions.uses import Counted
from regulars.promotions.whose import Whose, of_coupon
from regulars.rules.fold import fold
from regulars.rules.subject import Row

PRICE_PLACES = 4

Unusable = Literal["twice", "too_many", "anonymous", "used_by_customer"]
"""Why a code can't be used beside others: the cart has another of its promotion; too many that nobody has were tried; its
uses are counted by customer, and the cart is nobody's."""


class QuoteLine(NamedTuple):
    """A line of a cart: amounts in minor units of its currency, the price in ten thousandths of it."""

    id: str
    sku: str | None
    quantity: Decimal
    price: int | None
    total_minor: int
    tax: int = 0
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True)
class QuoteCart:
    """A cart as the shop shows it. `lines` come by their ids; `taxed`: prices include tax."""

    lines: Sequence[QuoteLine]
    money: Money
    taxed: bool = False
    shipping_minor: int = 0
    shipping_tax: int = 0
    gift_card_minor: int = 0
    store: str | None = None
    channel: str | None = None
    country: str | None = None
    payment_method: str | None = None
    shipping_method: str | None = None
    codes: Sequence[str] = ()

    def basket(self) -> Basket:
        """The cart as it is priced."""
        lines = [
            Line(line.id, line.sku, line.total_minor, int(line.quantity * ONE_PIECE), line.tax, line.weight)
            for line in self.lines
        ]
        return Basket(lines, self.money, self.taxed, self.shipping_minor, self.shipping_tax)

    def in_base(self, minor: int) -> int:
        """An amount of the cart in the base currency."""
        if self.money.is_base:
            return minor
        return money.convert(minor, self.money.rate, places=self.money.places, to_places=self.money.base_places)

    def rows(self, now: datetime, products: Mapping[str, Row | None]) -> list[Row]:
        """The lines as conditions read them, amounts in the base currency; `products` by folded SKU."""
        rate = self.money.rate
        return [
            {
                "line_id": line.id, "sku": line.sku, "quantity": line.quantity, "refunded_quantity": Decimal(0),
                "price": line.price if line.price is None or self.money.is_base else money.rounded(line.price * rate),
                "row_total": self.in_base(line.total_minor), "discount": 0, "placed_at": now, "updated_at": now,
                "_product": products.get(fold(line.sku or "")), "_key": None, "_position": n,
            }
            for n, line in enumerate(self.lines)
        ]  # fmt: skip

    def values(self, now: datetime, rows: Sequence[Row]) -> dict[str, object]:
        """The cart as conditions read it."""
        weights = [line.weight for line in self.lines if line.weight is not None]
        return {
            "status": "open", "subtotal": sum(row["row_total"] for row in rows), "updated_at": now,
            "coupons": frozenset(self.codes) or None, "shipping_method": self.shipping_method,
            "payment_method": self.payment_method, "shipping_country": self.country,
            "quantity": sum((line.quantity for line in self.lines), Decimal(0)),
            "weight": sum(weights, Decimal(0)) if weights else None,
        }  # fmt: skip

    def priced(self, priced: Priced, receipt: Receipt) -> Cart:
        """The cart as points look at it: with what promotions take off it, in the base currency."""
        lines = [
            CartLine(
                line.id, line.sku, line.quantity, self.in_base(line.total_minor), self.in_base(total.discount_minor),
                self.in_base(total.tax_minor), line.price,
            )
            for line, total in zip(self.lines, receipt.lines, strict=True)
        ]  # fmt: skip
        return Cart(
            lines,
            self.money.base,
            self.money.base_places,
            discount_minor=sum(line.discount_minor for line in lines),
            shipping_minor=self.in_base(priced.shipping_left),
            tax_minor=0 if self.taxed else self.in_base(receipt.tax_minor),
            gift_card_minor=self.in_base(min(self.gift_card_minor, receipt.total_minor)),
            store=self.store,
            channel=self.channel,
            coupon=self.codes[0] if self.codes else None,
            payment_method=self.payment_method,
            shipping_method=self.shipping_method,
        )


@dataclass(frozen=True, slots=True)
class Asking:
    """A cart, whose it is (the shop's id, a guest's e-mail, or nobody's), how many points of a kind are to be spent, and whether
    it is to be told why each other promotion isn't applied. `at`: to try out another instant than now; `by`: who asks, where
    unknown codes are to be counted, and `visitor`: by whom among those who aren't customers."""

    cart: QuoteCart
    customer: str | None = None
    email: str | None = None
    points: int | Literal["all"] | None = None
    explain: bool = False
    at: datetime | None = None
    by: str | None = None
    points_kind: str = FIRST
    visitor: str | None = None


class CodeAnswer(NamedTuple):
    """A code as it was typed, what it is, and why it can't be used."""

    code: str
    coupon: Coupon | None
    why_not: WhyNot | Unusable | None


def usable(codes: Iterable[CodeAnswer]) -> dict[int, Coupon]:
    """The coupons that can be used, by their promotions."""
    return {one.coupon.promotion_id: one.coupon for one in codes if one.coupon is not None and one.why_not is None}


@dataclass(frozen=True, slots=True)
class Who:
    """Whose a cart is, and what the books say of them and of the cart's codes.

    `whose`: by what their uses are counted; `points`: what they have, by kind; `by_customer`: how many these are, by promotion and key; `stays`: since when
    they are in the segments whose stays are counted.
    """

    customer_id: int | None
    whose: Whose | None
    points: Mapping[str, int]
    coupons: Mapping[str, Coupon]
    counted: Mapping[int, Counted]
    by_customer: Mapping[tuple[int, str], int]
    stays: Mapping[str, datetime]

    def uses(self, promotion_id: int) -> int:
        """How often they have used a promotion, under whatever name."""
        return self._sum(promotion_id, lambda key: key)

    def uses_of(self, coupon: Coupon) -> int:
        """How often they have used a coupon."""
        return self._sum(coupon.promotion_id, lambda key: of_coupon(coupon.id, key))

    def _sum(self, promotion_id: int, key_of: Callable[[str], str]) -> int:
        keys = () if self.whose is None else self.whose.keys
        return sum(self.by_customer.get((promotion_id, key_of(key)), 0) for key in keys)


@dataclass(frozen=True, slots=True)
class Quote:
    """The answer. `off_minor`: what points take off, in the cart's currency; `to_pay_minor`: what is left to pay."""

    at: datetime
    asking: Asking
    who: Who
    published: Published
    priced: Priced
    receipt: Receipt
    codes: Sequence[CodeAnswer]
    nudges: Sequence[Nudge]
    points: Estimate
    off_minor: int
    question: Question
    not_applied: Sequence[NotApplied] = field(default=())

    @property
    def customer_id(self) -> int | None:
        return self.who.customer_id

    @property
    def usable(self) -> dict[int, Coupon]:
        """The coupons that can be used, by their promotions."""
        return usable(self.codes)

    @property
    def gift_card_minor(self) -> int:
        """What gift cards pay: no more than there is to pay."""
        return min(self.asking.cart.gift_card_minor, self.receipt.total_minor)

    @property
    def to_pay_minor(self) -> int:
        return self.receipt.total_minor - self.gift_card_minor - self.off_minor
