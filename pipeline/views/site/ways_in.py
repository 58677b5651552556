"""The head of the data page: under what the data may be used, how to cite them, and three ways to begin."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.releases.exporters import citation, datapackage, passages_parquet
from pipeline.releases.exporters.sqlite import FILE_NAME as SQLITE
from pipeline.releases.exporters.xlsx import FILE_NAME as WORKBOOK
from pipeline.releases.folder import ReleaseFolder
from pipeline.views.citing import cite
from pipeline.views.site.datasette import FILE_NAME as METADATA
from pipeline.views.site.downloads import DOWNLOAD, data, offer
from pipeline.views.site.html import Child, Html, el, link, spoken, t
from pipeline.views.site.shell import heading

PANDAS = """import pandas as pd

standards = pd.read_parquet("{at}standards.parquet")
competencies = pd.read_parquet("{at}competencies.parquet")
current = standards[standards["is_current"]]
skills = competencies[competencies["kind"] == "S"].merge(current[["standard_id"]])
print(skills["name"].value_counts().head(20))"""
DUCKDB = """SELECT c.kind, c.name, count(DISTINCT c.standard_id) AS standards
FROM '{at}competencies.parquet' AS c JOIN '{at}standards.parquet' AS s USING (standard_id)
WHERE s.is_current GROUP BY c.kind, c.name ORDER BY standards DESC LIMIT 20;"""
ARROW = """library(arrow)

standards <- read_parquet("{at}standards.parquet")
table(standards$level[standards$is_current])"""
DATASETTE = """pip install datasette
{unpack}datasette {sqlite} -m {metadata}"""
JAVASCRIPT = """const all = await (await fetch("{api}index.json")).json();
const one = all.standards.find(one => one.is_current);
const standard = await (await fetch("{api}" + one.url)).json();"""


_CITED = ("text", "bibtex")


def terms_of_use(release: ReleaseFolder) -> Iterator[Child]:
    """The licence and how to cite, as the release states them."""
    if release.holds(datapackage.FILE_NAME):
        package = json.loads((release.path / datapackage.FILE_NAME).read_bytes())
        yield heading(2, "授權", "Licence", id="licence")
        yield el("p", t(package["rights"]["zh"], package["rights"]["en"]))
    if release.holds(citation.FILE_NAME):
        yield heading(2, "引用", "Citation", id="citation")
        for style in _CITED:
            yield snippet(cite(release.path.name, lambda name: (release.path / name).read_bytes(), style=style), style)


def ways(release: ReleaseFolder, address: str | None) -> Iterator[Child]:
    """Excel, analysis, development: what to take and the first lines to run; `address` is where the site will be read."""
    at = f"{address or ''}{DOWNLOAD}/"
    sizes = {one.path: one.bytes for one in data(release)}
    yield heading(2, "用 Excel", "In Excel", id="excel")
    if WORKBOOK in sizes:
        yield el("p", _download(WORKBOOK, sizes), " ", t("中文欄名，一列一筆，可篩選。", "One row per record, with filters."))
    else:
        yield el("p", t("請從下方取用 CSV，並以文字匯入。", "Take the CSV files below, and import them as text."))
    yield heading(2, "做分析", "For analysis", id="analysis")
    yield el("p", t("Parquet 帶有型別，讀進來就能用。", "Parquet carries the types."),
             *((" ", _download(name, sizes)) for name in ("standards.parquet", passages_parquet.FILE_NAME) if name in sizes))
    for name, text in (("pandas", PANDAS), ("DuckDB", DUCKDB), ("R", ARROW)):
        yield from (el("h3", name), snippet(text.format(at=at), name))
    yield heading(2, "開發", "For developers", id="development")
    yield el("p", link("api/index.html", t("靜態 JSON 介面", "Static JSON interface")), t("，不需金鑰。", ", no key."))
    yield snippet(JAVASCRIPT.format(api=f"{address or ''}api/"), "JavaScript")
    if SQLITE in sizes:
        yield from (el("h3", "Datasette"), el("p", _download(SQLITE, sizes), " ", link(f"{DOWNLOAD}/{METADATA}", METADATA)))
        unpack = f"unzip {SQLITE}.zip\n" if offer(SQLITE, sizes[SQLITE]).is_packed else ""
        yield snippet(DATASETTE.format(unpack=unpack, sqlite=SQLITE, metadata=METADATA), "Datasette")


def _download(name: str, sizes: dict[str, int]) -> Html:
    return link(offer(name, sizes[name]).address, name, class_="button", download=True)


def snippet(text: str, name: str) -> Html:
    """Lines to copy; the button shows where scripts run."""
    copy = el("button", t("複製", "Copy"), type="button", data_copy=True)
    label = spoken("aria-label", f"{name} 範例，可左右捲動", f"{name} example, scrolls sideways")
    classes = "scroll wrapped" if name in _CITED else "scroll"
    lines = el("pre", el("code", text), class_=classes, tabindex="0", role="group", **label)
    return el("div", lines, copy, class_="snippet")
