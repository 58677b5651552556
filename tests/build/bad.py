"""Files that are no published standard, each with a word of the reason for which it must be refused."""

from __future__ import annotations

from pathlib import Path

from tests.build.handmade import odt_with_password, pdf_of_pictures, pdf_of_text, pdf_with_password
from tests.build.spec import Made
from tests.build.written import as_docx, package

_SAMPLE = Path(__file__).resolve().parents[2] / "raw" / "IDC5294-001v3.pdf"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def _flipped(data: bytes) -> bytes:
    """The bytes with the middle third turned over: a container whose table of contents is sound and whose parts are not."""
    third = len(data) // 3
    return data[:third] + bytes(byte ^ 0xFF for byte in data[third : 2 * third]) + data[2 * third :]


REJECTED: dict[str, tuple[bytes, str]] = {
    "no-standard.pdf": (pdf_of_text("Minutes of a meeting"), "not a competency standard"),
    "truncated.pdf": (_SAMPLE.read_bytes()[:60_000], "damaged"),
    "only-a-header.pdf": (b"%PDF-1.7\n", "damaged"),
    "scanned.pdf": (pdf_of_pictures(), "text layer"),
    "locked.pdf": (pdf_with_password(), "password"),
    "empty.pdf": (b"", "empty"),
    "blank.txt": (b" \r\n\t\n", "empty"),
    "old.doc": (OLD_WORD, "old Office file"),
    "locked.docx": (OLD_WORD + "EncryptedPackage".encode("utf-16-le"), "password"),
    "photos.zip": (package({"a.jpg": b"\xff\xd8"}), "zip"),
    "sheet.docx": (package({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}), "damaged workbook"),
    "truncated.docx": (as_docx(Made())[:-80], "damaged"),
    "flipped.docx": (_flipped(as_docx(Made())), "damaged"),
    "damaged.odt": (package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office"}), "damaged"),
    "locked.odt": (odt_with_password(), "password"),
    "page.html": (b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
    "page.pdf": (b"\n <html><body>404</body></html>", "web page"),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "neither"),
    "letter.txt": ("甲物之說明，並非職能基準。".encode(), "not a competency standard"),
}
# Fewer than 20 files in all: from there on the gate refuses an input of which half cannot be read.
AMONG_SOUND_ONES = (
    "no-standard.pdf",
    "truncated.pdf",
    "locked.pdf",
    "empty.pdf",
    "old.doc",
    "photos.zip",
    "truncated.docx",
    "locked.odt",
    "page.html",
)
