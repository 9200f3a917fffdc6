"""The post: the mail settings as they are used, made again when they were changed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from regulars.books import Books, Unit
from regulars.books.shop import name_of

from . import mail_settings
from .composing import Sender
from .dkim import Signer
from .links import LinkMaker
from .mail_settings import MailSettings
from .transports import Transport
from .transports.mailbox import Mailbox
from .transports.smtp import Smtp
from .vault import Vault

NOWHERE = "http://127.0.0.1:8000"
"""Where links lead as long as no public address is set, and none is known at which it is served: to this machine, where mails
are looked at."""
SERVED_AT = "served_at"
"""The setting that holds the address at which this installation was served last."""


@dataclass(frozen=True, slots=True, eq=False)
class Post:
    """How mail is sent just now."""

    settings: MailSettings
    sender: Sender
    signer: Signer | None
    secret: bytes
    links: LinkMaker
    transport: Callable[[], Transport]


def post_of(unit: Unit, data_dir: Path, kept: Any) -> Post:
    """The post by the settings as they are kept; raises `SecretLost`."""
    settings, vault = mail_settings.of_kept(kept), Vault(data_dir)
    secret = mail_settings.link_secret(unit)
    sender = settings.sender(name_of(unit))
    transport: Callable[[], Transport] = partial(Mailbox, data_dir)
    if settings.transport == "smtp":
        transport = partial(Smtp, settings.server(vault), own_name=settings.domain)
    links = LinkMaker(settings.public_url or str(unit.setting(SERVED_AT) or NOWHERE), secret)
    return Post(settings, sender, settings.signer(vault), secret, links, transport)


def served_at(unit: Unit, port: int) -> None:
    """Note the port at which this machine serves the installation, for the links of mails that are looked at here."""
    address = NOWHERE.rpartition(":")[0] + f":{port}"
    if unit.setting(SERVED_AT) != address:
        unit.set_setting(SERVED_AT, address)


class Posts:
    """The post of this instant. Any number of threads may ask."""

    def __init__(self, books: Books, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._lock = threading.Lock()
        self._kept: tuple[Any, Post] | None = None

    def current(self, unit: Unit) -> Post:
        """How mail is sent now; the same as long as nobody changes it."""
        kept = (unit.setting(mail_settings.SETTING), name_of(unit))
        with self._lock:
            if self._kept is None or self._kept[0] != kept:
                self._kept = kept, post_of(unit, self.data_dir, kept[0])
            return self._kept[1]
