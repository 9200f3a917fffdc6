"""What a subject has at an instant: the rows of its customer and the values derived from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from .language import Asker, Row, Value, comparable, folded
from .shop import Coupon, Document, Entry, Message, Posting, Shop, Stay, converted, given, instant, members

PRICE_PLACES = 4
TIMES = {
    "order": "placed_at",
    "refund": "refunded_at",
    "cart": "updated_at",
    "wishlist_item": "added_at",
    "product_view": "viewed_at",
    "review": "written_at",
    "subscription": "changed_at",
    "login": "logged_in_at",
    "event": "occurred_at",
    "points_entry": "posted_at",
    "other_points_entry": "posted_at",
    "segment_stay": "entered_at",
    "coupon": "issued_at",
    "message": "sent_at",
}
TEXTS = {
    "order": ("external_id", "currency", "channel", "store", "coupon", "payment_method", "shipping_method"),
    "refund": ("reason",),
    "cart": ("status",),
    "address": ("kind", "country", "region", "city", "postcode"),
    "wishlist_item": ("sku",),
    "product_view": ("sku",),
    "review": ("sku", "status", "title"),
    "subscription": ("list", "status"),
    "login": ("device",),
    "event": ("name",),
}


@dataclass(frozen=True)
class Cut:
    """Which of the customer's own rows an asker sees: up to the instant, or only those before it; which order not."""

    strictly_before: bool = False
    without_order: str | None = None


EVERYTHING = Cut()


def as_of(shop: Shop, now: datetime, customer: int | None, cut: Cut = EVERYTHING) -> Asker:
    """A customer's subject at an instant; without a customer nothing is known of them."""
    document = shop.customers().get(customer) if customer is not None else None
    values = {} if document is None else customer_values(shop, customer, document, now)
    rows: dict[str, list[Row]] = {} if customer is None else customer_rows(shop, customer, document or {}, now, cut)
    return Asker(now, shop.clock, shop.types, values, rows, {} if document is None else customer_since(shop, document))


def is_candidate(shop: Shop, now: datetime, customer: int) -> bool:
    """Whether a customer is there yet."""
    document = shop.customers().get(customer)
    return document is not None and (not document.get("registered_at") or instant(document["registered_at"]) <= now)


def customer_values(shop: Shop, customer: int | None, document: Document, now: datetime) -> dict[str, Value]:
    """All `customer.*` at an instant."""
    texts = (
        "external_id",
        "email",
        "first_name",
        "last_name",
        "gender",
        "language",
        "phone",
        "country",
        "group",
        "store",
    )
    values: dict[str, Value] = {f"customer.{name}": given(document.get(name)) for name in texts}
    values["customer.guest"] = document["guest"]
    values["customer.born_on"] = shop.fit(document.get("born_on"), "date")
    values["customer.registered_at"] = shop.fit(document.get("registered_at"), "instant")
    values["customer.tags"] = members(document.get("tags"))
    values["customer.lists"] = members(document.get("lists"))
    here = [stay.segment for stay in shop.stays if stay.customer == customer and stay.covers(now)]
    values["customer.segments"] = members(here)
    for attribute in shop.declared:
        if attribute.path.startswith("customer."):
            value = shop.fitting(attribute, document)
            values[attribute.path] = shop.default(attribute) if value is None else value
    return values


def customer_since(shop: Shop, document: Document) -> dict[str, datetime]:
    """When the present value of each field with history came: the first delivery of it in a row of equal ones."""
    since: dict[str, datetime] = {}
    accepted: list[Entry] = []
    for entry in shop.deliveries("customer", document.get("external_id") or ""):
        if not accepted or entry.at >= accepted[-1].at:
            accepted.append(entry)

    def hold(path: str, read: Any) -> None:
        for entry, before in zip(accepted, [None, *accepted], strict=False):
            value = comparable(read(entry.document))
            if before is None or value != comparable(read(before.document)):
                since[path] = entry.at

    for name in ("country", "group", "store"):
        hold(f"customer.{name}", lambda document, name=name: given(document.get(name)))
    for attribute in shop.declared:
        if attribute.history and attribute.path.startswith("customer."):
            hold(attribute.path, lambda document, attribute=attribute: shop.fitting(attribute, document))
    return since


