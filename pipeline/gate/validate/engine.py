"""Great Expectations: the only importer of it.

An ephemeral context in memory: no project folder, no usage events, no progress bars, nothing sent
anywhere. Results are taken as row positions; the keys of the rows are looked up by us, because
Great Expectations needs seconds per expectation for that.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

# The library reads this while it is imported.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.exceptions.exceptions import GreatExpectationsError

from pipeline.gate.validate.assets import Asset
from pipeline.gate.validate.outcome import Outcome, problem
from pipeline.gate.validate.suites import Expectation

YES_OR_NO = {"result_format": "BOOLEAN_ONLY"}
WITH_ROWS = {"result_format": "COMPLETE", "partial_unexpected_count": 0, "return_unexpected_index_query": False}


@contextmanager
def _quiet() -> Iterator[None]:
    """Silence the library's log: whatever it has to say reaches the verdict."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _data_source() -> Any:
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
    )
    return gx.get_context(mode="ephemeral", project_config=config).data_sources.add_pandas("release")


def _meaning(expectation: Expectation) -> str:
    """The reason that a hand-written rule gives, or what the expectation says in plain words."""
    limits = {name: value for name, value in expectation["kwargs"].items() if name != "column" and value is not None}
    words = expectation["type"].removeprefix("expect_").replace("_", " ")
    limited = ", ".join(f"{name} {value}" for name, value in limits.items())
    reason = expectation["meta"].get("reason")
    return reason or f"expected {words}" + (f" ({limited})" if limited else "")


def _exceptions(info: Mapping[str, Any]) -> list[str]:
    """Messages of raised exceptions; the library nests them by metric or gives one alone."""
    found = [info] if "raised_exception" in info else [one for one in info.values() if isinstance(one, Mapping)]
    return sorted({str(one["exception_message"]) for one in found if one["raised_exception"]})


def _outcome(asset: Asset, expectation: Expectation, result: Any) -> Outcome:
    """Read one result; an expectation that could not be evaluated is critical whatever it is about."""
    raised = _exceptions(result.exception_info or {})
    observed = result.result.get("observed_value")
    message = _meaning(expectation) + ("" if observed is None else f"; found {observed}")
    return Outcome(
        asset.name,
        expectation["meta"]["rule"],
        "critical" if raised else expectation["severity"],
        bool(result.success),
        expectation["kwargs"].get("column"),
        () if raised else tuple(result.result.get("unexpected_index_list") or ()),
        f"cannot be evaluated: {'; '.join(raised)}" if raised else message,
        _checked(expectation, result.result),
        result.result.get("unexpected_count"),
        expectation["meta"] | {"mostly": expectation["kwargs"].get("mostly")},
    )


def _checked(expectation: Expectation, result: Mapping[str, Any]) -> int | None:
    """How many values were judged: a null is left out, unless the rule is about nulls."""
    if "element_count" not in result:
        return None
    elements = int(result["element_count"])
    return elements if "null" in expectation["type"] else elements - int(result.get("missing_count") or 0)


def _results(batch: Any, asset: Asset, expectations: Sequence[Expectation], result_format: Mapping[str, Any]) -> dict[str, Any]:
    """Evaluate expectations and return the results by the expectations' ids."""
    suite = gx.ExpectationSuite(name=asset.name, expectations=list(expectations))
    results = batch.validate(suite, result_format=dict(result_format)).results
    return {result.expectation_config.id: result for result in results}


def _evaluate(batch: Any, asset: Asset, expectations: Sequence[Expectation]) -> dict[str, Any]:
    """Evaluate all; rules written by hand with counts and rows, derived ones with rows only where they fail.

    What follows from the schema seldom fails, and yes or no takes half the time.
    """
    written = [one for one in expectations if one["meta"].get("reason")]
    others = [one for one in expectations if not one["meta"].get("reason")]
    results = _results(batch, asset, others, YES_OR_NO) if others else {}
    failed = [one for one in others if one["id"] in results and not results[one["id"]].success]
    return results | (_results(batch, asset, [*failed, *written], WITH_ROWS) if failed or written else {})


def _run_one(source: Any, asset: Asset, expectations: Sequence[Expectation]) -> Iterator[Outcome]:
    """Run one asset's expectations; whatever the library drops or refuses becomes a failure."""
    definition = source.add_dataframe_asset(asset.name).add_batch_definition_whole_dataframe(asset.name)
    batch = definition.get_batch(batch_parameters={"dataframe": asset.frame})
    try:
        results = _evaluate(batch, asset, expectations)
    except (ValueError, TypeError, GreatExpectationsError) as error:
        yield problem(asset.name, "suite", f"the suite is not valid: {error}")
        return
    for expectation in expectations:
        result = results.get(expectation["id"])
        if result is None:
            # The library only logs an expectation of a type that it does not know, and goes on without it.
            yield problem(asset.name, expectation["meta"]["rule"], f"{expectation['type']} was not evaluated")
        else:
            yield _outcome(asset, expectation, result)


def run(assets: Sequence[Asset], suites: Mapping[str, Sequence[Expectation]]) -> list[Outcome]:
    """Evaluate every suite on its asset and return one outcome per expectation."""
    with _quiet():
        source = _data_source()
        return [outcome for asset in assets for outcome in _run_one(source, asset, suites.get(asset.name, ()))]


def pages(assets: Sequence[Asset], suites: Mapping[str, Sequence[Expectation]]) -> Iterator[tuple[str, bool, str]]:
    """The library's own page on each asset: name, whether all holds, and its HTML, which loads from remote hosts."""
    from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
    from great_expectations.render.view.view import DefaultJinjaPageView

    renderer: Any = ValidationResultsPageRenderer()
    view: Any = DefaultJinjaPageView()
    with _quiet():
        source = _data_source()
        for asset in assets:
            definition = source.add_dataframe_asset(asset.name).add_batch_definition_whole_dataframe(asset.name)
            batch = definition.get_batch(batch_parameters={"dataframe": asset.frame})
            suite = gx.ExpectationSuite(name=asset.name, expectations=list(suites.get(asset.name, ())))
            found = batch.validate(suite, result_format={"result_format": "SUMMARY", "partial_unexpected_count": 10})
            yield asset.name, bool(found.success), str(view.render(renderer.render(found)))
