"""Whatever another program writes into the hub's tables is put back by the next exchange."""

from __future__ import annotations

import pytest

from clinic_app.domain.ids import new_id
from clinic_app.hub.foreign_writes import unguarded
from clinic_app.hub.own_changes import OwnChange, write_own
from clinic_app.hub.rebuild import rebuild
from clinic_app.hub.rebuild_words import told_of_put_back
from clinic_app.hub.status import full_status
from tests.helpers.hub_device import BareDevice, operation
from tests.helpers.hub_server import RunningHub

ONE_SUM = "lane = 'clinic' AND bucket = (SELECT min(bucket) FROM digest WHERE lane = 'clinic')"
FOREIGN = {
    "value": ("UPDATE record SET body = replace(body, '李秀英', '李秀兰') WHERE ent = 'patient'", 1),
    "older": ("UPDATE record SET rev = rev - 1 WHERE ent = 'patient'", 1),
    "element": ("UPDATE record SET void = 1 WHERE ent = 'allergy'", 1),
    "lost": ("DELETE FROM record WHERE ent = 'allergy'", 1),
    "lost with its place": (
        "DELETE FROM feed WHERE ent = 'patient'; DELETE FROM record WHERE ent = 'patient'",
        2,
    ),
    "hidden": ("UPDATE feed SET gone = 1 WHERE ent = 'patient'", 1),
    "superfluous": (
        "INSERT INTO record(ent, id, rev, owner, body, written) VALUES('patient', 'x', 3, '', '{}', '{}');"
        "INSERT INTO feed(org_id, lane, ent, rec_id, seq) SELECT org_id, lane, ent, 'x', 3 FROM feed"
        " WHERE ent = 'patient'",
        2,
    ),
    "renamed": ("UPDATE record SET id = 'x' WHERE ent = 'patient'", 2),
    "sum": (f"UPDATE digest SET n = n + 1 WHERE {ONE_SUM}", 1),
    "lost sum": (f"DELETE FROM digest WHERE {ONE_SUM}", 1),
    "sight": ("DELETE FROM scope", 1),
    "the log": ("UPDATE op_log SET sets = '{}' WHERE ent = 'patient'", 1),
    "out of the log": ("DELETE FROM op_log WHERE ent = 'allergy'", 1),
}
"""What another program does, and how many rows it touches."""

TABLES = ("op_log", "record", "feed", "scope", "digest")


@pytest.fixture
def hub(hub_database, tmp_path, clock, entropy):
    with RunningHub(tmp_path / "hub", database_url=hub_database, clock=clock, entropy=entropy) as hub:
        yield hub


@pytest.fixture
def pc(hub, entropy):
    with BareDevice(hub.address) as device:
        device.enrol(hub.ticket(hub.add_organization("南湖镇卫生院")).code)
        patient = new_id(1, entropy)
        device.sync(operation(1, "patient", patient, name="李秀英", gender="2"))
        device.sync(operation(2, "allergy", new_id(3, entropy), patient_id=patient, substance="青霉素"))
        yield device


def tables(hub):
    with hub.database.transaction() as tx:
        return {name: sorted(map(str, tx.all(f"SELECT * FROM {name}"))) for name in TABLES}


def foreign(hub, sql):
    with hub.database.transaction() as tx:
        for statement in sql.split(";"):
            assert tx.run(statement) > 0


@pytest.mark.parametrize(("sql", "touched"), FOREIGN.values(), ids=FOREIGN)
def test_the_next_exchange_puts_it_back_and_says_so(hub, pc, sql, touched, expected_logs):
    expected_logs.allow("put back what another program had written")
    whole = tables(hub)
    foreign(hub, sql)
    assert tables(hub) != whole
    answer = pc.sync()
    assert answer.put_right == touched
    assert tables(hub) == whole
    assert rebuild(hub.database).count == 0
    last = full_status(hub.config, hub.database)["last_put_back"]
    assert last["rows"] == touched
    assert f"{touched} 行，已改回原样" in told_of_put_back(last)
    assert pc.sync().put_right == 0


def test_several_writes_are_put_back_in_order(hub, pc, expected_logs):
    expected_logs.allow("put back what another program had written")
    whole = tables(hub)
    for sql, _ in FOREIGN.values():
        if "sight" not in sql:
            with hub.database.transaction() as tx:
                for statement in sql.split(";"):
                    tx.run(statement)
    pc.sync()
    assert tables(hub) == whole


def test_what_the_hub_writes_itself_is_never_put_back(hub, pc, clock, entropy):
    before = hub.add_organization("静宁县人民医院")
    with hub.database.transaction() as tx:
        write_own(tx, [OwnChange("organization", before.id, {"name": "静宁县医院"})], clock.now())
        assert tx.all("SELECT * FROM foreign_write") == []
    assert pc.sync().put_right == 0


def test_before_the_hub_itself_writes_and_before_a_lane_is_read(hub, pc, clock, expected_logs):
    expected_logs.allow("put back what another program had written")
    whole = tables(hub)
    for target in ("/v1/digest/clinic?contents=1", "/v1/snapshot/clinic"):
        foreign(hub, FOREIGN["value"][0])
        assert pc.call("GET", target).status_code == 200
        assert tables(hub) == whole
    foreign(hub, FOREIGN["value"][0])
    hub.add_organization("静宁县人民医院")
    assert rebuild(hub.database).count == 0


def test_putting_the_tables_in_order_is_not_noted(hub, pc):
    with hub.database.transaction() as tx:
        seq = tx.lock_head()["seq"]
        with unguarded(tx):
            tx.run("DELETE FROM feed WHERE ent = 'allergy'")
        assert tx.all("SELECT * FROM foreign_write") == []
        assert tx.lock_head()["seq"] == seq
    assert full_status(hub.config, hub.database)["last_put_back"] == {}
    assert told_of_put_back({}) == ""
