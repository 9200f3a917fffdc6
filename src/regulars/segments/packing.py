"""Packing: sets of customers as bytes, small also where they are many and follow no order.

A Roaring bitmap takes two bytes for each of a few thousand customers scattered
over a million, though little more than one says it: how far it is to the next.
So such a set is kept as its gaps, Rice coded: the high part of each gap as that
many zeros and a one, the low bits as they are. Small and dense sets stay
Roaring bitmaps, which are read back without being counted out.
"""

from __future__ import annotations

import struct

import numpy as np
from pyroaring import BitMap

from . import bitmaps

_HEAD = struct.Struct("<cBII")
_TAG = b"R"
"""Bytes that begin so are gaps; a Roaring bitmap begins with ":" or ";"."""
EVERYBODY = b"*"
"""Stands for those who entered by a segment's first change, once a bitmap says who that was: nobody was in before it."""
FEWEST = 250
"""Fewer than these are a Roaring bitmap, which is read in no time."""
DENSE = 16
"""Where more than one in so many is in, bits are about as small, and faster."""


def whole(members: BitMap) -> bytes:
    """A set as it is read most often: a Roaring bitmap, runs as runs."""
    compact = members.copy()
    compact.run_optimize()
    return bytes(compact.serialize())


def packed(members: BitMap) -> bytes:
    """The shorter of both forms."""
    plain = whole(members)
    if len(members) < FEWEST or len(members) * DENSE > members.max():
        return plain
    gaps = _gapped(bitmaps.ids_of(members).astype(np.int64))
    return gaps if len(gaps) < len(plain) else plain


def unpacked(content: bytes) -> BitMap:
    """The set in either form."""
    assert content != EVERYBODY, "who that is is not said here"
    if content[:1] != _TAG:
        return BitMap.deserialize(content)
    _, width, count, length = _HEAD.unpack_from(content)
    rest = np.frombuffer(content, np.uint8, offset=_HEAD.size)
    ends = np.flatnonzero(np.unpackbits(rest[:length]))
    low = np.unpackbits(rest[length:], count=count * width).reshape(count, width) @ (1 << np.arange(width))
    nth = np.arange(count)
    return bitmaps.from_sorted(((ends - nth) << width) + np.cumsum(low) + nth)


def _gapped(ids: np.ndarray) -> bytes:
    """Ascending ids by how many are left out before each."""
    gaps = np.diff(ids, prepend=-1) - 1
    width = max(int(np.log2(max(gaps.mean() * np.log(2), 1.0))), 0)
    ends = np.cumsum((gaps >> width) + 1) - 1
    unary = np.zeros(int(ends[-1]) + 1, np.uint8)
    unary[ends] = 1
    high = np.packbits(unary)
    low = np.packbits(((gaps[:, None] >> np.arange(width)) & 1).astype(np.uint8))
    return _HEAD.pack(_TAG, width, len(ids), len(high)) + high.tobytes() + low.tobytes()
