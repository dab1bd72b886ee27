"""The one table of every record kind and field that travels.

Triggers, wire columns, checks, the conflict desk and the help are made from it. A field that is not
listed here does not sync. Names are never reused. A field or kind added later carries the catalogue
version that brought it, so that programs of different age can work together.
"""

from __future__ import annotations

from enum import StrEnum

import attrs

CATALOGUE_VERSION = 1
"""Version of this table; raised by every release that adds kinds or fields."""


class MergeClass(StrEnum):
    """What happens when two people changed a field without seeing each other.

    The stored word is the letter of the design's table.
    """

    IDENTITY = "I"
    """Set once; a second, different value is an open conflict."""
    SAFETY = "S"
    """The hub's value stays, the other waits in an open conflict until a person decides."""
    SET = "N"
    """Elements are records of their own; the union is shown while in doubt."""
    CONTACT = "C"
    """Merged automatically, the loser kept and listed, one click to revert."""
    APPEND = "A"
    """Part of an immutable record; a correction is a new record that supersedes it."""
    TEXT = "T"
    """Three-way merge by lines when clean, else an open conflict."""
    VOID = "D"
    """Removal: an edit that was made without seeing it beats it, as an open conflict."""


class FieldType(StrEnum):
    """How a value is stored and sent: always text or a whole number, so no value changes on the way."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    """``2026-11-22``."""
    TIME = "time"
    """ISO 8601 UTC with milliseconds, as domain/clock.py stamps it."""
    CODE = "code"
    ID = "id"
    INTEGER = "integer"
    FLAG = "flag"
    """0 or 1."""
    JSON = "json"
    """Canonical JSON text (sorted keys, no spaces)."""


class Ownership(StrEnum):
    """Which institution may write a record."""

    CLINIC = "clinic"
    """The patient's managing institution, and every institution the patient was referred to."""
    WRITER = "writer"
    """Only the institution that made the record."""
    PARTY = "party"
    """Each institution that takes part in the referral; records are append-only."""
    HUB = "hub"
    """Only the hub."""


class Lane(StrEnum):
    """Stream in which records travel; the inbox is always filled first."""

    INBOX = "inbox"
    CLINIC = "clinic"
    REFERENCE = "ref"


@attrs.frozen
class Field:
    """One field of a record kind.

    Attributes:
        name: column, wire and form name.
        label: Chinese label on screens.
        type: how values are written.
        merge: rule for concurrent changes.
        max_length: most characters allowed; 0 where the type says it all.
        codes: name of the code list in resources/codes, or empty.
        refers_to: kind of record whose id this field holds, or empty.
        since: catalogue version that brought it.
    """

    name: str
    label: str
    type: FieldType
    merge: MergeClass
    max_length: int = 0
    codes: str = ""
    refers_to: str = ""
    since: int = 1

    @property
    def sql_type(self) -> str:
        """Column type in a STRICT table."""
        return "INTEGER" if self.type in (FieldType.INTEGER, FieldType.FLAG) else "TEXT"


@attrs.frozen
class ElementOf:
    """Says that records of a kind are elements of a set shown as one field of a parent.

    Attributes:
        kind: the parent's kind.
        set_name: the name under which the parent's set is versioned and shown in conflicts.
        link: the field that holds the parent's id.
        label: Chinese label of the set.
        asks: two elements added without seeing each other wait for a person (allergies); otherwise
            the union is only listed.
    """

    kind: str
    set_name: str
    link: str
    label: str
    asks: bool = False


def _names_of_fields(kind: Kind) -> tuple[str, ...]:
    return tuple(field.name for field in kind.fields)


