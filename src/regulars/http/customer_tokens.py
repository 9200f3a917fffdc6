"""Customer tokens: how a page of the shop shows that it was opened by this customer.

The shop's server knows who is signed in there. It makes a JSON Web Token of it,
signed with a secret that only it and this installation know, and the page sends
that along with the publishable key. A token names one customer and is worth
nothing after an hour at most, so one that leaks shows little and not for long.

Only HS256 is taken, whatever a token says of itself, and nothing in a token is
looked at before its signature was found right.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

import jwt
import sqlalchemy as sa
from fastapi import Header
from pydantic import TypeAdapter, ValidationError
from sqlalchemy.dialects.postgresql import insert

from regulars.books.tables import setting
from regulars.books.unit import Unit
from regulars.core.errors import Refusal
from regulars.core.sentences import say
from regulars.journal.identity import Account, find_account
from regulars.journal.values import Id

from .actor import NotSignedIn

HEADER = "X-Customer-Token"
ALGORITHM = "HS256"
LONGEST = timedelta(hours=1)
LEEWAY = timedelta(minutes=1)
"""By how much the clocks of the shop's server and of this one may differ."""

SETTING = "customer_token_secret"
SUBJECT = "key:customer-tokens"

Token = Annotated[
    str | None,
    Header(
        alias=HEADER,
        description="A JSON Web Token made by the shop's server: HS256, `sub` the customer's `external_id`, `exp` at "
        "most an hour ahead. Without it the answer is 401.",
    ),
]

_id = TypeAdapter(Id)


class BadCustomerToken(NotSignedIn):
    """No customer token was sent, or one that doesn't count."""

    code = "customer_token"

    def __init__(self, why: str) -> None:
        super().__init__(
            say("{header} {why}; have the shop's server make one and send it along", header=HEADER, why=why)
        )


class UnknownCustomer(Refusal):
    """The token is right, and nobody is known here by that id; more is nobody's business."""

    code = "not_found"
    status = 404

    def __init__(self) -> None:
        super().__init__(say("the customer of this token is not known here"))


def secret_of(unit: Unit) -> str:
    """What this installation's tokens are signed with, made when it is asked for the first time."""
    fresh = _fresh()
    made = insert(setting).values(name=SETTING, value=fresh).on_conflict_do_nothing(index_elements=["name"])
    if unit.connection.execute(made.returning(sa.literal(1))).first() is not None:
        unit.audit("key.token_secret_made", SUBJECT)
        return fresh
    return str(unit.setting(SETTING))


def make_anew(unit: Unit) -> None:
    """Sign with another secret from now on: every token that was made with the one before is worthless."""
    unit.set_setting(SETTING, _fresh())
    unit.audit("key.token_secret_renewed", SUBJECT)


def customer_of(unit: Unit, token: str | None) -> Account:
    """The customer that a token names, at this instant; raises `BadCustomerToken` or `UnknownCustomer`."""
    secret = unit.setting(SETTING)
    if not token:
        raise BadCustomerToken(say("is missing"))
    if secret is None:
        raise BadCustomerToken(say("can't be right: no secret has been made on Settings → API keys yet"))
    try:
        external_id = _id.validate_python(subject(token, secret=secret, at=unit.now))
    except ValidationError:
        raise UnknownCustomer from None
    found = None if "\0" in external_id else find_account(unit, external_id)
    if found is None:
        raise UnknownCustomer
    return found


def subject(token: str, *, secret: str, at: datetime) -> str:
    """Whom a token names, once it is right at an instant; raises `BadCustomerToken`."""
    by_our_clock: Any = {"require": ["sub", "exp"], "verify_exp": False, "verify_iat": False, "verify_nbf": False}
    try:
        claims = jwt.decode(token, secret, algorithms=[ALGORITHM], options=by_our_clock)
    except jwt.InvalidSignatureError:
        raise BadCustomerToken(say("is not signed with the present secret of Settings → API keys")) from None
    except jwt.InvalidAlgorithmError:
        raise BadCustomerToken(
            say("is not signed with {algorithm}, and nothing else is taken", algorithm=ALGORITHM)
        ) from None
    except jwt.exceptions.InvalidSubjectError:
        raise BadCustomerToken(
            say("needs as `sub` the customer's external_id as text, also when it is a number")
        ) from None
    except jwt.MissingRequiredClaimError as error:
        raise BadCustomerToken(say("lacks `{claim}`", claim=error.claim)) from None
    except jwt.InvalidAudienceError:
        raise BadCustomerToken(say("is made for another service, as its `aud` says; leave `aud` out")) from None
    except (jwt.InvalidTokenError, RecursionError):
        raise BadCustomerToken(say("can't be read: it is no JWT of three parts with dots between")) from None
    _check_times(claims, at.timestamp())
    return str(claims["sub"])


def _check_times(claims: Mapping[str, Any], now_seconds: float) -> None:
    for name in ("exp", "iat", "nbf"):
        if name in claims and type(claims[name]) not in {int, float}:
            raise BadCustomerToken(say("needs as `{name}` a number, the seconds since 1970", name=name))
    leeway = LEEWAY.total_seconds()
    if claims["exp"] <= now_seconds - leeway:
        raise BadCustomerToken(say("has expired"))
    if not claims["exp"] <= now_seconds + LONGEST.total_seconds() + leeway:  # so put, NaN is refused too
        raise BadCustomerToken(say("lasts too long: `exp` may be at most an hour ahead"))
    if not max(claims.get("iat", 0), claims.get("nbf", 0)) <= now_seconds + leeway:
        raise BadCustomerToken(
            say("is of a time that has not come yet; see that the clock of the shop's server is right")
        )


def _fresh() -> str:
    """A new secret, 256 bits."""
    return secrets.token_urlsafe(32)
