"""Settings over a real installation: accounts, partners, cards, printing, backups, codes and the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from clinic_app.domain.errors import Rejected
from clinic_app.reports.page import PaperKind
from clinic_app.services.app import App
from tests.helpers.clinic import PASSWORD, services_machine, township
from tests.helpers.services import Desk
from tests.helpers.window import put, settle, to_front, window_of
from ui import theme
from ui.bridge import MessageBridge
from ui.dialogs.account import AccountDialog, PasswordDialog
from ui.dialogs.code_entries import CodeEntriesDialog
from ui.dialogs.partner import CardDialog, PartnerDialog
from ui.dialogs.restore import RestoreDialog
from ui.main_window import MainWindow
from ui.tasks import Tasks
from ui.views.settings import SUBJECTS, SettingsPage


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    app = township(tmp_path_factory.mktemp("clinic"))
    yield app
    app.close()


@pytest.fixture
def window(
    clinic: App, tasks: Tasks, messages: MessageBridge, shown: Callable[[QWidget], QWidget]
) -> MainWindow:
    if clinic.session.user is None:
        clinic.session.log_in("lys", PASSWORD)
    made = window_of(clinic, tasks, messages)
    shown(made)
    return made


def subject(window: MainWindow, key: str) -> Any:
    window.open("settings", subject=key)
    settle(window)
    page = window.current_page()
    assert isinstance(page, SettingsPage)
    return page.section(key)


def box_of(section: QWidget, kind: type[QWidget]) -> Any:
    found: Any = next(box for box in section.findChildren(kind) if box.isVisible())
    to_front(found)
    return found


@pytest.mark.parametrize("key", [one.key for one in SUBJECTS])
def test_every_subject_opens_and_stays_after_refreshing(window, key):
    section = subject(window, key)
    assert section.isVisible()
    page: Any = window.current_page()
    page.refresh()
    settle(window)
    assert page.place() == {"subject": key}


def test_a_theme_and_a_size_take_effect_at_once_and_are_remembered(window):
    section = subject(window, "look")
    section.text_size.set_value("extra")
    section.look.set_value("contrast")
    assert (theme.current().name, theme.current().size) == ("contrast", "extra")
    state = window.context.state
    assert (state.get("theme"), state.get("size")) == ("contrast", "extra")
    section.language.set_value("en")
    assert state.get("language") == "en"
    theme.apply(QApplication.instance())  # pyright: ignore[reportArgumentType]


def test_one_changes_ones_own_password(window, clinic):
    section = subject(window, "person")
    put(section.old, PASSWORD)
    put(section.new, "Xinmima-2027")
    put(section.again, "Xinmima-2028")
    section._change()
    assert section.form.row_of("again").problem_text()
    section.again.clear()
    put(section.again, "Xinmima-2027")
    section._change()
    settle(window)
    clinic.session.log_in("lys", "Xinmima-2027")
    clinic.session.change_password("Xinmima-2027", PASSWORD)


def test_our_card_is_saved(window, clinic):
    section = subject(window, "own")
    section.values.set_one("phone", "0933-8612999")
    section.departments.set_text("全科\n中医科")
    section._store()
    settle(window)
    own = clinic.directory.own()
    assert own.phone == "0933-8612999"
    assert own.departments == ("全科", "中医科")


def test_an_account_is_added_reset_closed_and_opened_again(window, clinic):
    section = subject(window, "accounts")
    section._add.click()
    box = box_of(section, AccountDialog)
    box._keys.press("save")
    settle(window)
    assert {name for name in box.form.names() if box.form.row_of(name).problem_text()} >= {
        "name",
        "login",
        "roles",
        "password",
    }
    put(box.name, "王护士")
    put(box.login, "whs")
    box.roles.set_values(["nurse"])
    put(box.password, "Chushi-2026")
    box._keys.press("save")
    settle(window)
    row = next(row for row in section.rows.model.rows() if row.login == "whs")
    assert row.must_change
    section.rows.select_id(row.id)
    section._password.click()
    box = box_of(section, PasswordDialog)
    put(box.password, "short")
    box._keys.press("save")
    settle(window)
    assert box.form.row_of("password").problem_text()
    box.password.clear()
    put(box.password, "Chushi-2027")
    box._keys.press("save")
    settle(window)
    section._set_active(row, active=False)
    settle(window)
    with pytest.raises(Rejected):
        clinic.session.log_in("whs", "Chushi-2027")
    section._set_active(row, active=True)
    settle(window)
    assert next(one for one in section.rows.model.rows() if one.login == "whs").active


def test_the_last_administrator_cannot_be_closed(window, messages_seen):
    section = subject(window, "accounts")
    row = next(row for row in section.rows.model.rows() if row.login == "lys")
    section._set_active(row, active=False)
    settle(window)
    assert any("唯一的系统管理员" in notice.text for notice in messages_seen)


def test_somebody_without_the_right_reads_a_sentence_and_cannot_change(window, clinic):
    if not any(one.login == "zys" for one in clinic.administration.accounts()):
        values = {"login": "zys", "name": "张医生", "roles": ["doctor"]}
        clinic.administration.save_account(values, password="Chushi-2026")
    clinic.session.log_in("zys", "Chushi-2026")
    clinic.session.change_password("Chushi-2026", "Gaihao-2026")
    try:
        section = subject(window, "accounts")
        assert section._not_allowed.isVisible()
        assert not section._add.isEnabled()
    finally:
        account = next(one for one in clinic.session.accounts() if one.login == "lys")
        clinic.session.log_in(account.login, PASSWORD)
    clinic.administration.set_active(
        next(one.id for one in clinic.administration.accounts() if one.login == "zys"), active=False
    )


def test_an_institution_and_a_card_about_it_are_added(window, clinic):
    section = subject(window, "partners")
    section._add.click()
    box = box_of(section, PartnerDialog)
    box._keys.press("save")
    settle(window)
    assert box.form.row_of("name").problem_text()
    put(box.form.field("name"), "崆峒县中医院")
    put(box.form.field("phone"), "0933-8211111")
    put(box.form.field("departments"), "针灸科")
    box._keys.press("save")
    settle(window)
    row = next(row for row in section.rows.model.rows() if row.name == "崆峒县中医院")
    assert row.departments == ("针灸科",)
    section.rows.select_id(row.id)
    section._hide.click()
    settle(window)
    assert row.id not in [one.id for one in clinic.directory.partners()]
    section._hide.click()
    settle(window)
    section = subject(window, "cards")
    section._add.click()
    box = box_of(section, CardDialog)
    put(box.form.field("dept"), "转诊办")
    put(box.form.field("phone"), "0933-8612345")
    box._keys.press("save")
    settle(window)
    card = section.rows.model.rows()[0]
    assert card.own
    assert not card.stale
    put(section.search, "zzb")
    settle(window)
    assert [one.id for one in section.rows.model.rows()] == [card.id]


def test_printing_settings_and_the_shift_of_a_paper_are_kept(window, clinic):
    section = subject(window, "printing")
    section.paper.set_value("a5")
    section.overprint.setChecked(True)
    section._store()
    settle(window)
    assert clinic.printing.settings().paper is PaperKind.A5
    assert clinic.printing.settings().overprint
    section.right.setText("1.5")
    section.down.setText("x")
    section._store_shift()
    assert section.shift_form.row_of("down").problem_text()
    section.down.setText("-2")
    section._store_shift()
    settle(window)
    assert (1.5, -2.0, 1.0) in clinic.printing.settings().shifts.values()
    section.right.setText("60")
    section._store_shift()
    settle(window)
    assert section.shift_form.row_of("shift").problem_text()


def test_a_backup_is_made_now_and_at_a_second_place(window, clinic, tmp_path):
    section = subject(window, "backup")
    section._make(None)
    settle(window)
    assert len(section.rows.model.rows()) == len(clinic.backups.available()) >= 1
    section._make(tmp_path)
    settle(window)
    assert list(tmp_path.glob("*.db"))
    section._set_second(tmp_path)
    settle(window)
    assert str(tmp_path) in section._second.text()
    section._set_second(None)
    settle(window)
    assert not section._second.isVisible()


def test_a_county_table_comes_in_with_its_bad_rows_told(window, clinic, tmp_path):
    section = subject(window, "codes")
    path = tmp_path / "depts.csv"
    path.write_text("编码,名称\n9901,蒙医骨伤科\n,没有编码\n", encoding="utf-8")
    section.rows.select_id("departments")
    section.take(path)
    settle(window)
    assert "导入 1 条" in section._report.text()
    assert clinic.place.tables.name_of("departments", "9901") == "蒙医骨伤科"
    clinic.administration.forget_codes("departments")


def test_the_installation_and_its_trail_are_checked(window, clinic):
    section = subject(window, "safety")
    section.idle.setText("999")
    section._store()
    assert section.form.row_of("idle").problem_text()
    section.idle.setText("30")
    section._store()
    settle(window)
    assert clinic.session.idle_minutes == 30
    section._check.click()
    settle(window)
    assert len(section.health.model.rows()) == len(clinic.administration.health())
    section._verify.click()
    settle(window)
    assert "没有被改动" in section._found.itemAt(0).widget().text()
    assert section.trail.model.rows()


def test_going_back_to_a_backup_wants_the_word_and_ends_the_program(
    tasks: Tasks, messages: MessageBridge, shown: Callable[[QWidget], QWidget], tmp_path: Path
):
    machine = services_machine(seed=7)
    app = township(tmp_path / "clinic", machine)
    desk = Desk(app)
    kept = desk.patient()
    made = app.backups.make()
    window = window_of(app, tasks, messages)
    shown(window)
    section = subject(window, "backup")
    section.restore(made.path)
    box = box_of(section, RestoreDialog)
    assert not box._yes.isEnabled()
    put(box.field, box.word)
    box._yes.click()
    assert window.context.app is None
    box.reject()
    assert box.isVisible(), "nobody leaves while the file is being changed"
    settle(window)
    assert "已恢复" in box._words.text()
    box._no.click()
    assert not window.isVisible()
    with App.open(tmp_path / "clinic", machine=machine) as again:
        again.session.log_in("lys", PASSWORD)
        assert again.patients.row(kept).name == "王建国"


def test_a_reason_is_added_reworded_and_retired_on_screen(window, clinic, qtbot):
    section = subject(window, "codes")
    section.rows.select_id("indication_up")
    settle(window)
    section._edit.click()
    settle(window)
    dialog = section.findChild(CodeEntriesDialog)
    dialog._new.click()
    put(dialog.code, "90")
    put(dialog.words, "透析患者血管通路故障")
    dialog._save()
    settle(window)
    assert clinic.place.tables.name_of("indication_up", "90") == "透析患者血管通路故障"
    dialog.table.select_id("08")
    settle(window)
    dialog._retire.click()
    settle(window)
    assert "08" not in {code.code for code in clinic.place.tables.get("indication_up")}
    dialog.table.select_id("08")
    settle(window)
    assert dialog._retire.text() == "启用"
    dialog._begin()
    dialog._save()
    settle(window)
    assert dialog.form.row_of("code").problem_text()
    dialog.reject()
    clinic.administration.forget_codes("indication_up")
