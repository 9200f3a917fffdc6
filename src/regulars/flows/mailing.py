"""Sending mail needs more than the messages know: who customers are, and who is to hear what they said to lists.

The worker tells the journal what people said here, as if the shop had sent the
subscription itself: the record that there is of the customer and the list is
written anew, so that what the shop said before doesn't stand beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import orjson
import pyarrow as pa

from regulars.books import Books, Unit
from regulars.books.shop import name_of
from regulars.facts.store import Facts
from regulars.http.house import Asked
from regulars.journal import identity
from regulars.journal.decisions import ERASURE
from regulars.journal.deliver import deliver, door_of
from regulars.messaging import consents, forgetting
from regulars.messaging.consents import Consent
from regulars.messaging.customers import SUBSCRIPTIONS, Customers
from regulars.messaging.own_letters import OwnLetters
from regulars.messaging.postman import Postman
from regulars.rules.fold import fold
from regulars.settings import Settings

from .mail_values.letters import Letters
from .moment import Moment, OfEntries, Record

AT_ONCE = 200


def postman_of(books: Books, facts: Asked, settings: Settings) -> Postman:
    """Whoever sends what is queued, with letters of the shop's templates and customers as the facts know them."""
    shop = books.shop()

    def called() -> tuple[str, str]:
        with books.looking() as unit:
            return name_of(unit), shop.language

    letters = OwnLetters(Letters(books, facts, shop), called)
    return Postman(books, settings.data_dir, letters, Customers(facts))


def telling_consents(books: Books, facts: Facts) -> Callable[[Unit], int]:
    """A sweep that tells the journal what people said here to lists, in the order that they said it."""

    def tell(unit: Unit) -> int:
        words = consents.untold(unit, AT_ONCE)
        if not words:
            return 0
        today = identity.current_ids(unit, {one.customer_id for one in words if one.customer_id is not None})
        today |= _by_address(unit, words)
        called = identity.named(unit, set(today.values()))
        known = _known_records(facts, set(today.values()))
        documents = []
        for one in words:
            customer_id = today.get(one.customer_id) if one.customer_id is not None else today.get(-one.id)
            if one.customer_id is not None and customer_id is None:
                continue  # erased meanwhile
            who = called.get(customer_id) if customer_id is not None else None
            keys = known.get((customer_id, fold(one.list)), []) if customer_id is not None else []
            documents += [_document(one, who, *key) for key in keys or [(_own_key(one, customer_id), one.list)]]
        outcomes = deliver(unit, door_of(books), "subscription", documents)
        assert all(one.status != "refused" for one in outcomes), outcomes
        consents.told(unit, [one.id for one in words])
        return len(words)

    return tell


def _by_address(unit: Unit, words: Sequence[Consent]) -> dict[int, int]:
    """Who has the addresses of words that name nobody, by the negative number of the word."""
    found = {
        -one.id: identity.same_as(unit, external_id=None, email=one.address) for one in words if one.customer_id is None
    }
    return {id: same[0].customer_id for id, same in found.items() if same}


def _known_records(facts: Facts, customer_ids: set[int]) -> dict[tuple[int, str], list[tuple[str, str]]]:
    """The subscriptions that there are, by customer and folded list: what they and their lists are called."""
    asked = pa.table({"customer_id": pa.array(sorted(customer_ids), pa.int32())})
    found: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for row in facts.ask(SUBSCRIPTIONS, {"asked": asked}).to_pylist():
        if row["list_folded"] is not None:
            found.setdefault((row["customer_id"], row["list_folded"]), []).append((row["external_id"], row["list"]))
    return found


def _document(word: Consent, who: Mapping[str, str | None] | None, key: str, list: str) -> bytes:
    at = word.at.isoformat()
    said: dict[str, str] = {
        "external_id": key,
        "updated_at": at,
        "changed_at": at,
        "list": list,
        "status": word.status,
    }
    if who is not None and who["external_id"] is not None:
        said["customer"] = who["external_id"]
    else:
        said["email"] = (who or {}).get("email") or word.address
    return orjson.dumps(said)


def _own_key(word: Consent, customer_id: int | None) -> str:
    """What a subscription is called that the shop never sent."""
    whose = f"customer {customer_id}" if customer_id is not None else word.address
    return f"regulars {word.list[:100]} {whose}"[:255]


class MessagesForgotten(OfEntries):
    """When a customer is erased, what was sent to them says nobody's name any more."""

    def begin(self, books: Books, facts: Facts) -> None:
        """Nothing is needed."""

    def prepare(self, moment: Moment) -> Record | None:
        erased = [entry.customer_id for entry in moment.batch.entries if entry.type == ERASURE]
        ids = [id for id in erased if id is not None]
        if not ids:
            return None
        return lambda unit: forgetting.erase(unit, ids, moment.books.data_dir)
