"""Options and fixtures that the whole test suite shares."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.build import Made, as_docx
from tests.build.bad import AMONG_SOUND_ONES, REJECTED

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "raw"
LONG = ("gate", "runs", "hostile", "browser", "releases", "cli")
"""Folders whose tests take seconds, of few files each."""
IN_PROCESS = ("--workers", "0")
"""No worker processes: they cost seconds each, and their own tests are elsewhere."""


@dataclass(frozen=True, slots=True)
class Released:
    """A run of the whole pipeline: its folders, its exit status and all that it said."""

    input: Path
    output: Path
    status: int
    said: str


def release_of(output: Path) -> Path:
    """The only release in an output folder."""
    (folder,) = [path for path in output.iterdir() if path.is_dir() and not path.name.startswith(".")]
    return folder


def refusal(regenerate: bool, environment: Mapping[str, str]) -> str | None:
    """Why golden files may not be written now: on a build server a changed result must fail, not be accepted."""
    on_server = environment.get("CI", "").lower() not in ("", "0", "false")
    return "--regenerate is for a person who reads the difference, not for CI" if regenerate and on_server else None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate", action="store_true", help="write the golden files anew; read the difference before committing it"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "irregularity(*numbers): the entries of the field guide that a test covers, such as I-53")
    reason = refusal(bool(config.getoption("--regenerate")), os.environ)
    if reason:
        raise pytest.UsageError(reason)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files: one that comes last would keep a single core at work while all others wait."""
    items.sort(key=lambda item: LONG.index(item.path.parent.name) if item.path.parent.name in LONG else len(LONG))


@pytest.fixture(scope="session")
def regenerate(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are written instead of compared."""
    return bool(pytestconfig.getoption("--regenerate"))


@pytest.fixture(scope="session")
def remembering_gate() -> Iterator[None]:
    """The gate evaluates each frame once, see `gate_memory`; for modules that ask it often."""
    # Imported here and not above: this alone costs seconds, and not every test process needs the gate.
    from pipeline.gate.validate.library import Library
    from tests.gate import gate_memory

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Library, "ask", gate_memory.remembering(Library.ask))
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def released(shared_folder: Path, remembering_gate: None) -> Released:
    """The sample, a made-up standard and bad files run through the pipeline, once for all tests: the gate costs seconds."""
    base = shared_folder / "released"
    with (shared_folder / "released.lock").open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        if not (base / "ended.json").exists():
            _release(base)
    status, said = json.loads((base / "ended.json").read_text(encoding="utf-8"))
    return Released(base / "in", base / "out", status, said)


def _release(base: Path) -> None:
    """Make the input and run the pipeline on it; how it ended is written last."""
    shutil.rmtree(base, ignore_errors=True)
    shutil.copytree(RAW, base / "in")
    (base / "in" / "甲物整理員.docx").write_bytes(as_docx(Made()))
    for name in AMONG_SOUND_ONES:
        (base / "in" / name).write_bytes(REJECTED[name][0])
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        status = main(["run", "--input", str(base / "in"), "--output", str(base / "out"), *IN_PROCESS])
    (base / "ended.json").write_text(json.dumps([status, said.getvalue()]), encoding="utf-8")
