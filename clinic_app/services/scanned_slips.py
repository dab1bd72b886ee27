"""A slip under the scanner: what its code is worth, and taking the patient in before anything was synced."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import attrs

from clinic_app.domain.clock import local_text, stamp
from clinic_app.domain.errors import Rejected
from clinic_app.domain.names import clean_name, clean_text
from clinic_app.domain.numbers import is_id_no
from clinic_app.domain.permissions import Permission
from clinic_app.domain.phones import phone_text
from clinic_app.domain.problems import Problem
from clinic_app.domain.referral_moves import Direction, Event
from clinic_app.domain.wording import Message, say
from clinic_app.protocol.slip_code import SlipCheck, SlipCodeContent, Verdict
from clinic_app.services import slip_codes
from clinic_app.services.changes import Changes, Saved
from clinic_app.services.directory import Directory
from clinic_app.services.referral_events import add_event
from clinic_app.services.slip_verification import check_text, read_file
from clinic_app.services.workplace import Workplace
from clinic_app.store import paper_referrals, rows

VERDICT_WORDS: dict[Verdict, Message] = {
    Verdict.VALID: say("有效"),
    Verdict.ALTERED: say("内容被改动"),
    Verdict.UNKNOWN_ISSUER: say("机构未知"),
    Verdict.VOID: say("已作废"),
    Verdict.EXPIRED: say("已过期"),
    Verdict.NOT_A_SLIP: say("不是转诊单"),
}

_MEANINGS: dict[Verdict, str] = {
    Verdict.VALID: "done",
    Verdict.ALTERED: "urgent",
    Verdict.UNKNOWN_ISSUER: "unknown",
    Verdict.VOID: "urgent",
    Verdict.EXPIRED: "due",
    Verdict.NOT_A_SLIP: "unknown",
}


@attrs.frozen
class ScannedLine:
    """One thing the code says.

    Attributes:
        label: what it is.
        text: its text.
        shortened: the paper says more than the code could hold.
    """

    label: Message
    text: str
    shortened: bool = False


@attrs.frozen
class ScannedSlip:
    """What the desk is told about a scanned slip.

    Attributes:
        text: the code, for ``take_in``.
        verdict: what it is worth.
        word: that in a word or two: 有效, 内容被改动, 机构未知, 已作废, 已过期.
        meaning: colour of that word.
        sentence: what it means and what to do.
        org_name: institution whose device signed; empty when not proven.
        issued_text: when the slip was first printed, in China's time.
        lines: what the code says; what nobody vouches for is left out.
        referral_id: the referral, when it is known here already.
        can_take: it may be taken in here and now.
        why_not: why it may not, when the verdict alone does not say so.
    """

    text: str
    verdict: Verdict
    word: Message
    meaning: str
    sentence: Message
    org_name: str = ""
    issued_text: str = ""
    lines: tuple[ScannedLine, ...] = ()
    referral_id: str = ""
    can_take: bool = False
    why_not: Message | None = None


class ScannedSlips:
    """The desk's scanner."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def read(self, text: str) -> ScannedSlip:
        """Say what a scanned or pasted text is worth; never raises for any text. Raises NotAllowed."""
        self._place.need(Permission.REFERRAL_VIEW)
        return self._told(text, self._check(text))

    def read_file(self, path: Path) -> tuple[ScannedSlip, ...]:
        """Say what the codes in a picture or PDF are worth, best first.

        Raises:
            FileError: the file cannot be read, or holds no code that can be read; NotAllowed.
        """
        self._place.need(Permission.REFERRAL_VIEW)
        void = partial(slip_codes.is_void, self._place)
        found = read_file(path, slip_codes.known_keys(self._place).get, self._place.now(), is_void=void)
        return tuple(self._told(one.text, one.check) for one in found)

    def take_in(self, text: str) -> Saved:
        """Take a patient in from the paper; a referral that is known already is only given back.

        The rows written are stand-ins with the identities in the code; a later sync puts the sender's own
        records in their place, and what was done about the referral meanwhile stays with it.

        Returns:
            Saved with the referral's id in ``id`` and the slip's number.

        Raises:
            NotAllowed; Rejected: the code is not good for that, with the sentence.
        """
        self._place.need(Permission.REFERRAL_ANSWER)
        check = self._check(text)
        told = self._told(text, check)
        content = check.content
        if content is not None and told.referral_id:
            return Saved(told.referral_id, number=content.fields.get("slip_no", ""))
        if content is None or not told.can_take:
            raise Rejected([Problem("code", f"slip.{check.verdict}", told.why_not or told.sentence)])
        place, fields = self._place, content.fields
        with place.unit() as work:
            paper_referrals.take_in(
                place.db,
                referral_id=content.referral_id,
                referral=self._referral(content),
                patient=self._patient(content),
                sender=fields["from_org_id"],
                sent_at=stamp(content.issued_at),
            )
            add_event(place, content.referral_id, Event.RECEIVED, details={"by": paper_referrals.LANE})
            place.audit("slip.take_in", "referral", content.referral_id, content.patient_id)
        changes = Changes.of({*work.changed, "patient", "referral", "referral_event"})
        return Saved(content.referral_id, changes, number=fields.get("slip_no", ""))

    # --- inside ---

    def _check(self, text: str) -> SlipCheck:
        void = partial(slip_codes.is_void, self._place)
        return check_text(text, slip_codes.known_keys(self._place).get, self._place.now(), is_void=void)

    def _told(self, text: str, check: SlipCheck) -> ScannedSlip:
        content = check.content if check.genuine else None
        known = ""
        if content is not None and rows.find(self._place.reader, "referral", content.referral_id):
            known = content.referral_id
        why_not = None if content is None else self._why_not(check, content)
        return ScannedSlip(
            text=text,
            verdict=check.verdict,
            word=VERDICT_WORDS[check.verdict],
            meaning=_MEANINGS[check.verdict],
            sentence=check.sentence,
            org_name=check.org_name,
            issued_text=local_text(content.issued_at) if content else "",
            lines=self._lines(content) if content else (),
            referral_id=known,
            can_take=content is not None
            and not known
            and why_not is None
            and check.verdict in (Verdict.VALID, Verdict.EXPIRED),
            why_not=None if known else why_not,
        )

    def _why_not(self, check: SlipCheck, content: SlipCodeContent) -> Message | None:
        """Return why a genuine slip cannot be taken in here, beyond what its verdict says."""
        own, fields = self._place.org_id, content.fields
        if fields.get("from_org_id") == own:
            return say("这是本机构自己开的单，本机还没有它的记录。请先同步，再从“转诊”里打开。")
        if not fields.get("to_org_id") or fields["to_org_id"] != own:
            return say(
                "这张单转往“{name}”，不是本机构，不能在这里接收。请告诉患者正确的地点。",
                name=fields.get("to_org") or fields.get("back_org") or "?",
            )
        if not fields.get("from_org_id"):
            return say("码里没有写转出机构，不能接收。请按纸面手工登记，并打电话问开单机构。")
        if not self._place.need().may(Permission.REFERRAL_ANSWER):
            return say("您的角色不能接收转诊，请让转诊窗口的同事来做。")
        return None

    def _lines(self, content: SlipCodeContent) -> tuple[ScannedLine, ...]:
        fields = dict(content.fields)
        fields["gender"] = self._place.name_of("gender", fields.get("gender"))
        fields["phone"] = phone_text(fields.get("phone", ""))
        return tuple(
            ScannedLine(label, text, name in content.shortened)
            for name, label in _LABELS.items()
            if (text := fields.get(name, ""))
        )

    def _referral(self, content: SlipCodeContent) -> dict[str, str | int | None]:
        """Return the referral as its paper tells it; codes are found again by their names."""
        fields = content.fields
        down = content.form == "back"
        sender = fields["from_org_id"]
        return {
            "patient_id": content.patient_id or None,
            "direction": Direction.DOWN.value if down else self._direction(sender),
            "slip_no": fields.get("slip_no"),
            "from_org": sender,
            "from_org_name": fields.get("from_org"),
            "from_doctor": fields.get("from_doctor"),
            "from_phone": fields.get("from_phone"),
            "to_org": fields.get("to_org_id"),
            "to_org_name": fields.get("back_org" if down else "to_org"),
            "to_dept": fields.get("to_dept"),
            "to_doctor": fields.get("back_doctor" if down else "to_doctor"),
            "urgency": self._code("urgency", fields.get("urgency")),
            "visit_type": self._code("visit_type", fields.get("visit_type")),
            "reason_text": fields.get("reason"),
            "referral_date": fields.get("back_date" if down else "referral_date"),
            "impression": fields.get("diagnosis" if down else "impression"),
            "allergy_text": fields.get("allergy"),
            "patient_name": fields.get("patient_name"),
            "patient_gender": fields.get("gender"),
            "patient_age": fields.get("age"),
            "patient_birth_date": fields.get("birth_date"),
            "patient_id_no": fields.get("id_no"),
            "patient_phone": fields.get("phone"),
            "patient_address": fields.get("home_address"),
            "patient_archive_no": fields.get("archive_no"),
            "valid_until": content.valid_until.isoformat() if content.valid_until else None,
            **{name: fields.get(name) for name in _SAME},
        }

    def _direction(self, sender: str) -> str:
        """Return up or lateral; the code does not tell, the levels of both institutions do."""
        theirs, ours = Directory(self._place).get(sender), self._place.own()
        same = theirs is not None and bool(ours.level) and theirs.level == ours.level
        return (Direction.LATERAL if same else Direction.UP).value

    def _code(self, codes: str, name: str | None) -> str | None:
        found = self._place.tables.get(codes).find_name(name) if name else None
        return found.code if found else None

    def _patient(self, content: SlipCodeContent) -> dict[str, str | int | None]:
        fields = content.fields
        number = fields.get("id_no", "")
        return {
            "name": clean_name(fields.get("patient_name", "")),
            "gender": fields.get("gender"),
            "birth_date": fields.get("birth_date"),
            "id_type": "01" if is_id_no(number) else None,
            "id_no": number or None,
            "phone": fields.get("phone"),
            "address": clean_text(fields.get("home_address", "")) or None,
            "archive_no": fields.get("archive_no"),
        }


