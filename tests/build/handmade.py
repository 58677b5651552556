"""Files written byte by byte: small PDFs and containers that no program writes on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from tests.build.written import package

_ODT_TYPE = "application/vnd.oasis.opendocument.text"


def pdf(objects: Sequence[str], trailer: str = "") -> bytes:
    """A PDF of numbered objects, the first being the catalogue, with its cross-reference table."""
    content, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    entries = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    end = f"trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + (entries + end).encode("latin-1")


def _one_page(stream: str, resources: str = "") -> list[str]:
    return [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << {resources} >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]


def pdf_of_text(text: str) -> bytes:
    """A page with one line of Latin text: a sound PDF that is no standard."""
    font = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    return pdf(_one_page(f"BT /F1 12 Tf 40 100 Td ({text}) Tj ET", font))


def pdf_of_pictures() -> bytes:
    """A page that is one grey rectangle, as a scan without text recognition."""
    return pdf(_one_page("0.5 g 10 10 280 180 re f"))


def pdf_with_password() -> bytes:
    """A PDF whose trailer declares encryption with keys that no empty password opens."""
    key = "00" * 32
    return pdf(
        _one_page("BT ET"), f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >> /ID [<{key}> <{key}>]"
    )


def odt_with_password() -> bytes:
    """An ODT whose manifest declares encrypted content."""
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml" '
        'm:media-type="text/xml"><m:encryption-data/></m:file-entry></m:manifest>'
    )
    return package({"mimetype": _ODT_TYPE, "content.xml": b"\x93\x11\x80", "META-INF/manifest.xml": manifest})