def customer_rows(shop: Shop, customer: int, document: Document, now: datetime, cut: Cut) -> dict[str, list[Row]]:
    """Everything a customer has many of, as far as the asker sees it."""

    def seen(row: Row) -> bool:
        return row.time is None or (row.time < now if cut.strictly_before else row.time <= now)

    rows: dict[str, list[Row]] = {name: [] for name in (*TIMES, "order_line", "cart_line", "address")}
    for n, address in enumerate(document.get("addresses") or ()):
        rows["address"].append(simple("address", address, position=n))
        rows["address"][-1].values["address.default"] = address.get("default")
    for order in shop.all("order"):
        if shop.owner(order) != customer or order["external_id"] == cut.without_order:
            continue
        row = order_row(shop, order, now)
        rows["order"].append(row)
        rows["order_line"] += lines_of(shop, "order_line", order, now, row)
        rows["refund"] += [refund_row(shop, refund, order, row) for refund in refunds_of(shop, order)]
    for cart in shop.all("cart"):
        if shop.owner(cart) == customer:
            row = cart_row(shop, cart)
            rows["cart"].append(row)
            rows["cart_line"] += lines_of(shop, "cart_line", cart, now, row)
    for kind in ("wishlist_item", "product_view", "review", "subscription", "login", "event"):
        for one in shop.all(kind):
            if shop.owner(one) == customer:
                rows[kind].append(record_row(shop, kind, one))
    for n, one in enumerate(shop.postings):
        if one.customer == customer:
            row = posting_row(n, one)
            rows[row.kind].append(row)
    rows["coupon"] = [row for one in shop.coupons if (row := coupon_row(shop, one, customer, now)) is not None]
    rows["message"] = [message_row(one, now) for one in shop.messages if one.customer == customer]
    for n, (_, came, stay) in enumerate(shop.moves()):
        if came and stay.customer == customer:
            rows["segment_stay"].append(stay_row(n, stay, now))
    return {name: [row for row in found if seen(row)] for name, found in rows.items()}


def simple(kind: str, document: Document, position: int = 0) -> Row:
    """A row with its texts, own time and key."""
    row = Row(kind, {f"{kind}.{name}": given(document.get(name)) for name in TEXTS[kind]}, position=position)
    if kind in TIMES:
        at = document.get(TIMES[kind])
        row.time = instant(at) if at else None
        row.values[f"{kind}.{TIMES[kind]}"] = row.time
        row.key = str(document.get("external_id") or document.get("id"))
    return row


def record_row(shop: Shop, kind: str, document: Document) -> Row:
    """A wish, view, review, subscription, login or event."""
    row = simple(kind, document)
    if "sku" in TEXTS[kind]:
        row.product = shop.product(document.get("sku") or "")
    if kind == "review":
        row.values["review.rating"] = shop.fit(document.get("rating"), "number")
    if kind == "event":
        for declared in shop.declared:
            if declared.path.startswith("event."):
                row.values[declared.path] = shop.fitting(declared, document)
    return row


def posting_row(position: int, posting: Posting) -> Row:
    rows = "points_entry" if posting.points_kind is None else "other_points_entry"
    values: dict[str, Value] = {
        f"{rows}.kind": posting.kind,
        f"{rows}.points": Fraction(posting.points),
        f"{rows}.order": given(posting.order),
        f"{rows}.reason": given(posting.reason),
        f"{rows}.posted_at": posting.at,
    }
    if posting.points_kind is not None:
        values[f"{rows}.points_kind"] = posting.points_kind
    return Row(rows, values, posting.at, posting.key, position)


