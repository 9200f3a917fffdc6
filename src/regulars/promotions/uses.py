"""How often promotions and coupons are used, and how much money: reserved by checkouts, used by orders.

Each counter is changed by one guarded statement, so that of any number of clients
who want the last use one gets it. Rows are always taken in the same order:
promotions, then customers and stays, then coupons, each by their keys.

What isn't limited needs no guard, and all carts would wait for its row: its uses
are put down with the checkout and added to the counters later (`fold`). Whoever
reads the counters adds what isn't in them yet (`uncounted`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from regulars.books import Unit
from regulars.core.errors import Conflict
from regulars.core.sentences import say

from .whose import of_coupon


class Use(NamedTuple):
    """One promotion that a cart uses. `minor`: what it takes off, in the base currency; `customer` and `stay`: by whose
    and in which stay it is counted, None: by nobody's; `also`: by what else uses of the customer's may be counted."""

    promotion_id: int
    version: int
    coupon_id: int | None
    minor: int
    customer: str | None = None
    stay: str | None = None
    gives_back: bool = True
    also: tuple[str, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether it is counted by somebody, or as one of a coupon's."""
        return self.coupon_id is not None or self.customer is not None or self.stay is not None


class Most(NamedTuple):
    """How often a promotion can be used, by everybody, by one customer and in one stay, and for how much money."""

    uses: int | None = None
    budget_minor: int | None = None
    by_customer: int | None = None
    in_stay: int | None = None
    coupon_by_customer: int | None = None


class Counted(NamedTuple):
    """What is used and reserved of a promotion."""

    uses: int
    minor: int


class Uncounted(NamedTuple):
    """What is used and reserved of a promotion and isn't in its counters yet."""

    used: int
    used_minor: int
    reserved: int
    reserved_minor: int


class UsedUp(Conflict):
    """A promotion or a coupon has no use left for this cart."""

    code = "promotion.used_up"

    def __init__(self, promotion_id: int, why: str, told: str) -> None:
        super().__init__(say("{told}; ask for a new quote, which goes without it", told=told))
        self.promotion = str(promotion_id)
        self.why = why


def counted(unit: Unit, promotion_ids: Collection[int]) -> dict[int, Counted]:
    """What is used and reserved of promotions, lapsed checkouts aside once they were let go."""
    found = unit.driver.execute(
        """select promotion_id, used + reserved, used_minor + reserved_minor from promotion_use
           where promotion_id = any(%s)""",
        [list(promotion_ids)],
    ).fetchall()
    return {id: Counted(uses, minor) for id, uses, minor in found}


def uncounted(unit: Unit, promotion_ids: Collection[int]) -> dict[int, Uncounted]:
    """What was put down with checkouts alone, by promotion."""
    found = unit.driver.execute(
        """select u.promotion_id, sum(x.used), sum(x.used * u.minor), sum(x.reserved), sum(x.reserved * u.minor)
           from (select checkout_id, times as used, 0 as reserved, only_given_back from promotion_tally
                 union all select id, 0, 1, false from checkout where state = 'reserved') as x
           join checkout_use u on u.checkout_id = x.checkout_id
           where not u.held and u.promotion_id = any(%s) and (not x.only_given_back or u.gives_back)
           group by u.promotion_id""",
        [list(promotion_ids)],
    ).fetchall()
    return {id: Uncounted(*map(int, told)) for id, *told in found}


def fold(unit: Unit, limit: int = 1_000) -> int:
    """Add what was put down with so many checkouts to the counters; returns of how many it was."""
    row = unit.driver.execute(
        """with gone as (
               delete from promotion_tally t using (
                   select id from promotion_tally order by id limit %s for update skip locked) d
               where t.id = d.id returning t.checkout_id, t.times, t.only_given_back),
             sums as (
               select u.promotion_id, sum(times) as times, sum(times * minor) as minor
               from gone join checkout_use u using (checkout_id)
               where not u.held and (not only_given_back or u.gives_back) group by 1),
             locked as (select p.promotion_id from promotion_use p join sums using (promotion_id) order by 1 for update of p),
             done as (
               update promotion_use p set used = used + s.times, used_minor = used_minor + s.minor
               from sums s where p.promotion_id = s.promotion_id and p.promotion_id in (select promotion_id from locked))
           select count(*) from gone""",
        [limit],
    ).fetchone()
    return int(row[0]) if row else 0


def counted_by(unit: Unit, whose: Collection[str]) -> dict[tuple[int, str], int]:
    """What is used and reserved by customers and in stays, by promotion and key."""
    if not whose:
        return {}
    found = unit.driver.execute(
        "select promotion_id, whose, used + reserved from promotion_use_by where whose = any(%s)", [list(whose)]
    ).fetchall()
    return {(id, key): uses for id, key, uses in found}


