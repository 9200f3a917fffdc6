"""What every trigger is: what it listens to, and what in it is an occasion to enter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import Field

from regulars.kinds import Kind

Text = Annotated[str, Field(min_length=1, max_length=255)]
Document = Mapping[str, Any]


class Occasion(NamedTuple):
    """Something by which a customer may enter: each `key` enters once. `about` is what mails and logs are told of it."""

    key: str
    at: datetime
    about: Mapping[str, Any] = {}


class Trigger(Kind):
    """What lets a customer enter a campaign."""

    family: ClassVar[str] = "trigger"
    gives: ClassVar[frozenset[str]] = frozenset()
    """The variables of mails that it gives, besides what is known of the customer: "order", "cart", "award", "coupon"."""
    heeds: ClassVar[str | None] = None
    """The type of the journal's entries that tell of it; None when it isn't by entries of one customer."""

    @classmethod
    def told(cls) -> Mapping[str, Any]:
        return {"gives": sorted(cls.gives)}

    def occasion(self, key: str, document: Document, at: datetime) -> Occasion | None:
        """What an entry of the journal that it heeds is an occasion of; `key` is the entry's own, `at` when it happened."""
        raise NotImplementedError
