"""Whether anything that carts are answered by was changed: one question, asked before each answer from memory.

What is remembered between carts is kept together with the mark it was read
under. The mark is asked first and the rest after it, so that a change in
between is found by the next cart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from regulars.books import Unit


class Mark(NamedTuple):
    """`promotions` is another whenever a promotion, a lane, the policy or a segment is, `rules` whenever an earning or
    spending rule, the programme or a segment is; `lapsed`: something is still held by a checkout whose time is up."""

    promotions: tuple[Any, ...]
    rules: tuple[Any, ...]
    lapsed: bool


def asked(unit: Unit) -> Mark:
    """The mark of this instant."""
    row = unit.driver.execute(ASKED.encode(), {"now": unit.now}).fetchone()
    assert row is not None
    return told(row)


def told(row: Sequence[Any]) -> Mark:
    """The mark that `ASKED` has found."""
    lapsed, revision, broken, *others = row
    segments = (revision, tuple(broken or ()))
    return Mark((segments, *others[:3]), (segments, *others[3:]), lapsed)


ASKED = """
    select exists (select from checkout where state = 'reserved' and expires_at <= %(now)s) as lapsed,
        s.revision, s.broken, p.many, p.versions, (select version from promotion_policy where id = 1) as policy,
        e.many, e.versions, w.many, w.versions, (select sum(version) from points_programme) as programmes, o.many, o.open
    from (select count(*) as many, sum(version) as versions from promotion) p,
        (select count(*) as many, sum(version) as versions from earning_rule) e,
        (select count(*) as many, sum(version) as versions from spending_rule) w,
        (select count(*) as many, count(*) filter (where ends_at is null) as open from points_pause) o,
        (select max(revision) as revision,
                array_agg(id order by id) filter (where broken_reason is not null and not archived) as broken
         from segment) s"""
