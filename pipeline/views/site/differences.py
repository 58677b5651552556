"""What a version has gained, lost or reworded since the one before it, by text and then by code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.documents.text.normalise import match_key
from pipeline.releases.delta.versions import GROUPS, Group
from pipeline.views.site.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Difference:
    """The items of one group; texts with their ids, reworded ones as old and new text."""

    group: Group
    gained: tuple[tuple[str, str], ...]
    lost: tuple[tuple[str, str], ...]
    reworded: tuple[tuple[str, str, str], ...]
    kept: int

    @property
    def is_empty(self) -> bool:
        return not (self.gained or self.lost or self.reworded)


def differences(catalogue: Catalogue, old: str, new: str) -> Iterator[Difference]:
    """Every group of items, whether or not it changed."""
    for group in GROUPS:
        yield _difference(group, _items(catalogue, old, group), _items(catalogue, new, group))


def _items(catalogue: Catalogue, standard_id: str, group: Group) -> dict[str, str]:
    return {
        row[group.id_column]: row[group.text_column] or "" for row in catalogue.rows(group.table, standard_id)
        if group.kind in ("", row.get("kind"))
    }


def _difference(group: Group, old: dict[str, str], new: dict[str, str]) -> Difference:
    """Equal texts are the same item under whatever code; of the others, one code with two texts is a rewording."""
    before, after = (set(map(match_key, side.values())) for side in (old, new))
    lost = {item: text for item, text in old.items() if match_key(text) not in after}
    gained = {item: text for item, text in new.items() if match_key(text) not in before}
    both = [item for item in lost if item in gained]
    reworded = tuple((item, lost.pop(item), gained.pop(item)) for item in both)
    return Difference(group, tuple(gained.items()), tuple(lost.items()), reworded, len(after & before))
