"""Text cleaning: idempotent, and nothing that is printed gets lost."""

from __future__ import annotations

from collections import Counter

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.documents.text.normalise import (
    HARD,
    SOFT,
    characters,
    clean,
    fold,
    has_private_use,
    has_radicals,
    join,
    match_key,
    without_page_counts,
)
from tests.build.examples import examples

irregularity = pytest.mark.irregularity

MANY = examples(60)
PUNCTUATION = "，。、；：？！（）「」『』【】〔〕／～－─…‥．·•％＋＝℃㎡①Ⅱ"
_USUAL = st.text(f"甲乙丙物整理{PUNCTUATION}ABCabc 0123-,.()/&+\n\v\t\u3000\uf09f\uf06c⾦⼒\uf9e4", max_size=24)
_ANY = st.one_of(_USUAL, st.text(max_size=24))


@MANY
@given(_ANY)
@example("Pro-\ntocol").via("a hyphen that a wrap made")
@example("甲 -\v 乙").via("a dash between ideographs")
@example("第1第1頁，總共3頁頁，總共3頁").via("a page count inside a page count")
def test_clean_is_idempotent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@MANY
@given(_ANY)
def test_what_is_clean_has_one_line_and_no_space_around_it(text: str) -> None:
    once = clean(text)
    assert once == once.strip() and not regex.search(r"[\n\v\r]|\s\s", once)


@MANY
@given(_ANY)
@example("e-\nLearning").via("a real hyphen")
def test_clean_loses_only_spaces_wraps_hyphens_and_what_prints_nothing(text: str) -> None:
    before, after = Counter(fold(without_page_counts(text))), Counter(fold(clean(text)))
    assert not after - before
    lost = before - after
    hyphens = len(regex.findall(r"(?<=[A-Za-z]{2})-[\n\v]", characters(text)))
    assert set(lost) <= {"-"} and lost["-"] <= hyphens


@MANY
@given(_USUAL)
def test_order_of_what_is_printed_stays(text: str) -> None:
    assert fold(clean(text)).replace("-", "") == fold(without_page_counts(text)).replace("-", "")


@MANY
@given(st.text(PUNCTUATION, min_size=1, max_size=12))
def test_full_width_punctuation_stays_as_printed(marks: str) -> None:
    assert clean(f"甲{marks}乙") == f"甲{marks}乙"


@MANY
@given(_ANY)
def test_no_private_use_character_or_radical_stays(text: str) -> None:
    once = clean(text)
    assert not regex.search(r"\p{Co}", once) and not has_radicals(once)


@irregularity("I-119")
def test_every_radical_compatibility_ideograph_and_mark_that_prints_nothing_is_mapped() -> None:
    mapped = [
        *range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
        0x2060, *range(0x2066, 0x206A), 0x2E81, 0x2EF3, *range(0x2F00, 0x2FD6), 0xF900, 0xFA6D, 0xFEFF, 0x2F800, 0x2FA1D,
    ]
    assert not [hex(code) for code in mapped if characters(f"甲{chr(code)}乙") == f"甲{chr(code)}乙"]
    private = (0xE000, 0xF8FF, 0xF0000, 0xFFFFD, 0x100000, 0x10FFFD)
    assert {has_private_use(chr(code)) for code in private} == {True}
    assert {has_private_use(chr(code)) for code in (0xDFFF, 0xF900, 0xFFFFE, 0x10FFFF)} == {False}


@MANY
@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=5), min_size=1, max_size=5))
def test_lines_of_ideographs_join_without_a_gap(lines: list[str]) -> None:
    assert join(lines) == clean(SOFT.join(lines)) == clean(HARD.join(lines)) == "".join(lines)


@MANY
@given(st.lists(st.from_regex(r"[a-z]{2,5}", fullmatch=True), min_size=1, max_size=5))
def test_latin_words_join_with_one_space(words: list[str]) -> None:
    assert join(words) == clean(f" {SOFT}".join(words)) == " ".join(words)


@MANY
@given(_ANY)
def test_a_match_key_is_the_same_for_every_spacing_and_idempotent(text: str) -> None:
    key = match_key(text)
    assert match_key(key) == key
    assert match_key(clean(text)) == match_key(without_page_counts(text)) or "-" in clean(text) + text
