"""Reports of what became of a mail later: that it couldn't be delivered (RFC 3464), or that somebody complained (RFC 5965).

Anybody can write a mail that looks like a report. So one counts only when it
names a message by what only its mail held: its Message-ID with our mark in it, or
the address that its answers go to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from typing import Literal

from regulars.books import Unit
from regulars.core.sentences import say

from . import following, mail_settings, suppressing, telling
from .composing import mail_id_of
from .links import message_of_bounce

Kind = Literal["bounced", "put_off", "complained"]
"""Refused for good; refused now, which may pass; reported as spam."""
MOST_BYTES = 5_000_000
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")
_MAIL_ID = re.compile(r"<(\d{1,19})\.[0-9a-f]{18}@([^<>\s]+)>")


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says. `mail_ids` and `sent_to` are what may name the message that it is about."""

    kind: Kind
    detail: str = ""
    mail_ids: tuple[str, ...] = ()
    sent_to: tuple[str, ...] = ()


def read(raw: bytes) -> Report | None:
    """What a mail reports; None when it is no report, or one of something that needs nothing done."""
    mail = message_from_bytes(raw[:MOST_BYTES], policy=policy.compat32)
    kind_and_detail = _delivery(mail) or _feedback(mail)
    if kind_and_detail is None:
        return None
    kind, detail = kind_and_detail
    headers = [
        str(value)
        for name in ("To", "Delivered-To", "X-Original-To", "Envelope-To")
        for value in mail.get_all(name, [])
    ]
    return Report(
        kind, detail, tuple(_mail_ids(mail)), tuple(address for _, address in getaddresses(headers) if address)
    )


def message_of(unit: Unit, report: Report) -> int | None:
    """The message that a report is about; None when it names none of ours."""
    secret = mail_settings.link_secret(unit)
    for address in report.sent_to:
        id = message_of_bounce(address, secret)
        if id is not None:
            return id
    for mail_id in report.mail_ids:
        found = _MAIL_ID.fullmatch(mail_id)
        if found is not None and mail_id_of(int(found[1]), secret, found[2]) == mail_id:
            return int(found[1])
    return None


def note(unit: Unit, message_id: int, kind: Kind, detail: str) -> bool:
    """Note what was reported of a message, and keep mail from an address that wants or takes none. Returns whether it is news."""
    row = unit.driver.execute(
        "select address, state, complained_at, test_address from message where id = %s for update", [message_id]
    ).fetchone()
    if row is None or row[0] is None:
        return False
    address, state, complained_at, test_address = row
    if kind == "complained":
        return complained_at is None and _complained(unit, message_id, address, detail)
    if state not in ("accepted", "unknown", "handed_over"):
        return False
    unit.driver.execute(
        """update message set state = 'bounced', reason = %s, answer = %s, settled_at = %s, due_at = null, claimed_until = null
           where id = %s""",
        ["refused" if kind == "bounced" else "gave_up", suppressing.stored(detail), unit.now, message_id],
    )
    telling.tell(unit, "bounced", [message_id])
    if test_address is None and kind == "bounced":
        suppressing.suppress(unit, address, "bounced", detail=detail, message_id=message_id)
    elif test_address is None:
        suppressing.count_soft(unit, address, detail=detail, message_id=message_id)
    return True


def _complained(unit: Unit, message_id: int, address: str, detail: str) -> bool:
    unit.driver.execute("update message set complained_at = %s where id = %s", [unit.now, message_id])
    telling.tell(unit, "complained", [message_id])
    suppressing.suppress(unit, address, "complained", detail=detail or say("reported as spam"), message_id=message_id)
    message = following.find(unit, message_id)
    if message is not None:
        following.leave(unit, message, wording=detail or "reported as spam", source="complaint")
    return True


def _delivery(mail: Message) -> tuple[Kind, str] | None:
    """What a delivery status notification says of its recipient."""
    for part in _parts(mail, "message/delivery-status"):
        for block in part.get_payload() if isinstance(part.get_payload(), list) else []:
            assert isinstance(block, Message)
            action = str(block.get("Action", "")).strip().lower()
            if action != "failed":
                continue
            status = _STATUS.search(str(block.get("Status", "")))
            said = " ".join(str(block.get("Diagnostic-Code", "")).partition(";")[2].split())
            kind: Kind = "put_off" if status is not None and status[1] == "4" else "bounced"
            return kind, said or (status[0] if status else say("it couldn't be delivered"))
    return None


def _feedback(mail: Message) -> tuple[Kind, str] | None:
    """What a feedback report says."""
    for part in _parts(mail, "message/feedback-report"):
        text = str(part.get_payload(0) if isinstance(part.get_payload(), list) else part.get_payload())
        said = re.search(r"(?im)^feedback-type:\s*([a-z-]+)", text)
        if said is not None and said[1].lower() not in ("not-spam", "auth-failure"):
            return "complained", say("reported as {kind}", kind=said[1].lower())
    return None


def _mail_ids(mail: Message) -> Iterator[str]:
    """The Message-IDs that a report names: of the mail it holds, or of its headers, and those that it answers to."""
    for part in _parts(mail, "message/rfc822"):
        for inner in part.get_payload() if isinstance(part.get_payload(), list) else []:
            assert isinstance(inner, Message)
            yield from _ids_in(str(inner.get("Message-ID", "")))
    for part in _parts(mail, "text/rfc822-headers"):
        raw = part.get_payload(decode=True)
        yield from _ids_in(raw.decode("utf-8", "replace") if isinstance(raw, bytes) else "")
    yield from _ids_in(f"{mail.get('In-Reply-To', '')} {mail.get('References', '')}")


def _ids_in(text: str) -> Iterator[str]:
    for found in _MAIL_ID.finditer(text):
        yield found[0]


def _parts(mail: Message, kind: str) -> list[Message]:
    return [part for part in mail.walk() if part.get_content_type() == kind]
