"""The journal is told what a confirmed checkout used; of those confirmed before it is told now, where their entries
aren't archived. And coupons are found by when they were issued."""

from __future__ import annotations

from alembic import op

revision = "checkouts_tell_uses"
down_revision = "customer_notes"

TELL = """
update journal j set body = convert_to((convert_from(j.body, 'UTF8')::jsonb || jsonb_build_object('whose', k.customer_id, 'uses', (
        select coalesce(jsonb_agg(jsonb_build_array(u.promotion_id, u.minor, u.coupon_id, c.batch_id) order by u.promotion_id), '[]')
        from checkout_use u left join coupon c on c.id = u.coupon_id where u.checkout_id = k.id)))::text, 'UTF8')
from checkout k where j.type = 'decision.checkout' and j.body is not null and j.key = 'checkout:' || k.key || ':confirmed'
"""
FORGET = """
update journal set body = convert_to((convert_from(body, 'UTF8')::jsonb - 'uses' - 'whose')::text, 'UTF8')
where type = 'decision.checkout' and body is not null
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(TELL)
    op.get_bind().exec_driver_sql("create index coupon_issued_at_idx on coupon using brin (issued_at)")


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop index coupon_issued_at_idx")
    op.get_bind().exec_driver_sql(FORGET)
