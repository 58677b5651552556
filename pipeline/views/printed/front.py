"""What stands above the main table: the version history and the profile."""

from __future__ import annotations

from pipeline.releases.exporters.rows import Row
from pipeline.views.printed.content import Content
from pipeline.views.printed.form import LAST, Cell, Table, Text, label, value

_VERSION_LABELS = (
    (0, 0, "版本"), (1, 1, "職能基準代碼"), (2, 3, "職能基準名稱"), (4, 4, "狀態"), (5, 5, "更新說明"), (6, 6, "發展更新日期"),
)
_SCHEMES = (("job_category", "職類別"), ("occupation", "職業別"), ("industry", "行業別"))
_NAME_LABEL = "職能基準名稱（擇一填寫）"


def versions(content: Content) -> Table:
    """The version history as printed, newest first."""
    rows = [[label(first, last, text) for first, last, text in _VERSION_LABELS]]
    return Table([*rows, *(_version(row) for row in content["standard_versions"])], heads=1)


def _version(row: Row) -> list[Cell]:
    version = f"V{row['version']}" if row["version"] is not None else ""
    date = f"{row['updated_on']:%Y/%m/%d}" if row["updated_on"] is not None else ""
    texts = (version, row["version_code"], row["name"], row["status"], row["note"], date)
    return [value(first, last, text) for (first, last, _), text in zip(_VERSION_LABELS, texts, strict=True)]


def profile(content: Content) -> Table:
    """Code, name, classes, description and base level."""
    row = content.profile
    name, is_category = row["name"], row["name_kind"] == "job_category"
    rows = [
        [label(0, 1, "職能基準代碼"), value(2, LAST, row["standard_code"])],
        [label(0, 0, _NAME_LABEL, rows=2), label(1, 1, "職類"), value(2, LAST, name if is_category else None)],
        [label(1, 1, "職業"), value(2, LAST, None if is_category else name)],
        *(_classes(content, scheme, word) for scheme, word in _SCHEMES),
        [label(0, 1, "工作描述"), value(2, LAST, row["description"])],
        [label(0, 1, "基準級別"), value(2, LAST, row["level_printed"])],
    ]
    rows[3].insert(0, label(0, 0, "所屬類別", rows=len(_SCHEMES)))
    return Table(rows)


def _classes(content: Content, scheme: str, word: str) -> list[Cell]:
    """The classes of a scheme: names and codes, one below the other, in cells side by side."""
    rows = [row for row in content["classifications"] if row["scheme"] == scheme]
    names, codes = (tuple(Text(row[name]) for row in rows if row[name] is not None) for name in ("name", "code"))
    return [label(1, 1, word), Cell(2, 3, names), label(4, 5, f"{word}代碼"), Cell(6, LAST, codes)]
