"""Who plays in the demonstration and what they write; all of it invented."""

from __future__ import annotations

from typing import Any

CLINIC, HOSPITAL = "白水镇卫生院", "崆峒县人民医院"
DAYS = 20
"""Days the story lasts; it ends today."""
SEED = 2026

CLINIC_VALUES = {
    "name": CLINIC,
    "phone": "0933-8612345",
    "address": "崆峒县白水镇中街 8 号",
    "account_name": "李医生",
    "account_dept": "全科",
    "account_phone": "13900021234",
}
HOSPITAL_VALUES = {
    "name": HOSPITAL,
    "phone": "0933-8222222",
    "address": "崆峒县城关镇东街 1 号",
    "account_name": "赵敏",
    "account_dept": "双向转诊办公室",
    "account_phone": "13900025678",
}
SLIP: dict[str, Any] = {
    "to_org": "kt",
    "to_dept": "心内科",
    "urgency": "urgent",
    "impression": ["bwdxxjt"],
    "present_illness": "反复胸闷、胸痛3年，加重2小时。2小时前劳动时突发胸骨后压榨样疼痛，向左肩放射，"
    "伴出汗，含服硝酸甘油0.5mg后无明显缓解。",
    "exam_result": "BP 156/92mmHg，P 96次/分。心电图：V3-V6导联ST段压低0.1-0.2mV。",
    "treatment": "吸氧，阿司匹林300mg嚼服，建立静脉通道。",
    "reason": "31",
    "consent": "ygzjs",
}
RETURN: dict[str, Any] = {
    "outcome": "2",
    "exam_result": "冠脉造影：前降支中段狭窄85%。肌钙蛋白I 0.8ng/ml。心脏彩超：EF 56%。",
    "treatment": "前降支植入支架1枚，术后抗血小板、调脂治疗，病情平稳。",
    "next_plan": "阿司匹林100mg每日一次，氯吡格雷75mg每日一次（至少12个月），阿托伐他汀20mg每晚一次。",
    "rehab_advice": "低盐低脂饮食，避免劳累；胸痛再发立即就诊。每周测血压2次。",
    "follow_up_days": "14",
}
VISIT: dict[str, str] = {"way": "2", "arrived": "1", "outcome": "2", "sbp": "132", "dbp": "80", "plan": "1"}
