"""Datasette over a release, in this process: every table opens, search boxes find, queries with a name answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest

from pipeline.releases.settings import Settings
from pipeline.schema import TABLES
from pipeline.views.site import datasette
from tests.releases import published

VALUES = {"words": "財產 概論", "text": "財產", "name": "挑選能力", "a": "IDC5294-001v2", "b": "IDC5294-001v3"}


@contextmanager
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    made = asyncio.new_event_loop()
    try:
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from datasette.app import Datasette  # not above: each process that collects the tests would load it

    folder = published.build(tmp_path_factory.mktemp("release"), Settings(leave_out=("xlsx",)))
    served = Datasette([str(folder / "standards.sqlite")], metadata=datasette.metadata())
    with loop() as running:
        running.run_until_complete(served.invoke_startup())

        def get(path: str, **asked: str) -> Any:
            answer = running.run_until_complete(served.client.get(f"/standards{path}?{urlencode(asked)}"))
            assert answer.status_code == 200, answer.text
            return answer.json() if path.endswith(".json") else answer.text

        yield get


def rows(answer: Any, column: str) -> list[Any]:
    return [row[column] for row in answer["rows"]]


def test_people_see_the_tables_and_not_the_machinery(ask: Any) -> None:
    tables = {one["name"]: one for one in ask(".json")["tables"]}
    assert {name for name, one in tables.items() if not one["hidden"]} == {*TABLES, "data_dictionary"}
    assert {one["name"] for one in ask(".json")["views"]} >= {"search_texts", "current_standards"}


@pytest.mark.parametrize(("table", "typed", "column", "found"), [
    ("standards", "整理員", "standard_id", {"AVA2651-002v1", "IDC5294-001v2", "IDC5294-001v3"}),
    ("standards", "整理 乙物", "standard_id", {"AVA2651-002v1", "IDC5294-001v2", "IDC5294-001v3"}),
    ("standards", "整理 財產", "standard_id", set()),
    ("search_texts", "財產", "item_id", {"K01", "P1.1.1"}),
    ("search_texts", "產", "item_id", {"K01", "P1.1.1"}),
    ("search_texts", "財產 概論", "item_id", {"K01"}),
])
def test_a_search_box_finds_words(table: str, typed: str, column: str, found: set[str], ask: Any) -> None:
    assert set(rows(ask(f"/{table}.json", _search=typed, _shape="objects"), column)) == found


@pytest.mark.parametrize(("table", "has_box"), [("standards", True), ("search_texts", True), ("tasks", False)])
def test_only_what_can_be_searched_has_a_box(table: str, has_box: bool, ask: Any) -> None:
    assert ('name="_search"' in ask(f"/{table}")) == has_box


@pytest.mark.parametrize("name", datasette.QUERIES)
def test_a_query_with_a_name_answers(name: str, ask: Any) -> None:
    wanted = re.findall(r":(\w+)", datasette.QUERIES[name]["sql"])
    answer = ask(f"/{name}.json", _shape="objects", **{one: VALUES[one] for one in wanted})
    # Two versions of one standard differ in nothing, so there is no gap.
    assert answer["rows"] or name == "skills_gap"
