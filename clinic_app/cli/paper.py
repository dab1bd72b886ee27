"""Commands about paper that need no database: making a slip from a file, verifying the code of one."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clinic_app.cli.access import basedir_of, open_app, text_of_file
from clinic_app.cli.answers import DONE, FAILED, Answer, plain
from clinic_app.domain.clock import SystemClock, local_date, local_text
from clinic_app.domain.errors import Rejected
from clinic_app.domain.problems import Problem
from clinic_app.domain.wording import say
from clinic_app.system.files import write_atomically
from clinic_app.system.paths import find_paths

if TYPE_CHECKING:
    from clinic_app.services.slip_verification import SlipReading
    from clinic_app.services.workplace import Machine


def read_json(path: str) -> Mapping[str, Any]:
    """Return the JSON object of a file, or of the standard input for ``-``.

    Raises:
        FileError; Rejected: it is no JSON object.
    """
    text = sys.stdin.read() if path == "-" else text_of_file(Path(path))
    try:
        values = json.loads(text, object_pairs_hook=_no_key_twice)
    except json.JSONDecodeError as error:
        message = say("不是正确的 JSON：第 {line} 行第 {column} 列，请检查引号和逗号。",
                      line=error.lineno, column=error.colno)  # fmt: skip
        raise Rejected([Problem("input", "json.syntax", message)]) from error
    if not isinstance(values, dict):
        message = say("内容要写成一个 JSON 对象，形如 {example}。", example='{"patient_name": "…"}')
        raise Rejected([Problem("input", "json.object", message)])
    return values


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that stands twice: nobody can tell which of two names was meant."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            message = say("{key} 写了两次，请只留一个。", key=key)
            raise Rejected([Problem(key, "key.twice", message)])
        found[key] = value
    return found


def render(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Make the PDF of a slip from slip.json; needs no database."""
    from clinic_app.services.slip_rendering import render_slip_json

    options = {
        name: value
        for name in ("paper", "printer", "parts", "reprint", "unreviewed", "print_doctor")
        if (value := getattr(args, name)) not in (None, False)
    }
    pdf = render_slip_json(
        read_json(args.input),
        args.form,
        offset_mm=args.offset_mm,
        scale=args.scale,
        overprint=args.overprint,
        **options,
    )
    target = Path(args.output)
    write_atomically(target, pdf, mode=0o600)
    return Answer(
        {"output": target, "bytes": len(pdf), "form": args.form}, f"已写好 {target}（{len(pdf)} 字节）。"
    )


def verify(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Say what the code of a slip is worth, with the keys this installation knows."""
    from clinic_app.services import slip_codes
    from clinic_app.services.slip_verification import SlipReading, check_text, read_file

    now = _now(machine)
    with contextlib.ExitStack() as stack:
        keys: Mapping[str, Any] = {}
        is_void = None
        if find_paths(basedir_of(args)).database.exists():
            place = stack.enter_context(open_app(args, machine)).place
            keys = slip_codes.known_keys(place)
            is_void = partial(slip_codes.is_void, place)
        if args.text is not None:
            text = sys.stdin.read().strip() if args.text == "-" else args.text
            readings = [SlipReading(text, check_text(text, keys.get, now, is_void=is_void))]
        else:
            readings = read_file(Path(args.image or args.pdf), keys.get, now, is_void=is_void)
    return _verdict(readings)


def _verdict(readings: Sequence[SlipReading]) -> Answer:
    best = readings[0].check
    found = [
        {
            "verdict": reading.check.verdict.value,
            "sentence": reading.check.sentence,
            "org_name": reading.check.org_name,
            "page": reading.page,
            "content": plain(reading.check.content),
        }
        for reading in readings
    ]
    lines = [str(best.sentence)]
    if best.genuine and best.content is not None:
        lines.append(f"开单机构：{best.org_name}；签发：{local_text(best.content.issued_at)}")
        lines += [f"{name}：{text}" for name, text in best.content.fields.items()]
    code = DONE if best.verdict.value == "valid" else FAILED
    return Answer({**found[0], "found": found}, "\n".join(lines), code)


def evaluate(args: argparse.Namespace, machine: Machine | None) -> Answer:
    """Run the rules of a follow-up form over a visit; needs no database."""
    from clinic_app.services.follow_up_evaluation import evaluate_visit

    found = evaluate_visit(read_json(args.input), local_date(_now(machine)))
    data = {
        "class": found.class_,
        "next_date": found.next_date.isoformat() if found.next_date else "",
        "refer": found.refer.value,
        "reasons": [str(reason) for reason in found.reasons],
        "indication": found.indication,
    }
    lines = [
        f"随访分类：{found.class_ or '不能判断'}",
        f"下次随访：{data['next_date'] or '不需要'}",
        f"转诊：{_REFER[found.refer.value]}",
        *data["reasons"],
    ]
    return Answer(data, "\n".join(lines))


_REFER = {"none": "不需要", "advise": "建议转诊", "emergency": "紧急转诊"}


def _now(machine: Machine | None) -> datetime:
    return (machine.clock if machine else SystemClock()).now()
