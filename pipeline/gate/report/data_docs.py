"""Great Expectations' own pages (Data Docs), made safe to keep.

The library's pages load a logo that tells its maker of every visit, and style sheets and scripts from a
dozen hosts. Here every element that would ask for something is removed, and a policy forbids the rest; what
stays is plain and complete.
"""

from __future__ import annotations

from pathlib import Path

import lxml.html
from lxml.etree import _Element

from pipeline.gate.criteria import Criteria
from pipeline.gate.report.html import table, tag, text
from pipeline.gate.report.style import CSS, policy
from pipeline.gate.validate.assets import Sources, read_assets
from pipeline.gate.validate.suites import load

_LOADING = ("script", "link", "img", "iframe", "object", "embed", "form", "source", "video", "audio", "base", "meta")
_DEAD = ("input", "button", "label", "style")
"""What does nothing without the library's scripts, or would be refused by our policy."""
_ICONS = {"fa-check-circle": "✓", "fa-times": "✗", "fa-exclamation-triangle": "⚠"}
"""Pictures of the icon font that carry meaning, by the class that names them."""
_STYLE = CSS + "body{max-width:80rem;margin:0 auto;padding:1.5rem 1rem}.alert{margin:.5rem 0}"
_POLICY = policy(_STYLE)

_ADDRESSES = frozenset({"src", "srcset", "style", "background"})


def _goes_out(address: str) -> bool:
    return not address.startswith("#")


def _remove(element: _Element) -> None:
    """Take an element out and leave the text that follows it."""
    element.drop_tree()  # type: ignore[attr-defined]


def without_requests(page: str) -> str:
    """A page without anything that is loaded or sent: no script, style sheet, picture, form, and no link to elsewhere."""
    root = lxml.html.document_fromstring(page)
    for element in list(root.iter(*_LOADING, *_DEAD)):
        _remove(element)
    for icon in root.iter("i"):
        icon.text = next((mark for name, mark in _ICONS.items() if name in icon.get("class", "").split()), "")
    for element in root.iter():
        for name in [name for name in element.attrib if name in _ADDRESSES or str(name).startswith("on")]:
            del element.attrib[name]
        if _goes_out(str(element.get("href", "#"))):
            del element.attrib["href"]
    head = root.find("head")
    if head is None:
        head = lxml.html.Element("head")
        root.insert(0, head)
    _fill(head)
    whole = lxml.html.tostring(root, encoding="unicode", doctype="<!doctype html>")
    return str(whole) + "\n"


def _fill(head: _Element) -> None:
    """Our own head: the policy before anything that it governs, then the style sheet of the report."""
    policy = lxml.html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    width = lxml.html.Element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    style = lxml.html.Element("style")
    style.text = _STYLE
    head[:0] = [lxml.html.Element("meta", {"charset": "utf-8"}), policy, width]
    head.append(style)


def write(release: Path, folder: Path, criteria: Criteria | None = None) -> Path:
    """Run the gate on a release again and write one page per suite into `folder`; returns the index page."""
    from pipeline.gate.validate.engine import pages

    criteria = criteria or Criteria()
    assets, _, _ = read_assets(Sources(release, criteria.expectations, criteria.reference))
    suites, _ = load(criteria.expectations)
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, passed, page in pages(assets, suites):
        (folder / f"{name}.html").write_text(without_requests(page), encoding="utf-8", newline="\n")
        rows.append((tag("a", text(name), href=f"{name}.html"), "通過 passed" if passed else "未全數通過 not all hold"))
    index = folder / "index.html"
    index.write_text(_index(table(["資料表 suite", "結果 result"], rows)), encoding="utf-8", newline="\n")
    return index


def _index(content: str) -> str:
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>Data Docs</title><style>{_STYLE}</style>'
    )
    body = f"<main><h1>Data Docs</h1>{content}</main>"
    return f'<!doctype html>\n<html lang="zh-Hant-TW"><head>{head}</head><body>{body}</body></html>\n'
