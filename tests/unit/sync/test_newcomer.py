"""A new PC gets whole lanes as files, over a line that breaks, and proves them before it believes them."""

from __future__ import annotations

import secrets

import attrs
import pytest

from clinic_app.domain.errors import HubUnreachable
from clinic_app.store import downloads, sync_state
from clinic_app.sync import newcomer
from clinic_app.sync.enrolment import connect, enrol
from clinic_app.sync.exchange import Exchange
from tests.helpers.county import KEY, codec_message
from tests.helpers.hub_server import RunningHub
from tests.unit.sync.test_courier import CLOCK, Database, new_id, save, wire


@pytest.fixture
def hub(tmp_path):
    with RunningHub(tmp_path / "hub") as running:
        yield running


@pytest.fixture
def pcs(tmp_path, hub):
    """An old PC whose work is at the hub, and its replacement, both of one clinic."""
    org = hub.add_organization("白水镇卫生院")
    made = []
    for name in ("old", "new"):
        db = Database.create(
            tmp_path / f"{name}.db",
            KEY,
            org_id=new_id(1, secrets.token_bytes),
            org_name="",
            clock=CLOCK,
            entropy=secrets.token_bytes,
        )
        enrol(db, hub.ticket(org).line, device_name=name, app_version="0", entropy=secrets.token_bytes)
        sync_state.change(db, page_bytes=2048)
        made.append(db)
    for number in range(150):
        save(made[0], phone=str(number))
    wire(made[0])
    yield made
    for db in made:
        db.close()


class Breaking:
    """A connection that breaks after so many pieces of a file, and may spoil one."""

    def __init__(self, hub, after=10**6, spoil=False):
        self.hub, self.after, self.spoil = hub, after, spoil
        self.starts = []

    def snapshot(self, lane, etag, start, piece):
        self.starts.append((lane, start))

        def counted(tag, place, data):
            self.after -= 1
            if self.after < 0:
                raise HubUnreachable(codec_message())
            piece(tag, place, data[:-1] + b"?" if self.spoil else data)

        self.hub.snapshot(lane, etag, start, counted)

    def __getattr__(self, name):
        return getattr(self.hub, name)


def exchange(db, **faults):
    client = connect(db)
    line = Breaking(client, **faults)
    try:
        return Exchange(db, line, CLOCK, secrets.token_bytes).run(), line
    finally:
        client.close()


def people(db):
    return db.execute("SELECT id, name, phone, _rev FROM patient ORDER BY id")


def test_a_replaced_pc_has_everything_back(pcs):
    old, new = pcs
    result, line = exchange(new)
    assert [lane for lane, _ in line.starts] == ["inbox", "clinic", "ref"]
    assert result.digests_equal is True
    assert people(new) == people(old)
    assert not downloads.any_left(new)
    assert exchange(new)[1].starts == []


def test_a_broken_download_goes_on_where_it_broke_even_after_a_restart(pcs, monkeypatch, tmp_path):
    old, new = pcs
    monkeypatch.setattr("clinic_app.sync.http_hub.PIECE_BYTES", 512)
    with pytest.raises(HubUnreachable):
        exchange(new, after=2)
    again = Database.open(tmp_path / "new.db", KEY, clock=CLOCK, entropy=secrets.token_bytes)
    result, line = exchange(again)
    assert line.starts[0][1] > 0
    assert result.digests_equal is True
    assert people(again) == people(old)
    again.close()


def test_a_spoilt_file_is_not_believed_and_pages_bring_everything(pcs):
    old, new = pcs
    result, _ = exchange(new, spoil=True)
    assert result.digests_equal is True
    assert people(new) == people(old)


def test_a_line_that_never_brings_a_byte_of_it_ends_in_pages(pcs):
    old, new = pcs
    for _ in range(newcomer.PATIENCE):
        with pytest.raises(HubUnreachable):
            exchange(new, after=0)
    for _ in range(3 * newcomer.PATIENCE):
        try:
            result, _ = exchange(new, after=0)
            break
        except HubUnreachable:
            continue
    assert result.digests_equal is True
    assert people(new) == people(old)


def test_a_file_that_does_not_add_up_is_left(pcs, monkeypatch):
    old, new = pcs
    original = newcomer._read

    def one_missing(value):
        rows, cursor, digest = original(value)
        return rows, cursor, attrs.evolve(digest, count=digest.count + 1)

    monkeypatch.setattr(newcomer, "_read", one_missing)
    result, _ = exchange(new)
    assert result.digests_equal is True
    assert people(new) == people(old)
