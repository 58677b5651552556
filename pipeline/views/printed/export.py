"""From the content of one standard to the bytes of a file to take along."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.views.printed import word, workbook
from pipeline.views.printed.back import attitudes, notes
from pipeline.views.printed.content import Content
from pipeline.views.printed.form import Form
from pipeline.views.printed.front import profile, versions
from pipeline.views.printed.main_table import main_table
from pipeline.views.printed.template import TEMPLATES, fill
from pipeline.views.printed.values import duty_of, values

FORMS = {
    "docx": "印刷表格（Word）", "xlsx": "印刷表格（Excel）", "job": "職務說明書", "interview": "面談與自我評量表",
    "course": "課程單元規劃表",
}
"""What can be taken along, with its Chinese name; the first two are the printed form, the others Word from templates."""
_WRITERS = {"docx": word.write, "xlsx": workbook.write}
_UNSAFE = re.compile(r"[^0-9A-Za-z._-]+")


def form_of(content: Content) -> Form:
    """The printed form of a standard; a part of which nothing is printed is left out."""
    parts = (
        (versions, content["standard_versions"]), (profile, content["standards"]), (main_table, content["duties"]),
        (attitudes, content.competencies("A")), (notes, content["notes"]),
    )
    return Form(content.title, tuple(part(content) for part, rows in parts if rows))


def export(content: Content, form: str, duty: str | None = None, template: Path | None = None) -> bytes:
    """One standard in a form of `FORMS`; the same content gives the same bytes.

    `duty` narrows the sheets to one duty, which a course unit must name where there are several; `template` takes the
    place of the sheet's own one. Raises `PipelineError` where that is not possible.
    """
    if form in _WRITERS:
        if duty is not None or template is not None:
            raise PipelineError(f"The form {form} is the whole standard as printed: it takes neither a duty nor a template.")
        return _WRITERS[form](form_of(content), content.day, content.source)
    if form not in FORMS:
        raise PipelineError(f"There is no form {form}; there are {', '.join(FORMS)}.")
    if form == "course" and duty is None:
        duty = _only_duty(content)
    document = fill(template or TEMPLATES / f"{form}.docx", values(content, duty))
    return word.saved(document, f"{content.profile['name'] or ''}{FORMS[form]}", content.day)


def _only_duty(content: Content) -> str:
    duties = [str(row["duty_id"]) for row in content["duties"]]
    if len(duties) != 1:
        has = ", ".join(duties) or "none"
        raise PipelineError(f"A course unit is about one duty; {content.profile['standard_id']} has {has}. Name the duty.")
    return duties[0]


def file_name(content: Content, form: str, duty: str | None = None) -> str:
    """What the file is called: the standard's id, for a sheet with its form and duty."""
    parts = [str(content.profile["standard_id"])]
    if form not in _WRITERS:
        parts += [str(duty_of(content, duty)["duty_id"])] if duty else []
        parts.append(form)
    suffix = "xlsx" if form == "xlsx" else "docx"
    return f"{_UNSAFE.sub('_', '-'.join(parts))}.{suffix}"
