"""What the administrator is told of a comparison of the hub's tables with its log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from clinic_app.domain.clock import local_text, read_stamp
from clinic_app.domain.wording import say
from clinic_app.hub.rebuild import RebuildResult


def told_of_rebuild(found: RebuildResult, *, mend: bool) -> str:
    """Return what a replay found and, when it was to mend, did."""
    if found.breaks:
        text = say(
            "日志本身有 {breaks} 处不完整，数据有 {count} 处与它不一致；不能照着修复，数据没有改动。"
            "请先备份（clinic-hub backup），再联系技术支持。",
            breaks=found.breaks,
            count=found.count,
        )
    elif not found.count:
        text = say("核对完成：{n} 条操作重放后与现有数据完全一致。", n=found.operations)
    elif not mend:
        text = say(
            "核对发现 {count} 处不一致，数据没有改动。"
            "日志完整，可以照日志修复：clinic-hub rebuild --repair。",
            count=found.count,
        )
    elif found.sound:
        text = say(
            "已照日志修复 {count} 处，修复前的内容另存在：{kept}。各机构下次核对时会自动补齐。",
            count=found.count,
            kept=found.kept,
        )
    else:
        text = say(
            "照日志修复了 {done} 处，还有 {left} 处不一致。请先备份（clinic-hub backup），再联系技术支持。",
            done=found.repaired,
            left=found.count - found.repaired,
        )
    return str(text)


def told_of_comparison(last: Mapping[str, Any]) -> str:
    """Return what the status says of the last comparison; ``last`` is empty before the first."""
    if not last:
        return str(say("还没有核对过数据和日志是否一致（clinic-hub rebuild）。"))
    when = local_text(read_stamp(last["at"]))
    if last["breaks"]:
        return str(say("最近核对：{when}，日志本身有不完整。请运行 clinic-hub rebuild。", when=when))
    if last["differences"]:
        return str(
            say(
                "最近核对：{when}，数据有 {n} 处与日志不一致。请运行 clinic-hub rebuild --repair。",
                when=when,
                n=last["differences"],
            )
        )
    return str(say("最近核对：{when}，数据与日志完全一致。", when=when))


def told_of_put_back(last: Mapping[str, Any]) -> str:
    """Return the line of the status on what another program had written; empty when none ever did."""
    if not last:
        return ""
    line = say(
        "{when} 发现有别的程序直接改动了县平台数据库 {n} 行，已改回原样。请查明是谁改的；"
        "写错的内容请用 clinic-hub record correct 更正。",
        when=local_text(read_stamp(last["at"])),
        n=last["rows"],
    )
    return f"\n{line}"
