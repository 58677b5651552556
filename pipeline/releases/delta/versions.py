"""Two versions of one standard: which items were gained, lost, reworded, and which only got another code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.documents.text.normalise import match_key
from pipeline.releases.delta.compare import Row, read_rows
from pipeline.schema import TABLES

ALIKE = 0.4
"""Share of common characters from which on two texts under one code count as one, reworded."""

GAINED, LOST, REWORDED, RECODED = "gained", "lost", "reworded", "recoded"


@dataclass(frozen=True, slots=True)
class Group:
    """Items that are compared with each other: a table, its id and text columns, and the kind of competency."""

    label_zh: str
    label: str
    table: str
    id_column: str
    text_column: str
    kind: str = ""


GROUPS = (
    Group("主要職責", "Duties", "duties", "duty_id", "name"),
    Group("工作任務", "Tasks", "tasks", "task_id", "name"),
    Group("工作產出", "Outputs", "outputs", "output_id", "name"),
    Group("行為指標", "Behaviour indicators", "indicators", "indicator_id", "text"),
    Group("知識", "Knowledge", "competencies", "competency_id", "name", "K"),
    Group("技能", "Skills", "competencies", "competency_id", "name", "S"),
    Group("態度", "Attitudes", "competencies", "competency_id", "name", "A"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One difference; the sides that do not exist are empty."""

    what: str
    old_id: str = ""
    old: str = ""
    new_id: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two standards of one or two releases, and the differences of each group of items."""

    old: Row
    new: Row
    steps: dict[str, tuple[Step, ...]]
    kept: dict[str, int]

    @property
    def is_equal(self) -> bool:
        return not any(self.steps.values())


def compare_versions(old_folder: Path, old_id: str, new_folder: Path, new_id: str) -> Comparison:
    """Compare the items of two standards; raises `PipelineError` where a release does not hold one of them."""
    old, new = _standard(old_folder, old_id), _standard(new_folder, new_id)
    steps: dict[str, tuple[Step, ...]] = {}
    kept: dict[str, int] = {}
    for group in GROUPS:
        before, after = _items(old_folder, old_id, group), _items(new_folder, new_id, group)
        steps[group.label], kept[group.label] = _match(before, after)
    return Comparison(old, new, steps, kept)


def _standard(folder: Path, standard_id: str) -> Row:
    standards = read_rows(folder, TABLES["standards"])
    if (standard_id,) not in standards:
        near = ", ".join(sorted(key[0] for key in standards if key[0][:4] == standard_id[:4])[:5])
        raise PipelineError(f"{folder.name} holds no standard {standard_id}; it holds {near or 'others, see its standards.csv'}.")
    return standards[(standard_id,)]


def _items(folder: Path, standard_id: str, group: Group) -> dict[str, str]:
    """Id to text in the order of publication."""
    rows = read_rows(folder, TABLES[group.table]).values()
    return {
        row[group.id_column]: row[group.text_column] for row in rows
        if row["standard_id"] == standard_id and group.kind in ("", row.get("kind"))
    }


def _match(old: dict[str, str], new: dict[str, str]) -> tuple[tuple[Step, ...], int]:
    """Pair items that are the same: under one code with one text, then by text alone, then by code alone."""
    before, after = dict(old), dict(new)
    same = [item for item in old if item in new and match_key(old[item]) == match_key(new[item])]
    for item in same:
        del before[item], after[item]
    recoded = list(_by_text(before, after))
    reworded = [item for item in before if item in after and _alike(before[item], after[item])]
    steps = [Step(REWORDED, item, before.pop(item), item, after.pop(item)) for item in reworded]
    steps += recoded
    steps += [Step(GAINED, new_id=item, new=text) for item, text in after.items()]
    steps += [Step(LOST, old_id=item, old=text) for item, text in before.items()]
    return tuple(steps), len(same)


def _alike(old: str, new: str) -> bool:
    """Whether a text is the other one reworded; a code that now stands on something else is a loss and a gain."""
    return SequenceMatcher(None, match_key(old), match_key(new), autojunk=False).ratio() >= ALIKE


def _by_text(before: dict[str, str], after: dict[str, str]) -> Iterator[Step]:
    """Pairs of one text under two codes, taken out of both sides; each item is paired once."""
    waiting: dict[str, list[str]] = {}
    for item, text in after.items():
        waiting.setdefault(match_key(text), []).append(item)
    for item in list(before):
        found = waiting.get(match_key(before[item]))
        if found and before[item]:
            other = found.pop(0)
            yield Step(RECODED, item, before.pop(item), other, after.pop(other))
