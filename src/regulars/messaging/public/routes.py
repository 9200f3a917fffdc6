"""Routes of the links in mails. None of them asks who it is, none tells more than its message's reader knows, and what
changes anything is asked for by POST: programs follow links, and press no buttons."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from regulars.books import Unit
from regulars.books.shop import name_of
from regulars.http.attempts import Attempts, TooManyAttempts
from regulars.http.house import InHouse
from regulars.messaging import consents, following, mail_settings
from regulars.messaging.consents import Consent, Preference, Word
from regulars.messaging.following import Followed
from regulars.messaging.model import tokens
from regulars.messaging.model.gate import Status
from regulars.messaging.model.machines import is_machine
from regulars.messaging.texts import LANGUAGES, accepted, language_of

from . import lists, subscriptions
from .lists import KnownList
from .pages import Page

router = APIRouter(prefix="/m", include_in_schema=False)

PAGES_OF_ADDRESS, COUNTED_OF_ADDRESS = 120, 3_000
"""In five minutes: a provider's proxies load pictures for many readers."""
of_pages, of_counted = Attempts(), Attempts()
PAUSES_DAYS = (30, 90)
LONGEST_FORM = 20_000
NOTHING = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
"""A picture of one transparent point."""


async def read_form(request: Request) -> dict[str, list[str]]:
    """What a form says; of one that is too long nothing is read."""
    body = await request.body()
    if len(body) > LONGEST_FORM:
        return {}
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        form = await request.form()
        return {name: [str(one) for one in form.getlist(name)] for name in form}
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=200)


Form = Annotated[dict[str, list[str]], Depends(read_form)]


@router.api_route("/o/{word}.gif", methods=["GET", "HEAD"])
def opened(word: str, request: Request, house: InHouse) -> Response:
    """Count that a mail was opened; whatever comes of it, there is a picture."""
    if _may_be_counted(request, house.clock()):

        def note(unit: Unit) -> None:
            id = tokens.read(mail_settings.link_secret(unit), "open", word)
            message = None if id is None else following.find(unit, id)
            if message is not None:
                following.opened(unit, message.id, by_machine=_is_machine(request, message, unit.now))

        house.books.perform(note)
    return Response(NOTHING, media_type="image/gif", headers={"Cache-Control": "no-store"})


@router.api_route("/c/{word}", methods=["GET", "HEAD"])
def clicked(word: str, request: Request, house: InHouse, u: Annotated[str, Query()] = "") -> Response:
    """Lead to where a link leads that was written here; nowhere else."""

    def note(unit: Unit) -> bool:
        id = tokens.read(mail_settings.link_secret(unit), "click", word, u)
        if id is None:
            return False
        message = following.find(unit, id)
        counted = message is not None and _may_be_counted(request, unit.now)
        if counted and message is not None and not _is_machine(request, message, unit.now):
            following.clicked(unit, message.id)
        return True

    if not house.books.perform(note):
        with house.books.transaction() as unit:
            return _wrong(unit, request)
    return RedirectResponse(u, 302, headers={"Referrer-Policy": "no-referrer"})


@router.get("/u/{word}")
def leaving(word: str, request: Request, house: InHouse) -> HTMLResponse:
    """Show what leaving does; it isn't done yet. Who has left is told so."""
    with house.books.transaction() as unit:
        refused = _refused(unit, request)
        message = None if refused else _message(unit, "leave", word)
        if refused or message is None:
            return refused or _wrong(unit, request)
        if following.has_left(unit, message):
            return _left(unit, _page(unit, request, message), message)
        return _page(unit, request, message).button(
            "leave", "leave_text", "leave_button", list=lists.called(unit, message.list)
        )


@router.post("/u/{word}")
def leave(word: str, request: Request, house: InHouse, form: Form) -> HTMLResponse:
    """Leave: by the page's button, or by a mail program's own (RFC 8058)."""

    def work(unit: Unit) -> HTMLResponse:
        refused = _refused(unit, request)
        message = None if refused else _message(unit, "leave", word)
        if refused or message is None:
            return refused or _wrong(unit, request)
        page = _page(unit, request, message)
        source: consents.Origin = "mail_link" if form.get("by") == ["page"] else "one_click"
        following.leave(unit, message, wording=page.text("wording_left"), source=source)
        return _left(unit, page, message)

    return house.books.perform(work)


def _left(unit: Unit, page: Page, message: Followed) -> HTMLResponse:
    """That the list is left, and the way to what else may be chosen."""
    secret = mail_settings.link_secret(unit)
    choose = f'<p><a href="../p/{tokens.token(secret, "prefer", message.id)}">{page.text("choose")}</a></p>'
    more = choose if message.customer_id is not None else ""
    return page.message("left", "left_text", more=more, list=lists.called(unit, message.list))


@router.get("/p/{word}")
def preferences(word: str, request: Request, house: InHouse) -> HTMLResponse:
    """What a customer may choose, as it is."""
    with house.books.transaction() as unit:
        return _preferences(unit, request, word, house, saved=False)


@router.post("/p/{word}")
def choose(word: str, request: Request, house: InHouse, form: Form) -> HTMLResponse:
    """Keep what a customer chose."""
    with house.books.transaction() as unit:
        known = _known_lists(unit, house, _message(unit, "prefer", word))

    def work(unit: Unit) -> HTMLResponse:
        message = _message(unit, "prefer", word)
        if (
            message is not None
            and message.customer_id is not None
            and not message.is_test
            and not _refused(unit, request)
        ):
            _keep(unit, request, message, known, form)
            return _preferences(unit, request, word, house, saved=True)
        return _preferences(unit, request, word, house, saved=False)

    return house.books.perform(work)


