"""Whatever breaks, the status line never says that all is done, and its count is the database's."""

from __future__ import annotations

import socket

import pytest

from clinic_app.domain.errors import ClinicError, HubNotTrusted, HubRefused, HubUnreachable
from clinic_app.domain.wording import say
from clinic_app.hub import routes
from clinic_app.protocol.messages import Refusal
from clinic_app.services.sync_control import SyncControl
from clinic_app.store import outbox, rows, sync_state
from clinic_app.sync import http_hub
from tests.helpers.clinic import services_machine, township
from tests.helpers.cutting_proxy import LineProxy
from tests.helpers.hub_server import RunningHub
from tests.helpers.services import Desk


class Faulty:
    """A hub that fails in one way."""

    def __init__(self, fault):
        self.fault = fault

    def sync(self, request):
        if isinstance(self.fault, Exception):
            raise self.fault
        return self.fault

    def new_epoch(self, request):
        raise AssertionError("none of these faults asks for one")


FAULTS = {
    "no name or no line": HubUnreachable(say("连不上县平台")),
    "time-out": HubUnreachable(say("县平台很久没有回应")),
    "another server": HubNotTrusted(say("对方不是原来的县平台")),
    "refused": HubRefused(say("没有接受"), status=403),
    "stopped device": Refusal("login", "这台电脑已被停用"),
    "too old": Refusal("upgrade", "程序太旧"),
    "no sense": Refusal("", ""),
}


def says_what_is_unsent(app, control):
    status = control.status()
    waiting = outbox.counts(app.place.db)
    assert waiting.waiting > 0
    assert (status.unsent, status.unsent_groups) == (waiting.waiting, waiting.groups)
    words = " ".join((status.sentence, *status.facts))
    assert f"{waiting.groups} 项只在本机" in words
    words = words.replace("当时两边一致", "")  # of the last check, told with its time
    assert not any(word in words for word in ("都已上传", "都有", "完成", "一致"))
    assert status.meaning != "done"


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_it_says_how_much_is_still_unsent(tmp_path, fault):
    with township(tmp_path / "clinic") as app:
        desk = Desk(app)
        desk.patient()
        desk.enrolled()
        control = SyncControl(app.place, lambda: Faulty(fault))
        with pytest.raises(ClinicError):
            control.sync_now()
        says_what_is_unsent(app, control)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A clinic enrolled with a real hub, over a line that can be cut at any byte."""
    folder = tmp_path_factory.mktemp("real")
    machine = services_machine()
    with RunningHub(folder / "hub", clock=machine.clock) as hub, township(folder / "clinic", machine) as app:
        org = hub.add_organization(app.institution.name, slip_prefix="TX")
        app.sync_control.enrol(hub.ticket(org).line)
        app.sync_control.sync_now()
        port = int(hub.address.rsplit(":", 1)[1])
        with LineProxy(("127.0.0.1", port), scheme="http") as line:
            yield app, hub, line


CUTS = [(direction, count) for direction in ("up", "down") for count in (1, 60, 120)]


@pytest.mark.parametrize(("direction", "count"), CUTS)
def test_a_line_cut_at_a_byte(real, direction, count):
    app, _, line = real
    begun_with_work(app, line.address, f"{direction}{count}")
    line.cut_after(count, direction)
    control = SyncControl(app.place)
    with pytest.raises(HubUnreachable):
        control.sync_now()
    says_what_is_unsent(app, control)
    ends_well(app, control)


def test_no_such_name(real, monkeypatch):
    app, _, line = real
    begun_with_work(app, "http://hub.invalid:8080", "no name")
    control = SyncControl(app.place)
    with pytest.raises(HubUnreachable):
        control.sync_now()
    says_what_is_unsent(app, control)
    sync_state.change(app.place.db, hub_address=line.address)
    ends_well(app, control)


def test_an_error_in_the_hub(real, monkeypatch, expected_logs):
    app, _, line = real
    expected_logs.allow("fault in the hub")
    begun_with_work(app, line.address, "500")
    control = SyncControl(app.place)
    with monkeypatch.context() as patch:
        patch.setattr(routes, "exchange", lambda *_: 1 / 0)
        with pytest.raises(ClinicError):
            control.sync_now()
    says_what_is_unsent(app, control)
    ends_well(app, control)


def test_a_hub_that_never_answers(real, monkeypatch):
    app, _, line = real
    with socket.create_server(("127.0.0.1", 0)) as mute:
        begun_with_work(app, f"http://127.0.0.1:{mute.getsockname()[1]}", "silence")
        control = SyncControl(app.place)
        with monkeypatch.context() as patch:
            patch.setattr(http_hub, "TIMEOUT", 0.05)  # it would not answer in an hour either
            with pytest.raises(HubUnreachable):
                control.sync_now()
    says_what_is_unsent(app, control)
    sync_state.change(app.place.db, hub_address=line.address)
    ends_well(app, control)


def begun_with_work(app, address, name):
    sync_state.change(app.place.db, hub_address=address)
    with app.place.unit():
        rows.insert(app.place.db, "patient", {"name": f"人{name}"})


def ends_well(app, control):
    """The line is sound again: only now it is said that all is done, and it is true."""
    control.sync_now()
    status = control.status()
    assert (status.unsent, status.meaning) == (0, "done")
    assert outbox.counts(app.place.db).waiting == 0
    control.stop()


def test_nor_when_a_record_was_refused(tmp_path):
    with township(tmp_path / "clinic") as app:
        desk = Desk(app)
        desk.patient()
        desk.enrolled()
        desk.acknowledged()
        app.place.db.execute("UPDATE op SET state = 2, reason = 'not_yours' WHERE op_seq = 1")
        status = app.sync_control.status()
        assert status.refused == 1
        assert status.meaning not in ("done", "waiting")
        assert not any("都有" in line for line in (status.sentence, *status.facts))
