"""What a reading process does with one document."""

from __future__ import annotations

from pipeline.archive.sources import content
from pipeline.runs.cache.codec import encode
from pipeline.standards.parse import parse_content


def read_one(address: str, engine: str) -> bytes:
    """Open the document at `address`, read it with `engine`, encode the reading. Raises OSError."""
    return encode(parse_content(content(address), engine))
