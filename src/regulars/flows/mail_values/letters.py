"""Letters of templates: what the sender asks for a few dozen at a time, made with the values of a set of customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from threading import Lock

from regulars.books import Books
from regulars.books.shop import Shop
from regulars.core.sentences import say
from regulars.messaging.model.languages import chosen
from regulars.messaging.model.letters import Asked, Letter, Unmade
from regulars.messaging.queue import SUBJECT
from regulars.messaging.rendering.compiling import Ready, Version, ready
from regulars.messaging.rendering.on_the_wire import on_the_wire, template_on_the_wire
from regulars.messaging.rendering.subjects import subject_of
from regulars.messaging.rendering.writing import CannotBeWritten, Mail, write
from regulars.messaging.templates import kept

from .loading import Asks, ValueLoader, Wanted

MOST_KEPT = 500
"""So many versions are kept in memory; they never change."""


class Letters:
    """A `Renderer`: writes letters by the versions that they were queued with. Any number of threads may ask."""

    def __init__(self, books: Books, facts: Asks, shop: Shop) -> None:
        self._books, self._shop = books, shop
        self._values = ValueLoader(books, facts, shop)
        self._versions: dict[tuple[int, int], Version] = {}
        self._lock = Lock()
        self._ready = lru_cache(maxsize=MOST_KEPT)(self._read)

    def render(self, asked: Sequence[Asked]) -> Sequence[Letter | Unmade]:
        """A letter for each, or why there is none, in their order."""
        versions = self._load({(one.template_id, one.template_version) for one in asked})
        going: list[tuple[int, Ready, Wanted]] = []
        made: list[Letter | Unmade] = []
        for n, one in enumerate(asked):
            version = versions.get((one.template_id, one.template_version))
            told = say(
                "there is no version {template_version} of the mail template {template_id}",
                template_version=one.template_version,
                template_id=one.template_id,
            )
            made.append(Unmade(told))
            if version is not None:
                going.append((n, *self._wanted(one, version)))
        values = self._values.load([wanted for *_, wanted in going]) if going else []
        for (n, way, _), known in zip(going, values, strict=True):
            try:
                mail = write(way, known, zone=self._shop.calendar.zone, currency=self._shop.currency)
            except CannotBeWritten as error:
                made[n] = Unmade(error.message)
            else:
                made[n] = letter(mail)
        return made

    def _wanted(self, one: Asked, version: Version) -> tuple[Ready, Wanted]:
        language = chosen(list(version.languages), one.language, shop=self._shop.language)
        way, uses = self._ready(one.template_id, one.template_version, language), version.uses
        if one.values.get(SUBJECT):
            subject = subject_of(str(one.values[SUBJECT]), language)
            way, uses = replace(way, subject=subject.template), (*uses, *subject.uses)
        return way, Wanted(
            one.customer_id, language, uses, one.values, one.links.unsubscribe, one.links.preferences, one.subscribed_to
        )

    def _load(self, ids: set[tuple[int, int]]) -> dict[tuple[int, int], Version]:
        with self._lock:
            missing = ids - self._versions.keys()
        if missing:
            with self._books.transaction() as unit:
                found = kept.compiled(unit, missing)
            with self._lock:
                if len(self._versions) > MOST_KEPT:
                    self._versions.clear()
                self._versions |= found
        with self._lock:
            return {id: self._versions[id] for id in ids if id in self._versions}

    def _read(self, template_id: int, number: int, language: str) -> Ready:
        version = self._load({(template_id, number)})[template_id, number]
        compiled = version.languages[language]
        return ready(compiled.model_copy(update={"html": template_on_the_wire(compiled.html)}), language)


def letter(mail: Mail) -> Letter:
    """A mail as the sender takes it; what isn't said of the sender is the installation's."""
    return Letter(
        mail.subject, on_the_wire(mail.html), mail.text,
        from_name=mail.sender_name or None, from_address=mail.sender_address or None, reply_to=mail.reply_to or None,
    )  # fmt: skip
