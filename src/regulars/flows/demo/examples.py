"""What the demo shows one can do: segments, an earning rule, promotions and a campaign, made when they aren't there.

A condition here may name whatever the demo's records hold, as in any shop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regulars.facts.attributes import Declaration
from regulars.rules.vocabulary import Type

Json = dict[str, Any]

COMPLETE: Json = {"value": "order.status", "op": "=", "to": "complete"}
LAST_ORDER: Json = {"days_since": {"last": "order.placed_at", "where": COMPLETE}}


@dataclass(frozen=True, slots=True)
class Example:
    """A segment as somebody would save it."""

    id: str
    name: str
    description: str
    condition: Json


SEGMENTS = (
    Example(
        "vip",
        "VIP",
        "Our best customers by what they bought this year.",
        {"value": {"sum": "order.net_total", "where": COMPLETE, "within": {"last": "1y"}}, "op": ">=", "to": "5000"},
    ),
    Example(
        "departed",
        "Departed",
        "Bought before, and not for 30 days.",
        {"value": LAST_ORDER, "op": ">=", "to": 30},
    ),
    Example(
        "slipping-away",
        "Slipping away",
        "Worth a letter: bought for 1,000 or more in a year, then stopped coming.",
        {
            "all": [
                {
                    "value": {"sum": "order.net_total", "where": COMPLETE, "within": {"last": "1y"}},
                    "op": ">=",
                    "to": "1000",
                },
                {"value": LAST_ORDER, "op": "between", "to": [21, 90]},
            ]
        },
    ),
    Example(
        "newcomers",
        "Newcomers",
        "Registered in the last 120 days.",
        {"value": {"days_since": "customer.registered_at"}, "op": "<", "to": 120},
    ),
    Example(
        "birthday-this-month",
        "Birthday this month",
        "Whoever has a birthday in this calendar month.",
        {"value": {"month": "customer.born_on"}, "op": "=", "to": {"value": {"month": "now"}}},
    ),
    Example(
        "dog-owners",
        "Dog owners",
        "Bought dog food at least three times in half a year.",
        {
            "value": {
                "count": "order_line",
                "where": {"value": "product.categories", "op": "has_any", "to": ["grocery/dog-foods"]},
                "within": {"last": "180d"},
            },
            "op": ">=",
            "to": 3,
        },
    ),
    Example(
        "coupon-friends",
        "Coupon friends",
        "Redeemed three coupons or more in a year.",
        {
            "value": {
                "count": "event",
                "where": {"value": "event.name", "op": "=", "to": "coupon_redeemed"},
                "within": {"last": "1y"},
            },
            "op": ">=",
            "to": 3,
        },
    ),
    Example(
        "wishful-readers",
        "Wishful readers",
        "Read the newsletter and wish for something.",
        {
            "all": [
                {
                    "value": {
                        "count": "subscription",
                        "where": {
                            "all": [
                                {"value": "subscription.list", "op": "=", "to": "newsletter"},
                                {"value": "subscription.status", "op": "=", "to": "confirmed"},
                            ]
                        },
                    },
                    "op": ">=",
                    "to": 1,
                },
                {"value": {"count": "wishlist_item"}, "op": ">=", "to": 1},
            ]
        },
    ),
)

EARNING_RULE = "A point for every dollar"
"""The name of the earning rule: 1 point for each full 1.00 of a completed order's products."""

DOG_FOOD: Json = {"value": "product.categories", "op": "has_any", "to": ["grocery/dog-foods"]}
DOG_OWNER: Json = {"value": "customer.segments", "op": "has_any", "to": ["dog-owners"]}
SOLD_DOG_FOOD = "1134483"
"""A product that the promotion below is given on: dry dog food, 20 lb, bought by more households than any other."""

PROMOTION = "Dog food for dog owners"
PROMOTION_SAYS: Json = {
    "benefit": {"kind": "percent", "percent": "15"},
    "condition": DOG_OWNER,
    "lines": DOG_FOOD,
}
"""What carts get at once, for a promotion does nothing by itself."""

COMING_BACK = "Come back to us"
COMING_BACK_SAYS: Json = {"benefit": {"kind": "percent_of_cart", "percent": "10"}, "coupon": "codes"}
"""The promotion that the campaign's coupons are of; nobody has one until it gives some."""

CAMPAIGN = "Bring back who is slipping away"


def campaign(coupons_of: int) -> Json:
    """A campaign as it is drawn: whoever orders within a week is thanked, half of the others get a coupon.

    It stays a draft: whoever tries the demo decides whether anything is given to anybody.
    """
    treated = [{"name": "coupon", "percent": "50"}, {"name": "hold-out", "percent": "50", "hold_out": True}]
    week, fortnight = {"amount": 7, "unit": "days"}, {"amount": 14, "unit": "days"}
    return {
        "trigger": {"kind": "segment_entered", "segment": "slipping-away"},
        "first": "wait",
        "nodes": [
            {"id": "wait", "step": {"kind": "wait_order", "at_most": week}, "next": {"happened": "thanks", "timed_out": "split"}},
            {"id": "thanks", "step": {"kind": "award_points", "points": 50}, "next": {"next": "end"}},
            {"id": "split", "step": {"kind": "split", "shares": treated}, "next": {"coupon": "coupon", "hold-out": "end"}},
            {
                "id": "coupon",
                "step": {"kind": "give_coupon", "promotion": str(coupons_of), "lifetime": fortnight},
                "next": {"next": "end"},
            },
            {"id": "end", "step": {"kind": "end"}},
        ],
    }  # fmt: skip


ATTRIBUTES = (
    Declaration("customer", "age_bracket", Type.TEXT, "Age bracket"),
    Declaration("customer", "income", Type.TEXT, "Income"),
    Declaration("customer", "home_ownership", Type.TEXT, "Home ownership"),
    Declaration("customer", "marital_status", Type.TEXT, "Marital status"),
    Declaration("customer", "household_size", Type.TEXT, "Household size"),
    Declaration("customer", "household_composition", Type.TEXT, "Household composition"),
    Declaration("customer", "kids_count", Type.TEXT, "Number of children"),
    Declaration(
        "customer", "generated", Type.SET, "Generated fields", "What of this customer no record of the data says."
    ),
    Declaration("product", "manufacturer", Type.TEXT, "Manufacturer"),
    Declaration("product", "package_size", Type.TEXT, "Package size"),
    Declaration("event", "coupon", Type.TEXT, "Coupon"),
    Declaration("event", "campaign", Type.TEXT, "Campaign"),
    Declaration("event", "campaign_type", Type.TEXT, "Kind of campaign"),
    Declaration("event", "order", Type.TEXT, "Order"),
)
"""Attributes and event properties that conditions may read."""
