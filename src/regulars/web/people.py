"""Routes of who may come in: users, API keys, and the audit of who changed what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from regulars.books.tables import audit
from regulars.books.unit import Unit
from regulars.core.errors import Conflict
from regulars.core.sentences import say
from regulars.facts.refusals import FactsAway
from regulars.http import access
from regulars.http.actor import Actor
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customers import of_ids
from regulars.http.given import Name
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.languages import Sentence
from regulars.http.problems import responses
from regulars.http.scopes import SECRET, WORDS, Role, Scope
from regulars.http.tables import api_key, user_account

from . import called
from .records import DELIVERED

router = APIRouter(prefix="/v1", tags=["Access"], responses=responses(401, 403))


class UserOut(BaseModel):
    """A person who signs in here."""

    id: str
    email: str
    name: str
    role: Role
    disabled: bool
    created_at: datetime


class NewUser(BaseModel):
    """A person to let in."""

    email: Annotated[str, Field(max_length=320)]
    name: Name
    role: Role
    password: Annotated[str, Field(max_length=1000)]


class UserChange(BaseModel):
    """What is to be changed of a person; what isn't given stays."""

    name: Name | None = None
    role: Role | None = None
    disabled: bool | None = None
    password: Annotated[str | None, Field(max_length=1000)] = None


class NewKey(BaseModel):
    """A key to make. A publishable key takes no scopes: it tells what visitors do, and reads a customer's points by a token."""

    name: Name
    publishable: bool = False
    scopes: list[Scope] = Field(default=[], examples=[["records:write", "customers:read"]])


class KeyOut(BaseModel):
    """A key, without its secret; `hint` is its last four letters."""

    id: str
    name: str
    publishable: bool
    scopes: list[Scope]
    hint: str
    created_at: datetime
    created_by: str


class ScopeOut(BaseModel):
    """One thing that a key may be allowed."""

    scope: Scope
    words: Sentence
    """What it is called where people read of it."""


class FreshKey(KeyOut):
    """A key that was just made; its `secret` is shown this once."""

    secret: str


