"""Made-up mail templates for pictures of their pages; what they look like is written by the product's own code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlparse

from regulars.messaging import starters
from regulars.messaging.api import templates as routes
from regulars.messaging.model.variables import examples
from regulars.messaging.rendering.checking import check
from regulars.messaging.rendering.compiling import ready
from regulars.messaging.rendering.writing import write

Json = Any
At = Callable[[float], str]
Called = Callable[[str], str]

STATES = ("published", "changed", "draft", "published", "published", "draft")


def templates(at: At, called: Called, many: int) -> list[Json]:
    """One of each starter, over and over in a shop that is overfull."""
    every = list(starters.every())
    found = []
    for n in range(len(every) if many <= 50 else many):
        starter, state = every[n % len(every)], STATES[n % len(STATES)]
        found.append(
            {
                "id": str(900 - n), "name": called(starter.names["en"]), "kind": starter.saying.kind, "state": state,
                "subject": starter.saying.languages["en"].subject, "codes": list(starter.saying.languages),
                "revision": 4, "version": 0 if state == "draft" else 3, "needs": [] if state == "draft" else list(starter.needs),
                "starter": starter.id, "created_at": at(40), "updated_at": at(n / 3),
            }
        )  # fmt: skip
    return found


def whole(id: str, at: At, called: Called) -> Json:
    """A template with what it says; that of id 1 is full of faults."""
    starter = starters.find("cart-second" if id != "901" else "birthday")
    assert starter is not None
    languages = {code: content.model_dump() for code, content in starter.saying.languages.items()}
    if id == "1":
        body = (
            languages["en"]["body"].replace("store.name", "store.nmae", 1).replace("<mj-attributes>", "<mj-atributes>")
        )
        languages["en"] |= {"subject": "", "body": body}
        languages["pl"] |= {
            "preview": "",
            "body": languages["pl"]["body"].replace('<mj-include path="footer" for="marketing" />', ""),
        }
    row = {**templates(at, called, 50)[1], "id": id, "name": called(starter.names["en"])}
    return row | {"languages": languages, "updated_by": "Olga Marchenko"}


def preview(sent: Json) -> Json:
    """The mail as it would be sent, with example values."""
    saying = routes.said_by(routes.MailSaying.model_validate({name: sent[name] for name in ("kind", "languages")}))
    found, findings = check(saying, shop_language="en")
    told = [one.model_dump() for one in routes.shown_findings(findings)]
    if found.version is None:
        return {"mail": None, "findings": told, "made_up": [], "left_out": []}
    code = sent["language"] if sent["language"] in found.version.languages else next(iter(found.version.languages))
    mail = write(ready(found.version.languages[code], code), examples())
    shown = {
        "language": mail.language, "subject": mail.subject, "html": mail.html, "text": mail.text, "sender_name": "",
        "sender_address": "", "reply_to": "", "size_bytes": len(mail.html.encode()),
    }  # fmt: skip
    return {"mail": shown, "findings": told, "made_up": sorted(found.version.uses), "left_out": []}


def answer(
    method: str, url: str, sent: Json, *, at: At, called: Called, empty: bool = False, many: int = 50
) -> Json | None:
    """The answer to a request about mail templates, None for any other."""
    parts = [part for part in urlparse(url).path.split("/") if part]
    if parts[:2] != ["v1", "mail-templates"]:
        return None
    match method, parts[2:]:
        case "GET", []:
            archived = "archived" in parse_qs(urlparse(url).query)
            return {"data": [] if empty or archived else templates(at, called, many), "next_cursor": None}
        case "GET", ["words"]:
            return routes.get_words(None).model_dump()
        case "GET", ["starters"]:
            return [one.model_dump() for one in routes.list_starters(None)]
        case "POST", ["preview"]:
            return preview(sent)
        case "GET", [id, "versions"]:
            kept = whole(id, at, called)
            return [
                {**{name: kept[name] for name in ("name", "kind", "languages", "needs")}, "version": number,
                 "created_at": at(30 - 9 * number), "created_by": "Olga Marchenko"}
                for number in (3, 2, 1)
            ]  # fmt: skip
        case "GET", [id]:
            return whole(id, at, called)
    return None
