"""A PDF writer just big enough to lay traps for the PDF reader: every page is drawn operator by operator.

Points from the top left corner, like the reader's. Type is set in Courier (0.6 em a character) and in a
CJK font that is not embedded (1 em), so that every width is known without a font file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tests.documents.overhanging_font import overhanging_font

WIDTH, HEIGHT = 400.0, 500.0
LATIN, CJK, UNMAPPED, LIGATURE, OVERHANGING = "F1", "F2", "F3", "F4", "F5"
LAYERS = {b"Shown": 5, b"Off": 6, b"Both": 7}
"""Layers by their names in `BDC` operators; what is on `Both` shows where both others do."""

_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
4 beginbfchar <61> <006600660069> <62> <00AD> <63> <0001> <64> <D860DF8A> endbfchar endcmap end end"""

_FONTS = {
    LATIN: b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    CJK: b"<</Type/Font/Subtype/Type0/BaseFont/MSung-Light/Encoding/UniCNS-UTF16-H/DescendantFonts["
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/MSung-Light/DW 1000/CIDSystemInfo"
    b"<</Registry(Adobe)/Ordering(CNS1)/Supplement 6>>/FontDescriptor<</Type/FontDescriptor/FontName/MSung-Light"
    b"/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>",
    UNMAPPED: b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Secret/Encoding/Identity-H/DescendantFonts["
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Secret/DW 1000/CIDSystemInfo"
    b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Secret"
    b"/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>]>>",
    LIGATURE: b"<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Trap/FirstChar 97/LastChar 101/Widths[600 600 600 600 600]"
    b"/ToUnicode %d 0 R/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Trap/Flags 32/FontBBox[0 -200 600 800]"
    b"/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80/MissingWidth 600>>>>",
    OVERHANGING: b"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Overhang/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126"
    b"/Widths[" + b"600 " * 95 + b"]/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+Overhang/Flags 32"
    b"/FontBBox[-500 -200 600 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80/FontFile2 %d 0 R>>>>",
}


def width_of(text: str, size: float) -> float:
    """The advance of a text in points."""
    return sum(size if character >= "\u2e80" else 0.6 * size for character in text)


@dataclass
class Page:
    """One page; `offset` moves its media box away from the origin, `margin` is what the crop box cuts off."""

    rotate: int = 0
    offset: float = 0.0
    margin: float = 0.0
    operators: list[str] = field(default_factory=list)
    form: str = ""
    form_layer: str = ""
    annotations: list[str] = field(default_factory=list)
    form_matrix: str = "1 0 0 1 0 0"

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> Page:
        """A stroke."""
        return self.draw(f"{width} w {self._at(x0, y0)} m {self._at(x1, y1)} l S")

    def bar(self, x0: float, y0: float, x1: float, y1: float, grey: float = 0.0) -> Page:
        """A filled rectangle."""
        return self.draw(f"{grey} g {self._at(x0, y1)} {x1 - x0} {y1 - y0} re f 0 g")

    def frame(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        """A stroked rectangle."""
        return self.draw(f"0.5 w {self._at(x0, y1)} {x1 - x0} {y1 - y0} re S")

    def rules(self, xs: Sequence[float], ys: Sequence[float]) -> Page:
        """A full lattice of strokes."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def text(self, x: float, y: float, text: str, size: float = 10.0, rise: float = 0.0) -> Page:
        """A line of text whose baseline is at `y`."""
        for cjk, group in groupby(text, key=lambda character: character >= "\u2e80"):
            piece = "".join(group)
            shown = f"<{piece.encode('utf-16-be').hex()}>" if cjk else _literal(piece)
            font = CJK if cjk else LATIN
            self.draw(f"BT /{font} {size} Tf {rise} Ts {self._at(x, y)} Td {shown} Tj ET")
            x += width_of(piece, size)
        return self

    def lines(self, x: float, y: float, *texts: str, size: float = 10.0) -> Page:
        """Lines of text 1.2 em apart."""
        for number, text in enumerate(texts):
            self.text(x, y + 1.2 * size * number, text, size)
        return self

    def shown(self, x: float, y: float, font: str, hexadecimal: str, size: float = 10.0) -> Page:
        """Character codes in a font, as they are."""
        return self.draw(f"BT /{font} {size} Tf {self._at(x, y)} Td <{hexadecimal}> Tj ET")

    def turned(self, x: float, y: float, text: str, size: float = 10.0) -> Page:
        """Latin text that runs upwards from a point."""
        return self.draw(f"BT /{LATIN} {size} Tf 0 1 -1 0 {self._at(x, y)} Tm {_literal(text)} Tj ET")

    def draw(self, operator: str) -> Page:
        self.operators.append(operator)
        return self

    def _at(self, x: float, y: float) -> str:
        return f"{x + self.offset:.3f} {HEIGHT - y + self.offset:.3f}"

    def content(self) -> bytes:
        """What the page draws, turned so that it stands upright on a rotated page."""
        turns = {
            0: "1 0 0 1 0 0",
            90: f"0 1 -1 0 {HEIGHT} 0",
            180: f"-1 0 0 -1 {WIDTH} {HEIGHT}",
            270: f"0 -1 1 0 0 {WIDTH}",
        }
        form = "q /X1 Do Q " if self.form else ""
        return f"q {turns[self.rotate]} cm {form}{' '.join(self.operators)} Q".encode("latin-1")

    def box(self) -> str:
        """The media box, and the crop box if there is a margin."""
        sides = (HEIGHT, WIDTH) if self.rotate in (90, 270) else (WIDTH, HEIGHT)
        low, right, top = self.offset, sides[0] + self.offset, sides[1] + self.offset
        media = f"/MediaBox[{low - self.margin} {low - self.margin} {right + self.margin} {top + self.margin}]"
        return media + (f"/CropBox[{low} {low} {right} {top}]" if self.margin else "")


def _literal(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({escaped})"


def pdf(*pages: Page, password: str | None = None) -> bytes:
    """The file; with a password its streams are encrypted (40-bit RC4).

    Strings are not, so that an encrypted file holds Latin text only: the CJK font is named in a string.
    """
    layered = b"/OCProperties<</OCGs[5 0 R 6 0 R]/D<</OFF[6 0 R]>>>>"
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R%s>>" % (layered if any(map(_is_layered, pages)) else b""), b""]
    parts = {LIGATURE: 3, OVERHANGING: 4}
    objects += [_stream(_TO_UNICODE), _stream(overhanging_font())]
    objects += [b"<</Type/OCG/Name(Shown)>>", b"<</Type/OCG/Name(Off)>>", b"<</Type/OCMD/OCGs[5 0 R 6 0 R]/P/AllOn>>"]
    fonts = {name: value % parts[name] if name in parts else value for name, value in _FONTS.items()}
    resources = b"/Font<<" + b"".join(b"/%s %s" % (n.encode(), v) for n, v in fonts.items()) + b">>"
    resources += b"/ExtGState<</Clear<</ca 0/CA 0>>/Thin<</ca .3/CA .3>>/Multiply<</BM/Multiply>>>>"
    resources += b"/Properties<<" + b"".join(b"/%s %d 0 R" % entry for entry in LAYERS.items()) + b">>"
    kids: list[str] = []
    fields: list[str] = []
    for page in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        forms = f"/XObject<</X1 {number + 2} 0 R>>".encode() if page.form else b""
        notes = [f"{number + 2 + bool(page.form) + index} 0 R" for index in range(len(page.annotations))]
        fields += [note for note, entries in zip(notes, page.annotations, strict=True) if "/Widget" in entries]
        box = f"{page.box()}/Annots[{' '.join(notes)}]"
        head = f"<</Type/Page/Parent 2 0 R{box}/Rotate {page.rotate}/Contents {number + 1} 0 R/Resources<<"
        objects += [head.encode() + resources + forms + b">>>>", _stream(page.content())]
        if page.form:
            layer = f"/OC {LAYERS[page.form_layer.encode()]} 0 R" if page.form_layer else ""
            entries = f"/Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Matrix[{page.form_matrix}]{layer}/Resources<<"
            objects.append(_stream(page.form.encode(), entries.encode() + resources + b">>"))
        objects += [f"<</Type/Annot/Rect[50 300 150 320]{entries}>>".encode() for entries in page.annotations]
    if fields:
        objects[0] = objects[0][:-2] + f"/AcroForm<</Fields[{' '.join(fields)}]>>>>".encode()
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    return _file(objects, password)


def _is_layered(page: Page) -> bool:
    return bool(page.form_layer) or any("/OC" in operator for operator in page.operators)


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(data), data)


def _file(objects: list[bytes], password: str | None) -> bytes:
    trailer = b"/Root 1 0 R"
    if password is not None:
        key, dictionary = _encryption(password)
        objects = [_encrypted(body, number, key) for number, body in enumerate(objects, 1)] + [dictionary]
        trailer += b"/Encrypt %d 0 R/ID[<%s><%s>]" % (len(objects), _ID.hex().encode(), _ID.hex().encode())
    out = b"%PDF-1.7\n"
    offsets: list[int] = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)


_ID = bytes(range(16))
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _encryption(password: str) -> tuple[bytes, bytes]:
    """Key and dictionary of the standard handler, revision 2, with one password for owner and user."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + b"\xfc\xff\xff\xff" + _ID).digest()[:5]
    user = _rc4(key, _PADDING)
    return key, b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (owner.hex().encode(), user.hex().encode())


def _encrypted(body: bytes, number: int, key: bytes) -> bytes:
    head, mark, rest = body.partition(b"stream\n")
    if not mark:
        return body
    data = rest.removesuffix(b"\nendstream")
    salted = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
    return head + mark + _rc4(salted, data) + b"\nendstream"


def _rc4(key: bytes, data: Iterable[int]) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
