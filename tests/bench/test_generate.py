"""The generator of made-up standards: deterministic, readable in every form, and true to its truth files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.generate.documents import FORMATS, Order, generate, main, make
from bench.generate.truth import truth
from pipeline.standards.parse import parse
from pipeline.standards.reading import Reading

PLAIN = 0.0
"""Mixture without any irregularity that is not asked for."""


def read(seed: int, number: int, form: str, *features: str) -> tuple[dict[str, object], Reading]:
    """The truth of a made-up document and what the pipeline reads in one of its forms."""
    made = make(seed, number, frozenset(features), PLAIN)
    suffix, write = FORMATS[form]
    return truth(made.standard), parse(f"made{suffix}", write(made.body, made.layout))


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        generate(tmp_path / name, Order(documents=2, seed=7))
    first, second = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()}
        for name in ("a", "b")
    )
    assert first == second
    assert len(first) == 2 * (len(FORMATS) + 1) + 1


def test_other_seed_other_documents() -> None:
    assert truth(make(1, 1).standard) != truth(make(2, 1).standard)


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_gives_the_items_of_the_truth(form: str) -> None:
    facts, reading = read(3, 1, form)
    assert reading.rejected is None
    assert reading.code == facts["code"]
    wanted = sorted(_codes(facts, "indicators"))
    assert sorted(row.indicator_code or "" for row in reading.tables.indicators) == wanted
    assert wanted


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("feature", ["I-33", "I-50", "I-55", "I-54:4", "I-25", "I-42"])
def test_a_wanted_feature_is_shown_and_read(form: str, feature: str) -> None:
    made = make(4, 2, frozenset([feature]), PLAIN)
    assert feature in made.standard.features or made.layout.has(feature)
    facts, reading = read(4, 2, form, feature)
    tasks = {code["code"] for duty in _list(facts, "duties") for task in duty["tasks"] for code in task["codes"]}
    assert {row.task_code for row in reading.tables.tasks} == tasks


def test_notes_may_grow_where_no_prerequisites_are_printed() -> None:
    assert make(601, 5).standard.notes


def test_plain_documents_show_no_irregularity() -> None:
    assert all(not make(5, number, mixture=PLAIN).standard.features for number in range(1, 6))


def test_truth_lists_inherited_items_under_every_task() -> None:
    made = make(6, 1, frozenset(["I-33"]), PLAIN)
    joined = [block for block in made.standard.blocks() if block.joined]
    assert joined
    assert all(block.level is not None and block.knowledge and block.level_text == "" for block in joined)


def test_command_writes_truth_and_mix(tmp_path: Path) -> None:
    main([str(tmp_path), "--documents", "1", "--formats", "text", "--features", "I-53"])
    (truth_file,) = (tmp_path / "truth").iterdir()
    facts = json.loads(truth_file.read_text(encoding="utf-8"))
    assert "I-53" in facts["features"]
    assert list(json.loads((tmp_path / "mix.json").read_text(encoding="utf-8"))) == [facts["code"]]
    assert (tmp_path / "text" / f"{truth_file.stem}.txt").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("arguments", [["--formats", "doc"], ["--features", "unheard-of"]])
def test_command_refuses_what_it_does_not_know(tmp_path: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path), *arguments])


def _list(facts: dict[str, object], key: str) -> list[dict[str, list[dict[str, list[dict[str, str]]]]]]:
    value = facts[key]
    assert isinstance(value, list)
    return value


def _codes(facts: dict[str, object], key: str) -> list[str]:
    blocks = [block for duty in _list(facts, "duties") for task in duty["tasks"] for block in task["blocks"]]
    return [item["code"] for block in blocks for row in _rows(block) for item in row[key]]


def _rows(block: object) -> list[dict[str, list[dict[str, str]]]]:
    assert isinstance(block, dict)
    rows = block["rows"]
    assert isinstance(rows, list)
    return rows
