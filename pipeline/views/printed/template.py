"""Fill a Word template: fields in double braces, and rows or paragraphs that are repeated for each entry of a list."""

from __future__ import annotations

import copy
import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pipeline.base.errors import PipelineError
from pipeline.views.printed.values import FIELDS, Entry, Values

TEMPLATES = Path(__file__).with_name("templates")
"""The templates that come with the product; whoever wants another look edits a copy in a word processor."""
_FIELD = re.compile(r"\{\{\s*(?P<list>[^{}.\s]+\.)?(?P<name>[^{}.\s]+)\s*\}\}")


def fill(template: Path, values: Values) -> Document:
    """A template with the values in its fields, in the body as in headers and footers.

    A table row that names a field of a list is repeated for each entry of the list, and so is a paragraph elsewhere; of
    an empty list nothing is left. Raises `PipelineError` for a template that cannot be opened or names a field that
    there is not.
    """
    document = _opened(template)
    for root in (document.element.body, *_margins(document)):
        for row in list(root.iter(qn("w:tr"))):
            _repeat(row, values, template)
        for paragraph in list(root.iter(qn("w:p"))):
            _repeat(paragraph, values, template)
        _write(root, lambda match: _text(match, values, template))
    return document


def _opened(template: Path) -> Document:
    try:
        return docx.Document(io.BytesIO(template.read_bytes()))
    except OSError:
        raise
    except Exception as error:
        # A damaged package raises whatever its place in python-docx happens to raise.
        raise PipelineError(f"{template} is no Word document (.docx), so it cannot be a template.") from error


def _margins(document: Document) -> Iterator[Any]:
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                yield part._element


def _repeat(element: Any, values: Values, template: Path) -> None:
    """Put a copy for each entry in the place of a row or paragraph that names the fields of a list."""
    fields = [match for paragraph in element.iter(qn("w:p")) for match in _FIELD.finditer(_printed(paragraph)) if match["list"]]
    lists = {str(match["list"])[:-1] for match in fields}
    if not lists:
        return
    if len(lists) > 1:
        raise PipelineError(f"{template.name} names several lists in one row: {', '.join(sorted(lists))}.")
    name = lists.pop()
    for match in fields:
        if match["name"] not in FIELDS.get(name, ()):
            raise _unknown(match, template)
    for entry in values.lists[name]:
        added = copy.deepcopy(element)
        element.addprevious(added)
        _write(added, partial(_of_entry, entry))
    _remove(element)


def _remove(element: Any) -> None:
    """Take an element out; a cell keeps a last paragraph, which it must have."""
    parent = element.getparent()
    if element.tag == qn("w:p") and len(parent.findall(qn("w:p"))) == 1:
        for run in element.findall(qn("w:r")):
            element.remove(run)
    else:
        parent.remove(element)


def _write(root: Any, text_of: Callable[[re.Match[str]], str]) -> None:
    """Replace the fields of every paragraph; where a field goes over several runs the first of them has it all."""
    for element in list(root.iter(qn("w:p"))):
        if not _FIELD.search(_printed(element)):
            continue
        runs = Paragraph(element, root).runs
        if any("{{" in run.text and "}}" not in run.text for run in runs):
            runs[0].text = "".join(run.text for run in runs)
            for run in runs[1:]:
                element.remove(run._r)
            runs = runs[:1]
        for run in runs:
            if _FIELD.search(run.text):
                run.text = _FIELD.sub(text_of, run.text)


def _printed(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def _text(match: re.Match[str], values: Values, template: Path) -> str:
    if match["list"] or match["name"] not in values.texts:
        raise _unknown(match, template)
    return values.texts[match["name"]]


def _of_entry(entry: Entry, match: re.Match[str]) -> str:
    """A field of the entry; what is no field of a list is left for later."""
    return entry[match["name"]] if match["list"] else match[0]


def _unknown(match: re.Match[str], template: Path) -> PipelineError:
    lists = "; ".join(f"{name}: {', '.join(fields)}" for name, fields in FIELDS.items())
    return PipelineError(f"{template.name} names {match[0]}, which there is not. The lists are {lists}.")
