"""What asks about a shop does not begin one where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from regulars import cli
from regulars.books.refusals import NothingHere


@pytest.mark.parametrize(
    "command",
    [
        "segment verify", "segment members vip", "segment export vip --out -", "points verify", "members --where {}",
        "explain anna --where {}", "export -", "replay", "erase anna",
    ],
)  # fmt: skip
def test_it_is_refused_with_the_place_and_what_to_do(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REGULARS_DATABASE_URL", raising=False)
    monkeypatch.setenv("REGULARS_DATA_DIR", str(tmp_path / "elsewhere"))

    refused = CliRunner().invoke(cli.build(), command.split()).exception

    assert isinstance(refused, NothingHere), refused
    assert str(tmp_path / "elsewhere") in refused.message
    assert "REGULARS_DATA_DIR" in refused.message
    assert not (tmp_path / "elsewhere").exists()
