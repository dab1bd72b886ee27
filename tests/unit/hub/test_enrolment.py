from __future__ import annotations

import threading
from datetime import timedelta

from clinic_app.hub.directory import organization
from clinic_app.hub.enrolment import hash_code, make_code, set_device_status
from clinic_app.protocol import codec, endpoints
from clinic_app.protocol.enrol_ticket import new_code, read_ticket
from clinic_app.system.tls import check_authority, client_context, first_contact_context
from tests.helpers.hub_device import BareDevice
from tests.helpers.hub_server import RunningHub


def refusal(response):
    return response.status_code, codec.refusal_from_json(response.json()).do


def test_a_code_gives_an_identity_and_the_directory_the_key(hub):
    org = hub.add_organization("南湖镇卫生院", level="township")
    with BareDevice(hub.address) as device:
        answer = device.enrol(hub.ticket(org).code).answer
        assert answer.org == endpoints.OrganizationInfo(
            org.id, "南湖镇卫生院", org.slip_prefix, "", "township", "both"
        )
        rows = {row.ent: row for row in device.sync().lanes["ref"].rows}
    assert rows["device_key"].id == answer.device_id
    assert rows["device_key"].body["org_id"] == org.id
    assert endpoints.key_from_text(rows["device_key"].body["public_key"]) == device.pair.public
    assert endpoints.key_from_text(answer.seal_key) == hub.keys.seal.public


def test_a_code_lets_one_device_in(hub):
    ticket = hub.ticket(hub.add_organization("南湖镇卫生院"))
    with BareDevice(hub.address) as first, BareDevice(hub.address) as second:
        first.enrol(ticket.code)
        assert refusal(second.ask_to_enrol(ticket.code)) == (403, "code")


def test_a_lost_answer_can_be_asked_for_again(hub):
    ticket = hub.ticket(hub.add_organization("南湖镇卫生院"))
    with BareDevice(hub.address) as device:
        first = device.ask_to_enrol(ticket.code)
        again = device.ask_to_enrol(ticket.code.lower().replace("-", " "))
    assert first.json()["device_id"] == again.json()["device_id"]
    assert first.json()["epoch_no"] == again.json()["epoch_no"]
    with hub.database.transaction() as tx:
        assert tx.all("SELECT device_id FROM device") == [{"device_id": first.json()["device_id"]}]


def test_two_devices_with_one_code_at_the_same_moment_become_one(hub):
    ticket = hub.ticket(hub.add_organization("南湖镇卫生院"))
    answers = []

    def work():
        with BareDevice(hub.address) as device:
            answers.append(device.ask_to_enrol(ticket.code).status_code)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(answers) == [200, 403, 403, 403]


def test_wrong_mistyped_and_expired_codes_are_told_apart_from_faults(hub, entropy):
    org = hub.add_organization("南湖镇卫生院")
    late = hub.ticket(org, days=3).code
    hub.clock.advance(timedelta(days=3))
    with BareDevice(hub.address) as device:
        for code in ("", "K7QD", new_code(entropy), late):
            assert refusal(device.ask_to_enrol(code)) == (403, "code")


def test_guessing_is_slowed_down(tmp_path, clock, entropy, hub_database):
    with (
        RunningHub(
            tmp_path / "h", database_url=hub_database, clock=clock, entropy=entropy, enrol_per_minute=3
        ) as hub,
        BareDevice(hub.address) as device,
    ):
        ticket = hub.ticket(hub.add_organization("南湖镇卫生院"))
        for _ in range(3):
            assert refusal(device.ask_to_enrol(new_code(entropy))) == (403, "code")
        assert refusal(device.ask_to_enrol(ticket.code)) == (429, "wait")
        clock.advance(timedelta(minutes=1))
        assert device.ask_to_enrol(ticket.code).status_code == 200


def test_a_key_cannot_be_enrolled_for_a_second_institution(hub):
    one, two = hub.add_organization("南湖镇卫生院"), hub.add_organization("城川镇卫生院")
    with BareDevice(hub.address) as device:
        device.enrol(hub.ticket(one).code)
        assert refusal(device.ask_to_enrol(hub.ticket(two).code)) == (400, "fix")


def test_a_request_with_no_key_is_refused_and_the_code_stays_good(hub):
    ticket = hub.ticket(hub.add_organization("南湖镇卫生院"))
    with BareDevice(hub.address) as device:
        body = endpoints.to_json(endpoints.EnrolRequest(ticket.code, "short", "x", "0"))
        assert refusal(device.client.post(endpoints.ENROL, content=body)) == (400, "fix")
        device.enrol(ticket.code)


