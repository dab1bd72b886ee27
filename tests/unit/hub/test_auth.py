from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.errors import HubRefused
from clinic_app.hub.auth import EnrolGate


def tries(gate, sender, count):
    for _ in range(count):
        gate.check(sender)


def test_one_sender_has_so_many_tries_a_minute(clock):
    gate = EnrolGate(clock, 3)
    tries(gate, "10.0.0.1", 3)
    with pytest.raises(HubRefused) as caught:
        gate.check("10.0.0.1")
    assert (caught.value.status, caught.value.instruction) == (429, "wait")
    tries(gate, "10.0.0.2", 3)
    clock.advance(timedelta(seconds=60))
    tries(gate, "10.0.0.1", 3)


def test_many_senders_together_have_a_limit_too(clock):
    gate = EnrolGate(clock, 1)
    for number in range(EnrolGate.ALL):
        gate.check(f"10.0.0.{number}")
    with pytest.raises(HubRefused):
        gate.check("10.0.1.1")


def test_a_clock_that_was_set_back_locks_nobody_out(clock):
    gate = EnrolGate(clock, 1)
    gate.check("10.0.0.1")
    clock.advance(timedelta(days=-3650))
    gate.check("10.0.0.1")


def test_only_so_many_senders_are_remembered(clock):
    gate = EnrolGate(clock, 1)
    for number in range(EnrolGate.SENDERS + 50):
        clock.advance(timedelta(seconds=61))
        gate.check(str(number))
    assert len(gate._tries) == EnrolGate.SENDERS