def coupon_row(shop: Shop, coupon: Coupon, customer: int, now: datetime) -> Row | None:
    """A customer's coupon as it stood at an instant, by what had become of it until then."""
    mine = [told for told in coupon.told if told.customer in (customer, None)]
    if not any(told.customer for told in mine):
        return None
    came_at = min(told.at for told in mine if told.customer)
    uses: dict[str | None, datetime] = {}
    withdrawn = False
    for told in sorted(mine, key=lambda told: told.at):
        if told.at > now:
            break
        if told.what == "used":
            uses[told.checkout] = told.at
        elif told.what == "given_back":
            uses.pop(told.checkout, None)
        elif told.what in ("withdrawn", "restored"):
            withdrawn = told.what == "withdrawn"
    ends = [at for at in (coupon.ends_at, shop.end_of(coupon.promotion)) if at is not None]
    over = bool(ends) and min(ends) <= now
    used_up = coupon.most_uses is not None and len(uses) >= coupon.most_uses
    values: dict[str, Value] = {
        "coupon.code": coupon.code,
        "coupon.promotion": str(coupon.promotion),
        "coupon.source": coupon.source,
        "coupon.state": "used" if used_up else "withdrawn" if withdrawn else "ended" if over else "open",
        "coupon.uses": Fraction(len(uses)),
        "coupon.issued_at": came_at,
        "coupon.ends_at": min(ends, default=None),
        "coupon.used_at": max(uses.values(), default=None),
    }
    return Row("coupon", values, came_at, str(coupon.id), 0)


def message_row(message: Message, now: datetime) -> Row:
    """A message with what had become of it by an instant."""
    values: dict[str, Value] = {
        "message.source": message.source,
        "message.source_id": message.source_id,
        "message.sender": f"{message.source}:{message.source_id}",
        "message.template": "3",
        "message.list": given(message.list),
        "message.marketing": message.marketing,
        "message.sent_at": message.sent_at,
    }
    for what in ("opened", "clicked", "bounced", "complained", "left"):
        values[f"message.{what}_at"] = min((at for one, at in message.told if one == what and at <= now), default=None)
    return Row("message", values, message.sent_at, str(message.id), 0)


def stay_row(position: int, stay: Stay, now: datetime) -> Row:
    """A stay, as it was at an instant: what ended later goes on."""
    left_at = stay.left_at if stay.left_at is not None and stay.left_at <= now else None
    values: dict[str, Value] = {
        "segment_stay.segment": folded(stay.segment),
        "segment_stay.entered_at": stay.entered_at,
        "segment_stay.left_at": left_at,
    }
    return Row("segment_stay", values, stay.entered_at, "", position)


def order_row(shop: Shop, order: Document, now: datetime) -> Row:
    """An order as it stood at an instant."""
    row = simple("order", order)
    rate = Fraction(order.get("rate") or 1)
    for name in ("subtotal", "discount", "shipping", "tax", "grand_total"):
        row.values[f"order.{name}"] = converted(order.get(name), rate, shop.places)
    refunded = sum(
        (converted(refund["amount"], rate, shop.places) or Fraction(0) for refund in refunds_of(shop, order, now)),
        Fraction(0),
    )
    total = row.values["order.grand_total"]
    row.values["order.refunded_total"] = refunded
    row.values["order.net_total"] = None if total is None else total - refunded
    past = [change for change in status_history(shop, order["external_id"]) if change[0] <= now]
    for name in ("status", "shop_status", "paid"):
        values = [(at, change.get(name) if name == "paid" else given(change.get(name))) for at, change in past]
        row.values[f"order.{name}"] = values[-1][1] if values else None
        since = len(values)
        while since and comparable(values[since - 1][1]) == comparable(values[-1][1]):
            since -= 1
        if values:
            row.since[f"order.{name}"] = values[since][0]
    row.values["order.completed_at"] = next((at for at, change in past if change.get("status") == "complete"), None)
    row.lines = lines_of(shop, "line", order, now, row)
    return row


def status_history(shop: Shop, order: str) -> list[tuple[datetime, Document]]:
    """Every status an order has had or will have, in order, from all that was ever delivered for it."""
    found: list[tuple[datetime, int, int, Document]] = []
    for position, entry in enumerate(shop.deliveries("order", order)):
        if not entry.document.get("deleted"):
            found += [(at, position, n, change) for n, (at, change) in enumerate(told(entry))]
    found.sort(key=lambda one: one[:3])
    return [(at, change) for at, _, _, change in found]


