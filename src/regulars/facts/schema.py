"""The tables of the facts: what stands where, and in which units.

Conventions that the compiler, the loader and the benchmarks rely on:

- `customer_id` is the dense integer id handed out by the books. Other integer
  ids (`order_id`, `cart_id`, `product_id`, `record_id` for the rest) are dense
  too within their type, handed out here in the order of first mention in the
  journal, so a replay gives the same.
- Instants are `TIMESTAMP` in UTC with microseconds; dates are `DATE`.
- Money is `BIGINT` minor units of the base currency, but prices and costs are
  in units of 10^-4; `own_*` amounts are in the order's own currency.
- A text that is compared has a column `NAME_folded` beside it, unless its
  values are a closed list. Sets are `VARCHAR[]`, sorted, with `NAME_folded`.
  Empty texts and empty sets are stored as NULL: missing has one form.
- A customer's `search_folded` is the id, e-mail and name as a search looks through them, a line each (`searching.py`).
- A custom attribute `recommended` of products is the column
  `"attributes.recommended"` (and `"attributes.recommended_folded"`), added when
  it is declared; `attributes` holds the document as sent (JSON text), and of customers `own_attributes` what was
  set here, which counts before it.
- The rows of `order_status` are an order's history in the order of `n`.
- A `segment_change` holds the ids of who entered and who left, as it was decided; ids that were merged or erased
  since stay in it and are nobody's. Stays in segments are read off it when they are asked about (`stays.py`).
- A `coupon` has a row for each way it has stood: as in that row from `"from"` on, until just before `"until"`. Of these one
  is looked at, by the instant, and says only then whether the coupon has ended. They are made of the coupon's entries,
  those with a customer and those about the code whosever it is.
- A `promotion_use` is one promotion that a confirmed checkout used, with what it took off and the coupon and its batch, if any. It
  stays when the order is cancelled; its order may not have come yet, and its customer may be nobody known.
- A `message` holds when something first became of it; as of an earlier instant that is missing. Clicks after its first have
  rows of their own in `message_click`, for what was ordered is counted from the last.
- An `event` of `by_page` was sent by a page of the shop, with a key that everybody can read; of others it is missing.
- `position` is the journal's; `updated_at` the record's.
- A deleted record leaves its table and stays in `tombstone`, so that an older
  document that arrives later changes nothing and questions need no filter. An
  order's status history stays, should the order come back.
- `record` keeps the dense id of everything ever mentioned by an `external_id`,
  also of what was only pointed to (a refund's order, a line's product).
- `next_change` holds the instant at which time alone may change a customer's
  segments; it follows from the segments too, so it is not part of a replay.
- The scores of a customer are those of the day that `meta` names under "scores" (`scores.py`); they follow from the
  orders, so they are not part of a replay.
- `alias` says who those are today that became one with others.
- `touched` names the customers of each position until reactions have passed it.
- `set_aside` names the entries that could not be applied, which is a fault of ours.
"""

from __future__ import annotations

_RECORD = "external_id VARCHAR, external_id_folded VARCHAR, updated_at TIMESTAMP, position BIGINT"


def _texts(*names: str) -> str:
    return ", ".join(f'"{name}" VARCHAR, "{name}_folded" VARCHAR' for name in names)


def _sets(*names: str) -> str:
    return ", ".join(f'"{name}" VARCHAR[], "{name}_folded" VARCHAR[]' for name in names)


