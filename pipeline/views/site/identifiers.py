"""Pages under `id/` that are not standards: every identifier that was ever published leads somewhere.

A code without version leads to the newest version, and so does a version that is here no more: the one before the
oldest here, as it is printed, versions of earlier releases, and those of superseded documents. What went without a
successor gets a page that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.releases.exporters.addresses import CLASSES, FOLDER, TERMS, VOCABULARY
from pipeline.releases.exporters.written import file_name
from pipeline.releases.versions import read
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.html import Html, el, join, link, slug, t
from pipeline.views.site.shelf import Row
from pipeline.views.site.shell import Page, heading

_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'"
_VERSION = re.compile(r"v[0-9]+\Z")
_OWN = {
    f"{FOLDER}/dataset/index.html": "../../data.html", f"{FOLDER}/index.html": "../standards.html",
    f"{FOLDER}/{CLASSES}/index.html": "../../classes.html", f"{FOLDER}/{VOCABULARY}/index.html": "../../names.html",
}
"""The identifiers of the dataset and of the vocabulary, and the folders of all identifiers and of the schemes."""


def former(release: Path) -> set[str]:
    """The standards of the releases that lie beside this one and are older. Raises OSError where one cannot be read."""
    names = [line["name"] for line in read(release.parent)]
    older = names[names.index(release.name) + 1:] if release.name in names else []
    files = (release.parent / name / file_name("standards") for name in older)
    columns = (pq.read_table(file, columns=["standard_id"])["standard_id"] for file in files if file.is_file())
    return {standard_id for column in columns for standard_id in column.to_pylist()}


def forwarded(catalogue: Catalogue, former: set[str]) -> dict[str, str | None]:
    """By id that is no standard here the standard that it leads to; None where none follows it."""
    newest = _newest(catalogue)
    found: dict[str, str | None] = dict(newest)
    for own in catalogue.by_id:
        if (older := _printed_before(catalogue, own)) is not None:
            found[older] = catalogue.versions(own)[0]["standard_id"]
    superseded = (row["standard_id"] for row in catalogue.documents.values() if row["standard_id"])
    for one in sorted({*former, *superseded}):
        found.setdefault(one, newest.get(_VERSION.sub("", one)))
    return {one: found[one] for one in sorted(found) if one not in catalogue.by_id}


def _newest(catalogue: Catalogue) -> dict[str, str]:
    """The standard that is in force for each code without version, or else its newest one."""
    listed = sorted(catalogue.standards, key=lambda row: (row["is_current"], row["version"] or 0, row["standard_id"]))
    return {row["base_code"]: row["standard_id"] for row in listed if row["base_code"]}


def _printed_before(catalogue: Catalogue, own: str) -> str | None:
    """The version that the standard's own history says it replaced."""
    version = catalogue.by_id[own]["version"] or 0
    older: list[Row] = [
        row for row in catalogue.rows("standard_versions", own)
        if row["version_code"] and (row["version"] or version) < version
    ]
    return max(older, key=lambda row: row["version"])["version_code"] if older else None


def pages(found: dict[str, str | None]) -> Iterator[tuple[str, Html]]:
    """The small pages with their paths."""
    for own, target in found.items():
        there = f"../{slug(target)}/index.html" if target else None
        yield f"{FOLDER}/{slug(own)}/index.html", _forward(own, there, target or own) if there else _gone(own)
    yield from ((path, _forward(path, there, there)) for path, there in _OWN.items())


def _forward(title: str, there: str, shown: str) -> Html:
    return _page(
        title, el("link", rel="canonical", href=there), el("meta", http_equiv="refresh", content=f"0; url={there}"),
        el("p", "→ ", link(there, shown)),
    )


def _gone(own: str) -> Html:
    words = f"{own} 已不在目前的資料中，也沒有後續版本。{own} is no longer in this dataset, and no version follows it. "
    return _page(own, el("p", words, link("../../standards.html", "全部職能基準 All standards")))


def _page(title: str, *content: Html) -> Html:
    return join(
        Html("<!DOCTYPE html>\n"), Html('<html lang="zh-Hant-TW">'), el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=_POLICY), el("title", title), *content, Html("</html>\n"),
    )


def terms_page() -> Page:
    """The terms of our own that the linked data use."""
    main = join(
        heading(1, "本資料集自訂的詞彙", "Terms of this dataset"),
        el("dl", el("div", el("dt", el("code", "level")), el("dd", t(
            "職能級別，1 到 6 的整數；基準有其級別，工作任務依職能區塊而有一個或多個。",
            "Level of competency, an integer from 1 to 6: of a standard, and of a task in each of its competency blocks.",
        )), id="level"), class_="pairs"),
    )
    return Page(f"{FOLDER}/{TERMS}/index.html", ("自訂詞彙", "Terms"), main, "鏈結資料使用的自訂詞彙")


def where(standard_id: str) -> str:
    """The folder of an identifier below the site."""
    return standard_file(standard_id).removesuffix("index.html")
