"""Routes of subscribing from a page of the shop: anybody by an address, and the page's customer to what they get and don't."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.http.attempts import Attempts
from regulars.http.given import Said
from regulars.http.house import House, InHouse
from regulars.http.problems import responses
from regulars.http.storefront import Language, Publishable, Visitor
from regulars.journal.identity import named
from regulars.kinds.addresses import is_address
from regulars.messaging import consents, mail_settings, suppressing
from regulars.messaging.consents import Word
from regulars.messaging.model.gate import Status
from regulars.messaging.public import lists, subscriptions
from regulars.messaging.public.lists import KnownList
from regulars.rules.fold import fold

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
        said = say("this is not an e-mail address; write one such as anna@shop.example")
        raise Invalid(said, [Fault("/email", "address", said)])
    ip = _rarely(house, request, email)
    with house.books.transaction() as unit:
        wanted = given.list or mail_settings.load(unit).list
        if not lists.is_known(unit, house.facts, wanted):
            said = say("the shop has no list {list!r:.100}; choose one that it has spoken of", list=wanted)
            raise Invalid(said, [Fault("/list", "unknown", said)])
    house.books.perform(
        lambda unit: subscriptions.ask(
            unit,
            house.settings.data_dir,
            address=email,
            list=wanted,
            wording=given.wording,
            language=language,
            ip=ip,
        ),
        actor="storefront",
    )
    return SubscribeOut()


class CustomerSubscriptionOut(BaseModel):
    """A list, and whether the page's customer gets what is sent to it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    list: str
    name: str
    """What it is called to customers."""
    status: Status | None
    """`pending`: a mail asked whether it is meant, and waits for the answer; null when nothing was ever said."""


class CustomerSubscriptionIn(BaseModel):
    """What the page's customer wants of a list."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    list: Annotated[Said, Field(min_length=1, max_length=255)]
    """One of those that were listed."""
    subscribed: bool
    wording: Annotated[Said, Field(min_length=1, max_length=2_000)]
    """What stood on the button that was pressed, to the letter: it is kept on record."""


@router.get("/mine", operation_id="listCustomerSubscriptions")
def list_mine(house: InHouse, customer: Visitor) -> list[CustomerSubscriptionOut]:
    """The lists that the token's customer has to do with, the shop's own among them; none for who has no address."""
    with house.books.transaction() as unit:
        return _of(unit, house, customer.customer_id)


@router.post("/mine", operation_id="chooseCustomerSubscription", responses=responses(422))
def choose_mine(
    given: CustomerSubscriptionIn, request: Request, house: InHouse, customer: Visitor, language: Language = None
) -> list[CustomerSubscriptionOut]:
    """Leave a list, at once, or ask to be subscribed: then a mail asks whether it is meant. The same again changes nothing."""

    def work(unit: Unit) -> list[CustomerSubscriptionOut]:
        address = _address(unit, customer.customer_id)
        known = {} if address is None else _known(unit, house, customer.customer_id)
        one = known.get(fold(given.list))
        if one is None or address is None:
            said = say(
                "the customer has nothing to do with a list {list!r:.100}; take one of those that were listed",
                list=given.list,
            )
            raise Invalid(said, [Fault("/list", "unknown", said)])
        if given.subscribed and not one.is_confirmed:
            subscriptions.ask(
                unit, house.settings.data_dir, address=address, list=one.name, wording=given.wording, language=language,
                ip=_rarely(house, request, address), customer_id=customer.customer_id,
            )  # fmt: skip
        elif not given.subscribed and one.standing is not None and one.standing.status != "left":
            word = Word(address, one.name, "left", given.wording, "storefront", customer.customer_id, language)
            consents.say(unit, word)
        return _of(unit, house, customer.customer_id)

    return house.books.perform(work, actor="storefront")


def _of(unit: Unit, house: House, customer_id: int) -> list[CustomerSubscriptionOut]:
    if _address(unit, customer_id) is None:
        return []
    found = []
    for one in _known(unit, house, customer_id).values():
        status = None if one.standing is None else one.standing.status
        if status == "pending" and one.standing is not None and unit.now - one.standing.at >= subscriptions.GOOD_FOR:
            status = None
        found.append(CustomerSubscriptionOut(list=one.name, name=lists.called(unit, one.name), status=status))
    return found


def _known(unit: Unit, house: House, customer_id: int) -> dict[str, KnownList]:
    return lists.known(unit, house.facts, customer_id, [mail_settings.load(unit).list])


def _address(unit: Unit, customer_id: int) -> str | None:
    return named(unit, [customer_id])[customer_id]["email"]


def _rarely(house: House, request: Request, address: str) -> str:
    """The visitor's address in the network, once neither it nor the e-mail address has been used too often."""
    now, ip = house.clock(), request.client.host if request.client else ""
    of_visitors.count(ip, now, allowed=OF_VISITOR)
    of_addresses.count(suppressing.folded(address), now, allowed=OF_ADDRESS)
    return ip
