"""The exchange with the county hub as people meet it: joining, one button, and the background."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import attrs

from clinic_app import __version__
from clinic_app.domain.errors import ClinicError, Rejected
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, joined, say
from clinic_app.protocol.enrol_ticket import read_ticket
from clinic_app.services.changes import NOTHING, Changes, Saved
from clinic_app.services.courier_out import CourierOut, carried_out
from clinic_app.services.file_traffic import KIND as FILE_KIND
from clinic_app.services.file_traffic import FileTraffic, told_of_files
from clinic_app.services.institution_contacts import known, note_heard, told_at
from clinic_app.services.patient_moves import PatientMoves
from clinic_app.services.referral_actions import ReferralActions
from clinic_app.services.sync_overview import CHECK_SETTING, SyncOverview
from clinic_app.services.workplace import SLIP_PREFIX_SETTING, Workplace
from clinic_app.store import notices, outbox, settings, sync_runs, sync_state
from clinic_app.store.database import Row
from clinic_app.store.patients import brought_by_hub
from clinic_app.sync import courier, enrolment
from clinic_app.sync.engine import RunReport, SyncEngine
from clinic_app.sync.exchange import Progress, RunResult
from clinic_app.sync.file_carrier import Carried
from clinic_app.sync.hub import Hub
from clinic_app.sync.worker import SyncWorker
from clinic_app.system.files import read_file, write_atomically

Tell = Callable[[int, int, Message], None]


@attrs.frozen
class SyncOutcome:
    """What an exchange did.

    Attributes:
        changes: kinds of record that changed here.
        sent, received, refused: operations and records.
        savings: units of work that were sent, the number people are shown.
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
    savings: int = 0


HEARD_EVERY = timedelta(hours=1)
"""How often the background asks the hub when the others were last heard."""


