"""The groups of the vocabulary that probably mean the same, side by side for a person to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.schema.conclusions import Term


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two groups of one kind that may mean the same, by their commonest names; `score` is their similarity in letters."""

    kind: str
    term_id: str
    name: str
    standards: int
    other_term_id: str
    other_name: str
    other_standards: int
    score: float


def near_duplicates(vocabulary: Sequence[Term]) -> list[Proposal]:
    """Each group with the commoner one that it is proposed to belong to, the most widely used first."""
    middles = {term.term_id: term for term in vocabulary if term.term_id == term.group_id}
    found = [_proposal(middles[term.near_id], term) for term in middles.values() if term.near_id is not None]
    return sorted(found, key=lambda one: (-one.standards - one.other_standards, one.term_id, one.other_term_id))


def _proposal(one: Term, other: Term) -> Proposal:
    return Proposal(
        kind=one.kind, term_id=one.term_id, name=one.name, standards=int(one.group_standards), other_term_id=other.term_id,
        other_name=other.name, other_standards=int(other.group_standards),
        score=round(fuzz.ratio(one.match_key, other.match_key), 1),
    )
