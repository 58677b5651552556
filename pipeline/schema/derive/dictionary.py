"""The data dictionary as Markdown: what people read to understand the tables."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.schema import SCHEMA_VERSION, TABLES, Column, Table

HEADER = f"""# Data dictionary

Schema version {SCHEMA_VERSION}. Generated from `pipeline/schema/`; change the fields there, not here.
Every table is published as CSV and as Parquet. A column that is not required may be empty: a value
that the source does not print is left out and never guessed.

除「必填」欄位外皆可為空值；來源文件未載明者一律留空，不補、不猜。
"""

DERIVED = "**Derived by us; in no source document. 本表由本專案依其他資料表推導，並非來源文件所載。**"


def _cell(text: str) -> str:
    """Text inside a Markdown table, where a bar would end the cell."""
    return text.replace("|", "\\|")


def _limits(column: Column) -> str:
    field = column.field
    limits = []
    if field.allowed:
        limits.append(", ".join(f"`{value}` {label}" for value, label in field.allowed))
    if field.pattern:
        limits.append(f"`{field.pattern}`")
    if field.minimum is not None:
        limits.append(f"≥ {field.minimum:g}")
    if field.maximum is not None:
        limits.append(f"≤ {field.maximum:g}")
    if field.max_length is not None:
        limits.append(f"at most {field.max_length} characters")
    return "; ".join(limits)


def _row(table: Table, column: Column) -> str:
    need = "key 主鍵" if column.name in table.key else "" if column.nullable else "yes 必填"
    cells = (f"`{column.name}`", column.field.label_zh, column.field.label, column.field.kind.value, need,
             column.field.description, _limits(column))
    return "| " + " | ".join(map(_cell, cells)) + " |"


def _references(table: Table) -> Iterator[str]:
    for reference in table.references:
        target = f"[{reference.parent}](#{reference.parent}) ({', '.join(reference.parent_columns)})"
        yield f"- {', '.join(reference.columns)} → {target}"


def _section(table: Table) -> Iterator[str]:
    yield from (f'<a id="{table.name}"></a>', "", f"## {table.name} · {table.label_zh} ({table.label})", "")
    yield from (f"{table.grain} Key: {', '.join(f'`{name}`' for name in table.key)}.", "")
    if table.derived:
        yield from (DERIVED, "")
    references = list(_references(table))
    yield from (*references, "") if references else ()
    yield "| column | 欄位 | label | type | required | meaning | limits |"
    yield "|---|---|---|---|---|---|---|"
    yield from (_row(table, column) for column in table.columns)
    yield ""


def data_dictionary() -> str:
    """The whole dictionary, English with the Traditional Chinese label of every table, field and value."""
    lines = [HEADER, "| table | 資料表 | one row per |", "|---|---|---|"]
    lines += [f"| [{table.name}](#{table.name}) | {table.label_zh} | {_cell(table.grain)} |" for table in TABLES.values()]
    return "\n".join([*lines, "", *(line for table in TABLES.values() for line in _section(table))]).rstrip() + "\n"
