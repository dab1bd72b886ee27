"""The words of ``clinic-admin``: its commands and their options."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from clinic_app.cli import installation, paper, papers, records
from clinic_app.cli.answers import Answer
from clinic_app.domain.errors import Rejected
from clinic_app.domain.organization import OrgLevel
from clinic_app.domain.practitioner import Role
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say

if TYPE_CHECKING:
    from clinic_app.services.workplace import Machine

Run = Callable[[argparse.Namespace, "Machine | None"], Answer]


class UsageError(Exception):
    """The words of the command are wrong; carries the sentence for people."""

    def as_rejected(self) -> Rejected:
        """Return it as bad input."""
        message = say("命令写得不对：{words}。加 --help 看用法。", words=str(self))
        return Rejected([Problem("", "usage", message)])


class _Parser(argparse.ArgumentParser):
    """Tells a wrong word instead of ending the process, so that --json holds for mistakes too."""

    def error(self, message: str) -> NoReturn:
        where = self.prog.removeprefix("clinic-admin").strip()
        raise UsageError(f"{where} {_in_chinese(message)}".strip())


_SENTENCES = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"one of the arguments (.+) is required", r"\1 要写一个"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 和 \2 只能写一个"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"\1 不能写 \2，可以写 \3"),
    (r"argument (.+): expected (?:one|at least one) argument", r"\1 后面要跟一个值"),
    (r"argument (.+): invalid (?:float|int) value: (.+)", r"\1 要写数字，不能写 \2"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"argument (.+?): (.+)", r"\1：\2"),
)


def _in_chinese(message: str) -> str:
    """Return what argparse says in English, in Chinese; the wording is that of Python 3.11 to 3.14."""
    for pattern, sentence in _SENTENCES:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, sentence, message)
    return message


def wants_json(words: Sequence[str]) -> bool:
    """Tell whether the answer is for a script, also when the words cannot be read."""
    return "--json" in words


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for. Raises UsageError."""
    # The defaults stand in the namespace: a default of the leaf would overwrite what stood before its name.
    shared = argparse.Namespace(
        basedir=None, json=False, debug=False, login="", password_file="", passphrase_file=""
    )
    return build_parser().parse_args(words, shared)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole program."""
    shared = _shared()
    parser = _Parser(prog="clinic-admin", description="双向转诊：管理员和脚本用的命令", parents=[shared])
    commands = _branches(parser)
    _installation(commands, shared)
    _patients(commands, shared)
    _slips(commands, shared)
    _papers(commands, shared)
    return parser


def _shared() -> argparse.ArgumentParser:
    """Return the options that every command takes, before or after its name."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = shared.add_argument_group("通用")
    group.add_argument("--basedir", metavar="DIR", help="数据文件夹；不写就用本用户的")
    group.add_argument("--json", action="store_true", help="给脚本用的 JSON 输出")
    group.add_argument("--debug", action="store_true", help="程序出错时显示细节（不含患者信息）")
    group.add_argument("--login", metavar="NAME", help="登录名，或环境变量 CLINIC_LOGIN")
    group.add_argument("--password-file", metavar="FILE", help="密码所在文件，或环境变量 CLINIC_PASSWORD")
    group.add_argument(
        "--passphrase-file", metavar="FILE", help="启动口令所在文件，或环境变量 CLINIC_PASSPHRASE"
    )
    return shared


def _branches(parser: argparse.ArgumentParser) -> Any:
    branches = parser.add_subparsers(
        dest="command", required=True, metavar="命令", parser_class=_Parser, title="命令"
    )
    return branches


def _leaf(branches: Any, name: str, what: str, run: Run, shared: argparse.ArgumentParser) -> Any:
    leaf = branches.add_parser(name, help=what, description=what, parents=[shared])
    leaf.set_defaults(run=run)
    return leaf


