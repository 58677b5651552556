"""The field guide is true: whatever cites it finds its place, and whatever it names exists."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import pairwise
from operator import attrgetter

import pytest

from tests.standards.test_worked_example import PAGES
from tests.whole.field_guide import CITING, GUIDE, INDEX, ROOT, citations, citing, entries, marked_tests, marks, unresolved
from tests.whole.field_guide_index import index_page

TEXT = GUIDE.read_text(encoding="utf-8")
ENTRIES = entries(TEXT)
NUMBERS = [entry.number for entry in ENTRIES]


@pytest.fixture(scope="module")
def marked() -> dict[str, list[str]]:
    return marked_tests()


def test_every_number_has_one_entry_and_they_stand_in_order() -> None:
    assert [f"I-{number:02}" for number in range(1, len(NUMBERS) + 1)] == NUMBERS
    assert len(NUMBERS) == len(re.findall(r"\*\*I-[0-9]+ ", TEXT)) >= 130


def test_every_entry_says_how_it_is_read_and_by_which_rule() -> None:
    for entry, paragraph in zip(ENTRIES, re.findall(r'<a id="i-[0-9]+"></a>.*?(?=\n\n|\Z)', TEXT, re.S), strict=True):
        assert entry.rules or entry.open, entry.number
        assert "*Reading:*" in paragraph, entry.number


@pytest.mark.parametrize("rule", sorted({rule for entry in ENTRIES for rule in entry.rules}))
def test_the_rule_is_where_the_guide_says(rule: str) -> None:
    module, _, name = rule.partition(":")
    assert attrgetter(name)(import_module(module)) is not None


def test_what_is_read_by_rule_is_tested_and_what_is_not_has_no_test(marked: dict[str, list[str]]) -> None:
    assert sorted(marked) == sorted(entry.number for entry in ENTRIES if entry.rules)


def test_the_index_is_current(marked: dict[str, list[str]], regenerate: bool) -> None:
    if regenerate:
        INDEX.write_text(index_page(ENTRIES, marked), encoding="utf-8", newline="\n")
    assert INDEX.read_text(encoding="utf-8") == index_page(ENTRIES, marked), "make golden writes it anew"


def test_a_test_whose_name_has_a_number_is_marked_with_it() -> None:
    for test, numbers in marks().items():
        named = {f"I-{number}" for number in re.findall(r"_i([0-9]{2,3})(?=_)", test.rpartition("::")[2])}
        assert named <= set(numbers), test


@pytest.mark.parametrize("folder", CITING)
def test_every_citation_leads_somewhere(folder: str) -> None:
    texts = citing(folder)
    assert texts and unresolved(texts, TEXT) == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-TW.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_citation_of_a_page_leads_somewhere(page: str) -> None:
    assert unresolved({page: (ROOT / page).read_text(encoding="utf-8")}, TEXT) == []


def test_sections_stand_in_order_under_a_heading_in_both_languages() -> None:
    headings = re.findall(r'^#{2,3} <a id="([a-p](?:-[0-9])?)"></a>(\S+) (.+)$', TEXT, re.M)
    assert [anchor for anchor, _, _ in headings] == [name.lower().replace(".", "-") for _, name, _ in headings]
    assert len(headings) == len(re.findall(r"^##", TEXT, re.M)) and all(a < b for (a, *_), (b, *_) in pairwise(headings))
    assert all(re.fullmatch(r"[^·]+ · .*\p{Han}.*".replace(r"\p{Han}", "[一-鿿]"), title) for *_, title in headings)


def test_the_worked_example_is_the_one_that_is_tested() -> None:
    (printed,) = re.findall(r"```text\n(.*?)\n```", TEXT, re.S)
    assert printed == PAGES.strip("\n")


# the checking functions themselves --------------------------------------------------------------------

NEXT = f"I-{len(NUMBERS) + 1}"
SECTION, CHAPTER, RULE = (f"A.{9}", chr(ord("E") + 1), f"K.{11}")
"""Citations of what the guide does not have, put together here so that this file cites none of them."""


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (f"closed again ({NEXT})", NEXT),
        (f"I-01 … {NEXT}", NEXT),
        (f'    "{NEXT}L": 0.1,', NEXT),
        (f'"""Read it (field guide {SECTION}, I-66)."""', SECTION),
        (f"as {RULE} says", RULE),
        (f"field guide {CHAPTER}, J", CHAPTER),
        (f"the field guide (section {CHAPTER})", CHAPTER),
    ],
)
def test_a_planted_citation_is_found(text: str, cited: str) -> None:
    assert unresolved({"pipeline/planted.py": text}, TEXT) == [f"pipeline/planted.py cites {cited}"]


@pytest.mark.parametrize("guide", [NEXT, f"A.3, {SECTION}", f"J, {CHAPTER}", f"B.6, K ({RULE[2:]})", "see above"])
def test_a_planted_citation_of_an_expectation_is_found(guide: str) -> None:
    rules = f'{{"expectations": [{{"meta": {{"guide": "{guide}"}}}}, {{"meta": {{"guide": "B.1, I-11, J"}}}}]}}'
    assert len(unresolved({"expectations/rules/planted.json": rules}, TEXT)) == 1


def test_codes_and_words_are_no_citations() -> None:
    assert citations("P.1.1.1 and O.1.1.1, WI-12, A4, `T1.1`, a section of the notes, section heading, B.C. and E.164") == set()


def test_an_entry_is_read_with_its_rules() -> None:
    (entry,) = entries(
        'Text.\n\n<a id="i-01"></a>**I-01 A thing, odd.** Looks odd.\n*Reading:* so. Rule: `pipeline.standards.parse:parse`.\n'
        "Not yet read\nby rule: the rest.\n\nText."
    )
    assert (entry.number, entry.title) == ("I-01", "A thing, odd")
    assert (entry.rules, entry.open) == (("pipeline.standards.parse:parse",), True)
