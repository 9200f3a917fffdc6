"""One benchmark in a process of its own: its results as JSON on what was standard output."""

from __future__ import annotations

import gc
import importlib
import json
import os
import sys
from dataclasses import asdict, replace

from regulars.app import COLLECT_AFTER

from .measure import pace

if __name__ == "__main__":
    answer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what is printed on the way is for a person
    gc.set_threshold(*COLLECT_AFTER)  # as in every process of the product
    before = pace()
    results = list(importlib.import_module(f"benchmarks.bench_{sys.argv[1]}").run())
    paced = (before + pace()) / 2
    json.dump([asdict(replace(result, pace=paced)) for result in results], answer)
    answer.close()
