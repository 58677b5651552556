"""The search index as scripts, because a page opened from a file may load scripts and nothing else.

`data/standards.js` says of each standard its id, name, level and classes; `data/texts-N.js` hold the texts of
`SHARE` standards each, a line per item: a letter for what it is, the item's id, a tab, the text as printed.
The browser folds the texts itself, by the table that `find` folds by, so that nothing is shipped twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.releases.finding import folding
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.html import json_text
from pipeline.views.site.shelf import Row

SHARE = 250
FOLDER = "data"
_ITEMS = (("duties", "d", "duty_id", "name"), ("tasks", "t", "task_id", "name"), ("outputs", "o", "output_id", "name"),
          ("indicators", "p", "indicator_id", "text"), ("competencies", "", "competency_id", "name"))


class _Listed:
    """Texts by number in the order in which they first occur."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, texts: list[str]) -> list[int]:
        return [self.numbers.setdefault(text, len(self.numbers)) for text in texts]


def standards_script(catalogue: Catalogue) -> str:
    """The list of standards and of the classes that they are in."""
    lists = {name: _Listed() for name in ("cluster", "occupation", "industry")}
    listed = []
    for row in catalogue.standards:
        own = row["standard_id"]
        classes = [
            lists["cluster"](catalogue.clusters(own)), lists["occupation"](catalogue.classes(own, "occupation")),
            lists["industry"](catalogue.classes(own, "industry")),
        ]
        listed.append([own, row["name"] or "", row["level"] or 0, *classes, standard_file(own)])
    value: dict[str, Any] = {name: list(one.numbers) for name, one in lists.items()}
    value |= {"share": SHARE, "parts": -(-len(listed) // SHARE), "standards": listed, "fold": folding.table()}
    return f"self.icap={json_text(value)};\n"


def shares(catalogue: Catalogue) -> list[list[str]]:
    """The ids of the standards whose texts go into one script."""
    ids = list(catalogue.by_id)
    return [ids[first : first + SHARE] for first in range(0, len(ids), SHARE)]


def text_script(catalogue: Catalogue, number: int, share: Sequence[str]) -> str:
    """The texts of the `number`-th share of standards."""
    texts = ["\n".join(_lines(catalogue, catalogue.by_id[own])) for own in share]
    return f"icapTexts({number},{json_text(texts)});\n"


def _lines(catalogue: Catalogue, standard: Row) -> Iterator[str]:
    own = standard["standard_id"]
    yield _line("n", own, standard["name"])
    if standard["description"]:
        yield _line("x", "", standard["description"])
    for row in catalogue.rows("classifications", own):
        yield _line("g", row["code"] or "", row["name"])
    for table, letter, item, text in _ITEMS:
        for row in catalogue.rows(table, own):
            yield _line(letter or row["kind"][:1], row[item], row[text])
    for row in catalogue.rows("notes", own):
        yield _line("m", "", row["text"])


def _line(letter: str, item_id: str, text: str | None) -> str:
    """One item; white space that would end a line or a field becomes a space."""
    return f"{letter}{' '.join(item_id.split())}\t{' '.join((text or '').split())}"

