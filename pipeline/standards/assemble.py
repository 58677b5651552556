"""From the readings of all files to the tables of a release.

Only the whole input shows which files hold the same standard, which code stands on two standards and
which version is the newest; here every record gets its `standard_id` and every file its status.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import regex

from pipeline.documents.findings import Finding
from pipeline.documents.text.normalise import match_key
from pipeline.schema.conclusions import Issue
from pipeline.schema.records import DocumentRow, Standard
from pipeline.schema.tables import Tables
from pipeline.standards.bounds import is_too_large
from pipeline.standards.compare_forms import differences
from pipeline.standards.issues import finding, issue_row
from pipeline.standards.joining import joined
from pipeline.standards.publication import Publication, PublishedStandard, rows_of
from pipeline.standards.reading import Reading
from pipeline.standards.section import Section

RICHNESS = ("docx", "odt", "doc", "rtf", "pdf", "xlsx", "ods", "text")
"""Formats from the one that shows most (real merges and paragraphs) to the one that shows least."""

_ID = regex.compile(r"[0-9A-Z/_-]+(?:v[0-9]+)?")


GOES_ON = "Holds the second part of the standard in"
"""How the reason of a document begins whose text is published with that of another one (I-120)."""
Compare = Callable[[Reading, Reading], Iterable[Finding]]
"""Where two readings of one standard disagree, as findings about the second."""
_IN_TABLES = ("published", "superseded")
_NOBODY: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True, eq=False)
class _File:
    """A file's reading, or that of one of its standards, with what the whole input says about it."""

    reading: Reading
    standard_id: str | None = None
    status: str = "published"
    reason: str | None = None
    findings: list[Finding] = field(default_factory=list)


def assemble(readings: Iterable[Reading], admitted: Mapping[str, str] = _NOBODY) -> Tables:
    """Every table of the release at once, unsorted; see `publication`."""
    return publication(readings, admitted).tables()


def publication(
    readings: Iterable[Reading], admitted: Mapping[str, str] = _NOBODY, compare: Compare = differences
) -> Publication:
    """What is published of the readings; the same readings in any order give the same rows.

    What a reading is held for stays out, unless its content is `admitted`: SHA-256 to the reason that a person gave.
    `compare` tells where the published file of a standard and another one disagree. Records are opened only for that.
    """
    files = _files(readings, admitted)
    groups = _groups([file for file in files if file.status == "published" and file.reading.goes_on is None])
    published = [_publish(group, compare) for group in groups.values()]
    current = set(map(id, _mark_superseded(published)))
    _tell_who_stays(files, published)
    _tell_what_goes_on(files)
    return Publication(
        [_document(parts) for parts in _by_document(files)],
        [issue for parts in _by_document(files) for issue in _issues(parts)],
        [
            _standard(file, is_current=id(file) in current, is_doubtful=_is_doubtful(file, groups, admitted))
            for file in published
        ],
    )


def _files(readings: Iterable[Reading], admitted: Mapping[str, str]) -> list[_File]:
    """One file per content and standard in it; the same bytes under another name are noted."""
    by_content: dict[tuple[str, int], _File] = {}
    for reading in joined(sorted(readings, key=lambda reading: (reading.path, reading.part))):
        first = by_content.get((reading.sha256, reading.part))
        if first is None:
            by_content[reading.sha256, reading.part] = _File(reading, reason=reading.remark)
        elif reading.part == 0:
            first.findings.append(finding("identical_file", Section.DOCUMENT, locator=reading.path))
    for parts in _by_document(by_content.values()):
        _judge(parts, admitted)
    return list(by_content.values())


def _by_document(files: Iterable[_File]) -> Iterable[list[_File]]:
    """The standards that stand in one document together (I-120); nearly always it is one."""
    parts: dict[str, list[_File]] = {}
    for file in files:
        parts.setdefault(file.reading.sha256, []).append(file)
    return parts.values()


def _judge(parts: Sequence[_File], admitted: Mapping[str, str]) -> None:
    """Whether a document's standards may be published: where one is not whole, the cut between them may be the cause."""
    holding = " ".join(dict.fromkeys(file.reading.held for file in parts if file.reading.held))
    for file in parts:
        reading = file.reading
        if reading.rejected:
            file.status, file.reason = "rejected", reading.rejected
        elif holding and reading.sha256 in admitted and not is_too_large(reading.findings):
            file.reason = f"Let in by hand: {admitted[reading.sha256]}"
        elif holding:
            file.status, file.reason, file.standard_id = "held", holding, _code(file)


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


