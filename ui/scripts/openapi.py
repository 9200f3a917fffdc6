"""Prints the OpenAPI document of the REST API, without a shop: `npm run api` draws the UI's types from it."""

from __future__ import annotations

import json
import sys
from unittest.mock import Mock

from regulars.app import build_web

if __name__ == "__main__":
    nobody = Mock()  # routes ask something of their house when they are asked, not when they are built
    json.dump(build_web(nobody).openapi(), sys.stdout, ensure_ascii=False, sort_keys=True)
