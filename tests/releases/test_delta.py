"""What changed: keys, columns, successions, versions of one standard, and the pages that tell of it."""

from __future__ import annotations

import csv
import dataclasses
import io
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.base.errors import PipelineError
from pipeline.releases.delta import (
    CHANGES_CSV,
    CHANGES_PAGE,
    Change,
    compare,
    compare_versions,
    counts,
    difference,
    version_page,
)
from pipeline.releases.delta.successions import successions
from pipeline.releases.delta.words import quoted, reworded
from pipeline.releases.versions import releases
from pipeline.runs.run import Run
from pipeline.schema.records import Classification, Competency, Indicator
from pipeline.schema.tables import Tables
from pipeline.standards.assemble import assemble
from pipeline.standards.parse import parse
from pipeline.standards.reading import Reading
from tests.build import factory
from tests.conftest import RAW

V1, V2 = "IDC5294-001v1", "IDC5294-001v2"


def tables_in(folder: Path, tables: Tables) -> Path:
    """A folder with the canonical files of some tables."""
    return factory.staged(tables, folder)


def renamed(tables: Tables, code: str, name: str) -> Tables:
    """The version history of `code` tells the older code and name of the standard."""
    return factory.changed(tables, "standard_versions", 1, version_code=code, name=name)


def test_equal_releases_have_no_changes(tmp_path: Path) -> None:
    old, new = (tables_in(tmp_path / name, factory.standard_tables(V1)) for name in "ab")
    assert compare(old, new) == []
    assert "沒有變更。No changes." in difference(old, new).page


def test_added_removed_and_changed_rows_by_key(tmp_path: Path) -> None:
    tables = factory.standard_tables(V1)
    old = tables_in(tmp_path / "old", tables)
    now = factory.changed(tables, "indicators", 0, text="依新規格挑選甲物。", page=2)
    del now.notes[1:], now.outputs[1:]
    now.classifications.append(Classification(standard_id=V1, scheme="industry", position=2, code="K1", name="丙業"))
    changes = compare(old, tables_in(tmp_path / "new", now))
    key = (V1, "P1.1.1")
    assert Change("indicators", key, "changed", "text", "依規格挑選甲物，並記錄結果。", "依新規格挑選甲物。") in changes
    assert Change("indicators", (V1, "P1.1.1"), "changed", "page", "1", "2") in changes
    assert Change("outputs", (V1, "O1.2.1"), "removed") in changes
    assert Change("classifications", (V1, "industry", "2"), "added") in changes
    assert counts(changes) == {
        "classifications": {"added": 1}, "outputs": {"removed": 1}, "indicators": {"changed": 1}, "notes": {"removed": 1},
    }


def test_numbers_in_keys_count_as_numbers(tmp_path: Path) -> None:
    old = tables_in(tmp_path / "old", factory.standard_tables(V1, tasks=1))
    new = tables_in(tmp_path / "new", factory.standard_tables(V1, tasks=11))
    added = [change.key[1] for change in compare(old, new) if change.table == "tasks"]
    assert added == [f"T1.{number}" for number in range(2, 12)]


def test_a_release_of_another_schema_compares_by_what_it_has(tmp_path: Path) -> None:
    old = tables_in(tmp_path / "old", factory.standard_tables(V1))
    new = tables_in(tmp_path / "new", factory.standard_tables(V1))
    (old / "notes.csv").unlink()
    lines = (old / "duties.csv").read_text(encoding="utf-8").splitlines()
    (old / "duties.csv").write_text("\n".join([lines[0] + ",extra", lines[1] + ",x"]), encoding="utf-8")
    changes = compare(old, new)
    assert counts(changes) == {"duties": {"changed": 1}, "notes": {"added": 2}}
    assert Change("duties", (V1, "T1"), "changed", "extra", "x", "") in changes


def test_a_new_version_is_found_by_its_base_code(tmp_path: Path) -> None:
    old = tables_in(tmp_path / "old", factory.standard_tables(V1))
    new = tables_in(tmp_path / "new", factory.many_tables(V1, V2))
    found = successions(old, new, compare(old, new))
    assert found == [Change("standards", (V2,), "new_version", "standard_id", V1, V2)]


