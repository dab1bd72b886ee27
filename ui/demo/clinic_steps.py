"""What the township clinic does in the demonstration, at its window."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.demo import desk_steps
from ui.demo.desk_at_work import DeskAtWork
from ui.demo.desk_steps import Answer
from ui.demo.referral_window import moved, papers_since
from ui.views.conflicts import ConflictDesk
from ui.widgets.blocks import PageScroll
from ui.widgets.pick import PickBox


def import_list(desk: DeskAtWork, path: str) -> Answer:
    """Bring the spreadsheet in through the window and tell where every row ended."""
    hands = desk.hands
    desk.program.window.open("patients")
    hands.press("导入 Excel 名册")
    desk_steps.FILE_TO_OPEN["open"] = path
    hands.box("导入")
    hands.press("选择文件")
    hands.until(lambda: hands.button("再导入一份"), "名册导入完", 120)
    picture = hands.picture("02-导入结果-clinic")
    hands.press("关闭")
    patients = desk.app.patients.count()
    corrections = sorted(one.name for one in Path(path).parent.glob("*待更正*"))
    return {"patients": patients, "corrections": corrections, "picture": picture}


def choose_patient(desk: DeskAtWork) -> Answer:
    """Return somebody of the list whom a doctor would refer with chest pain: over fifty, with a history."""
    best: tuple[int, Any] | None = None
    after = None
    while True:
        page = desk.app.patients.page(after=after, limit=200)
        for row in page.rows:
            born = int(row.birth_date[:4] or 9999)
            if not (1945 <= born <= 1972 and row.phone and row.id_no_masked) or "·" in row.name:
                continue
            score = len(row.tags) + 3 * len(row.allergies) + (len(row.name) == 3)
            if best is None or score > best[0]:
                best = (score, row)
        after = page.next
        if after is None:
            break
    if best is None:
        raise RuntimeError("名册里没有合适的患者")
    patient = desk.app.patients.card(best[1].id).patient
    return {
        "patient_id": best[1].id,
        "name": best[1].name,
        "id_no": patient.id_no,
        "birth_date": patient.birth_date,
    }


def write_referral(desk: DeskAtWork, patient_id: str, find: str, values: Mapping[str, Any]) -> Answer:
    """Find the patient with F3, press F4, type the slip, save it with F8, which also makes its paper."""
    hands, window = desk.hands, desk.program.window
    window.open("workbench")
    hands.search(find)
    found = hands.picture("04-查找-clinic")
    hands.enter()
    hands.until(lambda: window.current_key() == "patient", "患者档案打开")
    hands.settle(0.4)
    if window.current_page().place()["patient_id"] != patient_id:  # pyright: ignore[reportOptionalMemberAccess]
        raise RuntimeError("查到的不是这位患者")
    record = hands.picture("05-患者档案-clinic")
    hands.key("new_referral")
    hands.until(lambda: window.current_key() == "referral", "转诊单打开")
    hands.settle(0.5)
    hands.choose("to_org", values["to_org"])
    hands.write("to_dept", values["to_dept"])
    hands.enter()
    hands.pick("urgency", values["urgency"])
    for typed in values["impression"]:
        hands.choose("impression", typed)
    for name in ("present_illness", "exam_result", "treatment"):
        hands.write(name, values[name])
    hands.choose("reason", values["reason"])
    hands.choose("consent", values["consent"])
    hands.field("present_illness").setFocus()
    _to_top(desk)
    hands.settle(1.0)
    form = hands.picture("06-写转诊单-clinic")
    hands.settle()
    papers = papers_since(desk)
    hands.key("print")
    hands.until(lambda: papers(), "转出单存成 PDF", 60)
    hands.settle(0.5)
    [row] = desk.app.referrals.of_patient(patient_id)
    picture = hands.picture("07-转诊单已保存-clinic")
    return {
        "referral_id": row.id,
        "slip_no": row.slip_no,
        "delivery": row.delivery.text,
        "paper": papers(),
        "pictures": [found, record, form, picture],
    }


def _to_top(desk: DeskAtWork) -> None:
    """Bring the beginning of the form back into sight."""
    for scroll in desk.program.window.findChildren(PageScroll):
        if scroll.isVisible():
            scroll.verticalScrollBar().setValue(0)


def received_back(desk: DeskAtWork, referral_id: str) -> Answer:
    """Look at the return slip, take the patient back, and find the visit planned."""
    hands = desk.hands
    desk.program.window.open("referral", referral_id=referral_id)
    hands.settle(0.6)
    before = hands.picture("13-收到回转单-clinic")
    moved(desk, "received_back", {})
    after = hands.picture("14-接回患者-clinic")
    plans = desk.app.referrals.get(referral_id).plans
    if len(plans) != 1:
        raise RuntimeError(f"应有一次随访安排，现在有 {len(plans)} 次")
    return {
        "plan_id": plans[0].id,
        "due_on": plans[0].due_on,
        "advice": plans[0].advice,
        "pictures": [before, after],
    }


def follow_up(desk: DeskAtWork, plan_id: str, values: Mapping[str, Any]) -> Answer:
    """Find the visit among those due with F6, fill its form in and save it."""
    hands, window = desk.hands, desk.program.window
    window.open("workbench")
    hands.settle(0.4)
    hands.key("due")
    hands.until(lambda: window.current_key() == "follow_ups", "随访页打开")
    due = hands.picture("15-到期随访-clinic")
    if plan_id not in {row.id for row in desk.app.follow_ups.due().rows}:
        raise RuntimeError("到期名单里没有这次随访")
    window.open("follow_up", plan_id=plan_id)
    hands.settle(0.5)
    for name, value in values.items():
        if name in ("hospital_result", "condition", "sbp", "dbp"):
            hands.write(name, value)
        else:
            hands.pick(name, value)
    hands.settle(0.5)
    form = hands.picture("16-填随访表-clinic")
    hands.key("save")
    hands.until(lambda: plan_id not in {r.id for r in desk.app.follow_ups.due().rows}, "随访保存好")
    return {"pictures": [due, form]}


def close_referral(desk: DeskAtWork, referral_id: str) -> Answer:
    """Close the referral unless the follow-up has closed it."""
    if desk.app.referrals.get(referral_id).phase != "closed":
        desk.program.window.open("referral", referral_id=referral_id)
        desk.hands.settle(0.4)
        moved(desk, "closed", {})
    desk.program.window.open("referral", referral_id=referral_id)
    phase = desk.app.referrals.get(referral_id).phase
    if phase != "closed":
        raise RuntimeError(f"转诊没有结案：{phase}")
    return {"phase": phase, "picture": desk.hands.picture("17-转诊完成-clinic")}


def decide_conflict(desk: DeskAtWork, patient_id: str) -> Answer:
    """Open the conflict desk, choose the county's values, and decide."""
    hands, window = desk.hands, desk.program.window
    items = [i for i in desk.app.conflicts.of_patient(patient_id) if str(i.status) == "open"]
    if not items:
        raise RuntimeError("没有要决定的冲突")
    window.open("conflicts", patient_id=patient_id)
    hands.settle(0.6)
    before = hands.picture("12-两边改得不一样-clinic")
    for pick in _picks(desk):
        pick.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(pick, Qt.Key.Key_Space)
        hands.settle()
    chosen = hands.picture("12-选定一边-clinic")
    hands.key("save")
    hands.until(lambda: not desk.app.conflicts.open_groups(), "冲突决定好")
    hands.settle(0.4)
    return {"decided": len(items), "pictures": [before, chosen, hands.picture("12-决定以后-clinic")]}


def _picks(desk: DeskAtWork) -> list[PickBox]:
    """Return the boxes of the other side, one of every field."""
    found: list[PickBox] = []
    for group in desk.program.window.findChildren(ConflictDesk):
        if group.isVisible():
            # The boxes of a field stand in pairs: our own side, then the other one.
            found += group.findChildren(PickBox)[1::2]
    return found


STEPS = {
    step.__name__: step
    for step in (
        import_list,
        choose_patient,
        write_referral,
        received_back,
        follow_up,
        close_referral,
        decide_conflict,
    )
}
