"""What an installed package brings along, and that it works where no checkout is."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a wheel holds it, in a folder of its own as in site-packages."""
    place = tmp_path_factory.mktemp("installed")
    library, description = place / "site-packages", place / "description"
    description.mkdir()
    build = ["-q", "egg_info", "--egg-base", str(description), "build_py", "--build-lib", str(library)]
    subprocess.run([sys.executable, "setup.py", *build], cwd=ROOT, capture_output=True, check=True)
    return library


def python(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the installed package, in a folder that has nothing to do with the project."""
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def relative(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}


def test_every_source_and_the_marker_for_type_checkers_is_installed(installed: Path) -> None:
    package = relative(installed / "pipeline")
    assert {name for name in package if not name.startswith("shipped/")} == relative(ROOT / "pipeline") | {"py.typed"}
    assert {path.name for path in installed.iterdir()} == {"pipeline"}


def test_expectations_and_templates_travel_inside(installed: Path) -> None:
    shipped = installed / "pipeline" / "shipped"
    for folder in ("expectations", "schedules"):
        assert relative(shipped / folder) == relative(ROOT / folder)
    for name in relative(shipped):
        assert (shipped / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_version_is_said_once() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "pipeline.base.version.VERSION"}


def test_places_are_the_installed_ones(installed: Path, tmp_path: Path) -> None:
    show = "from pipeline.base import places; print(places.CHECKOUT, places.EXPECTATIONS, places.REFERENCE.resolve(), sep='\\n')"
    told = python(installed, tmp_path, "-c", show).stdout.splitlines()
    shipped = installed.resolve() / "pipeline" / "shipped"
    assert told == ["None", str(shipped / "expectations"), str(tmp_path.resolve() / "reference")]


def test_a_schedule_runs_in_the_working_folder(installed: Path, tmp_path: Path) -> None:
    done = python(installed, tmp_path, "-m", "pipeline", "schedule", "systemd")
    assert f"WorkingDirectory={tmp_path.resolve()}\n" in done.stdout, done.stderr


@pytest.mark.parametrize("words", [("derive",), ("derive", "--check"), ("schedule", "workflow", "--install")])
def test_what_belongs_to_a_checkout_says_so(installed: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = python(installed, tmp_path, "-m", "pipeline", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("works in a checkout of the project; this package is installed without one.\n")


def test_reading_processes_run_the_same_code_as_their_parent(installed: Path, tmp_path: Path) -> None:
    """Even where the working folder holds another package of the name, as a checkout does."""
    (tmp_path / "pipeline").mkdir()
    (tmp_path / "pipeline" / "__init__.py").write_text("raise ImportError('the wrong package')\n", encoding="utf-8")
    output = tmp_path / "tables"
    words = ("parse", "--quiet", "--no-cache", "--workers", "1", "--input", str(ROOT / "raw"), "--output", str(output))
    done = python(installed, tmp_path, "-c", "import sys; from pipeline.cli import main; sys.exit(main())", *words)
    assert done.returncode == 0, done.stderr
    assert (output / "standards.csv").read_text(encoding="utf-8").count("\n") == 2
