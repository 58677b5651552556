"""Texts that a mail quotes, that carry line numbers, or whose line breaks are written out: I-115."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.documents.readers.text import read
from pipeline.documents.readers.text.carriers import uncarried
from pipeline.standards.parse import parse
from tests.build import Made, Outcome, as_text

irregularity = pytest.mark.irregularity
PLAIN = as_text(Made()).decode()


def numbered(form: str) -> Callable[[str], str]:
    return lambda text: "\n".join(form.format(number, line) for number, line in enumerate(text.split("\n"), 1))


def counting_filled(text: str) -> str:
    """Line numbers as `nl` prints them: blank lines have none."""
    number, lines = 0, []
    for line in text.split("\n"):
        number += bool(line.strip())
        lines.append(f"{number:6d}\t{line}" if line.strip() else "")
    return "\n".join(lines)


CARRIED: dict[str, Callable[[str], str]] = {
    "quoted": lambda text: "\n".join(f"> {line}" for line in text.split("\n")),
    "quoted twice": lambda text: "\n".join(f">> {line}" for line in text.split("\n")),
    "quoted below a line of the mail": lambda text: "某人寫道：\n" + "\n".join(f"> {line}" for line in text.split("\n")),
    "numbered, a tab behind": numbered("{:6d}\t{}"),
    "numbered, two spaces behind": numbered("{:4d}  {}"),
    "numbered, a colon behind": numbered("{}:{}"),
    "numbered where filled": counting_filled,
    "separated by U+2028": lambda text: text.replace("\n", "\u2028"),
}


@irregularity("I-115")
@pytest.mark.parametrize("form", CARRIED)
def test_i115_marks_of_what_carried_a_text_are_no_part_of_it(form: str) -> None:
    carried = CARRIED[form](PLAIN)
    front = "某人寫道：\n" if form == "quoted below a line of the mail" else ""
    assert uncarried(carried) == front + PLAIN
    assert uncarried(PLAIN) is PLAIN
    assert any(line.text == "A02謹慎細心：先看再做。" or "A02" in line.text for line in read(carried.encode()).lines())


@irregularity("I-115")
def test_i115_numbers_that_do_not_count_the_lines_stay() -> None:
    lines = [f"{number}.甲物" for number in range(1, 30)]
    mixed = "\n".join([*lines[:10], "乙物", *lines[10:]])
    repeated = "\n".join(f"1.甲物{line}" for line in lines)
    assert [uncarried(text) for text in (mixed, repeated)] == [mixed, repeated]


@irregularity("I-114")
def test_i114_line_breaks_that_are_written_out() -> None:
    rows = "T1整理 | T1.1挑選 | P1.1.1挑選。⏎P1.1.2核對。 | 3 | K01甲物概論⏎K02乙物概論⏎K03丙物概論 | S01挑選⏎S02核對"
    text = as_text(Made(rows)).decode()
    for code in ("P1.1.2", "K02", "K03", "S02"):
        text = text.replace(f" {code}", f"\\n{code}")
    assert text.count("\\n") == 4
    result = Outcome(parse("made.txt", text.encode()))
    assert result.where("competencies", "competency_id", kind="K") == ["K01", "K02", "K03"]
