"""What a run releases: the published standards as fragments, stored from an earlier run or made now, then the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.releases.bundles import bundled
from pipeline.releases.content import Content, Surroundings
from pipeline.releases.fragment import Forms, Fragment
from pipeline.runs.cache.fragments import FragmentStore
from pipeline.schema.rows import Values, ordered
from pipeline.schema.tables import TABLES_BY_STANDARD
from pipeline.standards.classes import Schemes, load_schemes
from pipeline.standards.naming.known import Known, load
from pipeline.standards.publication import Publication, PublishedStandard
from pipeline.standards.similar import Neighbours, summary
from pipeline.standards.vocabulary import Gathering, links_and_uses
from pipeline.standards.wide import wide_rows


class Published(Content):
    """A publication as the content of a release; the rows of one bundle at a time are in memory.

    `known` is what people have said of names, `schemes` are the classes; None takes what the project brings along.
    """

    def __init__(
        self, publication: Publication, store: FragmentStore, known: Known | None = None, schemes: Schemes | None = None,
    ) -> None:
        self._publication = publication
        self._store = store
        self._schemes = schemes or load_schemes()
        self._known = load() if known is None else known
        self._vocabulary = Gathering(self._known)
        self._neighbours = Neighbours()
        self._filed: list[tuple[str, str, str]] = []

    def fragments(self, forms: Forms) -> Iterator[Fragment]:
        """Each bundle's; whoever has gone through them knows the vocabulary, and which standards are near to each other."""
        around = Surroundings(self._publication.rows())
        for bundle in bundled(self._publication.standards, lambda one: one.standard.standard_id):
            fragment = self._fragment(bundle, around, forms)
            for told in fragment.summary:
                self._vocabulary.add(told["uses"])
                self._neighbours.add(told["texts"], told["uses"])
            self._file(fragment)
            yield fragment
        self._store.prune()

    def _file(self, fragment: Fragment) -> None:
        """Note in which classes the current standards are."""
        current = {row["standard_id"] for row in _rows(fragment, "standards", "standard_id", "is_current") if row["is_current"]}
        links = _rows(fragment, "class_links", "standard_id", "scheme", "class_code")
        self._filed += [tuple(row.values()) for row in links if row["standard_id"] in current]

    def _fragment(self, bundle: Sequence[PublishedStandard], around: Surroundings, forms: Forms) -> Fragment:
        said = [around.of(one.standard, one.standard.standard_id, {}) for one in bundle]
        key = self._store.key(bundle, said, forms, self._schemes.digest)
        known = self._store.get(key)
        if known is not None:
            return known
        rows, told = zip(*map(self._rows, bundle), strict=True)
        made = forms.fragment([replace(one, values=values) for one, values in zip(said, rows, strict=True)], list(told))
        self._store.put(key, made)
        return made

    def _rows(self, one: PublishedStandard) -> tuple[dict[str, list[Values]], dict[str, Any]]:
        """A standard's rows by table, and what it means for the others."""
        tables = one.tables()
        tables.vocabulary_links, uses = links_and_uses(tables)
        tables.class_links = self._schemes.links(tables.classifications)
        tables.standards_wide = wide_rows(tables)
        values = {table: ordered(table, tables.of(table)) for table in TABLES_BY_STANDARD}
        return values, {"uses": uses, "texts": summary(tables)}

    def wholes(self) -> Iterator[tuple[str, Sequence[Values]]]:
        """Documents, issues, and what follows from all standards: vocabulary, neighbours, how many are in a class.

        What a table is made of is gone when the next one is made.
        """
        yield "documents", ordered("documents", self._publication.documents)
        yield "vocabulary", self._terms()
        yield "classes", self._classes()
        yield "similar_standards", self._similar()
        yield "issues", ordered("issues", self._publication.issues)

    def _terms(self) -> list[Values]:
        gathered, self._vocabulary = self._vocabulary, Gathering(self._known)
        return ordered("vocabulary", gathered.terms())

    def _classes(self) -> list[Values]:
        filed, self._filed = self._filed, []
        return ordered("classes", self._schemes.classes(filed))

    def _similar(self) -> list[Values]:
        known, self._neighbours = self._neighbours, Neighbours()
        return ordered("similar_standards", known.rows())


def _rows(fragment: Fragment, table: str, *names: str) -> list[dict[str, Any]]:
    """Some columns of a table of a fragment, row by row; without what Arrow computes with, which takes its time to load."""
    rows: list[dict[str, Any]] = fragment.columns[table].select(names).to_pylist()
    return rows
