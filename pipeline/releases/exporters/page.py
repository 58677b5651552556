"""`docs/forms.md`: every file of a release and what it is for, as the exporters declare it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.releases.exporters.every import EXPORTERS
from pipeline.releases.exporters.exporter import Exporter

PAGE = "docs/forms.md"
_HEAD = """# Forms of a release 發布格式

<!-- Written by `make derive` from pipeline/releases/exporters/. Do not edit. -->

`add` and `leave_out` in `settings.toml` choose among the forms by their names; `SHA256SUMS` and what a release
tells of itself (`report.*`, `violations.csv`, `changes.csv`, `CHANGES.md`, `run.json`) are always there.

| file 檔案 | for | 用途 | name 名稱 | made 產生 |
|---|---|---|---|---|
"""
_ALWAYS, _BY_DEFAULT, _ON_REQUEST = "always 一律", "unless left out 預設", "on request 依設定"


def forms_page() -> str:
    """The page's text."""
    return _HEAD + "".join(_lines())


def _lines() -> Iterator[str]:
    for exporter in EXPORTERS.values():
        files = ", ".join(f"`{path.replace('{', '<').replace('}', '>')}`" for path in exporter.files)
        yield f"| {files} | {exporter.purpose.en} | {exporter.purpose.zh} | `{exporter.name}` | {_made(exporter)} |\n"


def _made(exporter: Exporter) -> str:
    return _ALWAYS if exporter.always else _ON_REQUEST if exporter.on_request else _BY_DEFAULT
