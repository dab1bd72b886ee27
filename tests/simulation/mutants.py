"""Known bugs of other systems, re-introduced one at a time to prove that the simulation would see them.

Each switch patches the shipped code and returns what puts it back. The number is that of the bug in
the list the design was made from.
"""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager

import attrs

from clinic_app.domain import merge
from clinic_app.domain.errors import HubRefused, HubUnreachable
from clinic_app.domain.wording import say
from clinic_app.hub import change_log, disagreements, epochs, ingest, operations, scope
from clinic_app.protocol.messages import Cursor
from clinic_app.store import outbox, sync_state, synced_rows
from clinic_app.sync import apply, exchange
from tests.simulation import mutants_overlooked, mutants_unseen
from tests.simulation.switches import MUTANTS, mutant, patch


@contextmanager
def mutated(name):
    if not name:
        yield
        return
    undo = MUTANTS[name]()
    try:
        yield
    finally:
        undo()


@mutant
def cursor_skips():
    """4: the cursor jumps over rows that did not fit into the page."""
    original = ingest._lane_page

    def page(tx, device, epoch, lane, cursor, room):
        found, used, more = original(tx, device, epoch, lane, cursor, room)
        if more:
            head = int(tx.one("SELECT seq FROM hub_head")["seq"])
            found = attrs.evolve(found, cursor=Cursor(head, epochs.check_word(tx, head)))
        return found, used, False

    return patch((ingest, "_lane_page", page))


@mutant
def cursor_before_rows():
    """2: the cursor is saved in a transaction of its own before its rows."""
    original = apply.take_answer

    def take(db, request, answer, **times):
        for lane, found in answer.lanes.items():
            sync_state.set_cursor(db, lane, found.cursor)
        return original(db, request, answer, **times)

    return patch((exchange, "take_answer", take))


@mutant
def hub_restore_unnoticed():
    """5: a hub restored from a backup goes on as if nothing had happened."""
    return patch((ingest, "check_hub", lambda tx, head, request: None))


@mutant
def copies_share_an_identity():
    """6: a copied or rolled-back file goes on under its old identity."""
    return patch((ingest, "check_story", lambda tx, head, epoch, request: None))


@mutant
def clock_decides():
    """7: of two values the one with the later clock wins, a decade ahead or not, and nobody is told."""

    def contest(kind, name, present, value, op, last):
        return (value if op.hlc > last.hlc else merge._KEEP), None

    return patch((merge, "_contest", contest))


@mutant
def last_to_arrive_wins():
    """9: nothing counts as unseen, so whatever arrives last stands."""

    def unseen(last, base_rev, epoch, lineage):
        return False

    return patch((merge, "unseen", unseen))


@mutant
def whole_row_wins():
    """8: a change brings its writer's whole row along and undoes what others changed in it."""
    original = merge._set

    def set_all(record, op, seq, epoch, lineage):
        changed, found = original(record, op, seq, epoch, lineage)
        last = max((w.seq for n, w in record.written.items() if n not in op.sets), default=0)
        if last > op.base_rev:
            body = (
                {
                    n: v
                    for n, v in changed.body.items()
                    if record.written[n].seq <= op.base_rev or n in op.sets
                }
                if all(n in record.written for n in changed.body)
                else changed.body
            )
            changed = attrs.evolve(changed, body=body)
        return changed, found

    return patch((merge, "_set", set_all))


@mutant
def loser_hidden():
    """9: a winner is picked and the loser is told to nobody."""
    return patch((disagreements, "note", lambda *_: None))


@mutant
def edit_during_sync_overwritten():
    """11: a row from the hub overwrites what was changed here and not sent yet."""
    return patch((synced_rows, "_overlay", lambda *_: None))


@mutant
def edit_in_flight_taken_for_sent():
    """11: a record saved again while it was on its way counts as sent with the answer, edit and all."""
    original = apply._acknowledge

    def acknowledge(db, state, answer):
        done = original(db, state, answer)
        last = max(answer.ack, state.acked_op)
        sent = {(op["ent"], op["rec_id"]) for op in outbox.find(db, state.acked_op + 1, last)}
        later = outbox.find(db, last + 1, last + 10**6)
        if later and all((op["ent"], op["rec_id"]) in sent for op in later):
            db.execute("DELETE FROM op WHERE op_seq > ?", (last,))
            sync_state.change(db, next_op=last + 1)
        return done

    return patch((apply, "_acknowledge", acknowledge))


@mutant
def silence_taken_for_success():
    """33: a request whose answer never came is believed to have worked."""
    original = exchange.Exchange._ask

    def ask(self, request):
        try:
            return original(self, request)
        except HubUnreachable:
            if request.operations:
                outbox.acknowledge(self.db, [(op.seq, 1) for op in request.operations])
                sync_state.change(self.db, acked_op=request.operations[-1].seq)
            raise

    return patch((exchange.Exchange, "_ask", ask))


@mutant
def echo_hides_merges():
    """14: a merged result is never sent to the one whose change was merged."""
    original = merge._numbered

    def numbered(changed, seq, epoch, before, foreseen):
        return attrs.evolve(original(changed, seq, epoch, before, foreseen), known_to=epoch)

    return patch((merge, "_numbered", numbered))


