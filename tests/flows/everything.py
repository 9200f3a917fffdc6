"""All that a worker uses, brought in once for the processes of `carrying`, which otherwise do so for seconds each."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import regulars
from regulars.facts.relations import base_tables, to_sql

ROOMS = ("campaigns", "facts", "flows", "journal", "messaging", "points", "promotions", "segments", "webhooks")

for room in ROOMS:
    path = [f"{folder}/{room}" for folder in regulars.__path__]
    for module in pkgutil.walk_packages(path, prefix=f"regulars.{room}."):
        if module.name.rpartition(".")[2] != "__main__":
            import_module(module.name)
to_sql(base_tables()["order"])
