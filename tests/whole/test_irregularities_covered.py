"""The list of irregularities is complete and true: each has a rule that exists and tests that name it."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from importlib import import_module
from operator import attrgetter
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
STANDARDS = HERE.parent / "standards"
LIST = HERE / "irregularities.csv"
NUMBERS = [f"I-{number:02}" for number in range(1, 87)]
LATER = {f"I-{number}" for number in range(87, 131)}
"""What files do to a document, which is not on this list."""
COLUMNS = ["number", "irregularity", "rule", "tests"]


def listed() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def marked_numbers() -> dict[str, set[str]]:
    """Every test of an irregularity with the numbers in its `irregularity` marks, read from the modules themselves."""
    numbers: dict[str, set[str]] = {}
    for path in (*sorted(STANDARDS.glob("test_irregularities_*.py")), STANDARDS / "test_worked_example.py"):
        for name, test in vars(import_module(f"tests.standards.{path.stem}")).items():
            if name.startswith("test_"):
                marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "irregularity"]
                numbers[f"{path.stem}::{name}"] = {number for mark in marks for number in mark.args}
    return numbers


def by_number(marked: dict[str, set[str]]) -> dict[str, list[str]]:
    """The tests of each number, in the order of their modules."""
    found: dict[str, list[str]] = defaultdict(list)
    for test, numbers in marked.items():
        for number in numbers:
            found[number].append(test)
    return found


@pytest.fixture(scope="module")
def found(regenerate: bool) -> dict[str, list[str]]:
    """The marked tests; `--regenerate` writes them into the list."""
    marked = by_number(marked_numbers())
    if regenerate:
        rows = [row | {"tests": " ".join(marked[row["number"]])} for row in listed()]
        with LIST.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return marked


def test_the_list_holds_every_irregularity_once_and_in_order() -> None:
    assert [row["number"] for row in listed()] == NUMBERS
    assert all(row["irregularity"] for row in listed())


def test_every_irregularity_has_a_test_and_no_test_names_another(found: dict[str, list[str]]) -> None:
    assert sorted(set(found) - LATER) == NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_the_list_names_the_tests_that_there_are(number: str, found: dict[str, list[str]]) -> None:
    (row,) = [row for row in listed() if row["number"] == number]
    assert row["tests"].split() == found[number]


@pytest.mark.parametrize("rule", sorted({row["rule"] for row in listed()}))
def test_the_rule_is_where_the_list_says(rule: str) -> None:
    module, _, name = rule.partition(":")
    assert attrgetter(name)(import_module(module)) is not None


def test_a_test_whose_name_has_a_number_is_marked_with_it() -> None:
    for test, numbers in marked_numbers().items():
        assert {f"I-{number}" for number in re.findall(r"(?:test|_)_?i([0-9]{2})(?=_)", test.partition("::")[2])} <= numbers, test
