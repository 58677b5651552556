"""What a reading process does with one document."""

from __future__ import annotations

from pipeline.cache.codec import encode
from pipeline.parse import parse_content
from pipeline.sources import content


def read_one(address: str, engine: str) -> bytes:
    """Open the document at `address`, read it with `engine`, encode the reading. Raises OSError."""
    return encode(parse_content(content(address), engine))
