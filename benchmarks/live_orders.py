"""Orders as a shop would send them just now, of customers of the generated shop."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from . import shop

_SPREAD = 2_654_435_761


def order(prefix: str, n: int) -> dict[str, Any]:
    """The n-th order: two lines, complete, of a registered customer far from the one before."""
    at = datetime.now(UTC).isoformat()
    first, second = (1 + n * _SPREAD * k % shop.FULL.products for k in (3, 7))
    return {
        "external_id": f"{prefix}-{n}",
        "updated_at": at,
        "customer": f"c{_registered(n)}",
        "placed_at": at,
        "status": "complete",
        "currency": shop.CURRENCY,
        "subtotal": "45.00",
        "discount": "0.00",
        "shipping": "4.99",
        "tax": "0.00",
        "grand_total": "49.99",
        "lines": [
            {"id": "1", "sku": f"sku-{first}", "quantity": "1", "price": "25.00", "row_total": "25.00"},
            {"id": "2", "sku": f"sku-{second}", "quantity": "2", "price": "10.00", "row_total": "20.00"},
        ],
    }


def _registered(n: int) -> int:
    """A customer's number; whether it is a guest's is not known here, and a guest's number is then a new customer's."""
    return 1 + n * _SPREAD % shop.FULL.customers
