"""XLSX: a workbook for people, with a sheet for every table, Chinese labels and values, frozen headers and filters.

Every text is written as text: nothing becomes a formula or a number. A text that a spreadsheet would run once
someone edits it or saves it as CSV carries the mark that a typed apostrophe gives. Links are ours, never a text's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.base.memory import let_go
from pipeline.releases.exporters import about, addresses
from pipeline.releases.exporters.deflated import Deflated, deflated, parts, rows_of_parts
from pipeline.releases.exporters.exporter import PARTS, Ends, Exporter, Form, Joined, Pieces
from pipeline.releases.exporters.sheet_columns import NAMED, NO, YES, Names, sheet_table, shown
from pipeline.releases.exporters.sheet_rows import header_xml, rows_xml
from pipeline.releases.exporters.workbook import Link, Sheet, Workbook, place
from pipeline.releases.exporters.written import Read, Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES, Table
from pipeline.schema.tables import TABLES_BY_STANDARD

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
KEPT = tuple(
    name for name in TABLES_BY_STANDARD if all(NAMED[one.by][0] in TABLES_BY_STANDARD for one in shown(TABLES[name]) if one.by)
)
"""The tables whose sheets join a piece of each bundle; the others name what is not in the bundle, or are made as wholes."""
_PARTS = f"{PARTS}xlsx/"
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


def _numbered(table: Table, sizes: Iterable[int]) -> Iterator[_Part]:
    """The sheets of a table by their rows; one without rows has a sheet all the same."""
    first = 0
    for number, rows in enumerate(list(sizes) or [0], 1):
        yield _Part(table.label_zh if number == 1 else f"{table.label_zh} {number}", first, rows)
        first += rows


def _cut(count: int) -> Iterator[int]:
    """The rows of each sheet; beyond the format's limit they go on in a further one."""
    size = MAX_ROWS - HEADER_ROWS
    return (min(size, count - first) for first in range(0, count, size))


def _filled(pieces: Iterable[int], begins: pa.Array) -> Iterator[int]:
    """The rows of each sheet that whole pieces of so many rows fill, as many as its rows and its links allow."""
    rows = links = first = 0
    for more in pieces:
        own = begins.slice(first, more).true_count
        if rows and (rows + more > MAX_ROWS - HEADER_ROWS or links + own > MAX_LINKS):
            yield rows
            rows = links = 0
        rows, links, first = rows + more, links + own, first + more
    if rows:
        yield rows


def _beginnings(ids: pa.Array) -> pa.Array:
    """In which rows an id stands that the row before does not have."""
    if not len(ids):
        return pa.array([], pa.bool_())
    changed = pc.not_equal(ids.slice(1), ids.slice(0, len(ids) - 1))
    return pa.concat_arrays([pa.array([True]), pc.fill_null(changed, False)])


def _is_linked(table: Table) -> bool:
    """Whether the first column of a sheet is the standard, which leads somewhere."""
    return shown(table)[0].column.name == "standard_id"


def _header(table: Table) -> Deflated:
    return deflated(header_xml([one.label for one in shown(table)]))


def _rows(table: Table, rows: pa.Table, names: Names, marks: pa.Array | None) -> Deflated:
    """Rows as a packed piece of their sheet; `marks` says which look like links."""
    return deflated(rows_xml(sheet_table(table, rows, names), [one.width for one in shown(table)], marks), rows.num_rows)


