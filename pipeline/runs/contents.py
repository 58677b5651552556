"""What a run releases: each published standard as a fragment, stored from an earlier run or made now, then the rest."""

from __future__ import annotations

from collections.abc import Iterator

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
    """A publication as the content of a release; the rows of one standard at a time are in memory.

    `known` is what people have said of names, `schemes` are the classes; None takes what the project brings along.
    """

    def __init__(
        self, publication: Publication, store: FragmentStore, known: Known | None = None, schemes: Schemes | None = None,
    ) -> None:
        self._publication = publication
        self._store = store
        self._schemes = schemes or load_schemes()
        self._known = load() if known is None else known
        self._begin()

    def _begin(self) -> None:
        """Know of no standard: what is known of all of them is large, and nobody asks for it twice."""
        self._vocabulary = Gathering(self._known)
        self._neighbours = Neighbours()
        self._filed: list[tuple[str, str, str]] = []

    def standards(self, forms: Forms) -> Iterator[Fragment]:
        """The fragments; whoever has gone through them knows the vocabulary, and which standards are near to each other."""
        around = Surroundings(self._publication.rows())
        for one in self._publication.standards:
            fragment = self._fragment(one, around, forms)
            self._vocabulary.add(fragment.summary["uses"])
            self._neighbours.add(fragment.summary["texts"], fragment.summary["uses"])
            if one.standard.is_current:
                rows = fragment.columns["class_links"].select(["standard_id", "scheme", "class_code"]).to_pylist()
                self._filed += [tuple(row.values()) for row in rows]
            yield fragment
        self._store.prune()

    def _fragment(self, one: PublishedStandard, around: Surroundings, forms: Forms) -> Fragment:
        key = self._store.key(one, around.of(one.standard, one.standard.standard_id, {}), forms, self._schemes.digest)
        known = self._store.get(key)
        if known is not None:
            return known
        tables = one.tables()
        tables.vocabulary_links, uses = links_and_uses(tables)
        tables.class_links = self._schemes.links(tables.classifications)
        tables.standards_wide = wide_rows(tables)
        values = {table: ordered(table, tables.of(table)) for table in TABLES_BY_STANDARD}
        made = forms.fragment(around.of(one.standard, one.standard.standard_id, values), {"uses": uses, "texts": summary(tables)})
        self._store.put(key, made)
        return made

    def wholes(self) -> dict[str, list[Values]]:
        """Documents, issues, and what follows from all standards: vocabulary, neighbours, how many are in a class."""
        found = {
            "documents": ordered("documents", self._publication.documents),
            "vocabulary": ordered("vocabulary", self._vocabulary.terms()),
            "classes": ordered("classes", self._schemes.classes(self._filed)),
            "similar_standards": ordered("similar_standards", self._neighbours.rows()),
            "issues": ordered("issues", self._publication.issues),
        }
        self._begin()
        return found
