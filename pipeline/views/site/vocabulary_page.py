"""Pages under `id/vocabulary/`, where the identifier of every term of the vocabulary leads, and on to where it is used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.releases.exporters.addresses import FOLDER, VOCABULARY, shelf
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.html import Html, el, join, link, slug, t
from pipeline.views.site.names import name_address
from pipeline.views.site.shelf import Row
from pipeline.views.site.shell import Page, heading
from pipeline.views.site.standard_table import anchor


def pages(catalogue: Catalogue) -> Iterator[Page]:
    """A page for each kind and first digit of the hash: few, and a term never moves from one to another."""
    shelves: dict[str, list[Row]] = defaultdict(list)
    for row in catalogue.shelf.all_rows("vocabulary"):
        shelves[shelf(row["term_id"])].append(row)
    for name, rows in sorted(shelves.items()):
        yield _page(catalogue, name, rows)


def _page(catalogue: Catalogue, name: str, rows: list[Row]) -> Page:
    path = f"{FOLDER}/{VOCABULARY}/{name}/index.html"
    root = "../" * path.count("/")
    title = f"職能詞彙的識別碼 {name}", f"Identifiers of the vocabulary {name}"
    main = join(
        heading(1, *title), el("p", t("每個識別碼是一個名稱；連結通往使用它的職能基準。",
                                      "Each identifier is a name; the link leads to the standards that use it.")),
        el("p", link(f"{root}names.html", t("依字瀏覽知識、技能與態度", "Knowledge, skills and attitudes by character"))),
        el("ul", *(el("li", _term(catalogue, row, root), id=slug(row["term_id"])) for row in rows), class_="columns"),
    )
    return Page(path, title, main, "職能詞彙中每個名稱的識別碼")


def _term(catalogue: Catalogue, row: Row, root: str) -> Html | str:
    """The name, as a link to its group where standards share it, else to the one competency that has it."""
    own, names = row["term_id"], catalogue.names
    name = names.of_term.get(own)
    if name is None:
        return str(row["name"])
    if len(name.standards) > 1:
        group = f"＝{name.title}" if name.title != row["name"] else None
        return join(link(root + name_address(name), row["name"]), group)
    standard_id, competency_id = names.first[own]
    return link(f"../../{slug(standard_id)}/index.html#{anchor('competency_id', competency_id)}", row["name"])