@mutant
def bad_record_blocks():
    """15: one record that must be refused stops everything behind it."""
    original = ingest.take_operation

    def take(log, writer, op, seq):
        foreseen, reason = original(log, writer, op, seq)
        if reason:
            raise HubRefused(say("坏记录"), status=400)
        return foreseen, reason

    return patch((ingest, "take_operation", take))


@mutant
def refused_deleted():
    """15: a refused operation is deleted at the clinic."""

    def refuse(db, op_seq, reason):
        db.execute("DELETE FROM op WHERE op_seq = ?", (op_seq,))

    return patch((outbox, "refuse", refuse))


@mutant
def old_rows_not_granted():
    """19: an institution that gains sight of a patient gets only what changes from then on."""

    def grant(self, org, ent, rec_id, reason):
        self.write()
        self.scope.open(org, ent, rec_id, reason, self.last_seq)

    return patch((change_log.ChangeLog, "grant", grant))


@mutant
def revoked_rows_stay():
    """19: what leaves an institution's sight is never taken from its lane."""

    def revoke(self, org, ent, rec_id, reason):
        self.write()
        self.scope.close(org, ent, rec_id, reason, self.last_seq)

    return patch((change_log.ChangeLog, "revoke", revoke))


@mutant
def sight_without_limits():
    """19: every institution of the county sees every patient."""
    original = scope.Scope.sees

    def sees(self, record):
        seen = original(self, record)
        from tests.simulation.devices import ORGS

        return seen | frozenset(ORGS.values()) if record.ent == "patient" else seen

    return patch((scope.Scope, "sees", sees))


@mutant
def removals_forgotten():
    """22: removals are dropped from the feed after a while."""
    original = ingest.feed_page

    def page(tx, org, lane, after, limit):
        return [entry for entry in original(tx, org, lane, after, limit) if not entry[2].void]

    return patch((ingest, "feed_page", page))


@mutant
def merged_taken_for_seen():
    """11: an acknowledgement raises the revision although others' changes were not shown yet."""
    original = apply._acknowledge

    def acknowledge(db, state, answer):
        plain = tuple(remark for remark in answer.remarks if remark.refused)
        return original(db, state, attrs.evolve(answer, remarks=plain))

    return patch((apply, "_acknowledge", acknowledge))


@mutant
def units_taken_in_part():
    """35: of a unit with one bad record the rest is applied."""
    original = ingest._take_group

    def take(log, writer, group):
        return [entry for op in group for entry in original(log, writer, [op])]

    return patch((ingest, "_take_group", take))


@mutant
def retry_applied_twice():
    """13: a request that comes again beside its still-running original is applied a second time."""
    original = ingest._push

    def push(log, epoch, writer, request):
        for op in request.operations:
            if op.seq <= epoch.last_op:
                ingest.take_operation(log, writer, op, log.next_seq())
        return original(log, epoch, writer, request)

    return patch((ingest, "_push", push))


@mutant
def page_splits_equal_numbers():
    """17: a page ends between two records of one number, and the next begins behind that number."""
    original = ingest._lane_page

    def page(tx, device, own, lane, cursor, room):
        found, used, more = original(tx, device, own, lane, cursor, room)
        entries = ingest.feed_page(tx, device.org_id, lane, cursor.seq, 10**6)
        shown = [entry for entry in entries if entry[0] <= found.cursor.seq]
        if len(shown) > 1 and shown[-1][0] == shown[-2][0]:
            split = shown[-1][2]
            rows = tuple(row for row in found.rows if (row.ent, row.id) != (split.ent, split.id))
            found = attrs.evolve(found, rows=rows)
        return found, used, more

    return patch((ingest, "_lane_page", page))


@mutant
def shared_again_without_content():
    """20: what an institution saw before is not sent again when it gains sight a second time."""
    original = change_log.ChangeLog._feed_row

    def feed_row(self, org, lane, record, seq, gone):
        known = self.tx.one(
            "SELECT seq FROM feed WHERE org_id = :org AND lane = :lane AND ent = :ent AND rec_id = :id",
            org=org,
            lane=lane,
            ent=record.ent,
            id=record.id,
        )
        original(self, org, lane, record, seq if gone or known is None else known["seq"], gone)

    return patch((change_log.ChangeLog, "_feed_row", feed_row))


@mutant
def edit_revives_silently():
    """23: an edit made without seeing a removal brings the record back, and nobody is asked."""
    original = merge._set

    def set_silently(record, op, seq, epoch, lineage):
        changed, found = original(record, op, seq, epoch, lineage)
        return changed, [one for one in found if one.field != "_void"]

    return patch((merge, "_set", set_silently))


@mutant
def unknown_fields_dropped():
    """25: a program drops what it does not know of a record."""
    return patch((synced_rows, "canonical", lambda values: "{}"))


@mutant
def characters_made_alike():
    """16, 29: a text is not the same, character by character, after its journey."""
    original = operations.canonical

    def canonical(value):
        return unicodedata.normalize("NFC", original(value))

    return patch((operations, "canonical", canonical))


__all__ = ["MUTANTS", "mutants_overlooked", "mutants_unseen", "mutated"]
