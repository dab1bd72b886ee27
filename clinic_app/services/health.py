"""Whether an installation is sound: file, keys, backups, room on the disk, clock, fonts and exchange."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from enum import StrEnum

import attrs

from clinic_app.domain.clock import read_stamp
from clinic_app.domain.errors import ClinicError
from clinic_app.domain.wording import Message, say
from clinic_app.reports.fonts import font_stack
from clinic_app.services.clock_doubt import clock_doubt
from clinic_app.services.workplace import Workplace
from clinic_app.store import audit, backup, outbox, serials, sync_state
from clinic_app.sync import standing

LEAST_FREE = 500_000_000
"""Bytes below which the next backups will not fit for long."""

BACKUP_AGE = timedelta(days=3)
SILENCE = timedelta(days=7)


class Health(StrEnum):
    """How something stands."""

    GOOD = "good"
    LOOK = "look"
    """To be looked at; work goes on."""
    BAD = "bad"


@attrs.frozen
class HealthCheck:
    """One thing that was looked at.

    Attributes:
        name: stable word.
        label: what was looked at.
        health: how it stands.
        sentence: what was found, and what to do about it.
    """

    name: str
    label: Message
    health: Health
    sentence: Message


Found = tuple[Health, Message]


def check_health(place: Workplace) -> tuple[HealthCheck, ...]:
    """Look at everything; a check that fails itself is bad, the others go on."""
    return tuple(_run(place))


def _run(place: Workplace) -> Iterator[HealthCheck]:
    for name, label, look in _CHECKS:
        try:
            health, sentence = look(place)
        except ClinicError as error:
            health, sentence = Health.BAD, error.message
        yield HealthCheck(name, label, health, sentence)


def _database(place: Workplace) -> Found:
    faults = place.db.damage()
    if faults:
        return Health.BAD, say(
            "数据库检查不通过（{fault}）。请停止录入，复制一份数据文件夹，再用最近的备份恢复。",
            fault=faults[0][:100],
        )
    return Health.GOOD, say("数据库完好。")


def _audit(place: Workplace) -> Found:
    found = audit.verify(place.reader)
    if found.first_bad:
        return Health.BAD, say(
            "操作记录第 {number} 条对不上，可能被改动过。请保留现状并报告。", number=found.first_bad
        )
    if found.missing:
        return Health.BAD, say("操作记录少了 {count} 条。请保留现状并报告。", count=found.missing)
    return Health.GOOD, say("{count} 条操作记录完整。", count=found.entries)


def _key(place: Workplace) -> Found:
    if not place.keys.exists:
        return Health.BAD, say("密钥信封不见了：换电脑或重装后将打不开数据。请从备份里放回，或联系管理员。")
    if place.keys.wants_passphrase:
        return Health.GOOD, say("密钥信封在；启动口令和恢复码都能打开。")
    return Health.GOOD, say("密钥信封在；请确认打印的恢复码由负责人封存。")


def _backups(place: Workplace) -> Found:
    last = backup.last_good_at(place.reader)
    if not last:
        return Health.LOOK, say("还没有做过备份。请现在做一次，最好备份到 U 盘。")
    at = read_stamp(last)
    if place.clock.now() - at > BACKUP_AGE:
        return Health.LOOK, say("最近一次备份是 {when}，请尽快再做一次。", when=place.time_text(at))
    return Health.GOOD, say("最近一次备份：{when}。", when=place.time_text(at))


def _room(place: Workplace) -> Found:
    free = shutil.disk_usage(place.paths.data).free
    if free < LEAST_FREE:
        return Health.LOOK, say(
            "磁盘只剩 {free} MB，请清理，否则以后存不下数据和备份。", free=free // 1_000_000
        )
    return Health.GOOD, say("磁盘还有 {free} GB。", free=free // 1_000_000_000)


def _clock(place: Workplace) -> Found:
    if doubt := clock_doubt(place):
        return Health.LOOK, doubt
    state = sync_state.read(place.reader)
    if state.clock_suspect:
        return Health.LOOK, say("这台电脑的日期时间不可信，请校准；转诊单上的日期会受影响。")
    offset = abs(state.wall_offset_ms or 0) // 60_000
    if offset > 5:
        return Health.LOOK, say("这台电脑的时钟与县平台相差 {minutes} 分钟，请校准。", minutes=offset)
    return Health.GOOD, say("时钟正常。")


def _exchange(place: Workplace) -> Found:
    state = sync_state.read(place.reader)
    if not state.enrolled:
        return Health.GOOD, say("单机使用，没有加入县平台。")
    if refusal := standing.sentence_of(state.refused_as):
        return Health.LOOK, refusal
    counts = outbox.counts(place.reader)
    if counts.refused:
        return Health.LOOK, say(
            "县平台有 {count} 项没有接受，请到“数据往来”处理。", count=counts.refused_groups
        )
    if not state.last_contact_at:
        return Health.LOOK, say("还没有和县平台联系上。请检查网线。")
    at = read_stamp(state.last_contact_at)
    if place.clock.now() - at > SILENCE:
        return Health.LOOK, say(
            "{when} 之后没有和县平台联系上，有 {count} 项只在本机。请检查网线，或用 U 盘送出。",
            when=place.time_text(at),
            count=counts.groups,
        )
    if state.last_digest_equal is False:
        return Health.LOOK, say("上次完整性核对不一致，程序会自动补齐；仍不一致请报告。")
    return Health.GOOD, say(
        "最近联系：{when}，{count} 项待上传。", when=place.time_text(at), count=counts.groups
    )


def _numbers(place: Workplace) -> Found:
    here = serials.segment(place.reader)
    if here.mark and here.epoch_no:
        return Health.GOOD, say(
            "这份数据曾被拷贝、换位置或恢复，单号已改用编号段 {mark}，不会与另一份重号。", mark=here.mark
        )
    return Health.GOOD, say("单号连续，没有发现另一份数据。")


def _fonts(place: Workplace) -> Found:
    font_stack(None)
    return Health.GOOD, say("打印字体齐全。")


def _holidays(place: Workplace) -> Found:
    year = place.today().year
    if not place.holidays.is_known(year):
        return Health.LOOK, say("还没有 {year} 年的放假安排，随访日期只避开周末。", year=year)
    return Health.GOOD, say("已有 {year} 年放假安排。", year=year)


_CHECKS: tuple[tuple[str, Message, Callable[[Workplace], Found]], ...] = (
    ("database", say("数据库"), _database),
    ("audit", say("操作记录"), _audit),
    ("key", say("密钥"), _key),
    ("backups", say("备份"), _backups),
    ("disk", say("磁盘"), _room),
    ("clock", say("时钟"), _clock),
    ("exchange", say("数据往来"), _exchange),
    ("numbers", say("单号"), _numbers),
    ("fonts", say("字体"), _fonts),
    ("holidays", say("节假日"), _holidays),
)
