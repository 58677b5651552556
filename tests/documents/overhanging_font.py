"""A font whose outlines begin left of their origins, as 標楷體 does where Word embeds it (I-104)."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

ADVANCE, OVERHANG = 600, 500
"""Thousandths of an em."""


@cache
def overhanging_font() -> bytes:
    """A TrueType font of printable ASCII; every outline reaches half an em to the left of its origin, advances are 0.6 em."""
    codes = range(0x20, 0x7F)
    names = [".notdef", *(f"c{code:02x}" for code in codes)]
    pen = TTGlyphPen(None)
    for index, corner in enumerate(((-OVERHANG, 0), (-OVERHANG, 700), (ADVANCE - 100, 700), (ADVANCE - 100, 0))):
        (pen.lineTo if index else pen.moveTo)(corner)
    pen.closePath()
    square, blank = pen.glyph(), TTGlyphPen(None).glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({code: f"c{code:02x}" for code in codes})
    font.setupGlyf({name: blank if name == "c20" else square for name in names})
    font.setupHorizontalMetrics(dict.fromkeys(names, (ADVANCE, -OVERHANG)))
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Overhang", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    font.setupPost()
    data = BytesIO()
    font.save(data)
    return data.getvalue()
