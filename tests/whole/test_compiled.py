"""Compiled or interpreted, the same is read; and what was compiled from another source is not run."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

from bench.generate.documents import Order, generate
from pipeline.base import compiled

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pipeline"
is_compiled = pytest.mark.skipif(not (PACKAGE / compiled.RECORD).exists(), reason="nothing has been compiled on this machine")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "one.py").write_text("A = 1\n")
    (tmp_path / "two.py").write_text("B = 2\n")
    (tmp_path / compiled.LIBRARY).touch()
    (tmp_path / compiled.RECORD).write_text(compiled.record_of(tmp_path, ["one.py", "two.py"]))
    return tmp_path


def test_unchanged_sources_are_current(package: Path) -> None:
    assert compiled.is_current(package)
    (package / "three.py").write_text("C = 3\n")
    assert compiled.is_current(package), "which was not compiled"


def test_one_edited_or_missing_source_is_enough(package: Path) -> None:
    (package / "two.py").write_text("B = 3\n")
    assert not compiled.is_current(package)
    (package / "two.py").unlink()
    assert not compiled.is_current(package)


def test_modules_whose_library_could_not_be_built_are_not_used(package: Path) -> None:
    (package / compiled.LIBRARY).unlink()
    assert not compiled.is_current(package)


def test_where_nothing_was_compiled_nothing_is_stale(tmp_path: Path) -> None:
    assert compiled.is_current(tmp_path)


def python(*arguments: str | Path, **environment: str) -> str:
    """What a new process prints."""
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_module_whose_source_has_changed_is_interpreted(tmp_path: Path) -> None:
    """Python itself would take the compiled one, here one that cannot even be loaded."""
    package = tmp_path / "one"
    package.mkdir()
    settle = "from pathlib import Path\nfrom pipeline.base import compiled\ncompiled.settle(Path(__file__).parent)\n"
    (package / "__init__.py").write_text(f"import one.first\n{settle}")
    (package / "first.py").touch()
    (package / "part.py").write_text("VALUE = 1\n")
    (package / f"part{EXTENSION_SUFFIXES[0]}").write_bytes(b"no library")
    (package / compiled.LIBRARY).touch()
    (package / compiled.RECORD).write_text(compiled.record_of(package, ["part.py"]))
    show = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from one import part; print(part.VALUE)"
    with pytest.raises(subprocess.CalledProcessError):
        python("-c", show, **{compiled.SWITCH: ""})
    (package / "part.py").write_text("VALUE = 2\n")
    assert python("-c", show, **{compiled.SWITCH: ""}) == "2\n"


@is_compiled
def test_compiled_modules_are_used_unless_told_otherwise() -> None:
    show = (
        "from pipeline.documents import ledger; from pipeline.documents.readers.pdf import lines;"
        "print(ledger.__file__, lines.__file__)"
    )
    if compiled.is_current(PACKAGE):
        assert not any(file.endswith(".py") for file in python("-c", show, **{compiled.SWITCH: ""}).split())
    assert all(file.endswith(".py") for file in python("-c", show, **{compiled.SWITCH: "1"}).split())


@is_compiled
def test_the_same_is_read_compiled_and_interpreted(tmp_path: Path) -> None:
    generate(tmp_path / "made", Order(documents=4, seed=7))
    tables = []
    for switch in ("", "1"):
        output = tmp_path / f"tables{switch}"
        options = ("--quiet", "--input", tmp_path / "made", "--output", output)
        python("-m", "pipeline", "parse", *options, **{compiled.SWITCH: switch})
        tables.append({path.name: path.read_bytes() for path in output.glob("*.csv")})
    assert tables[0] == tables[1]
    assert any(tables[0].values())
