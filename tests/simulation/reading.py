"""What the checks read of a world at rest, and the violation they raise."""

from __future__ import annotations

from collections import defaultdict

from clinic_app.hub import change_log


class Violation(AssertionError):
    """A property does not hold."""

    def __init__(self, name, text):
        super().__init__(f"{name}: {text}")
        self.name = name


def need(condition, name, text):
    if not condition:
        raise Violation(name, text)


def same(one, two):
    """Tell whether two values say the same; nothing and the empty text do."""
    return one == two or (one in (None, "") and two in (None, ""))


def hub_log(world):
    """Return the hub's log, read once while it does not grow."""
    return once(world, "log", lambda tx: tx.all("SELECT * FROM op_log ORDER BY hub_seq"))


def hub_records(world):
    """Return the hub's records by (kind, id), read once while the log does not grow."""

    def read(tx):
        rows = tx.all("SELECT * FROM record")
        return {(row["ent"], row["id"]): change_log.record_from_row(row) for row in rows}

    return once(world, "records", read)


def once(world, what, read):
    """Return what is read of the hub, read once while its log does not grow."""
    mark = world.reader.one("SELECT seq, hub_epoch FROM hub_head")
    known = world.memo.get(what)
    if known is None or known[0] != mark:
        known = world.memo[what] = (mark, read(world.reader))
    return known[1]


def lineages(world):
    """Return of each life of a file the earlier lives it goes on from, with the last number of each it had.

    Worked out from who began as whose child, not by the code under test.
    """
    rows = world.reader.all("SELECT epoch_no, parent, parent_seq FROM device_epoch")
    begun = {row["epoch_no"]: (row["parent"], row["parent_seq"]) for row in rows}
    found = defaultdict(dict)
    for number in begun:
        parent, bound = begun[number]
        while parent and parent not in found[number]:
            found[number][parent] = bound
            parent, earlier = begun.get(parent, (0, 0))
            bound = min(bound, earlier)
    return found


def saw(later, row, lineage):
    """Tell whether the writer of an operation had that of another before its eyes."""
    return (
        later["base_rev"] >= row["hub_seq"]
        or later["epoch_no"] == row["epoch_no"]
        or row["hub_seq"] <= lineage[later["epoch_no"]].get(row["epoch_no"], -1)
    )


def value_stood(world, row, seq, name, value):
    """Tell whether a field of the record an operation is about had a value at one of the hub's numbers."""
    version = world.ledger.sight.version_at(row["ent"], row["rec_id"], seq)
    return version is not None and same(version.get(name), value)


def held(device, ent):
    """Return the rows of a kind that a PC has, by id; they are read again when its file has changed."""
    if ent not in device.program.kinds:
        return {row["id"]: row for row in journal(device, "extra_row") if row["ent"] == ent}
    return _of_file(device, ent, lambda rows: {row["id"]: row for row in rows})


def journal(device, table="op"):
    """Return all rows of a table of a PC, its journal if none is named."""
    return _of_file(device, table, lambda rows: rows)


def unsettled(device):
    """Return what was written at a PC and the hub has not, or not as written, by (kind, id)."""

    def sort(rows):
        found = defaultdict(list)
        for op in rows:
            found[(op["ent"], op["rec_id"])].append(op)
        return found

    return _of_file(device, "op", sort, "by record")


def _of_file(device, table, shape, way=""):
    return of_file(device, (table, way), lambda db: shape(db.execute(f"SELECT * FROM {table}")))


def of_file(device, what, read):
    """Return what is read of a PC's file, read once while nothing is written to it."""
    mark = device.db.connection.total_changes
    known = device.memo.get(what)
    if known is None or known[0] != mark:
        known = device.memo[what] = (mark, read(device.db))
    return known[1]


def revision_here(device, ent, rec_id):
    """Return which revision of a record a PC holds; -1 for none."""
    row = held(device, ent).get(rec_id)
    return -1 if row is None else row["_rev"] if ent in device.program.kinds else row["rev"]


def revisions_before(device, answer):
    """Return what a PC holds of the records in an answer that will change them, by (kind, id)."""
    pages = getattr(answer, "lanes", {}).values()
    here = {(r.ent, r.id): (r.rev, revision_here(device, r.ent, r.id)) for page in pages for r in page.rows}
    return {key: rev for key, (theirs, rev) in here.items() if theirs > rev}


def lost_its_number(device, kept, row):
    """Tell whether a PC's row bears the number of a restore, because its last word on it was refused.

    Nothing was skipped: only that word, taken again, would have told which number the row has at the hub.
    """
    refused = device.db.execute("SELECT 1 FROM op WHERE rec_id = ? AND state IN (2, 3)", (row.id,))
    return bool(refused) and kept["_rev"] > row.rev
