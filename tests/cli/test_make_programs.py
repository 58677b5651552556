"""The programs that the make targets start are where the Makefile says, and say what they do."""

from __future__ import annotations

import re
import runpy
import sys

import pytest

from tests.conftest import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
OURS = ("bench", "fuzz", "tests")
"""`pipeline` itself is tested as the command line."""
PROGRAMS = sorted({name for name in re.findall(r"\$\(BIN\)/python -m ([\w.]+)", MAKEFILE) if name.split(".")[0] in OURS})


def test_nothing_of_ours_is_started_as_a_loose_file() -> None:
    """A file that is started by its path finds no module of the project but those beside it."""
    assert re.findall(r"python (?:pipeline|tests|bench|fuzz)/", MAKEFILE) == []


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_of_the_makefile_can_be_started(
    program: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", [program, "--help"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    assert end.value.code == 0 and f"python -m {program}" in capsys.readouterr().out


def test_the_programs_are_those_beside_the_command_line() -> None:
    assert {"bench.measure", "fuzz", "tests.typeset.sample"} <= set(PROGRAMS)
