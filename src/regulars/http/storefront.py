"""What routes for pages of the shop share: who may ask and how often, whose page it is, and in which language.

Pages ask with the publishable key, which everybody can read, and a token that
says which customer looks at them (`customer_tokens.py`). So nothing is told
there that isn't the customer's: no rule, no other's name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Header, Query, Request

from regulars.core.forms import Form
from regulars.core.sentences import say
from regulars.journal.identity import Account

from .actor import Actor
from .asking import Deed, key_of, require
from .attempts import Attempts
from .customer_tokens import Token, customer_of
from .house import InHouse
from .scopes import Scope

CALLS_OF_TOKEN, CALLS_OF_ADDRESS = 300, 3_000
"""In five minutes: a page asks a few times when it is opened, and many customers may share one address."""
of_tokens, of_addresses = Attempts(), Attempts()


def rarely(
    request: Request, house: InHouse, actor: Annotated[Actor, Depends(require(Scope.STOREFRONT))], token: Token = None
) -> Actor:
    """Who asks with a publishable key, counted by address and token; raises `TooManyAttempts`."""
    now = house.clock()
    of_addresses.count(request.client.host if request.client else "", now, allowed=CALLS_OF_ADDRESS)
    if token is not None:
        of_tokens.count(hashlib.sha256(token.encode()).hexdigest(), now, allowed=CALLS_OF_TOKEN)
    return actor


Publishable = Annotated[Actor, Depends(rarely)]


def visitor(house: InHouse, _: Publishable, token: Token = None) -> Account:
    """The customer of the page; raises `BadCustomerToken` or `UnknownCustomer`."""
    with house.books.transaction() as unit:
        return customer_of(unit, token)


Visitor = Annotated[Account, Depends(visitor)]


async def visitors_deed(
    request: Request,
    house: InHouse,
    actor: Publishable,
    customer: Visitor,
    idempotency_key: Annotated[
        str,
        Header(
            min_length=1, max_length=255,
            description="Made by the page, one for each thing that the customer does: the same key again gives the same answer.",
        ),
    ],
) -> Deed:  # fmt: skip
    """A change that the page's customer asks for, done once a key."""
    key = await key_of(request, actor, idempotency_key)
    assert key is not None
    # one publishable key is every customer's: without its customer a key would give away another's answer
    return Deed(house, actor, replace(key, api_key=f"{key.api_key} customer:{customer.customer_id}"))


VisitorsDeed = Annotated[Deed, Depends(visitors_deed)]

Language = Annotated[
    str | None,
    Form(r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8}){0,4}$", say("a language is its code, such as pl or pl-PL")),
    Query(
        description="In which language things are called, such as `pl` or `pl-PL`; what has no name in it, in the shop's.",
    ),
]


def languages(asked: str | None, shops: str) -> list[str]:
    """The languages to look for a name in: what was asked for without its region, then the shop's."""
    return [*([] if asked is None else [asked.lower().replace("_", "-").partition("-")[0]]), shops]


def label(labels: Mapping[str, str], asked: str | None, shops: str, *, name: str) -> str:
    """What customers read: in the language asked for, with its region if there is one, else the shop's, any, or the name."""
    language, _, region = (asked or "").replace("_", "-").partition("-")
    for code in (f"{language.lower()}-{region.upper()}", *languages(asked, shops)):
        if code in labels:
            return labels[code]
    return next(iter(labels.values()), name)
