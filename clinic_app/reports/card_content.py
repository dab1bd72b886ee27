"""What stands on the two sides of each card to carry.

The 健康档案信息卡 is the two-sided card of 居民健康档案管理服务规范（第三版）; the other two have no
national form.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import attrs

from clinic_app.reports.phrases import archive_tail, box, chinese_date, gender_word, spaced

_CHRONIC = ("高血压", "糖尿病", "脑卒中", "冠心病", "哮喘", "职业病")


@attrs.frozen(kw_only=True)
class HealthCard:
    """居民健康档案信息卡.

    Attributes:
        gender: GB/T 2261.1 code.
        blood: A, B, O, AB, or empty when not known.
        rh: ``1`` negative, ``2`` positive, ``3`` not known (2017 edition), or empty.
        chronic: names of chronic diseases; empty tuple and ``chronic_none`` means 无.
        chronic_none: somebody asked, and there is none.
    """

    name: str
    gender: str = ""
    birth_date: date | None = None
    archive_no: str = ""
    blood: str = ""
    rh: str = ""
    chronic: tuple[str, ...] = ()
    chronic_none: bool = False
    allergy: str = ""
    address: str = ""
    phone: str = ""
    contact: str = ""
    contact_phone: str = ""
    org: str = ""
    org_phone: str = ""
    doctor: str = ""
    doctor_phone: str = ""
    notes: str = ""
    reprint: int = 0


@attrs.frozen(kw_only=True)
class ReferralCard:
    """双向转诊联系卡; ``gender`` is the GB/T 2261.1 code, ``bring`` the papers to take along."""

    name: str
    gender: str = ""
    age: str = ""
    archive_no: str = ""
    referral_date: date | None = None
    to_org: str = ""
    to_dept: str = ""
    to_doctor: str = ""
    from_contact: str = ""
    from_phone: str = ""
    to_contact: str = ""
    to_phone: str = ""
    doctor: str = ""
    doctor_phone: str = ""
    bring: str = "转诊单、身份证、医保卡、病历和检查结果"
    from_org: str = ""
    reprint: int = 0


@attrs.frozen(kw_only=True)
class FamilyDoctorCard:
    """家庭医生联系卡; ``higher`` is the contact at the hospital above, ``hotline`` the supervision phone."""

    name: str
    contract_no: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    team: str = ""
    doctor: str = ""
    doctor_phone: str = ""
    nurse: str = ""
    nurse_phone: str = ""
    public_health: str = ""
    public_health_phone: str = ""
    org: str = ""
    org_address: str = ""
    org_phone: str = ""
    higher: str = ""
    higher_phone: str = ""
    hotline: str = ""
    reprint: int = 0


Card = HealthCard | ReferralCard | FamilyDoctorCard


@attrs.frozen
class Face:
    """One side of a card: heading, and rows of caption and value pairs; the first says whose it is."""

    title: str
    rows: tuple[tuple[tuple[str, str], ...], ...]
    reprint: int = 0


def _boxes(choices: Sequence[tuple[str, bool]]) -> str:
    return " ".join(f"{box(on)}{name}" for name, on in choices)


def faces_of(card: Card) -> tuple[Face, Face]:
    """Return front and back of a card."""
    match card:
        case HealthCard():
            front, back = _health(card)
        case ReferralCard():
            front, back = _referral(card)
        case FamilyDoctorCard():
            front, back = _family_doctor(card)
    return attrs.evolve(front, reprint=card.reprint), back


def _health(card: HealthCard) -> tuple[Face, Face]:
    known = [(name, name in card.chronic) for name in _CHRONIC]
    others = [name for name in card.chronic if name not in _CHRONIC]
    chronic = _boxes([("无", card.chronic_none and not card.chronic), *known, ("其他疾病", bool(others))])
    if others:
        chronic += f"（{'、'.join(others)}）"
    born = chinese_date(card.birth_date) if card.birth_date else ""
    front = Face(
        "居民健康档案信息卡",
        (
            (("姓名", card.name), ("性别", gender_word(card.gender))),
            (("出生日期", born),),
            (("健康档案编号", archive_tail(card.archive_no)),),
            (("ABO血型", _boxes([(kind, card.blood == kind) for kind in ("A", "B", "O", "AB")])),),
            (
                (
                    "RH血型",
                    _boxes(
                        [("Rh阴性", card.rh == "1"), ("Rh阳性", card.rh == "2"), ("不详", card.rh == "3")]
                    ),
                ),
            ),
            (("慢性病患病情况", chronic),),
            (("过敏史", card.allergy),),
        ),
    )
    back = Face(
        "",
        (
            (("家庭住址", card.address),),
            (("家庭电话", card.phone),),
            (("紧急情况联系人", card.contact), ("联系人电话", card.contact_phone)),
            (("建档机构名称", card.org),),
            (("联系电话", card.org_phone),),
            (("责任医生或护士", card.doctor), ("联系电话", card.doctor_phone)),
            (("其他说明", card.notes),),
        ),
    )
    return front, back


def _referral(card: ReferralCard) -> tuple[Face, Face]:
    day = chinese_date(card.referral_date) if card.referral_date else ""
    front = Face(
        "双向转诊联系卡",
        (
            (("患者姓名", card.name), ("性别", gender_word(card.gender))),
            (("年龄", card.age), ("档案编号", archive_tail(card.archive_no))),
            (("转诊日期", day),),
            (("转往医院", card.to_org),),
            (("科室", card.to_dept), ("接诊医生", card.to_doctor)),
            (("转出机构", card.from_org),),
        ),
    )
    back = Face(
        "",
        (
            (("转往医院转诊联系人（24小时）", spaced(card.to_contact, card.to_phone)),),
            (("本院转诊联系人（24小时）", spaced(card.from_contact, card.from_phone)),),
            (("责任医生", spaced(card.doctor, card.doctor_phone)),),
            (("急救电话", "120"),),
            (("携带资料", card.bring),),
            (("", "回转时请把此卡和回转单一起交回本院。"),),
        ),
    )
    return front, back


def _family_doctor(card: FamilyDoctorCard) -> tuple[Face, Face]:
    dates = [
        f"{day.year}.{day.month}.{day.day}" if day else "" for day in (card.valid_from, card.valid_until)
    ]
    front = Face(
        "家庭医生联系卡",
        (
            (("居民姓名", card.name),),
            (("签约编号", card.contract_no),),
            (("签约起止日期", " 至 ".join(dates) if any(dates) else ""),),
            (("家庭医生团队", card.team),),
            (("家庭医生", card.doctor), ("电话", card.doctor_phone)),
        ),
    )
    back = Face(
        "",
        (
            (("护士", card.nurse), ("电话", card.nurse_phone)),
            (("公卫医师", card.public_health), ("电话", card.public_health_phone)),
            (("卫生院", card.org),),
            (("地址", card.org_address),),
            (("卫生院电话", card.org_phone),),
            (("上级医院联系人", spaced(card.higher, card.higher_phone)),),
            (("服务监督电话", card.hotline),),
        ),
    )
    return front, back