def _installation(commands: Any, shared: argparse.ArgumentParser) -> None:
    init = _leaf(commands, "init", "新建一套数据：机构、第一个账号、加密数据库", installation.init, shared)
    init.add_argument("--name", required=True, help="机构全称")
    init.add_argument("--account-name", required=True, help="第一个账号的姓名")
    init.add_argument("--account-login", default="", help="它的登录名；不写就用姓名拼音首字母")
    init.add_argument("--account-role", action="append", default=[], choices=[r.value for r in Role])
    init.add_argument("--level", default="township", choices=[level.value for level in OrgLevel])
    init.add_argument(
        "--role", default="clinic", choices=["clinic", "county"], help="clinic 基层，county 县级转诊办"
    )
    for name, what in (
        ("code", "机构编码"),
        ("short-name", "简称"),
        ("address", "地址"),
        ("phone", "电话"),
        ("slip-prefix", "单号机构段"),
        ("account-phone", "第一个账号的电话"),
        ("account-dept", "第一个账号的科室"),
        ("recovery-code-file", "恢复码写进这个文件，不显示"),
    ):
        init.add_argument(f"--{name}", default="", help=what)
    init.add_argument("--department", action="append", default=[], help="科室，可写多次")

    enrol = _leaf(commands, "enrol", "用一次性的加入码加入县平台", installation.enrol, shared)
    enrol.add_argument("ticket", nargs="?", help="加入码整行；- 从标准输入读")
    enrol.add_argument("--ticket-file", help="加入码所在文件")

    _leaf(commands, "sync", "立即与县平台交换数据", records.sync, shared)
    courier = _branches(commands.add_parser("courier", help="线路不通时用 U 盘与县平台往来"))
    for name, what, run in (
        ("export", "写出要送到县平台的文件", records.courier_export),
        ("import", "收进县平台的答复文件", records.courier_import),
    ):
        _leaf(courier, name, what, run, shared).add_argument("file", help="U 盘上的文件")
    backup = _leaf(commands, "backup", "立即备份并验证", installation.backup, shared)
    backup.add_argument("--to", metavar="DIR", help="备份到这个文件夹")
    restore = _leaf(commands, "restore", "从备份恢复；现有文件移到一边，不覆盖", installation.restore, shared)
    restore.add_argument("file", help="备份文件")
    restore.add_argument("--recovery-code-file", help="恢复码所在文件，或环境变量 CLINIC_RECOVERY_CODE")
    _leaf(commands, "doctor", "检查这套数据是否完好", installation.doctor, shared)
    audit = _branches(commands.add_parser("audit", help="操作记录"))
    _leaf(audit, "verify", "核对操作记录是否完整", installation.audit_verify, shared)
    demo = _leaf(commands, "demo", "用示例机构演示主要流程", installation.demo, shared)
    demo.add_argument("--output", default="demo-output", help="图片、单据和报告放在这里")
    demo.add_argument("--people", type=int, default=300, help="名册里的人数")
    demo.add_argument("--show", action="store_true", help="演示时把窗口显示出来")
    demo.add_argument("--no-window", action="store_true", help="演示完不打开窗口")


def _patients(commands: Any, shared: argparse.ArgumentParser) -> None:
    patients = _branches(commands.add_parser("patients", help="患者名单"))
    take_in = _leaf(patients, "import", "从 Excel 导入患者", records.import_patients, shared)
    take_in.add_argument("file", help=".xlsx 文件")
    take_in.add_argument("--corrections", metavar="FILE", help="需要修改的行写到这个文件")
    give_out = _leaf(patients, "export", "导出患者到 Excel", records.export_patients, shared)
    give_out.add_argument("file", help="要写的 .xlsx 文件")
    report = _leaf(commands, "report", "双向转诊统计", records.report, shared)
    report.add_argument("period", help="2026、2026-11、2026Q4、2026-11-01..2026-11-22、本月、上月 …")
    report.add_argument("--output", metavar="FILE", help="另存为 .pdf 或 .xlsx")
    report.add_argument(
        "--only",
        metavar="BY=VALUE",
        action="append",
        default=[],
        help="只看一部分，可写几个：partner、level、dept、diagnosis、doctor、reason、month、flow",
    )
    report.add_argument("--summary", metavar="FILE", help="起草年度工作总结，存为 .docx 或 .pdf")


