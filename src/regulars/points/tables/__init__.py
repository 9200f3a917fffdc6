"""The ledger's tables. What was posted (`points_transaction`, `points_entry`) is only ever added to.

Everything else about points can be computed from the entries and is kept beside
them to be read fast: balances, the columns of lots, draws, what was settled.
`verify.py` compares the two.

Rows are written by the thousand, so the big tables refer to each other without
foreign keys; `verify.py` looks for what would be left hanging. The shop's own
accounts have no row to lock: their balances are sums over entries.
"""

from __future__ import annotations

from .earned import (
    points_barred,
    points_granted,
    points_pinned,
    points_referral,
    points_referral_code,
    points_settlement,
)
from .ledger import (
    lot_ids,
    points_balance,
    points_draw,
    points_entry,
    points_hold,
    points_lot,
    points_transaction,
    transaction_ids,
)
from .mass import points_mass, points_mass_lane, points_mass_short
from .programme import (
    earning_rule,
    earning_rule_version,
    legal_entity,
    points_ledger,
    points_notice,
    points_pause,
    points_programme,
    points_programme_store,
    points_rule_history,
    spending_rule,
)

__all__ = [
    "earning_rule",
    "earning_rule_version",
    "legal_entity",
    "lot_ids",
    "points_balance",
    "points_barred",
    "points_draw",
    "points_entry",
    "points_granted",
    "points_hold",
    "points_ledger",
    "points_lot",
    "points_mass",
    "points_mass_lane",
    "points_mass_short",
    "points_notice",
    "points_pause",
    "points_pinned",
    "points_programme",
    "points_programme_store",
    "points_referral",
    "points_referral_code",
    "points_rule_history",
    "points_settlement",
    "points_transaction",
    "spending_rule",
    "transaction_ids",
]
