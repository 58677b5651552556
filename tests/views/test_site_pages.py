"""The site: every value escaped, every link leads somewhere, the same release gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline.base.errors import PipelineError
from pipeline.views.site import Options, build
from pipeline.views.site.catalogue import growth
from pipeline.views.site.changes import Changes, changes
from pipeline.views.site.html import Html, el, slug
from pipeline.views.site.shell import NAVIGATION, NOT_FOUND, POLICY
from tests.views.site_release import CODES, HOSTILE, NEW, OLD, hollow, poisoned, three_standards, write_release

ADDRESS = "https://data.example.org/site/"


class Reader(HTMLParser):
    """What a page holds: tags with attributes, ids, visible text, structured data."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.linked = ""
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.linked += data
        else:
            self.text += data

    def links(self) -> Iterator[str]:
        yield from (value for _, attributes in self.tags for name in ("href", "src") if (value := attributes.get(name)))

    def ids(self) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get("id"))]


@cache
def read(path: Path) -> Reader:
    return Reader(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    release = write_release(three_standards(), folder / "2026-01-02")
    return build(release, folder / "site", Options(ADDRESS)).folder


@pytest.fixture(scope="module", params=[False, True], ids=["texts", "every field"])
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    release = write_release(poisoned(three_standards(), request.param), folder / "release")
    changes = f"# 變更\n\n## {HOSTILE}\n\n- {HOSTILE}\n\n| a |\n|---|\n| {HOSTILE} |\n"
    (release / "CHANGES.md").write_text(changes, encoding="utf-8")
    return build(release, folder / "site").folder


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_there_is_a_page_for_everything(site: Path) -> None:
    assert {path for path, _, _ in NAVIGATION} <= {path.name for path in site.iterdir()}
    for code in CODES:
        assert {path.name for path in (site / "id" / code).iterdir()} == {"index.html", "standard.json"}
    assert {path.name for path in (site / "name").iterdir()} == {
        "K-=e7=94=b2.html", "K-5.html", "S-=e6=8c=91.html", "S-=e5=8c=85.html", "A-=e4=b8=bb.html", "A-=e5=9c=98.html",
    }, "by first character, of the six names that standards share; what one standard has alone stands on its page"
    assert "6 個名稱至少有兩項職能基準使用" in read(site / "names.html").text


def test_every_link_inside_the_site_leads_somewhere(site: Path) -> None:
    checked = 0
    for page in pages(site):
        for address in read(page).links():
            if address.startswith(("https://icap.wda.gov.tw/", ADDRESS)):
                continue
            path, _, anchor = address.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page
            assert target.is_file(), f"{page.name} links to {address}"
            if anchor and target.name not in ("compare.html", "team.html"):
                assert unquote(anchor) in read(target).ids(), f"{page.name} links to {address}"
            checked += 1
    assert checked > 300


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for page in pages(site):
        ids = read(page).ids()
        assert len(ids) == len(set(ids)), page.name


def test_a_standard_is_shown_as_it_is_printed(site: Path) -> None:
    text = read(site / "id" / NEW / "index.html").text
    for printed in (
        "甲物整理員", "整理甲物", "第1項整理", "甲物清單", "依規格挑選甲物，並記錄結果。", "5S概念【註1】", "團隊意識",
        "先做再問。", "高中職以上畢業。", "資訊科技／數位內容與傳播", "J5812", "2025-06-15", "uncoded_item",
        "100.00%", f"{NEW}.pdf",
    ):
        assert printed in text, printed


def test_a_version_tells_what_it_changed(site: Path) -> None:
    text = read(site / "id" / NEW / "index.html").text
    assert f"與前一版的差異Since the previous version {OLD}" in text
    assert "整理舊物" in text
    assert "挑選舊物能力" in text
    assert "這不是最新版次" in read(site / "id" / OLD / "index.html").text
    assert "這不是最新版次" not in text


def test_a_name_says_which_standards_and_tasks_need_it(site: Path) -> None:
    text = read(site / "name" / "S-=e5=8c=85.html").text
    assert "包裝能力" in text
    assert "3 項職能基準、3 項工作任務" in text
    assert all(code in text for code in CODES)


def test_a_name_of_one_standard_leads_to_its_place_on_the_page(site: Path) -> None:
    links = list(read(site / "id" / OLD / "index.html").links())
    assert "#c-S01" in links
    assert any(address.startswith("../../name/S-=e5=8c=85.html#S~") for address in links)


def test_every_value_of_a_hostile_release_is_text(hostile: Path) -> None:
    shown = 0
    for page in pages(hostile):
        reader = read(page)
        for tag, attributes in reader.tags:
            assert tag not in ("img", "iframe", "object", "style", "base"), page.name
            assert not [name for name in attributes if name.startswith("on") or name == "style"], page.name
            if tag == "script":
                source = attributes.get("src") or ""
                assert attributes.get("type") == "application/ld+json" or source.lstrip("./").startswith(("assets/", "data/"))
        shown += "<img src=x onerror=alert(2)>" in reader.text
        if reader.linked:
            assert "<" not in reader.linked
            assert json.loads(reader.linked)["@context"] == "https://schema.org"
    assert shown > 5


def test_a_hostile_standard_keeps_its_values_in_the_structured_data_and_the_index(hostile: Path) -> None:
    linked = [json.loads(read(page).linked) for page in (hostile / "id").glob("*v[0-9]=*/index.html")]
    assert {one["name"] for one in linked} == {f"臺灣丁物策展員{HOSTILE}", f"甲物整理員{HOSTILE}"}
    for script in (hostile / "data").iterdir():
        text = script.read_text(encoding="utf-8")
        assert "<" not in text
        assert "\u2028" not in text
    text = (hostile / "data" / "standards.js").read_text(encoding="utf-8")
    listed = json.loads(text.removeprefix("self.icap=").removesuffix(";\n"))
    assert sorted(one[0] for one in listed["standards"]) == sorted(code + HOSTILE for code in CODES)


def test_whatever_may_be_null_is_shown_as_not_printed(tmp_path: Path) -> None:
    tables = hollow(hollow(three_standards(), NEW), CODES[0])
    site = build(write_release(tables, tmp_path / "release"), tmp_path / "site", Options(copy=False)).folder
    text = read(site / "id" / NEW / "index.html").text
    assert text.count("—") > 10
    assert "None" not in text
    assert NEW in read(site / "standards.html").text


def test_file_names_are_made_of_harmless_characters(hostile: Path) -> None:
    for path in hostile.rglob("*"):
        assert not set(path.name) & set("<>\"'&\\|?*: \n%#"), path


def test_a_slug_is_different_for_different_ids() -> None:
    ids = ["A/B", "A.B", "A=2fB", "A~B", "A B", "S26#2", "S26", "Ａ", "a", "A"]
    assert len(set(map(slug, ids))) == len(ids)


def test_text_is_escaped_and_html_is_not() -> None:
    made = el("p", "<b>", Html("<br>"), ["&", None, 3], title='"', hidden=True, class_="x", data_a=None)
    assert made == '<p title="&quot;" hidden class="x">&lt;b&gt;<br>&amp;3</p>'
    assert el("p", "a\u202eb\x00") == "<p>a⟨U+202E⟩b⟨U+0000⟩</p>"


def whole_pages(site: Path) -> list[Path]:
    """Without those that only lead on to another one, and the one that hosts show where nothing is."""
    found = (page for page in pages(site) if page.name != NOT_FOUND)
    return [page for page in found if all(tag.get("http-equiv") != "refresh" for _, tag in read(page).tags)]


def test_every_page_has_the_policy_a_title_and_landmarks(site: Path) -> None:
    titles = set()
    for page in whole_pages(site):
        reader = read(page)
        policies = [values["content"] for _, values in reader.tags if values.get("http-equiv") == "Content-Security-Policy"]
        assert policies == [POLICY]
        tags = [tag for tag, _ in reader.tags]
        assert [tags.count(name) for name in ("header", "main", "footer", "h1")] == [1, 1, 1, 1], page.name
        assert ("html", {"lang": "zh-Hant-TW"}) in reader.tags
        titles.add(page.read_text(encoding="utf-8").partition("<title")[2].partition("</title>")[0])
    assert len(titles) == len(whole_pages(site))
    assert "unsafe" not in POLICY
    assert "'none'" in POLICY


def test_the_sitemap_names_every_page(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    for page in whole_pages(site):
        assert f"<loc>{ADDRESS}{page.relative_to(site).as_posix().removesuffix('index.html')}</loc>" in sitemap
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_the_same_release_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    release = write_release(three_standards(), tmp_path / "2026-01-02")
    again = build(release, tmp_path / "site", Options(ADDRESS)).folder
    files = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    for name in files:
        assert (site / name).read_bytes() == (again / name).read_bytes(), name


def test_a_folder_that_is_no_site_is_left_alone(tmp_path: Path) -> None:
    release = write_release(three_standards(), tmp_path / "release")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(PipelineError, match="something else than a site"):
        build(release, tmp_path / "mine")
    with pytest.raises(PipelineError, match="never changes"):
        build(release, release / "site")
    assert (tmp_path / "mine" / "letter.txt").read_text(encoding="utf-8") == "dear"


def test_a_site_is_replaced_whole(tmp_path: Path) -> None:
    release = write_release(three_standards(), tmp_path / "release")
    build(release, tmp_path / "site")
    (tmp_path / "site" / "stale").mkdir()
    (tmp_path / "site" / "stale" / "page.html").write_text("", encoding="utf-8")
    built = build(release, tmp_path / "site", Options(copy=False))
    assert not (tmp_path / "site" / "stale").exists()
    assert not (tmp_path / "site" / "download").exists()
    assert (built.standards, built.names) == (3, 7)
    with pytest.raises(PipelineError, match="end with a slash"):
        build(release, tmp_path / "site", Options("https://example.org"))


def test_growth_goes_up_to_the_release(tmp_path: Path) -> None:
    counts = (("c", 9), ("b", 7), ("a", 5))
    lines = [{"name": name, "created": "2026-01-01", "counts": {"standards": count}} for name, count in counts]
    (tmp_path / "versions.json").write_text(json.dumps({"latest": "c", "releases": lines}), encoding="utf-8")
    assert [(one.name, one.standards) for one in growth(tmp_path / "b")] == [("a", 5), ("b", 7)]
    assert growth(tmp_path / "unknown") == ()
    (tmp_path / "versions.json").write_text("{}", encoding="utf-8")
    with pytest.raises(PipelineError, match="damaged"):
        growth(tmp_path / "b")


def test_the_home_page_tells_what_the_release_changed(tmp_path: Path) -> None:
    release = write_release(three_standards(), tmp_path / "release")
    lines = [
        "table,key,change,column,old,new", "documents,sha256=00,added,,,", f"standards,standard_id={NEW},added,,,",
        f"standards,standard_id={NEW},new_version,standard_id,{OLD},{NEW}", f"tasks,standard_id={NEW} task_id=T1.1,added,,,",
        f"tasks,standard_id={OLD} task_id=T1.1,changed,name,a,b", "standards,standard_id=X1,removed,,,",
    ]
    (release / "changes.csv").write_text("\r\n".join(lines), encoding="utf-8")
    assert changes(release) == Changes(added=1, new_versions=1, removed=1, changed=1)
    built = build(release, tmp_path / "site", Options(copy=False))
    assert "這次發布新增 1 項（其中 1 項為新版次），移除 1 項，另有 1 項內容變更。" in read(built.folder / "index.html").text
    (release / "changes.csv").write_text(f"{lines[0]}\r\n", encoding="utf-8")
    assert changes(release) is None


def test_the_feed_beside_a_release_comes_along_and_is_named(tmp_path: Path) -> None:
    release = write_release(three_standards(), tmp_path / "2026-01-02")
    site = build(release, tmp_path / "site", Options(copy=False)).folder
    assert not (site / "feed.xml").exists() and "feed.xml" not in (site / "changes.html").read_text(encoding="utf-8")
    (tmp_path / "feed.xml").write_text("<feed/>", encoding="utf-8")
    build(release, site, Options(copy=False))
    assert (site / "feed.xml").read_text(encoding="utf-8") == "<feed/>"
    for name in ("index.html", "changes.html"):
        tags = Reader((site / name).read_text(encoding="utf-8")).tags
        assert ("link", {"rel": "alternate", "type": "application/atom+xml", "href": "feed.xml"}) in tags
