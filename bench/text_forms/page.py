"""The outcomes as a table in Markdown, with what the refusals say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from bench.text_forms.trial import Outcome

_COLUMNS = (
    ("right", True, ("clean",)), ("right, doubtful", True, ("doubtful",)), ("held or refused", None, ("held", "refused")),
    ("wrong, doubtful", False, ("doubtful",)), ("wrong, silent", False, ("clean",)),
)
_MOST_REASONS = 2


def page(outcomes: Sequence[Outcome], documents: int, missing: Sequence[str]) -> str:
    """The section of docs/quality.md; the same outcomes give the same text."""
    silent = sum(not one.right and one.verdict == "clean" for one in outcomes)
    parts = [
        f"`make text-forms` over {documents} made-up documents: {len(outcomes):,} texts, {silent} read wrongly without a word.",
        *([f"Left out, because it is not installed: {', '.join(missing)}."] if missing else []),
        "",
        f"| form | {' | '.join(title for title, _, _ in _COLUMNS)} |",
        f"|---|{'--:|' * len(_COLUMNS)}",
    ]
    forms = dict.fromkeys(one.form for one in outcomes)
    return "\n".join([*parts, *(_row(form, outcomes) for form in forms), "", *_reasons(outcomes)]).rstrip()


def _row(form: str, outcomes: Sequence[Outcome]) -> str:
    some = [one for one in outcomes if one.form == form]
    cells = [
        sum(one.verdict in verdicts and right in (None, one.right) for one in some) for _, right, verdicts in _COLUMNS
    ]
    return f"| {form} | {' | '.join(map(str, cells))} |"


def _reasons(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Why texts were held or refused, the most frequent reasons of each form."""
    forms = dict.fromkeys(one.form for one in outcomes if one.reason)
    if forms:
        yield "What the held and refused ones say:"
        yield ""
    for form in forms:
        counts = Counter(one.reason for one in outcomes if one.form == form and one.reason)
        for reason, count in counts.most_common(_MOST_REASONS):
            yield f"- {form}, {count}: {reason}"
