"""Routes of imports: a file is sent, kept in the data directory, and taken through the door by the worker."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote

import orjson
import sqlalchemy as sa
from fastapi import APIRouter, Depends, File, Form, Header, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

from regulars.books import Key, Unit, jobs
from regulars.core.errors import Fault, Invalid, NotFound
from regulars.core.sentences import say
from regulars.flows import uploads
from regulars.http.actor import Actor
from regulars.http.asking import Deed, require
from regulars.http.cursors import USUAL, Cursor, Limit, Page, decode, page
from regulars.http.house import House, InHouse
from regulars.http.ids import number
from regulars.http.languages import Answering, Sentence
from regulars.http.problems import responses
from regulars.http.scopes import Scope
from regulars.journal.importing import (
    LINES,
    ROWS,
    counted_in,
    earlier,
    is_lines,
    look,
    notes,
    parse_mapping,
    refusals,
    rejects,
    remarks,
)
from regulars.journal.importing.sight import Kind, Sight
from regulars.journal.records import TYPES
from regulars.journal.tables import import_run

from .jobs import JobOut, job_out

router = APIRouter(prefix="/v1/imports", tags=["Records"], responses=responses(400, 401, 403))

Reading = Depends(require(Scope.IMPORTS_READ))
KINDS_OF_FILE = LINES + ROWS
_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in ("text/csv", "application/jsonl")
        },
    }
}


class ImportOut(BaseModel):
    """An import: `place` of `size` (bytes or rows) is done; documents are counted by what became of them.

    Of those taken or known, `remarked` have something about them that is to be known: no mail can be sent to the address."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    name: str
    format: str
    options: dict[str, Any]
    live: bool
    asks_points: bool
    actor: str
    state: str
    size: int
    place: int
    line: int
    accepted: int
    repeated: int
    refused: int
    remarked: int
    started_at: datetime
    finished_at: datetime | None


class RejectOut(BaseModel):
    """One fault: the line in the file, its column (in JSON lines a pointer), what is wrong and what to do."""

    line: int
    field: Sentence
    code: str
    reason: Sentence


class FileField(BaseModel):
    """A field that a column can be; one of a line of an order is written lines.NAME."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)

    name: str
    label: Sentence
    """What the import page calls it."""
    kind: Kind
    required: bool
    choices: list[str]
    """The only words that it can be."""


class FileColumn(BaseModel):
    """A column, some of what stands in it, and the field it seems to be."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)

    name: str
    samples: list[str]
    field: str | None
    format: str | None
    """How its dates are written, in the letters of strptime, where it holds dates."""
    values: dict[str, dict[str, str]]
    """By field: what its texts would stand for."""
    words: list[str]
    """All the texts in it, where they are few enough to be told what each stands for."""


class FileSight(BaseModel):
    """What a CSV shows at first sight: a proposal to look over."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True)

    type: str
    """What the rows seem to be, where it wasn't said."""
    delimiter: str
    encoding: str
    decimal: Literal[".", ","]
    thousands: str | None
    """What stands between thousands, if anything."""
    columns: list[FileColumn]
    fields: list[FileField]
    takes_own: bool
    """Whether a column can be a value of the shop's own."""
    as_before: bool
    """Whether the fields are those that were chosen for the file before with these columns."""


MOST_LOOKED_AT_BYTES = 1 << 18


@router.post("/columns", operation_id="lookAtImport", dependencies=[Reading], responses=responses(422))
def look_at_columns(
    house: InHouse,
    head: Annotated[UploadFile, File(description="The beginning of a CSV; no more than 256 kB of it are read.")],
    whole: Annotated[bool, Form(description="Whether this is all of the file.")] = True,
    type: Annotated[str | None, Form(description="The record type, where it is known.")] = None,
) -> FileSight:
    """Look at the beginning of a CSV and propose which column is which field. Nothing is kept and nothing is taken."""
    if type is not None and type not in TYPES:
        said = say("there is no type {type!r}; there are {types}", type=type, types=", ".join(TYPES))
        raise Invalid(said, [Fault("/type", "type", said)])
    begins = head.file.read(MOST_LOOKED_AT_BYTES + 1)
    cut = len(begins) > MOST_LOOKED_AT_BYTES

    def seen_as(type_: str | None) -> Sight:
        return look(begins[:MOST_LOOKED_AT_BYTES], type_=type_, language=house.shop.language, whole=whole and not cut)

    seen = seen_as(type)
    with house.books.transaction() as unit:
        before = earlier.mapping_before(unit, [column.name for column in seen.columns], type)
    if before is not None:
        seen = earlier.as_before(seen if seen.type == before.type else seen_as(before.type), before)
    return FileSight.model_validate(seen)


