"""`pdfium_bulk` in C: the same functions from `bulk.c` if that has been compiled, else the ones in Python."""

from __future__ import annotations

import ctypes
import sysconfig
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from struct import Struct
from typing import TypeAlias

from pipeline.documents.readers.pdf import pdfium_bulk as plain
from pipeline.documents.readers.pdf import pdfium_calls as pdfium
from pipeline.documents.readers.pdf.pdfium_bulk import Glyphs, PageObject

LIBRARY = Path(__file__).with_name(f"_bulk{sysconfig.get_config_var('EXT_SUFFIX')}")
"""Where the installation puts what it compiles."""
_Column: TypeAlias = "array[int] | array[float]"
_GlyphsOf = Callable[[int], Glyphs]
_GapsOf = Callable[["array[float]", float, float], tuple[list[int], bool]]
_EdgesOf = Callable[["array[float]", float], tuple["array[float]", "array[float]"]]
_ObjectsOf = Callable[[int, Sequence[int]], list[PageObject]]

_ROW = Struct("@Pii4f")
_TEXT_CALLS = ("GetTextObject", "GetUnicode", "GetLooseCharBox", "HasUnicodeMapError", "GetMatrix", "GetFontSize")
_OBJECT_CALLS = ("FPDFPage_GetObject", "FPDFPageObj_GetType", "FPDFPageObj_GetBounds", "FPDFPath_CountSegments")


class Native:
    """The functions of the compiled library. Raises OSError if it cannot be loaded."""

    def __init__(self, library: Path) -> None:
        # PyDLL keeps the interpreter lock, which pdfium needs (see pdfium_calls).
        functions = ctypes.PyDLL(str(library))
        address, number, real = ctypes.c_void_p, ctypes.c_int32, ctypes.c_double
        self._collect_glyphs = functions.collect_glyphs
        self._collect_glyphs.argtypes = address, address, number, address, address
        self._collect_glyphs.restype = None
        self._collect_gaps = functions.collect_gaps
        self._collect_gaps.argtypes = address, number, real, real, address, address
        self._collect_edges = functions.collect_edges
        self._collect_edges.argtypes = address, number, real, address, address
        self._collect_edges.restype = None
        self._collect_objects = functions.collect_objects
        self._collect_objects.argtypes = address, address, number, number, number, address
        self._text_calls = array("Q", [pdfium.address_of(f"FPDFText_{name}") for name in _TEXT_CALLS])
        self._object_calls = array("Q", map(pdfium.address_of, _OBJECT_CALLS))

    def glyphs_of(self, text_page: int) -> Glyphs:
        """See `pdfium_bulk.glyphs_of`."""
        count = max(0, pdfium.count_characters(text_page))
        places, characters, starts, unmapped = (_integers("i", count) for _ in range(4))
        boxes, matrices, sizes = _reals("f", 4 * count), _reals("f", 6 * count), _reals("d", count)
        owners, found = _integers("Q", count), _integers("i", 3)
        columns: tuple[_Column, ...] = (places, characters, boxes, starts, owners, sizes, matrices, unmapped)
        table = array("Q", map(_start, columns))
        self._collect_glyphs(_start(self._text_calls), text_page, count, _start(table), _start(found))
        glyphs, objects, strangers = found
        return Glyphs(
            characters[:glyphs].tobytes().decode("utf-32-le", "surrogatepass"),
            boxes[: 4 * glyphs],
            [*starts[:objects], glyphs],
            owners[:objects].tolist(),
            sizes[:objects].tolist(),
            matrices[: 6 * objects],
            unmapped[:strangers].tolist(),
        )

    def gaps_of(self, boxes: array[float], narrow: float, wide: float) -> tuple[list[int], bool]:
        """See `pdfium_bulk.gaps_of`."""
        count = len(boxes) // 4
        gaps, shared = _integers("i", count), _integers("i", 1)
        found = self._collect_gaps(_start(boxes), count, narrow, wide, _start(gaps), _start(shared))
        return gaps[:found].tolist(), bool(shared[0])

    def edges_of(self, boxes: array[float], origin: float) -> tuple[array[float], array[float]]:
        """See `pdfium_bulk.edges_of`."""
        count = len(boxes) // 4
        lefts, rights = _reals("d", count), _reals("d", count)
        self._collect_edges(_start(boxes), count, origin, _start(lefts), _start(rights))
        return lefts, rights

    def objects_of(self, page: int, drawing: Sequence[int]) -> list[PageObject]:
        """See `pdfium_bulk.objects_of`."""
        count = pdfium.count_objects(page)
        rows = bytearray(_ROW.size * count)
        buffer = (ctypes.c_char * len(rows)).from_buffer(rows)
        text, path = pdfium.TEXT_OBJECT, pdfium.PATH_OBJECT
        filled = self._collect_objects(_start(self._object_calls), page, count, text, path, ctypes.addressof(buffer))
        found = [PageObject(*row) for row in _ROW.iter_unpack(bytes(rows[: filled * _ROW.size]))]
        if any(row.kind == text for row in found):
            known = set(drawing)
            found = [row for row in found if row.handle not in known]
        return found


def _integers(kind: str, count: int) -> array[int]:
    """A column of zeros."""
    column: array[int] = array(kind)
    column.frombytes(bytes(column.itemsize * count))
    return column


def _reals(kind: str, count: int) -> array[float]:
    """The same for `float` and `double`."""
    column: array[float] = array(kind)
    column.frombytes(bytes(column.itemsize * count))
    return column


def _start(column: _Column) -> int:
    return column.buffer_info()[0]


def chosen(library: Path) -> tuple[_GlyphsOf, _GapsOf, _EdgesOf, _ObjectsOf]:
    """The functions of the library, or those in Python if there is none that can be loaded."""
    try:
        native = Native(library)
    except OSError:
        return plain.glyphs_of, plain.gaps_of, plain.edges_of, plain.objects_of
    return native.glyphs_of, native.gaps_of, native.edges_of, native.objects_of


glyphs_of, gaps_of, edges_of, objects_of = chosen(LIBRARY)
