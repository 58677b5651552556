"""Names of knowledge, skills and attitudes over all standards: what the vocabulary groups as the same is one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.documents.text.normalise import match_key
from pipeline.standards.vocabulary import term_id
from pipeline.views.site.html import slug
from pipeline.views.site.shelf import Shelf

Use = tuple[str, str]
"""A standard and a competency of it."""


@dataclass(slots=True)
class Name:
    """A group of the vocabulary and every competency that has one of its names.

    `term_id` and `key` are those of the commonest name of the group, `given` is how it is spelt; None where the vocabulary
    does not say.
    """

    term_id: str
    kind: str
    key: str
    given: str | None = None
    spellings: dict[str, int] = field(default_factory=dict)
    uses: list[Use] = field(default_factory=list)

    @property
    def title(self) -> str:
        """How the group is called: as the vocabulary says, else the commonest spelling, then the first by code points."""
        return self.given or min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))

    @property
    def standards(self) -> list[str]:
        """Ids of the standards that use the name, each once, in the order of publication."""
        return list(dict.fromkeys(standard_id for standard_id, _ in self.uses))

    @property
    def initial(self) -> str:
        """The first character of the folded name, by which names are listed."""
        return self.key[0]


@dataclass(frozen=True, slots=True)
class Names:
    """Every name by the id of its group, and the names of each term; `first` is where a term is used first.

    Of the names that standards share: by standard and competency, and as they are listed.
    """

    all: Mapping[str, Name]
    of_term: Mapping[str, Name]
    first: Mapping[str, Use]
    shared: Mapping[str, Mapping[str, Name]]
    listed: Mapping[tuple[str, str], list[Name]]


def collect(shelf: Shelf) -> Names:
    """The names of a release; lists are by kind and initial, in the order of a dictionary."""
    terms = {row["term_id"]: row for row in shelf.all_rows("vocabulary")}
    every: dict[str, Name] = {}
    of_term: dict[str, Name] = {}
    first: dict[str, Use] = {}
    columns = (shelf.column("competencies", name) for name in ("standard_id", "competency_id", "kind", "name"))
    for standard_id, competency_id, kind, printed in zip(*columns, strict=True):
        key = match_key(printed or "")
        if not key:
            continue
        own = term_id(kind, key)
        group, title = (terms[own]["group_id"], terms[own]["group_name"]) if own in terms else (own, None)
        middle = terms[group]["match_key"] if group in terms else key
        found = of_term[own] = every.setdefault(group, Name(group, kind, middle, title))
        found.spellings[printed] = found.spellings.get(printed, 0) + 1
        found.uses.append((standard_id, competency_id))
        first.setdefault(own, (standard_id, competency_id))
    shared = [name for name in every.values() if len(name.standards) > 1]
    by_standard: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in shared:
        for standard_id, competency_id in name.uses:
            by_standard[standard_id][competency_id] = name
    return Names(every, of_term, first, dict(by_standard), _listed(shared))


def _listed(names: Iterable[Name]) -> dict[tuple[str, str], list[Name]]:
    lists: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (name.kind, dictionary_order(name.key))):
        lists[name.kind, name.initial].append(name)
    return dict(lists)


def dictionary_order(text: str) -> tuple[tuple[bool, bytes], ...]:
    """Where a name stands in a list for Taiwan: Latin letters, then characters by strokes and radical, as Big5 orders them."""
    return tuple(_place(character) for character in text)


def _place(character: str) -> tuple[bool, bytes]:
    """Characters that Big5 does not have come last."""
    encoded = character.encode("big5", "ignore")
    return not encoded, encoded or character.encode("utf-8", "surrogatepass")


def list_file(kind: str, initial: str) -> str:
    """Address, below the site, of the page of the shared names that begin with a character."""
    return f"name/{slug(kind)}-{slug(initial)}.html"


def name_address(name: Name) -> str:
    """Address of a shared name below the site."""
    return f"{list_file(name.kind, name.initial)}#{slug(name.term_id)}"
