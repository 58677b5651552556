"""pdfium's functions, bound so that calls keep the interpreter lock, and in bulk.

pdfium is not thread-safe: two threads inside it crash the process. An ordinary ctypes call lets other
threads run; a PYFUNCTYPE call does not, so that every function of this engine is called through one.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import repeat
from typing import Any

from pipeline.documents.readers.pdf import pdfium_library as raw

_HANDLE = ctypes.c_void_p
_INT = ctypes.c_int
_ADDRESS = ctypes.c_void_p

TEXT_OBJECT: int = raw.FPDF_PAGEOBJ_TEXT
PATH_OBJECT: int = raw.FPDF_PAGEOBJ_PATH
FORM_OBJECT: int = raw.FPDF_PAGEOBJ_FORM
IMAGE_OBJECT: int = raw.FPDF_PAGEOBJ_IMAGE
BEZIER: int = raw.FPDF_SEGMENT_BEZIERTO
LINE: int = raw.FPDF_SEGMENT_LINETO
MOVE: int = raw.FPDF_SEGMENT_MOVETO
WITH_OPACITY: int = raw.FPDFBITMAP_BGRA
WRONG_PASSWORD: int = raw.FPDF_ERR_PASSWORD
DEEPEST = 8
"""Levels of form objects that are followed."""


Indexed = Callable[..., Any]
"""A function of (handle, index) or (handle, index, address) for `values` and `records` alone.

