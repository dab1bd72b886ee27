"""The numbers of the follow-up norms, as one settings value with their sources."""

from __future__ import annotations

from decimal import Decimal

import attrs


@attrs.frozen
class Thresholds:
    """Limits and intervals; counties differ, so every one can be set.

    Sources: 国家基本公共卫生服务规范（第三版，2017）, the parts on 高血压, 2型糖尿病, 老年人,
    严重精神障碍 and 肺结核; 国家基层高血压防治管理指南 allows lower targets for people with diabetes
    or kidney disease.

    Attributes:
        sbp, dbp: blood pressure in mmHg from which control is not satisfactory (<140/90).
        elderly_age: age in years from which the next two hold.
        elderly_sbp, elderly_dbp: the same for old people (<150/90).
        comorbid_sbp, comorbid_dbp: the same with diabetes or chronic kidney disease; set 130/80 to be strict.
        emergency_sbp, emergency_dbp: from here on a patient is treated and sent at once (≥180/110).
        fasting_glucose: mmol/L from which control is not satisfactory (<7.0).
        glucose_high, glucose_low: mmol/L, emergency at or beyond (≥16.7, ≤3.9).
        heart_rate_high: beats a minute; above it, if it lasts, an emergency in diabetes (>100).
        temperature_high: °C; above it an emergency in diabetes (>39).
        satisfied_months: next visit after a satisfactory one.
        adjust_days: next visit after unsatisfactory control, adverse reaction or complication (two weeks).
        after_referral_days: visit after advising or making a referral (two weeks).
        mental_unstable_days: after sending an unstable patient (two weeks).
        mental_adjust_days: re-assessment of a basically stable patient (two weeks).
        mental_guided_months: when still not stable, with a specialist's advice.
        mental_stable_months: when stable. The 2018 work norm has other intervals in some counties.
        tb_phone_days: telephone check after sending a person with suspected tuberculosis.
        tb_home_days: first home visit after the notice of a confirmed case (72 hours).
        elderly_months: between assessments of old people.
        reminder_days: after a patient did not go where the referral said.
    """

    sbp: int = 140
    dbp: int = 90
    elderly_age: int = 65
    elderly_sbp: int = 150
    elderly_dbp: int = 90
    comorbid_sbp: int = 140
    comorbid_dbp: int = 90
    emergency_sbp: int = 180
    emergency_dbp: int = 110
    fasting_glucose: Decimal = Decimal("7.0")
    glucose_high: Decimal = Decimal("16.7")
    glucose_low: Decimal = Decimal("3.9")
    heart_rate_high: int = 100
    temperature_high: Decimal = Decimal("39.0")
    satisfied_months: int = 3
    adjust_days: int = 14
    after_referral_days: int = 14
    mental_unstable_days: int = 14
    mental_adjust_days: int = 14
    mental_guided_months: int = 1
    mental_stable_months: int = 3
    tb_phone_days: int = 7
    tb_home_days: int = 3
    elderly_months: int = 12
    reminder_days: int = 7

    def pressure_target(self, age: int | None, conditions: frozenset[str]) -> tuple[int, int]:
        """Return the systolic and diastolic pressure below which control is satisfactory.

        Diabetes and kidney disease come before age: their target is the stricter one in every guideline.

        Args:
            age: full years; None when unknown.
            conditions: ``diabetes``, ``ckd``.
        """
        if conditions & {"diabetes", "ckd"}:
            return self.comorbid_sbp, self.comorbid_dbp
        if age is not None and age >= self.elderly_age:
            return self.elderly_sbp, self.elderly_dbp
        return self.sbp, self.dbp


NATIONAL = Thresholds()
"""The national norm as it stands."""
