"""Who has to agree before a slip goes out: a chain by direction and urgency, and the people of each post."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.services.approvals import PRESETS, URGENCIES, Reviewer
from ui import theme
from ui.forms.values import FieldValues
from ui.widgets.blocks import label
from ui.widgets.buttons import Button
from ui.widgets.check_group import CheckGroup
from ui.widgets.emptying import empty
from ui.widgets.form import Form
from ui.widgets.line_edit import LineEdit

DIRECTIONS = ("up", "down", "lateral")
ARROW = "→"

Chains = Mapping[tuple[str, str], Sequence[str]]


def roles_in(text: str) -> tuple[str, ...]:
    """Return the posts of a chain as it is typed: 科主任→医务科→院长, with any usual mark between them."""
    return tuple(part.strip() for part in re.split(r"->|[→>、，,；;\s]+", text) if part.strip())


class ApprovalForm(QWidget):
    """Nine chains in a table of directions and urgencies; below, who sits at each post that they name.

    Attributes:
        form: the chains, fields named ``up.routine`` and so on.

    Signals:
        roles_changed: the posts named by the chains, when they became others.
    """

    roles_changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        look = theme.current()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.px(10))
        self._places = {"up": self.tr("上转"), "down": self.tr("下转"), "lateral": self.tr("同级")}
        self._names = {
            "emergency": self.tr("绿色通道"),
            "urgent": self.tr("急"),
            "routine": self.tr("普通"),
        }
        self.form = Form(label_width=70)
        for direction in DIRECTIONS:
            self.form.section(self._places[direction])
            self.form.row(
                *((f"{direction}.{u}", self._names[u], LineEdit(self.tr("不用审核"))) for u in URGENCIES)
            )
        self.values = FieldValues(self.form)
        self._fields: dict[QObject, str] = {}
        for name in self.form.names():
            field: Any = self.form.field(name)
            field.installEventFilter(self)
            field.editingFinished.connect(self._look_again)
            self._fields[field] = name
        self._target = f"{DIRECTIONS[0]}.{URGENCIES[-1]}"
        outer.addLayout(self._presets())
        outer.addWidget(self.form)
        words = self.tr("绿色通道的单先转出、后补审；其他的审完才发出。")
        outer.addWidget(label(words, "secondary", wrap=True))
        self._posts = QVBoxLayout()
        self._posts.setSpacing(look.px(8))
        outer.addLayout(self._posts)
        self._people: tuple[Reviewer, ...] = ()
        self._groups: dict[str, CheckGroup] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._tell_target()

    def _presets(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        self._where = label("", "secondary")
        row.addWidget(self._where)
        self.presets: dict[str, Button] = {}
        for key, chain in PRESETS:
            button = Button(ARROW.join(chain) or self.tr("不用审核"))
            button.clicked.connect(partial(self._use, chain))
            self.presets[key] = button
            row.addWidget(button)
        row.addStretch(1)
        return row

    # -- showing ---------------------------------------------------------------------------------------

    def show_chains(
        self, chains: Chains, named: Mapping[str, Sequence[str]], people: Sequence[Reviewer]
    ) -> None:
        """Show what is set, and who could sit at each post."""
        self._people = tuple(people)
        self._named = {role: tuple(ids) for role, ids in named.items()}
        self._groups.clear()
        self.values.set({".".join(key): ARROW.join(chain) for key, chain in chains.items()})
        self._look_again()

    def chains(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Return the chains as typed."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for name, text in self.values.get().items():
            direction, _, urgency = name.partition(".")
            found[direction, urgency] = roles_in(text)
        return found

    def roles(self) -> tuple[str, ...]:
        """Return the posts named in any chain, each once."""
        return tuple(dict.fromkeys(role for chain in self.chains().values() for role in chain))

    def named(self) -> dict[str, tuple[str, ...]]:
        """Return who was ticked for each post."""
        self._keep()
        return {role: self._named.get(role, ()) for role in self.roles()}

    def _keep(self) -> None:
        for role, group in self._groups.items():
            self._named[role] = tuple(group.values())

    def _look_again(self) -> None:
        """Show a line for each post that the chains name now; what was ticked stays ticked."""
        self._keep()
        roles = self.roles()
        if roles == tuple(self._groups) and self._posts.count():
            return
        self._groups = {}
        empty(self._posts)
        if not roles:
            return
        self._posts.addWidget(label(self.tr("每个岗位由谁审核"), "heading"))
        if not self._people:
            words = self.tr("还没有人能审核：请在“账号”里给审核人加上有审核权限的角色。")
            self._posts.addWidget(label(words, "secondary", wrap=True))
            return
        words = self.tr("一个都不勾，就是有审核权限的人都可以审。岗位写“医生”的就是填写人，写单就算通过。")
        self._posts.addWidget(label(words, "secondary", wrap=True))
        form = Form(label_width=120)
        for role in roles:
            group = CheckGroup([(one.id, one.text) for one in self._people])
            group.set_values(self._named.get(role, ()))
            form.row((f"post.{role}", role, group))
            self._groups[role] = group
        self._posts.addWidget(form)
        self.roles_changed.emit(roles)

    # -- presets ---------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember which chain the person is at: that is where a usual chain goes."""
        if event.type() == QEvent.Type.FocusIn and watched in self._fields:
            self._target = self._fields[watched]
            self._tell_target()
        return super().eventFilter(watched, event)

    def _tell_target(self) -> None:
        direction, _, urgency = self._target.partition(".")
        place = f"{self._places[direction]} {self._names[urgency]}"
        self._where.setText(self.tr("常用的，填入“{place}”：").format(place=place))

    def _use(self, chain: Sequence[str]) -> None:
        self.values.set_one(self._target, ARROW.join(chain))
        self.form.field(self._target).setFocus()
        self._look_again()
