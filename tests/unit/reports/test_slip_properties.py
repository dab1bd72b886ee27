"""Whatever is typed: nothing is lost, nothing overlaps, and threads do not disturb each other."""

from __future__ import annotations

import string
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.reports.page import PAPERS, PaperKind
from clinic_app.reports.print_options import PrintOptions
from clinic_app.reports.referral_slip import OutSlip, ReturnSlip, render_out, set_slip

LETTERS = st.sampled_from(
    string.ascii_letters
    + string.digits
    + " .,;:()/%-+<>·，。；：（）“”、—…℃"
    + "\n\t"
    + "胸痛三年加重两天𠮷䶮㛃"
)
TYPED = st.text(LETTERS, max_size=700)
LINE = st.text(st.sampled_from("白水镇中心卫生院·𠮷䶮ABC 0123（）"), min_size=1, max_size=60).filter(
    str.strip
)


def letters(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=25, deadline=None)
@given(LINE, LINE, TYPED, TYPED, TYPED, st.sampled_from(PaperKind))
def test_every_letter_is_printed_once_and_none_over_another(name, org, illness, history, care, kind):
    slip = OutSlip(
        patient_name=name[:50],
        to_org=org,
        from_org=org,
        referral_date=date(2026, 11, 22),
        impression="印象",
        present_illness=illness,
        past_history=history,
        treatment=care,
    )
    made = set_slip(slip, PrintOptions(paper=kind))
    for key in ("present_illness", "past_history", "treatment"):
        printed = "".join(placed.text for placed in made.placed if placed.key == key)
        assert letters(printed) == letters(getattr(slip, key))
    paper = PAPERS[kind]
    for at, one in enumerate(made.placed):
        assert one.frame.right <= paper.width - paper.side + 0.1
        assert one.frame.bottom <= paper.height
        for other in made.placed[at + 1 :]:
            if one.page == other.page and abs(one.frame.y - other.frame.y) < 2.0:
                assert one.frame.right <= other.frame.x + 0.05 or other.frame.right <= one.frame.x + 0.05


@settings(max_examples=15, deadline=None)
@given(TYPED, TYPED, TYPED, TYPED)
def test_the_three_parts_of_a_return_stay_whole(result, care, plan, advice):
    slip = ReturnSlip(
        patient_name="张",
        back_org="卫生院",
        exam_result=result,
        treatment=care,
        next_plan=plan,
        rehab_advice=advice,
    )
    made = set_slip(slip, PrintOptions())
    for key in ("exam_result", "treatment", "next_plan", "rehab_advice"):
        printed = "".join(placed.text for placed in made.placed if placed.key == key)
        assert letters(printed) == letters(getattr(slip, key))


def test_slips_made_at_once_are_the_slips_made_one_by_one():
    slips = [
        OutSlip(patient_name=f"张{chr(0x20000 + n)}", present_illness=chr(0x4E00 + n) * 40) for n in range(12)
    ]
    alone = [render_out(slip) for slip in slips]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render_out, slips)) == alone
