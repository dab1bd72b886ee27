"""Every page of both desks in English: it opens, and nothing of the program's own stays Chinese."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest
from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QLocale, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import HubRefused
from clinic_app.domain.wording import say
from clinic_app.protocol.enrol_ticket import new_code
from clinic_app.services.app import App
from clinic_app.store import notices, referrals, rows, sync_runs
from installer.translations import holds_chinese
from tests.helpers.clinic import clock_of, county, services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.services import Desk
from tests.helpers.window import settle, window_of
from ui import i18n
from ui.bridge import MessageBridge
from ui.context import UiContext
from ui.dialogs.family_contract import ContractDialog
from ui.forms.values import CodeField
from ui.models.paged import Cell
from ui.pages import pages_for
from ui.tasks import Tasks
from ui.views.exchange import ExchangePage
from ui.widgets.blocks import Banner
from ui.widgets.chip import Chip
from ui.widgets.code_edit import Choice as ChosenItem
from ui.widgets.steps import Step
from ui.widgets.suggestions import Suggestions

TEXTS = (
    *("text", "title", "placeholderText", "toolTip"),
    *("accessibleName", "accessibleDescription", "windowTitle"),
)
OWN_NAMES = {"简体中文"}
"""What calls itself by its own name in every language."""


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    installed = i18n.install(qapp, "en")
    yield
    for translator in installed:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def _texts(window: QWidget) -> Iterator[str]:
    for widget in [window, *window.findChildren(QWidget)]:
        if isinstance(widget, QTextBrowser):
            continue  # The manual is written in Chinese.
        for name in TEXTS:
            read: Callable[[], object] | None = getattr(widget, name, None)
            if callable(read):
                yield str(read())
        if isinstance(widget, QAbstractItemView) and isinstance(
            widget.model(), QAbstractTableModel | QAbstractListModel
        ):
            yield from _heads(widget)


def _heads(view: QAbstractItemView) -> Iterator[str]:
    """Return what stands in the heads and the first lines of a table."""
    model = view.model()
    columns = model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 0
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(QModelIndex()), 10)):
            yield str(model.index(row, column, QModelIndex()).data() or "")


def test_what_the_exchange_said_in_the_past_is_told_in_the_language_of_today(
    english: None, context: UiContext, tmp_path: Path, shown: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    """Notices and the history were written while the screen was Chinese."""
    with township(tmp_path) as app:
        context.app, context.clock = app, app.place.clock
        Desk(app).enrolled()
        db = app.place.db
        words = say("核对时发现 {n} 条记录与县平台不一致，已补齐。", n=2)
        notices.add(db, [words])
        sync_runs.end(db, sync_runs.begin(db), outcome="done", pulled=2, sentence=words)
        page = shown(ExchangePage(context))
        page.show_at()
        qtbot.waitUntil(lambda: any("2" in one.text() for one in page.findChildren(Banner)))
        texts = [one.text() for one in page.findChildren(Banner)] + list(_heads(page.history.view))
        assert any(i18n.text(words) in text for text in texts)
        assert not [text for text in texts if holds_chinese(text)]
        context.tasks.drain()


@pytest.mark.parametrize("make", [township, county])
def test_every_page_speaks_english(
    english: None,
    make: Callable[[Path], App],
    tmp_path: Path,
    tasks: Tasks,
    messages: MessageBridge,
    qtbot: QtBot,
) -> None:
    app = make(tmp_path / "desk")
    window = window_of(app, tasks, messages)
    qtbot.addWidget(window)
    window.show()
    user = app.session.user
    assert user is not None
    data = {app.institution.called, app.institution.name, user.name}
    left = set()
    for page in pages_for(app.role):
        window.open(page.key)
        settle(window)
        for text in _texts(window):
            # Names of people and places are what was typed in, whatever the language.
            program = text
            for name in data | OWN_NAMES:
                program = program.replace(name, "")
            if holds_chinese(program):
                left.add(f"{page.key}: {text}")
    window.close()
    settle(window)
    app.close()
    assert not left, "\n".join(sorted(left))


def _at_work(app: App) -> tuple[str, list[str]]:
    """Fill a clinic with work whose names and words are all in Latin letters; the patient and the slips."""
    desk = Desk(app)
    latin = {"name": "Wang", "address": "Village 3", "village": "Village"}
    patient = desk.patient(**latin)
    app.patients.add_element(patient, "allergy", {"substance": "Penicillin"})
    hospital = desk.hospital("County Hospital")
    app.doctor_teams.save({"name": "Team 2", "leader": "Li", "phone": "0933-8612345", "villages": "Village"})
    contract = {**app.family_contracts.prefill(patient), "services": ["basic", "paid"], "signer": "Wang"}
    app.family_contracts.sign(patient, {**contract, "team_id": app.doctor_teams.teams()[0].id})
    app.follow_ups.plan(patient, {"form": "hypertension", "due_on": app.place.today().isoformat()})
    words = {"to_dept": "Cardiology", "impression": "ACS", "present_illness": "Pain"}
    slips = [
        app.referrals.save_and_send(desk.slip(hospital, **words, visit_type=visit), patient).id
        for visit in ("outpatient", "inpatient", "emergency", "")
    ]
    view = referrals.load(app.place.db, slips[0])
    with app.place.unit(user_name="Zhao"):
        now = stamp(app.place.now())
        referrals.add_event(
            app.place.db, slips[0], "declined", at=now, entered_at=now, by_org=view.status.receiver,
            by_org_name="County Hospital", by_name="Zhao", details={"reason": "02"},
        )  # fmt: skip
        rows.insert(app.place.db, "conflict", _quarrel(app, patient, hospital))
    clock_of(app).advance(timedelta(hours=1))
    return patient, slips


def _quarrel(app: App, patient: str, hospital: str) -> dict[str, str]:
    sides = {"kept_by": "Clinic Li", "kept_org": app.place.org_id, "other_by": "Zhao", "other_org": hospital}
    times = {name: "2026-11-20T01:00:00.000Z" for name in ("kept_at", "other_at", "opened_at")}
    values = {"field": "gender", "merge": "S", "base": "null", "kept": '"1"', "other": '"2"'}
    return (
        {"ent": "patient", "rec_id": patient, "patient_id": patient, "status": "open"}
        | sides
        | times
        | values
    )


def test_the_work_of_a_clinic_is_shown_in_english(
    english: None, tmp_path: Path, tasks: Tasks, messages: MessageBridge, qtbot: QtBot
) -> None:
    app = township(tmp_path / "desk", name="Clinic", address="Main street", account_name="Li")
    patient, slips = _at_work(app)
    window = window_of(app, tasks, messages)
    qtbot.addWidget(window)
    window.show()
    places: list[tuple[str, dict[str, object]]] = [
        *((key, {}) for key in ("workbench", "patients", "referrals", "follow_ups", "renewals", "exchange")),
        ("patient", {"patient_id": patient}),
        *(("referral", {"referral_id": slip}) for slip in slips[:2]),
        *(("statistics", {"period": "今年", "part": part}) for part in ("overview", "partners", "groups")),
        ("conflicts", {"patient_id": patient}),
    ]
    left = set()
    for key, where in places:
        window.open(key, **where)
        settle(window)
        page: Any = window.current_page()
        if key == "statistics":
            page.groups.group.set_item(ChosenItem("reason", ""))
            page.groups.group.chosen.emit(None)
            left |= {bar.label for bar in page.groups.chart.bars() if holds_chinese(bar.label)}
            assert [step for step in page.trend._steps if holds_chinese(step)] == []
        left |= {f"{key}: {text}" for text in _texts(page) if holds_chinese(text)}
    box = ContractDialog(window.context, window, patient, "Wang")
    settle(window)
    left |= {one.text() for one in box.services.findChildren(QAbstractButton) if holds_chinese(one.text())}
    box.reject()
    window.close()
    settle(window)
    app.close()
    assert not left, "\n".join(sorted(left))


def test_a_sentence_of_the_core_is_shown_in_english_and_stored_in_chinese(
    english: None, qtbot: QtBot
) -> None:
    words = str(say("{count} 小时", count=5))
    assert words == "5 小时"
    assert i18n.text(words) == "5 h"
    assert Cell(words).text == "5 h"
    assert Step(str(say("已发出"))).label == "Sent"
    chip = Chip(str(say("待受理")), "due")
    qtbot.addWidget(chip)
    assert chip.text() == "Waiting for a decision"


def test_what_the_hub_says_is_shown_in_english(english: None, tmp_path: Path) -> None:
    machine = services_machine()
    with (
        RunningHub(tmp_path / "hub", clock=machine.clock) as hub,
        township(tmp_path / "clinic", machine) as app,
    ):
        ticket = hub.ticket(hub.add_organization(app.institution.name))
        wrong = attrs.evolve(ticket, code=new_code(random.Random(7).randbytes))
        with pytest.raises(HubRefused) as refused:
            app.sync_control.enrol(wrong.line)
    assert "登记码不对" in str(refused.value)
    assert i18n.text(refused.value.message).startswith("The enrolment code is wrong; nothing was enrolled.")


def test_what_a_person_wrote_is_never_translated(english: None, qtbot: QtBot) -> None:
    assert Cell("其他").text == "其他"
    chip = Chip("稳定", "done")
    qtbot.addWidget(chip)
    assert chip.text() == "稳定"


def test_a_field_with_a_list_finds_and_shows_its_entries_in_english(
    english: None,
    tmp_path: Path,
    context: UiContext,
    shown: Callable[[QWidget], QWidget],
    qtbot: QtBot,
) -> None:
    app = township(tmp_path / "desk")
    context.app = app
    field = CodeField(context, "relation")
    shown(field)
    field.setFocus()
    field._ask(even_empty=True)
    [offered] = field.window().findChildren(Suggestions)
    lines = [str(offered.model().index(row, 0).data()) for row in range(offered.model().rowCount())]
    assert lines
    assert not [line for line in lines if holds_chinese(line)]
    qtbot.keyClicks(field, "daugh")
    assert field.note() == "Daughter"
    assert field.take()
    assert field.text() == "Daughter"
    stored = field.code()
    field.set_code("")
    field.set_code(stored)
    assert (field.text(), app.place.tables.name_of("relation", stored)) == ("Daughter", "女")
    app.close()


def test_codes_and_ages_are_shown_in_english(english: None) -> None:
    assert i18n.code("gender", "女") == "Female"
    assert i18n.code("relation", "女") == "Daughter"
    assert [i18n.age(words) for words in ("68岁", "5月", "12天", "不详", "")] == [
        "68 y",
        "5 mo",
        "12 d",
        "不详",
        "",
    ]
