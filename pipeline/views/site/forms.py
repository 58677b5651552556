"""What the site's scripts make files from: each standard as the printed form and as a list of what sheets name.

`data/forms-N.js` hold standards by the checksum of their id as addresses write it, so that a page finds its own without a
list of all, and stays as it is when another standard comes. A share is JSON, deflated and in base 64: a page opened
from a file may load scripts and nothing else, and standards that are deflated together take two thirds of the room.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections import defaultdict
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from pipeline.schema.tables import TABLES_OF_A_STANDARD
from pipeline.views.printed.content import Content, item_text
from pipeline.views.printed.export import form_of
from pipeline.views.printed.form import WIDTHS, Cell, Table
from pipeline.views.printed.values import values
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.html import json_text, slug
from pipeline.views.site.shelf import Row

SHARES = 64
TEMPLATES = "data/templates.js"
_SHEETS = ("job", "interview", "course")
_HEAD, _CENTER = 1, 2
_LETTERS = {"outputs": "o", "indicators": "p"}


def path(number: int) -> str:
    """The script of a share."""
    return f"data/forms-{number}.js"


def shares(catalogue: Catalogue) -> dict[int, list[str]]:
    """The ids of the standards in each share; a share without any has no script."""
    found: dict[int, list[str]] = defaultdict(list)
    for own in catalogue.by_id:
        found[zlib.crc32(slug(own).encode()) % SHARES].append(own)
    return dict(sorted(found.items()))


def script(catalogue: Catalogue, number: int, share: list[str]) -> str:
    """The standards of a share."""
    standards = {slug(own): described(content(catalogue, own)) for own in share}
    return f"icapForms({number},{json_text(packed(standards))});\n"


def templates_script() -> str:
    """The Word templates of the sheets, which the scripts fill as the command does."""
    folder = files("pipeline.views.printed").joinpath("templates")
    sheets = {name: b64encode(folder.joinpath(f"{name}.docx").read_bytes()).decode() for name in _SHEETS}
    return f"icapTemplates({json_text(sheets)});\n"


def content(catalogue: Catalogue, standard_id: str) -> Content:
    """The rows of a standard, as the forms want them."""
    return Content({name: catalogue.rows(name, standard_id) for name in TABLES_OF_A_STANDARD})


def packed(value: Mapping[str, Any]) -> str:
    """JSON, deflated, in base 64."""
    deflate = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return b64encode(deflate.compress(data) + deflate.flush()).decode()


def described(content: Content) -> dict[str, Any]:
    """A standard for the scripts: its form, the fields of sheets, and its items with what belongs to them."""
    found = values(content)
    places = {row["competency_id"]: place for place, row in enumerate(content["competencies"])}
    return {
        "id": content.profile["standard_id"], "title": content.title, "day": content.day.isoformat(), "widths": WIDTHS,
        "texts": {name: text for name, text in found.texts.items() if not name.endswith("清單")},
        "tables": [_table(table) for table in form_of(content).tables],
        "duties": [[row["duty_id"], item_text(row["duty_code"], row["name"])] for row in content["duties"]],
        "tasks": [_task(content, row, places) for row in content["tasks"]],
        "competencies": [
            [row["kind"], row["competency_id"], item_text(row["competency_code"], row["name"]), row["name"], row["definition"]]
            for row in content["competencies"]
        ],
        "loose": [*_loose(content, "outputs", "output_code", "name"), *_loose(content, "indicators", "indicator_code", "text")],
        "notes": {name: [entry["內容"] for entry in found.lists[name]] for name in ("條件", "補充")},
    }


def _loose(content: Content, table: str, code: str, text: str) -> list[list[str]]:
    """What is printed without a task: o or p, and the text."""
    return [[_LETTERS[table], item_text(row[code], row[text])] for row in content[table] if row["task_id"] is None]


def _task(content: Content, row: Row, places: Mapping[str, int]) -> list[Any]:
    """Id, text, duty, levels, outputs, indicators, and the places of the knowledge and skills that it requires."""
    own = row["task_id"]
    levels = {block["level"] for block in content.of_task("task_blocks", own)} - {None}
    required = sorted({places[one["competency_id"]] for one in content.of_task("requirements", own)})
    return [
        own, item_text(row["task_code"], row["name"]), row["duty_id"], sorted(levels),
        [item_text(one["output_code"], one["name"]) for one in content.of_task("outputs", own)],
        [[one["indicator_id"], item_text(one["indicator_code"], one["text"])] for one in content.of_task("indicators", own)],
        required,
    ]


def _table(table: Table) -> list[Any]:
    return [table.heads, [[_cell(cell) for cell in row] for row in table.rows]]


def _cell(cell: Cell) -> list[Any]:
    """First and last column, rows, flags, texts: a nested one with its depth."""
    texts = [[text.text, text.indent] if text.indent else text.text for text in cell.texts]
    return [cell.first, cell.last, cell.rows, _HEAD * cell.head + _CENTER * cell.center, texts]
