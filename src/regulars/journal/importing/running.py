"""Running an import: a file through the door, chunk by chunk, from where it was stopped.

Each chunk is one transaction: its entries, its rejects and how far the import
is. So an import that was killed goes on with the next chunk, and nothing of a
chunk is there without the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from regulars.books import Books, Unit, leases
from regulars.books.jobs import Run
from regulars.journal.append import append
from regulars.journal.arriving import Arrival
from regulars.journal.deliver import door_of
from regulars.journal.door import Door, Draft
from regulars.journal.faults import BadDocument
from regulars.journal.remarks import remark
from regulars.journal.tables import import_run, journal

from . import refusals
from .completing import Completing
from .mapping import Mapping, parse_mapping
from .rejects import MOST_KEPT, Reject, keep, keep_remarks
from .sources import Came, Item, Source, content_of, open_source

CHUNK_ITEMS = 5_000
CHUNK_BYTES = 16 << 20
MOST_WORDS = 50
"""More words than these are no states."""

Tell = Callable[[int, int, str], None]
"""Told of progress: how much is done, of how much, and in what it is counted."""

Tried = Callable[[list[Draft]], None]
"""Given the documents that a dry run finds new."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is imported: what it holds, and what may come of it."""

    type: str | None = None
    mapping: Mapping | None = None
    live: bool = False
    asks_points: bool = False
    by_sight: bool = False
    """Whether the import page made the mapping; it changes only in which words is told what is wrong."""

    def told(self) -> dict[str, Any]:
        """The options as JSON, as far as the same file may be read otherwise by them."""
        mapping = self.mapping.model_dump(mode="json", by_alias=True, exclude_none=True) if self.mapping else None
        return {"type": self.type, "mapping": mapping, "live": self.live, "asks_points": self.asks_points}


@dataclass(frozen=True, slots=True)
class Import:
    """How an import stands. `accepted`, `repeated` and `refused` count documents of its file."""

    id: int | None
    name: str
    done: bool
    resumed: bool
    place: int = 0
    line: int = 0
    accepted: int = 0
    repeated: int = 0
    refused: int = 0
    remarked: int = 0
    """How many of its documents are taken, though something about them is to be known."""
    earlier: int = 0
    """How many documents an earlier run has brought in; those of the answer to a run are among the repeated."""
    rejects: list[Reject] = field(default_factory=list)
    """Of a dry run only; others are asked for with `rejects`."""
    remarks: list[Reject] = field(default_factory=list)
    """Of a dry run only; others are asked for with `remarks`."""
    lines: list[int] = field(default_factory=list)
    """Of a dry run only: the lines that would be refused with them."""
    came: Came = field(default_factory=lambda: Came([], {}))
    """Of a dry run only: those lines as they came."""

    def of_this_run(self) -> Import:
        """What this run found: whatever an earlier one has brought in is known by now."""
        return replace(self, accepted=self.accepted - self.earlier, repeated=self.repeated + self.earlier)


@dataclass(slots=True)
class _Chunk:
    """Documents read together, and what was wrong among them."""

    drafts: list[Draft] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    """What each of the drafts was read from."""
    rejects: list[Reject] = field(default_factory=list)
    remarks: list[Reject] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """All those of the documents that are refused."""
    refused: int = 0
    place: int = 0
    line: int = 0


def import_file(
    books: Books,
    path: Path,
    options: Options,
    *,
    actor: str = "system",
    name: str | None = None,
    dry_run: bool = False,
    asked_at: datetime | None = None,
    tell: Tell = lambda _done, _total, _unit: None,
    tried: Tried | None = None,
) -> Import:
    """Import a file, or go on with it; a file that was imported in the same way before is done at once.

    The answer counts what this run found; one that goes on for another says with `asked_at` since when it has been
    at it. With `dry_run` nothing is stored, and the answer says what would be. Raises `UnreadableFile`, `BadFile`.
    """
    source = open_source(path, options.type, options.mapping, by_sight=options.by_sight)
    door = door_of(books)
    name = name or path.name
    if dry_run:
        return _try(books, door, source, name, tell=tell, tried=tried)
    since = asked_at or books.clock()
    content = content_of(path, orjson.dumps(options.told(), option=orjson.OPT_SORT_KEYS))
    suffix = path.suffix.lstrip(".").lower()
    begun = books.perform(
        lambda unit: _begin(unit, content, name, format=suffix, options=options, size=source.size, since=since),
        actor=actor,
    )
    if begun.done:
        return begun.of_this_run()
    assert begun.id is not None
    with leases.alone(books, f"import:{begun.id}"):
        standing = books.perform(lambda unit: _take_up(unit, content, since), actor=actor)
        for chunk in () if standing.done else _chunks(books, door, source, standing):

            def store(unit: Unit, chunk: _Chunk = chunk, standing: Import = standing) -> Import:
                return _store(unit, standing, chunk, options)

            standing = books.perform(store, actor=actor)
            tell(standing.place, source.size, source.counted_in)
        if standing.refused and not standing.done:
            refusals.keep_rows(books, standing.id or 0, source)
        ended = standing if standing.done else books.perform(lambda unit: _end(unit, standing), actor=actor)
        return ended.of_this_run()


