"""The lists that a customer has to do with, and how each stands: by the shop's word or by what they said here, whichever came last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from regulars.books import Unit
from regulars.http.house import Asked
from regulars.messaging import consents, mail_settings, newsletters
from regulars.messaging.model.gate import Subscribed
from regulars.rules.fold import fold

from . import subscriptions


@dataclass(frozen=True, slots=True)
class KnownList:
    """`name` as it was written; `standing`: None when nobody said anything about the customer and the list."""

    name: str
    standing: Subscribed | None

    @property
    def is_confirmed(self) -> bool:
        """Whether the customer gets what is sent to it."""
        return self.standing is not None and self.standing.status == "confirmed"


def known(unit: Unit, facts: Asked, customer_id: int, mentioned: Iterable[str]) -> dict[str, KnownList]:
    """A customer's lists by their folded names, those `mentioned` among them."""
    of_shop = subscriptions.of_shop(facts, customer_id)
    said = consents.standing(unit, [customer_id], [])[0].get(customer_id, {})
    names = {fold(name): name for name in mentioned} | {key: one.name for key, one in of_shop.items()}
    for one in consents.of_customer(unit, customer_id):
        names.setdefault(fold(one.list), one.list)
    found = {}
    for key, name in sorted(names.items()):
        both = [one for one in (said.get(key), of_shop[key].standing if key in of_shop else None) if one is not None]
        found[key] = KnownList(name, max(both, key=lambda one: one.at, default=None))
    return found


_KNOWN = """
    select 1 from subscription semi join asked using (list_folded)
    union all select 1 from list l, asked a where a.list_folded in (l.external_id_folded, l.name_folded) limit 1"""


def is_known(unit: Unit, facts: Asked, list: str) -> bool:
    """Whether the shop itself has spoken of a list: its newsletters go there, or it has sent the list or who is on it.

    Others can't be asked for by a page, whose key is everybody's: the shop would mail any text to any address.
    """
    wanted = fold(list)
    own = {fold(mail_settings.load(unit).list), *map(fold, newsletters.lists(unit))}
    return wanted in own or bool(facts.ask(_KNOWN, {"asked": pa.table({"list_folded": [wanted]})}).num_rows)


def called(unit: Unit, list: str) -> str:
    """What a list is called to those who read of it."""
    return mail_settings.load(unit).name_of(list) or list
