"""What customers did while they were in a segment.

Here, unlike in the sales of all segments, it is one segment that is asked about, and far fewer acts than orders: so for
each act the changes of its customer are looked through. Of those that had come true by then the last recorded has the last word.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from regulars.facts.relations import base_tables


def acts_of_members(acts: ir.Table, segment: str) -> ir.Table:
    """The `act` of those `acts` (`act`, `customer_id` and `at`) whose customer was in a segment at their instant."""
    change = base_tables()["segment_change"]
    change = change.filter(change.segment == segment)
    words = ibis.union(
        *(
            change.select(said_at="at", word=change.position * 2 + came, who=change[name].unnest())
            for came, name in enumerate(("left", "entered"))
        )
    )
    heard = acts.inner_join(words, [acts.customer_id == words.who, words.said_at <= acts["at"]])
    last = heard.group_by("act").agg(word=heard.word.max())
    return last.filter(last.word % 2 == 1).select("act")
