"""Checkouts of most carts: nothing that they use is limited, nobody's uses are counted, and there is no coupon.

Nobody else wants what they hold, so each step is one statement, which is a
transaction by itself. A step does nothing where there is more to it, and is then
done as `checkouts` does it; a property test holds both ways together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg.errors import UniqueViolation
from psycopg.types.json import Jsonb

from regulars.books import Books, once
from regulars.journal.append import CHANNEL
from regulars.journal.decisions import appending, as_appended

from .checkouts import COLUMNS, Checkout
from .telling import confirmation
from .uses import Most, Use, is_held


def is_plain(wanted: Sequence[Use], most: Mapping[int, Most]) -> bool:
    """Whether nothing of what a cart uses is limited or counted."""
    return not any(use.is_counted or is_held(use, most) for use in wanted)


_MADE = f"""
    made as (
        insert into checkout (key, state, reserved_at, expires_at, customer_id, named, email, points, document, options)
        select %(key)s, 'reserved', %(now)s::timestamptz, %(expires_at)s::timestamptz, %(customer_id)s::int, %(named)s::text,
               %(email)s::text, 0, %(document)s::json, %(options)s::jsonb
        from claimed returning *),
    used as (
        insert into checkout_use (checkout_id, promotion_id, version, minor, gives_back, held)
        select made.id, u.*, false
        from made, unnest(%(promotions)s::int[], %(versions)s::int[], %(minors)s::bigint[], %(give_back)s::boolean[]) as u)
    select {COLUMNS} from made"""
_RESERVE = f"with claimed as (select), {_MADE}".encode()
_RESERVE_ONCE = f"with claimed as ({once.CLAIM_ANSWERED}), {_MADE}".encode()


def reserve(
    books: Books,
    key: str,
    *,
    expires_at: datetime,
    now: datetime,
    customer_id: int | None,
    named: str | None,
    email: str | None,
    wanted: Sequence[Use],
    document: str,
    options: Mapping[str, Any] | None,
    call: once.Key | None,
    answer: Any,
) -> Checkout | None:
    """Hold these plain uses. `call`: what makes the request that asks for it the same as another, whose answer is kept with
    it then; None: one came before it, and nothing was done."""
    about = {
        "key": key, "now": now, "expires_at": expires_at, "customer_id": customer_id, "named": named, "email": email,
        "document": document, "options": Jsonb(options) if options else None,
        "promotions": [use.promotion_id for use in wanted], "versions": [use.version for use in wanted],
        "minors": [use.minor for use in wanted], "give_back": [use.gives_back for use in wanted],
    }  # fmt: skip
    if call is not None:
        about |= once.claiming(call, answer, at=now)
    found = books.at_once(_RESERVE if call is None else _RESERVE_ONCE, about)
    return Checkout(*found[0]) if found else None


_CONFIRM = f"""
    with kept as materialized (
        select c.id, c.customer_id from checkout c
        where c.key = %(key)s and c.state = 'reserved' and c.expires_at > %(now)s and c.points = 0 and c.named is null
          and not exists (select from checkout_use u where u.checkout_id = c.id and (
              u.held or u.customer is not null or u.stay is not null or u.coupon_id is not null))
        for update),
    done as (
        update checkout c set state = 'confirmed', settled_at = %(now)s, order_key = %(order)s
        from kept where c.id = kept.id returning c.*),
    used as materialized (
        select json_agg(json_build_array(u.promotion_id, u.minor, null, null) order by u.promotion_id) as uses
        from checkout_use u join kept on kept.id = u.checkout_id),
    counted as (
        insert into promotion_tally (checkout_id, times, only_given_back)
        select kept.id, 1, false from kept, used where used.uses is not null),
    told as (
        select convert_to(json_build_object(
            'checkout', %(key)s::text, 'order', %(order)s::text, 'named', null, 'whose', kept.customer_id,
            'uses', coalesce(used.uses, '[]'))::text, 'UTF8') as body
        from kept, used),
    noted as ({appending("told")})
    select {COLUMNS} from done""".encode()


def confirm(books: Books, key: str, order: str) -> Checkout | None:
    """Count what a plain checkout holds as used by its order; None: it isn't plain, or there is something to be refused,
    and nothing was done."""
    now = books.clock()
    about = {"key": key, "order": order, "now": now} | as_appended(confirmation(key, now, {}))
    try:
        found = books.at_once(_CONFIRM, about, rings=[CHANNEL])
    except UniqueViolation:
        return None  # the order is another checkout's
    return Checkout(*found[0]) if found else None
