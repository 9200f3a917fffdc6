"""Corrections can be a transaction by themselves, with the audit's note; lots that go by activity are found by one index."""

from __future__ import annotations

from alembic import op

revision = "points_adjust"
down_revision = "campaign_run_in_test"

ADJUST = """
drop function points_correct;
create function points_adjust(
    whose int, of_ledger int, change bigint, its_key text, instant timestamptz, why text, starts timestamptz,
    ends timestamptz, who text, its_digest bytea, its_body bytea, alone boolean, noted jsonb)
returns table (account text, points bigint, lot_id bigint, listened boolean) language plpgsql as $$
declare
    there bigint; owed bigint; made bigint; n int := 0; missing bigint := -change; taken bigint; fresh bigint; drawn record;
begin
    listened := exists (select from setting s where s.name = 'announcements.listened' and s.value <> '[]');
    if alone and listened then return; end if;

    select b.available, b.debt into there, owed from points_balance b
        where b.customer_id = whose and b.ledger_id = of_ledger for update;
    if not found then
        insert into points_balance as b (customer_id, ledger_id) values (whose, of_ledger) on conflict do nothing;
        select b.available, b.debt into there, owed from points_balance b
            where b.customer_id = whose and b.ledger_id = of_ledger for update;
    end if;
    if owed > 0 or there < -change or starts > instant
        or exists (select from points_lot l where l.customer_id = whose and l.ledger_id = of_ledger and l.remaining > 0
                   and ((l.opened and l.ends_at <= instant) or (not l.opened and l.starts_at <= instant)))
        or exists (select from points_hold h where h.customer_id = whose and h.ledger_id = of_ledger and h.open
                   and h.lapses_at <= instant)
        or exists (select from points_transaction t where t.key = its_key)
    then return; end if;

    made := nextval('points_transaction_id');
    insert into points_transaction (id, at, posted_at, points, customer_id, ledger_id, deed, key, reason, actor)
        values (made, instant, instant, change, whose, of_ledger, 'adjust', its_key, why, who);
    if change > 0 then
        fresh := nextval('points_lot_id');
        insert into points_lot (id, customer_id, ledger_id, points, remaining, held, used, ended, reversed, adjusted,
                                starts_at, ends_at, opened, endings, source, key)
            values (fresh, whose, of_ledger, change, change, 0, 0, 0, 0, 0, starts, ends, true, 0, 'adjust', its_key);
        insert into points_entry values
            (made, 0, 'adjusted', null, null, -change), (made, 1, 'available', whose, fresh, change);
        account := 'adjusted'; points := -change; lot_id := null; return next;
        account := 'available'; points := change; lot_id := fresh; return next;
    else
        for drawn in
            select l.id, l.remaining from points_lot l
            where l.customer_id = whose and l.ledger_id = of_ledger and l.opened and l.remaining > 0
            order by l.ends_at nulls last, l.starts_at, l.id
        loop
            taken := least(drawn.remaining, missing);
            update points_lot l set remaining = l.remaining - taken, adjusted = l.adjusted + taken where l.id = drawn.id;
            insert into points_entry values
                (made, n, 'available', whose, drawn.id, -taken), (made, n + 1, 'adjusted', null, drawn.id, taken);
            account := 'available'; points := -taken; lot_id := drawn.id; return next;
            account := 'adjusted'; points := taken; return next;
            n := n + 2;
            missing := missing - taken;
            exit when missing = 0;
        end loop;
    end if;
    update points_balance b set available = b.available + change where b.customer_id = whose and b.ledger_id = of_ledger;
    insert into journal (epoch, updated_at, received_at, digest, customer_id, live, asks_points, type, key, body)
        select number, instant, instant, its_digest, whose, true, false, 'decision.points', its_key, its_body from epoch
        on conflict (digest) do nothing;
    if noted is not null then
        insert into audit (at, actor, action, subject, details)
            values (instant, who, 'points.adjusted', 'customer:' || whose, noted);
    end if;
end $$;

drop index points_lot_inactivity_idx;
create index points_lot_inactivity_idx on points_lot (customer_id) where inactivity is not null;
"""

BACK = """
drop function points_adjust;
drop index points_lot_inactivity_idx;
create index points_lot_inactivity_idx on points_lot (customer_id) where inactivity is not null and remaining + held > 0;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(ADJUST)


def downgrade() -> None:
    op.get_bind().exec_driver_sql(BACK)
    earlier = op.get_context().environment_context.script.get_revision("points_correct")  # type: ignore[union-attr]
    op.get_bind().exec_driver_sql(earlier.module.CORRECT)
