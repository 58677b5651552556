"""The part of a standard's page from which it is taken along, whole or in pieces; its scripts make the files."""

from __future__ import annotations

from pipeline.views.printed.content import item_text
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.html import Html, el, link, slug, spoken, t
from pipeline.views.site.shell import heading

MAKING = tuple(f"assets/{name}.js" for name in ("zip", "forms", "word", "workbook", "template", "sheets"))
"""The scripts that make files, in the order in which they need each other."""
SCRIPTS = (*MAKING, "assets/basket.js", "assets/take-along.js")
FORMS = (
    ("docx", "Word（印刷表格）", "Word (printed form)"), ("xlsx", "Excel（印刷表格）", "Excel (printed form)"),
    ("job", "職務說明書", "Job description"), ("interview", "面談與自我評量表", "Interview sheet"),
)


def buttons(forms: tuple[tuple[str, str, str], ...]) -> list[Html]:
    """A button for each form."""
    return [el("button", t(chinese, english), type="button", data_form=form) for form, chinese, english in forms]


def panel(catalogue: Catalogue, standard_id: str) -> Html:
    """Buttons for each form, a duty for a course unit, and the way to the list of one's own."""
    duties = [
        el("option", item_text(row["duty_code"], row["name"]), value=row["duty_id"])
        for row in catalogue.rows("duties", standard_id)
    ]
    course = [
        el("select", *duties, id="duty", **spoken("aria-label", "課程單元的主要職責", "Duty of the course unit")),
        el("button", t("課程單元", "Course unit"), type="button", data_form="course"),
    ]
    pick = el("button", t("挑選項目", "Pick items"), type="button", id="pick", aria_pressed="false")
    basket = link("../../basket.html", t("我的清單", "My list"), " ", el("b", id="count"), class_="button")
    return el(
        "section", heading(2, "帶走", "Take along"),
        el("p", *buttons(FORMS), class_="actions"),
        el("p", *course, class_="actions unit") if duties else None,
        el("p", pick, basket, class_="actions"),
        el("p", role="status", id="made"),
        id="take", class_="needs-script", data_standard=slug(standard_id),
    )
