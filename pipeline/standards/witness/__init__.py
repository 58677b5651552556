"""The witness: whether a reading may be wrong, judged by other means than those that made it (field guide P).

A reading is a claim. The witness looks at the same document without the reading rules (`printed`), asks of every
code, level and text in the tables whether the page shows it there, and of everything printed whether the tables
hold it. It repairs nothing. Each doubt is a finding with a place and a sentence; `wholeness` names what keeps a
document from being published at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents.findings import IssueLog
from pipeline.documents.model import Document, Grid
from pipeline.documents.running import Running
from pipeline.schema.tables import Tables
from pipeline.standards.witness import census, form_words, levels, parts, strays, texts, wholeness
from pipeline.standards.witness.doubt import Doubt
from pipeline.standards.witness.printed import printed

_NONE = Running()


def testify(document: Document, tables: Tables, coverage: float, log: IssueLog, running: Running = _NONE) -> None:
    """Note in the log everything that speaks against a reading; `running` are the document's heads and feet."""
    for doubt in doubts(document, tables, coverage, running):
        log.add(doubt.code, doubt.section, locator=doubt.locator, raw=doubt.raw, page=doubt.page, detail=doubt.detail)


def doubts(document: Document, tables: Tables, coverage: float = 1.0, running: Running = _NONE) -> Iterator[Doubt]:
    """Everything that speaks against a reading; a sign that shows in many places of one document is told a few times."""
    seen = printed(document, running.lines)
    yield from wholeness.wholeness(document, seen, tables, coverage, running)
    yield from form_words.form_words(tables)
    yield from parts.unfilled(document, tables)
    if not tables.tasks:
        return
    held = census.Held(tables)
    found = list(texts.texts(tables))
    yield from census.census(seen, held)
    yield from census.elsewhere(seen, tables, held)
    yield from levels.levels(seen, tables, held)
    yield from levels.blocks(tables, all(block.spans_known for block in document.body if isinstance(block, Grid)))
    yield from texts.in_one_piece(seen, found)
    yield from texts.misshapen(found)
    yield from strays.strays(document)
    yield from strays.two_in_one(document, tables)
    yield from texts.whole(seen, tables, held, found)
    yield from texts.sentences(document, tables)
    yield from texts.notes(tables)
    yield from texts.notes_begin(seen, tables)
    yield from texts.notes_end(seen, tables)
    yield from strays.attitudes_end(document, tables)
    yield from strays.attitudes_beside(document)
    yield from parts.heads(seen)
    yield from parts.uncoded(tables)
    yield from parts.bare(tables)
    yield from parts.widths(tables)
    yield from parts.reused(tables)
    yield from parts.classes(tables)
    yield from parts.tail(tables)
    yield from parts.lost(seen, tables)
    yield from parts.dates(seen, tables)
