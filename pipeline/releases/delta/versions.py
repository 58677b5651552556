"""Two versions of one standard: which items were gained, lost, reworded, and which only got another code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.documents.text.normalise import match_key
from pipeline.releases.delta.compare import read_rows, rows_of
from pipeline.releases.delta.lines import Row
from pipeline.schema import TABLES

ALIKE = 0.4
"""Share of common characters from which on two texts under one code count as one, reworded."""

UNRELATED = 0.1
"""Share of equal items below which two standards without a common base code have nothing to do with each other."""
_TELLING = ("Duties", "Tasks", "Outputs", "Behaviour indicators", "Knowledge")
"""Groups whose items tell standards apart; skills and attitudes are much the same everywhere."""

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

    @property
    def shared(self) -> tuple[int, int]:
        """How many telling items both have, under one code or two, and how many the larger of the two has."""
        same = sum(self.kept[label] for label in _TELLING)
        steps = [step for label in _TELLING for step in self.steps[label]]
        same += sum(step.what == RECODED for step in steps)
        only = [sum(step.what in (REWORDED, one) for step in steps) for one in (GAINED, LOST)]
        return same, same + max(only)

    @property
    def is_unrelated(self) -> bool:
        """Whether they have neither the base code nor more than a few items in common."""
        same, most = self.shared
        return self.old["base_code"] != self.new["base_code"] and same < UNRELATED * most


def compare_versions(old_folder: Path, old_id: str, new_folder: Path, new_id: str) -> Comparison:
    """Compare the items of two standards; raises `PipelineError` where a release does not hold one of them."""
    return compare_pairs(old_folder, new_folder, [(old_id, new_id)])[0]


def compare_pairs(old_folder: Path, new_folder: Path, pairs: Sequence[tuple[str, str]]) -> list[Comparison]:
    """Compare several standards with several others, reading each table once."""
    before, after = _Side(old_folder, {old for old, _ in pairs}), _Side(new_folder, {new for _, new in pairs})
    return [_compared(before, old, after, new) for old, new in pairs]


class _Side:
    """The rows of some standards of a release, by table and standard."""

    def __init__(self, folder: Path, standards: set[str]) -> None:
        self._folder = folder
        self._rows: dict[str, dict[str, list[Row]]] = {}
        if standards:
            for name in ("standards", *dict.fromkeys(group.table for group in GROUPS)):
                held = self._rows[name] = {standard: [] for standard in standards}
                for row in rows_of(folder, TABLES[name], standards).values():
                    held[row["standard_id"]].append(row)

    def standard(self, standard_id: str) -> Row:
        """The row of a standard. Raises `PipelineError` with near ones where there is none."""
        if self._rows["standards"][standard_id]:
            return self._rows["standards"][standard_id][0]
        known = read_rows(self._folder, TABLES["standards"])
        near = ", ".join(sorted(key[0] for key in known if key[0][:4] == standard_id[:4])[:5])
        others = near or "others, see its standards.csv"
        raise PipelineError(f"{self._folder.name} holds no standard {standard_id}; it holds {others}.")

    def items(self, standard_id: str, group: Group) -> dict[str, str]:
        """Id to text in the order of publication."""
        rows = self._rows[group.table][standard_id]
        return {row[group.id_column]: row[group.text_column] for row in rows if group.kind in ("", row.get("kind"))}


def _compared(before: _Side, old_id: str, after: _Side, new_id: str) -> Comparison:
    old, new = before.standard(old_id), after.standard(new_id)
    steps: dict[str, tuple[Step, ...]] = {}
    kept: dict[str, int] = {}
    for group in GROUPS:
        steps[group.label], kept[group.label] = _match(before.items(old_id, group), after.items(new_id, group))
    return Comparison(old, new, steps, kept)


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
