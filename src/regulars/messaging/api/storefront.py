"""Routes of subscribing from a page of the shop."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from regulars.core.errors import Fault, Invalid
from regulars.http.attempts import Attempts
from regulars.http.given import Said
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.storefront import Language, Publishable
from regulars.messaging import mail_settings, suppressing
from regulars.messaging.model.headers import is_address
from regulars.messaging.public import subscriptions

router = APIRouter(prefix="/v1/storefront/subscriptions", tags=["Storefront"], responses=responses(401, 403, 429))

OF_ADDRESS, OF_VISITOR = 5, 30
"""In five minutes: a form can't be used to write to somebody again and again, nor to many."""
of_addresses, of_visitors = Attempts(), Attempts()


class SubscribeIn(BaseModel):
    """Who wants to get what, and to what they agreed."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    email: Annotated[Said, Field(max_length=320, examples=["anna@shop.example"])]
    wording: Annotated[Said, Field(min_length=1, max_length=2_000)]
    """What stood beside the box that was ticked, to the letter: it is kept with the consent."""
    list: Annotated[Said | None, Field(max_length=255)] = None
    """Without it the list that newsletters go to."""


class SubscribeOut(BaseModel):
    """It was taken; whether the address is known is nobody's business."""

    asked: bool = True


@router.post("", operation_id="subscribe", status_code=202, responses=responses(422))
def subscribe(
    given: SubscribeIn, request: Request, house: InHouse, _: Publishable, language: Language = None
) -> SubscribeOut:
    """Ask the owner of an address by mail whether the subscription is meant; a publishable key is needed."""
    email = given.email.strip()
    if not is_address(email):
        said = "this is not an e-mail address; write one such as anna@shop.example"
        raise Invalid(said, [Fault("/email", "address", said)])
    now = house.clock()
    ip = request.client.host if request.client else ""
    of_visitors.count(ip, now, allowed=OF_VISITOR)
    of_addresses.count(suppressing.folded(email), now, allowed=OF_ADDRESS)
    house.books.perform(
        lambda unit: subscriptions.ask(
            unit,
            house.settings.data_dir,
            address=email,
            list=given.list or mail_settings.load(unit).list,
            wording=given.wording,
            language=language,
            ip=ip,
        ),
        actor="storefront",
    )
    return SubscribeOut()