TABLES: dict[str, str] = {
    "customer": f"""
        customer_id INTEGER, {_RECORD},
        {_texts("email", "first_name", "last_name", "gender", "language", "phone", "country", "group", "store", "referred_by")},
        guest BOOLEAN, born_on DATE, registered_at TIMESTAMP,
        {_sets("tags", "lists")},
        shop_group VARCHAR, shop_tags VARCHAR[], own_group VARCHAR, own_tags VARCHAR[], own_attributes VARCHAR,
        country_since TIMESTAMP, group_since TIMESTAMP, store_since TIMESTAMP,
        recency_score TINYINT, frequency_score TINYINT, monetary_score TINYINT,
        attributes VARCHAR, attributes_since VARCHAR, search_folded VARCHAR""",
    "address": f"""
        customer_id INTEGER, n INTEGER, kind VARCHAR, "default" BOOLEAN,
        {_texts("country", "region", "city", "postcode")}, document VARCHAR""",
    "category": f"""
        record_id INTEGER, {_RECORD}, parent VARCHAR, {_texts("name")}""",
    "list": f"""
        record_id INTEGER, {_RECORD}, {_texts("name")}""",
    "product": f"""
        product_id INTEGER, {_RECORD}, known BOOLEAN,
        own_document VARCHAR, brought_by VARCHAR,
        {_texts("sku", "parent_sku", "name", "brand")}, price BIGINT, cost BIGINT,
        {_sets("categories", "own_categories")}, attributes VARCHAR""",
    "order": f"""
        order_id INTEGER, {_RECORD}, customer_id INTEGER,
        placed_at TIMESTAMP, status VARCHAR, status_since TIMESTAMP, {_texts("shop_status")}, shop_status_since TIMESTAMP,
        completed_at TIMESTAMP, paid BOOLEAN, {_texts("currency", "channel", "store", "coupon", "payment_method", "shipping_method")},
        rate DECIMAL(18,9),
        subtotal BIGINT, discount BIGINT, shipping BIGINT, tax BIGINT, grand_total BIGINT, paid_with_points BIGINT,
        gift_card BIGINT, refunded_total BIGINT,
        own_subtotal BIGINT, own_discount BIGINT, own_shipping BIGINT, own_tax BIGINT, own_grand_total BIGINT,
        own_paid_with_points BIGINT, own_gift_card BIGINT""",
    "order_status": """
        order_id INTEGER, customer_id INTEGER, "at" TIMESTAMP, n INTEGER, position BIGINT,
        status VARCHAR, shop_status VARCHAR, shop_status_folded VARCHAR, paid BOOLEAN""",
    "order_line": f"""
        order_id INTEGER, n INTEGER, line_id VARCHAR, customer_id INTEGER, placed_at TIMESTAMP, status VARCHAR,
        product_id INTEGER, {_texts("sku")}, quantity DECIMAL(18,4), refunded_quantity DECIMAL(18,4),
        price BIGINT, row_total BIGINT, discount BIGINT, tax BIGINT, own_row_total BIGINT, own_discount BIGINT""",
    "refund": f"""
        record_id INTEGER, {_RECORD}, order_external_id VARCHAR, order_id INTEGER, customer_id INTEGER, refunded_at TIMESTAMP,
        amount BIGINT, own_amount BIGINT, {_texts("reason")}, document VARCHAR""",
    "refund_line": """
        record_id INTEGER, n INTEGER, order_id INTEGER, line_id VARCHAR, refunded_at TIMESTAMP,
        quantity DECIMAL(18,4), own_amount BIGINT""",
    "cart": f"""
        cart_id INTEGER, {_RECORD}, customer_id INTEGER, status VARCHAR, subtotal BIGINT, {_sets("coupons")}""",
    "cart_line": f"""
        cart_id INTEGER, n INTEGER, line_id VARCHAR, customer_id INTEGER, updated_at TIMESTAMP, product_id INTEGER, {_texts("sku")},
        quantity DECIMAL(18,4), refunded_quantity DECIMAL(18,4), price BIGINT, row_total BIGINT, discount BIGINT""",
    "wishlist_item": f"""
        record_id INTEGER, {_RECORD}, customer_id INTEGER, added_at TIMESTAMP, product_id INTEGER, {_texts("sku")}""",
    "product_view": f"""
        record_id INTEGER, {_RECORD}, customer_id INTEGER, viewed_at TIMESTAMP, product_id INTEGER, {_texts("sku")}""",
    "review": f"""
        record_id INTEGER, {_RECORD}, customer_id INTEGER, written_at TIMESTAMP, product_id INTEGER, {_texts("sku", "status", "title")},
        rating DECIMAL(18,4)""",
    "subscription": f"""
        record_id INTEGER, {_RECORD}, customer_id INTEGER, changed_at TIMESTAMP, {_texts("list")}, status VARCHAR""",
    "login": f"""
        record_id INTEGER, {_RECORD}, customer_id INTEGER, logged_in_at TIMESTAMP, {_texts("device")}""",
    "event": f"""
        record_id INTEGER, {_RECORD}, customer_id INTEGER, occurred_at TIMESTAMP, {_texts("name")}, properties VARCHAR, by_page BOOLEAN""",
    "points_entry": f"""
        external_id VARCHAR, position BIGINT, customer_id INTEGER, posted_at TIMESTAMP, kind VARCHAR, points DECIMAL(18,4), {_texts("order", "reason")}""",
    "other_points_entry": f"""
        external_id VARCHAR, position BIGINT, customer_id INTEGER, posted_at TIMESTAMP, kind VARCHAR, points DECIMAL(18,4),
        {_texts("points_kind", "order", "reason")}""",
    "promotion": f"""
        promotion_id INTEGER, external_id VARCHAR, external_id_folded VARCHAR, position BIGINT, {_texts("name")},
        said_ends_at TIMESTAMP, ended_at TIMESTAMP, ends_at TIMESTAMP""",
    "coupon": f"""
        coupon_id INTEGER, external_id VARCHAR, position BIGINT, customer_id INTEGER, {_texts("code", "promotion")}, promotion_id INTEGER,
        source VARCHAR, issued_at TIMESTAMP, own_ends_at TIMESTAMP, ends_at TIMESTAMP,
        "from" TIMESTAMP, "until" TIMESTAMP, standing VARCHAR, uses DECIMAL(18,4), used_at TIMESTAMP""",
    "coupon_entry": """
        coupon_id INTEGER, customer_id INTEGER, "at" TIMESTAMP, position BIGINT, document VARCHAR""",
    "promotion_use": """
        order_id INTEGER, customer_id INTEGER, position BIGINT, used_at TIMESTAMP, promotion_id INTEGER, coupon_id BIGINT,
        batch_id INTEGER, amount BIGINT""",
    "message": f"""
        message_id BIGINT, external_id VARCHAR, position BIGINT, customer_id INTEGER, source VARCHAR, {_texts("source_id", "template", "list")},
        marketing BOOLEAN, sent_at TIMESTAMP, opened_at TIMESTAMP, clicked_at TIMESTAMP, bounced_at TIMESTAMP,
        complained_at TIMESTAMP, left_at TIMESTAMP""",
    "message_click": """
        message_id BIGINT, customer_id INTEGER, position BIGINT, clicked_at TIMESTAMP""",
    "segment_change": """
        segment VARCHAR, "at" TIMESTAMP, position BIGINT, entered INTEGER[], "left" INTEGER[]""",
    "alias": "alias_id INTEGER, owner_id INTEGER",
    "tombstone": """
        type VARCHAR, id INTEGER, external_id VARCHAR, updated_at TIMESTAMP, position BIGINT""",
    "record": "type VARCHAR, external_id VARCHAR, id INTEGER",
    "next_change": 'customer_id INTEGER, "at" TIMESTAMP',
    "touched": "position BIGINT, customer_id INTEGER",
    "set_aside": "position BIGINT, type VARCHAR, external_id VARCHAR, customer_id INTEGER, reason VARCHAR",
    "meta": "name VARCHAR, value VARCHAR",
}
