"""Reasons for sending a patient up that numbers alone suggest; the doctor chooses.

Sources: 国家基本公共卫生服务规范（第三版，2017）; 县域分级诊疗技术方案 (国卫办医函〔2022〕34号);
triggers of county plans for emergencies. The wording of every code is in resources/codes/indication_up.csv.
"""

from __future__ import annotations

import re
from decimal import Decimal

import attrs

from clinic_app.domain.numbers import narrow
from clinic_app.domain.wording import Message, say


@attrs.frozen
class Measures:
    """What was measured or told; None when unknown.

    Attributes:
        sbp, dbp: mmHg.
        glucose: mmol/L.
        spo2: per cent.
        respiration: breaths a minute.
        heart_rate: beats a minute.
        temperature: °C.
        gcs: Glasgow coma scale, 3 to 15.
        iss: injury severity score.
        chest_pain_minutes: how long it lasts without relief.
        stroke_hours: since sudden weakness or loss of speech.
        haemoptysis_ml: blood coughed up in 24 hours.
        gi_bleeding: vomiting blood or black stools.
        convulsion: with the fever.
        pregnant: pregnant or breast-feeding.
    """

    sbp: int | None = None
    dbp: int | None = None
    glucose: Decimal | None = None
    spo2: int | None = None
    respiration: int | None = None
    heart_rate: int | None = None
    temperature: Decimal | None = None
    gcs: int | None = None
    iss: int | None = None
    chest_pain_minutes: int | None = None
    stroke_hours: Decimal | None = None
    haemoptysis_ml: int | None = None
    gi_bleeding: bool = False
    convulsion: bool = False
    pregnant: bool = False


@attrs.frozen
class Suggestion:
    """One reason that the numbers suggest.

    Attributes:
        code: code of indication_up.
        message: what was found.
        urgency: a word of the list urgency.
    """

    code: str
    message: Message
    urgency: str = "emergency"


def suggest_indications(found: Measures) -> list[Suggestion]:
    """Return the reasons for referral that the numbers suggest, most urgent first."""
    suggestions = [*_failing_functions(found), *_time_windows(found), *_bleeding_and_injury(found)]
    suggestions += _pressure(found)
    suggestions += _glucose(found)
    return suggestions


def _failing_functions(found: Measures) -> list[Suggestion]:
    out: list[Suggestion] = []
    if found.gcs is not None and found.gcs <= 12:
        out.append(Suggestion("34", say("GCS {gcs} 分：建议紧急转诊", gcs=found.gcs)))
    if found.spo2 is not None and found.spo2 < 90:
        out.append(Suggestion("33", say("血氧 {spo2}%：建议紧急转诊", spo2=found.spo2)))
    if found.respiration is not None and found.respiration > 30:
        out.append(Suggestion("33", say("呼吸 {rate} 次/分：建议紧急转诊", rate=found.respiration)))
    return out


def _time_windows(found: Measures) -> list[Suggestion]:
    out: list[Suggestion] = []
    if found.chest_pain_minutes is not None and found.chest_pain_minutes > 15:
        out.append(
            Suggestion(
                "31",
                say("胸痛 {minutes} 分钟不缓解：按胸痛绿色通道紧急转诊", minutes=found.chest_pain_minutes),
            )
        )
    if found.stroke_hours is not None:
        inside = found.stroke_hours <= Decimal("4.5")
        message = (
            say("疑卒中 {hours} 小时：在溶栓时间窗内，立即转卒中中心", hours=found.stroke_hours)
            if inside
            else say("疑卒中 {hours} 小时：尽快转诊", hours=found.stroke_hours)
        )
        out.append(Suggestion("32", message, "emergency" if inside else "urgent"))
    return out


def _bleeding_and_injury(found: Measures) -> list[Suggestion]:
    out: list[Suggestion] = []
    if found.haemoptysis_ml is not None and found.haemoptysis_ml > 500:
        out.append(Suggestion("35", say("24 小时咯血 {ml} 毫升：建议紧急转诊", ml=found.haemoptysis_ml)))
    if found.gi_bleeding and found.sbp is not None and found.sbp < 90:
        out.append(Suggestion("36", say("消化道出血伴收缩压 {sbp}：建议紧急转诊", sbp=found.sbp)))
    if found.iss is not None and found.iss >= 16:
        out.append(Suggestion("37", say("ISS {iss} 分：建议紧急转诊", iss=found.iss)))
    if found.convulsion and found.temperature is not None and found.temperature > Decimal("39.5"):
        out.append(Suggestion("38", say("体温 {value}℃ 伴惊厥：建议紧急转诊", value=found.temperature)))
    return out


