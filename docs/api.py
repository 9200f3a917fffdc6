"""The reference of the REST API, drawn from its OpenAPI document when the site is built: `make docs`.

One page a room of the API and one of everything that is sent and answered. They
aren't kept: a running installation tells the same at `/v1/openapi.json`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from regulars.app import build_web

REFERENCE = "#/components/schemas/"
KEPT_HEADERS = {"idempotency-key": "Idempotency-Key", "x-customer-token": "X-Customer-Token"}

Schema = Mapping[str, Any]


def pages(document: Schema) -> dict[str, str]:
    """The text of each page, by its file's name."""
    by_room: dict[str, list[str]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            by_room.setdefault(operation["tags"][0], []).append(_route(method.upper(), path, operation))
    told = {tag["name"]: tag.get("description", "") for tag in document.get("tags", ())}
    made = {f"{_file(room)}.md": _room(room, told.get(room, ""), routes) for room, routes in by_room.items()}
    made["models.md"] = _models(document["components"]["schemas"])
    made["index.md"] = _index(document, told, by_room)
    return made


def _file(room: str) -> str:
    return re.sub(r"\W+", "-", room.lower())


def _index(document: Schema, told: Mapping[str, str], rooms: Iterable[str]) -> str:
    rows = [f"- [{room}]({_file(room)}.md): {told.get(room, '')}".rstrip(": ") for room in rooms]
    head = f"# Every route\n\n{document['info']['description'].strip()}\n\nWhat holds for all of them is told [in the reference](../rest.md)."
    return "\n".join([head, "", *rows, "", "[Everything that is sent and answered](models.md)", ""])


def _room(room: str, told: str, routes: list[str]) -> str:
    return "\n\n".join([f"# {room}", *([told] if told else []), *routes]) + "\n"


def _route(method: str, path: str, operation: Schema) -> str:
    parts = [f"## {_worded(operation['operationId'])}", f"`{method} {path}`"]
    parts += [operation["description"].strip()] if operation.get("description") else []
    rows = [
        (f"`{KEPT_HEADERS.get(one['name'].lower(), one['name'])}`", _is(one["schema"]), _where(one), _told(one))
        for one in operation.get("parameters", ())
    ]
    if rows:
        parts.append(_table(("parameter", "is", "where", ""), rows))
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        said = kind if kind != "application/json" else "JSON"
        parts.append(f"**Takes** {said}: {_is(content.get('schema', {}))}")
    parts.append("**Answers** " + "; ".join(_answers(operation["responses"])))
    return "\n\n".join(parts)


def _worded(operation: str) -> str:
    """`askQuote` as words."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", operation).capitalize()


def _where(parameter: Schema) -> str:
    return parameter["in"] + (", required" if parameter.get("required") and parameter["in"] != "path" else "")


def _answers(responses: Mapping[str, Schema]) -> Iterator[str]:
    refusals = [status for status in responses if status >= "400"]
    for status, response in responses.items():
        if status < "400":
            kinds = response.get("content", {})
            schema = kinds.get("application/json", {}).get("schema")
            yield f"{status}: " + (_is(schema) if schema else ", ".join(kinds) or "nothing")
    if refusals:
        yield f"refusals {', '.join(refusals)}: a [problem](models.md#problem)"


def _models(schemas: Mapping[str, Schema]) -> str:
    parts = ["# What is sent and answered"]
    for name, schema in sorted(schemas.items(), key=lambda one: _name(one[0]).lower()):
        parts.append(f"## {_name(name)}")
        parts += [schema["description"].strip()] if schema.get("description") else []
        needed = set(schema.get("required", ()))
        rows = [
            (f"`{field}`", _is(one, here=True), "required" if field in needed else "", _told(one))
            for field, one in schema.get("properties", {}).items()
        ]
        parts.append(_table(("field", "is", "", ""), rows) if rows else _is(schema, here=True))
    return "\n\n".join(parts) + "\n"


def _name(schema: str) -> str:
    parts = schema.strip("_").split("__")
    return parts[0] if len(parts) == 1 else f"{(parts[2] if parts[1] == 'web' else parts[1]).title()}{parts[-1]}"


def _told(one: Schema) -> str:
    said = [one.get("description", "")]
    if one.get("default") is not None and one.get("default") != "":
        said.append(f"Default: `{one['default']}`.")
    return " ".join(part for part in said if part)


def _is(schema: Schema, *, here: bool = False) -> str:
    """What a value is, with a link to a model."""
    match schema:
        case {"$ref": str(reference)}:
            name = _name(reference.removeprefix(REFERENCE))
            return f"[{name}]({'' if here else 'models.md'}#{re.sub(r'[^a-z0-9_-]', '', name.lower())})"
        case {"const": value}:
            return f"`{value}`"
        case {"enum": [*values]}:
            return "one of " + ", ".join(f"`{value}`" for value in values)
        case {"anyOf": [*several]} | {"oneOf": [*several]}:
            return " or ".join(dict.fromkeys(_is(one, here=here) for one in several))
        case {"allOf": [one]}:
            return _is(one, here=here)
        case {"type": "array", "items": dict(inner)}:
            return f"list of {_is(inner, here=here)}"
        case {"type": "object", "additionalProperties": dict(inner)} if inner:
            return f"object of {_is(inner, here=here)}"
        case {"type": str(plain)}:
            return {"date-time": "instant", "date": "date", "binary": "file"}.get(schema.get("format", ""), plain)
    return "anything"


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(headings)]
    lines += [["---"] * len(lines[0]), *([" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write(folder: Path) -> None:
    """Write every page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(cast(Any, build_web(cast(Any, None)).openapi())).items():
        (folder / name).write_text(text, encoding="utf-8")
