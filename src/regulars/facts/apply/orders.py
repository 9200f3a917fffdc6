"""Orders: the latest document is the order, and all its documents together tell its history.

Orders that come with a document are written anew with their lines; on those of
which only the history or a refund is new, the columns that follow are changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from regulars.facts.columns import Row, micros_of
from regulars.facts.history import Change, State, state, together, told

from . import order_lines, refunds
from .order_rows import RATE_PLACES, Exchange, Written, order_columns, order_line_columns
from .records import settle_tombstones, versions
from .refunds import Refund, Taken
from .work import Item, Version, Work, latest

KNOWN = "order_id, customer_id, updated_at, position, currency, rate"
HISTORY = 'order_id, "at", position, n, status, shop_status, paid'


@dataclass(slots=True)
class Order:
    """An order in a batch: what was known of it, the items about it, and what is known after them."""

    id: int
    before: Row | None = None
    buried: Version | None = None
    items: list[Item] = field(default_factory=list)
    taken: Item | None = None
    history: list[Change] = field(default_factory=list)
    refunds: dict[int, Refund] = field(default_factory=dict)
    refunds_changed: bool = False

    @property
    def present(self) -> bool:
        """Whether there is such an order after the batch."""
        return self.before is not None if self.taken is None else not self.taken.deleted


class Orders:
    """The orders and refunds that a batch is about."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.orders: dict[int, Order] = {}

    def apply(self, order_items: Sequence[Item], refund_items: Sequence[Item]) -> None:
        """Take orders and refunds, in the order of the journal."""
        if not order_items and not refund_items:
            return
        for item in order_items:
            self._order(item.id).items.append(item)
        for item in refund_items:
            self.work.reaches(micros_of(item.document.get("refunded_at")))
        taken = refunds.take(self.work, refund_items)
        for one in taken:
            for id in one.orders:
                self._order(id).refunds_changed = True
        self._load()
        for order in self.orders.values():
            self._decide(order)
        self._put(taken)
        self._touch(taken)
        self._store(taken)

    def _order(self, id: int) -> Order:
        order = self.orders.get(id)
        if order is None:
            order = self.orders[id] = Order(id)
        return order

    # Loading and deciding

    def _load(self) -> None:
        """What is known of the orders in question, as sets."""
        known = [id for id in self.orders if id <= self.work.keys["order"].known]
        if not known:
            return
        for row in self.work.rows("order", "order_id", known, KNOWN):
            self.orders[row["order_id"]].before = row
        for id, version in self.work.buried("order", known).items():
            self.orders[id].buried = version
        for row in self.work.rows("order_status", "order_id", [id for id in known if self.orders[id].items], HISTORY):
            self.orders[row.pop("order_id")].history.append(Change(**row))
        for refund in refunds.of_orders(self.work, known):
            self.orders[refund.order_id].refunds[refund.id] = refund

    def _decide(self, order: Order) -> None:
        """The latest document, and the history with everything that is told now."""
        if not order.items:
            return
        known = order.buried
        if order.before is not None:
            known = versions([order.before], "order_id")[order.id]
        order.taken = latest(order.items, {} if known is None else {order.id: known}).get(order.id)
        new: list[Change] = []
        for item in order.items:
            if not item.deleted:
                new += told(item.document, item.at, item.position)
        order.history = together(order.history, new)
        if order.history:
            self.work.reaches(order.history[-1].at)

    def _put(self, taken: Sequence[Taken]) -> None:
        """Take refunds out of the orders they were about, and into those they are about now."""
        for one in taken:
            if one.order_before is not None:
                self.orders[one.order_before].refunds.pop(one.item.id, None)
            if one.refund is not None:
                self.orders[one.refund.order_id].refunds[one.item.id] = one.refund

    def _touch(self, taken: Sequence[Taken]) -> None:
        for order in self.orders.values():
            before = order.before["customer_id"] if order.before else None
            for item in order.items:
                self.work.touch(item.position, item.customer_id, before)
        for one in taken:
            for id in one.orders:
                self.work.touch(one.item.position, self._customer(self.orders[id]))

    def _customer(self, order: Order) -> int | None:
        """Whose the order is after the batch; nobody's when it isn't there."""
        if order.taken is None:
            return order.before["customer_id"] if order.before else None
        customer_id = order.taken.customer_id
        return None if order.taken.deleted or customer_id is None else self.work.owner(customer_id)

    def _exchange(self, order: Order) -> Exchange | None:
        """How the order's amounts become base amounts; None when it isn't there."""
        if not order.present:
            return None
        if order.taken is not None:
            return Exchange.of(self.work.memory, order.taken.document)
        assert order.before is not None
        rate = Decimal(order.before["rate"]).scaleb(-RATE_PLACES)
        return Exchange.at(self.work.memory, order.before["currency"], rate)

    # Writing

    def _store(self, taken_refunds: Sequence[Taken]) -> None:
        taken = [order for order in self.orders.values() if order.taken is not None]
        known = self.work.keys["order"].known
        replaced = [order.id for order in taken if order.id <= known]
        self.work.delete("order", "order_id", replaced)
        self.work.delete("order_line", "order_id", replaced)
        buried = {order.id: order.buried for order in taken if order.buried is not None}
        settle_tombstones(self.work, "order", [order.taken for order in taken if order.taken], buried)
        self._write([order for order in taken if order.present])
        staying = [order for order in self.orders.values() if order.taken is None and order.present]
        self._change_status([order for order in staying if order.items])
        self._change_refunded([order for order in staying if order.refunds_changed])
        self._store_refunds(taken_refunds)
        self._store_history([order for order in self.orders.values() if order.items])

    def _write(self, orders: Sequence[Order]) -> None:
        """Orders and lines of the latest documents."""
        if not orders:
            return
        memory = self.work.memory
        written, exchanges = [], []
        for order in orders:
            assert order.taken is not None
            one = Written(order.taken, self._customer(order), state(order.history, memory.folds))
            exchange = Exchange.of(memory, order.taken.document)
            if order.refunds:
                one.refunded_total, one.refunded_quantities = refunds.sums(memory, order.refunds.values(), exchange)
            written.append(one)
            exchanges.append(exchange)
        columns = order_columns(memory, written, exchanges)
        self.work.insert("order", columns)
        self._write_lines(written, exchanges, columns["placed_at"])

    def _write_lines(
        self, orders: Sequence[Written], exchanges: Sequence[Exchange], placed_at: Sequence[int | None]
    ) -> None:
        """The lines: of many plain orders at once, of the others one by one."""
        rest = list(zip(orders, exchanges, placed_at, strict=True))
        if self.work.skus_at_once is not None:
            plain = [one for one in rest if order_lines.are_read_at_once(one[0], one[1])]
            rest = [one for one in rest if not order_lines.are_read_at_once(one[0], one[1])]
            order_lines.write(self.work, [order for order, _, _ in plain], [at for _, _, at in plain])
        if rest:
            self.work.insert("order_line", order_line_columns(self.work.memory, *zip(*rest, strict=True)))

    def _change_status(self, orders: Sequence[Order]) -> None:
        """What follows from the history, on orders whose document stays."""
        rows: list[dict[str, Any]] = []
        for order in orders:
            now: State = state(order.history, self.work.folds)
            rows.append({"order_id": order.id, "shop_status_folded": self.work.folds[now.shop_status], **now._asdict()})
        self.work.update("order", ["order_id"], rows)
        statuses = [{"order_id": row["order_id"], "status": row["status"]} for row in rows]
        self.work.update("order_line", ["order_id"], statuses)

    def _change_refunded(self, orders: Sequence[Order]) -> None:
        """What follows from the refunds, on orders whose document stays."""
        sums: dict[int, tuple[int, dict[str, int]]] = {}
        for order in orders:
            exchange = self._exchange(order)
            assert exchange is not None
            sums[order.id] = refunds.sums(self.work.memory, order.refunds.values(), exchange)
        totals = [{"order_id": id, "refunded_total": total} for id, (total, _) in sums.items()]
        self.work.update("order", ["order_id"], totals)
        lines = self.work.rows("order_line", "order_id", sums, "order_id, n, line_id")
        for line in lines:
            line["refunded_quantity"] = sums[line["order_id"]][1].get(line.pop("line_id"), 0)
        self.work.update("order_line", ["order_id", "n"], lines)

    def _store_refunds(self, taken: Sequence[Taken]) -> None:
        """The refunds of every order that was written, and those that changed."""
        changed = [order for order in self.orders.values() if order.refunds_changed or (order.taken and order.refunds)]
        if changed:
            of_orders = {order.id: (self._customer(order), self._exchange(order)) for order in changed}
            rows = [refund for order in changed for refund in order.refunds.values()]
            refunds.store(self.work, [one.item.id for one in taken], rows, of_orders)

    def _store_history(self, orders: Sequence[Order]) -> None:
        """The history of every order that something was told of, also of one that is deleted."""
        known = self.work.keys["order"].known
        self.work.delete("order_status", "order_id", [order.id for order in orders if order.id <= known])
        rows = [
            (order.id, self._customer(order), n, change) for order in orders for n, change in enumerate(order.history)
        ]
        folds = self.work.folds
        self.work.insert(
            "order_status",
            {
                "order_id": [id for id, _, _, _ in rows],
                "customer_id": [customer_id for _, customer_id, _, _ in rows],
                "at": [change.at for _, _, _, change in rows],
                "n": [n for _, _, n, _ in rows],
                "position": [change.position for _, _, _, change in rows],
                "status": [change.status for _, _, _, change in rows],
                "shop_status": [change.shop_status for _, _, _, change in rows],
                "shop_status_folded": [folds[change.shop_status] for _, _, _, change in rows],
                "paid": [change.paid for _, _, _, change in rows],
            },
        )
