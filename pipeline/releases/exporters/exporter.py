"""What an exporter declares of itself: everything that settings, descriptions and documentation say of a form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.standard_rows import StandardRows
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema.rows import Values

PARTS = ".parts/"
"""Where what is kept for the forms that are written last lies in the meantime; nothing hidden is part of a release."""
Pieces = Mapping[str, bytes]
"""Path of a file, and what belongs into it."""
Write = Callable[[Written, ReleaseFolder, Settings], None]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the data, as catalogues list it; `media_type` as registered, `label` for people."""

    name: str
    media_type: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Ends:
    """What stands in a joined file besides its pieces."""

    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""


def _no_ends(_: Settings) -> Mapping[str, Ends]:
    return {}


@dataclass(frozen=True, slots=True)
class Joined:
    """Files that join pieces, each of which follows from one standard, or from one table that is made as a whole.

    `ends` are those of the files that several pieces go into; a file that it does not name is one piece. `of_table` is
    asked for the rows of each table that standards have and of each whole table, and gets the pieces that forms before
    it have made of them; `of_whole` is asked for those of each whole table alone, under the settings, piece by piece.
    `of_columns` is asked for a whole bundle of standards, by table. A file that begins with `PARTS` is no file of the
    release: it is there for `write`, and goes when all forms are written.
    """

    ends: Callable[[Settings], Mapping[str, Ends]] = _no_ends
    of_standard: Callable[[StandardRows, Settings], Pieces] | None = None
    of_table: Callable[[str, Sequence[Values], Pieces], Pieces] | None = None
    of_whole: Callable[[str, Sequence[Values], Settings], Iterable[Pieces]] | None = None
    of_columns: Callable[[Mapping[str, pa.RecordBatch]], Pieces] | None = None


@dataclass(frozen=True, slots=True)
class Exporter:
    """One form of publication.

    `name` is what settings call it. Its files are `joined` by standard, or `write` makes them once those are there,
    of what has been joined for it or of the tables.
    `files` maps the path of each to its form if it is listed as data, None if not; `{table}` in a path stands for
    every table, `{standard}` for every standard. `purpose` says what the files are for. `always` is what identity,
    gate and readers of a release rely on.
    """

    name: str
    files: Mapping[str, Form | None]
    purpose: Bilingual
    write: Write | None = None
    joined: Joined = field(default_factory=Joined)
    always: bool = False
    on_request: bool = False
