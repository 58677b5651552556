"""What an answer of Great Expectations says, in our terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.gate.validate.outcome import Outcome, problem
from pipeline.gate.validate.suites import Expectation


def meaning(expectation: Expectation) -> str:
    """The reason that a hand-written rule gives, or what the expectation says in plain words."""
    limits = {name: value for name, value in expectation["kwargs"].items() if name != "column" and value is not None}
    words = expectation["type"].removeprefix("expect_").replace("_", " ")
    limited = ", ".join(f"{name} {value}" for name, value in limits.items())
    reason = expectation["meta"].get("reason")
    return reason or f"expected {words}" + (f" ({limited})" if limited else "")


def about(expectation: Expectation) -> dict[str, Any]:
    """What the rule says of itself, with the share that must hold."""
    return {**expectation["meta"], "mostly": expectation["kwargs"].get("mostly")}


def raised(result: Any) -> list[str]:
    """Messages of raised exceptions; the library nests them by metric or gives one alone."""
    info: Mapping[str, Any] = result.exception_info or {}
    found = [info] if "raised_exception" in info else [one for one in info.values() if isinstance(one, Mapping)]
    return sorted({str(one["exception_message"]) for one in found if one["raised_exception"]})


def outcome(asset: str, expectation: Expectation, result: Any) -> Outcome:
    """Read one result; an expectation that could not be evaluated is critical whatever it is about."""
    errors = raised(result)
    observed = result.result.get("observed_value")
    message = meaning(expectation) + ("" if observed is None else f"; found {observed}")
    return Outcome(
        asset,
        expectation["meta"]["rule"],
        "critical" if errors else expectation["severity"],
        bool(result.success),
        expectation["kwargs"].get("column"),
        () if errors else tuple(result.result.get("unexpected_index_list") or ()),
        f"cannot be evaluated: {'; '.join(errors)}" if errors else message,
        _checked(expectation, result.result),
        result.result.get("unexpected_count"),
        about(expectation),
        bool(errors),
    )


def _checked(expectation: Expectation, result: Mapping[str, Any]) -> int | None:
    """How many values were judged: a null is left out, unless the rule is about nulls."""
    if "element_count" not in result:
        return None
    elements = int(result["element_count"])
    return elements if "null" in expectation["type"] else elements - int(result.get("missing_count") or 0)


def refused(asset: str, error: Exception) -> Outcome:
    """The failure that a suite is which the library cannot use."""
    return problem(asset, "suite", f"the suite is not valid: {error}")


def unevaluated(asset: str, expectation: Expectation) -> Outcome:
    """An expectation of a type that the library does not know: it only logs that, and goes on without."""
    return problem(asset, expectation["meta"]["rule"], f"{expectation['type']} was not evaluated")
