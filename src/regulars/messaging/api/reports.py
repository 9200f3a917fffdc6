"""Routes that take reports of what became of mails: a report as a mail, or a provider's own word, signed."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.http.actor import NotSignedIn
from regulars.http.asking import Deed, deed
from regulars.http.house import InHouse
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.messaging import mail_settings, reports
from regulars.messaging.reports import Report
from regulars.messaging.vault import Vault

router = APIRouter(tags=["Messages"], responses=responses(401, 403))

Writing = Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]


class MailReportOut(BaseModel):
    """What came of a report."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    message: str | None
    """The message that it is about; null: none of ours, so nothing was done."""
    kind: Literal["bounced", "put_off", "complained"] | None
    """Null: it reports nothing that needs anything done."""
    noted: bool
    """Whether it is news."""


class HookIn(BaseModel):
    """What a mail provider says, as a program of the shop passes it on."""

    model_config = ConfigDict(extra="ignore")

    kind: Literal["bounced", "put_off", "complained"]
    mail_id: Annotated[str, Field(max_length=400)]
    detail: Annotated[str, Field(max_length=1_000)] = ""


async def raw_body(request: Request) -> bytes:
    """What was sent, as it is."""
    return await request.body()


Raw = Annotated[bytes, Depends(raw_body)]


@router.post(
    "/v1/mail-reports",
    operation_id="reportMail",
    responses=responses(422),
    openapi_extra={"requestBody": {"required": True, "content": {"message/rfc822": {"schema": {"type": "string"}}}}},
)
def report_mail(raw: Raw, asked: Writing) -> MailReportOut:
    """Take a mail that reports a bounce (RFC 3464) or a complaint (RFC 5965), as it came to the bounce address."""
    if not raw.strip():
        said = say("send the mail as it came, with its headers, as message/rfc822")
        raise Invalid(said, [Fault("", "missing", said)])
    report = reports.read(raw)
    if report is None:
        return MailReportOut(message=None, kind=None, noted=False)
    return MailReportOut.model_validate(asked.do(lambda unit: _noted(unit, report)))


@router.post("/v1/mail-hooks/reports", include_in_schema=False)
def hook(raw: Raw, request: Request, house: InHouse) -> MailReportOut:
    """Take a provider's word, signed as Standard Webhooks say with the secret of the mail settings."""
    with house.books.transaction() as unit:
        kept = mail_settings.load(unit).hook_secret
    if kept is None:
        raise NotSignedIn(say("no secret was made for reports yet; make one on Settings → Mail"))
    secret = Vault(house.settings.data_dir).open(kept, say("the secret of mail reports"))
    try:
        Webhook(secret).verify(raw, dict(request.headers))
    except (WebhookVerificationError, ValueError):
        raise NotSignedIn(say("this isn't signed with the secret of mail reports, or too old")) from None
    try:
        said = HookIn.model_validate(json.loads(raw))
    except (ValidationError, ValueError) as error:
        told = say(
            'write {{"kind": "bounced", "mail_id": "<…>", "detail": "…"}}; kinds are bounced, put_off and complained'
        )
        raise Invalid(told, [Fault("", "hook", told)]) from error
    report = Report(said.kind, said.detail, (said.mail_id.strip(),))
    return house.books.perform(lambda unit: _noted(unit, report), actor="mail-hook")


def _noted(unit: Unit, report: Report) -> MailReportOut:
    message_id = reports.message_of(unit, report)
    noted = message_id is not None and reports.note(unit, message_id, report.kind, report.detail)
    return MailReportOut(message=None if message_id is None else str(message_id), kind=report.kind, noted=noted)
