"""The type-ahead field: number, pinyin initials or text find the entry; Enter takes the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

import attrs
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.tasks import Tasks
from ui.widgets.line_edit import LineEdit
from ui.widgets.pause import pause
from ui.widgets.suggestions import Suggestions

_WITH_ENTER = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
)


class Entry(Protocol):
    """What a search returns: anything with a code and a name; a ``note`` is shown in grey if present."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


@attrs.frozen
class Choice:
    """A plain entry for lists that have no class of their own.

    Attributes:
        code: the short word that is stored.
        name: the words that are shown.
        note: grey words beside it.
        keys: further texts that find it, such as pinyin initials.
    """

    code: str
    name: str
    note: str = ""
    keys: tuple[str, ...] = ()


def search_in(choices: Iterable[Choice]) -> Callable[[str], list[Choice]]:
    """Return a search over a short list in memory: beginnings first, then anywhere; empty finds all."""
    known = list(choices)

    def search(text: str) -> list[Choice]:
        wanted = text.strip().casefold()
        if not wanted:
            return known
        begins: list[Choice] = []
        contains: list[Choice] = []
        for choice in known:
            texts = [part.casefold() for part in (choice.code, choice.name, *choice.keys)]
            if any(part.startswith(wanted) for part in texts):
                begins.append(choice)
            elif any(wanted in part for part in texts):
                contains.append(choice)
        return begins + contains

    return search


