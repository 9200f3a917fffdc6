"""The books: where decisions are kept, and how a transaction on them is opened.

`Books` is one engine on one PostgreSQL database. `transaction()` is a plain
unit of work; `perform()` in unit.py's sense is what use cases go through: it
checks the idempotency key, can run dry, and tries again what the database
asked to be tried again.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import orjson
import psycopg
import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url

from regulars.settings import Settings, make_data_dir

from . import embedded, epoch, migrate, once, pinging, shop
from .alone import Alone
from .refusals import DatabaseUnsuitable, NothingHere, refusal_of
from .ringing import Ringer
from .unit import Unit

T = TypeVar("T")

OLDEST_SERVER = 150000
OPTIONS = "-c timezone=UTC -c idle_in_transaction_session_timeout=10min"
NAME = "regulars"
ATTEMPTS = 8
LOOKING = 10
"""So many look at once; others wait for a moment. A look within a look takes no second connection, so none waits for ever:
ten that each held one and wanted another did."""


def utc_now() -> datetime:
    """The time of day; everything else is handed the instant."""
    return datetime.now(UTC)


class Books:
    """One installation's database."""

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], datetime] = utc_now,
        pool_size: int = 10,
        data_dir: Path | None = None,
        embedded_in: Path | None = None,
    ) -> None:
        self.data_dir = data_dir
        self._embedded_in = embedded_in
        self.url = make_url(url).set(drivername="postgresql+psycopg")
        self.clock = clock
        self.engine = self._engine(pool_size=pool_size, max_overflow=20)
        self._looking = self._engine(
            pool_size=LOOKING, max_overflow=0, isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True
        )
        self._looked = threading.local()
        self._alone = Alone(self._single)
        self._ringer = Ringer(self.url)

    def _engine(self, **pool: Any) -> Engine:
        engine = sa.create_engine(
            self.url,
            json_serializer=_json,
            json_deserializer=orjson.loads,
            connect_args={"options": OPTIONS, "application_name": NAME},
            **pool,
        )
        pinging.if_doubtful(engine)
        return engine

    @classmethod
    def open(cls, settings: Settings, *, clock: Callable[[], datetime] = utc_now, begin: bool = True) -> Books:
        """The books that the settings name, started if they are ours to start, and brought up to date.

        Raises `NothingHere` where there are none and none are to be begun.
        """
        if not begin and not settings.database_url and not embedded.is_there(settings.data_dir):
            raise NothingHere(settings.data_dir)
        make_data_dir(settings.data_dir)
        url = settings.database_url or embedded.start(settings.data_dir)
        embedded_in = None if settings.database_url else settings.data_dir
        books = cls(url, clock=clock, data_dir=settings.data_dir, embedded_in=embedded_in)
        books.prepare()
        books.perform(lambda unit: shop.settle(unit, settings))
        return books

    def prepare(self) -> None:
        """Check that the database suits us and bring its tables up to date; safe to do from several processes at once."""
        with self._connect() as connection:
            version = connection.scalar(sa.text("select current_setting('server_version_num')::int"))
            if version < OLDEST_SERVER:
                raise DatabaseUnsuitable(
                    f"this is PostgreSQL {version // 10000}; Regulars needs 15 or newer: upgrade it or set another"
                    " REGULARS_DATABASE_URL"
                )
            migrate.upgrade(connection)
            epoch.notice(connection)
            connection.commit()

    @contextlib.contextmanager
    def transaction(self, actor: str = "system") -> Iterator[Unit]:
        """A unit of work, committed when the block ends and rolled back when it raises."""
        with self._connect() as connection:
            connection.begin()
            unit = Unit(connection, now=self.clock(), actor=actor)
            yield unit
            unit.flush()
            connection.commit()
            self._ringer.ring(unit.rings)

    @contextlib.contextmanager
    def looking(self) -> Iterator[Unit]:
        """For a few questions, each answered by what is committed when it is asked; nothing is to be written.

        What `transaction` would see too, without the round trips of its beginning and end. A generator hands nothing out
        while it looks: what looks meanwhile would use its connection.
        """
        within: Connection | None = getattr(self._looked, "connection", None)
        if within is not None:
            yield Unit(within, now=self.clock(), actor="system")
            return
        with self._connect(self._looking) as connection:
            self._looked.connection = connection
            try:
                yield Unit(connection, now=self.clock(), actor="system")
            finally:
                self._looked.connection = None

    def perform(
        self,
        deed: Callable[[Unit], T],
        *,
        actor: str = "system",
        key: once.Key | None = None,
        dry: bool = False,
    ) -> T:
        """Do a deed in one transaction and return its answer.

        With a `key` the answer (JSON) is kept 30 days, and a repeated call is answered with it without doing
        anything; the same key with another body raises `once.KeyReused`. `dry` does everything and rolls back.
        What fails by deadlock or serialisation is done again from the start, so a deed keeps nothing outside.
        """
        return _tried(lambda: self._perform_once(deed, actor, key, dry))

    def at_once(
        self, statement: bytes, parameters: Sequence[Any] | Mapping[str, Any], *, rings: Collection[str] = ()
    ) -> list[tuple[Any, ...]]:
        """Do one statement as a transaction of its own and return its rows; a deed that is no more takes a third of the trips so."""
        with _told():
            answer = _tried(lambda: self._alone.execute(statement, parameters))
        self._ringer.ring(rings)
        return answer

    def _perform_once(self, deed: Callable[[Unit], T], actor: str, key: once.Key | None, dry: bool) -> T:
        with self._connect() as connection:
            connection.begin()
            unit = Unit(connection, now=self.clock(), actor=actor)
            if key is not None and not dry:
                kept = once.claim(unit, key)
                if kept is not None:
                    return cast(T, kept.answer)
            answer = deed(unit)
            unit.flush()
            if dry:
                connection.rollback()
                return answer
            if key is not None:
                once.keep(unit, key, answer)
            connection.commit()
            self._ringer.ring(unit.rings)
            return answer

    @contextlib.contextmanager
    def _connect(self, engine: Engine | None = None) -> Iterator[Connection]:
        """A connection whose troubles are told as refusals; what wasn't committed is rolled back."""
        with _told(), self._connected(engine or self.engine) as connection:
            yield connection

    def _connected(self, engine: Engine) -> Connection:
        """A connection; an embedded server that is gone is started again."""
        try:
            return engine.connect()
        except sa.exc.OperationalError:
            if self._embedded_in is None:
                raise
            embedded.start(self._embedded_in)
            return engine.connect()

    def _single(self) -> psycopg.Connection[Any]:
        """A connection that commits each statement by itself."""
        url = self.url.set(drivername="postgresql").render_as_string(hide_password=False)

        def connect() -> psycopg.Connection[Any]:
            return psycopg.connect(url, autocommit=True, options=OPTIONS, application_name=NAME)

        try:
            return connect()
        except psycopg.OperationalError:
            if self._embedded_in is None:
                raise
            embedded.start(self._embedded_in)
            return connect()

    def shop(self) -> shop.Shop:
        """What this installation counts in."""
        with self.transaction() as unit:
            return shop.load(unit)

    def setting(self, name: str) -> object:
        """A stored setting of the installation, or None."""
        with self.transaction() as unit:
            return unit.setting(name)

    def close(self) -> None:
        """Let go of every connection, when what is pending was rung."""
        self._ringer.close()
        self.engine.dispose()
        self._looking.dispose()
        self._alone.close()


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Troubles of the database in the block are told as refusals."""
    try:
        yield
    except Exception as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def _tried(attempt: Callable[[], T]) -> T:
    """What an attempt gives, tried again when the database asks for it."""
    for n in range(1, ATTEMPTS + 1):
        try:
            return attempt()
        except (sa.exc.DBAPIError, psycopg.Error) as error:
            if n == ATTEMPTS or not _is_worth_another_try(error):
                raise
        time.sleep(random.uniform(0, 0.01 * 2**n))  # out of each other's way
    raise AssertionError


def _is_worth_another_try(error: sa.exc.DBAPIError | psycopg.Error) -> bool:
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    return getattr(cause, "sqlstate", None) in {"40001", "40P01", "55P03"}


def _json(value: object) -> str:
    return orjson.dumps(value).decode()
