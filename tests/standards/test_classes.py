"""Printed codes of classes against the lists: which class they mean, and where it stands in the tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.schema.conclusions import ClassLink
from pipeline.standards.classes import Schemes, load_schemes
from tests.build import factory
from tests.build.concluded import with_classes


@pytest.fixture(scope="module")
def schemes() -> Schemes:
    return load_schemes()


@pytest.mark.irregularity("I-21")
@pytest.mark.parametrize(("scheme", "printed", "path"), [
    ("occupation", "5294", "5/52/529/5294"),
    ("occupation", "2431", "2/24/243/2431"),
    ("occupation", "0110", None),
    ("occupation", "01", "0/01"),
    ("industry", "C", "C"),
    ("industry", "C0811", "C/08/081/0811"),
    ("industry", "C0810", "C/08/081"),
    ("industry", "C0800", "C/08"),
    ("industry", "0811", "C/08/081/0811"),
    ("industry", "G4500", "G/45-46"),
    ("industry", "G45-46", "G/45-46"),
    ("industry", "G4610", "G/45-46/461"),
    ("industry", "A0811", None),
    ("industry", "C9999", None),
    ("industry", "Z", None),
    ("job_category", "MPM", "M/MPM"),
    ("job_category", "ZZZ", None),
])
def test_a_printed_code_means_a_class_or_none(schemes: Schemes, scheme: str, printed: str, path: str | None) -> None:
    code = schemes[scheme].resolved(printed)
    assert (None if code is None else "/".join(schemes[scheme].path(code))) == path


def test_every_class_hangs_in_the_tree(schemes: Schemes) -> None:
    rows = {(row.scheme, row.code): row for row in schemes.classes([])}
    assert {row.depth for row in rows.values() if row.scheme == "industry"} == {1, 2, 3, 4}
    for row in rows.values():
        above = None if row.parent_code is None else rows[row.scheme, row.parent_code]
        assert row.path == (row.code if above is None else f"{above.path}/{row.code}")
    tops = {scheme: sum(row.depth == 1 for row in rows.values() if row.scheme == scheme) for scheme, _ in rows}
    assert tops == {"job_category": 16, "occupation": 10, "industry": 19}


def test_standards_count_once_in_every_class_above_their_own(schemes: Schemes) -> None:
    filed = [("A", "industry", "0811"), ("A", "industry", "081"), ("B", "industry", "C"), ("B", "occupation", "2431")]
    rows = {(row.scheme, row.code): row.standards for row in schemes.classes(filed)}
    industry = {code: rows["industry", code] for code in ("C", "08", "081", "0811", "0812", "A")}
    assert industry == {"C": 2, "08": 1, "081": 1, "0811": 1, "0812": 0, "A": 0}


def test_only_current_standards_are_counted(schemes: Schemes) -> None:
    tables = factory.standard_tables()
    links = with_classes(tables, schemes).class_links
    assert links and all(isinstance(one, ClassLink) for one in links)
    past = factory.changed(tables, "standards", is_current=False)
    assert not any(row.standards for row in with_classes(past, schemes).classes)
    assert with_classes(past, schemes).class_links == links


def test_a_list_of_the_user_goes_first(tmp_path: Path, schemes: Schemes) -> None:
    (tmp_path / "occupation.csv").write_text("code,name\n9,丁級\n99,丁級人員\n", encoding="utf-8")
    own = load_schemes(reference=tmp_path)
    assert own["occupation"].resolved("99") == "99" and own["occupation"].resolved("2431") is None
    assert own["occupation"].edition == "reference/occupation.csv"
    assert own["industry"].names == schemes["industry"].names
    assert own.digest != schemes.digest
