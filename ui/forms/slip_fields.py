"""Fields that only slips have: institution, department, diagnoses, reason, and text taken from the record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

from clinic_app.domain.names import initials
from ui import i18n
from ui.context import UiContext
from ui.widgets.code_edit import Choice, CodeEdit, search_in
from ui.widgets.line_edit import LineEdit
from ui.widgets.multi_code_edit import MultiCodeEdit
from ui.widgets.text_box import TextBox


@attrs.frozen
class Entry:
    """An entry of a type-ahead whose stored identity is not shown.

    Attributes:
        id: what is stored.
        name: what is read.
        note: grey words beside it.
        code: grey words before it.
    """

    id: str
    name: str
    note: str = ""
    code: str = ""


class _QuietList(CodeEdit):
    """A type-ahead whose whole list opens when the person comes to it by key, not when the program sends him.

    An open list would cover the words that say what is wrong with the field.
    """

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._open_empty = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.MouseFocusReason,
        )
        super().focusInEvent(event)


class OrgField(_QuietList):
    """An institution, found by name or pinyin initials; the ones most referred to come first."""

    def __init__(self, context: UiContext, placeholder: str = "") -> None:
        self._context = context
        super().__init__(self._find, placeholder, tasks=context.tasks, open_empty=True)

    def _find(self, text: str) -> list[Entry]:
        found = self._context.app.directory.search(text)
        return [Entry(one.code, one.name, one.note) for one in found]

    def code(self) -> str:
        """Return the id of the chosen institution, or an empty text."""
        return self._item.id if self._item is not None else ""

    def set_org(self, org_id: str, name: str, note: str = "") -> None:
        """Show an institution without telling ``chosen``."""
        self.set_item(Entry(org_id, name, note) if org_id else None)


class FreeChoice(_QuietList):
    """Free text with a short list to choose from by initials: departments, doctors."""

    def __init__(self, placeholder: str = "") -> None:
        self._find = search_in(())
        super().__init__(lambda text: self._find(text), placeholder, free=True, open_empty=True)

    def offer(self, found: Iterable[Any]) -> None:
        """Take the list; entries have ``name`` and ``note``."""
        self._find = search_in([Choice("", one.name, one.note, (initials(one.name),)) for one in found])


class PersonChoice(CodeEdit):
    """A patient, found by name, initials, identity number, telephone or village."""

    def __init__(self, context: UiContext, placeholder: str = "") -> None:
        self._context = context
        super().__init__(self._find, placeholder, tasks=context.tasks)

    def _find(self, text: str) -> list[Entry]:
        found = self._context.app.patients.search(text, limit=12).rows
        return [
            Entry(
                row.id,
                row.name,
                "　".join(filter(None, (row.village, row.phone))),
                i18n.gender_age(row),
            )
            for row in found
        ]


class DiagnosisField(MultiCodeEdit):
    """Diagnoses with their codes; words that are in no list stand as they were written."""

    def __init__(self, context: UiContext, placeholder: str = "") -> None:
        self._context = context
        super().__init__(self._find, placeholder, tasks=context.tasks)

    def _find(self, text: str) -> list[Choice]:
        found = [
            Choice(code.code, code.name)
            for code in self._context.app.place.tables.get("diagnosis").search(text, 30)
        ]
        typed = text.strip()
        if typed and not typed.isascii() and all(one.name != typed for one in found):
            found.append(Choice("", typed, self.tr("照此填写")))
        return found

    def text(self) -> str:
        """Return the diagnoses as words, with what is still being typed."""
        typed = self.edit.text().strip() if self.edit.item() is None else ""
        names = [item.name for item in self.items()]
        return "；".join([*names, *([typed] if typed and not typed.isascii() else [])])

    def codes(self) -> list[dict[str, str]]:
        """Return the entries as they are stored beside the words."""
        return [{"code": item.code, "name": item.name} for item in self.items()]

    def set_values(self, text: str, codes: Any) -> None:
        """Show stored diagnoses; without codes the words alone."""
        self.edit.set_item(None)
        self.set_items(_entries(text, codes))


def _entries(text: str, codes: Any) -> list[Choice]:
    if isinstance(codes, str):
        try:
            codes = json.loads(codes) if codes else []
        except ValueError:
            codes = []
    coded = [Choice(str(one.get("code") or ""), str(one.get("name") or "")) for one in codes or []]
    coded = [one for one in coded if one.name]
    known = {one.name for one in coded}
    words = [
        Choice("", part.strip()) for part in text.split("；") if part.strip() and part.strip() not in known
    ]
    return coded + words


class ReasonField(_QuietList):
    """The reason of a referral out of the list of its direction: by number, initials or words."""

    def __init__(self, context: UiContext, placeholder: str = "") -> None:
        self._tables = context.app.place.tables
        self._code_list = "indication_up"
        super().__init__(self._find, placeholder, show_code=True, open_empty=True)

    def _find(self, text: str) -> Sequence[Any]:
        return self._tables.get(self._code_list).search(text, 60)

    def set_direction(self, direction: str) -> None:
        """Change the list; a reason that is not in the other list is taken away."""
        self._code_list = "indication_down" if direction == "down" else "indication_up"
        if self._item is not None and self._tables.get(self._code_list).get(self._item.code) != self._item:
            self.set_item(None)

    def set_code(self, code: str) -> None:
        """Hold the entry of a code."""
        self.set_item(self._tables.get(self._code_list).get(code) if code else None)

    def full_wording(self) -> str:
        """Return the whole sentence of the chosen reason where the list has a longer one."""
        if self._item is None:
            return ""
        full = self._item.extra.get("full", "")
        return full if full != self._item.name else ""


class RecordText(TextBox):
    """A text box that says 取自档案 while what stands in it was taken from the record unchanged."""

    _taken = ""

    def set_taken(self, text: str) -> None:
        """Say which text came from the record."""
        self._taken = text.strip()
        self._changed()

    def counter(self) -> str:
        """Return what stands in the lower right corner."""
        if self._taken and self.text() == self._taken:
            return self.tr("取自档案")
        return super().counter()


class RecordLine(LineEdit):
    """A line that says 取自档案 in grey while it was taken from the record unchanged."""

    _taken = ""

    def set_taken(self, text: str) -> None:
        """Say which text came from the record."""
        if not self._taken:
            self.textChanged.connect(lambda _: self._mark())
        self._taken = text.strip()
        self._mark()

    def _mark(self) -> None:
        same = bool(self._taken) and self.text().strip() == self._taken
        self.set_note(self.tr("取自档案") if same else "")
