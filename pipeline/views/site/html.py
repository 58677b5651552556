"""HTML that cannot be forgotten to be escaped: whatever is not `Html` already is text and is escaped.

`el("p", "<b>")` is `<p>&lt;b&gt;</p>`. Characters that cannot be seen are written as their code points,
because a page must not show other text than it holds.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

import regex

from pipeline.releases.exporters.addresses import slug as slug

_INVISIBLE = regex.compile(r"[^\P{C}\n\t]|[\p{Zl}\p{Zp}]")
_SAFE = regex.compile(r"[0-9A-Za-z_/#.~=-]*")
_SPECIAL = re.compile('[&<>"]')
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta"))


class Html(str):
    """A string that is HTML already."""

    __slots__ = ()


Child = object
"""`Html`, text, a number, None (nothing), or any iterable of these."""


def visible(text: str) -> str:
    """The text with each invisible character written as `⟨U+202E⟩`."""
    if text.isprintable():
        return text
    return _INVISIBLE.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def _escaped(text: str) -> str:
    """Text for an element or an attribute in double quotes; every attribute of ours stands in these."""
    return html.escape(text, quote=False).replace('"', "&quot;") if _SPECIAL.search(text) else text


def markup(child: Child) -> str:
    """One child as HTML, escaped unless it is `Html`."""
    if isinstance(child, Html):
        return child
    if child is None:
        return ""
    if isinstance(child, str):
        return _escaped(visible(child))
    if isinstance(child, Iterable):
        return "".join(map(markup, child))
    return _escaped(str(child))


def join(*children: Child) -> Html:
    """Children one after the other."""
    return Html("".join(map(markup, children)))


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    return f" {_printed(name)}" if value is True else f' {_printed(name)}="{_escaped(visible(str(value)))}"'


@cache
def _printed(name: str) -> str:
    """The name of an attribute as HTML writes it; there are few."""
    return name.rstrip("_").replace("_", "-")


def el(tag: str, *children: Child, **attributes: object) -> Html:
    """An element; attributes are written `class_`, `aria_label`, None and False leave one out."""
    given = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _VOID:
        return Html(f"<{tag}{given}>")
    return Html(f"<{tag}{given}>{''.join(map(markup, children))}</{tag}>")


@lru_cache(maxsize=4096)
def t(chinese: str, english: str) -> Html:
    """Words of the interface in both languages; the style sheet shows one."""
    return Html(f'<span class="z">{markup(chinese)}</span><span class="e" lang="en">{markup(english)}</span>')


def spoken(attribute: str, chinese: str, english: str) -> dict[str, str]:
    """An attribute in both languages: `aria-label`, `placeholder`, or `text` for what cannot hold two spans."""
    own = {} if attribute == "text" else {attribute.replace("-", "_"): chinese}
    return own | {"data_a": attribute, "data_en": english}


def link(target: str, *children: Child, **attributes: object) -> Html:
    """A link; `target` is escaped as an address, too."""
    return el("a", *children, href=target if _SAFE.fullmatch(target) else quote(target, safe="/#?&=:~%.,+@"), **attributes)


def table(header: Iterable[Child], rows: Iterable[Iterable[Child]], caption: Child = None, numbers: Iterable[int] = ()) -> Html:
    """A table that scrolls by itself where the page is narrow; `numbers` are right-aligned columns."""
    right = frozenset(numbers)
    head = el("tr", *(el("th", cell, scope="col", class_="n" if place in right else None) for place, cell in enumerate(header)))
    body = [
        el("tr", *(el("td", cell, class_="n" if place in right else None) for place, cell in enumerate(row))) for row in rows
    ]
    named = el("caption", caption) if caption is not None else None
    return scrolling(el("table", named, el("thead", head), el("tbody", body)))


def scrolling(
    content: Html, chinese: str = "表格，可左右捲動", english: str = "Table, scrolls sideways", class_: str = ""
) -> Html:
    """A part that scrolls sideways, by keyboard too."""
    named = spoken("aria-label", chinese, english)
    return el("div", content, class_=f"scroll {class_}".strip(), tabindex="0", role="group", **named)


def json_text(value: Any, **options: Any) -> str:
    """JSON that may stand inside a script: nothing in it ends the element, and no character is a line end to some reader."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False, **options)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
