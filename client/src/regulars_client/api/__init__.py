"""Every route, by rooms."""
# Written by `make client` from the server's description of its API; change it there.

from __future__ import annotations

from regulars_client._transport import Transport

from .access import AccessRoutes
from .campaigns import CampaignsRoutes
from .coupons import CouponsRoutes
from .customers import CustomersRoutes
from .mail_templates import MailTemplatesRoutes
from .messages import MessagesRoutes
from .points import PointsRoutes
from .promotions import PromotionsRoutes
from .quotes import QuotesRoutes
from .records import RecordsRoutes
from .reports import ReportsRoutes
from .rewards import RewardsRoutes
from .segments import SegmentsRoutes
from .shop import ShopRoutes
from .storefront import StorefrontRoutes
from .webhooks import WebhooksRoutes


class Routes(
    QuotesRoutes,
    ShopRoutes,
    ReportsRoutes,
    AccessRoutes,
    RecordsRoutes,
    CustomersRoutes,
    SegmentsRoutes,
    PointsRoutes,
    StorefrontRoutes,
    PromotionsRoutes,
    CouponsRoutes,
    RewardsRoutes,
    CampaignsRoutes,
    MailTemplatesRoutes,
    MessagesRoutes,
    WebhooksRoutes,
):
    """Every route of the API as a method."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
