"""What every page has around its content: head, policy, navigation, footer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.releases.exporters import about
from pipeline.views.site.html import Child, Html, el, join, json_text, link, spoken, t

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; "
    "base-uri 'none'; form-action 'none'"
)
"""Nothing but the site's own files: no inline script or style, no request to anywhere."""

NAVIGATION = (
    ("index.html", "搜尋", "Search"), ("standards.html", "全部基準", "Standards"),
    ("classes.html", "職業與行業", "Occupations"), ("names.html", "知識與技能", "Skills"), ("compare.html", "比較", "Compare"),
    ("basket.html", "我的清單", "My list"), ("team.html", "團隊缺口", "Team gap"),
    ("charts.html", "圖表", "Charts"), ("quality.html", "品質", "Quality"), ("changes.html", "變更", "Changes"),
    ("data.html", "資料", "Data"),
)


def public(path: str) -> str:
    """The address of a page: that of its folder, if it is what a host gives for the folder, as identifiers are written."""
    return path.removesuffix("index.html")


NOT_FOUND = "404.html"
RELEASE = "data/release.js"
"""The script that says which release the site shows."""


def release_script(release: str) -> str:
    """Tell the pages below the top the name of the release."""
    return f"document.documentElement.dataset.release={json_text(release)};\n"


Alternates = tuple[tuple[str, str], ...]
"""Media types and addresses of other forms of a page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `path` below the site, `main` its content, `linked` its structured data, `scripts` below `assets/` or `data/`."""

    path: str
    title: tuple[str, str]
    main: Html
    description: str = ""
    linked: object = None
    scripts: tuple[str, ...] = ()
    wide: bool = False
    alternates: Alternates = ()
    top: str | None = None

    @property
    def root(self) -> str:
        """The way from this page to the top of the site; `top`, where a host shows the page at any address."""
        return "../" * self.path.count("/") if self.top is None else self.top


@dataclass(frozen=True, slots=True)
class Shell:
    """What all pages of a site share: the release they show and, where known, the address (ending in a slash)."""

    release: str
    address: str | None = None

    def render(self, page: Page) -> str:
        """The whole file."""
        return (
            '<!DOCTYPE html>\n<html lang="zh-Hant-TW">\n'
            + self._head(page) + "\n" + el("body", *self._body(page), class_="wide" if page.wide else None) + "\n</html>\n"
        )

    def _head(self, page: Page) -> Html:
        chinese, english = page.title
        site = about.TITLE.zh
        whole = site if chinese == site else f"{chinese}｜{site}"
        address = self.address + public(page.path) if self.address and page.top is None else None
        canonical = el("link", rel="canonical", href=address) if address else None
        linked = el("script", Html(json_text(page.linked)), type="application/ld+json") if page.linked else None
        return el(
            "head",
            el("meta", charset="utf-8"), el("meta", http_equiv="Content-Security-Policy", content=POLICY),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            el("meta", name="referrer", content="no-referrer"), el("meta", name="color-scheme", content="light dark"),
            el("title", whole, **spoken("text", whole, f"{english} | {about.TITLE.en}")),
            *self._shared(page, chinese, address), canonical,
            el("link", rel="icon", href=f"{page.root}assets/icon.svg", type="image/svg+xml"),
            *(el("link", rel="alternate", type=kind, href=href) for kind, href in page.alternates),
            el("link", rel="stylesheet", href=f"{page.root}assets/site.css"),
            el("script", src=f"{page.root}{RELEASE}"), el("script", src=f"{page.root}assets/site.js"),
            *(el("script", src=page.root + script, defer=True) for script in page.scripts), linked,
        )

    def _shared(self, page: Page, title: str, address: str | None) -> Iterator[Html]:
        """What other sites show of a link to the page (Open Graph)."""
        told = {
            "title": title, "type": "website", "site_name": about.TITLE.zh, "locale": "zh_TW", "url": address,
        }
        # Search engines read the name of this one, other sites its property.
        described = page.description[:200] or about.SUMMARY.zh
        yield el("meta", name="description", property="og:description", content=described)
        yield from (el("meta", property=f"og:{name}", content=text) for name, text in told.items() if text)

    def _body(self, page: Page) -> tuple[Html, ...]:
        skip = el("a", t("跳到主要內容", "Skip to content"), href="#main", class_="skip")
        main = el("main", page.main, id="main", tabindex="-1")
        # A page of a standard does not change when another one does: the script tells it the release.
        return skip, _header(page.root, page.path), main, _footer(page.root, "" if page.root else self.release)


def _header(root: str, path: str) -> Html:
    """Pages below the top are not in the navigation, so that they share one header."""
    return _header_of(root, path if not root else "")


@cache
def _header_of(root: str, path: str) -> Html:
    items = [
        el("li", link(root + there, t(chinese, english), aria_current="page" if there == path else None))
        for there, chinese, english in NAVIGATION
    ]
    brand = link(f"{root}index.html", t(about.TITLE.zh, "Competency standards"), class_="brand")
    language = spoken("aria-label", "English：切換介面語言", "中文: switch the language")
    theme = spoken("aria-label", "切換深色或淺色", "Switch dark or light")
    buttons = el(
        "div", el("button", t("English", "中文"), type="button", id="language", **language),
        el("button", el("span", "◐", aria_hidden="true"), type="button", id="theme", **theme), class_="switches",
    )
    menu = el("nav", el("ul", items), **spoken("aria-label", "主選單", "Main"))
    return el("header", brand, menu, buttons, class_="top")


@cache
def _footer(root: str, release: str) -> Html:
    source = link(about.SOURCE_URL, f"{about.OWNER} {about.SOURCE_TITLE}", rel="noreferrer noopener external")
    data = link(f"{root}data.html", t("下載與欄位說明", "Downloads and data dictionary"))
    return el(
        "footer",
        el("p", t("資料來源：", "Source: "), source, t("。文件版權屬原單位。", ". The documents' rights are their owner's.")),
        el("p", t("發布日 ", "Release "), el("code", release, class_="release"), el("span", " · ", data, class_="machinery")),
    )


def heading(level: int, chinese: str, english: str, *more: Child, id: str | None = None) -> Html:
    """A heading in both languages."""
    return el(f"h{level}", t(chinese, english), *more, id=id)


def not_found_page(address: str | None) -> Page:
    """What a host shows where nothing is; with the address known, from any folder."""
    root = address or ""
    main = join(
        heading(1, "找不到這一頁", "This page is not here"),
        el("p", t("網址可能有誤，或這一頁已經移走。", "The address may be mistyped, or the page has moved.")),
        el("ul", el("li", link(f"{root}index.html", t("搜尋職能基準", "Search the standards"))),
           el("li", link(f"{root}standards.html", t("全部職能基準", "All standards"))),
           el("li", link(f"{root}classes.html", t("依職業與行業瀏覽", "Browse occupations and industries")))),
    )
    return Page(NOT_FOUND, ("找不到這一頁", "Not found"), main, top=root)
