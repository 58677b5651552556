"""XLSX: a workbook for people, with a sheet for every table, Chinese labels and values, frozen headers and filters.

Every text is written as text: nothing becomes a formula or a number. A text that a spreadsheet would run once
someone edits it or saves it as CSV carries the mark that a typed apostrophe gives. Links are ours, never a text's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.base.memory import let_go
from pipeline.releases.exporters import about, addresses
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.exporters.sheet_columns import NO, YES, Names, ReadTable, sheet_table, shown
from pipeline.releases.exporters.sheet_rows import header_xml, rows_xml
from pipeline.releases.exporters.workbook import Link, Sheet, Workbook, place
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES, Table

FILE_NAME = "standards.xlsx"
DICTIONARY_SHEET = "資料字典"
ABOUT_SHEET = "說明"
HEADER_ROWS = 1
MAX_ROWS = 1_048_576
"""Rows of a sheet in the file format."""
MAX_LINKS = 65_530
"""Links of a sheet that Excel opens; a sheet that would have more has none."""
BATCH = 20_000
"""Rows that are in memory as XML at a time."""
FIRST = ("standards", "requirements")
"""The sheets that people look for, before the explanations; the others follow in the order of publication."""
_NO_DATE = dt.date(1980, 1, 1)
_HOW = (
    "點選藍色的職能基準識別碼：有網址時開啟其網頁，否則跳到本活頁簿內的對應列（重新排序後，列的位置可能改變）。",
    "欄位的英文名稱與詳細說明，請見「資料字典」。",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of rows that fits one sheet; `first` is the number of the first in its table."""

    title: str
    first: int
    rows: int


def _parts(table: Table, count: int) -> Iterator[_Part]:
    """The sheets of a table; beyond the format's limit its rows go on in a further one."""
    size = MAX_ROWS - HEADER_ROWS
    for number, first in enumerate(range(0, max(count, 1), size), 1):
        title = table.label_zh if number == 1 else f"{table.label_zh} {number}"
        yield _Part(title, first, min(size, count - first))


def _beginnings(ids: pa.Array) -> pa.Array:
    """In which rows an id stands that the row before does not have."""
    if not len(ids):
        return pa.array([], pa.bool_())
    changed = pc.not_equal(ids.slice(1), ids.slice(0, len(ids) - 1))
    return pa.concat_arrays([pa.array([True]), pc.fill_null(changed, False)])


def _places(table: Table, ids: pa.Array) -> dict[str, str]:
    """Where in the workbook each standard's first row of a table stands."""
    places: dict[str, str] = {}
    begins = _beginnings(ids)
    for part in _parts(table, len(ids)):
        for row in pc.indices_nonzero(begins.slice(part.first, part.rows)).to_pylist():
            places.setdefault(ids[part.first + row].as_py(), place(part.title, f"A{row + HEADER_ROWS + 1}"))
    return places


