"""`classes.ttl` and `classes.jsonld`: the schemes that standards are filed under, as SKOS.

The standards in `standards.ttl` name their classes as subjects, so that both files together let a graph go from a
branch of the economy or an occupation down to every standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.releases.exporters import addresses
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.concepts import Node, Statement
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.exporters.linked_values import chinese, link, plain
from pipeline.releases.exporters.skos import graph_files
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES

TURTLE = "classes.ttl"
JSON_LD = "classes.jsonld"


def nodes(rows: list[dict[str, Any]], settings: Settings) -> Iterator[Node]:
    """Each scheme followed by its classes, in the order of the table `classes`."""
    labels = dict(TABLES["classes"]["scheme"].field.allowed)
    for scheme in dict.fromkeys(row["scheme"] for row in rows):
        own = [row for row in rows if row["scheme"] == scheme]
        tops: list[Statement] = [
            ("skos:hasTopConcept", link(addresses.class_of(settings, scheme, row["code"])))
            for row in own if row["parent_code"] is None
        ]
        about = [("dcterms:title", chinese(labels[scheme])), ("dcterms:hasVersion", chinese(own[0]["edition"]))]
        yield addresses.scheme(settings, scheme), "skos:ConceptScheme", [*about, *tops]
        yield from (_class(row, settings) for row in own)


def _class(row: dict[str, Any], settings: Settings) -> Node:
    scheme = link(addresses.scheme(settings, row["scheme"]))
    statements: list[Statement] = [("skos:inScheme", scheme), ("skos:notation", plain(row["code"]))]
    if row["name"] is not None:
        statements.append(("skos:prefLabel", chinese(row["name"])))
    if row["parent_code"] is None:
        statements.append(("skos:topConceptOf", scheme))
    else:
        statements.append(("skos:broader", link(addresses.class_of(settings, row["scheme"], row["parent_code"]))))
    return addresses.class_of(settings, row["scheme"], row["code"]), "skos:Concept", statements


def _write(written: Written, folder: ReleaseFolder, settings: Settings) -> None:
    graph = list(nodes(written.table("classes").to_pylist(), settings))
    for path, content in graph_files(graph, settings, TURTLE, JSON_LD).items():
        (folder.path / path).write_bytes(content)


EXPORTER = Exporter(
    "classes",
    files={
        TURTLE: Form("Turtle", "text/turtle", Bilingual("classes as SKOS (Turtle)", "分類架構（SKOS，Turtle）")),
        JSON_LD: Form("JSON-LD", "application/ld+json", Bilingual("classes as SKOS (JSON-LD)", "分類架構（SKOS，JSON-LD）")),
    },
    purpose=Bilingual("the class trees as linked data", "分類架構的鏈結資料"),
    write=_write,
)
