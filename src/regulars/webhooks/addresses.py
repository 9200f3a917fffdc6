"""Which addresses are sent to: public ones, unless the installation allows others.

An admin who can write an address must not reach through us what only our own
network can: metadata services, databases, routers. So an address is looked at
when it is given, as far as it says what it is, and again, with everything that
its name resolves to, each time a connection is made.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from ipaddress import IPv4Address, IPv6Address

import httpx

from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import either, say

Address = IPv4Address | IPv6Address

LONGEST = 2_000
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")
_RELAYS = ipaddress.IPv4Network("192.88.99.0/24")


class AddressRefused(Exception):
    """What a host resolves to is not sent to."""


def is_public(address: Address) -> bool:
    """Whether an address is of the whole Internet, also when an IPv4 address is wrapped in it."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        return address in _UNICAST and address.is_global and address.scope_id is None
    return (
        address.is_global
        and not (address.is_multicast or address.is_reserved or address.is_unspecified)
        and address not in _RELAYS
    )


def literal(host: str) -> Address | None:
    """The address that a host is, however it is written (127.1, 0x7f000001, 2130706433), or None for a name."""
    host = host.strip("[]").rstrip(".")
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host)) if host else None
    except OSError:
        return None


def let_through(host: str, addresses: list[str]) -> list[str]:
    """The addresses that a host resolved to, if all of them are public; raises `AddressRefused`."""
    for each in addresses:
        if not is_public(ipaddress.ip_address(each)):
            raise AddressRefused(
                say("{host} is at {each}, which is not a public address; nothing was sent", host=host, each=each)
            )
    return addresses


def checked(url: str, *, private: bool) -> str:
    """An address as it may be kept; raises `Invalid`. `private` also allows http and addresses that aren't public."""
    if len(url) > LONGEST:
        raise _refused("too_long", say("an address has at most {longest:,} characters", longest=LONGEST))
    try:
        parsed = httpx.URL(url.strip())
        host = parsed.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        raise _refused("url", say("this is no address; write one such as https://shop.example/webhooks")) from None
    if parsed.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        begin = either(["https://", "http://"] if private else ["https://"])
        raise _refused("url", say("write an address that begins with {begin}", begin=begin))
    if parsed.port is not None and not 0 < parsed.port < 65_536:
        raise _refused("port", say("a port is a number from 1 to 65535"))
    if parsed.userinfo:
        raise _refused("userinfo", say("leave out the user and password; messages are signed instead"))
    if parsed.fragment:
        raise _refused("fragment", say("leave out what follows the #; it would not be sent"))
    if private:
        return str(parsed)
    if parsed.scheme != "https":
        raise _refused(
            "https",
            say(
                "write an address with https://; others can read what is sent without it. Whoever runs Regulars can allow http:// and addresses of one's own network with REGULARS_WEBHOOKS_PRIVATE=true"
            ),
        )
    found = literal(host)
    if (found is not None and not is_public(found)) or _is_of_this_machine(host):
        raise _refused(
            "private",
            say(
                "this address is not public, and messages are sent to public addresses only; whoever runs Regulars can allow others with REGULARS_WEBHOOKS_PRIVATE=true"
            ),
        )
    return str(parsed)


def _is_of_this_machine(host: str) -> bool:
    name = host.lower().rstrip(".")
    return name == "localhost" or name.endswith(".localhost")


def _refused(code: str, detail: str) -> Invalid:
    return Invalid(detail, [Fault("/url", code, detail)])
