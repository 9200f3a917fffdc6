"""Bring the tables of a database up to date, once, whoever comes first."""

from __future__ import annotations

import re
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection

from .refusals import DatabaseUnsuitable

LOCK = 0x5265_6775_6C61_7273  # "Regulars"
MIGRATIONS = Path(__file__).parent / "migrations"
_REVISION = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)
_DOWN = re.compile(r'^down_revision = "(\w+)"$', re.MULTILINE)


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing and commit; raises `DatabaseUnsuitable` for a database ahead of us."""
    connection.execute(sa.text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    known, heads = _revisions()
    present = _present(connection)
    if not present <= known:
        raise DatabaseUnsuitable("the database was written by a newer Regulars; install that version or a newer one")
    if present != heads:
        _run(connection)
    connection.commit()


def _revisions() -> tuple[set[str], set[str]]:
    """All migrations there are, and the last of them; read off the files, for Alembic takes its time to import."""
    texts = [path.read_text("utf-8") for path in (MIGRATIONS / "versions").glob("*.py")]
    known = {revision for text in texts for revision in _REVISION.findall(text)}
    return known, known - {down for text in texts for down in _DOWN.findall(text)}


def _present(connection: Connection) -> set[str]:
    if connection.scalar(sa.text("select to_regclass('alembic_version')")) is None:
        return set()
    return set(connection.scalars(sa.text("select version_num from alembic_version")))


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "heads")
