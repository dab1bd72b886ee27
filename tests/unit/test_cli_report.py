"""``clinic-admin report --json`` prints the numbers that the screen shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clinic_app.cli import main
from clinic_app.domain.change import canonical
from clinic_app.services.app import App
from clinic_app.services.statistics_report import Report
from clinic_app.services.workplace import Machine
from clinic_app.store import rows
from tests.helpers.clinic import PASSWORD, services_machine, township
from tests.helpers.services import Desk, with_check_digit


@pytest.fixture
def machine() -> Machine:
    return services_machine()


@pytest.fixture
def shown(tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> Report:
    """What the statistics page of a small clinic shows for this year."""
    monkeypatch.setenv("CLINIC_PASSWORD", PASSWORD)
    with township(tmp_path / "clinic", machine) as app:
        fill(app)
        return app.statistics.report(app.statistics.period("2026"))


def fill(app: App) -> None:
    desk = Desk(app)
    hospital = desk.hospital()
    people = [desk.patient(id_no=with_check_digit(f"6208021960010100{n}"), phone="") for n in range(3)]
    one, two, _ = (desk.referral(to_org=hospital, patient_id=person) for person in people)
    for event in ("received", "accepted", "arrived"):
        desk.theirs(one, event)
    desk.their_return(one)
    desk.theirs(two, "declined", {"reason": "01"})
    app.statistics.set_inputs(
        app.statistics.period("2026"), {"primary_visits": "755.68", "visits": "1191.33"}
    )
    app.statistics.set_plan(2026, {"sent_up": "100"})
    with app.place.unit():
        values = {"patient_id": people[0], "referral_id": one, "visited_on": "2026-11-22", "edition": "1"}
        answers = canonical({"satisfaction": "2"})
        rows.insert(app.place.db, "follow_up", {**values, "form": "after_referral", "answers": answers})


def printed(
    capsys: pytest.CaptureFixture[str], folder: Path, machine: Machine, *words: str
) -> dict[str, Any]:
    assert main(["--basedir", str(folder), "report", "2026", *words, "--json"], machine=machine) == 0
    return json.loads(capsys.readouterr().out)


def test_every_number_of_the_screen_is_printed(
    shown: Report, tmp_path: Path, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = printed(capsys, tmp_path / "clinic", machine)
    assert answer["total"] == shown.total == 4
    assert [(f["flow"], f["count"], f["before"], f["year_before"]) for f in answer["flows"]] == [
        (f.flow.value, f.count, f.before, f.year_before) for f in shown.flows
    ]
    assert answer["flows"][0]["plan_share"] == str(shown.flows[0].plan_share) == "3.00"
    assert {r["name"]: r["percent"] for r in answer["ratios"]} == {
        r.name: None if r.percent is None else str(r.percent) for r in shown.ratios
    }
    assert next(r for r in answer["ratios"] if r["name"] == "primary_share")["percent"] == "63.43"
    assert all(r["formula"] for r in answer["ratios"])
    assert answer["states"] == {s.name: len(s.ids) for s in shown.states}
    assert [d["mean_hours"] for d in answer["durations"]] == [d.mean_hours for d in shown.durations]
    assert answer["trend"]["months"] == list(shown.trend.months)
    assert answer["trend"]["sent_up"] == list(shown.trend.lines[0].counts)
    [figures] = answer["partners"]
    assert (figures["name"], figures["done_share"]) == ("崆峒县人民医院", str(shown.partners[0].done_share))
    said = answer["evaluations"][0]
    assert (said["key"], said["answered"]) == ("satisfaction", 1)
    assert [(c["name"], c["count"], c["share"]) for c in said["choices"]][:2] == [
        ("很满意", 0, "0.00"),
        ("满意", 1, "100.00"),
    ]


def test_a_part_can_be_printed(
    shown: Report, tmp_path: Path, machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shown.total == 4
    part = printed(capsys, tmp_path / "clinic", machine, "--only", "flow=sent_up")
    assert (part["total"], part["only"]) == (3, {"flow": "sent_up"})
    nobody = printed(
        capsys, tmp_path / "clinic", machine, "--only", "doctor=无此人", "--only", "flow=sent_up"
    )
    assert nobody["total"] == 0
    for wrong in ("doctor", "colour=red"):
        words = ["--basedir", str(tmp_path / "clinic"), "report", "2026", "--only", wrong, "--json"]
        assert main(words, machine=machine) == 2
        capsys.readouterr()
