"""Mail goes to its server encrypted, and only to the server that it is meant for."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.messaging.certificates import Authority
from tests.messaging.conftest import Box, House, serving, smtp, to

from regulars.core.sentences import told as in_language
from regulars.messaging import mail_settings
from regulars.messaging.transports import TransportDown

WAYS = ("starttls", "tls")


@contextmanager
def encrypted(way: str, context: ssl.SSLContext) -> Iterator[Box]:
    """A mail server that takes nothing in the clear."""
    said = {"ssl_context": context} if way == "tls" else {"tls_context": context, "require_starttls": True}
    with serving(**said, auth_required=True, auth_require_tls=way == "starttls") as box:
        yield box


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    folder = tmp_path / "authority"
    folder.mkdir()
    return Authority.made(folder)


def told(house: House) -> str:
    """Why nothing could be sent, as the pages say it."""
    with pytest.raises(TransportDown) as down:
        house.send()
    with house.books.transaction() as unit:
        trouble = mail_settings.trouble(unit)
    assert trouble is not None
    assert trouble.what == down.value.why
    return trouble.what


@pytest.mark.parametrize("way", WAYS)
def test_mail_goes_to_a_server_whose_authority_is_trusted(
    house: House, authority: Authority, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    with encrypted(way, authority.server("127.0.0.1")) as box:
        house.change(**smtp(box, security=way, username="shop", password="open sesame"))
        house.queue(to(house.customer("anna")))

        house.send()
        house.postman.close()

    assert house.states() == [("m", "accepted", None)]
    assert box.to("anna@shop.example")["Subject"] == "Good day"
    assert box.signed_in == ["shop"]


@pytest.mark.parametrize("way", WAYS)
def test_a_server_that_nobody_vouches_for_gets_neither_mail_nor_password(
    house: House, authority: Authority, way: str
) -> None:
    with encrypted(way, authority.server("127.0.0.1")) as box:
        house.change(**smtp(box, security=way, username="shop", password="open sesame"))
        house.queue(to(house.customer("anna")))

        said = told(house)

        assert said.startswith(f"the certificate of 127.0.0.1:{box.port} can't be trusted: ")
        assert house.rows("select state, attempts, claimed_until from message") == [("queued", 0, None)]
        assert (box.mails, box.signed_in) == ([], [])


@pytest.mark.parametrize("way", WAYS)
def test_a_server_under_another_name_than_its_own_is_refused(
    house: House, authority: Authority, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    with encrypted(way, authority.server("mail.shop.example")) as box:
        house.change(**smtp(box, security=way))
        house.queue(to(house.customer("anna")))

        assert "127.0.0.1" in told(house)
        assert box.mails == []


@pytest.mark.parametrize("way", WAYS)
def test_a_certificate_is_not_looked_at_where_the_settings_say_so(house: House, authority: Authority, way: str) -> None:
    with encrypted(way, authority.server("elsewhere.example")) as box:
        house.change(**smtp(box, security=way, verify=False, username="shop", password="open sesame"))
        house.queue(to(house.customer("anna")))

        house.send()
        house.postman.close()

    assert house.states() == [("m", "accepted", None)]


def test_the_wrong_encryption_is_said_to_be_wrong(house: House, box: Box) -> None:
    house.change(**smtp(box, security="tls"))
    house.queue(to(house.customer("anna")))
    assert "doesn't speak TLS as it is set" in told(house)

    house.change(security="starttls")
    assert told(house).endswith("doesn't offer STARTTLS; choose another encryption")


def test_what_to_do_about_a_server_without_encryption_goes_by_what_is_set(house: House, box: Box) -> None:
    """A password goes nowhere in the clear but on this machine; what is empty can't be left out."""
    house.queue(to(house.customer("anna")))
    house.change(**smtp(box, security="starttls", username="shop", password="open sesame"))
    assert told(house).endswith("doesn't offer STARTTLS; choose TLS, which most servers have at port 465")

    house.change(security="none")
    assert told(house).endswith("takes no user and password; leave them out, or choose an encryption")


def test_why_nothing_is_sent_is_kept_for_readers_of_any_language(house: House, box: Box) -> None:
    house.change(**smtp(box, security="starttls"))
    house.queue(to(house.customer("anna")))
    told(house)

    with house.books.transaction() as unit:
        trouble = mail_settings.trouble(unit)

    assert trouble is not None
    said = in_language(trouble.what, "pl")
    assert said == f"127.0.0.1:{box.port} nie oferuje STARTTLS; wybierz inne szyfrowanie"
