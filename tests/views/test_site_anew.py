"""A site that is made again: nothing is written that has not changed, and what is there equals a site made from nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from pipeline.cli import main
from pipeline.schema.tables import Tables
from pipeline.standards.vocabulary import with_vocabulary
from pipeline.views.site import Options, build
from pipeline.views.site.folder import state_file
from tests.build.factory import many_tables
from tests.views.site_release import NEW, edited, three_standards, write_lines, write_release

ADDRESS = Options("https://data.example.org/")


def content(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def times(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def drawn(random: Random) -> Iterator[Tables]:
    """Releases, each with a standard more, less, changed or under another code than the one before."""
    codes = [f"AVA{number}-001v1" for number in range(1000, 1003)]
    words: dict[str, str] = {}
    for step in range(4):
        act = random.choice(("add", "remove", "change", "version", "recode"))
        one = random.choice(codes)
        if act == "remove" and len(codes) > 2:
            codes.remove(one)
        elif act == "version":
            codes.append(f"{one.partition('v')[0]}v{step + 2}")
        elif act == "recode":
            codes[codes.index(one)] = f"ARE{step}000-001v1"
        elif act == "add":
            codes.append(f"IDC{step}000-001v1")
        else:
            words[one] = f"改過的第{step}件事"
        tables = many_tables(*dict.fromkeys(codes), tasks=2)
        for code, text in words.items():
            if code in codes:
                tables = edited(tables, "competencies", {"standard_id": code, "competency_id": "S01"}, name=text)
                tables = edited(tables, "tasks", {"standard_id": code, "task_id": "T1.2"}, name=text)
        yield with_vocabulary(tables)


@pytest.mark.parametrize("seed", range(2))
def test_a_site_made_again_equals_one_made_from_nothing(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    for number, tables in enumerate(drawn(random)):
        release = write_release(tables, tmp_path / f"release{number}" / "2026-01-02", database=number % 2 == 0)
        if random.random() < 0.5:
            write_lines(tables, release)
        again = build(release, tmp_path / "again", ADDRESS)
        anew = build(release, tmp_path / f"anew{number}", ADDRESS)
        assert content(again.folder) == content(anew.folder)
        assert (again.files, again.bytes, again.standards) == (anew.files, anew.bytes, anew.standards)
        assert anew.files == len(content(anew.folder))
        if number:
            assert again.written < anew.written


def test_an_unchanged_release_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release = write_release(three_standards(), tmp_path / "release")
    before = build(release, tmp_path / "site")
    stood = times(before.folder)
    assert main(["site", str(release), "--output", str(tmp_path / "site")]) == 0
    assert f"{before.files:,} files" in (said := capsys.readouterr().out)
    assert "up to date, nothing to write" in said
    assert times(before.folder) == stood
    assert build(release, tmp_path / "site", Options(copy=False)).written > 0, "other options are another site"


def test_a_changed_standard_writes_its_pages_and_the_indexes(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(write_release(three_standards(), tmp_path / "a" / "2026-01-01"), site, Options(copy=False))
    before = times(site)
    changed = edited(three_standards(), "indicators", {"standard_id": NEW, "indicator_id": "P1.1.1"}, text="改過的指標")
    build(write_release(changed, tmp_path / "b" / "2026-01-02"), site, Options(copy=False))
    written = {path for path, time in times(site).items() if before[path] != time}
    assert {path for path in written if path.startswith("id/")} == {
        f"id/{NEW}/{name}" for name in ("index.html", "standard.json")
    }
    assert {path for path in written if "/" not in path} >= {"index.html", "standards.html"}, "they name the release"
    assert {path for path in written if path.startswith(("assets/", "name/"))} == set()
    assert {path for path in written if path.startswith("data/")} == {
        "data/release.js", "data/texts-0.js", "data/forms-17.js",
    }


@pytest.mark.parametrize("damage", ["touched", "removed", "added", "linked", "forgotten", "unreadable"])
def test_what_somebody_did_to_a_site_is_undone(tmp_path: Path, damage: str) -> None:
    release = write_release(three_standards(), tmp_path / "release")
    site = build(release, tmp_path / "site").folder
    expected, page = content(site), site / "id" / NEW / "index.html"
    if damage == "touched":
        page.write_text("x" * len(expected[f"id/{NEW}/index.html"]), encoding="ascii")
    elif damage == "removed":
        page.unlink()
    elif damage == "added":
        (site / "mine.html").write_text("mine", encoding="utf-8")
    elif damage == "linked":
        elsewhere = tmp_path / "elsewhere.html"
        page.rename(elsewhere)
        page.symlink_to(elsewhere)
        os.utime(elsewhere, ns=(0, 0))
    elif damage == "forgotten":
        state_file(site).unlink()
    else:
        state_file(site).write_text("{", encoding="utf-8")
    assert build(release, tmp_path / "site").written > 0
    assert content(site) == expected
    assert not page.is_symlink()
    assert build(release, tmp_path / "site").written == 0


def test_what_is_known_of_a_site_is_not_in_it(tmp_path: Path) -> None:
    site = build(write_release(three_standards(), tmp_path / "release"), tmp_path / "site").folder
    assert state_file(site) == tmp_path / ".site.site-state.json"
    assert state_file(site).is_file()
    assert [path.name for path in site.iterdir() if path.name.startswith(".")] == [".icap-site"]
