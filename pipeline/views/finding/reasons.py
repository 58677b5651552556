"""Why a standard fits a text: the tasks, knowledge and skills that share words with it, and which words these are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline.releases.finding.folding import fold, places
from pipeline.releases.finding.ranking import KINDS, Question, terms_of
from pipeline.views.lookup import Release, Row

EACH = 3
"""Reasons of a kind that are told of a standard."""
_ENOUGH = 0.5
"""The share of a knowledge's or skill's name that the shared words must cover; less is a chance."""
_LONGEST_WORD = 24
_PARTICLES = fold("的與及或和之並")
"""Characters that join words; at the ends of a stretch they are no part of one."""
_TEXTS = (("outputs", "name"), ("indicators", "text"))


@dataclass(frozen=True, slots=True)
class Shared:
    """What texts share with the question: words as printed, what their terms weigh, and how much of the texts the words cover."""

    words: tuple[str, ...]
    weight: float
    part: float


@dataclass(frozen=True, slots=True)
class Reason:
    """An item that shares words with the question; `kind` is `task`, `K` or `S`, `code` the printed code or else the id."""

    kind: str
    item_id: str
    code: str
    text: str
    page: int | None
    words: tuple[str, ...]
    weight: float


def shared(texts: Iterable[str], question: Question) -> Shared:
    """What some texts together share with the question, the weightiest word first."""
    words: dict[str, float] = {}
    own: set[str] = set()
    covered = letters = 0
    for text in texts:
        folded = fold(text)
        own.update(terms_of(folded))
        letters += sum(map(str.isalnum, folded))
        spans = list(_spans(folded, question))
        origin = places(text) if spans else []
        for start, end in spans:
            covered += end - start
            weight = sum(question.weights.get(term, 0) for term in set(terms_of(folded[start:end])))
            if weight:
                word = text[origin[start] : origin[end - 1] + 1]
                words[word] = max(weight, words.get(word, 0))
    common = own & question.weights.keys()
    order = sorted(words, key=lambda word: (-words[word], word))
    return Shared(_without_parts(order), sum(map(question.weights.__getitem__, sorted(common))), covered / max(letters, 1))


def _without_parts(words: Sequence[str]) -> tuple[str, ...]:
    """The words that are no part of a weightier one."""
    kept: list[str] = []
    for word in words:
        if not any(word in other for other in kept):
            kept.append(word)
    return tuple(kept)


def _spans(folded: str, question: Question) -> Iterator[tuple[int, int]]:
    """The longest stretches of letters and characters that stand in the question as well, from left to right."""
    start = 0
    while start < len(folded) - 1:
        end = start + 1
        while end < len(folded) and end - start < _LONGEST_WORD and _goes_on(folded, start, end, question):
            end += 1
        word = folded[start:end]
        first = start + len(word) - len(word.lstrip(_PARTICLES))
        last = first + len(word.strip(_PARTICLES))
        if last - first > 1:
            yield first, last
        start = end


def _goes_on(folded: str, start: int, end: int, question: Question) -> bool:
    """Whether the stretch from `start` that stands in the question goes on with the character at `end`."""
    pair = folded[end - 1 : end + 1]
    return pair in question.pairs and pair.isalnum() and folded[start : end + 1] in question.folded


def reasons(release: Release, standard_id: str, question: Question) -> list[Reason]:
    """The tasks, then the knowledge, then the skills of a standard that share most with the question."""
    tasks = _best(_tasks(release, standard_id, question))
    competencies = release.rows("competencies", standard_id)
    needed = (_best(_competencies(competencies, kind, question)) for kind in KINDS)
    return [*tasks, *chain.from_iterable(needed)]


def _best(some: Iterable[Reason]) -> list[Reason]:
    """The weightiest; equal ones stay in reading order."""
    return sorted((one for one in some if one.words), key=lambda one: -round(one.weight, 6))[:EACH]


def _tasks(release: Release, standard_id: str, question: Question) -> Iterator[Reason]:
    """Each task with its name, outputs and indicators."""
    belonging: dict[str | None, list[str]] = {}
    for table, column in _TEXTS:
        for row in release.rows(table, standard_id):
            belonging.setdefault(row["task_id"], []).append(row[column] or "")
    for row in release.rows("tasks", standard_id):
        found = shared([row["name"] or "", *belonging.get(row["task_id"], ())], question)
        yield _reason("task", row, "task", found)


def _competencies(rows: Iterable[Row], kind: str, question: Question) -> Iterator[Reason]:
    for row in rows:
        if row["kind"] == kind:
            found = shared([row["name"] or ""], question)
            if found.part >= _ENOUGH:
                yield _reason(kind, row, "competency", found)


def _reason(kind: str, row: Row, item: str, found: Shared) -> Reason:
    own = row[f"{item}_id"]
    return Reason(kind, own, row[f"{item}_code"] or own, row["name"] or "", row.get("page"), found.words, round(found.weight, 6))
