"""The package around the sheets of a workbook: parts, styles and relations, as ECMA-376 has them.

Written by hand for one reason: a library makes every cell by a call, and the rows here come as whole pieces.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from pipeline.releases.exporters import about
from pipeline.releases.exporters.deflated import Deflated, add_member, deflated

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PACKAGE = "application/vnd.openxmlformats-package"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_FONT = '<name val="Microsoft JhengHei"/><family val="2"/><charset val="136"/>'
_STYLES = f"""{_HEAD}<styleSheet xmlns="{_MAIN}">\
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
<fonts count="3"><font><sz val="11"/>{_FONT}</font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/>{_FONT}</font>\
<font><u/><sz val="11"/><color rgb="FF0B5CAD"/>{_FONT}</font></fonts>\
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
<fill><patternFill patternType="solid"><fgColor rgb="FF2F4B66"/><bgColor indexed="64"/></patternFill></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">\
<alignment vertical="center" wrapText="1"/></xf>\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">\
<alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1">\
<alignment vertical="top" wrapText="1"/></xf>\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">\
<alignment horizontal="center" vertical="top"/></xf>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">\
<alignment horizontal="center" vertical="top"/></xf>\
<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">\
<alignment vertical="top" wrapText="1"/></xf>\
</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""
"""Fonts, fills and the cell formats in the order of `sheet_rows.Style`."""


@dataclass(frozen=True, slots=True)
class Link:
    """Where a cell of the first column leads: `target` is an address, or a place in the workbook if `inside`."""

    row: int
    target: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet is besides its rows. `widths` in characters, one a column; `rows` counts the header too.

    Without a header (`filtered` false) a sheet is running text.
    """

    title: str
    widths: tuple[int, ...]
    rows: int
    links: tuple[Link, ...] = ()
    filtered: bool = True
    frozen_columns: int = 0


def letters(number: int) -> str:
    """The name of a column by its number from 0: A, B … Z, AA."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def place(title: str, cell: str) -> str:
    """A cell of a sheet as formulas and links name it."""
    quoted = title.replace("'", "''")
    return f"'{quoted}'!{cell}"


