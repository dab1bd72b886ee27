from __future__ import annotations

import json

from clinic_app.domain.ids import new_id
from clinic_app.hub.status import full_status, quarantine
from tests.helpers.hub_device import BareDevice, operation


def test_the_administrator_sees_who_works_what_was_refused_and_what_waits(hub, entropy):
    clinic, other = hub.add_organization("南湖镇卫生院"), hub.add_organization("城川镇卫生院")
    patient = new_id(1, entropy)
    with BareDevice(hub.address) as one, BareDevice(hub.address) as two, BareDevice(hub.address) as third:
        one.enrol(hub.ticket(clinic).code)
        two.enrol(hub.ticket(clinic).code)
        third.enrol(hub.ticket(other).code)
        one.sync(operation(1, "patient", patient, name="李秀英"))
        (row,) = two.sync().lanes["clinic"].rows
        one.sync(operation(2, "patient", patient, kind="set", base=row.rev, name="李秀荣"))
        two.sync(operation(1, "patient", patient, kind="set", base=row.rev, name="李秀莲"))
        refused = third.sync(operation(1, "patient", patient, kind="set", base=row.rev, name="别人"))
        assert refused.remarks[0].refused
    found = full_status(hub.config, hub.database)
    assert json.loads(json.dumps(found)) == found
    assert (found["organizations"], found["quarantined"], found["open_conflicts"]) == (2, 1, 1)
    by_device = {d["device_id"]: d for d in found["devices"]}
    assert by_device[third.answer.device_id]["quarantined"] == 1
    assert by_device[third.answer.device_id]["org_name"] == "城川镇卫生院"
    assert by_device[one.answer.device_id]["last_seen"]
    assert {"org_id": clinic.id, "org_name": "南湖镇卫生院", "lane": "clinic", "rows": 1} in found["lanes"]
    with hub.database.transaction() as tx:
        (entry,) = quarantine(tx)
    assert (entry["rec_id"], entry["org_name"]) == (patient, "城川镇卫生院")
    assert entry["reason"]
