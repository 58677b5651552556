"""Bundles of standards, and parts that are packed each by itself: what lets a change cost its neighbours alone."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.releases import bundles
from pipeline.releases.exporters.deflated import add_member, deflated, parts, rows_of_parts
from tests.build.examples import examples

IDS = [f"ABC{number:04}-001v1" for number in range(400)]


def bundled(ids: list[str]) -> list[tuple[str, ...]]:
    return [tuple(bundle) for bundle in bundles.bundled(ids, str)]


def test_bundles_are_all_standards_in_their_order_and_none_is_large() -> None:
    found = bundled(IDS)
    assert list(chain(*found)) == IDS and bundled([]) == []
    assert max(map(len, found)) <= bundles.MOST and 20 < len(found) < 100


@examples(40)
@given(st.integers(0, len(IDS) - 1))
def test_a_standard_that_is_withdrawn_changes_what_stands_beside_it(withdrawn: int) -> None:
    before, after = bundled(IDS), bundled(IDS[:withdrawn] + IDS[withdrawn + 1 :])
    changed = set(after) - set(before)
    assert len(changed) <= 3 and all(abs(IDS.index(one) - withdrawn) < 3 * bundles.MOST for bundle in changed for one in bundle)


@examples(25)
@given(st.lists(st.binary(max_size=200) | st.sampled_from([b"", b"standard " * 5000])))
def test_parts_packed_by_themselves_are_one_member(tmp_path_factory: pytest.TempPathFactory, texts: list[bytes]) -> None:
    folder: Path = tmp_path_factory.mktemp("packed")
    made = [deflated(text, number) for number, text in enumerate(texts)]
    (folder / "parts").write_bytes(b"".join(one.stored() for one in made))
    with (folder / "parts").open("rb") as kept:
        assert list(parts(kept)) == made
    with (folder / "parts").open("rb") as kept:
        assert list(rows_of_parts(kept)) == [one.rows for one in made]
    with ZipFile(folder / "book.zip", "w") as package:
        add_member(package, "sheet.xml", made)
        add_member(package, "other.xml", [])
    with ZipFile(folder / "book.zip") as package:
        assert package.testzip() is None and package.read("sheet.xml") == b"".join(texts) and package.read("other.xml") == b""
