"""The words by which tables without rules are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple


class TableWords(NamedTuple):
    """What the texts of a table say to one who knows its form; every function takes text as printed.

    `mentions` tells whether a page can hold such a table at all. `head` names the column of the main table that a head
    stands for, `is_spanning` tells a head over several columns; `listed` names a column of a table with a plain row per
    entry; `label` names what stands to the right of it; `closes` tells a heading that ends a table; `is_row_code` tells
    a text that begins with the code of a row, `is_coded` with any code; `is_level` tells what stands alone in the rank
    column; `task_of` gives the number of the task in a code that a text begins with. `row_columns` are the columns whose
    codes begin rows, `rank` the one of the levels, `uncoded` those whose entries may lack a code; `row_kinds` are the
    columns of duties, of tasks, of what is numbered like its task, of levels, and of other items; `tall_labels` are the
    labels that stand beside several rows, with the labels of these rows.
    """

    mentions: Callable[[str], bool]
    head: Callable[[str], str | None]
    is_spanning: Callable[[str], bool]
    listed: Callable[[str], str | None]
    label: Callable[[str], str | None]
    closes: Callable[[str], bool]
    is_row_code: Callable[[str], bool]
    is_coded: Callable[[str], bool]
    is_level: Callable[[str], bool]
    task_of: Callable[[str], str | None]
    row_columns: frozenset[str]
    row_kinds: tuple[frozenset[str], ...]
    rank: str
    uncoded: frozenset[str]
    tall_labels: Mapping[str, frozenset[str]]
