from __future__ import annotations

import pytest

from clinic_app.domain.drug_lines import drug_lines, is_same_drug


def read(text: str) -> list[tuple[str, str]]:
    return [(line.drug, line.dosage) for line in drug_lines(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("阿司匹林 100mg 每日一次", [("阿司匹林", "100mg 每日一次")]),
        (
            "1.阿司匹林肠溶片 100mg qd；2.阿托伐他汀钙片20mg qn口服；3、美托洛尔缓释片 47.5 mg qd。低盐饮食",
            [("阿司匹林肠溶片", "100mg qd"), ("阿托伐他汀钙片", "20mg qn口服"),
             ("美托洛尔缓释片", "47.5 mg qd")],
        ),
        (
            "阿司匹林 100mg qd、氯吡格雷75mg qd、阿托伐他汀 20mg qn，1月后复查肝功能",
            [("阿司匹林", "100mg qd"), ("氯吡格雷", "75mg qd"), ("阿托伐他汀", "20mg qn")],
        ),
        (
            "出院带药：硝苯地平控释片30mg每日1次，盐酸二甲双胍片0.5g 每日3次，餐中服。监测血糖",
            [("硝苯地平控释片", "30mg每日1次"), ("盐酸二甲双胍片", "0.5g 每日3次 餐中服")],
        ),
        ("阿司匹林肠溶片 每日1次 每次1片", [("阿司匹林肠溶片", "每日1次 每次1片")]),
        ("继续口服氨氯地平片 每日1次，每次 5 mg，注意踝部水肿", [("氨氯地平片", "每日1次 每次 5 mg")]),
        (
            "门冬胰岛素30注射液 早12U 晚10U 皮下注射 每日两次",
            [("门冬胰岛素30注射液", "早12U 晚10U 皮下注射 每日两次")],
        ),
        (
            "厄贝沙坦氢氯噻嗪片(150mg/12.5mg) 1片 每日1次",
            [("厄贝沙坦氢氯噻嗪片(150mg/12.5mg)", "1片 每日1次")],
        ),
        ("硝酸甘油 0.5mg 必要时舌下含服", [("硝酸甘油", "0.5mg 必要时舌下含服")]),
        ("维生素Ｂ１２ ２５μg tid", [("维生素B12", "25μg tid")]),
        ("阿司匹林 100mg qd\n阿司匹林 100mg qd", [("阿司匹林", "100mg qd")]),
    ],
)  # fmt: skip
def test_medicines_with_dose_and_frequency_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert read(text) == found


def test_what_was_stopped_is_not_offered_and_what_replaces_it_is() -> None:
    assert read("停用美托洛尔 25mg bid，改用比索洛尔 5mg qd") == [("比索洛尔", "5mg qd")]


@pytest.mark.parametrize(
    "text",
    ["", "继续服用阿司匹林、他汀类药物", "饮水1500ml每日", "血红蛋白120g/L，每日复查",
     "每日步行30分钟", "食盐 5g 每日",
     "血糖 7.8mmol/L 每日监测", "牛奶250ml每日一袋", "吸氧 2L/min 每日", "既往服用硝苯地平10mg tid",
     "二甲双胍 0.5", "阿司匹林 100mg", "停药：华法林 2.5mg qd", "\0"],
)  # fmt: skip
def test_nothing_else_is_taken_for_a_medicine(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("阿司匹林", "阿司匹林肠溶片", True), ("阿司匹林肠溶片", "阿司匹林", True),
     ("二甲双胍", "阿卡波糖", False),
     ("阿莫西林", "阿莫西林 ", True), ("", "", False), ("钙片", "钙片剂", False)],
)  # fmt: skip
def test_a_name_and_the_same_with_its_form_are_one_medicine(one: str, other: str, same: bool) -> None:
    assert is_same_drug(one, other) is same
