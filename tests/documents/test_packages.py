"""Packages that word processors open, whatever their parts are called, and those that are none: I-89."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import quoteattr

import pytest

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers import read, sniff
from pipeline.standards.parse import parse
from tests.build import WRITERS, Made, Outcome, as_docx, as_odt
from tests.build.written import package

irregularity = pytest.mark.irregularity

Parts = dict[str, bytes]
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MANIFEST = "META-INF/manifest.xml"


def parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def replaced(files: Parts, old: str, new: str) -> Parts:
    changed = {name: content.replace(old.encode(), new.encode()) for name, content in files.items()}
    assert changed != files
    return changed


def renamed(files: Parts, old: str, new: str) -> Parts:
    return {new if name == old else name: content for name, content in replaced(files, old, new).items()}


def related(files: Parts, target: str, mode: str = "") -> Parts:
    """With a relation of the main part to `target`."""
    relation = f'<Relationship Id="r9" Type="{OFFICE}/footnotes" Target="{target}"{mode}/>'
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return files | {"word/_rels/document.xml.rels": f'<Relationships xmlns="{namespace}">{relation}</Relationships>'.encode()}


def strict(files: Parts) -> Parts:
    files = replaced(files, OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    return replaced(files, "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")


def flat(files: Parts) -> bytes:
    """A package as one XML file; the main part as XML, the others as base64."""
    said = {"word/document.xml": MAIN}
    inner = "".join(
        f'<pkg:part pkg:name="/{name}" pkg:contentType={quoteattr(said.get(name, "application/xml"))}>'
        + (f"<pkg:xmlData>{content.decode()}</pkg:xmlData>" if name in said else
           f"<pkg:binaryData>{base64.b64encode(content).decode()}</pkg:binaryData>")
        + "</pkg:part>"
        for name, content in files.items()
    )
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{inner}</pkg:package>'.encode()


DOCX: dict[str, Callable[[Parts], bytes]] = {
    "another name": lambda files: package(renamed(files, "word/document.xml", "word/document2.xml")),
    "an absolute target": lambda files: package(replaced(files, 'Target="word', 'Target="/word')),
    "another case": lambda files: package({name.replace("word/document", "Word/Document"): text for name, text in files.items()}),
    "backslashes": lambda files: package({name.replace("/", "\\"): text for name, text in files.items()}),
    "macros": lambda files: package(replaced(files, MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml")),
    "a template": lambda files: package(replaced(files, MAIN, f"{WORD}.template.main+xml")),
    "strict": lambda files: package(strict(files)),
    "no relation": lambda files: package({name: content for name, content in files.items() if name != "_rels/.rels"}),
    "a relation that leads nowhere": lambda files: package(related(files, "NULL")),
    "a relation that leads out": lambda files: package(related(files, "https://example.tw/a.xml", ' TargetMode="External"')),
    "a broken part that nobody reads": lambda files: package({**files, "word/theme.xml": b"<theme"}),
    "one XML file": flat,
}
ODT: dict[str, Callable[[Parts], bytes]] = {
    "no mimetype": lambda files: package({name: content for name, content in files.items() if name != "mimetype"}),
    "neither mimetype nor manifest": lambda files: package({"content.xml": files["content.xml"]}),
    "a template": lambda files: package(replaced(files, "opendocument.text", "opendocument.text-template")),
    "names that stand twice": lambda files: package(replaced(files, "<text:p>", '<text:p xml:id="a">')),
    "one XML file": lambda files: replaced(files, "office:document-content", "office:document")["content.xml"],
    "one XML file with a declaration": lambda files: b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\n'
    + replaced(files, "office:document-content", "office:document")["content.xml"],
}


@irregularity("I-89")
@pytest.mark.parametrize(("kind", "change"), [
    *(pytest.param("docx", change, id=f"docx {name}") for name, change in DOCX.items()),
    *(pytest.param("odt", change, id=f"odt {name}") for name, change in ODT.items()),
])
def test_i89_what_a_word_processor_opens_is_read(kind: str, change: Callable[[Parts], bytes]) -> None:
    data = WRITERS[kind](Made())
    changed = change(parts(data))
    assert sniff(changed) == kind and read(changed) == read(data)


@irregularity("I-89")
@pytest.mark.parametrize("suffix", ["docm", "dotx", "fodt", "ott"])
def test_i89_no_suffix_of_a_word_processor_is_wrong(suffix: str) -> None:
    kind = "docx" if suffix.startswith("do") else "odt"
    assert "suffix_wrong" not in Outcome(parse(f"made.{suffix}", WRITERS[kind](Made()))).issues


SLIDES = "opendocument.presentation"
WORD_2003 = b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
NO_TEXT = {
    "sheet": (package(replaced(parts(as_docx(Made())), MAIN, SHEET)), "is a spreadsheet (XLSX)"),
    "odp": (package(replaced(parts(as_odt(Made())), "opendocument.text", SLIDES)), "is an OpenDocument slide show"),
    "word 2003": (WORD_2003, "Word 2003"),
}


@irregularity("I-89")
@pytest.mark.parametrize(("data", "reason"), NO_TEXT.values(), ids=NO_TEXT)
def test_i89_what_is_no_text_document_is_refused_by_its_name(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"save") as refusal:
        sniff(data)
    assert reason in str(refusal.value)
