"""The parts of an OpenDocument file: a package with or without its `mimetype`, or one flat XML file (I-89)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers.package import open_package, parse_xml, read_part

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MANIFEST = "META-INF/manifest.xml"
_PREFIX = "application/vnd.oasis.opendocument."
_ROOT_TYPE = re.compile(rb'<(?:\w+:)?file-entry\b[^>]*?full-path="/"[^>]*>')
_MEDIA_TYPE = re.compile(rb'media-type="([^"]*)"')
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LO = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_TABLE_OF_SHAPE = b"<loext:table"
_PICTURES = re.compile(rb"<office:binary-data>[^<]*</office:binary-data>")
_OTHERS = {"spreadsheet": "an OpenDocument spreadsheet", "presentation": "an OpenDocument slide show", "graphics": "a drawing",
           "formula": "a formula", "chart": "a chart", "base": "a database"}


def is_text_package(package: zipfile.ZipFile) -> bool:
    """Whether a package is an OpenDocument text; raises `UnreadableDocument` with what it is if it is of another kind."""
    if "content.xml" not in package.namelist():
        return False
    kind = _media_type(package)
    name = kind.removeprefix(_PREFIX).partition("-")[0]
    if kind.startswith(_PREFIX) and name in _OTHERS:
        raise UnreadableDocument(f"is {_OTHERS[name]}, not a text document; save the standard as DOCX, ODT or PDF")
    return not kind or kind.startswith(_PREFIX)


def _media_type(package: zipfile.ZipFile) -> str:
    """What the package says it is, by its `mimetype` or its manifest; empty where it says nothing."""
    said = (read_part(package, "mimetype") or b"").strip()
    if not said:
        root = _ROOT_TYPE.search(read_part(package, _MANIFEST) or b"")
        found = _MEDIA_TYPE.search(root[0]) if root else None
        said = found[1] if found else b""
    return said.decode("ascii", errors="replace")


class OdfParts(NamedTuple):
    """The content of a file, the styles beside it (None where both are one), and other parts by name, parsed."""

    content: etree._Element
    styles: etree._Element | None
    part: Callable[[str], etree._Element | None]


def open_parts(data: bytes) -> OdfParts:
    """The parts of a file; raises `UnreadableDocument`."""
    if not data.startswith(b"PK"):
        # Pictures may be larger than the parser takes, and nobody reads them.
        return OdfParts(_content(_PICTURES.sub(b"", data), "the file"), None, lambda name: None)
    package = open_package(data)
    if b"encryption-data" in (read_part(package, _MANIFEST) or b""):
        raise UnreadableDocument("is protected by a password; save a copy without the password")
    content = read_part(package, "content.xml")
    if content is None:
        raise UnreadableDocument("is a damaged ODT file without content; download it again")
    return OdfParts(_content(content, "content.xml"), _tree(package, "styles.xml"), partial(_tree, package))


def _content(data: bytes, name: str) -> etree._Element:
    """The content, parsed; a table within a shape, to which LibreOffice gives a name of its own, is one as any other (I-94)."""
    root = parse_xml(data, name)
    if _TABLE_OF_SHAPE in data:
        for element in root.iter(f"{_LO}*"):
            if element.tag.startswith(f"{_LO}table"):
                element.tag = _TABLE + element.tag.removeprefix(_LO)
    return root


def _tree(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    content = read_part(package, name)
    return parse_xml(content, name) if content else None
