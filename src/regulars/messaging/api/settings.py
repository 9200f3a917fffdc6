"""Routes of how mail leaves the house: the way out, who sends, the key that signs, and a mail to try it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.http.asking import Deed, deed, require
from regulars.http.given import Said, Version
from regulars.http.house import House, InHouse
from regulars.http.languages import Sentence, Speaking
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.kinds.addresses import is_address
from regulars.messaging import mail_settings, trying
from regulars.messaging.mail_settings import MailSettings, Trouble
from regulars.messaging.model.gate import Cap
from regulars.messaging.transports.smtp import Security
from regulars.messaging.vault import Vault

router = APIRouter(prefix="/v1/mail-settings", tags=["Messages"], responses=responses(401, 403))

Reading = Depends(require(Scope.MESSAGES_READ))
Writing = Annotated[Deed, Depends(deed(Scope.MAIL_WRITE))]


class CapModel(BaseModel):
    """At most so many messages that advertise go to a customer in so many days; what is more is not sent."""

    model_config = ConfigDict(extra="forbid")

    messages: Annotated[int, Field(ge=1, le=1_000)]
    days: Annotated[int, Field(ge=1, le=366)]


class DkimOut(BaseModel):
    """The record that shows that mail is from the domain."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    domain: str
    host: str
    """The name of the TXT record."""
    record: str
    """What stands in it."""
    made_at: datetime
    signs: bool
    """Whether mail is signed: it is when its sender's address is of this domain."""


class TroubleOut(BaseModel):
    """Why nothing is sent just now."""

    since: datetime
    what: Sentence


class MailSettingsOut(BaseModel):
    """How mail leaves the house. The password is never told."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    transport: Literal["mailbox", "smtp"]
    """mailbox: mails are kept here to be looked at, and none leaves."""
    host: str
    port: int
    security: Security
    verify: bool
    """Whether the server's certificate must be right."""
    username: str
    has_password: bool
    from_name: str
    from_address: str
    reply_to: str
    bounce_address: str
    """Where mail comes back to; without it, to the sender's address."""
    public_url: str
    """Where customers reach this installation: links in mails lead there."""
    list: str
    """The list that newsletters go to, as the shop's subscriptions call it."""
    list_name: str
    """What readers see of it."""
    track_opens: bool
    track_clicks: bool
    attribution_days: int
    """An order so many days after a click counts as brought about by it."""
    per_minute_and_domain: int | None
    """So many mails a minute go to addresses of one domain; null: as many as there are."""
    cap: CapModel | None
    dkim: DkimOut | None
    has_hook_secret: bool
    trouble: TroubleOut | None
    version: int
    updated_at: datetime | None


class MailSettingsPatch(BaseModel):
    """What to change; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    version: Version
    """The version that was looked at; when it isn't the present one, nothing is changed."""
    transport: Literal["mailbox", "smtp"] = "mailbox"
    host: Annotated[Said, Field(max_length=255)] = ""
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    security: Security = "starttls"
    verify: bool = True
    username: Annotated[Said, Field(max_length=320)] = ""
    password: Annotated[str | None, Field(max_length=1_000)] = None
    """Null or empty forgets it."""
    from_name: Annotated[Said, Field(max_length=200)] = ""
    from_address: Annotated[Said, Field(max_length=320)] = ""
    reply_to: Annotated[Said, Field(max_length=320)] = ""
    bounce_address: Annotated[Said, Field(max_length=320)] = ""
    public_url: Annotated[Said, Field(max_length=500)] = ""
    list: Annotated[Said, Field(max_length=255)] = ""
    list_name: Annotated[Said, Field(max_length=200)] = ""
    track_opens: bool = True
    track_clicks: bool = True
    attribution_days: Annotated[int, Field(ge=1, le=90)] = 5
    per_minute_and_domain: Annotated[int | None, Field(ge=1, le=100_000)] = None
    cap: CapModel | None = None


class VersionIn(BaseModel):
    """The version that was looked at."""

    model_config = ConfigDict(extra="forbid")

    version: Version


class TrialIn(BaseModel):
    """Where to send a mail that tries the settings out."""

    model_config = ConfigDict(extra="forbid")

    to: Annotated[Said, Field(max_length=320, examples=["me@shop.example"])]