class CodeEdit(LineEdit):
    """A field that holds one entry of a list, found by typing.

    ``search(text)`` returns matching entries, best first. With ``tasks`` it runs on the database
    worker, without on the spot (for lists in memory). ``free`` lets text stand that matches no entry
    (``item()`` is None then and ``text()`` is the value). ``show_code`` shows 「I20.000 不稳定型心绞痛」.

    Signals:
        chosen: the entry, or None when the field was emptied.
        unmatched: the text for which take() had to wait and that then matched nothing.
    """

    chosen = Signal(object)
    unmatched = Signal(str)

    def __init__(
        self,
        search: Callable[[str], Sequence[Any]],
        placeholder: str = "",
        parent: QWidget | None = None,
        *,
        tasks: Tasks | None = None,
        free: bool = False,
        show_code: bool = False,
        open_empty: bool = False,
    ) -> None:
        super().__init__(placeholder, parent)
        self._search, self._tasks = search, tasks
        self._free, self._show_code, self._open_empty = free, show_code, open_empty
        self._item: Any = None
        self._found: list[Any] = []
        self._asked = ""
        self._pending = False
        self._accept_when_found = False
        self._moved = False
        self._list: Suggestions | None = None
        self._delay = pause(self, 120 if tasks else 0, self._ask)
        self.textEdited.connect(self._edited)

    # -- value -------------------------------------------------------------------------------------

    def item(self) -> Any:
        """Return the chosen entry, or None."""
        return self._item

    def code(self) -> str:
        """Return the code of the chosen entry, or an empty text."""
        return self._item.code if self._item is not None else ""

    def set_item(self, item: Any) -> None:
        """Show an entry (None empties the field) without telling ``chosen``."""
        self._item = item
        self._close()
        self.setText(self.label(item) if item is not None else "")
        self.set_note(getattr(item, "note", "") or "" if item is not None else "")
        self.setCursorPosition(0)

    def label(self, item: Any) -> str:
        """Return how a chosen entry is written in the field."""
        name = self.shown_name(item)
        return f"{item.code} {name}" if self._show_code and item.code else name

    def shown_code(self, item: Any) -> str:
        """Return what stands in grey before a name in the list."""
        return item.code

    def shown_name(self, item: Any) -> str:
        """Return the words of an entry in the language of the screen."""
        return item.name

    def complete(self) -> bool:
        """Tell whether what stands in the field is an entry, nothing, or allowed free text."""
        return self._item is not None or not self.text().strip() or self._free

    def take(self) -> bool:
        """Take the selected match, as Enter does. False when the text still matches nothing."""
        if self._moved and self._found and self._list_visible() and self._list is not None:
            self._choose(self._list.row())
            return True
        if self._item is not None or not self.text().strip():
            self._close()
            return True
        if self._pending or self._delay.isActive():
            if self._tasks is not None:
                # The answer is still on its way: take it when it comes, so that fast fingers lose nothing.
                self._delay.stop()
                self._accept_when_found = True
                self._ask()
                return True
            self._delay.stop()
            self._ask()
        if self._tasks is None and not self._found and not self._free:
            # The list may have been filled since the last letter was typed.
            self._ask()
        row = self._list.row() if self._list is not None and self._list.isVisible() else 0
        if self._found and (not self._free or (self._list is not None and self._list.isVisible())):
            self._choose(row)
            return True
        self._close()
        return self._free

    # -- keys and focus ----------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # Esc closes the list first and must not leave the page with the same press.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._list_visible()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        key = Qt.Key(event.key())
        if key in steps:
            if self._list_visible() and self._list is not None:
                self._list.move_by(steps[key])
                self._moved = True
                self._preview()
            elif key == Qt.Key.Key_Down:
                self._ask(even_empty=True)
            return
        if key == Qt.Key.Key_Escape and self._list_visible():
            self._close()
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _WITH_ENTER:
            # In a form Enter never comes here: EnterMoves takes the match and goes on. In a filter it does.
            self.take()
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._item is not None:
            self.selectAll()
        elif (
            self._open_empty and not self.text() and event.reason() != Qt.FocusReason.ActiveWindowFocusReason
        ):
            self._ask(even_empty=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._close()

    # -- searching ---------------------------------------------------------------------------------

    def _list_visible(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _edited(self, _text: str) -> None:
        had = self._item is not None
        self._item = None
        self.set_note("")
        self._accept_when_found = False
        if not self.text().strip():
            self._delay.stop()
            self._found = []
            self._close()
            if had:
                self.chosen.emit(None)
            return
        if had:
            self.chosen.emit(None)
        if self._tasks is None:
            self._ask()
        else:
            self._delay.start()

    def _ask(self, *, even_empty: bool = False) -> None:
        asked = self.text().strip() if self._item is None else ""
        if not asked and not even_empty:
            return
        self._asked = asked
        if self._tasks is None:
            self._show(asked, list(self._search(asked)))
            return
        self._pending = True
        self._tasks.run(lambda: list(self._search(asked)), lambda found: self._show(asked, found), owner=self)

    def _show(self, asked: str, found: list[Any]) -> None:
        if asked != self._asked:
            return
        self._pending = False
        self._found = found
        if self._accept_when_found:
            self._accept_when_found = False
            if found and asked and not self._free:
                self._choose(0)
            elif asked and not found:
                self.unmatched.emit(asked)
            return
        if not self.hasFocus():
            return
        if self._list is None:
            self._list = Suggestions(self)
            self._list.chosen.connect(self._choose)
            # The list moves to the window; it must still go when its field goes.
            self.destroyed.connect(self._list.deleteLater)
        notes = (getattr(item, "note", "") or "" for item in found)
        rows = [
            (self.shown_code(item), self.shown_name(item), note)
            for item, note in zip(found, notes, strict=True)
        ]
        self._moved = False
        self._list.offer(rows)
        self._preview()

    def _preview(self) -> None:
        """Show the selected match in grey after what was typed."""
        if self._item is None and self._list is not None and self._found and self.text().strip():
            self.set_note(self.shown_name(self._found[max(0, self._list.row())]))
        elif self._item is None:
            self.set_note("")

    def _choose(self, row: int) -> None:
        item = self._found[max(0, row)]
        self.set_item(item)
        self.chosen.emit(item)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()
        if self._item is None:
            self.set_note("")

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab takes the match that stands in grey, as Enter does.
        if forward and self._list_visible():
            self.take()
        return super().focusNextPrevChild(forward)

    def hideEvent(self, event: QHideEvent) -> None:
        self._close()
        super().hideEvent(event)


class NameEdit(CodeEdit):
    """A list whose codes are the program's own, such as ids of records: only names and notes are shown."""

    def shown_code(self, item: Any) -> str:
        """Return nothing: the code says nothing to a person."""
        return ""
