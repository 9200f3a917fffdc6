"""Letting people and programs in: users, sessions and API keys.

Every change writes its audit entry. Passwords and keys never reach the audit,
the log or an answer, but for the one answer that hands over a fresh key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.dialects.postgresql import insert

from regulars.books.unit import Unit
from regulars.core.errors import Conflict, Fault, Invalid, NotFound, Refusal
from regulars.core.sentences import say, word
from regulars.rules.fold import fold, refuse_taken

from . import secrets
from .scopes import SECRET, Role, Scope
from .tables import api_key, session, user_account

SESSION_LASTS = timedelta(days=14)


class WrongPassword(Refusal):
    """The e-mail and password don't belong together, or the user is disabled; it isn't said which."""

    code = "wrong_password"
    status = 401

    def __init__(self) -> None:
        super().__init__(say("this e-mail and password don't belong together"))


class LastOwner(Conflict):
    """Somebody must stay who may do everything."""

    code = "last_owner"

    def __init__(self) -> None:
        super().__init__(say("this is the last owner; make somebody else an owner first"))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: whose, and the token that only the browser keeps."""

    user_id: int
    token: str


def create_user(unit: Unit, *, email: str, name: str, role: Role, password: str) -> int:
    """Add a person; raises `Conflict` when the e-mail is taken, `Invalid` for no name or a short password."""
    name = _named("a user", name)
    email = email.strip()
    if "@" not in email.strip("@"):
        raise Invalid(
            say("this is not an e-mail address"),
            [Fault("/email", "email", say("write an address such as a@b.example"))],
        )
    hashed = secrets.hash_password(password)
    found = unit.connection.execute(
        insert(user_account)
        .values(
            email=email,
            email_folded=fold(email),
            name=name,
            role=role,
            password_hash=hashed,
            created_at=unit.now,
        )
        .on_conflict_do_nothing(index_elements=["email_folded"])
        .returning(user_account.c.id)
    ).scalar()
    if found is None:
        raise Conflict(say("there is a user with the e-mail {email} already", email=email))
    unit.audit("user.created", f"user:{found}", {"email": email, "role": role})
    return int(found)


def anybody(unit: Unit) -> bool:
    """Whether there is somebody who can sign in."""
    able = sa.exists().where(user_account.c.disabled_at.is_(None))
    return bool(unit.connection.scalar(sa.select(able)))


def names(unit: Unit, asked: Iterable[str]) -> dict[str, str]:
    """What the users and keys among these ("user:3", "key:7") are called."""
    ids: dict[str, list[int]] = {"user": [], "key": []}
    for each in asked:
        kind, _, id = each.partition(":")
        if kind in ids and id.isdecimal():
            ids[kind].append(int(id))
    user, key = user_account.c, api_key.c
    users = sa.select(sa.func.concat("user:", user.id), sa.func.coalesce(sa.func.nullif(user.name, ""), user.email))
    keys = sa.select(sa.func.concat("key:", key.id), key.name).where(key.id.in_(ids["key"]))
    return dict(unit.connection.execute(users.where(user.id.in_(ids["user"])).union_all(keys)).all())


def name_for(unit: Unit, done_by: str, *, asking: str, scopes: Collection[Scope]) -> str | None:
    """What the user or key is called who did something ("user:3", "key:7"), for whoever is `asking`, with these scopes.

    Who others of the team are is told only to those who may read users; None where it isn't told, or nobody knows.
    """
    is_user = done_by.startswith("user:")
    if is_user and done_by != asking and Scope.USERS_READ not in scopes:
        return None
    return names(unit, [done_by]).get(done_by)


def find_user(unit: Unit, email: str) -> int:
    """The user who signs in with this address; raises `NotFound`."""
    found = unit.connection.scalar(
        sa.select(user_account.c.id).where(user_account.c.email_folded == fold(email.strip()))
    )
    if found is None:
        raise NotFound("user", email)
    return int(found)


def change_user(
    unit: Unit,
    user_id: int,
    *,
    name: str | None = None,
    role: Role | None = None,
    disabled: bool | None = None,
    password: str | None = None,
) -> None:
    """Change what is given; a new password or being disabled ends the person's sessions.

    Raises `LastOwner` when nobody would be left who may do everything.
    """
    owners = sa.select(user_account.c.id).where(user_account.c.role == Role.OWNER, user_account.c.disabled_at.is_(None))
    unit.connection.execute(owners.order_by(user_account.c.id).with_for_update())  # two owners can't demote each other
    user = unit.connection.execute(
        sa.select(user_account).where(user_account.c.id == user_id).with_for_update()
    ).one_or_none()
    if user is None:
        raise NotFound("user", str(user_id))
    changes: dict[str, Any] = {}
    if name is not None:
        changes["name"] = _named("a user", name)
    if role is not None:
        changes["role"] = role
    if disabled is not None:
        changes["disabled_at"] = (user.disabled_at or unit.now) if disabled else None
    if password is not None:
        changes["password_hash"] = secrets.hash_password(password)
    if not changes:
        return
    unit.connection.execute(sa.update(user_account).where(user_account.c.id == user_id).values(changes))
    if unit.connection.execute(owners.limit(1)).first() is None:
        raise LastOwner
    if password is not None or disabled:
        unit.connection.execute(sa.delete(session).where(session.c.user_id == user_id))
    told = {
        name: value for name, value in (("name", name), ("role", role), ("disabled", disabled)) if value is not None
    }
    unit.audit("user.changed", f"user:{user_id}", told | ({"password": "changed"} if password is not None else {}))


