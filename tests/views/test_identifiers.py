"""Every identifier that a release publishes leads to a page of the site and to its place there; programs get the same as JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
import rdflib
from openapi_spec_validator import validate
from rdflib.namespace import DCTERMS, RDF, SKOS

from pipeline.views.site import Options, build
from tests.build import factory
from tests.releases import published

NEW, OLD = "IDC5294-001v3", "IDC5294-001v2"
GONE = "AVA9999-001v1"
BASE = f"{published.ADDRESS}id/"
IMPLIED = {(RDF.type, SKOS.Concept), (SKOS.inScheme, None), (DCTERMS.type, None), (SKOS.topConceptOf, None)}
OF_ALL = {(DCTERMS.subject, None), (SKOS.exactMatch, None)}
"""What ties a standard to the schemes and to the vocabulary over all standards is left to the release."""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases; the first has two standards that the second has not, one of them in a newer version."""
    folder = tmp_path_factory.mktemp("output")
    published.publishable(folder, made=factory.many_tables("AVA2651-002v0", GONE))
    published.publishable(folder, made=published.tables())
    return folder


@pytest.fixture(scope="module")
def release(output: Path) -> Path:
    return output / f"{published.DAY.isoformat()}.2"


@pytest.fixture(scope="module")
def site(output: Path) -> Path:
    return build(output, output / "site", Options(published.ADDRESS)).folder


def page(site: Path, identifier: str) -> tuple[Path, str]:
    """What a host of plain files gives for an identifier, and where on the page it leads."""
    path, _, fragment = identifier.removeprefix(published.ADDRESS).partition("#")
    return site / unquote(path) / "index.html", fragment


def test_every_published_identifier_leads_to_its_page_and_place(site: Path, release: Path) -> None:
    names = "standards.ttl", "standards.jsonld", "classes.ttl", "classes.jsonld", "dcat.jsonld", "dataset.jsonld"
    texts = [release / name for name in (*names, "croissant.json")]
    texts += sorted((release / "case").iterdir())
    found = {one for text in texts for one in re.findall(rf'{re.escape(BASE)}[^"<>\s]+', text.read_text(encoding="utf-8"))}
    assert len(found) > 100
    for part in ("classes/occupation#2431", "classes/industry", "vocabulary/K-"):
        assert any(one.startswith(BASE + part) for one in found), part
    for identifier in found - {f"{BASE}terms#"}:
        target, fragment = page(site, identifier)
        assert target.is_file(), identifier
        if fragment and not fragment.startswith(("association/", "package", "level-")):
            assert f'id="{fragment}"' in target.read_text(encoding="utf-8"), identifier


@pytest.mark.parametrize(("old", "new"), [
    ("IDC5294-001", NEW), ("AVA2651-002", "AVA2651-002v1"), ("AVA2651-002v0", "AVA2651-002v1"),
])
def test_what_is_no_standard_here_leads_to_the_newest_version(old: str, new: str, site: Path) -> None:
    text = (site / "id" / old / "index.html").read_text(encoding="utf-8")
    assert f'content="0; url=../{new}/index.html"' in text and f'href="../{new}/index.html"' in text


def test_what_went_without_a_successor_says_so(site: Path) -> None:
    assert f"{GONE} 已不在目前的資料中" in (site / "id" / GONE / "index.html").read_text(encoding="utf-8")
    assert GONE not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_the_json_beside_a_page_says_what_the_linked_data_say(site: Path, release: Path) -> None:
    whole = rdflib.Graph().parse(release / "standards.ttl")
    for own in (NEW, OLD, "AVA2651-002v1"):
        found = set(rdflib.Graph().parse(site / "id" / own / "standard.json", format="json-ld"))
        items = {subject for subject, _, _ in found if str(subject).partition("#")[0] == BASE + own}
        assert found <= set(whole)
        implied = {(one, predicate, value) for one, predicate, value in set(whole) - found if one in items}
        assert all((IMPLIED | OF_ALL) & {(predicate, value), (predicate, None)} for _, predicate, value in implied)
        assert len(items) == len(set(whole.subjects(SKOS.inScheme, rdflib.URIRef(BASE + own)))) + 1


def content(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_interface_is_valid_openapi_and_answers_as_it_says(site: Path) -> None:
    described = content(site / "api" / "openapi.json")
    validate(described)
    schemas = {"$defs": described["components"]["schemas"]}
    text = json.dumps(schemas).replace("#/components/schemas/", "#/$defs/")

    def check(name: str, answer: Any) -> None:
        jsonschema.Draft202012Validator(json.loads(text) | {"$ref": f"#/$defs/{name}"}).validate(answer)

    index = content(site / "api" / "index.json")
    check("Index", index)
    assert [one["standard_id"] for one in index["standards"]] == ["AVA2651-002v1", OLD, NEW]
    _, path = described["paths"]
    for one in index["standards"]:
        target = site / "api" / one["url"]
        assert target.resolve() == (site / path.lstrip("/").format(standard_id=one["standard_id"])).resolve()
        check("Standard", content(target))
    with pytest.raises(jsonschema.ValidationError):
        check("Standard", {"id": "x"})


def test_texts_stand_once_and_requirements_name_them(site: Path) -> None:
    standard = content(site / "id" / NEW / "standard.json")
    competencies = {one["id"]: one for kind in ("knowledge", "skills", "attitudes") for one in standard[kind]}
    blocks = [block for duty in standard["duties"] for task in duty["tasks"] for block in task["blocks"]]
    assert blocks and all(set(block["requires"]) <= set(competencies) for block in blocks)
    assert [row["section"] for row in standard["notes"]][:1] == ["prerequisite"]


def test_without_an_address_identifiers_are_names(tmp_path: Path) -> None:
    release = published.build(tmp_path / "release", replace(published.FULL, address=None, add=()))
    site = build(release, tmp_path / "site").folder
    graph = rdflib.Graph().parse(site / "id" / NEW / "standard.json", format="json-ld")
    assert rdflib.URIRef(f"urn:x-icap:{NEW}#t-T1.1") in set(graph.subjects(SKOS.prefLabel))
