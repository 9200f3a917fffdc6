"""The route of what messages brought about with one customer: which of their orders count for which message."""

from __future__ import annotations

import pyarrow as pa
from fastapi import APIRouter, Depends
from pydantic import ConfigDict

from regulars.flows import results
from regulars.http.asking import Asking, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.customers import name_them
from regulars.http.house import InHouse
from regulars.http.instants import microseconds
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal import identity
from regulars.messaging import log
from regulars.messaging.api.messages import source_name
from regulars.messaging.model.states import Source
from regulars.reports import conversions
from regulars.reports.conversions import Asked, Conversion
from regulars.web.customers import Known

from .documents import ConversionOut
from .shown import conversion

router = APIRouter(prefix="/v1/customers", tags=["Customers"], responses=responses(401, 403, 404))

Reading = [Depends(require(Scope.CUSTOMERS_READ)), Depends(require(Scope.MESSAGES_READ))]


class CustomerConversionOut(ConversionOut):
    """An order that counts for a message, and what had that sent."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    source: Source
    source_id: str
    """Which campaign, workflow or newsletter."""
    source_name: str | None
    """What that was called when it had the message sent."""
    subject: str | None
    """The message's."""


@router.get(
    "/{id}/conversions", operation_id="listCustomerConversions", dependencies=Reading, responses=responses(400, 422)
)
def list_conversions(
    house: InHouse, actor: Asking, customer_id: Known, limit: Limit = USUAL, cursor: Cursor = None
) -> Page[CustomerConversionOut]:
    """Which of a customer's orders messages brought about, the latest placed first: each counts for one message at most,
    by what its campaign, workflow or newsletter says counts."""
    key = decode("customer-conversions", cursor, int, int)
    with house.books.transaction() as unit:
        rule = results.rule_of(unit)
    rows = conversions.listed(
        house.facts.ask_all, Asked(only=pa.table({"customer_id": pa.array([customer_id], pa.int32())})), rule,
        now=house.clock(), before=(key[0], key[1]) if key else None, limit=limit + 1,
    )  # fmt: skip
    with house.books.transaction() as unit:
        people = identity.named_today(unit, {one.customer_id for one in rows})
        sent = log.of_ids(unit, [one.message_id for one in rows])

    def told(one: Conversion) -> CustomerConversionOut:
        message = sent[one.message_id]
        return CustomerConversionOut(
            **conversion(house, one, people, message.node), source=message.source, source_id=message.source_id,
            source_name=source_name(message), subject=message.subject,
        )  # fmt: skip

    found = page(
        "customer-conversions", rows, limit, key=lambda one: [microseconds(one.placed_at), one.order_id], show=told
    )
    name_them(house, actor, [one.customer for one in found.data if one.customer is not None])
    return found
