"""From expectations to outcomes: what Great Expectations is asked, and of what.

It judges each distinct value once where a rule is about single values (see `questions`), numbers instead of texts
where one is about a table as a whole, and all rows in full where neither will do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from pipeline.gate.validate import outcomes
from pipeline.gate.validate.answers import Answers
from pipeline.gate.validate.assets import Asset
from pipeline.gate.validate.columns import Column
from pipeline.gate.validate.library import REFUSED, WITH_ROWS, YES_OR_NO, Library, quiet, require
from pipeline.gate.validate.outcome import Outcome
from pipeline.gate.validate.suites import Expectation, Suites

_UNIQUE = frozenset({"expect_column_values_to_be_unique", "expect_compound_columns_to_be_unique"})
_COUNT = "expect_table_row_count_to_be_between"
_OF_SHAPE = frozenset({"expect_table_columns_to_match_ordered_list", _COUNT})


def run(assets: Sequence[Asset], suites: Suites, *, distinct: bool = True) -> list[Outcome]:
    """Evaluate every suite on its asset and return one outcome per expectation.

    Without `distinct` all rows of all assets are judged in full, which says the same and takes many times as long.
    """
    with quiet():
        library = Library()
        refused = {asset.name: outcome for asset in assets for outcome in _refused(asset.name, suites.get(asset.name, ()))}
        answers = Answers(library, [asset for asset in assets if asset.name not in refused], suites) if distinct else None
        return [
            outcome for asset in assets for outcome in (
                [refused[asset.name]] if asset.name in refused
                else _judge(library, asset, suites.get(asset.name, ()), answers)
            )
        ]


def pages(assets: Sequence[Asset], suites: Suites) -> Iterator[tuple[str, bool, str]]:
    """The library's own page on each asset: name, whether all holds, and its HTML, which loads from remote hosts."""
    with quiet():
        library = Library()
        for asset in assets:
            yield asset.name, *library.page(asset.name, asset.frame(), suites.get(asset.name, ()))


def _refused(name: str, expectations: Sequence[Expectation]) -> Iterator[Outcome]:
    """The failure of a suite that the library does not take; nothing of one that it takes."""
    try:
        require(name, expectations)
    except REFUSED as error:
        yield outcomes.refused(name, error)


def _judge(library: Library, asset: Asset, expectations: Sequence[Expectation], answers: Answers | None) -> list[Outcome]:
    """One outcome per expectation of an asset; whatever the library drops or refuses becomes a failure."""
    found: dict[str, Outcome] = {}
    try:
        if answers is not None:
            told = {one["id"]: answers.outcome(asset, one) for one in expectations}
            found = {name: outcome for name, outcome in told.items() if outcome is not None}
            found |= _of_numbers(library, asset, _left(expectations, found))
        found |= _of_rows(library, asset, _left(expectations, found))
    except REFUSED as error:
        return [outcomes.refused(asset.name, error)]
    return [found.get(one["id"]) or outcomes.unevaluated(asset.name, one) for one in expectations]


def _left(expectations: Sequence[Expectation], found: dict[str, Outcome]) -> list[Expectation]:
    return [one for one in expectations if one["id"] not in found]


def _of_rows(library: Library, asset: Asset, expectations: Sequence[Expectation]) -> dict[str, Outcome]:
    """Ask of all rows in full."""
    return _outcomes(library, asset, asset.frame(), expectations) if expectations else {}


def _of_numbers(library: Library, asset: Asset, expectations: Sequence[Expectation]) -> dict[str, Outcome]:
    """Ask what depends only on which rows have equal values; what raises is left to be asked of the rows in full."""
    some = [one for one in expectations if _is_as_a_whole(asset, one)]
    if not some:
        return {}
    try:
        found = _outcomes(library, asset, _numbers(asset, some), some)
    except REFUSED:
        return {}
    return {name: outcome for name, outcome in found.items() if not outcome.raised}


def _compared(expectation: Expectation) -> set[str]:
    """The columns whose values are compared with each other."""
    kwargs = expectation["kwargs"]
    return {*kwargs.get("column_list", ()), *([kwargs["column"]] if "column" in kwargs else ())}


def _is_as_a_whole(asset: Asset, expectation: Expectation) -> bool:
    if expectation["type"] in _OF_SHAPE:
        return True
    plain = expectation["type"] in _UNIQUE and "row_condition" not in expectation["kwargs"]
    return plain and len(asset.blocks) == 1 and _compared(expectation) <= set(asset.blocks[0].columns)


def _numbers(asset: Asset, expectations: Sequence[Expectation]) -> pd.DataFrame:
    """As many rows as the asset has, and its columns if asked for them; values that are compared are numbers."""
    names = list(asset.names) if any(one["type"] != _COUNT for one in expectations) else ["row"]
    frame = pd.DataFrame(np.zeros((asset.size, len(names)), dtype=np.int8), columns=names)
    compared = {name for one in expectations if one["type"] in _UNIQUE for name in _compared(one)}
    for name in sorted(compared):
        frame[name] = _codes(asset.blocks[0].columns[name])
    return frame


def _codes(column: Column) -> pd.arrays.IntegerArray:
    """The number of each row's value; a null stays one."""
    return pd.arrays.IntegerArray(column.codes.copy(), column.missing())


def _outcomes(library: Library, asset: Asset, frame: pd.DataFrame, expectations: Sequence[Expectation]) -> dict[str, Outcome]:
    """Evaluate all; rules written by hand with counts and rows, derived ones with rows only where they fail.

    What follows from the schema seldom fails, and yes or no takes half the time.
    """
    written = [one for one in expectations if one["meta"].get("reason")]
    others = [one for one in expectations if not one["meta"].get("reason")]
    results = library.ask(frame, others, YES_OR_NO) if others else {}
    failed = [one for one in others if one["id"] in results and not results[one["id"]].success]
    if failed or written:
        results |= library.ask(frame, [*failed, *written], WITH_ROWS)
    by_id = {one["id"]: one for one in expectations}
    return {name: outcomes.outcome(asset.name, by_id[name], result) for name, result in results.items()}
