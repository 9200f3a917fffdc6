"""Routes of signing in and out, and of one's own password."""

from __future__ import annotations

from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from regulars.books.shop import is_named, name_of
from regulars.books.unit import Unit
from regulars.core.sentences import say
from regulars.http import access
from regulars.http.actor import NotSignedIn
from regulars.http.asking import COOKIE, HEADER, Asking, MissingHeader
from regulars.http.attempts import Attempts
from regulars.http.house import House, InHouse
from regulars.http.problems import responses
from regulars.http.scopes import SCOPES_OF, Role, Scope
from regulars.http.tables import user_account

router = APIRouter(prefix="/v1", tags=["Access"], responses=responses(401, 403))
attempts = Attempts()

TRIES_OF_ADDRESS = 50
TRIES_OF_ACCOUNT = 100
TRIES_OF_BOTH = 10


class Credentials(BaseModel):
    """What a person signs in with."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"email": "olga@shop.example", "password": "three green apples"}]})  # fmt: skip

    email: Annotated[str, Field(max_length=320)]
    password: Annotated[str, Field(max_length=1000)]


class NewPassword(BaseModel):
    """A person's change of their own password."""

    current: Annotated[str, Field(max_length=1000)]
    new: Annotated[str, Field(max_length=1000)]


class Me(BaseModel):
    """Who is signed in, and what they may do."""

    id: str
    email: str
    name: str
    role: Role
    scopes: list[Scope]


class ShopOut(BaseModel):
    """What pages need to know of the shop to show anything."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    named: bool
    """Whether anybody has said what it is called; until then the name only stands in, in English."""
    currency: str
    currency_places: int
    time_zone: str
    language: str


class SessionOut(BaseModel):
    """Who is signed in, and where."""

    user: Me
    shop: ShopOut


@router.post("/session", operation_id="signIn", responses=responses(422, 429))
def sign_in(credentials: Credentials, request: Request, response: Response, house: InHouse) -> SessionOut:
    """Sign in with e-mail and password; the session is kept in a cookie."""
    at = house.clock()
    address = request.client.host if request.client else ""
    account = credentials.email.strip().casefold()
    attempts.count(address, at, allowed=TRIES_OF_ADDRESS)
    attempts.count(f"@{account}", at, allowed=TRIES_OF_ACCOUNT)
    attempts.count(f"{address} {account}", at, allowed=TRIES_OF_BOTH)
    with house.books.transaction() as unit:
        user = access.check_password(unit, credentials.email, credentials.password)
    attempts.forgive(f"{address} {account}")

    with house.books.transaction(f"user:{user.id}") as unit:
        opened = access.sign_in(unit, user, credentials.password)
        answer = _session(unit, house, opened.user_id)
    response.set_cookie(
        COOKIE,
        opened.token,
        max_age=int(access.SESSION_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


@router.get("/session", operation_id="getSession")
def get_session(asking: Asking, house: InHouse) -> SessionOut:
    """Who is signed in."""
    if asking.kind != "user":
        raise NotSignedIn(say("an API key has no session; sign in with e-mail and password"))
    with house.books.transaction() as unit:
        return _session(unit, house, int(asking.id))


@router.delete("/session", operation_id="signOut", status_code=204)
def sign_out(request: Request, response: Response, house: InHouse) -> None:
    """Sign out; nothing happens when nobody is signed in."""
    if request.headers.get(HEADER) != "1":
        raise MissingHeader
    token = request.cookies.get(COOKIE)
    if token:
        with house.books.transaction() as unit:
            access.sign_out(unit, token)
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=request.url.scheme == "https")


@router.put("/session/password", operation_id="changeOwnPassword", status_code=204, responses=responses(422))  # fmt: skip
def change_own_password(change: NewPassword, asking: Asking, house: InHouse) -> None:
    """Change one's own password; every session of this person ends."""
    if asking.kind != "user":
        raise NotSignedIn(say("an API key has no password"))
    at = house.clock()
    attempts.count(f"#{asking.id}", at, allowed=TRIES_OF_BOTH)

    def work(unit: Unit) -> None:
        email = unit.connection.scalar(sa.select(user_account.c.email).where(user_account.c.id == int(asking.id)))
        access.check_password(unit, str(email), change.current)
        access.change_user(unit, int(asking.id), password=change.new)

    house.books.perform(work, actor=asking.name)


def _session(unit: Unit, house: House, user_id: int) -> SessionOut:
    user = unit.connection.execute(sa.select(user_account).where(user_account.c.id == user_id)).one()
    role, shop = Role(user.role), house.shop
    return SessionOut(
        user=Me(id=str(user.id), email=user.email, name=user.name, role=role, scopes=sorted(SCOPES_OF[role])),
        shop=ShopOut(
            name=name_of(unit),
            named=is_named(unit),
            currency=shop.currency,
            currency_places=shop.places,
            time_zone=shop.time_zone,
            language=shop.language,
        ),
    )
