"""The first people and programs are let in from the command line."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from regulars import cli
from regulars.books import Books
from regulars.cli import serve
from regulars.core.errors import Conflict, Invalid, NotFound
from regulars.http import access, actor
from regulars.http.scopes import SECRET, Role, Scope
from regulars.settings import Settings

Run = Callable[..., Result]

PASSWORD = "three green apples"


@pytest.fixture
def run(books_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("REGULARS_DATABASE_URL", books_url)

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli.build(), arguments)

    return invoke


def test_an_owner_is_let_in_with_a_password_that_is_made_and_told(run: Run, books: Books) -> None:
    told = run("user", "create", "olga@shop.example", "--name", "Olga").output

    password = told.split()[-1]
    with books.transaction() as unit:
        user = access.check_password(unit, "olga@shop.example", password)
    assert (user.name, user.role) == ("Olga", Role.OWNER)


def test_serving_says_how_to_be_let_in_while_nobody_can_sign_in(
    run: Run, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [str(tmp_path / ".venv/bin/regulars"), "serve"])
    settings = Settings(data_dir=tmp_path / "my shop")

    before = serve.welcome(books, settings)
    run("user", "create", "olga@shop.example")

    assert f"REGULARS_DATA_DIR='{tmp_path}/my shop' .venv/bin/regulars user create you@example.com" in before
    assert serve.welcome(books, settings) == ""


def test_a_password_that_was_given_is_not_told(run: Run, books: Books) -> None:
    told = run("user", "create", "olga@shop.example", "--role", "support", "--password", PASSWORD).output

    assert PASSWORD not in told
    with books.transaction() as unit:
        assert access.check_password(unit, "olga@shop.example", PASSWORD).role == Role.SUPPORT


def test_a_forgotten_password_is_replaced(run: Run, books: Books) -> None:
    run("user", "create", "olga@shop.example", "--password", PASSWORD)

    run("user", "password", "olga@shop.example", "--password", "four green apples")

    with books.transaction() as unit:
        access.check_password(unit, "olga@shop.example", "four green apples")
        with pytest.raises(access.WrongPassword):
            access.check_password(unit, "olga@shop.example", PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (("user", "create", "olga@shop.example", "--password", "short"), Invalid),
        (("user", "create", "olga"), Invalid),
        (("user", "create", "olga@shop.example", "--name", " "), Invalid),
        (("user", "password", "nobody@shop.example"), NotFound),
        (("key", "create", "shop"), Invalid),
        (("key", "create", " ", "--publishable"), Invalid),
        (("key", "create", "shop", "--publishable", "--scope", "points:write"), Invalid),
    ],
)
def test_what_can_not_be_is_refused(run: Run, arguments: tuple[str, ...], refusal: type[Exception]) -> None:
    assert isinstance(run(*arguments).exception, refusal)


def test_an_address_that_is_taken_is_refused(run: Run) -> None:
    run("user", "create", "olga@shop.example")

    assert isinstance(run("user", "create", "OLGA@shop.example").exception, Conflict)


def test_a_key_is_told_once_and_does_what_it_was_made_for(run: Run, books: Books) -> None:
    told = run("key", "create", "shop", "--scope", "records:write", "--scope", "customers:read").output

    [key] = re.findall(r"rk_\S+", told)
    with books.transaction() as unit:
        found = actor.of_key(unit, key)
    assert found is not None
    assert found.scopes == {Scope.RECORDS_WRITE, Scope.CUSTOMERS_READ}


def test_a_key_is_offered_only_what_it_can_have(run: Run) -> None:
    told = run("key", "create", "--help").output
    refused = run("key", "create", "x", "--scope", "keys:write")

    words = set(re.findall(r"[a-z]+:[a-z]+", told))
    assert words == {scope.value for scope in SECRET}
    assert "storefront" not in re.sub(r"\s+", " ", told).replace("For the pages", "")
    assert refused.exit_code == 2
