"""A patient who moves to another township: what handing the record over does, in sentences."""

from __future__ import annotations

import attrs

from clinic_app.domain.wording import Message, say


@attrs.frozen
class PatientMove:
    """What handing a person's records over to another institution will do, or has done.

    The managing institution keeps the record until then (居民健康档案管理服务规范: 迁出 must name where to).

    Attributes:
        target: name of the institution that takes over.
        former: names of those that manage the records now, without the target; empty when nothing is to move.
        records: how many records the target will see that it does not see by these now.
        open_plans: follow-up plans about the person that have not ended.
        devices: computers of the target that may talk to the hub.
        ended: the archive is marked as closed, for example as moved away.
        twins: names of institutions with another record of the same identity number, not merged with these.
        moved: it has been done.
    """

    target: str
    former: tuple[str, ...]
    records: int = 0
    open_plans: int = 0
    devices: int = 0
    ended: bool = False
    twins: tuple[str, ...] = ()
    moved: bool = False


def effects_of(move: PatientMove) -> list[Message]:
    """Return what it does for everybody; one sentence when the target manages the person already."""
    if not move.former:
        return [say("已由 {target} 管理，不用移交，没有改动。", target=move.target)]
    return [
        say(
            "{target} 将管理这位患者，下次同步收到基本资料、过敏、用药、慢性病和签约，共 {count} 条。",
            target=move.target,
            count=move.records,
        ),
        say(
            "{former} 保留已有的内容，没转诊过他的不再收到新的；移交前写下还没上传的，照样收下。",
            former="、".join(move.former),
        ),
        say("转诊和随访记录仍归写它的机构，没办完的转诊由原来双方照常办完。"),
    ]


def notes_on(move: PatientMove) -> list[Message]:
    """Return what somebody has to do besides, for it all to be in order."""
    notes: list[Message] = []
    if not move.former:
        return notes
    if not move.devices:
        notes.append(say("{target} 还没有电脑登记县平台，登记以后才能收到。", target=move.target))
    if move.open_plans:
        notes.append(
            say(
                "还有 {count} 个随访计划没有结束，请通知原机构终止，由 {target} 另订。",
                count=move.open_plans,
                target=move.target,
            )
        )
    if move.ended:
        notes.append(
            say("建档状态写着已终止（如迁出），请 {target} 收到后在患者页改回。", target=move.target)
        )
    if move.twins:
        notes.append(
            say(
                "{where} 另有同身份证号的资料，不随同移交，请移交后在患者页合并。",
                where="、".join(move.twins),
            )
        )
    return notes
