"""A shop that commands are typed in: filled once for the tests of a file, and copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import Databases


@pytest.fixture(scope="module")
def filled(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """The address of books and the folder of facts that the file's own `fill` has filled."""
    folder = tmp_path_factory.mktemp("filled")
    with databases.fresh() as url:
        request.module.fill(url, folder)
        yield url, folder


@pytest.fixture
def copied_url(
    databases: Databases, filled: tuple[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of a copy of these books, which commands find, with the facts in the test's own folder."""
    shutil.copytree(filled[1], tmp_path, dirs_exist_ok=True)
    with databases.copy_of(filled[0]) as url:
        monkeypatch.setenv("REGULARS_DATABASE_URL", url)
        monkeypatch.setenv("REGULARS_DATA_DIR", str(tmp_path))
        yield url
