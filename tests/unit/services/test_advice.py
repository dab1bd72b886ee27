"""Questions and answers on a referral: who owes an answer, for how long already, and where a message is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_app.domain.clock import stamp
from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.store import referrals, rows
from tests.helpers.clinic import clock_of
from tests.helpers.pictures import as_jpeg, paper


@pytest.fixture
def referral(desk):
    return desk.referral()


def theirs(desk, referral, role, text, reply_to="", *, minutes=10, by=""):
    """Let the other institution write something, as if it had come from the hub."""
    place = desk.app.place
    view = referrals.load(place.db, referral)
    clock_of(desk.app).advance(timedelta(minutes=minutes))
    desk.app.session.touch()
    values = {
        "referral_id": referral,
        "role": role,
        "text": text,
        "reply_to": reply_to,
        "at": stamp(place.now()),
        "by_org": by or view.status.receiver,
        "by_org_name": "崆峒县人民医院",
        "by_name": "赵敏",
    }
    with place.unit(user_name="赵敏"):
        return rows.insert(place.db, "referral_message", values)


def test_a_question_waits_for_the_other_side_until_it_is_answered(app, desk, referral):
    asked = app.advice.ask(referral, "血压 190/110，硝苯地平能不能加量？\n明天能否加号？")
    assert asked.changes.any_of("referral_message")
    thread = app.advice.thread(referral)
    [question] = thread.messages
    assert (question.role_text, question.by_org_name, question.by_name) == ("提问", "白水镇卫生院", "李医生")
    assert (question.open, question.our_turn, thread.waits_for_them) == (True, False, 1)
    assert question.when == "今天 12:00"
    assert app.worklists.workbench().waiting.lines[0].text.startswith("1 个提问等对方答复")
    theirs(desk, referral, "answer", "可以加到 30mg，明早空腹来。", asked.id)
    thread = app.advice.thread(referral)
    assert [one.role for one in thread.messages] == ["question", "answer"]
    assert (thread.waits_for_them, thread.messages[0].open) == (0, False)
    assert "等对方答复" not in "".join(line.text for line in app.worklists.workbench().waiting.lines)


def test_a_question_to_us_stands_in_every_list_and_ages(app, desk, referral):
    before = app.worklists.badges()
    theirs(desk, referral, "question", "患者目前服用什么抗凝药？")
    badges = app.worklists.badges()
    assert (badges["workbench"], badges["referrals"]) == (before["workbench"] + 1, before["referrals"] + 1)
    [line] = [one for one in app.worklists.workbench().to_do.lines if one.page == "reminders"]
    assert (line.text, line.meaning) == ("1 个提问待答复，最久的已等 1 分钟", "due")
    assert "有提问待答复" in app.referrals.get(referral).list_row.note
    clock_of(app).advance(timedelta(hours=25))
    app.session.touch()
    [reminder] = app.reminders.of_kind(line.where["kind"])
    assert (reminder.id, reminder.meaning) == (referral, "urgent")
    assert reminder.text == "患者目前服用什么抗凝药？（已等 1 天）"
    [question] = app.advice.thread(referral).messages
    assert (question.our_turn, question.waited) == (True, "1 天")
    app.advice.answer(question.id, "没有服用抗凝药。")
    assert app.advice.waiting() == ()
    assert app.worklists.badges() == before
    assert app.advice.thread(referral).messages[1].reply_to == question.id


def test_a_question_that_settled_itself_is_taken_back_by_who_asked(app, desk, referral):
    mine = app.advice.ask(referral, "明天能否加号？").id
    foreign = theirs(desk, referral, "question", "有无过敏？")
    app.advice.settle(mine)
    assert app.advice.asked() == ()
    with pytest.raises(NotAllowed):
        app.advice.settle(foreign)


def test_a_remark_asks_for_nothing(app, desk, referral):
    app.advice.remark(referral, "家属下午陪同前往。")
    thread = app.advice.thread(referral)
    assert (thread.messages[0].role_text, thread.waits_for_them, thread.may_write) == ("补充说明", 0, True)


def test_an_answer_stands_behind_its_question_whatever_the_clocks_say(app, desk, referral):
    question = app.advice.ask(referral, "能否加号？").id
    theirs(desk, referral, "answer", "可以。", question, minutes=-120)
    assert [one.role for one in app.advice.thread(referral).messages] == ["question", "answer"]


def test_where_a_message_is_is_told(app, desk, referral):
    app.advice.ask(referral, "能否加号？")
    [alone] = app.advice.thread(referral).messages
    assert alone.delivery == "只在本机（单机使用）"
    desk.enrolled()
    [here] = app.advice.thread(referral).messages
    assert (here.delivery, here.meaning) == ("只在本机，待上传", "due")
    desk.acknowledged()
    [there] = app.advice.thread(referral).messages
    assert there.delivery == ""
    app.place.db.execute("UPDATE op SET state = 2 WHERE ent = 'referral_message'")
    [refused] = app.advice.thread(referral).messages
    assert refused.meaning == "urgent"


def test_a_picture_goes_with_the_question(app, desk, referral):
    question = app.advice.ask(referral, "这张心电图怎么看？").id
    app.attachments.add(referral, as_jpeg(paper(400, 500)), purpose="exam", message_id=question)
    [message] = app.advice.thread(referral).messages
    assert [one.purpose_text for one in message.attachments] == ["检查报告"]


def test_nothing_empty_endless_or_out_of_place_is_kept(app, desk, referral):
    for text in ("", "  \n ", "长" * 2001):
        with pytest.raises(Rejected):
            app.advice.ask(referral, text)
    remark = app.advice.remark(referral, "说明").id
    with pytest.raises(NotFound):
        app.advice.answer(remark, "答")
    with pytest.raises(NotFound):
        app.advice.ask("x" * 22, "在吗")
    assert len(app.advice.thread(referral).messages) == 1


def test_who_passed_a_referral_on_is_asked_no_more(app, desk):
    """A question of the sender does not wait for the institution that redirected the patient elsewhere."""
    other = desk.hospital("北山镇卫生院", level="township")
    patient = desk.patient()
    slip = {"direction": "up", "from_org": other, "to_org": app.place.org_id, "_owner": other}
    with app.place.unit(user_name="陈医生"):
        received = rows.insert(app.place.db, "referral", {**slip, "patient_id": patient})
    desk.theirs(received, "created")
    desk.theirs(received, "sent")
    theirs(desk, received, "question", "收到了吗？", by=other)
    assert [one.row.id for one in app.advice.waiting()] == [received]
    app.referral_actions.redirect(received, desk.hospital("市人民医院"), "专科")
    assert app.advice.waiting() == ()
    with pytest.raises(NotAllowed):
        app.advice.ask(received, "后来呢？")