class _Writer:
    """The open workbook, and what its sheets need of each other: names behind ids, and where a standard stands."""

    def __init__(self, book: Workbook, read: ReadTable, settings: Settings) -> None:
        self.book, self.read, self.settings, self.names = book, read, settings, Names(read)
        self._targets: dict[str, dict[str, str]] = {}

    def table(self, table: Table) -> None:
        """Write the sheets of a table."""
        whole = self.read(table.name)
        widths = tuple(one.width for one in shown(table))
        linked = shown(table)[0].column.name == "standard_id"
        begins = _beginnings(whole["standard_id"].combine_chunks()) if linked else None
        for part in _parts(table, whole.num_rows):
            rows = whole.slice(part.first, part.rows)
            marks = None if begins is None else begins.slice(part.first, part.rows)
            links = () if marks is None else self._links(table, rows, marks)
            sheet = Sheet(part.title, widths, part.rows + HEADER_ROWS, links, frozen_columns=1 if linked else 0)
            self.book.add(sheet, self._rows(table, rows, marks if links else None))

    def _rows(self, table: Table, rows: pa.Table, marks: pa.Array | None) -> Iterator[bytes]:
        widths = [one.width for one in shown(table)]
        yield header_xml([one.label for one in shown(table)])
        for first in range(0, rows.num_rows, BATCH):
            piece = sheet_table(table, rows.slice(first, BATCH), self.names)
            yield rows_xml(piece, widths, None if marks is None else marks.slice(first, BATCH))

    def _links(self, table: Table, rows: pa.Table, marks: pa.Array) -> tuple[Link, ...]:
        if marks.true_count > MAX_LINKS:
            return ()
        found = zip(pc.indices_nonzero(marks).to_pylist(), rows["standard_id"].filter(marks).to_pylist(), strict=True)
        targets = ((row + HEADER_ROWS + 1, self._target(table, standard_id)) for row, standard_id in found)
        return tuple(Link(row, target, inside=self.settings.address is None) for row, target in targets if target)

    def _target(self, table: Table, standard_id: str) -> str | None:
        """The standard's page; without an address its row, and from there the first row of its tasks."""
        if self.settings.address is not None:
            return addresses.standard(self.settings, standard_id)
        return self._rows_of("tasks" if table.name == "standards" else "standards").get(standard_id)

    def _rows_of(self, table: str) -> dict[str, str]:
        if table not in self._targets:
            self._targets[table] = _places(TABLES[table], self.read(table)["standard_id"].combine_chunks())
        return self._targets[table]

    def about(self) -> None:
        """What the dataset is, under what licence, and how to read the sheets."""
        statements = (about.TITLE, about.DESCRIPTION, about.licence_sentence(self.settings), *about.WARNINGS)
        source = f"來源：{about.OWNER} {about.SOURCE_TITLE} {about.SOURCE_URL}"
        texts = [*(one.zh for one in statements), *_HOW, source, *(one.en for one in statements)]
        sheet = Sheet(ABOUT_SHEET, (110,), len(texts), filtered=False)
        self.book.add(sheet, [rows_xml(pa.table({"0": texts}), sheet.widths)])

    def dictionary(self) -> None:
        """Every column of every table: the one sheet with the names that programs use."""
        labels = ("資料表", "資料表名稱", "欄位", "欄位名稱", "英文名稱", "型別", "必填", "說明", "允許值")
        described = [
            (table.name, table.label_zh, column.name, column.field.label_zh, column.field.label, column.field.kind.value,
             NO if column.nullable else YES, column.field.description,
             "; ".join(f"{value} {label}" for value, label in column.field.allowed))
            for table in TABLES.values() for column in table.columns
        ]
        columns = {str(number): values for number, values in enumerate(zip(*described, strict=True))}
        sheet = Sheet(DICTIONARY_SHEET, (20, 22, 20, 22, 22, 11, 8, 64, 64), len(described) + HEADER_ROWS)
        self.book.add(sheet, [header_xml(labels), rows_xml(pa.table(columns), sheet.widths)])


def write_book(path: Path, read: ReadTable, settings: Settings) -> None:
    """Write the workbook over the tables that `read` gives, one at a time."""
    newest = pc.max(read("standards")["updated_on"]).as_py()
    with Workbook(path, about.TITLE.zh, newest or _NO_DATE) as book:
        writer = _Writer(book, read, settings)
        for name in FIRST:
            writer.table(TABLES[name])
        writer.about()
        for name, table in TABLES.items():
            if name not in FIRST:
                writer.table(table)
        writer.dictionary()


def write(content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Write `standards.xlsx`."""
    write_book(into.path / FILE_NAME, content.table, settings)
    let_go()


EXPORTER = Exporter(
    "xlsx",
    files={FILE_NAME: Form(
        "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        about.Bilingual("workbook, a sheet per table", "活頁簿，一表一頁"),
    )},
    write=write,
    purpose=about.Bilingual(
        "people: a sheet per table, Chinese labels and values, names beside ids, filters, data dictionary",
        "人工閱讀：一表一頁、中文欄名與內容、代碼旁附名稱、篩選、資料字典",
    ),
)
