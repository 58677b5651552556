"""The PDF file: objects, fonts with ToUnicode, content streams in the manners of several producers."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from bench.generate.pdf_font import frame_font
from bench.generate.pdf_pages import Page, Text
from bench.generate.pdf_text import Metrics


@dataclass(frozen=True, slots=True)
class Manner:
    """How a producer writes: `rules` as strokes, rects or boxes; `bold` as a second print, a text mode or nothing.

    `latin` sets ASCII in a simple font of its own; `flip` writes under a scaled and mirrored matrix; `cns` uses
    the predefined CMap of Adobe-CNS1 instead of glyph numbers; `gap` is the kern between Latin and Chinese in ems.
    """

    rules: str = "strokes"
    bold: str = "none"
    latin: bool = True
    flip: bool = False
    cns: bool = False
    gap: float = 0.0
    trailing: bool = False
    word_by_word: bool = False


@dataclass(slots=True)
class Glyphs:
    """Numbers glyphs in order of first use, as subset fonts do."""

    numbers: dict[str, int] = field(default_factory=dict)

    def hex(self, text: str) -> str:
        return "".join(f"{self.numbers.setdefault(ch, len(self.numbers) + _FIRST_GLYPH):04X}" for ch in text)


_EM = 1000
_FIRST_GLYPH = 3
_CNS = "cns"
_LATIN = "latin"
_GLYPHS = "glyphs"
_FONT_NAMES = {_CNS: "F1", _LATIN: "F2", _GLYPHS: "F3"}


@dataclass(slots=True)
class PdfFile:
    """Builds the bytes of a file from its pages."""

    width: float
    height: float
    manner: Manner
    metrics: Metrics
    glyphs: Glyphs = field(default_factory=Glyphs)
    objects: list[bytes] = field(default_factory=list)

    def build(self, pages: list[Page]) -> bytes:
        streams = [self._content(page).encode("ascii") for page in pages]
        fonts = self._fonts()
        resources = self._add(f"<< /Font << {fonts} >> >>")
        root = len(self.objects) + 2 * len(pages) + 1
        kids = []
        for stream in streams:
            packed = zlib.compress(stream)
            content = self._add_stream(packed, "/Filter /FlateDecode")
            box = f"[0 0 {self.width:.2f} {self.height:.2f}]"
            entries = f"/Parent {root} 0 R /MediaBox {box} /Resources {resources} 0 R /Contents {content} 0 R"
            kids.append(self._add(f"<< /Type /Page {entries} >>"))
        self._add(f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>")
        catalog = self._add(f"<< /Type /Catalog /Pages {root} 0 R >>")
        return self._file(catalog)

    # content ------------------------------------------------------------------------------------

    def _content(self, page: Page) -> str:
        parts = [f".24 0 0 -.24 0 {self.height:.2f} cm" if self.manner.flip else "q"]
        parts += [self._shade(*shade) for shade in page.shades]
        parts += [self._rule(*rule) for rule in page.rules]
        for text in page.texts:
            parts += self._text(text)
        return "\n".join([*parts, "" if self.manner.flip else "Q"])

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return (x / 0.24, y / 0.24) if self.manner.flip else (x, self.height - y)

    def _shade(self, x0: float, y0: float, x1: float, y1: float) -> str:
        (a, b), (c, d) = self._point(x0, y0), self._point(x1, y1)
        return f"0.85 g {a:.2f} {min(b, d):.2f} {c - a:.2f} {abs(d - b):.2f} re f 0 g"

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> str:
        (a, b), (c, d) = self._point(x0, y0), self._point(x1, y1)
        unit = 1 / 0.24 if self.manner.flip else 1.0
        if self.manner.rules == "strokes":
            return f"{0.5 * unit:.2f} w {a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S"
        thick = 0.48 * unit
        return f"{min(a, c):.2f} {min(b, d):.2f} {max(abs(c - a), thick):.2f} {max(abs(d - b), thick):.2f} re f"

    def _text(self, text: Text) -> Iterator[str]:
        """The operators of a line: a text object for each run of one font."""
        printed = text.text + (" " if self.manner.trailing and text.last else "")
        gaps = max(1, len(text.text.rstrip()) - 1)
        natural = self.metrics.measure(text.text.rstrip()) * text.size
        spread = (text.fill - natural) / gaps if text.fill else 0.0
        x, before = text.x, ""
        for font, run in self._runs(printed):
            if before and before != font and self.manner.gap and _GLYPHS not in (before, font):
                x += self.manner.gap * text.size
            yield self._shown(font, run, x, text, spread)
            if text.bold and self.manner.bold == "twice":
                yield self._shown(font, run, x + 0.3, text, spread)
            x += self.metrics.measure(run) * text.size + spread * len(run)
            before = font

    def _runs(self, text: str) -> list[tuple[str, str]]:
        runs = [(font, "".join(chars)) for font, chars in groupby(text, self._font_of)]
        if not self.manner.word_by_word:
            return runs
        pieces: list[tuple[str, str]] = []
        for font, run in runs:
            pieces += [(font, run[index : index + 7]) for index in range(0, len(run), 7)]
        return pieces

    def _font_of(self, ch: str) -> str:
        if ch.isascii() and self.manner.latin:
            return _LATIN
        usual = 0x3000 <= ord(ch) <= 0x9FFF or 0xFF00 <= ord(ch) <= 0xFFEF
        return _CNS if self.manner.cns and usual else _GLYPHS

    def _shown(self, font: str, run: str, x: float, text: Text, spread: float) -> str:
        a, b = self._point(x, text.y)
        unit = 1 / 0.24 if self.manner.flip else 1.0
        string = f"<{run.encode('utf-16-be').hex()}>" if font == _CNS else f"<{self.glyphs.hex(run)}>"
        if font == _LATIN:
            string = "(" + run.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
        matrix = f"1 0 0 {-1 if self.manner.flip else 1} {a:.2f} {b:.2f} Tm"
        mode = "2 Tr 0.3 w" if text.bold and self.manner.bold == "mode" else "0 Tr"
        return f"BT /{_FONT_NAMES[font]} {text.size * unit:.2f} Tf {mode} {spread * unit:.3f} Tc {matrix} {string} Tj ET"

    # fonts --------------------------------------------------------------------------------------

    def _fonts(self) -> str:
        latin = self._add(self._latin())
        metrics = "/Ascent 880 /Descent -120 /CapHeight 700 /ItalicAngle 0 /StemV 80 /Flags 4 /FontBBox [0 -120 1000 880]"
        cns_descriptor = self._add(f"<< /Type /FontDescriptor /FontName /MingLiU {metrics} >>")
        cns = self._add(
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /MingLiU /DW 1000 /CIDSystemInfo "
            f"<< /Registry (Adobe) /Ordering (CNS1) /Supplement 0 >> /FontDescriptor {cns_descriptor} 0 R >>"
        )
        cns_font = self._add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /MingLiU /Encoding /UniCNS-UTF16-H /DescendantFonts [{cns} 0 R] >>"
        )
        program = zlib.compress(self._program())
        embedded = self._add_stream(program, "/Filter /FlateDecode")
        descriptor = self._add(f"<< /Type /FontDescriptor /FontName /ABCDEF+DFKaiShu {metrics} /FontFile2 {embedded} 0 R >>")
        widths = " ".join(f"{number} [{round(self.metrics.width(ch) * 1000)}]" for ch, number in self.glyphs.numbers.items())
        glyphs = self._add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+DFKaiShu /DW 1000 /W [{widths}] /CIDToGIDMap /Identity "
            f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R >>"
        )
        unicode_map = self._add_stream(self._to_unicode().encode("ascii"), "")
        glyph_font = self._add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+DFKaiShu /Encoding /Identity-H /DescendantFonts [{glyphs} 0 R] "
            f"/ToUnicode {unicode_map} 0 R >>"
        )
        numbers = {_CNS: cns_font, _LATIN: latin, _GLYPHS: glyph_font}
        return " ".join(f"/{_FONT_NAMES[name]} {number} 0 R" for name, number in numbers.items())

    def _program(self) -> bytes:
        """The embedded font: a frame for each glyph in use."""
        widths = [_EM] * _FIRST_GLYPH + [round(self.metrics.width(ch) * _EM) for ch in self.glyphs.numbers]
        return frame_font(widths, frozenset(number for ch, number in self.glyphs.numbers.items() if ch.isspace()))

    def _latin(self) -> str:
        widths = " ".join(str(round(self.metrics.width(chr(code)) * 1000)) for code in range(32, 127))
        return ("<< /Type /Font /Subtype /TrueType /BaseFont /TimesNewRomanPSMT /Encoding /WinAnsiEncoding "
                f"/FirstChar 32 /LastChar 126 /Widths [{widths}] >>")

    def _to_unicode(self) -> str:
        pairs = [f"<{number:04X}> <{ch.encode('utf-16-be').hex()}>" for ch, number in self.glyphs.numbers.items()]
        groups = [pairs[index : index + 100] for index in range(0, len(pairs), 100)]
        maps = "\n".join("\n".join([f"{len(group)} beginbfchar", *group, "endbfchar"]) for group in groups)
        return ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
                f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{maps}\nendcmap end end")

    # objects ------------------------------------------------------------------------------------

    def _add(self, body: str) -> int:
        self.objects.append(body.encode("ascii"))
        return len(self.objects)

    def _add_stream(self, data: bytes, entries: str) -> int:
        self.objects.append(f"<< /Length {len(data)} {entries} >>\nstream\n".encode("ascii") + data + b"\nendstream")
        return len(self.objects)

    def _file(self, catalog: int) -> bytes:
        data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for number, body in enumerate(self.objects, 1):
            offsets.append(len(data))
            data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        start = len(data)
        data += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n".encode()
        data += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
        data += f"trailer\n<< /Size {len(offsets) + 1} /Root {catalog} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(data)
