"""Codes: split and joined again nothing is missing, and no Latin word is cut."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.documents.text.normalise import characters, fold
from pipeline.standards.codes import Piece, Shape, Splitter
from pipeline.standards.sections.headings import Column
from pipeline.standards.sections.rows import LETTERS
from tests.build.examples import examples

MANY = examples(50)
COLUMNS = st.sampled_from([column for column in Column if LETTERS[column]])
WORDS = (
    "SOP",
    "KPI",
    "OP",
    "PLC",
    "POS",
    "SPC",
    "ISO9001",
    "USB3.0",
    "CNC",
    "APP",
    "S/N",
    "K-Pop",
    "OPP",
    "TPM",
    "5S",
    "3D",
    "A4紙",
    "PS5",
)
NAMES = st.lists(
    st.one_of(st.text("甲乙丙丁整理核對", min_size=1, max_size=4), st.sampled_from(WORDS)), min_size=1, max_size=4
).map("甲".join)
ANY = st.text("TOPKSAN0123456789.. 甲乙、：\n\v（）\u3000\uf09fabＯ０", max_size=30)


def split(text: str, letters: Sequence[str]) -> list[Piece]:
    return Splitter(Shape.learn([text])).split(text, letters)


@MANY
@given(ANY, COLUMNS)
@example("K01\uf09f甲", Column.KNOWLEDGE).via("a code before a private-use bullet")
def test_the_pieces_together_are_the_cell(text: str, column: Column) -> None:
    pieces = split(text, LETTERS[column])
    together = "".join(piece.printed + piece.text for piece in pieces)
    assert fold(together).translate(_NO_SEPARATORS) == fold(characters(text)).translate(_NO_SEPARATORS)


_NO_SEPARATORS = {ord(mark): None for mark in "、，,；;"}


@MANY
@given(ANY, COLUMNS)
def test_only_separators_between_two_items_are_left_out(text: str, column: Column) -> None:
    pieces = split(text, LETTERS[column])
    missing = len(fold(text)) - len(fold("".join(piece.printed + piece.text for piece in pieces)))
    assert 0 <= missing <= max(0, len(pieces) - 1)


@MANY
@given(
    st.lists(st.tuples(st.integers(1, 60), NAMES), min_size=1, max_size=6, unique_by=lambda item: item[0]), st.sampled_from("KS")
)
def test_a_list_of_items_splits_into_what_it_was_joined_from(items: list[tuple[int, str]], letter: str) -> None:
    printed = [(f"{letter}{number:02}", f"甲{name}") for number, name in items]
    pieces = split("\n".join(code + name for code, name in printed), (letter,))
    assert [(str(piece.code), fold(piece.text)) for piece in pieces] == printed


@MANY
@given(st.lists(NAMES, min_size=1, max_size=8), st.sampled_from("OP"), st.sampled_from(["1.1", "2a.1", "1.12", "1", "3.1.2"]))
def test_numbered_items_split_into_what_they_were_joined_from(names: list[str], letter: str, parent: str) -> None:
    printed = [(f"{letter}{parent}.{number}", f"甲{name}") for number, name in enumerate(names, 1)]
    pieces = split("\n".join(code + name for code, name in printed), (letter,))
    assert [(str(piece.code), fold(piece.text)) for piece in pieces] == printed


@MANY
@given(st.lists(NAMES, min_size=2, max_size=8))
def test_items_in_sequence_split_even_where_all_white_space_is_lost(names: list[str]) -> None:
    printed = [(f"K{number:02}", f"甲{name}甲") for number, name in enumerate(names, 1)]
    pieces = split("".join(code + name for code, name in printed), ("K",))
    assert [(str(piece.code), piece.text) for piece in pieces] == printed


@MANY
@given(NAMES, COLUMNS)
def test_no_code_is_seen_in_names_of_latin_words(name: str, column: Column) -> None:
    assert [piece.code for piece in split(f"甲{name}", LETTERS[column])] == [None]


@MANY
@given(st.lists(st.integers(0, 9), min_size=1, max_size=3), st.sampled_from("TOPKSA"))
def test_a_code_printed_and_read_again_is_the_same(digits: list[int], letter: str) -> None:
    segments = [str(digit + 1) for digit in digits]
    text = f"{letter}{'.'.join(segments) if letter in 'TOP' else ''.join(segments).zfill(2)[:2]}"
    for piece in split(f"{text}甲物", (letter,)):
        if piece.code is not None:
            assert split(f"{piece.code}甲物", (letter,))[0].code == piece.code
