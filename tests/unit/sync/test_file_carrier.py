"""Attachments part by part: resumed where they broke, proved by their name, sent again to a restored hub."""

from __future__ import annotations

import hashlib
import random
from datetime import timedelta

import attrs
import pytest

from clinic_app.domain.clock import FixedClock
from clinic_app.domain.errors import HubRefused, HubUnreachable
from clinic_app.domain.wording import say
from clinic_app.hub.blob_access import BlobAccess
from clinic_app.hub.blobs import BlobStore
from clinic_app.protocol.messages import Instruction
from clinic_app.store import attachment_files, outbox, rows, settings, sync_state
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync.engine import SyncEngine
from clinic_app.sync.file_carrier import AUTOMATIC_SETTING, FileCarrier
from clinic_app.sync.hub import CarriesFiles, FileAtHub
from tests.helpers.county import START, MemoryHub, clinic, seeded, sync

ORG, OTHER = "A" * 22, "B" * 22
DATA = random.Random(5).randbytes(100_000)
NAME = hashlib.sha256(DATA).hexdigest()


@attrs.define
class Shelf:
    """A hub for files: the shipped store behind calls that can break, before or after the hub has worked."""

    store: BlobStore
    org: str = ORG
    owner: str = ORG
    size: int = len(DATA)
    calls: list = attrs.field(factory=list)
    breaks: list = attrs.field(factory=list)
    refusal: HubRefused | None = None

    def _serve(self, method, target, headers, body=b""):
        self.calls.append((method, len(body), headers.get("upload-offset") or headers.get("range")))
        fault = self.breaks.pop(0) if self.breaks else ""
        if fault == "before":
            raise HubUnreachable(say("线断了"))
        if self.refusal is not None:
            raise self.refusal
        name = target.rsplit("/", 1)[1].partition("?")[0]
        access = BlobAccess(self.owner, self.size, self.org == self.owner)
        answer = self.store.serve(method, access, name, headers, body)
        if fault == "after":
            raise HubUnreachable(say("线断了"))
        return answer

    def file_at_hub(self, target):
        return _state(self._serve("HEAD", target, {}))

    def send_part(self, target, offset, length, data):
        headers = {"upload-offset": str(offset), "upload-length": str(length)}
        try:
            return _state(self._serve("PATCH", target, headers, data))
        except HubRefused as refusal:
            if refusal.status != 409:
                raise
            return FileAtHub(int(str(refusal.details["offset"])), whole=False)

    def fetch_part(self, target, start, count):
        path = self._serve("GET", target, {"range": f"bytes={start}-{start + count - 1}"}).path
        with open(path, "rb") as file:
            return file.read()[start : start + count]


def _state(answer):
    return FileAtHub(int(answer.headers["upload-offset"]), answer.headers["upload-complete"] == "?1")


@pytest.fixture
def clock():
    return FixedClock(START)


@pytest.fixture
def db(tmp_path, clock):
    made = clinic(tmp_path / "a.db", ORG, "白水镇卫生院", clock=clock)
    sync_state.change(made, hub_epoch="H1")
    yield made
    made.close()


@pytest.fixture
def shelf(tmp_path):
    made = Shelf(BlobStore(tmp_path / "blobs"))
    assert isinstance(made, CarriesFiles)
    return made


def attach(db, owner=ORG, data=DATA, *, keep=True, added="2026-11-22T01:00:00.000Z", rev=7):
    """Write an attachment that the hub knows, with its bytes if they are ours."""
    name = hashlib.sha256(data).hexdigest()
    with UnitOfWork(db, user_name="同步") as work, db.applying():
        values = {"sha256": name, "size": len(data), "added_at": added, "_owner": owner}
        made = rows.insert(db, "attachment", values)
        db.execute("UPDATE attachment SET _rev = ? WHERE id = ?", (rev, made))
        if keep:
            attachment_files.keep(db, data)
        work.commit()
    return made


def everything(carrier, hub, tries=200):
    """Carry until nothing is left, over a line that may break; return how often it broke."""
    broke = 0
    for _ in range(tries):
        try:
            if carrier.step(hub) is None:
                return broke
        except HubUnreachable:
            broke += 1
    raise AssertionError("it never ends")


def test_a_file_goes_up_in_parts_and_is_then_left_alone(db, clock, shelf):
    attach(db)
    carrier = FileCarrier(db, clock)
    assert everything(carrier, shelf) == 0
    assert [size for _, size, _ in shelf.calls] == [32768, 32768, 32768, 100_000 - 3 * 32768]
    assert attachment_files.find(db, NAME).hub_epoch == "H1"
    assert carrier.step(shelf) is None


def test_a_record_the_hub_does_not_have_keeps_its_file_here(db, clock, shelf):
    attach(db, rev=0)
    assert FileCarrier(db, clock).step(shelf) is None
    assert not shelf.calls


@pytest.mark.parametrize("fault", ["before", "after"])
def test_a_broken_line_resumes_in_smaller_parts_and_sends_nothing_twice(db, clock, shelf, fault):
    attach(db)
    shelf.breaks = ["", fault, "", fault]
    carrier = FileCarrier(db, clock)
    assert everything(carrier, shelf) == 2
    assert attachment_files.find(db, NAME).hub_epoch == "H1"
    sent = sum(size for _, size, _ in shelf.calls)
    assert sent - len(DATA) <= 4 * 32768
    assert [size for _, size, _ in shelf.calls[:3]] == [32768, 32768, 16384], "smaller after a break"


def test_a_file_comes_down_in_parts_over_a_line_that_breaks(tmp_path, db, clock, shelf):
    everything(FileCarrier(_sender(tmp_path, clock), clock), shelf)
    shelf.org = OTHER
    receiver = clinic(tmp_path / "b.db", OTHER, "县医院", seed=2, clock=clock)
    sync_state.change(receiver, hub_epoch="H1")
    attach(receiver, keep=False)
    shelf.breaks = ["", "before", "", "after"]
    assert everything(FileCarrier(receiver, clock), shelf) == 2
    assert attachment_files.content(receiver, NAME) == DATA
    receiver.close()


def _sender(tmp_path, clock):
    made = clinic(tmp_path / "sender.db", ORG, "白水镇卫生院", seed=3, clock=clock)
    sync_state.change(made, hub_epoch="H1")
    attach(made)
    return made


def test_what_does_not_hash_to_its_name_is_thrown_away_and_fetched_again(db, clock, shelf, tmp_path):
    attach(db, OTHER, keep=False)
    whole = tmp_path / "blobs" / ORG / NAME[:2] / NAME
    shelf.owner, shelf.org = ORG, OTHER

    class Spoiling(Shelf):
        def fetch_part(self, target, start, count):
            return bytes(count)

    spoiling = Spoiling(shelf.store)
    carrier = FileCarrier(db, clock)
    everything(carrier, spoiling)
    state = attachment_files.find(db, NAME)
    assert (state.have, state.tries) == (0, 1)
    assert carrier.step(spoiling) is None, "not again at once"
    whole.parent.mkdir(parents=True)
    whole.write_bytes(DATA)
    clock.advance(timedelta(hours=1))
    everything(carrier, shelf)
    assert attachment_files.content(db, NAME) == DATA


def test_a_restored_hub_gets_the_files_again_without_being_asked(db, clock, shelf, tmp_path):
    attach(db)
    carrier = FileCarrier(db, clock)
    everything(carrier, shelf)
    fresh = Shelf(BlobStore(tmp_path / "other disk"))
    assert carrier.step(fresh) is None
    sync_state.change(db, hub_epoch="H2")
    everything(carrier, fresh)
    assert attachment_files.find(db, NAME).hub_epoch == "H2"
    assert fresh.file_at_hub(f"/v1/blob/{NAME}?attachment=x") == FileAtHub(len(DATA), whole=True)
    sync_state.change(db, hub_epoch="H3")
    calls = len(fresh.calls)
    everything(carrier, fresh)
    assert [size for _, size, _ in fresh.calls[calls:]] == [1], "what it kept is not sent again"


def test_a_file_the_hub_lost_is_noticed_within_days_and_sent_again(db, clock, shelf, tmp_path):
    attach(db)
    carrier = FileCarrier(db, clock)
    everything(carrier, shelf)
    empty = Shelf(BlobStore(tmp_path / "empty"))
    clock.advance(timedelta(days=8))
    everything(carrier, empty)
    assert empty.calls[0][0] == "HEAD"
    assert empty.file_at_hub(f"/v1/blob/{NAME}").whole


def test_a_file_too_large_for_the_hub_is_told_and_not_tried_again(db, clock, shelf):
    attach(db)
    shelf.refusal = HubRefused(say("附件太大，县平台没有接收。"), status=413, instruction=Instruction.SMALLER)
    carrier = FileCarrier(db, clock)
    everything(carrier, shelf)
    assert attachment_files.find(db, NAME).reason == "附件太大，县平台没有接收。"
    clock.advance(timedelta(days=30))
    assert carrier.step(shelf) is None
    assert len(shelf.calls) == 1


