"""Customers as the facts know them: where to write to, in which language, and what they said at the shop to lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC

import pyarrow as pa

from regulars.http.house import Asked

from .model.gate import LONG_AGO, Recipient, Subscribed

_CUSTOMERS = """
    select customer_id, email, first_name, last_name, language, guest from customer semi join asked using (customer_id)"""
SUBSCRIPTIONS = """
    select customer_id, external_id, list, list_folded, status, changed_at from subscription
    semi join asked using (customer_id) order by changed_at"""
"""The subscriptions of the customers in the table `asked`, the latest last."""


class Customers:
    """Customers as the facts know them at this instant."""

    def __init__(self, facts: Asked) -> None:
        self._facts = facts

    def find(self, customer_ids: Sequence[int]) -> Mapping[int, Recipient]:
        """Those of these customers who are there."""
        asked = pa.table({"customer_id": pa.array(customer_ids, pa.int32())})
        found = self._facts.ask_all({"customer": _CUSTOMERS, "subscription": SUBSCRIPTIONS}, {"asked": asked})
        lists: dict[int, dict[str, Subscribed]] = {}
        for row in found["subscription"].to_pylist():
            if row["list_folded"] is not None and row["status"] is not None:
                at = row["changed_at"].replace(tzinfo=UTC) if row["changed_at"] is not None else LONG_AGO
                lists.setdefault(row["customer_id"], {})[row["list_folded"]] = Subscribed(row["status"], at)
        return {
            row["customer_id"]: Recipient(
                (row["email"] or "").strip() or None,
                " ".join(name for name in (row["first_name"], row["last_name"]) if name) or None,
                row["language"],
                bool(row["guest"]),
                lists.get(row["customer_id"], {}),
            )
            for row in found["customer"].to_pylist()
        }
