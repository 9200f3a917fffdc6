"""Chance that stays: where a customer goes at a split is a hash of campaign, node and customer.

So it is the same however often it is asked, in a simulation too, and in every
version of the campaign that keeps the node.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

WHOLE = 10_000
"""A hundred percent, in hundredths of a percent."""


def drawn(campaign_id: int, node: str, customer_id: int) -> int:
    """A number from 0 to 9,999, each as likely."""
    digest = hashlib.blake2b(f"{campaign_id}:{node}:{customer_id}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % WHOLE


def branch_of(number: int, shares: Sequence[tuple[str, int]]) -> str:
    """The branch whose share, in hundredths of a percent, a number falls into; the shares make up the whole."""
    reached = 0
    for name, share in shares:
        reached += share
        if number < reached:
            return name
    return shares[-1][0]
