"""Bring the tables of a database up to date, once, whoever comes first."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from .refusals import DatabaseUnsuitable

LOCK = 0x5265_6775_6C61_7273  # "Regulars"


def upgrade(connection: Connection) -> None:
    """Run the migrations that are missing and commit; raises `DatabaseUnsuitable` for a database ahead of us."""
    connection.execute(sa.text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    present = set(MigrationContext.configure(connection).get_current_heads())
    if not present <= known:
        raise DatabaseUnsuitable("the database was written by a newer Regulars; install that version or a newer one")
    if present != set(scripts.get_heads()):
        command.upgrade(config, "heads")
    connection.commit()
