"""The calibration's own judgement: what is right, what is noticed, and what the page says of it."""

from __future__ import annotations

from copy import deepcopy
from random import Random

import pytest

from bench.calibrate.damage import LESS, SAME, Damage
from bench.calibrate.falsify import FALSIFIED, copied
from bench.calibrate.honest import LESS_HONEST, SAME_HONEST
from bench.calibrate.page import figures, page
from bench.calibrate.right import is_right
from bench.calibrate.trial import FALSE, SEED, Outcome, trial
from bench.calibrate.trial import SAME as SAYS_THE_SAME
from bench.generate import FORMATS, make
from bench.generate.truth import truth
from pipeline.gate.report.calibration import calibration, said
from pipeline.standards.parse import parse_content

MADE = [make(SEED, number) for number in range(1, 6)]


def test_a_right_reading_is_right_and_each_falsified_one_is_not() -> None:
    changed = set()
    for made in MADE[2:4]:
        tables = parse_content(FORMATS["docx"][1](made.body, made.layout)).tables
        assert is_right(tables, truth(made.standard))
        for name, falsify in FALSIFIED.items():
            other = copied(tables)
            if falsify(other, Random(name)):
                assert not is_right(other, truth(made.standard)), name
                changed.add(name)
    assert changed == set(FALSIFIED)


@pytest.mark.parametrize("damage", [*SAME, *SAME_HONEST, *LESS, *LESS_HONEST])
def test_damage_changes_a_document_the_same_way_each_time_or_says_that_it_cannot(damage: Damage) -> None:
    changed = 0
    for made in MADE:
        one, two = deepcopy(made.body), deepcopy(made.body)
        done = damage(one, Random(1))
        assert damage(two, Random(1)) == done and one == two
        assert (one != made.body) == done
        changed += done
    assert changed


def test_a_trial_asks_all_three_questions_and_is_the_same_each_time() -> None:
    outcomes = trial(4, ["text"])
    assert {(one.question, one.form) for one in outcomes} == {(question, "text") for question in ("same", "less", "false")}
    assert outcomes == trial(4, ["text"])


def test_the_page_counts_what_was_right_among_what_was_called_clean() -> None:
    def same(right: bool, verdict: str) -> Outcome:
        return Outcome(SAYS_THE_SAME, "sound", False, "docx", right, verdict)

    outcomes = [same(True, "clean"), same(True, "clean"), same(False, "clean"), same(False, "doubtful"), same(True, "held")]
    outcomes += [Outcome(FALSE, "level_changed", True, "pdf", False, "doubtful", True)]
    assert figures(outcomes, 1) == {
        "documents": 1, "readings": 6, "clean": 3, "clean_right": 2, "falsified": 1, "noticed": 1,
    }
    assert "| sound | 2 | 0 | 1 | 1 | 1 | 0 |" in page(outcomes, 1)
    assert "| level changed (honest test) | 1 | 1 | 1 | 0 |" in page(outcomes, 1)


def test_what_reports_quote_is_a_sentence_in_both_languages() -> None:
    known = calibration()
    assert 0 < known["clean_right"] <= known["clean"] and 0 < known["noticed"] <= known["falsified"]
    assert all(f"{known['clean_right']:,}" in text for text in said(known))
