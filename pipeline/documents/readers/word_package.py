"""The parts of a Word file, found by relationships and content types and never by their names (I-89).

A part is opened when it is asked for, so that what nobody reads (pictures, macros, relations that lead nowhere) can
do no harm. Strict Open XML is brought to the usual namespaces; one flat XML file (Flat OPC) is a package as well.
"""

from __future__ import annotations

import base64
import binascii
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import unquote

from lxml import etree

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers.package import open_package, parse_xml, read_part

FLAT = "http://schemas.microsoft.com/office/2006/xmlPackage"
"""The namespace of a package that is one XML file."""
DAMAGED = "is a damaged DOCX file; download it again or save it anew with a word processor"
_PKG = f"{{{FLAT}}}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
     b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", b"http://schemas.openxmlformats.org/drawingml/2006/picture"),
)
_MAIN = "officeDocument"
_SHARED = "styles"
_LARGEST_SHARED = 1 << 20
_WORDS = ("wordprocessingml", "ms-word")
_OTHERS = {
    "spreadsheetml": "a spreadsheet (XLSX)", "ms-excel": "a spreadsheet (XLSX)", "presentationml": "a slide show (PPTX)",
    "ms-powerpoint": "a slide show (PPTX)",
}

Read = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of one part to another inside the package; `kind` is the last word of its type, such as `footnotes`."""

    name: str
    kind: str
    target: str


class WordPackage:
    """The parts of a Word file by name; names are told apart as Word does, whatever their case."""

    def __init__(self, parts: Mapping[str, Read], types: Mapping[str, str] | None = None) -> None:
        self._parts = {_key(name): read for name, read in parts.items()}
        self._relations: dict[str, list[Relation]] = {}
        self._kept: dict[str, bytes] = {}
        self._types = {_key(name): kind for name, kind in types.items()} if types is not None else self._declared_types()
        self.main = self._find_main()

    @classmethod
    def open(cls, data: bytes) -> WordPackage:
        """The package in a file's bytes; raises `UnreadableDocument`."""
        if not data.startswith(b"PK"):
            return cls(*_flat_parts(parse_xml(data, "the file")))
        return cls.within(open_package(data))

    @classmethod
    def within(cls, package: zipfile.ZipFile) -> WordPackage:
        """The package in an opened zip container."""
        # Of two entries with one name the last one counts, as for who unpacks them.
        return cls({name: partial(_read, package, name) for name in package.namelist()})

    @property
    def is_word(self) -> bool:
        """Whether the package has a main part; raises `UnreadableDocument` with what it is if that is no text."""
        kind = self._type_of(self.main)
        other = next((said for word, said in _OTHERS.items() if word in kind), None)
        if other:
            raise UnreadableDocument(f"is {other}, not a text document; save the standard as DOCX, ODT or PDF")
        return bool(self.main)

    def main_tree(self) -> etree._Element:
        """The main part, parsed; raises `UnreadableDocument` where there is none."""
        tree = self.tree(self.main)
        if tree is None:
            raise UnreadableDocument(DAMAGED)
        return tree

    def related(self, kind: str, holding: tuple[str, ...] = ()) -> Iterator[etree._Element]:
        """The parts to which the main part has relations of a kind, parsed; those that are not there are passed over.

        With `holding` only those that hold one of these words, so that a large part need not be parsed for nothing.
        """
        for relation in self.relations(self.main):
            content = self._content(relation) if relation.kind == kind else None
            if content is None:
                continue
            is_shared = kind == _SHARED and len(content) <= _LARGEST_SHARED
            if not holding or (_holds_again if is_shared else _holds)(content, holding):
                yield (_parsed_again if is_shared else _parsed)(content, relation.target)

    def _content(self, relation: Relation) -> bytes | None:
        """The bytes of a part, if it is there; those of the styles are asked for several times and unpacked once."""
        name = _key(relation.target)
        if name in self._kept or name not in self._parts:
            return self._kept.get(name)
        content = self._parts[name]()
        if relation.kind == _SHARED:
            self._kept[name] = content
        return content

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part, of the package itself for an empty name, to parts inside the package."""
        if part not in self._relations:
            self._relations[part] = list(self._related_parts(part))
        return self._relations[part]

    def _related_parts(self, part: str) -> Iterator[Relation]:
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        for element in tree.iter(_RELATION) if tree is not None else ():
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, unquote(element.get("Target") or "")))
                yield Relation(element.get("Id") or "", (element.get("Type") or "").rpartition("/")[2], target.lstrip("/"))

    def tree(self, name: str) -> etree._Element | None:
        """A part, parsed; None where there is none."""
        read = self._parts.get(_key(name))
        return _parsed(read(), name) if read is not None else None

    def _declared_types(self) -> dict[str, str]:
        """Content types by part name, and by `.suffix` for all others."""
        tree = self.tree("[Content_Types].xml")
        types: dict[str, str] = {}
        for element in tree if tree is not None else ():
            if element.tag == f"{_TYPES}Override":
                types[_key(element.get("PartName") or "")] = element.get("ContentType") or ""
            elif element.tag == f"{_TYPES}Default":
                types[f".{(element.get('Extension') or '').casefold()}"] = element.get("ContentType") or ""
        return types

    def _type_of(self, name: str) -> str:
        suffix = posixpath.splitext(name)[1].casefold()
        return self._types.get(_key(name), self._types.get(suffix, ""))

    def _find_main(self) -> str:
        """The part to which the package leads; else the one that says it is the main part of a text; empty without one."""
        for relation in self.relations(""):
            if relation.kind == _MAIN and _key(relation.target) in self._parts:
                return relation.target
        texts = (name for name, kind in self._types.items() if "main+xml" in kind and any(word in kind for word in _WORDS))
        return next((name for name in texts if name in self._parts), "")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    return read_part(package, name) or b""


def _parsed(content: bytes, name: str) -> etree._Element:
    root = parse_xml(content, name)
    if not str(root.tag).startswith(f"{{{_STRICT.decode()}"):
        return root
    text = etree.tostring(root)
    for strict, usual in _TRANSITIONAL:
        text = text.replace(strict, usual)
    return parse_xml(text, name)


def _holds(content: bytes, words: tuple[str, ...]) -> bool:
    """Whether a part holds one of some words, in the encoding that its first characters show."""
    code = "utf-16-le" if b"\0" in content[:4] else "ascii"
    return any(word.encode(code) in content for word in words)


@lru_cache(maxsize=4)
def _holds_again(content: bytes, words: tuple[str, ...]) -> bool:
    """The same of a part that documents of one template share."""
    return _holds(content, words)


@lru_cache(maxsize=2)
def _parsed_again(content: bytes, name: str) -> etree._Element:
    """The tree of a part that documents of one template share, and that may be larger than what they say; only to be read."""
    return _parsed(content, name)


def _flat_parts(root: etree._Element) -> tuple[dict[str, Read], dict[str, str]]:
    """The parts of a flat package and their types."""
    parts: dict[str, Read] = {}
    types: dict[str, str] = {}
    for part in root.iter(f"{_PKG}part"):
        name = part.get(f"{_PKG}name") or ""
        types[name] = part.get(f"{_PKG}contentType") or ""
        parts[name] = partial(_flat_content, part)
    return parts, types


def _flat_content(part: etree._Element) -> bytes:
    inner = part.find(f"{_PKG}xmlData/*")
    if inner is not None:
        return etree.tostring(inner)
    try:
        return base64.b64decode(part.findtext(f"{_PKG}binaryData") or "")
    except binascii.Error as error:
        raise UnreadableDocument(DAMAGED) from error