def test_a_renamed_standard_is_found_by_its_version_history(tmp_path: Path) -> None:
    old = tables_in(tmp_path / "old", factory.standard_tables("AVA2651-002v4"))
    now = renamed(factory.standard_tables(V2), "AVA2651-002v4", "甲物整理員")
    new = tables_in(tmp_path / "new", factory.changed(now, "standards", 0, name="乙物企劃員"))
    found = successions(old, new, compare(old, new))
    assert [(change.change, change.column, change.old, change.new) for change in found] == [
        ("new_version", "standard_id", "AVA2651-002v4", V2), ("renamed", "name", "甲物整理員", "乙物企劃員"),
        ("renamed", "base_code", "AVA2651-002", "IDC5294-001"),
    ]


def test_a_name_that_differs_in_form_only_is_no_renaming(tmp_path: Path) -> None:
    old = tables_in(tmp_path / "old", factory.changed(factory.standard_tables(V1), "standards", 0, name="平台－甲物"))
    now = factory.changed(factory.standard_tables(V2), "standards", 0, name="平臺-甲物")
    new = tables_in(tmp_path / "new", now)
    assert [change.change for change in successions(old, new, compare(old, new))] == ["new_version"]


def test_a_first_release_says_so(tmp_path: Path) -> None:
    folder = tables_in(tmp_path / "a", factory.standard_tables(V1))
    found = difference(None, folder)
    assert found.counts == {} and found.files[CHANGES_CSV] == b"table,key,change,column,old,new\r\n"
    page = found.files[CHANGES_PAGE].decode()
    assert "首次發布" in page and "First release" in page


def test_the_same_two_releases_give_the_same_bytes(tmp_path: Path) -> None:
    old = tables_in(tmp_path / "old", factory.many_tables(V1, "AVA2651-002v1"))
    new = tables_in(tmp_path / "new", factory.many_tables(V1, V2, tasks=3))
    assert difference(old, new).files == difference(old, new).files


def test_the_csv_can_be_read_back_and_holds_values_as_they_are(tmp_path: Path) -> None:
    tables = factory.standard_tables(V1)
    old = tables_in(tmp_path / "old", tables)
    formula = '=HYPERLINK("http://x")\n\u202e"b"'
    new = tables_in(tmp_path / "new", factory.changed(tables, "standards", 0, description=formula))
    written = difference(old, new).files[CHANGES_CSV].decode()
    (row,) = csv.DictReader(io.StringIO(written, newline=""))
    assert list(row.values())[:4] == ["standards", f"standard_id={V1}", "changed", "description"]
    assert row["new"] == formula


def test_the_page_is_grouped_by_standard_chinese_first(tmp_path: Path) -> None:
    old = tables_in(tmp_path / "2026-01-31", factory.many_tables(V1, "AVA2651-002v1"))
    new = tables_in(tmp_path / "new", factory.many_tables(V1, V2, tasks=3))
    page = difference(old, new).page
    assert page.splitlines()[2] == "與 2026-01-31 比較。Compared with 2026-01-31."
    places = [page.index(f"## {code} 「甲物整理員」") for code in ("AVA2651-002v1", V1, V2)]
    assert places == sorted(places)
    assert "- 本基準移除 · this standard was removed" in page and f"- 為 {V1} 的新版 · new version of {V1}" in page
    assert "  - 新增 added T1.3: 「第3項整理」" in page
    assert "| 工作任務 | `tasks` |" in page


def test_values_from_documents_do_nothing_in_the_page() -> None:
    told = quoted("a|b\n# <script>[x](y)`*")
    assert "\n" not in told and "\\|" in told and "\\<script\\>" in told and "\\[x\\]" in told
    assert len(quoted("職" * 5000)) < 200


