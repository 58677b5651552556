"""A TrueType font of our own: every glyph is a frame of the right width, so that embedded text has real extents.

What a PDF says is in its ToUnicode map; the outlines only have to be there, as those of a subset font are.
No font of the machine is needed, and the same document gives the same bytes everywhere.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_EM = 1000
_TOP, _BOTTOM, _EDGE, _PEN = 820, -80, 60, 30


def frame_font(widths: Sequence[int], blank: frozenset[int]) -> bytes:
    """A font whose glyph n is `widths[n]` thousandths wide; the glyphs in `blank` draw nothing."""
    glyphs = [b"" if number in blank else _frame(width) for number, width in enumerate(widths)]
    offsets = [0]
    for glyph in glyphs:
        offsets.append(offsets[-1] + len(glyph))
    count = len(widths)
    tables = {
        b"cmap": struct.pack(">HHHHIHHH", 0, 1, 1, 0, 12, 6, 10, 0) + struct.pack(">HH", 0, 0),
        b"glyf": b"".join(glyphs) or b"\0\0\0\0",
        b"head": struct.pack(">IIIIHHqqhhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, _BOTTOM, _EM, _TOP)
        + struct.pack(">HHhhh", 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, _TOP, _BOTTOM, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 0, 0, 0, 0, count),
        b"hmtx": b"".join(struct.pack(">Hh", width, _EDGE) for width in widths),
        b"loca": b"".join(struct.pack(">I", offset) for offset in offsets),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, count, 8, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _sfnt(tables)


def _frame(width: int) -> bytes:
    """A hollow rectangle: an outer contour and an inner one the other way round."""
    left, right = min(_EDGE, width // 6), width - min(_EDGE, width // 6)
    outer = [(left, _BOTTOM), (left, _TOP), (right, _TOP), (right, _BOTTOM)]
    a, b, c, d = left + _PEN, right - _PEN, _BOTTOM + _PEN, _TOP - _PEN
    inner = [(a, c), (b, c), (b, d), (a, d)]
    points = outer + inner
    moves = [(x - px, y - py) for (x, y), (px, py) in zip(points, [(0, 0), *points], strict=False)]
    data = struct.pack(">hhhhh", 2, left, _BOTTOM, right, _TOP) + struct.pack(">HHH", 3, 7, 0) + b"\x01" * 8
    data += b"".join(struct.pack(">h", x) for x, _ in moves) + b"".join(struct.pack(">h", y) for _, y in moves)
    return data + b"\0" * (-len(data) % 4)


def _sfnt(tables: dict[bytes, bytes]) -> bytes:
    header = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128)
    offset = len(header) + 16 * len(tables)
    directory, body = b"", b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += tag + struct.pack(">III", checksum, offset + len(body), len(data))
        body += padded
    return header + directory + body
