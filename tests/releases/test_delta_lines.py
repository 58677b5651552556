"""Two files compared record by record give what comparing whole tables gives, whatever their order and line breaks."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.dialect import CANONICAL
from pipeline.releases.delta import ends, lines
from pipeline.releases.delta.lines import different, of_owners, parsed, records

HEADER = ("standard_id", "item", "text")
TEXTS = ("甲物", "甲\n物", '甲"物', "", "甲,物", '"\n"')
Rows = list[tuple[str, str, str]]


def written(path: Path, rows: Rows) -> Path:
    path.write_bytes(CANONICAL.content(HEADER, rows))
    return path


def edited(rows: Rows, random: Random) -> Rows:
    """The rows with a few of them gone, changed and new, and sometimes a standard more or less."""
    kept = [row for row in rows if random.random() > 0.1]
    kept = [(*row[:2], random.choice(TEXTS)) if random.random() < 0.1 else row for row in kept]
    kept += [(f"XYZ{random.randrange(12):04}-001v1", f"N{number}", random.choice(TEXTS)) for number in range(random.randrange(4))]
    gone = f"XYZ{random.randrange(12):04}-001v1"
    return sorted((row for row in kept if row[0] != gone), key=lambda row: row[0])


@pytest.mark.parametrize("is_sorted", [True, False])
@pytest.mark.parametrize("seed", range(12))
def test_what_differs_is_found_in_any_order(seed: int, is_sorted: bool, tmp_path: Path) -> None:
    random = Random(seed)
    rows: Rows = [(f"XYZ{number % 12:04}-001v1", f"T{number}", random.choice(TEXTS)) for number in range(60)]
    rows.sort(key=lambda row: row[0])
    now = edited(rows, random)
    if seed % 3 == 2:
        # Tables from elsewhere: the order is not what it is said to be.
        random.shuffle(now)
    old, new = written(tmp_path / "old.csv", rows), written(tmp_path / "new.csv", now)
    gone, come = different(old, new, is_sorted=is_sorted)
    header = CANONICAL.content(HEADER, ())
    values = [[tuple(row.values()) for row in parsed(header, side)] for side in (gone, come)]
    assert [sorted(side) for side in values] == [sorted(set(rows) - set(now)), sorted(set(now) - set(rows))]


_LINES = st.lists(
    st.sampled_from([b"A,1\n", b"A,2\n", b"B,1\n", b'B,"\nA,1\n"\n', b'C,"\n', b"C,2\n", b'"\n', b"D\n"]), max_size=8
)


@given(
    beginning=_LINES, was=_LINES, now=_LINES, end=_LINES, in_order=st.booleans(), block=st.integers(1, 40), cut=st.integers(0, 3)
)
def test_what_is_equal_at_both_ends_changes_nothing(
    beginning: list[bytes], was: list[bytes], now: list[bytes], end: list[bytes], in_order: bool, block: int, cut: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Even where the files are no such files as we write: without order, or with a quote that is never closed."""
    folder = tmp_path_factory.mktemp("ends")
    for name, some in (("old", was), ("new", now)):
        whole = [*beginning, *some, *end]
        content = b"".join(sorted(whole) if in_order else whole)
        (folder / name).write_bytes(b"id,text\n" + content[: len(content) - cut])
    old, new = folder / "old", folder / "new"
    plain = lines._side_by_side(lines._body(old), lines._body(new)) or lines._by_digests(old, new)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ends, "_BLOCK", block)
        assert different(old, new, is_sorted=True) == plain


def test_records_keep_their_line_breaks_and_owners_are_picked(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", [("A", "1", "x\ny"), ("B", "2", 'A,"\r\nA,3'), ("A", "4", "")])
    assert len(list(records(path))) == 4 and list(records(tmp_path / "none.csv")) == []
    assert [row["item"] for row in of_owners(path, {"A"})] == ["1", "4"]
