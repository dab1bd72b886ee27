"""Bugs that ran through thousands of runs unseen before a review asked for more, and those of the known list
that were easy to re-introduce and had no switch."""

from __future__ import annotations

import attrs

from clinic_app.domain import merge
from clinic_app.domain.catalogue import BY_NAME, MergeClass
from clinic_app.domain.change import row_hash
from clinic_app.domain.merge import Disagreement, Standing
from clinic_app.hub import disagreements, operations, scope, snapshot
from clinic_app.protocol.messages import Cursor, LaneDigest
from clinic_app.store import outbox, patient_links, rows, sync_state, synced_rows
from clinic_app.sync import exchange
from tests.simulation.switches import mutant, patch


@mutant
def kind_not_captured():
    """11: what is written of one kind of record becomes no operation: nobody will ever send it."""
    original = rows.insert

    def insert(db, kind, values, *rest, **more):
        if kind != "referral_message":
            return original(db, kind, values, *rest, **more)
        with db.applying(by_exchange=True):
            return original(db, kind, values, *rest, **more)

    return patch((rows, "insert", insert))


def _only_its_writer_sees(*kinds):
    original = scope.Scope.sees

    def sees(self, record):
        if record.ent in kinds:
            return frozenset({record.owner}) if record.owner else frozenset()
        return original(self, record)

    return patch((scope.Scope, "sees", sees))


@mutant
def news_of_a_referral_not_granted():
    """32: what one party writes about a referral reaches the hub and nobody else."""
    return _only_its_writer_sees("referral_event", "referral_return", "referral_message", "attachment")


@mutant
def questions_not_granted():
    """9: a disagreement is told only to the institution that manages the record."""
    return _only_its_writer_sees("conflict")


@mutant
def referral_seen_by_all_who_see_its_patient():
    """19: whoever takes part in one referral of a patient is sent the others, too."""
    original = scope.Scope.sees

    def sees(self, record):
        seen = original(self, record)
        patient = str(record.body.get("patient_id") or "")
        return seen | self.parties("patient", patient) if record.ent == "referral" else seen

    return patch((scope.Scope, "sees", sees))


@mutant
def second_decision_dropped():
    """9: a decision taken without seeing another one is dropped, and nobody hears of it."""
    original = disagreements.resolve

    def resolve(*about):
        undo = patch((disagreements, "note", lambda *_: None))
        try:
            original(*about)
        finally:
            undo()

    return patch((disagreements, "resolve", resolve))


@mutant
def same_word_taken_for_ones_own():
    """9: whoever wrote the same as another, unseen, may change it as if nobody else had said it."""
    return patch((merge, "unseen_writer", lambda written, name, *rest: _unseen(written.get(name), *rest)))


def _unseen(last, base_rev, epoch, lineage):
    return last if merge.unseen(last, base_rev, epoch, lineage) else None


@mutant
def additions_to_sets_not_told():
    """9: two who note an allergy without seeing each other are not told."""
    original = operations.touch_set

    def touch_set(*about, **more):
        changed, foreseen, _ = original(*about, **more)
        return changed, foreseen, None

    return patch((operations, "touch_set", touch_set))


@mutant
def safety_merged_by_itself():
    """9: of two diagnoses the later stands, and the other is listed as if that were settled."""
    original = merge._contest

    def contest(kind, name, present, value, op, last):
        field = kind.by_name.get(name) if kind else None
        if field is None or field.merge is not MergeClass.SAFETY:
            return original(kind, name, present, value, op, last)
        base = op.olds.get(name)
        return value, Disagreement(name, field.merge, Standing.AUTO, value, present, base, None, last)

    return patch((merge, "_contest", contest))


@mutant
def hub_decides_by_itself():
    """9: a question counts as decided, and no person has decided it."""
    original = disagreements.note

    def note(log, writer, op, record, found):
        decided = attrs.evolve(found, standing=Standing.RESOLVED) if found.standing == "open" else found
        original(log, writer, op, record, decided)

    return patch((disagreements, "note", note))


@mutant
def both_sides_signed_by_one():
    """9: of a disagreement is said that one and the same institution wrote both sides."""
    original = disagreements._signed
    return patch(
        (disagreements, "_signed", lambda prefix, tx, writer, op, _: original(prefix, tx, writer, op, None))
    )


