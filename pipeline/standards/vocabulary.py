"""The vocabulary over all standards: which names of knowledge, skills and attitudes are the same words.

Derived by us and marked so: documents number their competencies each for itself, so `K03` says nothing
outside its standard. Names are the same term exactly when their match keys are equal. Terms that mean the same by
a declared rule or by a person's decision form a group around the commonest of them (`naming.folding`, `naming.known`);
a group that probably means the same as a commoner one names it and stays apart (`naming.near`).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from pipeline.documents.text.normalise import match_key
from pipeline.schema.conclusions import Term, TermLink
from pipeline.schema.records import Requirement
from pipeline.schema.tables import Tables
from pipeline.standards.naming.folding import folded
from pipeline.standards.naming.known import Known, load

_REMEMBERED = 1 << 15
"""Names whose term is kept: each stands in many rows of a standard, and many in several standards."""


def term_id(kind: str, key: str) -> str:
    """The id of a term, the same in every release that has the name."""
    return f"{kind}~{hashlib.sha256(key.encode()).hexdigest()[:12]}"


@lru_cache(_REMEMBERED)
def _key_and_id(kind: str, name: str) -> tuple[str, str]:
    key = match_key(name)
    return key, term_id(kind, key)


def term_of(kind: str, name: str) -> str | None:
    """The id of the term that a name of a kind means; None for one without words."""
    key, identity = _key_and_id(kind, name)
    return identity if key else None


Uses = list[tuple[str, str, str, dict[str, int], int]]
"""What one standard adds to the vocabulary: kind, match key and folded key of each term, how it spells it, and its tasks."""


def links_and_uses(standard: Tables) -> tuple[list[TermLink], Uses]:
    """The links of one standard's named competencies to their terms; one without a name has no words to share."""
    spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    terms: dict[str, tuple[str, str]] = {}
    links = []
    for row in standard.competencies:
        name = row.name or ""
        key, own = _key_and_id(row.kind, name)
        if key:
            terms[row.competency_id] = row.kind, key
            spellings[row.kind, key][name] += 1
            links.append(TermLink(standard_id=row.standard_id, competency_id=row.competency_id, term_id=own))
    tasks = _tasks(standard.requirements, terms)
    uses = [(kind, key, folded(key), dict(printed), len(tasks[kind, key])) for (kind, key), printed in spellings.items()]
    return links, uses


def _tasks(requirements: Iterable[Requirement], terms: Mapping[str, tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
    """The tasks that require each term, however many of its competencies a task names."""
    tasks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in requirements:
        term = terms.get(row.competency_id)
        if term is not None:
            tasks[term].add(row.task_id)
    return tasks


class Gathering:
    """The vocabulary while the standards come in one by one; `known` is what people have said of names."""

    def __init__(self, known: Known | None = None) -> None:
        self._known = load() if known is None else known
        self._spellings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._standards: Counter[tuple[str, str]] = Counter()
        self._tasks: Counter[tuple[str, str]] = Counter()
        self._group_of: dict[tuple[str, str], str] = {}
        self._group_standards: Counter[tuple[str, str]] = Counter()

    def add(self, uses: Uses) -> None:
        """Take in what a standard uses."""
        groups = set()
        for kind, key, rule, printed, tasks in uses:
            own = kind, key
            if own not in self._group_of:
                self._group_of[own] = self._known.group(kind, key, rule)
            spellings = self._spellings[own]
            for name, times in printed.items():
                spellings[name] += times
            self._standards[own] += 1
            self._tasks[own] += tasks
            groups.add((kind, self._group_of[own]))
        self._group_standards.update(groups)

    def terms(self) -> list[Term]:
        """The terms of all standards so far, unsorted."""
        names = {own: _commonest(printed) for own, printed in self._spellings.items()}
        middles = self._middles()
        near = self._near(middles)
        return [self._term(own, name, names, middles, near) for own, name in names.items()]

    def _term(
        self, own: tuple[str, str], name: str, names: Mapping[tuple[str, str], str], middles: Mapping[tuple[str, str], str],
        near: Mapping[tuple[str, str], str],
    ) -> Term:
        kind, key = own
        group = kind, self._group_of[own]
        middle = middles[group]
        return Term(
            term_id=term_id(kind, key), kind=kind, name=name, match_key=key, spellings=len(self._spellings[own]),
            standards=self._standards[own], tasks=self._tasks[own], group_id=term_id(kind, middle),
            group_name=names[kind, middle], group_standards=self._group_standards[group],
            grouped_by="middle" if key == middle else "decision" if own in self._known.same else "rule",
            common_name=self._known.common.get(group),
            near_id=term_id(kind, near[kind, middle]) if (kind, middle) in near else None,
        )

    def _middles(self) -> dict[tuple[str, str], str]:
        """The match key of the commonest name of each group."""
        middles: dict[tuple[str, str], str] = {}
        for (kind, key), group in sorted(self._group_of.items(), key=lambda one: (-self._standards[one[0]], one[0])):
            middles.setdefault((kind, group), key)
        return middles

    def _near(self, middles: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
        """The middle of the commoner group that the middle of a group is near to."""
        # Loaded here, because whoever reads a document needs ids of terms and nothing that compares names.
        from pipeline.standards.naming.near import stars

        near = {}
        for kind in sorted({kind for kind, _ in middles}):
            groups = sorted(
                (group for own, group in middles if own == kind), key=lambda one: (-self._group_standards[kind, one], one),
            )
            for place, middle in stars(groups).items():
                one, other = middles[kind, groups[place]], middles[kind, groups[middle]]
                if not self._known.is_apart(kind, one, other):
                    near[kind, one] = other
        return near


def with_vocabulary(tables: Tables, known: Known | None = None) -> Tables:
    """The tables of a release with `vocabulary` and `vocabulary_links`, which follow from the others."""
    by_standard: dict[str, Tables] = defaultdict(Tables)
    for row in tables.competencies:
        by_standard[row.standard_id].competencies.append(row)
    for requirement in tables.requirements:
        by_standard[requirement.standard_id].requirements.append(requirement)
    gathering, links = Gathering(known), list[TermLink]()
    for standard in by_standard.values():
        own, uses = links_and_uses(standard)
        links += own
        gathering.add(uses)
    return replace(tables, vocabulary=gathering.terms(), vocabulary_links=links)


def _commonest(printed: Counter[str]) -> str:
    return min(printed, key=lambda name: (-printed[name], name))
