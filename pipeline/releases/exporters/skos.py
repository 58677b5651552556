"""`standards.ttl` and `standards.jsonld`: the standards as SKOS, once as Turtle and once as JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pipeline.releases.exporters import addresses
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.concepts import PREFIXES, Link, Node, Text, Typed, Value, nodes
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.exporters.rows import write_text
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings

TURTLE = "standards.ttl"
JSON_LD = "standards.jsonld"
LANGUAGE = "zh-Hant-TW"
_LINKS = (
    "skos:inScheme", "skos:hasTopConcept", "skos:topConceptOf", "skos:broader", "skos:related", "dcterms:replaces",
)


def _turtle_value(value: Value) -> str:
    if isinstance(value, Link):
        return f"<{value.address}>"
    if isinstance(value, Typed):
        return f'"{value.value}"^^xsd:{value.kind}'
    # Turtle has the escapes of JSON strings and a few more.
    return json.dumps(value.value, ensure_ascii=False) + (f"@{LANGUAGE}" if value.chinese else "")


def _turtle(node: Node) -> str:
    address, kind, statements = node
    lines = [f"<{address}> a {kind}", *(f"    {predicate} {_turtle_value(value)}" for predicate, value in statements)]
    return " ;\n".join(lines) + " .\n\n"


def _turtle_lines(graph: list[Node], settings: Settings) -> Iterator[str]:
    for prefix, address in (PREFIXES | {"icap": addresses.vocabulary(settings)}).items():
        yield f"@prefix {prefix}: <{address}> .\n"
    yield "\n"
    yield from map(_turtle, graph)


def _json_value(value: Value) -> Any:
    if isinstance(value, Link):
        return value.address
    if isinstance(value, Typed):
        return {"@value": value.value, "@type": f"xsd:{value.kind}"}
    assert isinstance(value, Text)
    return {"@value": value.value, "@language": LANGUAGE} if value.chinese else value.value


def _json_node(node: Node) -> str:
    address, kind, statements = node
    described: dict[str, Any] = {"@id": address, "@type": kind}
    for predicate, value in statements:
        described.setdefault(predicate, []).append(_json_value(value))
    return json.dumps(described, ensure_ascii=False)


def _json_lines(graph: list[Node], settings: Settings) -> Iterator[str]:
    context: dict[str, Any] = PREFIXES | {"icap": addresses.vocabulary(settings)}
    context |= {name: {"@type": "@id"} for name in _LINKS}
    yield f'{{"@context": {json.dumps(context, ensure_ascii=False)},\n"@graph": [\n'
    for number, node in enumerate(graph):
        yield (",\n" if number else "") + _json_node(node)
    yield "\n]}\n"


def write(frames: Mapping[str, pd.DataFrame], into: ReleaseFolder, settings: Settings) -> None:
    """Write both files."""
    graph = list(nodes(frames, settings))
    write_text(_turtle_lines(graph, settings), into.path / TURTLE)
    write_text(_json_lines(graph, settings), into.path / JSON_LD)


EXPORTER = Exporter(
    "skos", write,
    files={
        TURTLE: Form("Turtle", "text/turtle", Bilingual("SKOS as Turtle", "SKOS（Turtle）")),
        JSON_LD: Form("JSON-LD", "application/ld+json", Bilingual("SKOS as JSON-LD", "SKOS（JSON-LD）")),
    },
    purpose=Bilingual("linked data (SKOS)", "鏈結資料（SKOS）"),
)
