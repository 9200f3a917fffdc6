"""Templates: conditions that many shops begin with.

Their names stand in the catalogues of the pages, under `template`. Nothing here
is applied by itself: whoever picks one gets its condition to change, with what
is usually their own (a country, an amount, SKUs) pointed out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from regulars.rules.vocabulary import Vocabulary

from .actions import Actions, Tags

COMPLETE = {"value": "order.status", "op": "=", "to": "complete"}
RECOMMENDED = "product.attributes.recommended"
HOME = "UA"
"""Where the shop is, in conditions that go by it, until it is known where it sends to."""


@dataclass(frozen=True, slots=True)
class Template:
    """A condition to begin with.

    `yours` are JSON pointers to what a shop will want to change; `needs` is a field that must be declared first.
    """

    key: str
    description: str
    condition: Any
    actions: Actions = field(default_factory=Actions)
    yours: tuple[str, ...] = ()
    needs: str | None = None

    def at_home(self, country: str | None) -> Any:
        """The condition for a shop that is at home in a country."""
        return self.condition if country is None else _replaced(self.condition, country)


def _replaced(document: Any, home: str) -> Any:
    """The same document with another home."""
    if isinstance(document, dict):
        return {
            name: home if name == "to" and part == HOME else _replaced(part, home) for name, part in document.items()
        }
    return [_replaced(part, home) for part in document] if isinstance(document, list) else document


def available(vocabulary: Vocabulary) -> Iterator[Template]:
    """The templates whose fields this shop has."""
    return (one for one in TEMPLATES if one.needs is None or one.needs in vocabulary.fields)


def _orders(op: str, to: int, *where: Any, **within: Any) -> Any:
    """A test of how many completed orders there are."""
    counted = {"all": [COMPLETE, *where]} if where else COMPLETE
    return {"value": {"count": "order", "where": counted, **within}, "op": op, "to": to}


def _days_since_last(op: str, to: Any) -> Any:
    """A test of how many days ago the last completed order was placed."""
    return {"value": {"days_since": {"last": "order.placed_at", "where": COMPLETE}}, "op": op, "to": to}


def _scored(**ends: tuple[str, int]) -> Any:
    """Tests of scores, by the first word of their names."""
    return {"all": [{"value": f"customer.{name}_score", "op": op, "to": to} for name, (op, to) in ends.items()]}


def _wishes(where: Any) -> Any:
    return {"value": {"count": "wishlist_item", "where": where}, "op": ">=", "to": 1}


_FOREIGN = {"all": [
    {"value": "address.kind", "op": "=", "to": "shipping"},
    {"value": "address.country", "op": "!=", "to": HOME},
    {"value": "address.country", "op": "exists"},
]}  # fmt: skip
_LEFT_BEHIND = {"all": [
    {"value": "cart.status", "op": "in", "to": ["open", "abandoned"]},
    {"value": "cart.subtotal", "op": ">", "to": 0},
    {"value": {"days_since": "cart.updated_at"}, "op": ">=", "to": 1},
]}  # fmt: skip
_SUBSCRIBED = {"all": [
    {"value": "subscription.list", "op": "=", "to": "newsletter"},
    {"value": "subscription.status", "op": "=", "to": "confirmed"},
]}  # fmt: skip

TEMPLATES: tuple[Template, ...] = (
    Template(
        "bigSpenders",
        "Completed orders of 2,000 or more in all, net of refunds.",
        {"value": {"sum": "order.net_total", "where": COMPLETE}, "op": ">=", "to": "2000"},
        Actions(group="VIP"),
        ("/to",),
    ),
    Template("often", "Three or more completed orders in the last 90 days.", _orders(">=", 3, within={"last": "90d"})),
    Template(
        "highAverage",
        "Two or more completed orders that come to 100 or more on average.",
        {"all": [
            _orders(">=", 2),
            {"value": {"avg": "order.grand_total", "where": COMPLETE}, "op": ">=", "to": "100"},
        ]},
        yours=("/all/1/to",),
    ),
    Template(
        "loyalYear",
        "Registered a year ago or longer, by calendar days.",
        {"value": {"days_since": {"date": "customer.registered_at"}}, "op": ">=", "to": 365},
    ),
    Template(
        "newcomers",
        "Registered in the last 30 days, and nothing ordered yet.",
        {"all": [
            {"value": {"days_since": "customer.registered_at"}, "op": "<=", "to": 30},
            {"value": {"count": "order"}, "op": "=", "to": 0},
        ]},
    ),
    Template(
        "firstTime",
        "The first completed order was placed in the last 30 days, and it is the only one.",
        {"all": [_orders("=", 1), _days_since_last("<", 30)]},
    ),
    Template(
        "oneTime",
        "One completed order, placed 90 or more days ago.",
        {"all": [_orders("=", 1), _days_since_last(">=", 90)]},
    ),
    Template("comeBack", "The last completed order was placed 30 or more days ago.", _days_since_last(">=", 30)),
    Template(
        "lastSeen",
        "Two or more completed orders, the last order placed 60 to 180 days ago.",
        {"all": [
            _orders(">=", 2),
            {"value": {"days_since": {"last": "order.placed_at"}}, "op": "between", "to": [60, 180]},
        ]},
    ),
    Template(
        "lapsed",
        "Ordered before, but the last completed order was placed 180 or more days ago.",
        _days_since_last(">=", 180),
        Actions(on_entry=Tags(add=("lapsed",)), on_leaving=Tags(take=("lapsed",))),
    ),
    Template(
        "winBack",
        "Worth winning back: three or more completed orders, the last one placed 90 to 365 days ago.",
        {"all": [_orders(">=", 3), _days_since_last("between", [90, 365])]},
    ),
    Template(
        "champions",
        "RFM: bought of late, often, and for much; the upper two fifths by each.",
        _scored(recency=(">=", 4), frequency=(">=", 4), monetary=(">=", 4)),
    ),
    Template(
        "promising",
        "RFM: bought of late, but not often yet.",
        _scored(recency=(">=", 4), frequency=("<=", 2)),
    ),
    Template(
        "atRisk",
        "RFM: used to buy often, but not of late.",
        _scored(recency=("<=", 2), frequency=(">=", 4)),
    ),
    Template(
        "hibernating",
        "RFM: neither of late nor often.",
        _scored(recency=("<=", 2), frequency=("<=", 2)),
    ),
    Template("birthday", "The next birthday is at most 7 days away.", {
        "value": {"days_until_anniversary": "customer.born_on"}, "op": "<=", "to": 7,
    }),
    Template("birthdayMonth", "The birthday is in this month.", {
        "value": {"month": "customer.born_on"}, "op": "=", "to": {"value": {"month": "now"}},
    }),
    Template("men", "Gender is male, registered customers.", {"all": [
        {"value": "customer.gender", "op": "=", "to": "male"},
        {"value": "customer.guest", "op": "=", "to": False},
    ]}),
    Template(
        "girls",
        "Female and younger than 18.",
        {"all": [
            {"value": "customer.gender", "op": "=", "to": "female"},
            {"value": {"age": "customer.born_on"}, "op": "<", "to": 18},
        ]},
        Actions(group="Girls"),
    ),
    Template(
        "foreign",
        "Has a shipping address in another country.",
        {"value": {"count": "address", "where": _FOREIGN}, "op": ">=", "to": 1},
        yours=("/value/where/all/1/to",),
    ),
    Template(
        "amazon",
        "The e-mail address contains amazon.com.",
        {"value": "customer.email", "op": "contains", "to": "amazon.com"},
        yours=("/to",),
    ),
    Template("newsletter", "Subscribed to the newsletter, and confirmed.", {
        "value": {"count": "subscription", "where": _SUBSCRIBED}, "op": ">=", "to": 1,
    }, yours=("/value/where/all/0/to",)),
    Template("abandonedCart", "Left something in a cart a day or longer ago, in the last two weeks.", {
        "value": {"count": "cart", "where": _LEFT_BEHIND, "within": {"last": "14d"}}, "op": ">=", "to": 1,
    }),
    Template("wishes", "Put something on the wishlist in the last 60 days.", {
        "value": {"count": "wishlist_item", "within": {"last": "60d"}}, "op": ">=", "to": 1,
    }),
    Template(
        "wishHolds",
        "One of these products is on the wishlist.",
        _wishes({"value": "wishlist_item.sku", "op": "in", "to": ["24-MB01", "24-MB04", "24-MB03"]}),
        yours=("/value/where/to",),
    ),
    Template(
        "wishRecommended",
        "A product on the wishlist is one that the shop recommends.",
        _wishes({"value": RECOMMENDED, "op": "=", "to": True}),
        Actions(group="Recommendation Target"),
        needs=RECOMMENDED,
    ),
)  # fmt: skip
