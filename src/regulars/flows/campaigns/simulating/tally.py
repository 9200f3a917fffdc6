"""What a simulation comes to: counted while runs pass, told as the result of the job."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from pyroaring import BitMap

from regulars.campaigns.model.definition import Definition
from regulars.campaigns.model.progress import Walk
from regulars.rules.calendar import Calendar

from .deeds import Deed

SHOWN = 100
"""As many customers are told of one by one, drawn from all to whom anything would have happened."""
MOST = 20
TOTALS = {"points": "points", "taken": "taken", "coupon": "coupons", "mail": "mails"}


class Tally:
    """Runs, and what they would have brought."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self.entered = 0
        self.customers = BitMap()
        self.ended: Counter[str] = Counter()
        self.edges: Counter[tuple[str, str]] = Counter()
        self.totals: Counter[str] = Counter()
        self.not_done: Counter[tuple[str, str]] = Counter()
        self.of_nodes: Counter[tuple[str, str]] = Counter()
        self.of_days: dict[date, Counter[str]] = defaultdict(Counter)
        self.mails: Counter[int] = Counter()
        self._shown: dict[int, list[Deed]] = {}
        self._last = 2**32

    def enter(self, day: date, customers: Sequence[int]) -> None:
        """Some have entered on a local day."""
        self.entered += len(customers)
        self.customers |= BitMap(customers)
        self.of_days[day]["entered"] += len(customers)

    def pass_by(self, walks: Iterable[Walk]) -> None:
        """Some have left nodes."""
        edges = self.edges
        for walk in walks:
            for passing in walk.passed:
                edges[passing.node, passing.branch or ""] += 1
                if passing.done is not None:
                    why = str(passing.done["passed_over"])
                    self._note(Deed(walk.customer_id, walk.now, passing.node, "mail", 1, why))
            if walk.ended_by is not None:
                self.ended[walk.ended_by] += 1

    def do(self, deeds: Iterable[Deed]) -> None:
        """Something was done."""
        for deed in deeds:
            self._note(deed)

    def _note(self, deed: Deed) -> None:
        if deed.not_done is not None:
            self.not_done[deed.what, deed.not_done] += 1
            self.of_nodes[deed.node, "not_done"] += 1
        else:
            self.of_nodes[deed.node, deed.what] += deed.amount
            if deed.what in TOTALS:
                self.totals[deed.what] += deed.amount
                self.of_days[self._calendar.local_date(deed.at)][TOTALS[deed.what]] += deed.amount
            if deed.what == "mail":
                self.mails[deed.customer_id] += 1
        self._show(deed)

    def _show(self, deed: Deed) -> None:
        """Keep what is done to a few, whose numbers are the least when they are mixed; nobody comes late among them."""
        theirs = self._shown.get(deed.customer_id)
        if theirs is None:
            place = mixed(deed.customer_id)
            if place >= self._last:
                return
            theirs = self._shown[deed.customer_id] = []
            if len(self._shown) > SHOWN:
                self._shown.pop(max(self._shown, key=mixed))
                self._last = max(map(mixed, self._shown))
        theirs.append(deed)

    def told(self, definition: Definition, days: Sequence[date]) -> dict[str, Any]:
        """The numbers, as JSON."""
        return {
            "entered": self.entered,
            "customers": len(self.customers),
            "under_way": self.entered - self.ended.total(),
            "ended": dict(self.ended),
            **{name: self.totals[what] for what, name in TOTALS.items()},
            "not_done": [
                {"what": what, "why": why, "times": times} for (what, why), times in sorted(self.not_done.items())
            ],
            "days": [
                {"day": day.isoformat(), **{name: self.of_days[day][name] for name in ("entered", *TOTALS.values())}}
                for day in days
            ],
            "nodes": [self._node(definition, node) for node in definition.nodes],
            "mails_per_customer": [
                {"mails": mails, "customers": customers} for mails, customers in sorted(Counter(self.mails.values()).items())
            ],
            "most_mails": [
                {"customer": id, "mails": mails}
                for id, mails in sorted(self.mails.items(), key=lambda one: (-one[1], one[0]))[:MOST]
            ],
            "shown": [
                {"customer": id, "deeds": [_told(deed) for deed in sorted(deeds, key=lambda deed: deed.at)]}
                for id, deeds in sorted(self._shown.items())
            ],
        }  # fmt: skip

    def _node(self, definition: Definition, node: str) -> dict[str, Any]:
        left = {branch: self.edges[node, branch] for branch in definition.nodes[node].step.branches() or ("",)}
        ended = self.edges[node, ""]
        came = self.entered if node == definition.first else 0
        gone = 0
        for (of, branch), many in self.edges.items():
            came += many if branch and definition.after(of, branch) == node else 0
            gone += many if of == node else 0
        done = {what: amount for (of, what), amount in self.of_nodes.items() if of == node}
        return {"node": node, "left": left, "ended": ended, "waiting": came - gone, "done": done}


def _told(deed: Deed) -> dict[str, Any]:
    return {
        "at": deed.at.isoformat(), "node": deed.node, "what": deed.what, "amount": deed.amount, "not_done": deed.not_done,
    }  # fmt: skip


def mixed(customer_id: int) -> int:
    return customer_id * 2_654_435_761 % 2**32
