"""年度双向转诊工作总结 as an editable document and on paper: sentences with their sources, tables, charts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime

import attrs
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from clinic_app.reports.bar_picture import BarPicture, draw_bars
from clinic_app.reports.fields import Setting
from clinic_app.reports.flow import HEIGHT, WIDTH, Flow
from clinic_app.reports.fonts import font_stack
from clinic_app.reports.line_picture import LinePicture, draw_course
from clinic_app.reports.page import Pen, practising
from clinic_app.reports.summary import SummaryTable, write_chart
from clinic_app.reports.table import Column

SOURCES_TITLE = "附：数字的来源"
_NUMERALS = "一二三四五六七八九十"


@attrs.frozen
class Sentence:
    """One sentence; a number in it is traced by its source.

    Attributes:
        text: with its full stop.
        source: how the number comes about, in words; empty for a sentence without one.
        ids: the referrals or return slips that were counted.
    """

    text: str
    source: str = ""
    ids: tuple[str, ...] = ()


@attrs.frozen
class Prose:
    """A paragraph of sentences."""

    sentences: tuple[Sentence, ...]


@attrs.frozen
class Blank:
    """Something the data cannot know, to be written by a person: shown as a marked place."""

    text: str

    @property
    def marked(self) -> str:
        """The words as they stand in the document."""
        return f"【请补写：{self.text}】"


Block = Prose | Blank | SummaryTable | BarPicture | LinePicture


@attrs.frozen
class Section:
    """A part of the summary with its heading."""

    title: str
    blocks: tuple[Block, ...]


@attrs.frozen
class YearlySummary:
    """A yearly summary.

    Attributes:
        title: such as 2026年度双向转诊工作总结.
        org: who reports.
        made_on: day in words at its foot.
        made_at: moment it was made, for the properties of the file.
        sections: in the customary order.
        note: a line below the title, such as up to which day was counted; may be empty.
    """

    title: str
    org: str
    made_on: str
    made_at: datetime
    sections: tuple[Section, ...]
    note: str = ""

    def sourced(self) -> tuple[Sentence, ...]:
        """Return the sentences with a source, in their order; their place is their number."""
        return tuple(
            sentence
            for section in self.sections
            for block in section.blocks
            if isinstance(block, Prose)
            for sentence in block.sentences
            if sentence.source
        )

    def blanks(self) -> tuple[Blank, ...]:
        """Return what is left to be written."""
        return tuple(b for section in self.sections for b in section.blocks if isinstance(b, Blank))


def _headings(summary: YearlySummary) -> Iterator[tuple[str, Section]]:
    for place, section in enumerate(summary.sections):
        yield f"{_NUMERALS[place]}、{section.title}", section


def _source_table(summary: YearlySummary) -> SummaryTable:
    rows = tuple(
        (number, one.text, one.source, len(one.ids) if one.ids else "—")
        for number, one in enumerate(summary.sourced(), start=1)
    )
    columns = (Column("序号", 12), Column("内容", 70), Column("怎样得出", 70), Column("记录数", 16))
    return SummaryTable(SOURCES_TITLE, columns, rows)


# ---- the editable document --------------------------------------------------------------------------------


def summary_docx(summary: YearlySummary) -> bytes:
    """Return the .docx file: ordinary paragraphs and tables, open places marked yellow."""
    document = Document()
    _page_and_styles(document)
    _set_properties(document, summary)
    title = document.add_paragraph(style="Title")
    title.add_run(f"【练习】{summary.title}" if practising() else summary.title)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if summary.note:
        document.add_paragraph(summary.note).alignment = WD_ALIGN_PARAGRAPH.CENTER
    numbers = {id(one): place for place, one in enumerate(summary.sourced(), start=1)}
    for heading, section in _headings(summary):
        document.add_heading(heading, level=1)
        for block in section.blocks:
            _add_block(document, block, numbers)
    for line in (summary.org, summary.made_on):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_heading(SOURCES_TITLE, level=1)
    _add_table(document, _source_table(summary))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_block(document: WordDocument, block: Block, numbers: dict[int, int]) -> None:
    if isinstance(block, Prose):
        paragraph = _indented(document)
        for sentence in block.sentences:
            paragraph.add_run(sentence.text)
            if sentence.source:
                mark = paragraph.add_run(f"[{numbers[id(sentence)]}]")
                mark.font.superscript = True
    elif isinstance(block, Blank):
        run = _indented(document).add_run(block.marked)
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    elif isinstance(block, BarPicture | LinePicture):
        _caption(document, block.title)
        png, _ = draw_bars(block) if isinstance(block, BarPicture) else draw_course(block)
        picture = document.add_picture(io.BytesIO(png), width=Cm(15.5))
        # Word reads this aloud, and shows it where the picture cannot be shown.
        picture._inline.docPr.set("descr", block.words)  # noqa: SLF001
    else:
        _caption(document, block.title)
        _add_table(document, block)
        if block.note:
            document.add_paragraph(block.note).paragraph_format.space_before = Pt(3)


def _indented(document: WordDocument) -> WordParagraph:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Pt(24)
    return paragraph


def _caption(document: WordDocument, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run(text).bold = True


def _add_table(document: WordDocument, table: SummaryTable) -> None:
    made = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    made.autofit = False
    whole = sum(column.share for column in table.columns)
    for cell, column in zip(made.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].add_run(column.title.replace("\n", "")).bold = True
    for row in table.rows:
        for cell, value in zip(made.add_row().cells, row, strict=True):
            cell.text = str(value)
    for row in made.rows:
        for cell, column in zip(row.cells, table.columns, strict=True):
            cell.width = Cm(15.9 * column.share / whole)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.line_spacing = 1.0
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(10)
    heads = made.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  the library has no word for a repeated head
    heads.append(heads.makeelement(qn("w:tblHeader"), {}))


def _page_and_styles(document: WordDocument) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin = page.bottom_margin = Cm(2.5)
    for name, font, size in (
        ("Normal", "宋体", 12),
        ("Title", "黑体", 20),
        ("Heading 1", "黑体", 15),
    ):
        style = document.styles[name]
        if not isinstance(style, ParagraphStyle):
            continue
        style.font.size = Pt(size)
        style.font.name = "Times New Roman" if name == "Normal" else font
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme's font would win over the one named here
        fonts.set(qn("w:eastAsia"), font)
        if name != "Normal":
            style.font.color.rgb = None
    document.styles["Normal"].paragraph_format.line_spacing = 1.5  # type: ignore[union-attr]


def _set_properties(document: WordDocument, summary: YearlySummary) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = summary.title, summary.org, ""
    about.created = about.modified = summary.made_at.replace(tzinfo=None)


# ---- on paper ---------------------------------------------------------------------------------------------


def summary_pdf(summary: YearlySummary) -> bytes:
    """Return the summary as PDF. Raises PaperError when a character has no glyph."""
    fonts = font_stack()
    with Pen(fonts, WIDTH, HEIGHT, title=summary.title) as pen:
        flow = Flow(pen, Setting(fonts, 11.0, 7.0), summary.title, note=summary.note)
        numbers = {id(one): place for place, one in enumerate(summary.sourced(), start=1)}
        for heading, section in _headings(summary):
            flow.section(heading)
            for block in section.blocks:
                _write_block(flow, block, numbers)
        flow.need(3 * flow.setting.pitch)
        for line in (summary.org, summary.made_on):
            flow.gap(flow.setting.pitch)
            pen.right_aligned(flow.frame.right, flow.y, line, 11)
        flow.gap(flow.setting.pitch)
        sources = _source_table(summary)
        flow.section(sources.title)
        _write_table(flow, sources)
        return pen.to_pdf()


def _write_block(flow: Flow, block: Block, numbers: dict[int, int]) -> None:
    if isinstance(block, Prose):
        words = "".join(one.text + (f"[{numbers[id(one)]}]" if one.source else "") for one in block.sentences)
        flow.text("", words)
    elif isinstance(block, Blank):
        flow.text("", block.marked)
    elif isinstance(block, BarPicture | LinePicture):
        write_chart(flow, block, block.title)
    else:
        flow.need(4 * flow.setting.pitch)
        flow.text("", block.title, indent=False)
        _write_table(flow, block)
        if block.note:
            flow.text("", block.note, indent=False)
        flow.gap(2.0)


def _write_table(flow: Flow, table: SummaryTable) -> None:
    flow.table(table.columns, [tuple(str(cell) for cell in row) for row in table.rows])
