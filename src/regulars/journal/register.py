"""Who is who: which customer an entry is about, and when two turn out to be one.

A registered customer is known by the shop's id, a guest by e-mail. Both get a
dense integer id at their first mention in the journal. A registered customer
who comes with a guest's e-mail takes over that guest's history; of the two ids
the older is kept and the other becomes its alias.

Nothing here reads a database; stamp.py loads what a batch mentions into a
`Register` and stores what has changed in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

GuestHistory = Literal["always", "when_verified", "never"]


class Mention(NamedTuple):
    """What an entry says about whose it is."""

    type: str
    key: str
    updated_at: datetime
    customer_id: int | None
    customer: str | None
    email: str | None
    store: str | None
    verified: bool | None
    owner_type: str | None
    owner_key: str | None


class Merge(NamedTuple):
    """From this position on `from_id` is `into_id`."""

    position: int
    from_id: int
    into_id: int


@dataclass(slots=True)
class Identity:
    """A customer as the books know them; a guest has no `external_id`."""

    customer_id: int
    external_id: str | None
    email: str | None
    store: str | None
    verified: bool
    updated_at: datetime | None
    position: int


class Register:
    """The identities that a batch may be about, and what becomes of them entry by entry."""

    def __init__(
        self,
        known: Iterable[Identity],
        *,
        last_id: int,
        guest_history: GuestHistory,
        aliases: dict[int, int] | None = None,
        owners: dict[tuple[str, str], int | None] | None = None,
    ) -> None:
        self.last_id = last_id
        self.merges: list[Merge] = []
        self.changed: dict[int, Identity] = {}
        self.removed: set[int] = set()
        self._guest_history = guest_history
        self._aliases = dict(aliases or {})
        self._owners = dict(owners or {})
        self._registered: dict[str, Identity] = {}
        self._guests: dict[str, Identity] = {}
        self._accounts: dict[str, list[Identity]] = {}
        for identity in known:
            if identity.external_id is None:
                assert identity.email is not None
                self._guests[identity.email] = identity
            else:
                self._registered[identity.external_id] = identity
                if identity.email is not None:
                    self._accounts.setdefault(identity.email, []).append(identity)

    def resolve(self, position: int, mention: Mention) -> int | None:
        """The id of the customer that an entry is about, None when it is nobody's."""
        customer_id = self._whose(position, mention)
        owner = (mention.type, mention.key)
        if owner in self._owners:
            self._owners[owner] = customer_id
        return customer_id

    def _whose(self, position: int, mention: Mention) -> int | None:
        if mention.customer_id is not None:
            return self._current(mention.customer_id)
        if mention.customer is not None:
            if mention.type == "customer":
                return self._learn(position, mention.customer, mention).customer_id
            known = self._registered.get(mention.customer)
            return (known or self._first_seen(position, external_id=mention.customer)).customer_id
        if mention.email is not None:
            return self._guest(position, mention.email, mention.store).customer_id
        if mention.owner_type is not None and mention.owner_key is not None:
            owner = self._owners.get((mention.owner_type, mention.owner_key))
            return None if owner is None else self._current(owner)
        return None

    def _current(self, customer_id: int) -> int:
        while customer_id in self._aliases:
            customer_id = self._aliases[customer_id]
        return customer_id

    def _first_seen(self, position: int, *, external_id: str | None = None, email: str | None = None) -> Identity:
        self.last_id += 1
        identity = Identity(self.last_id, external_id, email, None, False, None, position)
        if external_id is not None:
            self._registered[external_id] = identity
        else:
            assert email is not None
            self._guests[email] = identity
        self.changed[identity.customer_id] = identity
        return identity

    def _learn(self, position: int, external_id: str, mention: Mention) -> Identity:
        """What a customer record says; one older than what is known says nothing."""
        identity = self._registered.get(external_id)
        if identity is None:
            identity = self._promoted(external_id, mention) or self._first_seen(position, external_id=external_id)
        elif identity.updated_at is not None and mention.updated_at < identity.updated_at:
            return identity
        if identity.email is not None and identity in self._accounts.get(identity.email, ()):
            self._accounts[identity.email].remove(identity)
        identity.email = mention.email
        identity.store = mention.store
        identity.verified = bool(mention.verified)
        identity.updated_at = mention.updated_at
        self.changed[identity.customer_id] = identity
        if identity.email is not None:
            self._accounts.setdefault(identity.email, []).append(identity)
            self._take_over(position, identity.email)
        return identity

    def _promoted(self, external_id: str, mention: Mention) -> Identity | None:
        """The guest whom this registration makes a registered customer, keeping the id."""
        if mention.email is None or mention.email not in self._guests:
            return None
        newcomer = Identity(0, external_id, mention.email, mention.store, bool(mention.verified), None, 0)
        guest = self._guests[mention.email]
        accounts = [*self._accounts.get(mention.email, ()), newcomer]
        if self._taker(accounts, guest.store) is not newcomer:
            return None
        del self._guests[mention.email]
        guest.external_id = external_id
        self._registered[external_id] = guest
        return guest

    def _guest(self, position: int, email: str, store: str | None) -> Identity:
        """Whom an entry with nothing but an e-mail belongs to."""
        taker = self._taker(self._accounts.get(email, []), store)
        if taker is not None:
            return taker
        guest = self._guests.get(email) or self._first_seen(position, email=email)
        if store is not None and store != guest.store:
            guest.store = store
            self.changed[guest.customer_id] = guest
        return guest

    def _taker(self, accounts: list[Identity], store: str | None) -> Identity | None:
        """The account that may have what was done as a guest: the only one, else the only one of the store."""
        match self._guest_history:
            case "never":
                return None
            case "when_verified":
                accounts = [account for account in accounts if account.verified]
            case "always":
                pass
        if len(accounts) > 1:
            accounts = [account for account in accounts if store is not None and account.store == store]
        return accounts[0] if len(accounts) == 1 else None

    def _take_over(self, position: int, email: str) -> None:
        guest = self._guests.get(email)
        taker = self._taker(self._accounts[email], guest.store) if guest else None
        if guest is None or taker is None:
            return
        del self._guests[email]
        kept, gone = sorted((guest.customer_id, taker.customer_id))
        self.merges.append(Merge(position, gone, kept))
        self._aliases[gone] = kept
        self.changed.pop(gone, None)
        self.removed.add(gone)
        taker.customer_id = kept
        taker.position = min(taker.position, guest.position)
        self.changed[kept] = taker