def test_the_code_itself_is_not_kept(database, clock, entropy):
    from clinic_app.hub.directory import save_organization

    with database.transaction() as tx:
        org = organization(
            tx, save_organization(tx, {"name": "南湖镇卫生院"}, now=clock.now(), entropy=entropy)
        )
        code, ends = make_code(tx, org, days=7, now=clock.now(), entropy=entropy)
        row = tx.one("SELECT * FROM enrol_code")
    assert code not in str(row)
    assert code.replace("-", "") not in str(row)
    assert row["code_hash"] == hash_code(code.lower())
    assert ends == clock.now() + timedelta(days=7)


def test_stopping_a_device_is_written_in_the_directory(hub):
    org = hub.add_organization("南湖镇卫生院")
    with BareDevice(hub.address) as first, BareDevice(hub.address) as second:
        first.enrol(hub.ticket(org).code)
        second.enrol(hub.ticket(org).code).sync()
        with hub.database.transaction() as tx:
            set_device_status(tx, first.answer.device_id, active=False, now=hub.clock.now())
        (row,) = second.sync().lanes["ref"].rows
    assert (row.ent, row.id) == ("device_key", first.answer.device_id)
    assert row.body["revoked_at"]


def test_a_clinic_pins_the_hub_by_the_line_it_was_given(tmp_path, clock, entropy, hub_database):
    """The whole first contact over TLS: authority fetched unchecked, compared, then trusted alone."""
    with RunningHub(tmp_path / "h", database_url=hub_database, tls=True, clock=clock, entropy=entropy) as hub:
        ticket = read_ticket(hub.ticket(hub.add_organization("南湖镇卫生院")).line)
        with BareDevice(ticket.address, tls=first_contact_context()) as stranger:
            pem = stranger.client.get(endpoints.AUTHORITY).content
        trusted = client_context(check_authority(pem, ticket.fingerprint))
        with BareDevice(ticket.address, tls=trusted) as device:
            answer = device.enrol(ticket.code).answer
            assert device.sync().hub_epoch == answer.hub_epoch
    assert answer.authority.encode() == pem


def test_names_from_outside_are_kept_printable(hub):
    ticket = hub.ticket(hub.add_organization("南湖镇卫生院"))
    with BareDevice(hub.address) as device:
        request = endpoints.EnrolRequest(
            ticket.code, endpoints.key_to_text(device.pair.public), "门\x00诊\x1b[2J" + "长" * 99, "0.1"
        )
        assert device.client.post(endpoints.ENROL, content=endpoints.to_json(request)).status_code == 200
    with hub.database.transaction() as tx:
        name = tx.one("SELECT name FROM device")["name"]
    assert name.startswith("门诊[2J长")
    assert len(name) == 50


def asked_again(device, code, **former):
    request = endpoints.EnrolRequest(
        code, endpoints.key_to_text(device.pair.public), "门诊电脑", "1", **former
    )
    return device.client.post(endpoints.ENROL, content=endpoints.to_json(request))


def test_a_code_of_another_institution_does_not_take_a_files_records_over(hub):
    one, two = hub.add_organization("南湖镇卫生院"), hub.add_organization("城川镇卫生院")
    ticket = hub.ticket(two)
    with BareDevice(hub.address) as device:
        assert refusal(asked_again(device, ticket.code, org_id=one.id)) == (403, "code")
        assert asked_again(device, ticket.code, org_id="A" * 22).status_code == 200  # forgotten, entered anew


def test_a_copy_of_a_file_that_enrolled_again_is_the_same_pc_in_a_new_life(hub):
    org = hub.add_organization("南湖镇卫生院")
    with BareDevice(hub.address) as device:
        first = asked_again(device, hub.ticket(org).code).json()
        ticket = hub.ticket(org)
        second, again = (asked_again(device, ticket.code).json() for _ in range(2))
        assert second["device_id"] == again["device_id"] == first["device_id"]
        assert first["epoch_no"] < second["epoch_no"] == again["epoch_no"]
        with hub.database.transaction() as tx:
            set_device_status(tx, first["device_id"], active=False, now=hub.clock.now())
        assert refusal(asked_again(device, hub.ticket(org).code)) == (403, "login")


def test_what_was_signed_under_a_forgotten_identity_stays_checkable_until_the_pc_is_stopped(hub):
    org, former = hub.add_organization("南湖镇卫生院"), "F" * 22
    with BareDevice(hub.address) as device, BareDevice(hub.address) as reader:
        now = asked_again(device, hub.ticket(org).code, device_id=former).json()["device_id"]
        rows = {row.id: row for row in reader.enrol(hub.ticket(org).code).sync().lanes["ref"].rows}
        assert rows[former].body["public_key"] == rows[now].body["public_key"]
        with hub.database.transaction() as tx:
            set_device_status(tx, now, active=False, now=hub.clock.now())
        stopped = {row.id for row in reader.sync().lanes["ref"].rows if row.body["revoked_at"]}
        assert stopped == {former, now}
