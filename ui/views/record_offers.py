"""What the hospital's return slip holds for the record: each entry is taken in by hand, or not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import ClinicError, Rejected
from clinic_app.services.record_offers import MEDICINE, RecordOffer
from ui import i18n, theme
from ui.context import UiContext
from ui.widgets.blocks import Card, label
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptying import empty
from ui.widgets.form import EnterMoves
from ui.widgets.line_edit import LineEdit

MOST = 100
"""Characters of a diagnosis, a medicine and a dosage."""


class OffersCard(Card):
    """Lines to correct and accept; hidden while there is nothing to offer."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(QCoreApplication.translate("OffersCard", "可以记入档案（核对后一条一条记）"))
        self.context = context
        self._referral_id = ""
        self.lines = QVBoxLayout()
        self.lines.setSpacing(theme.current().px(8))
        self.body.addLayout(self.lines)
        self._again = Button(self.tr("再看没有记的"), kind="quiet", compact=True)
        self._again.clicked.connect(self._restore)
        self.body.addWidget(self._again)
        self.hide()

    def show_referral(self, referral_id: str) -> None:
        """Offer what the return slips of a referral hold; an empty id offers nothing."""
        self._referral_id = referral_id
        if not referral_id:
            self.hide()
            return
        offers = self.context.app.record_offers
        self.context.tasks.run(
            lambda: (offers.offers(referral_id), offers.declined(referral_id)),
            lambda found: self._show(referral_id, *found),
            self._nothing,
            owner=self,
        )

    def _nothing(self, _error: ClinicError) -> None:
        """Offer nothing to somebody who may not see or change the record."""
        self.hide()

    def _show(
        self, referral_id: str, found: tuple[RecordOffer, ...], declined: tuple[RecordOffer, ...]
    ) -> None:
        if referral_id != self._referral_id:
            return
        empty(self.lines)
        for one in found:
            self.lines.addWidget(_OfferLine(self, one))
        self._again.setVisible(bool(declined))
        self.setVisible(bool(found or declined))

    def take(self, offer: RecordOffer, values: dict[str, str], line: _OfferLine) -> None:
        """Write an offer into the record."""
        offers, referral_id = self.context.app.record_offers, self._referral_id
        self.context.tasks.run(
            lambda: offers.accept(referral_id, offer.key, values),
            lambda _: self.show_referral(referral_id),
            line.refused,
            owner=self,
        )

    def leave(self, offer: RecordOffer) -> None:
        """Leave an offer out of the record, and remember that."""
        offers, referral_id = self.context.app.record_offers, self._referral_id
        self.context.tasks.run(
            lambda: offers.decline(referral_id, offer.key),
            lambda _: self.show_referral(referral_id),
            owner=self,
        )

    def _restore(self) -> None:
        offers, referral_id = self.context.app.record_offers, self._referral_id
        self.context.tasks.run(
            lambda: offers.restore(referral_id), lambda _: self.show_referral(referral_id), owner=self
        )


class _OfferLine(QWidget):
    """One offer: its words to correct, and the two answers."""

    def __init__(self, card: OffersCard, offer: RecordOffer) -> None:
        super().__init__()
        look = theme.current()
        self._card, self._offer = card, offer
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(3))
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        medicine = offer.kind == MEDICINE
        row.addWidget(Chip(self.tr("药") if medicine else self.tr("诊断"), "waiting"))
        self.name, self.dosage = LineEdit(), LineEdit(self.tr("用法用量"))
        self.name.setAccessibleName(self.tr("药名") if medicine else self.tr("诊断"))
        self.dosage.setAccessibleName(self.tr("用法用量"))
        enter = EnterMoves(self)
        for field, text in ((self.name, offer.name), (self.dosage, offer.dosage)):
            field.setMaxLength(MOST)
            field.setText(text)
            field.setCursorPosition(0)
            enter.watch(field)
        row.addWidget(self.name, 3)
        row.addWidget(self.dosage, 3)
        self.dosage.setVisible(medicine)
        words = self.tr("改档案里的用法") if offer.replaces else self.tr("记入档案")
        self.yes = Button(words, icon="plus", compact=True)
        self.yes.clicked.connect(self._take)
        self.no = Button(self.tr("不记"), kind="quiet", compact=True)
        self.no.clicked.connect(lambda: card.leave(offer))
        row.addWidget(self.yes)
        row.addWidget(self.no)
        column.addLayout(row)
        notes = []
        if offer.allergy:
            notes.append((self.tr("患者对“{what}”过敏，请先核对").format(what=offer.allergy), "problem"))
        if offer.replaces:
            notes.append((self.tr("档案里现在是：{known}").format(known=offer.known), "small"))
        for text, role in notes:
            column.addWidget(label(text, role, wrap=True))
        self._problem = label("", "problem", wrap=True)
        column.addWidget(self._problem)
        self._problem.hide()

    def _take(self) -> None:
        self.yes.setEnabled(False)
        values = {"name": self.name.text().strip(), "dosage": self.dosage.text().strip()}
        self._card.take(self._offer, values, self)

    def refused(self, error: ClinicError) -> None:
        """Say beside the line why it was not written."""
        self.yes.setEnabled(True)
        if isinstance(error, Rejected):
            self._problem.setText(i18n.problems(error.problems))
            self._problem.show()
        else:
            self._card.context.messages.error(error)
