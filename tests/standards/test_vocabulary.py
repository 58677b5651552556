"""The vocabulary: which names are one term, how it is counted, what is proposed and never merged."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from pipeline.base.errors import PipelineError
from pipeline.documents.text.normalise import match_key
from pipeline.schema import TABLES, frames
from pipeline.schema.conclusions import Term
from pipeline.schema.derive.arrow import arrow_schema
from pipeline.schema.derive.dictionary import data_dictionary
from pipeline.schema.derive.resources import resource
from pipeline.schema.tables import Tables
from pipeline.standards import near_duplicates, vocabulary
from pipeline.standards.naming import folding, near, one_apart
from pipeline.standards.naming.known import Known, load
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
    derived = {"standards_wide", "vocabulary", "vocabulary_links", "classes", "class_links", "similar_standards"}
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


def gathered(*names: str, kind: str = "S", known: Known | None = None) -> dict[str, Term]:
    """The terms of standards each of which uses one of the names; the first is in two, so that it is the commonest."""
    gathering = vocabulary.Gathering(known or Known())
    for name in (*names[:1], *names):
        gathering.add([(kind, key := match_key(name), folding.folded(key), {name: 1}, 1)])
    return {term.name: term for term in gathering.terms()}


FAMILIES = {
    "問題解決": (
        "問題解決能力", "問題解決技能", "問題解決技巧", "問題解決力", "解決問題", "解決問題能力", "問題解決之能力",
        "問題解決能力【註1】", "解決問題的技巧",
    ),
    "溝通協調": (
        "溝通協調能力", "溝通與協調", "溝通與協調能力", "溝通及協調技巧", "溝通、協調能力", "溝通和協調", "協調溝通",
        "協調與溝通能力", "溝通協調相關技能",
        "溝通／協調能力", "溝通協調之技巧",
    ),
    "時間管理": ("時間管理能力", "時間管理技巧", "時間管理技能", "時間的管理", "時間管理基本能力", "時間管理能力*", "管理時間"),
}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_is_one_group_around_its_commonest_name(name: str) -> None:
    terms = gathered(name, *FAMILIES[name], known=load())
    assert {term.group_name for term in terms.values()} == {name}
    assert {term.group_standards for term in terms.values()} == {2 + len(FAMILIES[name])}
    assert terms[name].grouped_by == "middle" and all(term.near_id is None for term in terms.values())


def test_every_rule_has_a_reason_and_folding_twice_changes_nothing() -> None:
    assert all(rule.reason.endswith(".") for rule in folding.RULES)
    for names in FAMILIES.values():
        for name in names:
            once = folding.folded(match_key(name))
            assert folding.folded(once) == once


@pytest.mark.parametrize("name", [
    "能力", "專業知識", "製程能力", "基本工資", "相關係數", "參與式設計", "及時生產", "飽和蒸氣", "目的地管理", "設計與管理",
    "C++", "3D繪圖",
    "問題分析", "不相關變數", "電力", "壓力容忍",
])
def test_words_that_carry_meaning_stay(name: str) -> None:
    assert folding.folded(match_key(name)) == match_key(name)


@pytest.mark.parametrize(("name", "key"), [
    ("財務與會計", "財務會計"), ("人力及時間管理", "人力時間管理"), ("協商與談判能力", "協商談判"), ("照顧及輔導", "照顧輔導"),
    ("內容及格式", "內容格式"),
    ("分析和解決", "分析解決"), ("項目的規劃", "項目規劃"), ("目標的設定", "目標設定"), ("需求的確認", "需求確認"),
])
def test_a_connector_may_stand_before_a_word_that_makes_another_with_it(name: str, key: str) -> None:
    assert folding.folded(name) == key


def test_what_is_no_name_is_left_alone() -> None:
    assert folding.folded("統計與分析能力" * 10_000) == "統計與分析能力" * 10_000


@pytest.mark.parametrize(("one", "other"), [
    ("木質材料加工", "石質材料加工"), ("室內配線", "室外配線"), ("上游產業分析", "下游產業分析"),
    ("軟體測試工程", "硬體測試工程"), ("初級會計學", "高級會計學"),
    ("進口貨物通關", "出口貨物通關"), ("一級保養作業", "二級保養作業"), ("2D繪圖軟體", "3D繪圖軟體"),
    ("ISO9001條文", "ISO14001條文"), ("功能性測試", "非功能性測試"),
    ("使用C++語言", "使用C#語言"), ("行銷概念", "行政概念"), ("施工圖判讀", "工程圖判讀"), ("甲級廢水處理", "乙級廢水處理"),
])
def test_what_excludes_one_another_is_neither_merged_nor_proposed(one: str, other: str) -> None:
    terms = gathered(one, other)
    assert [term.grouped_by for term in terms.values()] == ["middle", "middle"]
    assert [term.near_id for term in terms.values()] == [None, None]


@pytest.mark.parametrize(("one", "other"), [
    ("職業安全衛生相關規範", "職業安全衛生相關法規"), ("品質管理概論", "品質管理知識"), ("材料科學", "材料學"),
    ("消費者行為", "消費行為"),
    ("資訊科技應用能力", "資訊科技運用能力"), ("溝通（協調）", "溝通協調"),
])
def test_what_probably_means_the_same_is_proposed_and_stays_apart(one: str, other: str) -> None:
    terms = gathered(one, other, kind="K")
    assert terms[other].near_id == terms[one].term_id and terms[one].near_id is None
    assert terms[other].group_id == terms[other].term_id
    [proposal] = near_duplicates.near_duplicates(list(terms.values()))
    assert (proposal.name, proposal.standards, proposal.other_name, proposal.other_standards) == (one, 2, other, 1)


def test_proposals_are_stars_and_no_chains() -> None:
    assert dict(near.stars(["材料科學", "材料學", "材料學概論", "材料科學概論"])) == {1: 0, 3: 0}


def test_kinds_are_not_compared_with_each_other() -> None:
    gathering = vocabulary.Gathering(Known())
    gathering.add([(kind, name, name, {name: 1}, 1) for kind, name in (("K", "材料科學"), ("S", "材料學"))])
    assert [term.near_id for term in gathering.terms()] == [None, None]


# one character apart ----------------------------------------------------------------------------


def test_a_pattern_of_speech_is_not_a_slip() -> None:
    crowd = [f"{chr(0x4E00 + n)}整理分析" for n in range(one_apart.CROWD + 1)]
    assert one_apart.pairs([*crowd, "整理分析"]) == set()
    assert one_apart.pairs([*crowd[:2], "整理分析"]) == {(0, 2), (1, 2)}


def test_names_of_any_length_are_compared() -> None:
    giant = "統計分析能力" * 10_000
    assert one_apart.pairs([giant, giant[:30_000] + "與" + giant[30_000:]]) == {(0, 1)}


def test_a_pair_is_found_among_twenty_thousand_names() -> None:
    draw = random.Random(1)
    names = ["".join(map(chr, draw.choices(range(0x4E00, 0x5000), k=5 + n % 5))) for n in range(20_000)]
    assert (20_000, 20_001) in one_apart.pairs([*names, "統計分析能力", "統計與分析能力"])


# what people have said --------------------------------------------------------------------------


def known(tmp_path: Path, *lines: str) -> Known:
    (tmp_path / "vocabulary_aliases.csv").write_text("kind,alias,name,decision,by,reason\n" + "\n".join(lines), encoding="utf-8")
    return load(tmp_path)


def test_a_decision_goes_before_every_rule(tmp_path: Path) -> None:
    said = known(
        tmp_path, "S,排程,時間管理,same,王,理由", "S,溝通與協調,溝通協調,different,王,理由",
        "S,材料學,材料科學,different,王,理由",
    )
    terms = gathered("時間管理", "排程", "排程能力", known=said)
    assert (terms["排程"].group_name, terms["排程"].grouped_by) == ("時間管理", "decision")
    assert terms["排程能力"].group_name == "排程能力", "a decision is about the name that it names"
    terms = gathered("溝通協調", "溝通與協調", "溝通及協調", known=said)
    assert [terms[name].group_name for name in terms] == ["溝通協調", "溝通與協調", "溝通協調"]
    assert all(term.near_id is None for term in terms.values())
    assert gathered("材料科學", "材料學", known=said)["材料學"].near_id is None


@pytest.mark.parametrize(("lines", "said"), [
    (["S,甲,乙,maybe,王,理由"], "line 2: it has to name two names"),
    (["S,甲,甲,same,王,理由"], "line 2: it has to name two names"),
    (["S,甲,乙,same,,理由"], "by whom"), (["X,甲,乙,same,王,理由"], "the kind is one of K, S, A"),
    (["S,甲概論,乙概論,same,王,理由", "S,甲概論,丙概論,same,王,理由"], "line 3: 甲概論 is the same as something else already"),
    (["S,甲概論,乙概論,same,王,理由", "S,乙概論,丙概論,same,王,理由"], "is an alias itself"),
])
def test_a_decision_that_cannot_be_followed_is_told(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(PipelineError, match=said):
        known(tmp_path, *lines)


def test_the_official_name_is_that_of_the_group(tmp_path: Path) -> None:
    (tmp_path / "common_competencies.csv").write_text("kind,code,name\nA,A99,主動積極\n", encoding="utf-8")
    shipped = gathered("主動積極", "主動積極能力", kind="A", known=load())
    assert {term.common_name for term in shipped.values()} == {"A01 主動積極"}
    own = gathered("主動積極", kind="A", known=load(reference=tmp_path))
    assert own["主動積極"].common_name == "A99 主動積極", "the user's list goes first"


# how often it is right --------------------------------------------------------------------------

PAIRS = Path(__file__).with_name("vocabulary_pairs.csv")


def measured() -> dict[str, list[tuple[str, str, str]]]:
    """The labelled pairs by what is claimed of them: merged, proposed or nothing."""
    said = load()
    found: dict[str, list[tuple[str, str, str]]] = {"merged": [], "proposed": [], "": []}
    for row in csv.DictReader(PAIRS.read_text(encoding="utf-8").splitlines()):
        terms = gathered(row["one"], row["other"], kind=row["kind"], known=said)
        groups = {term.group_id for term in terms.values()}
        claimed = "merged" if len(groups) == 1 else "proposed" if any(term.near_id for term in terms.values()) else ""
        found[claimed].append((row["one"], row["other"], row["label"]))
    return found


def test_what_is_merged_or_proposed_is_right() -> None:
    """Labels: `same`, `near` (a person would look at it), `different`. What is merged has to be the same."""
    found = measured()
    merged = [label == "same" for *_, label in found["merged"]]
    proposed = [label != "different" for *_, label in found["proposed"]]
    missed = [pair for pair in found[""] if pair[2] == "same"]
    assert sum(map(len, found.values())) >= 300 and len(merged) >= 100 and len(proposed) >= 20
    assert sum(merged) / len(merged) >= 0.95, [pair for pair in found["merged"] if pair[2] != "same"]
    assert sum(proposed) / len(proposed) >= 0.95, [pair for pair in found["proposed"] if pair[2] == "different"]
    assert len(missed) / (len(missed) + sum(merged)) <= 0.15, missed