_SAME = (
    "present_illness", "past_history", "treatment", "exam_result", "next_plan", "rehab_advice",
    "inpatient_no", "record_no", "insurance_no",
)  # fmt: skip
"""Fields that the code and the referral call the same."""

_LABELS: dict[str, Message] = {
    "patient_name": say("患者姓名"),
    "gender": say("性别"),
    "age": say("年龄"),
    "id_no": say("证件号码"),
    "phone": say("联系电话"),
    "home_address": say("家庭住址"),
    "allergy": say("过敏史"),
    "urgency": say("缓急"),
    "slip_no": say("转诊单号"),
    "from_org": say("转出机构"),
    "from_doctor": say("转诊医生"),
    "from_phone": say("医生电话"),
    "to_org": say("转入机构"),
    "back_org": say("转回机构"),
    "to_dept": say("科室"),
    "referral_date": say("转诊日期"),
    "back_date": say("转回日期"),
    "reason": say("转诊原因"),
    "impression": say("初步印象"),
    "diagnosis": say("诊断结果"),
    "present_illness": say("主要现病史"),
    "past_history": say("主要既往史"),
    "treatment": say("治疗经过"),
    "next_plan": say("下一步治疗方案"),
    "rehab_advice": say("康复建议"),
    "insurance_no": say("医保号"),
}
"""What the desk is shown, in this order."""
