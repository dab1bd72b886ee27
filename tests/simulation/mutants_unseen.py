"""Bugs that no property noticed once: each has taught a check to see it, and proves here that it does."""

from __future__ import annotations

import attrs

from clinic_app.domain import merge
from clinic_app.hub import disagreements, epochs, ingest, operations, scope
from clinic_app.store import synced_rows
from clinic_app.store.unit_of_work import UnitOfWork
from clinic_app.sync import exchange, http_hub
from tests.simulation.switches import mutant, patch


@mutant
def removal_beats_edit():
    """23: a removal takes along what its author had not seen, and nobody is asked."""

    def void(record, op, seq, epoch, lineage):
        wanted = bool(op.sets.get("_void"))
        written = {**record.written, "_void": merge.Written(seq, epoch, op.hlc)}
        reason = str(op.sets.get("_void_reason") or "") if wanted else ""
        return attrs.evolve(record, void=wanted, void_reason=reason, written=written), []

    return patch((merge, "_void", void))


@mutant
def after_care_not_granted():
    """19: follow-ups and their plans reach nobody but the institution that wrote them."""
    original = scope.Scope.sees

    def sees(self, record):
        if record.ent in ("follow_up", "follow_up_plan"):
            return frozenset({record.owner}) if record.owner else frozenset()
        return original(self, record)

    return patch((scope.Scope, "sees", sees))


@mutant
def emptying_is_no_change():
    """9: whoever empties a field that others changed unseen is passed over, and nobody is told."""
    original = merge._contest

    def contest(kind, name, present, value, *rest):
        return (merge._KEEP, None) if value in (None, "") else original(kind, name, present, value, *rest)

    return patch((merge, "_contest", contest))


@mutant
def own_past_disagrees():
    """10: a file that goes on under a new life is taken for a stranger to what it wrote before."""
    return patch((epochs, "_lineage", lambda *_: {}))


@mutant
def long_ago_is_forgotten():
    """10: what was seen long ago counts as unseen: a question comes up although nobody disagreed."""
    original = merge.unseen

    def unseen(last, base_rev, epoch, lineage):
        if last is not None and last.epoch != epoch and base_rev - last.seq > 15:
            return True
        return original(last, base_rev, epoch, lineage)

    return patch((merge, "unseen", unseen))


@mutant
def waiting_work_brought_by_every_copy():
    """6: what waited in two copies of a file is taken from both when each began a life of its own before."""
    return patch((epochs, "_came_from_a_copy", lambda *_: False))


@mutant
def word_not_checked():
    """5: a hub with another history under the same numbers is taken for the one that was known."""

    def check_word(tx, seq):
        return ""

    return patch((epochs, "check_word", check_word), (ingest, "check_word", check_word))


@mutant
def answer_taken_in_parts():
    """35: each row of an answer is kept by itself, so that a death between two shows half a unit of work."""
    original = exchange.take_answer

    def take(db, request, answer, **times):
        for lane, page in answer.lanes.items():
            for row in page.rows:
                with UnitOfWork(db, user_name="同步") as work, db.applying():
                    synced_rows.write_row(db, lane, row)
                    work.commit()
        return original(db, request, answer, **times)

    return patch((exchange, "take_answer", take))


@mutant
def answers_of_others_taken():
    """Of an answer that comes late, or belongs to another PC, is believed what it acknowledges."""
    return patch((http_hub, "must_answer", lambda *_: None))


@mutant
def undoing_taken_for_a_decision():
    """Whoever undoes a decision that another desk has replaced meanwhile is taken to decide for nothing."""
    original = disagreements.resolve

    def resolve(log, writer, op, conflict, seq):
        if op.sets.get("status") == "open" and conflict.body.get("status") == "resolved":
            op = attrs.evolve(op, sets={**op.sets, "status": "resolved"})
        original(log, writer, op, conflict, seq)

    return patch((disagreements, "resolve", resolve))


@mutant
def removal_buries_what_comes_after():
    """23: what is written about a removed patient by one who had not heard of it goes under with it."""

    def stay(record, op, mine, lineage):
        return record, None

    return patch((merge, "stand_again", stay), (operations, "stand_again", stay))


@mutant
def slower_transaction_passed_over():
    """1: numbers are given before the commit: whoever is first has read past what a slower one brings."""
    push, feed_page = ingest._push, ingest.feed_page
    slower = range(0)

    def overtake(log, epoch, writer, request):
        nonlocal slower
        before = log.last_seq
        done = push(log, epoch, writer, request)
        slower = _last_brought(log.tx, before, epoch.number) if log.last_seq > before else range(0)
        return done

    def page(*about):
        return [entry for entry in feed_page(*about) if entry[0] not in slower]

    return patch((ingest, "_push", overtake), (ingest, "feed_page", page))


def _last_brought(tx, head, own):
    """Return the numbers that the last request before this one got, if it was another file's."""
    asked = "SELECT epoch_no, recv_at FROM op_log WHERE hub_seq <= :head ORDER BY hub_seq DESC LIMIT 1"
    last = tx.one(asked, head=head)
    if last is None or last["epoch_no"] in (0, own):
        return range(0)
    same_request = (
        "SELECT min(hub_seq) AS first FROM op_log WHERE epoch_no = :epoch_no AND recv_at = :recv_at"
    )
    return range(int(tx.one(same_request, **last)["first"]), head + 1)
