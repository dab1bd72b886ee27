"""Asking and giving advice on a referral: a small remote consultation that travels like any record."""

from __future__ import annotations

from datetime import timedelta

import attrs

from clinic_app.domain.change import canonical
from clinic_app.domain.clock import read_stamp, stamp
from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.domain.field_checks import missing, text_of
from clinic_app.domain.names import clean_text, length_of
from clinic_app.domain.permissions import Permission
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import Message, say
from clinic_app.services.attachment_rows import AttachmentRow, attachment_rows, live_of
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.referral_rows import ReferralRow, rows_of, side_of, waited_text
from clinic_app.services.workplace import Workplace
from clinic_app.store import outbox, referral_messages, referrals, rows, sync_state
from clinic_app.store.database import Row
from clinic_app.store.referral_messages import ANSWER, QUESTION, REMARK, OpenQuestion

LONGEST_TEXT = 2000
LATE_AFTER = timedelta(hours=24)
"""A question that has waited so long is shown as urgent."""

WRITING = (Permission.REFERRAL_WRITE, Permission.REFERRAL_ANSWER)
"""Who may ask and answer: doctors of both sides and the county desk (any one suffices)."""


@attrs.frozen
class AdviceMessage:
    """One message of a thread.

    Attributes:
        id, role, text, reply_to: of the record.
        role_text: 提问, 答复 or 补充说明.
        when: in China, 今天 09:41.
        by_org_name, by_name: who wrote it.
        ours: our institution wrote it.
        open: a question without an answer.
        our_turn: we owe the answer.
        waited: how long an open question has waited, in words.
        delivery, meaning: where it is, honestly; empty once the hub has it.
        attachments: papers that belong to it.
    """

    id: str
    role: str
    role_text: str
    text: str
    reply_to: str
    when: str
    by_org_name: str
    by_name: str
    ours: bool
    open: bool
    our_turn: bool
    waited: str
    delivery: str
    meaning: str
    attachments: tuple[AttachmentRow, ...]


@attrs.frozen
class Thread:
    """The advice on one referral.

    Attributes:
        messages: in the order of writing.
        may_write: the person at work may take part.
        waits_for_us, waits_for_them: questions without an answer, by who owes it.
    """

    messages: tuple[AdviceMessage, ...]
    may_write: bool
    waits_for_us: int
    waits_for_them: int


@attrs.frozen
class QuestionRow:
    """A question that waits for us, for the lists.

    Attributes:
        id: of the question.
        row: its referral as lists show it.
        text: what was asked.
        waited: how long already, in words.
        late: longer than a day.
    """

    id: str
    row: ReferralRow
    text: str
    waited: str
    late: bool


