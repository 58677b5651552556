"""The engines put to work: which one reads, when the other takes over, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from itertools import zip_longest

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document, Grid, Line
from pipeline.documents.readers.pdf import pdfium
from pipeline.documents.readers.pdf.assembly import document_of
from pipeline.documents.readers.pdf.bounds import check_cells
from pipeline.documents.readers.pdf.comparison import differences
from pipeline.documents.readers.pdf.layers import hidden_origins
from pipeline.documents.readers.pdf.legibility import HOPELESS, SUSPECT, lines_share, odd_share
from pipeline.documents.readers.pdf.page import PageBlocks, PageContent, Remark, blocks_of
from pipeline.documents.readers.pdf.refusals import DAMAGED, ILLEGIBLE, NO_TEXT, OUTLINED, RECOGNISED, UNSHOWN
from pipeline.documents.readers.pdf.unruled import TableFinder, TableWords
from pipeline.documents.readers.pdf.unseen import NOTHING, Origins
from pipeline.documents.readers.unshown import NOT_SHOWN, Unshown, told_reason

_HEAVY = 300_000
"""Bytes of drawing orders that take pdfplumber some seconds; a page of a standard has some ten thousand."""
_HEAVY_FILE = 1_000_000
"""Bytes of drawing orders of all pages that take it about ten seconds."""
_RECOGNISED = frozenset((Unshown.NOT_PAINTED, Unshown.PICTURE))
"""Where the text stands that a machine recognises in pictures."""
_NONE_KNOWN: Mapping[int, PageContent] = {}


def by_pdfplumber(data: bytes, words: TableWords | None = None, known: Mapping[int, PageContent] = _NONE_KNOWN) -> Document:
    """Read the whole file with pdfplumber, which is imported only where it is needed: most files do without.

    `known` are pages that it has seen before, by their numbers.
    """
    from pipeline.documents.readers.pdf import plumber

    with plumber.opened(data) as document:
        finder = _finder(words)
        pages = (blocks_of(content, finder) for content in plumber.contents(document, _unseen_origins(data), known))
        return document_of(pages, plumber.ENGINE)


def by_pdfium(data: bytes, words: TableWords | None = None) -> Document:
    """Read with pdfium; pdfplumber takes over pages that lose text, and those whose text pdfium cannot read.

    Raises `UnreadableDocument` where no text is shown but some is hidden, such as what a machine recognised in
    pictures, and where all letters are drawn as outlines (I-113).
    """
    with pdfium.opened(data) as handle:
        document = document_of(_pages(handle, data, words), pdfium.ENGINE)
    if not has_text(document):
        _refuse(document.remarks)
        if _is_giant(data):
            return document
    share = odd_share(document)
    if share < SUSPECT:
        return document
    pages = _odd_pages(document)
    other = _second_opinion(data, words, pages) if not _is_giant(data, pages) else None
    if other is None or odd_share(other) >= share:
        return document
    detail = f"{share:.1%} of the characters read by pdfium are not what the page shows"
    places: list[int | None] = [*sorted(pages)] or [None]
    return replace(other, remarks=(*(("pdf_engine_fallback", page, detail) for page in places), *other.remarks))


def _odd_pages(document: Document) -> frozenset[int]:
    """The pages whose text is odd; none where that are all pages with text."""
    pages = defaultdict[int | None, list[Line]](list)
    for line in document.lines():
        pages[line.page].append(line)
    odd = [page for page, lines in pages.items() if lines_share(lines) >= SUSPECT]
    return frozenset(page for page in odd if page is not None) if len(odd) < len(pages) else frozenset()


def _unseen_origins(data: bytes) -> list[Origins]:
    """Where text stands that nobody sees, for pdfplumber, which cannot say: what pdfium says, and the layers that are off."""
    pages = zip_longest(hidden_origins(data), pdfium.unseen_origins(data), fillvalue=NOTHING)
    return [{**layered, **others} for layered, others in pages]


def _is_giant(data: bytes, pages: Set[int] = frozenset()) -> bool:
    """Whether the pages, all where none are given, hold so many drawings that the other engine would take long to read them."""
    from pipeline.documents.readers.pdf import plumber

    try:
        with plumber.opened(data) as document:
            sizes = plumber.drawing_sizes(document, pages)
            return max(sizes, default=0) >= _HEAVY or sum(sizes) >= _HEAVY_FILE
    except UnreadableDocument:
        return False


def _refuse(remarks: Iterable[Remark]) -> None:
    """Refuse a file without text where remarks tell why it has none; the other engine could but say the same, slowly."""
    for kind, _, detail in remarks:
        reason = told_reason(detail) if kind == NOT_SHOWN else None
        if reason is not None:
            raise UnreadableDocument(RECOGNISED if reason in _RECOGNISED else UNSHOWN.format(reason=reason))
        if detail == pdfium.OUTLINES:
            raise UnreadableDocument(OUTLINED)


def by_both(data: bytes, words: TableWords | None = None) -> Document:
    """Read twice; what pdfium read counts, and a remark tells each place where pdfplumber read something else."""
    fast = by_pdfium(data, words)
    if fast.engine != pdfium.ENGINE:
        return fast
    slow = _second_opinion(data, words)
    found = differences(fast, slow) if slow else [("pdf_engines_differ", None, "pdfplumber cannot read the file")]
    return replace(fast, engine=f"{pdfium.ENGINE}+pdfplumber", remarks=(*fast.remarks, *found))


def by_other(
    data: bytes, words: TableWords | None = None, pages: Set[int] = frozenset(), known: dict[int, PageContent] | None = None
) -> Document | None:
    """What pdfplumber reads, for where pdfium's reading came to nothing; None where it cannot, or not in a few seconds.

    With `pages` it reads these alone, and pdfium the others: what is drawn there counts for nothing, and what pdfium
    reads well, such as replacement text, stays as it is. They are put into `known`, so that whoever asks for the whole
    file afterwards does not wait for them again.
    """
    known = {} if known is None else known
    from pipeline.documents.readers.pdf import plumber

    try:
        with plumber.opened(data) as document:
            sizes = plumber.drawing_sizes(document, pages)
            if sum(sizes) >= _HEAVY or len(sizes) < len(pages):
                return None
        return checked(_with_pages(data, words, pages, known) if pages else by_pdfplumber(data, words, known))
    except UnreadableDocument:
        return None


def _with_pages(
    data: bytes, words: TableWords | None, pages: Set[int], known: dict[int, PageContent] | None = None
) -> Document:
    """The document with some pages as pdfplumber sees them; tables that go on over pages are followed through both.

    These pages are put into `known`. Raises UnreadableDocument where pdfplumber finds fewer pages in a damaged file.
    """
    from pipeline.documents.readers.pdf import plumber

    with pdfium.opened(data) as handle, plumber.opened(data) as other:
        hidden = _unseen_origins(data)
        if max(pages) > min(len(other.pages), len(hidden)):
            raise UnreadableDocument(DAMAGED)
        finder = _finder(words)
        known = {} if known is None else known
        known.update((page, plumber.content(other.pages[page - 1], hidden[page - 1])) for page in sorted(pages))
        contents = pdfium.contents(handle, hidden_origins(data))
        seen = (known[content.number] if content.number in pages else content for content in contents)
        return document_of((blocks_of(content, finder) for content in seen), f"{pdfium.ENGINE}+{plumber.ENGINE}")


def _second_opinion(data: bytes, words: TableWords | None, pages: Set[int] = frozenset()) -> Document | None:
    """What pdfplumber reads of a file, or of some pages; None where it cannot, for then pdfium's reading is what there is."""
    try:
        return _with_pages(data, words, pages) if pages else by_pdfplumber(data, words)
    except UnreadableDocument:
        return None


