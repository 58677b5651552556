"""A run where nothing changed opens nothing and loads nothing, and only such a run does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.archive.sources import source_files
from pipeline.cli import main
from pipeline.releases.staging import Staging
from pipeline.releases.versions import ReleaseInfo, add, forget
from pipeline.runs.cache.previous import PreviousRuns
from pipeline.runs.intake import Intake, Options
from pipeline.standards.parse import parse_content
from tests.conftest import IN_PROCESS, ROOT
from tests.runs.conftest import LONG_AGO, TEXT, age


def intake(folder: Path, cache: Path) -> Intake:
    return Intake(folder, source_files(folder), Options(workers=0, cache=cache))


# files that need not be opened ---------------------------------------------------------------------


def test_an_unchanged_file_is_not_opened(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = intake(folder, tmp_path / "cache")
    known = first.contents()
    first.close()
    monkeypatch.setattr("pipeline.runs.intake.source_sha256", None)
    assert intake(folder, tmp_path / "cache").contents() == known


@pytest.mark.parametrize("touch", ["content", "replaced", "time"])
def test_whatever_may_have_changed_a_file_has_it_opened(touch: str, folder: Path, tmp_path: Path) -> None:
    first = intake(folder, tmp_path / "cache")
    first.contents()
    first.close()
    path, changed = folder / "standard.txt", TEXT.read_bytes().replace(b"0", b"1")
    if touch == "replaced":
        (folder / "new").write_bytes(changed)
        (folder / "new").rename(path)
    else:
        path.write_bytes(changed)
    os.utime(path, (LONG_AGO + (touch == "time"),) * 2)
    (sha256,) = (content for _, content in intake(folder, tmp_path / "cache").contents() or [])
    assert sha256 == parse_content(changed).sha256


def test_a_file_written_just_now_is_opened_again(folder: Path, tmp_path: Path) -> None:
    """Within one tick of the clock a file can change without showing it."""
    now = time.time()
    os.utime(folder / "standard.txt", (now, now))
    (source,) = source_files(folder)
    assert source.mark is None
    age(folder)
    (source,) = source_files(folder)
    assert source.mark is not None


def test_two_inputs_do_not_share_their_notes(folder: Path, tmp_path: Path) -> None:
    first, second = intake(folder, tmp_path / "cache"), intake(folder.parent, tmp_path / "cache")
    for one in (first, second):
        one.contents()
        one.close()
    assert len(list((tmp_path / "cache" / "files").iterdir())) == 2


# whole runs ---------------------------------------------------------------------------------------


def test_the_state_of_a_run_depends_on_everything(tmp_path: Path) -> None:
    rules, other = tmp_path / "rules", tmp_path / "other"
    for name in (rules, other):
        name.mkdir()
        (name / "rule.json").write_text(name.name)
    states = [
        PreviousRuns(tmp_path, (rules,)).state([("a", "1"), ("b", "2")], "pdfium"),
        PreviousRuns(tmp_path, (rules,)).state([("a", "2"), ("b", "1")], "pdfium"),
        PreviousRuns(tmp_path, (rules,)).state([("a", "1")], "pdfium"),
        PreviousRuns(tmp_path, (rules,)).state([("a", "1"), ("b", "2")], "both"),
        PreviousRuns(tmp_path, (other,)).state([("a", "1"), ("b", "2")], "pdfium"),
        PreviousRuns(tmp_path, (rules, tmp_path / "absent")).state([("a", "1"), ("b", "2")], "pdfium"),
    ]
    assert len(set(states)) == len(states)
    assert states[0] == PreviousRuns(tmp_path, (rules,)).state([("b", "2"), ("a", "1")], "pdfium")


OPENED = """
import sys
opened = []
sys.addaudithook(lambda event, about: opened.append(str(about[0])) if event == "open" else None)
from pipeline.cli import main
status = main(["run", "--input", "{raw}", "--output", "{output}"])
names = ("pandas", "numpy", "pyarrow", "great_expectations", "lxml", "pipeline.standards.parse", "pipeline.schema")
heavy = [name for name in names if name in sys.modules]
print(status, heavy, [path for path in opened if path.startswith("{raw}/standard")])
"""


def run_noting(raw: Path, output: Path) -> list[str]:
    """A run's summary lines; the last one holds its status, heavy imports and the documents it opened."""
    code = OPENED.format(raw=raw, output=output)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
def test_a_run_without_changes_opens_nothing_and_loads_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "processed"
    assert main(["run", "--input", str(folder), "--output", str(output), *IN_PROCESS]) == 0
    first, second = capsys.readouterr().out.splitlines(), run_noting(folder, output)
    assert second[-1] == "0 [] []"
    told = [line for line in first if not line.startswith(("release", "time"))]
    assert told == [line for line in second[:-1] if not line.startswith(("release", "time"))]
    assert any(line.startswith("release     unchanged: ") for line in second)
    assert json.loads((output / "last_run.json").read_text())["outcome"] == "unchanged"
    (output / ".cache" / "released.json").unlink()
    third = run_noting(folder, output)
    assert "'pandas'" in third[-1] and "great_expectations" not in third[-1], "these very bytes passed the gate before"
    assert any(line.startswith("release     unchanged: ") for line in third)


def test_a_state_counts_as_released_while_its_release_is_the_latest(tmp_path: Path) -> None:
    previous, release = PreviousRuns(tmp_path, ()), tmp_path / "2026-01-31"
    release.mkdir()
    (release / "SHA256SUMS").touch()
    add(ReleaseInfo(release.name, release.name, "2.0.0", "0" * 64, {}), tmp_path)
    previous.note_released("state", release.name, {"rows": {}})
    assert previous.released("state") == {"rows": {}}
    assert previous.released("another state") is None
    add(ReleaseInfo("2026-02-01", "2026-02-01", "2.0.0", "1" * 64, {}), tmp_path)
    assert previous.released("state") is None
    forget(["2026-02-01"], tmp_path)
    assert previous.released("state") == {"rows": {}}
    shutil.rmtree(release)
    assert previous.released("state") is None


def test_a_verdict_counts_for_the_same_bytes_under_the_same_rules(tmp_path: Path) -> None:
    rules, staging = tmp_path / "rules.json", Staging.begin(tmp_path)
    staging.add({"tasks.csv": b"a"})
    PreviousRuns(tmp_path, (rules,)).note_verdict(staging, {"passed": True})
    assert PreviousRuns(tmp_path, (rules,)).verdict(staging) == {"passed": True}
    rules.write_text("new")
    assert PreviousRuns(tmp_path, (rules,)).verdict(staging) is None
    rules.unlink()
    staging.add({"tasks.csv": b"b"})
    assert PreviousRuns(tmp_path, (rules,)).verdict(staging) is None


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom pipeline.cli import main\ntry:\n    main(['run', '--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('pandas', 'numpy', 'great_expectations', 'lxml', 'pipeline.schema') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")
