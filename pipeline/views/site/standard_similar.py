"""The part of a standard's page that leads on: the next level of the occupation, and standards that are near to it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from pipeline.schema import TABLES
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.html import Html, el, join, link, spoken, t
from pipeline.views.site.names import dictionary_order
from pipeline.views.site.shelf import Row

RELATIONS = {
    "next_level": ("同一職業的下一級", "The next level of this occupation"),
    "same_occupation": ("同一職業的其他職能基準", "Other standards of this occupation"),
    "similar": ("內容相近", "Alike in content"),
}
MOST = 5
"""Names that are shown of those that two standards share."""


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
        found.setdefault(relation, []).append(el("li", _other(catalogue, standard_id, other)))
    parts = [
        join(el("h3", t(*RELATIONS.get(name, (labels.get(name, name), name)))), el("ul", items, class_="plain"))
        for name, items in found.items() if items
    ]
    return join(*parts) if parts else el("p", t("沒有相近的職能基準。", "No standard is near to this one."))


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
    marked = el("span", level, class_=f"level l{level}", **spoken("title", "基準級別", "Level")) if level else None
    compare = f"../../compare.html#a={quote(standard_id, safe='~')}&b={quote(other, safe='~')}"
    names = "、".join(shared[:MOST]) + ("…" if len(shared) > MOST else "")
    counted = t(f"共有 {len(shared):,} 項知識與技能：", f"{len(shared):,} shared knowledge and skills: ")
    return join(
        link(f"../../{standard_file(other)}", catalogue.title(other)), " ", marked, " ", el("code", other), " ",
        link(compare, t("比較", "Compare"), class_="shared"),
        el("span", counted, names, class_="rest tasks") if shared else None,
    )