@router.get("/s/{word}")
def confirming(word: str, request: Request, house: InHouse) -> HTMLResponse:
    """Ask whether a subscription is meant."""
    with house.books.transaction() as unit:
        refused = _refused(unit, request)
        asked = None if refused else _asked(unit, word)
        if refused or asked is None:
            return refused or _wrong(unit, request)
        page = _page(unit, request, None, asked.language)
        if subscriptions.is_over(asked, unit.now):
            return page.message("expired", "expired_text", status=410, days=str(subscriptions.GOOD_FOR.days))
        return page.button(
            "confirm", "confirm_text", "confirm_button", list=lists.called(unit, asked.list), address=asked.address
        )


@router.post("/s/{word}")
def confirm(word: str, request: Request, house: InHouse) -> HTMLResponse:
    """Say that a subscription is meant."""

    def work(unit: Unit) -> HTMLResponse:
        refused = _refused(unit, request)
        asked = None if refused else _asked(unit, word)
        if refused or asked is None:
            return refused or _wrong(unit, request)
        page = _page(unit, request, None, asked.language)
        if not subscriptions.confirm(unit, asked, ip=_ip(request)):
            return page.message("expired", "expired_text", status=410, days=str(subscriptions.GOOD_FOR.days))
        return page.message("confirmed", "confirmed_text", list=lists.called(unit, asked.list), address=asked.address)

    return house.books.perform(work)


def _preferences(unit: Unit, request: Request, word: str, house: InHouse, *, saved: bool) -> HTMLResponse:
    refused = _refused(unit, request)
    message = None if refused else _message(unit, "prefer", word)
    if refused or message is None or message.customer_id is None:
        return refused or _wrong(unit, request)
    chosen = consents.preferences(unit, [message.customer_id]).get(message.customer_id, Preference())
    paused = chosen.paused_until if chosen.paused_until is not None and chosen.paused_until > unit.now else None
    date = "" if paused is None else paused.astimezone(house.shop.calendar.zone).strftime("%Y-%m-%d")
    shown = [
        (key, lists.called(unit, one.name), one.is_confirmed) for key, one in _known_lists(unit, house, message).items()
    ]
    page = _page(unit, request, message)
    return page.preferences(
        shown, language=chosen.language, paused_until=paused, days=PAUSES_DAYS, saved=saved, date=date
    )


def _known_lists(unit: Unit, house: InHouse, message: Followed | None) -> dict[str, KnownList]:
    """The lists that a message's reader has to do with, by their folded names."""
    if message is None or message.customer_id is None:
        return {}
    return lists.known(unit, house.facts, message.customer_id, [message.list])


def _keep(
    unit: Unit,
    request: Request,
    message: Followed,
    known: Mapping[str, KnownList],
    form: Mapping[str, Sequence[str]],
) -> None:
    assert message.customer_id is not None
    wanted = set(form.get("list", ()))
    page = _page(unit, request, message)
    for key, one in known.items():
        if (key in wanted) == one.is_confirmed or not message.address:
            continue
        status: Status = "confirmed" if key in wanted else "left"
        shown = lists.called(unit, one.name)  # what the page called it is what was agreed to
        wording = page.text("wording_chosen", list=shown) if status == "confirmed" else page.text("wording_left")
        ip = _ip(request) if status == "confirmed" else None
        consents.say(
            unit,
            Word(
                message.address,
                one.name,
                status,
                wording,
                "preferences",
                message.customer_id,
                page.language,
                ip,
                message.id,
            ),
        )
    before = consents.preferences(unit, [message.customer_id]).get(message.customer_id, Preference())
    language = next((one for one in form.get("language", ()) if one in LANGUAGES), None)
    pause = next(iter(form.get("pause", ())), "0")
    until = before.paused_until if pause == "same" else None
    if pause.isdecimal() and int(pause) in PAUSES_DAYS:
        until = unit.now + timedelta(days=int(pause))
    consents.prefer(unit, message.customer_id, Preference(language, until))


def _message(unit: Unit, purpose: tokens.Purpose, word: str) -> Followed | None:
    id = tokens.read(mail_settings.link_secret(unit), purpose, word)
    return None if id is None else following.find(unit, id)


def _asked(unit: Unit, word: str) -> Consent | None:
    id = tokens.read(mail_settings.link_secret(unit), "confirm", word)
    return None if id is None else consents.get(unit, id)


def _page(unit: Unit, request: Request, message: Followed | None, language: str | None = None) -> Page:
    chosen = None
    if message is not None and message.customer_id is not None:
        chosen = consents.preferences(unit, [message.customer_id]).get(message.customer_id, Preference()).language
    wanted = [
        chosen,
        language,
        message.language if message else None,
        *accepted(request.headers.get("accept-language", "")),
    ]
    shop = (unit.setting("shop") or {}).get("language")
    return Page(name_of(unit), language_of([*wanted, shop]))


def _wrong(unit: Unit, request: Request) -> HTMLResponse:
    return _page(unit, request, None).message("wrong", "wrong_text", status=404)


def _refused(unit: Unit, request: Request) -> HTMLResponse | None:
    """A page for whoever comes too often; words can't be guessed, and trying costs us."""
    try:
        of_pages.count(_ip(request), unit.now, allowed=PAGES_OF_ADDRESS)
    except TooManyAttempts:
        return _page(unit, request, None).message("often", "often_text", status=429)
    return None


def _may_be_counted(request: Request, now: datetime) -> bool:
    try:
        of_counted.count(_ip(request), now, allowed=COUNTED_OF_ADDRESS)
    except TooManyAttempts:
        return False
    return True


def _is_machine(request: Request, message: Followed, now: datetime) -> bool:
    return is_machine(request.method, request.headers, sent_at=message.sent_at, at=now)


def _ip(request: Request) -> str:
    return request.client.host if request.client else ""
