"""The shop's part of the vocabulary: every field and row that the facts hold.

What the books decide is among them: the journal tells the facts of it as of
anything else. A field's value stands in the column of its name in the table of
its subject (`schema.py`); stays are read off the changes of the segments.
"""

from __future__ import annotations

from regulars.rules.vocabulary import Field, Rows, Type

TEXT, NUMBER, MONEY, DATE = Type.TEXT, Type.NUMBER, Type.MONEY, Type.DATE
INSTANT, BOOLEAN, SET = Type.INSTANT, Type.BOOLEAN, Type.SET

ORDER_STATUSES = ("pending", "processing", "shipped", "complete", "cancelled", "closed")
PRICE_PLACES = 4
QUANTITY_PLACES = 4
POSTINGS = (
    "earn", "open", "end", "hold", "capture", "release", "lapse", "give_back", "reverse", "adjust", "undo", "move",
    "transfer",
)  # fmt: skip
"""What a posting of points can be, as `points.model.entries.Deed` has it."""
COUPON_STATES = ("open", "used", "withdrawn", "ended")
COUPON_SOURCES = ("reward", "batch", "code", "campaign")
"""Where a customer's coupons come from, as `promotions.telling` says it."""
MESSAGE_SOURCES = ("campaign", "workflow", "newsletter", "transactional")
"""What had a message sent, as `messaging.model.states` has it."""

ROWS: tuple[Rows, ...] = (
    Rows("order", "order", "orders", "placed_at", lines=True),
    Rows("order_line", "order line", "order lines", "placed_at", inside="order", product=True),
    Rows("line", "line", "lines", "placed_at", product=True),
    Rows("refund", "refund", "refunds", "refunded_at", inside="order"),
    Rows("address", "address", "addresses", None),
    Rows("cart", "cart", "carts", "updated_at", lines=True),
    Rows("cart_line", "cart line", "cart lines", "updated_at", inside="cart", product=True),
    Rows("wishlist_item", "wishlist item", "wishlist items", "added_at", product=True),
    Rows("product_view", "product view", "product views", "viewed_at", product=True),
    Rows("review", "review", "reviews", "written_at", product=True),
    Rows("subscription", "subscription", "subscriptions", "changed_at"),
    Rows("login", "login", "logins", "logged_in_at"),
    Rows("event", "event", "events", "occurred_at"),
    Rows("points_entry", "points entry", "points entries", "posted_at"),
    Rows("other_points_entry", "entry of another kind of points", "entries of another kind of points", "posted_at"),
    Rows("coupon", "coupon", "coupons", "issued_at"),
    Rows("message", "message", "messages", "sent_at"),
    Rows("segment_stay", "segment stay", "segment stays", "entered_at"),
)

CUSTOMER: tuple[Field, ...] = (
    Field("customer.external_id", TEXT, "Customer id", "The shop's own id of the customer."),
    Field("customer.email", TEXT, "E-mail", "The customer's e-mail address."),
    Field("customer.first_name", TEXT, "First name", "The customer's first name."),
    Field("customer.last_name", TEXT, "Last name", "The customer's last name."),
    Field("customer.gender", TEXT, "Gender", "The gender as the shop sent it.", format="gender"),
    Field("customer.language", TEXT, "Language", "The language code, such as pl.", format="language"),
    Field("customer.phone", TEXT, "Phone", "The telephone number as the shop sent it."),
    Field("customer.country", TEXT, "Country", "The two-letter country code, such as UA.", format="country", history=True),
    Field("customer.group", TEXT, "Group", "The customer group: the highest claim of a segment, else what the shop sent.", format="group", checked="group", history=True),
    Field("customer.guest", BOOLEAN, "Is a guest", "Whether the customer has no account."),
    Field("customer.born_on", DATE, "Birthday", "The date of birth."),
    Field("customer.registered_at", INSTANT, "Registered at", "When the account was created."),
    Field("customer.store", TEXT, "Store", "The store the customer belongs to.", format="store", history=True),
    Field("customer.referred_by", TEXT, "Referral code", "The referral code that the customer came with."),
    Field("customer.segments", SET, "Segments", "The segments the customer is in.", source="the segments", format="segment", checked="segment"),
    Field("customer.tags", SET, "Tags", "The tags of the shop and those given here.", format="tag"),
    Field("customer.recency_score", NUMBER, "Recency score", "1 to 5 by how recently the last completed order was placed: 5 is the most recent fifth of the shop's buyers. Set as each local day begins.", source="the shop's orders", daily=True, bounds=(1, 5)),
    Field("customer.frequency_score", NUMBER, "Frequency score", "1 to 5 by the number of completed orders: 5 is the fifth with the most. Set as each local day begins.", source="the shop's orders", daily=True, bounds=(1, 5)),
    Field("customer.monetary_score", NUMBER, "Monetary score", "1 to 5 by the net total of completed orders: 5 is the fifth with the most. Set as each local day begins.", source="the shop's orders", daily=True, bounds=(1, 5)),
    Field("customer.lists", SET, "Lists", "The lists the customer is on.", format="list", checked="list"),
)  # fmt: skip

