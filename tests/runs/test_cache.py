"""Work done once: same results with and without the cache, nothing stale, nothing opened that did not change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.archive.sources import source_files
from pipeline.base import expendable
from pipeline.runs.cache import codec, versions
from pipeline.runs.cache.codec import encode
from pipeline.runs.cache.files import FileIndex
from pipeline.runs.cache.readings import ReadingStore
from pipeline.runs.intake import Intake, Options
from pipeline.runs.run import Run
from pipeline.schema.conclusions import Issue
from pipeline.schema.tables import Tables
from pipeline.standards.parse import parse, parse_content
from pipeline.standards.reading import HISTORICAL, Reading
from tests.build import Made, as_docx, as_text, profile
from tests.runs.conftest import LONG_AGO, TEXT, age


def intake(folder: Path, cache: Path | None, engine: str = "pdfium") -> Intake:
    return Intake(folder, source_files(folder), Options(engine=engine, workers=0, cache=cache))


def read(folder: Path, cache: Path | None, engine: str = "pdfium") -> list[Reading]:
    return sorted(intake(folder, cache, engine).readings(lambda _: None), key=lambda reading: reading.path)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were really read, as their addresses."""
    from pipeline.runs.workers import task

    real, done = task.read_one, list[str]()

    def noted(address: str, engine: str) -> bytes:
        done.append(Path(address).name)
        return real(address, engine)

    monkeypatch.setattr(task, "read_one", noted)
    return done


# what the name of a file adds ---------------------------------------------------------------------


def test_the_name_is_added_after_the_cache(folder: Path, parsed: list[str], tmp_path: Path) -> None:
    """The same bytes under three names are read once, and each name says its own."""
    for name in (f"{HISTORICAL}standard.txt", "wrong.pdf"):
        shutil.copyfile(TEXT, folder / name)
    plain, wrong, old = sorted(read(folder, tmp_path / "cache"), key=lambda reading: (HISTORICAL in reading.path, reading.path))
    assert len(parsed) == 1
    for found in (plain, wrong, old):
        assert found == parse(found.path, TEXT.read_bytes())
    assert old.tables.standards[0].historical and not plain.tables.standards[0].historical
    assert wrong.remark and [finding.code for finding in wrong.findings][-1] == "suffix_wrong"


def test_a_renamed_file_is_not_read_again(folder: Path, parsed: list[str], tmp_path: Path) -> None:
    read(folder, tmp_path / "cache")
    (folder / "standard.txt").rename(folder / "renamed.txt")
    (found,) = read(folder, tmp_path / "cache")
    assert parsed == ["standard.txt"]
    assert found == parse("renamed.txt", TEXT.read_bytes())


# when a stored reading counts ---------------------------------------------------------------------


def test_the_second_run_reads_nothing_and_says_the_same(folder: Path, parsed: list[str], tmp_path: Path) -> None:
    first = read(folder, tmp_path / "cache")
    assert read(folder, tmp_path / "cache") == first == read(folder, None)
    assert parsed == ["standard.txt"] * 2, "once for the cache, once without"


def test_another_engine_reads_again(folder: Path, parsed: list[str], tmp_path: Path) -> None:
    for engine in ("pdfium", "both", "pdfium", "both"):
        read(folder, tmp_path / "cache", engine)
    assert len(parsed) == 2


