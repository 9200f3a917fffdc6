"""Made-up newsletters, messages, suppressed addresses and settings of mail, for pictures of their pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlparse

Json = Any
At = Callable[[float], str]
Called = Callable[[str], str]

NEWSLETTERS = (
    ("Spring is here", "draft", None),
    ("New in April", "scheduled", None),
    ("Last days of the sale", "sending", 40_310),
    ("For regulars only", "paused", 9_120),
    ("March", "sent", 48_204),
    ("Test of the new look", "cancelled", 1_200),
)
SENT = (
    ("Anna Nowak", "accepted", None, "250 2.0.0 OK", "campaign", "Happy birthday, Anna"),
    ("Boris Lewandowski", "blocked", "unsubscribed", None, "newsletter", None),
    ("Clara Jones", "bounced", "refused", "550 5.1.1 no such user here", "newsletter", "Last days of the sale"),
    ("Dmytro Kravets", "deferred", None, "451 4.7.1 greylisted, come back later", "workflow", "Thank you, this one is on us"),
    ("Eva Virtanen", "unknown", None, "the connection broke", "campaign", "You left something in your cart"),
    ("Fedir Bondar", "queued", None, None, "transactional", None),
    ("Galina Wójcik", "queued", None, None, "campaign", None),
)  # fmt: skip
RECORD = "v=DKIM1; k=rsa; p=" + "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA" * 6


def answer(
    method: str, url: str, *, at: At, called: Called, empty: bool = False, many: int = 50, scale: int = 1
) -> Json | None:
    """The answer to a request about what is sent, None for any other."""
    parts = [part for part in urlparse(url).path.split("/") if part][1:]
    rows = 0 if empty else many
    match method, parts:
        case "GET", ["newsletters"]:
            return _page([_newsletter(n, at, called, scale) for n in range(min(rows, 12))])
        case "GET", ["newsletters", id] if id in {"900", "899"}:
            return _newsletter(900 - int(id), at, called, scale)
        case "POST", ["newsletters", "audience"]:
            return {
                "count": 0 if empty else 4_727 * scale, "in_segments": 5_230 * scale, "not_opted_in": 461 * scale,
                "not_registered": 0, "without_address": 42 * scale,
            }  # fmt: skip
        case "GET", ["messages"]:
            return _page([_message(n, at, called) for n in range(rows)])
        case "GET", ["messages", "counts"]:
            return {"counts": {}}
        case "GET", ["messages", "why"]:
            return {
                "address": "eva@shop.example", "language": "en", "guest": False, "list": "newsletter", "status": "confirmed",
                "since": at(90), "paused_until": None, "suppressed": None, "marketing": None, "opted_in": None,
                "transactional": None, "consents": [], "messages": [],
            }  # fmt: skip
        case "GET", ["messages", id] if id.isdecimal():
            return _message(5_000 - int(id), at, called)
        case "GET", ["suppressions"]:
            return _page([_suppression(n, at, called) for n in range(rows)])
        case "GET", ["mail-settings"]:
            return _settings(at, empty)
    return None


def _page(rows: list[Json]) -> Json:
    return {"data": rows, "next_cursor": None}


def _newsletter(n: int, at: At, called: Called, scale: int) -> Json:
    name, state, total = NEWSLETTERS[n % len(NEWSLETTERS)]
    begun = total is not None
    audience = None if total is None else total * scale
    place = 0 if audience is None else audience if state == "sent" else audience // 3
    sent = {"queued": place, "sent": place * 97 // 100, "blocked": place * 2 // 100, "bounced": place // 100}
    came = {"opened": place * 2 // 5, "clicked": place // 10, "left": place // 200, "complained": place // 5_000}
    return {
        "id": str(900 - n), "name": called(name), "state": state, "template": "900",
        "template_version": None if state == "draft" else 3, "include": ["vip"], "exclude": [], "sends_to": "opted_in",
        "list": None, "subjects": ["New in March", "{{ customer.first_name }}, this is new"] if n == 0 else [],
        "hold_out_percent": 10 if n == 0 else 0, "batches": None, "send_at": at(-2) if state == "scheduled" else None,
        "begun_at": at(3) if begun else None, "ended_at": at(2.9) if state in {"sent", "cancelled"} else None,
        "total": audience, "place": place, "held_out": 0,
        "results": [{"name": "A", "subject": None, **sent, **came}] if begun else [], "problem": None, "version": 3,
        "created_at": at(9), "updated_at": at(n / 2),
    }  # fmt: skip


def _message(n: int, at: At, called: Called) -> Json:
    name, state, reason, said, source, subject = SENT[n % len(SENT)]
    address = f"{name.split()[0].lower()}@shop.example"
    left = state in {"accepted", "unknown"}
    waits = {"deferred": "put_off", "queued": "quiet_hours" if source == "campaign" else None}.get(state)
    return {
        "id": str(5_000 - n), "source": source, "source_id": "3", "source_name": called({"campaign": "Birthday bonus", "newsletter": "March", "workflow": "Rewards for regulars"}[source]) if source != "transactional" else None, "node": None, "run": None,
        "customer": {"id": str(n + 1), "name": called(name), "email": address, "external_id": f"c{n}"},
        "address": None if state in {"queued", "blocked"} else address, "subject": subject and called(subject),
        "template": "900", "template_version": 3, "language": "en", "list": "newsletter", "marketing": True,
        "state": state, "reason": reason, "answer": said, "attempts": 2 if state == "deferred" else 1, "is_test": False,
        "in_mailbox": False, "waits_for": waits, "queued_at": at(n / 9 + 0.1), "due_at": at(-0.1) if state in {"queued", "deferred"} else None,
        "sent_at": at(n / 9) if left else None, "settled_at": at(n / 9), "opened_at": at(n / 10) if n % 12 == 0 else None,
        "machine_opened_at": None, "clicked_at": None, "left_at": None, "complained_at": None,
        "cause": {"newsletter": "March"} if source == "newsletter" else {},
    }  # fmt: skip


def _suppression(n: int, at: At, called: Called) -> Json:
    reason, detail = (
        ("bounced", "550 5.1.1 no such user here"),
        ("complained", ""),
        ("by_hand", "asked on the phone"),
    )[n % 3]
    return {"address": f"somebody.{n}@mail.example", "reason": reason, "detail": called(detail) if detail else "",
            "at": at(n / 2), "message": None}  # fmt: skip


def _settings(at: At, empty: bool) -> Json:
    said = {
        "transport": "smtp", "host": "smtp.shop.example", "port": 587, "security": "starttls", "verify": True,
        "username": "shop", "has_password": True, "from_name": "Corner Shop", "from_address": "news@shop.example",
        "reply_to": "", "bounce_address": "bounces@shop.example", "public_url": "https://mail.shop.example",
        "list": "newsletter", "list_name": "News of the Corner Shop", "track_opens": True, "track_clicks": True,
        "attribution_days": 5, "per_minute_and_domain": 600, "cap": {"messages": 4, "days": 7},
        "dkim": {"domain": "shop.example", "selector": "regulars20260301", "host": "regulars20260301._domainkey.shop.example",
                 "record": RECORD, "made_at": at(30), "signs": True},
        "has_hook_secret": True, "trouble": {"since": at(0.02), "what": "smtp.shop.example:587 doesn't answer"},
        "version": 4, "updated_at": at(30),
    }  # fmt: skip
    if empty:
        said |= {
            "transport": "mailbox", "host": "", "username": "", "has_password": False, "from_name": "", "from_address": "",
            "bounce_address": "", "public_url": "", "list_name": "", "per_minute_and_domain": None, "cap": None, "dkim": None,
            "has_hook_secret": False, "trouble": None, "version": 0, "updated_at": None,
        }  # fmt: skip
    return said