def test_a_hub_that_does_not_give_a_file_is_asked_again_later_and_later(db, clock, shelf):
    attach(db, OTHER, keep=False)
    shelf.refusal = HubRefused(say("县平台还没有收全这个附件"), status=400, instruction=Instruction.FIX)
    carrier = FileCarrier(db, clock)
    asked = []
    for minute in range(0, 24 * 60, 5):
        before = len(shelf.calls)
        carrier.step(shelf)
        if len(shelf.calls) > before:
            asked.append(minute)
        clock.advance(timedelta(minutes=5))
    assert asked[:4] == [0, 10, 30, 70]
    assert len(asked) < 12


def test_a_device_that_was_stopped_carries_nothing(db, clock, shelf):
    attach(db)
    shelf.refusal = HubRefused(say("已停用"), status=403, instruction=Instruction.LOGIN)
    with pytest.raises(HubRefused):
        FileCarrier(db, clock).step(shelf)


def test_large_old_and_unwanted_files_wait_until_somebody_opens_them(db, clock, shelf):
    large = random.Random(1).randbytes(300_000)
    attach(db, OTHER, large, keep=False)
    attach(db, OTHER, keep=False, added="2026-01-01T00:00:00.000Z")
    attach(db, OTHER, b"x" * 99, keep=False)
    settings.put(db, AUTOMATIC_SETTING, False)
    carrier = FileCarrier(db, clock)
    assert carrier.step(shelf) is None
    settings.put(db, AUTOMATIC_SETTING, True)
    shelf.refusal = HubRefused(say("没有"), status=400, instruction=Instruction.FIX)
    carrier.step(shelf)
    assert carrier.step(shelf) is None
    assert len(shelf.calls) == 1, "only the small new one came by itself"
    name = hashlib.sha256(large).hexdigest()
    with UnitOfWork(db, user_name="x") as work:
        attachment_files.note(db, attachment_files.FileState(name, len(large)), wanted=1)
        work.commit()
    assert carrier.step(shelf).file.sha256 == name


def test_fetched_files_make_room_and_our_own_never_go(db):
    mine, seen, forgotten = (random.Random(n).randbytes(1000) for n in range(3))
    attach(db, data=mine)
    for data, used in ((seen, "2026-11-22"), (forgotten, "2026-11-01")):
        attach(db, OTHER, data)
        attachment_files.note_used(db, hashlib.sha256(data).hexdigest(), used)
    with UnitOfWork(db, user_name="x") as work:
        assert attachment_files.make_room(db, org=ORG, most_bytes=1500) == 1
        work.commit()
    whole = [
        attachment_files.find(db, hashlib.sha256(data).hexdigest()).whole for data in (mine, seen, forgotten)
    ]
    assert whole == [True, True, False]
    found = attachment_files.next_coming(db, largest=10**6, small=10**6, since="", now="2027")
    assert found is None, "it does not come back by itself"


def test_a_record_saved_meanwhile_goes_before_the_next_part(tmp_path, clock):
    """The engine carries nothing while a record waits, and goes on with the file after it."""
    hub = MemoryHub(clock=clock)
    hub.add_org(ORG, "白水镇卫生院")
    db = clinic(tmp_path / "c.db", ORG, "白水镇卫生院", seed=4, clock=clock)
    line = hub.enrol(db, "D" * 22, "白水镇卫生院")

    class Both(Shelf):
        def __getattr__(self, name):
            return getattr(line, name)

    both = Both(BlobStore(tmp_path / "blobs"))
    engine = SyncEngine(db, lambda: both, clock=clock, entropy=seeded(1))
    with UnitOfWork(db, user_name="李医生") as work:
        rows.insert(db, "patient", {"name": "王建国"})
        attachment_files.keep(db, DATA)
        rows.insert(
            db,
            "attachment",
            {"sha256": NAME, "size": len(DATA), "by_org": ORG, "added_at": "2026-11-22T01:00:00.000Z"},
        )
        work.commit()
    assert engine.carry_part() is None
    assert engine.run().error is None
    assert engine.carry_part().file.at_hub == 32768
    with UnitOfWork(db, user_name="李医生") as work:
        rows.insert(db, "patient", {"name": "李桂英"})
        work.commit()
    assert engine.carry_part() is None
    assert outbox.counts(db).waiting == 1
    engine.run()
    while (part := engine.carry_part()) is not None:
        last = part
    assert last.file.hub_epoch == "H1"
    db.close()


def test_an_exchange_in_memory_carries_no_files(tmp_path, clock):
    hub = MemoryHub(clock=clock)
    hub.add_org(ORG, "白水镇卫生院")
    db = clinic(tmp_path / "d.db", ORG, "白水镇卫生院", seed=5, clock=clock)
    line = hub.enrol(db, "E" * 22, "白水镇卫生院")
    sync(db, line)
    engine = SyncEngine(db, lambda: line, clock=clock, entropy=seeded(2))
    assert engine.carry_part() is None
    db.close()
