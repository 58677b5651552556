"""The few pieces of HTML that the page is made of; every value is escaped on its way in."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from functools import lru_cache

import regex

_INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]")


def text(value: object) -> str:
    """A value as HTML text; what would not be seen is written as its code point."""
    shown = "" if value is None else str(value)
    return html.escape(_INVISIBLE.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", shown), quote=True)


def tag(name: str, content: str, classes: str = "", **attributes: str) -> str:
    """An element around HTML that is escaped already."""
    given = ({"class": classes} if classes else {}) | attributes
    inside = "".join(f' {key.rstrip("_")}="{html.escape(value, quote=True)}"' for key, value in given.items())
    return f"<{name}{inside}>{content}</{name}>"


@lru_cache(maxsize=1024)
def both(chinese: str, english: str, name: str = "span") -> str:
    """Traditional Chinese first, English beside it."""
    return tag(name, text(chinese) + " " + tag("span", text(english), "en", lang="en"))


@lru_cache(maxsize=1024)
def bar(share: float, kind: str = "") -> str:
    """A bar as wide as `share` (0–1) of its place; drawn as SVG so that it needs no style of its own."""
    width = f"{min(1.0, max(0.0, share)) * 100:.2f}"
    track = '<rect class="track" width="100" height="10"/>'
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'{track}<rect class="fill {kind}" width="{width}" height="10"/></svg>'
    )


def bars(rows: Sequence[tuple[str, int, str]], *, wide: bool = False) -> str:
    """A bar chart: label (HTML), number and class of each row; bars are relative to the longest one."""
    longest = max((number for _, number, _ in rows), default=0) or 1
    lines = (
        tag("li", tag("span", label, "label") + bar(number / longest, colour) + tag("span", f"{number:,}", "number"))
        for label, number, colour in rows
    )
    return tag("ul", "".join(lines), "bars wide" if wide else "bars")


def table(header: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table of HTML cells that scrolls by itself where the page is narrow; `numbers` are right-aligned columns."""
    head = "".join(tag("th", cell, "n" if place in numbers else "", scope="col") for place, cell in enumerate(header))
    body = "".join(
        tag("tr", "".join(tag("td", cell, "n" if place in numbers else "") for place, cell in enumerate(row))) for row in rows
    )
    whole = tag("table", tag("thead", tag("tr", head)) + tag("tbody", body))
    # Focusable, so that it can be scrolled with the keyboard as well.
    return tag("div", whole, "scroll", tabindex="0")


def details(summary: str, content: str) -> str:
    """Something that is folded up until asked for."""
    return tag("details", tag("summary", summary) + content)
