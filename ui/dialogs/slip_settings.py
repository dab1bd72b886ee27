"""What the county's windows ask for beyond the national form, chosen with the paper beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError, Rejected
from clinic_app.reports.slip_content import LocalBlock
from clinic_app.services.checks import RULES
from clinic_app.services.slip_settings import SlipSettings, sample_referral
from ui import i18n, theme
from ui.context import UiContext
from ui.widgets.blocks import SectionTitle, label
from ui.widgets.choice_row import CheckBox
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.live_paper import LivePaper
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
        self.blocks = self._boxes(side, self._block_names())
        self.form = Form()
        self.approvals = TextBox(self.tr("一行一个签字处，如：科主任意见"), limit=120, lines=2)
        self.notes = TextBox(limit=300, lines=2)
        self.form.row(("approvals", self.tr("上转审批"), self.approvals))
        self.form.row(("patient_notes", self.tr("患者须知"), self.notes))
        side.addWidget(self.form)
        side.addWidget(SectionTitle(self.tr("打印前替窗口先查（不查的去掉勾）")))
        self.rules = self._boxes(side, {rule.name: i18n.text(rule.label) for rule in RULES})
        side.addWidget(label(self.tr("查出的只提醒，不拦打印。"), "small"))
        side.addStretch(1)
        row.addLayout(side, 52)
        self.paper = LivePaper(context.tasks)
        self.paper.setMinimumHeight(max(look.px(320), parent.window().height() - look.px(240)))
        row.addWidget(self.paper, 48)
        self.body.addLayout(row, 1)
        self.save_button = self.add_button(self.tr("保存"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        for box in self.blocks.values():
            box.toggled.connect(lambda _: self._draw())
        for text in (self.approvals, self.notes):
            text.textChanged.connect(self._draw)
        app = context.app
        context.tasks.run(
            lambda: (app.printing.settings(), app.place.setting("window.off", [])), self._show, owner=self
        )

    def _block_names(self) -> dict[str, str]:
        return {
            LocalBlock.SLIP_NO.value: self.tr("转诊单号"),
            LocalBlock.ID_NO.value: self.tr("身份证号"),
            LocalBlock.INSURANCE_NO.value: self.tr("医保号"),
            LocalBlock.VISIT_TYPE.value: self.tr("就诊类型"),
            LocalBlock.URGENCY.value: self.tr("缓急"),
            LocalBlock.REASON.value: self.tr("转诊原因"),
            LocalBlock.EXEMPT.value: self.tr("免备案情形"),
            LocalBlock.ALLERGY.value: self.tr("过敏史"),
            LocalBlock.APPROVALS.value: self.tr("审批签字"),
            LocalBlock.SEAL_NOTE.value: self.tr("“加盖公章”字样"),
            LocalBlock.VALID_UNTIL.value: self.tr("有效期至"),
            LocalBlock.ARRANGEMENT.value: self.tr("接收安排"),
            LocalBlock.PATIENT_NOTES.value: self.tr("患者须知"),
        }

    def _boxes(self, into: QVBoxLayout, names: dict[str, str]) -> dict[str, CheckBox]:
        grid = QGridLayout()
        found: dict[str, CheckBox] = {}
        for number, (name, words) in enumerate(names.items()):
            found[name] = CheckBox(words)
            grid.addWidget(found[name], number // 3, number % 3)
        for column in range(3):
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
        self.notes.set_text(settings.patient_notes)
        self._draw(now=True)

    def values(self) -> dict[str, Any]:
        """Return the settings as chosen so far."""
        lines = [line.strip() for line in self.approvals.text().splitlines() if line.strip()]
        return {
            "blocks": frozenset(LocalBlock(name) for name, box in self.blocks.items() if box.isChecked()),
            "approvals": {"up": tuple(lines)},
            "patient_notes": self.notes.text().strip(),
        }

    def rules_off(self) -> list[str]:
        """Return the names of the rules that are not looked at."""
        return [name for name, box in self.rules.items() if not box.isChecked()]

    def _draw(self, *, now: bool = False) -> None:
        app, values = self._context.app, self.values()
        self.paper.ask(lambda: app.printing.try_settings(sample_referral(app.place), **values), now=now)

    def _save(self) -> None:
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
        if isinstance(error, Rejected):
            self.form.show_problems(error.problems)
        else:
            self._context.messages.error(error)
