"""The one MetaData that all tables of the books hang on, and the column types they share.

Slices declare their tables in `<slice>/tables.py` on `metadata`; how a table
came to be stands in `books/migrations`. Text that is compared byte by byte
(ids, keys, codes) is `CODE`: collated "C" on any server.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB

from regulars.core.sentences import all_read, all_written, read, written

metadata = MetaData(
    naming_convention={
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "pk": "%(table_name)s_pkey",
    }
)

INSTANT = DateTime(timezone=True)
CODE = Text(collation="C")
JSON = JSONB(none_as_null=True)


class Sentence(TypeDecorator[str]):
    """A sentence that is told in the language of whoever reads it, stored with its template (see `core.sentences`).

    Statements that are written by hand do the same with `written` and `read`.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else read(value)


class Sentences(TypeDecorator[Any]):
    """JSON in which some texts are sentences."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return all_written(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return all_read(value)


SENTENCE = Sentence()
SENTENCES = Sentences()
