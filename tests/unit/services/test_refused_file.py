"""Work the hub did not take: told in words, carried as a file that people read, and brought back from it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from clinic_app.domain.errors import FileError
from clinic_app.services.app import App
from clinic_app.services.patients import ElementEdit
from clinic_app.services.refused_file import READ_BY_PEOPLE, READ_BY_PROGRAM
from clinic_app.services.refused_work import why
from clinic_app.store import settings, sync_state
from tests.helpers.clinic import services_machine, township
from tests.helpers.services import WANG, with_check_digit


@pytest.fixture
def refused(app: App) -> str:
    """A patient with an allergy that the hub did not take."""
    values = {**WANG, "id_no": with_check_digit("62080219580312123"), "note": "甲" * 150}
    patient = app.patients.save(values, [ElementEdit("allergy", {"substance": "青霉素"})]).id
    app.place.db.execute("UPDATE op SET state = 2, reason = 'with:2'")
    app.place.db.execute("UPDATE op SET reason = 'too_long:village' WHERE ent = 'patient'")
    return patient


def sheet(path: Path, name: str) -> list[list[str]]:
    book = openpyxl.load_workbook(path, read_only=True)
    found = [[str(cell or "") for cell in row] for row in book[name].iter_rows(values_only=True)]
    book.close()
    return found


def elsewhere(app: App, folder: Path) -> App:
    """Return another computer of the same institution, on which nothing of this was ever saved."""
    other = township(folder, services_machine(seed=9))
    sync_state.change(other.place.db, org_id=app.place.org_id)
    return other


def test_people_read_what_why_and_who(app: App, refused: str, tmp_path: Path) -> None:
    done = app.sync_control.export_refused(tmp_path / "没有接受")
    assert (done.path, done.savings) == (tmp_path / "没有接受.xlsx", 1)
    assert done.path.name in done.sentence
    lines = sheet(done.path, READ_BY_PEOPLE)
    told = " ".join(" ".join(line) for line in lines)
    for words in ("王建国", "青霉素", "王家沟村", "李医生", "“村(居)委会”太长"):
        assert words in told, words
    assert refused not in told


def test_what_is_here_is_not_written_twice(app: App, refused: str, tmp_path: Path) -> None:
    path = app.sync_control.export_refused(tmp_path / "x.xlsx").path
    before = app.place.db.execute("SELECT count(*) AS n FROM op")[0]["n"]
    done = app.sync_control.take_in_refused(path)
    assert (done.taken, done.here, done.left) == (0, 2, 0)
    assert app.place.db.execute("SELECT count(*) AS n FROM op")[0]["n"] == before


def test_it_comes_back_on_another_computer_and_waits_to_be_sent(
    app: App, refused: str, tmp_path: Path
) -> None:
    path = app.sync_control.export_refused(tmp_path / "x.xlsx").path
    with elsewhere(app, tmp_path / "other") as other:
        done = other.sync_control.take_in_refused(path)
        assert (done.taken, done.here, done.left) == (2, 0, 0)
        card = other.patients.card(refused)
        assert card.patient.note == "甲" * 150
        assert [one.substance for one in card.allergies] == ["青霉素"]
        [unsent] = [row for row in other.sync_control.unsent() if row.record_id == refused]
        assert unsent.ops == 2
        assert other.sync_control.take_in_refused(path).taken == 0


def test_another_institutions_file_and_changed_ones_bring_nothing(
    app: App, refused: str, tmp_path: Path
) -> None:
    path = app.sync_control.export_refused(tmp_path / "x.xlsx").path
    book = openpyxl.load_workbook(path)
    for row in book[READ_BY_PROGRAM].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "青霉素" in cell.value:
                cell.value = cell.value.replace("青霉素", "头孢")
    book.save(tmp_path / "changed.xlsx")
    (tmp_path / "note.xlsx").write_text("没有", encoding="utf-8")
    with township(tmp_path / "other", services_machine(seed=9)) as other:
        people = other.patients.count()
        for name in ("x.xlsx", "changed.xlsx", "note.xlsx", "missing.xlsx"):
            with pytest.raises(FileError):
                other.sync_control.take_in_refused(tmp_path / name)
        sync_state.change(other.place.db, org_id=app.place.org_id)
        with pytest.raises(FileError, match="改动过"):
            other.sync_control.take_in_refused(tmp_path / "changed.xlsx")
        assert other.patients.count() == people


def test_a_change_of_a_record_that_is_not_here_is_told(app: App, refused: str, tmp_path: Path) -> None:
    app.place.db.execute("UPDATE op SET state = 1")
    app.patients.save({"note": "改过"}, patient_id=refused)
    app.place.db.execute("UPDATE op SET state = 2, reason = 'not_yours' WHERE state = 0")
    path = app.sync_control.export_refused(tmp_path / "x.xlsx").path
    with elsewhere(app, tmp_path / "other") as other:
        done = other.sync_control.take_in_refused(path)
        assert (done.taken, done.left) == (0, 1)
        assert "手工" in done.sentence


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("too_long:village", "“村(居)委会”太长"),
        ("wrong_type:gender", "“性别”"),
        ("not_yours", "由别的机构管理"),
        ("never_heard_of", "（never_heard_of）"),
    ],
)
def test_every_reason_is_a_sentence_that_says_what_is_safe(reason: str, words: str) -> None:
    cause, mend = why("patient", reason)
    assert words in str(cause)
    assert "还在本机" in str(mend)


def test_the_check_and_who_was_heard_are_kept(app: App) -> None:
    assert "还没有" in app.sync_control.status().check_text
    settings.put(app.place.db, "exchange.check", {"at": "x", "lanes": {"clinic": 5}})
    assert "5 条" not in app.sync_control.status().check_text
