"""Writing down the patient's agreement to a referral, or the refusal with its reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError
from clinic_app.services.consents import ConsentState
from clinic_app.services.referral_rows import ReferralRow
from ui import i18n
from ui.context import UiContext
from ui.dialogs.attachment_add import choose_papers
from ui.widgets.blocks import label
from ui.widgets.buttons import Button
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.dialog import Dialog
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit
from ui.widgets.refusal import tell_refusal


class ConsentDialog(Dialog):
    """How the patient agreed. ``done`` is called after it was saved."""

    def __init__(
        self, context: UiContext, parent: QWidget, row: ReferralRow, done: Callable[[], object]
    ) -> None:
        super().__init__(QCoreApplication.translate("ConsentDialog", "登记知情同意"), parent, width=760)
        self._context, self._slip_id, self._done = context, row.id, done
        who = (row.patient_name, row.gender_text, row.age, row.to_name, row.slip_no)
        self.body.addWidget(label("　".join(filter(None, who)), "secondary", wrap=True))
        words = self.tr("同意书在转诊单页面打印；签好的纸质件随病历保存，在这里登记，可以附上照片或扫描件。")
        self.body.addWidget(label(words, wrap=True))
        self.form = Form()
        self.choice = ChoiceRow(
            [
                ("signed", self.tr("患者签字")),
                ("family", self.tr("家属签字")),
                ("oral", self.tr("口头，待补签")),
                ("refused", self.tr("不同意")),
            ],
            "signed",
        )
        self.note = LineEdit(self.tr("如：儿子王小军签字；不同意的写明经过"))
        self.form.row(("consent", self.tr("知情同意"), self.choice))
        self.form.row(("consent_note", self.tr("说明"), self.note))
        self._scan: Path | None = None
        self.scan = Button(self.tr("选照片或扫描件"), icon="camera")
        self.scan.clicked.connect(self._choose)
        beside = QWidget()
        line = QHBoxLayout(beside)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.scan)
        line.addStretch(1)
        self.form.row(("file", self.tr("扫描件"), beside))
        self.body.addWidget(self.form)
        self.yes = self.add_button(self.tr("保存"), self._save, kind="primary", key="save")
        self.add_button(self.tr("返回"))
        self.open()
        self.choice.setFocus()
        consents, one = context.app.consents, row.id
        context.tasks.run(lambda: consents.state(one), self._prefill, owner=self)

    def _prefill(self, state: ConsentState) -> None:
        """Begin with what is recorded: who only adds the scan changes nothing else."""
        if not state.open and not self.note.text():
            self.choice.set_value(state.consent)
            self.note.setText(state.note)

    def _choose(self) -> None:
        found = [one for one in choose_papers(self) if isinstance(one, Path)]
        if found:
            self._scan = found[0]
            self.scan.setText(found[0].name)

    def _save(self) -> None:
        self.form.clear_problems()
        self.yes.setEnabled(False)
        consents, one, scan = self._context.app.consents, self._slip_id, self._scan
        consent, note = str(self.choice.value() or ""), self.note.text()
        self._context.tasks.run(
            lambda: consents.record(one, consent, note, scan),
            self._saved,
            self._failed,
            owner=self,
            changes=frozenset({"referral", "attachment"}),
        )

    def _saved(self, saved: Any) -> None:
        self._context.messages.info(self.tr("已登记"))
        for warning in saved.warnings:
            self._context.messages.warning(i18n.text(warning.message), self.tr("请再看一眼"))
        self.accept()
        self._done()

    def _failed(self, error: ClinicError) -> None:
        self.yes.setEnabled(True)
        if not tell_refusal(error, self.form, self._context.messages):
            self.reject()
