"""Names of knowledge, skills and attitudes over all standards: the same words, folded, are one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.documents.text.normalise import match_key
from pipeline.standards.vocabulary import term_id
from pipeline.views.site.html import slug
from pipeline.views.site.shelf import Shelf


@dataclass(slots=True)
class Name:
    """A folded name of a knowledge, skill or attitude, and every competency that has it."""

    term_id: str
    kind: str
    key: str
    spellings: dict[str, int] = field(default_factory=dict)
    uses: list[tuple[str, str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The commonest spelling, of equally common ones the first by code points."""
        return min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))

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
    """Every name by term id, and of those that standards share: by standard and competency, and as they are listed."""

    all: Mapping[str, Name]
    shared: Mapping[str, Mapping[str, Name]]
    listed: Mapping[tuple[str, str], list[Name]]


def collect(shelf: Shelf) -> Names:
    """The names of a release; lists are by kind and initial, in the order of the folded names."""
    every: dict[str, Name] = {}
    columns = (shelf.column("competencies", name) for name in ("standard_id", "competency_id", "kind", "name"))
    for standard_id, competency_id, kind, printed in zip(*columns, strict=True):
        key = match_key(printed or "")
        if key:
            own = term_id(kind, key)
            found = every.setdefault(own, Name(own, kind, key))
            found.spellings[printed] = found.spellings.get(printed, 0) + 1
            found.uses.append((standard_id, competency_id))
    shared = [name for name in every.values() if len(name.standards) > 1]
    by_standard: dict[str, dict[str, Name]] = defaultdict(dict)
    for name in shared:
        for standard_id, competency_id in name.uses:
            by_standard[standard_id][competency_id] = name
    return Names(every, dict(by_standard), _listed(shared))


def _listed(names: Iterable[Name]) -> dict[tuple[str, str], list[Name]]:
    lists: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (name.kind, name.key)):
        lists[name.kind, name.initial].append(name)
    return dict(lists)


def list_file(kind: str, initial: str) -> str:
    """Address, below the site, of the page of the shared names that begin with a character."""
    return f"name/{slug(kind)}-{slug(initial)}.html"


def name_address(name: Name) -> str:
    """Address of a shared name below the site."""
    return f"{list_file(name.kind, name.initial)}#{slug(name.term_id)}"
