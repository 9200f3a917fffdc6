"""An authority of a test's own, and what it certifies."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority")])


@dataclass(frozen=True)
class Authority:
    """Signs; `path`: its certificate, to trust."""

    key: ec.EllipticCurvePrivateKey
    path: Path

    @classmethod
    def made(cls, folder: Path) -> Self:
        key = ec.generate_private_key(ec.SECP256R1())
        path = folder / "authority.pem"
        its = _certificate(_NAME, key, by=key, more=x509.BasicConstraints(ca=True, path_length=0))
        path.write_bytes(its.public_bytes(serialization.Encoding.PEM))
        return cls(key, path)

    def server(self, host: str) -> ssl.SSLContext:
        """What a server at this address needs, an IP or a name."""
        key = ec.generate_private_key(ec.SECP256R1())
        try:
            name: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            name = x509.DNSName(host)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        its = _certificate(subject, key, by=self.key, more=x509.SubjectAlternativeName([name]))
        path = self.path.with_name("server.pem")
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + its.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


def _certificate(
    subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, by: ec.EllipticCurvePrivateKey, more: x509.ExtensionType
) -> x509.Certificate:
    now = datetime.now(UTC)
    identifier = x509.SubjectKeyIdentifier.from_public_key
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(_NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(more, critical=isinstance(more, x509.BasicConstraints))
        .add_extension(identifier(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
        .sign(by, hashes.SHA256())
    )
