"""Hyphens at line ends: I-111."""

from __future__ import annotations

import pytest

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
