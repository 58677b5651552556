"""Words that line ends cut, with and without a hyphen: I-111, I-131."""

from __future__ import annotations

import pytest

from pipeline.documents.cut_words import with_words_whole
from pipeline.documents.model import Cell, Document, Grid, Line
from pipeline.documents.text.hyphens import Hyphen, hyphen
from pipeline.documents.text.normalise import clean
from tests.build import Made, profile, read

irregularity = pytest.mark.irregularity


def described(printed: str, knowledge: str = "甲") -> tuple[str | None, bool]:
    """The name of a competency that is printed so beside another, and whether it is a doubt."""
    result = read(Made(f"T1整理 | T1.1挑選 | | P1.1.1挑選。 | 3 | K01甲{printed}⏎K02乙{knowledge} | S01能力", profile=profile()))
    (name, _) = result.where("competencies", "name", kind="K")
    return name, "hyphen_uncertain" in result.issues


@irregularity("I-111")
@pytest.mark.parametrize(
    ("printed", "whose"),
    [
        ("pro-tocol", Hyphen.LAYOUT), ("Data-base", Hyphen.LAYOUT), ("chroma-tography", Hyphen.LAYOUT),
        ("SPECIFI-CATION", Hyphen.LAYOUT), ("on-site", Hyphen.WORD), ("real-time", Hyphen.WORD), ("SBTI-CDPX", Hyphen.WORD),
        ("lead-compound", Hyphen.COMPOUND), ("Anti-lock", Hyphen.EITHER), ("pre-treatment", Hyphen.EITHER),
        ("kuber-netes", Hyphen.EITHER),
    ],
)
def test_i111_english_tells_most_hyphens(printed: str, whose: Hyphen) -> None:
    before, _, after = printed.partition("-")
    assert hyphen(before, after) is whose


@irregularity("I-111")
@pytest.mark.parametrize(("printed", "joined"), [("Pro-\ntocol", "Protocol"), ("Anti-\vlock", "Anti-lock")])
def test_i111_a_text_alone_loses_no_hyphen_that_may_be_the_words(printed: str, joined: str) -> None:
    assert clean(f"甲{printed}乙") == f"甲{joined}乙"


@irregularity("I-111")
@pytest.mark.parametrize(
    ("printed", "beside", "name", "doubtful"),
    [
        ("lead-↵compound", "", "lead-compound", False),
        ("Anti-↵lock", "", "Anti-lock", True),
        ("Anti-↵lock", "Anti-lock", "Anti-lock", False),
        ("Kuber-↵netes", "kubernetes", "Kubernetes", False),
        ("Pro-↵tocol", "pro-tocol", "Pro-tocol", False),
        ("photo-↵lithography", "Pro-↵tocol", "photolithography", True),
        ("lead-↵compound", "Pro-↵tocol", "lead-compound", True),
        ("state-of-↵the-art", "Pro-↵tocol", "state-of-the-art", False),
        ("（lead-↵compound）丙", "", "（lead-compound）丙", False),
        ("(lead-↵compound)丙", "", "(lead-compound)丙", False),
        ("lead-↵compound list", "", "lead-compound list", False),
        ("SPECIFI-↵CATION", "", "SPECIFICATION", False),
        ("SBTi-↵CDP", "", "SBTi-CDP", False),
    ],
)
def test_i111_the_document_tells_the_others(printed: str, beside: str, name: str, doubtful: bool) -> None:
    assert described(printed, beside) == (f"甲{name}", doubtful)


def one_column(lines: list[tuple[str, bool]]) -> Document:
    """A cell of wrapped lines; each with whether the line before it is full."""
    cell = Cell(0, 0, lines=tuple(Line(text, soft=number > 0, full=full) for number, (text, full) in enumerate(lines)))
    return Document("pdf", (Grid((cell,), 1, (0.0, 1.0)),))


@irregularity("I-131")
@pytest.mark.parametrize(
    ("lines", "whole", "doubtful"),
    [
        ([("甲Specificati", False), ("on書", True)], "甲Specification書", False),
        ([("K=knowled", False), ("ge 知識）", False)], "K=knowledge 知識）", False),
        ([("甲machine", False), ("learning乙", True)], "甲machine learning乙", False),
        ([("甲Photo", False), ("copy乙", False), ("Kuber", False), ("netes乙", True)], "甲Photo copy乙Kubernetes乙", True),
        ([("甲specificati", False), ("on、Kuber", True), ("netes乙", True)], "甲specification、Kubernetes乙", False),
        ([("GRI/TCFD/SB", False), ("Ti/CDP", True)], "GRI/TCFD/SBTi/CDP", True),
        ([("使用AutoCAD", False), ("Inventorx乙", True)], "使用AutoCAD Inventorx乙", False),
        ([("Xbiocompa", False), ("tibi", True), ("lityx甲", True)], "Xbiocompatibilityx甲", True),
        ([("ISO", False), ("T1.1甲", True)], "ISO T1.1甲", False),
        ([("ISO14971", False), ("2019", True)], "ISO14971 2019", False),
        ([("CDP/S", False), ("DG永續", True)], "CDP/SDG永續", True),
    ],
)
def test_i131_a_word_that_a_narrow_column_cuts(lines: list[tuple[str, bool]], whole: str, doubtful: bool) -> None:
    told = with_words_whole(one_column(lines))
    assert clean("\v".join(line.text for line in told.lines())) == whole
    assert [kind for kind, _, _ in told.remarks] == ["word_cut_uncertain"] * doubtful
