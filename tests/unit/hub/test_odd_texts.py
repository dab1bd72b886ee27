"""Whatever can be typed comes back from every kind of database as it was sent; what cannot be stored in one
is kept in quarantine on all, and holds up nothing."""

from __future__ import annotations

import json

import attrs
import pytest

from clinic_app.domain.ids import new_id
from clinic_app.hub.directory import organization
from clinic_app.hub.rebuild import rebuild
from clinic_app.protocol import codec, endpoints
from tests.helpers.hub_device import BareDevice, operation

TEXTS = (
    "阿依古丽·买买提 张䶮 𬱖 🙂👨‍👩‍👧",
    "é e\u0301 \u1112\u1161\u11ab 한 ﬁ Ⅷ",  # composed and not: neither is made the other
    "\u202eשלום\u202c \u200b\ufeff",
    "\x01\x7f\x85\u2028\ufffe\uffff\U0010ffff",
    "a\nb\r\n\tc",
    "\\u0000 \\ud800 \"'{}[]%s :name",
    " ",
)
NUMBERS = (0, 1, -1, 2**31, 2**53 + 1, 2**63 - 1, -(2**63))


@pytest.fixture
def device(hub):
    with BareDevice(hub.address) as made:
        yield made.enrol(hub.ticket(hub.add_organization("南湖镇卫生院")).code)


def of_a_second_device(hub, device):
    with hub.database.transaction() as tx:
        org = organization(tx, device.answer.org.id)
    with BareDevice(hub.address) as second:
        second.enrol(hub.ticket(org).code)
        return {row.id: row.body for page in second.sync().lanes.values() for row in page.rows}


def log(hub):
    with hub.database.transaction() as tx:
        return tx.all("SELECT * FROM op_log WHERE epoch_no > 0 ORDER BY hub_seq")


def test_every_text_and_number_comes_back_as_it_was_sent(hub, device, entropy):
    sent = {new_id(1, entropy): {"name": "王", "note": text} for text in TEXTS}
    sent |= {
        new_id(1, entropy): {"count": number, "名": text} for number, text in zip(NUMBERS, TEXTS, strict=True)
    }
    operations = [
        operation(number, "patient" if "note" in body else "kind_of_tomorrow", rec_id, **body)
        for number, (rec_id, body) in enumerate(sent.items(), start=1)
    ]
    assert not [remark for remark in device.sync(*operations).remarks if remark.refused]
    bodies = of_a_second_device(hub, device)
    assert {rec_id: dict(bodies[rec_id]) for rec_id in sent} == sent
    assert {row["rec_id"]: json.loads(row["sets"]) for row in log(hub)} == sent
    assert rebuild(hub.database).sound


BAD = {
    "a nought": {"sets": {"name": "a\x00b"}},
    "half a pair": {"sets": {"name": "a\ud800"}},
    "the other half": {"sets": {"name": "\udfffx"}},
    "a nought in what stood": {"sets": {"name": "王"}, "olds": {"name": "\x00"}},
    "too large": {"sets": {"name": "王", "later": 2**63}},
    "a nought in a field's name": {"sets": {"na\x00me": "王"}},
    "a nought in the kind": {"ent": "pat\x00ient"},
    "half a pair in what is done": {"kind": "a\udfffdd"},
    "half a pair in the identity": {"rec_id": "\ud800" * 22},
    "a nought in the author": {"user_name": "李\x00"},
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD.keys())
def test_what_no_database_may_hold_is_kept_apart_and_holds_up_nothing(hub, device, entropy, change):
    renamed = {"user_name": "user"}
    change = {renamed.get(name, name): value for name, value in change.items()}
    one, two = new_id(1, entropy), new_id(1, entropy)
    bad = attrs.evolve(operation(1, "patient", one, name="王"), **change).with_hash()
    request = device.message(bad, operation(2, "patient", two, name="李"))
    body = json.dumps(codec.request_to_json(request)).encode()  # as any client may write it
    response = device.call("POST", endpoints.SYNC, body)
    assert response.status_code == 200, response.text
    answer = codec.response_from_json(codec.load(codec.unpack(response.content)))
    assert answer.ack == 2
    assert [row["op_seq"] for row in log(hub)] == [1, 2]
    refused = [remark.seq for remark in answer.remarks if remark.refused]
    assert refused == [row["op_seq"] for row in log(hub) if row["outcome"] == 2]
    assert refused in ([1], [])
    assert of_a_second_device(hub, device)[two]["name"] == "李"
    assert rebuild(hub.database).sound
