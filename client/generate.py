"""Writes the client's models and routes from the server's OpenAPI document: `make client`.

A test holds what is written to what the server says, as it does with the reference.
"""

from __future__ import annotations

import keyword
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from regulars.app import build_web

PACKAGE = Path(__file__).parent / "src" / "regulars_client"
NOTE = "# Written by `make client` from the server's description of its API; change it there.\n"
REFERENCE = "#/components/schemas/"
KEY = "idempotency-key"
TOKEN = "X-Customer-Token"
PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
JSON_BODY = "application/json"
FORM_BODY = "multipart/form-data"

Schema = Mapping[str, Any]


def main() -> None:
    """Write every file, in the form that the checks ask for."""
    texts = written(cast(Any, build_web(cast(Any, None)).openapi()))
    for old in (PACKAGE / "api").glob("*.py"):
        if f"api/{old.name}" not in texts:
            old.unlink()
    for name, text in texts.items():
        (PACKAGE / name).write_text(text, "utf-8")


def written(document: Schema) -> dict[str, str]:
    """The text of each file, by its path in the package."""
    by_room: dict[str, list[str]] = {}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            by_room.setdefault(operation["tags"][0], []).append(_method(method.upper(), path, operation))
    texts = {"models.py": _models(document)}
    for room, methods in by_room.items():
        texts[f"api/{_file(room)}.py"] = _room(room, methods)
    texts["api/__init__.py"] = _rooms(by_room)
    return {name: _formatted(text) for name, text in texts.items()}


