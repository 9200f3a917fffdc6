"""What is done to templates: begun, saved, published, taken back to an earlier version, archived.

Saving changes the draft and nothing that is sent. Publishing checks it, compiles it
and makes a version; versions never change. Each save names the revision that it
was made from, so that two who edit at once lose nothing: the second is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from regulars.books import Unit
from regulars.core.errors import Conflict, Fault, Invalid
from regulars.core.sentences import say
from regulars.messaging.model.templates import Saying
from regulars.messaging.rendering.checking import check
from regulars.messaging.rendering.lines import in_line
from regulars.rules.fold import refuse_taken

from . import kept
from .kept import Template
from .tables import mail_template, mail_template_version

MOST_CHARACTERS = 1_000_000
"""All languages together; what is compiled of them is kept with each version."""


class TemplateChanged(Conflict):
    """Somebody else saved it meanwhile."""

    code = "mail_template.changed"

    def __init__(self, id: int, revision: int, by: str) -> None:
        super().__init__(say("the template was saved by somebody else meanwhile; look at both and save again"))
        self.id = str(id)
        self.revision = revision
        self.changed_by = by


class TemplateArchived(Conflict):
    """It is archived, and so neither edited nor published."""

    code = "mail_template.archived"

    def __init__(self, id: int) -> None:
        super().__init__(say("the template is archived; restore it first"))
        self.id = str(id)


class TemplateInUse(Conflict):
    """Something still sends by it."""

    code = "mail_template.in_use"

    def __init__(self, name: str, used_by: Sequence[str]) -> None:
        super().__init__(say("mails are sent by {name!r} in {used_by}; change those first", name=name, used_by=used_by))
        self.used_by = list(used_by)


def create(unit: Unit, saying: Saying, *, name: str, starter: str | None = None) -> Template:
    """Begin a template; raises `NameTaken`, and `Invalid` when it is too long."""
    unit.hold_names()
    _check_name(unit, name)
    _check_size(saying)
    id = unit.connection.scalar(
        sa.insert(mail_template)
        .values(
            name=name.strip(), kind=saying.kind, draft=saying.model_dump(mode="json"), revision=1, starter=starter,
            created_at=unit.now, updated_at=unit.now, updated_by=unit.actor,
        )
        .returning(mail_template.c.id)
    )  # fmt: skip
    assert id is not None
    unit.audit("mail_template.created", f"mail_template:{id}", {"name": name, "starter": starter})
    return kept.get(unit, id)


def save(unit: Unit, id: int, *, revision: int, name: str | None = None, saying: Saying | None = None) -> Template:
    """Change the draft; raises `TemplateChanged` when `revision` is not the present one, and as `create` does."""
    unit.hold_names()
    before = _editable(unit, id, revision)
    name = before.name if name is None else name.strip()
    saying = saying or before.saying
    if (name, saying) == (before.name, before.saying):
        return before
    if name != before.name:
        _check_name(unit, name, of=id)
    _check_size(saying)
    _update(unit, before, name=name, kind=saying.kind, draft=saying.model_dump(mode="json"), revision=revision + 1)
    changed = sorted(code for code in before.saying.languages.keys() | saying.languages.keys()
                     if before.saying.languages.get(code) != saying.languages.get(code))  # fmt: skip
    unit.audit("mail_template.saved", f"mail_template:{id}", {"name": name, "languages": changed})
    return kept.get(unit, id)


def publish(unit: Unit, id: int, *, revision: int, shop_language: str) -> Template:
    """Make a version of the draft; raises `Invalid` with everything that is wrong with it, and `TemplateChanged`."""
    before = _editable(unit, id, revision)
    if before.state == "published":
        return before
    found, findings = check(before.saying, shop_language=shop_language)
    errors = [one for one in findings if one.level == "error"]
    if errors:
        where = [in_line(one.line, one.detail) if one.line else one.detail for one in errors]
        faults = [Fault(one.pointer, one.code, told) for one, told in zip(errors, where, strict=True)]
        raise Invalid(say("the template can't be published as it is; see what is wrong in it"), faults)
    assert found.version is not None
    number = before.version + 1
    unit.connection.execute(
        sa.insert(mail_template_version).values(
            template_id=id, version=number, name=before.name, document=before.saying.model_dump(mode="json"),
            compiled=found.version.model_dump(mode="json"), uses=list(found.version.uses), needs=list(found.version.needs),
            created_at=unit.now, created_by=unit.actor,
        )
    )  # fmt: skip
    _update(unit, before, version=number, version_revision=revision)
    unit.audit("mail_template.published", f"mail_template:{id}", {"name": before.name, "version": number})
    return kept.get(unit, id)


def take_back(unit: Unit, id: int, number: int, *, revision: int) -> Template:
    """Make the draft say what a version said; what is sent stays as it is until that is published."""
    before = _editable(unit, id, revision)
    old = kept.version(unit, id, number)
    if old.saying == before.saying:
        return before
    _update(unit, before, kind=old.saying.kind, draft=old.saying.model_dump(mode="json"), revision=revision + 1)
    unit.audit("mail_template.taken_back", f"mail_template:{id}", {"name": before.name, "version": number})
    return kept.get(unit, id)


def archive(unit: Unit, id: int, *, used_by: Sequence[str] = ()) -> Template:
    """Offer it no more; mails that were decided are still written by their versions. Raises `TemplateInUse` where something
    is to send more of them."""
    before = kept.get(unit, id, lock=True)
    if before.archived_at is None:
        if used_by:
            raise TemplateInUse(before.name, used_by)
        _update(unit, before, archived_at=unit.now)
        unit.audit("mail_template.archived", f"mail_template:{id}", {"name": before.name})
    return kept.get(unit, id)


def restore(unit: Unit, id: int) -> Template:
    """Offer it again; raises `NameTaken` when another has its name now."""
    unit.hold_names()
    before = kept.get(unit, id, lock=True)
    if before.archived_at is not None:
        _check_name(unit, before.name, of=id)
        _update(unit, before, archived_at=None)
        unit.audit("mail_template.restored", f"mail_template:{id}", {"name": before.name})
    return kept.get(unit, id)


def _editable(unit: Unit, id: int, revision: int) -> Template:
    before = kept.get(unit, id, lock=True)
    if before.archived_at is not None:
        raise TemplateArchived(id)
    if before.revision != revision:
        raise TemplateChanged(id, before.revision, before.updated_by)
    return before


def _update(unit: Unit, before: Template, **values: Any) -> None:
    told = {"updated_at": unit.now, "updated_by": unit.actor}
    unit.connection.execute(sa.update(mail_template).where(mail_template.c.id == before.id).values(**values, **told))


def _check_name(unit: Unit, name: str, *, of: int | None = None) -> None:
    """Raises `NameTaken`; what is archived takes its name from nobody."""
    one = mail_template.c
    others = sa.select(one.name).where(one.archived_at.is_(None), one.id.is_distinct_from(of))
    refuse_taken("a mail template", name, unit.connection.scalars(others))


def _check_size(saying: Saying) -> None:
    size = sum(len(content.body) + len(content.text or "") for content in saying.languages.values())
    if size > MOST_CHARACTERS:
        told = say(
            "all languages together may have {most_characters:,} characters, and these have {size:,}",
            most_characters=MOST_CHARACTERS,
            size=size,
        )
        raise Invalid(told, [Fault("/languages", "too_long", told)])
