"""Ways to standards beside the search: classes, names that mean the same, standards that are near."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.schema.tables import Tables
from pipeline.standards.vocabulary import with_vocabulary
from pipeline.views.site import Options, build
from pipeline.views.site.names import collect, dictionary_order
from tests.views.site_release import CODES, NEW, catalogue, edited, three_standards, write_release

OTHER = CODES[0]


def released() -> Tables:
    """Three standards; what two of them call 包裝能力 the third calls 包裝."""
    return with_vocabulary(edited(three_standards(), "competencies", {"standard_id": OTHER, "competency_id": "S#1"}, name="包裝"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    return build(write_release(released(), folder / "release"), folder / "site", Options(copy=False)).folder


def content(site: Path, *path: str) -> str:
    return site.joinpath(*path).read_text(encoding="utf-8")


def test_names_that_the_vocabulary_groups_are_one(site: Path) -> None:
    names = collect(catalogue(released()).shelf)
    [found] = [name for name in names.all.values() if "包裝" in name.spellings]
    assert (found.title, found.spellings, len(found.standards)) == ("包裝能力", {"包裝能力": 2, "包裝": 1}, 3)
    page = content(site, "name", "S-=e5=8c=85.html")
    assert "3 項職能基準" in page and "級別 2–5" in page
    assert '資訊科技</span><span class="e" lang="en">Information technology</span> 2<' in page
    [term] = [own for own, name in names.of_term.items() if name is found and own != found.term_id]
    [line] = [one for one in content(site, "id", "vocabulary", f"S-{term[2]}", "index.html").split("<li ") if term in one]
    assert f'href="../../../name/S-=e5=8c=85.html#{found.term_id}">包裝</a>＝包裝能力' in line


def test_a_name_of_many_standards_shows_codes_of_tasks_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.views.site.name_page.MANY", 3)
    site = build(write_release(released(), tmp_path / "release"), tmp_path / "site", Options(copy=False)).folder
    page = content(site, "name", "S-=e5=8c=85.html")
    assert '#t-T1.1">T1.1</a> ' in page and "第1項整理" not in page and "3 項工作任務" in page


def test_a_class_lists_the_current_standards_in_it_and_counts_those_below(site: Path) -> None:
    page = content(site, "id", "classes", "occupation", "index.html")
    branch = page.partition('<li id="2431">')[2]
    assert NEW in branch and OTHER in branch
    assert 'href="id/classes/occupation/index.html#2"' in content(site, "classes.html")
    assert '../../id/classes/occupation/index.html#2431">' in content(site, "id", NEW, "index.html")


def test_a_standard_leads_to_those_near_to_it(site: Path) -> None:
    tables = released()
    expected = [row.other_id for row in tables.similar_standards if row.standard_id == NEW]
    part = content(site, "id", NEW, "index.html").partition('id="similar"')[2].partition("</section>")[0]
    assert expected and all(f'href="../{own}/index.html"' in part for own in expected)
    assert "5S概念【註1】、包裝能力、甲物概論…（4）</span>" in part


def test_characters_come_by_strokes_after_latin_letters() -> None:
    names = ["溝通", "一般", "人力", "行銷", "SQL", "5S", "安全", "𠮷"]
    assert sorted(names, key=dictionary_order) == ["5S", "SQL", "一般", "人力", "安全", "行銷", "溝通", "𠮷"]
