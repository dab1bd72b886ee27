"""What people did, as the audit trail is read: a name for every word that is noted there."""

from __future__ import annotations

from clinic_app.domain.wording import Message, say
from clinic_app.services.referral_rows import event_word

ACTIONS: dict[str, Message] = {
    "login": say("登录"),
    "logout": say("退出"),
    "lock": say("锁定"),
    "unlock": say("解锁"),
    "password": say("修改密码"),
    "refused": say("被拒绝的操作"),
    "view": say("查看"),
    "create": say("新建"),
    "edit": say("修改"),
    "void": say("作废"),
    "unvoid": say("撤销作废"),
    "merge": say("合并患者"),
    "unmerge": say("撤销合并"),
    "patient.move": say("移交患者"),
    "review": say("审核"),
    "hand_in": say("送审"),
    "send": say("发出"),
    "close": say("终止"),
    "offers": say("照回转单更新档案"),
    "handover.save": say("填写交接单"),
    "slip.take_in": say("扫码接收"),
    "contact_card.save": say("保存联系卡"),
    "contact_card.void": say("停用联系卡"),
    "doctor_team.save": say("保存团队"),
    "doctor_team.close": say("停用团队"),
    "print": say("打印"),
    "save_pdf": say("存为 PDF"),
    "export": say("导出"),
    "import": say("导入"),
    "sync": say("同步"),
    "courier_out": say("U 盘送出"),
    "courier_in": say("U 盘收进"),
    "send_again": say("再送一次"),
    "give_up": say("不再送"),
    "backup": say("备份"),
    "restore": say("恢复"),
    "practice": say("打开练习"),
    "set_up": say("初始化"),
    "enrol": say("加入县平台"),
    "settings": say("修改设置"),
    "account": say("账号"),
    "codes": say("代码表"),
    "number.void": say("单号作废"),
    "number.segment": say("单号换用新的编号段"),
    "conflict.decide": say("决定冲突"),
    "conflict.put_back": say("改用另一值"),
    "conflict.undo": say("撤销决定"),
}
"""Besides these, the moves of a referral are noted by the word of their event."""


def action_text(action: str) -> str:
    """Return what a noted word means; the word itself where an older or newer program wrote another."""
    return str(ACTIONS[action]) if action in ACTIONS else event_word(action)
