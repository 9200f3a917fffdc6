"""A template shown as one customer would get it, before anybody does; nothing is stored, nobody gets anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from regulars.books import Books
from regulars.books.shop import Shop, name_of, url_of
from regulars.http.house import Asked
from regulars.messaging import consents, mail_settings
from regulars.messaging.customers import Customers
from regulars.messaging.model.gate import Said, standing
from regulars.messaging.model.languages import chosen
from regulars.messaging.model.templates import Saying
from regulars.messaging.model.variables import GIVEN, examples
from regulars.messaging.rendering.checking import Finding, check
from regulars.messaging.rendering.compiling import ready
from regulars.messaging.rendering.writing import CannotBeWritten, Mail, write
from regulars.rules.fold import fold

from . import questions
from .loading import ValueLoader, Wanted

PRETENDED = "https://shop.example"
"""Where links lead that are made only for a mail that is sent."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The mail, None while the template can't be written; `made_up`: the sources whose values are examples; `left_out`: those
    that it uses and a newsletter doesn't have."""

    mail: Mail | None
    findings: Sequence[Finding]
    made_up: Sequence[str]
    left_out: Sequence[str] = ()


def show(
    saying: Saying,
    *,
    books: Books,
    facts: Asked,
    shop: Shop,
    customer_id: int | None,
    language: str | None,
    readers: Sequence[str] = (),
    newsletter: bool = False,
) -> Shown:
    """The mail that a customer would get; without one, that of an example. Of an order or a cart their last is shown, and of a
    `newsletter` none, for it gives nothing. `readers`: languages that customers read."""
    with books.looking() as unit:
        name, url = name_of(unit), url_of(unit)
    has_address = bool(url)
    found, findings = check(saying, shop_language=shop.language, readers=readers, has_address=has_address)
    if found.version is None:
        return Shown(None, findings, ())
    left_out = sorted(GIVEN & {*found.version.uses}) if newsletter else []
    values, made_up = examples(currency=shop.currency), sorted({*found.version.uses} - {"store", *left_out})
    values["store"] |= {"currency": shop.currency, "name": name} | ({"url": url} if url else {})
    wanted_language = language
    if customer_id is not None:
        loader = ValueLoader(books, facts, shop, makes_codes=False)
        given = {} if newsletter else _last(facts, customer_id)
        uses = {*found.version.uses, "customer"}
        pretended = (f"{PRETENDED}/unsubscribe", f"{PRETENDED}/preferences")
        list_ = _confirmed(books, facts, customer_id) if "audience" in uses else None
        own = loader.load([Wanted(customer_id, language or shop.language, uses, given, *pretended, list_)])[0]
        made_up = [source for source in made_up if source in GIVEN and source not in given]
        wanted_language = language or own.get("customer", {}).get("language")
        known = {source: own[source] for source in uses if source in own}
        values = {source: values[source] for source in made_up} | known
    values = {source: value for source, value in values.items() if source not in left_out}
    code = chosen(list(found.version.languages), wanted_language, shop=shop.language)
    way = ready(found.version.languages[code], code)
    try:
        mail = write(way, values, zone=shop.calendar.zone, currency=shop.currency)
    except CannotBeWritten as error:
        findings = [*findings, Finding("error", "value", "", error.message)]
        return Shown(None, findings, made_up, left_out)
    return Shown(mail, findings, made_up, left_out)


def _confirmed(books: Books, facts: Asked, customer_id: int) -> str | None:
    """What the shop's list is called, where the customer has confirmed it."""
    with books.looking() as unit:
        settings = mail_settings.load(unit)
        said = Said(consents.standing(unit, [customer_id], [])[0].get(customer_id, {}))
    recipient = Customers(facts).find([customer_id]).get(customer_id)
    is_confirmed = standing(fold(settings.list), recipient, said) == "confirmed"
    return (settings.name_of(settings.list) or settings.list) if is_confirmed else None


def _last(facts: Asked, customer_id: int) -> dict[str, Any]:
    """The customer's last order and cart, as a source would give them."""
    asked = {questions.CUSTOMERS: pa.table({"customer_id": pa.array([customer_id], pa.int32())})}
    found = facts.ask_all({"last": questions.latest()}, asked)["last"].to_pylist()
    names = {"order": "number", "cart": "id"}
    return {row["of"]: {names[row["of"]]: row["external_id"]} for row in found}
