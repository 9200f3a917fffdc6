"""What customers come to by segment, where a customer may be in many of them at once.

Who is in which stands as bits, so each row would be looked at once for each
segment. Instead the rows are first added up by eight bits at a time: of these there
are no more than 256 different ones, whatever the number of customers, and only those sums
are given to the segments whose bit they have.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

AT_ONCE = 8
IN_A_WORD = 64


def which() -> ir.Table:
    """The segments with their numbers, and where their bits are."""
    return ibis.table({"segment": "int32", "id": "string", "word": "int32", "mask": "int64"}, name="which")


def held(customers: ir.Table, membership: str, words: int) -> ir.Table:
    """Rows of customers who are in any segment by the table of that name, with their bits."""
    members = ibis.table({"customer_id": "int32"} | {f"bits{n}": "int64" for n in range(words)}, name=membership)
    members = members.rename(member="customer_id")
    return customers.inner_join(members, customers.customer_id == members.member).drop("member")


def summed(rows: ir.Table, words: int, names: Sequence[str]) -> list[ir.Table]:
    """For each segment that any of these rows is in what they add up to: `segment` and the sums, in tables to be united."""
    return [_of_eight(rows, word, low, names) for word in range(words) for low in range(0, IN_A_WORD, AT_ONCE)]


def _of_eight(rows: ir.Table, word: int, low: int, names: Sequence[str]) -> ir.Table:
    eight = (rows[f"bits{word}"] >> ibis.literal(low, "int64")) & ibis.literal(2**AT_ONCE - 1, "int64")
    sums = rows.group_by(eight=eight).agg(**{name: rows[name].sum().cast("int64") for name in names})
    segments = which()
    segments = segments.filter(segments.word == word).select(
        "segment", bit=(segments["mask"] >> ibis.literal(low, "int64")) & ibis.literal(2**AT_ONCE - 1, "int64")
    )
    each = sums.cross_join(segments.filter(segments.bit != 0))
    each = each.filter((each.eight & each.bit) != 0)
    return each.group_by("segment").agg(**{name: each[name].sum().cast("int64") for name in names})