class Workbook:
    """A workbook being written, sheet after sheet; the last part is written on leaving the context."""

    def __init__(self, path: Path, title: str, created: dt.date) -> None:
        self._packed = ZipFile(path, "w")
        self._sheets: list[Sheet] = []
        self._title, self._created = title, created

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if error is None:
                for name, text in self._parts():
                    add_member(self._packed, name, [deflated(text.encode())])
        finally:
            self._packed.close()

    def add(self, sheet: Sheet, rows: Iterable[Deflated]) -> None:
        """Write a sheet; `rows` are packed pieces of `<row>` elements, the header's first."""
        self._sheets.append(sheet)
        number = len(self._sheets)
        opening, closing = _around(sheet, first=number == 1)
        add_member(self._packed, f"xl/worksheets/sheet{number}.xml", _joined(opening, rows, closing))
        if outside := [link for link in sheet.links if not link.inside]:
            relations = ((f"{_OFFICE}/relationships/hyperlink", link.target, ' TargetMode="External"') for link in outside)
            add_member(self._packed, f"xl/worksheets/_rels/sheet{number}.xml.rels", [deflated(_relations(relations).encode())])

    def _parts(self) -> Iterator[tuple[str, str]]:
        count = len(self._sheets)
        sheets = [(f"{_OFFICE}/relationships/worksheet", f"worksheets/sheet{number}.xml", "") for number in range(1, count + 1)]
        yield "xl/workbook.xml", _workbook(self._sheets)
        yield "xl/_rels/workbook.xml.rels", _relations([*sheets, (f"{_OFFICE}/relationships/styles", "styles.xml", "")])
        yield "xl/styles.xml", _STYLES
        yield "docProps/core.xml", _core(self._title, self._created)
        # A workbook that claims to be Excel's is believed its row heights by LibreOffice; rows here have none.
        yield "docProps/app.xml", (
            f'{_HEAD}<Properties xmlns="{_OFFICE}/extended-properties"><Application>{about.NAME}</Application></Properties>'
        )
        yield "_rels/.rels", _relations([
            (f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml", ""),
            ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", ""),
            (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml", ""),
        ])
        yield "[Content_Types].xml", _content_types(count)


def _joined(opening: str, rows: Iterable[Deflated], closing: str) -> Iterator[Deflated]:
    yield deflated(opening.encode())
    yield from rows
    yield deflated(closing.encode())


def _around(sheet: Sheet, first: bool) -> tuple[str, str]:
    """What stands before and after the rows; the order of the elements is the schema's."""
    corner = f"{letters(len(sheet.widths) - 1)}{max(sheet.rows, 1)}"
    selected = ' tabSelected="1"' if first else ""
    opening = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
        f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{corner}"/>'
        f'<sheetViews><sheetView{selected} workbookViewId="0">{_pane(sheet)}</sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="16.5"/><cols>{_widths(sheet.widths)}</cols><sheetData>'
    )
    closing = "</sheetData>" + (f'<autoFilter ref="A1:{corner}"/>' if sheet.filtered else "") + _hyperlinks(sheet.links)
    page = '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    # Codes are texts on purpose: no warning beside each.
    codes = f'<ignoredErrors><ignoredError sqref="A1:{corner}" numberStoredAsText="1"/></ignoredErrors>'
    return opening, f'{closing}{page}<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>{codes}</worksheet>'


def _pane(sheet: Sheet) -> str:
    if not sheet.filtered:
        return ""
    split = f' xSplit="{sheet.frozen_columns}"' if sheet.frozen_columns else ""
    corner, active = f"{letters(sheet.frozen_columns)}2", "bottomRight" if sheet.frozen_columns else "bottomLeft"
    return f'<pane{split} ySplit="1" topLeftCell="{corner}" activePane="{active}" state="frozen"/><selection pane="{active}"/>'


def _widths(widths: tuple[int, ...]) -> str:
    return "".join(f'<col min="{one}" max="{one}" width="{width}" customWidth="1"/>' for one, width in enumerate(widths, 1))


def _hyperlinks(links: tuple[Link, ...]) -> str:
    """The links of the first column; addresses are numbered as their relations are."""
    if not links:
        return ""
    marks, outside = [], 0
    for link in links:
        if link.inside:
            marks.append(f'<hyperlink ref="A{link.row}" location={quoteattr(link.target)}/>')
        else:
            outside += 1
            marks.append(f'<hyperlink ref="A{link.row}" r:id="rId{outside}"/>')
    return f'<hyperlinks>{"".join(marks)}</hyperlinks>'


def _workbook(sheets: list[Sheet]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(sheet.title)} sheetId="{number}" r:id="rId{number}"/>' for number, sheet in enumerate(sheets, 1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><workbookPr defaultThemeVersion="124226"/>'
        f'<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000" tabRatio="800"/></bookViews>'
        f'<sheets>{listed}</sheets><definedNames>{"".join(_names(sheets))}</definedNames><calcPr calcId="124519"/></workbook>'
    )


def _names(sheets: list[Sheet]) -> Iterator[str]:
    """What Excel itself defines for a filter, and for a header that is printed on every page."""
    filtered = [(number, sheet) for number, sheet in enumerate(sheets) if sheet.filtered]
    for number, sheet in filtered:
        area = escape(place(sheet.title, f"$A$1:${letters(len(sheet.widths) - 1)}${max(sheet.rows, 1)}"))
        yield f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">{area}</definedName>'
    for number, sheet in filtered:
        header = escape(place(sheet.title, "$1:$1"))
        yield f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{header}</definedName>'


def _relations(listed: Iterable[tuple[str, str, str]]) -> str:
    marks = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
        for number, (kind, target, mode) in enumerate(listed, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{marks}</Relationships>'


def _core(title: str, created: dt.date) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}</dc:title>'
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{created.isoformat()}T00:00:00Z</dcterms:created></cp:coreProperties>'
    )


def _content_types(sheets: int) -> str:
    kinds = {f"/xl/worksheets/sheet{number}.xml": f"{_SPREADSHEET}.worksheet+xml" for number in range(1, sheets + 1)}
    kinds |= {
        "/xl/workbook.xml": f"{_SPREADSHEET}.sheet.main+xml", "/xl/styles.xml": f"{_SPREADSHEET}.styles+xml",
        "/docProps/core.xml": f"{_PACKAGE}.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    parts = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_PACKAGE}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )
