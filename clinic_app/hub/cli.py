"""``clinic-hub``: the county administrator's commands; ``--json`` for scripts, one sentence when it fails."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from clinic_app.domain.clock import SystemClock
from clinic_app.domain.errors import ClinicError, FileError
from clinic_app.domain.wording import say
from clinic_app.hub import commands
from clinic_app.hub.commands import HubCommands
from clinic_app.hub.directory_commands import CARD_OPTIONS, ORGANIZATION_OPTIONS
from clinic_app.hub.done import Done
from clinic_app.hub.server import HubServer

FOLDER_VARIABLE = "CLINIC_HUB_FOLDER"


class _Parser(argparse.ArgumentParser):
    """A parser that says in Chinese that a command cannot be understood."""

    def error(self, message: str) -> NoReturn:
        """Say it and end with 2, as programs do for a wrong command line."""
        told = say("命令写法不对（{reason}）。用 {prog} --help 查看用法。", reason=message, prog=self.prog)
        sys.stderr.write(f"{told}\n")
        raise SystemExit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 only when it did what it was asked."""
    options = build_parser().parse_args(arguments)
    os.umask(0o077)  # patients' data and keys: whatever file is made is for this user only
    hub = HubCommands(Path(options.folder).expanduser().absolute(), SystemClock(), secrets.token_bytes)
    try:
        done: Done = options.run(hub, options)
    except ClinicError as error:
        return _failed(error, as_json=options.json)
    except KeyboardInterrupt:
        return 130
    if options.json:
        print(json.dumps(done.value, ensure_ascii=False, default=str), flush=True)
    elif done.text:
        print(done.text, flush=True)
    return 0 if done.ok else 1


def _failed(error: ClinicError, *, as_json: bool) -> int:
    sys.stderr.write(f"{error.message}\n")
    if as_json:
        print(json.dumps({"error": type(error).__name__, "message": str(error.message)}, ensure_ascii=False))
    return 1


def build_parser() -> argparse.ArgumentParser:
    """Return the command line's grammar."""
    every = _Parser(add_help=False)
    every.add_argument("--folder", default=default_folder(), help="县平台的数据文件夹")
    every.add_argument("--json", action="store_true", help="输出 JSON，供脚本使用")
    parser = _Parser(prog="clinic-hub", description="县平台管理命令")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="命令", parser_class=_Parser)

    def verb(name: str, summary: str, run: Callable[[HubCommands, argparse.Namespace], Done]) -> _Parser:
        added = verbs.add_parser(name, help=summary, description=summary, parents=[every])
        added.set_defaults(run=run)
        return added

    _init_and_serve(verb)
    _organizations(verbs, every)
    _patients(verbs, every)
    _records(verbs, every)
    _devices(verb)
    _safekeeping(verb)
    return parser


def default_folder() -> str:
    """Return where the hub's data lies unless ``--folder`` says otherwise."""
    return os.environ.get(FOLDER_VARIABLE) or str(commands.usual_folder())


_Verb = Callable[[str, str, Callable[[HubCommands, argparse.Namespace], Done]], _Parser]


def _init_and_serve(verb: _Verb) -> None:
    init = verb("init", "建立县平台：数据库、密钥、证书和设置", lambda hub, o: hub.init(_settings(o)))
    init.add_argument("--name", help="县平台名称，如“静宁县双向转诊平台”")
    init.add_argument("--host", help="监听地址，默认 0.0.0.0（所有网卡）")
    init.add_argument("--port", type=int, help="端口，默认 8443")
    init.add_argument("--address", action="append", dest="names", metavar="地址", help="乡镇访问用的地址")
    init.add_argument("--public-address", help="经代理访问时的完整网址")
    init.add_argument("--database-url", help="postgresql+psycopg://…；不写则用自带的 SQLite")
    init.add_argument("--tls", choices=["auto", "on", "off"], help="加密；只有本机访问时才能关")
    serve = verb("serve", "启动县平台服务", _serve)
    serve.add_argument("--host", help="监听地址")
    serve.add_argument("--port", type=int, help="端口；0 表示由系统选")
    verb("certificate", "地址变了以后重新签发证书", lambda hub, _: hub.certificate())


def _serve(hub: HubCommands, options: argparse.Namespace) -> Done:
    def announce(server: HubServer) -> None:
        if options.json:
            print(json.dumps({"address": server.address, "port": server.port}), flush=True)
        else:
            print(say("县平台已启动：{address}", address=server.address), flush=True)

    return hub.serve(_settings(options), announce)


def _settings(options: argparse.Namespace) -> dict[str, Any]:
    names = ("name", "host", "port", "names", "public_address", "database_url", "tls")
    return {name: value for name in names if (value := getattr(options, name, None)) is not None}


def _group(verbs: Any, every: _Parser, name: str, summary: str) -> _Verb:
    """Add a word that has commands of its own, and return what adds those."""
    group = verbs.add_parser(name, help=summary, description=summary)
    actions = group.add_subparsers(dest="action", required=True, metavar="动作", parser_class=_Parser)

    def action(name: str, summary: str, run: Callable[[HubCommands, argparse.Namespace], Done]) -> _Parser:
        added = actions.add_parser(name, help=summary, description=summary, parents=[every])
        added.set_defaults(run=run)
        return added

    return action


