"""The facts: the shop as columns, kept in one DuckDB file by one process.

`Facts` owns the file. It applies the journal in batches, each in one
transaction together with the position it leads to, and answers questions, which
always see whole batches. Any number of threads may ask while one applies.
"""

from __future__ import annotations

import gc
import json
import logging
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa

from regulars.core.currencies import PLACES
from regulars.journal import Batch
from regulars.rules.calendar import Calendar

from . import aside, changes, layout, macros, scores, searching
from .apply import apply_entries, part_after
from .apply.work import Memory
from .asking import Asking, Question, Settings
from .attributes import Attributes, Declaration
from .backfill import backfill, drop
from .changes import Index
from .columns import Row, instant_of
from .connecting import connected
from .meta import Meta
from .refusals import FactsFull, FactsUnusable
from .schema import TABLES
from .trouble import refused
from .values import Folds

log = logging.getLogger(__name__)

FORMAT = "8"
"""Of the tables; another one means that the file is made again from the journal."""

HOW_MANY_SET_ASIDE = "select count(*) as n from set_aside"
_DATED_AFTER = """
    select customer_id, epoch_us(max("at")) from (
        select customer_id, "at" from order_status union all select customer_id, refunded_at from refund
    ) where "at" > getvariable('dated_after') and customer_id is not null group by 1"""
_SET_ASIDE = "insert into set_aside values ($position, $type, $external_id, $customer_id, $reason)"


