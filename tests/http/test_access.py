"""People and programs are let in by what they know, and only that far."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from regulars.books import Books
from regulars.books.tables import audit
from regulars.books.unit import Unit
from regulars.core.errors import Conflict, Invalid
from regulars.http import access, actor, secrets
from regulars.http.scopes import Role, Scope
from regulars.http.tables import api_key, session, user_account

PASSWORD = "three green apples"


def owner(unit: Unit, email: str = "olga@shop.example") -> int:
    return access.create_user(unit, email=email, name="Olga", role=Role.OWNER, password=PASSWORD)


def sign_in(unit: Unit, email: str = "olga@shop.example") -> str:
    return access.sign_in(unit, access.check_password(unit, email, PASSWORD), PASSWORD).token


def test_a_password_is_never_stored_nor_audited(books: Books) -> None:
    with books.transaction() as unit:
        owner(unit)
        unit.flush()
        stored = unit.connection.execute(sa.select(user_account)).one()
        written = unit.connection.execute(sa.select(audit.c.details)).scalars().all()

    assert stored.password_hash.startswith("$argon2id$")
    assert PASSWORD not in str(stored) + str(written)


def test_a_person_signs_in_by_the_address_in_any_case(books: Books) -> None:
    with books.transaction() as unit:
        user = owner(unit)
        token = sign_in(unit, " OLGA@Shop.Example ")
        found = actor.of_session(unit.connection, token, unit.now)

    assert found is not None
    assert (found.name, found.role) == (f"user:{user}", Role.OWNER)


@pytest.mark.parametrize(("email", "password"), [("olga@shop.example", "wrong"), ("nobody@shop.example", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_are_told_alike(books: Books, email: str, password: str) -> None:
    with books.transaction() as unit:
        owner(unit)

        with pytest.raises(access.WrongPassword):
            access.check_password(unit, email, password)


def test_only_a_digest_of_a_session_is_kept(books: Books) -> None:
    with books.transaction() as unit:
        owner(unit)
        token = sign_in(unit)
        kept = unit.connection.execute(sa.select(session)).one()

    assert kept.token_digest == secrets.digest(token)
    assert token.encode() not in bytes(kept.token_digest)


def test_a_session_ends_at_its_instant(books: Books) -> None:
    with books.transaction() as unit:
        owner(unit)
        token = sign_in(unit)
        last = unit.now + access.SESSION_LASTS - timedelta(microseconds=1)

        assert actor.of_session(unit.connection, token, last) is not None
        assert actor.of_session(unit.connection, token, unit.now + access.SESSION_LASTS) is None


def test_signing_out_ends_the_session(books: Books) -> None:
    with books.transaction() as unit:
        owner(unit)
        token = sign_in(unit)

        access.sign_out(unit, token)

        assert actor.of_session(unit.connection, token, unit.now) is None


@pytest.mark.parametrize("change", [{"disabled": True}, {"password": "four green apples"}])
def test_a_new_password_or_being_disabled_ends_every_session(books: Books, change: dict[str, object]) -> None:
    with books.transaction() as unit:
        owner(unit)
        user = owner(unit, "boris@shop.example")
        token = sign_in(unit, "boris@shop.example")

        access.change_user(unit, user, **change)  # type: ignore[arg-type]

        assert actor.of_session(unit.connection, token, unit.now) is None


@pytest.mark.parametrize("change", [{"disabled": True}, {"role": Role.READER}])
def test_the_last_owner_stays_one(books: Books, change: dict[str, object]) -> None:
    with books.transaction() as unit:
        user = owner(unit)

        with pytest.raises(access.LastOwner):
            access.change_user(unit, user, **change)  # type: ignore[arg-type]


def test_two_users_can_not_share_an_address(books: Books) -> None:
    with books.transaction() as unit:
        owner(unit)

        with pytest.raises(Conflict):
            owner(unit, "Olga@SHOP.example")


def test_a_key_is_known_by_its_digest_until_it_is_revoked(books: Books) -> None:
    with books.transaction("user:1") as unit:
        made, key = access.create_key(unit, name="shop", publishable=False, scopes=frozenset({Scope.RECORDS_WRITE}))
        kept = unit.connection.execute(sa.select(api_key)).one()
        before = actor.of_key(unit, key)
        access.revoke_key(unit, made)

        assert before is not None
        assert (before.name, before.scopes) == (f"key:{made}", {Scope.RECORDS_WRITE})
        assert key not in str(kept)
        assert actor.of_key(unit, key) is None


def test_a_publishable_key_has_one_scope_and_takes_no_other(books: Books) -> None:
    with books.transaction("user:1") as unit:
        _, key = access.create_key(unit, name="storefront", publishable=True, scopes=frozenset())
        unit.connection.execute(sa.update(api_key).values(scopes=["points:write", "records:write"]))
        found = actor.of_key(unit, key)

        assert found is not None
        assert found.scopes == {Scope.STOREFRONT}
        with pytest.raises(Invalid):
            access.create_key(unit, name="greedy", publishable=True, scopes=frozenset({Scope.POINTS_WRITE}))


@pytest.mark.parametrize("scopes", [{Scope.KEYS_WRITE}, {Scope.USERS_WRITE}, set()])
def test_a_secret_key_makes_neither_people_nor_keys(books: Books, scopes: set[Scope]) -> None:
    with books.transaction("user:1") as unit, pytest.raises(Invalid):
        access.create_key(unit, name="shop", publishable=False, scopes=frozenset(scopes))


def test_every_change_is_in_the_audit(books: Books) -> None:
    with books.transaction("user:1") as unit:
        user = owner(unit)
        access.change_user(unit, user, name="Olha")
        made, _ = access.create_key(unit, name="shop", publishable=True, scopes=frozenset())
        access.revoke_key(unit, made)
        unit.flush()
        written = unit.connection.execute(sa.select(audit.c.actor, audit.c.action, audit.c.subject)).all()

    assert [tuple(row) for row in written] == [
        ("user:1", "user.created", f"user:{user}"),
        ("user:1", "user.changed", f"user:{user}"),
        ("user:1", "key.created", f"key:{made}"),
        ("user:1", "key.revoked", f"key:{made}"),
    ]
