"""Templates as they are read from the books."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from regulars.books import Unit
from regulars.books.names import called
from regulars.core.errors import NotFound
from regulars.messaging.model.templates import Kind, Saying
from regulars.messaging.rendering.compiling import Version

from .tables import mail_template, mail_template_version

State = Literal["draft", "published", "changed", "archived"]
KIND = "mail template"


@dataclass(frozen=True, slots=True)
class Template:
    """A template as it is now; `needs` are those of the version that was published last."""

    id: int
    name: str
    saying: Saying
    revision: int
    version: int
    version_revision: int | None
    needs: Sequence[str]
    starter: str | None
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime
    updated_by: str

    @property
    def state(self) -> State:
        """Where it is in its life; `changed`: it was published, and edited since."""
        if self.archived_at is not None:
            return "archived"
        if not self.version:
            return "draft"
        return "published" if self.version_revision == self.revision else "changed"


@dataclass(frozen=True, slots=True)
class Published:
    """A version that was published."""

    template_id: int
    version: int
    name: str
    saying: Saying
    needs: Sequence[str]
    created_at: datetime
    created_by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What whoever sends by a template must know of it: its latest version, 0 while there is none, and what that needs."""

    name: str
    kind: Kind
    version: int
    needs: Sequence[str]
    archived: bool


def get(unit: Unit, id: int, *, lock: bool = False) -> Template:
    """One template; raises `NotFound`."""
    query = _query().where(mail_template.c.id == id)
    if lock:
        query = query.with_for_update(of=mail_template)
    found = unit.connection.execute(query).one_or_none()
    if found is None:
        raise NotFound(KIND, str(id))
    return _template(found._mapping)


def listed(
    unit: Unit,
    *,
    search: str | None = None,
    kind: Kind | None = None,
    archived: bool = False,
    before: int | None = None,
    limit: int = 1_000,
) -> list[Template]:
    """Templates, the latest first."""
    one = mail_template.c
    query = _query().where(one.archived_at.is_not(None) if archived else one.archived_at.is_(None))
    query = query.where(called(unit, one.name, search))
    if kind is not None:
        query = query.where(one.kind == kind)
    if before is not None:
        query = query.where(one.id < before)
    return [_template(row._mapping) for row in unit.connection.execute(query.order_by(one.id.desc()).limit(limit))]


def versions(unit: Unit, id: int) -> list[Published]:
    """What was published of a template, the latest first."""
    one = mail_template_version.c
    query = sa.select(*_SHOWN).where(one.template_id == id).order_by(one.version.desc())
    return [_published(row._mapping) for row in unit.connection.execute(query)]


def version(unit: Unit, id: int, number: int) -> Published:
    """One version; raises `NotFound`."""
    one = mail_template_version.c
    query = sa.select(*_SHOWN).where(one.template_id == id, one.version == number)
    found = unit.connection.execute(query).one_or_none()
    if found is None:
        raise NotFound("version", f"{id}/{number}")
    return _published(found._mapping)


def compiled(unit: Unit, asked: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Version]:
    """What is written by, of versions of templates: by template and version; those that there are."""
    one = mail_template_version.c
    query = sa.select(one.template_id, one.version, one.compiled).where(
        sa.tuple_(one.template_id, one.version).in_(list(asked))
    )
    return {
        (row.template_id, row.version): Version.model_validate(row.compiled) for row in unit.connection.execute(query)
    }


def standing(unit: Unit, ids: Iterable[int]) -> dict[int, Standing]:
    """What is to be known of templates that something sends by, by their ids; of those that there are."""
    query = _query().where(mail_template.c.id.in_(list(ids)))
    found = (_template(row._mapping) for row in unit.connection.execute(query))
    return {
        one.id: Standing(one.name, one.saying.kind, one.version, one.needs, one.archived_at is not None)
        for one in found
    }


def advertises(unit: Unit, id: int) -> bool:
    """Whether mails by a template advertise; of one that is gone they would."""
    found = standing(unit, [id]).get(id)
    return found is None or found.kind == "marketing"


def asking_back(unit: Unit) -> tuple[int, int] | None:
    """The template that asks whether a subscription is meant, and its version: of those that need the link which confirms it and
    nothing else, the one that was changed last; None while there is none."""
    one, last = mail_template.c, mail_template_version.c
    query = (
        _query()
        .where(one.archived_at.is_(None), one.kind == "transactional", one.version > 0)
        .where(last.needs == sa.cast(["confirmation"], last.needs.type))
        .order_by(one.updated_at.desc(), one.id.desc())
        .limit(1)
    )
    found = unit.connection.execute(query).one_or_none()
    return None if found is None else (found.id, found.version)


_SHOWN = [column for column in mail_template_version.c if column.name != "compiled"]
"""What is shown of a version; what it was compiled to is long and for writing mails alone."""


def _query() -> sa.Select[Any]:
    one, last = mail_template, mail_template_version
    joined = sa.and_(last.c.template_id == one.c.id, last.c.version == one.c.version)
    return sa.select(one, last.c.needs).select_from(one.outerjoin(last, joined))


def _template(row: sa.RowMapping) -> Template:
    values: dict[str, Any] = dict(row)
    values.pop("kind")
    saying = Saying.model_validate(values.pop("draft"))
    return Template(saying=saying, **(values | {"needs": values["needs"] or []}))


def _published(row: sa.RowMapping) -> Published:
    return Published(
        row["template_id"], row["version"], row["name"], Saying.model_validate(row["document"]), row["needs"],
        row["created_at"], row["created_by"],
    )  # fmt: skip
