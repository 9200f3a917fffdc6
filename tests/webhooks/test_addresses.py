"""Nothing is sent to addresses that only our own network can reach, however they are written or named."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from regulars.core.errors import Invalid
from regulars.webhooks import addresses
from regulars.webhooks.addresses import AddressRefused, is_public, let_through
from regulars.webhooks.deliverer import Deliverer

from .conftest import House


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "192.88.99.1", "::", "::1", "fe80::1", "fe80::1%1", "fc00::1",
        "fd12::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_of_our_own_network_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
    with pytest.raises(AddressRefused):
        let_through("shop.example", ["93.184.215.14", address])


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07::1", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14"]
)
def test_addresses_of_the_internet_are(address: str) -> None:
    assert let_through("shop.example", [address]) == [address]


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/", "ftp://shop.example/", "shop.example", "https://", "https://jan:secret@shop.example/",
        "https://shop.example/#part", "https://localhost/", "https://db.localhost./", "https://127.0.0.1/",
        "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://2130706433/", "https://0x7f000001/", "https://127.1/",
        "https://0177.0.0.1/", "https://10.0.0.1./", "https://shop.example/" + "x" * 2_000, "https://exa mple/", "",
    ],
)  # fmt: skip
def test_what_is_no_public_address_is_refused_where_it_is_given(url: str) -> None:
    with pytest.raises(Invalid) as refusal:
        addresses.checked(url, private=False)

    assert refusal.value.errors[0].pointer == "/url"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://shop.example/hooks?a=1", "https://shop.example/hooks?a=1"),
        (" https://Żółw.example:8443 ", "https://xn--w-uga1v8h.example:8443"),
        ("https://93.184.215.14/", "https://93.184.215.14/"),
    ],
)
def test_public_addresses_are_kept(url: str, kept: str) -> None:
    assert addresses.checked(url, private=False) == kept


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/", "http://shop/"])
def test_others_are_kept_where_they_are_allowed(url: str) -> None:
    assert addresses.checked(url, private=True) == url


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::ffff:127.0.0.1]", "[::1]", "rebound.example"],
)
def test_where_a_name_leads_is_looked_at_when_it_is_sent(
    house: House, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    """An endpoint that got into the books some other way, or whose name has another address by now."""
    resolve = socket.getaddrinfo
    names = {"rebound.example": "127.0.0.1"}
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *rest, **named: resolve(names.get(host, host), *rest, **named)
    )
    port = house.shop.url.rpartition(":")[2]
    house.listen(url=f"https://{host}:{port}/")
    house.announce(1)

    Deliverer(house.books).deliver_due(house.clock.at)

    assert house.shop.received == []
    [(state, error)] = house.rows("select state, last_error from webhook_delivery")
    assert state == "failed"
    assert "which is not a public address; nothing was sent" in error


def test_http_is_not_sent_to_unless_it_is_allowed(house: House) -> None:
    house.listen()
    house.announce(1)

    Deliverer(house.books).deliver_due(house.clock.at)

    assert house.shop.received == []


def test_a_name_that_nobody_has_is_a_failed_attempt(house: House) -> None:
    house.listen(url="https://shop.invalid/")
    house.announce(1)

    Deliverer(house.books).deliver_due(house.clock.at)

    [(error,)] = house.rows("select last_error from webhook_delivery")
    assert error == "no answer: shop.invalid can't be found"


@pytest.mark.parametrize("url", ["http://127.0.0.1:999999/", "https://shop.example:0/"])
def test_a_port_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(Invalid):
        addresses.checked(url, private=True)
