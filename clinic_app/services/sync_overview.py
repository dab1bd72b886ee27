"""Where everything is: what only this file has, what the hub has, what it refused, who was heard when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import attrs

from clinic_app.domain.calendar import friendly_date, weekday_name
from clinic_app.domain.catalogue import Lane
from clinic_app.domain.clock import SHANGHAI, from_ms, local_date, read_stamp
from clinic_app.domain.errors import Rejected
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say
from clinic_app.services import refused_file
from clinic_app.services.attachment_rows import size_text
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.clock_doubt import clock_doubt
from clinic_app.services.exchange_history import SyncRunRow, run_rows
from clinic_app.services.institution_contacts import InstitutionContact, contacts
from clinic_app.services.kept_aside import kept_aside
from clinic_app.services.referral_rows import waited_text
from clinic_app.services.refused_file import RefusedIn, RefusedOut
from clinic_app.services.refused_work import RefusedRow, kind_label, owner_record, refused_row, subject_of
from clinic_app.services.workplace import Workplace
from clinic_app.store import attachment_files, conflicts, downloads, notices, outbox, sync_state
from clinic_app.store.database import Readable, Row
from clinic_app.store.notices import Unread
from clinic_app.store.sync_state import SyncState
from clinic_app.sync import standing

CHECK_SETTING = "exchange.check"
"""What the last comparison counted: ``{"at": moment, "lanes": {lane: records}}``."""


@attrs.frozen
class SyncStatus:
    """Where everything is, as far as this machine knows.

    Attributes:
        enrolled: takes part in a county.
        may_enrol: may join: it never did, or the hub has forgotten this PC.
        hub_address: where the hub answers.
        unsent: operations that only this file has.
        unsent_groups: the savings they belong to, the number people are shown.
        refused: savings that the hub did not take.
        last_contact, last_contact_text: when the hub last answered; None for never.
        last_check, last_check_equal: when completeness was last checked, and whether both ends agreed.
        check_text: the same in one sentence, with what was counted.
        conflicts: differences that wait for a decision.
        oldest_conflict_text: how long the oldest of them has waited; empty without any.
        not_backed_up: savings the hub has, but not yet in a verified backup.
        files_unsent: attachments of our own that the hub does not have yet.
        clock_suspect: this machine's clock is far off.
        running: an exchange is going on.
        meaning: ``done``, ``due``, ``urgent``, ``unknown`` or ``waiting``.
        trouble: what a person has to do something about, in a few words; empty for nothing.
        fetching: what the hub has is still on its way to a new or replaced PC.
        barred: the hub does not exchange with this PC as such, or is another; ``sentence`` says why.
        sentence: whether the hub has everything, in one honest line.
        facts: what else is known, one fact a line, none of which another attribute says.
        clock_text: why this machine's date cannot be right; empty while it can.
        notices: what an exchange put right by itself and nobody has read yet, the latest last.
    """

    enrolled: bool
    may_enrol: bool
    hub_address: str
    unsent: int
    unsent_groups: int
    refused: int
    last_contact: datetime | None
    last_contact_text: str
    last_check: datetime | None
    last_check_equal: bool | None
    check_text: str
    conflicts: int
    oldest_conflict_text: str
    not_backed_up: int
    files_unsent: int
    clock_suspect: bool
    running: bool
    meaning: str
    sentence: str
    facts: tuple[str, ...]
    barred: bool = False
    fetching: bool = False
    clock_text: str = ""
    trouble: str = ""
    notices: tuple[Unread, ...] = ()


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


class SyncOverview:
    """What the page of the exchange shows; nothing here talks to the hub."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    @property
    def running(self) -> bool:
        """Whether an exchange is going on."""
        return False

    def status(self) -> SyncStatus:
        """Return where everything is; needs nobody logged in."""
        reader = self._place.reader
        state, counts = sync_state.read(reader), outbox.counts(reader)
        to_decide = conflicts.counts(reader)["open"]
        oldest = _moment(conflicts.oldest_open(reader)) if to_decide else None
        waited = waited_text(oldest, self._place.now()) if oldest else ""
        files = self._files_unsent(state)
        last, check = _moment(state.last_contact_at), _moment(state.last_digest_at)
        doubt = clock_doubt(self._place)
        if doubt is None and state.clock_suspect:
            doubt = say("这台电脑的时钟不准，已按县平台的时间校正。请检查系统日期。")
        meaning = self._meaning(state, counts, to_decide, files)
        return SyncStatus(
            enrolled=state.enrolled,
            may_enrol=standing.may_enrol(state),
            hub_address=state.hub_address,
            unsent=counts.waiting,
            unsent_groups=counts.groups,
            refused=counts.refused_groups,
            last_contact=last,
            last_contact_text=self._when(last),
            last_check=check,
            last_check_equal=state.last_digest_equal,
            check_text=self._check_text(state),
            conflicts=to_decide,
            oldest_conflict_text=waited,
            not_backed_up=counts.not_backed_up_groups,
            files_unsent=files,
            clock_suspect=doubt is not None,
            running=self.running,
            meaning=meaning,
            sentence=str(self._verdict(state, counts, files)),
            facts=self._facts(state, counts),
            fetching=_is_fetching(reader, state),
            barred=standing.sentence_of(state.refused_as) is not None,
            clock_text=str(doubt) if doubt is not None else "",
            trouble=str(_trouble(state, counts) or ""),
            notices=notices.unread(reader),
        )

    def note_read(self, until: str) -> None:
        """Say no more what was told up to a moment."""
        notices.note_read(self._place.db, until)

    def _when(self, at: datetime | None) -> str:
        """Return a moment with its distance: 周二 16:20（5 天前）."""
        if at is None:
            return str(say("从未"))
        now = self._place.now()
        day, today = local_date(at), local_date(now)
        if (today - day).days < 1:
            return self._place.time_text(at)
        near = (today - day).days < 7
        shown = weekday_name(day) if near else friendly_date(day, today)
        ago = say("{span}前", span=waited_text(at, now))
        return str(say("{day} {time}（{ago}）", day=shown, time=f"{at.astimezone(SHANGHAI):%H:%M}", ago=ago))

    def _files_unsent(self, state: SyncState) -> int:
        """Return how many attachments of our own the hub does not have; none while working alone."""
        if not state.enrolled:
            return 0
        found = attachment_files.counts(
            self._place.reader, org=state.org_id, hub_epoch=state.hub_epoch, largest=0, small=0, since=""
        )
        return found.to_send

    def _check_text(self, state: SyncState) -> str:
        """Return when both ends were last compared, and what came out; what is not known is not claimed."""
        at = _moment(state.last_digest_at)
        if not state.enrolled or at is None:
            return str(say("还没有和县平台核对过。"))
        if not state.last_digest_equal:
            return str(say("最近核对：{when}，有对不上的，下次同步会再核对。", when=self._when(at)))
        if left := kept_aside(self._place.reader):
            count, when = left.aside or left.apart, self._when(at)
            return str(say("最近核对：{when}，另有 {count} 条只在本机，没有算在内。", when=when, count=count))
        kept = self._place.setting(CHECK_SETTING, {})
        lanes = kept.get("lanes") if isinstance(kept, dict) and kept.get("at") == state.last_digest_at else {}
        if not lanes:
            return str(say("最近核对：{when}，当时两边一致，一条不少。", when=self._when(at)))
        return str(
            say(
                "最近核对：{when}，当时两边一致，一条不少。"
                "本机构资料 {own} 条，转诊和对方资料 {inbox} 条，机构名录 {ref} 条。",
                when=self._when(at),
                own=lanes.get(Lane.CLINIC, 0),
                inbox=lanes.get(Lane.INBOX, 0),
                ref=lanes.get(Lane.REFERENCE, 0),
            )
        )

    def _verdict(self, state: SyncState, counts: outbox.OutboxCounts, files: int) -> Message:
        """Return whether the hub has everything, in one line; what is not known is not claimed."""
        refused = counts.refused_groups if counts.refused else 0
        if not state.enrolled:
            return say("单机使用，还没有登记县平台。资料只在本机，请按时备份。")
        if refusal := standing.sentence_of(state.refused_as):
            return refusal
        if counts.groups and refused:
            return say(
                "{count} 项只在本机，还没有上传；另有 {refused} 项县平台没有接受。",
                count=counts.groups,
                refused=refused,
            )
        if counts.groups:
            return say("{count} 项只在本机，还没有上传。", count=counts.groups)
        if refused:
            return say("没有待上传的，但有 {count} 项县平台没有接受。", count=refused)
        if left := kept_aside(self._place.reader):
            return left.sentence
        if files:
            return say("记录都已上传，附件还没有传完。")
        if state.last_digest_equal:
            return say("本机的内容县平台都有。")
        if state.last_digest_equal is False:
            return say("都已送出，但两边还对不上。")
        if _is_fetching(self._place.reader, state):
            return _told_of_fetching(downloads.fetched(self._place.reader))
        return say("都已上传，还没有核对是否完整。")

    def _facts(self, state: SyncState, counts: outbox.OutboxCounts) -> tuple[str, ...]:
        """Return what else is known; what has a place of its own on the page is not said here again."""
        if not state.enrolled:
            return ()
        facts = [str(say("最近联系县平台：{when}。", when=self._when(_moment(state.last_contact_at))))]
        if state.last_digest_at or counts.groups or counts.refused:
            facts.append(self._check_text(state))  # else the verdict says that there was none yet
        if counts.groups and standing.sentence_of(state.refused_as):
            facts.append(str(say("{count} 项只在本机，还没有上传。", count=counts.groups)))
        if (counts.groups or counts.refused) and _is_fetching(self._place.reader, state):
            facts.append(str(_told_of_fetching(downloads.fetched(self._place.reader))))
        if counts.not_backed_up:
            waiting = counts.not_backed_up_groups
            told = say("{count} 项县平台已收到，但还没有进入它的备份；本机都留着，不用管。", count=waiting)
            facts.append(str(told))
        return tuple(facts)

    def _meaning(self, state: SyncState, counts: outbox.OutboxCounts, to_decide: int, files: int) -> str:
        if not state.enrolled:
            return "waiting"
        if counts.refused or to_decide or state.refused_as:
            return "urgent"
        if counts.groups or files or kept_aside(self._place.reader):
            return "due"
        return "done" if state.last_digest_equal else "unknown"

    def refused(self) -> tuple[RefusedRow, ...]:
        """Return the savings that the hub did not take, oldest first, each with why and where to mend it."""
        self._place.need(Permission.SYNC)
        groups: dict[int, list[Row]] = {}
        for op in outbox.refused(self._place.reader):
            groups.setdefault(op["txn"], []).append(op)
        return tuple(refused_row(self._place, ops) for ops in groups.values())

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

    def send_again(self, op_seqs: Sequence[int]) -> Saved:
        """Offer refused records anew, with what they hold now after correction."""
        self._place.need(Permission.SYNC)
        with self._place.unit():
            outbox.offer_again(self._place.db, op_seqs)
            self._place.audit("send_again", "op", ",".join(str(seq) for seq in op_seqs))
        return Saved(str(op_seqs[0]) if op_seqs else "", Changes.of({"outbox"}))

    def export_refused(self, path: Path) -> RefusedOut:
        """Write what the hub did not take to a file that people read and the program takes in again.

        Raises:
            NotAllowed; FileError, DiskFull: no file was made.
        """
        self._place.need(Permission.SYNC)
        done = refused_file.write_file(self._place, path)
        self._place.audit("export", "op", rows=done.savings)
        return done

    def take_in_refused(self, path: Path) -> RefusedIn:
        """Bring back what such a file holds and this machine has not.

        Raises:
            NotAllowed; FileError: not such a file, another institution's, or changed; nothing was written.
        """
        self._place.need(Permission.SYNC, Permission.PATIENT_EDIT)
        done = refused_file.read_file(self._place, path)
        self._place.audit("import", "op", rows=done.taken)
        return done

    def unsent(self, limit: int = 100) -> tuple[UnsentRow, ...]:
        """Return the savings that only this file has, the newest first."""
        self._place.need(Permission.SYNC)
        found = self._place.reader.execute(
            "SELECT txn, count(*) AS n, max(op_seq) AS last FROM op WHERE state <> 1 AND state = 0"
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
                    what=subject_of(self._place, first),
                    kind_text="、".join(dict.fromkeys(kind_label(op["ent"]) for op in ops)),
                    when=self._place.time_text(from_ms(first["wall"])),
                    by=first["user_name"],
                    kind=first["ent"],
                    record_id=owner_record(self._place, first),
                    ops=group["n"],
                )
            )
        return tuple(shown)

    def institutions(self) -> tuple[InstitutionContact, ...]:
        """Return when each institution we work with was last heard of, those that owe a move first."""
        self._place.need(Permission.SYNC)
        return contacts(self._place, self._when)

    def history(self, limit: int = 50) -> tuple[SyncRunRow, ...]:
        """Return the exchanges, the newest first."""
        self._place.need(Permission.SYNC)
        return run_rows(self._place, limit, running=self.running)


def _is_fetching(reader: Readable, state: SyncState) -> bool:
    """Tell whether what the hub has is still on its way to a new or replaced PC."""
    return state.enrolled and (not state.cursors or downloads.any_left(reader))


def _told_of_fetching(size: int) -> Message:
    if not size:
        return say("县平台上的资料还没有取完，会接着取。本机可以照常使用。")
    return say(
        "县平台上的资料还没有取完，正在取的一份已取 {size}；断了线会从断处接着取。本机可以照常使用。",
        size=size_text(size),
    )


def _trouble(state: SyncState, counts: outbox.OutboxCounts) -> Message | None:
    if words := standing.few_words_of(state.refused_as):
        return words
    return say("{count} 项县平台没有接受", count=counts.refused_groups) if counts.refused else None


def _moment(text: str | None) -> datetime | None:
    try:
        return read_stamp(text or "")
    except ValueError:
        return None
