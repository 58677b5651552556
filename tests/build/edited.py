"""Made-up standards as files of a word processor whose XML is changed, for what only such files hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from pipeline.standards.parse import parse
from tests.build.outcome import Outcome
from tests.build.spec import Made
from tests.build.written import WRITERS, package

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = {"draw": "drawing", "svg": "svg-compatible"}
_DECLARED = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"' for name, full in _NAMES.items())
MAIN = {"docx": "word/document.xml", "odt": "content.xml"}

Change = Callable[[str], str]


def edited(kind: str, change: Change, made: Made | None = None, **parts: str) -> Outcome:
    """A made-up standard with its XML changed; `parts` are further parts of a DOCX, by the relation that leads to them."""
    with zipfile.ZipFile(io.BytesIO(WRITERS[kind](made or Made()))) as source:
        files = {name: source.read(name).decode() for name in source.namelist()}
    before, files[MAIN[kind]] = files[MAIN[kind]], change(files[MAIN[kind]])
    assert files[MAIN[kind]] != before
    files[MAIN[kind]] = files[MAIN[kind]].replace("<office:document-content", f"<office:document-content{_DECLARED}", 1)
    relations = "".join(f'<Relationship Id="{name}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>' for name in parts)
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{name}+xml"/>' for name in parts)
    if parts:
        files |= {f"word/{name}.xml": f"<w:{name} {W}>{content}</w:{name}>" for name, content in parts.items()}
        package_relations = "http://schemas.openxmlformats.org/package/2006/relationships"
        files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{package_relations}">{relations}</Relationships>'
        files["[Content_Types].xml"] = files["[Content_Types].xml"].replace("</Types>", f"{types}</Types>")
    return Outcome(parse(f"made.{kind}", package(files)))


def replaced(old: str, new: str) -> Change:
    """The change that puts a text in the place of another, wherever that stands."""
    return lambda xml: xml.replace(old, new)
