"""The part of a standard's page from which it is taken along, whole or in pieces; its scripts fill it and make the files."""

from __future__ import annotations

from pipeline.views.site.html import Html, el, slug, t

MAKING = tuple(f"assets/{name}.js" for name in ("zip", "forms", "word", "workbook", "template", "sheets"))
"""The scripts that make files, in the order in which they need each other."""
SCRIPTS = ("assets/basket.js", "assets/take-along.js")
"""Those of a standard's page, which asks for the others when a file is to be made: there are many such pages."""


def buttons(forms: tuple[tuple[str, str, str], ...]) -> list[Html]:
    """A button for each form."""
    return [el("button", t(chinese, english), type="button", data_form=form) for form, chinese, english in forms]


def panel(standard_id: str) -> Html:
    """Where the script puts the buttons; without scripts nothing is seen of it."""
    return el("section", id="take", class_="needs-script", data_standard=slug(standard_id))