class TrialOut(BaseModel):
    """What came of it."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    accepted: bool
    in_mailbox: bool
    """Whether it went no further than the mailbox here."""
    answer: Sentence
    """What the server answered, or why there was none."""


class HookSecretOut(BaseModel):
    """The secret that reports of bounces are signed with; it is shown this once."""

    secret: str
    version: int


@router.get("", operation_id="getMailSettings", dependencies=[Reading])
def get_settings(house: InHouse) -> MailSettingsOut:
    """How mail leaves the house, and whether it does."""
    with house.books.transaction() as unit:
        return _out(mail_settings.load(unit), mail_settings.trouble(unit))


@router.patch("", operation_id="changeMailSettings", responses=responses(409, 422))
def change_settings(patch: MailSettingsPatch, asked: Writing) -> MailSettingsOut:
    """Change some of them; what is queued is sent by the new ones from then on."""
    changes = patch.model_dump(exclude={"version"}, exclude_unset=True)
    if changes.get("cap") is not None:
        changes["cap"] = Cap(**changes["cap"])
    for name in ("host", "username", "from_address", "reply_to", "bounce_address", "public_url", "list"):
        if name in changes:
            changes[name] = changes[name].strip()
    return _changed(
        asked,
        lambda unit: mail_settings.change(unit, _vault(asked.house), version=patch.version, changes=dict(changes)),
    )


@router.post("/dkim", operation_id="makeMailKey", responses=responses(409, 422))
def make_key(given: VersionIn, asked: Writing) -> MailSettingsOut:
    """Make a key that mail is signed with; put its record into the DNS."""
    return _changed(asked, lambda unit: mail_settings.make_key(unit, _vault(asked.house), version=given.version))


@router.post("/dkim/remove", operation_id="removeMailKey", responses=responses(409, 422))
def remove_key(given: VersionIn, asked: Writing) -> MailSettingsOut:
    """Sign no more, and forget the key."""
    return _changed(asked, lambda unit: mail_settings.remove_key(unit, version=given.version))


@router.post("/hook-secret", operation_id="makeMailHookSecret", responses=responses(409, 422))
def make_hook_secret(given: VersionIn, asked: Writing) -> HookSecretOut:
    """Make the secret that a mail provider signs its reports of bounces and complaints with."""
    fresh: list[str] = []

    def work(unit: Unit) -> HookSecretOut:
        settings, secret = mail_settings.make_hook_secret(unit, _vault(asked.house), version=given.version)
        fresh[:] = [secret]
        return HookSecretOut(secret="", version=settings.version)

    kept = HookSecretOut.model_validate(asked.do(work))
    return HookSecretOut(secret=fresh[0] if fresh else "", version=kept.version)


@router.post("/test", operation_id="tryMailSettings", responses=responses(409, 422))
def try_settings(given: TrialIn, house: InHouse, asked: Writing, language: Speaking) -> TrialOut:
    """Send a mail now, in the language of whoever asks, and say what the server answered."""
    to = given.to.strip()
    if not is_address(to):
        said = say("this is not an e-mail address; write one such as me@shop.example")
        raise Invalid(said, [Fault("/to", "address", said)])
    came = trying.send(house.books, house.settings.data_dir, to, actor=asked.actor.name, language=language)
    return TrialOut(accepted=came.accepted, in_mailbox=came.in_mailbox, answer=came.told)


def _changed(asked: Deed, work: Callable[[Unit], MailSettings]) -> MailSettingsOut:
    return MailSettingsOut.model_validate(asked.do(lambda unit: _out(work(unit), mail_settings.trouble(unit))))


def _vault(house: House) -> Vault:
    return Vault(house.settings.data_dir)


def _out(settings: MailSettings, trouble: Trouble | None) -> MailSettingsOut:
    kept = asdict(settings)
    dkim = settings.dkim
    shown = None
    if dkim is not None:
        signs = dkim.domain == settings.domain
        shown = DkimOut(domain=dkim.domain, host=dkim.host, record=dkim.record, made_at=dkim.made_at, signs=signs)
    return MailSettingsOut(
        **{name: kept[name] for name in MailSettingsOut.model_fields if name in kept and name not in ("dkim", "cap")},
        cap=None if settings.cap is None else CapModel(messages=settings.cap.messages, days=settings.cap.days),
        dkim=shown,
        has_password=settings.password is not None,
        has_hook_secret=settings.hook_secret is not None,
        trouble=None if trouble is None else TroubleOut(since=trouble.since, what=trouble.what),
    )
