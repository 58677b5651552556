"""A release that is joined from stored fragments is the one that is made from nothing, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.gate.criteria import Criteria
from pipeline.releases.content import Content
from pipeline.releases.exporters.every import chosen
from pipeline.releases.fragment import Forms, Fragment
from pipeline.releases.leftovers import STAGING
from pipeline.releases.staging import Staging
from pipeline.runs.cache.fragments import FragmentStore
from pipeline.runs.cache.packed_fragment import DamagedFragment, packed, unpacked
from pipeline.runs.contents import Published
from pipeline.runs.intake import Options
from pipeline.runs.run import Run
from pipeline.schema import TABLES
from pipeline.schema.tables import TABLES_BY_STANDARD
from pipeline.standards.corrections.rows import load
from tests.build import VERSIONS, Made, as_docx, as_text, factory, profile
from tests.releases import published

CODES = ("ABC1234-001v1", "ABC1234-001v2", "ABC1234-001v3", "XYZ1234-001v1", "XYZ1234-001v2")
NAMES = ("甲物整理員", "乙物管理員")
TASKS = "T1整理甲物 | T1.1{} | O1.1.1甲物清單 | P1.1.1依規格挑選甲物。 | 3 | K01甲物概論 | S01挑選能力"
REPEATING = ("standards", "requirements", "standards_wide")
STEPS = 3
DONE = ("挑選甲物", "核對甲物", "-分裝甲物", "=1+1")
QUICK = replace(published.FULL, leave_out=("sqlite", "xlsx"))
"""Without the two forms that take their time: they are made of the Parquet files, as is one of the steps."""
CORRECTED = "standard_id,table,key,column,action,expect,value,reason,status,since\n" + "".join(
    f"{code},notes,1,text,set,高中職以上畢業。,大專以上畢業。,misprint,active,2026-01-31\n" for code in CODES[1::2]
)
LISTED = "序號,職能基準名稱,發展單位,有效期限,備註\n1,甲物整理員,{},1171231,\n"


def document(draw: random.Random) -> tuple[str, bytes]:
    """A made-up document of one of few standards, so that versions, duplicates and shared codes meet."""
    code, name, write = draw.choice(CODES), draw.choice(NAMES), draw.choice((as_docx, as_text))
    versions = VERSIONS.replace("ABC1234-001v2", code).replace("2025/06/15", draw.choice(("2025/06/15", "2024/02/29", "")))
    made = Made(
        TASKS.format(draw.choice(DONE)), title=f"{name}職能基準", versions=versions, profile=profile(code=code, name=name)
    )
    path = f"{draw.choice(('', '', '《歷史資料》'))}{draw.randrange(6)}.{'docx' if write is as_docx else 'txt'}"
    return path, write(made)


def change(raw: Path, draw: random.Random) -> None:
    """Add, change, re-code or withdraw a few documents; one at least stays."""
    for _ in range(draw.randrange(1, 4)):
        path, content = document(draw)
        (raw / path).write_bytes(content)
    for withdrawn in draw.sample(sorted(raw.iterdir()), draw.randrange(2)):
        if len(list(raw.iterdir())) > 1:
            withdrawn.unlink()


def damage(cache: Path, draw: random.Random) -> None:
    """Cut a stored fragment short, or put another one in its place."""
    stored = sorted((cache / "fragments").glob("*/*"))
    if stored:
        one, other = draw.choice(stored), draw.choice(stored)
        one.write_bytes(draw.choice((other.read_bytes(), one.read_bytes()[: draw.randrange(400)], b"")))


def staged(raw: Path, output: Path, cache: Path | None, catalogue: Path, *, whole: bool) -> dict[str, str]:
    """Hashes of the files of a release that is ready to be judged."""
    settings = published.FULL if whole else QUICK
    run = Run(raw, output, options=Options(workers=0, cache=cache), settings=settings, criteria=Criteria(catalogue=catalogue))
    return published.hashes(run.stage(run.assemble(run.read())).path)


def agree_on_the_current_ones(output: Path) -> None:
    """What repeats from the standards whether they are the current version changes with them, from whatever run it is."""
    folder = output / STAGING
    read = [pq.read_table(folder / f"{name}.parquet", columns=["standard_id", "is_current"]) for name in REPEATING]
    standards, *repeating = ({tuple(row.values()) for row in table.to_pylist()} for table in read)
    assert all(rows == standards for rows in repeating)
    assert len({standard_id for standard_id, _ in standards}) == len(standards)


@pytest.mark.parametrize("seed", range(2))
def test_joined_fragments_are_the_release_made_from_nothing(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(seed)
    raw, cache, catalogue, corrected = (tmp_path / name for name in ("raw", "cache", "list.csv", "corrections.csv"))
    raw.mkdir()
    corrected.write_text(CORRECTED, encoding="utf-8")
    known = load(corrected)
    found = set()
    for step in range(STEPS):
        change(raw, draw)
        damage(cache, draw)
        catalogue.write_text(LISTED.format(draw.choice(("甲部", "乙部"))), encoding="utf-8")
        now = draw.sample(known, draw.randrange(len(known) + 1))
        monkeypatch.setattr("pipeline.standards.corrections.rows.load", lambda now=now: now)
        joined = staged(raw, tmp_path / "joined", cache, catalogue, whole=step == STEPS - 1)
        assert joined == staged(raw, tmp_path / "anew", None, catalogue, whole=step == STEPS - 1)
        agree_on_the_current_ones(tmp_path / "joined")
        found.add(joined["standards.jsonl"])
    assert len(found) > 1, "the steps made a difference"


def test_an_unchanged_standard_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, cache, catalogue = (tmp_path / name for name in ("raw", "cache", "list.csv"))
    raw.mkdir()
    catalogue.write_text(LISTED.format("甲部"), encoding="utf-8")
    made: list[str] = []
    real = Forms.fragment

    def noted(self: Forms, *values: object) -> Fragment:
        made.append("made")
        return real(self, *values)  # type: ignore[arg-type]

    monkeypatch.setattr(Forms, "fragment", noted)
    monkeypatch.setattr("pipeline.releases.bundles._ENDS", 1)
    for number, (code, name) in enumerate(zip(CODES[2:], (NAMES[0], NAMES[1], NAMES[1]), strict=True)):
        content = as_text(Made(profile=profile(code=code, name=name), versions=VERSIONS.replace("ABC1234-001v2", code)))
        (raw / f"{number}.txt").write_bytes(content)
        staged(raw, tmp_path / "out", cache, catalogue, whole=False)
    assert len(made) == 1 + 1 + 2, "a newer version takes from its predecessor that it is current"


# the form of a fragment ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def fragment() -> Fragment:
    forms = Forms(list(chosen(published.FULL).values()), published.FULL)
    content = Published(factory.publication(factory.standard_tables()), FragmentStore(None))
    return next(iter(content.fragments(forms)))


def test_a_fragment_survives_being_packed(fragment: Fragment) -> None:
    again = unpacked(packed(fragment, "key"), "key")
    assert again.pieces == fragment.pieces
    assert {name: batch.to_pylist() for name, batch in again.columns.items()} == {
        name: batch.to_pylist() for name, batch in fragment.columns.items()
    }
    assert set(again.columns) == set(TABLES_BY_STANDARD) and len(again.summary) == len(fragment.summary)


def damaged(good: bytes) -> Iterator[bytes]:
    yield from (b"", b"garbage", good[:3], good[:-1], good[: len(good) // 2], good + b"\0")
    for place in range(0, len(good), max(1, len(good) // 40)):
        yield good[:place] + bytes([good[place] ^ 1]) + good[place + 1:]


def test_whatever_is_damaged_is_no_fragment(fragment: Fragment) -> None:
    good = packed(fragment, "key")
    with pytest.raises(DamagedFragment):
        unpacked(good, "another key")
    for bad in damaged(good):
        with pytest.raises(DamagedFragment):
            unpacked(bad, "key")


# what lets tables be joined -----------------------------------------------------------------------


def test_tables_that_are_joined_are_ordered_by_standard_first() -> None:
    assert all(TABLES[name].key[0] == TABLES[name].sort[0] == "standard_id" for name in TABLES_BY_STANDARD)


def test_tables_at_hand_and_a_publication_make_the_same_release(tmp_path: Path) -> None:
    tables = factory.many_tables("IDC5294-001v3", "IDC5294-001v2", "AVA2651-002v1")
    contents = {"tables": Content.of(tables), "publication": Published(factory.publication(tables), FragmentStore(None))}
    for name, content in contents.items():
        Staging(tmp_path / name).write(content, QUICK)
    assert published.hashes(tmp_path / "tables") == published.hashes(tmp_path / "publication")
