"""Documents made to harm: bombs, entities, giants, mazes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable

from tests.conftest import RAW

SECRET = "root:x:0:0"
"""What the external entities try to smuggle in."""
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE d [<!ENTITY a0 "ha">{_LAUGHS}]>'
EXTERNAL = '<!DOCTYPE d [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def sample(kind: str) -> bytes:
    """The sample document in one of its forms."""
    return (RAW / f"IDC5294-001v3.{kind}").read_bytes()


def with_part(kind: str, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The sample with one part of its container changed, or added if there is none."""
    out = io.BytesIO()
    # The fastest level: bombs of hundreds of megabytes are made on the spot.
    packed = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with zipfile.ZipFile(io.BytesIO(sample(kind))) as source, packed as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry.filename, change(data) if entry.filename == name else data)
        if name not in source.namelist():
            target.writestr(name, change(b""))
    return out.getvalue()


def with_doctype(kind: str, name: str, doctype: str) -> bytes:
    """The sample with a document type and a reference to its entity in one part."""

    def change(data: bytes) -> bytes:
        head, mark, rest = data.partition(b"?>")
        body = rest if mark else head
        place = body.rfind(b"</")
        return b'<?xml version="1.0" encoding="UTF-8"?>' + doctype.encode() + body[:place] + b"&a11;" + body[place:]

    return with_part(kind, name, change)


def padded(kind: str, name: str, megabytes: int) -> bytes:
    """The sample with a part that unpacks to so many megabytes of nothing."""
    return with_part(kind, name, lambda data: data + b" " * (megabytes << 20))


def docx(body: str) -> bytes:
    """The sample DOCX with another body."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{body}</w:body></w:document>'
    return with_part("docx", "word/document.xml", lambda _: xml.encode())


def nested_docx(depth: int) -> bytes:
    """Tables inside tables."""
    return docx("<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def wide_docx(span: int) -> bytes:
    """A cell that claims to cover so many columns, in some thousand rows."""
    row = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p/></w:tc></w:tr>'
    return docx(f"<w:tbl>{row * 2000}</w:tbl>")


def huge_docx() -> bytes:
    """A table of two hundred thousand cells that are really there."""
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>K01</w:t></w:r></w:p></w:tc>" * 100 + "</w:tr>"
    return docx(f"<w:tbl>{row * 2_000}</w:tbl>")


def repeated_odt(attribute: str, number: int) -> bytes:
    """A cell or row that says it stands there so many times."""
    tag = b"<table:table-cell" if "columns" in attribute else b"<table:table-row"
    told = f' table:{attribute}="{number}"'.encode()
    return with_part("odt", "content.xml", lambda data: data.replace(tag, tag + told, 1))


def nested_odt(depth: int) -> bytes:
    """Tables inside the first cell."""
    inner = b"<table:table><table:table-row><table:table-cell>" * depth
    inner += b"</table:table-cell></table:table-row></table:table>" * depth
    return with_part("odt", "content.xml", lambda data: data.replace(b"</table:table-cell>", inner + b"</table:table-cell>", 1))


def encrypted_odt() -> bytes:
    """An ODT as office programs write it with a password."""
    entry = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'

    def lock(data: bytes) -> bytes:
        return data.replace(b"</manifest:manifest>", entry + b"</manifest:manifest>")

    locked = with_part("odt", "META-INF/manifest.xml", lock)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(locked)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"\x93\x1f" * 500 if name == "content.xml" else source.read(name))
    return out.getvalue()


def encrypted_docx() -> bytes:
    """The container that Word writes for a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 1000


def pdf(pages: int = 1, box: str = "0 0 595 842", content: bytes = b"", resources: str = "", count: int | None = None) -> bytes:
    """A PDF written by hand: so many page entries that share one content."""
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count or pages} >>".encode(),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(zlib.compress(content)), zlib.compress(content)),
    ]
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 3 0 R /Resources << {resources} >> >>".encode()
    return _joined([*objects, *[page] * pages])


def _joined(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def giant_image_pdf() -> bytes:
    """A page with an image of ten thousand million pixels that packs to nothing."""
    data = zlib.compress(b"\x00" * (8 << 20), 9)
    image = b"<< /Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    image += b"/Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(data), data)
    whole = pdf(content=b"q 500 0 0 500 0 0 cm /I Do Q", resources="/XObject << /I 5 0 R >>")
    return whole[: whole.rindex(b"xref\n0")] + b"5 0 obj\n" + image + b"\nendobj\ntrailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n"


def ruled_pdf(lines: int) -> bytes:
    """A page ruled like a table of lines × lines cells."""
    step = 500 / lines
    places = [f"{50 + number * step:.3f}" for number in range(lines)]
    content = [f"{place} 50 m {place} 550 l S 50 {place} m 550 {place} l S" for place in places]
    return pdf(content="\n".join(content).encode())


def looping_pdf() -> bytes:
    """A page tree that contains itself."""
    return pdf(pages=1).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")


def million_cell_text() -> bytes:
    """A text table of a million cells."""
    return sample("txt") + ("\t".join(["K01"] * 1000) + "\n").encode() * 1000
