"""The published list: what matches, what does not, what is suggested, what is never merged."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from pipeline.base.errors import PipelineError
from pipeline.cli import main
from pipeline.gate.criteria import Criteria
from pipeline.standards import published_list
from pipeline.standards.published_list import ListedStandard, OurStandard
from tests.build import factory

TODAY = dt.date(2026, 11, 23)
END = dt.date(2028, 12, 31)

LIST = """序號,職能基準名稱,發展單位,有效期限,備註
1,甲物整理員,甲部,1171231,
2,乙物管理員,乙部,1151231,停用中
3,丙物管理師,丙部,1141231,
4,丁物人員,,,
"""


def listed(folder: Path, text: str = LIST) -> Path:
    path = folder / "catalogue.csv"
    path.write_text(text, encoding="utf-8")
    return path


def entry(name: str, until: dt.date | None = END) -> ListedStandard:
    return ListedStandard(name, "甲部", until, None)


@pytest.mark.parametrize(
    ("text", "date"),
    [("1171231", END), ("117/12/31", END), ("117.12.31", END), ("20281231", END), ("2028-12-31", END),
     (" 0990101 ", dt.date(2010, 1, 1)), ("1170231", None), ("117123", None), ("", None), ("長期有效", None)],
)
def test_dates_are_roc_or_common_era(text: str, date: dt.date | None) -> None:
    assert published_list.read_date(text) == date


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_list_is_read_as_published(mark: str, tmp_path: Path) -> None:
    entries = published_list.read_list(listed(tmp_path, mark + LIST))
    assert entries[1] == ListedStandard("乙物管理員", "乙部", dt.date(2026, 12, 31), "停用中")
    assert entries[3] == ListedStandard("丁物人員", None, None, None)


def test_something_else_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"first line has to name 序號"):
        published_list.read_list(listed(tmp_path, "name,unit\n甲,乙\n"))
    (tmp_path / "big5.csv").write_bytes(LIST.encode("big5"))
    with pytest.raises(PipelineError, match="UTF-8"):
        published_list.read_list(tmp_path / "big5.csv")
    with pytest.raises(PipelineError, match="cannot be read"):
        published_list.read_list(tmp_path / "nowhere.csv")


def test_names_match_folded_and_only_when_unique() -> None:
    entries = [entry("台北ＡＩ─員"), entry("甲物員"), entry("甲物員"), entry("乙物員")]
    named = {"A": "臺北AI-員", "B": "甲物員", "C": "乙物員", "D": "乙物員"}
    ours = [OurStandard(standard_id, name, current=True) for standard_id, name in named.items()]
    assert published_list.matches(entries, ours) == {"A": entries[0]}
    statuses = [(line.status, line.name, line.standard_id) for line in published_list.coverage(entries, ours, TODAY)]
    assert statuses == [
        ("matched", "台北ＡＩ─員", "A"), ("ambiguous", "乙物員", "C; D"), ("ambiguous", "甲物員", "B"),
        ("ambiguous", "甲物員", "B"),
    ]


def test_historical_and_superseded_standards_are_not_compared() -> None:
    ours = [OurStandard("Av1", "甲物員", False), OurStandard("Av2", "甲物員", True), OurStandard("B", "舊物員", False)]
    [line] = published_list.coverage([entry("甲物員")], ours, TODAY)
    assert (line.status, line.standard_id) == ("matched", "Av2")


def test_near_misses_are_suggested_both_ways_and_not_merged() -> None:
    lines = published_list.coverage([entry("甲物整理人員"), entry("無關之事")], [OurStandard("A", "甲物整理員", True)], TODAY)
    told = {line.name: (line.status, line.suggestion, line.score) for line in lines}
    assert told == {
        "甲物整理人員": ("missing_here", "甲物整理員", 90.9), "無關之事": ("missing_here", None, None),
        "甲物整理員": ("not_listed", "甲物整理人員", 90.9),
    }


@pytest.mark.parametrize(("until", "validity"), [
    (dt.date(2026, 11, 22), "expired"), (TODAY, "expiring"), (dt.date(2027, 5, 22), "expiring"),
    (dt.date(2027, 5, 23), "valid"), (None, None),
])
def test_validity_is_told_for_a_day(until: dt.date | None, validity: str | None) -> None:
    [line] = published_list.coverage([entry("甲物員", until)], [], TODAY)
    assert line.validity == validity


def test_the_release_takes_unit_and_validity_of_sure_matches_only(tmp_path: Path) -> None:
    tables = factory.many_tables("IDC5294-001v3", "AVA2651-002v1")
    tables = factory.changed(tables, "standards", 1, name="丙物管理員")
    entries = Criteria(reference=tmp_path, catalogue=listed(tmp_path)).entries() or []
    done = published_list.with_values(tables.documents, tables.standards, entries)
    known = {row.standard_id: (row.developing_unit, row.valid_until) for row in done}
    assert known == {"IDC5294-001v3": ("甲部", END), "AVA2651-002v1": (None, None)}


def test_the_list_in_the_reference_folder_is_found_by_itself(tmp_path: Path) -> None:
    assert Criteria(reference=tmp_path).entries() is None
    listed(tmp_path)
    assert len(Criteria(reference=tmp_path).entries() or ()) == 4
    with pytest.raises(PipelineError, match="cannot be read"):
        Criteria(catalogue=tmp_path / "other.csv").entries()


def test_command_counts_suggests_and_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    staged = factory.staged(factory.standard_tables(), tmp_path / "release")
    written = tmp_path / "coverage.csv"
    arguments = ["--release", str(staged), "--list", str(listed(tmp_path)), "--as-of", "2026-11-23", "--output", str(written)]
    assert main(["catalogue", *arguments]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:7] == ["matched           1", "missing_here      3", "not_listed        0", "ambiguous         0",
                        "valid             1", "expiring          1", "expired           1"]
    with written.open(encoding="utf-8", newline="") as stream:
        first = next(csv.DictReader(stream))
    assert first == {
        "status": "matched", "name": "甲物整理員", "standard_id": "IDC5294-001v3", "developing_unit": "甲部",
        "valid_until": "2028-12-31", "validity": "valid", "remark": "", "suggestion": "", "score": "",
    }


def test_command_says_what_is_no_release(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "--release", str(tmp_path), "--list", str(listed(tmp_path))]) == 1
    assert "is no release and holds none" in capsys.readouterr().err
