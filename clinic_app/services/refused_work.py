"""What the hub did not take, why, and where it can be mended; and what any operation is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from clinic_app.domain.catalogue import BY_NAME, label_of
from clinic_app.domain.clock import from_ms
from clinic_app.domain.field_checks import text_of
from clinic_app.domain.wording import Message, joined, say, term
from clinic_app.services.workplace import Workplace
from clinic_app.store import rows
from clinic_app.store.database import Row


@attrs.frozen
class RefusedRow:
    """A saving that the hub did not take.

    Attributes:
        op_seq: number of its first operation.
        ops: numbers of all its refused operations.
        kind_text: kind of record in words.
        what: whose record, in words.
        when: when it was saved, in words.
        by: who saved it.
        reason: the hub's code.
        why: why the hub did not take it.
        mend: what is safe, and what to do.
        sentence: both in one.
        page, where: what to open to mend it, and at which place; page is empty where there is none.
        record_id: the record whose page shows it.
    """

    op_seq: int
    ops: tuple[int, ...]
    kind_text: str
    what: str
    when: str
    by: str
    reason: str
    why: str
    mend: str
    sentence: str
    page: str
    record_id: str
    where: Mapping[str, str | bool] = attrs.field(factory=dict)


_WRITE_ANEW = say("内容还在本机；请重新登记一条更正，再点“不再送”")
"""What to do about a record that is never changed, whatever is wrong with it."""

_REASONS: dict[str, tuple[Message, Message]] = {
    "not_yours": (
        say("这条记录由别的机构管理，县平台不收本机构的改动"),
        say("内容还在本机；请让管理它的机构更正，再点“不再送”"),
    ),
    "hub_only": (
        say("这类资料由县平台统一维护"),
        say("内容还在本机；请联系县平台管理员，再点“不再送”"),
    ),
    "unknown_record": (
        say("县平台还没有这条记录的开头部分"),
        say("内容还在本机；前面有没处理的请先处理，等县平台收到开头后会自动再送"),
    ),
    "unknown_patient": (
        say("县平台还没有这位患者的记录"),
        say("内容还在本机；患者由本机构填写的请先处理，等县平台收到患者后会自动再送"),
    ),
    "not_restored": (
        say("这是替别处送回的内容，县平台没有恢复的记录"),
        say("内容还在本机；请联系县平台管理员核对，再点“不再送”"),
    ),
    "append_only": (
        say("这类记录只能补充、不能修改"),
        _WRITE_ANEW,
    ),
    "malformed": (
        say("这条记录的格式县平台读不懂"),
        say("内容还在本机；请点“导出没有接受的”，把文件交给县平台管理员"),
    ),
    "bad_characters": (say("内容里有损坏的字符"), say("内容还在本机；请打开它改正后保存，再点“再送一次”")),
    "unknown_organization": (
        say("县平台没有对方机构"),
        say(
            "内容还在本机；请县平台管理员把对方机构加进名录，加好后会自动再送；选错了机构的，"
            "打开它改正后保存，再点“再送一次”"
        ),
    ),
}
"""What a code of the hub means, and what to do about it."""
_PAGES = {
    "patient": "patient",
    "allergy": "patient",
    "medication": "patient",
    "problem": "patient",
    "patient_link": "patient",
    "referral": "referral",
    "referral_event": "referral",
    "referral_return": "referral",
    "referral_message": "referral",
    "attachment": "referral",
    "follow_up_plan": "patient",
    "follow_up": "follow_up",
    "family_contract": "patient",
    "conflict": "conflicts",
    "contact_card": "settings",
    "doctor_team": "settings",
}
_PARENTS = {
    "allergy": "patient_id",
    "medication": "patient_id",
    "problem": "patient_id",
    "patient_link": "winner_id",
    "referral_event": "referral_id",
    "referral_return": "referral_id",
    "referral_message": "referral_id",
    "attachment": "referral_id",
    "family_contract": "patient_id",
    "follow_up_plan": "patient_id",
    "follow_up": "patient_id",
    "conflict": "patient_id",
}
_OF_FORM = frozenset({"patient", "allergy", "medication", "problem"})
"""Kinds that the form of a patient changes; the rest of what hangs on one is changed from his page."""
_SUBJECTS = {"contact_card": "cards", "doctor_team": "teams"}
"""Subjects of the settings page."""


def _where(page: str, op: Row, owner: str) -> dict[str, str | bool]:
    """Return at which place a page shows what an operation changed, ready to be changed if it can be."""
    if page == "settings":
        return {"subject": _SUBJECTS[op["ent"]]}
    if page == "follow_up":
        return {"record_id": str(op["rec_id"]), "patient_id": owner}
    if page == "referral":
        return {"referral_id": owner}
    if page == "patient" and op["ent"] in _OF_FORM:
        return {"patient_id": owner, "edit": True}
    return {"patient_id": owner}


def refused_row(place: Workplace, ops: Sequence[Row]) -> RefusedRow:
    """Return a saving that the hub did not take, from its refused operations."""
    culprit = next((op for op in ops if not op["reason"].startswith("with:")), ops[0])
    cause, mend = why(culprit["ent"], culprit["reason"])
    page, owner = _PAGES.get(culprit["ent"], ""), owner_record(place, culprit)
    return RefusedRow(
        op_seq=ops[0]["op_seq"],
        ops=tuple(op["op_seq"] for op in ops),
        kind_text=kind_label(culprit["ent"]),
        what=subject_of(place, culprit),
        when=place.time_text(from_ms(culprit["wall"])),
        by=culprit["user_name"],
        reason=culprit["reason"],
        why=str(cause),
        mend=str(mend),
        sentence=joined((cause, mend), say("。")),
        page=page,
        record_id=owner,
        where=_where(page, culprit, owner),
    )


def why(ent: str, reason: str) -> tuple[Message, Message]:
    """Return two sentences to a code of the hub: why; what is safe, and what to do."""
    code, _, field = reason.partition(":")
    label = term(label_of(ent, field)) if field else ""
    final = ent in BY_NAME and BY_NAME[ent].append_only
    if code == "too_long":
        shorter = say("内容还在本机；请打开它改短后保存，再点“再送一次”")
        return say("“{label}”太长", label=label), _WRITE_ANEW if final else shorter
    if code == "wrong_type":
        right = say("内容还在本机；请打开它改正后保存，再点“再送一次”")
        return say("“{label}”的写法县平台读不懂", label=label), _WRITE_ANEW if final else right
    if code == "bad_characters" and final:
        return _REASONS[code][0], _WRITE_ANEW
    return _REASONS.get(code) or (
        say("县平台没有接受（{code}）", code=reason),
        say("内容还在本机；请联系县平台管理员"),
    )


def owner_record(place: Workplace, op: Row) -> str:
    """Return the id of the record whose page shows what an operation changed."""
    parent = _PARENTS.get(op["ent"])
    if parent is None:
        return str(op["rec_id"])
    found = rows.find(place.reader, op["ent"], op["rec_id"])
    return text_of(found or {}, parent)


def subject_of(place: Workplace, op: Row) -> str:
    """Return whose record an operation is about."""
    reader, owner = place.reader, owner_record(place, op)
    page = _PAGES.get(op["ent"], "")
    of_patient = page in ("patient", "follow_up", "conflicts") and owner
    if of_patient and (person := rows.find(reader, "patient", owner)):
        return text_of(person, "name")
    if page == "referral" and (slip := rows.find(reader, "referral", owner)):
        return " ".join(filter(None, (text_of(slip, "patient_name"), text_of(slip, "slip_no"))))
    record = rows.find(reader, op["ent"], op["rec_id"]) if op["ent"] in BY_NAME else None
    return text_of(record or {}, "name") or text_of(record or {}, "person")


def kind_label(kind: str) -> str:
    """Return what a kind of record is called; one of a newer program keeps its own word."""
    return BY_NAME[kind].label if kind in BY_NAME else kind