def _slips(commands: Any, shared: argparse.ArgumentParser) -> None:
    slip = _branches(commands.add_parser("slip", help="转诊单"))
    render = _leaf(slip, "render", "由 slip.json 生成转诊单 PDF，不需要数据库", paper.render, shared)
    render.add_argument("--input", required=True, metavar="FILE", help="slip.json；- 从标准输入读")
    render.add_argument("--output", required=True, metavar="FILE", help="要写的 PDF")
    render.add_argument("--form", default="out", choices=["out", "back"], help="out 转出单，back 回转单")
    render.add_argument("--overprint", action="store_true", help="套打：只印内容")
    render.add_argument(
        "--offset-mm", type=_offset, default=(0.0, 0.0), metavar="X,Y", help="右移、下移毫米数"
    )
    render.add_argument("--scale", type=float, default=1.0, help="缩放，0.9 到 1.1")
    render.add_argument("--paper", help="a4、a4_halves、a5、241_full、241_half、241_third")
    render.add_argument("--printer", help="laser 激光，dot_matrix 针式")
    render.add_argument("--parts", help="both 存根和单，slip 只要单，stub 只要存根")
    render.add_argument("--reprint", type=int, help="印上“补打 n”")
    render.add_argument("--unreviewed", action="store_true", help="印上“未审核”")
    render.add_argument("--print-doctor", action="store_true", help="签字处印医生姓名")

    verify = _leaf(slip, "verify", "核对转诊单上的码是否真实有效", paper.verify, shared)
    one = verify.add_mutually_exclusive_group(required=True)
    one.add_argument("--text", help="码的文字；- 从标准输入读")
    one.add_argument("--image", metavar="FILE", help="扫描件或照片")
    one.add_argument("--pdf", metavar="FILE", help="PDF 文件")

    follow_up = _branches(commands.add_parser("follow-up", help="随访"))
    evaluate = _leaf(follow_up, "evaluate", "按规范判断一次随访，不需要数据库", paper.evaluate, shared)
    evaluate.add_argument("--input", required=True, metavar="FILE", help="visit.json；- 从标准输入读")


def _papers(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add ``paper``: what is made from stored records; ``slip render`` makes one from a file."""
    branch = _branches(commands.add_parser("paper", help="由已有记录生成各种单据的 PDF"))

    def leaf(name: str, what: str, run: Run) -> argparse.ArgumentParser:
        one = _leaf(branch, name, what, run, shared)
        one.add_argument("--output", required=True, metavar="FILE", help="要写的文件")
        return one

    for name, what, kind in (
        ("slip", "转诊单", "slip"),
        ("back", "回转单", "back"),
        ("consent", "转诊知情同意书", "consent"),
        ("handover-out", "转出交接记录", "handover_out"),
        ("handover-in", "转入交接记录", "handover_in"),
        ("referral-card", "双向转诊联系卡", "referral_card"),
    ):
        one = leaf(name, what, papers.of_referral)
        one.set_defaults(paper_kind=kind)
        one.add_argument("number", help="转诊单号")
        one.add_argument("--by-hand", action="store_true", help="字库没有的字留空，手写补上")
        one.set_defaults(values="")
        if kind.startswith("handover"):
            one.add_argument("--values", metavar="FILE", help="交接内容的 JSON，存下并印上；- 从标准输入读")
    cards = leaf("cards", "居民健康档案信息卡、家庭医生联系卡", papers.cards)
    cards.add_argument("kind", choices=["health", "family"])
    cards.add_argument(
        "--find", default="", metavar="WORD", help="只印找到的人：村名、姓名、电话；不写就是全部"
    )
    cards.add_argument("--single", action="store_true", help="每张卡单独一页；不写就 A4 排版")
    cards.add_argument("--one-sided", action="store_true", help="正反面不套印")
    cards.add_argument("--by-hand", action="store_true", help="字库没有的字留空，手写补上")
    register = leaf("register", "双向转诊登记本，.pdf 或 .xlsx", papers.register)
    register.add_argument("period", help="2026、2026-11、2026Q4、本月 …")
    register.add_argument("--direction", default="up", choices=["up", "back"], help="PDF 印哪一本")
    due = leaf("due", "到期随访名单", papers.due)
    due.add_argument("--until", default="", metavar="DATE", help="到哪一天；不写就是今天")
    due.add_argument("--village", default="", help="只要这个村")
    due.add_argument("--doctor", default="", help="只要这位医生的")
    due.add_argument("--calls", action="store_true", help="印成电话随访名单")
    blank = leaf("blank", "空白转诊单或套打校准页", papers.blank)
    blank.add_argument("form", choices=["out", "back", "calibration"])
    blank.add_argument("--paper", default="a4", help="a4、a4_halves、a5、241_full、241_half、241_third")
    blank.add_argument("--printer-name", default="", help="校准页按这台打印机的位移印")
    numbers = _leaf(branch, "numbers", "单号登记：已发、已印、作废", papers.numbers, shared)
    numbers.add_argument("--status", default="", choices=["", "issued", "printed", "voided"])


def _offset(text: str) -> tuple[float, float]:
    try:
        right, down = (float(part) for part in text.replace("，", ",").split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”应写成两个毫米数，如 1.5,-2") from error
    return right, down
