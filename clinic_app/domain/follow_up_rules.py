"""What a follow-up means: its class, the next date, and whether the patient should be referred.

Source throughout: 国家基本公共卫生服务规范（第三版，2017）, 随访评估 and 分类干预 of each group. The program
proposes; the doctor decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

import attrs

from clinic_app.domain.calendar import add_months
from clinic_app.domain.follow_up import Answers, answer_codes, answer_number, answer_text, computed
from clinic_app.domain.follow_up_form import Form
from clinic_app.domain.follow_up_thresholds import NATIONAL, Thresholds
from clinic_app.domain.wording import Message, say

SATISFIED, UNSATISFIED, ADVERSE, COMPLICATION = "1", "2", "3", "4"
"""此次随访分类 of hypertension and diabetes."""
UNSTABLE, BASICALLY_STABLE, STABLE = "1", "2", "3"
"""本次随访分类 of severe mental disorders."""
FACE_TO_FACE = frozenset({"1", "2"})
"""随访方式 门诊 and 家庭."""
YEARLY_VISITS = 4


class Refer(StrEnum):
    """Whether a patient should be referred."""

    NONE = "none"
    ADVISE = "advise"
    EMERGENCY = "emergency"


@attrs.frozen
class Evaluation:
    """What the norm says about one visit.

    Attributes:
        class_: proposed code of the form's class; empty when it cannot be told.
        next_date: proposed date of the next visit; None when none is needed.
        refer: whether the patient should be referred.
        reasons: why, in words, most urgent first.
        indication: code of indication_up for the referral, or empty.
    """

    class_: str
    next_date: date | None
    refer: Refer = Refer.NONE
    reasons: tuple[Message, ...] = ()
    indication: str = ""


@attrs.frozen
class _Visit:
    form: Form
    answers: Answers
    age: int | None
    previous_class: str
    on: date
    limits: Thresholds
    conditions: frozenset[str]

    def number(self, key: str) -> Decimal | None:
        return answer_number(self.answers, key)

    def chose(self, key: str, *among: str) -> bool:
        return bool(set(answer_codes(self.answers, key)) & set(among))

    def in_days(self, days: int) -> date:
        return self.on + timedelta(days=days)


def evaluate(
    form: Form,
    answers: Answers,
    *,
    age: int | None,
    previous_class: str,
    visit_date: date,
    thresholds: Thresholds = NATIONAL,
    conditions: frozenset[str] = frozenset(),
) -> Evaluation:
    """Return what the norm says about a visit.

    Args:
        form: the form that was filled in.
        answers: its answers.
        age: full years on the day; None when unknown.
        previous_class: class of the visit before on the same form; empty when there was none.
        visit_date: day of the visit.
        thresholds: limits and intervals in force here.
        conditions: further diseases that change targets: ``diabetes``, ``ckd``.
    """
    visit = _Visit(form, answers, age, previous_class, visit_date, thresholds, conditions)
    rule = _RULES.get(form.id)
    return rule(visit) if rule else Evaluation("", None)


# ---- hypertension and type 2 diabetes ---------------------------------------------------------------------


def _hypertension(visit: _Visit) -> Evaluation:
    emergencies = _pressure_emergencies(visit) + _danger_signs(visit)
    sbp, dbp = visit.number("sbp"), visit.number("dbp")
    high_s, high_d = visit.limits.pressure_target(visit.age, visit.conditions)
    missed: Message | None = None
    if sbp is not None and dbp is not None and (sbp >= high_s or dbp >= high_d):
        missed = say(
            "血压 {sbp}/{dbp}，目标应低于 {high_s}/{high_d}", sbp=sbp, dbp=dbp, high_s=high_s, high_d=high_d
        )
    known = sbp is not None and dbp is not None
    unknown = None if known else say("没有血压值，不能判断是否控制满意，请尽快当面测量")
    return _chronic(visit, emergencies, missed, unknown, "1")


def _diabetes(visit: _Visit) -> Evaluation:
    emergencies = _glucose_emergencies(visit) + _pressure_emergencies(visit) + _danger_signs(visit)
    limits = visit.limits
    temperature = visit.number("temperature")
    if temperature is not None and temperature > limits.temperature_high:
        emergencies.append(
            say("体温 {value}℃，超过 {limit}℃", value=temperature, limit=limits.temperature_high)
        )
    fpg = visit.number("fpg")
    missed: Message | None = None
    if fpg is not None and fpg >= limits.fasting_glucose:
        missed = say("空腹血糖 {value}，目标应低于 {limit}mmol/L", value=fpg, limit=limits.fasting_glucose)
    unknown = None if fpg is not None else say("没有空腹血糖值，不能判断是否控制满意，请尽快测量")
    found = _chronic(visit, emergencies, missed, unknown, "2")
    notes: list[Message] = []
    rate = visit.number("heart_rate")
    if rate is not None and rate > limits.heart_rate_high:
        notes.append(say("心率 {rate} 次/分，若持续不降应紧急转诊", rate=rate))
    if visit.chose("hypo", "3"):
        notes.append(say("低血糖反应频繁，建议转诊调整方案"))
        if found.refer is Refer.NONE:
            found = attrs.evolve(
                found,
                refer=Refer.ADVISE,
                indication="27",
                next_date=visit.in_days(limits.after_referral_days),
            )
    return attrs.evolve(found, reasons=(*found.reasons, *notes))


def _chronic(
    visit: _Visit,
    emergencies: list[Message],
    missed: Message | None,
    unknown: Message | None,
    tens: str,
) -> Evaluation:
    """Classify and propose: the most severe class counts; two weeks for everything but satisfaction.

    First time unsatisfactory or an adverse reaction: adjust, see again within two weeks. Twice in a row, a
    reaction that is hard to control, or a new or worse complication: advise referral, see within two weeks.
    """
    complication, adverse = visit.chose("complication", "2", "3"), visit.chose("adr", "2")
    advice: list[tuple[Message, str]] = []
    if complication:
        advice.append((say("出现新的并发症或原有并发症加重，建议转诊"), "4"))
    if adverse and (visit.chose("adr_control", "2") or visit.previous_class == ADVERSE):
        advice.append((say("药物不良反应难以控制，建议转诊"), "3"))
    if missed and visit.previous_class == UNSATISFIED:
        advice.append((say("连续两次控制不满意，建议转诊"), "2"))
    reasons = [*emergencies, *(message for message, _ in advice), *filter(None, (missed, unknown))]
    if adverse and not any(digit == "3" for _, digit in advice):
        reasons.append(say("有药物不良反应，调整用药，两周内随访"))
    class_ = COMPLICATION if complication else ADVERSE if adverse else UNSATISFIED if missed else SATISFIED
    if unknown and class_ == SATISFIED:
        class_ = ""
    if emergencies:
        return Evaluation(
            UNSATISFIED if class_ in ("", SATISFIED) else class_,
            visit.in_days(visit.limits.after_referral_days),
            Refer.EMERGENCY,
            tuple(reasons),
            f"{tens}1",
        )
    if advice:
        when = visit.in_days(visit.limits.after_referral_days)
        return Evaluation(class_, when, Refer.ADVISE, tuple(reasons), tens + advice[0][1])
    if class_ == SATISFIED:
        return Evaluation(class_, add_months(visit.on, visit.limits.satisfied_months))
    return Evaluation(class_, visit.in_days(visit.limits.adjust_days), Refer.NONE, tuple(reasons))


def _pressure_emergencies(visit: _Visit) -> list[Message]:
    sbp, dbp = visit.number("sbp"), visit.number("dbp")
    limits = visit.limits
    high = (sbp is not None and sbp >= limits.emergency_sbp) or (
        dbp is not None and dbp >= limits.emergency_dbp
    )
    if not high:
        return []
    return [
        say(
            "血压 {sbp}/{dbp}，达到 {high_s}/{high_d}，处理后紧急转诊",
            sbp="—" if sbp is None else sbp,
            dbp="—" if dbp is None else dbp,
            high_s=limits.emergency_sbp,
            high_d=limits.emergency_dbp,
        )
    ]


def _glucose_emergencies(visit: _Visit) -> list[Message]:
    found: list[Message] = []
    for key in ("fpg", "glucose"):
        value = visit.number(key)
        if value is None:
            continue
        if value >= visit.limits.glucose_high:
            found.append(
                say(
                    "血糖 {value}，达到 {limit}mmol/L，处理后紧急转诊",
                    value=value,
                    limit=visit.limits.glucose_high,
                )
            )
        elif value <= visit.limits.glucose_low:
            found.append(
                say(
                    "血糖 {value}，低至 {limit}mmol/L，处理后紧急转诊",
                    value=value,
                    limit=visit.limits.glucose_low,
                )
            )
    return found


def _danger_signs(visit: _Visit) -> list[Message]:
    signs = [code for code in answer_codes(visit.answers, "danger") if code != "0"]
    if not signs:
        return []
    names = "、".join(visit.form.field("danger").name_of(code) for code in signs)
    return [say("有危急情况：{names}，处理后紧急转诊", names=names)]


# ---- other groups -----------------------------------------------------------------------------------------


def _mental(visit: _Visit) -> Evaluation:
    """Severe mental disorders: unstable, basically stable, stable, each with its own interval."""
    risk = answer_text(visit.answers, "risk")
    unstable: list[Message] = []
    if risk in ("3", "4", "5"):
        unstable.append(say("危险性评估 {risk} 级，必要时报告公安部门", risk=risk))
    if visit.chose("insight", "3"):
        unstable.append(say("自知力缺失"))
    if visit.chose("symptoms", "7"):
        unstable.append(say("有伤人毁物"))
    if visit.chose("adr_severe", "2"):
        unstable.append(say("有严重药物不良反应"))
    if visit.chose("physical_illness", "2"):
        unstable.append(say("有严重躯体疾病"))
    limits = visit.limits
    if unstable:
        reasons = (*unstable, say("对症处理后立即转诊，两周内了解治疗情况"))
        return Evaluation(
            UNSTABLE, visit.in_days(limits.mental_unstable_days), Refer.EMERGENCY, reasons, "42"
        )
    symptoms = [code for code in answer_codes(visit.answers, "symptoms") if code != "0"]
    poor = [key for key in ("self_care", "housework", "work", "study", "social") if visit.chose(key, "3")]
    if not risk:
        reason = say("没有危险性评估，不能判断是否稳定，请尽快当面评估")
        return Evaluation("", visit.in_days(limits.mental_adjust_days), Refer.NONE, (reason,))
    if risk == "0" and not symptoms and not visit.chose("insight", "2") and not poor:
        return Evaluation(STABLE, add_months(visit.on, limits.mental_stable_months))
    if visit.previous_class == BASICALLY_STABLE:
        reason = say("两周后仍未稳定，请精神专科医师指导，一个月时随访")
        return Evaluation(
            BASICALLY_STABLE, add_months(visit.on, limits.mental_guided_months), Refer.NONE, (reason,)
        )
    reason = say("病情基本稳定，在规定剂量内调整，两周后复查")
    return Evaluation(BASICALLY_STABLE, visit.in_days(limits.mental_adjust_days), Refer.NONE, (reason,))


def _elderly(visit: _Visit) -> Evaluation:
    """Self-care of old people: 0-3 independent, 4-8 light, 9-18 moderate dependence, from 19 not able."""
    total = answer_text(visit.answers, "total") or computed(visit.form, visit.answers).get("total", "")
    points = answer_number({"total": total}, "total")
    again = add_months(visit.on, visit.limits.elderly_months)
    if points is None:
        return Evaluation("", again)
    class_ = "1" if points <= 3 else "2" if points <= 8 else "3" if points <= 18 else "4"
    return Evaluation(class_, again, Refer.NONE, (say("总评分 {points} 分", points=points),))


def _after_referral(visit: _Visit) -> Evaluation:
    """After a referral: until it is known that the patient was treated, somebody keeps asking."""
    limits = visit.limits
    if visit.chose("outcome", "5"):
        return Evaluation("", None)
    if visit.chose("outcome", "4") or visit.chose("plan", "4"):
        reason = say("病情恶化或需要再次转诊")
        return Evaluation("", visit.in_days(limits.after_referral_days), Refer.ADVISE, (reason,), "01")
    if visit.chose("arrived", "2", "4"):
        reason = say("还没有就诊或联系不上，请再次督促")
        return Evaluation("", visit.in_days(limits.reminder_days), Refer.NONE, (reason,))
    if visit.chose("plan", "1"):
        return Evaluation("", None)
    return Evaluation("", visit.in_days(limits.after_referral_days))


def _tuberculosis(visit: _Visit) -> Evaluation:
    """Suspected tuberculosis: telephone within a week; confirmed: first home visit within 72 hours."""
    limits = visit.limits
    if visit.chose("result", "1"):
        reason = say("确诊肺结核，72 小时内第一次入户随访")
        return Evaluation("", visit.in_days(limits.tb_home_days), Refer.NONE, (reason,))
    if visit.chose("result", "2"):
        return Evaluation("", None)
    if visit.chose("arrived", "1"):
        return Evaluation("", visit.in_days(limits.tb_phone_days), Refer.NONE, (say("等待检查结果"),))
    reason = say("还没有到定点医疗机构就诊，一周内再次电话追踪")
    return Evaluation("", visit.in_days(limits.tb_phone_days), Refer.ADVISE, (reason,), "41")


_RULES: dict[str, Callable[[_Visit], Evaluation]] = {
    "hypertension": _hypertension,
    "diabetes2": _diabetes,
    "mental": _mental,
    "elderly_self_care": _elderly,
    "after_referral": _after_referral,
    "tb_suspect": _tuberculosis,
}


# ---- the year ---------------------------------------------------------------------------------------------


def follow_up_after_referral(referred_on: date, thresholds: Thresholds = NATIONAL) -> date:
    """Return the last day on which a referral's result must have been asked for (two weeks)."""
    return referred_on + timedelta(days=thresholds.after_referral_days)


def face_to_face_left(visits: Iterable[tuple[date, str]], year: int, per_year: int = YEARLY_VISITS) -> int:
    """Return how many visits in person a year still needs.

    Args:
        visits: day and 随访方式 of each follow-up of one disease.
        year: the calendar year.
        per_year: what the norm asks for: at least 4 for hypertension and for diabetes.
    """
    done = sum(1 for day, way in visits if day.year == year and way in FACE_TO_FACE)
    return max(per_year - done, 0)


def keep_pace(next_date: date, visit_date: date, left: int) -> date:
    """Return the next date, moved earlier when the visits left would not fit into the rest of the year.

    Args:
        next_date: what evaluate proposed.
        visit_date: the visit that has just been.
        left: visits in person still needed this year, after this visit.
    """
    if left <= 0:
        return next_date
    rest = (date(visit_date.year, 12, 31) - visit_date).days
    return min(next_date, max(visit_date + timedelta(days=rest // left), visit_date + timedelta(days=1)))
