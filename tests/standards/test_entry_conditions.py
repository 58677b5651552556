"""What notes ask of newcomers: the least that any alternative names."""

from __future__ import annotations

import pytest

from pipeline.standards.entry_conditions import Certificates, Schooling, entry_conditions

J, S, C, B, M = Schooling.JUNIOR, Schooling.SENIOR, Schooling.COLLEGE, Schooling.BACHELOR, Schooling.MASTER


@pytest.mark.parametrize(("notes", "schooling", "years"), [
    (["高中（職）以上畢業，且具２年以上相關工作經驗。"], S, 2),
    (["大專(學)以上畢業，並具 3 年以上零售管理相關經驗。"], C, 3),
    (["大學以上資訊相關科系畢業", "具三年（含）以上實務經驗者"], B, 3),
    (["碩士以上畢業；或大學畢業且具一年半以上工作經驗"], B, 1.5),
    (["國中以上畢業者，具6個月以上工作經驗"], J, 0.5),
    (["學歷不拘，工作經驗不限"], Schooling.NONE, 0),
    (["具十年以上實務經驗", "或具1-3年相關工作經驗"], None, 1),
    (["碩士以上或非大學而有二十五年經驗者"], M, 25),
    (["曾任大專校院講師以上，最近三年內曾辦理案件"], None, None),
    (["職業訓練達半年以上訓練結業，且具1年以上相關工作經驗"], None, 1),
    (["大學 以上 畢 業"], B, None),
    (["3級在部分變動的情況中以一般監督完成工作。", "90年度起具相關資格"], None, None),
    ([], None, None),
])
def test_schooling_and_years(notes: list[str], schooling: Schooling | None, years: float | None) -> None:
    found = entry_conditions(notes)
    assert (found.schooling, found.years) == (schooling, years)


@pytest.mark.parametrize(("notes", "certificates"), [
    (["具財產保險業務員證照。"], Certificates.NAMED),
    (["中餐烹調丙級技術士"], Certificates.NAMED),
    (["持有相關證照者尤佳。"], Certificates.PREFERRED),
    (["具急救證書。", "有相關證照為佳"], Certificates.NAMED),
    (["無需證照，證照不拘"], Certificates.UNNAMED),
    (["大學畢業"], Certificates.UNNAMED),
])
def test_certificates(notes: list[str], certificates: Certificates) -> None:
    assert entry_conditions(notes).certificates is certificates
