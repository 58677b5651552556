"""Read the version-history table (field guide A.1, I-03 … I-06)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import regex

from pipeline.documents.findings import IssueLog
from pipeline.documents.flow import Row
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Cell
from pipeline.documents.text.normalise import clean, fold
from pipeline.standards.section import Section
from pipeline.standards.sections.headings import VERSION_LABELS, key

_CODE = regex.compile(r"(?P<base>[A-Z0-9/_-]+?)(?:V(?P<version>[0-9]+))?")
_DATE = regex.compile(
    r"(?:西元|公元)?(?:(?:中華)?民國)?(?P<year>[0-9]{3,4})(?:[/.\-年](?P<month>[0-9]{1,2})[/.\-月](?P<day>[0-9]{1,2})日?"
    r"|(?P<month>(?:0[1-9]|1[0-2]))(?P<day>[0-3][0-9]))"
)
_REGULAR = regex.compile(r"[A-Z]{3}[0-9]{4}-[0-9]{3}v[0-9]+")
_HYPHENS = regex.compile(r"[\u00ad\u2010-\u2015\u2043\u2212\u2500\u30fc\ufe58]")
_ROC_EPOCH = 1911
_LONGEST_VERSION = 3


@dataclass(frozen=True, slots=True)
class VersionDraft:
    """A row of the version table as printed, with what follows from it."""

    code: str | None
    version: int | None
    name: str | None
    status: str | None
    note: str | None
    updated_on: dt.date | None


def clean_code(text: str) -> str | None:
    """A printed 職能基準代碼 without spaces, letters upper-case but for the `v` of the version; None if blank.

    Whatever looks like its hyphen is one (I-119): two spellings must not become two standards.
    """
    match = _CODE.fullmatch(_HYPHENS.sub("-", key(text)).upper())
    if match is None:
        return fold(text) or None
    return match["base"] + (f"v{match['version']}" if match["version"] else "")


def is_regular_code(code: str) -> bool:
    """True for the regular shape `AAA9999-999vN` (B.1)."""
    return _REGULAR.fullmatch(code) is not None


def split_code(code: str | None) -> tuple[str | None, int | None]:
    """Base code and version number of a cleaned code; the version is None where no `vN` is printed."""
    if code is None:
        return None, None
    base, mark, version = code.rpartition("v")
    if not mark or not version.isdigit():
        return code, None
    return base, int(version) or None if len(version) <= _LONGEST_VERSION else None


def read_date(text: str) -> dt.date | None:
    """A date such as `2025/06/15`, `2019/1/17`, `20250615` or `民國114年6月15日`; a three-digit year is ROC (I-06)."""
    match = _DATE.fullmatch(key(text))
    if match is None:
        return None
    year = int(match["year"])
    try:
        return dt.date(year + _ROC_EPOCH if year < 1000 else year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def read_versions(rows: list[Row], ledger: Ledger, log: IssueLog) -> list[VersionDraft]:
    """The rows of the table, newest first as printed; a row cut by a page break is joined to the one above."""
    columns: dict[int, str] = {}
    texts: list[dict[str, str]] = []
    for row in rows:
        head = {cell.column: VERSION_LABELS[key(cell.text)] for cell in row.new_cells if key(cell.text) in VERSION_LABELS}
        if len(head) >= 3:
            columns = head
            ledger.furniture(line for cell in row.new_cells for line in cell.lines)
        else:
            _read_row(row, columns, texts, ledger)
    return [_draft(values, log) for values in texts]


def _read_row(row: Row, columns: dict[int, str], texts: list[dict[str, str]], ledger: Ledger) -> None:
    values: dict[str, str] = {}
    for cell in (*row.new_cells, *_merged_from_above(row)):
        name = _column(cell, columns)
        if name and fold(cell.text):
            values[name] = f"{values[name]}\n{cell.text}" if name in values else cell.text
            ledger.published(cell.lines, [cell.text], Section.VERSIONS, name)
    if row.first and texts and "version" not in values and _goes_on(texts[-1].get("code", ""), values.get("code", "")):
        for name, text in values.items():
            texts[-1][name] = f"{texts[-1].get(name, '')}\n{text}".strip()
    elif values:
        texts.append(values)


def _merged_from_above(row: Row) -> list[Cell]:
    """Cells that a real merge hands on to a row that has some of its own; a tall head is none (I-05, I-34)."""
    if not row.grid.spans_known or not row.filled_cells:
        return []
    return [cell for cell in row.cells if cell.row < row.index and key(cell.text) not in VERSION_LABELS]


def _goes_on(above: str, below: str) -> bool:
    """Whether a code below a page break is none of its own: blank, or the rest of the one above (`ABC1234-` / `001v1`)."""
    whole = clean_code(f"{above}\n{below}")
    return not fold(below) or (whole is not None and is_regular_code(whole) and not is_regular_code(clean_code(above) or ""))


def _column(cell: Cell, columns: dict[int, str]) -> str | None:
    reached = [column for column in columns if column <= cell.column]
    return columns[max(reached)] if reached else None


def _draft(values: dict[str, str], log: IssueLog) -> VersionDraft:
    code = clean_code(values["code"]) if "code" in values else None
    version = split_code(code)[1]
    printed = clean(values.get("version", ""))
    if version is None:
        version = _printed_version(printed)
    if code is None:
        log.add("version_code_missing", Section.VERSIONS, locator=printed or None, raw=clean(values.get("name", "")))
    elif key(printed) != f"v{version}":
        log.add("version_cell_wrong", Section.VERSIONS, locator=code, raw=printed or None)
    date = read_date(values["date"]) if "date" in values else None
    if "date" in values and date is None:
        log.add("date_unreadable", Section.VERSIONS, locator=code, raw=clean(values["date"]))
    return VersionDraft(
        code, version, _cleaned(values, "name"), _cleaned(values, "status"), _cleaned(values, "note"), date
    )


def _printed_version(printed: str) -> int | None:
    match = regex.fullmatch(r"v([0-9]{1,2})", key(printed))
    return int(match[1]) or None if match else None


def _cleaned(values: dict[str, str], name: str) -> str | None:
    return clean(values[name]) or None if name in values else None
