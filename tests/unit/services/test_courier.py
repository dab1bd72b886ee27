"""A whole journey by USB stick: the clinic's command, the county's command, the clinic's command again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clinic_app.cli import main
from clinic_app.domain.errors import DiskFull, FileError, Rejected
from clinic_app.domain.wording import say
from clinic_app.hub.cli import main as hub_main
from clinic_app.services.app import App
from clinic_app.store import sync_runs
from clinic_app.sync.hub import Hub
from clinic_app.system.files import write_atomically
from tests.helpers.clinic import NOON, PASSWORD, services_machine, township
from tests.helpers.hub_server import RunningHub
from tests.helpers.joined import join
from tests.helpers.services import Desk


def test_there_and_back_with_the_commands_people_have(tmp_path: Path, capsys, monkeypatch) -> None:
    machine = services_machine()
    base, stick = tmp_path / "clinic", tmp_path / "stick"
    stick.mkdir()
    with RunningHub(tmp_path / "hub", clock=services_machine(NOON).clock) as hub:
        with township(base, machine) as clinic:
            join(hub, clinic)
            Desk(clinic).referral()
        from clinic_app.hub.config import save_config

        save_config(hub.config)
    monkeypatch.setenv("CLINIC_PASSWORD", PASSWORD)

    def clinic_says(*words: str) -> dict:
        code = main([*words, "--basedir", str(base), "--json"], machine=machine)
        answer = json.loads(capsys.readouterr().out)
        assert code == 0, answer
        return answer

    there, back = stick / "there.zzb", stick / "back.zzb"
    written = clinic_says("courier", "export", str(there))
    assert written["operations"] > 0
    words = ["courier", str(there), "-o", str(back), "--folder", str(tmp_path / "hub")]
    assert hub_main([*words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["taken"] == written["savings"]  # the number people are shown
    assert f"{written['savings']} 项" in written["sentence"]
    before = there.read_bytes()
    assert hub_main(["courier", str(there), "-o", str(there), *words[4:]]) == 1
    assert "另起一个名字" in capsys.readouterr().err
    assert there.read_bytes() == before  # it may hold what exists nowhere else
    read = clinic_says("courier", "import", str(back))
    assert (read["sent"], read["unsent"], read["digests_equal"]) == (written["operations"], 0, True)
    assert "已收进" in read["sentence"]
    assert hub_main([words[0], str(back), "-o", str(stick / "x.zzb"), *words[4:]]) == 1
    assert "答复文件" in capsys.readouterr().err


def test_a_file_that_only_fetches_says_so_and_a_stick_that_is_gone_is_named(tmp_path: Path) -> None:
    from clinic_app.services.courier_out import carried_out
    from clinic_app.sync.courier import Packed

    said = carried_out(Packed(b"", 0, 0), tmp_path / "x.zzb").sentence
    assert "没有待上传的记录" in said
    assert "0 项" not in said
    with pytest.raises(FileError, match=r"没有这个文件夹：.*U 盘"):
        write_atomically(tmp_path / "stick" / "x.zzb", b"x")


def test_a_journey_stands_in_the_history(app: App, desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Rejected):
        app.sync_control.courier_out(tmp_path / "x.zzb")
    with pytest.raises(FileError):
        app.sync_control.courier_in(tmp_path / "none.zzb")
    (tmp_path / "other.zzb").write_bytes(b"something else")
    desk.enrolled()
    with pytest.raises(FileError, match="不是县平台的答复文件"):
        app.sync_control.courier_in(tmp_path / "other.zzb")
    (run, *_) = sync_runs.latest(app.place.db)
    assert (run["carrier"], run["outcome"]) == ("courier", "refused")
    assert "没有收进任何内容" in run["sentence"]
    assert app.sync_control.history()[0].outcome_text == "没有收进"  # it was not the county that refused it
    sync_runs.end(app.place.db, sync_runs.begin(app.place.db, carrier="courier"), outcome="done")
    assert app.sync_control.history()[0].outcome_text == "U 盘收进"  # nobody was in contact


def test_only_what_goes_on_now_is_not_called_broken_off(app: App) -> None:
    for _ in range(2):
        sync_runs.begin(app.place.db)
    assert [run.outcome_text for run in app.sync_control.history()] == ["中断", "中断"]
    with app.sync_control._engine.resting():
        assert [run.outcome_text for run in app.sync_control.history()] == ["正在进行", "中断"]


def test_a_full_disk_is_not_called_the_countys_refusal(app: App, desk: Desk) -> None:
    def full() -> Hub:
        raise DiskFull(say("磁盘已满。"))

    desk.enrolled()
    app.sync_control._engine.connect = full
    with pytest.raises(DiskFull):
        app.sync_control.sync_now()
    assert app.sync_control.history()[0].outcome_text == "失败"