def _formatted(text: str) -> str:
    ruff = [sys.executable, "-m", "ruff"]
    for command in (["check", "--select", "I,F401", "--fix", "-q"], ["format", "-q"]):
        done = subprocess.run(
            [*ruff, *command, "--stdin-filename", str(PACKAGE / "api" / "made.py"), "-"],
            input=text, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        text = done.stdout
    return text


# Models


def model_name(schema: str) -> str:
    """`Page_UserOut_` is `PageUserOut`; `regulars__points__api__rules__RuleIn` is told apart by its room: `PointsRuleIn`."""
    parts = schema.split("__")
    if len(parts) == 1:
        return "".join(part[:1].upper() + part[1:] for part in schema.split("_") if part)
    room = parts[2] if parts[1] == "web" else parts[1]
    return room.title().replace("_", "") + parts[-1]


def _models(document: Schema) -> str:
    schemas = document["components"]["schemas"]
    sent = _reached(document, (_bodies(operation) for operation in _operations(document)))
    lines = [
        '"""What is sent and what is answered."""', NOTE, "from __future__ import annotations", "",
        "from typing import Any, Literal, NotRequired, TypedDict", "",
    ]  # fmt: skip
    for name, schema in schemas.items():
        lines += [*_model(model_name(name), schema, whole=name not in sent), ""]
    return "\n".join(lines)


def _operations(document: Schema) -> Iterator[Schema]:
    for operations in document["paths"].values():
        yield from operations.values()


def _bodies(operation: Schema) -> Schema:
    return cast(Schema, operation.get("requestBody", {}))


def _reached(document: Schema, roots: Iterable[object]) -> set[str]:
    """The names of the schemas that something refers to, directly or through others."""
    found: set[str] = set()
    waiting: list[object] = list(roots)
    while waiting:
        match waiting.pop():
            case {"$ref": str(reference)}:
                name = reference.removeprefix(REFERENCE)
                if name not in found:
                    found.add(name)
                    waiting.append(document["components"]["schemas"][name])
            case dict() as inner:
                waiting += inner.values()
            case list() as inner:
                waiting += inner
    return found


def _model(name: str, schema: Schema, *, whole: bool) -> list[str]:
    """A schema as a type. `whole`: it is only ever answered, so every property is there."""
    if "properties" not in schema:
        return [f"{name} = {_type(schema, quoted=True)}"]
    needed = set(schema.get("required", ())) | (set(schema["properties"]) if whole else set())
    fields = {
        field: said if field in needed else f"NotRequired[{said}]"
        for field, inner in schema["properties"].items()
        if (said := _type(inner))
    }
    if any(keyword.iskeyword(field) or not field.isidentifier() for field in fields):
        inner = ", ".join(f'"{field}": {_quoted(said)}' for field, said in fields.items())
        return [f'{name} = TypedDict("{name}", {{{inner}}})', *_doc(schema, "")]
    lines = [f"class {name}(TypedDict):", *_doc(schema, "    ")]
    for field, inner in schema["properties"].items():
        lines += [f"    {field}: {fields[field]}", *_doc(inner, "    ")]
    return lines if len(lines) > 1 else [*lines, "    pass"]


def _doc(schema: Schema, indent: str) -> list[str]:
    told = " ".join(schema.get("description", "").split()).replace("\\", "\\\\").replace('"""', "'''")
    return [f'{indent}"""{told}"""'.replace('""""', '"""')] if told and not told.endswith('"') else []


def _quoted(said: str) -> str:
    """A type that names what may be defined further down; forms of `typing` stand outside of the quotes."""
    form = re.fullmatch(r"NotRequired\[(.*)\]", said)
    return f"NotRequired[{_quoted(form[1])}]" if form else '"' + said.replace('"', "'") + '"'


def _type(schema: Schema, *, quoted: bool = False) -> str:
    match schema:
        case {"$ref": str(reference)}:
            name = model_name(reference.removeprefix(REFERENCE))
            return f'"{name}"' if quoted else name
        case {"const": value}:
            return f"Literal[{value!r}]"
        case {"enum": [*values]}:
            return f"Literal[{', '.join(map(repr, values))}]"
        case {"anyOf": [*several]} | {"oneOf": [*several]}:
            return " | ".join(dict.fromkeys(_type(one, quoted=quoted) for one in several))
        case {"allOf": [one]}:
            return _type(one, quoted=quoted)
        case {"type": "string", "format": "binary"} | {"contentMediaType": "application/octet-stream"}:
            return "bytes"
        case {"type": "array", "items": dict(inner)}:
            return f"list[{_type(inner, quoted=quoted)}]"
        case {"type": "object", "additionalProperties": dict(inner)} if inner:
            return f"dict[str, {_type(inner, quoted=quoted)}]"
        case {"type": "object"}:
            return "dict[str, Any]"
        case {"type": str(plain)} if plain in PLAIN:
            return PLAIN[plain]
    return "Any"


# Routes


def _file(room: str) -> str:
    return room.lower().replace(" ", "_").replace("-", "_")


def _room(room: str, methods: list[str]) -> str:
    used = sorted(set(re.findall(r"\bmodels\.(\w+)", "\n".join(methods))))
    body = "\n".join(methods).replace("models.", "")
    names = f"from regulars_client.models import {', '.join(used)}" if used else ""
    return (
        f'"""Routes of the API: {room.lower()}."""\n{NOTE}\nfrom __future__ import annotations\n\n'
        "from typing import Any, Literal, cast\nfrom urllib.parse import quote\n\n"
        f"from regulars_client._transport import Transport\n{names}\n\n\n"
        f"class {room.title().replace(' ', '')}Routes:\n    _transport: Transport\n\n{body}"
    )


def _rooms(by_room: Iterable[str]) -> str:
    names = [(_file(room), f"{room.title().replace(' ', '')}Routes") for room in by_room]
    imports = "\n".join(f"from .{file} import {name}" for file, name in names)
    bases = ", ".join(name for _, name in names)
    return (
        f'"""Every route, by rooms."""\n{NOTE}\nfrom __future__ import annotations\n\nfrom regulars_client._transport import Transport\n'
        f'{imports}\n\n\nclass Routes({bases}):\n    """Every route of the API as a method."""\n\n'
        "    def __init__(self, transport: Transport) -> None:\n        self._transport = transport\n"
    )


def _method(method: str, path: str, operation: Schema) -> str:
    """One route."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", operation["operationId"]).lower()
    parameters = operation.get("parameters", [])
    taken = [one for one in parameters if one["in"] == "query"]
    keyed = any(one["name"].lower() == KEY for one in parameters)
    body, body_type, sending = _body(operation)
    answer, raw = _answer(operation)

    places = [f"{_argument(one['name'])}: {_said(one['schema'])}" for one in parameters if one["in"] == "path"]
    named = [_optional(one) for one in sorted(taken, key=lambda one: not one.get("required", False))]
    named += ["idempotency_key: str | None = None"] if keyed else []
    signature = ["self", *places, *([f"{body}: {body_type}"] if body else []), *(["*", *named] if named else [])]

    at = re.sub(r"\{(\w+)\}", lambda found: "{quote(str(" + _argument(found[1]) + "), safe='')}", path)
    sent = [f'"{method}"', f'f"{at}"' if "{" in at else f'"{at}"']
    if taken:
        sent.append("params={" + ", ".join(f'"{one["name"]}": {_argument(one["name"])}' for one in taken) + "}")
    sent += sending
    sent += ["key=idempotency_key", "keyed=True"] if keyed else []
    sent += ["raw=True"] if raw else []
    call = f"self._transport.request({', '.join(sent)})"
    doing = call if answer == "None" else f"return cast({_castable(answer)}, {call})"
    told = operation.get("description") or operation.get("summary", "")
    lines = [f"    def {name}({', '.join(signature)}) -> {answer}:", *_docstring(told), f"        {doing}", ""]
    return "\n".join(lines)


def _docstring(told: str) -> list[str]:
    lines = [line.rstrip().replace("\\", "\\\\") for line in told.strip().splitlines()]
    if not lines:
        return []
    if len(lines) == 1:
        return [f'        """{lines[0]}"""' if not lines[0].endswith('"') else f'        """{lines[0]} """']
    return [f'        """{lines[0]}', *(f"        {line}" if line else "" for line in lines[1:]), '        """']


def _castable(answer: str) -> str:
    return "Any" if answer == "Any" else '"' + answer.replace('"', "'") + '"'


def _argument(name: str) -> str:
    name = name.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def _optional(parameter: Schema) -> str:
    said = _said(parameter["schema"])
    if parameter.get("required"):
        return f"{_argument(parameter['name'])}: {said}"
    return f"{_argument(parameter['name'])}: {said if 'None' in said.split(' | ') else f'{said} | None'} = None"


def _said(schema: Schema) -> str:
    """A type with its models marked, so that a room imports them."""
    marked = _type(_marked(schema))
    return marked.replace("MODEL", "models.")


def _marked(schema: Any) -> Any:
    match schema:
        case {"$ref": str(reference)}:
            return {"$ref": REFERENCE + "MODEL" + model_name(reference.removeprefix(REFERENCE))}
        case dict():
            return {name: _marked(inner) for name, inner in schema.items()}
        case list():
            return [_marked(inner) for inner in schema]
    return schema


def _body(operation: Schema) -> tuple[str, str, list[str]]:
    """The argument that holds the body, its type, and how it is sent."""
    for kind, content in _bodies(operation).get("content", {}).items():
        said = _said(content.get("schema", {}))
        if kind == JSON_BODY:
            return "body", said, ["json=body"]
        if kind == FORM_BODY:
            return "body", said, ["form=body"]
        return "file", "bytes", ["content=file", f'content_type="{kind}"']
    return "", "", []


def _answer(operation: Schema) -> tuple[str, bool]:
    """The type of the answer, and whether it is handed out as bytes."""
    for status, response in operation["responses"].items():
        if status < "300":
            kinds = response.get("content", {})
            if not kinds:
                return "None", False
            schema = kinds.get(JSON_BODY, {}).get("schema")
            return (_said(schema), False) if schema else ("bytes", True)
    return "None", False


if __name__ == "__main__":
    main()
