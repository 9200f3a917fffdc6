"""Made-up promotions for pictures of their pages: the list, codes, rewards, the policy, and what a cart comes to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlparse

from tests.ui.shown_before_publishing import conflicts, replay

from regulars.promotions.model import benefits as _benefits  # registers its kinds

Json = Any
At = Callable[[float], str]
Money = Callable[[float], dict[str, str]]
Called = Callable[[str], str]

assert _benefits
IN_SHORTS = {"has": "line", "where": {"value": "product.categories", "op": "has_any", "to": ["19"]}}
OF_MEN = {"value": "customer.segments", "op": "has_any", "to": ["vip"]}


def promotions(at: At, money: Money, called: Called, scale: int) -> list[Json]:
    shared = {
        "labels": {}, "condition": None, "lines": None, "stores": [], "starts_at": None, "ends_at": None, "priority": 0, "lane": "1",
        "stop": "none", "limits": {}, "coupon": "none", "code": None, "uses": None, "uses_per_customer": None, "per_stay": None,
        "budget": None, "least_points": None, "least_points_kind": "points", "gives_back": True, "nudges": False, "state": "active", "version": 3, "broken_reason": None,
        "used": 0, "reserved": 0, "given": money(0), "held": money(0), "created_at": at(60), "updated_at": at(2),
    }  # fmt: skip
    return [
        {**shared, "id": "1", "name": called("Shorts for men"), "benefit": {"kind": "percent", "percent": "20"}, "condition": OF_MEN,
         "lines": {"value": "product.categories", "op": "has_any", "to": ["19"]},
         "sentence": "20% off the price of products: segments include VIP; for lines: categories include Shorts",
         "used": 412 * scale, "given": money(6_214.4 * scale)},
        {**shared, "id": "2", "name": called("100 off for VIPs"), "benefit": {"kind": "fixed_on_cart", "amount": [money(100), {"amount": "400.00", "currency": "PLN"}]},
         "condition": {"value": "cart.subtotal", "op": ">=", "to": "100"}, "per_stay": {"segment": "vip", "uses": 1}, "budget": money(50_000), "uses": 1_000 * scale, "reserved": 3, "held": money(300), "used": 12, "given": money(1_200),
         "starts_at": at(-4), "ends_at": at(-40), "state": "scheduled", "nudges": True, "labels": {"en": "100 off for you", "pl": "100 mniej dla ciebie"},
         "limits": {"floor": money(9.99)}, "priority": 10, "stop": "cart", "sentence": "$100.00 off the cart: the subtotal of the cart is at least $100.00"},
        {**shared, "id": "3", "name": called("Coupon −30.00"), "benefit": {"kind": "fixed_on_cart", "amount": money(30)}, "coupon": "codes",
         "sentence": "$30.00 off the cart", "used": 87 * scale, "given": money(2_610 * scale)},
        {**shared, "id": "4", "name": called("The more, the cheaper"), "lane": "2", "state": "draft",
         "benefit": {"kind": "tiers_of_amount", "tiers": [{"at_least": money(50), "percent": "5"}, {"at_least": money(100), "percent": "10"}, {"at_least": money(200), "off": money(30)}]},
         "sentence": "5% off from $50.00 on, 10% off from $100.00 on, $30.00 off from $200.00 on"},
        {**shared, "id": "5", "name": called("Outfit"), "lane": "2", "state": "paused", "used": 12 * scale, "given": money(310 * scale),
         "benefit": {"kind": "bundle", "parts": [{"products": {"skus": ["sku-1", "sku-2"], "categories": []}, "pieces": 1}, {"products": {"skus": [], "categories": ["16"]}, "pieces": 2}], "price": money(79)},
         "sentence": "a set of 1 × sku-1, sku-2 and 2 × products of the category Tees for $79.00"},
        {**shared, "id": "6", "name": called("Free shipping"), "lane": "3", "coupon": "code", "code": "HELLO", "used": 1_904 * scale, "given": money(9_520 * scale), "ends_at": at(3), "state": "ended",
         "benefit": {"kind": "shipping_percent", "percent": "100", "which": "order"}, "sentence": "free shipping"},
        {**shared, "id": "7", "name": called("Three for two"), "lane": "2", "benefit": {"kind": "buy_get", "buy": 2, "get": 1, "percent": "100", "over": "cart"},
         "broken_reason": "there is no segment departed any more", "sentence": "1 piece for free for every 2 bought"},
    ]  # fmt: skip


def policy(at: At, money: Money, called: Called) -> Json:
    return {
        "lanes": [
            {"id": "1", "name": called("Segments"), "together": "all"}, {"id": "2", "name": called("Offers"), "together": "best"},
            {"id": "3", "name": called("Shipping"), "together": "first"},
        ],
        "percent_of": "left", "most_percent": "50", "most": None, "floor": "product.cost", "version": 4, "updated_at": at(9),
    }  # fmt: skip


def batches(at: At, called: Called, scale: int) -> list[Json]:
    format_ = {"length": 10, "alphabet": "letters and digits", "prefix": "SPRING-", "suffix": "", "dash": 5}
    return [
        {"id": "2", "promotion": "3", "name": called("Spring letter"), "format": format_, "size": 1_000 * scale, "used": 86 * scale, "created_at": at(12)},
        {"id": "1", "promotion": "3", "name": called("Partner cards"), "format": None, "size": 250 * scale, "used": 1, "created_at": at(40)},
    ]  # fmt: skip


def coupons(at: At, count: int) -> list[Json]:
    states = ("usable", "used_up", "usable", "withdrawn", "usable", "over", "not_yet")
    return [
        {
            "id": str(900 - n), "promotion": "3", "batch": None if n % 5 == 4 else "2", "code": f"SPRING-K7QM{n % 9 + 1}-2PX{'ABCDEFGHJ'[n % 9]}{n % 8 + 2}",
            "customer": "H00004" if n % 5 == 4 else None, "starts_at": None, "ends_at": at(-20 - n) if n % 2 else None, "uses": 1, "uses_per_customer": None,
            "used": 1 if states[n % 7] == "used_up" else 0, "reserved": 1 if n == 2 else 0, "issued_at": at(12),
            "withdrawn_at": at(1) if states[n % 7] == "withdrawn" else None, "state": states[n % 7],
        }
        for n in range(count)
    ]  # fmt: skip


def rewards(at: At, called: Called) -> list[Json]:
    shared = {
        "labels": {}, "condition": None, "least_points": None, "uses": 1, "active": True, "version": 1, "promotion": "3", "created_at": at(60),
        "updated_at": at(2), "lifetime": {"amount": 1, "unit": "months", "counted": "after"},
    }  # fmt: skip
    return [
        {**shared, "id": "1", "name": called("30 off"), "points": 200},
        {**shared, "id": "2", "name": called("60 off"), "points": 380, "least_points": 500, "labels": {"pl": "60 zł mniej"}, "lifetime": {"amount": 1, "unit": "quarters", "counted": "end_of"}},
        {**shared, "id": "3", "name": called("A mug"), "points": 1_500, "lifetime": None, "active": False},
        {**shared, "id": "4", "name": called("A set for less"), "points": 900, "promotion": "5"},
    ]  # fmt: skip


def reachable(called: Called) -> list[Json]:
    shared = {"to_go": 0, "reason": None}
    return [
        {**shared, "reward": "1", "name": called("30 off"), "points": 60},
        {**shared, "reward": "2", "name": called("60 off"), "points": 122, "to_go": 50, "reason": "points"},
        {**shared, "reward": "4", "name": called("For members of the club"), "points": 100, "reason": "condition"},
    ]  # fmt: skip


def quote(at: At, money: Money, called: Called, asked: Json) -> Json:
    lines = [
        {"id": line["id"], "sku": line["sku"], "quantity": line["quantity"], "total": money(float(line["row_total"])),
         "discount": money(float(line["row_total"]) * 0.2 if n == 0 else 0), "net": money(float(line["row_total"])), "tax": money(0), "pieces": []}
        for n, line in enumerate(asked["cart"]["lines"])
    ]  # fmt: skip
    whole, off = sum(float(line["total"]["amount"]) for line in lines), float(lines[0]["discount"]["amount"])
    shipping = float(asked["cart"]["shipping"] or 0)
    codes = [
        {"code": code, "promotion": None, "applied": False, "reason": "unknown", "told": "there is no such code"}
        for code in asked["cart"]["codes"]
    ]
    return {
        "at": at(0), "lines": lines, "subtotal": money(whole), "discount": money(off), "shipping": money(shipping), "shipping_discount": money(0),
        "tax": money(0), "total": money(whole - off + shipping), "gift_card": money(0), "to_pay": money(whole - off + shipping), "gifts": [], "codes": codes, "messages": [],
        "applied": [{"promotion": "1", "version": 3, "name": called("Shorts for men"), "label": called("Shorts for men"), "amount": money(off), "shipping": money(0), "coupon": None,
                     "lines": [{"id": lines[0]["id"], "amount": money(off)}], "told": "20% off the price of products: segments include VIP; for lines: categories include Shorts"}],
        "not_applied": [
            {"promotion": "2", "name": called("100 off for VIPs"), "reason": "condition", "told": "does not hold: the subtotal of the cart is at least 100.00 USD", "short": "0.01 USD"},
            {"promotion": "3", "name": called("Coupon −30.00"), "reason": "no_code", "told": "it asks for a coupon that isn't in the cart", "short": None},
            {"promotion": "7", "name": called("Three for two"), "reason": "another", "told": "the promotion 'The more, the cheaper' stands in its place", "short": None},
            {"promotion": "8", "name": called("A set for 79"), "reason": "too_little", "told": "the cart holds too few pieces for it: 2 pieces more needed", "short": "2 pieces",
             "missing": {"what": "pieces", "pieces": 2, "amount": None}},
            {"promotion": "9", "name": called("10 off for every full 100"), "reason": "too_little", "told": "what it is for costs too little together: $41.00 more needed", "short": "41.00 USD",
             "missing": {"what": "amount", "pieces": None, "amount": money(41)}},
        ],
        "points": {"available": 1_240, "spent": 0, "off": money(0), "left": 1_240, "most": 0, "most_off": money(0), "reason": None, "short": None, "earned": 12, "rules": []},
    }  # fmt: skip


def weighed(asked: Json) -> Json:
    given = asked["format"]
    short = given["length"] < 7
    room = 31 ** given["length"]
    groups = (
        [("X" * given["length"])[n : n + given["dash"]] for n in range(0, given["length"], given["dash"])]
        if given["dash"]
        else ["X" * given["length"]]
    )
    return {
        "example": f"{given['prefix']}{'-'.join(groups)}{given['suffix']}", "room": str(room), "bits": 14.2 if short else 42.9,
        "refused": "one guess in 18,852 would hit one of 100 codes of that form; make the random part longer: 6 do" if short else None,
    }  # fmt: skip


def answer(method: str, url: str, body: Json, *, at: At, money: Money, called: Called, scale: int, many: int) -> Json:
    """What the pages of promotions are answered; None where a request is for something else. `scale` 0: an empty shop."""
    parsed = urlparse(url)
    path, query = parsed.path, parse_qs(parsed.query)
    made = promotions(at, money, called, max(scale, 1))
    if path == "/v1/quotes":
        return quote(at, money, called, body)
    if path == "/v1/promotions/try":
        told = quote(at, money, called, body)
        as_it_is = {name: told[name] for name in ("discount", "shipping_discount", "tax", "to_pay", "total")}
        return {"quote": told, "as_it_is": as_it_is | {"points_earned": 12}, "promotion": "1", "applied": True}
    if path.startswith("/v1/promotions/replay"):
        return replay(at, money, called, scale)
    if path.startswith("/v1/promotions/conflicts"):
        return conflicts(at, money, called, scale)
    if path == "/v1/coupon-formats":
        return weighed(body)
    lists = {
        "/v1/promotions": lambda: made * (many // 25 if scale > 1 else 1),
        "/v1/coupons": lambda: [one for one in coupons(at, many // 3) if not query.get("customer") or one["customer"]],
        "/v1/rewards": lambda: rewards(at, called),
    }
    if path in lists and method == "GET":
        found = lists[path]() if scale else []
        return {
            "data": [{**one, "id": f"{one['id']}{n // 7 or ''}"} for n, one in enumerate(found)],
            "next_cursor": None,
        }
    single = {
        "/v1/promotion-policy": lambda: policy(at, money, called) if scale else {**policy(at, money, called), "lanes": [{"id": "1", "name": "Promotions", "together": "all"}], "most_percent": None, "floor": None},
        "/v1/promotions/3/coupon-batches": lambda: batches(at, called, scale) if scale else [],
        "/v1/customers/4/rewards": lambda: reachable(called) if scale else [],
        **{f"/v1/promotions/{one['id']}": lambda one=one: one for one in made},
        **{f"/v1/rewards/{one['id']}": lambda one=one: one for one in rewards(at, called)},
    }  # fmt: skip
    return single[path]() if path in single else None
