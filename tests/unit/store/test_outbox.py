"""The outbox: what is asked after every exchange must not slow down with the years."""

from __future__ import annotations

import pytest

from clinic_app.store import outbox


@pytest.mark.parametrize("question", [outbox.anything_waits, outbox.refused, outbox.returned])
def test_open_work_is_found_without_reading_the_whole_journal(db, question):
    plans = []

    class Explaining:
        def execute(self, sql, params=()):
            plans.extend(row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", params))
            return db.execute(sql, params)

    question(Explaining())
    assert plans
    assert not [plan for plan in plans if plan.startswith("SCAN op")]
