"""SMTP: one connection that is kept, with TLS, a login, and commands sent together where the server allows it.

`smtplib` connects, greets, encrypts and signs in. A mail is then given with MAIL,
RCPT and DATA in one write where there is PIPELINING, so that it costs two round trips and
not four. What happens on the way tells apart what matters: as long as the end of
the mail wasn't written, the server hasn't taken it; after that only its answer says.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Self

from regulars.core.sentences import say
from regulars.messaging.composing import Mail
from regulars.messaging.model.answers import Answer

from . import TransportDown, away

Security = Literal["none", "starttls", "tls"]
TIMEOUT_SECONDS = 30.0
ANSWER_TO_MAIL_SECONDS = 300.0
"""A server may look through a mail before it takes it; giving up earlier would only leave it unclear."""
MOST_ON_A_CONNECTION = 1_000
"""Some servers let go of a connection after so many."""
IDLE_SECONDS = 5.0
"""After so long without a mail the server is asked whether it is still there."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over, and how."""

    host: str
    port: int
    security: Security = "starttls"
    username: str | None = None
    password: str | None = None
    verify: bool = True
    """Whether its certificate must be right; a server of one's own on the same machine may have none that is."""


class Smtp:
    """A connection to a server, made when it is needed. For one thread."""

    def __init__(self, server: Server, *, own_name: str | None = None) -> None:
        self._server = server
        self._own_name = own_name
        self._smtp: smtplib.SMTP | None = None
        self._given = 0
        self._pipelines = False
        self._used_at = 0.0

    def open(self) -> None:
        if self._smtp is not None and self._given < MOST_ON_A_CONNECTION and self._answers():
            return
        self.close()
        try:
            self._smtp = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise TransportDown(away.why(error, f"{self._server.host}:{self._server.port}")) from error
        self._given = 0
        self._pipelines = self._smtp.has_extn("pipelining")
        self._used_at = time.monotonic()

    def hand_over(self, mail: Mail) -> Answer:
        try:
            self.open()
        except TransportDown as down:
            return Answer(None, down.why, given=False)
        smtp = self._smtp
        assert smtp is not None
        given = False
        try:
            refused = self._begin(smtp, mail)
            if refused is not None:
                return refused
            given = True
            self._given += 1
            smtp.send(_dotted(mail.raw))
            assert smtp.sock is not None
            smtp.sock.settimeout(ANSWER_TO_MAIL_SECONDS)
            code, text = smtp.getreply()
            smtp.sock.settimeout(TIMEOUT_SECONDS)
            self._used_at = time.monotonic()
            return _answer(code, text)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Answer(None, say("the connection broke: {error}", error=error), given=given)

    def has(self, mail_id: str, message_id: int) -> bool | None:
        return None

    def close(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (OSError, smtplib.SMTPException):
                smtp.close()

    def _begin(self, smtp: smtplib.SMTP, mail: Mail) -> Answer | None:
        """Everything before the mail itself; an answer when the server won't have it."""
        commands = [f"MAIL FROM:<{mail.sender}>", f"RCPT TO:<{mail.recipient}>", "DATA"]
        replies: list[tuple[int, bytes]] = []
        if self._pipelines:
            smtp.send("".join(f"{command}\r\n" for command in commands))
            replies = [smtp.getreply() for _ in commands]
        else:
            for command in commands:
                smtp.putcmd(command)
                replies.append(smtp.getreply())
                if replies[-1][0] >= 400:
                    break
        worst = next((reply for reply in replies if reply[0] >= 400), None)
        if worst is None:
            return None
        if len(replies) == len(commands) and replies[-1][0] == 354:
            smtp.send(b".\r\n")  # it waits for a mail to nobody
            smtp.getreply()
        self._reset(smtp)
        return _answer(*worst)

    def _reset(self, smtp: smtplib.SMTP) -> None:
        if smtp.sock is None:  # 421: the server has hung up
            self._drop()
            return
        smtp.putcmd("RSET")
        smtp.getreply()

    def _answers(self) -> bool:
        """Whether the connection that was kept is still there; asked when it was idle for a while."""
        smtp = self._smtp
        assert smtp is not None
        if smtp.sock is None:
            return False
        if time.monotonic() - self._used_at < IDLE_SECONDS:
            return True
        try:
            return smtp.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            return False

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context()
        if not server.verify:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        smtp: smtplib.SMTP
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(server.host, server.port, self._own_name, timeout=TIMEOUT_SECONDS, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, self._own_name, timeout=TIMEOUT_SECONDS)
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                if not smtp.has_extn("starttls"):
                    raise TransportDown(away.without_starttls(f"{server.host}:{server.port}", server.username))
                smtp.starttls(context=context)
                smtp.ehlo()
            if server.username:
                if not smtp.has_extn("auth"):
                    raise TransportDown(
                        away.without_sign_in(f"{server.host}:{server.port}", in_clear=server.security == "none")
                    )
                smtp.login(server.username, server.password or "")
            assert smtp.sock is not None
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _dotted(raw: bytes) -> bytes:
    ended = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
    return (b"." if ended.startswith(b".") else b"") + ended.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def _answer(code: int, text: bytes) -> Answer:
    if code < 200:  # smtplib's -1: what came is no reply
        return Answer(None, say("what the server answered is no SMTP"))
    return Answer(code, text.decode("utf-8", "replace").replace("\n", " ")[:500])
