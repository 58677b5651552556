"""Documents of nothing but lists, as Word and as OpenDocument declare them, with the label that each paragraph should get."""

from __future__ import annotations

from collections.abc import Iterable

from tests.build.written import package

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_LIBREOFFICE = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"


# Word -------------------------------------------------------------------------------------------


def level(depth: int, format: str, text: str, start: int = 1, more: str = "") -> str:
    """A level of a list; `more` stands between its format and its text."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    """The declaration of a list."""
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def number(name: int, of: int, starts: Iterable[tuple[int, int]] = (), more: str = "") -> str:
    """A name for a list that is declared as `of`, with the numbers at which its levels begin anew."""
    overrides = (
        f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{start}"/></w:lvlOverride>' for depth, start in starts
    )
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}{more}</w:num>'


def item(text: str, of: int | None = None, depth: int | None = 0, style: str = "") -> str:
    """A paragraph, of a list if it names one."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    deep = f'<w:ilvl w:val="{depth}"/>' if depth is not None else ""
    if of is not None or (style and depth):
        named += f'<w:numPr>{deep}{f"""<w:numId w:val="{of}"/>""" if of is not None else ""}</w:numPr>'
    return f"<w:p><w:pPr>{named}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def style(name: str, based_on: str = "", numbered: str = "", kind: str = "paragraph") -> str:
    """A style; `numbered` is what it says of lists."""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    numbering = f"<w:pPr><w:numPr>{numbered}</w:numPr></w:pPr>" if numbered else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{based}{numbering}</w:style>'


def word_lists(numbering: str, body: str, styles: str = "") -> bytes:
    """A DOCX of paragraphs."""
    parts = ("numbering", "styles")
    types = "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{part}+xml"/>' for part in parts)
    relations = "".join(f'<Relationship Id="{part}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>' for part in parts)
    main = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
            f'ContentType="{_WORD}.document.main+xml"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": f"<w:numbering {_W} {_MC}>{numbering}</w:numbering>",
            "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        }
    )


# OpenDocument -----------------------------------------------------------------------------------


def odf_level(depth: int, format: str, prefix: str = "", suffix: str = "", more: str = "") -> str:
    """A level of a list style, 1-based as the format has it."""
    return (
        f'<text:list-level-style-number text:level="{depth}" style:num-format="{format}" style:num-prefix="{prefix}" '
        f'style:num-suffix="{suffix}" {more}/>'
    )


def odf_style(name: str, *levels: str) -> str:
    """A list style."""
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def odf_list(*items: str, style: str = "", more: str = "") -> str:
    """A list of items."""
    named = f'text:style-name="{style}"' if style else ""
    return f"<text:list {named} {more}>{''.join(items)}</text:list>"


def odf_item(text: str, *below: str, more: str = "") -> str:
    """An item with its text, none if it is empty, and what stands below it."""
    return f"<text:list-item {more}>{f'<text:p>{text}</text:p>' if text else ''}{''.join(below)}</text:list-item>"


def odf_lists(styles: str, body: str, outline: str = "") -> str:
    """An OpenDocument text as one flat file."""
    names = f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0" xmlns:loext="{_LIBREOFFICE}"' + "".join(
        f' xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "style")
    )
    return (
        f'<?xml version="1.0"?><office:document {names} office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{outline}</office:styles><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )
