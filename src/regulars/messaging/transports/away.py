"""Why a mail server takes nothing just now, and what to do: our words, and those of the server as it said them."""

from __future__ import annotations

import smtplib
import socket
import ssl

from regulars.core.sentences import say

MOST_QUOTED = 300


def why(error: OSError, where: str) -> str:
    """What went wrong when the server at `where` was connected to; `smtplib` has its errors among those of the system."""
    match error:
        case smtplib.SMTPAuthenticationError():
            said = _quoted(error.smtp_error)
            return say(
                "{where} doesn't take this user and password ({smtp_code} {said})",
                where=where,
                smtp_code=error.smtp_code,
                said=said,
            )
        case smtplib.SMTPResponseException():
            said = _quoted(error.smtp_error)
            return say("{where} refuses: {smtp_code} {said}", where=where, smtp_code=error.smtp_code, said=said)
        case smtplib.SMTPServerDisconnected():
            return say("{where} closed the connection", where=where)
        case smtplib.SMTPException():  # of those that are left only signing in raises one
            return say("{where} offers no way to sign in that is known here; leave out user and password", where=where)
        case ssl.SSLCertVerificationError():
            return say(
                "the certificate of {where} can't be trusted: {verify_message}",
                where=where,
                verify_message=error.verify_message,
            )
        case ssl.SSLError():
            return say(
                "{where} doesn't speak TLS as it is set ({reason}); try the other encryption",
                where=where,
                reason=error.reason,
            )
        case TimeoutError():
            return say("{where} doesn't answer", where=where)
        case ConnectionRefusedError():
            return say("{where} can't be reached: nothing answers there; look at server and port", where=where)
        case socket.gaierror():
            return say("{host} can't be found", host=where.rpartition(":")[0])
    return say("{where} can't be reached: {error}", where=where, error=error.strerror or error)


def without_starttls(where: str, username: str | None) -> str:
    """That it offers none of what encrypts; a password needs that."""
    if username:
        return say("{where} doesn't offer STARTTLS; choose TLS, which most servers have at port 465", where=where)
    return say("{where} doesn't offer STARTTLS; choose another encryption", where=where)


def without_sign_in(where: str, *, in_clear: bool) -> str:
    """That it takes no password, as some don't before the connection is encrypted."""
    if in_clear:
        return say("{where} takes no user and password; leave them out, or choose an encryption", where=where)
    return say("{where} takes no user and password; leave them out", where=where)


def _quoted(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return text.replace("\n", " ")[:MOST_QUOTED]
