"""A short search for inputs that crash or hang a reader; `make fuzz` runs a long one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from fuzz import among
from fuzz.__main__ import SAMPLES, Tally, cases, main
from fuzz.mutate import damaged
from fuzz.worker import CRASHED, DIED, GOOD, HUNG, READ, REJECTED, Reader, read_all, read_case
from tests.hostile.planted import Planted

INPUTS = 60


def test_damaged_samples_are_read_or_refused() -> None:
    tally = Tally()
    for result in read_all(cases(INPUTS, seed=20, engine="pdfium"), seconds=30.0):
        tally.add(result)
    assert [(result.case.number, result.outcome, result.detail[-400:]) for result in tally.harm] == []
    seen = Counter(outcome for _, outcome in tally.counts.elements())
    assert seen[READ] > INPUTS // 10 and seen[REJECTED] > INPUTS // 10, "damage that nothing or everything survives shows nothing"


@pytest.mark.parametrize("kind", ["docx", "odt", "pdf", "txt"])
def test_an_input_follows_from_seed_and_number(kind: str) -> None:
    sample = (SAMPLES / f"IDC5294-001v3.{kind}").read_bytes()
    made = [damaged(sample, kind, Random(f"1:{number}")) for number in range(20)]
    assert made == [damaged(sample, kind, Random(f"1:{number}")) for number in range(20)]
    assert len(set(made)) > 15 and sample not in made


def test_harm_is_seen_for_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(seconds=2.0)
    outcomes = [reader.read(Planted(number, 1, Path("a.txt"))).outcome for number in range(4)]
    reader.stop()
    assert outcomes == [REJECTED, HUNG, DIED, REJECTED]

    def broken(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr("pipeline.standards.parse.parse", broken)
    outcome, detail = read_case(cases(1, 1, "pdfium")[0])
    assert outcome == CRASHED and "ZeroDivisionError: planted" in detail and CRASHED not in GOOD


def test_the_command_prints_its_counts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--inputs", "8", "--seed", "3", "--keep", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["format", "inputs", "read", "rejected", "crashed", "hung", "died", "slowest"]
    assert [line.split()[:2] for line in lines[1:6]] == [["docx", "2"], ["odt", "2"], ["pdf", "2"], ["txt", "2"], ["all", "8"]]


def row(path: str, status: str, reason: str = "") -> dict[str, str]:
    return {"path": path, "status": status, "reason": reason, "sha256": path}


def test_a_release_that_lacks_a_file_or_a_reason_or_a_sound_one_is_broken() -> None:
    rows = [row("sound-1.docx", "published"), row("sound-2.odt", "held", "Holds 2 standards."), row("damaged-3.pdf", "rejected")]
    files = {one["path"]: one["sha256"] for one in rows} | {"damaged-4.txt": "other", "damaged-5.txt": "damaged-3.pdf"}
    assert among.broken(rows, files) == [
        "damaged-4.txt has no row", "damaged-3.pdf is rejected without a reason", "sound-2.odt is held: Holds 2 standards.",
    ]


def test_runs_among_sound_documents_are_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:
    def run(folder: Path, inputs: int, seed: int, seconds: float) -> among.Batch:
        among.fill(folder / "raw", inputs, seed)
        statuses = Counter("published" if path.name.startswith("sound") else "rejected" for path in (folder / "raw").iterdir())
        return among.Batch(folder, statuses, ["planted"] if inputs < 2 else [])

    monkeypatch.setattr(among, "run", run)
    assert main(["--inputs", "3", "--among", "2", "--keep", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert "3 damaged documents among 16 sound ones: 1 of 2 runs made a release" in printed.out
    assert "16 published, 3 rejected" in printed.out and "planted" in printed.err
    assert [folder.name for folder in tmp_path.iterdir()] == ["among-1-1"], "only what did harm is kept"