@router.post("", operation_id="createImport", status_code=202, responses=responses(422, 507))
def create_import(
    *,
    house: InHouse,
    actor: Annotated[Actor, Depends(require(Scope.IMPORTS_WRITE))],
    file: Annotated[UploadFile, File(description="JSON lines, CSV or Parquet.")],
    mapping: Annotated[str | None, Form(description="Which column is which field; CSV and Parquet need one.")] = None,
    type: Annotated[str | None, Form(description="The record type, where the file doesn't say.")] = None,
    live: Annotated[bool, Form(description="Whether it happened just now.")] = False,
    asks_points: Annotated[bool, Form(description="Whether orders of history earn points all the same.")] = False,
    dry_run: Annotated[bool, Form(description="Only say what would become of each row.")] = False,
    by_sight: Annotated[
        bool,
        Form(
            description="Whether a page made the mapping, so that what is refused is told to somebody who never saw it."
        ),
    ] = False,
    idempotency_key: Annotated[
        str | None, Header(min_length=1, max_length=255, description="The same key again gives the same answer.")
    ] = None,
) -> JobOut:
    """Import a file. The same file sent again is done at once: nothing is taken twice."""
    name = Path(file.filename or "import").name
    if not name.lower().endswith(KINDS_OF_FILE):
        said = say(
            "a file ends in one of {kinds_of_file}, according to what is in it", kinds_of_file=", ".join(KINDS_OF_FILE)
        )
        raise Invalid(said, [Fault("/file", "format", said)])
    known = parse_mapping(mapping) if mapping else None
    data_dir = house.settings.data_dir
    uploads.sweep(house.books, data_dir / uploads.UPLOADS)
    kept = uploads.keep(data_dir, name, file.file)
    args = {
        "name": name, "type": type, "mapping": mapping, "live": live, "asks_points": asks_points, "dry_run": dry_run,
        "by_sight": by_sight, "actor": actor.name,
    }  # fmt: skip
    key = _key(actor, idempotency_key, args, kept.digest)
    kept_args: dict[str, Any] = {"path": str(kept.path)}
    if by_sight and known is not None:
        kept_args["columns"] = earlier.columns_of(kept.path, known)
    is_needed = False

    def work(unit: Unit) -> JobOut:
        nonlocal is_needed
        is_needed = True
        title = say("Trial import of {name}", name=name) if dry_run else say("Import of {name}", name=name)
        made = jobs.enqueue(unit, "import", title, args | kept_args, counted_in=counted_in(name))
        unit.audit("import.asked", f"job:{made}", {"name": name, "live": live, "dry_run": dry_run})
        return job_out(jobs.get(unit, made))

    try:
        return JobOut.model_validate(Deed(house, actor, key).do(work))
    except Exception as error:
        is_needed = jobs.passes(error)  # the job may have been made, and only its answer lost
        raise
    finally:
        if not is_needed:
            uploads.discard(kept.path)


@router.get("", operation_id="listImports", dependencies=[Reading])
def list_imports(house: InHouse, limit: Limit = USUAL, cursor: Cursor = None) -> Page[ImportOut]:
    """Imports, the latest first."""
    after = decode("imports", cursor, int)
    query = sa.select(import_run).order_by(import_run.c.id.desc()).limit(limit + 1)
    if after:
        query = query.where(import_run.c.id < after[0])
    with house.books.transaction() as unit:
        rows = unit.connection.execute(query).all()
    return page("imports", rows, limit, key=lambda row: [row.id], show=_import)


@router.get("/{id}", operation_id="getImport", dependencies=[Reading], responses=responses(404))
def get_import(id: str, house: InHouse) -> ImportOut:
    """How an import stands."""
    with house.books.transaction() as unit:
        return _import(_row(unit, id))


