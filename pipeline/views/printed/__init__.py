"""One standard to take along: the printed form, and sheets made from it."""

from __future__ import annotations

from pipeline.views.printed.back import attitudes, notes
from pipeline.views.printed.content import Content
from pipeline.views.printed.form import Form
from pipeline.views.printed.front import profile, versions
from pipeline.views.printed.main_table import main_table


def form_of(content: Content) -> Form:
    """The printed form of a standard; a part of which nothing is printed is left out."""
    parts = (
        (versions, content["standard_versions"]), (profile, content["standards"]), (main_table, content["duties"]),
        (attitudes, content.competencies("A")), (notes, content["notes"]),
    )
    return Form(content.title, tuple(part(content) for part, rows in parts if rows))
