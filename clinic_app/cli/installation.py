"""Commands about the installation itself: set-up, joining the county, backup, restore, health, audit."""

from __future__ import annotations

import argparse
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_app.cli.access import (
    PASSWORD_VARIABLE,
    RECOVERY_VARIABLE,
    basedir_of,
    opened,
    passphrase_of,
    secret,
    working,
)
from clinic_app.cli.answers import DONE, FAILED, Answer, plain, tell
from clinic_app.domain.errors import Rejected
from clinic_app.domain.practitioner import Role
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.system.files import write_atomically
from clinic_app.system.paths import find_paths
from clinic_app.system.secrets import find_key_ring

if TYPE_CHECKING:
    from clinic_app.services.workplace import Machine


def init(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Make an installation: key, recovery code, database, institution and first account."""
    from clinic_app.services.setup import SetupForm, set_up

    code_file = Path(args.recovery_code_file) if args.recovery_code_file else None
    if code_file is not None and code_file.exists():
        message = say("{path} 已经存在，没有覆盖它。请换一个文件名存恢复码。", path=code_file)
        raise Rejected([Problem("recovery_code_file", "file.exists", message)])
    ring = (machine.ring if machine else None) or find_key_ring()
    form = SetupForm(
        name=args.name,
        code=args.code,
        short_name=args.short_name,
        level=args.level,
        role=args.role,
        address=args.address,
        phone=args.phone,
        departments=tuple(args.department),
        slip_prefix=args.slip_prefix,
        account_name=args.account_name,
        login=args.account_login,
        password=secret(PASSWORD_VARIABLE, args.password_file, f"{args.account_name} 的密码："),
        account_roles=_roles(args.account_role),
        account_phone=args.account_phone,
        account_dept=args.account_dept,
        passphrase=passphrase_of(args, ask=not ring.usable) or "",
    )
    made = set_up(basedir_of(args), form, machine=machine)
    with made.app as app:
        own, user = app.institution, app.session.user
        data = {
            "institution": {"id": own.id, "name": own.name, "slip_prefix": own.slip_prefix},
            "login": user.login if user else "",
            "data": app.paths.data,
        }
    lines = [f"已建好：{own.name}，登录名 {data['login']}，数据在 {data['data']}。"]
    if code_file is not None:
        write_atomically(code_file, (made.recovery_code + "\n").encode())
        lines.append(f"恢复码写在 {code_file}：请打印后由负责人封存，再删除这个文件。")
        data["recovery_code_file"] = code_file
    else:
        lines.append(f"恢复码（只显示这一次，请抄下由负责人封存）：{made.recovery_code}")
        data["recovery_code"] = made.recovery_code
    return Answer(data, "\n".join(lines))


def _roles(words: list[str]) -> tuple[Role, ...]:
    return tuple(Role(word) for word in words)


def enrol(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Join the county with the one-time line of the hub."""
    line = args.ticket
    if line in (None, "-"):
        line = sys.stdin.read() if line == "-" else secret("CLINIC_TICKET", args.ticket_file, "加入码：")
    with working(args, machine) as app:
        saved = app.sync_control.enrol(line.strip())
        status = app.sync_control.status()
    return Answer({"id": saved.id, "hub": status.hub_address}, f"已加入县平台：{status.hub_address}。")


def backup(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Write a backup and prove that it can be read."""
    with working(args, machine) as app:
        made = app.backups.make(Path(args.to) if args.to else None)
    return Answer(
        {"path": made.path, "bytes": made.size, "made_at": made.made_at},
        f"已备份并验证：{made.path}（{made.size} 字节）。",
    )


def restore(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Put a backup in the place of the database; the present file is set aside."""
    from clinic_app.services.backups import restore as put_back

    code = ""
    if args.recovery_code_file or os.environ.get(RECOVERY_VARIABLE):
        code = secret(RECOVERY_VARIABLE, args.recovery_code_file, "").strip()
    done = put_back(
        find_paths(basedir_of(args)),
        Path(args.file),
        machine=machine,
        passphrase=passphrase_of(args),
        recovery_code=code,
    )
    lines = [f"已从 {done.source} 恢复。"]
    if done.set_aside:
        lines.append(f"原来的文件移到了 {done.set_aside}。")
    if done.brought_back:
        lines.append(f"备份之后的 {done.brought_back} 处修改已从旁路记录找回。")
    data = {"source": done.source, "set_aside": done.set_aside, "brought_back": done.brought_back}
    return Answer(data, "\n".join(lines))


def doctor(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Look at everything that can go wrong; fails when something is bad."""
    from clinic_app.services.health import Health, check_health

    with opened(args, machine) as app:
        checks = check_health(app.place)
    marks = {Health.GOOD: "正常", Health.LOOK: "请看", Health.BAD: "不好"}
    bad = any(check.health is Health.BAD for check in checks)
    return Answer(
        {"checks": plain(checks), "sound": not bad},
        "\n".join(f"[{marks[check.health]}] {check.label}：{check.sentence}" for check in checks),
        FAILED if bad else DONE,
    )


def audit_verify(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Walk the audit trail and tell whether a line was altered or taken out."""
    from clinic_app.store.audit import verify

    with opened(args, machine) as app:
        found = verify(app.place.reader)
    data = {
        "sound": found.sound,
        "entries": found.entries,
        "first_bad": found.first_bad,
        "missing": found.missing,
        "head": found.head,
    }
    if found.sound:
        return Answer(data, f"{found.entries} 条操作记录完整，最后一条的校验值 {found.head}。")
    what = f"第 {found.first_bad} 条对不上" if found.first_bad else f"少了 {found.missing} 条"
    return Answer(data, f"操作记录不完整：{what}。请保留现状并报告。", FAILED)


def demo(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Play the main job through on example institutions, as a process of its own."""
    if importlib.util.find_spec("ui.demo") is None:
        # The installers leave it out: it needs the hub, which is not in them.
        return Answer({"code": 1}, "演示要用县平台程序，安装版里没有。请在源码目录里运行 make demo。", FAILED)
    command = [sys.executable, "-m", "ui.demo", "--output", args.output, "--people", str(args.people)]
    command += [flag for flag, on in (("--show", args.show), ("--no-window", args.no_window)) if on]
    if not args.json:
        tell("正在演示，请稍候……")
    # With --json the answer alone belongs on standard output: the story is told on the other one.
    code = subprocess.run(  # noqa: S603
        command, check=False, stdout=sys.stderr if args.json else None
    ).returncode
    if code:
        return Answer({"code": code}, f"演示没有做完（返回 {code}）。上面的信息说明了原因。", FAILED)
    return Answer({"code": 0}, "演示完成。")
