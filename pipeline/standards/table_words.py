"""What a reader of pages has to know of the published form to read a table that nothing rules (I-105)."""

from __future__ import annotations

import re

from pipeline.documents.readers.pdf.unruled.words import TableWords
from pipeline.standards.codes.patterns import half_width
from pipeline.standards.sections.headings import (
    VERSION_LABELS,
    Column,
    header_column,
    is_attitude_heading,
    is_notes_heading,
    is_spanning_head,
    key,
    profile_label,
)
from pipeline.standards.sections.inline_headings import attitudes_behind_heading, notes_behind_heading

_MENTIONS = re.compile("主要職責|工作職責|工作任務|行為指標|績效指標|更新說明|基準級別|職能基準代碼|職業別")
_ROW_CODE = re.compile(r"\s*T[ .]?[0-9]{1,2}[a-z]?(?:\s?\.|(?![0-9A-Za-z]))")
_CODE = re.compile(
    r"\s*(?:[TOP][ .]?[0-9]{1,2}[a-z]?(?:\s?\.|(?![0-9A-Za-z]))|0[1-9]\.[0-9]|(?:N[KS]|SS|[KSA])[ .]?[0-9]{1,4}(?![0-9]))"
)
_TASK_NUMBER = re.compile(r"\s*[TOP0][ .]?([1-9][0-9]?[a-z]?)\.\s?([0-9]{1,2})(?![0-9])")
_LEVEL = re.compile(r"第?[1-6]級?")


def _mentions(text: str) -> bool:
    return _MENTIONS.search("".join(text.split())) is not None


def _head(text: str) -> str | None:
    column = header_column(text)
    return column.value if column else None


def _closes(text: str) -> bool:
    whole = is_attitude_heading(text) or is_notes_heading(text)
    return whole or attitudes_behind_heading(text) is not None or notes_behind_heading(text) is not None


def _task_of(text: str) -> str | None:
    found = _TASK_NUMBER.match(half_width(text))
    return ".".join(found.groups()) if found else None


TABLE_WORDS = TableWords(
    mentions=_mentions,
    head=_head,
    is_spanning=is_spanning_head,
    listed=lambda text: VERSION_LABELS.get(key(text)),
    label=profile_label,
    closes=_closes,
    is_row_code=lambda text: _ROW_CODE.match(half_width(text)) is not None,
    is_coded=lambda text: _CODE.match(half_width(text)) is not None,
    is_level=lambda text: _LEVEL.fullmatch(half_width(text)) is not None,
    task_of=_task_of,
    row_columns=frozenset((Column.DUTY.value, Column.TASK.value)),
    row_kinds=(
        frozenset((Column.DUTY.value,)),
        frozenset((Column.TASK.value,)),
        frozenset((Column.OUTPUT.value, Column.INDICATOR.value)),
        frozenset((Column.LEVEL.value,)),
        frozenset((Column.KNOWLEDGE.value, Column.SKILL.value)),
    ),
    rank=Column.LEVEL.value,
    uncoded=frozenset((Column.OUTPUT.value,)),
    tall_labels={
        "classes": frozenset(("job_category", "occupation", "industry")),
        "name": frozenset(("job_category_name", "occupation_name")),
    },
)
"""The published form, for whoever reads pages."""