@mutant
def removal_ignores_elements():
    """23: a patient is removed by one who had not seen the allergy that was noted meanwhile."""
    original = merge._void
    sets = {kind.element_of.set_name for kind in BY_NAME.values() if kind.element_of}

    def void(record, op, *rest):
        plain = {name: last for name, last in record.written.items() if name not in sets}
        changed, found = original(attrs.evolve(record, written=plain), op, *rest)
        return attrs.evolve(changed, written={**record.written, **changed.written}), found

    return patch((merge, "_void", void))


@mutant
def refused_taken_for_acknowledged():
    """15: what the hub keeps in quarantine counts as delivered, and is shown to nobody."""
    return patch((outbox, "refuse", lambda *_: None))


@mutant
def honest_work_refused():
    """15: the hub refuses what an institution may well write."""
    original = scope.Scope._refuses_new

    def refuses(self, org, ent, subject, **more):
        return "not_yours" if ent == "referral_return" else original(self, org, ent, subject, **more)

    return patch((scope.Scope, "_refuses_new", refuses))


@mutant
def left_is_deleted():
    """24: what the hub sends no more is deleted."""
    original = synced_rows.leave

    def leave(db, lane, ent, rec_id):
        original(db, lane, ent, rec_id)
        if ent in BY_NAME:
            db.execute(f"DELETE FROM {ent} WHERE id = ? AND _lane = '{synced_rows.LEFT}'", (rec_id,))

    return patch((synced_rows, "leave", leave))


@mutant
def absent_is_deleted():
    """24: what a comparison does not find at the hub is deleted."""

    def set_apart(db, ent, rec_id):
        table = ent if ent in BY_NAME else "extra_row"
        db.execute(f"DELETE FROM {table} WHERE id = ?", (rec_id,))

    return patch((synced_rows, "set_apart", set_apart))


@mutant
def reason_of_removal_lost():
    """8: others hear that a record was removed, and not why."""
    original = synced_rows.write_row

    def write_row(db, lane, row, **more):
        original(db, lane, attrs.evolve(row, void_reason=""), **more)

    return patch((synced_rows, "write_row", write_row))


@mutant
def equality_believed():
    """21: both ends are taken to hold the same without comparing."""

    def check(self, answer):
        if answer.digests:
            self.result = attrs.evolve(self.result, digests_equal=True)

    return patch((exchange.Exchange, "_check", check))


@mutant
def merged_by_one_step():
    """30: of several records of one person only those are found that were merged with each other directly."""

    def same_person(db, patient_id):
        sql = "SELECT loser_id, winner_id FROM patient_link WHERE _void = 0 AND ? IN (loser_id, winner_id)"
        found = {one for link in db.execute(sql, (patient_id,)) for one in link.values()}
        return sorted(found | {patient_id})

    return patch((patient_links, "same_person", same_person))


@mutant
def lane_file_not_whole():
    """34: a new PC's file of a lane was made while the last record was still coming."""
    original = snapshot.lane_records

    def lane_records(tx, org, lane):
        return original(tx, org, lane)[:-1]

    def lane_digest(tx, org, lane):
        found = lane_records(tx, org, lane)
        total = sum(row_hash(row.ent, row.id, row.rev) for row in found)
        return LaneDigest(len(found), total % (1 << 64))

    return patch((snapshot, "lane_records", lane_records), (snapshot, "lane_digest", lane_digest))


@mutant
def read_to_where_one_wrote():
    """4, 18: where one's own work lies in the hub's log counts as read up to there."""
    original = exchange.take_answer

    def take(db, request, answer, **times):
        done = original(db, request, answer, **times)
        last = max((first + count - 1 for _, first, count in answer.runs), default=0)
        for lane, cursor in sync_state.cursors(db).items():
            if cursor.seq < last:
                sync_state.set_cursor(db, lane, Cursor(last))
        return done

    return patch((exchange, "take_answer", take))


@mutant
def page_ends_in_a_unit():
    """35: a page of operations ends in the middle of a unit of work."""
    original = outbox.page
    return patch((outbox, "page", lambda db, after, most: original(db, after, most)[:2]))
