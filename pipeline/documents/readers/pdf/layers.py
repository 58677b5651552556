"""Layers that a file switches off: where the text on them begins, page by page (I-101).

Neither engine says which layers are off, so that the pages of the few files with such a layer are interpreted once
more, for nothing but where text is drawn while one is on.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator
from io import BytesIO

from pipeline.documents.readers.pdf.unseen import Origins

_LAYERS = b"OCProperties"
_PACKING = b"/ObjStm"
_PACKED = re.compile(_PACKING + rb"\b.{0,400}?stream\r?\n", re.DOTALL)
_LONGEST = 1 << 22
"""Bytes of packed objects that are looked at."""


def hidden_origins(data: bytes) -> list[Origins]:
    """The origins of the glyphs on layers that are off, page by page; empty for a file without such a layer."""
    if not _mentions_layers(data):
        return []
    # Imported here: most files have no layers, and it costs as much as reading one.
    from pipeline.documents.readers.pdf import layered_text

    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        return layered_text.hidden_origins(BytesIO(data))
    finally:
        logger.setLevel(level)


def _mentions_layers(data: bytes) -> bool:
    return _LAYERS in data or any(_LAYERS in packed for packed in _packed_objects(data))


def _packed_objects(data: bytes) -> Iterator[bytes]:
    # Most files have none, and bytes are found ten times as fast as a pattern.
    for match in _PACKED.finditer(data) if _PACKING in data else ():
        try:
            yield zlib.decompressobj().decompress(data[match.end() : match.end() + _LONGEST], _LONGEST)
        except zlib.error:
            # Packed otherwise, or encrypted.
            continue