@pytest.mark.parametrize(("old", "new", "shown"), [
    ("依規格挑選甲物。", "依新規格挑選。", "「依 **新** 規格挑選 ~~甲物~~ 。」"),
    ("use Python 3 here", "use Python 12 here", "「use Python␣ ~~3~~ **12** ␣here」".replace("␣", " ")),
    ("甲" * 100 + "乙", "甲" * 100 + "丙", "「…甲甲甲甲甲甲甲甲甲甲甲甲 ~~乙~~ **丙**」"),
    ("甲*物", "甲* 物", "「甲\\* **␣** 物」"),
    ("挑選甲物", "設計程式", "「挑選甲物」 → 「設計程式」"),
    ("", "甲", "（空白 blank） → 「甲」"),
])
def test_what_was_reworded_is_marked_where_it_differs(old: str, new: str, shown: str) -> None:
    assert reworded(old, new) == shown


def test_order_alone_is_told_only_where_nothing_else_changed(tmp_path: Path) -> None:
    tables = factory.standard_tables(V1)
    old = tables_in(tmp_path / "old", tables)
    moved = replace(tables, indicators=[replace(row, position=row.position + 7) for row in tables.indicators])
    alone = difference(old, tables_in(tmp_path / "moved", moved))
    assert "- 僅順序變動 · only the order changed: 行為指標 2\n" in alone.page and "`position`" not in alone.page
    changed = factory.changed(moved, "indicators", 0, text="依新規格挑選甲物，並記錄結果。")
    both = difference(old, tables_in(tmp_path / "both", changed))
    assert "順序" not in both.page and "「依 **新** 規格挑選甲物，並記錄結果。」" in both.page
    assert all(b",position," in found.files[CHANGES_CSV] for found in (alone, both)), "the list stays complete"


def test_two_standards_that_have_nothing_in_common_are_called_unrelated(tmp_path: Path) -> None:
    tables = factory.many_tables(V1, "AVA2651-002v1")
    same = version_page(compare_versions(tables_in(tmp_path / "same", tables), V1, tmp_path / "same", "AVA2651-002v1"))
    assert "unrelated" not in same, "another code, and the same items"
    for table in ("duties", "tasks", "outputs", "indicators", "competencies"):
        for place, row in enumerate(tables.of(table)):
            if dataclasses.asdict(row)["standard_id"] == V1:
                tables = factory.changed(tables, table, place, **{"text" if table == "indicators" else "name": f"另{place}"})
    folder = tables_in(tmp_path / "other", tables)
    page = version_page(compare_versions(folder, V1, folder, "AVA2651-002v1"))
    assert "These two standards are unrelated" in page and "gained" not in page


def versions(tmp_path: Path) -> Path:
    tables = factory.many_tables(V1, V2)
    others = [row for row in tables.indicators if row.standard_id == V1]
    now = [
        Indicator(
            standard_id=V2, indicator_id=code, position=position, indicator_code=code, text=text, task_id="T1.1", block=1, row=1,
            page=1,
        )
        for position, (code, text) in enumerate(
            (("P1.1.1", "依規格挑選甲物，並詳細記錄結果。"), ("P1.1.2", "全新之能力與態度。")), 1
        )
    ]
    competencies = [row for row in tables.competencies if not (row.standard_id == V2 and row.competency_id in ("K02", "A01"))]
    recoded = Competency(
        standard_id=V2, competency_id="K09", position=7, kind="K", competency_code="K09", name="5S概念【註1】", definition=None,
    )
    return tables_in(tmp_path / "r", replace(tables, indicators=[*others, *now], competencies=[*competencies, recoded]))


def test_two_versions_of_a_standard_item_by_item(tmp_path: Path) -> None:
    folder = versions(tmp_path)
    found = compare_versions(folder, V1, folder, V2)
    told = {label: [(step.what, step.old_id, step.new_id) for step in steps] for label, steps in found.steps.items() if steps}
    assert told == {
        "Behaviour indicators": [("reworded", "P1.1.1", "P1.1.1"), ("gained", "", "P1.1.2"), ("lost", "P1.2.1", "")],
        "Knowledge": [("recoded", "K02", "K09")],
        "Attitudes": [("lost", "A01", "")],
    }
    assert found.kept["Tasks"] == 2 and found.kept["Knowledge"] == 1


