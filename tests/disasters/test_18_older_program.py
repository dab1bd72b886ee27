"""An older program edits a record with fields, words and kinds it does not know: they stay byte for byte."""

from __future__ import annotations

import json

import attrs

from clinic_app.domain.catalogue import CATALOGUE_VERSION, KINDS
from clinic_app.domain.change import Operation
from clinic_app.domain.ids import new_id
from clinic_app.protocol.messages import SyncRequest
from clinic_app.store import sync_state
from tests.simulation import beginnings
from tests.simulation.programs import Program

FUTURE = {"risk_band": "Ⅲ级;\n🙂", "wristband": 7, "gender": "9x"}


def newer_client_writes(world, device, *operations):
    """Send operations as a program of a later catalogue would, from a PC of its own."""
    newer = world.add_device(f"{device.org}-newer", device.org)
    state = sync_state.read(newer.db)
    request = SyncRequest(
        epoch=state.epoch_no,
        hub_epoch=state.hub_epoch,
        ratchet=("", "abc"),
        last=0,
        chain="",
        now=0,
        limit=65536,
        cursors={},
        operations=tuple(
            attrs.evolve(op, seq=n, txn=n).with_hash() for n, op in enumerate(operations, start=1)
        ),
        catalogue=99,
    )
    answer = world.hub_exchange(newer, request)
    assert answer.ack == len(operations)
    newer.file.leave()
    del world.devices[newer.name]
    return answer


def op(ent, rec_id, kind, base=0, **sets):
    return Operation(
        seq=0, txn=0, hlc=1, wall=1, user="新版", ent=ent, rec_id=rec_id, kind=kind, base_rev=base, sets=sets
    )


PREVIOUS = Program(
    [attrs.evolve(kind, fields=tuple(f for f in kind.fields if f.name != "note")) for kind in KINDS],
    CATALOGUE_VERSION - 1,
)
"""A program between the oldest that is served and today's: it lacks one field."""


def test_four_programs_edit_one_person_and_nobody_blanks_the_others(county, monkeypatch):
    """N-2, N-1, N and N+1 at a hub of N, in turn and then once more after the oldest was replaced."""
    world = county("old-town", "town")
    monkeypatch.setattr(beginnings, "program_of", lambda name: PREVIOUS)
    world.add_device("old-town2", "town")
    oldest, today, previous = world.devices.values()
    assert [pc.program.version - CATALOGUE_VERSION for pc in (oldest, previous, today)] == [-2, -1, 0]
    patient, strange = new_id(5, world.random.randbytes), new_id(6, world.random.randbytes)
    newer_client_writes(
        world,
        today,
        op("patient", patient, "add", name="王建国", blood_type="3", note="旧\n注", **FUTURE),
        op("vaccination", strange, "add", patient_id=patient, batch="Ａ１"),
    )
    world.owners.add((today.org_id, patient))
    drug = world.edit(today, "medication", {"patient_id": patient, "drug": "硝苯地平；🙂"})
    world.settle()
    for number, pc in enumerate((oldest, previous, today)):
        world.edit(pc, "patient", {"phone": f"1380000000{number}"}, patient)
        world.sync(pc)
        world.settle()
        body = world.at_hub("patient", patient).body
        assert {name: body[name] for name in FUTURE} == FUTURE
        assert (body["blood_type"], body["note"], body["phone"]) == ("3", "旧\n注", f"1380000000{number}")
        assert world.at_hub("medication", drug).body["drug"] == "硝苯地平；🙂"
        assert world.at_hub("vaccination", strange).body["batch"] == "Ａ１"
    assert "blood_type" not in world.at(oldest, patient)
    world.edit(oldest, "patient", {"phone": "13900000000"}, patient)  # unsent when the program is replaced
    oldest.upgrade()
    here = world.at(oldest, patient)
    assert (here["blood_type"], here["note"], here["phone"]) == ("3", "旧\n注", "13900000000")
    assert oldest.db.execute("SELECT drug FROM medication WHERE id = ?", (drug,))[0]["drug"] == "硝苯地平；🙂"
    world.prove()
    assert world.at_hub("patient", patient).body["phone"] == "13900000000"


def test_unknown_fields_words_and_kinds_survive_a_round_trip(county):
    world = county("town")
    town = world.pc("town")
    patient, strange = new_id(5, world.random.randbytes), new_id(6, world.random.randbytes)
    answer = newer_client_writes(
        world,
        town,
        op("patient", patient, "add", name="王建国", **FUTURE),
        op("vaccination", strange, "add", patient_id=patient, batch="Ａ１"),
    )
    assert not [r for r in answer.remarks if r.refused], answer.remarks
    world.owners.add((town.org_id, patient))
    world.sync(town)
    here = world.at(town, patient)
    assert here["gender"] == "9x"
    assert json.loads(here["_extra"]) == {"risk_band": FUTURE["risk_band"], "wristband": 7}
    world.edit(town, "patient", {"phone": "138", "name": "王建军"}, patient)
    world.sync(town)
    body = world.at_hub("patient", patient).body
    assert {name: body[name] for name in FUTURE} == FUTURE
    assert (body["phone"], body["name"]) == ("138", "王建军")
    kept = town.db.execute("SELECT body FROM extra_row WHERE id = ?", (strange,))
    assert json.loads(kept[0]["body"])["body"]["batch"] == "Ａ１"
    assert world.at_hub("vaccination", strange).body["batch"] == "Ａ１"
    world.prove()
