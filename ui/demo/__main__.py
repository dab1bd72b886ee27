"""The command of the demonstration: ``python -m ui.demo``, run by ``make demo`` and ``clinic-admin demo``."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

from ui.demo.cast import CLINIC, DAYS, HOSPITAL
from ui.demo.processes import Hub, ProcessTrouble, Watched
from ui.demo.proxy import LineProxy
from ui.demo.report import Report
from ui.demo.story import Stage, Story, today
from ui.demo.story_time import StoryTime

KEYRING = "ui.demo.memory_keyring.MemoryKeyring"
MARK = "report.json"
"""What tells a folder of ours, which may be emptied, from somebody else's."""


def main(argv: Sequence[str] | None = None) -> int:
    """Play the story; 0 only when nothing was lost, all ends agree and every step worked."""
    parser = argparse.ArgumentParser("python -m ui.demo", description="用示例机构演示主要流程")
    parser.add_argument("--output", type=Path, default=Path("demo-output"), help="图片、单据和报告放在这里")
    parser.add_argument("--people", type=int, default=300, help="名册里的人数")
    parser.add_argument("--show", action="store_true", help="演示时把窗口显示出来")
    parser.add_argument("--no-window", action="store_true", help="演示完不打开窗口")
    options = parser.parse_args(argv)
    if find_spec("starlette") is None:
        parser.exit(2, "演示要有县平台程序，这里没有装。请在源代码文件夹里运行 make demo。\n")
    output = options.output.expanduser().absolute()
    if not _emptied(output):
        parser.exit(2, f"{output} 里有别的文件，没有动它。请换一个文件夹：--output\n")
    report = Report()
    codes: dict[str, str] = {}
    try:
        _play(output, max(options.people, 20), options.show, report, codes)
    except ProcessTrouble as error:
        if not report.steps or report.steps[-1]["ok"]:
            report.steps.append({"name": "准备和收尾", "seconds": 0.0, "ok": False, "error": str(error)})
            report.tell(f"✗ {error}")
    finally:
        report.save(output / MARK)
    _tell_end(report, output)
    if _has_screen() and not options.no_window and not os.environ.get("CI") and codes.get("clinic"):
        _open_window(output, codes["clinic"])
    return 0 if report.ok else 1


def _emptied(output: Path) -> bool:
    """Make the output folder empty; refuse when it holds what the demonstration did not write."""
    if output.exists():
        if any(output.iterdir()) and not (output / MARK).exists() and not (output / "work").exists():
            return False
        shutil.rmtree(output)
    (output / "work").mkdir(parents=True)
    return True


def _has_screen() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _environment(show: bool) -> dict[str, str]:
    found = {"PYTHON_KEYRING_BACKEND": KEYRING, "PYTHONUTF8": "1", "QT_SCALE_FACTOR": "1"}
    if not (show and _has_screen()):
        found["QT_QPA_PLATFORM"] = "offscreen"
    return found


def _play(output: Path, people: int, show: bool, report: Report, codes: dict[str, str]) -> None:
    work = output / "work"
    time_file = work / "story-time.txt"
    clock = StoryTime(time_file)
    clock.catch_up()
    with ExitStack() as stack:
        hub = Hub(work / "hub", time_file, work / "hub.log")
        report.tell("演示开始：县平台、乡镇卫生院、县医院是三个真的进程，数据都是编的。")
        port = report.step("建立并启动县平台（HTTPS）", lambda: _start_hub(hub, stack))["port"]
        line = stack.enter_context(LineProxy(("127.0.0.1", port)))
        tickets = {
            CLINIC: _ticket(hub, CLINIC, line.address),
            HOSPITAL: _ticket(hub, HOSPITAL, f"https://127.0.0.1:{port}"),
        }
        desks = {
            role: stack.enter_context(
                Watched(
                    name, _desk_command(role, output, time_file), work / f"{role}.log", _environment(show)
                )
            )
            for role, name in (("clinic", CLINIC), ("county", HOSPITAL))
        }
        stage = Stage(
            output=output,
            work=work,
            people=people,
            report=report,
            clock=clock,
            hub=hub,
            line=line,
            clinic=desks["clinic"],
            county=desks["county"],
            today=today(),
            facts={"tickets": tickets},
        )
        try:
            Story(stage).play()
        finally:
            codes |= {"clinic": str(stage.facts.get("clinic_code", ""))}
        for desk in desks.values():
            desk.ask("leave")


def _start_hub(hub: Hub, stack: ExitStack) -> dict[str, int]:
    hub.run(
        "init", "--name", "崆峒县双向转诊平台", "--host", "127.0.0.1", "--address", "127.0.0.1", "--tls", "on"
    )
    hub.run(
        "org",
        "add",
        "--name",
        CLINIC,
        "--level",
        "township",
        "--slip-prefix",
        "BSZ",
        "--phone",
        "0933-8612345",
    )
    hub.run(
        *("org", "add", "--name", HOSPITAL, "--level", "county", "--slip-prefix", "KXY"),
        *("--phone", "0933-8222222", "--departments", "心内科，呼吸内科，神经内科，普外科，骨科"),
    )
    checked = (today() - timedelta(days=DAYS + 30)).isoformat()
    hub.run(
        "org", "card", HOSPITAL, *("--dept", "心内科", "--phone", "0933-8222233", "--checked-on", checked)
    )
    stack.callback(hub.stop)
    return {"port": hub.serve()}


def _ticket(hub: Hub, name: str, address: str) -> str:
    return str(hub.run("enrol-code", "--org", name, "--address", address)["line"])


def _desk_command(role: str, output: Path, time_file: Path) -> list[str]:
    work = output / "work"
    return [
        *("-m", "ui.demo.desk", "--role", role, "--basedir", str(work / role), "--output", str(output)),
        *("--time", str(time_file), "--ledger", str(work / f"ledger-{role}.jsonl")),
    ]


def _tell_end(report: Report, output: Path) -> None:
    value = report.value()
    report.tell(
        f"保存 {report.counts.get('saved', 0)} 笔，丢失 {value['lost']}；断线 {value['line_cuts']} 次，"
        f"自动合并 {value['automatic_merges']} 处，人工决定 {value['conflicts_decided']} 处。"
    )
    end = "演示完成" if report.ok else "演示没有做完"
    report.tell(f"{end}，共 {value['seconds']:.0f} 秒。图片、单据和报告在 {output}")


def _open_window(output: Path, code: str) -> None:
    """Open the clinic's window on the data of the story, with a keyring that ends with it."""
    command = ["-m", "ui.demo.desk", "--role", "clinic", "--basedir", str(output / "work" / "clinic")]
    subprocess.run(  # noqa: S603  # our own program
        [sys.executable, *command, "--output", str(output), "--recovery-code", code],
        env={**os.environ, "PYTHON_KEYRING_BACKEND": KEYRING},
        check=False,
    )


if __name__ == "__main__":
    raise SystemExit(main())
