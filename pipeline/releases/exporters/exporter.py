"""What an exporter declares of itself: everything that settings, descriptions and documentation say of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings

Write = Callable[[Mapping[str, pd.DataFrame], ReleaseFolder, Settings], None]


@dataclass(frozen=True, slots=True)
class Form:
    """A form of the data, as catalogues list it; `media_type` as registered, `label` for people."""

    name: str
    media_type: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class Exporter:
    """One form of publication.

    `name` is what settings call it, `write` makes its files. `files` maps the path of each to its form if it is
    listed as data, None if not; `{table}` in a path stands for every table, `{standard}` for every standard.
    `purpose` says what the files are for. `always` is what identity, gate and readers of a release rely on.
    """

    name: str
    write: Write
    files: Mapping[str, Form | None]
    purpose: Bilingual
    always: bool = False
    on_request: bool = False
