"""The administrator's commands about one record: what it says, what was written, and correcting a value."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from clinic_app.domain.catalogue import BY_NAME, label_of
from clinic_app.domain.change import Value
from clinic_app.domain.clock import Clock, from_ms, local_text
from clinic_app.domain.errors import Rejected
from clinic_app.domain.merge import RecordState
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.hub.corrections import correct, find_record, foresee, history, is_told, shown
from clinic_app.hub.directory import organizations
from clinic_app.hub.done import Done, Opened


class RecordCommands:
    """The commands on the records of one hub."""

    def __init__(self, opened: Opened, clock: Clock) -> None:
        """Take what opens the hub's database and closes it again, and the clock."""
        self._opened = opened
        self._clock = clock

    def show(self, rec_id: str) -> Done:
        """Tell what a record says, and who wrote what when. Raises NotFound."""
        with self._opened() as (_, database), database.transaction() as tx:
            record = find_record(tx, rec_id)
            written = [row | {"sets": json.loads(row["sets"])} for row in history(tx, record)]
            names = {org.id: org.name for org in organizations(tx)}
        owner = names.get(record.owner, record.owner)
        lines = [str(say("{kind}，由{org}管理。", kind=BY_NAME[record.ent].label, org=owner or "-"))]
        lines += [str(say("已作废：{reason}", reason=record.void_reason))] if record.void else []
        fields = BY_NAME[record.ent].by_name
        lines += [
            f"  {_called(record.ent, name)}：{shown(fields.get(name), value)}"
            for name, value in _filled(record)
        ]
        lines += [str(say("写入经过："))] + [_line(record.ent, row) for row in written]
        value = {
            "ent": record.ent,
            "id": record.id,
            "rev": record.rev,
            "org_id": record.owner,
            "org_name": names.get(record.owner, ""),
            "void": record.void,
            "void_reason": record.void_reason,
            "body": dict(_filled(record)),
            "written": written,
        }
        return Done(value, "\n".join(lines))

    def correct(self, rec_id: str, typed: Sequence[str], *, reason: str, certain: bool, by: str = "") -> Done:
        """Put other values in the place of wrong ones, or only tell what that would do.

        Args:
            rec_id: the record's identity.
            typed: ``name=value``, with the name or the Chinese label of a field; an empty value empties it.
            reason: why, for the log.
            certain: do it; otherwise nothing is changed.
            by: who corrects, for the log.

        Raises:
            NotFound: no such record.
            Rejected: all that speaks against it; nothing was changed.
        """
        now = self._clock.now()
        with self._opened() as (_, database), database.transaction() as tx:
            record = find_record(tx, rec_id)
            planned = foresee(tx, record, _pairs(typed), now)
            if certain:
                correct(tx, record, planned, reason=reason, by=by, now=now)
        lines = [
            f"  {one.field.label}：{shown(one.field, one.before)} → {shown(one.field, one.after)}"
            for one in planned.changed
        ]
        lines += [f"  {warning}" for warning in planned.warnings]
        if certain:
            lines.append(str(_TOLD if is_told(record) else _UNTOLD))
        else:
            lines.append(str(say("还没有改动。确认无误，请加 --yes 再执行一次，并用 --reason 写明原因。")))
        value = {
            "corrected": certain,
            "ent": record.ent,
            "id": record.id,
            "changed": {one.field.name: [one.before, one.after] for one in planned.changed},
            "warnings": [str(warning) for warning in planned.warnings],
        }
        return Done(value, "\n".join(lines))


_TOLD = say("已更正，原因记入日志；看得到这位患者的机构下次同步时收到，在患者的“经过”里看到是谁、为什么。")
_UNTOLD = say(
    "已更正，原因记入县平台的日志。看得到这条记录的机构下次同步时收到新内容，"
    "收不到原因：请打电话告诉管理它的机构。"
)


def _pairs(typed: Sequence[str]) -> dict[str, str]:
    """Return typed ``name=value`` as a mapping. Raises Rejected."""
    found: dict[str, str] = {}
    for word in typed:
        name, sign, value = word.partition("=")
        if not sign or not name.strip():
            told = say("“{word}”写法不对，请写成 项目=内容，如 本人电话=13809330011。", word=word)
            raise Rejected([Problem("", "correction.form", told)])
        found[name.strip()] = value
    return found


def _filled(record: RecordState) -> list[tuple[str, Value]]:
    return [(name, value) for name, value in record.body.items() if value not in (None, "")]


def _called(ent: str, name: str) -> str:
    return f"{label_of(ent, name)}（{name}）"


def _line(ent: str, row: Mapping[str, Any]) -> str:
    """Return one line of what was written: when, by whom, what, and why if that was said."""
    names = "、".join(label_of(ent, name) for name in row["sets"])
    line = f"  {row['hub_seq']}  {local_text(from_ms(row['recv_at']))}  {row['user_name']}  {names}"
    return f"{line}  {row['reason']}".rstrip()
