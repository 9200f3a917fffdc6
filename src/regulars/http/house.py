"""What routes are given: the books, the facts, the clock, and what the shop decided once.

The application puts one `House` on itself when it is built (`app.py`); routes
take it with `Depends(house)`. Facts are asked before a transaction is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any, Literal, NamedTuple, Protocol, assert_never

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from fastapi import Depends, Request

from regulars.books.engine import Books
from regulars.books.shop import Shop
from regulars.books.unit import Unit
from regulars.core.sentences import named, say
from regulars.facts.attributes import Declaration
from regulars.facts.relations import base_tables
from regulars.journal.door import Door
from regulars.kinds.announcements import Announcement
from regulars.rules.vocabulary import Vocabulary
from regulars.settings import Settings


class Asked(Protocol):
    """Whatever answers questions about the facts: the file itself, or the worker that holds it."""

    def ask(
        self,
        expression: Any,
        tables: Mapping[str, pa.Table] | None = None,
        settings: Mapping[str, datetime | date] | None = None,
    ) -> pa.Table:
        """The answer to an ibis expression or its SQL; `tables` are joined in by name, `settings` are its variables."""
        ...

    def ask_all(
        self, questions: Mapping[str, Any], tables: Mapping[str, pa.Table] | None = None
    ) -> dict[str, pa.Table]:
        """The answers to several questions in one state of the facts, by their names."""
        ...

    def horizon(self) -> datetime | None:
        """From this instant on the facts' columns are the present; None when they always are."""
        ...

    def position(self) -> int:
        """The journal position that the facts have reached."""
        ...

    def declare_attribute(self, declaration: Declaration) -> None:
        """Keep an attribute as a typed column, filled from what was sent so far."""
        ...

    def remove_attribute(self, subject: str, name: str) -> None:
        """Keep an attribute no longer as a column."""
        ...


class Memberships(Protocol):
    """What routes outside the segments need to know of them."""

    def exists(self, id: str) -> bool:
        """Whether there is a segment of this folded id."""
        ...

    def give_group(self, group: str) -> bool:
        """Whether any segment moves who is in it to a group of this folded name, even if nobody is yet."""
        ...

    def members(self, id: str) -> Sequence[int]:
        """The customers in a segment; raises `NotFound`."""
        ...

    def of(self, customer_id: int) -> Sequence[tuple[str, str, datetime | None]]:
        """The segments a customer is in: id, name, and since when."""
        ...

    def broken(self) -> Mapping[str, str]:
        """Why those segments that are broken are so, by id."""
        ...

    def sizes(self) -> Sequence[tuple[str, str, int]]:
        """Every segment that is not archived: id, name, and how many are in it."""
        ...


class SegmentUse(NamedTuple):
    """Something that names a segment: its kind, such as "earning_rule", in which part of it, and the first place there."""

    kind: str
    id: str
    name: str
    where: str
    pointer: str

    @property
    def said(self) -> str:
        """It in words."""
        return named(self.kind, self.name)


class MailTemplate(NamedTuple):
    """What whatever sends mails must know of a template: its latest version, 0 while there is none, and the variables that it
    must be given."""

    name: str
    version: int
    needs: Sequence[str]
    archived: bool


class SenderName(NamedTuple):
    """What has messages sent: its kind, its number among those of its kind, and what it is called."""

    kind: Literal["campaign", "workflow", "newsletter"]
    id: str
    name: str

    @property
    def whole(self) -> str:
        """What it is told apart by from everything else that has messages sent, as `message.sender` has it."""
        return f"{self.kind}:{self.id}"

    @property
    def label(self) -> str:
        """Its name with its kind, for a newsletter may be called like a campaign."""
        match self.kind:
            case "campaign":
                return say("{name} (campaign)", name=self.name)
            case "workflow":
                return say("{name} (rewards workflow)", name=self.name)
            case "newsletter":
                return say("{name} (newsletter)", name=self.name)
            case _:
                assert_never(self.kind)


@dataclass(frozen=True, slots=True)
class House:
    """The rooms that routes reach: one per web process."""

    books: Books
    facts: Asked
    clock: Callable[[], datetime]
    shop: Shop
    vocabulary: Callable[[], Vocabulary]
    settings: Settings
    memberships: Memberships
    points_of: Callable[[Sequence[int]], Mapping[int, int]]
    promotion_exists: Callable[[str], bool]
    """Whether there is a promotion of this id, from the moment on at which it was made."""
    coupon_of: Callable[[str], tuple[str, str] | None]
    """What a promotion of this id is called and what coupon it asks for: `none`, one `code` for everybody, or `codes` made for it;
    `over` when it has ended, None when there is none."""
    check_points_kind: Callable[[str, str], object]
    """Raises `Invalid` at the pointer unless points of a kind are given: the kind, and where a body names it."""
    mail_template: Callable[[str], MailTemplate | None]
    """A mail template by its id."""
    senders: Callable[[], Sequence[SenderName]]
    """What campaigns, workflows and newsletters are called, in the order of their numbers."""
    segment_uses: Callable[[Unit, str], Sequence[SegmentUse]]
    """What outside the segments names a segment."""
    template_uses: Callable[[Unit, int], Sequence[str]]
    """What is to send mails by a mail template, in words."""
    tables: Callable[[], Mapping[str, ir.Table]] = base_tables
    facts_at_once: Asked | None = None
    """The facts as they answer just now, where `facts` would wait for a worker that is starting."""
    announcements: Mapping[str, Announcement] = field(default_factory=dict)
    """What webhooks can be asked for, by type."""

    def customers(self) -> int:
        """How many customers there are, guests included."""
        return int(self.facts.ask(base_tables()["customer"].aggregate(n=ibis._.count())).column("n")[0].as_py())

    @property
    def door(self) -> Door:
        """What documents are read with."""
        return Door(self.shop.calendar, self.shop.currency)


async def house(request: Request) -> House:  # not in a thread of its own, which would cost more than it does
    """The house that this application was built with."""
    built = request.app.state.house
    assert isinstance(built, House)
    return built


InHouse = Annotated[House, Depends(house)]
