"""Small shops full of what is easily got wrong, as deliveries to the journal.

Values come from short lists, so that they meet: the same text in other letters,
the same instant twice, a SKU that the catalogue doesn't know. What a record
leaves out, gives as null or gives empty is left to luck too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from regulars.facts.fields import FIELDS, ORDER_STATUSES, POSTINGS

from .documents import LONG_AGO, text
from .luck import Drawn, Luck
from .reference import Coupon, Declared, Entry, Message, Posting, Promotion, Shop, Stay, Told
from .scenes import SCENES, Scene

PEOPLE = ("anna", "Boris", "straße", "K-1")
GUESTS = ("guest@example.com", "other@example.com")
PRODUCTS = ("TEE-1", "TEE-1-M", "SHORT-1", "short-1")
SKUS = (*PRODUCTS, "TEE-1-S", "NOPE")
CATEGORIES = ("2", "11", "12", "Äpfel", "19")
KINDS = (None, None, "stars", "miles")
"""Kinds of points, None the first."""
SEGMENTS = ("vip", "Departed", "ß")
WORDS: tuple[str | None, ...] = (
    None, "UA", "ua", "PL", "straße", "STRASSE", "İstanbul", "i̇stanbul", "Σίσυφος", "ΣΊΣΥΦΟΣ", "é", "E\u0301", "",
    " x ", "x", "100%", "a_b", "a%b", "ab", "line\nbreak", "ﬁn", "日本", "😀", "\\d", "'",
)  # fmt: skip
COUNTRIES: tuple[str | None, ...] = (None, "UA", "ua", "PL", "")
NUMBERS = ("1", "0", "2", "3", "0.5", "2.5", "10", "0.0001", "-1")
AMOUNTS = ("10.00", "0.00", "0.01", "0.10", "19.99", "33.33", "100.00", "2000.00")
RATES = {"EUR": "1.0837", "UAH": "0.02415", "JPY": "155.375", "KWD": "0.307123456"}
DIVISIONS = {"JPY": 0, "KWD": 3}
"""Decimal places of currencies that don't have two."""
DECLARED = (
    Declared("customer.attributes.medal", "text", history=True),
    Declared("customer.attributes.score", "number", history=True),
    Declared("customer.attributes.budget", "money"),
    Declared("customer.attributes.wedding", "date"),
    Declared("customer.attributes.called_at", "instant"),
    Declared("customer.attributes.vip", "boolean", default=False),
    Declared("customer.attributes.hobbies", "set"),
    Declared("product.attributes.colour", "text"),
    Declared("product.attributes.weight", "number", default="0.5"),
    Declared("product.attributes.deposit", "money"),
    Declared("product.attributes.released", "date"),
    Declared("product.attributes.restocked_at", "instant"),
    Declared("product.attributes.recommended", "boolean", default=False),
    Declared("product.attributes.materials", "set"),
    Declared("event.properties.page", "text"),
    Declared("event.properties.seconds", "number"),
    Declared("event.properties.value", "money"),
    Declared("event.properties.day", "date"),
    Declared("event.properties.at", "instant"),
    Declared("event.properties.first", "boolean"),
    Declared("event.properties.choices", "set"),
)
TYPES = {field.path: field.type.value for field in FIELDS} | {one.path: one.type for one in DECLARED}
UNFIT: dict[str, tuple[Any, ...]] = {
    "text": (["a"], {"a": "b"}, True),
    "number": ("many", [1], True, "1e400x"),
    "money": ("much", {}, False, "1.2.3"),
    "date": ("2026-02-30", True, "soon", ["2026-03-01"]),
    "instant": ("later", False, "2026-13-01T00:00:00Z"),
    "boolean": ("maybe", [], {}),
    "set": ({"a": 1}, True),
}
"""By type, JSON values that do not fit it."""


@st.composite
def shops(draw: Any) -> tuple[Scene, Shop]:
    """A scene and a small shop in it."""
    luck = Drawn(draw)
    scene = luck.pick(SCENES)
    return scene, Maker(luck, scene).shop()


