"""What may happen to a small shop: records of every kind that change who is in a segment, and what people decide."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Any

import orjson
from tests.segments.segments_of_luck import Said
from tests.segments.shop import CALENDAR, GROUND, START, Shop

from regulars.core.errors import NotFound, Refusal
from regulars.flows.memberships import MembershipsKept
from regulars.flows.road import Road
from regulars.flows.segment_actions import SegmentsAct
from regulars.journal import deliver
from regulars.journal.erase import erase
from regulars.journal.naming import find_called
from regulars.rules.scope import ANY_NAME
from regulars.segments import pinning, service
from regulars.segments.pins import Pinned

PEOPLE = tuple(f"c{n}" for n in range(10))
GUESTS = tuple(f"g{n}@shop.example" for n in range(3))
PRODUCTS = ("tee", "tank", "bag")
TREE = {"2": None, "11": "2", "20": "2", "21": "20"}
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
Json = dict[str, Any]


class Happenings:
    """A shop, and everything that may happen to it next."""

    def __init__(self, shop: Shop, segments: dict[str, list[Said]], luck: Random, *, limit: int) -> None:
        self.shop, self.segments, self.luck, self.limit = shop, segments, luck, limit
        self.told: list[str] = []
        self._orders: list[str] = []
        self._numbers = 0
        self._begin_again()
        self._open()

    def story(self) -> str:
        """What happened last, for whoever looks for the reason."""
        return "\n".join(self.told)

    def happening(self) -> Callable[[], None]:
        """What happens next, some things more often than others."""
        shares: dict[Callable[[], None], int] = {
            self._order: 32, self._another_status: 20, self._refund: 10, self._customer: 22, self._wish: 10,
            self._subscription: 7, self._event: 12, self._cart: 5, self._login: 5, self._product: 3, self._category: 3,
            self._pin: 7, self._definition: 1, self._begin_again: 2, self._erase: 1,
        }  # fmt: skip
        return self.luck.choices(list(shares), list(shares.values()))[0]

    def _open(self) -> None:
        for id, parent in TREE.items():
            self._send("category", {"external_id": id, "name": id, "parent": parent})
        for sku in PRODUCTS:
            self._product(sku)
        for name in PEOPLE[:6]:
            self._customer(name)
        self.shop.road.run_dry()
        with self.shop.books.transaction() as unit:
            for id, said in self.segments.items():
                service.create(unit, GROUND, ANY_NAME, service.Draft(id, id=id, **said[0]))
        self.shop.road.run_dry()

    def _send(self, type: str, document: Json, *, live: bool = True) -> None:
        self._tell(type, document)
        document = {"updated_at": self.shop.now.isoformat()} | document
        if type == "event":
            del document["updated_at"]
        with self.shop.books.transaction() as unit:
            [outcome] = deliver(unit, self.shop.door, type, [orjson.dumps(document)], live=live)
        assert not outcome.errors, outcome.errors

    def _tell(self, what: str, about: object) -> None:
        self.told = [*self.told[-30:], f"{self.shop.now.isoformat()} {what} {about}"]

    def _number(self) -> str:
        self._numbers += 1
        return str(self._numbers)

    def _whose(self) -> Json:
        whose = self.luck.choice((*PEOPLE, *PEOPLE, *GUESTS))
        return {"email": whose} if whose in GUESTS else {"customer": whose}

    def _order(self, number: str | None = None, placed_at: datetime | None = None) -> None:
        luck = self.luck
        known = number or self._number()
        placed = placed_at or self._lately()
        total, status = luck.choice(("20.00", "99.99", "100.00", "250.00")), luck.choice(("complete", "pending"))
        line = {"id": "1", "sku": luck.choice((*PRODUCTS, "other")), "quantity": luck.choice(("1", "2")),
                "price": total, "row_total": total}  # fmt: skip
        document: Json = {
            "external_id": known, "placed_at": placed.isoformat(), "status": status, "currency": "USD",
            "subtotal": total, "grand_total": total, "lines": [line],
        }  # fmt: skip
        if luck.random() < 0.15:
            later = self.shop.now + luck.choice((HOUR, DAY, 9 * DAY))
            first = {"at": placed.isoformat(), "status": "pending"}
            document["status_history"] = [first, {"at": max(later, placed).isoformat(), "status": status}]
        self._send("order", document | self._owner(known), live=luck.random() < 0.9)
        self._orders = [*self._orders[-12:], known]

    def _owner(self, number: str) -> Json:
        """Whose an order is; one in thirty changes hands."""
        if self.luck.random() < 0.03:
            return self._whose()
        everybody = (*PEOPLE, *PEOPLE, *GUESTS)
        whose = everybody[int(number) * 7 % len(everybody)]
        return {"email": whose} if whose in GUESTS else {"customer": whose}

    def _another_status(self) -> None:
        """An order of those there are, sent again; one in ten is gone."""
        if not self._orders:
            return
        number = self.luck.choice(self._orders)
        if self.luck.random() < 0.1:
            self._send("order", {"external_id": number, "deleted": True})
        else:
            self._order(number, self._lately())

    def _refund(self) -> None:
        if self._orders:
            amount, at = self.luck.choice(("0.01", "20.00", "100.00")), self._lately().isoformat()
            about = {"order": self.luck.choice(self._orders), "refunded_at": at, "amount": amount}
            self._send("refund", {"external_id": f"r{self.luck.choice(self._orders)}"} | about)

    def _customer(self, name: str | None = None) -> None:
        luck = self.luck
        known = name or luck.choice(PEOPLE)
        if name is None and luck.random() < 0.04:
            self._send("customer", {"external_id": known, "deleted": True})
            return
        today = CALENDAR.local_date(self.shop.now)
        born = (
            (CALENDAR.local_date(self.shop.now + luck.randrange(-5, 9) * DAY)).replace(day=1)
            if luck.random() < 0.3
            else today
        )
        years = luck.choice((1, 18, 18, 40))
        email = luck.choice((f"{known}@shop.example", f"{known}@AMAZON.com", luck.choice(GUESTS)))
        self._send(
            "customer",
            {
                "external_id": known,
                "registered_at": (START - timedelta(days=luck.choice((20, 340, 364)))).isoformat(),
                "gender": luck.choice(("female", "male", None)),
                "born_on": luck.choice(("2008-02-29", str(CALENDAR.anniversary(born, born.year - years)), None)),
                "country": luck.choice(("UA", "PL", None)),
                "group": luck.choice(("General", "Wholesale")),
                "tags": luck.choice(([], ["paper"], ["paper", "rich"])),
                "lists": luck.choice(([], ["news"])),
                "email": email,
                "email_verified": luck.random() < 0.3,
                "store": luck.choice(("kyiv", "lviv", None)),
                "addresses": [{"kind": "shipping", "country": luck.choice(("UA", "FI"))} for _ in range(luck.randrange(3))],
            },
        )  # fmt: skip

    def _wish(self) -> None:
        name, sku = self.luck.choice(PEOPLE), self.luck.choice(PRODUCTS)
        wish = {"customer": name, "sku": sku, "added_at": self._lately().isoformat()}
        gone = {"deleted": True} if self.luck.random() < 0.3 else wish
        self._send("wishlist_item", {"external_id": f"{name}-{sku}"} | gone)

    def _subscription(self) -> None:
        name, status = self.luck.choice(PEOPLE), self.luck.choice(("confirmed", "confirmed", "pending", "left"))
        about = {"customer": name, "list": "news", "status": status, "changed_at": self._lately().isoformat()}
        self._send("subscription", {"external_id": name} | about)

    def _event(self) -> None:
        at, name = min(self._lately(), self.shop.now).isoformat(), self.luck.choice(("viewed", "searched"))
        self._send("event", {"id": self._number(), "name": name, "occurred_at": at} | self._whose())

    def _cart(self) -> None:
        whose, subtotal = self._whose(), self.luck.choice(("0", "40.00"))
        status = self.luck.choice(("open", "ordered", "abandoned"))
        id = "-".join(whose.values())
        self._send("cart", {"external_id": id, "status": status, "subtotal": subtotal, "lines": []} | whose)

    def _login(self) -> None:
        self._send("login", {"external_id": self._number(), "logged_in_at": self._lately().isoformat()} | self._whose())

    def _product(self, sku: str | None = None) -> None:
        known, within = sku or self.luck.choice(PRODUCTS), self.luck.choice((["21"], ["11"], ["20", "11"], []))
        self._send("product", {"external_id": known, "categories": within, "brand": self.luck.choice(("A", "B"))})

    def _category(self) -> None:
        """The tree hangs otherwise, or the leaf that conditions name is gone, or there again."""
        parent = self.luck.choice(("20", "11", None))
        self._send("category", {"external_id": "21", "name": "21", "parent": parent})
        if self.luck.random() < 0.2:
            self.shop.now += SECOND
            self._send("category", {"external_id": "21", "deleted": True})

    def _pin(self) -> None:
        segment, name = self.luck.choice(list(self.segments)), self.luck.choice((*PEOPLE, *GUESTS))
        pinned: Pinned | None = self.luck.choice(("in", "out", None, None))
        self._tell("pin", (segment, name, pinned))
        with self.shop.books.transaction() as unit, suppress(Refusal):  # nobody is called so, or several are
            pinning.pin(unit, segment, [find_called(unit, name)], pinned)

    def _definition(self) -> None:
        """A segment is said otherwise."""
        id = self.luck.choice([id for id, said in self.segments.items() if len(said) > 1])
        said = self.luck.choice(self.segments[id])
        self._tell("definition", (id, said))
        with self.shop.books.transaction() as unit:
            version = service.get(unit, id).version
            service.change(unit, GROUND, ANY_NAME, id, version=version, changes=said)

    def _begin_again(self) -> None:
        """Another worker takes over."""
        self._tell("worker", "begins")
        shop = self.shop
        shop.road = Road(shop.books, shop.facts, [MembershipsKept(lambda: GROUND), SegmentsAct(shop.books)], limit=self.limit)  # fmt: skip
        shop.road.begin()

    def _erase(self) -> None:
        name = self.luck.choice(PEOPLE)
        self._tell("erase", name)
        try:
            with self.shop.books.transaction() as unit:
                id = find_called(unit, name)
        except NotFound:
            return
        erase(self.shop.books, id)

    def _lately(self) -> datetime:
        """An instant that a record may be of: now, or some time ago, and now and then ahead."""
        ago = self.luck.choices((0 * HOUR, self.luck.randrange(200) * HOUR, 40 * DAY, -30 * HOUR), (10, 8, 2, 1))[0]
        return self.shop.now - ago
