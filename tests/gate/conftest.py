"""What the tests of the gate share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.gate import validate
from pipeline.gate.report import data_docs
from pipeline.gate.validate import suites
from pipeline.gate.validate.outcome import Outcome
from pipeline.gate.validate.suites import Expectation

Only = Callable[..., None]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Only:
    """Call it with the names of suites, and the gate asks no others: a test about these needs no answers about the rest."""

    def ask(*names: str) -> None:
        def load(folder: Path) -> tuple[dict[str, list[Expectation]], list[Outcome]]:
            loaded, problems = suites.load(folder)
            return {name: loaded[name] for name in names}, problems

        for asking in (validate, data_docs):
            monkeypatch.setattr(asking, "load", load)

    return ask
