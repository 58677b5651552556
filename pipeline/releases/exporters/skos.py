"""`standards.ttl` and `standards.jsonld`: the standards as SKOS, once as Turtle and once as JSON-LD."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from pipeline.releases.exporters import addresses
from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.concepts import PREFIXES, Node, nodes
from pipeline.releases.exporters.exporter import Ends, Exporter, Form, Joined, Pieces
from pipeline.releases.exporters.linked_values import quoted
from pipeline.releases.exporters.standard_rows import StandardRows
from pipeline.releases.exporters.term_concepts import term_nodes
from pipeline.releases.settings import Settings
from pipeline.schema.rows import Values

TURTLE = "standards.ttl"
JSON_LD = "standards.jsonld"
_AT_A_TIME = 10_000
_LINKS = (
    "skos:inScheme", "skos:hasTopConcept", "skos:topConceptOf", "skos:broader", "skos:related", "dcterms:replaces",
    "dcterms:subject", "skos:exactMatch", "skos:closeMatch",
)


def _turtle(node: Node) -> str:
    address, kind, statements = node
    lines = [f"<{address}> a {kind}", *[f"    {predicate} {turtle}" for predicate, (turtle, _) in statements]]
    return " ;\n".join(lines) + " .\n\n"


def _turtle_head(settings: Settings) -> str:
    prefixes = PREFIXES | {"icap": addresses.vocabulary(settings)}
    return "".join(f"@prefix {prefix}: <{address}> .\n" for prefix, address in prefixes.items()) + "\n"


def _json(node: Node) -> str:
    """A node as `json.dumps` would write it, put together from values that are written already."""
    address, kind, statements = node
    described: dict[str, list[str]] = defaultdict(list)
    for predicate, (_, value) in statements:
        described[predicate].append(value)
    parts = [f'"{predicate}": [{", ".join(values)}]' for predicate, values in described.items()]
    return "{" + ", ".join([f'"@id": {quoted(address)}', f'"@type": "{kind}"', *parts]) + "}"


def _json_head(settings: Settings) -> str:
    context: dict[str, Any] = PREFIXES | {"icap": addresses.vocabulary(settings)}
    context |= {name: {"@type": "@id"} for name in _LINKS}
    return f'{{"@context": {json.dumps(context, ensure_ascii=False)},\n"@graph": [\n'


def _ends(settings: Settings) -> Mapping[str, Ends]:
    return {
        TURTLE: Ends(_turtle_head(settings).encode()),
        JSON_LD: Ends(_json_head(settings).encode(), b",\n", b"\n]}\n"),
    }


def _of_standard(standard: StandardRows, settings: Settings) -> Pieces:
    return _pieces(list(nodes(standard, settings)))


def _of_whole(table: str, rows: Sequence[Values], settings: Settings) -> Iterator[Pieces]:
    """Some nodes at a time: those of a whole vocabulary are many times what is written of them."""
    graph = term_nodes(rows, settings) if table == "vocabulary" and rows else iter(())
    while some := list(islice(graph, _AT_A_TIME)):
        yield _pieces(some)


def _pieces(graph: Sequence[Node]) -> Pieces:
    return {TURTLE: "".join(map(_turtle, graph)).encode(), JSON_LD: ",\n".join(map(_json, graph)).encode()}


def graph_files(graph: Sequence[Node], settings: Settings, turtle: str, json_ld: str) -> Pieces:
    """A graph that is there as a whole, as Turtle and as JSON-LD under these names."""
    json_pieces = ",\n".join(map(_json, graph)) + "\n]}\n"
    return {
        turtle: (_turtle_head(settings) + "".join(map(_turtle, graph))).encode(),
        json_ld: (_json_head(settings) + json_pieces).encode(),
    }


EXPORTER = Exporter(
    "skos",
    files={
        TURTLE: Form("Turtle", "text/turtle", Bilingual("SKOS as Turtle", "SKOS（Turtle）")),
        JSON_LD: Form("JSON-LD", "application/ld+json", Bilingual("SKOS as JSON-LD", "SKOS（JSON-LD）")),
    },
    purpose=Bilingual("linked data (SKOS)", "鏈結資料（SKOS）"),
    joined=Joined(_ends, _of_standard, of_whole=_of_whole),
)
