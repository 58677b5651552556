"""Rules about single values, asked of each distinct value once: by whatever rules and in whatever columns it stands.

Whether a text matches a pattern does not depend on its row, and hundreds of rules ask some ninety questions: `not
null` of eighty columns is one. A question is put to all the values that its rules are about, pooled; what is said
of a value then counts for each row that has it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.gate.validate.assets import Asset, Block
from pipeline.gate.validate.columns import Column, Mask
from pipeline.gate.validate.suites import Expectation

ABOUT_NULLS = frozenset({"expect_column_values_to_be_null", "expect_column_values_to_not_be_null"})
ABOUT_VALUES = ABOUT_NULLS | {
    "expect_column_values_to_be_in_set", "expect_column_values_to_not_be_in_set", "expect_column_values_to_match_regex",
    "expect_column_values_to_not_match_regex", "expect_column_value_lengths_to_be_between",
    "expect_column_values_to_be_between",
}
"""The types whose verdict on a row follows from its value alone."""

_FEW = 1000
"""Pools of so many values lie in one frame, for each frame costs as much as judging thousands; larger ones lie alone."""
_TOGETHER = 20
"""Pools in one frame; Great Expectations takes longer for each the more there are."""
_AT_ONCE = 50_000
"""Values of a large pool in one frame: what Great Expectations makes of a frame is several times its size."""


class Question(NamedTuple):
    """What an expectation asks of a value of a type, whatever the column and the share that must hold."""

    type: str
    kwargs: str
    dtype: str


class Condition(NamedTuple):
    """Which rows a rule is about, by the value of another column; a row without a value is none of them."""

    column: str
    equal: bool
    value: str

    def of(self, column: Column) -> Mask:
        """For each distinct value of the column whether its rows are meant."""
        same = (column.values == self.value).fillna(False).to_numpy(dtype=bool)
        return same if self.equal else ~same & ~column.absent


@dataclass(frozen=True, slots=True)
class Rule:
    """An expectation about values: its question, the share of rows that must hold, and the rows that it is about."""

    question: Question
    column: str
    mostly: float
    condition: Condition | None


def _condition(written: Any) -> Condition | None:
    """A comparison with a text. Raises KeyError, TypeError or ValueError for any other condition."""
    if written is None:
        return None
    if written["type"] != "comparison" or written["operator"] not in ("==", "!=") or not isinstance(written["parameter"], str):
        raise ValueError(written)
    return Condition(written["column"]["name"], written["operator"] == "==", written["parameter"])


def rule(asset: Asset, expectation: Expectation) -> Rule | None:
    """The rule about values that an expectation is; None for one that has to be asked of all rows."""
    kwargs = dict(expectation["kwargs"])
    column, mostly = kwargs.pop("column", None), kwargs.pop("mostly", None)
    try:
        condition = _condition(kwargs.pop("row_condition", None))
    except (KeyError, TypeError, ValueError):
        return None
    needed = {column} if condition is None else {column, condition.column}
    if expectation["type"] not in ABOUT_VALUES or not all(needed <= set(block.columns) for block in asset.blocks):
        return None
    dtypes = {str(block.columns[column].values.dtype) for block in asset.blocks}
    if len(dtypes) != 1:
        return None
    dtype = "" if expectation["type"] in ABOUT_NULLS else dtypes.pop()
    question = Question(expectation["type"], json.dumps(kwargs, sort_keys=True), dtype)
    return Rule(question, column, 1.0 if mostly is None else mostly, condition)


# pools -----------------------------------------------------------------------------------------------


Places = Mapping[Column, npt.NDArray[np.intp]]
"""For each column the place in its pool of each of its values."""


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The distinct values of several columns, and for each column the place in the pool of each of its values."""

    values: pd.Series
    places: Places

    @classmethod
    def of(cls, columns: Sequence[Column]) -> Pool:
        """The values of columns of one type."""
        codes, values = pd.factorize(pd.concat([column.values for column in columns]), use_na_sentinel=False)
        return cls(pd.Series(values, dtype=columns[0].values.dtype), _parts(columns, codes))

    @classmethod
    def of_nulls(cls, columns: Sequence[Column]) -> Pool:
        """For questions about nulls: one value that stands for all that are there, and a null if one occurs."""
        codes, nulls = pd.factorize(np.concatenate([column.absent for column in columns]))
        return cls(pd.Series([None if null else "a value" for null in nulls], dtype="string"), _parts(columns, codes))


