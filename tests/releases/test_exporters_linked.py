"""SKOS and CASE: read by rdflib and by JSON Schema, and saying what the tables say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rdflib
from rdflib.namespace import DCTERMS, RDF, SKOS

from pipeline.releases.exporters import addresses
from pipeline.releases.exporters.term_concepts import term_nodes
from pipeline.releases.settings import Settings
from tests.build import factory
from tests.releases import published

BASE = f"{published.ADDRESS}id/"
CASE_SCHEMA = json.loads((Path(__file__).parent / "case_package.schema.json").read_text(encoding="utf-8"))
ITEMS_OF_A_STANDARD = 1 + 3 + 3 + 3 + 6


@pytest.fixture(scope="module")
def graph(complete: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(complete / "standards.ttl")


def at(path: str) -> rdflib.URIRef:
    return rdflib.URIRef(BASE + path)


def test_turtle_and_json_ld_say_the_same(complete: Path, graph: rdflib.Graph) -> None:
    other = rdflib.Graph().parse(complete / "standards.jsonld", format="json-ld")
    assert set(graph) == set(other)
    assert len(graph) > 100


def test_a_scheme_per_version_and_a_concept_per_item(graph: rdflib.Graph) -> None:
    terms = set(graph.subjects(SKOS.inScheme, at("vocabulary")))
    assert len(set(graph.subjects(RDF.type, SKOS.ConceptScheme))) == 3 + 1
    assert len(set(graph.subjects(RDF.type, SKOS.Concept)) - terms) == 3 * ITEMS_OF_A_STANDARD


def test_a_competency_is_its_term_and_a_term_its_group(graph: rdflib.Graph) -> None:
    [term] = graph.objects(at("IDC5294-001v3#c-K01"), SKOS.exactMatch)
    assert {at("IDC5294-001v3#c-K01"), at("IDC5294-001v2#c-K01")} <= set(graph.subjects(SKOS.exactMatch, term))
    settings = Settings()
    rows = [("K~1", "K", "溝通", "溝通", 1, 2, 1, "K~1", "溝通", 3, "middle", "S99 溝通", None),
            ("K~2", "K", "溝通能力", "溝通能力", 1, 1, 1, "K~1", "溝通", 3, "rule", None, "K~3"),
            ("K~3", "K", "溝通概論", "溝通概論", 1, 1, 1, "K~3", "溝通概論", 1, "middle", None, "K~1")]
    said = [[(predicate, value) for predicate, (value, _) in statements if predicate.endswith(("Match", "Name"))]
            for _, _, statements in term_nodes(rows, settings)]
    assert said == [
        [], [("icap:commonName", '"S99 溝通"@zh-Hant-TW')], [("skos:exactMatch", "<urn:x-icap:vocabulary/K-1#K~1>")],
        [("skos:closeMatch", "<urn:x-icap:vocabulary/K-1#K~1>")],
    ]


def test_every_concept_meets_the_shape(graph: rdflib.Graph) -> None:
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    for concept in concepts:
        assert set(graph.objects(concept, SKOS.inScheme)) <= schemes and graph.value(concept, SKOS.inScheme)
        assert len(list(graph.objects(concept, SKOS.prefLabel))) <= 1
        assert graph.value(concept, SKOS.prefLabel) or graph.value(concept, SKOS.notation)
        assert set(graph.objects(concept, SKOS.broader)) | set(graph.objects(concept, SKOS.related)) <= concepts
        scheme = graph.value(concept, SKOS.inScheme)
        assert str(concept).startswith(f"{scheme}/" if scheme == at("vocabulary") else f"{scheme}#")


def test_hierarchy_requirements_levels_and_succession(graph: rdflib.Graph) -> None:
    task = at("IDC5294-001v3#t-T1.2")
    assert set(graph.objects(task, SKOS.broader)) == {at("IDC5294-001v3#d-T1")}
    assert set(graph.objects(task, SKOS.related)) == {at("IDC5294-001v3#c-K01"), at("IDC5294-001v3#c-S01")}
    assert [str(level) for level in graph.objects(task, rdflib.URIRef(f"{BASE}terms#level"))] == ["3"]
    assert set(graph.objects(at("IDC5294-001v3"), DCTERMS.replaces)) == {at("IDC5294-001v2")}
    labels = list(graph.objects(at("IDC5294-001v3#c-A01"), SKOS.prefLabel))
    assert labels == [rdflib.Literal("主動積極", lang="zh-Hant-TW")]


def test_ids_that_need_it_are_escaped(graph: rdflib.Graph) -> None:
    assert (at("IDC5294-001v3#c-A=231"), RDF.type, SKOS.Concept) in graph


def test_without_an_address_identifiers_promise_no_page() -> None:
    assert addresses.item(Settings(), "NC~0a1b2c3d", "competency_id", "S#1") == "urn:x-icap:NC~0a1b2c3d#c-S=231"


def packages(complete: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((complete / "case").iterdir())]


def test_case_packages_meet_the_schema(complete: Path) -> None:
    validator = jsonschema.Draft202012Validator(CASE_SCHEMA, format_checker=jsonschema.FormatChecker())
    assert len(packages(complete)) == 3
    for package in packages(complete):
        assert not [error.message for error in validator.iter_errors(package)]


def test_the_case_schema_is_a_check(complete: Path) -> None:
    package = packages(complete)[0]
    del package["CFItems"][0]["fullStatement"]
    assert not jsonschema.Draft202012Validator(CASE_SCHEMA).is_valid(package)


def test_case_has_an_item_per_item_and_one_per_level(complete: Path) -> None:
    for package in packages(complete):
        assert len(package["CFItems"]) == ITEMS_OF_A_STANDARD + 1
        identifiers = [one["identifier"] for part in ("CFItems", "CFAssociations") for one in package[part]]
        assert len(set(identifiers)) == len(identifiers)


def test_case_associations_lead_to_items_and_documents(complete: Path) -> None:
    for package in packages(complete):
        known = {item["identifier"] for item in package["CFItems"]} | {package["CFDocument"]["identifier"]}
        for association in package["CFAssociations"]:
            assert association["destinationNodeURI"]["identifier"] in known
            if association["associationType"] != "replacedBy":
                assert association["originNodeURI"]["identifier"] in known


def test_case_says_which_version_was_replaced(tmp_path: Path) -> None:
    made = factory.changed(
        factory.standard_tables(), "standard_versions", 1, version_code="IDC5294-001v2", version=2
    )
    history = published.build(tmp_path, published.FULL, made)
    (package,) = packages(history)
    replaced = [one for one in package["CFAssociations"] if one["associationType"] == "replacedBy"]
    assert [one["originNodeURI"]["uri"] for one in replaced] == [f"{BASE}IDC5294-001v2"]
    kinds = {one["associationType"] for one in package["CFAssociations"]}
    assert kinds == {"isChildOf", "isRelatedTo", "hasSkillLevel", "replacedBy"}
