"""Bad input: one sentence with the file's name, one row `rejected`, and the others are released all the same."""

from __future__ import annotations

import csv

import pytest

from pipeline.schema.tables import Tables
from pipeline.standards.parse import parse
from tests.build import Made, as_docx, as_odt, as_text
from tests.build.bad import AMONG_SOUND_ONES, REJECTED
from tests.conftest import Released, release_of

irregularity = pytest.mark.irregularity


@pytest.mark.parametrize("name", REJECTED)
def test_a_bad_file_is_rejected_with_one_sentence(name: str) -> None:
    data, reason = REJECTED[name]
    reading = parse(name, data)
    assert reading.rejected is not None and reading.rejected.startswith(f"{name} ")
    assert reason in reading.rejected and reading.rejected.endswith(".") and not reading.rejected.endswith("..")
    assert "\n" not in reading.rejected and ". " not in reading.rejected.replace("(.doc)", "")
    assert reading.tables == Tables() and reading.bytes == len(data)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [("made.pdf", as_docx(Made()), "docx"), ("made.doc", as_odt(Made()), "odt"), ("made", as_text(Made()), "text")],
)
def test_a_sound_file_with_a_wrong_suffix_is_read_and_told(name: str, data: bytes, kind: str) -> None:
    reading = parse(name, data)
    assert (reading.rejected, reading.format, reading.code) == (None, kind, "ABC1234-001v2")
    assert [finding.code for finding in reading.findings] == ["suffix_wrong"]
    assert reading.remark is not None and reading.remark.startswith(f"{name} ")


@irregularity("I-117")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_a_text_dump_in_any_usual_encoding(encoding: str) -> None:
    reading = parse("made.txt", as_text(Made(notes=("其他補充說明：", "  - 甲物另計。"))).decode().encode(encoding))
    assert (reading.rejected, reading.name, reading.coverage) == (None, "甲物整理員", 1.0)


def test_the_sound_documents_among_bad_ones_are_released(released: Released) -> None:
    assert released.status == 0, released.said
    with (release_of(released.output) / "documents.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["path"]: row for row in csv.DictReader(stream)}
    rejected = {name: row["reason"] for name, row in rows.items() if row["status"] == "rejected"}
    assert set(rejected) == set(AMONG_SOUND_ONES)
    assert all(reason.startswith(f"{name} ") and reason in released.said for name, reason in rejected.items())
    assert {row["status"] for name, row in rows.items() if name not in rejected} == {"published", "duplicate"}
