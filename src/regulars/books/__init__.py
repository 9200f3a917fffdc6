"""The books: what was decided, in PostgreSQL, never lost and never doubled."""

from .engine import Books
from .once import Key, KeyReused
from .refusals import DatabaseFull, DatabaseUnreachable, DatabaseUnsuitable
from .unit import Unit

__all__ = ["Books", "DatabaseFull", "DatabaseUnreachable", "DatabaseUnsuitable", "Key", "KeyReused", "Unit"]
