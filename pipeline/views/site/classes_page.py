"""Occupations, industries and job categories as ways to the standards: a page per scheme, where its identifiers lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.releases.exporters.addresses import CLASSES, FOLDER
from pipeline.schema import TABLES
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.html import Html, el, join, link, slug, t
from pipeline.views.site.shelf import Row
from pipeline.views.site.shell import Page, heading

INDEX = "classes.html"
TITLE = "職業與行業", "Occupations and industries"
NAMES = {
    "occupation": ("職業", "Occupations"), "industry": ("行業", "Industries"), "job_category": ("職類", "Job categories"),
}
"""The schemes, in the order in which people look for their work."""


def scheme_file(scheme: str) -> str:
    """Address of a scheme's page below the site: its identifier, as a folder."""
    return f"{FOLDER}/{CLASSES}/{slug(scheme)}/index.html"


class Tree:
    """The classes of a scheme by what they lie in, and the current standards filed in each."""

    def __init__(self, scheme: str, rows: list[Row], filed: dict[tuple[str, str], list[str]]) -> None:
        self.scheme, self.edition, self.rows = scheme, rows[0]["edition"], rows
        self.standards = {row["code"]: filed.get((scheme, row["code"]), []) for row in rows}
        self.below: dict[str | None, list[Row]] = defaultdict(list)
        for row in rows:
            self.below[row["parent_code"] if row["parent_code"] in self.standards else None].append(row)

    @property
    def tops(self) -> list[Row]:
        """The classes that lie in no other."""
        return self.below[None]


def trees(catalogue: Catalogue) -> list[Tree]:
    """Every scheme that the release has."""
    by_scheme: dict[str, list[Row]] = defaultdict(list)
    for row in catalogue.shelf.all_rows("classes"):
        by_scheme[row["scheme"]].append(row)
    filed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in catalogue.standards:
        own = row["standard_id"]
        if row["is_current"]:
            for place in dict.fromkeys((one["scheme"], one["class_code"]) for one in catalogue.rows("class_links", own)):
                filed[place].append(own)
    order = {scheme: place for place, scheme in enumerate(NAMES)}
    known = sorted(by_scheme, key=lambda scheme: (order.get(scheme, len(order)), scheme))
    return [Tree(scheme, by_scheme[scheme], filed) for scheme in known]


def index_page(found: list[Tree]) -> Page:
    """The schemes with their broadest classes."""
    parts = [_overview(tree) for tree in found]
    lead = t("從工作找職能基準；數字是現行的項數。", "From work to standards; numbers count those in force.")
    main = join(heading(1, *TITLE), el("p", lead, class_="lead"), *parts)
    return Page(INDEX, TITLE, main, "依職業、行業與職類找職能基準")


def _overview(tree: Tree) -> Html:
    page = scheme_file(tree.scheme)
    items = [
        el("li", link(f"{page}#{slug(row['code'])}", _named(row)), " ", _count(row))
        for row in tree.tops if row["standards"]
    ]
    whole = link(page, t(f"全部 {len(tree.rows):,} 類", f"all {len(tree.rows):,} classes"))
    return el("section", heading(2, *_title(tree.scheme)), el("ul", items, class_="columns plain"), el("p", whole))


def scheme_page(catalogue: Catalogue, tree: Tree) -> Page:
    """All classes of a scheme as a tree, with the standards filed in each."""
    title, path = _title(tree.scheme), scheme_file(tree.scheme)
    root = "../" * path.count("/")
    contents = [el("li", el("a", _named(row), href=f"#{slug(row['code'])}"), " ", _count(row)) for row in tree.tops]
    main = join(
        el("p", link(root + INDEX, t(*TITLE)), class_="over"), heading(1, *title),
        el("p", t("依據：", "Edition: "), tree.edition), el("ul", contents, class_="columns plain"),
        el("ul", *_branch(catalogue, tree, tree.tops, root), class_="tree"),
    )
    return Page(path, title, main, f"{title[0]}的分類與各類的職能基準")


def _branch(catalogue: Catalogue, tree: Tree, rows: list[Row], root: str) -> Iterator[Html]:
    for row in rows:
        standards = [
            el("li", link(root + standard_file(own), catalogue.title(own)), " ", el("code", own))
            for own in tree.standards[row["code"]]
        ]
        below = list(_branch(catalogue, tree, tree.below.get(row["code"], []), root))
        named = join(el("code", row["code"]), " ", row["name"], " ", _count(row))
        yield el(
            "li", el("span", named, class_=None if row["standards"] else "none"),
            el("ul", standards, class_="filed") if standards else None, el("ul", below) if below else None,
            id=slug(row["code"]),
        )


def _title(scheme: str) -> tuple[str, str]:
    labels = dict(TABLES["classes"]["scheme"].field.allowed)
    return NAMES.get(scheme, (labels.get(scheme, scheme), scheme))


def _named(row: Row) -> str:
    return str(row["name"] or row["code"])


def _count(row: Row) -> Html | None:
    return el("span", f"{row['standards']:,}", class_="rest") if row["standards"] else None
