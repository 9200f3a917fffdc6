"""Orders as a shop would send them just now, of customers of the generated shop."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from . import shop

_SPREAD = 2_654_435_761


def order(prefix: str, n: int, *, size: shop.Size = shop.FULL, at: datetime | None = None) -> dict[str, Any]:
    """The n-th order, placed now: two lines, complete, of a registered customer far from the one before."""
    placed_at = (at or datetime.now(UTC)).isoformat()
    first, second = (1 + n * _SPREAD * k % size.products for k in (3, 7))
    return {
        "external_id": f"{prefix}-{n}",
        "updated_at": placed_at,
        "customer": f"c{_registered(n, size)}",
        "placed_at": placed_at,
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


def _registered(n: int, size: shop.Size) -> int:
    """A customer's number; whether it is a guest's is not known here, and a guest's number is then a new customer's."""
    return 1 + n * _SPREAD % size.customers