def import_job(run: Run, *, tried: Tried | None = None) -> dict[str, Any]:
    """The handler of "import" jobs; args: path, name, type, mapping (text or null), live, asks_points, by_sight, dry_run."""
    args = run.args
    mapping = parse_mapping(args["mapping"]) if args.get("mapping") else None
    options = Options(
        args.get("type") or None,
        mapping,
        live=bool(args.get("live", False)),
        asks_points=bool(args.get("asks_points", False)),
        by_sight=bool(args.get("by_sight", False)),
    )
    result = import_file(
        run.books,
        Path(args["path"]),
        options,
        actor=args.get("actor", "system"),
        name=args.get("name"),
        dry_run=bool(args.get("dry_run", False)),
        asked_at=run.created_at,
        tell=lambda done, total, _unit: run.progress(done, total),
        tried=tried,
    )
    told = asdict(result)
    told["rejects"] = [reject._asdict() for reject in result.rejects[:100]]
    told["remarks"] = [reject._asdict() for reject in result.remarks[:100]]
    told["words"] = unknown_words(result)
    del told["lines"], told["came"]
    return told


def unknown_words(tried: Import) -> dict[str, list[str]]:
    """By column, the texts of a trial that are none of the words that there are: for a person to say what each stands for."""
    header, rows = tried.came
    found: dict[str, dict[str, None]] = {}
    for line, column, code, _ in tried.rejects:
        if code == "literal_error" and column in header and line in rows:
            found.setdefault(column, {})[rows[line][header.index(column)].strip()] = None
    return {column: list(texts)[:MOST_WORDS] for column, texts in found.items()}


def _begin(unit: Unit, content: str, name: str, *, format: str, options: Options, size: int, since: datetime) -> Import:
    """The import of this content: as it stands, or begun."""
    unit.connection.execute(
        insert(import_run)
        .values(
            content=content, name=name, format=format, options=options.told(), live=options.live,
            asks_points=options.asks_points, actor=unit.actor, state="running", size=size, place=0, line=0,
            accepted=0, repeated=0, refused=0, remarked=0, started_at=unit.now,
        )
        .on_conflict_do_nothing()
    )  # fmt: skip
    return _standing(unit, sa.select(import_run).where(import_run.c.content == content), since)


def _take_up(unit: Unit, content: str, since: datetime) -> Import:
    """The import as it stands once a process that was killed over it has left its row: its last chunk may come late."""
    query = sa.select(import_run).where(import_run.c.content == content).with_for_update()
    standing = _standing(unit, query, since)
    if not standing.done:
        unit.audit("import.started", f"import:{standing.id}", {"name": standing.name, "place": standing.place})
    return standing


def _standing(unit: Unit, query: sa.Select[Any], since: datetime) -> Import:
    row = unit.connection.execute(query).one()
    return Import(
        row.id,
        row.name,
        done=row.state == "done",
        resumed=row.place > 0,
        place=row.place,
        line=row.line,
        accepted=row.accepted,
        repeated=row.repeated,
        refused=row.refused,
        remarked=row.remarked,
        earlier=row.accepted if row.started_at < since else 0,
    )


def _store(unit: Unit, standing: Import, chunk: _Chunk, options: Options) -> Import:
    """Append a chunk and note how far the import is; raises `LeaseLost` when somebody else has gone on with it."""
    mine = sa.select(import_run.c.id).where(import_run.c.id == standing.id, import_run.c.place == standing.place)
    if unit.connection.execute(mine.with_for_update()).one_or_none() is None:
        raise leases.LeaseLost(f"import:{standing.id}")
    answers = append(
        unit, chunk.drafts, live=options.live, asks_points=options.asks_points, deed=f"import:{standing.id}"
    )
    accepted = sum(answer.status == "accepted" for answer in answers)
    after = replace(
        standing,
        place=chunk.place,
        line=chunk.line,
        accepted=standing.accepted + accepted,
        repeated=standing.repeated + len(answers) - accepted,
        refused=standing.refused + chunk.refused,
        remarked=standing.remarked + len(chunk.remarks),
    )
    assert standing.id is not None
    keep(unit, standing.id, chunk.rejects)
    keep_remarks(unit, standing.id, chunk.remarks)
    refusals.keep_lines(unit, standing.id, chunk.lines)
    unit.connection.execute(
        sa.update(import_run)
        .where(import_run.c.id == standing.id)
        .values(
            place=after.place, line=after.line, accepted=after.accepted, repeated=after.repeated, refused=after.refused,
            remarked=after.remarked,
        )
    )  # fmt: skip
    return after


