"""`datapackage.json`: the release described for machines (Frictionless Data Package 2.0)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.derive import resource
from pipeline.schema import SCHEMA_VERSION, TABLES

FILE_NAME = "datapackage.json"

PACKAGE: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "taiwan-occupational-competency-standards",
    "title": "Taiwan's occupational competency standards",
    "title_zh": "臺灣職能基準",
    "description": (
        "Duties, tasks, outputs, behaviour indicators, knowledge, skills and attitudes of the published "
        "occupational competency standards (職能基準). Codes are strings: leading zeros count."
    ),
    "schema_version": SCHEMA_VERSION,
    "keywords": ["職能基準", "iCAP", "competency standards", "occupations", "Taiwan"],
    "sources": [{"title": "iCAP 職能發展應用平台", "path": "https://icap.wda.gov.tw/"}],
}
"""What holds for every release. No licence: only whoever publishes can state one."""


def _with_bytes(described: dict[str, Any], folder: Path) -> dict[str, Any]:
    content = (folder / described["path"]).read_bytes()
    return described | {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}


def write(frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Describe the CSV files of `folder`, which must be written already."""
    package = PACKAGE | {"resources": [_with_bytes(resource(TABLES[name]), folder) for name in frames]}
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / FILE_NAME).write_text(text, encoding="utf-8", newline="\n")