def test_another_program_reads_again(folder: Path, parsed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(folder, tmp_path / "cache")
    monkeypatch.setattr(versions, "program", lambda: "0" * 64)
    read(folder, tmp_path / "cache")
    assert len(parsed) == 2


@pytest.mark.parametrize("damage", [b"", b"not gzip", None])
def test_a_damaged_entry_is_replaced(damage: bytes | None, folder: Path, parsed: list[str], tmp_path: Path) -> None:
    first = read(folder, tmp_path / "cache")
    (entry,) = (tmp_path / "cache" / "readings").glob("*/*.reading")
    good = entry.read_bytes()
    entry.write_bytes(good[: len(good) // 2] if damage is None else damage)
    assert read(folder, tmp_path / "cache") == first
    assert len(parsed) == 2 and entry.read_bytes() == good


@pytest.mark.parametrize("name", ["readings/usage.json", "files/*.json"])
@pytest.mark.parametrize("damage", [b"", b"[]", b"{\"run\": \"x\", \"used\": []}", b"\xff"])
def test_a_damaged_note_does_no_harm(name: str, damage: bytes, folder: Path, parsed: list[str], tmp_path: Path) -> None:
    first = read(folder, tmp_path / "cache")
    (note,) = (tmp_path / "cache").glob(name)
    note.write_bytes(damage)
    assert read(folder, tmp_path / "cache") == first
    assert len(parsed) == 1


def test_a_changed_document_is_read_again(folder: Path, parsed: list[str], tmp_path: Path) -> None:
    read(folder, tmp_path / "cache")
    path = folder / "standard.txt"
    path.write_bytes(TEXT.read_bytes() + b"\n")
    (found,) = read(folder, tmp_path / "cache")
    assert len(parsed) == 2 and found.bytes == len(TEXT.read_bytes()) + 1


def test_entries_not_used_for_long_are_deleted(folder: Path, tmp_path: Path) -> None:
    sha256 = parse_content(TEXT.read_bytes()).sha256
    other = encode(parse_content(b"other"))

    def run(used: Sequence[str]) -> set[str]:
        store = ReadingStore(tmp_path, "pdfium", kept_runs=3)
        assert all(store.get(name) for name in used)
        store.prune()
        return {name for name in (sha256, "f" * 64) if ReadingStore(tmp_path, "pdfium").get(name)}

    store = ReadingStore(tmp_path, "pdfium", kept_runs=3)
    store.put(sha256, other)
    store.put("f" * 64, other)
    store.prune()
    left = [run([sha256]) for _ in range(3)]
    assert left == [{sha256, "f" * 64}, {sha256, "f" * 64}, {sha256}]


# an entry is known by its key -----------------------------------------------------------------------


def test_a_copied_entry_is_not_taken_for_another(folder: Path, parsed: list[str], tmp_path: Path) -> None:
    (folder / "other.txt").write_bytes(b"other")
    age(folder)
    first = read(folder, tmp_path / "cache")
    one, other = sorted((tmp_path / "cache" / "readings").glob("*/*.reading"))
    one.write_bytes(other.read_bytes())
    (index,) = (tmp_path / "cache" / "files").glob("*.json")
    shutil.copytree(folder, tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "standard.txt").write_bytes(b"changed")
    FileIndex(tmp_path / "cache", tmp_path / "elsewhere").save()
    name = FileIndex(tmp_path / "cache", tmp_path / "elsewhere")._path
    assert name is not None and name != index
    name.write_bytes(index.read_bytes())
    assert FileIndex(tmp_path / "cache", tmp_path / "elsewhere")._known == {}
    assert FileIndex(tmp_path / "cache", folder)._known.keys() == {str(folder / "other.txt"), str(folder / "standard.txt")}
    assert read(folder, tmp_path / "cache") == first and len(parsed) == 3


@pytest.mark.parametrize(("harm", "left"), [
    (lambda path: None, {"a": 1}),
    (lambda path: path.write_bytes(path.read_bytes().replace(b"1", b"2")), {}),
    (lambda path: path.write_bytes(path.read_bytes()[:-1]), {}),
    (lambda path: path.write_bytes(b'{"a":1}'), {}),
    (lambda path: path.unlink(), {}),
])
def test_a_keyed_file_holds_what_was_kept_under_its_key_or_nothing(
    harm: Callable[[Path], object], left: dict[str, int], tmp_path: Path
) -> None:
    expendable.save({"a": 1}, tmp_path / "kept.json", "甲")
    harm(tmp_path / "kept.json")
    assert expendable.load(tmp_path / "kept.json", "甲") == left
    assert expendable.load(tmp_path / "kept.json", "乙") == {}


def test_what_a_crash_left_half_written_is_removed(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    read(folder, cache)
    left = [cache / ".obeying.json.12.new", cache / "files" / ".a.json.12.new", cache / "readings" / "ab" / ".a.reading.12.new"]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    read(folder, cache)
    assert all(path.exists() for path in left), "another run may be at work on them"
    for path in left:
        os.utime(path, (LONG_AGO, LONG_AGO))
    read(folder, cache)
    assert not any(path.exists() for path in left)


# what was found out by opening records --------------------------------------------------------------


def test_records_are_opened_once_while_rules_and_files_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Judging single values and comparing two files of a standard open records; the next run knows what they found."""
    raw, output, cache = tmp_path / "raw", tmp_path / "out", tmp_path / "cache"
    raw.mkdir()
    (raw / "one.docx").write_bytes(as_docx(Made()))
    (raw / "other.txt").write_bytes(as_text(Made(profile=profile(level="4"))))
    opened: list[int] = []
    real = codec._records_in

    def noted(source: Callable[[], bytes], start: int, end: int) -> Tables:
        opened.append(start)
        return real(source, start, end)

    monkeypatch.setattr(codec, "_records_in", noted)

    def issues() -> list[Issue]:
        run = Run(raw, output, options=Options(workers=0, cache=cache))
        return run.assemble(run.read()).issues

    first = issues()
    assert opened and "forms_differ" in [row.code for row in first]
    opened.clear()
    assert issues() == first and not opened
    (cache / "comparisons.json").write_text('{"a b": 1}', encoding="utf-8")
    (cache / "obeying.json").write_text("[]", encoding="utf-8")
    assert issues() == first and len(opened) == 4, "damaged notes are as good as none"