class AuditOut(BaseModel):
    """Who changed what."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    at: datetime
    actor: str
    actor_name: str | None
    """What a user or key is called; a user of no other name by the e-mail."""
    action: str
    subject: str
    subject_name: str | None
    """The name of what was changed, where it still has one."""
    details: dict[str, Any]


class KeyMade(Conflict):
    """The call was made before; the secret of its key was in the first answer alone."""

    code = "key.made"

    def __init__(self, id: str) -> None:
        super().__init__(say("this key was made already and its secret was told then; revoke it if that is lost"))
        self.id = id


@router.get("/users", operation_id="listUsers")
def list_users(
    house: InHouse, _: Annotated[Actor, Depends(require(Scope.USERS_READ))], limit: Limit = USUAL, cursor: Cursor = None
) -> Page[UserOut]:
    """The people who can sign in, and those who could."""
    after = decode("users", cursor, int)
    query = sa.select(user_account).order_by(user_account.c.id).limit(limit + 1)
    if after:
        query = query.where(user_account.c.id > after[0])
    with house.books.transaction() as unit:
        rows = unit.connection.execute(query).all()
    return page("users", rows, limit, key=lambda row: [row.id], show=_user)


@router.post("/users", operation_id="createUser", status_code=201, responses=responses(409, 422))
def create_user(new: NewUser, asked: Annotated[Deed, Depends(deed(Scope.USERS_WRITE))]) -> UserOut:
    """Let a person in."""

    def work(unit: Unit) -> UserOut:
        made = access.create_user(unit, email=new.email, name=new.name, role=new.role, password=new.password)
        return _user_of(unit, made)

    return UserOut.model_validate(asked.do(work))


@router.patch("/users/{id}", operation_id="changeUser", responses=responses(404, 409, 422))
def change_user(id: str, change: UserChange, asked: Annotated[Deed, Depends(deed(Scope.USERS_WRITE))]) -> UserOut:
    """Change a person; being disabled or a new password ends their sessions."""
    user_id = number(id, "user")

    def work(unit: Unit) -> UserOut:
        access.change_user(unit, user_id, **change.model_dump(exclude_unset=True, exclude_none=True))
        return _user_of(unit, user_id)

    return UserOut.model_validate(asked.do(work))


@router.get("/api-keys", operation_id="listApiKeys")
def list_keys(
    house: InHouse, _: Annotated[Actor, Depends(require(Scope.KEYS_READ))], limit: Limit = USUAL, cursor: Cursor = None
) -> Page[KeyOut]:
    """The keys that count, the latest first."""
    after = decode("api-keys", cursor, int)
    query = sa.select(api_key).where(api_key.c.revoked_at.is_(None)).order_by(api_key.c.id.desc()).limit(limit + 1)
    if after:
        query = query.where(api_key.c.id < after[0])
    with house.books.transaction() as unit:
        rows = unit.connection.execute(query).all()
    return page("api-keys", rows, limit, key=lambda row: [row.id], show=_key)


@router.get("/api-keys/scopes", operation_id="listKeyScopes", dependencies=[Depends(require(Scope.KEYS_READ))])
def list_scopes() -> Page[ScopeOut]:
    """Everything that a secret key can be given."""
    return Page(data=[ScopeOut(scope=one, words=WORDS[one]) for one in Scope if one in SECRET])


@router.post("/api-keys", operation_id="createApiKey", status_code=201, responses=responses(409, 422))
def create_key(new: NewKey, asked: Annotated[Deed, Depends(deed(Scope.KEYS_WRITE))]) -> FreshKey:
    """Make a key. Its secret is in this answer and nowhere else, so a lost answer means making another.

    A call repeated with its Idempotency-Key makes no second key, and is answered 409 with the id of the first:
    no answer is kept that holds a secret.
    """
    fresh: str | None = None

    def work(unit: Unit) -> KeyOut:
        nonlocal fresh
        made, fresh = access.create_key(unit, name=new.name, publishable=new.publishable, scopes=frozenset(new.scopes))
        return _key(unit.connection.execute(sa.select(api_key).where(api_key.c.id == made)).one())

    kept = KeyOut.model_validate(asked.do(work))
    if fresh is None:
        raise KeyMade(kept.id)
    return FreshKey(**kept.model_dump(), secret=fresh)


@router.delete("/api-keys/{id}", operation_id="revokeApiKey", status_code=204, responses=responses(404))
def revoke_key(id: str, asked: Annotated[Deed, Depends(deed(Scope.KEYS_WRITE))]) -> None:
    """Let a key count no longer, from this instant on."""
    key_id = number(id, "API key")
    asked.do(lambda unit: access.revoke_key(unit, key_id))


@router.get("/audit", operation_id="listAudit")
def list_audit(
    *,
    house: InHouse,
    _: Annotated[Actor, Depends(require(Scope.AUDIT_READ))],
    subject: Annotated[str | None, Query(description='Only of this, such as "segment:12".')] = None,
    actor: Annotated[str | None, Query(description='Only by this one, such as "user:3".')] = None,
    deliveries: Annotated[
        bool, Query(description="Also records and events that were sent, an entry a call; a subject has its own.")
    ] = False,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[AuditOut]:
    """Who changed what, the latest first."""
    after = decode("audit", cursor, int)
    query = sa.select(audit).order_by(audit.c.id.desc()).limit(limit + 1)
    if subject is not None:
        query = query.where(audit.c.subject == subject)
    elif not deliveries:  # a shop sends thousands of them a day, and nobody would find the rest
        query = query.where(audit.c.action != sa.literal_column(f"'{DELIVERED}'"))  # as its index has it
    if actor is not None:
        query = query.where(audit.c.actor == actor)
    if after:
        query = query.where(audit.c.id < after[0])
    with house.books.transaction() as unit:
        rows = unit.connection.execute(query).all()
        names = called.names(unit, {name for row in rows for name in (row.actor, row.subject)})
    names |= _customers(house, {row.subject for row in rows})
    return page("audit", rows, limit, key=lambda row: [row.id], show=lambda row: _audited(row, names))


def _customers(house: House, subjects: Iterable[str]) -> dict[str, str]:
    """What those of the subjects are called that are customers: by their names, else their e-mails or the shop's ids. Nobody
    while the facts are away, for the audit is read then too."""
    numbers = [
        int(id)
        for kind, _, id in (subject.partition(":") for subject in subjects)
        if kind == "customer" and id.isdecimal()
    ]
    try:
        found = of_ids(house, numbers)
    except FactsAway:
        return {}
    return {f"customer:{one.id}": name for one in found if (name := one.name or one.email or one.external_id)}


def _user_of(unit: Unit, user_id: int) -> UserOut:
    return _user(unit.connection.execute(sa.select(user_account).where(user_account.c.id == user_id)).one())


def _user(row: sa.Row[Any]) -> UserOut:
    return UserOut(
        id=str(row.id),
        email=row.email,
        name=row.name,
        role=Role(row.role),
        disabled=row.disabled_at is not None,
        created_at=row.created_at,
    )


def _key(row: sa.Row[Any]) -> KeyOut:
    return KeyOut(
        id=str(row.id),
        name=row.name,
        publishable=row.publishable,
        scopes=[Scope.STOREFRONT] if row.publishable else sorted(SECRET.intersection(row.scopes)),
        hint=row.hint,
        created_at=row.created_at,
        created_by=row.created_by,
    )


def _audited(row: sa.Row[Any], names: Mapping[str, str]) -> AuditOut:
    return AuditOut(
        id=str(row.id),
        at=row.at,
        actor=row.actor,
        actor_name=names.get(row.actor),
        action=row.action,
        subject=row.subject,
        subject_name=names.get(row.subject),
        details=row.details,
    )