PRODUCT: tuple[Field, ...] = (
    Field("product.sku", TEXT, "SKU", "The product's SKU.", format="sku"),
    Field("product.parent_sku", TEXT, "Parent SKU", "The SKU of the product this is a variant of.", format="sku"),
    Field("product.name", TEXT, "Product name", "The product's name.", format="product_name"),
    Field("product.brand", TEXT, "Brand", "The product's brand.", format="brand"),
    Field("product.price", MONEY, "Catalogue price", "The price in the catalogue.", places=PRICE_PLACES),
    Field("product.cost", MONEY, "Cost", "What the product costs the shop.", places=PRICE_PLACES),
    Field("product.categories", SET, "Category", "Every category the product is in, with those above.", format="category", checked="category"),
    Field("product.own_categories", SET, "Category, directly", "The categories the product is assigned to itself.", format="category", checked="category"),
)  # fmt: skip

ORDER: tuple[Field, ...] = (
    Field("order.external_id", TEXT, "Order number", "The shop's own id of the order."),
    Field("order.status", TEXT, "Status", "How far the order has come.", choices=ORDER_STATUSES, history=True),
    Field(
        "order.shop_status",
        TEXT,
        "Shop's status",
        "The shop's own word for the status.",
        format="shop_status",
        history=True,
    ),
    Field("order.placed_at", INSTANT, "Placed at", "When the order was placed."),
    Field("order.completed_at", INSTANT, "Completed at", "When the order first became complete."),
    Field("order.currency", TEXT, "Currency", "The currency the order was paid in.", format="currency"),
    Field("order.channel", TEXT, "Channel", "Where the order came from.", format="channel"),
    Field("order.store", TEXT, "Store", "The store that took the order.", format="store"),
    Field("order.subtotal", MONEY, "Subtotal", "The lines before discount, shipping and tax."),
    Field("order.discount", MONEY, "Discount", "What was taken off the order."),
    Field("order.shipping", MONEY, "Shipping", "What shipping cost the customer."),
    Field("order.tax", MONEY, "Tax", "The order's tax."),
    Field("order.grand_total", MONEY, "Grand total", "What the customer had to pay."),
    Field(
        "order.paid_with_points",
        MONEY,
        "Paid with points",
        "What was paid with points; the grand total no longer holds it.",
    ),
    Field(
        "order.gift_card",
        MONEY,
        "Paid with gift cards",
        "What was paid with gift cards; the grand total no longer holds it.",
    ),
    Field("order.refunded_total", MONEY, "Refunded", "What was given back up to the instant."),
    Field("order.net_total", MONEY, "Net total", "Grand total less refunds up to the instant."),
    Field("order.coupon", TEXT, "Coupon", "The coupon code used.", format="coupon"),
    Field("order.payment_method", TEXT, "Payment method", "How it was paid.", format="payment_method"),
    Field("order.shipping_method", TEXT, "Shipping method", "How it was sent.", format="shipping_method"),
    Field("order.paid", BOOLEAN, "Paid", "Whether it has been paid."),
)


def _lines(subject: str, of: str) -> tuple[Field, ...]:
    """The fields of a line; those of carts and orders have the same names."""
    return (
        Field(f"{subject}.sku", TEXT, "SKU", f"The SKU on the {of}'s line.", format="sku"),
        Field(f"{subject}.quantity", NUMBER, "Pieces", "How many pieces.", places=QUANTITY_PLACES),
        Field(f"{subject}.refunded_quantity", NUMBER, "Refunded pieces", "Pieces given back up to the instant.", places=QUANTITY_PLACES),
        Field(f"{subject}.price", MONEY, "Price a piece", "The price of one piece.", places=PRICE_PLACES),
        Field(f"{subject}.row_total", MONEY, "Row total", "The line before discount and tax."),
        Field(f"{subject}.discount", MONEY, "Row discount", "What was taken off the line."),
    )  # fmt: skip


