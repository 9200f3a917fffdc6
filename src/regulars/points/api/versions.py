"""Routes of the versions of rules: what each said, who had it say so, what that changed, and an older one restored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.http import access
from regulars.http.actor import Actor
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.given import Version
from regulars.http.house import InHouse
from regulars.http.ids import number
from regulars.http.languages import Speaking
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.points import earning_rules, spending_rules, versions
from regulars.points.saying import Saying
from regulars.points.spending_rules import SpendingSaying
from regulars.points.versions import Kind, RuleVersion, SaysSoAlready

from . import rules, spending
from .rules import RuleOut
from .spending import SpendingRuleOut
from .telling import Telling

router = APIRouter(prefix="/v1", tags=["Points"], responses=responses(401, 403))
Reader = Annotated[Actor, Depends(require(Scope.PROGRAMME_READ))]
Id = Annotated[str, Path(description="The rule's id.")]
Says = Callable[[RuleVersion], list[str]]


class RuleVersionOut(BaseModel):
    """A version of a rule, and in what it says otherwise than the one before."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    version: int
    at: datetime
    actor: str
    """Who had the rule say so, such as user:3."""
    actor_name: str | None
    name: str
    active: bool
    says: list[str]
    """What it says, part by part, the condition last."""
    added: list[str]
    """Parts that the version before didn't have."""
    removed: list[str]
    """Parts of the version before that it no longer has."""
    renamed_from: str | None
    """What the rule was called before, where that was changed."""
    switched: bool
    """Whether it was switched on or off by it."""
    differs: bool
    """Whether it says something else than the rule says now, so that it can be restored."""


class RestoreVersionIn(BaseModel):
    """Which version is to be said again."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: Version
    """The rule's present version, that was looked at."""
    restored: Annotated[int, Field(ge=1, le=2**31 - 1)]
    """The older version."""


@router.get("/earning-rules/{id}/versions", operation_id="listEarningRuleVersions", responses=responses(400, 404))
def list_earning_versions(
    id: Id, *, house: InHouse, language: Speaking, actor: Reader, limit: Limit = USUAL, cursor: Cursor = None
) -> Page[RuleVersionOut]:
    """What an earning rule said in each of its versions, the latest first."""
    rule_id = number(id, "earning rule")
    with house.books.transaction() as unit:
        kind = earning_rules.get(unit, rule_id).points_kind
        says = _says_earning(Telling.of(unit, house, language), kind)
        return _page(unit, actor, "earning", rule_id, says, limit=limit, cursor=cursor)


@router.post("/earning-rules/{id}/restore", operation_id="restoreEarningRule", responses=responses(404, 409, 422))
def restore_earning(
    id: Id,
    given: RestoreVersionIn,
    asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))],
    language: Speaking,
) -> RuleOut:
    """Have an earning rule say again what an older version said, from now on: a new version. Its name and whether it is
    on stay as they are."""
    house, rule_id = asked.house, number(id, "earning rule")
    scope = rules.readable(house)

    def work(unit: Unit) -> RuleOut:
        now = earning_rules.get(unit, rule_id)
        old = versions.get(unit, "earning", rule_id, given.restored)
        said = Saying.model_validate(old.document)
        if (said, old.legal_entity) == (now.saying, now.legal_entity):
            raise SaysSoAlready(given.restored)
        done = earning_rules.change(
            unit, rule_id, version=given.version, scope=scope, saying=said, legal_entity_name=old.legal_entity
        )
        return rules.shown(Telling.of(unit, house, language), done)

    return RuleOut.model_validate(asked.do(work))


@router.get("/spending-rules/{id}/versions", operation_id="listSpendingRuleVersions", responses=responses(400, 404))
def list_spending_versions(
    id: Id, *, house: InHouse, language: Speaking, actor: Reader, limit: Limit = USUAL, cursor: Cursor = None
) -> Page[RuleVersionOut]:
    """What a spending rule said in each of its versions, the latest first."""
    rule_id = number(id, "spending rule")
    with house.books.transaction() as unit:
        spending_rules.get(unit, rule_id)
        says = _says_spending(Telling.of(unit, house, language))
        return _page(unit, actor, "spending", rule_id, says, limit=limit, cursor=cursor)


@router.post("/spending-rules/{id}/restore", operation_id="restoreSpendingRule", responses=responses(404, 409, 422))
def restore_spending(
    id: Id,
    given: RestoreVersionIn,
    asked: Annotated[Deed, Depends(deed(Scope.PROGRAMME_WRITE))],
    language: Speaking,
) -> SpendingRuleOut:
    """Have a spending rule say again what an older version said: a new version. Its name and whether it is on stay as
    they are."""
    house, rule_id = asked.house, number(id, "spending rule")
    scope = spending.readable(house)

    def work(unit: Unit) -> SpendingRuleOut:
        now = spending_rules.get(unit, rule_id)
        old = versions.get(unit, "spending", rule_id, given.restored)
        said = SpendingSaying.model_validate(old.document)
        if said == now.saying:
            raise SaysSoAlready(given.restored)
        done = spending_rules.change(unit, rule_id, version=given.version, scope=scope, saying=said)
        return spending.shown(Telling.of(unit, house, language), done)

    return SpendingRuleOut.model_validate(asked.do(work))


def _says_earning(telling: Telling, kind: str) -> Says:
    return lambda one: rules.parts_of(telling, Saying.model_validate(one.document), one.legal_entity, kind)


def _says_spending(telling: Telling) -> Says:
    return lambda one: spending.parts_of(telling, SpendingSaying.model_validate(one.document))


def _page(
    unit: Unit, actor: Actor, kind: Kind, rule_id: int, says: Says, *, limit: int, cursor: str | None
) -> Page[RuleVersionOut]:
    key = decode(f"{kind}-versions", cursor, int)
    found = versions.listed(unit, kind, rule_id, before=key[0] if key else None, limit=limit + 1)
    (latest,) = versions.listed(unit, kind, rule_id, limit=1)
    names = {
        one: access.name_for(unit, one, asking=actor.name, scopes=actor.scopes)
        for one in {each.actor for each in found}
    }
    told = {one.version: out for one, out in zip(found, _told(found, latest, says, names), strict=True)}
    return page(f"{kind}-versions", found, limit, key=lambda one: [one.version], show=lambda one: told[one.version])


def _told(
    found: Sequence[RuleVersion], latest: RuleVersion, says: Says, names: dict[str, str | None]
) -> list[RuleVersionOut]:
    """Versions, the latest first, each beside the one before it; of the oldest nothing is changed."""
    said = [says(one) for one in found]
    told = []
    for n, one in enumerate(found):
        before = found[n + 1] if n + 1 < len(found) else None
        said_before = said[n + 1] if before else said[n]
        told.append(
            RuleVersionOut(
                version=one.version,
                at=one.at,
                actor=one.actor,
                actor_name=names.get(one.actor),
                name=one.name,
                active=one.active,
                says=said[n],
                added=[part for part in said[n] if part not in said_before],
                removed=[part for part in said_before if part not in said[n]],
                renamed_from=before.name if before and before.name != one.name else None,
                switched=before is not None and before.active != one.active,
                differs=(one.document, one.legal_entity) != (latest.document, latest.legal_entity),
            )
        )
    return told