def reserve(unit: Unit, uses: Sequence[Use], most: Mapping[int, Most]) -> None:
    """Reserve a use of each that is limited; raises `UsedUp`, and then nothing may be kept."""
    ordered = sorted(uses, key=lambda use: use.promotion_id)
    _reserve_promotions(unit, ordered, most)
    for one in sorted(_by(ordered, most), key=lambda one: (one.id, one.whose)):
        if unit.driver.execute(_RESERVE_BY, one._asdict() | {"also": list(one.also)}).fetchone() is None:
            raise UsedUp(one.id, "used_by_customer", say("a promotion of the cart was used by this customer meanwhile"))
    for use in sorted((use for use in ordered if use.coupon_id is not None), key=lambda use: use.coupon_id or 0):
        done = unit.driver.execute(
            """update coupon set reserved = reserved + 1
               where id = %s and withdrawn_at is null and (most_uses is null or used + reserved < most_uses) returning 1""",
            [use.coupon_id],
        ).fetchone()
        if done is None:
            raise UsedUp(use.promotion_id, "coupon", say("a coupon of the cart was used meanwhile"))


def is_held(use: Use, most: Mapping[int, Most]) -> bool:
    """Whether a use takes one of those that are left of its promotion, or some of its budget."""
    limit = most.get(use.promotion_id, Most())
    return limit.uses is not None or limit.budget_minor is not None


def _reserve_promotions(unit: Unit, uses: Sequence[Use], most: Mapping[int, Most]) -> None:
    """All in one statement: a cart may use a hundred, and others wait for their rows until it is done."""
    uses = [use for use in uses if is_held(use, most)]
    if not uses:
        return
    limits = [most[use.promotion_id] for use in uses]
    done = unit.driver.execute(
        """with wanted as materialized (
               select * from unnest(%s::int[], %s::bigint[], %s::bigint[], %s::bigint[]) as w (id, minor, uses, budget)),
             locked as materialized (
               select p.promotion_id from promotion_use p join wanted w on w.id = p.promotion_id order by 1 for update of p)
           update promotion_use p set reserved = reserved + 1, reserved_minor = reserved_minor + w.minor
           from wanted w where p.promotion_id = w.id and p.promotion_id in (select promotion_id from locked)
             and (w.uses is null or p.used + p.reserved < w.uses)
             and (w.budget is null or p.used_minor + p.reserved_minor + w.minor <= w.budget)
           returning p.promotion_id""",
        [
            [use.promotion_id for use in uses], [use.minor for use in uses],
            [limit.uses for limit in limits], [limit.budget_minor for limit in limits],
        ],
    ).fetchall()  # fmt: skip
    reserved = {id for (id,) in done}
    for use in uses:
        if use.promotion_id not in reserved:
            raise UsedUp(use.promotion_id, "used_up", say("a promotion of the cart was used up meanwhile"))


class _By(NamedTuple):
    """A counter of one customer or stay, what else counts against its limit, and the limit."""

    id: int
    whose: str
    also: tuple[str, ...]
    most: int | None


_RESERVE_BY = """
    with before as (
        select coalesce(sum(used + reserved), 0) as uses from promotion_use_by
        where promotion_id = %(id)s and whose = any(%(also)s))
    insert into promotion_use_by as b (promotion_id, whose, reserved)
    select %(id)s, %(whose)s, 1 from before where %(most)s::int is null or uses < %(most)s
    on conflict (promotion_id, whose) do update set reserved = b.reserved + 1
    where %(most)s::int is null or b.used + b.reserved + (select uses from before) < %(most)s returning 1"""


def _by(uses: Iterable[Use], most: Mapping[int, Most]) -> list[_By]:
    """Each customer's and stay's counter that uses are counted in, with its limit."""
    found: list[_By] = []
    for use in uses:
        limit = most.get(use.promotion_id, Most())
        if use.customer is not None:
            found.append(_By(use.promotion_id, use.customer, use.also, limit.by_customer))
            if (coupon := use.coupon_id) is not None and limit.coupon_by_customer is not None:
                key, *also = (of_coupon(coupon, key) for key in (use.customer, *use.also))
                found.append(_By(use.promotion_id, key, tuple(also), limit.coupon_by_customer))
        if use.stay is not None:
            found.append(_By(use.promotion_id, use.stay, (), limit.in_stay))
    return found


class Kinds(NamedTuple):
    """Which counters the uses of checkouts are in: of promotions, of customers and stays, of coupons; `later`: some are
    counted later."""

    promotions: bool
    customers: bool
    coupons: bool
    later: bool


