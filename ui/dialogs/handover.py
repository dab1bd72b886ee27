"""双向转诊交接记录 filled on the screen: what is left empty stays a line for the pen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.handover import PAPERS
from clinic_app.reports.handover import HandoverSide
from ui.context import UiContext
from ui.forms.values import FieldValues
from ui.widgets.blocks import label
from ui.widgets.check_group import CheckGroup
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, NarrowEdit, NumberEdit
from ui.widgets.refusal import tell_refusal
from ui.widgets.text_box import TextBox


class HandoverBox(Dialog):
    """One side's record of a referral. ``saved()`` is called after it was kept.

    Attributes:
        form: the fields by the names of domain/handover.py.
    """

    def __init__(
        self,
        context: UiContext,
        parent: QWidget,
        referral_id: str,
        side: HandoverSide,
        saved: Callable[[], object],
    ) -> None:
        out = QCoreApplication.translate("HandoverBox", "填写转出交接记录")
        into = QCoreApplication.translate("HandoverBox", "填写转入交接记录")
        super().__init__(out if side is HandoverSide.OUT else into, parent, width=860)
        self._context, self._referral_id, self._side, self._saved = context, referral_id, side, saved
        self.body.addWidget(label(self.tr("没填的印成空线，交接时手写。"), "secondary"))
        self.form = Form()
        self._fields()
        self.body.addWidget(self.form)
        self.values = FieldValues(self.form)
        self.save_button = self.add_button(self.tr("保存"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        handovers = context.app.printing.handovers
        context.tasks.run(lambda: handovers.values(referral_id, side), self._show, owner=self)
        self.form.focus_first()

    def _fields(self) -> None:
        when = self.tr("如 0930；不是当天写 11-22 09:30")
        self.form.row(
            ("transport", self.tr("转运方式"), LineEdit()), ("escort", self.tr("护送人"), LineEdit())
        )
        self.form.row(
            ("left_at", self.tr("出发时间"), NarrowEdit(when, max_length=16)),
            ("arrived_at", self.tr("到达时间"), NarrowEdit(when, max_length=16)),
        )
        # The words of the paper, whatever the language of the screen.
        awake = [("清醒", self.tr("清醒")), ("嗜睡", self.tr("嗜睡")), ("模糊", self.tr("模糊")),
                 ("昏迷", self.tr("昏迷"))]  # fmt: skip
        self.form.row(("consciousness", self.tr("意识"), ChoiceRow(awake)))
        self.form.row(
            ("temperature", self.tr("体温"), NumberEdit("℃")),
            ("pulse", self.tr("脉搏"), NumberEdit(self.tr("次/分"))),
            ("breathing", self.tr("呼吸"), NumberEdit(self.tr("次/分"))),
        )
        self.form.row(
            ("pressure", self.tr("血压"), NarrowEdit(self.tr("如 150/90"), max_length=7)),
            ("oxygen", self.tr("血氧"), NumberEdit("%")),
            ("handed_at", self.tr("交接时间"), NarrowEdit(self.tr("如 1015"), max_length=16)),
        )
        self.form.row(("lines", self.tr("管路和输液"), LineEdit(self.tr("如：左手静脉通道，生理盐水"))))
        self.form.row(("treatment", self.tr("已做处置"), TextBox(limit=2000, lines=2)))
        self.form.row(("on_the_way", self.tr("途中情况"), TextBox(limit=1000, lines=2)))
        self.papers = CheckGroup(list(zip(PAPERS, self._paper_words(), strict=True)))
        self.form.row(("papers", self.tr("随行资料"), self.papers))
        self.form.row(
            ("other_papers", self.tr("其他资料"), LineEdit()), ("notes", self.tr("特别交代"), LineEdit())
        )

    def _paper_words(self) -> list[str]:
        return [
            self.tr("转诊单"),
            self.tr("知情同意书"),
            self.tr("病历摘要"),
            self.tr("检验报告"),
            self.tr("影像胶片"),
            self.tr("心电图"),
            self.tr("药品"),
            self.tr("贵重物品"),
        ]

    def _show(self, found: dict[str, Any]) -> None:
        self.values.set(found)
        self.papers.set_values(found.get("papers") or ())

    def _save(self) -> None:
        values: dict[str, Any] = {**self.values.get(), "papers": self.papers.values()}
        handovers, one, side = self._context.app.printing.handovers, self._referral_id, self._side
        self._context.tasks.run(
            lambda: handovers.save(one, side, values), self._kept, self._failed, owner=self
        )

    def _kept(self, _saved: object) -> None:
        self._context.messages.info(self.tr("交接记录已保存，打印时印在纸上。"))
        self.accept()
        self._saved()

    def _failed(self, error: ClinicError) -> None:
        tell_refusal(error, self.form, self._context.messages)
