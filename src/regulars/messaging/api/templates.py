"""Routes of mail templates: drafted, checked, published, taken back, archived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from regulars.books import Unit
from regulars.books import shop as shops
from regulars.core.errors import Fault, Invalid
from regulars.core.wording import pointer_in, said
from regulars.http import access
from regulars.http.actor import Actor
from regulars.http.asking import Deed, deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.given import Name, Version
from regulars.http.house import InHouse
from regulars.http.ids import number
from regulars.http.languages import Sentence
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.messaging import starters
from regulars.messaging.model.templates import Content, Kind, Saying
from regulars.messaging.model.variables import SOURCES, Type, Variable
from regulars.messaging.readers import readers
from regulars.messaging.rendering.blocks import BLOCKS
from regulars.messaging.rendering.checking import Finding, Level, check
from regulars.messaging.rendering.filters import plural_forms
from regulars.messaging.templates import kept, service
from regulars.messaging.templates.kept import KIND, Published, State, Template

router = APIRouter(prefix="/v1", tags=["Mail templates"], responses=responses(401, 403))


class MailSaying(BaseModel):
    """What a template says."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    kind: Kind = "marketing"
    """What advertises can be left by a link; what answers something that the customer did can't."""
    languages: Annotated[dict[str, Content], Field(min_length=1, max_length=30)]
    """What it says in each language, by its tag (BCP 47)."""


class MailTemplateIn(MailSaying):
    """A template to begin."""

    name: Name
    starter: Annotated[str, Field(max_length=64)] | None = None
    """The starter that it was begun from."""


class MailTemplateChange(BaseModel):
    """What is to be different; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    revision: Version
    """The revision that was looked at."""
    name: Name | None = None
    kind: Kind | None = None
    languages: Annotated[dict[str, Content], Field(min_length=1, max_length=30)] | None = None
    """All languages; one that is left out is removed."""


class MailRevision(BaseModel):
    """The revision that was looked at."""

    model_config = ConfigDict(extra="forbid")

    revision: Version


class MailTemplateOut(BaseModel):
    """A template in a list."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    id: str
    name: str
    kind: Kind
    state: State
    """Where it is in its life; `changed`: it was published, and edited since."""
    subject: str
    """That of the shop's language, or of the one that stands for it."""
    codes: list[str]
    """The languages that it has."""
    revision: int
    """Counts what was saved."""
    version: int
    """The version that was published last; 0: none was."""
    needs: list[str]
    """What whatever sends that version must give, such as an order."""
    starter: str | None
    created_at: datetime
    updated_at: datetime


class MailTemplate(MailTemplateOut):
    """A template with what its draft says."""

    languages: dict[str, Content]
    updated_by: str | None
    """Who saved it last; null where that isn't told."""


class MailTemplateVersion(BaseModel):
    """A version that was published."""

    version: int
    name: str
    kind: Kind
    languages: dict[str, Content]
    needs: list[str]
    created_at: datetime
    created_by: str | None


class MailFinding(BaseModel):
    """One thing that a check has to say."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    level: Level
    """An error keeps the template from being published."""
    code: str
    pointer: str
    """JSON pointer into the body."""
    line: int | None
    """The line within that part."""
    detail: Sentence


class MailCheck(BaseModel):
    """What is to be said of a template."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    findings: list[MailFinding]
    uses: list[str]
    """The sources of values that it looks at."""
    needs: list[str]
    """Those that whatever sends it must give."""


class MailVariable(BaseModel):
    """A name that a template can use."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    type: Type
    says: str
    open: bool
    """Whether it holds whatever the shop sends, under the shop's names."""
    given: bool
    """Whether only whatever sends the mail can know it, such as the order that a campaign begins with."""
    fields: list[MailVariable]