Its argument types are not declared, which halves the time of a call; so it must be given an `int` only
where C has an `int`, and ready-made pointers elsewhere.
"""


def address_of(name: str) -> int:
    """Where a function of pdfium lies."""
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    assert address is not None
    return address


def _bound(name: str, result: type | None, *arguments: type) -> Callable[..., int]:
    return ctypes.PYFUNCTYPE(result, *arguments)(address_of(name))


_pointer: Callable[[int], Any] = ctypes.c_void_p.from_param


load_document = _bound("FPDF_LoadMemDocument64", _HANDLE, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p)
close_document = _bound("FPDF_CloseDocument", None, _HANDLE)
last_error = _bound("FPDF_GetLastError", ctypes.c_ulong)
page_count = _bound("FPDF_GetPageCount", _INT, _HANDLE)
load_page = _bound("FPDF_LoadPage", _HANDLE, _HANDLE, _INT)
close_page = _bound("FPDF_ClosePage", None, _HANDLE)
page_box = _bound("FPDF_GetPageBoundingBox", _INT, _HANDLE, _ADDRESS)
page_rotation = _bound("FPDFPage_GetRotation", _INT, _HANDLE)

load_text = _bound("FPDFText_LoadPage", _HANDLE, _HANDLE)
close_text = _bound("FPDFText_ClosePage", None, _HANDLE)
count_characters = _bound("FPDFText_CountChars", _INT, _HANDLE)
text_range = _bound("FPDFText_GetText", _INT, _HANDLE, _INT, _INT, _ADDRESS)
code_point: Indexed = _bound("FPDFText_GetUnicode", ctypes.c_uint)
is_unmapped: Indexed = _bound("FPDFText_HasUnicodeMapError", _INT)
text_object: Indexed = _bound("FPDFText_GetTextObject", ctypes.c_size_t)
loose_box: Indexed = _bound("FPDFText_GetLooseCharBox", _INT)
char_origin: Indexed = _bound("FPDFText_GetCharOrigin", _INT)
text_matrix: Indexed = _bound("FPDFText_GetMatrix", _INT)
font_size: Indexed = _bound("FPDFText_GetFontSize", ctypes.c_double)

count_objects = _bound("FPDFPage_CountObjects", _INT, _HANDLE)
page_object: Indexed = _bound("FPDFPage_GetObject", ctypes.c_size_t)
count_form_objects = _bound("FPDFFormObj_CountObjects", _INT, _HANDLE)
form_object = _bound("FPDFFormObj_GetObject", _HANDLE, _HANDLE, ctypes.c_ulong)
object_type = _bound("FPDFPageObj_GetType", _INT, _HANDLE)
object_kind: Indexed = _bound("FPDFPageObj_GetType", _INT)
object_matrix = _bound("FPDFPageObj_GetMatrix", _INT, _HANDLE, _ADDRESS)
object_bounds = _bound("FPDFPageObj_GetBounds", _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
object_box: Indexed = _bound("FPDFPageObj_GetBounds", _INT)
object_font_size = _bound("FPDFTextObj_GetFontSize", _INT, _HANDLE, _ADDRESS)
object_fill: Indexed = _bound("FPDFPageObj_GetFillColor", _INT)
object_stroke: Indexed = _bound("FPDFPageObj_GetStrokeColor", _INT)
fill_color = _bound("FPDFPageObj_GetFillColor", _INT, _HANDLE, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
has_transparency = _bound("FPDFPageObj_HasTransparency", _INT, _HANDLE)
clip_path = _bound("FPDFPageObj_GetClipPath", _HANDLE, _HANDLE)
count_clips = _bound("FPDFClipPath_CountPaths", _INT, _HANDLE)
count_clip_segments = _bound("FPDFClipPath_CountPathSegments", _INT, _HANDLE, _INT)
clip_segment = _bound("FPDFClipPath_GetPathSegment", _HANDLE, _HANDLE, _INT, _INT)
rendered_bitmap = _bound("FPDFImageObj_GetRenderedBitmap", _HANDLE, _HANDLE, _HANDLE, _HANDLE)
bitmap_format = _bound("FPDFBitmap_GetFormat", _INT, _HANDLE)
bitmap_width = _bound("FPDFBitmap_GetWidth", _INT, _HANDLE)
bitmap_height = _bound("FPDFBitmap_GetHeight", _INT, _HANDLE)
bitmap_stride = _bound("FPDFBitmap_GetStride", _INT, _HANDLE)
bitmap_buffer = _bound("FPDFBitmap_GetBuffer", _HANDLE, _HANDLE)
close_bitmap = _bound("FPDFBitmap_Destroy", None, _HANDLE)
render_mode: Indexed = _bound("FPDFTextObj_GetTextRenderMode", _INT)
text_font: Indexed = _bound("FPDFTextObj_GetFont", ctypes.c_size_t)
is_embedded = _bound("FPDFFont_GetIsEmbedded", _INT, _HANDLE)
set_render_mode = _bound("FPDFTextObj_SetTextRenderMode", _INT, _HANDLE, _INT)
set_stroke_width = _bound("FPDFPageObj_SetStrokeWidth", _INT, _HANDLE, ctypes.c_float)
move_object = _bound("FPDFPageObj_TransformF", _INT, _HANDLE, _ADDRESS)
draw_mode = _bound("FPDFPath_GetDrawMode", _INT, _HANDLE, _ADDRESS, _ADDRESS)
count_segments = _bound("FPDFPath_CountSegments", _INT, _HANDLE)
path_segment: Indexed = _bound("FPDFPath_GetPathSegment", ctypes.c_size_t)
segment_point = _bound("FPDFPathSegment_GetPoint", _INT, _HANDLE, _ADDRESS, _ADDRESS)
segment_type = _bound("FPDFPathSegment_GetType", _INT, _HANDLE)
segment_close = _bound("FPDFPathSegment_GetClose", _INT, _HANDLE)

count_annotations = _bound("FPDFPage_GetAnnotCount", _INT, _HANDLE)
load_annotation = _bound("FPDFPage_GetAnnot", _HANDLE, _HANDLE, _INT)
close_annotation = _bound("FPDFPage_CloseAnnot", None, _HANDLE)
annotation_kind = _bound("FPDFAnnot_GetSubtype", _INT, _HANDLE)
annotation_flags = _bound("FPDFAnnot_GetFlags", _INT, _HANDLE)
annotation_string = _bound("FPDFAnnot_GetStringValue", ctypes.c_ulong, _HANDLE, ctypes.c_char_p, _ADDRESS, ctypes.c_ulong)
field_type = _bound("FPDFAnnot_GetFormFieldType", _INT, _HANDLE, _HANDLE)
field_value = _bound("FPDFAnnot_GetFormFieldValue", ctypes.c_ulong, _HANDLE, _HANDLE, _ADDRESS, ctypes.c_ulong)
field_name = _bound("FPDFAnnot_GetFormFieldName", ctypes.c_ulong, _HANDLE, _HANDLE, _ADDRESS, ctypes.c_ulong)
_open_form = _bound("FPDFDOC_InitFormFillEnvironment", _HANDLE, _HANDLE, _ADDRESS)
_close_form = _bound("FPDFDOC_ExitFormFillEnvironment", None, _HANDLE)
_FORM_INTERFACE = 1024
"""Bytes enough for the interface that a form asks of its host; all of it but the version stays unset."""


@contextmanager
def form_of(document: int) -> Iterator[int]:
    """The handle by which the form fields of a document are asked."""
    interface = array("i", bytes(_FORM_INTERFACE))
    interface[0] = 2
    form = _open_form(document, interface.buffer_info()[0])
    try:
        yield form
    finally:
        _close_form(form)


def values(function: Indexed, handle: int, indices: Iterable[int]) -> map[Any]:
    """What `function(handle, index)` returns for every index."""
    return map(function, repeat(_pointer(handle)), indices)


def records(function: Indexed, handle: int, indices: Sequence[int], width: int) -> array[float]:
    """Call `function(handle, index, address)` for every index; it writes `width` floats each time.

    All results come in one buffer, and the loop runs in C, because a page has thousands of them.
    """
    size = 4 * width
    buffer: array[float] = array("f", bytes(size * len(indices)))
    start, _ = buffer.buffer_info()
    addresses = map(_pointer, range(start, start + size * len(indices), size))
    deque(map(function, repeat(_pointer(handle)), indices, addresses), 0)
    return buffer


def origins(text_page: int, indices: Sequence[int]) -> array[float]:
    """The x of the origins of characters; pdfium writes x and y as two doubles."""
    buffer: array[float] = array("d", bytes(16 * len(indices)))
    start, _ = buffer.buffer_info()
    places = range(start, start + 16 * len(indices), 16)
    arguments = repeat(_pointer(text_page)), indices, map(_pointer, places), (_pointer(place + 8) for place in places)
    deque(map(char_origin, *arguments), 0)
    return buffer[0::2]


def characters(text_page: int, count: int) -> str:
    """The characters of a text page by index.

    One call fetches them all as UTF-16; where that has surrogates, or leaves characters out, it does not
    go by index, and they are fetched one by one.
    """
    buffer = array("H", bytes(2 * count + 2))
    written = text_range(text_page, 0, count, buffer.buffer_info()[0])
    text = buffer[:count].tobytes().decode("utf-16-le", "surrogatepass")
    if written == count + 1 and len(text) == count and "\0" not in text:
        return text
    return "".join(map(chr, values(code_point, text_page, range(count))))


def matrix_of(handle: int) -> tuple[float, ...]:
    """The matrix a, b, c, d, e, f of a page object."""
    buffer = array("f", bytes(24))
    object_matrix(handle, buffer.buffer_info()[0])
    return tuple(buffer)


def bounds_of(handle: int) -> tuple[float, ...]:
    """Left, bottom, right and top of a page object, in the coordinates of what contains it."""
    buffer = array("f", bytes(16))
    address, _ = buffer.buffer_info()
    object_bounds(handle, address, address + 4, address + 8, address + 12)
    return tuple(buffer)


def points_of(segments: Sequence[int]) -> Iterator[tuple[float, float]]:
    """The points at which the segments of a path end."""
    buffer = array("f", bytes(8 * len(segments)))
    start, _ = buffer.buffer_info()
    end = start + 8 * len(segments)
    deque(map(segment_point, segments, range(start, end, 8), range(start + 4, end, 8)), 0)
    return zip(buffer[0::2], buffer[1::2], strict=True)


def colours_of(handles: Sequence[int], colour: Indexed = object_fill) -> array[int]:
    """Red, green, blue and opacity, 0 to 255, with which page objects are filled; opaque black where one has no colour.

    Or with which their outlines are drawn, where `colour` is `object_stroke`.
    """
    buffer = array("I", (0, 0, 0, 255) * len(handles))
    _ask_for_four(colour, handles, buffer.buffer_info()[0])
    return buffer


def boxes_of(handles: Sequence[int]) -> Iterator[tuple[float, ...]]:
    """Left, bottom, right and top of page objects, as `bounds_of` has them, one after the other."""
    buffer = array("f", bytes(16 * len(handles)))
    _ask_for_four(object_box, handles, buffer.buffer_info()[0])
    return zip(*(buffer[part::4] for part in range(4)), strict=True)


def _ask_for_four(function: Indexed, handles: Sequence[int], start: int) -> None:
    """Call `function(handle, address, address, address, address)` for all handles; it writes four times four bytes."""
    parts = (map(_pointer, range(start + 4 * part, start + 16 * len(handles), 16)) for part in range(4))
    deque(map(function, map(_pointer, handles), *parts), 0)


def render_modes(handles: Iterable[int]) -> list[int]:
    """How text objects are painted."""
    return list(map(render_mode, map(_pointer, handles)))


def objects_in(form: int) -> list[int]:
    """The objects that a form object holds."""
    return list(map(form_object, repeat(form), range(max(0, count_form_objects(form)))))


def fonts_of(handles: Iterable[int]) -> list[int]:
    """The fonts of text objects."""
    return list(map(text_font, map(_pointer, handles)))


def kinds_of(handles: Iterable[int]) -> list[int]:
    """What page objects are: text, paths, pictures and so on."""
    return list(map(object_kind, map(_pointer, handles)))


def size_of(handle: int) -> float:
    """The font size of a text object, before its matrix applies."""
    buffer = array("f", bytes(4))
    object_font_size(handle, buffer.buffer_info()[0])
    return buffer[0]