def _finder(words: TableWords | None) -> TableFinder | None:
    return TableFinder(words) if words is not None else None


def _pages(handle: int, data: bytes, words: TableWords | None) -> Iterator[PageBlocks]:
    finder = _finder(words)
    cells = 0
    for content in pdfium.contents(handle, hidden_origins(data)):
        page = blocks_of(content, finder)
        cells += sum([len(block.cells) for block in page.blocks if isinstance(block, Grid)])
        check_cells(cells, content.number)
        yield _page_by_pdfplumber(data, content.number, page) if page.missing else page


def _page_by_pdfplumber(data: bytes, number: int, lossy: PageBlocks) -> PageBlocks:
    from pipeline.documents.readers.pdf import plumber

    with plumber.opened(data) as document:
        if plumber.drawing_sizes(document)[number - 1] >= _HEAVY:
            lossy.remarks.append(("text_unplaced", number, f"{lossy.missing} characters came to stand nowhere."))
            return lossy
        layered = _unseen_origins(data)
        page = blocks_of(plumber.content(document.pages[number - 1], layered[number - 1] if layered else NOTHING))
    detail = f"{lossy.missing} characters that pdfium found came to stand nowhere"
    page.remarks.insert(0, ("pdf_engine_fallback", number, detail))
    return page


def has_text(document: Document) -> bool:
    """Whether there is anything but white space."""
    return any(line.text.strip() for line in document.lines())


def checked(document: Document) -> Document:
    """The document, unless there is nothing in it to read."""
    if not has_text(document):
        raise UnreadableDocument(NO_TEXT)
    if odd_share(document) > HOPELESS:
        raise UnreadableDocument(ILLEGIBLE)
    return document
