"""Rules of points told in words, in the language of who asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from regulars.books import Unit
from regulars.core.errors import Invalid
from regulars.http.house import House
from regulars.http.names import called
from regulars.points import programme
from regulars.points.programme import Programme
from regulars.points.wording import Wording
from regulars.rules.check import check
from regulars.rules.scope import Scope as Readable
from regulars.rules.sentence import NameOf, sentence
from regulars.rules.texts import Language, Texts


@dataclass(frozen=True, slots=True)
class Telling:
    """What is needed to say rules: the words, what kinds of points are called, and what is named in conditions."""

    house: House
    texts: Texts
    programmes: Mapping[str, Programme]
    name_of: NameOf

    @classmethod
    def of(cls, unit: Unit, house: House, language: Language) -> Telling:
        kinds = {one.slug: one for one in programme.every(unit)}
        return cls(house, Texts(language, house.shop.calendar.zone), kinds, called(house))

    def wording(self, points_kind: str) -> Wording:
        """The words of rules about a kind of points."""
        shop = self.house.shop
        named = self.programmes[points_kind].called([self.texts.language, shop.language], None)
        return Wording(self.texts, named, shop.currency, shop.places, self.name_of)

    def condition(self, document: dict[str, Any] | None, readable: Readable) -> str | None:
        """A condition in words; None without one, or where it can't be read any more."""
        if document is None:
            return None
        try:
            condition = check(document, readable)
        except Invalid:
            return None
        return sentence(condition, readable.vocabulary, self.texts, name_of=self.name_of)
