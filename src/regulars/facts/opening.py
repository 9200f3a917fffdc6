"""Asking the facts from a process that doesn't hold them: through the worker if one runs, else the file itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from regulars.books.shop import Shop
from regulars.settings import Settings

from .flight import RemoteFacts, socket_path
from .refusals import FactsAway, FactsUnusable
from .store import Facts

PATIENCE_SECONDS = 0.5


@contextlib.contextmanager
def asking(settings: Settings, shop: Shop) -> Iterator[Facts | RemoteFacts]:
    """The facts of an installation, as whoever holds them has them now.

    Raises `FactsBusy` when another process has the file open but doesn't answer.
    """
    path = socket_path(settings.data_dir)
    if path.exists():  # else nobody holds them, and there is nobody to wait for
        remote = RemoteFacts(path, patience_seconds=PATIENCE_SECONDS)
        try:
            remote.position()
        except FactsAway:
            remote.close()
        else:
            with contextlib.closing(remote):
                yield remote
            return
    try:
        own = Facts(settings.facts_path, calendar=shop.calendar, currency=shop.currency)
    except FactsUnusable as refusal:  # a worker would make them again; here a person has to say so
        raise FactsUnusable(f"{refusal.message}; make it again with: regulars replay") from refusal
    with contextlib.closing(own) as facts:
        yield facts
