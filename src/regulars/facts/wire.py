"""How questions and refusals travel between the worker and whoever asks it.

A question is a head of JSON (SQL by name, variables) followed by its small
tables as Arrow streams, each part with its length before it. Nothing that is
read here can do anything but be compared.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

import orjson
import pyarrow as pa

from regulars.core.errors import Fault, Invalid, Refusal
from regulars.core.sentences import read, written

from . import refusals
from .attributes import BadDeclaration

_LENGTH = struct.Struct("<Q")
REFUSALS: dict[str, type[Refusal]] = {
    kind.code: kind
    for kind in vars(refusals).values()
    if isinstance(kind, type) and issubclass(kind, Refusal) and kind is not Refusal
} | {BadDeclaration.code: BadDeclaration}


@dataclass(frozen=True, slots=True)
class Call:
    """Questions by name, with the tables and variables they are asked with."""

    questions: Mapping[str, str]
    tables: Mapping[str, pa.Table] = field(default_factory=dict)
    settings: Mapping[str, datetime | date] = field(default_factory=dict)

    def pack(self) -> bytes:
        head = {"questions": dict(self.questions), "tables": list(self.tables), "settings": _written(self.settings)}
        return b"".join(_framed([orjson.dumps(head), *map(streamed, self.tables.values())]))

    @classmethod
    def unpack(cls, data: bytes) -> Call:
        head, *streams = _parts(data)
        said = orjson.loads(head)
        tables = {name: read_stream(stream) for name, stream in zip(said["tables"], streams, strict=True)}
        return cls(said["questions"], tables, _read(said["settings"]))


def _written(settings: Mapping[str, datetime | date]) -> dict[str, list[str]]:
    kinds = {True: "instant", False: "date"}
    return {name: [kinds[isinstance(value, datetime)], value.isoformat()] for name, value in settings.items()}


def _read(settings: Mapping[str, list[str]]) -> dict[str, datetime | date]:
    return {
        name: datetime.fromisoformat(text) if kind == "instant" else date.fromisoformat(text)
        for name, (kind, text) in settings.items()
    }


def _framed(parts: Iterable[bytes]) -> Iterator[bytes]:
    for part in parts:
        yield _LENGTH.pack(len(part))
        yield part


def _parts(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        yield data[at : at + length]
        at += length


def streamed(table: pa.Table) -> bytes:
    """A table as an Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def read_stream(data: bytes) -> pa.Table:
    """The table of an Arrow stream."""
    return pa.ipc.open_stream(data).read_all()


def refusal_as_bytes(refusal: Refusal) -> bytes:
    """A refusal with its code, sentence and facts."""
    details = refusal.details()
    if isinstance(refusal, Invalid):
        details["errors"] = [asdict(fault) | {"detail": written(fault.detail)} for fault in refusal.errors]
    said: dict[str, Any] = {"code": refusal.code, "message": written(refusal.message), "details": details}
    return orjson.dumps(said, default=str)


def refusal_of(data: bytes) -> Refusal:
    """The refusal that was sent."""
    said = orjson.loads(data)
    kind = REFUSALS.get(said["code"], refusals.QuestionFailed)
    refusal = kind.__new__(kind)
    Refusal.__init__(refusal, read(said["message"]))
    vars(refusal).update(said["details"])
    if isinstance(refusal, Invalid):
        refusal.errors = [Fault(one["pointer"], one["code"], read(one["detail"])) for one in said["details"]["errors"]]
    return refusal
