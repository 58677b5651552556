"""What became of one expectation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one expectation; `positions` are the failing rows of the asset.

    `checked` is how many values were looked at and `failing` how many of them broke the rule, even where
    the rule tolerates so many; both are None where that was not counted. `about` is what the rule says of
    itself: reason, guide, prior, share that must hold (`mostly`). `raised` says that it could not be evaluated.
    """

    asset: str
    rule: str
    severity: str
    success: bool
    column: str | None = None
    positions: tuple[int, ...] = ()
    message: str = ""
    checked: int | None = None
    failing: int | None = None
    about: Mapping[str, object] = field(default_factory=dict)
    raised: bool = False


def problem(asset: str, rule: str, message: str) -> Outcome:
    """A failure outside every expectation: critical, because something could not be checked."""
    return Outcome(asset, rule, "critical", False, message=message)
