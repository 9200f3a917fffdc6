"""What there is outside of a campaign, as a house knows it: for checking drafts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from regulars.core.errors import Invalid
from regulars.facts.attributes import fitted
from regulars.http.house import House
from regulars.http.names import names_of
from regulars.rules.fold import fold
from regulars.rules.scope import Scope, Subject
from regulars.rules.vocabulary import Type

from . import book
from .model.outside import Other


class InHouse:
    """What a draft may name in this installation. `of`: the campaign itself, which can't enter or end itself."""

    def __init__(self, house: House, of: int | None = None) -> None:
        self._house = house
        self._of = of
        self._vocabulary = house.vocabulary()
        self._names = names_of(house)

    def scope(self, subject: Subject) -> Scope:
        return Scope(self._vocabulary, subject, self._house.shop.calendar.zone, self._names)

    def segment(self, id: str) -> bool:
        return self._house.memberships.exists(fold(id))

    def coupon_of(self, id: str) -> tuple[str, str] | None:
        return self._house.coupon_of(id)

    def points_kind(self, id: str) -> bool:
        try:
            self._house.check_points_kind(id, "")
        except Invalid:
            return False
        return True

    def takes(self, type: Type, value: Any) -> bool:
        shop = self._house.shop
        said = list(value) if isinstance(value, tuple) else value
        return fitted(said, type, shop.places, shop.calendar) is not None

    def template(self, id: str) -> Collection[str] | None:
        found = self._house.mail_template(id)
        return found.needs if found is not None and found.version and not found.archived else None

    def template_name(self, id: str) -> str | None:
        found = self._house.mail_template(id)
        return found and found.name

    def campaign(self, id: str) -> Other | None:
        with self._house.books.looking() as unit:
            found = book.found(unit, id)
        return found and Other(found.name, found.state, found.id == self._of)
