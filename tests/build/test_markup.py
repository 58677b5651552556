"""The legend of the notation is true: its examples are run, and it has every sign."""

from __future__ import annotations

import doctest

import pytest

from tests.build import markup


def test_the_examples_of_the_legend() -> None:
    assert markup.__doc__ is not None
    outcome = doctest.testmod(markup)
    assert outcome.attempted == markup.__doc__.count(">>>") > 0 and outcome.failed == 0


@pytest.mark.parametrize("sign", ["|", "^", "<", markup.HARD, markup.SOFT, markup.NESTED, markup.PAGE])
def test_the_legend_has_every_sign(sign: str) -> None:
    assert any(line.split()[:1] == [sign] for line in (markup.__doc__ or "").splitlines())


def test_a_cell_that_is_no_rectangle_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1, column 1 is no rectangle"):
        markup.table(["甲 | <", "^ | 乙"])