def told(entry: Entry) -> list[tuple[datetime, Document]]:
    """The states that one delivery tells: its history, and what it says itself at its own time if that differs."""
    history = [(instant(change["at"]), change) for change in entry.document.get("status_history") or ()]
    last = max(enumerate(history), key=lambda one: (one[1][0], one[0]))[1][1] if history else {}
    own = {}
    for name in ("status", "shop_status", "paid"):
        own[name] = last.get(name) if entry.document.get(name) in (None, "") else entry.document[name]
    if history and all(own[name] == (last.get(name) or None if name != "paid" else last.get(name)) for name in own):
        return history
    return [*history, (entry.at, own)]


def refunds_of(shop: Shop, order: Document, now: datetime | None = None) -> list[Document]:
    """An order's refunds, those up to an instant when one is given."""
    found = [refund for refund in shop.all("refund") if refund["order"] == order["external_id"]]
    return [refund for refund in found if now is None or instant(refund["refunded_at"]) <= now]


def refund_row(shop: Shop, refund: Document, order: Document, inside: Row) -> Row:
    row = simple("refund", refund)
    row.inside = inside
    row.values["refund.amount"] = converted(refund["amount"], Fraction(order.get("rate") or 1), shop.places)
    return row


def cart_row(shop: Shop, cart: Document) -> Row:
    row = simple("cart", cart)
    row.values["cart.subtotal"] = converted(cart.get("subtotal"), Fraction(1), shop.places)
    row.values["cart.coupons"] = members(cart.get("coupons"))
    row.lines = lines_of(shop, "line", cart, row.time, row)
    return row


def lines_of(shop: Shop, kind: str, document: Document, now: datetime | None, inside: Row) -> list[Row]:
    """The lines of an order or a cart. Their base amounts add up to the order's."""
    lines = document.get("lines") or []
    rate = Fraction(document.get("rate") or 1)
    shares = {
        "row_total": shared(shop, lines, "row_total", rate, document.get("subtotal")),
        "discount": shared(shop, lines, "discount", rate, document.get("discount")),
    }
    found = []
    for n, line in enumerate(lines):
        within = None if kind == "line" else inside
        row = Row(kind, {}, inside.time, inside.key, n, inside=within)
        row.product = shop.product(line.get("sku") or "")
        row.values = {
            f"{kind}.sku": given(line.get("sku")),
            f"{kind}.quantity": Fraction(line["quantity"]),
            f"{kind}.refunded_quantity": refunded_quantity(shop, document, line, now),
            f"{kind}.price": converted(line.get("price"), rate, PRICE_PLACES),
            f"{kind}.row_total": shares["row_total"][n],
            f"{kind}.discount": shares["discount"][n],
        }
        if kind == "order_line":
            row.values["order_line.placed_at"] = inside.time
        found.append(row)
    return found


def refunded_quantity(shop: Shop, order: Document, line: Document, now: datetime | None) -> Fraction:
    """Pieces of a line given back up to an instant; a cart's never were."""
    if "order" not in order and "placed_at" not in order:
        return Fraction(0)
    refunds = refunds_of(shop, order, now)
    returned = [
        given_back for refund in refunds for given_back in refund.get("lines") or () if given_back["line"] == line["id"]
    ]
    return sum((Fraction(one["quantity"]) for one in returned), Fraction(0))


def shared(shop: Shop, lines: list[Document], name: str, rate: Fraction, total: str | None) -> list[Fraction | None]:
    """The lines' amounts in base currency: whole units down, what is left to the largest remainders, ties by place."""
    unit = Fraction(1, 10**shop.places)
    exact = [Fraction(line.get(name) or 0) * rate / unit for line in lines]
    whole = [amount.numerator // amount.denominator for amount in exact]
    target = converted(total, rate, shop.places)
    left = int((target or Fraction(0)) / unit) - sum(whole)
    by_remainder = sorted(range(len(lines)), key=lambda n: (whole[n] - exact[n], n))
    for n in by_remainder[: max(left, 0)]:
        whole[n] += 1
    return [amount * unit for amount in whole]