@router.get("/{id}/rejects", operation_id="listImportRejects", dependencies=[Reading], responses=responses(404))
def list_rejects(id: str, house: InHouse, limit: Limit = USUAL, cursor: Cursor = None) -> Page[RejectOut]:
    """What was refused of an import, in the order of the file."""
    after = decode("rejects", cursor, int)
    with house.books.transaction() as unit:
        found = rejects(unit, _row(unit, id).id, after=after[0] if after else 0, limit=limit + 1)
    return page("rejects", found, limit, key=lambda row: [row[0]], show=lambda row: RejectOut(**row[1]._asdict()))


@router.get("/{id}/remarks", operation_id="listImportRemarks", dependencies=[Reading], responses=responses(404))
def list_remarks(id: str, house: InHouse, limit: Limit = USUAL, cursor: Cursor = None) -> Page[RejectOut]:
    """What is to be known of rows that an import took all the same, in the order of the file."""
    after = decode("remarks", cursor, int)
    with house.books.transaction() as unit:
        found = remarks(unit, _row(unit, id).id, after=after[0] if after else 0, limit=limit + 1)
    return page("remarks", found, limit, key=lambda row: [row[0]], show=lambda row: RejectOut(**row[1]._asdict()))


@router.get(
    "/{id}/rejects/export",
    operation_id="exportImportRejects",
    response_class=StreamingResponse,
    dependencies=[Reading],
    responses=responses(404) | _FILE,
)
def export_rejects(id: str, house: InHouse, language: Answering) -> StreamingResponse:
    """The rows that were refused, as they came, each with its line, the column and the value that is wrong, and why, behind
    it. Mended and sent again it is read by the same mapping. All rows of a record that is refused are there. Rows are kept
    for 30 days; later, what was wrong in them is told without them.

    Of rows it is a CSV, in which texts that a spreadsheet would calculate have an apostrophe before them, which importing
    takes away. Of JSON lines it is JSON lines, each under a line `{"refused": {"line", "field", "value", "reason"}}` for each
    of its faults; importing passes these over.
    """
    with house.books.transaction() as unit:
        row = _row(unit, id)
        header = refusals.header_of(unit, row.id)
    name = quote(refusals.file_name(row.name, language))
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    if is_lines(row.name):
        noted = notes.Noted(language=language).bytes(_refusals(house, row.id))
        return StreamingResponse(noted, media_type="application/jsonl", headers=headers)
    mapping = parse_mapping(orjson.dumps(row.options["mapping"]).decode()) if row.options.get("mapping") else None
    how = {"delimiter": mapping.delimiter, "encoding": mapping.encoding} if mapping else {}
    sheet = refusals.Sheet(header, **how, language=language)
    rows = chain([sheet.names()], map(sheet.row, _refusals(house, row.id)))
    charset = "" if mapping is None else mapping.encoding
    return StreamingResponse(sheet.bytes(rows), media_type=f"text/csv; charset={charset or 'utf-8'}", headers=headers)


def _refusals(house: House, import_id: int) -> Iterator[refusals.Refusal]:
    after = 0
    while True:
        with house.books.transaction() as unit:
            found = refusals.refusals(unit, import_id, after=after)
        if not found:
            return
        yield from found
        after = found[-1].line


def _key(actor: Actor, said: str | None, args: Mapping[str, Any], digest: bytes) -> Key | None:
    """What makes two calls the same: a file is read as it comes, so its digest stands for it."""
    if said is None:
        return None
    return Key(
        actor.name,
        f"POST {router.prefix}",
        said,
        hashlib.sha256(orjson.dumps(args, option=orjson.OPT_SORT_KEYS) + digest).digest(),
    )


def _row(unit: Unit, id: str) -> sa.Row[Any]:
    row = unit.connection.execute(sa.select(import_run).where(import_run.c.id == number(id, "import"))).one_or_none()
    if row is None:
        raise NotFound("import", id)
    return row


def _import(row: sa.Row[Any]) -> ImportOut:
    return ImportOut(**{**row._mapping, "id": str(row.id)})
