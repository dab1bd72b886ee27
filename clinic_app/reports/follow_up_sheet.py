"""随访服务记录表: four visits side by side, as the national forms have them, for any form of the program."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from clinic_app.domain.follow_up import answer_codes, answer_text
from clinic_app.domain.follow_up_form import AnswerType, Form, FormField
from clinic_app.reports.fonts import font_stack
from clinic_app.reports.norm_sheet import NormSheet
from clinic_app.reports.page import Pen
from clinic_app.reports.phrases import archive_tail, date_in_words
from clinic_app.reports.table import Column, ListSheet, render_list

VISITS_PER_SHEET = 4


def render_follow_up_sheet(
    form: Form,
    visits: Sequence[Mapping[str, Any]],
    *,
    patient_name: str,
    archive_no: str = "",
    org: str = "",
) -> bytes:
    """Return the PDF of a record sheet with one to four visits; without visits the empty form.

    Args:
        form: what was asked.
        visits: answers of each visit by field key, oldest first; the record's own fields by their key too.
        patient_name: up to 50 characters.
        archive_no: 健康档案编号, its last eight digits are printed.
        org: the institution.

    Raises:
        PaperError: a character has no glyph.
        ValueError: more visits than a sheet has columns.
    """
    if len(visits) > VISITS_PER_SHEET:
        raise ValueError("a sheet holds four visits")
    number = archive_tail(archive_no)
    below = (f"姓名：{patient_name}", f"编号：{number or '□□□-□□□□□'}" + (f"　{org}" if org else ""))
    if form.sheet:
        fonts = font_stack()
        with Pen(fonts, 210.0, 297.0, title=form.title) as pen:
            NormSheet(pen, fonts, form, below).draw(visits)
            return pen.to_pdf()
    targets = {field.target_of: field for field in form.fields() if field.target_of}
    columns = (Column("项目", 46), *(Column(f"第 {n} 次", 35) for n in range(1, VISITS_PER_SHEET + 1)))
    rows: list[tuple[str, ...]] = []
    for field in form.fields():
        if not field.printed or field.target_of:
            continue
        target = targets.get(field.key)
        cells = [_cell(field, target, visit) for visit in visits]
        cells += [_blank(field, target)] * (VISITS_PER_SHEET - len(visits))
        rows.append((_label(field), *cells))
    return render_list(
        ListSheet(
            form.title,
            *below,
            columns,
            tuple(rows),
            least=7.0,
            upright=True,
            counted=False,
        )
    )


def joined(sheets: Sequence[bytes]) -> bytes:
    """Return sheets as one PDF, in their order, for a printer that takes them in one go."""
    import pypdfium2  # a library of megabytes that the window need not wait for

    whole = pypdfium2.PdfDocument.new()
    try:
        for sheet in sheets:
            part = pypdfium2.PdfDocument(sheet)
            whole.import_pages(part)
            part.close()
        out = io.BytesIO()
        whole.save(out)
        return out.getvalue()
    finally:
        whole.close()


def _label(field: FormField) -> str:
    name = f"{field.label}（{field.unit}）" if field.unit else field.label
    if field.choices:
        name += "\n" + " ".join(f"{choice.code}{choice.name}" for choice in field.choices)
    return name


def _blank(field: FormField, target: FormField | None) -> str:
    if target is not None:
        return "　　　　／"
    if field.type is AnswerType.DATE:
        return "　　年　月　日"
    return "□" if field.type is AnswerType.CODE else ""


def _cell(field: FormField, target: FormField | None, visit: Mapping[str, Any]) -> str:
    text = _answer(field, visit)
    if target is None:
        return text
    wanted = _answer(target, visit)
    return f"{text}／{wanted}" if text or wanted else ""


def _answer(field: FormField, visit: Mapping[str, Any]) -> str:
    if field.label.endswith("签名"):
        return ""  # signed by hand
    if field.type is AnswerType.TABLE:
        rows = visit.get(field.key)
        if not isinstance(rows, list | tuple):
            return ""
        return "\n".join(_table_row(field, row) for row in rows if isinstance(row, Mapping))
    if field.choices:
        return "；".join(f"{code}{field.name_of(code)}" for code in answer_codes(visit, field.key))
    text = answer_text(visit, field.key)
    return date_in_words(text) if field.type is AnswerType.DATE else text


def _table_row(field: FormField, row: Mapping[str, Any]) -> str:
    parts = []
    for column in field.columns:
        text = _answer(column, row)
        if text:
            parts.append(text + column.unit)
    return " ".join(parts)
