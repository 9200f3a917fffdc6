"""What stands before every route: headers that keep browsers in line, a limit to what is read, a door for other pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from regulars.core.sentences import say
from regulars.http import customer_tokens
from regulars.http.languages import answering
from regulars.http.problems import answer, document

LARGEST_BODY_BYTES = 32 * 1024 * 1024
FILES = "/v1/imports"
EVENTS = "/v1/events"
SHOWN = frozenset(f"/v1/storefront/{what}" for what in ("points", "points/history", "coupons", "referral"))
ESTIMATE = "/v1/storefront/points/estimate"
REWARDS = "/v1/storefront/rewards"
SUBSCRIPTIONS = "/v1/storefront/subscriptions"
OWN_SUBSCRIPTIONS = f"{SUBSCRIPTIONS}/mine"
DAY_SECONDS = 86400
HSTS = "max-age=31536000"

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: https:",  # mails are shown with the shop's pictures
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SecurityHeaders:
    """Adds the headers, and says what may be kept: built files for ever, pages after asking, answers never."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers["Cache-Control"] = _kept(scope["path"], message["status"])
                if scope["scheme"] == "https":
                    headers["Strict-Transport-Security"] = HSTS
            await send(message)

        await self.app(scope, receive, with_headers)


@cache
def answer_headers(scheme: str) -> Sequence[tuple[bytes, bytes]]:
    """The same headers, as an answer of the API has them."""
    headers = {**HEADERS, "Cache-Control": _kept("/v1/", 200)}
    if scheme == "https":
        headers["Strict-Transport-Security"] = HSTS
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _kept(path: str, status: int) -> str:
    if path.startswith("/assets/") and status == 200:
        return "public, max-age=31536000, immutable"
    return "no-store" if path.startswith("/v1/") else "no-cache"


class Storefronts:
    """Lets the pages of any shop send events, show a customer what is theirs, exchange their points for rewards and choose what
    they are subscribed to; to all the rest of the API only our own pages have access.

    The publishable key is for everybody to read, so any origin may. Cookies are never let through: a page of
    another origin can't do anything in the name of who is signed in here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        sending = ["Authorization", "Content-Type", "Idempotency-Key"]
        self.doors: dict[str, ASGIApp] = {EVENTS: _open(app, ["POST"], sending)}
        self.doors |= dict.fromkeys(SHOWN, _open(app, ["GET"], ["Authorization", customer_tokens.HEADER]))
        self.doors[ESTIMATE] = _open(app, ["POST"], ["Authorization", "Content-Type", customer_tokens.HEADER])
        self.doors[SUBSCRIPTIONS] = _open(app, ["POST"], sending)
        for path in (REWARDS, OWN_SUBSCRIPTIONS):
            self.doors[path] = _open(app, ["GET", "POST"], [*sending, customer_tokens.HEADER])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        await self.doors.get(path, self.app)(scope, receive, send)


def _open(app: ASGIApp, methods: Sequence[str], headers: Sequence[str]) -> ASGIApp:
    """A door through which pages of any origin come with these methods and headers."""
    return CORSMiddleware(
        app,
        allow_origins=["*"],
        allow_methods=methods,
        allow_headers=headers,
        expose_headers=["Retry-After"],
        max_age=DAY_SECONDS,
    )


class TooLarge(Exception):
    """More was sent than is read."""


class BodyLimit:
    """Refuses bodies that are larger than any call needs; files are read as they come and have no limit here."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == FILES:
            return await self.app(scope, receive, send)
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdigit() and int(declared) > LARGEST_BODY_BYTES:
            return await _refuse(scope, receive, send)
        read = 0
        started = False

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LARGEST_BODY_BYTES:
                raise TooLarge
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, counted, noted)
        except TooLarge:
            if started:
                raise
            await _refuse(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    most = LARGEST_BODY_BYTES // 2**20
    said = say("a call may send at most {most} MiB; send it in parts, or as a file to {files}", most=most, files=FILES)
    language = answering(Headers(scope=scope).get("accept-language", ""))
    response = answer(document(413, "too_large", said, facts={"most_bytes": LARGEST_BODY_BYTES}), language=language)
    await response(scope, receive, send)
