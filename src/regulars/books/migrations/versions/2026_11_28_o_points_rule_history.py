"""What rules of points said in each of their versions, and who had them say so; of before read off the audit."""

from __future__ import annotations

from alembic import op

revision = "points_rule_history"
down_revision = "mail_templates"

HISTORY = """
create table points_rule_history (
    kind text collate "C" not null, rule_id int not null, version int not null, name text not null, active boolean not null,
    legal_entity text not null, document jsonb not null, actor text collate "C" not null, at timestamptz not null,
    constraint points_rule_history_pkey primary key (kind, rule_id, version));
insert into points_rule_history
select 'earning', told.rule_id, told.version, told.name, told.active, e.name, told.saying, told.actor, told.at
from (
    select r.id as rule_id, row_number() over (partition by r.id order by a.id) as version, a.details ->> 'name' as name,
           coalesce(cast(a.details ->> 'active' as boolean), true) as active, a.details -> 'saying' as saying, a.actor, a.at
    from earning_rule r join audit a
      on a.subject = 'earning_rule:' || r.id and a.action in ('earning_rule.created', 'earning_rule.changed')) told
cross join lateral (
    select ledger_id from earning_rule_version v where v.rule_id = told.rule_id and v.valid_from <= told.at
    order by v.version desc limit 1) said
join points_ledger g on g.id = said.ledger_id join legal_entity e on e.id = g.legal_entity_id
where told.saying is not null;
insert into points_rule_history
select 'spending', rule_id, version, name, active, coalesce(saying ->> 'legal_entity', 'Shop'), saying, actor, at
from (
    select r.id as rule_id, row_number() over (partition by r.id order by a.id) as version, a.details ->> 'name' as name,
           coalesce(cast(a.details ->> 'active' as boolean), true) as active,
           coalesce(a.details -> 'saying', a.details -> 'document') as saying, a.actor, a.at
    from spending_rule r join audit a
      on a.subject = 'spending_rule:' || r.id and a.action in ('spending_rule.created', 'spending_rule.changed')) told
where saying is not null;
insert into points_rule_history
select 'earning', r.id, r.version, r.name, r.active, e.name, v.document, 'system', r.updated_at
from earning_rule r
cross join lateral (select * from earning_rule_version v where v.rule_id = r.id order by v.version desc limit 1) v
join points_ledger g on g.id = v.ledger_id join legal_entity e on e.id = g.legal_entity_id
on conflict do nothing;
insert into points_rule_history
select 'spending', id, version, name, active, coalesce(document ->> 'legal_entity', 'Shop'), document, 'system', updated_at
from spending_rule on conflict do nothing;
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(HISTORY)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("drop table points_rule_history")
