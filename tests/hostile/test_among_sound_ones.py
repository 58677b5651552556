"""Whatever is in a document, it keeps no other from being released: damaged and hostile ones among sound ones."""

from __future__ import annotations

import csv
from collections import Counter
from random import Random

import pytest

from bench.calibrate.damage import LESS
from bench.calibrate.honest import LESS_HONEST
from bench.generate import FORMATS, make
from fuzz.mutate import damaged
from pipeline.cli import main
from tests.build import VERSIONS, Made, as_docx, as_odt, as_text, profile
from tests.conftest import IN_PROCESS, release_of
from tests.hostile.hostile import BOMB, with_doctype

ROW = "T1 整理甲物 | T1.1 {0} | O1.1.1 甲物清單 | P1.1.1 依規格挑選{0}。 | 3 | K01 甲物概論 | S01 挑選能力"
HEAD = VERSIONS.strip().split("\n")[0]


def odd(number: int, rows: str = ROW.format("甲物"), name: str = "", versions: str | None = None) -> Made:
    code = f"XYZ{number:04}-001v1"
    return Made(rows, profile=profile(code=code, name=name or f"甲物{number}員"), versions=versions)


HOSTILE: dict[str, bytes] = {
    "formula.txt": as_text(odd(1, name='=HYPERLINK("http://127.0.0.1")')),
    "markup.docx": as_docx(odd(2, ROW.format("<script>alert(1)</script>"))),
    "marks.txt": as_text(odd(3, ROW.format("\u202e甲\u0007物\u2066\ufeff"))),
    "blank-version.docx": as_docx(odd(4, versions=f"{HEAD}\nV9 |  |  |  |  | \n |  |  |  |  | ")),
    "numbers.odt": as_odt(odd(5, ROW.format("甲物").replace("K01", "K99999999999999999999").replace("| 3 |", "| 99999999999 |"))),
    "nothing-but-codes.docx": as_docx(odd(6, "T1 | T1.1 | O1.1.1 | P1.1.1 | 3 | K01 | S01")),
    "long.txt": as_text(odd(7, ROW.format("甲" * 40_000))),
    "entities.docx": with_doctype("docx", "word/document.xml", BOMB),
}
SOUND, DAMAGED, SEED = 4, 12, 77
KINDS = {"docx": "docx", "odt": "odt", "pdf": "pdf", "text": "txt"}


def written(number: int, form: str) -> bytes:
    made = make(SEED, number, mixture=0.0 if number <= SOUND else 1.0)
    if number > SOUND:
        for damage in Random(number).sample((*LESS, *LESS_HONEST), 3):
            damage(made.body, Random(number))
    return FORMATS[form][1](made.body, made.layout)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The documents of a release made of sound, damaged and hostile files."""
    folder = tmp_path_factory.mktemp("among")
    (folder / "in").mkdir()
    forms = list(FORMATS)
    for number in range(1, SOUND + DAMAGED + 1):
        form = forms[number % len(forms)]
        data = written(number, form)
        if number > SOUND + DAMAGED // 2:
            data = damaged(data, KINDS[form], Random(number))
        name = "sound" if number <= SOUND else "damaged"
        (folder / "in" / f"{name}-{number}.{KINDS[form]}").write_bytes(data)
    for name, data in HOSTILE.items():
        (folder / "in" / name).write_bytes(data)
    assert main(["run", "--input", str(folder / "in"), "--output", str(folder / "out"), *IN_PROCESS]) == 0
    with (release_of(folder / "out") / "documents.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_sound_ones_are_published(rows: list[dict[str, str]]) -> None:
    assert {row["status"] for row in rows if row["path"].startswith("sound")} == {"published"}


def test_every_file_has_a_row_and_whatever_is_kept_out_has_a_reason(rows: list[dict[str, str]]) -> None:
    assert len(rows) == SOUND + DAMAGED + len(HOSTILE)
    assert all(row["reason"] for row in rows if row["status"] in ("rejected", "held"))
    assert Counter(row["status"] for row in rows)["published"] > SOUND
