"""Campaigns on the road: who enters is noticed by a step of it; runs that are due walk beside, a set a transaction."""
