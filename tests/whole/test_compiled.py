"""Compiled code gives what the sources give, and is run only while the sources are what it was made of."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.generate.documents import Order, generate
from tests.conftest import ROOT

COMPILED = "build/compiled"
PYTHON = """#!/bin/sh
for word; do
  if [ "$before" = --target ]; then mkdir -p "$word/pipeline"; fi
  before=$word
done
"""
"""Does of pip's work what the Makefile waits for: a folder for what is compiled."""


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make in a folder; variables of an enclosing make must not reach it."""
    ours = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    command = ["make", "-s", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one module that has been set up and compiled."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", "constraints.txt", "setup.py", "pipeline/part.py", ".venv/bin/python", ".venv/.ready-to-run"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".venv/bin/python").write_text(PYTHON, encoding="utf-8")
    (tmp_path / ".venv/bin/python").chmod(0o755)
    make(tmp_path, "compile")
    return tmp_path


def told(project: Path) -> tuple[str, str]:
    """Which code the data targets run, and what is said about it."""
    done = make(project, "code")
    return done.stdout.strip(), done.stderr


def test_compiled_code_is_run(project: Path) -> None:
    assert told(project) == (COMPILED, "")
    assert f"PYTHONPATH={COMPILED} " in make(project, "--dry-run", "run").stdout


def test_without_compiled_code_the_sources_are_run(project: Path) -> None:
    shutil.rmtree(project / "build")
    assert told(project) == (".", "")


def test_compiled_code_of_other_sources_is_left_aside_with_a_sentence(project: Path) -> None:
    source = project / "pipeline" / "part.py"
    source.write_text("VALUE = 1\n", encoding="utf-8")
    code, sentence = told(project)
    assert code == "." and sentence.count("\n") == 1 and "make compile" in sentence
    source.write_text("", encoding="utf-8")
    assert told(project) == (COMPILED, ""), "the source is again what was compiled"
    source.rename(source.with_name("other.py"))
    assert told(project)[0] == "."


def test_what_python_keeps_beside_the_sources_is_none(project: Path) -> None:
    cache = project / "pipeline" / "__pycache__"
    cache.mkdir()
    (cache / "part.pyc").touch()
    assert told(project) == (COMPILED, "")


def test_no_text_in_the_sources_holds_half_a_pair() -> None:
    """The compiler refuses such a text; in a pattern the escape is left to the pattern."""
    halves = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "pipeline").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"[\ud800-\udfff]", node.value)
    ]
    assert not halves


def test_no_compiled_class_keeps_a_property_in_mind() -> None:
    """The compiler makes a `cached_property` one that is found anew each time, which costs more than it ever saved."""
    patterns = re.findall(r'"(\w+/[^"]+\.py)"', (ROOT / "setup.py").read_text(encoding="utf-8"))
    sources = {path for pattern in patterns for path in (ROOT / "pipeline").glob(pattern)}
    assert ROOT / "pipeline/documents/flow.py" in sources
    assert not [path for path in sources if "cached_property" in path.read_text(encoding="utf-8")]


def python(code: str, *arguments: str | Path) -> str:
    """What a new process prints that imports the package from one of the two folders."""
    environment = os.environ | {"PYTHONPATH": code, "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout


def read(code: str, made: Path, output: Path) -> dict[str, bytes]:
    """The tables that one of the two reads from documents, in reading processes as in a run."""
    python(code, "-m", "pipeline", "parse", "--quiet", "--no-cache", "--input", made, "--output", output)
    return {path.name: path.read_bytes() for path in output.glob("*.csv")}


def test_the_same_is_read_compiled_and_interpreted(tmp_path: Path) -> None:
    code, sentence = told(ROOT)
    if code != COMPILED:
        pytest.skip(sentence.strip() or "nothing has been compiled here; `make compile` does")
    show = "from pipeline.documents import ledger; print(ledger.__file__)"
    assert not python(COMPILED, "-c", show).endswith(".py\n")
    assert python(".", "-c", show).endswith(".py\n")
    generate(tmp_path / "made", Order(documents=4, seed=7))
    compiled = read(COMPILED, tmp_path / "made", tmp_path / "compiled")
    interpreted = read(".", tmp_path / "made", tmp_path / "interpreted")
    assert compiled == interpreted and any(interpreted.values())
