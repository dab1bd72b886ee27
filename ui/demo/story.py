"""The story of the demonstration: one referral up and home again, told to three processes step by step."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Any

import attrs

from clinic_app.domain.clock import SHANGHAI
from clinic_app.services.sample_people import invented_people
from clinic_app.services.sample_workbook import write_messy_workbook
from ui.demo.cast import CLINIC, CLINIC_VALUES, DAYS, HOSPITAL, HOSPITAL_VALUES, RETURN, SEED, SLIP, VISIT
from ui.demo.processes import Hub, ProcessTrouble, Watched
from ui.demo.proxy import LineProxy
from ui.demo.report import Report
from ui.demo.story_time import StoryTime


@attrs.define
class Stage:
    """Everything the story is played on.

    Attributes:
        output: pictures, papers and the report.
        work: data of the three programs, their logs and ledgers.
        people: how many people the spreadsheet holds.
    """

    output: Path
    work: Path
    people: int
    report: Report
    clock: StoryTime
    hub: Hub
    line: LineProxy
    clinic: Watched
    county: Watched
    today: date
    facts: dict[str, Any] = attrs.field(factory=dict)

    def day(self, number: int, hour: int, minute: int = 0) -> None:
        """Let the story go on at a time of its n-th day; the last day is the true present."""
        self._leap(
            lambda: self.clock.move_to(self.today - timedelta(days=DAYS - number), clock_time(hour, minute))
        )

    def last_day(self) -> None:
        """Let the story go on in the true present."""
        self._leap(self.clock.catch_up)

    def _leap(self, move: Callable[[], None]) -> None:
        at_work = self.facts.get("at_work", ())
        for desk in at_work:
            desk.ask("rest")
        move()
        for desk in at_work:
            desk.ask("new_day")


class Story:
    """Plays the chapters in order; what a chapter found out, later ones use."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._do = stage.report.step

    def play(self) -> None:
        """Play everything. Raises ProcessTrouble at the first step without which nothing goes on."""
        self._begin()
        self._import_and_cut()
        self._send_up()
        self._days_offline()
        self._line_returns()
        self._home_again()
        self._look_around()
        self._count()

    # --- chapters ------------------------------------------------------------------------------------

    def _begin(self) -> None:
        stage, clinic, county = self.stage, self.stage.clinic, self.stage.county
        stage.day(0, 9, 10)
        lines = stage.facts["tickets"]
        self._do(
            "乡镇：首次设置，一页填完，用登记码登记到县平台",
            lambda: self._keep(
                "clinic_code", clinic.ask("set_up", ticket=lines[CLINIC], values=CLINIC_VALUES)
            ),
        )
        self._do(
            "县医院：首次设置，登记到县平台",
            lambda: self._keep(
                "county_code", county.ask("set_up", ticket=lines[HOSPITAL], values=HOSPITAL_VALUES)
            ),
        )
        self._do(
            "两边第一次同步，互相认识", lambda: (clinic.ask("sync"), county.ask("sync"), clinic.ask("sync"))
        )

    def _keep(self, name: str, answer: dict[str, Any]) -> dict[str, Any]:
        self.stage.facts[name] = answer.get("recovery_code", "")
        return answer

    def _import_and_cut(self) -> None:
        stage, clinic = self.stage, self.stage.clinic
        stage.day(0, 9, 40)
        book = stage.work / "居民健康档案花名册.xlsx"
        written = write_messy_workbook(book, invented_people(SEED, stage.people, stage.today), SEED)
        stage.report.counts["spreadsheet"] = written
        # The background exchange begins while the list is coming in: the line breaks under it.
        stage.line.cut_after(1800 + 12 * stage.people, "up")
        answer = self._do(
            f"乡镇：导入 Excel 名册（{stage.people} 人，有重复、有错号、有空行）",
            lambda: clinic.ask("import_list", path=str(book)),
        )
        stage.report.counts["patients"] = answer["patients"]
        self._do("线路在传输中途断开一次", self._until_cut)
        self._do(
            "乡镇：看“数据往来”，如实写着哪些只在本机",
            lambda: clinic.ask("look", page="exchange", picture="03-断线时的数据往来-clinic"),
        )
        self._do("线路恢复，按 F7 接着传，一条不少", lambda: self._all_sent(clinic.ask("sync")))

    def _until_cut(self) -> dict[str, Any]:
        line = self.stage.line
        end = time.monotonic() + 40
        while line.cut_is_due:
            if time.monotonic() > end:
                self.stage.clinic.ask("sync", expect_failure=True)
                break
            time.sleep(0.1)
        if line.cuts < 1:
            raise ProcessTrouble("线路没有断成")
        return {"cuts": line.cuts}

    def _all_sent(self, answer: dict[str, Any]) -> dict[str, Any]:
        if answer["unsent"]:
            raise ProcessTrouble(f"还有 {answer['unsent']} 条没有上传")
        return answer

    def _send_up(self) -> None:
        stage, clinic = self.stage, self.stage.clinic
        stage.day(0, 10, 20)
        chosen = self._do("乡镇：从名册里选一位患者", lambda: clinic.ask("choose_patient"))
        stage.facts |= chosen
        slip = self._do(
            "乡镇：F3 查人、F4 开转诊单，用键盘填完，F8 保存并出转出单",
            lambda: clinic.ask(
                "write_referral", patient_id=chosen["patient_id"], find=chosen["id_no"][-8:], values=SLIP
            ),
        )
        stage.facts["referral_id"] = slip["referral_id"]
        stage.report.papers.append(slip["paper"])
        self._do("不用按键，后台自己上传", lambda: clinic.ask("wait_until_sent", seconds=60))
        stage.day(0, 10, 50)
        self._do("县医院：同步，收件箱里出现这张单，打开", self._open_at_county)
        self._do("乡镇：看到“对方已收到”", self._seen_as_opened)

    def _open_at_county(self) -> dict[str, Any]:
        county = self.stage.county
        county.ask("sync")
        answer = county.ask("open_from_inbox", referral_id=self.stage.facts["referral_id"])
        county.ask("sync")
        return answer

    def _seen_as_opened(self) -> dict[str, Any]:
        self.stage.clinic.ask("sync")
        state = self.stage.clinic.ask("referral_state", referral_id=self.stage.facts["referral_id"])
        if not {"received", "opened"} & set(state["events"]):
            raise ProcessTrouble("乡镇没有看到对方已收到")
        return state

    def _days_offline(self) -> None:
        stage, clinic, county = self.stage, self.stage.clinic, self.stage.county
        patient, referral = stage.facts["patient_id"], stage.facts["referral_id"]
        stage.line.take_away()
        stage.day(1, 8, 30)
        self._do("乡镇断网，照常工作：按 F7 如实说连不上", lambda: clinic.ask("sync", expect_failure=True))
        self._do(
            "乡镇：断网期间改患者的村、电话、血型",
            lambda: clinic.ask(
                "change_patient",
                patient_id=patient,
                values={"village": "新民村", "phone": "13900010001", "blood_type": "1"},
            ),
        )
        stage.day(1, 9, 15)
        accept = {"dept": "心内科", "doctor": "孙主任", "when": "随到随诊", "phone": "0933-8222233"}
        self._do(
            "县医院：接诊，写明科室、医生、时间",
            lambda: county.ask(
                "answer", referral_id=referral, event="accepted", values=accept, picture="10-接诊-county"
            ),
        )
        self._do(
            "县医院：登记到诊", lambda: county.ask("answer", referral_id=referral, event="arrived", values={})
        )
        self._do(
            "县医院：改同一位患者的联系人、电话、血型，彼此没看到",
            lambda: county.ask(
                "change_patient",
                patient_id=patient,
                values={"contact_name": "家属小军", "phone": "13900020002", "blood_type": "3"},
            ),
        )
        stage.day(3, 15, 0)
        self._do(
            "县医院：发中间反馈",
            lambda: county.ask(
                "answer",
                referral_id=referral,
                event="interim_note",
                values={"text": "已行冠脉造影并植入支架一枚，病情平稳。"},
            ),
        )
        self._do(
            "县医院：登记转归，同步",
            lambda: (
                county.ask("answer", referral_id=referral, event="outcome", values={"outcome": "2"}),
                county.ask("sync"),
            ),
        )
        stage.day(5, 8, 40)
        self._do("乡镇：断网第五天，工作台和数据往来仍说实话", self._still_offline)

    def _still_offline(self) -> dict[str, Any]:
        clinic = self.stage.clinic
        clinic.ask("sync", expect_failure=True)
        clinic.ask("look", page="exchange", picture="03-断网五天的数据往来-clinic")
        state = clinic.ask("status")
        if not state["unsent"]:
            raise ProcessTrouble("断网时应有只在本机的内容")
        return state

    def _line_returns(self) -> None:
        stage, clinic, county = self.stage, self.stage.clinic, self.stage.county
        patient, referral = stage.facts["patient_id"], stage.facts["referral_id"]
        stage.day(5, 14, 0)
        stage.line.bring_back()
        self._do("线路恢复，两边互通", lambda: (clinic.ask("sync"), county.ask("sync"), clinic.ask("sync")))
        self._do("不同的栏自动合在一起，同一个电话留一个、另一个可改回", self._merged)
        answer = self._do(
            "血型两边不一样：在冲突页由乡镇决定", lambda: clinic.ask("decide_conflict", patient_id=patient)
        )
        stage.report.conflicts_decided += int(answer["decided"])
        self._do("决定两边都看到", self._decision_seen)
        stage.day(6, 10, 0)
        back = self._do(
            "县医院：写回转单，出回转单",
            lambda: county.ask("write_return", referral_id=referral, values=RETURN),
        )
        stage.report.papers.append(back["paper"])
        self._do("县医院：后台自己上传", lambda: county.ask("wait_until_sent", seconds=60))

    def _merged(self) -> dict[str, Any]:
        found = {}
        for desk in (self.stage.clinic, self.stage.county):
            found = desk.ask("merged_fields", patient_id=self.stage.facts["patient_id"])
            fields = found["fields"]
            if (fields["village"], fields["contact_name"]) != ("新民村", "家属小军"):
                raise ProcessTrouble(f"{desk.name}：两边改的不同栏没有合上：{fields}")
            if found["merged"] != ["phone"] or found["open"] != ["blood_type"]:
                raise ProcessTrouble(f"{desk.name}：合并 {found['merged']}，待决定 {found['open']}")
        self.stage.report.automatic_merges = len(found["merged"])
        return found

    def _decision_seen(self) -> dict[str, Any]:
        clinic, county = self.stage.clinic, self.stage.county
        clinic.ask("sync")
        county.ask("sync")
        for desk in (clinic, county):
            found = desk.ask("merged_fields", patient_id=self.stage.facts["patient_id"])
            if found["open"] or "blood_type" not in found["history"]:
                raise ProcessTrouble(f"{desk.name}：没有看到决定：{found}")
        return {}

    def _home_again(self) -> None:
        stage, clinic = self.stage, self.stage.clinic
        referral = stage.facts["referral_id"]
        stage.day(6, 16, 30)
        self._do("乡镇：同步，收到回转单", lambda: clinic.ask("sync"))
        plan = self._do(
            "乡镇：接回患者，两周随访已自动安排", lambda: clinic.ask("received_back", referral_id=referral)
        )
        stage.last_day()
        self._do(
            "两周后（今天）：随访到期，填随访表",
            lambda: clinic.ask("follow_up", plan_id=plan["plan_id"], values=VISIT),
        )
        self._do("转诊结案", lambda: clinic.ask("close_referral", referral_id=referral))
        self._do("两边同步，县医院也看到结案", self._closed_on_both)

    def _closed_on_both(self) -> dict[str, Any]:
        referral = self.stage.facts["referral_id"]
        self.stage.clinic.ask("sync")
        self.stage.county.ask("sync")
        state = self.stage.county.ask("referral_state", referral_id=referral)
        if state["phase"] != "closed":
            raise ProcessTrouble(f"县医院看到的是“{state['phase_text']}”")
        return state

    def _look_around(self) -> None:
        clinic, county = self.stage.clinic, self.stage.county
        patient = {"patient_id": self.stage.facts["patient_id"]}
        for desk, page, picture, where in (
            (clinic, "workbench", "18-工作台-clinic", {}),
            (clinic, "patients", "18-患者-clinic", {}),
            (clinic, "patient", "18-患者经过-clinic", patient),
            (clinic, "referrals", "18-转诊-clinic", {"box": "ended"}),
            (clinic, "exchange", "18-数据往来-clinic", {}),
            (clinic, "statistics", "18-统计-clinic", {}),
            (clinic, "settings", "18-设置-clinic", {}),
            (clinic, "help", "18-帮助-clinic", {}),
            (county, "workbench", "19-工作台-county", {}),
            (county, "exchange", "19-数据往来-county", {}),
            (county, "statistics", "19-统计-county", {}),
        ):
            self._do(
                f"看一眼：{picture}",
                lambda d=desk, p=page, name=picture, w=where: d.ask("look", page=p, picture=name, where=w),
                vital=False,
            )

    def _count(self) -> None:
        stage = self.stage
        self._do("最后核对：每一笔都在，三处一致", self._compare)
        stage.report.line_cuts = stage.line.cuts
        stage.report.counts["bytes_up"], stage.report.counts["bytes_down"] = stage.line.up, stage.line.down

    def _compare(self) -> dict[str, Any]:
        stage, report = self.stage, self.stage.report
        stage.clinic.ask("sync")
        stage.county.ask("sync")
        found = {desk.name: desk.ask("count") for desk in (stage.clinic, stage.county)}
        report.counts["desks"] = {name: answer["counts"] for name, answer in found.items()}
        report.counts["typed"] = sum(answer["typed"] for answer in found.values())
        report.digests_equal = all(answer["digests_equal"] for answer in found.values())
        logged = {entry["hash"] for entry in stage.hub.run("log")}
        refused = stage.hub.run("refused")
        saved = [
            json.loads(line)
            for name in ("clinic", "county")
            for line in (stage.work / f"ledger-{name}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        report.lost = sum(entry["hash"] not in logged for entry in saved)
        report.counts |= {"saved": len({entry["hash"] for entry in saved}), "refused": len(refused)}
        replayed = stage.hub.run("rebuild", ok=False)
        if replayed["count"]:
            raise ProcessTrouble(f"县平台重放日志，有 {replayed['count']} 处不一致")
        waiting = sum(answer["waiting"] for answer in found.values())
        if report.lost or refused or waiting or not report.digests_equal:
            raise ProcessTrouble(
                f"丢失 {report.lost}，拒收 {len(refused)}，未上传 {waiting}，一致：{report.digests_equal}"
            )
        return {"saved": report.counts["saved"]}


def today() -> date:
    """Return the true day in China, the last of the story."""
    return datetime.now(UTC).astimezone(SHANGHAI).date()
