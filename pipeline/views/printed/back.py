"""What stands below the main table: attitudes and notes."""

from __future__ import annotations

from pipeline.releases.exporters.rows import Row
from pipeline.views.printed.content import Content, item_text
from pipeline.views.printed.form import LAST, Cell, Table, Text, label

ATTITUDES = "職能內涵（A=attitude 態度）"
NOTES = "說明與補充事項"
HEADINGS = {
    "prerequisite": "建議擔任此職類／職業之學歷／經歷／或能力條件：",
    "supplement": "其他補充說明：",
    "glossary": "專有名詞釋義：",
}
"""The form's sub-headings of the notes, by section."""


def attitudes(content: Content) -> Table:
    """One attitude with its definition per row."""
    return _listed(ATTITUDES, [Text(attitude(row)) for row in content.competencies("A")])


def attitude(row: Row) -> str:
    """An attitude with its definition."""
    text = item_text(row["competency_code"], row["name"])
    return text if row["definition"] is None else f"{text}：{row['definition']}"


def notes(content: Content) -> Table:
    """Every note below the sub-heading of its section, with its mark and as deep as it is nested."""
    texts: list[Text] = []
    section: str | None = None
    for row in content["notes"]:
        if row["section"] != section:
            section = str(row["section"])
            texts.append(Text(HEADINGS.get(section, section)))
        texts.append(Text(note(row), row["depth"]))
    return _listed(NOTES, texts)


def note(row: Row) -> str:
    """A note with its mark."""
    return row["text"] if row["marker"] is None else f"{row['marker']} {row['text']}"


def _listed(heading: str, texts: list[Text]) -> Table:
    """A heading, and a row for each text: a sheet can indent cells, but no lines within them."""
    return Table([[label(0, LAST, heading)], *([Cell(0, LAST, (text,))] for text in texts)])
