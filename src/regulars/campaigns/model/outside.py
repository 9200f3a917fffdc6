"""What a campaign is checked against: everything outside of it that it may name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, Protocol

from regulars.core.sentences import say
from regulars.rules.scope import Scope
from regulars.rules.scope import Subject as ConditionSubject
from regulars.rules.vocabulary import Type


class Other(NamedTuple):
    """A campaign that another one names. `itself`: it is the one that names it."""

    name: str
    state: str
    itself: bool


class Known(Protocol):
    """What there is outside of a campaign."""

    def scope(self, subject: ConditionSubject) -> Scope:
        """What conditions on a subject may read and name."""
        ...

    def segment(self, id: str) -> bool:
        """Whether there is a segment, not archived."""
        ...

    def coupon_of(self, id: str) -> tuple[str, str] | None:
        """What a promotion is called and what coupon it asks for: `none`, one `code` for everybody, or `codes` that are made for it; `over` when it has
        ended, None when there is no such promotion."""
        ...

    def points_kind(self, id: str) -> bool:
        """Whether there is a kind of points, not archived."""
        ...

    def takes(self, type: Type, value: Any) -> bool:
        """Whether an attribute of a type can hold a value, as records send it."""
        ...

    def template(self, id: str) -> Collection[str] | None:
        """The variables that a mail template must be given; None when there is no such template that is published."""
        ...

    def template_name(self, id: str) -> str | None:
        """What a mail template is called, published or not; None when there is no such template."""
        ...

    def campaign(self, id: str) -> Other | None:
        """The campaign of an id; None when there is none."""
        ...


HELD: Mapping[Type, str] = {
    Type.TEXT: say("write a text"),
    Type.NUMBER: say("write a number with 4 places at most"),
    Type.MONEY: say("write an amount such as 19.99"),
    Type.DATE: say("write a day such as 2026-03-01"),
    Type.INSTANT: say("write an instant such as 2026-03-01T10:00:00Z"),
    Type.BOOLEAN: say("choose yes or no"),
    Type.SET: say("write a list of texts"),
}
"""What attributes hold, in words that help."""
