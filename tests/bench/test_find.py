"""The measure of `find`: what is asked is not what is indexed, and hits are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.find.__main__ import main, page, standards
from bench.find.questions import QUESTIONS, Hits, Question, measured
from tests.views.site_release import CODES, NEW, OLD, edited, three_standards, write_release


@pytest.fixture
def place(tmp_path: Path) -> Path:
    tables = edited(three_standards(), "standards", {"standard_id": OLD}, is_current=False)
    return write_release(tables, tmp_path / "release")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: str(question.name))
def test_nothing_that_is_asked_is_indexed(question: Question, place: Path) -> None:
    texts = [item for own in standards(place).values() for item in own]
    assert {item.standard_id for item in texts} == {CODES[0], NEW}, "only standards in force"
    assert any(map(question.asked, texts)) and any(map(question.indexed, texts))
    assert not [item for item in texts if question.asked(item) and question.indexed(item)]


def test_hits_are_counted(place: Path) -> None:
    own = list(standards(place).values())
    by_name = Question("name", lambda item: item.column == "name" and item.table == "standards", lambda item: True)
    assert measured(by_name, own) == Hits(2, 2, 2)
    nothing = Question("nothing", lambda item: item.table == "standards", lambda item: False)
    assert measured(nothing, own) == Hits(2, 0, 0)


def test_the_table_says_among_how_many(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(place)]) == 0
    assert capsys.readouterr().out.startswith("Among 2 standards:")
    assert page([("a", Hits(4, 3, 4)), ("b", Hits(0, 0, 0))], 4).endswith("| a | 4 | 0.75 | 1.00 |\n| b | 0 | 0.00 | 0.00 |")
