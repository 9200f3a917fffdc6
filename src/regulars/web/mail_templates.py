"""Routes that show a mail template as one customer would get it, on the page and in the team's own inbox."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.flows.mail_values.letters import letter
from regulars.flows.mail_values.showing import Shown, show
from regulars.http.asking import Deed, deed, require
from regulars.http.house import House, InHouse
from regulars.http.ids import named
from regulars.http.languages import Sentence
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.identity import current_id
from regulars.kinds.addresses import is_address
from regulars.messaging import trying
from regulars.messaging.api.templates import MailFinding, MailSaying, said_by, shown_findings
from regulars.messaging.readers import readers

router = APIRouter(prefix="/v1", tags=["Mail templates"], responses=responses(401, 403))


class MailPreviewIn(MailSaying):
    """What is to be shown, and as whom."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    language: Annotated[str, Field(max_length=35)] | None = None
    """In this language; null: in the customer's."""
    customer: str | None = None
    """As this customer would get it; null: with example values."""
    newsletter: bool = False
    """As a newsletter, which has nothing that only a campaign can give, such as a coupon: what is said of that is left out."""


class MailShown(BaseModel):
    """The mail as it would be sent."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    language: str
    subject: str
    html: str
    text: str
    sender_name: str
    sender_address: str
    reply_to: str
    size_bytes: int
    """How large the HTML is; Gmail shows the first 102 kB."""


class MailPreview(BaseModel):
    """The mail, and what is to be said of the template."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    mail: MailShown | None
    """Null while the template can't be written."""
    findings: list[MailFinding]
    made_up: list[str]
    """The sources whose values are examples."""
    left_out: list[str]
    """The sources that it uses and a newsletter doesn't have."""


@router.post("/mail-templates/preview", operation_id="previewMailTemplate", responses=responses(404, 422))
def preview_template(
    given: MailPreviewIn,
    house: InHouse,
    _: Annotated[object, Depends(require(Scope.MESSAGES_READ))],
    __: Annotated[object, Depends(require(Scope.CUSTOMERS_READ))],
) -> MailPreview:
    """Show a template as a customer would get it: of an order or a cart the customer's last one, and examples of what only
    a campaign can give. Nothing is stored and nothing is sent."""
    shown = _shown(house, given)
    mail = shown.mail
    return MailPreview(
        mail=None
        if mail is None
        else MailShown(
            language=mail.language, subject=mail.subject, html=mail.html, text=mail.text, sender_name=mail.sender_name,
            sender_address=mail.sender_address, reply_to=mail.reply_to, size_bytes=len(mail.html.encode()),
        ),
        findings=shown_findings(shown.findings),
        made_up=list(shown.made_up),
        left_out=list(shown.left_out),
    )  # fmt: skip


class MailTestIn(MailPreviewIn):
    """What is to be sent, as whose, and where to."""

    to: Annotated[str, Field(max_length=320)]
    """An address of the team."""


class MailTested(BaseModel):
    """What the mail server said."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    accepted: bool
    in_mailbox: bool
    """Whether it went no further than the mailbox here."""
    answer: Sentence


@router.post("/mail-templates/test", operation_id="testMailTemplate", responses=responses(404, 409, 422))
def send_test(
    given: MailTestIn,
    asked: Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))],
    _: Annotated[object, Depends(require(Scope.CUSTOMERS_READ))],
) -> MailTested:
    """Send a template to somebody of the team now, as a customer would get it. Its links lead nowhere, and nothing is counted."""
    to, house = given.to.strip(), asked.house
    if not is_address(to):
        told = say("this is not an e-mail address; write one such as me@shop.example")
        raise Invalid(told, [Fault("/to", "address", told)])
    shown = _shown(house, given)
    if shown.mail is None:
        faults = [Fault(one.pointer, one.code, one.detail) for one in shown.findings if one.level == "error"]
        raise Invalid(say("the mail can't be written as it is; see what is wrong in it"), faults)
    came = trying.send(house.books, house.settings.data_dir, to, actor=asked.actor.name, letter=letter(shown.mail))
    return MailTested(accepted=came.accepted, in_mailbox=came.in_mailbox, answer=came.told)


def _shown(house: House, given: MailPreviewIn) -> Shown:
    customer_id = None
    if given.customer is not None:
        with house.books.transaction() as unit:
            customer_id = current_id(unit, named(given.customer, "customer", "/customer"))
    return show(
        said_by(given), books=house.books, facts=house.facts, shop=house.shop,
        customer_id=customer_id, language=given.language,
        readers=readers(house.facts_at_once or house.facts), newsletter=given.newsletter,
    )  # fmt: skip