def _publish(group: Sequence[_File], compare: Compare) -> _File:
    """Choose the richest form; the others become duplicates and tell where they disagree."""
    best, *others = sorted(group, key=_preference)
    for other in others:
        other.status = "duplicate"
        later = other.reading.format == best.reading.format and other.reading.arrived < best.reading.arrived
        better = "arrived later" if later else "shows more"
        same = f"The same standard as {best.reading.path} ({best.reading.format.upper()}), which {better}."
        other.reason = f"{other.reason} {same}" if other.reason else same
        other.findings += compare(best.reading, other.reading)
    return best


def _preference(file: _File) -> tuple[bool, int, int, float, str]:
    reading = file.reading
    return reading.standard.historical, RICHNESS.index(reading.format), -reading.arrived, -(reading.coverage or 0.0), reading.path


def _mark_superseded(published: Sequence[_File]) -> list[_File]:
    """Where several versions of a base code are present, all but the newest are marked; all stay in the tables.

    Returns the current ones: the newest of each base code that is not historical.
    """
    newest: dict[str, Standard] = {}
    for file in published:
        standard = file.reading.standard
        held = newest.get(standard.base_code or "")
        if standard.base_code and (held is None or (standard.version or 0) > (held.version or 0)):
            newest[standard.base_code] = standard
    for file in published:
        standard = file.reading.standard
        held = newest.get(standard.base_code or "")
        if held is not None and (held.version or 0) > (standard.version or 0):
            file.status = "superseded"
            file.reason = f"A newer version, {held.standard_code}, is published as well."
    return _current(published)


def _current(published: Sequence[_File]) -> list[_File]:
    newest: dict[str, _File] = {}
    for file in published:
        standard = file.reading.standard
        if not standard.historical:
            base = standard.base_code or file.standard_id or ""
            known = newest.get(base)
            if known is None or (standard.version or 0) > (known.reading.standard.version or 0):
                newest[base] = file
    return list(newest.values())


def _tell_who_stays(files: Sequence[_File], published: Sequence[_File]) -> None:
    """A held file says which published one it would have replaced or followed, and that this one stays."""
    by_base = {file.reading.standard.base_code: file for file in published}
    for file in files:
        if file.status == "held":
            standard = file.reading.standard
            stays = by_base.get(standard.base_code) if standard.base_code else None
            if stays is not None:
                file.reason = f"{file.reason} {stays.standard_id} stays published from {stays.reading.path}."


def _tell_what_goes_on(files: Sequence[_File]) -> None:
    """The second part of a standard fares as its first part does."""
    firsts = {file.reading.path: file for file in files}
    for file in files:
        first = firsts.get(file.reading.goes_on or "")
        if first is not None:
            file.status, file.standard_id = first.status, first.standard_id
            file.reason = f"{GOES_ON} {first.reading.path}."


def _is_doubtful(file: _File, groups: Mapping[str, Sequence[_File]], admitted: Mapping[str, str]) -> bool:
    """Whether a finding in any file of the standard says that we may have read it wrongly, or a person let it in."""
    group = groups.get(file.standard_id or "", ())
    findings = [*file.reading.findings, *(found for one in group for found in one.findings)]
    return file.reading.sha256 in admitted or any(found.is_doubt for found in findings)


def _standard(file: _File, *, is_current: bool, is_doubtful: bool) -> PublishedStandard:
    """A published file under its id, with what only the whole input shows."""
    own = dataclasses.replace(
        file.reading.standard, standard_id=file.standard_id or "", is_current=is_current,
        reading="doubtful" if is_doubtful else "clean",
    )
    return PublishedStandard(own, partial(rows_of, file.reading, own), file.reading.body.identity)


def _document(parts: Sequence[_File]) -> DocumentRow:
    """The row of a document; where several standards stand in it, that of the first published one, which names them all."""
    file = next((file for file in parts if file.status in _IN_TABLES), parts[0])
    reading, reason = file.reading, file.reason
    if len(parts) > 1:
        told = ", ".join(f"{one.standard_id} ({one.status})" for one in parts)
        reason = " ".join([f"Holds {len(parts)} standards: {told}.", *dict.fromkeys(one.reason for one in parts if one.reason)])
    return DocumentRow(
        sha256=reading.sha256, path=reading.path, format=reading.format, bytes=reading.bytes, pages=reading.pages,
        standard_id=file.standard_id, status=file.status, reason=reason, coverage=_coverage(parts),
    )


def _coverage(parts: Sequence[_File]) -> float | None:
    """The lowest share of characters in cells among the standards of a document."""
    known = [file.reading.coverage for file in parts if file.reading.coverage is not None]
    return min(known, default=None)


def _issues(parts: Sequence[_File]) -> list[Issue]:
    """The findings of a document as rows; the same finding again counts on, so that ids stay stable."""
    seen: Counter[object] = Counter()
    rows = []
    for file in parts:
        for found in (*file.reading.findings, *file.findings):
            seen[found.identity] += 1
            rows.append(issue_row(found, file.reading.sha256, file.standard_id, seen[found.identity]))
    return rows
