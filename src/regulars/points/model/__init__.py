"""Deciding about points, without a clock, a database or chance.

`page` is what a decision is made on: one customer's lots, holds and debt in one
ledger. The deeds in `granting`, `taking`, `holding`, `undoing` and `passing`
write transactions on a page; `store.py` beside this folder reads pages and
keeps what was written. `settlement` says what an order still has to be given
or has to give back, `lifetime` when a lot ends.
"""
