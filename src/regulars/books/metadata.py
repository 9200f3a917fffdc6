"""The one MetaData that all tables of the books hang on, and the column types they share.

Slices declare their tables in `<slice>/tables.py` on `metadata`; how a table
came to be stands in `books/migrations`. Text that is compared byte by byte
(ids, keys, codes) is `CODE`: collated "C" on any server.
"""

from __future__ import annotations

from sqlalchemy import DateTime, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB

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
