"""What somebody in one standard lacks for another: its knowledge, skills and attitudes by folded names, near ones beside.

Two standards of one occupation often share no name letter for letter; so a name that is not there is shown with the
nearest one that is, for a person to judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields

from rapidfuzz import fuzz

from pipeline.documents.text.normalise import match_key
from pipeline.standards.naming.contrasts import contrary
from pipeline.standards.naming.folding import folded
from pipeline.standards.naming.known import Known, load
from pipeline.standards.naming.near import near_key
from pipeline.views.lookup import Row

Rows = Callable[[str, str], list[Row]]
"""The rows of a table that belong to a standard."""
NEAR = 60.0
"""From which similarity (0–100) a name is shown beside the one that is lacking."""
SAME, CLOSE, MISSING = "same", "near", "missing"


@dataclass(frozen=True, slots=True)
class Need:
    """A knowledge, skill or attitude of the wanted standard, and what the present one has of it.

    `found` is `same` by the rules of the vocabulary, `near` with `own_name` for a person to judge and its similarity
    (0–100), or `missing`. `tasks` are those that need it, with spaces between, `level` is their highest.
    """

    kind: str
    competency_id: str
    name: str
    found: str
    own_id: str | None
    own_name: str | None
    score: float | None
    tasks: str
    level: int | None


COLUMNS = tuple(field.name for field in fields(Need))


@dataclass(frozen=True, slots=True)
class _Named:
    competency_id: str
    name: str
    group: str
    key: str


def needs(rows: Rows, now: str, wanted: str, known: Known | None = None) -> list[Need]:
    """Every named knowledge, skill and attitude of `wanted` in reading order, compared with those of `now`; both are ids."""
    said = load() if known is None else known
    have: dict[str, list[_Named]] = defaultdict(list)
    for row in rows("competencies", now):
        if row["name"]:
            have[row["kind"]].append(_named(row, said))
    tasks, levels = _used(rows, wanted)
    found = []
    for row in rows("competencies", wanted):
        if row["name"]:
            own, state, score = _best(_named(row, said), have[row["kind"]])
            item = row["competency_id"]
            found.append(Need(
                row["kind"], item, row["name"], state, own.competency_id if own else None, own.name if own else None, score,
                " ".join(tasks[item]), max((levels[task] for task in tasks[item] if task in levels), default=None),
            ))
    return found


def _named(row: Row, known: Known) -> _Named:
    key = match_key(row["name"])
    own = folded(key)
    return _Named(row["competency_id"], row["name"], known.group(row["kind"], key, own), near_key(own))


def _best(wanted: _Named, have: Sequence[_Named]) -> tuple[_Named | None, str, float | None]:
    """What comes nearest to a name, how, and how near."""
    same = next((one for one in have if one.group == wanted.group), None)
    if same is not None:
        return same, SAME, 100.0
    near = [(round(fuzz.ratio(one.key, wanted.key), 1), one) for one in have if not contrary(one.key, wanted.key)]
    score, own = max(near, key=lambda pair: pair[0], default=(0.0, None))
    return (own, CLOSE, score) if own is not None and score >= NEAR else (None, MISSING, None)


def _used(rows: Rows, standard_id: str) -> tuple[dict[str, list[str]], dict[str, int]]:
    """The tasks that need each competency, and the highest level of each task."""
    tasks: dict[str, list[str]] = defaultdict(list)
    for row in rows("requirements", standard_id):
        tasks[row["competency_id"]].append(row["task_id"])
    levels: dict[str, int] = {}
    for row in rows("task_blocks", standard_id):
        if row["level"] is not None:
            levels[row["task_id"]] = max(row["level"], levels.get(row["task_id"], 0))
    return tasks, levels


def lines(found: Sequence[Need]) -> list[tuple[object, ...]]:
    """The answer as rows under `COLUMNS`."""
    return [astuple(one) for one in found]
