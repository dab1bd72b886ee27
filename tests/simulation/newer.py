"""A program with a later catalogue: it writes fields and kinds that nobody else in the county knows."""

from __future__ import annotations

from clinic_app.domain.change import Operation
from clinic_app.domain.clock import stamp
from clinic_app.domain.ids import new_id
from clinic_app.hub import epochs, ingest
from clinic_app.protocol.messages import SyncRequest
from tests.simulation.devices import fixed_id


def write_as_newer(world, device, chance):
    """Let a newer PC of the same institution write to one of its patients, straight at the hub."""
    with world.hub.transaction() as tx:
        found = tx.all(
            "SELECT id, rev FROM record WHERE ent = 'patient' AND owner = :org ORDER BY id", org=device.org_id
        )
    if not found:
        return
    patient = chance.choice(found)
    device_id = fixed_id(f"newer-{chance.random()}")
    with world.hub.transaction() as tx:
        made = epochs.begin_epoch(tx, device_id, None, "enrolled", stamp(world.now))
    sets = {"patient_id": patient["id"], "batch": f"批{chance.randrange(99)}", "dose": chance.randrange(5)}
    strange = new_id(1, world.random.randbytes)
    operations = (
        _op(1, "patient", patient["id"], "set", patient["rev"], {"risk_band": f"Ⅲ{chance.randrange(9)}"}),
        _op(2, "vaccination", strange, "add", patient["rev"], sets),
    )
    request = SyncRequest(
        epoch=made.epoch,
        hub_epoch=made.hub_epoch,
        ratchet=("", "newer"),
        last=0,
        chain="",
        now=0,
        limit=2048,
        cursors={},
        operations=operations,
        catalogue=99,
    )
    with world.hub.transaction() as tx:
        ingest.exchange(tx, ingest.Device(device_id, device.org_id, device.org), request, 0)


def _op(seq, ent, rec_id, kind, base, sets):
    op = Operation(
        seq=seq,
        txn=seq,
        hlc=1,
        wall=1,
        user="新版",
        ent=ent,
        rec_id=rec_id,
        kind=kind,
        base_rev=base,
        sets=sets,
    )
    return op.with_hash()
