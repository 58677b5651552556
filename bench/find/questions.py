"""Questions whose answer is known: a part of each standard's text, asked of an index that does not hold this part.

Nobody labels advertisements with standards, so the standards' own texts are divided. An overview was written by other
people at another time than the tasks, in words of its own: of all that is printed it is the nearest to a job description.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.releases.finding.index import Gathered, Text
from pipeline.releases.finding.ranking import KINDS, TEXTS, rank, refusal
from pipeline.views.lookup import Release

SEED = 19
DROPPED = 0.3
"""The share of the words that a careless advertisement leaves out."""
_PIECE = re.compile("[\u3400-\u9fff]{1,2}|[^\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a standard: its table, its kind if it is a competency, and its place among those of its table."""

    standard_id: str
    table: str
    column: str
    kind: str | None
    place: int
    text: str


Part = Callable[[Item], bool]


@dataclass(frozen=True, slots=True)
class Question:
    """A kind of question: which texts are asked, and which the index holds; words may be dropped from what is asked."""

    name: str
    asked: Part
    indexed: Part
    drops: bool = False


def _overview(item: Item) -> bool:
    return item.column == "description"


def _odd_indicator(item: Item) -> bool:
    return item.table == "indicators" and item.place % 2 == 1


def _skill(item: Item) -> bool:
    return item.kind == "S"


QUESTIONS = (
    Question("overview, asked of all other texts", _overview, lambda item: not _overview(item)),
    Question("overview, asked of the tasks' names alone", _overview, lambda item: item.table == "tasks"),
    Question("every other indicator, asked of the rest", _odd_indicator, lambda item: not _odd_indicator(item)),
    Question("skills, asked of duties, tasks and outputs", _skill, lambda item: item.table in ("duties", "tasks", "outputs")),
    Question(
        "overview and every other indicator with three words of ten missing, asked of the rest without the name",
        lambda item: _overview(item) or _odd_indicator(item),
        lambda item: not (_overview(item) or _odd_indicator(item) or (item.table == "standards" and item.column == "name")),
        drops=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Hits:
    """Of so many questions, how often the right standard came first, and among the first five."""

    questions: int
    first: int
    among_five: int

    def share(self, right: int) -> str:
        """So many of all questions, as a table has it."""
        return f"{right / max(self.questions, 1):.2f}"


def items(release: Release, current: Iterable[str]) -> list[list[Item]]:
    """The texts of each current standard that `find` looks at, in the order of the standards' ids."""
    return [list(_items(release, standard_id)) for standard_id in sorted(current)]


def _items(release: Release, standard_id: str) -> Iterator[Item]:
    for table, column, _ in TEXTS:
        for place, row in enumerate(release.rows(table, standard_id)):
            kind = row.get("kind") if table == "competencies" else None
            if row[column] and (kind is None or kind in KINDS):
                yield Item(standard_id, table, column, kind, place, row[column])


def measured(question: Question, standards: Sequence[Sequence[Item]]) -> Hits:
    """Ask the question of each standard that has the texts for it."""
    index = Gathered(_texts(question, standards))
    dice = random.Random(SEED)
    asked = first = among_five = 0
    for own in standards:
        text = "\n".join(item.text for item in own if question.asked(item))
        text = _careless(text, dice) if question.drops else text
        if refusal(text):
            continue
        ranked = [one.standard_id for one in rank(text, index)[1]]
        asked += 1
        first += ranked[:1] == [own[0].standard_id]
        among_five += own[0].standard_id in ranked[:5]
    return Hits(asked, first, among_five)


def _texts(question: Question, standards: Sequence[Sequence[Item]]) -> Iterator[Text]:
    times = {(table, column): number for table, column, number in TEXTS}
    for own in standards:
        for item in own:
            if question.indexed(item):
                yield item.standard_id, item.text, times[item.table, item.column]


def _careless(text: str, dice: random.Random) -> str:
    return "".join(piece for piece in _PIECE.findall(text) if dice.random() >= DROPPED)
