"""From the readings of all files to the tables of a release.

Only the whole input shows which files hold the same standard, which code stands on two standards and
which version is the newest; here every record gets its `standard_id` and every file its status.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex

from pipeline.documents.findings import Finding
from pipeline.documents.text.normalise import match_key
from pipeline.schema.records import DocumentRow, Issue, Standard
from pipeline.schema.tables import TABLES_OF_A_STANDARD, Tables
from pipeline.standards.compare_forms import differences
from pipeline.standards.issues import finding, issue_row
from pipeline.standards.reading import Reading
from pipeline.standards.section import Section

RICHNESS = ("docx", "odt", "pdf", "text")
"""Formats from the one that shows most (real merges and paragraphs) to the one that shows least."""

_ID = regex.compile(r"[0-9A-Z/_-]+(?:v[0-9]+)?")


@dataclass(slots=True)
class _File:
    """A reading with what the whole input says about it."""

    reading: Reading
    standard_id: str | None = None
    status: str = "published"
    reason: str | None = None
    findings: list[Finding] = field(default_factory=list)


def assemble(readings: Iterable[Reading]) -> Tables:
    """Every table of the release, unsorted; the same readings in any order give the same rows."""
    files = _files(readings)
    groups = _groups([file for file in files if not file.reading.rejected])
    published = [_publish(group) for group in groups.values()]
    _mark_superseded(published)
    tables = Tables(
        documents=[_document(file) for file in files], issues=[issue for file in files for issue in _issues(file)]
    )
    for file in published:
        _add_records(tables, file)
    return tables


def _files(readings: Iterable[Reading]) -> list[_File]:
    """One file per content; the same bytes under another name are noted."""
    by_hash: dict[str, _File] = {}
    for reading in sorted(readings, key=lambda reading: reading.path):
        first = by_hash.get(reading.sha256)
        if first is None:
            by_hash[reading.sha256] = _File(reading, reason=reading.remark)
        else:
            first.findings.append(finding("identical_file", Section.DOCUMENT, locator=reading.path))
    for file in by_hash.values():
        if file.reading.rejected:
            file.status, file.reason = "rejected", file.reading.rejected
    return list(by_hash.values())


def _groups(files: Sequence[_File]) -> dict[str, list[_File]]:
    """Files by `standard_id`; a code that two names share is told apart by a suffix (I-02, I-08)."""
    names: dict[str, set[str]] = defaultdict(set)
    for file in files:
        names[_code(file) or ""].add(match_key(file.reading.name or ""))
    groups: dict[str, list[_File]] = defaultdict(list)
    for file in files:
        code = _code(file)
        if code is None or len(names[code]) > 1:
            file.standard_id = f"{code or 'NC'}~{_name_hash(file.reading)}"
            if code is not None:
                file.findings.append(finding("same_code_other_name", Section.PROFILE, locator=code, raw=file.reading.name))
        else:
            file.standard_id = code
        groups[file.standard_id].append(file)
    return dict(sorted(groups.items()))


def _code(file: _File) -> str | None:
    """The printed code if it can serve as a key."""
    code = file.reading.code
    return code if code and _ID.fullmatch(code) else None


def _name_hash(reading: Reading) -> str:
    """Eight hex digits of the folded name; of the file itself where there is no name either."""
    name = match_key(reading.name or "")
    return hashlib.sha256(name.encode()).hexdigest()[:8] if name else reading.sha256[:8]


def _publish(group: Sequence[_File]) -> _File:
    """Choose the richest form; the others become duplicates and tell where they disagree."""
    best, *others = sorted(group, key=_preference)
    for other in others:
        other.status = "duplicate"
        later = other.reading.format == best.reading.format and other.reading.arrived < best.reading.arrived
        better = "arrived later" if later else "shows more"
        same = f"The same standard as {best.reading.path} ({best.reading.format.upper()}), which {better}."
        other.reason = f"{other.reason} {same}" if other.reason else same
        other.findings += differences(best.reading, other.reading)
    return best


def _preference(file: _File) -> tuple[bool, int, int, float, str]:
    reading = file.reading
    (standard,) = reading.tables.standards
    return standard.historical, RICHNESS.index(reading.format), -reading.arrived, -(reading.coverage or 0.0), reading.path


def _mark_superseded(published: Sequence[_File]) -> None:
    """Where several versions of a base code are present, all but the newest are marked; all stay in the tables."""
    newest: dict[str, Standard] = {}
    for file in published:
        (standard,) = file.reading.tables.standards
        held = newest.get(standard.base_code or "")
        if standard.base_code and (held is None or (standard.version or 0) > (held.version or 0)):
            newest[standard.base_code] = standard
    for file in published:
        (standard,) = file.reading.tables.standards
        held = newest.get(standard.base_code or "")
        if held is not None and (held.version or 0) > (standard.version or 0):
            file.status = "superseded"
            file.reason = f"A newer version, {held.standard_code}, is published as well."


def _add_records(tables: Tables, file: _File) -> None:
    """The records of a published file under its id; the flat view learns the standard's name."""
    reading = file.reading
    for table in TABLES_OF_A_STANDARD:
        known = {"standard_name": reading.name} if table == "requirements" else {}
        rows = reading.tables.of(table)
        tables.of(table).extend([dataclasses.replace(row, standard_id=file.standard_id, **known) for row in rows])


def _document(file: _File) -> DocumentRow:
    reading = file.reading
    return DocumentRow(
        sha256=reading.sha256, path=reading.path, format=reading.format, bytes=reading.bytes, pages=reading.pages,
        standard_id=file.standard_id, status=file.status, reason=file.reason, coverage=reading.coverage,
    )


def _issues(file: _File) -> list[Issue]:
    """The findings of a file as rows; the same finding again counts on, so that ids stay stable."""
    seen: Counter[object] = Counter()
    rows = []
    for found in (*file.reading.findings, *file.findings):
        seen[found.identity] += 1
        rows.append(issue_row(found, file.reading.sha256, file.standard_id, seen[found.identity]))
    return rows
