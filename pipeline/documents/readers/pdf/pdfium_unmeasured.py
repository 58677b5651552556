"""Text that pdfium leaves out because it cannot measure it: its font is neither in the file nor on the machine (I-133).

pdfium measures outlines, and where there are none a text is as wide as its characters stand apart, and has no height.
So one that stands alone, 略 or the last character of a line, is gone like a space, and of two equal lines below each
other the second, as if it were the first, drawn again. With a stroke around them they have an area, and are read.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from pipeline.documents.readers.pdf import pdfium_calls as pdfium

_STROKED = 2
"""The render mode of text that is filled and stroked."""
_UNMOVED = array("f", (1, 0, 0, 1, 0, 0))
_NOTHING = 0.01
"""Points of width or height below which a text object has no area to pdfium."""


def measure(page: int) -> None:
    """Let the text of a page hold what pdfium would leave out for lack of a font (I-133); to be called before it is loaded."""
    objects = list(pdfium.values(pdfium.page_object, page, range(pdfium.count_objects(page))))
    texts = _texts(objects, 0)
    fonts = pdfium.fonts_of(texts)
    absent = {font for font in set(fonts) if not pdfium.is_embedded(font)}
    if absent:
        suspect = [text for text, font in zip(texts, fonts, strict=True) if font in absent]
        for text, (x0, y0, x1, y1) in zip(suspect, pdfium.boxes_of(suspect), strict=True):
            if x1 - x0 < _NOTHING or y1 - y0 < _NOTHING:
                _give_area(text)


def _texts(objects: Sequence[int], depth: int) -> list[int]:
    """The text objects among some, those in form objects included."""
    texts = []
    for handle, kind in zip(objects, pdfium.kinds_of(objects), strict=True):
        if kind == pdfium.TEXT_OBJECT:
            texts.append(handle)
        elif kind == pdfium.FORM_OBJECT and depth < pdfium.DEEPEST:
            texts += _texts(pdfium.objects_in(handle), depth + 1)
    return texts


def _give_area(text: int) -> None:
    """A stroke's width on all sides; how the text is painted stays as it is."""
    [mode] = pdfium.render_modes([text])
    pdfium.set_render_mode(text, _STROKED)
    pdfium.set_stroke_width(text, 1.0)
    # An object measures itself again when it is moved.
    pdfium.move_object(text, _UNMOVED.buffer_info()[0])
    pdfium.set_render_mode(text, mode)