class Advice:
    """Questions, answers and remarks on referrals; none is ever changed after it was written."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    # ---- reading --------------------------------------------------------------------------------------

    def thread(self, referral_id: str) -> Thread:
        """Return what was asked and answered on a referral. Raises NotFound, NotAllowed."""
        user = self._place.need(Permission.REFERRAL_VIEW)
        view = referrals.load(self._place.reader, referral_id)
        found = referral_messages.of_referral(self._place.reader, referral_id)
        unanswered = {q.id for q in referral_messages.open_questions(self._place.reader, [referral_id])}
        states = _op_states(self._place, found)
        papers: dict[str, list[AttachmentRow]] = {}
        for paper in attachment_rows(self._place, live_of(self._place.reader, referral_id)):
            papers.setdefault(paper.message_id, []).append(paper)
        party = side_of(view.status, self._place.org_id) != "other"
        messages = tuple(
            self._message(row, row["id"] in unanswered, party, states, papers.get(row["id"], []))
            for row in found
        )
        return Thread(
            messages,
            may_write=party and any(user.may(one) for one in WRITING),
            waits_for_us=sum(one.our_turn for one in messages),
            waits_for_them=sum(one.open and one.ours for one in messages),
        )

    def _message(
        self, row: Row, unanswered: bool, party: bool, states: dict[str, int], papers: list[AttachmentRow]
    ) -> AdviceMessage:
        place = self._place
        ours = row["by_org"] == place.org_id
        delivery, meaning = self._delivery(states.get(row["id"])) if ours else ("", "")
        return AdviceMessage(
            id=row["id"],
            role=text_of(row, "role"),
            role_text=place.name_of("message_role", row["role"]),
            text=text_of(row, "text"),
            reply_to=text_of(row, "reply_to"),
            when=place.chinese_time(row["at"]),
            by_org_name=text_of(row, "by_org_name"),
            by_name=text_of(row, "by_name"),
            ours=ours,
            open=unanswered,
            our_turn=unanswered and not ours and party,
            waited=_waited(place, text_of(row, "at")) if unanswered else "",
            delivery=delivery,
            meaning=meaning,
            attachments=tuple(papers),
        )

    def _delivery(self, state: int | None) -> tuple[str, str]:
        if not sync_state.read(self._place.reader).enrolled:
            return str(say("只在本机（单机使用）")), "waiting"
        if state == outbox.WAITING:
            return str(say("只在本机，待上传")), "due"
        if state == outbox.REFUSED:
            return str(say("县平台没有接受")), "urgent"
        return "", ""

    def waiting(self) -> tuple[QuestionRow, ...]:
        """Return the questions that wait for our answer, the oldest first."""
        self._place.need(Permission.REFERRAL_VIEW)
        return self._rows(referral_messages.asked_of(self._place.reader, self._place.org_id))

    def asked(self) -> tuple[QuestionRow, ...]:
        """Return our own questions that wait for the other side, the oldest first."""
        self._place.need(Permission.REFERRAL_VIEW)
        return self._rows(referral_messages.asked_by(self._place.reader, self._place.org_id))

    def _rows(self, found: list[OpenQuestion]) -> tuple[QuestionRow, ...]:
        views = referrals.load_many(
            self._place.reader, list(dict.fromkeys(question.referral_id for question in found))
        )
        lines = {row.id: row for row in rows_of(self._place, views)}
        return tuple(
            QuestionRow(
                question.id,
                lines[question.referral_id],
                question.text,
                _waited(self._place, question.at),
                _is_late(self._place, question.at),
            )
            for question in found
            if question.referral_id in lines
        )

    # ---- writing --------------------------------------------------------------------------------------

    def ask(self, referral_id: str, text: str) -> Saved:
        """Ask the other side something; it waits in their list until it is answered.

        Raises:
            Rejected: empty or too long.
            NotAllowed: the referral was passed on to another institution.
            NotFound.
        """
        return self._write(referral_id, QUESTION, text)

    def answer(self, question_id: str, text: str) -> Saved:
        """Answer a question; one's own may be answered too, when the matter has settled itself.

        Raises:
            Rejected: empty or too long.
            NotAllowed, NotFound.
        """
        self._place.need(*WRITING)
        question = rows.fetch(self._place.reader, "referral_message", question_id)
        if question["role"] != QUESTION or question["_void"]:
            raise NotFound(say("没有找到要答复的提问，什么都没有保存。请刷新后再试。"))
        return self._write(text_of(question, "referral_id"), ANSWER, text, question_id)

    def settle(self, question_id: str) -> Saved:
        """Say of our own question that no answer is needed any more. Raises NotAllowed, NotFound."""
        question = rows.fetch(self._place.reader, "referral_message", question_id)
        if question["by_org"] != self._place.org_id:
            raise NotAllowed(say("这是对方的提问，请直接答复"))
        return self.answer(question_id, str(say("不用答复了，已解决。")))

    def remark(self, referral_id: str, text: str) -> Saved:
        """Add something the other side should know and need not answer. Raises as ``ask``."""
        return self._write(referral_id, REMARK, text)

    def _write(self, referral_id: str, role: str, text: str, reply_to: str = "") -> Saved:
        place = self._place
        user = place.need(*WRITING)
        view = referrals.load(place.reader, referral_id)
        if side_of(view.status, place.org_id) == "other":
            raise NotAllowed(say("这次转诊已转给别的机构，本机构不能再写咨询"))
        words = clean_text(text).strip()
        if problems := _problems(words, role):
            raise Rejected(problems)
        own = place.own()
        values = {
            "referral_id": referral_id,
            "role": role,
            "text": words,
            "reply_to": reply_to,
            "at": stamp(place.now()),
            "by_org": own.id,
            "by_org_name": own.name,
            "by_name": user.name,
        }
        with place.unit() as work:
            made = rows.insert(place.db, "referral_message", values)
            place.audit("create", "referral_message", made, text_of(view.row, "patient_id"), role=role)
        return Saved(made, Changes.of(work.changed))


def _problems(words: str, role: str) -> list[Problem]:
    if not words:
        labels: dict[str, Message] = {QUESTION: say("要问的内容"), ANSWER: say("答复内容")}
        return [missing("text", str(labels.get(role, say("要说明的内容"))))]
    if length_of(words) > LONGEST_TEXT:
        return [Problem("text", "text.length", say("最多 {most} 个字，请分几条写", most=LONGEST_TEXT))]
    return []


def _waited(place: Workplace, at: str) -> str:
    try:
        return waited_text(read_stamp(at), place.now())
    except ValueError:
        return ""


def _is_late(place: Workplace, at: str) -> bool:
    try:
        return place.now() - read_stamp(at) > LATE_AFTER
    except ValueError:
        return True


def _op_states(place: Workplace, found: list[Row]) -> dict[str, int]:
    ops = place.reader.execute(
        "SELECT rec_id, max(CASE state WHEN 2 THEN 9 ELSE -state END) AS worst FROM op"
        " WHERE ent = 'referral_message' AND rec_id IN (SELECT value FROM json_each(?)) GROUP BY rec_id",
        (canonical([row["id"] for row in found]),),
    )
    return {op["rec_id"]: outbox.REFUSED if op["worst"] == 9 else -op["worst"] for op in ops}
