"""`raw/manifest.csv`: the identity of every document in the archive, in the order of arrival."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path, PurePosixPath

from pipeline.base.dialect import KEPT
from pipeline.base.durable import write_whole
from pipeline.base.errors import PipelineError

MANIFEST = "manifest.csv"
PREVIOUS = ".manifest.previous.csv"
"""The manifest before the last change of it."""

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a document comes from: `source` is an address or who gave it, `licence` is what the publisher states.

    Dates are ISO dates. All four are empty where nobody said.
    """

    source: str = ""
    retrieved_on: str = ""
    published_on: str = ""
    licence: str = ""

    def or_from(self, source: str) -> Provenance:
        """The same, with this source where none is named."""
        return replace(self, source=self.source or source)


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One content. `original_name` is the name under which it came, with its folders in the inbox.

    The last four fields are its `Provenance`.
    """

    sha256: str
    bytes: int
    format: str
    path: str
    original_name: str
    source: str = ""
    retrieved_on: str = ""
    published_on: str = ""
    licence: str = ""


COLUMNS = tuple(field.name for field in fields(ManifestEntry))


def read_manifest(raw: Path) -> list[ManifestEntry]:
    """The entries of a raw folder; none where there is no manifest.

    Raises `PipelineError` that names the line of a damaged one and how to mend it.
    """
    path = raw / MANIFEST
    if not path.exists():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PipelineError(f"{path} is not UTF-8 text. {_remedy(raw)}") from error
    return _entries(text, raw)


def _entries(text: str, raw: Path) -> list[ManifestEntry]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    entries: list[ManifestEntry] = []
    seen: dict[str, int] = {}
    try:
        if tuple(next(rows, ())) != COLUMNS:
            raise ValueError(f"is not the header {','.join(COLUMNS)}")
        for row in rows:
            entry = _entry(row)
            for value in (entry.sha256, entry.path):
                if value in seen:
                    raise ValueError(f"repeats {value} of line {seen[value]}")
                seen[value] = rows.line_num
            entries.append(entry)
    except (csv.Error, ValueError) as error:
        raise PipelineError(f"{raw / MANIFEST} line {max(rows.line_num, 1)} {error}. {_remedy(raw)}") from error
    return entries


def _entry(row: Sequence[str]) -> ManifestEntry:
    """A row as an entry; raises ValueError with the end of a sentence that begins with the line."""
    if len(row) != len(COLUMNS):
        raise ValueError(f"has {len(row)} fields instead of {len(COLUMNS)}")
    values = dict(zip(COLUMNS, row, strict=True))
    if not _HASH.fullmatch(values["sha256"]):
        raise ValueError(f"has no SHA-256 but {values['sha256'][:70]!r}")
    if not (values["bytes"].isascii() and values["bytes"].isdigit()):
        raise ValueError(f"has no number of bytes but {values['bytes'][:20]!r}")
    path = PurePosixPath(values["path"])
    if not path.parts or path.is_absolute() or ".." in path.parts:
        raise ValueError(f"has a path outside the folder, {values['path'][:80]!r}")
    for name in ("retrieved_on", "published_on"):
        check_date(values[name])
    return ManifestEntry(**{**values, "bytes": int(values["bytes"])})  # type: ignore[arg-type]


def check_date(value: str) -> str:
    """An ISO date or nothing, as it is; raises ValueError with the end of a sentence."""
    try:
        return value and dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError(f"has a date that is not YYYY-MM-DD, {value[:20]!r}") from None


def _remedy(raw: Path) -> str:
    kept = f"copy {raw / PREVIOUS}, its state before the last change, over it, or " if (raw / PREVIOUS).exists() else ""
    return (
        f"No document is lost: {kept}mend the line, or move the file away and run `ingest`, "
        "which writes it anew without sources and dates."
    )


def write_manifest(raw: Path, entries: Iterable[ManifestEntry]) -> None:
    """Replace the manifest in one step; its last state stays beside it, hidden."""
    path = raw / MANIFEST
    content = KEPT.content(COLUMNS, map(astuple, entries))
    if path.exists():
        if path.read_bytes() == content:
            return
        write_whole(path.read_bytes(), raw / PREVIOUS)
    write_whole(content, path)
