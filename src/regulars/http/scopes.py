"""Scopes: what somebody may do, and which of them a role has.

A route asks for one scope, or for one of a few. Roles are bundles of scopes for people; a
secret key has the scopes it was made with. A publishable key stands in the
pages of a shop for everybody to read, so it has one scope that nobody can
widen: it tells what a visitor did, reads the points of a customer whose token comes
along (`customer_tokens.py`), and can never bring about points.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from regulars.core.sentences import Said, word


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


WORDS: Mapping[Scope, Said] = {
    Scope.OVERVIEW_READ: word("Read the overview"),
    Scope.SHOP_WRITE: word("Change the shop's settings"),
    Scope.CUSTOMERS_READ: word("Read customers"),
    Scope.CUSTOMERS_WRITE: word("Write notes about customers"),
    Scope.CUSTOMERS_ERASE: word("Erase customers"),
    Scope.SEGMENTS_READ: word("Read segments"),
    Scope.SEGMENTS_WRITE: word("Change segments"),
    Scope.POINTS_READ: word("Read points"),
    Scope.POINTS_WRITE: word("Change points"),
    Scope.PROGRAMME_READ: word("Read the programme"),
    Scope.PROGRAMME_WRITE: word("Change the programme"),
    Scope.PROMOTIONS_READ: word("Read promotions, coupons and rewards"),
    Scope.PROMOTIONS_WRITE: word("Change promotions, coupons and rewards"),
    Scope.CAMPAIGNS_READ: word("Read campaigns and who is on the way"),
    Scope.CAMPAIGNS_WRITE: word("Change campaigns"),
    Scope.MESSAGES_READ: word("Read mail templates and messages"),
    Scope.MESSAGES_WRITE: word("Change mail templates and send"),
    Scope.MAIL_WRITE: word("Change how mail leaves"),
    Scope.QUOTES_ASK: word("Ask what a cart comes to"),
    Scope.CHECKOUTS_WRITE: word("Reserve and confirm checkouts"),
    Scope.RECORDS_WRITE: word("Send records and events"),
    Scope.IMPORTS_READ: word("See imports"),
    Scope.IMPORTS_WRITE: word("Import files"),
    Scope.AUDIT_READ: word("Read the audit"),
    Scope.USERS_READ: word("See users"),
    Scope.USERS_WRITE: word("Add and change users"),
    Scope.KEYS_READ: word("See keys"),
    Scope.KEYS_WRITE: word("Make and revoke keys"),
    Scope.WEBHOOKS_READ: word("See webhooks"),
    Scope.WEBHOOKS_WRITE: word("Change webhooks"),
}
"""What each is called where people read of it; what is for pages of the shop alone isn't offered to anybody."""


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
