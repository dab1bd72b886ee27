"""What the background does after an exchange: parts of files, as long as nothing else is to be done."""

from __future__ import annotations

import pytest

from clinic_app.domain.errors import HubUnreachable
from clinic_app.domain.wording import say
from clinic_app.store.attachment_files import FileState
from clinic_app.sync.file_carrier import Carried
from clinic_app.sync.worker import PARTS_BETWEEN_RUNS, SyncWorker

PART = Carried(FileState("a" * 64, 100), up=True, done=False)


class Engine:
    """Carries a number of parts, then has none left, or breaks."""

    def __init__(self, parts, *, breaks=False):
        self.parts, self.breaks, self.carried = parts, breaks, 0

    def carry_part(self):
        if self.carried == self.parts:
            if self.breaks:
                raise HubUnreachable(say("线断了"))
            return None
        self.carried += 1
        return PART


def test_files_are_carried_until_none_is_left_and_the_hub_s_pace_is_kept():
    engine, told = Engine(3), []
    worker = SyncWorker(engine, carried=told.append)
    worker._wanted_in = None
    assert worker._carry_files(600.0) == 600.0
    assert told == [PART] * 3


def test_records_are_asked_for_again_between_many_parts():
    engine = Engine(10**6)
    worker = SyncWorker(engine)
    worker._wanted_in = None
    assert worker._carry_files(600.0) == 0.0
    assert engine.carried == PARTS_BETWEEN_RUNS


@pytest.mark.parametrize("ask", ["changed", "now"])
def test_what_was_saved_meanwhile_goes_before_the_next_part(ask):
    engine = Engine(10**6)
    worker = SyncWorker(engine)
    worker.carried = lambda _: getattr(worker, ask)() if engine.carried == 2 else None
    worker._wanted_in = None
    assert worker._carry_files(600.0) == 600.0
    assert engine.carried == 2


def test_a_line_that_is_bad_for_files_is_tried_less_and_less_often():
    worker = SyncWorker(Engine(0, breaks=True))
    worker._wanted_in = None
    waits = [worker._carry_files(600.0) for _ in range(6)]
    assert waits[0] < 20
    assert waits[-1] > 200
    assert max(waits) <= 600


def test_a_part_that_got_through_makes_the_line_good_again():
    worker = SyncWorker(Engine(0, breaks=True))
    worker._wanted_in = None
    for _ in range(6):
        worker._carry_files(600.0)
    worker._engine = Engine(1, breaks=True)
    assert worker._carry_files(600.0) < 20


def test_the_end_of_the_program_ends_the_carrying():
    engine = Engine(10**6)
    worker = SyncWorker(engine)
    worker._wanted_in = None
    worker._stopping = True
    assert worker._carry_files(600.0) == 600.0
    assert engine.carried == 0
