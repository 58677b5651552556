"""Irregularities of the field guide, each a change of a drawn standard: its print, and where it matters its truth."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench.generate.irregular_items import ITEM_CHANGES
from bench.generate.irregular_notes import NOTE_CHANGES
from bench.generate.irregular_profile import PROFILE_CHANGES
from bench.generate.irregular_tables import TABLE_CHANGES
from bench.generate.standard import Standard
from bench.generate.words import Words

Change = Callable[[Standard, Random, Words], None]

CODE_FEATURES = {
    "I-49": 0.04, "I-54:2": 0.05, "I-54:4": 0.03, "I-55": 0.04, "I-56": 0.04, "I-56L": 0.015, "I-57": 0.05, "I-03": 0.12,
}
"""Features that act while the standard is drawn, with their shares."""

CHANGES: dict[str, tuple[float, Change]] = {**PROFILE_CHANGES, **TABLE_CHANGES, **ITEM_CHANGES, **NOTE_CHANGES}
"""Feature → share of documents that show it unasked, and the change itself; in the order of application."""

_EXCLUDES = {
    "I-54:2": {"I-54:4", "I-55", "I-53", "I-62"},
    "I-54:4": {"I-55", "I-48"},
    "I-56": {"I-56L", "I-57", "I-59"},
    "I-56L": {"I-53", "I-59"},
    "I-53": {"I-59"},
    "I-26": {"I-39", "I-46"},
    "I-66": {"I-67", "I-68", "I-68:prose"},
    "I-67": {"I-68", "I-68:prose", "I-69"},
    "I-68": {"I-68:prose", "I-69"},
    "I-68:prose": {"I-69"},
    "I-31": {"I-32"},
    "I-33": {"I-31", "I-32"},
    "I-71": {"I-72", "I-73"},
    "I-02": {"I-11", "I-08"},
    "I-12": {"I-19"},
    "nolevel": {"I-31", "I-32", "I-33", "I-43L"},
}


def draw_features(rng: Random, wanted: frozenset[str], mixture: float) -> frozenset[str]:
    """The features of one document: the wanted ones and a mixture; `mixture` scales the usual shares."""
    chosen: list[str] = []
    shares = {**CODE_FEATURES, **{name: share for name, (share, _) in CHANGES.items()}}
    order = sorted(shares)
    rng.shuffle(order)
    order.sort(key=lambda name: name not in wanted)
    for name in order:
        picked = rng.random() < shares[name] * mixture
        if (picked or name in wanted) and not _clashes(name, chosen):
            chosen.append(name)
    return frozenset(chosen)


def _clashes(name: str, chosen: list[str]) -> bool:
    return any(other in _EXCLUDES.get(name, ()) or name in _EXCLUDES.get(other, ()) for other in chosen)


def apply(standard: Standard, features: frozenset[str], rng: Random, words: Words) -> None:
    """Change the standard by its features; those that find nothing to change are left out of its list."""
    standard.features = [name for name in features if name in CODE_FEATURES]
    for name, (_, change) in CHANGES.items():
        if name in features:
            change(standard, rng, words)
            standard.features.append(name)
