"""Whatever breaks, the status line never says that all is done, and its count is the database's."""

from __future__ import annotations

import pytest

from clinic_app.domain.errors import ClinicError, HubNotTrusted, HubRefused, HubUnreachable
from clinic_app.domain.wording import say
from clinic_app.protocol.messages import Refusal
from clinic_app.services.sync_control import SyncControl
from clinic_app.store import outbox
from tests.helpers.clinic import township
from tests.helpers.services import Desk


class Faulty:
    """A hub that fails in one way."""

    def __init__(self, fault):
        self.fault = fault

    def sync(self, request):
        if isinstance(self.fault, Exception):
            raise self.fault
        return self.fault


FAULTS = {
    "no name or no line": HubUnreachable(say("连不上县平台")),
    "time-out": HubUnreachable(say("县平台很久没有回应")),
    "another server": HubNotTrusted(say("对方不是原来的县平台")),
    "refused": HubRefused(say("没有接受"), status=403),
    "stopped device": Refusal("login", "这台电脑已被停用"),
    "too old": Refusal("upgrade", "程序太旧"),
    "no sense": Refusal("", ""),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_it_says_how_much_is_still_unsent(tmp_path, fault):
    with township(tmp_path / "clinic") as app:
        desk = Desk(app)
        desk.patient()
        desk.enrolled()
        control = SyncControl(app.place, lambda: Faulty(fault))
        with pytest.raises(ClinicError):
            control.sync_now()
        status = control.status()
        waiting = outbox.counts(app.place.reader)
        assert waiting.waiting > 0
        assert (status.unsent, status.unsent_groups) == (waiting.waiting, waiting.groups)
        words = " ".join((status.sentence, *status.lines))
        assert str(waiting.groups) in words
        assert not any(word in words for word in ("都已上传", "都有", "完成", "一致"))
        assert status.meaning != "done"


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
        assert not any("都有" in line for line in (status.sentence, *status.lines))