class Maker:
    """Makes the records of one shop, with the instants and the luck it was given."""

    def __init__(self, luck: Luck, scene: Scene, most: int = 3) -> None:
        self.luck = luck
        self.scene = scene
        self.most = most
        self.instants = luck.some(scene.instants(), 6) or [scene.middle]

    def shop(self) -> Shop:
        """Everything there is, delivered in some order."""
        orders = [n for n in range(self.luck.below(self.most + 2)) for _ in range(1 + self.luck.below(2))]
        made = [
            *(self.category(n) for n in range(self.luck.below(len(CATEGORIES) + 1))),
            *(self.product(sku) for sku in self.luck.some(PRODUCTS, self.most + 1)),
            *(self.customer(who) for who in self.luck.some(PEOPLE, self.most + 2)),
            *self.orders(orders),
            *(self.refund(n) for n in range(self.luck.below(self.most + 1))),
            *(self.cart(n) for n in range(self.luck.below(self.most))),
            *(entry for kind in OTHERS for entry in self.others(kind)),
            *(self.event(n) for n in range(self.luck.below(self.most + 1))),
        ]
        delivered = [self.gone(entry) if self.luck.once_in(20) else entry for entry in self.luck.shuffled(made)]
        shop = Shop(delivered, self.scene.clock, DIVISIONS.get(self.scene.currency, 2), DECLARED, (), TYPES)
        known = sorted(shop.customers())
        shop.stays = shop.stayed = tuple(self.stays(known))
        shop.postings = tuple(self.posting(n, known) for n in range(self.luck.below(self.most + 2) if known else 0))
        shop.promotions = tuple(self.promotion(n) for n in range(self.luck.below(self.most + 1)))
        shop.coupons = tuple(self.coupon(n, known) for n in range(self.luck.below(self.most + 2) if known else 0))
        shop.messages = tuple(self.message(n, known) for n in range(self.luck.below(self.most + 2) if known else 0))
        return shop

    def gone(self, entry: Entry) -> Entry:
        """The removal of a record in its place; events can't be taken back."""
        if entry.type == "event":
            return entry
        kept = {
            name: entry.document.get(name) for name in ("external_id", "customer", "email") if name in entry.document
        }
        return Entry(entry.type, kept | {"updated_at": self.at(), "deleted": True})

    # What values are made of

    def at(self) -> str:
        return text(self.luck.pick(self.instants))

    def amount(self, currency: str) -> str:
        """An amount with no more decimals than its currency has."""
        amount, places = self.luck.pick(AMOUNTS), DIVISIONS.get(currency, 2)
        return {0: amount[:-3], 2: amount, 3: f"{amount}5"}[places]

    def word(self) -> str | None:
        return self.luck.pick(WORDS)

    def words(self, *names: str) -> dict[str, Any]:
        """Each of the names with a text, a null, or not at all."""
        found = {name: self.luck.pick(COUNTRIES) if name == "country" else self.word() for name in names}
        return {name: value for name, value in found.items() if value is not None or self.luck.once_in(2)}

    def set_of(self, offered: Sequence[str | None]) -> list[str]:
        return list(dict.fromkeys(word for word in self.luck.some(offered, 3) if word))

    def who(self) -> dict[str, Any]:
        """Whose it is: a registered customer's, a guest's, or for some records nobody's."""
        someone = self.luck.pick((*PEOPLE, *GUESTS))
        return {"email": someone, "customer": None} if someone in GUESTS else {"customer": someone}

    def value(self, kind: str) -> Any:
        """A JSON value for a custom attribute, which fits or doesn't."""
        if self.luck.once_in(4):
            return self.luck.pick(UNFIT[kind])
        offered: dict[str, Sequence[Any]] = {
            "text": WORDS,
            "number": (*NUMBERS, 3, -7),
            "money": (*AMOUNTS, 20),
            "date": [self.scene.clock.local_date(at).isoformat() for at in self.instants],
            "instant": [*(text(at) for at in self.instants), self.scene.clock.local(self.instants[0]).isoformat()],
            "boolean": (True, False, None),
        }
        return self.set_of(WORDS) if kind == "set" else self.luck.pick(offered[kind])

    def custom(self, subject: str) -> dict[str, Any]:
        """Some of the declared attributes or properties of a subject."""
        declared = [one for one in DECLARED if one.path.startswith(subject)]
        return {one.name: self.value(one.type) for one in declared if self.luck.once_in(2)}

    # Records

    def category(self, n: int) -> Entry:
        parent = self.luck.pick((None, *CATEGORIES[:n], "77"))
        return Entry("category", {"external_id": CATEGORIES[n], "name": "x", "parent": parent, "updated_at": LONG_AGO})

    def product(self, sku: str) -> Entry:
        document = self.single(sku) | {"updated_at": self.at()}
        if sku == "TEE-1":
            variants = dict.fromkeys(self.luck.some(("TEE-1-S",), 1))
            document["variants"] = [self.single(variant) for variant in variants]
        elif sku == "TEE-1-M":
            document["parent_sku"] = self.luck.pick(("TEE-1", "NOPE"))
        return Entry("product", document)

    def single(self, sku: str) -> dict[str, Any]:
        """What a product and a variant both have."""
        prices = {name: self.luck.pick((None, "10.00", "0.0001", "19.9950")) for name in ("price", "cost")}
        categories = self.set_of((*CATEGORIES, "unknown"))
        custom = {"attributes": self.custom("product.")}
        return {"external_id": sku, "categories": categories} | custom | prices | self.words("name", "brand")

    def customer(self, who: str) -> Entry:
        document: dict[str, Any] = {"external_id": who, "updated_at": self.at()}
        document |= self.words("first_name", "last_name", "gender", "language", "phone", "country", "group", "store")
        document["email"] = self.luck.pick((None, f"{who[0]}@x.example", f"{who[0].upper()}@X.example"))
        document["born_on"] = self.luck.pick((None, "2004-02-29", *(self.day(years) for years in (18, 40, 0, -1))))
        document["registered_at"] = self.luck.pick((None, self.at()))
        document |= {"tags": self.set_of(WORDS), "lists": self.set_of(("news", "News", "sale"))}
        document["addresses"] = [self.address() for _ in range(self.luck.below(3))]
        document["attributes"] = self.custom("customer.")
        return Entry("customer", document)

    def day(self, years: int) -> str:
        """A local day so many years before one of the instants."""
        day = self.scene.clock.local_date(self.luck.pick(self.instants))
        return self.scene.clock.anniversary(day, day.year - years).isoformat()

    def address(self) -> dict[str, Any]:
        more = {"kind": self.luck.pick(("shipping", "billing")), "default": self.luck.pick((False, True))}
        return more | self.words("country", "region", "city", "postcode")

    def orders(self, numbers: list[int]) -> list[Entry]:
        """Orders, some of them delivered twice with another state."""
        return [self.order(f"O{n}") for n in numbers]

    def order(self, external_id: str) -> Entry:
        luck = self.luck
        placed_at = self.instants[sum(external_id.encode()) % len(self.instants)]
        rates = RATES | {self.scene.currency: "1"}
        currency = luck.pick((self.scene.currency, *RATES))
        lines = [self.line(str(n), currency) for n in range(luck.below(4))]
        totals = {
            total: plus(line[name] for line in lines)
            for total, name in (("subtotal", "row_total"), ("discount", "discount"))
        }
        shipping, tax = self.amount(currency), self.amount(currency)
        grand_total = Decimal(totals["subtotal"]) - Decimal(totals["discount"]) + Decimal(shipping) + Decimal(tax)
        history = self.history(placed_at)
        document = {"external_id": external_id, "updated_at": self.at(), "placed_at": text(placed_at), "lines": lines}
        document |= {"currency": currency, "rate": rates[currency], "shipping": shipping, "tax": tax}
        document |= (
            totals
            | {"grand_total": str(grand_total)}
            | self.words("channel", "store", "coupon", "payment_method", "shipping_method")
        )
        document |= {name: value for name, value in history[-1].items() if name != "at"}
        document |= luck.pick(
            ({"status_history": history}, {"status_history": history}, {}, {"status_history": history[:1]})
        )
        return Entry("order", document | self.owner(external_id))

    def owner(self, external_id: str) -> dict[str, Any]:
        """Whose an order is: always the same one's, or nobody's."""
        people = (*PEOPLE, *GUESTS, "")
        someone = people[sum(external_id.encode()) % len(people)]
        return {"email": someone, "customer": None} if someone in GUESTS else {"customer": someone or None}

    def history(self, placed_at: datetime) -> list[dict[str, Any]]:
        """From being placed on: to and fro, the same again, twice at one instant, and ahead."""
        changes: list[dict[str, Any]] = []
        at = placed_at
        for _ in range(1 + self.luck.below(4)):
            shop_status = self.luck.pick(WORDS[:6])
            status, paid = self.luck.pick(("complete", *ORDER_STATUSES)), self.luck.pick((False, True))
            changes.append({"at": text(at), "status": status, "shop_status": shop_status, "paid": paid})
            at += self.luck.pick((timedelta(days=1), timedelta(), timedelta(microseconds=1), timedelta(days=30)))
        return changes

    def line(self, id: str, currency: str) -> dict[str, Any]:
        quantity, row_total = self.luck.pick(("1", "2", "0.5")), self.amount(currency)
        discount = self.luck.pick(("0", row_total))
        price = self.luck.pick((row_total, "0.3333"))
        sku = self.luck.pick(SKUS)
        return {
            "id": id,
            "sku": sku,
            "quantity": quantity,
            "price": price,
            "row_total": row_total,
            "discount": discount,
        }

    def refund(self, n: int) -> Entry:
        luck = self.luck
        returned = [
            {"line": luck.pick("01"), "quantity": luck.pick(("1", "0.5")), "amount": "0.01"}
            for _ in range(luck.below(3))
        ]
        of = luck.pick(("O0", "O1", "O2"))
        placed_at = self.instants[sum(of.encode()) % len(self.instants)]
        at = text(
            placed_at + luck.pick((timedelta(), timedelta(days=1), timedelta(microseconds=1), timedelta(days=30)))
        )
        document = {"external_id": f"R{n}", "updated_at": self.at(), "order": of, "refunded_at": at, "lines": returned}
        return Entry("refund", document | {"amount": luck.pick(AMOUNTS), "reason": self.word()})

    def cart(self, n: int) -> Entry:
        lines = [self.line(str(n), self.scene.currency) for n in range(self.luck.below(3))]
        subtotal = plus(line["row_total"] for line in lines)
        status = self.luck.pick(("open", "ordered", "abandoned"))
        document = {
            "external_id": f"C{n}",
            "updated_at": self.at(),
            "status": status,
            "subtotal": subtotal,
            "lines": lines,
        }
        return Entry("cart", document | {"coupons": self.set_of(WORDS)} | self.who())

    def others(self, kind: str) -> list[Entry]:
        """Some records of one of the small kinds."""
        return [self.other(kind, n) for n in range(self.luck.below(self.most))]

    def other(self, kind: str, n: int) -> Entry:
        document = {"external_id": f"{kind}-{n}", "updated_at": self.at(), OTHERS[kind]: self.at()} | self.who()
        match kind:
            case "review":
                rating = self.luck.pick((None, "5", "4.5", "1"))
                document |= {"sku": self.luck.pick(SKUS), "rating": rating} | self.words("status", "title")
            case "subscription":
                status = self.luck.pick(("confirmed", "pending", "left"))
                document |= {"list": self.luck.pick(("news", "News", "sale")), "status": status}
            case "login":
                document |= self.words("device")
            case _:
                document |= {"sku": self.luck.pick(SKUS)}
        return Entry(kind, document)

    def event(self, n: int) -> Entry:
        document = {"id": f"E{n}", "name": self.luck.pick(("viewed", "Viewed", "ß")), "occurred_at": self.at()}
        return Entry("event", document | {"properties": self.custom("event.")} | self.who())

    def stays(self, customers: list[int]) -> list[Stay]:
        """Stays in segments that begin and end at the shop's instants, in some of them again and again."""
        found = []
        for customer in customers:
            for segment in dict.fromkeys(self.luck.some(SEGMENTS, 2)):
                instants = sorted(dict.fromkeys(self.luck.some(self.instants, self.most)))
                for entered_at, left_at in zip(instants[::2], [*instants[1::2], None], strict=False):
                    found.append(Stay(segment, customer, entered_at, left_at))
        return found

    def posting(self, n: int, customers: list[int]) -> Posting:
        """Points given or taken at one of the shop's instants."""
        customer, at = self.luck.pick(customers), self.luck.pick(self.instants)
        points = self.luck.pick((10, 0, 1, -10, 2000))
        order = self.luck.pick((None, "O0", "o1"))
        return Posting(
            f"P{n % 3}/{n}", customer, at, self.luck.pick(POSTINGS), points, order, self.word(), self.luck.pick(KINDS)
        )

    def promotion(self, n: int) -> Promotion:
        """One of two promotions, as it is from one of the shop's instants on."""
        ends_at = self.luck.pick((None, None, self.luck.pick(self.instants)))
        return Promotion(1 + n % 2, self.luck.pick(self.instants), ends_at, self.luck.once_in(3))

    def coupon(self, n: int, customers: list[int]) -> Coupon:
        """A customer's own coupon or a code for anybody, with what became of it at the shop's instants."""
        luck = self.luck
        owner = luck.pick((None, luck.pick(customers)))
        came_at = luck.pick(self.instants)
        later = [at for at in self.instants if at >= came_at]
        told = [] if owner is None else [Told(came_at, "issued", owner)]
        for what in luck.some(("used", "used", "used", "given_back", "withdrawn", "restored"), 4):
            whose = owner or (luck.pick(customers) if what in ("used", "given_back") else None)
            if not (owner and what == "restored"):
                told.append(Told(luck.pick(later), what, whose, luck.pick(("a", "b"))))
        ends_at = luck.pick((None, luck.pick(self.instants), luck.pick(self.instants) + timedelta(days=7)))
        source = "reward" if owner else luck.pick(("batch", "code"))
        code = luck.pick(("7KQ2M-X9PTR", "HELLO", "straße"))
        return Coupon(n + 1, f"{code}{n}", 1 + n % 3, source, owner, ends_at, luck.pick((1, 2, None)), tuple(told))

    def message(self, n: int, customers: list[int]) -> Message:
        """A message to a customer, with what became of it at the shop's instants."""
        luck = self.luck
        sent_at = luck.pick(self.instants)
        later = [at for at in self.instants if at >= sent_at]
        told = dict.fromkeys(luck.some(("opened", "clicked", "bounced", "complained", "left"), 3))
        return Message(
            n + 1, luck.pick(customers), sent_at, luck.pick(("campaign", "newsletter", "transactional")), luck.pick(("1", "12")),
            luck.pick(("News", "ß", None)), luck.once_in(2), tuple((what, luck.pick(later)) for what in told),
        )  # fmt: skip


OTHERS = {
    "wishlist_item": "added_at",
    "product_view": "viewed_at",
    "review": "written_at",
    "subscription": "changed_at",
    "login": "logged_in_at",
}


def plus(amounts: Any) -> str:
    """The sum of decimal texts."""
    return str(sum((Decimal(amount) for amount in amounts), Decimal(0)))
