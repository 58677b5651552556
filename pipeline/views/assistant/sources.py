"""Where an answer comes from: the document with its hash, the pages, the licence, and the release."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.releases.folder import DESCRIPTION
from pipeline.views.lookup import Release

NO_RIGHTS = {
    "en": "This release states no licence; ask whoever publishes it before passing texts on.",
    "zh": "本版本未載明授權；轉載內容前請洽發布者。",
}


def rights(folder: Path) -> dict[str, Any]:
    """What a release says about its use: the licence if it states one, the sentence about rights, and its address."""
    path = folder / DESCRIPTION
    package = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    licences = [{"name": one["name"], "title": one["title"], "url": one["path"]} for one in package.get("licenses", [])]
    return {
        "release": folder.name,
        "licence": licences[0] if licences else None,
        "rights": package.get("rights", NO_RIGHTS),
        "published_at": package.get("homepage"),
    }


def source(release: Release, standard_id: str, pages: Iterable[int | None], said: dict[str, Any]) -> dict[str, Any]:
    """The document that a standard was read from, with the pages of what is answered; `said` is what `rights` gives."""
    (own,) = release.rows("standards", standard_id)
    read = [row for row in release.rows("documents", standard_id) if row["sha256"] == own["sha256"]]
    licence = said["licence"]
    return {
        "standard_id": standard_id,
        "document": read[0]["path"] if read else None,
        "sha256": own["sha256"],
        "pages": sorted({page for page in pages if page is not None}),
        "licence": None if licence is None else licence["name"],
        "release": said["release"],
    }