ANY = Kinds(promotions=True, customers=True, coupons=True, later=True)
"""Where nothing is known of them."""
KINDS = """
    select coalesce(bool_or(u.held), false), coalesce(bool_or(u.customer is not null or u.stay is not null), false),
           coalesce(bool_or(u.coupon_id is not null), false), coalesce(bool_or(not u.held), false)
    from checkout_use u where u.checkout_id = """
"""The kinds of a checkout's uses, for whoever reads the checkout."""
TOLD = """
    select coalesce(json_agg(json_build_array(u.promotion_id, u.minor, u.coupon_id, k.batch_id) order by u.promotion_id), '[]')
    from checkout_use u left join coupon k on k.id = u.coupon_id where u.checkout_id = """
"""A checkout's uses as the journal is told of them: each its promotion, what it took off, its coupon and that one's batch."""


def settle(unit: Unit, checkout_id: int, kinds: Kinds) -> None:
    """Count what a checkout holds as used."""
    if kinds.later:
        _put_down(unit, [checkout_id], times=1)
    _move(unit, [checkout_id], reserved=-1, used=1, kinds=kinds)


def free(unit: Unit, checkout_ids: Sequence[int]) -> None:
    """Hold no more what checkouts hold."""
    _move(unit, checkout_ids, reserved=-1, used=0)


def give_back(unit: Unit, checkout_ids: Sequence[int], *, again: bool = False) -> None:
    """Take what was used back out of the counters, where promotions say so; `again`: count it anew, for the order is not
    cancelled any more."""
    _move(unit, checkout_ids, reserved=0, used=1 if again else -1, only_given_back=True)
    _put_down(unit, checkout_ids, times=1 if again else -1, only_given_back=True)


def _put_down(unit: Unit, checkout_ids: Sequence[int], *, times: int, only_given_back: bool = False) -> None:
    """Have what isn't limited be counted later."""
    unit.driver.execute(
        """insert into promotion_tally (checkout_id, times, only_given_back)
           select id, %s, %s from unnest(%s::bigint[]) as id
           where exists (select from checkout_use u where u.checkout_id = id and not u.held)""",
        [times, only_given_back, list(checkout_ids)],
    )


_TOUCHED = """
    with touched as materialized (
        select u.promotion_id, u.coupon_id, u.minor, u.customer, u.stay, u.held
        from checkout_use u where u.checkout_id = any(%(ids)s) and (not %(only)s or u.gives_back))"""

_MOVES = (
    """, wanted as (select promotion_id, count(*) as times, sum(minor) as minor from touched where held group by 1),
         locked as (select p.promotion_id from promotion_use p join wanted using (promotion_id)
                    order by 1 for update of p)
       update promotion_use p
       set used = used + %(used)s * times, reserved = reserved + %(reserved)s * times,
           used_minor = used_minor + %(used)s * minor, reserved_minor = reserved_minor + %(reserved)s * minor
       from wanted w where p.promotion_id = w.promotion_id and p.promotion_id in (select promotion_id from locked)""",
    """, keys as (
            select promotion_id, customer as whose from touched where customer is not null
            union all select promotion_id, stay from touched where stay is not null
            union all select promotion_id, 'k:' || coupon_id || ':' || customer
            from touched where coupon_id is not null and customer is not null),
         wanted as (select promotion_id, whose, count(*) as times from keys group by 1, 2),
         locked as (select b.promotion_id, b.whose from promotion_use_by b join wanted using (promotion_id, whose)
                    order by 1, 2 for update of b)
       update promotion_use_by b set used = used + %(used)s * times, reserved = reserved + %(reserved)s * times
       from wanted w where (b.promotion_id, b.whose) = (w.promotion_id, w.whose)
         and (b.promotion_id, b.whose) in (select promotion_id, whose from locked)""",
    """, wanted as (select coupon_id, count(*) as times from touched where coupon_id is not null group by 1),
         locked as (select c.id from coupon c join wanted w on w.coupon_id = c.id order by 1 for update of c)
       update coupon c set used = used + %(used)s * times, reserved = reserved + %(reserved)s * times
       from wanted w where c.id = w.coupon_id and c.id in (select id from locked)""",
)


def _move(
    unit: Unit,
    checkout_ids: Sequence[int],
    *,
    reserved: int,
    used: int,
    only_given_back: bool = False,
    kinds: Kinds = ANY,
) -> None:
    if not checkout_ids:
        return
    about = {"ids": list(checkout_ids), "reserved": reserved, "used": used, "only": only_given_back}
    for is_concerned, move in zip(kinds, _MOVES, strict=False):
        if is_concerned:
            unit.driver.execute((_TOUCHED + move).encode(), about)
