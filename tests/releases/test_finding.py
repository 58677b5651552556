"""The ranking of `find`, number by number, as docs/find.md tells it to whoever writes it again."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from pipeline.releases.exporters import sqlite
from pipeline.releases.finding import folding, packed, packed_at_once
from pipeline.releases.finding.index import Gathered
from pipeline.releases.finding.ranking import K1, B, rank, refusal, terms
from tests.build.factory import changed, many_tables, staged
from tests.conftest import ROOT


@pytest.mark.parametrize(("text", "found"), [
    ("資訊安全", ["资讯", "讯安", "安全"]),
    ("资讯安全", ["资讯", "讯安", "安全"]),
    ("甲、乙丙", ["甲", "乙丙"]),
    ("用ＡＩ與5S", ["用", "ai", "与", "5s"]),
    ("臺北 C++", ["台北", "c"]),
    ("台\u200b北", ["台北"]),
    ("\u2ea0國", ["民国"]),
    ("為爲为 麵面", ["为为", "为为", "面面"]),
    ("……", []),
])
def test_a_text_becomes_terms(text: str, found: list[str]) -> None:
    assert terms(text) == found


def test_folding_is_one_step_and_keeps_places() -> None:
    table = folding.table()
    assert not [one for one, stands in table.items() if stands in table]
    text = "臺㈱\u200bＡ"
    assert (folding.fold(text), folding.places(text)) == ("台(株)a", [0, 1, 1, 1, 3])


@pytest.mark.parametrize(("text", "reason"), [
    (" \n", "nothing to look for"), ("a job", "no Chinese"), ("、。「」", "no Chinese"), ("會" * 12_001, "12,001 characters"),
    ("會" * 12_000, None), ("会", None),
])
def test_what_cannot_be_asked_is_a_sentence(text: str, reason: str | None) -> None:
    said = refusal(text)
    assert said is None if reason is None else reason in (said or "")
    if reason:
        with pytest.raises(ValueError, match=reason):
            rank(text, Gathered([]))


NUMBERS = [(0, 1), (1, 127), (130, 128), (20_000, 1), (20_001, 70_000)]


def test_documents_and_counts_are_packed_and_come_out() -> None:
    data, last = bytearray(), -1
    for document, count in NUMBERS:
        packed.add(data, document - last, count)
        last = document
    assert packed.unpacked(data) == NUMBERS
    documents, counts = np.array(NUMBERS).T
    at_once, ends = packed_at_once.packed(np.diff(documents, prepend=-1), counts)
    assert at_once == data and [*map(len, map(packed.unpacked, (data[:end] for end in ends)))] == [1, 2, 3, 4, 5]
    assert bytes(data[:2]) == b"\x01\x01"


TEXTS = [("A-1", "展覽策劃", 3), ("A-1", "策劃展覽的預算", 1), ("B-1", "會議預算", 1), ("C-1", "清潔", 1)]


def test_scores_are_those_of_the_formula() -> None:
    index = Gathered(TEXTS)
    assert index.documents == [("A-1", 15), ("B-1", 3), ("C-1", 1)]
    assert index.postings("展览") == [(0, 4)]
    question, ranked = rank("預算！預算", index)
    mean = 19 / 3
    weight = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    expected = {
        own: (1 + math.log(2)) * weight * count * (K1 + 1) / (count + K1 * (1 - B + B * size / mean))
        for own, size, count in (("A-1", 15, 1), ("B-1", 3, 1))
    }
    assert {one.standard_id: one.score for one in ranked} == {own: round(score, 6) for own, score in expected.items()}
    assert [one.standard_id for one in ranked] == ["B-1", "A-1"]
    assert question.weights == {"预算": weight}
    page = (ROOT / "docs" / "find.md").read_text(encoding="utf-8")
    assert " and ".join(f"{one.standard_id} {one.score:.6f}" for one in ranked) in page


def test_equal_scores_are_in_the_order_of_the_ids() -> None:
    index = Gathered([("A-1", "清潔", 1), ("B-1", "清潔", 1)])
    assert [one.standard_id for one in rank("清潔", index)[1]] == ["A-1", "B-1"]
    assert rank("無", index)[1] == rank("無", Gathered([]))[1] == rank("無", Gathered([("A-1", "…", 1)]))[1] == []


def test_the_database_holds_the_current_standards_and_no_attitudes(tmp_path: Path) -> None:
    tables = many_tables("IDC5294-001v2", "IDC5294-001v3", "AVA2651-002v1")
    tables = changed(tables, "standards", 0, is_current=False)
    staged(tables, tmp_path, database=True)
    with closing(sqlite3.connect(tmp_path / sqlite.FILE_NAME)) as connection:
        documents = connection.execute("SELECT * FROM find_standards ORDER BY number").fetchall()
        stored = dict(connection.execute("SELECT term, standards FROM find_terms"))
        attitudes = connection.execute("SELECT name FROM competencies WHERE kind = 'A'").fetchall()
        names = connection.execute("SELECT standard_id, name FROM standards").fetchall()
    current = sorted(own.standard_id for own in tables.standards if own.is_current)
    assert [own for _, own, _ in documents] == current
    sizes = [0] * len(documents)
    for blob in stored.values():
        for number, count in packed.unpacked(blob):
            sizes[number] += count
    assert sizes == [size for _, _, size in documents]
    assert all(set(terms(name)) <= stored.keys() for own, name in names if own in current)
    assert attitudes and not any(set(terms(name)) <= stored.keys() for (name,) in attitudes)