def _parts(columns: Sequence[Column], codes: npt.NDArray[np.intp]) -> Places:
    ends = np.cumsum([len(column.values) for column in columns])
    return dict(zip(columns, np.split(codes, ends[:-1]), strict=True))


def pools(rules: Iterable[tuple[Asset, Rule]]) -> dict[Question, Pool]:
    """The pool of each question; questions about the same columns share one."""
    about: dict[Question, dict[Column, None]] = defaultdict(dict)
    for asset, asked in rules:
        about[asked.question] |= dict.fromkeys(block.columns[asked.column] for block in asset.blocks)
    made: dict[tuple[bool, frozenset[Column]], Pool] = {}
    found = {}
    for question, columns in about.items():
        nulls = question.type in ABOUT_NULLS
        key = nulls, frozenset(columns)
        if key not in made:
            made[key] = Pool.of_nulls(list(columns)) if nulls else Pool.of(list(columns))
        found[question] = made[key]
    return found


class Pack(NamedTuple):
    """A frame of one column per pool, the place of its first row in the pools, and the questions with the column of each."""

    frame: pd.DataFrame
    start: int
    questions: Mapping[Question, str]


def packs(pooled: Mapping[Question, Pool]) -> Iterator[Pack]:
    """Small pools together, filled up with their first value, which is judged already; large ones by parts."""
    questions: dict[Pool, list[Question]] = defaultdict(list)
    for question, pool in pooled.items():
        if len(pool.values):
            questions[pool].append(question)
    small = [pool for pool in questions if len(pool.values) <= _FEW]
    for start in range(0, len(small), _TOGETHER):
        some = small[start : start + _TOGETHER]
        height = max(len(pool.values) for pool in some)
        names = {pool: f"pool{number}" for number, pool in enumerate(some)}
        frame = pd.DataFrame({name: _filled(pool.values, height) for pool, name in names.items()})
        yield Pack(frame, 0, {question: name for pool, name in names.items() for question in questions[pool]})
    for pool, asked in questions.items():
        if len(pool.values) > _FEW:
            for start in range(0, len(pool.values), _AT_ONCE):
                part = pool.values.iloc[start : start + _AT_ONCE].reset_index(drop=True)
                yield Pack(pd.DataFrame({"pool": part}), start, dict.fromkeys(asked, "pool"))


def _filled(values: pd.Series, height: int) -> pd.Series:
    place = np.arange(height)
    return pd.Series(values.array.take(np.where(place < len(values), place, 0)))


# verdicts --------------------------------------------------------------------------------------------


class Judged(NamedTuple):
    """What a rule makes of the rows: how many it is about, how many fail, whether so many may, and which they are."""

    checked: int
    failing: int
    success: bool
    positions: tuple[int, ...]


def judged(asset: Asset, asked: Rule, places: Places, failing: Mask) -> Judged:
    """Count the rows of a rule by what was found of the values; `failing` are those of the pool that break it.

    A null counts in rules about nulls only, and a rule about nothing holds, as Great Expectations has it.
    """
    checked = failed = 0
    found = []
    for start, block in zip(asset.starts, asset.blocks, strict=True):
        column = block.columns[asked.column]
        wrong = failing[places[column]]
        if asked.question.type not in ABOUT_NULLS:
            wrong &= ~column.absent
        rows = _about(block, asked)
        counts = column.counts if rows is None else np.bincount(column.codes[rows], minlength=len(column.values))
        checked += int(counts.sum() if asked.question.type in ABOUT_NULLS else counts[~column.absent].sum())
        failed += int(counts[wrong].sum())
        found.append((start, column, wrong, rows))
    if checked == 0 or (checked - failed) / checked >= asked.mostly:
        return Judged(checked, failed, True, ())
    broken = [
        start + np.flatnonzero(column.of_rows(wrong) if rows is None else column.of_rows(wrong) & rows)
        for start, column, wrong, rows in found if wrong.any()
    ]
    return Judged(checked, failed, False, tuple(np.concatenate(broken).tolist()))


def _about(block: Block, asked: Rule) -> Mask | None:
    """The rows of a block that a rule is about, nulls aside; None for all."""
    masks = []
    if asked.question.type in ABOUT_NULLS and block.present is not None:
        masks.append(block.present)
    if asked.condition is not None:
        other = block.columns[asked.condition.column]
        masks.append(other.of_rows(asked.condition.of(other)))
    return np.logical_and.reduce(masks) if masks else None
