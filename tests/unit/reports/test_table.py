"""Printed lists: head and totals on every page, nothing lost between pages."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_app.reports.due_list import DueEntry, render_call_list, render_due_list
from clinic_app.reports.register import (
    BackEntry,
    RegisterHead,
    UpEntry,
    render_back_register,
    render_up_register,
)
from clinic_app.reports.table import Column, ListSheet, render_list
from tests.visual.paper_reading import read_pages

HEAD = RegisterHead("白水镇中心卫生院", date(2026, 11, 1), date(2026, 11, 30))


def up_entry(number: int) -> UpEntry:
    return UpEntry(
        day=date(2026, 11, 22),
        slip_no=f"ZZ20261122{number:03}",
        patient_name="张䶮",
        gender="2",
        age="68岁",
        id_no="620802195803150017",
        phone="13993300017",
        address="崆峒区白水镇东沟村3组17号",
        impression="不稳定型心绞痛；高血压病3级",
        reason="临床急危重症，难以实施有效救治",
        to_org="崆峒区人民医院",
        to_dept="心血管内科",
        arrived="已到院",
        arrived_on=date(2026, 11, 23),
        follow_up="血压平稳",
        remark="补录",
    )


def test_the_register_counts_on_every_page():
    pages = read_pages(render_up_register([up_entry(n) for n in range(1, 41)], HEAD))
    assert len(pages) > 2
    text = "".join(page.plain for page in pages)
    for number in range(1, 41):
        assert f"ZZ20261122{number:03}" in text
    so_far = 0
    for number, page in enumerate(pages, start=1):
        here = page.plain.count("620802195803150017")
        so_far += here
        assert "双向转诊登记本（上转）" in page.plain
        assert "身份证号" in page.plain
        assert f"本页{here}人次累计{so_far}人次" in page.plain
        assert f"第{number}页共{len(pages)}页" in page.plain
        assert ("登记人：" in page.plain) == (number == len(pages))
        assert (page.width, page.height) == pytest.approx((297, 210), abs=0.1)
        assert all(letter.left > 0 and letter.right < 297 and letter.bottom < 210 for letter in page.letters)


def test_the_register_of_returns():
    entry = BackEntry(
        day=date(2026, 12, 2), slip_no="HZ1", patient_name="张䶮", diagnosis="冠心病", advice="复诊"
    )
    (page,) = read_pages(render_back_register([entry], HEAD))
    for words in (
        "双向转诊登记本（下转接收）",
        "张䶮",
        "冠心病",
        "复诊",
        "2026年11月1日至2026年11月30日",
        "2026-12-02",
    ):
        assert words in page.plain


def test_an_empty_register_says_so():
    (page,) = read_pages(render_up_register([], HEAD))
    assert "本期没有记录" in page.plain
    assert "本页0人次" in page.plain


def test_a_cell_longer_than_a_page_goes_on():
    history = "".join(f"第{n}条。" for n in range(900))
    sheet = ListSheet("名单", "", "", (Column("序号", 1), Column("备注", 3)), (("1", history), ("2", "尾")))
    pages = read_pages(render_list(sheet))
    assert len(pages) >= 2
    cell = [
        letter.char for page in pages for letter in page.letters if letter.left > 80 and 32 < letter.top < 194
    ]
    assert "".join(cell) == history + "尾"
    assert "累计2人次" in pages[-1].plain
    assert all(letter.bottom < 205 for page in pages for letter in page.letters)


def test_rows_must_fit_the_head():
    with pytest.raises(ValueError, match="cells"):
        render_list(ListSheet("名单", "", "", (Column("序号", 1),), (("1", "2"),)))


def test_due_and_call_lists():
    entry = DueEntry(
        patient_name="张䶮", gender="男", age="68岁", village="东沟村3组", phone="13993300017",
        form="转诊后随访", due_on=date(2026, 11, 20), overdue_days=2, advice="监测血压", doctor="李明",
    )  # fmt: skip
    (due,) = read_pages(render_due_list([entry], org="白水镇中心卫生院", until=date(2026, 11, 22)))
    for words in ("到期随访名单", "张䶮", "东沟村3组", "已过2天", "监测血压", "本页1人累计1人"):
        assert words in due.plain
    (call,) = read_pages(render_call_list([entry], org="白水镇中心卫生院", day=date(2026, 11, 22)))
    assert "13993300017" in call.plain
    assert "打通" in call.plain
    (none,) = read_pages(render_call_list([], org="白水镇中心卫生院", day=date(2026, 11, 22)))
    assert "今天没有要打的电话" in none.plain
