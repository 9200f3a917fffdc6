"""Bitmaps of customers: from a query's answers and back, and as bytes in the books.

Customers' ids are dense and small, so a set of them is a Roaring bitmap: a
million members in a few kilobytes to a hundred, and set operations in
microseconds.
"""

from __future__ import annotations

import array
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import numpy as np
import pyarrow as pa
from pyroaring import BitMap

from regulars.rules.query import BITS, OWN, Question, Spread

from .hidden import is_hidden


def from_answers(answers: pa.Table, count: int) -> list[BitMap]:
    """The members of each of `count` conditions, from the columns `customer_id`, `bits0` … of a compiled question."""
    ids = answers["customer_id"].to_numpy().astype(np.uint32)
    order = np.argsort(ids)
    ids = ids[order]
    members: list[BitMap] = []
    for column in range((count + BITS - 1) // BITS):
        bits = answers[f"bits{column}"].to_numpy()[order]
        rows = np.unpackbits(bits.view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
        by_bit = np.ascontiguousarray(rows.T).view(np.bool_)
        members += [from_sorted(ids[by_bit[bit]]) for bit in range(min(BITS, count - len(members)))]
    return members


def from_sorted(ids: np.ndarray) -> BitMap:
    """A bitmap of ascending ids; through `array`, which is copied as a block and not number by number."""
    return BitMap(array.array("I", ids.astype(np.uint32).tobytes()))


def ids_of(members: BitMap) -> np.ndarray:
    """The ids in a bitmap, ascending, as int32."""
    return np.asarray(members.to_array(), dtype=np.uint32).astype(np.int32)


def as_bits(segments: Sequence[BitMap]) -> pa.Table:
    """Who is in which of some segments, in the columns `customer_id`, `bits0` …: a row for everybody in any of them."""
    ids = ids_of(BitMap.union(BitMap(), *segments))
    columns: dict[str, pa.Array] = {"customer_id": pa.array(ids)}
    for word in range((len(segments) + BITS - 1) // BITS):
        bits = np.zeros(len(ids), np.int64)
        for n, held in enumerate(segments[word * BITS : (word + 1) * BITS]):
            bits[np.searchsorted(ids, ids_of(held))] |= 1 << n
        columns[f"bits{word}"] = pa.array(bits)
    return pa.table(columns)


def asked(customers: Iterable[int]) -> pa.Table:
    """The table `asked(customer_id)` of a question about some customers."""
    return pa.table({"customer_id": pa.array(np.fromiter(customers, dtype=np.int32))})


def asked_at(who: Mapping[datetime, BitMap], question: Question) -> pa.Table:
    """The table of a question that asks about each customer at an instant of their own; nobody is asked twice."""
    settings = [question.settings(instant) for instant in who]
    numbers = np.repeat(np.arange(len(who)), [len(customers) for customers in who.values()])
    columns = {"customer_id": pa.array(np.concatenate([ids_of(customers) for customers in who.values()]))}
    for name in settings[0]:
        columns[OWN + name] = pa.array([setting[name] for setting in settings]).take(pa.array(numbers))
    return pa.table(columns)


def asked_each(customers: np.ndarray, instants: np.ndarray, question: Question, spread: Spread) -> pa.Table:
    """The same by customer, where hardly two share an instant. Instants are microseconds since 1970."""
    columns = {"customer_id": pa.array(customers.astype(np.int32))}
    for name, values in spread.at(instants).items():
        is_date = question.variables[name] == "date"
        columns[OWN + name] = (
            pa.array(values.astype(np.int32), pa.date32()) if is_date else pa.array(values, pa.timestamp("us"))
        )
    return pa.table(columns)


def membership(
    segments: Mapping[str, BitMap], *, named: Sequence[str], lists: bool, among: BitMap | None = None
) -> pa.Table:
    """The table `membership` that a question about `named` segments needs.

    One row a customer who is in any of them (or, with `lists`, in any segment at
    all), and only `among` those asked about when it is given.
    """
    seen = {name: held for name, held in segments.items() if not is_hidden(name)}
    relevant = seen if lists else {name: segments.get(name, BitMap()) for name in named}
    everybody = BitMap.union(*relevant.values()) if relevant else BitMap()
    if among is not None:
        everybody &= among
    ids = ids_of(everybody)
    columns: dict[str, pa.Array] = {"member_id": pa.array(ids)}
    for name in named:
        held = np.zeros(len(ids), dtype=np.bool_)
        held[np.searchsorted(ids, ids_of(segments.get(name, BitMap()) & everybody))] = True
        columns[f"segment:{name}"] = pa.array(held)
    if lists:
        names: list[list[str]] = [[] for _ in range(len(ids))]
        for name in sorted(relevant):
            for index in np.searchsorted(ids, ids_of(relevant[name] & everybody)):
                names[index].append(name)
        columns["segments"] = pa.array(names, type=pa.list_(pa.string()))
    return pa.table(columns)
