"""Promotions: what a cart costs less, by which rule, and why; coupons, budgets and rewards."""
