"""Who is in which segments: the tables of bits that come along with questions, and the same as arrays."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from regulars.rules.query import BITS

from .model.stays import Held, Ids


def which() -> ir.Table:
    """The segments with their numbers, and where their bits are."""
    return ibis.table({"segment": "int32", "id": "string", "word": "int32", "mask": "int64"}, name="which")


def numbered(ids: Sequence[str]) -> pa.Table:
    """What `which` stands for."""
    return pa.table({
        "segment": pa.array(range(len(ids)), pa.int32()),
        "id": pa.array(ids, pa.string()),
        "word": pa.array([n // BITS for n in range(len(ids))], pa.int32()),
        "mask": pa.array([1 << n % BITS for n in range(len(ids))], pa.int64()),
    })  # fmt: skip


def held_in(bits: pa.Table) -> Held:
    """A table of `customer_id`, `bits0` … as arrays."""
    return ids_of(bits), [bits[name].to_numpy().view(np.uint64) for name in bits.column_names[1:]]


def ids_of(rows: pa.Table) -> Ids:
    """Whose the rows are."""
    ids: Ids = rows["customer_id"].to_numpy().astype(np.int32, copy=False)
    return ids
