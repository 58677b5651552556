"""Pages → document."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.documents.model import Block, Document
from pipeline.documents.readers.pdf.page import PageBlocks, Remark


def document_of(pages: Iterable[PageBlocks], engine: str) -> Document:
    """The pages of a file as one document; remarks stay in page order."""
    body: list[Block] = []
    remarks: list[Remark] = []
    count = 0
    for page in pages:
        body += page.blocks
        remarks += page.remarks
        count += 1
    return Document("pdf", tuple(body), pages=count, engine=engine, remarks=tuple(remarks))
