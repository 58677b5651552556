"""Great Expectations: the only importer of it.

An ephemeral context in memory: no project folder, no usage events, no progress bars, nothing sent
anywhere. Results are taken as row positions; the keys of the rows are looked up by us, because
Great Expectations needs seconds per expectation for that. Frames go to its validator without a data source,
which would take a fingerprint of all their values, twice each time, that nobody reads.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd

from pipeline.base.deferred import defer, growing
from pipeline.gate.validate.suites import Expectation

# The library reads this while it is imported.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
# It imports both for comparing distributions and for drawing them, and they are a third of what its import costs.
defer(("altair", "scipy.stats"))

with growing():
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )
    from great_expectations.exceptions.exceptions import GreatExpectationsError
    from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
    from great_expectations.expectations.expectation import Expectation as Asked
    from great_expectations.validator.validator import Validator

YES_OR_NO = {"result_format": "BOOLEAN_ONLY"}
WITH_ROWS = {"result_format": "COMPLETE", "partial_unexpected_count": 0, "return_unexpected_index_query": False}

REFUSED = (ValueError, TypeError, GreatExpectationsError)
"""What the library raises for suites that it cannot use."""


@contextmanager
def quiet() -> Iterator[None]:
    """Silence the library's log: whatever it has to say reaches the verdict."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def require(name: str, expectations: Sequence[Expectation]) -> None:
    """Raise one of `REFUSED` where the library would not take these expectations as a suite."""
    _suite(name, expectations)


def _suite(name: str, expectations: Sequence[Expectation]) -> gx.ExpectationSuite:
    return gx.ExpectationSuite(name=name, expectations=list(expectations))


@contextmanager
def configured_once() -> Iterator[None]:
    """A block in which an expectation makes its configuration once.

    The library makes it anew whenever it looks up one of the settings, some sixty times for each expectation that is
    asked, which is a quarter of what asking costs and more than judging does in a small archive. There is no option
    for it, and no expectation changes while it is asked.
    """
    asked: Any = Asked
    real = asked.configuration
    made: dict[int, tuple[Asked, Any]] = {}

    def configuration(expectation: Asked) -> Any:
        # The expectation is held with it, so that no other can come to have its number.
        if id(expectation) not in made:
            made[id(expectation)] = expectation, real.fget(expectation)
        return made[id(expectation)][1]

    asked.configuration = property(configuration)
    try:
        yield
    finally:
        asked.configuration = real


class Library:
    """The library at work."""

    def __init__(self) -> None:
        config = DataContextConfig(
            store_backend_defaults=InMemoryStoreBackendDefaults(),
            analytics_enabled=False,
            progress_bars=ProgressBarsConfig(globally=False),
        )
        self._context = gx.get_context(mode="ephemeral", project_config=config)

    def ask(self, frame: pd.DataFrame, expectations: Sequence[Expectation], result_format: Mapping[str, Any]) -> dict[str, Any]:
        """The library's results on a frame by the ids of the expectations; it leaves out those of unknown type.

        Raises one of `REFUSED` where it cannot evaluate them.
        """
        engine = PandasExecutionEngine(batch_data_dict={"frame": frame})
        validator = Validator(execution_engine=engine, data_context=self._context)
        with configured_once():
            asked = _suite("frame", expectations).expectation_configurations
            results: list[Any] = validator.graph_validate(asked, {"result_format": dict(result_format)})
        return {result.expectation_config.id: result for result in results}

    def page(self, name: str, frame: pd.DataFrame, expectations: Sequence[Expectation]) -> tuple[bool, str]:
        """Whether all holds, and the library's own page on it, which loads from remote hosts. Once for each name."""
        from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
        from great_expectations.render.view.view import DefaultJinjaPageView

        renderer: Any = ValidationResultsPageRenderer()
        view: Any = DefaultJinjaPageView()
        batches = self._context.data_sources.add_pandas(name).add_dataframe_asset(name).add_batch_definition_whole_dataframe(name)
        found = batches.get_batch(batch_parameters={"dataframe": frame}).validate(
            _suite(name, expectations), result_format={"result_format": "SUMMARY", "partial_unexpected_count": 10}
        )
        return bool(found.success), str(view.render(renderer.render(found)))
