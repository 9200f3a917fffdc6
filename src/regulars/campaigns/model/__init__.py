"""Campaigns as values: triggers, steps, the graph that they make, and everything that is decided without a database.

Nothing here reads a clock; chance is a hash of who and where.
"""
