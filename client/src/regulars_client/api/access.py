"""Routes of the API: access."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    Credentials,
    FreshKey,
    NewKey,
    NewPassword,
    NewUser,
    PageAuditOut,
    PageKeyOut,
    PageScopeOut,
    PageUserOut,
    SessionOut,
    TokenSecretOut,
    UserChange,
    UserOut,
)


class AccessRoutes:
    _transport: Transport

    def get_session(self) -> SessionOut:
        """Who is signed in."""
        return cast("SessionOut", self._transport.request("GET", "/v1/session"))

    def sign_in(self, body: Credentials) -> SessionOut:
        """Sign in with e-mail and password; the session is kept in a cookie."""
        return cast("SessionOut", self._transport.request("POST", "/v1/session", json=body))

    def sign_out(self) -> None:
        """Sign out; nothing happens when nobody is signed in."""
        self._transport.request("DELETE", "/v1/session")

    def change_own_password(self, body: NewPassword) -> None:
        """Change one's own password; every session of this person ends."""
        self._transport.request("PUT", "/v1/session/password", json=body)

    def list_users(self, *, limit: int | None = None, cursor: str | None = None) -> PageUserOut:
        """The people who can sign in, and those who could."""
        return cast(
            "PageUserOut", self._transport.request("GET", "/v1/users", params={"limit": limit, "cursor": cursor})
        )

    def create_user(self, body: NewUser, *, idempotency_key: str | None = None) -> UserOut:
        """Let a person in."""
        return cast("UserOut", self._transport.request("POST", "/v1/users", json=body, key=idempotency_key, keyed=True))

    def change_user(self, id: str, body: UserChange, *, idempotency_key: str | None = None) -> UserOut:
        """Change a person; being disabled or a new password ends their sessions."""
        return cast(
            "UserOut",
            self._transport.request(
                "PATCH", f"/v1/users/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def list_api_keys(self, *, limit: int | None = None, cursor: str | None = None) -> PageKeyOut:
        """The keys that count, the latest first."""
        return cast(
            "PageKeyOut", self._transport.request("GET", "/v1/api-keys", params={"limit": limit, "cursor": cursor})
        )

    def create_api_key(self, body: NewKey, *, idempotency_key: str | None = None) -> FreshKey:
        """Make a key. Its secret is in this answer and nowhere else, so a lost answer means making another.

        A call repeated with its Idempotency-Key makes no second key, and is answered 409 with the id of the first:
        no answer is kept that holds a secret.
        """
        return cast(
            "FreshKey", self._transport.request("POST", "/v1/api-keys", json=body, key=idempotency_key, keyed=True)
        )

    def list_key_scopes(self) -> PageScopeOut:
        """Everything that a secret key can be given."""
        return cast("PageScopeOut", self._transport.request("GET", "/v1/api-keys/scopes"))

    def revoke_api_key(self, id: str, *, idempotency_key: str | None = None) -> None:
        """Let a key count no longer, from this instant on."""
        self._transport.request("DELETE", f"/v1/api-keys/{quote(str(id), safe='')}", key=idempotency_key, keyed=True)

    def list_audit(
        self,
        *,
        subject: str | None = None,
        actor: str | None = None,
        deliveries: bool | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageAuditOut:
        """Who changed what, the latest first."""
        return cast(
            "PageAuditOut",
            self._transport.request(
                "GET",
                "/v1/audit",
                params={"subject": subject, "actor": actor, "deliveries": deliveries, "limit": limit, "cursor": cursor},
            ),
        )

    def get_customer_token_secret(self) -> TokenSecretOut:
        """The secret that customers' tokens are signed with; it is made when it is first asked for. For owners alone."""
        return cast("TokenSecretOut", self._transport.request("GET", "/v1/customer-tokens/secret"))

    def renew_customer_token_secret(self, *, idempotency_key: str | None = None) -> TokenSecretOut:
        """Make the secret anew: tokens signed with the one before are refused from this instant on.

        A call repeated with its Idempotency-Key makes no other, and is answered with the present one.
        """
        return cast(
            "TokenSecretOut",
            self._transport.request("POST", "/v1/customer-tokens/secret", key=idempotency_key, keyed=True),
        )