def test_the_page_of_two_versions(tmp_path: Path) -> None:
    folder = versions(tmp_path)
    page = version_page(compare_versions(folder, V1, folder, V2))
    assert page.startswith(f"# {V1} → {V2}\n") and "- 行為指標 · Behaviour indicators: 相同 same 0" in page
    assert "改編號 recoded K02 → K09" in page
    same = version_page(compare_versions(folder, V1, folder, V1))
    assert "均相同。" in same and "are the same." in same


def test_a_code_that_stands_on_something_else_is_a_loss_and_a_gain(tmp_path: Path) -> None:
    tables = factory.changed(factory.many_tables(V1, V2), "tasks", 2, name="完全不同")
    folder = tables_in(tmp_path / "r", tables)
    assert [step.what for step in compare_versions(folder, V1, folder, V2).steps["Tasks"]] == ["gained", "lost"]


def test_a_standard_that_is_not_there(tmp_path: Path) -> None:
    folder = tables_in(tmp_path / "r", factory.standard_tables(V1))
    with pytest.raises(PipelineError, match=rf"r holds no standard IDC5294-001v9; it holds {V1}"):
        compare_versions(folder, V1, folder, "IDC5294-001v9")


def reading_of(version: int, path: str, arrived: int = 0) -> Reading:
    """The text sample as another version of itself, under another path."""
    text = (RAW / "IDC5294-001v3.txt").read_text(encoding="utf-8")
    head, _, tail = text.partition("職能基準代碼\t\tIDC5294-001v3")
    return replace(parse(path, f"{head}職能基準代碼\t\tIDC5294-001v{version}{tail}".encode()), arrived=arrived)


def test_newest_version_is_published_older_ones_kept_and_marked() -> None:
    tables = assemble([reading_of(2, "old.txt"), reading_of(3, "new.txt")])
    status = {row.path: (row.status, row.reason) for row in tables.documents}
    assert status["new.txt"] == ("published", None)
    assert status["old.txt"][0] == "superseded" and "IDC5294-001v3" in (status["old.txt"][1] or "")
    assert [row.standard_id for row in tables.standards] == ["IDC5294-001v2", "IDC5294-001v3"]


def test_a_historical_file_is_marked_and_gives_way_to_a_current_one() -> None:
    both = [reading_of(3, "《歷史資料》甲.txt"), reading_of(3, "乙.txt")]
    data = (RAW / "IDC5294-001v3.txt").read_bytes() + b"\n"
    both[1] = parse("乙.txt", data)
    tables = assemble(both)
    assert [row.historical for row in tables.standards] == [False]
    assert {row.path: row.status for row in tables.documents} == {"《歷史資料》甲.txt": "duplicate", "乙.txt": "published"}
    assert [row.historical for row in assemble(both[:1]).standards] == [True]


def test_of_two_files_of_one_standard_the_later_arrival_is_published() -> None:
    data = (RAW / "IDC5294-001v3.txt").read_bytes()
    files = [replace(parse(f"a ({number}).txt", data + b"\n" * number), arrived=number) for number in (2, 3, 10)]
    tables = assemble(files)
    assert {row.path: row.status for row in tables.documents}["a (10).txt"] == "published"
    assert "arrived later" in next(row.reason or "" for row in tables.documents if row.path == "a (2).txt")


def test_a_release_says_what_changed_since_the_last(tmp_path: Path) -> None:
    for number, codes in enumerate(((V1,), (V1, V2)), 1):
        run = Run("raw", tmp_path)
        run.release(run.stage(factory.publication(factory.many_tables(*codes))))
        folder = tmp_path / str(run.record.release)
        assert (CHANGES_CSV in (folder / "SHA256SUMS").read_text(encoding="utf-8")) and len(releases(tmp_path)) == number
    assert run.record.changes["standards"] == {"added": 1, "new_version": 1}