class SyncControl(SyncOverview):
    """One engine for the whole program: the button and the background share it."""

    def __init__(self, place: Workplace, connect: Callable[[], Hub] | None = None) -> None:
        """Take the common ground, and for tests another way to reach a hub."""
        super().__init__(place)
        self._engine = SyncEngine(
            place.db,
            connect or (lambda: enrolment.connect(place.db)),
            clock=place.clock,
            entropy=place.entropy,
        )
        self.files = FileTraffic(place, self._engine)
        self.moves = PatientMoves(place, self._engine)
        self._worker: SyncWorker | None = None
        self._guard = threading.Lock()
        self._active = 0
        self._on_changes: Callable[[Changes], None] = lambda _: None
        self._on_status: Callable[[], None] = lambda: None
        place.db.after_commit.append(self._saved)

    @property
    def running(self) -> bool:
        """Whether an exchange is going on."""
        return self._active > 0 or self._engine.busy

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
            Rejected: the line is mistyped, or this file is enrolled already and the hub has not forgotten it.
            HubUnreachable, HubNotTrusted, HubRefused: nothing was changed; it can be tried again.
        """
        user = self._place.need(Permission.ENROL)
        if self._place.practising:
            raise Rejected(
                [Problem("ticket", "ticket.practice", say("这里是练习，编的内容不能加入县平台。"))]
            )
        before = self._place.org_id
        with self._engine.resting():  # an exchange under the old identity would be refused meanwhile
            answer = enrolment.enrol(
                self._place.db,
                ticket,
                device_name=self._place.workstation,
                app_version=__version__,
                entropy=self._place.entropy,
            )
            self._engine.disconnect()
        db = self._place.db
        if before != answer.org.id:
            # The card made at the set-up is ours under the new identity, not a partner under the old one.
            db.execute("UPDATE OR REPLACE partner SET id = ? WHERE id = ?", (answer.org.id, before))
        if answer.org.slip_prefix:
            settings.put(db, SLIP_PREFIX_SETTING, answer.org.slip_prefix, user_name=user.name)
        self._place.audit("enrol", "organization", answer.org.id)
        worker = self._worker
        if worker is not None:
            worker.now()
        return Saved(answer.org.id, Changes.of({"organization", "referral", "patient", "setting"}))

    # ---- exchanging -----------------------------------------------------------------------------------

    def sync_now(
        self,
        progress: Tell | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        *,
        check: bool = False,
    ) -> SyncOutcome:
        """Exchange until nothing is left on either side.

        Args:
            progress: told (done, total, what is going on); may raise to stop after the present round.
            cancelled: asked before every round.
            check: compare both ends also when no comparison is due.

        Raises:
            HubUnreachable, HubRefused, HubNotTrusted: with the sentence; nothing that waits was touched.
            Rejected: not enrolled.
        """
        self._place.need(Permission.SYNC)
        report = self._run(_teller(progress), cancelled, check=check)
        if report.error is not None:
            raise report.error
        result = report.result or RunResult()
        changes = Changes.of(result.kinds) | self._after(result)
        if changes.any_of("referral_event") and not cancelled():
            # What just arrived is confirmed at once, so that the sender need not wait for the next round.
            again = self._run(lambda _: None, cancelled)
            result = _sum(result, again.result) if again.result else result
        self._note_check(result.checked)
        self._ask_who_was_heard()
        self._place.audit("sync", "hub", sent=result.sent, received=result.received)
        files = self.files.after_run(cancelled)
        return SyncOutcome(
            changes=changes | files.changes | Changes.of({"outbox"}),
            sent=result.sent,
            received=result.received,
            refused=result.refused,
            sentence=joined((self._told_of_check(result) if check else self._told(result), files.sentence)),
            healed=tuple(str(one) for one in result.healed),
            digests_equal=result.digests_equal,
            savings=result.savings,
        )

    def check_now(self, progress: Tell | None = None) -> SyncOutcome:
        """Exchange, then compare both ends lane by lane, whatever their size. Raises as ``sync_now``."""
        return self.sync_now(progress, check=True)

    def _told_of_check(self, result: RunResult) -> str:
        if result.digests_equal is None:
            left = outbox.counts(self._place.reader).groups
            return str(say("这次没有核对成：还有 {count} 项没有传完。传完后会自动核对。", count=left))
        return self.status().check_text

    def _note_check(self, checked: Mapping[str, int]) -> None:
        """Keep what a comparison counted, for the sentence about it."""
        if checked:
            self._tell_what_came_back()
            at = sync_state.read(self._place.reader).last_digest_at
            self._place.put_setting(CHECK_SETTING, {"at": at, "lanes": dict(checked)})

    def _tell_what_came_back(self) -> None:
        """Say once, when a new or replaced PC has everything, that it has."""
        came = brought_by_hub(self._place.reader)
        if came and self._place.setting(CHECK_SETTING, None) is None:
            words = say("县平台上的资料已全部取回，两边核对一致：患者 {n} 人，可以照常使用。", n=came)
            notices.add(self._place.db, [words])

    def _ask_who_was_heard(self) -> None:
        told = self._engine.heard(known(self._place))
        if told:
            note_heard(self._place, told)

    def _run(
        self, progress: Callable[[Progress], None], stop: Callable[[], bool], *, check: bool = False
    ) -> RunReport:
        with self._guard:
            self._active += 1
        try:
            return self._engine.run(progress, stop, check=check)
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
        words = say("上传 {sent} 项，收到 {received} 条记录。", sent=result.savings, received=result.received)
        if result.refused:
            return joined((words, say("{count} 项县平台没有接受，请处理。", count=result.refused_savings)))
        return str(words)

    # ---- by USB stick ---------------------------------------------------------------------------------

    def courier_out(self, path: Path) -> CourierOut:
        """Write the file that a person carries to the county, when the line is dead.

        It may be written as often as wanted, also while the line comes back: nothing is sent twice.

        Raises:
            FileError, DiskFull: the file was not written.
            Rejected: not enrolled.
        """
        self._place.need(Permission.SYNC)
        with self._engine.resting():
            packed = courier.pack(self._place.db, self._place.clock, self._place.entropy)
            write_atomically(path, packed.data)
        self._place.audit("courier_out", "hub", operations=packed.operations)
        return carried_out(packed, path)

    def courier_in(self, path: Path) -> SyncOutcome:
        """Take in the file that a person brought back from the county.

        Raises:
            FileError: not a file for this machine, cut off or changed; nothing was taken in.
            HubRefused: the county refuses this machine.
            Rejected: not enrolled.
        """
        self._place.need(Permission.SYNC)
        db = self._place.db
        data = read_file(path)
        with self._engine.resting():
            number = sync_runs.begin(db, carrier="courier")
            try:
                done = courier.unpack(db, data, self._place.clock)
            except ClinicError as error:
                sync_runs.end(db, number, outcome="refused", sentence=error.message)
                raise
            sync_runs.end(
                db,
                number,
                outcome="done",
                sentence=done.sentence,
                pushed=done.savings,
                pulled=done.received,
                refused=done.refused,
                bytes_down=len(data),
            )
        self._note_check(done.checked)
        changes = Changes.of(done.kinds) | self._after(RunResult(kinds=done.kinds))
        moved = told_of_files(done.files.up, done.files.down)
        changes |= Changes.of({FILE_KIND}) if moved else NOTHING
        self._place.audit("courier_in", "hub", sent=done.sent, received=done.received)
        return SyncOutcome(
            changes=changes | Changes.of({"outbox"}),
            sent=done.sent,
            received=done.received,
            refused=done.refused,
            sentence=joined((done.sentence, *moved)),
            healed=(),
            digests_equal=done.digests_equal,
            savings=done.savings,
        )

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
            self._worker = SyncWorker(self._engine, self._reported, self._carried)
            self.files.in_background = self._worker.now
            worker = self._worker
        worker.start()

    def stop(self) -> None:
        """End the background exchange after its present round."""
        with self._guard:
            worker, self._worker = self._worker, None
            self.files.in_background = None
        if worker is not None:
            worker.stop()
        self._engine.disconnect()

    def _saved(self, _ops: list[Row]) -> None:
        worker = self._worker
        if worker is not None:
            worker.changed()

    def _ask_now_and_then(self) -> None:
        asked = told_at(self._place)
        if asked is None or self._place.now() - asked >= HEARD_EVERY:
            self._ask_who_was_heard()

    def _carried(self, part: Carried) -> None:
        if changes := self.files.part_done(part):
            self._on_changes(changes)

    def _reported(self, report: RunReport) -> None:
        if report.result is not None:
            changes = Changes.of(report.result.kinds)
            self._note_check(report.result.checked)
            self._ask_now_and_then()
            try:
                changes |= self._after(report.result)
            except ClinicError:
                # Confirmed with the next exchange: what arrived is on the disk already.
                changes |= NOTHING
            if report.result.sent or report.result.refused:
                # What stood as "only here" is at the hub now; whoever shows it must hear of that.
                changes |= Changes.of({"outbox"})
            if changes:
                self._on_changes(changes)
        self._on_status()


def _sentence_of(now: Progress, share: int) -> Message:
    if now.more:
        return say("正在收取，已收到 {received} 条记录", received=now.received)
    return say("已完成 {share}%", share=share)


def _teller(progress: Tell | None) -> Callable[[Progress], None]:
    if progress is None:
        return lambda _: None
    tell = progress

    def told(now: Progress) -> None:
        done = now.sent + now.received
        total = max(done + now.waiting + (1 if now.more else 0), 1)
        tell(done, total, _sentence_of(now, done * 100 // total))

    return told


def _sum(one: RunResult, other: RunResult) -> RunResult:
    return attrs.evolve(
        one,
        rounds=one.rounds + other.rounds,
        sent=one.sent + other.sent,
        savings=one.savings + other.savings,
        refused=one.refused + other.refused,
        refused_savings=one.refused_savings + other.refused_savings,
        received=one.received + other.received,
        kinds=one.kinds | other.kinds,
        healed=(*one.healed, *other.healed),
        digests_equal=other.digests_equal if other.digests_equal is not None else one.digests_equal,
        checked=other.checked or one.checked,
    )