def _pressure(found: Measures) -> list[Suggestion]:
    sbp, dbp = found.sbp or 0, found.dbp or 0
    if sbp >= 180 or dbp >= 110:
        text = f"{found.sbp or '—'}/{found.dbp or '—'}"
        return [Suggestion("11", say("血压 {pressure}：建议紧急转诊", pressure=text))]
    if found.pregnant and (sbp >= 140 or dbp >= 90):
        text = f"{found.sbp or '—'}/{found.dbp or '—'}"
        return [Suggestion("16", say("妊娠或哺乳期血压 {pressure}：建议转诊", pressure=text), "urgent")]
    return []


def _glucose(found: Measures) -> list[Suggestion]:
    if found.glucose is None:
        return []
    if found.glucose >= Decimal("16.7") or found.glucose <= Decimal("3.9"):
        return [Suggestion("21", say("血糖 {value}mmol/L：建议紧急转诊", value=found.glucose))]
    return []


# ---- reading numbers out of what was typed ----------------------------------------------------------------

_PRESSURE = re.compile(
    r"(?<![0-9/.-])([0-9]{2,3})\s*/\s*([0-9]{2,3})(?![0-9/])\s*(mmhg|毫米汞柱)?", re.IGNORECASE
)
_NUMBERS = {
    "glucose": r"(?:血糖|glu)[^0-9。；;\n]{0,8}([0-9]{1,2}(?:\.[0-9])?)",
    "spo2": r"(?:血氧饱和度|血氧|spo2|sao2)[^0-9。；;\n]{0,8}([0-9]{2,3})\s*%?",
    "respiration": r"(?:呼吸频率|呼吸|(?<![a-z])r)[::为约]{0,2}\s*([0-9]{1,2})\s*次",
    "heart_rate": r"(?:心率|脉搏|hr)[::为约]{0,2}\s*([0-9]{2,3})\s*次",
    "temperature": r"(?:体温|(?<![a-z])t)[^0-9。；;\n]{0,6}(3[4-9]|4[0-2])(\.[0-9])?",
    "gcs": r"(?:gcs|格拉斯哥)[^0-9。；;\n]{0,8}([0-9]{1,2})",
    "iss": r"(?<![a-z])iss[^0-9。；;\n]{0,6}([0-9]{1,2})",
}


def measures_in(text: str) -> Measures:
    """Return the numbers a history names, such as 「血压 190/115mmHg，血氧 88%」.

    Meant for the present illness only: 最高 190/115 in a past history is not today's pressure. When one is
    named several times the most alarming counts.
    """
    plain = narrow(text).lower()
    pressures = [(int(s), int(d)) for s, d, _ in _PRESSURE.findall(plain) if _is_pressure(int(s), int(d))]
    sbp, dbp = max(pressures, default=(None, None))
    values = {key: _numbers(pattern, plain) for key, pattern in _NUMBERS.items()}
    glucose = values["glucose"]
    return Measures(
        sbp=sbp,
        dbp=dbp,
        glucose=max(glucose, key=lambda value: abs(value - 7), default=None),
        spo2=_whole(min((v for v in values["spo2"] if 30 <= v <= 100), default=None)),
        respiration=_whole(max(values["respiration"], default=None)),
        heart_rate=_whole(max(values["heart_rate"], default=None)),
        temperature=max(values["temperature"], default=None),
        gcs=_whole(min((v for v in values["gcs"] if 3 <= v <= 15), default=None)),
        iss=_whole(max(values["iss"], default=None)),
        gi_bleeding=any(word in plain for word in ("呕血", "黑便", "消化道出血", "便血")),
        convulsion=any(word in plain for word in ("惊厥", "抽搐")),
    )


def _is_pressure(sbp: int, dbp: int) -> bool:
    return 60 <= sbp <= 300 and 30 <= dbp <= 200 and sbp > dbp


def _numbers(pattern: str, text: str) -> list[Decimal]:
    return [Decimal("".join(part for part in match.groups() if part)) for match in re.finditer(pattern, text)]


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)
