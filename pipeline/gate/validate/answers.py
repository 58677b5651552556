"""What Great Expectations says of the distinct values of a release, and what that means for the rows."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.base.memory import let_go
from pipeline.gate.validate import outcomes
from pipeline.gate.validate.assets import Asset
from pipeline.gate.validate.columns import Mask
from pipeline.gate.validate.library import REFUSED, WITH_ROWS, YES_OR_NO, Library
from pipeline.gate.validate.outcome import Outcome
from pipeline.gate.validate.questions import Pack, Question, judged, packs, pools, rule
from pipeline.gate.validate.suites import Expectation, Suites
from pipeline.schema.derive.suites import NAMESPACE


class Answers:
    """For each question that the library could answer the values that break the rule."""

    def __init__(self, library: Library, assets: Sequence[Asset], suites: Suites) -> None:
        self._rules = {
            (asset.name, one["id"]): about for asset in assets for one in suites.get(asset.name, ())
            for about in [rule(asset, one)] if about is not None
        }
        named = {asset.name: asset for asset in assets}
        pooled = pools((named[name], about) for (name, _), about in self._rules.items())
        # The values themselves are needed for asking alone.
        self._places = {question: pool.places for question, pool in pooled.items()}
        self._failing: dict[Question, Mask] = {
            question: np.zeros(len(pool.values), dtype=bool) for question, pool in pooled.items()
        }
        for pack in packs(pooled):
            self._ask(library, pack)
            let_go()

    def _ask(self, library: Library, pack: Pack) -> None:
        """First for yes or no, which takes half the time; then for the values where it is no."""
        asked = {question: _put(question, column) for question, column in pack.questions.items()}
        try:
            held = library.ask(pack.frame, list(asked.values()), YES_OR_NO)
            failed = [one for one in asked.values() if one["id"] in held and not held[one["id"]].success]
            results = held | (library.ask(pack.frame, failed, WITH_ROWS) if failed else {})
        except REFUSED:
            results = {}
        for question, one in asked.items():
            self._note(question, results.get(one["id"]), pack.start)

    def _note(self, question: Question, result: Any, start: int) -> None:
        """Keep an answer; a question that could not be answered, if only of some values, is left to those who ask of all rows."""
        if result is None or outcomes.raised(result):
            self._failing.pop(question, None)
        elif question in self._failing:
            places = start + np.asarray(result.result.get("unexpected_index_list") or (), dtype=np.intp)
            failing = self._failing[question]
            failing[places[places < len(failing)]] = True

    def outcome(self, asset: Asset, expectation: Expectation) -> Outcome | None:
        """The outcome of an expectation, if the answers say it."""
        about = self._rules.get((asset.name, expectation["id"]))
        if about is None or about.question not in self._failing:
            return None
        found = judged(asset, about, self._places[about.question], self._failing[about.question])
        # What follows from the schema is counted only where it fails: that it holds for so many says nothing.
        told = not found.success or expectation["meta"].get("reason")
        return Outcome(
            asset.name, expectation["meta"]["rule"], expectation["severity"], found.success, about.column, found.positions,
            outcomes.meaning(expectation), found.checked if told else None, found.failing if told else None,
            outcomes.about(expectation),
        )


def _put(question: Question, column: str) -> Expectation:
    """A question as an expectation on a column of its pool; the share that must hold is of rows, and not of values."""
    words = "\x1f".join((*question, column))
    return {
        "type": question.type, "kwargs": json.loads(question.kwargs) | {"column": column}, "meta": {}, "severity": "critical",
        "id": str(uuid.uuid5(NAMESPACE, words)),
    }
