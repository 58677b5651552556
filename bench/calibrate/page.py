"""The calibration as tables in Markdown, and as the few figures that a release's report quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bench.calibrate.trial import FALSE, LESS, SAME, Outcome

_TITLES = {
    SAME: ("The document says the same", "sound, or set otherwise; a reading is right or wrong"),
    LESS: ("The document says less or something else", "a faithful reading cannot be told from one of a sound document; "
           "told: it has an issue that the sound document has not"),
    FALSE: ("The reading is falsified", "the document is sound and was read rightly; then the tables were changed"),
}
_HONEST = "honest test"
"""Marks kinds that no sign was made for."""


def page(outcomes: Sequence[Outcome], documents: int) -> str:
    """The section of docs/quality.md; the same outcomes give the same text."""
    said = figures(outcomes, documents)
    right, noticed = said["clean_right"] / said["clean"], said["noticed"] / said["falsified"]
    parts = [
        f"`make calibrate` over {documents} made-up documents in four forms, {len(outcomes):,} readings. Kinds marked as",
        f"{_HONEST} are those that no sign of the witness was made for.",
        "",
        f"- Of {said['clean']:,} readings called clean where right and wrong can be told,",
        f"  **{said['clean_right']:,} were right** ({right:.1%}).",
        f"- Of {said['falsified']:,} falsified readings **{said['noticed']:,} were noticed** ({noticed:.1%}).",
        "",
    ]
    return "\n".join([*parts, *_same(outcomes), "", *_told(LESS, outcomes), "", *_told(FALSE, outcomes)])


def figures(outcomes: Sequence[Outcome], documents: int) -> dict[str, int]:
    """What a report quotes: how many readings were called clean, and how many of them were right."""
    same = [one for one in outcomes if one.question == SAME]
    false = [one for one in outcomes if one.question == FALSE]
    clean = [one for one in same if one.verdict == "clean"]
    return {
        "documents": documents, "readings": len(outcomes), "clean": len(clean),
        "clean_right": sum(one.right for one in clean), "falsified": len(false), "noticed": sum(one.told for one in false),
    }


def _same(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield from _head(SAME)
    yield "| kind | right: clean | doubtful | held or refused | wrong: clean | doubtful | held or refused |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for kind, some in _by_kind(SAME, outcomes):
        cells = [
            sum(one.right == right and one.verdict in verdicts for one in some)
            for right in (True, False) for verdicts in (("clean",), ("doubtful",), ("held", "refused"))
        ]
        yield f"| {kind} | {' | '.join(map(str, cells))} |"


def _told(question: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield from _head(question)
    yield "| kind | readings | told | doubtful | held or refused |"
    yield "|---|--:|--:|--:|--:|"
    for kind, some in _by_kind(question, outcomes):
        told, doubtful = sum(one.told for one in some), sum(one.verdict == "doubtful" for one in some)
        yield f"| {kind} | {len(some)} | {told} | {doubtful} | {sum(one.verdict in ('held', 'refused') for one in some)} |"


def _head(question: str) -> Iterable[str]:
    title, meaning = _TITLES[question]
    return f"**{title}**: {meaning}.", ""


def _by_kind(question: str, outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[Outcome]]]:
    kinds = dict.fromkeys((one.kind, one.honest) for one in outcomes if one.question == question)
    for kind, honest in kinds:
        some = [one for one in outcomes if (one.question, one.kind) == (question, kind)]
        yield kind.replace("_", " ") + (f" ({_HONEST})" if honest else ""), some
