from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from clinic_app.hub.cli import main
from clinic_app.hub.config import load_config
from clinic_app.hub.lifetime import open_database
from clinic_app.protocol import endpoints
from clinic_app.protocol.enrol_ticket import read_ticket
from tests.helpers.hub_device import BareDevice

LOCAL = ("--host", "127.0.0.1", "--port", "0")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "县平台"


@pytest.fixture
def run(folder, capsys):
    """Run one command as a script would; return its exit code and its JSON."""

    def run_one(*words, code=0):
        assert main([*words, "--folder", str(folder), "--json"]) == code
        output = capsys.readouterr()
        assert (output.err == "") == (code == 0)
        return json.loads(output.out)

    return run_one


@pytest.fixture
def made(run, hub_database):
    run("init", "--name", "测试县", "--database-url", hub_database, *LOCAL)
    return run


@pytest.fixture
def lose(kind, request):
    """Take a hub's database away, as a disk or a careless hand does."""

    def lose_it(url):
        if kind == "sqlite":
            Path(url.removeprefix("sqlite:///")).unlink()
        else:
            request.getfixturevalue("postgres").empty(url)

    return lose_it


def test_from_nothing_to_an_enrolment_line(run):
    run("init", "--name", "测试县", *LOCAL, "--tls", "on", "--address", "10.0.0.8")
    org = run("org", "add", "--name", "南湖镇卫生院", "--level", "township", "--departments", "内科、外科")
    assert org["departments"] == ["内科", "外科"]
    found = run("enrol-code", "--org", "南湖镇卫生院", "--address", "https://10.0.0.8:8443/")
    ticket = read_ticket(found["line"])
    assert (ticket.address, ticket.code) == ("https://10.0.0.8:8443", found["code"])
    assert found["org_id"] == org["id"]
    assert run("status")["organizations"] == 1


def test_people_get_chinese_and_scripts_get_json(folder, capsys):
    assert main(["init", *LOCAL, "--folder", str(folder)]) == 0
    assert "县平台已建好" in capsys.readouterr().out
    assert main(["org", "list", "--folder", str(folder)]) == 0
    assert "还没有机构" in capsys.readouterr().out
    assert main(["enrol-code", "--org", "没有", "--folder", str(folder)]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "没有找到机构“没有”" in output.err


def test_init_again_keeps_what_is_there(made, folder):
    made("org", "add", "--name", "南湖镇卫生院")
    first = made("init")["fingerprint"]
    changed = made("init", "--name", "新名称", "--address", "10.0.0.9")
    assert changed["fingerprint"] == first
    assert len(made("org", "list")) == 1
    config = load_config(folder, {})
    assert (config.name, config.names, config.host) == ("新名称", ("10.0.0.9",), "127.0.0.1")


def test_every_command_fails_with_one_sentence_where_there_is_no_hub(run):
    for words in (
        ["status"],
        ["org", "list"],
        ["backup"],
        ["rebuild"],
        ["serve"],
        ["devices"],
        ["log"],
        ["refused"],
    ):
        assert "clinic-hub init" in run(*words, code=1)["message"]


def test_a_wrong_command_is_said_in_chinese(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["frobnicate"])
    assert caught.value.code == 2
    assert "命令写法不对" in capsys.readouterr().err


def test_institutions_come_from_a_spreadsheets_csv(made, tmp_path):
    csv = tmp_path / "机构.csv"
    csv.write_bytes("机构名称,机构编码\n静宁县人民医院,H001\n".encode("gb18030"))
    assert made("org", "import", str(csv)) == {"added": 1, "changed": 0}
    assert made("org", "edit", "H001", "--phone", "0933-2521120")["phone"] == "0933-2521120"
    made("org", "card", "H001", "--dept", "转诊办", "--phone", "0933-2521120")
    csv.write_bytes(b"\xff\xff\xff")
    made("org", "import", str(csv), code=1)


def test_backup_and_restore(made, folder):
    made("org", "add", "--name", "南湖镇卫生院")
    saved = made("backup")
    made("org", "add", "--name", "城川镇卫生院")
    done = made("restore", saved["path"])
    assert [org["name"] for org in made("org", "list")] == ["南湖镇卫生院"]
    made("restore", done["before"])
    assert len(made("org", "list")) == 2
    made("restore", str(folder / "hub.toml"), code=1)


def test_a_lost_database_is_not_served_as_a_new_one_but_can_be_restored(made, hub_database, lose):
    made("org", "add", "--name", "南湖镇卫生院")
    saved = made("backup")
    lose(hub_database)
    assert "不见了" in made("serve", code=1)["message"]
    assert "不见了" in made("status", code=1)["message"]
    made("restore", saved["path"])
    assert len(made("org", "list")) == 1


def test_rebuild_says_when_the_tables_do_not_follow_from_the_log(made, folder, clock, entropy, capsys):
    made("org", "add", "--name", "南湖镇卫生院")
    assert made("rebuild")["count"] == 0
    database = open_database(load_config(folder, {}).url, clock.now(), entropy)
    with database.transaction() as tx:
        tx.run("DELETE FROM record")
    database.close()
    assert main(["rebuild", "--folder", str(folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["count"] == 1
    assert made("status")["last_comparison"]["differences"] == 1
    done = made("rebuild", "--repair")
    assert (done["repaired"], done["breaks"]) == (1, 0)
    assert [org["name"] for org in made("org", "list")] == ["南湖镇卫生院"]
    assert made("rebuild")["count"] == 0
    assert made("status")["last_comparison"]["differences"] == 0


def test_the_server_program_tells_its_port_and_ends_in_order(made, folder):
    """A real process: it says where it listens, a device enrols, SIGTERM ends it with 0."""
    made("org", "add", "--name", "南湖镇卫生院")
    command = [
        sys.executable,
        "-m",
        "clinic_app.hub.cli",
        "serve",
        "--port",
        "0",
        "--folder",
        str(folder),
        "--json",
    ]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        address = json.loads(process.stdout.readline())["address"]
        line = made("enrol-code", "--org", "南湖镇卫生院", "--address", address)["line"]
        with BareDevice(address) as device:
            device.enrol(read_ticket(line).code)
            device.sync()
        (row,) = made("devices")
        assert row["last_seen"]
        process.send_signal(signal.SIGTERM)
        assert json.loads(process.stdout.readline()) == {"stopped": True}
        assert process.wait(30) == 0
    stopped = made("devices", "--stop", row["device_id"])
    assert stopped[0]["status"] == "revoked"
    with pytest.raises(httpx.ConnectError):
        httpx.get(address + endpoints.STATUS)
    log = (folder / "logs" / "hub.log").read_text(encoding="utf-8")
    assert "南湖" not in log
