"""Releases: same bytes, well described, swapped in whole."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
import subprocess
from pathlib import Path
from zipfile import ZipFile

import frictionless
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.base import clock
from pipeline.base.clock import today
from pipeline.base.digest import sha256_of
from pipeline.releases import release, verify, versions
from pipeline.releases.content import Content
from pipeline.releases.settings import Settings
from pipeline.releases.staging import Staging
from pipeline.releases.versions import latest, releases
from pipeline.schema import TABLES
from pipeline.schema.derive.arrow import arrow_schema
from pipeline.schema.tables import Tables
from tests.build import factory
from tests.releases import published

DAY = dt.date(2026, 1, 31)


def staged(output: Path, tables: Tables | None = None, settings: Settings = factory.ALONE) -> Staging:
    staging = Staging.begin(output)
    staging.write(Content.of(tables or factory.standard_tables()), settings)
    staging.record({"started": "now"})
    return staging


def hashes(folder: Path) -> dict[str, str]:
    found = published.hashes(folder)
    del found["run.json"]
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tables = factory.many_tables("IDC5294-001v3", "AVA2651-002v1", tasks=3)
    orphaned = factory.changed(tables, "outputs", task_id=None, block=None, row=None)
    return staged(tmp_path_factory.mktemp("release"), orphaned, Settings()).path


def test_same_input_same_bytes(tmp_path: Path) -> None:
    first, second = (staged(tmp_path / place, settings=Settings()).path for place in "ab")
    assert hashes(first) == hashes(second)
    assert len(hashes(first)) > 3 * len(TABLES)


def test_csv_is_rfc_4180_with_empty_nulls(folder: Path) -> None:
    content = (folder / "standards.csv").read_bytes()
    assert content.startswith(b"standard_id,standard_code,")
    assert content.count(b"\r\n") == 3 and content.endswith(b"\r\n")
    with (folder / "standards.csv").open(encoding="utf-8", newline="") as stream:
        row = next(csv.DictReader(stream))
    assert row["description"] == "1.整理甲物。\n2.交付「乙物」, \"丙物\"。"
    assert (row["historical"], row["updated_on"], row["version"]) == ("false", "2025-06-15", "1")
    with (folder / "notes.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["marker"] for row in csv.DictReader(stream)] == ["•", "", "•", ""]


@pytest.mark.parametrize("name", TABLES)
def test_csv_and_parquet_hold_the_same(name: str, folder: Path) -> None:
    typed = pq.read_table(folder / f"{name}.parquet")
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        printed = list(csv.reader(stream))
    assert printed[0] == typed.column_names
    spelled = {True: "true", False: "false", None: ""}
    cells = [[spelled[value] if value is None or isinstance(value, bool) else str(value) for value in row.values()]
             for row in typed.to_pylist()]
    assert printed[1:] == cells


def test_parquet_has_the_derived_schema_and_no_foreign_metadata(folder: Path) -> None:
    schema = pq.read_schema(folder / "tasks.parquet")
    assert schema.equals(arrow_schema(TABLES["tasks"]), check_metadata=True)
    assert pq.ParquetFile(folder / "tasks.parquet").metadata.row_group(0).column(0).compression == "ZSTD"


def test_plain_pandas_reads_the_parquet(folder: Path) -> None:
    frame = pd.read_parquet(folder / "standards.parquet", dtype_backend="pyarrow")
    assert frame["updated_on"].dtype == pd.ArrowDtype(pa.date32())


def test_checksums_hold_for_coreutils_and_leave_out_the_run_record(folder: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    named = {line.split("  ", 1)[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert named == published.hashes(folder).keys() - {"SHA256SUMS", "run.json"}
    assert json.loads((folder / "run.json").read_text()) == {"started": "now"}


def test_datapackage_is_valid_and_its_keys_hold(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == len(TABLES)


def test_datapackage_check_is_a_check(folder: Path, tmp_path: Path) -> None:
    broken = factory.changed(factory.standard_tables(), "tasks", duty_id="T9")
    report = frictionless.validate(str(staged(tmp_path, broken).path / "datapackage.json"))
    assert [task.name for task in report.tasks if not task.valid] == ["tasks"]


def test_datapackage_states_hashes_and_sizes(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
    assert "licenses" not in package and "created" not in package


def test_identity_changes_with_a_value_and_not_with_the_run(tmp_path: Path) -> None:
    same = factory.written(factory.standard_tables(), tmp_path / "x")
    same.record({"started": "later"})
    other = staged(tmp_path / "b", factory.changed(factory.standard_tables(), "tasks", name="別項"))
    assert same.identity == staged(tmp_path / "a").identity != other.identity


def test_swap_in_publishes_and_lists_newest_first(tmp_path: Path) -> None:
    assert latest(tmp_path) is None
    first = release.swap_in(staged(tmp_path), tmp_path, release.next_name(tmp_path, DAY), DAY)
    changed = factory.changed(factory.standard_tables(), "tasks", name="別項")
    second = release.swap_in(staged(tmp_path, changed), tmp_path, release.next_name(tmp_path, DAY), DAY)
    assert (first.name, second.name) == ("2026-01-31", "2026-01-31.2")
    assert releases(tmp_path) == [second, first]
    assert latest(tmp_path) == second
    assert json.loads((tmp_path / "versions.json").read_text())["latest"] == "2026-01-31.2"
    assert second.counts["tasks"] == 2 and second.created == "2026-01-31"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-01-31", "2026-01-31.2", "versions.json"]


def test_what_is_staged_is_the_latest_while_its_tables_are(tmp_path: Path) -> None:
    assert not release.is_latest(staged(tmp_path), tmp_path)
    release.swap_in(staged(tmp_path), tmp_path, "2026-01-31", DAY)
    assert release.is_latest(staged(tmp_path), tmp_path)
    assert not release.is_latest(staged(tmp_path, factory.changed(factory.standard_tables(), "tasks", name="別項")), tmp_path)


def test_another_schema_version_is_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release.swap_in(staged(tmp_path), tmp_path, "2026-01-31", DAY)
    monkeypatch.setattr(release, "SCHEMA_VERSION", "99.0.0")
    assert not release.is_latest(staged(tmp_path), tmp_path)


def test_published_release_is_never_replaced(tmp_path: Path) -> None:
    release.swap_in(staged(tmp_path), tmp_path, "2026-01-31", DAY)
    before = hashes(tmp_path / "2026-01-31")
    with pytest.raises(FileExistsError, match="never changes"):
        release.swap_in(staged(tmp_path), tmp_path, "2026-01-31", DAY)
    assert hashes(tmp_path / "2026-01-31") == before


def test_crash_between_rename_and_list_leaves_the_old_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = release.swap_in(staged(tmp_path), tmp_path, "2026-01-31", DAY)

    def crash(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(versions, "add", crash)
        with pytest.raises(OSError, match="disk full"):
            release.swap_in(staged(tmp_path), tmp_path, "2026-02-01", DAY)
    assert latest(tmp_path) == old
    assert release.next_name(tmp_path, dt.date(2026, 2, 1)) == "2026-02-01.2"


def test_staging_starts_empty(tmp_path: Path) -> None:
    (Staging.begin(tmp_path).path / "left over").touch()
    assert list(Staging.begin(tmp_path).path.iterdir()) == []


def test_what_is_added_after_the_seal_is_hashed_and_nothing_else_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(path: Path) -> str:
        read.append(path.name)
        return sha256_of(path)

    monkeypatch.setattr("pipeline.releases.folder.sha256_of", noted)
    staging = staged(tmp_path)
    assert len(read) == len(set(read)) and "tasks.csv" not in read, "a joined file is hashed while it is written, others once"
    before = list(read)
    staging.add({"report.json": b"{}", "changes.csv": b"a"})
    staging.add({"report.json": b"[]"})
    assert staging.identity and read == before
    done = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=staging.path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    assert staging.checksums().count("report.json\n") == 1


def test_what_comes_later_is_in_the_archive_too(tmp_path: Path) -> None:
    settings = Settings(add=("zip",), leave_out=("sqlite", "xlsx"))
    staging = published.staged(Staging.begin(tmp_path), settings, factory.standard_tables())
    staging.add({"report.html": b"<p>"})
    staging.add({"changes.csv": b"a"})
    assert verify.checksums(staging.path)["all.zip"] == sha256_of(staging.path / "all.zip")
    with ZipFile(staging.path / "all.zip") as packed:
        held = {name.partition("/")[2]: name for name in packed.namelist()}
        assert packed.read(held["report.html"]) == b"<p>" and packed.read(held["changes.csv"]) == b"a"
    assert held.keys() == {name for name in staging.names() if name not in ("all.zip", "SHA256SUMS", "run.json")}
    copied = Staging(tmp_path / "copied")
    copied.copy(staging.path)
    copied.add({"report.html": b"<b>"})
    with ZipFile(copied.path / "all.zip") as packed:
        assert len(set(packed.namelist())) == len(packed.namelist()) == len(held)
        assert packed.read(held["report.html"]) == b"<b>"


def test_a_copy_is_sealed_anew(tmp_path: Path) -> None:
    tables = factory.written(factory.standard_tables(), tmp_path / "tables").path
    (tables / "SHA256SUMS").write_text("nothing")
    (tables / ".cache").mkdir()
    (tables / ".cache" / "hidden").touch()
    staging = Staging.begin(tmp_path)
    staging.copy(tables)
    assert staging.checksums() == factory.written(factory.standard_tables(), tmp_path / "again").checksums()


def test_day_can_be_set_for_repeatable_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert today() == dt.date(1970, 1, 1)


def test_days_are_those_of_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    nightly = dt.datetime(2026, 11, 26, 19, 17, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(nightly.timestamp())))
    assert today() == dt.date(2026, 11, 27), "03:17 in Taipei"
    try:
        clock.settle("America/Los_Angeles")
        assert today() == dt.date(2026, 11, 26)
        with pytest.raises(ValueError, match="Mars/Olympus is no time zone"):
            clock.settle("Mars/Olympus")
    finally:
        clock.settle(clock.TAIPEI)


def test_other_settings_are_another_release(tmp_path: Path) -> None:
    release.swap_in(staged(tmp_path), tmp_path, "2026-01-31", DAY)
    licensed = published.staged(Staging.begin(tmp_path), published.FULL, factory.standard_tables())
    assert licensed.identity == staged(tmp_path / "same").identity
    assert not release.is_latest(licensed, tmp_path)
