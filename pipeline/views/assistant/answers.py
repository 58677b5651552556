"""The answers of the tools: plain objects, each with its sources; nothing is written and nothing is guessed.

A release is opened for each question, so that a newer one is answered from as soon as it is there, and so that questions
may come at the same time. What cannot be answered raises KeyError or ValueError with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from pipeline.documents.text.normalise import match_key
from pipeline.views.assistant import comparing, names, parts
from pipeline.views.assistant.parts import Answer
from pipeline.views.assistant.sources import rights, source
from pipeline.views.finding import Found, found
from pipeline.views.lookup import Release, find, release_folder
from pipeline.views.opened import opened


class Answers:
    """A release, or a folder of releases, that is asked. Raises `PipelineError` where there is none."""

    def __init__(self, place: Path) -> None:
        self._place = place
        release_folder(place)

    def find(self, text: str, limit: int) -> Answer:
        """Which current standards fit a text, the best first, with the words and items that they share with it."""
        with self._asked() as asked:
            some = found(asked.release, text, limit)
            pages = [(one.standard.standard_id, [reason.page for reason in one.reasons]) for one in some]
            return {"standards": [_ranked(one) for one in some]} | asked.sources(pages)

    def standard(self, code: str) -> Answer:
        """One standard: its profile, its outline of duties and tasks, and its knowledge, skills and attitudes."""
        with self._asked() as asked:
            own = find(asked.release.standards, code).standard_id
            told = parts.standard(asked.release, own)
            return told.answer | asked.sources([(own, told.pages)])

    def task(self, code: str, task: str) -> Answer:
        """One task of a standard: duty, levels, outputs, behaviour indicators, knowledge and skills."""
        with self._asked() as asked:
            known = find(asked.release.standards, code)
            told = parts.task(asked.release, known, task)
            return told.answer | asked.sources([(known.standard_id, told.pages)])

    def compare(self, first: str, second: str) -> Answer:
        """What two standards share and what only one of them has, by text."""
        with self._asked() as asked:
            left, right = (find(asked.release.standards, code) for code in (first, second))
            items = comparing.compared(asked.release, left.standard_id, right.standard_id)
            sources = asked.sources([(left.standard_id, ()), (right.standard_id, ())])
            return {"first": asdict(left), "second": asdict(right)} | items | sources

    def skill(self, text: str) -> Answer:
        """Every knowledge, skill or attitude whose name contains a text, with the standards and tasks that need it."""
        wanted = match_key(text)
        if not wanted:
            raise ValueError("Give at least one character of a name.")
        with self._asked() as asked:
            answer, places = names.named(asked.release, wanted)
            return answer | asked.sources(places)

    def sources(self, code: str) -> Answer:
        """Where a standard comes from: documents, how sure the reading is, what was odd, and the licence in full."""
        with self._asked() as asked:
            own = find(asked.release.standards, code).standard_id
            (profile,) = asked.release.rows("standards", own)
            documents, issues = (asked.release.rows(table, own) for table in ("documents", "issues"))
            return asked.said | {
                "standard_id": own, "reading": profile["reading"],
                "documents": parts.columns(documents, "path", "format", "bytes", "pages", "sha256", "status", "reason"),
                "issues": parts.columns(issues, "code", "severity", "about", "page", "message", "raw_value"),
            } | asked.sources([(own, ())])

    @contextmanager
    def _asked(self) -> Iterator[_Asked]:
        folder = release_folder(self._place)
        with opened(folder) as release:
            yield _Asked(release, rights(folder))


class _Asked:
    """An open release and what it says about its use."""

    def __init__(self, release: Release, said: Answer) -> None:
        self.release, self.said = release, said

    def sources(self, pages: Iterable[tuple[str, Iterable[int | None]]]) -> Answer:
        """A source for each standard, with all its pages."""
        together: dict[str, set[int | None]] = {}
        for standard_id, some in pages:
            together.setdefault(standard_id, set()).update(some)
        return {"sources": [source(self.release, own, some, self.said) for own, some in together.items()]}


def _ranked(one: Found) -> Answer:
    reasons = [asdict(reason) for reason in one.reasons]
    return {"rank": one.rank} | asdict(one.standard) | {"score": one.score, "words": list(one.words), "reasons": reasons}
