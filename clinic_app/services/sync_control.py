"""The exchange with the county hub as people meet it: where everything is, honestly, and one button."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

import attrs

from clinic_app import __version__
from clinic_app.domain.calendar import friendly_date, weekday_name
from clinic_app.domain.catalogue import BY_NAME
from clinic_app.domain.clock import SHANGHAI, from_ms, local_date, read_stamp
from clinic_app.domain.errors import ClinicError, Rejected
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say
from clinic_app.protocol.enrol_ticket import read_ticket
from clinic_app.services.changes import NOTHING, Changes, Saved
from clinic_app.services.referral_actions import ReferralActions
from clinic_app.services.referral_rows import waited_text
from clinic_app.services.workplace import SLIP_PREFIX_SETTING, Workplace
from clinic_app.store import conflicts, directory, outbox, rows, settings, sync_runs, sync_state
from clinic_app.store.database import Row
from clinic_app.store.sync_state import SyncState
from clinic_app.sync import enrolment
from clinic_app.sync.engine import RunReport, SyncEngine
from clinic_app.sync.exchange import Progress, RunResult
from clinic_app.sync.hub import Hub
from clinic_app.sync.worker import SyncWorker

Tell = Callable[[int, int, Message], None]


@attrs.frozen
class SyncStatus:
    """Where everything is, as far as this machine knows.

    Attributes:
        enrolled: takes part in a county.
        hub_address: where the hub answers.
        unsent: operations that only this file has.
        unsent_groups: the savings they belong to, the number people are shown.
        refused: operations that the hub did not take.
        last_contact, last_contact_text: when the hub last answered; None for never.
        last_check, last_check_equal: when completeness was last checked, and whether both ends agreed.
        conflicts: differences that wait for a decision.
        not_backed_up: operations the hub has, but not yet in a verified backup.
        clock_suspect: this machine's clock is far off.
        running: an exchange is going on.
        meaning: ``done``, ``due``, ``urgent``, ``unknown`` or ``waiting``.
        sentence: one honest line.
        lines: the same in full, one fact a line.
    """

    enrolled: bool
    hub_address: str
    unsent: int
    unsent_groups: int
    refused: int
    last_contact: datetime | None
    last_contact_text: str
    last_check: datetime | None
    last_check_equal: bool | None
    conflicts: int
    not_backed_up: int
    clock_suspect: bool
    running: bool
    meaning: str
    sentence: str
    lines: tuple[str, ...]


@attrs.frozen
class RefusedRow:
    """A saving that the hub did not take.

    Attributes:
        op_seq: number of its first operation.
        ops: numbers of all its refused operations.
        kind_text: kind of record in words.
        what: whose record, in words.
        when: when it was saved, in words.
        by: who saved it.
        reason: the hub's code.
        sentence: why, what is safe, and what to do.
        page, record_id: where it can be mended; page is empty where there is no such place.
    """

    op_seq: int
    ops: tuple[int, ...]
    kind_text: str
    what: str
    when: str
    by: str
    reason: str
    sentence: str
    page: str
    record_id: str


@attrs.frozen
class UnsentRow:
    """A saving that only this file has."""

    what: str
    kind_text: str
    when: str
    by: str
    kind: str
    record_id: str
    ops: int


@attrs.frozen
class InstitutionContact:
    """When an institution was last heard of.

    Attributes:
        id, name: of the institution.
        last_heard: when it typed the last thing that reached us; None for never.
        text: the same in words.
        waiting: referrals in which it has to move.
    """

    id: str
    name: str
    last_heard: datetime | None
    text: str
    waiting: int


@attrs.frozen
class SyncRunRow:
    """One exchange in the history."""

    started: str
    ended: str
    carrier: str
    outcome: str
    outcome_text: str
    pushed: int
    pulled: int
    refused: int
    bytes_up: int
    bytes_down: int
    sentence: str


@attrs.frozen
class SyncOutcome:
    """What an exchange did.

    Attributes:
        changes: kinds of record that changed here.
        sent, received, refused: operations and records.
        sentence: for people.
        healed: sentences on what was put right on the way.
        digests_equal: both ends proved to hold the same; None when it was not checked.
    """

    changes: Changes
    sent: int
    received: int
    refused: int
    sentence: str
    healed: tuple[str, ...]
    digests_equal: bool | None


_OUTCOMES = {
    "done": say("完成"),
    "unreachable": say("没连上"),
    "refused": say("县平台没有接受"),
    "cancelled": say("已取消"),
    "failed": say("失败"),
    "": say("中断"),
}
_REASONS = {
    "not_yours": say(
        "这条记录由别的机构管理，县平台不收本机构的改动。内容还在本机；请让管理它的机构更正，再点“放弃”"
    ),
    "hub_only": say("这类资料由县平台统一维护。内容还在本机；请联系县平台管理员，再点“放弃”"),
    "unknown_record": say("县平台没有这条记录的开头部分。内容还在本机；请先处理排在前面的那一项"),
    "append_only": say("这类记录只能补充、不能修改。内容还在本机；请重新登记一条更正，再点“放弃”"),
    "malformed": say("这条记录的格式县平台读不懂。内容还在本机；请打开它改正后保存，再点“放弃”"),
    "bad_characters": say("内容里有损坏的字符。内容还在本机；请打开它改正后保存，再点“放弃”"),
    "unknown_organization": say("县平台没有对方机构。内容还在本机；请核对机构，或联系县平台管理员"),
}
_PAGES = {
    "patient": "patient",
    "allergy": "patient",
    "medication": "patient",
    "problem": "patient",
    "referral": "referral",
    "referral_event": "referral",
    "referral_return": "referral",
    "follow_up_plan": "patient",
    "follow_up": "patient",
}
_PARENTS = {
    "allergy": "patient_id",
    "medication": "patient_id",
    "problem": "patient_id",
    "referral_event": "referral_id",
    "referral_return": "referral_id",
    "follow_up_plan": "patient_id",
    "follow_up": "patient_id",
}


class SyncControl:
    """One engine for the whole program: the button and the background share it."""

    def __init__(self, place: Workplace, connect: Callable[[], Hub] | None = None) -> None:
        """Take the common ground, and for tests another way to reach a hub."""
        self._place = place
        self._engine = SyncEngine(
            place.db,
            connect or (lambda: enrolment.connect(place.db)),
            clock=place.clock,
            entropy=place.entropy,
        )
        self._worker: SyncWorker | None = None
        self._guard = threading.Lock()
        self._active = 0
        self._on_changes: Callable[[Changes], None] = lambda _: None
        self._on_status: Callable[[], None] = lambda: None
        place.db.after_commit.append(self._saved)

    # ---- how things stand -----------------------------------------------------------------------------

    def status(self) -> SyncStatus:
        """Return where everything is; needs nobody logged in."""
        reader = self._place.reader
        state, counts = sync_state.read(reader), outbox.counts(reader)
        to_decide = conflicts.counts(reader)["open"]
        last, check = _moment(state.last_contact_at), _moment(state.last_digest_at)
        lines = self._lines(state, counts, to_decide)
        meaning = self._meaning(state, counts, to_decide)
        return SyncStatus(
            enrolled=state.enrolled,
            hub_address=state.hub_address,
            unsent=counts.waiting,
            unsent_groups=counts.groups,
            refused=counts.refused,
            last_contact=last,
            last_contact_text=self._when(last),
            last_check=check,
            last_check_equal=state.last_digest_equal,
            conflicts=to_decide,
            not_backed_up=counts.not_backed_up,
            clock_suspect=state.clock_suspect,
            running=self._active > 0,
            meaning=meaning,
            sentence=lines[0],
            lines=lines,
        )

    def _when(self, at: datetime | None) -> str:
        """Return a moment with its distance: 周二 16:20（5 天前）."""
        if at is None:
            return str(say("从未"))
        now = self._place.now()
        day, today = local_date(at), local_date(now)
        if (today - day).days < 1:
            shown = friendly_date(day, today)
            return f"{shown} {at.astimezone(SHANGHAI):%H:%M}"
        near = (today - day).days < 7
        shown = weekday_name(day) if near else friendly_date(day, today)
        ago = say("{span}前", span=waited_text(at, now))
        return f"{shown} {at.astimezone(SHANGHAI):%H:%M}（{ago}）"

    def _lines(self, state: SyncState, counts: outbox.OutboxCounts, to_decide: int) -> tuple[str, ...]:
        if not state.enrolled:
            return (str(say("单机使用，还没有登记县平台。资料只在本机，请按时备份。")),)
        lines: list[Message] = []
        if counts.groups:
            lines.append(say("{count} 项只在本机，还没有上传。", count=counts.groups))
        elif state.last_digest_equal and not counts.refused:
            lines.append(
                say("本机的内容县平台都有，{when}核对一致。", when=self._when(_moment(state.last_digest_at)))
            )
        elif state.last_digest_equal is False:
            lines.append(say("都已上传，但上次核对发现两边不一致，下次同步会自动补齐。"))
        else:
            lines.append(say("都已上传，还没有核对是否完整。"))
        if counts.refused:
            lines.append(say("{count} 条县平台没有接受，内容都在本机，需要处理。", count=counts.refused))
        if to_decide:
            lines.append(say("{count} 处两边改得不一样，需要您决定。", count=to_decide))
        lines.append(say("最近联系县平台：{when}。", when=self._when(_moment(state.last_contact_at))))
        if counts.not_backed_up:
            lines.append(say("{count} 条县平台已收到，但还没有进入它的备份。", count=counts.not_backed_up))
        if state.clock_suspect:
            lines.append(say("这台电脑的时钟不准，已按县平台的时间校正。请检查系统日期。"))
        return tuple(str(line) for line in lines)

    def _meaning(self, state: SyncState, counts: outbox.OutboxCounts, to_decide: int) -> str:
        if not state.enrolled:
            return "waiting"
        if counts.refused or to_decide:
            return "urgent"
        if counts.groups:
            return "due"
        return "done" if state.last_digest_equal else "unknown"

    def refused(self) -> tuple[RefusedRow, ...]:
        """Return the savings that the hub did not take, oldest first, each with why and where to mend it."""
        self._place.need(Permission.SYNC)
        groups: dict[int, list[Row]] = {}
        for op in outbox.refused(self._place.reader):
            groups.setdefault(op["txn"], []).append(op)
        return tuple(self._refused_row(ops) for ops in groups.values())

    def _refused_row(self, ops: Sequence[Row]) -> RefusedRow:
        culprit = next((op for op in ops if not op["reason"].startswith("with:")), ops[0])
        words = _REASONS.get(culprit["reason"])
        sentence = words or say(
            "县平台没有接受（{code}）。内容还在本机；请联系县平台管理员", code=culprit["reason"]
        )
        return RefusedRow(
            op_seq=ops[0]["op_seq"],
            ops=tuple(op["op_seq"] for op in ops),
            kind_text=_label(culprit["ent"]),
            what=self._what(culprit),
            when=self._place.time_text(from_ms(culprit["wall"])),
            by=culprit["user_name"],
            reason=culprit["reason"],
            sentence=str(sentence),
            page=_PAGES.get(culprit["ent"], ""),
            record_id=self._owner_record(culprit),
        )

    def _owner_record(self, op: Row) -> str:
        """Return the id of the record whose page shows what an operation changed."""
        parent = _PARENTS.get(op["ent"])
        if parent is None:
            return str(op["rec_id"])
        found = rows.find(self._place.reader, op["ent"], op["rec_id"])
        return text_of(found or {}, parent)

    def _what(self, op: Row) -> str:
        """Return whose record an operation is about."""
        reader, owner = self._place.reader, self._owner_record(op)
        page = _PAGES.get(op["ent"], "")
        if page == "patient" and (person := rows.find(reader, "patient", owner)):
            return text_of(person, "name")
        if page == "referral" and (slip := rows.find(reader, "referral", owner)):
            return " ".join(filter(None, (text_of(slip, "patient_name"), text_of(slip, "slip_no"))))
        record = rows.find(reader, op["ent"], op["rec_id"]) if op["ent"] in BY_NAME else None
        return text_of(record or {}, "name") or text_of(record or {}, "person")

    def give_up(self, op_seqs: Sequence[int], reason: str) -> Saved:
        """Stop offering refused operations; what they hold stays in the file.

        Raises:
            Rejected: no reason was given.
        """
        self._place.need(Permission.CONFLICT_RESOLVE, Permission.SETTINGS)
        if not reason.strip():
            raise Rejected([Problem("reason", "reason.missing", say("请写明放弃的原因"))])
        outbox.give_up(self._place.db, op_seqs)
        self._place.audit("give_up", "op", ",".join(str(seq) for seq in op_seqs), reason=reason.strip()[:200])
        return Saved(str(op_seqs[0]) if op_seqs else "", Changes.of({"outbox"}))

    def unsent(self, limit: int = 100) -> tuple[UnsentRow, ...]:
        """Return the savings that only this file has, the newest first."""
        self._place.need(Permission.SYNC)
        found = self._place.reader.execute(
            "SELECT txn, count(*) AS n, max(op_seq) AS last FROM op WHERE state = 0"
            " GROUP BY txn ORDER BY txn DESC LIMIT ?",
            (limit,),
        )
        shown: list[UnsentRow] = []
        for group in found:
            ops = self._place.reader.execute(
                "SELECT * FROM op WHERE txn = ? AND state = 0 ORDER BY op_seq", (group["txn"],)
            )
            first = next((op for op in ops if op["ent"] in ("referral", "patient")), ops[0])
            shown.append(
                UnsentRow(
                    what=self._what(first),
                    kind_text="、".join(dict.fromkeys(_label(op["ent"]) for op in ops)),
                    when=self._place.time_text(from_ms(first["wall"])),
                    by=first["user_name"],
                    kind=first["ent"],
                    record_id=self._owner_record(first),
                    ops=group["n"],
                )
            )
        return tuple(shown)

    def institutions(self) -> tuple[InstitutionContact, ...]:
        """Return when each institution we work with was last heard of, those that owe a move first."""
        self._place.need(Permission.SYNC)
        reader, own = self._place.reader, self._place.org_id
        heard = {
            row["by_org"]: row
            for row in reader.execute(
                "SELECT by_org, max(entered_at) AS at, max(by_org_name) AS name FROM referral_event"
                " WHERE _void = 0 AND by_org <> ? GROUP BY by_org",
                (own,),
            )
        }
        waiting = {
            row["holder"]: int(row["n"])
            for row in reader.execute(
                "SELECT holder, count(*) AS n FROM referral_now WHERE holder NOT IN ('', ?) GROUP BY holder",
                (own,),
            )
        }
        contacts = [
            self._contact(org_id, heard.get(org_id), waiting.get(org_id, 0))
            for org_id in dict.fromkeys((*waiting, *heard))
            if org_id
        ]
        contacts.sort(key=lambda one: (-one.waiting, one.name))
        return tuple(contacts)

    def _contact(self, org_id: str, heard: Row | None, waiting: int) -> InstitutionContact:
        known = directory.partner(self._place.reader, org_id)
        at = _moment(heard["at"]) if heard else None
        text = self._when(at) if at else str(say("还没有收到过它的消息"))
        name = known.name if known else str(heard["name"] if heard else org_id)
        return InstitutionContact(org_id, name, at, text, waiting)

    def history(self, limit: int = 50) -> tuple[SyncRunRow, ...]:
        """Return the exchanges, the newest first."""
        self._place.need(Permission.SYNC)
        return tuple(self._run_row(run) for run in sync_runs.latest(self._place.reader, limit=limit))

    def _run_row(self, run: Row) -> SyncRunRow:
        outcome = run["outcome"]
        return SyncRunRow(
            started=self._place.chinese_time(run["started_at"]),
            ended=self._place.chinese_time(run["ended_at"]),
            carrier=run["carrier"],
            outcome=outcome,
            outcome_text=str(_OUTCOMES.get(outcome, outcome)),
            pushed=run["pushed"],
            pulled=run["pulled"],
            refused=run["refused"],
            bytes_up=run["bytes_up"],
            bytes_down=run["bytes_down"],
            sentence=run["sentence"],
        )

    # ---- joining the county ---------------------------------------------------------------------------

    def check_ticket(self, text: str) -> list[Problem]:
        """Return what is wrong with a typed or pasted enrolment line."""
        try:
            read_ticket(text)
        except Rejected as error:
            return list(error.problems)
        return []

    def enrol(self, ticket: str) -> Saved:
        """Join the county with the line from the hub's administrator; work done alone comes along.

        Raises:
            Rejected: the line is mistyped, or this file is enrolled already.
            HubUnreachable, HubNotTrusted, HubRefused: nothing was changed; it can be tried again.
        """
        user = self._place.need(Permission.ENROL)
        before = self._place.org_id
        answer = enrolment.enrol(
            self._place.db,
            ticket,
            device_name=self._place.workstation,
            app_version=__version__,
            entropy=self._place.entropy,
        )
        db = self._place.db
        if before != answer.org.id:
            # The card made at the set-up is ours under the new identity, not a partner under the old one.
            db.execute("UPDATE OR REPLACE partner SET id = ? WHERE id = ?", (answer.org.id, before))
        if answer.org.slip_prefix:
            settings.put(db, SLIP_PREFIX_SETTING, answer.org.slip_prefix, user_name=user.name)
        self._place.audit("enrol", "organization", answer.org.id)
        self._engine.disconnect()
        return Saved(answer.org.id, Changes.of({"organization", "referral", "patient", "setting"}))

    # ---- exchanging -----------------------------------------------------------------------------------

    def sync_now(
        self, progress: Tell | None = None, cancelled: Callable[[], bool] = lambda: False
    ) -> SyncOutcome:
        """Exchange until nothing is left on either side.

        Args:
            progress: told (done, total, what is going on); may raise to stop after the present round.
            cancelled: asked before every round.

        Raises:
            HubUnreachable, HubRefused, HubNotTrusted: with the sentence; nothing that waits was touched.
            Rejected: not enrolled.
        """
        self._place.need(Permission.SYNC)
        report = self._run(_teller(progress), cancelled)
        if report.error is not None:
            raise report.error
        result = report.result or RunResult()
        changes = Changes.of(result.kinds) | self._after(result)
        if changes.any_of("referral_event") and not cancelled():
            # What just arrived is confirmed at once, so that the sender need not wait for the next round.
            again = self._run(lambda _: None, cancelled)
            result = _sum(result, again.result) if again.result else result
        self._place.audit("sync", "hub", sent=result.sent, received=result.received)
        return SyncOutcome(
            changes=changes | Changes.of({"outbox"}),
            sent=result.sent,
            received=result.received,
            refused=result.refused,
            sentence=self._told(result),
            healed=tuple(str(one) for one in result.healed),
            digests_equal=result.digests_equal,
        )

    def _run(self, progress: Callable[[Progress], None], stop: Callable[[], bool]) -> RunReport:
        with self._guard:
            self._active += 1
        try:
            return self._engine.run(progress, stop)
        finally:
            with self._guard:
                self._active -= 1

    def _after(self, result: RunResult) -> Changes:
        """Do what an exchange asks for: confirm what arrived."""
        if not {"referral", "referral_event"} & result.kinds:
            return NOTHING
        return ReferralActions(self._place).receive_new()

    def _told(self, result: RunResult) -> str:
        if not (result.sent or result.received or result.refused):
            return str(say("已与县平台联系，没有新的内容。"))
        words = say("上传 {sent} 条，收到 {received} 条。", sent=result.sent, received=result.received)
        if result.refused:
            more = say("{count} 条县平台没有接受，请处理。", count=result.refused)
            return f"{words}{more}"
        return str(words)

    # ---- in the background ----------------------------------------------------------------------------

    def start(
        self,
        on_changes: Callable[[Changes], None] = lambda _: None,
        on_status: Callable[[], None] = lambda: None,
    ) -> None:
        """Keep exchanging in the background while enrolled; the callbacks come from that thread.

        Args:
            on_changes: told which kinds of record an exchange changed.
            on_status: told that the status is another one.
        """
        self._on_changes, self._on_status = on_changes, on_status
        with self._guard:
            if self._worker is not None or not sync_state.read(self._place.reader).enrolled:
                return
            self._worker = SyncWorker(self._engine, self._reported)
            worker = self._worker
        worker.start()

    def stop(self) -> None:
        """End the background exchange after its present round."""
        with self._guard:
            worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()
        self._engine.disconnect()

    def _saved(self, _ops: list[Row]) -> None:
        worker = self._worker
        if worker is not None:
            worker.changed()

    def _reported(self, report: RunReport) -> None:
        if report.result is not None:
            changes = Changes.of(report.result.kinds)
            try:
                changes |= self._after(report.result)
            except ClinicError:
                # Confirmed with the next exchange: what arrived is on the disk already.
                changes |= NOTHING
            if changes:
                self._on_changes(changes)
        self._on_status()


def _teller(progress: Tell | None) -> Callable[[Progress], None]:
    if progress is None:
        return lambda _: None
    tell = progress

    def told(now: Progress) -> None:
        done = now.sent + now.received
        left = now.waiting + (1 if now.more else 0)
        words = say("已上传 {sent}，已收到 {received}", sent=now.sent, received=now.received)
        tell(done, max(done + left, 1), words)

    return told


def _sum(one: RunResult, other: RunResult) -> RunResult:
    return attrs.evolve(
        one,
        rounds=one.rounds + other.rounds,
        sent=one.sent + other.sent,
        refused=one.refused + other.refused,
        received=one.received + other.received,
        kinds=one.kinds | other.kinds,
        healed=(*one.healed, *other.healed),
        digests_equal=other.digests_equal if other.digests_equal is not None else one.digests_equal,
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return read_stamp(text or "")
    except ValueError:
        return None


def _label(kind: str) -> str:
    return BY_NAME[kind].label if kind in BY_NAME else kind
