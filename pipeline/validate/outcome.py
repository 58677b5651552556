"""What became of one expectation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one expectation; `positions` are the failing rows of the asset's frame."""

    asset: str
    rule: str
    severity: str
    success: bool
    column: str | None = None
    positions: tuple[int, ...] = ()
    message: str = ""


def problem(asset: str, rule: str, message: str) -> Outcome:
    """A failure outside every expectation: critical, because something could not be checked."""
    return Outcome(asset, rule, "critical", False, message=message)
