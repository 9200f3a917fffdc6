"""Books whose clock a test sets, people to write to, letters that say what they were asked for, and mail servers."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import orjson
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from regulars.books import Books
from regulars.journal.deliver import deliver, door_of
from regulars.journal.stamp import stamp
from regulars.messaging import mail_settings, queue
from regulars.messaging.model.gate import Recipient
from regulars.messaging.model.letters import Asked, Letter, Unmade
from regulars.messaging.postman import Postman
from regulars.messaging.queue import NewMessage
from regulars.messaging.vault import Vault

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HANGS_UP = "hangs up"
"""In place of an answer."""
PAGE = '<html><body><p>Hello {name}</p><a href="https://shop.example/?a=1&amp;b=2">shop</a></body></html>'


class Plain:
    """Letters without templates: what is asked for is what they say. A template of number 0 can't be made."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []

    def render(self, asked: Sequence[Asked]) -> Sequence[Letter | Unmade]:
        self.asked += asked
        return [
            Letter(
                subject=one.values.get("subject", "Good day"),
                html=one.values.get("html", PAGE.format(name=one.customer_id)),
                text=one.values.get("text", f"Hello {one.customer_id}"),
                from_name=one.values.get("from_name"),
            )
            if one.template_id
            else Unmade("there is no such template")
            for one in asked
        ]


class People:
    """Whoever there is, as the facts would say."""

    def __init__(self) -> None:
        self.known: dict[int, Recipient] = {}

    def find(self, customer_ids: Sequence[int]) -> Mapping[int, Recipient]:
        return {id: self.known[id] for id in customer_ids if id in self.known}


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@dataclass
class House:
    """What a test of sending does: queue, let time pass, send, look."""

    books: Books
    clock: Clock
    data_dir: Path
    renderer: Plain = field(default_factory=Plain)
    people: People = field(default_factory=People)

    def __post_init__(self) -> None:
        self.postman = self.another()

    def another(self, lanes: int = 1) -> Postman:
        return Postman(self.books, self.data_dir, self.renderer, self.people, lanes=lanes)

    def customer(self, who: str, **said: Any) -> int:
        """A registered customer whom the books know too."""
        email = said.pop("email", f"{who}@shop.example")
        document = {"external_id": who, "updated_at": NOON.isoformat(), "email": email}
        self.books.perform(lambda unit: deliver(unit, door_of(self.books), "customer", [orjson.dumps(document)]))
        stamp(self.books)
        [(id,)] = self.rows(f"select customer_id from customer_identity where external_id = '{who}'")
        self.people.known[id] = Recipient(email, **said)
        return int(id)

    def queue(self, *messages: NewMessage) -> dict[str, int]:
        return self.books.perform(lambda unit: queue.enqueue(unit, messages))

    def change(self, **changes: Any) -> None:
        vault = Vault(self.data_dir)
        self.books.perform(
            lambda unit: mail_settings.change(
                unit, vault, version=mail_settings.load(unit).version, changes=dict(changes)
            )
        )

    def send(self, after: timedelta = timedelta()) -> int:
        self.clock.at += after
        return self.postman.send_due()

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.books.transaction() as unit:
            return unit.driver.execute(query.encode()).fetchall()

    def states(self) -> list[tuple[Any, ...]]:
        return self.rows("select key, state, reason from message order by id")

    def mail(self, key: str) -> EmailMessage:
        """The mail of a message in the mailbox."""
        [(id,)] = self.rows(f"select id from message where key = '{key}'")
        [found] = self.data_dir.glob(f"mailbox/*/{id}.eml")
        return parsed(found.read_bytes())


def parsed(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    assert not found.defects, found.defects
    return found


def to(customer_id: int | None, key: str = "m", **said: Any) -> NewMessage:
    return replace(NewMessage(key, "campaign", "7", 1, 1, customer_id), **said)


@dataclass
class Box:
    """A mail server's: what it was given, and what it says to whom."""

    host: str
    port: int
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    say: Callable[[str], str | None] = lambda _: None
    at_data: Callable[[], str] = lambda: "250 OK"
    signed_in: list[str] = field(default_factory=list)

    def to(self, address: str) -> EmailMessage:
        [raw] = [raw for _, whom, raw in self.mails if address in whom]
        return parsed(raw)


class _Handler:
    def __init__(self, box: Box) -> None:
        self.box = box

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:
        refused = self.box.say(address)
        if refused is not None:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:
        answer = self.box.at_data()
        if answer == HANGS_UP:
            server.transport.abort()
        if answer.startswith("2"):
            assert isinstance(envelope.original_content, bytes)
            self.box.mails.append((envelope.mail_from or "", list(envelope.rcpt_tos), envelope.original_content))
        return answer


@contextmanager
def serving(**said: Any) -> Iterator[Box]:
    """A mail server on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    box = Box("127.0.0.1", port)

    def authenticate(_: Any, __: Any, ___: Any, ____: Any, data: Any) -> AuthResult:
        box.signed_in.append(data.login.decode())
        right = data.password == b"open sesame"
        return AuthResult(success=right, handled=right)

    if said.get("auth_required"):
        said["authenticator"] = authenticate
    controller = Controller(_Handler(box), hostname=box.host, port=port, **said)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


@pytest.fixture
def box() -> Iterator[Box]:
    with serving() as box:
        yield box


@pytest.fixture
def house(books: Books, tmp_path: Path) -> House:
    clock = Clock()
    books.clock = clock
    return House(books, clock, tmp_path)


@pytest.fixture
def by_smtp(house: House, box: Box) -> House:
    """A house that sends to the mail server."""
    house.change(**smtp(box))
    return house


def smtp(box: Box, **said: Any) -> dict[str, Any]:
    usual = {"transport": "smtp", "host": box.host, "port": box.port, "security": "none"}
    about = {"from_name": "The shop", "from_address": "news@shop.example", "public_url": "https://mail.shop.example"}
    return usual | about | said