def _organizations(verbs: Any, every: _Parser) -> None:
    action = _group(verbs, every, "org", "机构名录")
    action("list", "列出全部机构", lambda hub, _: hub.directory.organizations())
    add = action("add", "新增机构", lambda hub, o: hub.directory.add(_fields(o)))
    edit = action("edit", "修改机构", lambda hub, o: hub.directory.edit(o.org, _fields(o)))
    edit.add_argument("org", help="机构编码、单号段、简称或名称")
    for parser in (add, edit):
        for name, label in ORGANIZATION_OPTIONS.items():
            flag = f"--{name.replace('_', '-')}"
            parser.add_argument(
                flag, dest=f"field_{name}", help=label, required=parser is add and name == "name"
            )
    bulk = action(
        "import", "从 CSV 或 JSON 文件导入机构", lambda hub, o: hub.directory.import_list(Path(o.file))
    )
    bulk.add_argument("file", help="CSV（首行为项目名）或 JSON 文件")
    card = action("card", "给机构加一张联系卡", lambda hub, o: hub.directory.add_card(o.org, _fields(o)))
    card.add_argument("org", help="机构编码、单号段、简称或名称")
    for name, label in CARD_OPTIONS.items():
        card.add_argument(f"--{name.replace('_', '-')}", dest=f"field_{name}", help=label)


def _patients(verbs: Any, every: _Parser) -> None:
    action = _group(verbs, every, "patient", "患者由哪个机构管理，迁居时移交")
    find = action("find", "查找患者，看由哪个机构管理", lambda hub, o: hub.patients.find(o.patient))
    find.add_argument("patient", help="姓名、身份证号、健康档案编号或编号")
    move = action(
        "move",
        "患者迁居后，把档案移交给另一机构；不加 --yes 只说明会怎样，不改动",
        lambda hub, o: hub.patients.move(o.patient, o.to, certain=o.yes, by=o.by),
    )
    move.add_argument("patient", help="编号、身份证号或健康档案编号")
    move.add_argument("--to", required=True, metavar="机构", help="接管机构的编码、单号段、简称或名称")
    move.add_argument("--yes", action="store_true", help="确认移交")
    move.add_argument("--by", default="", metavar="姓名", help="经手人，记入日志")


def _records(verbs: Any, every: _Parser) -> None:
    action = _group(verbs, every, "record", "一条记录写了什么，更正写错的内容")
    show = action("show", "看一条记录的内容和写入经过", lambda hub, o: hub.records.show(o.record))
    show.add_argument("record", help="记录的编号；患者的编号用 patient find 查")
    correct = action(
        "correct",
        "更正写错的内容，记入日志；不加 --yes 只说明会怎样，不改动",
        lambda hub, o: hub.records.correct(o.record, o.values, reason=o.reason, certain=o.yes, by=o.by),
    )
    correct.add_argument("record", help="记录的编号")
    correct.add_argument(
        "values", nargs="+", metavar="项目=内容", help="如 phone=13809330011；内容空着就是清空"
    )
    correct.add_argument("--reason", default="", metavar="原因", help="为什么更正，记入日志")
    correct.add_argument("--yes", action="store_true", help="确认更正")
    correct.add_argument("--by", default="", metavar="姓名", help="经手人，记入日志")


def _fields(options: argparse.Namespace) -> dict[str, str]:
    return {
        name.removeprefix("field_"): value
        for name, value in vars(options).items()
        if name.startswith("field_") and value is not None
    }


def _devices(verb: _Verb) -> None:
    code = verb(
        "enrol-code",
        "给一个机构发一次性登记码",
        lambda hub, o: hub.directory.enrol_code(o.org, o.days, o.address),
    )
    code.add_argument("--org", required=True, help="机构编码、单号段、简称或名称")
    code.add_argument("--days", type=int, default=0, help="有效天数")
    code.add_argument("--address", default="", help="乡镇访问的完整网址，默认按设置")
    devices = verb("devices", "列出、停用或启用电脑", lambda hub, o: hub.directory.devices(o.stop, o.allow))
    devices.add_argument("--stop", default="", metavar="编号", help="停用一台电脑")
    devices.add_argument("--allow", default="", metavar="编号", help="重新启用一台电脑")
    verb("log", "列出全部操作的编号和校验值（不含内容），供核对", lambda hub, _: hub.log())
    verb("refused", "列出没有接收的记录及原因（内容都保留着）", lambda hub, _: hub.refused())


def _safekeeping(verb: _Verb) -> None:
    verb("status", "查看县平台状况", lambda hub, _: hub.status())
    backup = verb("backup", "备份，并读回核对", lambda hub, o: hub.backup(Path(o.file) if o.file else None))
    backup.add_argument("file", nargs="?", default="", help="备份文件；不写则放在数据文件夹的 backups 里")
    restore = verb("restore", "从备份恢复", lambda hub, o: hub.restore(Path(o.file)))
    restore.add_argument("file", help="备份文件")
    courier = verb("courier", "读入卫生院 U 盘送来的文件，写出答复", _courier)
    courier.add_argument("file", help="卫生院送来的文件")
    courier.add_argument("-o", "--output", required=True, help="答复文件，由来人带回")
    again = verb("rebuild", "重放全部日志，核对数据是否一致", lambda hub, o: hub.rebuild(mend=o.repair))
    again.add_argument("--repair", action="store_true", help="不一致的照日志修复，修复前的内容另存")


def _courier(hub: HubCommands, options: argparse.Namespace) -> Done:
    path, target = Path(options.file), Path(options.output)
    if target.resolve() == path.resolve():
        raise FileError(say("答复不能写在送来的文件上，没有读入任何内容。请给答复另起一个名字。"))
    return hub.courier(path, target)


if __name__ == "__main__":
    raise SystemExit(main())
