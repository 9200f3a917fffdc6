"""Campaigns: what is done for customers, step by step, once something has happened to them."""