class MailBlock(BaseModel):
    """A part of a mail that is put into a body by its name."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    name: str
    snippet: str
    """What is written to have it."""
    needs: str | None


class MailWords(BaseModel):
    """Everything that a template can be written with."""

    variables: list[MailVariable]
    blocks: list[MailBlock]
    plural_forms: dict[str, list[str]]


class MailStarter(BaseModel):
    """A template to begin with."""

    id: str
    kind: Kind
    names: dict[str, str]
    languages: dict[str, Content]
    needs: list[str]


@router.get("/mail-templates", operation_id="listMailTemplates")
def list_templates(
    house: InHouse,
    _: Annotated[object, Depends(require(Scope.MESSAGES_READ))],
    *,
    search: Annotated[str | None, Query(max_length=200)] = None,
    kind: Kind | None = None,
    archived: bool = False,
    limit: Limit = USUAL,
    cursor: Cursor = None,
) -> Page[MailTemplateOut]:
    """Templates, the latest first; those that are archived when they are asked for."""
    before = decode("mail-templates", cursor, int)
    with house.books.transaction() as unit:
        found = kept.listed(
            unit, search=search, kind=kind, archived=archived, before=before[0] if before else None, limit=limit + 1
        )
    language = house.shop.language
    return page("mail-templates", found, limit, key=lambda one: [one.id], show=lambda one: _shown(one, language))


@router.post("/mail-templates", operation_id="createMailTemplate", status_code=201, responses=responses(422))
def create_template(given: MailTemplateIn, asked: Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]) -> MailTemplate:
    """Begin a template, as a draft."""
    saying = said_by(given)

    def work(unit: Unit) -> MailTemplate:
        made = service.create(unit, saying, name=given.name, starter=given.starter)
        return _whole(unit, made, asked.house.shop.language, asked.actor)

    return MailTemplate.model_validate(asked.do(work))


@router.get("/mail-templates/words", operation_id="getMailTemplateWords")
def get_words(_: Annotated[object, Depends(require(Scope.MESSAGES_READ))]) -> MailWords:
    """The variables that templates can use, the blocks that can be put into them, and the plural forms of languages."""
    blocks = [MailBlock(name=one.name, snippet=one.snippet, needs=one.needs) for one in BLOCKS.values()]
    forms = {code: plural_forms(code) for code in ("en", "pl", "ru")}
    return MailWords(variables=[_variable(one) for one in SOURCES], blocks=blocks, plural_forms=forms)


@router.get("/mail-templates/starters", operation_id="listMailTemplateStarters")
def list_starters(_: Annotated[object, Depends(require(Scope.MESSAGES_READ))]) -> list[MailStarter]:
    """Templates to begin with, each in every language of the application."""
    return [
        MailStarter(
            id=one.id,
            kind=one.saying.kind,
            names=dict(one.names),
            languages=one.saying.languages,
            needs=list(one.needs),
        )
        for one in starters.every()
    ]


@router.post("/mail-templates/check", operation_id="checkMailTemplate", responses=responses(422))
def check_template(
    given: MailSaying, house: InHouse, _: Annotated[object, Depends(require(Scope.MESSAGES_READ))]
) -> MailCheck:
    """Say what is wrong with a template, and what it needs; nothing is stored."""
    with house.books.looking() as unit:
        has_address = bool(shops.url_of(unit))
    known = readers(house.facts_at_once or house.facts)
    found, findings = check(said_by(given), shop_language=house.shop.language, readers=known, has_address=has_address)
    named = found.names.values()
    return MailCheck(
        findings=shown_findings(findings),
        uses=sorted({source for names in named for source in names.uses}),
        needs=sorted({source for names in named for source in names.needs}),
    )


@router.get("/mail-templates/{id}", operation_id="getMailTemplate", responses=responses(404))
def get_template(
    house: InHouse, id: str, actor: Annotated[Actor, Depends(require(Scope.MESSAGES_READ))]
) -> MailTemplate:
    """One template with its draft."""
    with house.books.transaction() as unit:
        return _whole(unit, kept.get(unit, number(id, KIND)), house.shop.language, actor)


@router.patch("/mail-templates/{id}", operation_id="saveMailTemplate", responses=responses(404, 409, 422))
def save_template(
    id: str, given: MailTemplateChange, asked: Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]
) -> MailTemplate:
    """Save a draft. What is sent stays as it is until the draft is published. When somebody else has saved meanwhile,
    the answer is 409 and nothing is changed."""

    def work(unit: Unit) -> MailTemplate:
        now = kept.get(unit, number(id, KIND)).saying
        merged = MailSaying.model_construct(kind=given.kind or now.kind, languages=given.languages or now.languages)
        saved = service.save(unit, number(id, KIND), revision=given.revision, name=given.name, saying=said_by(merged))
        return _whole(unit, saved, asked.house.shop.language, asked.actor)

    return MailTemplate.model_validate(asked.do(work))


@router.post("/mail-templates/{id}/publish", operation_id="publishMailTemplate", responses=responses(404, 409, 422))
def publish_template(
    id: str, given: MailRevision, asked: Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]
) -> MailTemplate:
    """Make a version of the draft, which mails are written by from then on; mails that wait keep theirs."""
    language = asked.house.shop.language

    def work(unit: Unit) -> MailTemplate:
        made = service.publish(unit, number(id, KIND), revision=given.revision, shop_language=language)
        return _whole(unit, made, language, asked.actor)

    return MailTemplate.model_validate(asked.do(work))


@router.get("/mail-templates/{id}/versions", operation_id="listMailTemplateVersions", responses=responses(404))
def list_versions(
    house: InHouse, id: str, actor: Annotated[Actor, Depends(require(Scope.MESSAGES_READ))]
) -> list[MailTemplateVersion]:
    """What was published of a template, the latest first."""
    with house.books.transaction() as unit:
        template = kept.get(unit, number(id, KIND))
        return [_version(unit, one, actor) for one in kept.versions(unit, template.id)]


@router.post(
    "/mail-templates/{id}/versions/{version}/restore",
    operation_id="restoreMailTemplateVersion",
    responses=responses(404, 409, 422),
)
def restore_version(
    id: str, version: str, given: MailRevision, asked: Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]
) -> MailTemplate:
    """Make the draft say what a version said; what is sent stays as it is until that is published."""

    def work(unit: Unit) -> MailTemplate:
        taken = service.take_back(unit, number(id, KIND), number(version, "version"), revision=given.revision)
        return _whole(unit, taken, asked.house.shop.language, asked.actor)

    return MailTemplate.model_validate(asked.do(work))


@router.post("/mail-templates/{id}/archive", operation_id="archiveMailTemplate", responses=responses(404, 409))
def archive_template(id: str, asked: Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]) -> MailTemplate:
    """Offer a template no more. Mails that were decided are still written by its versions. Refused, naming them, while campaigns,
    workflows, newsletters or rewards are to send by it."""

    def work(unit: Unit) -> MailTemplate:
        template = number(id, KIND)
        archived = service.archive(unit, template, used_by=asked.house.template_uses(unit, template))
        return _whole(unit, archived, asked.house.shop.language, asked.actor)

    return MailTemplate.model_validate(asked.do(work))


@router.post("/mail-templates/{id}/restore", operation_id="restoreMailTemplate", responses=responses(404, 422))
def restore_template(id: str, asked: Annotated[Deed, Depends(deed(Scope.MESSAGES_WRITE))]) -> MailTemplate:
    """Offer an archived template again."""

    def work(unit: Unit) -> MailTemplate:
        return _whole(unit, service.restore(unit, number(id, KIND)), asked.house.shop.language, asked.actor)

    return MailTemplate.model_validate(asked.do(work))


def said_by(given: MailSaying) -> Saying:
    """What a template says; raises `Invalid` with every fault where it lies."""
    document = {"kind": given.kind, "languages": given.languages}
    try:
        return Saying.model_validate(document)
    except ValidationError as error:
        faults = [Fault(pointer_in(document, one["loc"]), one["type"], said(one)) for one in error.errors()]
        raise Invalid(faults[0].detail, faults) from None


def shown_findings(findings: Sequence[Finding]) -> list[MailFinding]:
    """Findings as they are answered."""
    return [
        MailFinding(level=one.level, code=one.code, pointer=one.pointer, line=one.line, detail=one.detail)
        for one in findings
    ]


def _shown(one: Template, language: str) -> MailTemplateOut:
    return MailTemplateOut(
        id=str(one.id), name=one.name, kind=one.saying.kind, state=one.state,
        subject=one.saying.in_language(None, shop=language)[1].subject, codes=list(one.saying.languages),
        revision=one.revision, version=one.version, needs=list(one.needs), starter=one.starter,
        created_at=one.created_at, updated_at=one.updated_at,
    )  # fmt: skip


def _whole(unit: Unit, one: Template, language: str, actor: Actor) -> MailTemplate:
    by = access.name_for(unit, one.updated_by, asking=actor.name, scopes=actor.scopes)
    return MailTemplate(**_shown(one, language).model_dump(), languages=one.saying.languages, updated_by=by)


def _version(unit: Unit, one: Published, actor: Actor) -> MailTemplateVersion:
    by = access.name_for(unit, one.created_by, asking=actor.name, scopes=actor.scopes)
    return MailTemplateVersion(
        version=one.version, name=one.name, kind=one.saying.kind, languages=one.saying.languages, needs=list(one.needs),
        created_at=one.created_at, created_by=by,
    )  # fmt: skip


def _variable(one: Variable) -> MailVariable:
    fields = [_variable(field) for field in one.fields]
    return MailVariable(name=one.name, type=one.type, says=one.says, open=one.open, given=one.given, fields=fields)
