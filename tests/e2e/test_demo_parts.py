"""What the demonstration stands on: its calendar, its report, and processes that cannot hang it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from clinic_app.domain.clock import SHANGHAI
from ui.demo.__main__ import _emptied
from ui.demo.processes import ProcessTrouble, Watched
from ui.demo.report import Report
from ui.demo.story_time import StoryTime


def test_the_calendar_leaps_and_is_never_in_the_future(tmp_path: Path) -> None:
    story = StoryTime(tmp_path / "time")
    today = datetime.now(UTC).astimezone(SHANGHAI).date()
    story.move_to(today - timedelta(days=20), time(9, 40))
    told = StoryTime(tmp_path / "time").now().astimezone(SHANGHAI)
    assert (told.date(), told.hour, told.minute) == (today - timedelta(days=20), 9, 40)
    story.move_to(today + timedelta(days=3), time(9, 0))
    assert abs(story.now() - datetime.now(UTC)) < timedelta(seconds=5)
    story.catch_up()
    (tmp_path / "time").write_text("", encoding="ascii")  # being replaced this moment
    assert abs(story.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_report_is_good_only_when_nothing_is_lost_and_every_step_worked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Report()
    assert not report.ok
    report.step("导入", lambda: {"patients": 3})
    report.lost, report.digests_equal = 0, True
    assert report.ok
    report.step("看一眼", lambda: _fail(), vital=False)
    assert not report.ok
    with pytest.raises(ProcessTrouble):
        report.step("同步", lambda: _fail())
    report.save(tmp_path / "report.json")
    kept = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert [step["ok"] for step in kept["steps"]] == [True, False, False]
    assert {"steps", "counts", "digests_equal", "lost", "automatic_merges", "conflicts_decided"} <= set(kept)
    assert {"line_cuts", "seconds"} <= set(kept)
    assert "✗ 同步" in capsys.readouterr().out


def _fail() -> None:
    raise ProcessTrouble("没有做成")


ECHO = """
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"ok": asked["do"] != "bad", "error": "做不了", "do": asked["do"]}), flush=True)
"""


def test_a_desk_answers_fails_or_is_silent_and_each_is_told(tmp_path: Path) -> None:
    with Watched("某台", ["-c", ECHO], tmp_path / "log", {}) as desk:
        assert desk.ask("look", 20)["do"] == "look"
        with pytest.raises(ProcessTrouble, match="做不了"):
            desk.ask("bad", 20)
        with pytest.raises(ProcessTrouble, match="等了 0 秒还没有点什么"):
            desk.hear("点什么", 0.05)
    with Watched("某台", ["-c", "pass"], tmp_path / "log", {}) as gone, pytest.raises(ProcessTrouble):
        gone.hear("启动", 20)


def test_a_folder_of_somebody_else_is_never_emptied(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "论文.docx").write_bytes(b"x")
    assert not _emptied(theirs)
    assert (theirs / "论文.docx").exists()
    ours = tmp_path / "ours"
    assert _emptied(ours)
    (ours / "report.json").write_text("{}", encoding="utf-8")
    (ours / "old.png").write_bytes(b"x")
    assert _emptied(ours)
    assert [one.name for one in ours.iterdir()] == ["work"]
