"""What the county's windows ask for beyond the national form, chosen with the paper beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.reports.slip_content import LocalBlock
from clinic_app.services.checks import RULES
from clinic_app.services.slip_settings import (
    LONGEST_VALIDITY,
    SlipSettings,
    approval_lines,
    sample_referral,
)
from ui import i18n, theme
from ui.context import UiContext
from ui.widgets.blocks import SectionTitle
from ui.widgets.choice_row import CheckBox, ChoiceRow
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit, NumberEdit
from ui.widgets.live_paper import LivePaper
from ui.widgets.refusal import tell_refusal
from ui.widgets.text_box import TextBox


class SlipSettingsBox(Dialog):
    """Local blocks, approvals, notes and the window's rules; nothing is stored before 保存."""

    def __init__(self, context: UiContext, parent: QWidget, saved: Callable[[SlipSettings], object]) -> None:
        super().__init__(
            QCoreApplication.translate("SlipSettingsBox", "单上加印什么、窗口查什么"), parent, width=1020
        )
        self._context, self._saved = context, saved
        look = theme.current()
        row = QHBoxLayout()
        row.setSpacing(look.px(20))
        side = QVBoxLayout()
        side.setSpacing(look.px(8))
        side.addWidget(SectionTitle(self.tr("加印在单上（空着的不印）")))
        self.blocks = self._boxes(side, self._block_names(), 4)
        self.form = Form()
        signs = self.tr("一行一个签字处，如：科主任意见、医保经办人")
        self.approvals = TextBox(signs, limit=120, lines=2)
        self.back_approvals = TextBox(signs, limit=120, lines=2)
        self.notes = TextBox(limit=300, lines=2)
        self.edition = LineEdit(self.tr("如：崆峒区医保 2026 年版"))
        self.edition.setMaxLength(40)
        self.form.row(
            ("approvals", self.tr("转出签字处"), self.approvals),
            ("back_approvals", self.tr("回转签字处"), self.back_approvals),
        )
        self.validity = NumberEdit(self.tr("天"), max_length=3)
        self.validity.setPlaceholderText(self.tr("不限"))
        self.form.row(
            ("edition", self.tr("地方栏目版本"), self.edition),
            ("validity_days", self.tr("转出单有效"), self.validity),
            stretch=(3, 2),
        )
        self.form.row(("patient_notes", self.tr("患者须知"), self.notes))
        side.addWidget(self.form)
        side.addWidget(SectionTitle(self.tr("打印前替窗口先查（只提醒，不拦打印）")))
        self.rules = self._boxes(side, {rule.name: i18n.text(rule.label) for rule in RULES}, 3)
        side.addStretch(1)
        row.addLayout(side, 52)
        row.addLayout(self._paper_side(parent), 48)
        self.body.addLayout(row, 1)
        self.save_button = self.add_button(self.tr("保存"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        for box in self.blocks.values():
            box.toggled.connect(lambda _: self._draw())
        for text in (self.approvals, self.back_approvals, self.notes):
            text.textChanged.connect(self._draw)
        self.edition.textChanged.connect(lambda _: self._draw())
        app = context.app
        context.tasks.run(
            lambda: (app.printing.settings(), app.place.setting("window.off", [])), self._show, owner=self
        )

    def _paper_side(self, parent: QWidget) -> QVBoxLayout:
        look = theme.current()
        column = QVBoxLayout()
        self.shown = ChoiceRow([("up", self.tr("转出单")), ("down", self.tr("回转单"))], "up")
        self.shown.setAccessibleName(self.tr("看哪张单"))
        self.shown.changed.connect(lambda _: self._draw(now=True))
        column.addWidget(self.shown)
        self.paper = LivePaper(self._context.tasks)
        self.paper.setMinimumHeight(max(look.px(320), parent.window().height() - look.px(280)))
        column.addWidget(self.paper, 1)
        return column

    def _block_names(self) -> dict[str, str]:
        return {
            LocalBlock.SLIP_NO.value: self.tr("转诊单号"),
            LocalBlock.ID_NO.value: self.tr("身份证号"),
            LocalBlock.INSURANCE_NO.value: self.tr("医保号"),
            LocalBlock.VISIT_TYPE.value: self.tr("就诊类型"),
            LocalBlock.URGENCY.value: self.tr("缓急"),
            LocalBlock.REASON.value: self.tr("转诊原因"),
            LocalBlock.EXEMPT.value: self.tr("免备案情形"),
            LocalBlock.FAMILY_DOCTOR.value: self.tr("家庭医生及电话"),
            LocalBlock.ALLERGY.value: self.tr("过敏史"),
            LocalBlock.APPROVALS.value: self.tr("审批签字"),
            LocalBlock.SEAL_NOTE.value: self.tr("“加盖公章”字样"),
            LocalBlock.VALID_UNTIL.value: self.tr("有效期至"),
            LocalBlock.ARRANGEMENT.value: self.tr("接收安排"),
            LocalBlock.PATIENT_NOTES.value: self.tr("患者须知"),
            LocalBlock.EDITION.value: self.tr("地方栏目版本"),
        }

    def _boxes(self, into: QVBoxLayout, names: dict[str, str], across: int) -> dict[str, CheckBox]:
        grid = QGridLayout()
        found: dict[str, CheckBox] = {}
        for number, (name, words) in enumerate(names.items()):
            found[name] = CheckBox(words)
            grid.addWidget(found[name], number // across, number % across)
        for column in range(across):
            grid.setColumnStretch(column, 1)
        into.addLayout(grid)
        return found

    def _show(self, found: tuple[SlipSettings, Any]) -> None:
        settings, off = found
        for name, box in self.blocks.items():
            box.setChecked(name in settings.blocks)
        for name, box in self.rules.items():
            box.setChecked(not isinstance(off, list) or name not in off)
        self.approvals.set_text("\n".join(settings.approvals.get("up", ())))
        self.back_approvals.set_text("\n".join(settings.approvals.get("back", ())))
        self.edition.setText(settings.edition)
        self.validity.setText(str(settings.validity_days) if settings.validity_days else "")
        self.notes.set_text(settings.patient_notes)
        self._draw(now=True)

    def values(self) -> dict[str, Any]:
        """Return the settings as chosen so far."""
        return {
            "blocks": frozenset(LocalBlock(name) for name, box in self.blocks.items() if box.isChecked()),
            "approvals": approval_lines(_lines(self.approvals), _lines(self.back_approvals)),
            "patient_notes": self.notes.text().strip(),
            "edition": self.edition.text().strip(),
            "validity_days": int(self.validity.text()) if self.validity.text().isdecimal() else 0,
        }

    def rules_off(self) -> list[str]:
        """Return the names of the rules that are not looked at."""
        return [name for name, box in self.rules.items() if not box.isChecked()]

    def _draw(self, *, now: bool = False) -> None:
        app, values, way = self._context.app, self.values(), str(self.shown.value() or "up")
        self.paper.ask(lambda: app.printing.try_settings(sample_referral(app.place, way), **values), now=now)

    def _save(self) -> None:
        days = self.validity.text().strip()
        if days and not (days.isdecimal() and 1 <= int(days) <= LONGEST_VALIDITY):
            words = say("请填 1 到 {most} 的整天数，不限就留空", most=LONGEST_VALIDITY)
            self.form.show_problems([Problem("validity_days", "validity.range", words)])
            return
        printing, values, off = self._context.app.printing, self.values(), self.rules_off()

        def store() -> SlipSettings:
            printing.set_window_rules(off)
            return printing.save_settings(**values)

        self._context.tasks.run(store, self._stored, self._failed, owner=self)

    def _stored(self, settings: SlipSettings) -> None:
        self._context.messages.info(self.tr("已保存，从下一张单起按新的印。"))
        self._saved(settings)
        self.accept()

    def _failed(self, error: ClinicError) -> None:
        tell_refusal(error, self.form, self._context.messages)


def _lines(box: TextBox) -> list[str]:
    return [line.strip() for line in box.text().splitlines() if line.strip()]
