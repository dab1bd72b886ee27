"""Safety: how soon the screen locks, whether the installation is sound, and the trail of what was done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.services.administration import AuditRow
from clinic_app.services.health import Health, HealthCheck
from clinic_app.services.session import IDLE_SETTING
from ui import i18n
from ui.context import UiContext
from ui.models.paged import Cell, Column
from ui.settings.section import SettingsSection
from ui.widgets.blocks import Banner, PageTitle
from ui.widgets.buttons import Button
from ui.widgets.form import Form
from ui.widgets.line_edit import NumberEdit

MEANINGS = {Health.GOOD: "done", Health.LOOK: "due", Health.BAD: "urgent"}
LONGEST_IDLE = 240


class SafetySection(SettingsSection):
    """Everything about trust in this installation."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context, QCoreApplication.translate("SafetySection", "安全与检查"))
        self.form = Form(label_width=150)
        self.idle = NumberEdit(self.tr("分钟，填 0 不锁"), max_length=3)
        self.form.row(("idle", self.tr("多久不动就锁屏"), self.idle))
        self.body.addWidget(self.form)
        self._save = self.button(self.tr("保存"), self._store, kind="primary", key="save")
        self.button_row(self._save)
        self.body.addWidget(PageTitle(self.tr("检查")))
        self._check = Button(self.tr("检查本机"), icon="shield-check")
        self._check.clicked.connect(self._look)
        self._verify = Button(self.tr("核对操作记录"), icon="list-checks")
        self._verify.clicked.connect(self._verify_audit)
        self.button_row(self._check, self._verify)
        self._found = QVBoxLayout()
        self.body.addLayout(self._found)
        self.health = self.table("health", self._health_columns(), self.tr("点“检查本机”。"))
        self.health.hide()
        self.body.addWidget(PageTitle(self.tr("操作记录")))
        self.trail = self.table("audit", self._trail_columns(), self.tr("没有。"))
        self.trail.setMinimumHeight(330)

    def _health_columns(self) -> list[Column]:
        return [
            Column("what", self.tr("检查什么"), lambda r: Cell(i18n.text(r.label), bold=True), 170),
            Column("how", self.tr("结果"), self._state, 110),
            Column("why", self.tr("说明"), lambda r: Cell(i18n.text(r.sentence)), 0),
        ]

    def _state(self, row: HealthCheck) -> Cell:
        words = {Health.GOOD: self.tr("正常"), Health.LOOK: self.tr("留意"), Health.BAD: self.tr("要处理")}
        return Cell(chip=words[row.health], meaning=MEANINGS[row.health])

    def _trail_columns(self) -> list[Column]:
        return [
            Column("when", self.tr("时间"), self._when, 180),
            Column("who", self.tr("谁"), lambda r: Cell(r.user_name, bold=True), 120),
            Column("what", self.tr("做了什么"), lambda r: Cell(r.action_text), 150),
            Column("where", self.tr("在哪台"), lambda r: Cell(r.workstation, dim=True), 120),
            Column("result", self.tr("结果"), self._result, 0),
        ]

    def _when(self, row: AuditRow) -> Cell:
        return Cell(f"{row.at.astimezone(self.context.now().tzinfo):%Y-%m-%d %H:%M:%S}")

    def _result(self, row: AuditRow) -> Cell:
        if row.result == "ok":
            return Cell(self.tr("成功"), dim=True)
        return Cell(chip=self.tr("没成"), meaning="due")

    def refresh(self) -> None:
        """Read the setting and the trail."""
        app = self.context.app
        self._save.setEnabled(self.may(Permission.SETTINGS))
        self._check.setEnabled(self.may(Permission.SETTINGS, Permission.BACKUP, Permission.AUDIT_VIEW))
        see = self.may(Permission.AUDIT_VIEW)
        self._verify.setEnabled(see)
        self.run(lambda: app.session.idle_minutes, lambda minutes: self.idle.setText(str(minutes)))
        if see:
            self.trail.set_source(app.administration.audit_page)
        else:
            self.trail.set_rows([])

    def _store(self) -> None:
        text = self.idle.text()
        if not text.isdigit() or int(text) > LONGEST_IDLE:
            message = say("请填 0 到 {most} 之间的分钟数", most=LONGEST_IDLE)
            self.form.show_problems([Problem("idle", "idle.shape", message)])
            return
        administration = self.context.app.administration
        self.run(lambda: administration.put_settings({IDLE_SETTING: int(text)}), self._stored, self.form)

    def _stored(self, _: Any) -> None:
        self.context.messages.info(self.tr("已保存，下次登录起生效。"))

    def _look(self) -> None:
        self.run(self.context.app.administration.health, self._show_health)

    def _show_health(self, found: tuple[HealthCheck, ...]) -> None:
        self.health.show()
        self.health.set_rows(list(found))
        self.health.fit_rows(12)

    def _verify_audit(self) -> None:
        self.run(self.context.app.administration.verify_audit, self._show_audit)

    def _show_audit(self, check: Any) -> None:
        while self._found.count():
            item = self._found.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        if check.sound:
            words = self.tr("操作记录共 {n} 条，没有被改动或删除。").format(n=check.entries)
            self._found.addWidget(Banner(words, "done"))
            return
        if check.first_bad:
            words = self.tr("操作记录第 {no} 条起对不上，可能被改动过。请保留本机，联系县平台管理员。")
            words = words.format(no=check.first_bad)
        else:
            words = self.tr("操作记录末尾少了 {n} 条。请保留本机，联系县平台管理员。").format(n=check.missing)
        self._found.addWidget(Banner(words, "urgent"))
