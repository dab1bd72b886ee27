"""双向转诊交接记录 typed on the screen, kept and printed."""

from __future__ import annotations

import pytest

from clinic_app.domain.errors import NotAllowed, NotFound, Rejected
from clinic_app.reports.handover import HandoverSide
from clinic_app.services.app import App
from tests.helpers.services import Desk
from tests.unit.services.test_printing import words

TYPED = {
    "escort": "马护士",
    "left_at": "0930",
    "handed_at": "1015",
    "consciousness": "清醒",
    "temperature": "36.5",
    "pressure": "150/90",
    "lines": "左手静脉通道",
    "on_the_way": "平稳",
    "papers": ["心电图"],
    "other_papers": "血样",
    "notes": "随时吸氧",
}


def test_the_referral_gives_what_it_knows_until_something_is_typed(app: App, desk: Desk) -> None:
    referral = desk.referral(escort="ambulance", treatment="阿司匹林嚼服。")
    first = app.printing.handovers.values(referral, HandoverSide.OUT)
    assert (first["transport"], first["treatment"]) == ("120转运", "阿司匹林嚼服。")
    app.printing.handovers.save(referral, HandoverSide.OUT, {**first, **TYPED})
    kept = app.printing.handovers.values(referral, HandoverSide.OUT)
    assert (kept["left_at"], kept["escort"], kept["papers"]) == ("09:30", "马护士", ["心电图"])
    # The receiver's record begins with what the sender's says.
    assert app.printing.handovers.values(referral, HandoverSide.IN)["escort"] == "马护士"


def test_what_was_typed_is_printed_and_a_correction_replaces_it(app: App, desk: Desk) -> None:
    referral = desk.referral()
    handovers, papers = app.printing.handovers, app.printing.papers
    handovers.save(referral, HandoverSide.OUT, TYPED)
    text = words(papers.handover(referral, HandoverSide.OUT))
    for part in ("马护士", "09:30", "10:15", "清醒", "36.5", "150/90", "左手静脉通道", "平稳", "■心电图",
                 "□转诊单", "血样", "随时吸氧"):  # fmt: skip
        assert part in text, part
    assert "马护士" not in words(papers.handover(referral, HandoverSide.IN))
    handovers.save(referral, HandoverSide.OUT, {**TYPED, "escort": "刘医生"})
    text = words(papers.handover(referral, HandoverSide.OUT))
    assert "刘医生" in text
    assert "马护士" not in text
    # Nothing that was written down is lost.
    assert len(app.place.db.execute("SELECT 1 FROM handover")) == 2
    lines = app.place.db.execute("SELECT object_id FROM audit WHERE action = 'handover.save'")
    assert [line["object_id"] for line in lines] == [referral, referral]


def test_what_cannot_be_is_refused_and_nothing_is_kept(app: App, desk: Desk) -> None:
    referral = desk.referral()
    with pytest.raises(Rejected) as refused:
        app.printing.handovers.save(referral, HandoverSide.IN, {"pulse": "快", "left_at": "99:00"})
    assert {one.field for one in refused.value.problems} == {"pulse", "left_at"}
    assert app.place.db.execute("SELECT 1 FROM handover") == []
    with pytest.raises(NotFound):
        app.printing.handovers.save("X" * 22, HandoverSide.IN, {})
    app.session.log_out()
    with pytest.raises(NotAllowed):
        app.printing.handovers.save(referral, HandoverSide.IN, {})
