"""How to cite a release, or one standard of it, and where its rows come from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters import citation, datapackage
from pipeline.views.table_files import Bytes

Style = str
STYLES = ("text", "bibtex")
_SOURCE_COLUMNS = ("standard_id", "path", "format", "pages", "bytes", "sha256", "status")


def cite(name: str, files: Bytes, standard: Mapping[str, Any] | None = None, style: Style = "text") -> str:
    """A citation of the release of this name, or of a standard (a row of `standards`) in it: a sentence, or an entry of BibTeX.

    It says what `CITATION.cff` says. Raises ValueError for another style, `PipelineError` where that file is not there.
    """
    if style not in STYLES:
        raise ValueError(f"there is no style {style}; there are {', '.join(STYLES)}")
    lines = _file(files, citation.FILE_NAME).decode("utf-8").splitlines()
    # Each line of the file is a name and a JSON value.
    told = {key: json.loads(value) for key, _, value in (line.partition(": ") for line in lines)}
    authors = [author["name"] for author in told["authors"]]
    year = str(told.get("date-released", ""))[:4]
    place = f"https://doi.org/{told['doi']}" if "doi" in told else told["url"]
    title, version = told["title"], f"{name}（{told['version']}）"
    if standard is not None:
        title = f"{standard['name']}（{standard['standard_id']}）。載於{title}"
    if style == "text":
        return f"{'、'.join(authors)}{f'（{year}）' if year else ''}。{title}，版本 {version}。{place}"
    key = "icap" + (f"-{standard['standard_id']}" if standard is not None else "") + f"-{name}"
    names = " and ".join(f"{{{name}}}" for name in authors)
    fields = {"author": names, "title": title, "year": year, "version": version, "url": place}
    inside = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{key},\n{inside}\n}}"


def _file(files: Bytes, name: str) -> bytes:
    content = files(name)
    if content is None:
        raise PipelineError(f"there is no {name} beside the tables; take the whole release.")
    return content


def sources(files: Bytes, documents: pd.DataFrame, standards: pd.DataFrame) -> pd.DataFrame:
    """The files that published standards were read from: standard_id, path, format, pages, bytes, sha256, status, licence.

    A row per file; several forms of one standard are several rows. `licence` is what the release states; null where it
    states none.
    """
    some = documents[documents["standard_id"].isin(standards["standard_id"])]
    licence = datapackage.stated_licence(_file(files, datapackage.FILE_NAME))
    frame = some[list(_SOURCE_COLUMNS)].sort_values(["standard_id", "path"], ignore_index=True)
    return frame.assign(licence=pd.array([licence] * len(frame), dtype="string"))
