"""DKIM: a mail is signed with the domain's key, so that who gets it can see that it is from there and unchanged.

RSA-2048 and SHA-256, headers relaxed, body as it is: bodies are made here in
lines that no server has a reason to touch. `From`, `To`, `Subject` and the headers of
one-click unsubscribing are signed once more than they occur, so that none can be added.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

Header = tuple[str, str]

KEY_BITS = 2048
SIGNED = (
    "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Feedback-ID", "Auto-Submitted",
)  # fmt: skip
ONCE_MORE = ("From", "To", "Subject", "Date", "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post")
_WHITE = re.compile(r"[ \t]+")


def fresh_key() -> str:
    """A new private key, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _loaded(pem: str) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def record(pem: str) -> str:
    """What stands in the DNS as TXT of `SELECTOR._domainkey.DOMAIN`."""
    public = (
        _loaded(pem)
        .public_key()
        .public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    return f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for one domain. Any number of threads may."""

    domain: str
    selector: str
    key: rsa.RSAPrivateKey

    @classmethod
    def of(cls, domain: str, selector: str, pem: str) -> Signer:
        return cls(domain, selector, _loaded(pem))

    def header(self, headers: Sequence[Header], body: bytes, at: datetime) -> Header:
        """The signature of a mail, as the header that goes before its others. `body` ends its lines with CRLF."""
        there = {name.lower(): value for name, value in headers}
        names = [name for name in SIGNED if name.lower() in there]
        signed = [*names, *ONCE_MORE]
        digest = base64.b64encode(hashlib.sha256(_simple(body)).digest()).decode()
        unsigned = (
            f"v=1; a=rsa-sha256; c=relaxed/simple; d={self.domain}; s={self.selector};\r\n"
            f" t={int(at.timestamp())}; h={':'.join(signed[:7])}:\r\n {':'.join(signed[7:])};\r\n bh={digest};\r\n b="
        )
        lines = [_relaxed(name, there[name.lower()]) for name in names]
        lines.append(_relaxed("DKIM-Signature", unsigned))
        signature = self.key.sign("\r\n".join(lines).encode(), padding.PKCS1v15(), hashes.SHA256())
        text = base64.b64encode(signature).decode()
        return "DKIM-Signature", unsigned + "\r\n ".join(text[n : n + 72] for n in range(0, len(text), 72))


def _relaxed(name: str, value: str) -> str:
    return f"{name.lower()}:{_WHITE.sub(' ', value.replace(chr(13) + chr(10), '')).strip()}"


def _simple(body: bytes) -> bytes:
    """Without empty lines at the end, but with the end of the last line."""
    return body.rstrip(b"\r\n") + b"\r\n"
