"""The tables that never travel: accounts, drafts, audit, numbers, prints, hand-overs, files, settings."""

from __future__ import annotations

LOCAL_TABLES = """
CREATE TABLE account(
  id TEXT PRIMARY KEY NOT NULL,
  login TEXT NOT NULL UNIQUE COLLATE NOCASE,
  display_name TEXT NOT NULL,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  must_change INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1,
  phone TEXT NOT NULL DEFAULT '',
  dept TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL,
  password_at TEXT NOT NULL,
  last_login_at TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE draft(
  form TEXT NOT NULL, key TEXT NOT NULL, user_name TEXT NOT NULL DEFAULT '',
  json TEXT NOT NULL, saved_at TEXT NOT NULL,
  PRIMARY KEY(form, key, user_name)
) STRICT, WITHOUT ROWID;
CREATE TABLE audit(
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  user_name TEXT NOT NULL,
  workstation TEXT NOT NULL,
  action TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  result TEXT NOT NULL,
  details TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_object ON audit(object_kind, object_id);
CREATE INDEX audit_by_patient ON audit(patient_id) WHERE patient_id <> '';
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is never shortened'); END;
CREATE TABLE print_log(
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  form TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  slip_no TEXT NOT NULL DEFAULT '',
  copy_no INTEGER NOT NULL,
  printer TEXT NOT NULL DEFAULT '',
  mode TEXT NOT NULL DEFAULT '',
  user_name TEXT NOT NULL,
  outcome TEXT NOT NULL DEFAULT 'printed'
) STRICT;
CREATE INDEX print_log_by_object ON print_log(object_kind, object_id);
CREATE TABLE handover(
  id INTEGER PRIMARY KEY,
  referral_id TEXT NOT NULL,
  side TEXT NOT NULL CHECK(side IN ('out', 'in')),
  json TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL
) STRICT;
CREATE INDEX handover_of_referral ON handover(referral_id, side, id);
CREATE TRIGGER handover_unchanged BEFORE UPDATE ON handover
BEGIN SELECT RAISE(ABORT, 'a record of a hand-over is never changed'); END;
CREATE TRIGGER handover_kept BEFORE DELETE ON handover
BEGIN SELECT RAISE(ABORT, 'a record of a hand-over is never removed'); END;
CREATE TABLE serial_counter(epoch_no INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
CREATE TABLE serial(
  slip_no TEXT PRIMARY KEY NOT NULL,
  epoch_no INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  object_kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'issued' CHECK(status IN ('issued', 'printed', 'voided')),
  issued_at TEXT NOT NULL,
  issued_by TEXT NOT NULL,
  voided_at TEXT NOT NULL DEFAULT '',
  voided_by TEXT NOT NULL DEFAULT '',
  void_reason TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX serial_in_order ON serial(epoch_no, counter);
CREATE INDEX serial_by_object ON serial(object_kind, object_id);
CREATE TRIGGER serial_kept BEFORE DELETE ON serial
BEGIN SELECT RAISE(ABORT, 'a number once given out is never forgotten'); END;
CREATE TABLE setting(
  name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL, changed_at TEXT NOT NULL, changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE partner(
  id TEXT PRIMARY KEY NOT NULL,
  code TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL,
  short_name TEXT NOT NULL DEFAULT '',
  level TEXT NOT NULL DEFAULT '',
  role TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  departments TEXT NOT NULL DEFAULT '[]',
  hidden INTEGER NOT NULL DEFAULT 0,
  changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE code_item(
  list TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL, keys TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0, active INTEGER NOT NULL DEFAULT 1, imported_at TEXT NOT NULL,
  PRIMARY KEY(list, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE sync_run(
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  ended_at TEXT NOT NULL DEFAULT '',
  carrier TEXT NOT NULL DEFAULT 'wire',
  outcome TEXT NOT NULL DEFAULT '',
  pushed INTEGER NOT NULL DEFAULT 0,
  pulled INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  bytes_up INTEGER NOT NULL DEFAULT 0,
  bytes_down INTEGER NOT NULL DEFAULT 0,
  sentence TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE backup_log(
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  path TEXT NOT NULL,
  kind TEXT NOT NULL,
  bytes INTEGER NOT NULL DEFAULT 0,
  ok INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE ahead_row(
  no INTEGER PRIMARY KEY, ent TEXT NOT NULL, id TEXT NOT NULL,
  cut INTEGER NOT NULL, op_seq INTEGER NOT NULL, shown TEXT NOT NULL, hub TEXT NOT NULL DEFAULT '',
  heard_at TEXT NOT NULL DEFAULT '', offered INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX ahead_row_of_record ON ahead_row(ent, id);
CREATE TABLE work_calendar(
  day TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('off', 'work')),
  name TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE patient_key(
  key TEXT NOT NULL, patient_id TEXT NOT NULL, PRIMARY KEY(key, patient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX patient_key_by_patient ON patient_key(patient_id);
CREATE TABLE patient_stale(patient_id TEXT NOT NULL) STRICT;
CREATE INDEX patient_by_id_no ON patient(id_no) WHERE id_no <> '';
CREATE INDEX patient_by_phone ON patient(phone) WHERE phone <> '';
CREATE INDEX patient_by_name ON patient(name);
CREATE INDEX patient_by_village ON patient(village);
CREATE INDEX patient_by_doctor ON patient(responsible_doctor);
CREATE TRIGGER patient_stale_added AFTER INSERT ON patient
BEGIN INSERT INTO patient_stale VALUES (NEW.id); END;
CREATE TRIGGER patient_stale_changed
AFTER UPDATE OF name, id_no, phone, contact_phone, archive_no, village, _void ON patient
BEGIN INSERT INTO patient_stale VALUES (NEW.id); END;
CREATE TRIGGER patient_stale_gone AFTER DELETE ON patient
BEGIN INSERT INTO patient_stale VALUES (OLD.id); END;
CREATE TRIGGER patient_stale_linked AFTER INSERT ON patient_link
BEGIN
  INSERT INTO patient_stale VALUES (coalesce(NEW.loser_id, ''));
  INSERT INTO patient_stale VALUES (coalesce(NEW.winner_id, ''));
END;
CREATE TRIGGER patient_stale_relinked AFTER UPDATE OF loser_id, winner_id, _void ON patient_link
BEGIN
  INSERT INTO patient_stale VALUES (coalesce(NEW.loser_id, ''));
  INSERT INTO patient_stale VALUES (coalesce(NEW.winner_id, ''));
END;

CREATE TABLE referral_now(
  referral_id TEXT PRIMARY KEY NOT NULL,
  patient_id TEXT NOT NULL,
  direction TEXT NOT NULL,
  phase TEXT NOT NULL,
  holder TEXT NOT NULL,
  sender TEXT NOT NULL,
  receiver TEXT NOT NULL,
  since TEXT NOT NULL,
  urgent INTEGER NOT NULL,
  day TEXT NOT NULL,
  made TEXT NOT NULL,
  clashes INTEGER NOT NULL,
  printed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX referral_now_by_holder ON referral_now(holder, urgent DESC, since, referral_id);
CREATE INDEX referral_now_by_day ON referral_now(day, made, referral_id);
CREATE INDEX referral_by_slip ON referral(slip_no);
CREATE INDEX referral_return_by_slip ON referral_return(slip_no);
CREATE TABLE referral_stale(referral_id TEXT NOT NULL) STRICT;
CREATE TRIGGER referral_stale_added AFTER INSERT ON referral
BEGIN INSERT INTO referral_stale VALUES (NEW.id); END;
CREATE TRIGGER referral_stale_changed
AFTER UPDATE OF patient_id, direction, from_org, to_org, urgency, referral_date, _void ON referral
BEGIN INSERT INTO referral_stale VALUES (NEW.id); END;
CREATE TRIGGER referral_stale_gone AFTER DELETE ON referral
BEGIN INSERT INTO referral_stale VALUES (OLD.id); END;
CREATE TRIGGER referral_event_stale_added AFTER INSERT ON referral_event
BEGIN INSERT INTO referral_stale VALUES (coalesce(NEW.referral_id, '')); END;
CREATE TRIGGER referral_event_stale_changed
AFTER UPDATE OF referral_id, event, at, entered_at, by_org, details, after, _void ON referral_event
BEGIN
  INSERT INTO referral_stale VALUES (coalesce(NEW.referral_id, ''));
  INSERT INTO referral_stale VALUES (coalesce(OLD.referral_id, ''));
END;

CREATE TABLE attachment_file(
  sha256 TEXT PRIMARY KEY NOT NULL,
  size INTEGER NOT NULL,
  have INTEGER NOT NULL DEFAULT 0,
  at_hub INTEGER NOT NULL DEFAULT 0,
  hub_epoch TEXT NOT NULL DEFAULT '',
  checked_at TEXT NOT NULL DEFAULT '',
  wanted INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  retry_at TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  used_at TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE attachment_part(
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, start INTEGER NOT NULL, bytes BLOB NOT NULL,
  UNIQUE(sha256, start)
) STRICT;
CREATE INDEX attachment_file_by_hub ON attachment_file(hub_epoch, checked_at);
CREATE INDEX attachment_file_wanted ON attachment_file(sha256) WHERE wanted = 1;
CREATE INDEX attachment_by_sha256 ON attachment(sha256);
CREATE INDEX attachment_by_added ON attachment(added_at);
CREATE INDEX referral_message_asked ON referral_message(role, at) WHERE role = 'question';
CREATE INDEX follow_up_plan_open ON follow_up_plan(due_on, id) WHERE coalesce(closed_on, '') = '';
CREATE INDEX family_contract_open ON family_contract(ends_on, id) WHERE coalesce(closed_on, '') = '';
CREATE INDEX conflict_by_status ON conflict(status, id);
CREATE INDEX conflict_by_record ON conflict(rec_id);
"""
"""Made after the synced tables. ``patient_key`` and ``referral_now`` are derived: a unit of work rebuilds
what its writes made stale before it commits, whether the writes came from a form or from the hub. The lists
of what is stale may name a record twice: inside a trigger, OR IGNORE gives way to the outer statement's own
conflict clause, so a unique list would refuse an upsert."""