def check_password(unit: Unit, email: str, password: str) -> Row[Any]:
    """The user that these belong to; raises `WrongPassword`, after the same time whether there is one or not."""
    user = unit.connection.execute(
        sa.select(user_account).where(
            user_account.c.email_folded == fold(email.strip()), user_account.c.disabled_at.is_(None)
        )
    ).one_or_none()
    if not secrets.password_is_right(None if user is None else user.password_hash, password) or user is None:
        raise WrongPassword
    return user


def sign_in(unit: Unit, user: Row[Any], password: str) -> SignedIn:
    """Open a session for a user whose password was right."""
    if secrets.needs_rehash(user.password_hash):
        unit.connection.execute(
            sa.update(user_account)
            .where(user_account.c.id == user.id)
            .values(password_hash=secrets.hash_password(password))
        )
    unit.connection.execute(sa.delete(session).where(session.c.ends_at <= unit.now))
    token = secrets.fresh_token()
    unit.connection.execute(
        sa.insert(session).values(
            user_id=user.id,
            token_digest=secrets.digest(token),
            created_at=unit.now,
            ends_at=unit.now + SESSION_LASTS,
        )
    )
    unit.audit("session.opened", f"user:{user.id}")
    return SignedIn(user.id, token)


def sign_out(unit: Unit, token: str) -> None:
    """End the session with this token, if there is one."""
    ended = unit.connection.execute(
        sa.delete(session).where(session.c.token_digest == secrets.digest(token)).returning(session.c.user_id)
    ).scalar()
    if ended is not None:
        unit.audit("session.ended", f"user:{ended}")


def create_key(unit: Unit, *, name: str, publishable: bool, scopes: frozenset[Scope]) -> tuple[int, str]:
    """Make a key; returns its id and the key itself, which is kept nowhere.

    Raises `Invalid` for scopes that no key can have, or given to a publishable key, and `NameTaken` while another
    key that counts is called so.
    """
    name = _named("a key", name)
    if publishable and scopes:
        said = say("a publishable key is for everybody to read and takes no scopes; make a secret key")
        raise Invalid(said, [Fault("/scopes", "publishable", said)])
    if not publishable and (wrong := scopes - SECRET):
        said = say("a key can't have {wrong}", wrong=", ".join(sorted(wrong)))
        raise Invalid(said, [Fault("/scopes", "scope", said)])
    if not publishable and not scopes:
        said = say("a secret key without scopes can do nothing; give it one or more")
        raise Invalid(said, [Fault("/scopes", "scope", said)])
    _check_key_name(unit, name)
    key = secrets.fresh_key(publishable=publishable)
    made = unit.connection.execute(
        sa.insert(api_key)
        .values(
            name=name,
            publishable=publishable,
            scopes=sorted(scopes),
            digest=secrets.digest(key),
            hint=key[-4:],
            created_at=unit.now,
            created_by=unit.actor,
        )
        .returning(api_key.c.id)
    ).scalar_one()
    unit.audit("key.created", f"key:{made}", {"name": name, "publishable": publishable, "scopes": sorted(scopes)})
    return int(made), key


def _named(what: str, name: str) -> str:
    """A name without the spaces around it."""
    if not name.strip():
        raise Invalid(
            say("{what} needs a name", what=word(what)),
            [Fault("/name", "blank", say("say what {what} is called", what=word(what)))],
        )
    return name.strip()


def _check_key_name(unit: Unit, name: str) -> None:
    """Refuse the name of a key that counts; whoever is making one is waited for, who would not see ours."""
    unit.connection.execute(sa.text("select pg_advisory_xact_lock(hashtextextended('api_key_names', 0))"))
    counting = sa.select(api_key.c.name).where(api_key.c.revoked_at.is_(None))
    refuse_taken("a key", name, unit.connection.scalars(counting))


def revoke_key(unit: Unit, key_id: int) -> None:
    """Let a key count no longer; raises `NotFound`."""
    revoked = unit.connection.execute(
        sa.update(api_key)
        .where(api_key.c.id == key_id, api_key.c.revoked_at.is_(None))
        .values(revoked_at=unit.now)
        .returning(api_key.c.name)
    ).scalar()
    if revoked is None:
        raise NotFound("API key", str(key_id))
    unit.audit("key.revoked", f"key:{key_id}", {"name": revoked})
