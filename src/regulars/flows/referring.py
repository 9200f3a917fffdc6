"""Who comes with a referral code is noted: the step of the road that keeps referrals.

What speaks against a reward is looked for when the customer comes, and again
when the first order is rewarded, for addresses come later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson
import pyarrow as pa

from regulars.books import Books
from regulars.core.sentences import say
from regulars.facts.store import Facts
from regulars.journal import Entry
from regulars.points import referrals
from regulars.points.asking import Asks
from regulars.points.referrals import Brought, Person

from .moment import Moment, OfEntries, Record

ASKED = "asked"
UNKNOWN = say("the code is nobody's")
THEMSELVES = say("brought themselves")
BEFORE = say("had bought here before")


class ReferralsNoted(OfEntries):
    """Notes those who register with a code, once."""

    def begin(self, books: Books, facts: Facts) -> None:
        """Nothing is to be remembered."""

    def prepare(self, moment: Moment) -> Record | None:
        came = {one.referred_id: one for entry in moment.batch.entries if (one := _came(entry)) is not None}
        if not came or not moment.live:
            return None
        with moment.books.transaction() as unit:
            noted = referrals.known(unit, came.keys())
            owners = referrals.owners(unit, [one.code for one in came.values()])
        new = [_owned(one, owners) for id, one in came.items() if id not in noted]
        if not new:
            return None
        pairs = [(one.referrer_id, one.referred_id) for one in new if one.referrer_id is not None]
        against = reasons(moment.facts, pairs) | _bought(moment.facts, [one.referred_id for one in new])
        brought = [one._replace(refused=_refused(one, against.get(one.referred_id))) for one in new]
        return lambda unit: referrals.note(unit, brought)


def reasons(facts: Asks, pairs: Sequence[tuple[int, int]]) -> dict[int, str]:
    """Why nothing comes of referrals of (referrer, referred), by who was referred; those that are good aren't there."""
    if not pairs:
        return {}
    people = _people(facts, {id for pair in pairs for id in pair})
    nobody = Person(None, frozenset())
    found: dict[int, str] = {}
    for referrer_id, referred_id in pairs:
        reason = referrals.reason_against(people.get(referrer_id, nobody), people.get(referred_id, nobody))
        if reason is not None:
            found[referred_id] = reason
    return found


def _came(entry: Entry) -> Brought | None:
    """Whoever an entry says came with a code."""
    if entry.type != "customer" or entry.customer_id is None or b'"referred_by"' not in entry.body:
        return None
    code = orjson.loads(entry.body).get("referred_by")
    return Brought(entry.customer_id, code, entry.updated_at) if code else None


def _owned(one: Brought, owners: Mapping[str, int]) -> Brought:
    """With whose code it is, and the code as its owner sees it; one that is nobody's stays as it was sent."""
    code = referrals.normal(one.code)
    return one._replace(referrer_id=owners[code], code=code) if code in owners else one


def _refused(one: Brought, against: str | None) -> str | None:
    if one.referrer_id is None:
        return UNKNOWN
    return THEMSELVES if one.referrer_id == one.referred_id else against


def _people(facts: Asks, ids: set[int]) -> dict[int, Person]:
    """E-mails and addresses of customers."""
    asked = {ASKED: pa.table({"customer_id": pa.array(sorted(ids), pa.int32())})}
    found = facts.ask_all(
        {
            "customer": f"select customer_id, email_folded from customer semi join {ASKED} using (customer_id)",
            "address": f"select customer_id, document from address semi join {ASKED} using (customer_id)",
        },
        asked,
    )
    addresses: dict[int, set[str]] = {}
    for row in found["address"].to_pylist():
        told = orjson.loads(row["document"])
        key = referrals.address_key(told.get("street"), told.get("postcode"), told.get("city"))
        if key is not None:
            addresses.setdefault(row["customer_id"], set()).add(key)
    return {
        row["customer_id"]: Person(row["email_folded"], frozenset(addresses.get(row["customer_id"], ())))
        for row in found["customer"].to_pylist()
    }


def _bought(facts: Asks, ids: Sequence[int]) -> dict[int, str]:
    """Those who had ordered before they came with a code."""
    asked = {ASKED: pa.table({"customer_id": pa.array(sorted(ids), pa.int32())})}
    found = facts.ask(f'select distinct customer_id from "order" semi join {ASKED} using (customer_id)', asked)
    return dict.fromkeys(found.column(0).to_pylist(), BEFORE)
