"""What a segment does about those who come and go: values and decisions, nothing done yet.

A segment claims a group for those who are in it; of several claims the one of
the highest priority counts, and who is claimed by none is in the group that the
shop says. Tags are given and taken when somebody enters or leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pyroaring import BitMap

Called = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Kind = Literal["entered", "left"]
AT_ONCE = 5_000
"""As many customers as one transaction does something about; the rest follow in the next."""


class Tags(BaseModel):
    """Tags that a customer is given, and tags that are taken; the shop's own stay."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    add: Annotated[tuple[Called, ...], Field(max_length=50)] = ()
    take: Annotated[tuple[Called, ...], Field(max_length=50)] = ()


class CoolDown(BaseModel):
    """For so long after something was done about a customer nothing more is done about them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: Annotated[int, Field(ge=1, le=1_000)]
    unit: Literal["minutes", "hours", "days"]

    @property
    def span(self) -> timedelta:
        return timedelta(**{self.unit: self.amount})


class Actions(BaseModel):
    """What happens to those who enter and leave a segment."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    group: Called | None = None
    """The group that they are in while they are in the segment."""
    priority: Annotated[int, Field(ge=-1_000, le=1_000)] = 0
    """When several segments give a group, the highest counts; of equal ones the segment whose id comes first."""
    on_entry: Tags = Tags()
    on_leaving: Tags = Tags()
    cool_down: CoolDown | None = None

    def __bool__(self) -> bool:
        return self.group is not None or self.on_entry != Tags() or self.on_leaving != Tags()

    def tags(self, kind: Kind) -> Tags:
        return self.on_entry if kind == "entered" else self.on_leaving


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a segment's actions have come: whom it has treated as being in, and of them whose group it claims.

    Since `held_at` a jump waits for somebody's word, since `approved_at` it has it.
    """

    acted: BitMap = field(default_factory=BitMap)
    claimed: BitMap = field(default_factory=BitMap)
    held_at: datetime | None = None
    approved_at: datetime | None = None


class Due(NamedTuple):
    """Those about whom something is to be done now, and how many there are `in_all`."""

    entered: BitMap
    left: BitMap
    in_all: int

    @property
    def more(self) -> bool:
        return self.in_all > len(self.entered) + len(self.left)


def due(acted: BitMap, members: BitMap, cooling: BitMap, *, at_most: int = AT_ONCE) -> Due:
    """Who has come and gone since it was acted last, but for those whose cool-down goes on."""
    entered, left = members - acted - cooling, acted - members - cooling
    first_left = BitMap(left[:at_most])
    first_entered = BitMap(entered[: at_most - len(first_left)])
    return Due(first_entered, first_left, len(entered) + len(left))


JUMP = 30
"""Percent of a segment's size by which it moves when it is said to jump."""
LEAST = 10
"""Customers: a small segment moves by much each time somebody comes."""


def is_jump(size: int, moved: int) -> bool:
    """Whether so many coming and going at once are many for a segment of that size."""
    return moved >= LEAST and moved * 100 > size * JUMP


class Claim(NamedTuple):
    """A segment's word about the group of those whom it claims."""

    segment: str
    group: str
    priority: int
    claimed: BitMap


def groups(customers: BitMap, claims: Iterable[Claim]) -> Mapping[int, Claim | None]:
    """The claim that counts for each of these customers; None where there is none."""
    found: dict[int, Claim | None] = {}
    rest = BitMap(customers)
    for claim in sorted(claims, key=lambda claim: (-claim.priority, claim.segment)):
        hit = rest & claim.claimed
        found |= dict.fromkeys(hit, claim)
        rest -= hit
    return found | dict.fromkeys(rest, None)
