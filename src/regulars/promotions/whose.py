"""By what a customer's uses are counted, so that nobody has more of them under another name.

Who is known is counted by the dense id. Before a shop's id or an e-mail was heard of it is itself what is counted by;
what was counted so goes on counting until it is moved to whom it turned out to be. A guest is counted as the account
that has the e-mail, whether or not the account may have the guest's history.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from regulars.books import Unit
from regulars.journal import identity
from regulars.rules.fold import fold

OF_SHOP, OF_EMAIL = "x:", "e:"


class Whose(NamedTuple):
    """By what a use is counted now, and by what else earlier ones may have been."""

    key: str
    also: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return (self.key, *self.also)


def find(unit: Unit, external_id: str | None, email: str | None) -> Whose | None:
    """Whose uses are those of a cart of this customer of the shop's, or of this guest; None for nobody's."""
    if external_id is None and not email:
        return None
    same = identity.same_as(unit, external_id=external_id, email=email)
    key, *also = dict.fromkeys(_keys(same, external_id, email))
    return Whose(key, tuple(also))


def unknown(external_id: str | None, email: str | None) -> str | None:
    """By what somebody is counted of whom nothing is known yet; None for nobody."""
    if external_id is not None:
        return f"{OF_SHOP}{external_id}"
    return f"{OF_EMAIL}{fold(email.strip())}" if email else None


def _keys(same: list[identity.Called], external_id: str | None, email: str | None) -> Iterator[str]:
    """The best known name first."""
    for one in same:
        yield of_customer(one.customer_id)
    for name in (unknown(external_id, None), unknown(None, email)):
        if name is not None:
            yield name
    for one in same:
        for name in (unknown(one.external_id, None), unknown(None, one.email)):
            if name is not None:
                yield name


def of_customer(customer_id: int) -> str:
    """By what the uses of somebody known are counted."""
    return f"c:{customer_id}"


def of_coupon(coupon_id: int, key: str) -> str:
    """By what somebody's uses of one coupon are counted."""
    return f"k:{coupon_id}:{key}"
