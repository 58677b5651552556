"""Made-up standards whose list marks a word processor draws: lines that begin with `DRAWN` are items of one list."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from tests.build.spec import Made
from tests.build.written import as_docx, as_odt, package

DRAWN = "§"
_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _changed(data: bytes, changes: dict[str, Callable[[str], str]], added: dict[str, str]) -> bytes:
    """A zip container with some of its parts changed and others added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return package(parts | {name: change(parts[name]) for name, change in changes.items()} | added)


def numbered_docx(made: Made, format: str, text: str) -> bytes:
    """The standard as DOCX; `format` and `text` are those of Word, such as `taiwaneseCounting` and `%1、`."""
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>'
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return _changed(
        as_docx(made),
        {
            "word/document.xml": lambda xml: re.sub(
                rf'<w:p>(?:<w:pPr>.*?</w:pPr>)?(<w:r><w:t xml:space="preserve">){DRAWN}', rf"<w:p>{number}\1", xml
            ),
            "[Content_Types].xml": lambda xml: xml.replace(
                "</Types>", f'<Override PartName="/word/numbering.xml" ContentType="{_NUMBERING}"/></Types>'
            ),
        },
        {
            "word/numbering.xml": f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="n1" '
            f'Type="{_OFFICE}" Target="numbering.xml"/></Relationships>',
        },
    )


def numbered_odt(made: Made, format: str, suffix: str, prefix: str = "") -> bytes:
    """The standard as ODT; `format` and `suffix` are those of OpenDocument, such as `一, 二, 三, ...` and `、`."""
    style = (
        f'<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="{format}" '
        f'style:num-prefix="{prefix}" style:num-suffix="{suffix}"/></text:list-style></office:automatic-styles>'
    )
    item = rf"<text:p[^>]*>{DRAWN}[^<]*</text:p>"

    def listed(run: re.Match[str]) -> str:
        paragraphs = re.findall(item, run[0])
        items = "".join(f"<text:list-item>{paragraph.replace(DRAWN, '')}</text:list-item>" for paragraph in paragraphs)
        return f'<text:list text:style-name="L">{items}</text:list>'

    return _changed(
        as_odt(made),
        {"content.xml": lambda xml: re.sub(rf"(?:{item})+", listed, xml.replace("</office:automatic-styles>", style))},
        {},
    )
