"""A promotion tried on a cart before it is published: as it would be, among what is published.

Nobody has its coupons yet, so a cart may be given one. Without an instant its period
isn't looked at, for whoever writes it wants to see what it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from regulars.books import Unit
from regulars.core.errors import Fault, Invalid
from regulars.core.sentences import say
from regulars.flows.rule_audiences import audience_ids
from regulars.promotions import book, snapshot
from regulars.promotions.book import Promotion
from regulars.promotions.coupons import Coupon
from regulars.promotions.model.codes import compared
from regulars.promotions.saying import PromotionSaying
from regulars.promotions.snapshot import Published
from regulars.rules.scope import Scope
from regulars.segments import store

from .asking import Who


@dataclass(frozen=True, slots=True)
class Trial:
    """A promotion as it would be. `id`: which one it would replace, None for a new one; `always`: whatever its period;
    `has_coupon`: as if the cart had a coupon of it, where it asks for one; `typed`: the codes that the cart has."""

    name: str
    saying: PromotionSaying
    lane_id: int
    id: int | None = None
    always: bool = True
    has_coupon: bool = False
    typed: tuple[str, ...] = ()

    @property
    def promotion_id(self) -> int:
        return book.NEW if self.id is None else self.id

    @property
    def coupons_had(self) -> Mapping[int, str]:
        """The coupon that the cart is priced with although nobody typed it."""
        asks = self.saying.coupon != "none"
        return {self.promotion_id: self.saying.code or ""} if asks and self.has_coupon else {}

    def beside(self, unit: Unit, published: Published, scope: Scope) -> Published:
        """What would be published; raises `Invalid` where it can't be asked, or its lane isn't there."""
        if self.lane_id not in {lane.id for lane in published.snapshot.policy.lanes}:
            told = say("there is no lane {lane_id}: choose one that promotions have", lane_id=self.lane_id)
            raise Invalid(told, [Fault("/promotion/lane", "unknown", told)])
        saying = self.saying.model_copy(update={"starts_at": None, "ends_at": None}) if self.always else self.saying
        one = Promotion(
            id=self.promotion_id, name=self.name, kept="published", lane_id=self.lane_id, version=book.UNSAVED,
            created_at=unit.now, updated_at=unit.now, saying=saying,
        )  # fmt: skip
        made = snapshot.beside(published, one, scope, audience_ids, store.broken(unit.connection))
        if one.id in made.broken:
            raise Invalid(made.broken[one.id], [Fault("/promotion/condition", "broken", made.broken[one.id])])
        return made

    def of_whom(self, who: Who, now: datetime) -> Who:
        """The same cart with its codes as they would be: the one code is the one that the promotion would ask for."""
        wanted = None if self.saying.code is None else compared(self.saying.code)
        coupons = {
            code: coupon._replace(withdrawn_at=now) if self._is_old_code(coupon, wanted) else coupon
            for code, coupon in who.coupons.items()
        }
        for code in self.typed:
            if wanted is not None and compared(code) == wanted:
                coupons.setdefault(code, self._own(wanted, now))
        return replace(who, coupons=coupons)

    def _is_old_code(self, coupon: Coupon, wanted: str | None) -> bool:
        is_own = coupon.promotion_id == self.id and coupon.batch_id is None and coupon.cause is None
        return is_own and coupon.code != wanted

    def _own(self, code: str, now: datetime) -> Coupon:
        """The one code of a promotion that nobody has saved."""
        return Coupon(
            id=0, promotion_id=self.promotion_id, batch_id=None, code=code, shown=self.saying.code or code,
            customer_id=None, starts_at=None, ends_at=None, most_uses=None, most_uses_by_customer=None, used=0, reserved=0,
            issued_at=now, withdrawn_at=None, cause=None,
        )  # fmt: skip
