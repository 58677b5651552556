"""The part of a standard's page that leads on: the next level of the occupation, and standards that are near to it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pipeline.schema import TABLES
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.html import Html, el, join, link, slug, t
from pipeline.views.site.names import dictionary_order
from pipeline.views.site.shelf import Row

RELATIONS = {
    "next_level": ("同一職業的下一級", "The next level of this occupation"),
    "same_occupation": ("同一職業的其他職能基準", "Other standards of this occupation"),
    "similar": ("內容相近", "Alike in content"),
}
MOST = 3
"""Names that are shown of those that two standards share; six lists on each of thousands of pages weigh."""


def made_of(catalogue: Catalogue, standard_id: str) -> list[tuple[str, object, list[str]]]:
    """What the part says of other standards."""
    return [
        (other, (catalogue.title(other), catalogue.by_id[other]["level"]), _shared(catalogue, standard_id, other))
        for other, _ in _others(catalogue, standard_id)
    ]


def similar(catalogue: Catalogue, standard_id: str) -> Html:
    """The next step first, then what is of the same occupation, then what is alike."""
    found: dict[str, list[Html]] = {name: [] for name in RELATIONS}
    labels = dict(TABLES["similar_standards"]["relation"].field.allowed)
    for other, relation in _others(catalogue, standard_id):
        way = _compared(standard_id, other) if relation == "next_level" else None
        found.setdefault(relation, []).append(el("li", _other(catalogue, standard_id, other), way))
    parts = [
        join(el("h3", t(*RELATIONS.get(name, (labels.get(name, name), name)))), el("ul", items, class_="plain"))
        for name, items in found.items() if items
    ]
    if not parts:
        return el("p", t("沒有相近的職能基準。", "No standard is near to this one."))
    said = t("名稱之下是兩者共有的知識與技能。", "Below each are knowledge and skills that both have.")
    return join(el("p", said), *parts)


def _others(catalogue: Catalogue, standard_id: str) -> Iterator[tuple[str, str]]:
    rows: list[Row] = catalogue.rows("similar_standards", standard_id)
    yield from ((row["other_id"], row["relation"]) for row in rows if row["other_id"] in catalogue.by_id)


def _shared(catalogue: Catalogue, one: str, other: str) -> list[str]:
    """The knowledge and skills that both have, as they are called."""
    own, theirs = (
        {name.term_id: name.title for name in catalogue.names.shared.get(standard, {}).values() if name.kind != "A"}
        for standard in (one, other)
    )
    return sorted((title for term, title in own.items() if term in theirs), key=dictionary_order)


def _other(catalogue: Catalogue, standard_id: str, other: str) -> Html:
    level, shared = catalogue.by_id[other]["level"], _shared(catalogue, standard_id, other)
    marked = el("span", level, class_=f"level l{level}") if level else None
    more = f"…（{len(shared):,}）" if len(shared) > MOST else None
    return join(
        link(f"../{slug(other)}/index.html", catalogue.title(other)), " ", marked, " ", el("code", other),
        el("span", "、".join(shared[:MOST]), more, class_="rest tasks") if shared else None,
    )


def _compared(standard_id: str, other: str) -> Html:
    """The way from this standard to the next level."""
    there = f"../../compare.html#a={quote(standard_id, safe='~')}&b={quote(other, safe='~')}"
    return join(" ", link(there, t("還缺什麼", "What is missing"), class_="shared"))
