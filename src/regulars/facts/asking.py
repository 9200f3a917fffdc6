"""Questions of the facts: several in one state, each a statement that was parsed before."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeAlias

import duckdb
import ibis
import pyarrow as pa

from regulars.core.sentences import say

from . import relations
from .columns import literal
from .refusals import QuestionFailed
from .trouble import unanswered

Question: TypeAlias = ibis.Expr | str
Settings = Mapping[str, datetime | date]

BETWEEN = "_"
"""How the names of questions begin that only others ask about."""
ONE_SELECT = say("only a single SELECT is answered here")
PARSED = 256
"""Questions that are kept parsed: those asked again and again, with every batch."""
WRITTEN = 128
"""Expressions whose SQL is kept: lists are asked for anew whenever somebody looks."""
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")
"""A statement that was parsed before can be run in no other way without planning it twice; the copy costs far less."""


class Asking:
    """Asks one database; any number of threads may at once."""

    def __init__(self, con: duckdb.DuckDBPyConnection, path: str) -> None:
        self._con, self._path = con, path
        self._parsed = lru_cache(maxsize=PARSED)(_parsed)

    def close(self) -> None:
        """Statements that outlive the interpreter are complained of, a page of them."""
        self._parsed.cache_clear()

    def must_be_one_select(self, sql: str) -> None:
        """Raises `QuestionFailed` for anything that could change something, or that can't be read."""
        try:
            if self._parsed(sql).type == duckdb.StatementType.SELECT:
                return
        except (duckdb.Error, ValueError) as error:
            raise QuestionFailed(ONE_SELECT) from error
        raise QuestionFailed(ONE_SELECT)

    def ask_all(
        self,
        questions: Mapping[str, Question],
        tables: Mapping[str, pa.Table] | None = None,
        settings: Settings | None = None,
    ) -> dict[str, pa.Table]:
        """See `Facts.ask_all`."""
        cursor = self._con.cursor()
        try:
            for name, value in (settings or {}).items():
                cursor.execute(f'set variable "{name}" = {literal(value)}')
            for name, table in (tables or {}).items():
                cursor.register(name, table)
            cursor.execute("begin transaction read only")
            found: dict[str, pa.Table] = {}
            asked = {name: to_sql(question) for name, question in questions.items()}
            for name, sql in asked.items():
                found[name] = cursor.execute(self._parsed(sql)).to_arrow_reader().read_all()
                if any(f"found_{name}" in other for other in asked.values()):
                    cursor.register(f"found_{name}", found[name])
            return {name: table for name, table in found.items() if not name.startswith(BETWEEN)}
        except duckdb.Error as error:
            raise unanswered(error, self._path) from error
        finally:
            cursor.close()


def _parsed(sql: str) -> duckdb.Statement:
    """A question parsed, a ValueError when it is several: one over many segments takes longer to parse than to plan."""
    [statement] = duckdb.extract_statements(sql)
    return statement


def to_sql(question: Question) -> str:
    """A question as DuckDB's SQL; what has been asked before isn't written again."""
    return question if isinstance(question, str) else _written(question.op())


@lru_cache(maxsize=WRITTEN)
def _written(operation: Any) -> str:
    """The SQL of an expression: of its operation, for expressions can't be compared."""
    return relations.to_sql(operation.to_expr())