LINES = _lines("order_line", "order") + _lines("line", "cart or order") + _lines("cart_line", "cart")

OTHERS: tuple[Field, ...] = (
    Field("order_line.placed_at", INSTANT, "Placed at", "When the line's order was placed."),
    Field("refund.amount", MONEY, "Amount", "How much was given back."),
    Field("refund.reason", TEXT, "Reason", "Why it was given back.", format="refund_reason"),
    Field("refund.refunded_at", INSTANT, "Refunded at", "When it was given back."),
    Field("address.kind", TEXT, "Kind", "Billing or shipping.", choices=("billing", "shipping")),
    Field("address.default", BOOLEAN, "Is the default", "Whether it is the default of its kind."),
    Field("address.country", TEXT, "Country", "The two-letter country code.", format="country"),
    Field("address.region", TEXT, "Region", "The region or state.", format="region"),
    Field("address.city", TEXT, "City", "The city.", format="city"),
    Field("address.postcode", TEXT, "Postcode", "The postcode."),
    Field("cart.status", TEXT, "Status", "Open, ordered or abandoned.", choices=("open", "ordered", "abandoned")),
    Field("cart.subtotal", MONEY, "Subtotal", "The lines before discount, shipping and tax."),
    Field("cart.coupons", SET, "Coupons", "The coupon codes in the cart.", format="coupon"),
    Field("cart.updated_at", INSTANT, "Changed at", "When the cart last changed."),
    Field("cart.shipping_method", TEXT, "Shipping method", "The shipping method chosen.", source="the cart asked about", format="shipping_method", subject_only=True),
    Field("cart.payment_method", TEXT, "Payment method", "The payment method chosen.", source="the cart asked about", format="payment_method", subject_only=True),
    Field("cart.shipping_country", TEXT, "Shipping country", "Where the cart is sent.", source="the cart asked about", format="country", subject_only=True),
    Field("cart.quantity", NUMBER, "Pieces", "How many pieces the cart holds.", source="the cart asked about", places=QUANTITY_PLACES, subject_only=True),
    Field("cart.weight", NUMBER, "Weight", "What the cart weighs, in the shop's unit.", source="the cart asked about", places=4, subject_only=True),
    Field("wishlist_item.sku", TEXT, "SKU", "The SKU wished for.", format="sku"),
    Field("wishlist_item.added_at", INSTANT, "Added at", "When it was wished for."),
    Field("product_view.sku", TEXT, "SKU", "The SKU looked at.", format="sku"),
    Field("product_view.viewed_at", INSTANT, "Viewed at", "When it was looked at."),
    Field("review.sku", TEXT, "SKU", "The SKU reviewed.", format="sku"),
    Field("review.rating", NUMBER, "Stars", "The stars given.", places=4),
    Field("review.status", TEXT, "Status", "The review's status at the shop, such as approved.", format="review_status"),
    Field("review.title", TEXT, "Title", "The review's title."),
    Field("review.written_at", INSTANT, "Written at", "When it was written."),
    Field("subscription.list", TEXT, "List", "What was subscribed to.", format="subscription_list"),
    Field("subscription.status", TEXT, "Status", "Pending, confirmed or left.", choices=("pending", "confirmed", "left")),
    Field("subscription.changed_at", INSTANT, "Changed at", "When the subscription last changed."),
    Field("login.device", TEXT, "Device", "The device logged in from.", format="device"),
    Field("login.logged_in_at", INSTANT, "Logged in at", "When the customer logged in."),
    Field("event.name", TEXT, "Name", "The event's name.", format="event"),
    Field("event.occurred_at", INSTANT, "Occurred at", "When it happened."),
    Field("points_entry.kind", TEXT, "Kind", "What happened to the points.", source="the points", choices=POSTINGS),
    Field("points_entry.points", NUMBER, "Points", "By how many the customer has more, less than zero for fewer.", source="the points", places=0),
    Field("points_entry.order", TEXT, "Order number", "The order that they were earned with.", source="the points"),
    Field("points_entry.reason", TEXT, "Reason", "What a person wrote of it.", source="the points"),
    Field("points_entry.posted_at", INSTANT, "Posted at", "When it was posted.", source="the points"),
    Field("other_points_entry.points_kind", TEXT, "Kind of points", "Which points, by their id; never the first kind.", source="the points", format="points_kind"),
    Field("other_points_entry.kind", TEXT, "Kind", "What happened to the points.", source="the points", choices=POSTINGS),
    Field("other_points_entry.points", NUMBER, "Points", "By how many the customer has more, less than zero for fewer.", source="the points", places=0),
    Field("other_points_entry.order", TEXT, "Order number", "The order that they were earned with.", source="the points"),
    Field("other_points_entry.reason", TEXT, "Reason", "What a person wrote of it.", source="the points"),
    Field("other_points_entry.posted_at", INSTANT, "Posted at", "When it was posted.", source="the points"),
    Field("coupon.code", TEXT, "Code", "The code as it is written.", source="the promotions"),
    Field("coupon.promotion", TEXT, "Promotion", "The promotion that asks for it.", source="the promotions", format="promotion", checked="promotion"),
    Field("coupon.source", TEXT, "Source", "Where the customer has it from: a reward for points, a batch of codes, or the one code that a promotion asks everybody for.", source="the promotions", choices=COUPON_SOURCES),
    Field("coupon.state", TEXT, "State", "Open as long as this customer can use it again by its own terms; used when no use is left to them; withdrawn; ended when its time was up before.", source="the promotions", choices=COUPON_STATES),
    Field("coupon.uses", NUMBER, "Uses", "How many of the customer's orders used it, without those that gave their use back.", source="the promotions", places=0),
    Field("coupon.issued_at", INSTANT, "Issued at", "When the customer was given it; of a code that anybody can use, when the customer first used it.", source="the promotions"),
    Field("coupon.ends_at", INSTANT, "Ends at", "The first instant at which it can't be used any more: its own end or its promotion's, whichever comes first; missing without either.", source="the promotions"),
    Field("coupon.used_at", INSTANT, "Used at", "When the customer last used it; missing as long as they haven't.", source="the promotions"),
    Field("message.source", TEXT, "Source", "What had it sent: a campaign, a rewards workflow, a newsletter, or something that the customer did or asked for.", source="the messages", choices=MESSAGE_SOURCES),
    Field("message.sender", TEXT, "Sent by", "The campaign, workflow or newsletter that had it sent, as its kind and number, such as newsletter:7.", source="the messages", format="sender"),
    Field("message.source_id", TEXT, "Number of what sent it", "By its number alone, which a newsletter and a campaign may both have: `message.sender` says which of them.", source="the messages", format="sender_number"),
    Field("message.template", TEXT, "Template", "The number of the template that it was made of.", source="the messages", format="template"),
    Field("message.list", TEXT, "List", "The list that it was sent to.", source="the messages", format="subscription_list"),
    Field("message.marketing", BOOLEAN, "Advertises", "Whether it advertises, so that it can be left.", source="the messages"),
    Field("message.sent_at", INSTANT, "Sent at", "When it was handed over to the mail server.", source="the messages"),
    Field("message.opened_at", INSTANT, "Opened at", "When a person first opened it, as far as can be told; missing as long as nobody has.", source="the messages"),
    Field("message.clicked_at", INSTANT, "Clicked at", "When a link in it was first followed; missing as long as none was.", source="the messages"),
    Field("message.bounced_at", INSTANT, "Came back at", "When it was reported that it couldn't be delivered; missing when it wasn't.", source="the messages"),
    Field("message.complained_at", INSTANT, "Complained at", "When it was reported as spam; missing when it wasn't.", source="the messages"),
    Field("message.left_at", INSTANT, "Unsubscribed at", "When its list was left by a link in it; missing when it wasn't.", source="the messages"),
    Field("segment_stay.segment", TEXT, "Segment", "The segment that the customer was in.", source="the segments", format="segment", checked="segment"),
    Field("segment_stay.entered_at", INSTANT, "Entered at", "When the stay began.", source="the segments"),
    Field("segment_stay.left_at", INSTANT, "Left at", "When the stay ended; missing as long as it lasts.", source="the segments"),
)  # fmt: skip

CART_ONLY = ("cart.shipping_method", "cart.payment_method", "cart.shipping_country", "cart.quantity", "cart.weight")
"""Fields of the cart asked about that carts as rows do not have."""

FIELDS: tuple[Field, ...] = CUSTOMER + PRODUCT + ORDER + LINES + OTHERS
