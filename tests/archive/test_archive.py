"""The archive: nothing lost, nothing altered, names readable, zip files within limits."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from pipeline.archive.differences import raw_changes
from pipeline.archive.inbox import TakenIn, take_in
from pipeline.archive.manifest import COLUMNS, PREVIOUS, Provenance, read_manifest
from pipeline.archive.sources import source_files
from pipeline.archive.store import Archive
from pipeline.archive.unpack import Limits
from pipeline.archive.verify import verify
from pipeline.base.errors import PipelineError
from pipeline.schema.records import DocumentRow
from tests.conftest import RAW

FACTS = Provenance(source="某平臺", retrieved_on="2026-02-03", published_on="2025-06-15", licence="某授權")


def drop(raw: Path, **files: bytes) -> Path:
    """Put files into the inbox; `__` in a name stands for a folder, `_` before the suffix for the dot."""
    inbox = raw / "inbox"
    for name, data in files.items():
        path = inbox / name.replace("__", "/").replace("_txt", ".txt").replace("_zip", ".zip")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    inbox.mkdir(parents=True, exist_ok=True)
    return inbox


def ingest(raw: Path, facts: Provenance = FACTS, limits: Limits | None = None) -> TakenIn:
    return take_in(raw, raw / "inbox", facts, limits or Limits())


def text(number: int) -> bytes:
    return f"職能基準 {number}\n".encode()


def test_a_dropped_file_moves_with_its_identity(tmp_path: Path) -> None:
    drop(tmp_path, 新__甲物_txt=text(1))
    done = ingest(tmp_path)
    (entry,) = read_manifest(tmp_path)
    assert done.new == ["甲物.txt"] and (tmp_path / "甲物.txt").read_bytes() == text(1)
    assert entry.sha256 == hashlib.sha256(text(1)).hexdigest()
    assert (entry.bytes, entry.format, entry.original_name) == (len(text(1)), "text", "新/甲物.txt")
    told = Provenance(entry.source, entry.retrieved_on, entry.published_on, entry.licence)
    assert told == FACTS
    assert list((tmp_path / "inbox").iterdir()) == []
    assert verify(tmp_path).damaged == () and verify(tmp_path).sound == 1


def test_other_bytes_under_a_known_name_stand_beside_the_old_ones(tmp_path: Path) -> None:
    for number in range(1, 4):
        drop(tmp_path, a_txt=text(number))
        ingest(tmp_path)
    assert [entry.path for entry in read_manifest(tmp_path)] == ["a.txt", "a (2).txt", "a (3).txt"]
    assert [(tmp_path / entry.path).read_bytes() for entry in read_manifest(tmp_path)] == [text(1), text(2), text(3)]


def test_the_same_bytes_again_are_known_and_leave_the_inbox(tmp_path: Path) -> None:
    drop(tmp_path, a_txt=text(1))
    ingest(tmp_path)
    before = (tmp_path / "manifest.csv").read_bytes()
    drop(tmp_path, b_txt=text(1))
    done = ingest(tmp_path)
    assert (done.new, done.known) == ([], ["a.txt"])
    assert (tmp_path / "manifest.csv").read_bytes() == before and not (tmp_path / "inbox/b.txt").exists()


def test_known_bytes_under_a_historical_name_mark_the_document(tmp_path: Path) -> None:
    drop(tmp_path, a_txt=text(1))
    ingest(tmp_path)
    (tmp_path / "inbox" / "《歷史資料》a.txt").write_bytes(text(1))
    assert ingest(tmp_path).marked == ["《歷史資料》a.txt"]
    assert [path.name for path in tmp_path.glob("*.txt")] == ["《歷史資料》a.txt"]
    assert verify(tmp_path).damaged == ()


def test_the_historical_mark_reaches_outdated_copies_but_no_later_version(tmp_path: Path) -> None:
    for number in range(1, 4):
        drop(tmp_path, a_txt=text(number))
        ingest(tmp_path)
    (tmp_path / "inbox" / "《歷史資料》a.txt").write_bytes(text(2))
    ingest(tmp_path)
    paths = [entry.path for entry in read_manifest(tmp_path)]
    assert paths == ["《歷史資料》a.txt", "《歷史資料》a (2).txt", "a (3).txt"] and verify(tmp_path).sound == 3


def test_files_put_beside_the_inbox_are_adopted_and_renamed_ones_followed(tmp_path: Path) -> None:
    drop(tmp_path)
    (tmp_path / "b.txt").write_bytes(text(1))
    assert ingest(tmp_path, Provenance()).adopted == ["b.txt"]
    (tmp_path / "withdrawn").mkdir()
    (tmp_path / "b.txt").rename(tmp_path / "withdrawn" / "b.txt")
    assert ingest(tmp_path).moved == ["withdrawn/b.txt"]
    assert [entry.path for entry in read_manifest(tmp_path)] == ["withdrawn/b.txt"] and verify(tmp_path).sound == 1


def test_a_run_reads_neither_inbox_nor_withdrawn_nor_our_own_files(tmp_path: Path) -> None:
    drop(tmp_path, new_txt=text(2))
    for name in ("a.txt", "withdrawn/b.txt", "manifest.csv", "sources.csv", "hosts.csv", "fetch.json", ".incoming/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text(1))
    assert [source.path for source in source_files(tmp_path)] == ["a.txt"]


def test_a_missing_file_that_comes_again_takes_its_old_place(tmp_path: Path) -> None:
    drop(tmp_path, a_txt=text(1))
    ingest(tmp_path)
    (tmp_path / "a.txt").unlink()
    assert ingest(tmp_path).missing == ["a.txt"]
    (sentence,) = verify(tmp_path).damaged
    assert sentence.startswith("a.txt is gone; put it back")
    drop(tmp_path, other_txt=text(1))
    ingest(tmp_path)
    assert verify(tmp_path).damaged == () and (tmp_path / "a.txt").read_bytes() == text(1)


def test_verify_sees_a_single_changed_byte(tmp_path: Path) -> None:
    drop(tmp_path, a_txt=text(1))
    ingest(tmp_path)
    (tmp_path / "a.txt").write_bytes(text(2))
    (sentence,) = verify(tmp_path).damaged
    assert "a.txt has other bytes than when it came" in sentence


def test_the_sample_verifies() -> None:
    check = verify(RAW)
    assert [entry.source for entry in read_manifest(RAW) if not entry.source] == []
    assert check.damaged == () and check.unlisted == () and check.sound == 4


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("x" * 64 + ",1,text,a.txt,a.txt,,,,", "no SHA-256"),
        ("0" * 64 + ",many,text,a.txt,a.txt,,,,", "no number of bytes"),
        ("0" * 64 + ",1,text,../a.txt,a.txt,,,,", "outside the folder"),
        ("0" * 64 + ",1,text,a.txt,a.txt,,2026-02-30,,", "not YYYY-MM-DD"),
        ("0" * 64 + ",1,text", "3 fields instead of 9"),
        ('"' + "0" * 64, "line 3"),
    ],
)
def test_a_damaged_manifest_names_line_and_remedy_and_loses_nothing(line: str, told: str, tmp_path: Path) -> None:
    drop(tmp_path, a_txt=text(1))
    ingest(tmp_path)
    manifest = tmp_path / "manifest.csv"
    manifest.write_text(manifest.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    damaged = manifest.read_bytes()
    inbox = drop(tmp_path, b_txt=text(2))
    for act in (lambda: ingest(tmp_path), lambda: verify(tmp_path)):
        with pytest.raises(PipelineError) as failure:
            act()
        assert "manifest.csv line 3" in str(failure.value) and told in str(failure.value)
        assert "No document is lost" in str(failure.value)
    assert (inbox / "b.txt").exists() and manifest.read_bytes() == damaged


def test_after_a_damaged_manifest_the_remedies_work(tmp_path: Path) -> None:
    for number in (1, 2):
        drop(tmp_path, a_txt=text(number))
        ingest(tmp_path)
    (tmp_path / "manifest.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(PipelineError, match="not UTF-8"):
        verify(tmp_path)
    shutil.copy(tmp_path / PREVIOUS, tmp_path / "manifest.csv")
    assert ingest(tmp_path).adopted == ["a (2).txt"] and verify(tmp_path).sound == 2
    (tmp_path / "manifest.csv").unlink()
    assert len(ingest(tmp_path).adopted) == 2


def test_the_manifest_has_the_columns_that_the_documentation_names() -> None:
    page = (RAW.parent / "docs" / "ingestion.md").read_text(encoding="utf-8")
    assert all(f"`{column}`" in page for column in COLUMNS)


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(tmp_path, a_txt=text(1))
    ingest(tmp_path)
    before = (tmp_path / "manifest.csv").read_bytes()
    inbox = drop(tmp_path, b_txt=text(2))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            ingest(tmp_path)
    assert (inbox / "b.txt").read_bytes() == text(2) and (tmp_path / "manifest.csv").read_bytes() == before
    assert ingest(tmp_path).new == ["b.txt"] and verify(tmp_path).damaged == ()


def test_a_kill_between_copy_and_manifest_keeps_the_facts(tmp_path: Path) -> None:
    drop(tmp_path, a_txt=text(1))
    archive = Archive.open(tmp_path)
    archive.add(text(1), "a.txt")
    assert (tmp_path / "a.txt").exists() and read_manifest(tmp_path) == []
    assert ingest(tmp_path).new == ["a.txt"]
    (entry,) = read_manifest(tmp_path)
    assert entry.source == "某平臺" and [path.name for path in tmp_path.glob("*.txt")] == ["a.txt"]


def row(path: str, data: bytes, standard_id: str | None) -> DocumentRow:
    return DocumentRow(
        sha256=hashlib.sha256(data).hexdigest(), path=path, format="text", bytes=len(data), pages=None,
        standard_id=standard_id, status="published", reason=None, coverage=1.0,
    )


def test_the_raw_diff_tells_new_changed_gone_and_altered(tmp_path: Path) -> None:
    drop(tmp_path, a_txt=text(1), b_txt=text(2))
    ingest(tmp_path)
    release = tmp_path / "release"
    release.mkdir()
    old = [row("a.txt", text(1), "X-001v1"), row("b.txt", text(2), None), row("c.txt", text(3), "Z-001v1")]
    lines = [f"{one.sha256},{one.path},{one.standard_id or ''}" for one in old]
    (release / "documents.csv").write_text("sha256,path,standard_id\r\n" + "\r\n".join(lines), encoding="utf-8", newline="")
    drop(tmp_path, b_txt=text(4))
    ingest(tmp_path)
    now = [
        old[0], row("b (2).txt", text(4), None), row("other.txt", text(5), "Z-001v1"), row("new.txt", text(6), "Y-001v1"),
        row("b.txt", text(9), None),
    ]
    changes = raw_changes(now, release, read_manifest(tmp_path))
    assert changes == {
        "new": ["new.txt"], "changed": ["b (2).txt", "b.txt", "other.txt"], "gone": ["b.txt", "c.txt"], "altered": ["b.txt"],
    }
    assert raw_changes(now, None, [])["new"] == sorted(one.path for one in now)
