"""The repository itself: what a fresh clone must and must not hold."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
HOSTS = re.compile(
    "|".join((r"pypi\.org", r"pythonhosted", r"registry\.npmjs", r"npmjs\.(com|org)", r"deb\.debian", r"yarnpkg"))
)


def tracked(*patterns: str) -> list[Path]:
    """Files of the last commit and of the index; pictures and other bytes left out."""
    listed = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, check=True, capture_output=True, text=True)
    return [path for name in listed.stdout.splitlines() if (path := ROOT / name).is_file() and _is_text(path)]


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        return b"\0" not in file.read(4096)


@pytest.mark.parametrize("requirements", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_are_pinned_with_hashes(requirements: Path) -> None:
    entries = re.split(r"\n(?=\S)", requirements.read_text().replace("\\\n", " "))

    assert all(re.match(r"[a-z0-9._-]+==\S+.*--hash=sha256:[0-9a-f]{64}", entry) for entry in entries if entry.strip())


@pytest.mark.parametrize("requirements", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_hold_no_address_and_no_option_of_an_index(requirements: Path) -> None:
    text = requirements.read_text()

    assert not re.search(r"://|find-links|index-url|trusted-host|^#", text, re.MULTILINE)


def test_every_requirement_of_the_demo_is_one_of_development() -> None:
    pins = {
        path.stem: set(re.findall(r"^[a-z0-9._-]+==[^ \\]+", path.read_text(), re.MULTILINE)) for path in REQUIREMENTS
    }

    assert pins["base"] <= pins["demo"] <= pins["dev"]


def test_what_the_project_asks_for_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = chain(project["dependencies"], *project["optional-dependencies"].values())
    names = {_name(requirement) for requirement in asked}

    pinned = {
        _name(name)
        for name in re.findall(r"^[a-z0-9._-]+(?===)", (ROOT / "requirements/dev.txt").read_text(), re.MULTILINE)
    }

    assert names <= pinned


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[._-]+", "-", found[0]).lower()


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    """But for tools of other platforms that are optional: not every mirror has them to be hashed."""
    locks = tracked("*package-lock.json")

    for lock in locks:
        packages = {name: found for name, found in json.loads(lock.read_text())["packages"].items() if name}
        hashed = {name for name, found in packages.items() if "integrity" in found or found.get("inBundle")}
        elsewhere = {name for name, found in packages.items() if found.get("optional") and found.get("os")}
        assert not [name for name, found in packages.items() if "resolved" in found], lock
        assert packages.keys() - elsewhere <= hashed, lock
    assert locks


def test_no_file_names_the_host_of_a_registry() -> None:
    found = [
        path.relative_to(ROOT)
        for path in tracked()
        if path != Path(__file__) and HOSTS.search(path.read_text(errors="replace"))
    ]

    assert found == []


def test_links_between_documents_lead_somewhere() -> None:
    dangling = []
    for page in tracked("*.md"):
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text()):
            if "://" not in link and not link.startswith("mailto:") and not (page.parent / link).exists():
                dangling.append((str(page.relative_to(ROOT)), link))

    assert dangling == []


def test_no_source_file_is_longer_than_can_be_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked("src/*.py")
        if (lines := len(path.read_text().splitlines())) > 400
    }

    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    modules = [(path, path.read_text().lstrip()) for path in tracked("src/*.py", "benchmarks/*.py")]
    silent = [str(path.relative_to(ROOT)) for path, text in modules if text and not text.startswith('"""')]

    assert silent == []


def test_patterns_are_refused_in_words() -> None:
    """pydantic tells the pattern itself, which is no hint for people: `core.forms.Form` says what to write."""
    own = re.compile(r"\b(Field|StringConstraints|Query|Path|Header|Form)\((?:[^()]|\([^()]*\))*\bpattern=")

    assert [path.name for path in tracked("src/*.py") if own.search(path.read_text())] == []


def test_a_step_of_make_that_takes_long_says_so_first() -> None:
    recipes = re.findall(r"^\$\(\w+\):.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    slow = [recipe for recipe in recipes if re.search(r"\$\(PIP\)|npm|browser\.py", recipe)]

    assert len(slow) == 5
    assert [recipe for recipe in slow if not recipe.startswith("\t@echo")] == []


def test_nothing_is_left_to_be_done_in_the_code() -> None:
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = [
        str(path.relative_to(ROOT))
        for path in tracked("src/*.py", "ui/src/*", "benchmarks/*.py")
        if mark.search(path.read_text())
    ]

    assert found == []


def test_commands_stand_in_the_documentation_as_they_are_typed_in_a_checkout() -> None:
    blocks = {
        path.name: re.findall(r"^```sh\n(.*?)^```", path.read_text(), re.MULTILINE | re.DOTALL)
        for path in tracked("docs/*.md", "README.md", "CONTRIBUTING.md")
    }

    assert [
        (name, line)
        for name, found in blocks.items()
        for line in "".join(found).splitlines()
        if re.match(r"(\S+=\S+ )*regulars ", line)
    ] == []


def test_no_generator_hands_out_anything_while_it_looks() -> None:
    """A look within a look uses its connection, so looks must end in the order in which they began."""
    handing = [
        f"{path.relative_to(ROOT)}:{block.lineno}"
        for path in tracked("src/*.py")
        for block in ast.walk(ast.parse(path.read_text()))
        if isinstance(block, ast.With) and any("looking(" in ast.unparse(item.context_expr) for item in block.items)
        if any(isinstance(inner, ast.Yield | ast.YieldFrom) for inner in ast.walk(block))
    ]

    assert handing == []
