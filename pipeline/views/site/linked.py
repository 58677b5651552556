"""For search engines: structured data (schema.org) of each page, the sitemap and robots.txt."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from pipeline.releases.exporters import about
from pipeline.views.site.catalogue import Catalogue, standard_file
from pipeline.views.site.names import Name, name_address

_CONTEXT = "https://schema.org"
_LANGUAGE = "zh-Hant-TW"
MOST = 50_000
"""Addresses of one sitemap in the format."""


def _stated(described: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in described.items() if value not in (None, "", [])}


def dataset(catalogue: Catalogue, address: str | None) -> dict[str, Any]:
    """The home page: the dataset and how to search it."""
    newest = max((row["updated_on"] for row in catalogue.standards if row["updated_on"]), default=None)
    return _stated({
        "@context": _CONTEXT, "@type": "Dataset", "name": about.TITLE.zh, "alternateName": about.TITLE.en,
        "description": about.DESCRIPTION.zh, "inLanguage": _LANGUAGE, "keywords": list(about.KEYWORDS), "url": address,
        "version": catalogue.release, "dateModified": newest.isoformat() if newest else None, "isBasedOn": about.SOURCE_URL,
        "creator": {"@type": "GovernmentOrganization", "name": about.OWNER, "alternateName": about.OWNER_EN},
    })


def occupation(catalogue: Catalogue, standard_id: str, address: str | None) -> dict[str, Any]:
    """A standard as an occupation with responsibilities and skills."""
    row = catalogue.by_id[standard_id]
    named = [one for one in catalogue.rows("competencies", standard_id) if one["name"]]
    return _stated({
        "@context": _CONTEXT, "@type": "Occupation", "name": catalogue.title(standard_id), "identifier": standard_id,
        "description": row["description"], "inLanguage": _LANGUAGE,
        "url": address + standard_file(standard_id) if address else None,
        "dateModified": row["updated_on"].isoformat() if row["updated_on"] else None,
        "occupationalCategory": catalogue.classes(standard_id, "occupation"),
        "responsibilities": [one["name"] for one in catalogue.rows("duties", standard_id) if one["name"]],
        "skills": [one["name"] for one in named if one["kind"] == "S"],
        "qualifications": [one["text"] for one in catalogue.rows("notes", standard_id) if one["section"] == "prerequisite"],
    })


def terms(names: Sequence[Name], address: str | None) -> dict[str, Any]:
    """Competency names as terms of the vocabulary."""
    return {
        "@context": _CONTEXT, "@type": "DefinedTermSet", "name": about.TITLE.zh, "inLanguage": _LANGUAGE,
        "hasDefinedTerm": [_term(name, address) for name in names],
    }


def _term(name: Name, address: str | None) -> dict[str, Any]:
    return _stated({
        "@type": "DefinedTerm", "name": name.title, "termCode": name.term_id,
        "url": address + name_address(name) if address else None,
        "alternateName": sorted(set(name.spellings) - {name.title}),
    })


def sitemap(paths: Sequence[str], address: str) -> dict[str, str]:
    """`sitemap.xml`, an index of parts where one file cannot hold all, and `robots.txt` that names it."""
    parts = [paths[first : first + MOST] for first in range(0, len(paths), MOST)]
    names = ["sitemap.xml"] if len(parts) == 1 else [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    made = {
        name: _document("urlset", "url", [address + path for path in part]) for name, part in zip(names, parts, strict=True)
    }
    if len(parts) > 1:
        made["sitemap.xml"] = _document("sitemapindex", "sitemap", [address + name for name in names])
    return made | {"robots.txt": f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"}


def _document(root: str, element: str, addresses: Sequence[str]) -> str:
    lines = [f"<{element}><loc>{escape(one)}</loc></{element}>\n" for one in addresses]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return "".join((head, *lines, f"</{root}>\n"))