@attrs.frozen
class Kind:
    """One kind of record that travels.

    Attributes:
        name: table and wire name.
        label: Chinese name.
        fields: in column order.
        ownership: who may write it.
        lane: stream in which its managing institution receives it.
        append_only: rows never change after they were added.
        element_of: the parent set, for elements.
        belongs_to: field that holds the id of the referral or patient whose parties may see it.
        since: catalogue version that brought it.
        field_names: names of the fields in column order, kept because every row that comes asks for them.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    ownership: Ownership
    lane: Lane
    append_only: bool = False
    element_of: ElementOf | None = None
    belongs_to: str = ""
    since: int = 1
    field_names: tuple[str, ...] = attrs.field(
        init=False, eq=False, repr=False, default=attrs.Factory(_names_of_fields, takes_self=True)
    )

    def field(self, name: str) -> Field:
        """Return a field by name. Raises KeyError when there is none."""
        return self.by_name[name]

    @property
    def by_name(self) -> dict[str, Field]:
        """Fields keyed by name."""
        return _FIELDS[self.name]


def _text(name: str, label: str, merge: MergeClass, length: int) -> Field:
    return Field(name, label, FieldType.TEXT, merge, length)


def _long(name: str, label: str, length: int = 2000) -> Field:
    return Field(name, label, FieldType.LONG_TEXT, MergeClass.TEXT, length)


def _code(name: str, label: str, merge: MergeClass, codes: str) -> Field:
    return Field(name, label, FieldType.CODE, merge, 20, codes)


def _date(name: str, label: str, merge: MergeClass) -> Field:
    return Field(name, label, FieldType.DATE, merge)


def _ref(name: str, label: str, kind: str, merge: MergeClass = MergeClass.IDENTITY) -> Field:
    return Field(name, label, FieldType.ID, merge, refers_to=kind)


_I, _S, _C, _A = MergeClass.IDENTITY, MergeClass.SAFETY, MergeClass.CONTACT, MergeClass.APPEND

PATIENT = Kind(
    "patient",
    "患者",
    (
        _text("name", "姓名", _S, 50),
        _code("gender", "性别", _S, "gender"),
        _date("birth_date", "出生日期", _S),
        _code("id_type", "证件类别", _C, "id_type"),
        _text("id_no", "证件号码", _I, 18),
        _text("no_id_reason", "无证件原因", _C, 50),
        _text("phone", "本人电话", _C, 20),
        _text("address", "现住址", _C, 200),
        _text("village", "村(居)委会", _C, 50),
        _text("contact_name", "联系人", _C, 50),
        _code("contact_relation", "与患者关系", _C, "relation"),
        _text("contact_phone", "联系人电话", _C, 20),
        _code("ethnic", "民族", _C, "ethnic"),
        _code("blood_type", "ABO血型", _S, "blood_type"),
        _code("rh", "RH血型", _S, "rh"),
        _code("marital", "婚姻状况", _C, "marital"),
        _code("occupation", "职业", _C, "occupation"),
        _code("payment", "医疗费用支付方式", _C, "payment"),
        _text("insurance_no", "医保号", _C, 30),
        _text("archive_no", "健康档案编号", _C, 17),
        _code("exempt_reason", "免转诊备案人群", _C, "exempt_reason"),
        _text("responsible_doctor", "责任医生", _C, 50),
        _long("past_history", "既往史", 1000),
        _long("note", "备注", 500),
        _code("closed_reason", "建档状态", _C, "archive_closed"),
        _date("closed_on", "终止日期", _C),
    ),
    Ownership.CLINIC,
    Lane.CLINIC,
)

ALLERGY = Kind(
    "allergy",
    "过敏",
    (
        _ref("patient_id", "患者", "patient"),
        _text("substance", "过敏原", _S, 50),
        _code("substance_code", "过敏原类别", _S, "allergen"),
        _text("reaction", "表现", _C, 100),
        _date("noted_on", "发现日期", _C),
    ),
    Ownership.CLINIC,
    Lane.CLINIC,
    element_of=ElementOf("patient", "allergies", "patient_id", "药物过敏史", asks=True),
    belongs_to="patient_id",
)

MEDICATION = Kind(
    "medication",
    "长期用药",
    (
        _ref("patient_id", "患者", "patient"),
        _text("drug", "药物名称", _S, 100),
        _text("dosage", "用法用量", _S, 100),
        _date("since_on", "开始日期", _C),
    ),
    Ownership.CLINIC,
    Lane.CLINIC,
    element_of=ElementOf("patient", "medications", "patient_id", "长期用药"),
    belongs_to="patient_id",
)

PROBLEM = Kind(
    "problem",
    "慢性病与既往疾病",
    (
        _ref("patient_id", "患者", "patient"),
        _text("name", "疾病", _S, 100),
        _text("icd", "ICD编码", _S, 20),
        _code("category", "类别", _C, "chronic"),
        _date("diagnosed_on", "确诊日期", _C),
    ),
    Ownership.CLINIC,
    Lane.CLINIC,
    element_of=ElementOf("patient", "problems", "patient_id", "慢性病"),
    belongs_to="patient_id",
)

REFERRAL = Kind(
    "referral",
    "转诊",
    (
        _ref("patient_id", "患者", "patient"),
        _code("direction", "转诊方向", _I, "direction"),
        _text("slip_no", "转诊单号", _I, 32),
        _ref("from_org", "转出机构", "organization"),
        _text("from_org_name", "转出机构名称", _I, 70),
        _text("from_dept", "转出科室", _C, 50),
        _text("from_doctor", "转诊医生", _C, 50),
        _text("from_phone", "转诊医生电话", _C, 20),
        _ref("to_org", "转入机构", "organization"),
        _text("to_org_name", "转入机构名称", _I, 70),
        _text("to_dept", "转入科室", _C, 50),
        _text("to_doctor", "接诊医生", _C, 50),
        _text("to_phone", "对方联系电话", _C, 20),
        _code("urgency", "缓急", _S, "urgency"),
        _code("visit_type", "来源", _C, "visit_type"),
        _code("reason", "转诊原因", _C, "indication_up"),
        _text("reason_text", "转诊原因说明", _C, 200),
        _date("referral_date", "转诊日期", _C),
        _text("impression", "初步印象", _S, 200),
        Field("impression_codes", "初步印象编码", FieldType.JSON, _S, 400),
        _long("present_illness", "主要现病史"),
        _long("past_history", "主要既往史", 1000),
        _long("treatment", "治疗经过"),
        _long("exam_result", "主要检查结果"),
        _long("next_plan", "下一步治疗方案"),
        _long("rehab_advice", "康复建议"),
        _text("allergy_text", "过敏史", _S, 500),
        _text("inpatient_no", "住院病案号", _C, 18),
        _text("record_no", "病案号", _C, 18),
        _text("patient_name", "患者姓名", _S, 50),
        _code("patient_gender", "性别", _S, "gender"),
        _text("patient_age", "年龄", _S, 10),
        _date("patient_birth_date", "出生日期", _S),
        _text("patient_id_no", "身份证号", _S, 18),
        _text("patient_phone", "联系电话", _C, 20),
        _text("patient_address", "家庭住址", _C, 200),
        _text("patient_archive_no", "档案编号", _C, 17),
        _code("payment", "费别", _C, "payment"),
        _text("insurance_no", "医保号", _C, 30),
        _code("exempt_reason", "免备案原因", _C, "exempt_reason"),
        _date("valid_until", "有效期至", _C),
        _code("consent", "知情同意", _C, "consent"),
        _text("consent_note", "知情同意说明", _C, 200),
        _code("escort", "转运与护送", _C, "escort"),
        _ref("previous_id", "前一张转诊单", "referral"),
        _ref("follow_up_id", "来自随访", "follow_up"),
    ),
    Ownership.WRITER,
    Lane.INBOX,
)

REFERRAL_EVENT = Kind(
    "referral_event",
    "转诊经过",
    (
        _ref("referral_id", "转诊", "referral"),
        Field("event", "事件", FieldType.CODE, _A, 30),
        Field("at", "发生时间", FieldType.TIME, _A),
        Field("entered_at", "录入时间", FieldType.TIME, _A),
        Field("by_org", "机构", FieldType.ID, _A, refers_to="organization"),
        _text("by_org_name", "机构名称", _A, 70),
        _text("by_name", "经手人", _A, 50),
        Field("details", "内容", FieldType.JSON, _A, 8000),
        Field("late", "补录", FieldType.FLAG, _A),
        Field("after", "当时已知的经过", FieldType.JSON, _A, 4000),
    ),
    Ownership.PARTY,
    Lane.INBOX,
    append_only=True,
    belongs_to="referral_id",
)

REFERRAL_RETURN = Kind(
    "referral_return",
    "回转单",
    (
        _ref("referral_id", "转诊", "referral"),
        _text("slip_no", "回转单号", _I, 32),
        _ref("from_org", "转出机构", "organization"),
        _text("from_org_name", "转出机构名称", _I, 70),
        _text("from_dept", "转出科室", _C, 50),
        _text("from_doctor", "转诊医生", _C, 50),
        _text("from_phone", "转诊医生电话", _C, 20),
        _ref("to_org", "转回机构", "organization"),
        _text("to_org_name", "转回机构名称", _I, 70),
        _text("to_doctor", "接诊医生", _C, 50),
        _date("back_date", "转回日期", _C),
        _text("record_no", "病案号", _C, 18),
        _text("inpatient_no", "住院病案号", _C, 18),
        _text("diagnosis", "诊断结果", _S, 200),
        Field("diagnosis_codes", "诊断编码", FieldType.JSON, _S, 400),
        _code("outcome", "病情转归", _S, "outcome"),
        _long("exam_result", "主要检查结果"),
        _long("treatment", "治疗经过"),
        _long("next_plan", "下一步治疗方案"),
        _long("rehab_advice", "康复建议"),
        Field("follow_up_days", "建议随访间隔天数", FieldType.INTEGER, _C),
        _text("patient_name", "患者姓名", _S, 50),
        _code("patient_gender", "性别", _S, "gender"),
        _text("patient_age", "年龄", _S, 10),
        _text("patient_phone", "联系电话", _C, 20),
        _text("patient_address", "家庭住址", _C, 200),
    ),
    Ownership.WRITER,
    Lane.INBOX,
    belongs_to="referral_id",
)

REFERRAL_MESSAGE = Kind(
    "referral_message",
    "转诊咨询",
    (
        _ref("referral_id", "转诊", "referral"),
        Field("role", "类别", FieldType.CODE, _A, 20, "message_role"),
        Field("text", "内容", FieldType.LONG_TEXT, _A, 2000),
        Field("reply_to", "答复的提问", FieldType.ID, _A, refers_to="referral_message"),
        Field("at", "写的时间", FieldType.TIME, _A),
        Field("by_org", "机构", FieldType.ID, _A, refers_to="organization"),
        _text("by_org_name", "机构名称", _A, 70),
        _text("by_name", "书写人", _A, 50),
    ),
    Ownership.PARTY,
    Lane.INBOX,
    append_only=True,
    belongs_to="referral_id",
)

ATTACHMENT = Kind(
    "attachment",
    "附件",
    (
        _ref("referral_id", "转诊", "referral"),
        _ref("message_id", "咨询", "referral_message"),
        _code("purpose", "附件类别", _C, "attachment_purpose"),
        _text("name", "附件名称", _C, 100),
        _text("media_type", "文件格式", _I, 30),
        _text("sha256", "内容校验值", _I, 64),
        Field("size", "字节数", FieldType.INTEGER, _I),
        Field("added_at", "加入时间", FieldType.TIME, _I),
        _ref("by_org", "机构", "organization"),
        _text("by_org_name", "机构名称", _I, 70),
        _text("by_name", "加入者", _I, 50),
    ),
    Ownership.WRITER,
    Lane.INBOX,
    belongs_to="referral_id",
)

FOLLOW_UP_PLAN = Kind(
    "follow_up_plan",
    "随访计划",
    (
        _ref("patient_id", "患者", "patient"),
        _ref("referral_id", "转诊", "referral"),
        _text("form", "随访表", _C, 40),
        _date("due_on", "应随访日期", _C),
        _text("reason", "缘由", _C, 200),
        _long("advice", "上级医院建议"),
        _text("doctor", "随访医生", _C, 50),
        _code("closed_reason", "终止原因", _C, "follow_up_closed"),
        _date("closed_on", "终止日期", _C),
        _text("closed_note", "终止说明", _C, 200),
    ),
    Ownership.WRITER,
    Lane.CLINIC,
    belongs_to="patient_id",
)

FOLLOW_UP = Kind(
    "follow_up",
    "随访",
    (
        Field("patient_id", "患者", FieldType.ID, _A, refers_to="patient"),
        Field("plan_id", "随访计划", FieldType.ID, _A, refers_to="follow_up_plan"),
        Field("referral_id", "转诊", FieldType.ID, _A, refers_to="referral"),
        _text("form", "随访表", _A, 40),
        _text("edition", "版本", _A, 20),
        _date("visited_on", "随访日期", _A),
        _code("way", "随访方式", _A, "follow_up_way"),
        _text("doctor", "随访医生", _A, 50),
        Field("answers", "内容", FieldType.JSON, _A, 20000),
        _text("result_class", "随访分类", _A, 20),
        _date("next_on", "下次随访日期", _A),
        Field("note", "备注", FieldType.LONG_TEXT, _A, 2000),
        Field("supersedes", "更正的记录", FieldType.ID, _A, refers_to="follow_up"),
        Field("late", "补录", FieldType.FLAG, _A),
    ),
    Ownership.WRITER,
    Lane.CLINIC,
    append_only=True,
    belongs_to="patient_id",
)

DOCTOR_TEAM = Kind(
    "doctor_team",
    "家庭医生团队",
    (
        _ref("org_id", "机构", "organization"),
        _text("name", "团队名称", _C, 50),
        _text("leader", "团队长", _C, 50),
        _text("phone", "团队电话", _C, 30),
        Field("members", "团队成员", FieldType.JSON, _C, 2000),
        _text("hours", "服务时间", _C, 50),
        _text("villages", "服务村组", _C, 200),
        _date("closed_on", "停用日期", _C),
    ),
    Ownership.WRITER,
    Lane.REFERENCE,
)

FAMILY_CONTRACT = Kind(
    "family_contract",
    "家庭医生签约",
    (
        _ref("patient_id", "患者", "patient"),
        _ref("team_id", "家庭医生团队", "doctor_team", _C),
        _text("team_name", "团队名称", _C, 50),
        _text("doctor", "家庭医生", _C, 50),
        _text("doctor_phone", "家庭医生电话", _C, 30),
        _text("agreement_no", "协议编号", _C, 30),
        _date("signed_on", "签约日期", _C),
        _date("starts_on", "服务开始日期", _C),
        _date("ends_on", "服务结束日期", _C),
        Field("services", "服务包", FieldType.JSON, _C, 1000),
        _text("signer", "签约人", _C, 50),
        _code("signer_relation", "与患者关系", _C, "relation"),
        _ref("previous_id", "续签自", "family_contract"),
        _code("closed_reason", "解约原因", _C, "contract_closed"),
        _date("closed_on", "解约日期", _C),
        _text("closed_note", "解约说明", _C, 200),
    ),
    Ownership.CLINIC,
    Lane.CLINIC,
    belongs_to="patient_id",
)

CONTACT_CARD = Kind(
    "contact_card",
    "联系卡",
    (
        _ref("org_id", "机构", "organization"),
        _text("dept", "科室", _C, 50),
        _text("person", "联系人", _C, 50),
        _text("role", "职务", _C, 50),
        _text("phone", "电话", _C, 30),
        _text("hours", "值守时间", _C, 50),
        _date("checked_on", "核对日期", _C),
    ),
    Ownership.WRITER,
    Lane.REFERENCE,
)

ORGANIZATION = Kind(
    "organization",
    "机构",
    (
        _text("code", "机构编码", _I, 22),
        _text("name", "机构名称", _S, 70),
        _text("short_name", "简称", _C, 30),
        _code("level", "机构层级", _C, "org_level"),
        _code("role", "转诊角色", _C, "org_role"),
        _text("slip_prefix", "单号机构段", _I, 8),
        _text("address", "地址", _C, 200),
        _text("phone", "电话", _C, 30),
        Field("departments", "科室", FieldType.JSON, _C, 8000),
    ),
    Ownership.HUB,
    Lane.REFERENCE,
)

DEVICE_KEY = Kind(
    "device_key",
    "设备公钥",
    (
        _ref("org_id", "机构", "organization"),
        _text("public_key", "公钥", _I, 64),
        Field("enrolled_at", "启用时间", FieldType.TIME, _I),
        Field("revoked_at", "停用时间", FieldType.TIME, _C),
    ),
    Ownership.HUB,
    Lane.REFERENCE,
)

PATIENT_LINK = Kind(
    "patient_link",
    "患者合并",
    (
        _ref("loser_id", "并入的记录", "patient"),
        _ref("winner_id", "保留的记录", "patient"),
        _text("reason", "理由", _C, 200),
    ),
    Ownership.CLINIC,
    Lane.CLINIC,
    belongs_to="winner_id",
)

PATIENT_MOVE = Kind(
    "patient_move",
    "患者移交",
    (
        _ref("patient_id", "患者", "patient"),
        _ref("from_org", "原管理机构", "organization"),
        _ref("to_org", "接管机构", "organization"),
        Field("moved_at", "移交时间", FieldType.TIME, _I),
        _text("moved_by", "移交人", _I, 150),
        Field("open_plans", "没有结束的随访计划", FieldType.INTEGER, _I),
    ),
    Ownership.HUB,
    Lane.INBOX,
    belongs_to="patient_id",
)

CORRECTION = Kind(
    "correction",
    "县里更正",
    (
        _ref("patient_id", "患者", "patient"),
        Field("ent", "记录种类", FieldType.CODE, _I, 30),
        Field("rec_id", "记录", FieldType.ID, _I),
        Field("fields", "更正的项目", FieldType.JSON, _I, 4000),
        _text("reason", "更正原因", _I, 200),
        _text("made_by", "更正人", _I, 150),
        Field("made_at", "更正时间", FieldType.TIME, _I),
    ),
    Ownership.HUB,
    Lane.INBOX,
    belongs_to="patient_id",
)

CONFLICT = Kind(
    "conflict",
    "两边改得不一样",
    (
        Field("ent", "记录种类", FieldType.CODE, _I, 30),
        Field("rec_id", "记录", FieldType.ID, _I),
        Field("field", "项目", FieldType.CODE, _I, 40),
        Field("merge", "合并规则", FieldType.CODE, _I, 1),
        Field("base", "原来", FieldType.JSON, _I, 20000),
        Field("kept", "现用", FieldType.JSON, _C, 20000),
        _text("kept_by", "现用者", _C, 150),
        Field("kept_org", "现用机构", FieldType.ID, _C, refers_to="organization"),
        Field("kept_at", "现用时间", FieldType.TIME, _C),
        Field("other", "另一个", FieldType.JSON, _C, 20000),
        _text("other_by", "另一方", _C, 150),
        Field("other_org", "另一机构", FieldType.ID, _C, refers_to="organization"),
        Field("other_at", "另一时间", FieldType.TIME, _C),
        Field("status", "状态", FieldType.CODE, _C, 12),
        Field("choice", "决定", FieldType.CODE, _C, 12),
        Field("chosen", "选定", FieldType.JSON, _C, 20000),
        Field("stood", "决定前", FieldType.JSON, _C, 20000),
        Field("asked", "决定时所问", FieldType.JSON, _C, 40000),
        _text("resolved_by", "决定者", _C, 150),
        Field("resolved_at", "决定时间", FieldType.TIME, _C),
        Field("opened_at", "出现时间", FieldType.TIME, _I),
        _ref("patient_id", "患者", "patient"),
        _ref("referral_id", "转诊", "referral"),
    ),
    Ownership.HUB,
    Lane.INBOX,
)

KINDS: tuple[Kind, ...] = (
    PATIENT,
    ALLERGY,
    MEDICATION,
    PROBLEM,
    REFERRAL,
    REFERRAL_EVENT,
    REFERRAL_RETURN,
    REFERRAL_MESSAGE,
    ATTACHMENT,
    FOLLOW_UP_PLAN,
    FOLLOW_UP,
    DOCTOR_TEAM,
    FAMILY_CONTRACT,
    CONTACT_CARD,
    ORGANIZATION,
    DEVICE_KEY,
    PATIENT_LINK,
    PATIENT_MOVE,
    CORRECTION,
    CONFLICT,
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}
_FIELDS: dict[str, dict[str, Field]] = {kind.name: {f.name: f for f in kind.fields} for kind in KINDS}


def kind_of(name: str) -> Kind:
    """Return a kind by name. Raises KeyError when this program does not know it."""
    return BY_NAME[name]


def element_kinds(parent: str) -> tuple[Kind, ...]:
    """Return the kinds whose records are elements of a parent kind's sets."""
    return tuple(kind for kind in KINDS if kind.element_of is not None and kind.element_of.kind == parent)


def label_of(kind: str, field: str) -> str:
    """Return the Chinese label of a field or of an element set; the bare name when unknown here."""
    known = BY_NAME.get(kind)
    if known is None:
        return field
    for element in element_kinds(kind):
        if element.element_of is not None and element.element_of.set_name == field:
            return element.element_of.label
    found = known.by_name.get(field)
    return found.label if found else field
