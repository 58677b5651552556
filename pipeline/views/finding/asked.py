"""The text that `find` looks for: an argument, a file, or what comes through a pipe."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.base.errors import PipelineError, UnreadableDocument
from pipeline.releases.finding.ranking import LONGEST

STDIN = "-"
_MOST_BYTES = 8 * LONGEST
"""More than the longest text has in any encoding; so a file that was meant for something else is not read whole."""


def asked(text: str | None, file: Path | None) -> str:
    """The text itself, or that of a file or of stdin. Raises `PipelineError` where there is none, or no text."""
    if text is not None and file is not None:
        raise PipelineError("find takes a text or a file, not both.")
    if text is not None:
        return text
    if file is None or str(file) == STDIN:
        if sys.stdin.isatty():
            raise PipelineError("find needs a text: as an argument, as --file FILE, or through a pipe.")
        return _decoded(sys.stdin.buffer.read(_MOST_BYTES + 1), "what came through the pipe")
    with file.open("rb") as stream:
        return _decoded(stream.read(_MOST_BYTES + 1), str(file))


def _decoded(data: bytes, name: str) -> str:
    if len(data) > _MOST_BYTES:
        raise PipelineError(f"{name} has far more than the {LONGEST:,} characters that can be looked for; give its main part.")
    # Imported here: whoever types the text does without.
    from pipeline.documents.readers.text.encoding import decode

    try:
        text, broken = decode(data)
    except UnreadableDocument as error:
        raise PipelineError(f"{name} is no text; save the description of the work as a UTF-8 text file.") from error
    if broken:
        raise PipelineError(f"{name} is not all text: {broken:,} bytes cannot be read; save it as UTF-8 text.")
    return text
