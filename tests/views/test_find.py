"""`find`: which standards fit a text, and why."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline import load
from pipeline.base.errors import PipelineError
from pipeline.cli import main
from pipeline.releases.finding.ranking import rank
from pipeline.views.finding import found
from pipeline.views.finding.reasons import shared
from pipeline.views.finding.shown import COLUMNS, as_table
from pipeline.views.lookup import Release
from pipeline.views.opened import opened
from pipeline.views.terminal import Screen
from pipeline.views.width import width
from tests.views.site_release import CODES, NEW, OLD, edited, poisoned, three_standards, write_release

WANTED = "我們要找人策劃展覽：撰寫丁物展覽企劃，並挑選展品。"
OTHER = CODES[0]


@pytest.fixture(scope="module", params=["SQLite", "tables", "an older SQLite"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    tables = edited(three_standards(), "standards", {"standard_id": OLD}, is_current=False)
    folder = write_release(tables, tmp_path_factory.mktemp("find") / "release", request.param != "tables")
    if request.param == "an older SQLite":
        with closing(sqlite3.connect(folder / "standards.sqlite")) as connection:
            connection.executescript("DROP TABLE find_terms; DROP TABLE find_standards")
    return folder


@pytest.fixture
def release(place: Path) -> Iterator[Release]:
    with opened(place) as release:
        yield release


def test_the_standard_that_fits_comes_first_with_its_reasons(release: Release) -> None:
    first, second = found(release, WANTED)
    assert (first.rank, first.standard.standard_id, first.standard.name) == (1, OTHER, "臺灣丁物策展員")
    assert first.score > second.score
    assert first.words[:2] == ("撰寫丁物展覽企劃", "策劃"), "the longest that both have, as it is printed"
    best = first.reasons[0]
    assert (best.kind, best.code, best.text) == ("task", "T1.2", "撰寫丁物展覽企劃並與甲乙丙單位協調")
    assert best.words[0] == "撰寫丁物展覽企劃"
    assert first.codes("S") == ["S01"]
    assert second.standard.standard_id == NEW, "the version in force and not the other one"


def test_simplified_and_wide_characters_find_the_same(release: Release) -> None:
    assert [(one.standard.standard_id, one.score) for one in found(release, "策划台湾丁物展览")] == [
        (one.standard.standard_id, one.score) for one in found(release, "策劃臺灣丁物展覽")
    ]
    assert found(release, "策划展览")[0].words == ("展覽", "策劃"), "as the standard prints it"


def test_words_are_whole_and_shared(release: Release) -> None:
    question, _ = rank("策劃與展覽之丁物", release.index)
    assert shared(["展覽策劃與"], question).words == ("展覽", "策劃")
    assert shared(["無關"], question).words == ()
    half = shared(["丁物展示"], question)
    assert (half.words, half.part) == (("丁物",), 0.5)


def test_a_limit_is_kept_and_nothing_shared_is_said(release: Release) -> None:
    assert len(found(release, WANTED, 1)) == 1
    assert as_table(found(release, "龘龘"), Screen(80)).startswith("沒有職能基準")


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert main(list(arguments)) == status
    said = capsys.readouterr()
    return said.err if status else said.out


def test_the_verb_answers_as_table_csv_and_json(place: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    options = ("--release", str(place))
    text = told(capsys, "find", WANTED, *options)
    assert f" 1  {OTHER}  臺灣丁物策展員  級別 5  分數" in text
    assert "任務 T1.2" in text and text.endswith(f"看一項：show {OTHER}\n")
    assert max(map(width, text.splitlines())) <= 100
    (first,) = csv.DictReader(io.StringIO(told(capsys, "find", WANTED, "--limit", "1", "--format", "csv", *options)))
    assert tuple(first) == COLUMNS
    assert (first["standard_id"], first["skills"], first["tasks"].split()[0]) == (OTHER, "S01", "T1.2")
    (tmp_path / "job.txt").write_bytes(WANTED.encode("cp950"))
    nested = json.loads(told(capsys, "find", "--file", str(tmp_path / "job.txt"), "--format", "json", *options))
    assert [one["standard_id"] for one in nested] == [OTHER, NEW]
    assert nested[0]["reasons"][0]["item_id"] == "T1.2"


def test_a_pipe_is_read(place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WANTED.encode())))
    assert told(capsys, "find", "--format", "csv", "--release", str(place)).splitlines()[1].startswith(f"1,{OTHER},")


@pytest.mark.parametrize(("text", "sentence"), [
    ("", "nothing to look for"), ("work", "no Chinese"), ("會" * 12_001, "at most 12,000"), (None, "not both"),
    (b"\x00\x01\x02\xff" * 30, "is no text"), ("會" * 100_000, "far more than the 12,000"),
])
def test_what_cannot_be_asked_is_a_sentence(
    place: Path, text: str | bytes | None, sentence: str, capsys: pytest.CaptureFixture[str], tmp_path: Path,
) -> None:
    file = tmp_path / "job.txt"
    file.write_bytes(text if isinstance(text, bytes) else (text or "").encode())
    given = ["find", "--file", str(file), *(["甲"] if text is None else [])]
    said = told(capsys, *given, "--release", str(place), status=1)
    assert sentence in said and said.count("\n") == 1


def test_a_terminal_without_a_text_is_told_so(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    from pipeline.views.finding.asked import asked

    monkeypatch.setattr(sys, "stdin", Terminal())
    with pytest.raises(PipelineError, match="needs a text"):
        asked(None, None)


def test_the_loader_finds_the_same(place: Path) -> None:
    frame = load(place).find(WANTED)
    assert frame["standard_id"].tolist() == [OTHER, NEW]
    assert frame.dtypes["level"] == "Int64"
    assert frame["tasks"].tolist()[0][0] == "T1.2"
    assert len(load(place).find(WANTED, 1)) == 1
    with pytest.raises(ValueError, match="no Chinese"):
        load(place).find("work")


def test_finding_loads_nothing_heavy(tmp_path: Path) -> None:
    release = write_release(three_standards(), tmp_path / "release", database=True)
    script = (
        f"import sys; from pipeline.cli import main; main(['find', '甲物', '--release', {str(release)!r}]);"
        "sys.exit(bool({'pandas', 'pyarrow', 'numpy', 'lxml'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, capture_output=True).returncode == 0


def test_a_document_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    with opened(write_release(poisoned(three_standards(), everything=False), tmp_path / "release", database=True)) as release:
        shown = as_table(found(release, "script甲物整理"), Screen(80))
    assert all(character.isprintable() or character == "\n" for character in shown)