class _Writer:
    """The open workbook, and what its sheets need of each other: names behind ids, and where a standard stands."""

    def __init__(self, book: Workbook, read: Read, kept: Path, settings: Settings) -> None:
        self.book, self.read, self.settings, self.names = book, read, settings, Names(read)
        self._kept = kept
        self._targets: dict[str, dict[str, str]] = {}

    def table(self, table: Table) -> None:
        """Write the sheets of a table."""
        begins = _beginnings(self._ids(table)) if _is_linked(table) else None
        widths = tuple(one.width for one in shown(table))
        with (self._kept / table.name).open("rb") if table.name in KEPT else nullcontext() as kept:
            pieces = parts(kept) if kept else iter(())
            for part in self._parts(table):
                marks = None if begins is None else begins.slice(part.first, part.rows)
                links = self._links(table, part, marks)
                rows = _first(pieces, part.rows) if kept else self._made(table, part, marks if links else None)
                sheet = Sheet(part.title, widths, part.rows + HEADER_ROWS, links, frozen_columns=0 if begins is None else 1)
                self.book.add(sheet, chain([_header(table)], rows))

    def _ids(self, table: Table) -> pa.Array:
        return self.read(table.name, ["standard_id"])["standard_id"].combine_chunks()

    def _parts(self, table: Table) -> Iterator[_Part]:
        if table.name not in KEPT:
            return _numbered(table, _cut(self.read(table.name, []).num_rows))
        with (self._kept / table.name).open("rb") as kept:
            return _numbered(table, list(_filled(rows_of_parts(kept), _beginnings(self._ids(table)))))

    def _made(self, table: Table, part: _Part, marks: pa.Array | None) -> Iterator[Deflated]:
        """The rows of a table that no bundle has a piece of, some at a time."""
        rows = self.read(table.name).slice(part.first, part.rows)
        for first in range(0, rows.num_rows, BATCH):
            yield _rows(table, rows.slice(first, BATCH), self.names, None if marks is None else marks.slice(first, BATCH))

    def _links(self, table: Table, part: _Part, marks: pa.Array | None) -> tuple[Link, ...]:
        if marks is None or marks.true_count > MAX_LINKS:
            return ()
        ids = self._ids(table).slice(part.first, part.rows).filter(marks).to_pylist()
        found = zip(pc.indices_nonzero(marks).to_pylist(), ids, strict=True)
        targets = ((row + HEADER_ROWS + 1, self._target(table, standard_id)) for row, standard_id in found)
        return tuple(Link(row, target, inside=self.settings.address is None) for row, target in targets if target)

    def _target(self, table: Table, standard_id: str) -> str | None:
        """The standard's page; without an address its row, and from there the first row of its tasks."""
        if self.settings.address is not None:
            return addresses.standard(self.settings, standard_id)
        return self._rows_of("tasks" if table.name == "standards" else "standards").get(standard_id)

    def _rows_of(self, name: str) -> dict[str, str]:
        """Where in the workbook each standard's first row of a table stands."""
        if name not in self._targets:
            places = self._targets[name] = {}
            ids = self._ids(TABLES[name])
            begins = _beginnings(ids)
            for part in self._parts(TABLES[name]):
                for row in pc.indices_nonzero(begins.slice(part.first, part.rows)).to_pylist():
                    places.setdefault(ids[part.first + row].as_py(), place(part.title, f"A{row + HEADER_ROWS + 1}"))
        return self._targets[name]

    def about(self) -> None:
        """What the dataset is, under what licence, and how to read the sheets."""
        statements = (about.TITLE, about.DESCRIPTION, about.licence_sentence(self.settings), *about.WARNINGS)
        source = f"來源：{about.OWNER} {about.SOURCE_TITLE} {about.SOURCE_URL}"
        texts = [*(one.zh for one in statements), *_HOW, source, *(one.en for one in statements)]
        sheet = Sheet(ABOUT_SHEET, (110,), len(texts), filtered=False)
        self.book.add(sheet, [deflated(rows_xml(pa.table({"0": texts}), sheet.widths))])

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
        self.book.add(sheet, [deflated(header_xml(labels)), deflated(rows_xml(pa.table(columns), sheet.widths))])


def _first(pieces: Iterator[Deflated], rows: int) -> Iterator[Deflated]:
    """The pieces that hold so many rows."""
    while rows:
        piece = next(pieces)
        rows -= piece.rows
        yield piece


def _of_columns(columns: Mapping[str, pa.RecordBatch]) -> Pieces:
    """The rows of a bundle of standards in each sheet that a bundle tells whole."""
    names = Names(lambda name: pa.Table.from_batches([columns[name]]))
    pieces = {}
    for name in KEPT:
        rows = pa.Table.from_batches([columns[name]])
        if rows.num_rows:
            marks = _beginnings(columns[name]["standard_id"]) if _is_linked(TABLES[name]) else None
            pieces[_PARTS + name] = _rows(TABLES[name], rows, names, marks).stored()
    return pieces


def write(content: Written, into: ReleaseFolder, settings: Settings) -> None:
    """Write `standards.xlsx` of the sheets' pieces that are kept, and of the tables for the others."""
    newest = content.newest_update() or _NO_DATE
    with Workbook(into.path / FILE_NAME, about.TITLE.zh, newest) as book:
        writer = _Writer(book, content.table, into.path / _PARTS, settings)
        for name in FIRST:
            writer.table(TABLES[name])
        writer.about()
        for name, table in TABLES.items():
            if name not in FIRST:
                writer.table(table)
        writer.dictionary()
    let_go()


EXPORTER = Exporter(
    "xlsx",
    files={FILE_NAME: Form(
        "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        about.Bilingual("workbook, a sheet per table", "活頁簿，一表一頁"),
    )},
    write=write,
    joined=Joined(lambda _: dict.fromkeys((_PARTS + name for name in KEPT), Ends()), of_columns=_of_columns),
    purpose=about.Bilingual(
        "people: a sheet per table, Chinese labels and values, names beside ids, filters, data dictionary",
        "人工閱讀：一表一頁、中文欄名與內容、代碼旁附名稱、篩選、資料字典",
    ),
)
