"""The words in links of mails: each says which message it is of and what for, and nobody can make one.

There is no address in them. A word holds the message's number and twelve bytes
of an HMAC over it, over what it is for and, of a link that leads elsewhere, over
where to: so nobody can have us send people anywhere we didn't write of.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import Literal

Purpose = Literal["open", "click", "leave", "prefer", "confirm", "bounce"]
_MAC = 12


def token(secret: bytes, purpose: Purpose, id: int, extra: str = "") -> str:
    """The word of a message (or of a request to subscribe) for a purpose."""
    assert id > 0, id
    body = id.to_bytes((id.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(body + _mac(secret, purpose, body, extra)).decode().rstrip("=")


def read(secret: bytes, purpose: Purpose, word: str, extra: str = "") -> int | None:
    """Whose it is; None when it wasn't made here, for this purpose."""
    if not word.isascii() or not 16 < len(word) < 40:
        return None
    try:
        packed = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    body, mac = packed[:-_MAC], packed[-_MAC:]
    if not 0 < len(body) <= 8 or not hmac.compare_digest(mac, _mac(secret, purpose, body, extra)):
        return None
    return int.from_bytes(body, "big")


def _mac(secret: bytes, purpose: Purpose, body: bytes, extra: str) -> bytes:
    return hmac.digest(secret, b"\0".join((purpose.encode(), body, extra.encode("utf-8", "surrogatepass"))), "sha256")[
        :_MAC
    ]