def _end(unit: Unit, standing: Import) -> Import:
    unit.connection.execute(
        sa.update(import_run).where(import_run.c.id == standing.id).values(state="done", finished_at=unit.now)
    )
    counts = {name: getattr(standing, name) for name in ("accepted", "repeated", "refused")}
    unit.audit("import.finished", f"import:{standing.id}", {"name": standing.name} | counts)
    return replace(standing, done=True)


def _try(books: Books, door: Door, source: Source, name: str, *, tell: Tell, tried: Tried | None) -> Import:
    """Read everything and store nothing."""
    standing, seen = Import(None, name, False, False), set[bytes]()
    for chunk in _chunks(books, door, source, standing):
        digests = [draft.digest for draft in chunk.drafts]
        with books.transaction() as unit:
            known = set(
                unit.connection.scalars(
                    sa.select(journal.c.digest).where(
                        journal.c.digest == sa.any_(sa.cast(digests, sa.ARRAY(sa.LargeBinary)))
                    )
                )
            )
        fresh = set(digests) - known - seen
        seen |= fresh
        if tried is not None:
            tried([draft for draft in chunk.drafts if draft.digest in fresh])
        standing = replace(
            standing,
            place=chunk.place,
            line=chunk.line,
            accepted=standing.accepted + len(fresh),
            repeated=standing.repeated + len(digests) - len(fresh),
            refused=standing.refused + chunk.refused,
            remarked=standing.remarked + len(chunk.remarks),
            rejects=standing.rejects + chunk.rejects,
            remarks=standing.remarks + chunk.remarks,
            lines=standing.lines + chunk.lines,
        )
        tell(standing.place, source.size, source.counted_in)
    return replace(standing, done=True, came=source.as_they_came(standing.lines[:MOST_KEPT]))


def _chunks(books: Books, door: Door, source: Source, standing: Import) -> Iterator[_Chunk]:
    """What is left of a file, as much at a time as one transaction takes."""
    chunk, items, size = _Chunk(), 0, 0
    for item in source.items(standing.place, standing.line):
        _take(door, source, item, Arrival(books.clock()), chunk)
        items, size = items + 1, size + len(item.raw)
        if items >= CHUNK_ITEMS or size >= CHUNK_BYTES:
            _complete(books, door, source, chunk)
            yield chunk
            chunk, items, size = _Chunk(), 0, 0
    if items:
        _complete(books, door, source, chunk)
        yield chunk


def _complete(books: Books, door: Door, source: Source, chunk: _Chunk) -> None:
    """Make the rows of a chunk the whole documents that they are with what is known."""
    if source.told is None:
        return
    completing, read = Completing(books, source.told, chunk.drafts), chunk.drafts
    chunk.drafts = []
    for n, (draft, item) in enumerate(zip(read, chunk.items, strict=True)):
        raw = completing.whole(n, draft, item.raw)
        try:
            whole = draft if raw is None else door.read(item.type, raw)
        except BadDocument as bad:
            _refuse(source, item, [source.reject(item, fault) for fault in bad.errors], chunk)
            continue
        completing.taken(whole)
        chunk.drafts.append(whole)


def _take(door: Door, source: Source, item: Item, arrival: Arrival, chunk: _Chunk) -> None:
    chunk.place, chunk.line = item.place, item.line
    found = list(item.rejects)
    if not found or item.rows:
        try:
            draft = door.read(item.type, item.raw, arrival)
        except BadDocument as bad:
            told = {(reject.line, reject.field) for reject in found}
            faults = (source.reject(item, fault) for fault in bad.errors)
            found += [reject for reject in faults if (reject.line, reject.field) not in told]
        else:
            if not found:
                chunk.drafts.append(draft)
                chunk.items.append(item)
                if (fault := remark(draft)) is not None:  # without what stands there, which outlives who is erased
                    chunk.remarks.append(source.reject(item, fault)._replace(reason=fault.detail))
                return
    _refuse(source, item, found, chunk)


def _refuse(source: Source, item: Item, found: list[Reject], chunk: _Chunk) -> None:
    chunk.refused += 1
    chunk.rejects += sorted(dict.fromkeys(found), key=lambda reject: reject.line)  # one cell may be several fields
    chunk.lines += source.lines_of(item)
