"""A letter becomes a mail: headers, a text and an HTML part, and the signature.

Written here and not with `email.message`, which takes longer for one mail than
everything else together; what comes out is read back with it in the tests.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from regulars.kinds.addresses import in_ascii

from .dkim import Header, Signer
from .model import headers as written
from .model.letters import Letter
from .model.states import Source

LONGEST_LINE = 900
"""A server may break a line of more than 998 characters."""
_AUTOMATIC: frozenset[Source] = frozenset({"campaign", "workflow", "transactional"})
"""What no person decided to send just then."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, unless a letter says otherwise: the installation's name and addresses."""

    name: str
    address: str
    reply_to: str | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail is besides its letter."""

    message_id: int
    to_address: str
    to_name: str | None
    at: datetime
    source: Source
    source_id: str
    list: str | None = None
    list_name: str | None = None
    unsubscribe: str | None = None
    marketing: bool = True
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as it goes out: CRLF at the ends of lines, ASCII, no line longer than 998."""

    mail_id: str
    sender: str
    recipient: str
    subject: str
    raw: bytes


def compose(letter: Letter, envelope: Envelope, sender: Sender, secret: bytes, signer: Signer | None) -> Mail:
    """The mail of a letter. The same message gets the same Message-ID however often it is composed."""
    from_address = letter.from_address or sender.address
    from_name = letter.from_name if letter.from_name is not None else sender.name
    domain = in_ascii(from_address).rpartition("@")[2]
    mail_id = mail_id_of(envelope.message_id, secret, domain)
    boundary = f"=_{mail_id[1:-1].partition('@')[0]}"
    kind, body = _body(letter, boundary)
    said: list[Header] = [
        ("Date", format_datetime(envelope.at)),
        ("From", written.mailbox(from_name, from_address)),
        ("To", written.mailbox(envelope.to_name, envelope.to_address, name_length=4)),
        ("Subject", written.unstructured(letter.subject)),
        ("Message-ID", mail_id),
    ]
    reply_to = letter.reply_to or sender.reply_to
    if reply_to:
        said.append(("Reply-To", written.mailbox(None, reply_to)))
    said += _of_list(envelope, domain)
    said += [("MIME-Version", "1.0"), *kind]
    said += [(name, written.one_line(value)) for name, value in envelope.extra.items()]
    if signer is not None:
        said.insert(0, signer.header(said, body, envelope.at))
    head = "".join(f"{name}: {value}\r\n" for name, value in said)
    recipient = in_ascii(envelope.to_address)
    return Mail(mail_id, in_ascii(from_address), recipient, written.one_line(letter.subject), head.encode("ascii") + b"\r\n" + body)  # fmt: skip


def mail_id_of(message_id: int, secret: bytes, domain: str) -> str:
    """The Message-ID of a message."""
    mark = hmac.digest(secret, b"mail-id\0%d" % message_id, "sha256")[:9].hex()
    return f"<{message_id}.{mark}@{domain}>"


def _of_list(envelope: Envelope, domain: str) -> list[Header]:
    """What mail programs show a button of, and what they count complaints by."""
    found: list[Header] = []
    if envelope.unsubscribe is not None:
        found += [
            ("List-Unsubscribe", f"<{envelope.unsubscribe}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ]
    if envelope.marketing and envelope.list:
        label = _label(envelope.list)
        name = f"{written.mailbox(envelope.list_name, 'a@b.example').rpartition(' ')[0]} " if envelope.list_name else ""
        found.append(("List-Id", f"{name}<{label}.{domain}>"))
    found.append(("Feedback-ID", f"{_label(envelope.source_id)}:{envelope.source}:{_label(envelope.list or 'none')}:{_label(domain)}"))  # fmt: skip
    if envelope.source in _AUTOMATIC:
        found.append(("Auto-Submitted", "auto-generated"))
    return found


def _label(text: str) -> str:
    """As part of a name with dots: letters, digits and dashes."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "-" for char in text.lower())
    return plain.strip("-.")[:60] or "list"


def _body(letter: Letter, boundary: str) -> tuple[Sequence[Header], bytes]:
    parts = [
        (subtype, *_part(text)) for subtype, text in (("plain", letter.text), ("html", letter.html)) if text.strip()
    ]
    if len(parts) == 1:
        subtype, encoding, encoded = parts[0]
        return [("Content-Type", f"text/{subtype}; charset=utf-8"), ("Content-Transfer-Encoding", encoding)], encoded
    body = b"".join(
        f"--{boundary}\r\nContent-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + encoded
        + b"\r\n"
        for subtype, encoding, encoded in parts
    )
    return [("Content-Type", f'multipart/alternative; boundary="{boundary}"')], body + f"--{boundary}--\r\n".encode()


def _part(text: str) -> tuple[str, bytes]:
    """A text in an encoding that no server has a reason to change: readable where most of it is ASCII."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    raw = text.encode("utf-8", "replace")
    if _needs_no_encoding(raw):
        return "7bit", raw.replace(b"\n", b"\r\n").rstrip(b"\r\n")
    if not text.isascii() and (len(text) - len(text.encode("ascii", "ignore"))) * 4 > len(raw):
        return "base64", base64.encodebytes(raw.replace(b"\n", b"\r\n")).replace(b"\n", b"\r\n").rstrip(b"\r\n")
    quoted = binascii.b2a_qp(raw, quotetabs=False, istext=True)
    return "quoted-printable", quoted.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n").rstrip(b"\r\n")


def _needs_no_encoding(raw: bytes) -> bool:
    """Whether a text can go as it is: ASCII, in lines that are short enough and have no space at their ends to lose."""
    if not raw.isascii() or b"\0" in raw:
        return False
    lines = raw.split(b"\n")
    return max(map(len, lines)) <= LONGEST_LINE and not any(line.endswith((b" ", b"\t")) for line in lines)
