"""Texts of a form, such as 03:00: checked by a pattern, and refused in words that people read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


@dataclass(frozen=True, slots=True)
class Form:
    """Metadata of a text that matches a pattern: `Annotated[str, Form(pattern, advice)]`; `advice` says what to write."""

    pattern: str
    advice: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema) | {"pattern": self.pattern}

    def _checked(self, text: str) -> str:
        if re.fullmatch(self.pattern, text) is None:
            raise misfit("string_pattern_mismatch", self.advice)
        return text


def misfit(code: str, sentence: str) -> PydanticCustomError:
    """What a validator raises: a kind of fault, and a sentence that is told as it is."""
    return PydanticCustomError(code, "{advice}", {"advice": sentence})
