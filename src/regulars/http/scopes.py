"""Scopes: what somebody may do, and which of them a role has.

A route asks for one scope, or for one of a few. Roles are bundles of scopes for people; a
secret key has the scopes it was made with. A publishable key stands in the
pages of a shop for everybody to read, so it has one scope that nobody can
widen: it tells what a visitor did, reads the points of a customer whose token comes
along (`customer_tokens.py`), and can never bring about points.
"""

from __future__ import annotations

from enum import StrEnum


class Scope(StrEnum):
    """One thing that may be allowed."""

    OVERVIEW_READ = "overview:read"
    SHOP_WRITE = "shop:write"
    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    CUSTOMERS_ERASE = "customers:erase"
    SEGMENTS_READ = "segments:read"
    SEGMENTS_WRITE = "segments:write"
    POINTS_READ = "points:read"
    POINTS_WRITE = "points:write"
    PROGRAMME_READ = "programme:read"
    PROGRAMME_WRITE = "programme:write"
    PROMOTIONS_READ = "promotions:read"
    PROMOTIONS_WRITE = "promotions:write"
    CAMPAIGNS_READ = "campaigns:read"
    CAMPAIGNS_WRITE = "campaigns:write"
    MESSAGES_READ = "messages:read"
    MESSAGES_WRITE = "messages:write"
    MAIL_WRITE = "mail:write"
    QUOTES_ASK = "quotes:ask"
    CHECKOUTS_WRITE = "checkouts:write"
    RECORDS_WRITE = "records:write"
    IMPORTS_READ = "imports:read"
    IMPORTS_WRITE = "imports:write"
    AUDIT_READ = "audit:read"
    USERS_READ = "users:read"
    USERS_WRITE = "users:write"
    KEYS_READ = "keys:read"
    KEYS_WRITE = "keys:write"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"
    STOREFRONT = "storefront"


class Role(StrEnum):
    """What a person is here."""

    OWNER = "owner"
    MARKETER = "marketer"
    SUPPORT = "support"
    READER = "reader"


_READER = frozenset(
    {
        Scope.OVERVIEW_READ,
        Scope.CUSTOMERS_READ,
        Scope.SEGMENTS_READ,
        Scope.POINTS_READ,
        Scope.PROGRAMME_READ,
        Scope.PROMOTIONS_READ,
        Scope.CAMPAIGNS_READ,
        Scope.MESSAGES_READ,
        Scope.QUOTES_ASK,
        Scope.IMPORTS_READ,
    }
)
_SUPPORT = _READER | {Scope.POINTS_WRITE, Scope.CUSTOMERS_WRITE}
_MARKETER = _SUPPORT | {
    Scope.SEGMENTS_WRITE,
    Scope.PROGRAMME_WRITE,
    Scope.PROMOTIONS_WRITE,
    Scope.CAMPAIGNS_WRITE,
    Scope.MESSAGES_WRITE,
    Scope.IMPORTS_WRITE,
    Scope.RECORDS_WRITE,
}
_OWNER = frozenset(Scope) - {Scope.STOREFRONT}

SCOPES_OF: dict[Role, frozenset[Scope]] = {
    Role.OWNER: _OWNER,
    Role.MARKETER: _MARKETER,
    Role.SUPPORT: _SUPPORT,
    Role.READER: _READER,
}

PUBLISHABLE = frozenset({Scope.STOREFRONT})
SECRET = frozenset(Scope) - {Scope.STOREFRONT, Scope.USERS_WRITE, Scope.KEYS_WRITE}
"""What a secret key can be given: a key makes neither people nor keys."""
