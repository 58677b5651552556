"""The vocabulary over all standards: which names of knowledge, skills and attitudes are the same words.

Derived by us and marked so: documents number their competencies each for itself, so `K03` says nothing
outside its standard. Names are the same term exactly when their match keys are equal; what merely looks
alike is proposed in a file beside the tables (`pipeline.standards.near_duplicates`) and never merged.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.documents.text.normalise import match_key
from pipeline.schema.records import Competency, Term, TermLink
from pipeline.schema.tables import Tables


def term_id(kind: str, key: str) -> str:
    """The id of a term, the same in every release that has the name."""
    return f"{kind}~{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def _named(tables: Tables) -> Iterator[tuple[Competency, str, str]]:
    """Each named competency with its name and match key; one without a name has no words to share."""
    for row in tables.competencies:
        name = row.name or ""
        key = match_key(name)
        if key:
            yield row, name, key


def with_vocabulary(tables: Tables) -> Tables:
    """The tables of a release with `vocabulary` and `vocabulary_links`, which follow from the others."""
    spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    standards: dict[str, set[str]] = defaultdict(set)
    links = []
    for row, name, key in _named(tables):
        spellings[row.kind, key][name] += 1
        link = TermLink(standard_id=row.standard_id, competency_id=row.competency_id, term_id=term_id(row.kind, key))
        standards[link.term_id].add(row.standard_id)
        links.append(link)
    tasks = _tasks(tables, links)
    terms = [
        Term(
            term_id=identity, kind=kind, name=_commonest(printed), match_key=key, spellings=len(printed),
            standards=len(standards[identity]), tasks=len(tasks[identity]),
        )
        for (kind, key), printed in spellings.items()
        for identity in (term_id(kind, key),)
    ]
    return replace(tables, vocabulary=terms, vocabulary_links=links)


def _tasks(tables: Tables, links: Sequence[TermLink]) -> dict[str, set[tuple[str, str]]]:
    """The tasks that require each term, however many of its competencies a task names."""
    term_of = {(link.standard_id, link.competency_id): link.term_id for link in links}
    tasks: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in tables.requirements:
        term = term_of.get((row.standard_id, row.competency_id))
        if term is not None:
            tasks[term].add((row.standard_id, row.task_id))
    return tasks


def _commonest(printed: Counter[str]) -> str:
    return min(printed, key=lambda name: (-printed[name], name))
