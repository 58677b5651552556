"""Hostile input: each case ends in bounded time and memory, with a reading or with one sentence."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest

from fuzz.worker import READ, REJECTED, Case, Reader, Result
from pipeline.archive.names import safe_name
from pipeline.releases.exporters import xlsx
from pipeline.releases.settings import Settings
from pipeline.standards.parse import parse
from tests.build import factory
from tests.conftest import RAW
from tests.documents import pdf_traps
from tests.hostile import hostile

SECONDS = 30.0
"""What a hostile document may cost on a slow machine; the reading processes of a run have their own limit."""


@dataclass(frozen=True, slots=True)
class Whole(Case):
    """A file that is read as it is."""

    def content(self) -> bytes:
        """The bytes of the file."""
        return self.sample.read_bytes()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """A process with bounded memory (see `fuzz.worker`), killed when time is up."""
    made = Reader(SECONDS)
    yield made
    made.stop()


def read(reader: Reader, folder: Path, data: bytes, kind: str) -> Result:
    path = folder / f"hostile.{kind}"
    path.write_bytes(data)
    return reader.read(Whole(0, 0, path))


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "docx bomb": (lambda: hostile.padded("docx", "word/document.xml", 300), "docx", "unpacks to more than"),
    "docx part bomb": (lambda: hostile.padded("docx", "word/document.xml", 100), "docx", "more than 64 MB"),
    "odt bomb": (lambda: hostile.padded("odt", "content.xml", 300), "odt", "unpacks to more than"),
    "docx entities": (lambda: hostile.with_doctype("docx", "word/document.xml", hostile.BOMB), "docx", "document.xml"),
    "docx external entity": (lambda: hostile.with_doctype("docx", "word/document.xml", hostile.EXTERNAL), "docx", "document.xml"),
    "docx parameter entity": (lambda: hostile.with_doctype("docx", "word/document.xml", hostile.PARAMETER), "docx", ".xml"),
    "odt entities": (lambda: hostile.with_doctype("odt", "content.xml", hostile.BOMB), "odt", "content.xml"),
    "odt external entity": (lambda: hostile.with_doctype("odt", "content.xml", hostile.EXTERNAL), "odt", "content.xml"),
    "docx nested tables": (lambda: hostile.nested_docx(3000), "docx", "damaged part"),
    "docx nested tables, fewer": (lambda: hostile.nested_docx(60), "docx", "nests"),
    "odt nested tables": (lambda: hostile.nested_odt(3000), "odt", "damaged part"),
    "docx encrypted": (hostile.encrypted_docx, "docx", "protected by a password"),
    "odt encrypted": (hostile.encrypted_odt, "odt", "password"),
    "pdf encrypted": (lambda: pdf_traps.pdf(pdf_traps.Page(), password="secret"), "pdf", "password"),
    "pdf cut": (lambda: hostile.sample("pdf")[:20_000], "pdf", ""),
    "docx cut": (lambda: hostile.sample("docx")[:7000], "docx", "damaged zip container"),
    "odt cut": (lambda: hostile.sample("odt")[:7000], "odt", "damaged zip container"),
    "pdf looping page tree": (hostile.looping_pdf, "pdf", ""),
    "pdf many pages": (lambda: hostile.pdf(pages=1_000), "pdf", ""),
    "pdf claims pages": (lambda: hostile.pdf(count=2_000_000_000), "pdf", ""),
    "pdf giant page": (lambda: hostile.pdf(box="0 0 1000000000 1000000000"), "pdf", ""),
    "pdf giant image": (hostile.giant_image_pdf, "pdf", ""),
    "pdf ruled into a million cells": (lambda: hostile.ruled_pdf(1000), "pdf", ""),
    "docx huge table": (hostile.huge_docx, "docx", ""),
    "empty": (lambda: b"", "pdf", "is empty"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_one_sentence(name: str, reader: Reader, tmp_path: Path) -> None:
    make, kind, told = REFUSED[name]
    result = read(reader, tmp_path, make(), kind)
    assert result.outcome == REJECTED, f"{result.outcome}: {result.detail[-600:]}"
    assert told in result.detail and hostile.SECRET not in result.detail and result.detail.count("\n") == 0


BOUNDED: dict[str, tuple[Callable[[], bytes], str]] = {
    "docx giant picture": (lambda: hostile.padded("docx", "word/media/image1.png", 100), "docx"),
    "docx entities in its styles": (lambda: hostile.with_doctype("docx", "word/styles.xml", hostile.BOMB), "docx"),
    "docx external entity in its styles": (lambda: hostile.with_doctype("docx", "word/styles.xml", hostile.EXTERNAL), "docx"),
    "odt external entity in its styles": (lambda: hostile.with_doctype("odt", "styles.xml", hostile.EXTERNAL), "odt"),
    "docx wide span": (lambda: hostile.wide_docx(1_000_000_000), "docx"),
    "odt repeated columns": (lambda: hostile.repeated_odt("number-columns-repeated", 1_000_000_000), "odt"),
    "odt repeated rows": (lambda: hostile.repeated_odt("number-rows-repeated", 1_000_000_000), "odt"),
    "odt wide span": (lambda: hostile.repeated_odt("number-columns-spanned", 1_000_000_000), "odt"),
    "text million cells": (hostile.million_cell_text, "txt"),
    "text one endless line": (lambda: hostile.sample("txt") + "職".encode() * 3_000_000, "txt"),
}


@pytest.mark.parametrize("name", BOUNDED)
def test_it_is_read_or_refused_within_bounds(name: str, reader: Reader, tmp_path: Path) -> None:
    make, kind = BOUNDED[name]
    result = read(reader, tmp_path, make(), kind)
    assert result.outcome in (READ, REJECTED), f"{result.outcome}: {result.detail[-600:]}"
    assert hostile.SECRET not in result.detail


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_no_external_entity_reaches_the_tables(kind: str) -> None:
    part = {"docx": "word/styles.xml", "odt": "styles.xml"}[kind]
    reading = parse(f"a.{kind}", hostile.with_doctype(kind, part, hostile.EXTERNAL))
    assert hostile.SECRET not in repr((reading, reading.tables))


@pytest.mark.parametrize("name", ["a\nb.pdf", "a\u202egpj.pdf", "\u2028.pdf", "a\x1b[31m.pdf"])
def test_a_name_cannot_break_a_line_or_turn_it_about(name: str) -> None:
    safe = safe_name(name)
    assert safe.isprintable() and "\u202e" not in safe and len(safe.splitlines()) == 1
    reading = parse(safe, b"")
    assert reading.rejected is not None and len(reading.rejected.splitlines()) == 1


WITH_BOOK = Settings(leave_out=tuple(name for name in factory.ALONE.leave_out if name != "xlsx"))
FORMULAS = ("=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "＝1")


def test_a_formula_is_untouched_in_csv_and_text_in_xlsx(tmp_path: Path) -> None:
    tables = factory.standard_tables()
    records = [
        replace(tables.standards[0], standard_id=f"IDC5294-00{number}v1", description=formula)
        for number, formula in enumerate(FORMULAS)
    ]
    factory.written(replace(tables, standards=records), tmp_path, WITH_BOOK)
    with (tmp_path / "standards.csv").open(encoding="utf-8", newline="") as stream:
        assert tuple(row["description"] for row in csv.DictReader(stream)) == FORMULAS
    book = openpyxl.load_workbook(tmp_path / xlsx.FILE_NAME)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    values = [str(cell.value) for cell in cells]
    assert all(any(formula.strip() in value for value in values) for formula in FORMULAS)


def test_the_harmless_sample_takes_no_longer_than_a_moment(reader: Reader, tmp_path: Path) -> None:
    began = time.monotonic()
    assert read(reader, tmp_path, (RAW / "IDC5294-001v3.docx").read_bytes(), "docx").outcome == READ
    assert time.monotonic() - began < SECONDS / 2
