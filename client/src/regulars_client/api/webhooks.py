"""Routes of the API: webhooks."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from typing import Literal, cast
from urllib.parse import quote

from regulars_client._transport import Transport
from regulars_client.models import (
    FreshWebhook,
    PageWebhookDeliveryOut,
    PageWebhookOut,
    PageWebhookTypeOut,
    WebhookDeliveryDetail,
    WebhookDeliveryOut,
    WebhookIn,
    WebhookOut,
    WebhookPatch,
    WebhookReplayedOut,
    WebhookReplayIn,
)


class WebhooksRoutes:
    _transport: Transport

    def list_webhook_deliveries(
        self,
        *,
        endpoint: str | None = None,
        type: str | None = None,
        state: Literal["waiting", "failed", "delivered", "given_up"] | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> PageWebhookDeliveryOut:
        """What was to be sent in the last 30 days, the latest first."""
        return cast(
            "PageWebhookDeliveryOut",
            self._transport.request(
                "GET",
                "/v1/webhooks/deliveries",
                params={"endpoint": endpoint, "type": type, "state": state, "limit": limit, "cursor": cursor},
            ),
        )

    def get_webhook_delivery(self, id: str) -> WebhookDeliveryDetail:
        """One delivery, what is sent, and every attempt with its answer."""
        return cast(
            "WebhookDeliveryDetail",
            self._transport.request("GET", f"/v1/webhooks/deliveries/{quote(str(id), safe='')}"),
        )

    def replay_webhook_delivery(self, id: str, *, idempotency_key: str | None = None) -> WebhookDeliveryOut:
        """Send it again, with the same id, also what has arrived."""
        return cast(
            "WebhookDeliveryOut",
            self._transport.request(
                "POST", f"/v1/webhooks/deliveries/{quote(str(id), safe='')}/replay", key=idempotency_key, keyed=True
            ),
        )

    def list_webhook_types(self) -> PageWebhookTypeOut:
        """Everything that is announced here, with an example of each."""
        return cast("PageWebhookTypeOut", self._transport.request("GET", "/v1/webhooks/types"))

    def list_webhooks(self) -> PageWebhookOut:
        """Every endpoint, the oldest first."""
        return cast("PageWebhookOut", self._transport.request("GET", "/v1/webhooks"))

    def create_webhook(self, body: WebhookIn, *, idempotency_key: str | None = None) -> FreshWebhook:
        """Make an endpoint. Its secret is in this answer and nowhere else; a lost one is rotated.

        A call repeated with its Idempotency-Key makes no second endpoint, and is answered 409 with the id of the first:
        no answer is kept that holds a secret.
        """
        return cast(
            "FreshWebhook", self._transport.request("POST", "/v1/webhooks", json=body, key=idempotency_key, keyed=True)
        )

    def get_webhook(self, id: str) -> WebhookOut:
        """One endpoint."""
        return cast("WebhookOut", self._transport.request("GET", f"/v1/webhooks/{quote(str(id), safe='')}"))

    def change_webhook(self, id: str, body: WebhookPatch, *, idempotency_key: str | None = None) -> WebhookOut:
        """Change where it is, what it is told, or its description."""
        return cast(
            "WebhookOut",
            self._transport.request(
                "PATCH", f"/v1/webhooks/{quote(str(id), safe='')}", json=body, key=idempotency_key, keyed=True
            ),
        )

    def delete_webhook(self, id: str, *, idempotency_key: str | None = None) -> None:
        """Forget an endpoint, what waits for it, and the log of what was sent to it."""
        self._transport.request("DELETE", f"/v1/webhooks/{quote(str(id), safe='')}", key=idempotency_key, keyed=True)

    def pause_webhook(self, id: str, *, idempotency_key: str | None = None) -> WebhookOut:
        """Send it nothing for a while; what is announced meanwhile waits."""
        return cast(
            "WebhookOut",
            self._transport.request(
                "POST", f"/v1/webhooks/{quote(str(id), safe='')}/pause", key=idempotency_key, keyed=True
            ),
        )

    def resume_webhook(self, id: str, *, idempotency_key: str | None = None) -> WebhookOut:
        """Send to it again, first what has been waiting; also to one that was disabled."""
        return cast(
            "WebhookOut",
            self._transport.request(
                "POST", f"/v1/webhooks/{quote(str(id), safe='')}/resume", key=idempotency_key, keyed=True
            ),
        )

    def rotate_webhook_secret(self, id: str, *, idempotency_key: str | None = None) -> FreshWebhook:
        """Make another secret, told in this answer alone. The one before signs too for 24 hours."""
        return cast(
            "FreshWebhook",
            self._transport.request(
                "POST", f"/v1/webhooks/{quote(str(id), safe='')}/rotate-secret", key=idempotency_key, keyed=True
            ),
        )

    def test_webhook(self, id: str, *, idempotency_key: str | None = None) -> WebhookDeliveryOut:
        """Send it a message of the type `webhook.test`, whatever it listens to; look at the delivery for what came of it."""
        return cast(
            "WebhookDeliveryOut",
            self._transport.request(
                "POST", f"/v1/webhooks/{quote(str(id), safe='')}/test", key=idempotency_key, keyed=True
            ),
        )

    def replay_failed_webhook_deliveries(
        self, id: str, body: WebhookReplayIn, *, idempotency_key: str | None = None
    ) -> WebhookReplayedOut:
        """Send again what was announced since an instant and hasn't arrived, what was tried longest ago first, each with its own id."""
        return cast(
            "WebhookReplayedOut",
            self._transport.request(
                "POST",
                f"/v1/webhooks/{quote(str(id), safe='')}/replay-failed",
                json=body,
                key=idempotency_key,
                keyed=True,
            ),
        )
