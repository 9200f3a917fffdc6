"""What an earning rule says: one version of it, as it is kept, and the terms that are read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SerializeAsAny, field_validator, model_validator

from regulars import kinds
from regulars.core.errors import Fault
from regulars.core.forms import Form
from regulars.core.sentences import say
from regulars.core.wording import at, backwards
from regulars.kinds import Lifetime
from regulars.rules.check import InvalidCondition, check
from regulars.rules.scope import Scope
from regulars.rules.tree import Condition

from .model.awaiting import Awaits
from .model.counting import ALL, USUAL, Counting, Products
from .model.lifetime import Delay
from .model.rules import NO_LIMITS, AsOf, GrantStatus, Limits, Terms
from .model.styles import EarnStyle

Aware = Annotated[datetime, AfterValidator(lambda at: at if at.tzinfo else at.replace(tzinfo=UTC))]
"""An instant; one that says no offset is UTC, for instants that do and don't can't be compared."""

Named = Annotated[str, Field(min_length=1, max_length=255)]
LanguageCode = Annotated[str, Form(r"^[a-z]{2,3}(-[A-Z]{2})?$", say("a language is its code, such as pl or pt-BR"))]
OF_ORDERS = ("grant_status", "products", "counting", "stop", "as_of")
"""What is said of orders alone."""


class Saying(BaseModel):
    """What a rule says: one version of it, as it is kept. Amounts are in minor units."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    style: SerializeAsAny[EarnStyle]
    condition: dict[str, Any] | None = None
    grant_status: GrantStatus = "complete"
    lifetime: Lifetime | None = None
    starts_at: Aware | None = None
    ends_at: Aware | None = None
    stores: tuple[Named, ...] = ()
    groups: tuple[Named, ...] = ()
    products: Products = ALL
    counting: Counting = USUAL
    priority: Annotated[int, Field(ge=-1_000, le=1_000)] = 0
    stop: bool = False
    limits: Limits = NO_LIMITS
    delay: Delay | None = None
    as_of: AsOf = "placed"
    awaits: Awaits | None = None
    labels: dict[LanguageCode, Named] = {}

    @field_validator("style", mode="before")
    @classmethod
    def _read_style(cls, document: object) -> EarnStyle:
        return document if isinstance(document, EarnStyle) else kinds.read(EarnStyle, document)

    @model_validator(mode="after")
    def _fits(self) -> Saying:
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValueError(backwards(self.starts_at, self.ends_at))
        if self.awaits and self.awaits.lasts_from == "granted" and self.lifetime and self.lifetime.inactivity:
            raise ValueError(
                at("awaits", say("a lifetime of inactivity counts from when points become available; choose that"))
            )
        if not self.style.of_orders:
            odd = [name for name in OF_ORDERS if getattr(self, name) != type(self).model_fields[name].default]
            if odd:
                raise ValueError(at(", ".join(odd), say("only for rules on orders; leave it out")))
        return self

    def whole_condition(self) -> dict[str, Any] | None:
        """The condition with that of stores and groups; None: it holds of everybody."""
        store = "order.store" if self.style.of_orders else "customer.store"
        parts = [
            {"value": path, "op": "in", "to": list(named)}
            for path, named in ((store, self.stores), ("customer.group", self.groups))
            if named
        ]
        if not parts:
            return self.condition
        return {"all": [*parts, self.condition] if self.condition is not None else parts}


@lru_cache(maxsize=4_096)
def read(document: str) -> Saying:
    """A version as it is kept. Those of every rule are read with each batch, and don't change."""
    return Saying.model_validate(orjson.loads(document))


def subject_of(saying: Saying, scope: Scope) -> Scope:
    """What the condition of a rule is asked of: an order, or a customer who did something."""
    return replace(scope, subject="order" if saying.style.of_orders else "customer")


def checked(saying: Saying, scope: Scope) -> None:
    """Raises `InvalidCondition` with every fault where it lies in the rule."""
    if saying.condition is not None:
        _at("/condition", lambda: check(saying.condition, subject_of(saying, scope)), inside=True)
    _at("/groups" if saying.groups else "/stores", lambda: condition_of(saying, scope))
    place = {"marked": "/products/attribute", "categories": "/products/categories"}.get(saying.products.which)
    _at(place or "/products/condition", lambda: counted_of(saying, scope), inside=place is None)


def condition_of(saying: Saying, scope: Scope) -> Condition | None:
    """The whole condition, read; raises `InvalidCondition`."""
    document = saying.whole_condition()
    return None if document is None else check(document, subject_of(saying, scope))


def counted_of(saying: Saying, scope: Scope) -> Condition | None:
    """What a line must fulfil to count, read; raises `InvalidCondition`."""
    document = saying.products.document()
    return None if document is None else check(document, replace(scope, subject="line"))


def _at(place: str, read: Callable[[], object], *, inside: bool = False) -> None:
    """Faults told at a place of the rule, or where they lie inside of it."""
    try:
        read()
    except InvalidCondition as invalid:
        faults = [
            Fault(place + (fault.pointer if inside else ""), fault.code, fault.detail) for fault in invalid.errors
        ]
        raise InvalidCondition(faults) from None


def terms_of(
    version: int, valid_from: datetime, ledger: tuple[int, str], saying: Saying,
    read: tuple[Condition | None, Condition | None],
) -> Terms:  # fmt: skip
    """One version of a rule to be asked, its points of a ledger and a kind; `read` are its condition and that on lines."""
    condition, counted = read
    ledger_id, points_kind = ledger
    return Terms(
        version, valid_from, ledger_id, saying.style, condition, saying.grant_status, saying.lifetime,
        saying.starts_at, saying.ends_at, saying.products, counted, saying.counting, saying.priority, saying.stop,
        saying.limits, saying.delay, saying.as_of, saying.awaits, points_kind,
    )  # fmt: skip
