"""The vocabulary over all standards: which names of knowledge, skills and attitudes are the same words.

Derived by us and marked so: documents number their competencies each for itself, so `K03` says nothing
outside its standard. Names are the same term exactly when their match keys are equal; what merely looks
alike is proposed in a file beside the tables (`near_duplicates`) and never merged.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex
from rapidfuzz import fuzz

from pipeline.documents.text.normalise import match_key
from pipeline.schema.records import Term, TermLink

Records = Mapping[str, Sequence[Any]]

ALIKE = 85.0
"""From which similarity (0–100) two names are proposed: one more character in four, another one in seven."""
SHORTEST = 4
"""Shorter names are too often alike by chance."""
CROWD = 40
"""So many names with one character of difference are a pattern of speech and no slip; their pairs would be legion."""

_MARKS = regex.compile(r"【註?[0-9]*】|\[註?[0-9]*\]|[\p{P}\p{S}\s]")
_NUMBERS = regex.compile(r"[0-9a-z]+")


def term_id(kind: str, key: str) -> str:
    """The id of a term, the same in every release that has the name."""
    return f"{kind}~{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _links(tables: Records) -> Iterator[tuple[Any, str]]:
    """Each named competency with its match key; one without a name has no words to share."""
    for row in tables["competencies"]:
        key = match_key(row.name or "")
        if key:
            yield row, key


def terms(tables: Records) -> dict[str, list[Any]]:
    """The records of `vocabulary` and `vocabulary_links` for the other tables' records."""
    spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    standards: dict[str, set[str]] = defaultdict(set)
    links = []
    for row, key in _links(tables):
        spellings[row.kind, key][row.name] += 1
        link = TermLink(row.standard_id, row.competency_id, term_id(row.kind, key))
        standards[link.term_id].add(row.standard_id)
        links.append(link)
    tasks = _tasks(tables, links)
    found = [
        Term(name, kind, _commonest(printed), key, len(printed), len(standards[name]), len(tasks[name]))
        for (kind, key), printed in spellings.items()
        for name in (term_id(kind, key),)
    ]
    return {"vocabulary": found, "vocabulary_links": links}


def _tasks(tables: Records, links: Sequence[TermLink]) -> dict[str, set[tuple[str, str]]]:
    """The tasks that require each term, however many of its competencies a task names."""
    term_of = {(link.standard_id, link.competency_id): link.term_id for link in links}
    tasks: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in tables["requirements"]:
        term = term_of.get((row.standard_id, row.competency_id))
        if term is not None:
            tasks[term].add((row.standard_id, row.task_id))
    return tasks


def _commonest(printed: Counter[str]) -> str:
    return min(printed, key=lambda name: (-printed[name], name))


def with_vocabulary(tables: Records) -> dict[str, list[Any]]:
    """The tables of a release with the two derived ones filled; the others stay as they are."""
    return {name: list(rows) for name, rows in tables.items()} | terms(tables)


# near duplicates ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two terms of one kind that may mean the same; `score` is their similarity, 100 if only marks differ."""

    kind: str
    term_id: str
    name: str
    standards: int
    other_term_id: str
    other_name: str
    other_standards: int
    score: float


def _bare(key: str) -> str:
    """A match key without punctuation, spaces and footnote marks."""
    return _MARKS.sub("", key)


def _variants(name: str) -> Iterator[str]:
    """The name and the name less one character: two names one edit apart share one of these."""
    yield name
    for place in range(len(name)):
        yield name[:place] + name[place + 1 :]


def _pairs(bare: Sequence[str]) -> set[tuple[int, int]]:
    """Places of names at most one edit apart, found without comparing every pair."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(bare):
        if len(name) >= SHORTEST:
            for variant in set(_variants(name)):
                sharing[variant].append(place)
    few = (places for places in sharing.values() if 1 < len(places) <= CROWD)
    return {(a, b) for places in few for n, a in enumerate(places) for b in places[n + 1 :]}


def near_duplicates(vocabulary: Sequence[Any]) -> list[Proposal]:
    """Pairs of terms that a person may want to look at, the most alike first.

    Names that differ in a number or in Latin letters are left out: `2D繪圖` and `3D繪圖` are two things.
    """
    found = []
    for kind in sorted({term.kind for term in vocabulary}):
        some = sorted((term for term in vocabulary if term.kind == kind), key=lambda term: str(term.match_key))
        bare = [_bare(term.match_key) for term in some]
        for a, b in _pairs(bare):
            score = fuzz.ratio(bare[a], bare[b])
            if score >= ALIKE and _NUMBERS.findall(bare[a]) == _NUMBERS.findall(bare[b]):
                found.append(_proposal(some[a], some[b], score))
    return sorted(found, key=lambda one: (-one.score, -one.standards - one.other_standards, one.term_id, one.other_term_id))


def _proposal(one: Any, other: Any, score: float) -> Proposal:
    """The more widely used name first."""
    first, second = sorted((one, other), key=lambda term: (-term.standards, term.match_key))
    return Proposal(
        first.kind, first.term_id, first.name, int(first.standards), second.term_id, second.name, int(second.standards),
        round(score, 1),
    )
