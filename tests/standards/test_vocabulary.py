"""The vocabulary: which names are one term, how it is counted, what is proposed and never merged."""

from __future__ import annotations

import random

import pytest

from pipeline.documents.text.normalise import match_key
from pipeline.schema import TABLES, frames
from pipeline.schema.derive.arrow import arrow_schema
from pipeline.schema.derive.dictionary import data_dictionary
from pipeline.schema.derive.resources import resource
from pipeline.schema.records import Term
from pipeline.schema.tables import Tables
from pipeline.standards import near_duplicates, vocabulary
from tests.build import factory


def terms_of(tables: Tables) -> dict[tuple[str, str], Term]:
    return {(row.kind, row.name): row for row in vocabulary.with_vocabulary(tables).vocabulary}


def test_terms_count_standards_and_tasks() -> None:
    found = terms_of(factory.many_tables("IDC5294-001v3", "AVA2651-002v1", tasks=3))
    assert (found["K", "甲物概論"].standards, found["K", "甲物概論"].tasks) == (2, 6)
    assert (found["K", "5S概念【註1】"].standards, found["K", "5S概念【註1】"].tasks) == (2, 2)
    assert (found["A", "主動積極"].standards, found["A", "主動積極"].tasks) == (2, 0)


def test_spellings_fold_and_the_commonest_names_the_term() -> None:
    tables = factory.many_tables("IDC5294-001v3", "IDC5294-002v1", "AVA2651-002v1")
    places = [n for n, row in enumerate(tables.competencies) if row.competency_id == "K01"]
    for place, name in zip(places, ("臺灣概論 ", "台灣概論", "台灣概論"), strict=True):
        tables = factory.changed(tables, "competencies", place, name=name)
    found = terms_of(tables)
    assert (found["K", "台灣概論"].spellings, found["K", "台灣概論"].standards) == (2, 3)
    assert ("K", "臺灣概論 ") not in found


def test_kinds_are_apart_and_nameless_items_are_left_out() -> None:
    tables = factory.changed(factory.standard_tables(), "competencies", 2, name="甲物概論")
    found = terms_of(factory.changed(tables, "competencies", 1, name=None))
    assert {("K", "甲物概論"), ("S", "甲物概論")} <= set(found)
    assert found["K", "甲物概論"].term_id != found["S", "甲物概論"].term_id
    links = vocabulary.with_vocabulary(factory.changed(tables, "competencies", 1, name=None)).vocabulary_links
    assert len(links) == len(tables.competencies) - 1


def test_ids_follow_from_kind_and_key_alone() -> None:
    [term] = [row for row in vocabulary.with_vocabulary(factory.standard_tables()).vocabulary if row.name == "甲物概論"]
    assert term.term_id == vocabulary.term_id("K", match_key("甲 物概論"))


def test_the_tables_are_marked_as_derived_everywhere() -> None:
    derived = {"standards_wide", "vocabulary", "vocabulary_links", "classes", "class_links"}
    assert {name for name, table in TABLES.items() if table.derived} == derived
    for name in derived:
        assert arrow_schema(TABLES[name]).metadata[b"derived"] == b"true"
        assert "Derived by us" in resource(TABLES[name])["description"]
        section = data_dictionary().split(f"## {name} ")[1].split("\n## ")[0]
        assert "本表由本專案" in section
    assert arrow_schema(TABLES["tasks"]).metadata[b"derived"] == b"false"


def test_the_frames_are_complete_and_keyed() -> None:
    built = frames.build(factory.many_tables("IDC5294-001v3", "AVA2651-002v1"))
    assert set(built["vocabulary_links"]["term_id"]) == set(built["vocabulary"]["term_id"])
    assert len(built["vocabulary_links"]) == len(built["competencies"])


def term(name: str, kind: str = "K", standards: int = 1) -> Term:
    key = match_key(name)
    identity = vocabulary.term_id(kind, key)
    return Term(term_id=identity, kind=kind, name=name, match_key=key, spellings=1, standards=standards, tasks=1)


@pytest.mark.parametrize(("one", "other", "score"), [
    ("資訊安全", "資訊安全*", 100.0), ("整理【註1】概論", "整理概論", 100.0), ("統計分析能力", "統計與分析能力", 92.3),
    ("職業安全衛生相關規範", "職業安全衛生相關法規", 90.0),
])
def test_near_duplicates_are_proposed(one: str, other: str, score: float) -> None:
    [proposal] = near_duplicates.near_duplicates([term(one), term(other, standards=3)])
    assert (proposal.name, proposal.other_name, proposal.score) == (other, one, score)


@pytest.mark.parametrize(("one", "other"), [
    ("2D繪圖軟體操作能力", "3D繪圖軟體操作能力"), ("行銷概念", "行政概念"), ("甲", "乙"),
    ("使用PLC控制器之能力", "使用PLA控制器之能力"),
    ("完全不同之事物", "另外一種說法啊"),
])
def test_what_differs_in_meaning_is_not_proposed(one: str, other: str) -> None:
    assert near_duplicates.near_duplicates([term(one), term(other)]) == []


def test_kinds_are_not_compared_with_each_other() -> None:
    assert near_duplicates.near_duplicates([term("統計分析能力", "K"), term("統計與分析能力", "S")]) == []


def test_a_pattern_of_speech_is_not_a_slip() -> None:
    crowd = [term(f"{chr(0x4E00 + n)}整理與分析能力") for n in range(near_duplicates.CROWD + 1)]
    assert near_duplicates.near_duplicates(crowd) == []
    assert near_duplicates.near_duplicates(crowd[:2])


def test_names_of_any_length_are_compared() -> None:
    giant = "統計分析能力" * 10_000
    [proposal] = near_duplicates.near_duplicates([term(giant), term(giant[:30_000] + "與" + giant[30_000:])])
    assert proposal.score == 100.0


def test_a_pair_is_found_among_twenty_thousand_names() -> None:
    draw = random.Random(1)
    names = [term("".join(map(chr, draw.choices(range(0x4E00, 0x5000), k=5 + n % 5))), "KS"[n % 2]) for n in range(20_000)]
    found = near_duplicates.near_duplicates([*names, term("統計分析能力"), term("統計與分析能力")])
    assert ("統計分析能力", "統計與分析能力") in {tuple(sorted((one.name, one.other_name))) for one in found}
