"""What cannot be opened is a rejected row that says why, and the documents beside it are read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive.sources import source_files
from pipeline.base.digest import sha256_of
from pipeline.runs.intake import Intake, Options
from tests.conftest import RAW

SOUND = "IDC5294-001v3.txt"


def _link_out(folder: Path) -> None:
    (folder.parent / "elsewhere.txt").write_text("秘密", encoding="utf-8")
    (folder / "odd").symlink_to(folder.parent / "elsewhere.txt")


def _link_to_nothing(folder: Path) -> None:
    (folder / "odd").symlink_to(folder / "nothing")


def _link_to_folder(folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "odd").symlink_to(folder / "real")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "odd")


def _folder(folder: Path) -> None:
    (folder / "odd").mkdir()


def _file(folder: Path) -> None:
    (folder / "odd").write_text("x", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a sound document, in which nobody may open what is called `odd`."""
    (tmp_path / "raw").mkdir()
    (path,) = RAW.glob("*.txt")
    shutil.copy(path, tmp_path / "raw" / SOUND)
    monkeypatch.setattr(os, "scandir", _refusing(os.scandir))
    monkeypatch.setattr("pipeline.archive.sources.sha256_of", _refusing(sha256_of))
    return tmp_path / "raw"


def _refusing(function: Callable[..., Any]) -> Callable[..., Any]:
    def refuse(path: Path | str | int) -> Any:
        if not isinstance(path, int) and Path(path).name == "odd":
            raise PermissionError(13, "Permission denied", str(path))
        return function(path)

    return refuse


@pytest.mark.parametrize(("make", "reason"), [
    (_link_out, "is a link that leads out of the input; put the document itself there"),
    (_link_to_nothing, "cannot be opened: No such file or directory; put the document itself there"),
    (_link_to_folder, "is a link to a folder, which is not followed; remove it"),
    (_pipe, "is a device and no document; remove it"),
    (_folder, "is a folder that cannot be listed (Permission denied); allow it to be read"),
    (_file, "cannot be opened: Permission denied; allow it to be read, or remove it"),
])
def test_what_cannot_be_opened_is_rejected_with_its_reason(make: Callable[[Path], None], reason: str, folder: Path) -> None:
    make(folder)
    readings = list(Intake(folder, source_files(folder), Options(workers=0)).readings(lambda _: None))
    assert sorted((reading.path, reading.rejected) for reading in readings) == [(SOUND, None), ("odd", f"odd {reason}.")]
    assert len({reading.sha256 for reading in readings}) == 2


def test_a_link_to_a_document_of_the_same_folder_is_followed(folder: Path) -> None:
    (folder / "again.txt").symlink_to(folder / SOUND)
    readings = list(Intake(folder, source_files(folder), Options(workers=0)).readings(lambda _: None))
    assert sorted((reading.path, reading.rejected) for reading in readings) == [(SOUND, None), ("again.txt", None)]


def test_a_document_that_changes_while_it_is_read_is_rejected_and_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.archive.sources.sha256_of", lambda _: "0" * 64)
    intake = Intake(folder, source_files(folder), Options(workers=0))
    (reading,) = intake.readings(lambda _: None)
    assert reading.rejected == f"{SOUND} changed while it was being read; run again." and intake.lost