class Facts:
    """The facts of one installation.

    `path`: the file, or ":memory:". `currency`: the base currency. Raises
    `FactsBusy` when another process has the file, `FactsUnusable` when it isn't
    of this installation or of this version.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        calendar: Calendar,
        currency: str,
        memory_limit: str | None = None,
        threads: int | None = None,
    ) -> None:
        self.path, self.calendar, self.currency = str(path), calendar, currency
        folds = Folds({None: None, "": None})
        self.attributes = Attributes(PLACES[currency], calendar, folds)
        self._memory = Memory(PLACES[currency], self.attributes, folds)
        self._writing, self._laying = threading.Lock(), layout.Laying()
        self._con = connected(self.path, memory_limit, threads)
        self._asking = Asking(self._con, self.path)
        self._meta = Meta(self._con)
        try:
            self._prepare()
        except BaseException:
            self._con.close()
            raise

    def _prepare(self) -> None:
        """Make what is missing in the file, and read what it says of itself."""
        tables = {row[0] for row in self._con.execute("select table_name from duckdb_tables()").fetchall()}
        meant = {"format": FORMAT, "currency": self.currency, "time_zone": str(self.calendar.zone)}
        if not tables:
            self._con.begin()
            for name, columns in TABLES.items():
                self._con.execute(f'create table "{name}" ({columns})')
            self._con.executemany("insert into meta values (?, ?)", [*meant.items(), ("facts.position", "0")])
            self._con.commit()
        for name in TABLES.keys() - tables if tables else ():  # of what nothing was told before there was the table
            self._con.execute(f'create table "{name}" ({TABLES[name]})')
        self._con.execute(
            "alter table event add column if not exists by_page boolean"
        )  # so it is of a file made before
        searching.fill(self._con)
        self._changes = changes.Changes(self._con)
        self._meta.read()
        found = self._meta.all()
        differing = [name for name, value in meant.items() if found.get(name) != value]
        if differing:
            said = ", ".join(f"{name} {found.get(name)} instead of {meant[name]}" for name in differing)
            raise FactsUnusable(f"{self.path} has {said}")
        macros.install(self._con, self.calendar)
        self._scored = scores.Scored.of(found.get(scores.NOTE), self.position())
        for document in json.loads(found.get("attributes", "[]")):
            self.attributes.add(Declaration.of(document))

    def close(self) -> None:
        self._asking.close()
        self._con.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Where the facts stand

    def position(self) -> int:
        """The journal position up to which the facts are known; 0 is none."""
        return int(self._meta.get("facts.position") or 0)

    def horizon(self) -> datetime | None:
        """From this instant on the columns are the present; None when they always are."""
        horizon = self._meta.get("horizon")
        return None if horizon is None else instant_of(int(horizon))

    def dated_after(self, instant: datetime) -> list[tuple[int, datetime]]:
        """The customers whose orders have entries dated after an instant, each with the last: before that the columns
        show their orders as they will be."""
        found = self.ask(_DATED_AFTER, settings={"dated_after": instant})
        customers, instants = found.column(0).to_pylist(), found.column(1).to_pylist()
        return [(id, at) for id, us in zip(customers, instants, strict=True) if (at := instant_of(us)) is not None]

    # Applying

    def apply(self, batch: Batch) -> int:
        """Take a batch of the journal, in one transaction; gives the position that is reached.

        Entries up to the present position are passed over, so that a batch may
        come twice. One with an entry that can't be applied is taken in parts, each in a
        transaction, and that entry is set aside.
        """
        with self._writing:
            position = self.position()
            batch = part_after(batch, position)
            if not batch.entries:
                return position
            self._apply(batch)
            return batch.until

    def _apply(self, batch: Batch) -> None:
        try:
            self._apply_at_once(batch)
            return
        except Exception as error:
            if not aside.is_of_an_entry(error):
                raise
            if len(batch) == 1:
                self._set_aside(batch, error)
                return
        for half in aside.halves(batch):
            self._apply(half)

    def _set_aside(self, batch: Batch, error: Exception) -> None:
        """Pass over the one entry of a batch; what went wrong is raised when that has happened too often."""
        (entry,) = batch.entries
        if self.set_aside() >= aside.MOST:
            raise error
        self._apply_at_once(aside.emptied(batch), aside.noted(entry, error))
        log.error("the %s at position %d can't be applied and is set aside", entry.type, entry.position, exc_info=error)

    def _apply_at_once(self, batch: Batch, set_aside: Row | None = None) -> None:
        collecting = gc.isenabled()
        gc.disable()  # a batch makes hundreds of thousands of objects and no circles
        try:
            with self._changing():
                horizon = apply_entries(self._con, self._memory, batch)
                if set_aside is not None:
                    self._con.execute(_SET_ASIDE, set_aside)
                self._meta.note({"facts.position": str(batch.until)} | self._reached(horizon))
        finally:
            if collecting:
                gc.enable()

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """A transaction of the writer's own; raises what `trouble.refused` makes of an error of the database."""
        self._con.begin()
        try:
            yield
            self._con.commit()
            self._meta.committed()
        except BaseException as error:
            self._undo()
            if isinstance(error, duckdb.Error):
                raise refused(error, self.path) from error
            raise

    def _undo(self) -> None:
        """Nothing of the batch happened; what is in memory is read again."""
        self._memory.forget()
        self._meta.undone()
        with suppress(duckdb.Error):  # a failed commit has ended the transaction itself
            self._con.rollback()

    def _reached(self, horizon: int | None) -> dict[str, str]:
        before = self._meta.get("horizon")
        return {} if horizon is None or (before is not None and horizon <= int(before)) else {"horizon": str(horizon)}

    def set_aside(self) -> int:
        """How many entries could not be applied."""
        ((count,),) = self._con.cursor().execute(HOW_MANY_SET_ASIDE).fetchall()
        return int(count)

    # Asking

    def ask(
        self, question: Question, tables: Mapping[str, pa.Table] | None = None, settings: Settings | None = None
    ) -> pa.Table:
        """What a question finds: an ibis expression or its SQL, with small tables by name and variables.

        Raises what `ask_all` does, with what the database said.
        """
        return self.ask_all({"": question}, tables, settings)[""]

    def ask_all(
        self,
        questions: Mapping[str, Question],
        tables: Mapping[str, pa.Table] | None = None,
        settings: Settings | None = None,
    ) -> dict[str, pa.Table]:
        """What several questions find in one state of the facts, by their names; each may ask of what those before it found,
        as `found_NAME`. What a question finds whose name begins with `_` is for those after it alone, and isn't given.

        Raises `QuestionFailed` when it is a question that is at fault, `FactsStrained` or `FactsFull` when it isn't.
        """
        return self._asking.ask_all(questions, tables, settings)

    def must_be_one_select(self, sql: str) -> None:
        """Raises `QuestionFailed` for what isn't one: asked by others, nothing else is answered."""
        self._asking.must_be_one_select(sql)

    def ids(self, type: str, names: Collection[str]) -> dict[str, int]:
        """The dense ids of records by the shop's names for them; those never mentioned are left out."""
        keys = self._memory.keys[type]
        with self._writing:
            keys.meet(self._con.cursor(), names)
            found = {name: keys.get(name) for name in names}
        return {name: id for name, id in found.items() if id is not None}

    # Customers touched

    def touched(self, after: int, until: int | None = None, *, but: Collection[int] = ()) -> list[int]:
        """The customers that entries after a position, up to another, have touched, not counting those `but`."""
        upper = "" if until is None else f" and position <= {int(until)}"
        passed = f" and position not in ({', '.join(map(str, but))})" if but else ""
        query = f"select distinct customer_id from touched where position > {int(after)}{upper}{passed} order by 1"
        return [id for (id,) in self._con.cursor().execute(query).fetchall()]

    def forget_touched(self, until: int) -> None:
        """Reactions have passed a position; who was touched up to it is no longer needed."""
        with self._writing:
            self._con.execute("delete from touched where position <= ?", [until])

    # Next changes

    def keep_changes(self, indexes: Iterable[Index], notes: Mapping[str, str]) -> None:
        """Bring the index of next changes up to date, with notes of what it is up to date with."""
        with self._writing:
            self._changes.keep(indexes, notes, self._meta)

    def notes(self) -> Mapping[str, str]:
        """What the file says of itself, with the notes kept beside the index."""
        return self._meta.all()

    def next_change(self) -> datetime | None:
        """The earliest instant at which a customer must be asked about again."""
        return self._changes.first()

    def due(self, until: datetime) -> list[tuple[int, datetime]]:
        """The customers to ask about again, each with its instant, the earliest first."""
        return self._changes.due(until)

    # How rows lie

    def lay(self, now: datetime | None = None) -> str | None:
        """Lay one of the tables whose rows lie apart by customers, see `layout`, and give which; None when none has to be.

        Batches wait for as long as that takes, questions don't. At an instant only what may be done then. What there is no
        room for stays as it lies, for answers are the same.
        """
        local = None if now is None else self.calendar.wall(now)
        table = self._laying.next(self._con.cursor(), self.position(), local)
        if table is None:
            return None
        try:
            with self._writing, self._changing():
                self._meta.note(layout.lay(self._con, table))
        except (duckdb.Error, FactsFull) as error:
            log.warning("the rows of %s stay as they lie: %s", table, error)
            return None
        return table

    # Scores

    def score(self, now: datetime, *, again: bool = False) -> bool:
        """Score everybody for the local day of an instant; False when that was done, for it or a later one. `again`: that day once
        more, if nobody could be scored and something has come in since."""
        day = self.calendar.local_date(now)
        if not self._scored.is_due(day, self.position, again=again):
            return False
        with self._writing, self._changing():
            self._meta.note({scores.NOTE: (note := scores.compute(self._con, day, self.calendar.day_start(day)))})
        self._scored = scores.Scored.of(note, self.position())
        return True

    # Attributes

    def declare_attribute(self, declaration: Declaration) -> None:
        """Keep an attribute as a typed column, filled from what was sent so far; declaring it again changes its type."""
        declaration.check(PLACES[self.currency], self.calendar)
        with self._writing:
            before = self.attributes.get(declaration.subject, declaration.name)
            if before == declaration:
                return
            try:
                with self._changing():
                    self.attributes.add(declaration)
                    backfill(self._con, self.attributes, declaration, before)
                    self._note_attributes()
            except BaseException:
                self.attributes.remove(declaration, before)
                raise
            finally:
                self._memory.forget()

    def remove_attribute(self, subject: str, name: str) -> None:
        """Keep an attribute no longer as a column; nothing where it isn't one. The documents still have what was sent of it."""
        with self._writing:
            before = self.attributes.get(subject, name)
            if before is None:
                return
            try:
                with self._changing():
                    self.attributes.forget(before)
                    drop(self._con, before)
                    self._note_attributes()
            except BaseException:
                self.attributes.add(before)
                raise
            finally:
                self._memory.forget()

    def _note_attributes(self) -> None:
        self._meta.note({"attributes": json.dumps([one.document() for one in self.attributes])})
