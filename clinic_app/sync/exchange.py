"""The exchange with the hub as a plain loop of questions and answers.

It holds no thread, socket, clock or random source of its own: all are passed in, so the simulation
drives this very code. One round is one request; a run goes on until both sides have everything or
the line breaks. A broken line at any byte leaves the database as it was before the round or after.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

import attrs

from clinic_app.domain.catalogue import CATALOGUE_VERSION
from clinic_app.domain.clock import Clock, from_ms, stamp, to_ms
from clinic_app.domain.errors import HubUnreachable
from clinic_app.domain.ids import Entropy
from clinic_app.domain.wording import Message, say
from clinic_app.protocol.messages import Instruction, Refusal, SyncRequest, SyncResponse
from clinic_app.store import outbox, sync_state
from clinic_app.store.database import Database
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync import give_back, healing, newcomer, standing
from clinic_app.sync.apply import AUTHOR, Taken, came_no_further, take_answer
from clinic_app.sync.completeness import CHECK_CONTENTS_EVERY, Check
from clinic_app.sync.hub import Hub

SMALLEST_PAGE = 2048
LARGEST_PAGE = 131072
MOST_HEALINGS = 6
"""More instructions in a row than this cannot be honest work; the run stops with a sentence."""


@attrs.frozen
class Progress:
    """How far a run is, for the screen.

    Attributes:
        rounds: requests answered so far.
        sent: operations taken over by the hub.
        received: records written here.
        waiting: operations that still wait.
        more: the hub has more to send.
    """

    rounds: int
    sent: int
    received: int
    waiting: int
    more: bool


@attrs.frozen
class RunResult:
    """What one run did.

    Attributes:
        rounds: requests answered.
        sent: operations taken over by the hub.
        savings: units of work they belong to, the number people are shown.
        refused: operations it keeps in quarantine.
        refused_savings: units of work they belong to.
        received: records written here.
        kinds: kinds of record that changed here.
        healed: sentences on what was put right on the way.
        digests_equal: whether both ends proved to hold the same; None when it was not checked.
        repaired: records that the check had to repair.
        checked: records by lane that both ends counted and found equal.
        poll: seconds after which the hub wants to be asked again.
    """

    rounds: int = 0
    sent: int = 0
    savings: int = 0
    refused: int = 0
    refused_savings: int = 0
    received: int = 0
    kinds: frozenset[str] = frozenset()
    healed: tuple[Message, ...] = ()
    digests_equal: bool | None = None
    repaired: int = 0
    checked: Mapping[str, int] = attrs.field(factory=dict)
    poll: int = 600


def next_request(db: Database, clock: Clock, entropy: Entropy, page_bytes: int = 0) -> SyncRequest:
    """Return the next request; the ratchet word it shows is on the disk before it leaves.

    Args:
        db: the clinic's database.
        clock: this machine's clock.
        entropy: random bytes for the ratchet.
        page_bytes: size of the page; 0 for the one that got through last time.
    """
    state = sync_state.read(db)
    size = page_bytes or state.page_bytes
    current, following = state.ratchet
    if not following or following == current:
        following = entropy(6).hex()
        sync_state.write_ratchet(db, following)
    return SyncRequest(
        epoch=state.epoch_no,
        hub_epoch=state.hub_epoch,
        ratchet=(current, following),
        last=state.acked_op,
        chain=state.chain,
        now=to_ms(clock.now()),
        limit=size,
        cursors=state.cursors | state.passed.to_show(state.cursors, state.backed_up_seq),
        operations=outbox.page(db, state.acked_op, size),
        catalogue=CATALOGUE_VERSION,
    )


@attrs.define
class Exchange:
    """One run against the hub.

    Attributes:
        db: the clinic's database.
        hub: the other side.
        clock: this machine's clock.
        entropy: random bytes for the ratchet.
        progress: told after every round.
        stop: asked before every round; True ends the run politely.
        check: compare both ends also when no comparison is due.
        contents_every: how long what the records say may go uncompared.
    """

    db: Database
    hub: Hub
    clock: Clock
    entropy: Entropy
    progress: Callable[[Progress], None] = lambda _: None
    stop: Callable[[], bool] = lambda: False
    check: bool = False
    contents_every: timedelta = CHECK_CONTENTS_EVERY
    result: RunResult = attrs.field(factory=RunResult, init=False)

    def run(self) -> RunResult:
        """Exchange until nothing is left on either side.

        Raises:
            HubUnreachable: the line broke; what was answered before is kept.
            HubRefused: the hub refuses this device; nothing waiting was touched.
        """
        healings, offered = 0, False
        while not self.stop():
            if newcomer.wanted(self.db) and isinstance(self.hub, newcomer.OffersSnapshots):
                self._add(newcomer.fetch(self.db, self.hub), self.result.poll)
            request = self.prepare()
            answer = self._ask(request)
            if isinstance(answer, Refusal):
                standing.note_refusal(self.db, answer)
                healings += 1
                if healings > MOST_HEALINGS:
                    raise standing.refused(answer)
                self.heal(answer)
                continue
            more = self.conclude(request, answer[0], answer[1], answer[2])
            if more and came_no_further(request, answer[0]):
                raise standing.stuck()
            if answer[0].more and newcomer.read_nothing(request):
                # Nothing was ever read here and one page does not hold it: a new or replaced PC.
                newcomer.begin(self.db)
            if more:
                continue
            if not offered and self._offer_returned():
                offered = True  # once in a run: what the hub refuses again waits for a person
                continue
            if give_back.offer_due(self.db, from_ms(answer[0].now)):
                offered = False  # a record that is there again takes what was refused for want of it
                continue
            self._check(answer[0])
            break
        return self.result

    def _offer_returned(self) -> bool:
        """Offer again what waited for a record that a restored hub has got back, each unit by itself.

        Returns:
            whether there was anything.
        """
        units = outbox.returned(self.db)
        for txn in units:
            with UnitOfWork(self.db, user_name=AUTHOR) as work:
                outbox.offer_unit_again(self.db, txn)
                work.commit()
        return bool(units)

    def prepare(self) -> SyncRequest:
        """Return the next request."""
        return next_request(self.db, self.clock, self.entropy)

    def _ask(self, request: SyncRequest) -> tuple[SyncResponse, int, int] | Refusal:
        sent = to_ms(self.clock.now())
        try:
            answer = self.hub.sync(request)
        except HubUnreachable:
            self._resize(request.limit // 2)
            raise
        if isinstance(answer, Refusal):
            return answer
        return answer, sent, to_ms(self.clock.now())

    def _resize(self, size: int) -> None:
        sync_state.change(self.db, page_bytes=max(SMALLEST_PAGE, min(LARGEST_PAGE, size)))

    def conclude(self, request: SyncRequest, answer: SyncResponse, sent_ms: int, received_ms: int) -> bool:
        """Take in an answer; return whether another round is needed."""
        taken = take_answer(
            self.db, request, answer, at=self._now(), sent_ms=sent_ms, received_ms=received_ms
        )
        self._add(taken, answer.poll)
        if answer.put_right:
            self._note_healed(
                say(
                    "县平台的数据库被别的程序直接改动过 {n} 处，县平台已改回原样。请告诉县平台管理员。",
                    n=answer.put_right,
                )
            )
        left = sync_state.left_to_send(self.db)
        if answer.more or left or len(request.operations) > 8:
            self._resize(request.limit * 2)
        self.progress(Progress(self.result.rounds, self.result.sent, self.result.received, left, answer.more))
        return bool(answer.more or left or taken.again)

    def _now(self) -> str:
        return stamp(self.clock.now())

    def _add(self, taken: Taken, poll: int) -> None:
        done = self.result
        self.result = attrs.evolve(
            done,
            rounds=done.rounds + 1,
            sent=done.sent + taken.acknowledged,
            savings=done.savings + taken.savings,
            refused=done.refused + taken.refused,
            refused_savings=done.refused_savings + taken.refused_savings,
            received=done.received + taken.rows,
            kinds=done.kinds | taken.kinds,
            poll=poll,
        )

    def heal(self, refusal: Refusal) -> None:
        """Do what the hub asks, so that the next round can go on. Raises HubRefused when it cannot."""
        if refusal.do == Instruction.SMALLER:
            self._resize(sync_state.read(self.db).page_bytes // 2)
            return
        told = healing.heal(self.db, self.hub.new_epoch, refusal)
        if told is not None:
            self._note_healed(told)

    def _note_healed(self, sentence: Message) -> None:
        self.result = attrs.evolve(self.result, healed=(*self.result.healed, sentence))

    def _check(self, answer: SyncResponse) -> None:
        """Compare both ends when all is quiet, and repair what differs."""
        moved = bool(self.result.sent or self.result.received)
        check = Check(self.db, self.hub, self.clock, self.check, self.contents_every)
        found = check.compare(answer.digests, moved=moved)
        if found is None:
            return
        if found.sentence is not None:
            self._note_healed(found.sentence)
        self.result = attrs.evolve(
            self.result, digests_equal=found.equal, repaired=found.mended, checked=found.lanes
        )
