"""Routes of the secret that the shop's server signs its customers' tokens with."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from regulars.http import customer_tokens
from regulars.http.actor import Actor
from regulars.http.asking import Deed, deed, require
from regulars.http.house import House, InHouse
from regulars.http.problems import responses
from regulars.http.scopes import Scope

router = APIRouter(prefix="/v1/customer-tokens", tags=["Access"], responses=responses(401, 403))


class TokenSecretOut(BaseModel):
    """What the shop's server signs customers' tokens with."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    secret: str
    """The key of HS256, its characters as they stand."""


@router.get("/secret", operation_id="getCustomerTokenSecret")
def get_secret(house: InHouse, actor: Annotated[Actor, Depends(require(Scope.KEYS_WRITE))]) -> TokenSecretOut:
    """The secret that customers' tokens are signed with; it is made when it is first asked for. For owners alone."""
    return _shown(house, actor)


@router.post("/secret", operation_id="renewCustomerTokenSecret")
def renew_secret(asked: Annotated[Deed, Depends(deed(Scope.KEYS_WRITE))]) -> TokenSecretOut:
    """Make the secret anew: tokens signed with the one before are refused from this instant on.

    A call repeated with its Idempotency-Key makes no other, and is answered with the present one.
    """
    asked.do(customer_tokens.make_anew)
    return _shown(asked.house, asked.actor)


def _shown(house: House, actor: Actor) -> TokenSecretOut:
    """Read apart from the deed that made it, for no answer is kept that holds a secret."""
    with house.books.transaction(actor.name) as unit:
        return TokenSecretOut(secret=customer_tokens.secret_of(unit))
