"""What the administrator is told before and after a patient is handed over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from clinic_app.domain.numbers import mask_id_no
from clinic_app.domain.wording import Message, say
from clinic_app.hub.hand_over import HandOver, KeptPatient


def line_of(one: KeptPatient, today: date) -> str:
    """Return a person as one line; the identity number with its middle hidden."""
    card = one.patient
    parts = (card.name, card.age_on(today), mask_id_no(card.id_no), card.village)
    return "　".join(part for part in parts if part)


def called(names: Mapping[str, str], org_id: str) -> str:
    """Return what an institution is called; its identity where the directory does not have it any more."""
    return names.get(org_id) or org_id or str(say("没有机构"))


def told_of_hand_over(planned: HandOver, names: Mapping[str, str], today: date, *, certain: bool) -> str:
    """Return what a hand-over will do, or has done."""
    target = planned.target.name
    if not planned.moving:
        who = line_of(planned.person, today)
        return str(say("{who}\n已由 {target} 管理，不用移交，没有改动。", who=who, target=target))
    lines = [
        f"{line_of(one, today)}　{called(names, one.owner)} → {target}　{one.id}" for one in planned.moving
    ]
    lines += ["", *(str(one) for one in (*_effects(planned, names), *notes_on(planned, names)))]
    done = say("已移交。下次同步后生效；移交错了，用同样的命令移回。")
    ask = say("现在没有改动。核对无误后，加上 --yes 再执行一次。")
    return "\n".join([*lines, "", str(done if certain else ask)])


def _effects(planned: HandOver, names: Mapping[str, str]) -> list[Message]:
    former = "、".join(dict.fromkeys(called(names, one.owner) for one in planned.moving))
    return [
        say(
            "· {target} 将管理这位患者，下次同步收到基本资料、过敏、用药、慢性病和签约，共 {count} 条。",
            target=planned.target.name,
            count=planned.records,
        ),
        say("· {former} 保留已有的内容，不再收到新的；移交前写下还没上传的，照样收下。", former=former),
        say("· 转诊和随访记录仍归写它的机构，没办完的转诊由原来双方照常办完。"),
    ]


def notes_on(planned: HandOver, names: Mapping[str, str]) -> list[Message]:
    """Return what somebody has to do besides, for it all to be in order."""
    target = planned.target.name
    notes: list[Message] = []
    if not planned.devices:
        notes.append(say("注意：{target} 还没有电脑登记，登记以后才能收到。", target=target))
    if planned.open_plans:
        notes.append(
            say(
                "注意：还有 {count} 个随访计划没有结束，请通知原机构终止，由 {target} 另订。",
                count=planned.open_plans,
                target=target,
            )
        )
    if any(one.patient.closed_reason for one in planned.moving):
        notes.append(
            say("注意：建档状态写着已终止（如迁出），请 {target} 收到后在患者页改回。", target=target)
        )
    notes += [
        say(
            "注意：{where} 另有一份同身份证号的资料（{id}），不随同移交；请移交后在患者页合并。",
            where=called(names, twin.owner),
            id=twin.id,
        )
        for twin in planned.twins
    ]
    return notes
