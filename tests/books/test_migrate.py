"""Who opens the books finds their tables up to date, or is told why not."""

from __future__ import annotations

import threading

import psycopg
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from regulars.books import Books, DatabaseUnsuitable, migrate


def test_the_last_migrations_are_read_off_the_files() -> None:
    scripts = ScriptDirectory(str(migrate.MIGRATIONS))

    known, heads = migrate._revisions()

    assert known == {script.revision for script in scripts.walk_revisions()}
    assert heads == set(scripts.get_heads())


def test_several_may_open_an_empty_database_at_once(books: Books, server: str, books_url: str) -> None:
    name = sa.make_url(books_url).database
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"create database empty_{name}".encode())
    url = sa.make_url(books_url).set(database=f"empty_{name}").render_as_string(hide_password=False)
    others = [Books(url) for _ in range(3)]

    threads = [threading.Thread(target=other.prepare) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert others[0].setting("shop") is None
    for other in others:
        other.close()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database empty_{name} with (force)".encode())


def test_what_can_be_taken_back_is_and_comes_again(books: Books) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS).replace("%", "%%"))
    with books.transaction() as unit:
        config.attributes["connection"] = unit.connection
        command.downgrade(config, "points_correct")
        columns = sa.text("select column_name from information_schema.columns where table_name = 'points_lot'")
        before = set(unit.connection.scalars(columns))
        command.upgrade(config, "heads")
        after = set(unit.connection.scalars(columns))

    assert after - before == {"awaits"}


def test_a_database_ahead_of_us_is_left_alone(books: Books) -> None:
    with books.transaction() as unit:
        unit.driver.execute("update alembic_version set version_num = 'from_the_future'")

    with pytest.raises(DatabaseUnsuitable, match="newer"):
        books.prepare()
