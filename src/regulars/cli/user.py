"""`regulars user` and `regulars key`: letting the first people and programs in, without the web."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from regulars import settings as settings_of
from regulars.http.scopes import SECRET, Role, Scope

if TYPE_CHECKING:
    from regulars.books import Books

OFFERED = [scope.value for scope in Scope if scope in SECRET]
"""What a secret key can be given."""


def _offered(name: str) -> Scope:
    if name not in OFFERED:
        raise typer.BadParameter(f"{name!r} is none that a secret key can have; choose one of {', '.join(OFFERED)}")
    return Scope(name)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    user = typer.Typer(no_args_is_help=True, help="People who sign in.")
    user.command("create")(create_user)
    user.command("password")(set_password)
    app.add_typer(user, name="user")
    key = typer.Typer(no_args_is_help=True, help="API keys of programs.")
    key.command("create")(create_key)
    app.add_typer(key, name="key")


def create_user(
    email: Annotated[str, typer.Argument(help="The e-mail address to sign in with.")],
    name: Annotated[str | None, typer.Option(help="The person's name; the e-mail address without it.")] = None,
    role: Annotated[
        Role, typer.Option(help="What the person may do: owner, marketer, support or reader.")
    ] = Role.OWNER,
    password: Annotated[
        str | None, typer.Option(help="Without it one is made and printed.", envvar=settings_of.NEW_PASSWORD)
    ] = None,
) -> None:
    """Let a person in."""
    from regulars.http import access, secrets

    chosen = password or secrets.fresh_password()
    with _books() as books:
        books.perform(
            lambda unit: access.create_user(unit, email=email, name=name or email, role=role, password=chosen)
        )
    typer.echo(f"{email} can sign in as {role}" + ("" if password else f" with the password {chosen}"))


def set_password(
    email: Annotated[str, typer.Argument(help="Whose password.")],
    password: Annotated[
        str | None, typer.Option(help="Without it one is made and printed.", envvar=settings_of.NEW_PASSWORD)
    ] = None,
) -> None:
    """Give a person a new password; all their sessions end."""
    from regulars.http import access, secrets

    chosen = password or secrets.fresh_password()
    with _books() as books:
        books.perform(lambda unit: access.change_user(unit, access.find_user(unit, email), password=chosen))
    typer.echo(f"{email} has a new password" + ("" if password else f": {chosen}"))


def create_key(
    name: Annotated[str, typer.Argument(help="What the key is for.")],
    scope: Annotated[
        list[Scope] | None,
        typer.Option(
            parser=_offered,
            metavar="SCOPE",
            help=f"What it may do; may be given several times. One of: {', '.join(OFFERED)}.",
        ),
    ] = None,
    publishable: Annotated[
        bool,
        typer.Option(
            "--publishable", help="For the pages of a shop: tells events, and shows customers their points by a token."
        ),
    ] = False,
) -> None:
    """Make an API key and print it; it is shown this once."""
    from regulars.http import access

    scopes = frozenset(scope or ())
    with _books() as books:
        _, key = books.perform(lambda unit: access.create_key(unit, name=name, publishable=publishable, scopes=scopes))
    typer.echo(key)


@contextlib.contextmanager
def _books() -> Iterator[Books]:
    from regulars.books import Books

    with contextlib.closing(Books.open(settings_of.load())) as books:
        yield books
