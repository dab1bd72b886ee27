"""What is still open of a patient's consent, above the slip of those who wrote it, until it is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.permissions import Permission
from clinic_app.services.consents import ConsentState
from clinic_app.services.referral_details import ReferralDetail
from ui.context import UiContext
from ui.dialogs.attachment_add import AddPapersDialog, choose_papers
from ui.dialogs.consent import ConsentDialog
from ui.widgets.blocks import Banner
from ui.widgets.emptying import empty


class ConsentNotice(QWidget):
    """One banner at most: record the consent, or attach its scan."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._detail: ReferralDetail | None = None
        self.banner: Banner | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_detail(self, detail: ReferralDetail) -> None:
        """Look at a referral's consent."""
        self._detail = detail
        consents, wanted = self._context.app.consents, detail.id
        self._context.tasks.run(
            lambda: consents.state(wanted), lambda state: self._show(wanted, state), owner=self
        )

    def _show(self, referral_id: str, state: ConsentState) -> None:
        detail = self._detail
        if detail is None or detail.id != referral_id:
            return
        empty(self._column)
        self.banner = None
        user = self._context.app.session.user
        mine = state.ours and user is not None and user.may(Permission.REFERRAL_WRITE)
        if mine and state.open and detail.phase not in ("new", "cancelled"):
            self._add(self._open_words(state.consent), self.tr("登记同意"), self._record)
        elif mine and state.scan_missing:
            self._add(self.tr("同意书已签字，还没有附上扫描件。"), self.tr("附上扫描件"), self._scan)
        self.setVisible(self.banner is not None)

    def _open_words(self, consent: str) -> str:
        words = {
            "oral": self.tr("知情同意只是口头，还没有签字。"),
            "emergency": self.tr("紧急先转的，知情同意待补签。"),
        }
        return words.get(consent, self.tr("还没有记录知情同意。"))

    def _add(self, words: str, action: str, act: Callable[[], object]) -> None:
        self.banner = Banner(words, "due")
        self.banner.add_action(action, act)
        self._column.addWidget(self.banner)

    def _record(self) -> None:
        detail = self._detail
        if detail is not None:
            ConsentDialog(self._context, self, detail.list_row, lambda: None)

    def _scan(self) -> None:
        detail = self._detail
        found = choose_papers(self) if detail is not None else []
        if found and detail is not None:
            AddPapersDialog(self._context, self, detail.id, found, lambda: None, purpose="consent")
