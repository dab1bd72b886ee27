CREATE TRIGGER allergy_added AFTER INSERT ON allergy WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'allergy', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('allergy', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT _rev FROM patient WHERE id = NEW.patient_id), 0) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v UNION ALL SELECT 'substance' AS f, NEW.substance AS v UNION ALL SELECT 'substance_code' AS f, NEW.substance_code AS v UNION ALL SELECT 'reaction' AS f, NEW.reaction AS v UNION ALL SELECT 'noted_on' AS f, NEW.noted_on AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER allergy_changed AFTER UPDATE ON allergy
WHEN sync_applying() = 0 AND (NEW.patient_id IS NOT OLD.patient_id OR NEW.substance IS NOT OLD.substance OR NEW.substance_code IS NOT OLD.substance_code OR NEW.reaction IS NOT OLD.reaction OR NEW.noted_on IS NOT OLD.noted_on)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'allergy', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('allergy', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'allergy' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'substance' AS f, NEW.substance AS v WHERE NEW.substance IS NOT OLD.substance UNION ALL SELECT 'substance_code' AS f, NEW.substance_code AS v WHERE NEW.substance_code IS NOT OLD.substance_code UNION ALL SELECT 'reaction' AS f, NEW.reaction AS v WHERE NEW.reaction IS NOT OLD.reaction UNION ALL SELECT 'noted_on' AS f, NEW.noted_on AS v WHERE NEW.noted_on IS NOT OLD.noted_on))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'substance' AS f, NEW.substance AS v WHERE NEW.substance IS NOT OLD.substance UNION ALL SELECT 'substance_code' AS f, NEW.substance_code AS v WHERE NEW.substance_code IS NOT OLD.substance_code UNION ALL SELECT 'reaction' AS f, NEW.reaction AS v WHERE NEW.reaction IS NOT OLD.reaction UNION ALL SELECT 'noted_on' AS f, NEW.noted_on AS v WHERE NEW.noted_on IS NOT OLD.noted_on)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, OLD.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'substance' AS f, OLD.substance AS v WHERE NEW.substance IS NOT OLD.substance UNION ALL SELECT 'substance_code' AS f, OLD.substance_code AS v WHERE NEW.substance_code IS NOT OLD.substance_code)) AS olds) v;
END;
CREATE TRIGGER allergy_keep BEFORE DELETE ON allergy WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER allergy_voided AFTER UPDATE ON allergy
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'allergy', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('allergy', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER attachment_added AFTER INSERT ON attachment WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'attachment', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('attachment', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'referral_id' AS f, NEW.referral_id AS v UNION ALL SELECT 'message_id' AS f, NEW.message_id AS v UNION ALL SELECT 'purpose' AS f, NEW.purpose AS v UNION ALL SELECT 'name' AS f, NEW.name AS v UNION ALL SELECT 'media_type' AS f, NEW.media_type AS v UNION ALL SELECT 'sha256' AS f, NEW.sha256 AS v UNION ALL SELECT 'size' AS f, NEW.size AS v UNION ALL SELECT 'added_at' AS f, NEW.added_at AS v UNION ALL SELECT 'by_org' AS f, NEW.by_org AS v UNION ALL SELECT 'by_org_name' AS f, NEW.by_org_name AS v UNION ALL SELECT 'by_name' AS f, NEW.by_name AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER attachment_changed AFTER UPDATE ON attachment
WHEN sync_applying() = 0 AND (NEW.referral_id IS NOT OLD.referral_id OR NEW.message_id IS NOT OLD.message_id OR NEW.purpose IS NOT OLD.purpose OR NEW.name IS NOT OLD.name OR NEW.media_type IS NOT OLD.media_type OR NEW.sha256 IS NOT OLD.sha256 OR NEW.size IS NOT OLD.size OR NEW.added_at IS NOT OLD.added_at OR NEW.by_org IS NOT OLD.by_org OR NEW.by_org_name IS NOT OLD.by_org_name OR NEW.by_name IS NOT OLD.by_name)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'attachment', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('attachment', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'attachment' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'referral_id' AS f, NEW.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id UNION ALL SELECT 'message_id' AS f, NEW.message_id AS v WHERE NEW.message_id IS NOT OLD.message_id UNION ALL SELECT 'purpose' AS f, NEW.purpose AS v WHERE NEW.purpose IS NOT OLD.purpose UNION ALL SELECT 'name' AS f, NEW.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'media_type' AS f, NEW.media_type AS v WHERE NEW.media_type IS NOT OLD.media_type UNION ALL SELECT 'sha256' AS f, NEW.sha256 AS v WHERE NEW.sha256 IS NOT OLD.sha256 UNION ALL SELECT 'size' AS f, NEW.size AS v WHERE NEW.size IS NOT OLD.size UNION ALL SELECT 'added_at' AS f, NEW.added_at AS v WHERE NEW.added_at IS NOT OLD.added_at UNION ALL SELECT 'by_org' AS f, NEW.by_org AS v WHERE NEW.by_org IS NOT OLD.by_org UNION ALL SELECT 'by_org_name' AS f, NEW.by_org_name AS v WHERE NEW.by_org_name IS NOT OLD.by_org_name UNION ALL SELECT 'by_name' AS f, NEW.by_name AS v WHERE NEW.by_name IS NOT OLD.by_name))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'referral_id' AS f, NEW.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id UNION ALL SELECT 'message_id' AS f, NEW.message_id AS v WHERE NEW.message_id IS NOT OLD.message_id UNION ALL SELECT 'purpose' AS f, NEW.purpose AS v WHERE NEW.purpose IS NOT OLD.purpose UNION ALL SELECT 'name' AS f, NEW.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'media_type' AS f, NEW.media_type AS v WHERE NEW.media_type IS NOT OLD.media_type UNION ALL SELECT 'sha256' AS f, NEW.sha256 AS v WHERE NEW.sha256 IS NOT OLD.sha256 UNION ALL SELECT 'size' AS f, NEW.size AS v WHERE NEW.size IS NOT OLD.size UNION ALL SELECT 'added_at' AS f, NEW.added_at AS v WHERE NEW.added_at IS NOT OLD.added_at UNION ALL SELECT 'by_org' AS f, NEW.by_org AS v WHERE NEW.by_org IS NOT OLD.by_org UNION ALL SELECT 'by_org_name' AS f, NEW.by_org_name AS v WHERE NEW.by_org_name IS NOT OLD.by_org_name UNION ALL SELECT 'by_name' AS f, NEW.by_name AS v WHERE NEW.by_name IS NOT OLD.by_name)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'referral_id' AS f, OLD.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id UNION ALL SELECT 'message_id' AS f, OLD.message_id AS v WHERE NEW.message_id IS NOT OLD.message_id UNION ALL SELECT 'media_type' AS f, OLD.media_type AS v WHERE NEW.media_type IS NOT OLD.media_type UNION ALL SELECT 'sha256' AS f, OLD.sha256 AS v WHERE NEW.sha256 IS NOT OLD.sha256 UNION ALL SELECT 'size' AS f, OLD.size AS v WHERE NEW.size IS NOT OLD.size UNION ALL SELECT 'added_at' AS f, OLD.added_at AS v WHERE NEW.added_at IS NOT OLD.added_at UNION ALL SELECT 'by_org' AS f, OLD.by_org AS v WHERE NEW.by_org IS NOT OLD.by_org UNION ALL SELECT 'by_org_name' AS f, OLD.by_org_name AS v WHERE NEW.by_org_name IS NOT OLD.by_org_name UNION ALL SELECT 'by_name' AS f, OLD.by_name AS v WHERE NEW.by_name IS NOT OLD.by_name)) AS olds) v;
END;
CREATE TRIGGER attachment_keep BEFORE DELETE ON attachment WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER attachment_voided AFTER UPDATE ON attachment
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'attachment', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('attachment', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is never shortened'); END;
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
CREATE TRIGGER conflict_added AFTER INSERT ON conflict WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'conflict', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('conflict', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'ent' AS f, NEW.ent AS v UNION ALL SELECT 'rec_id' AS f, NEW.rec_id AS v UNION ALL SELECT 'field' AS f, NEW.field AS v UNION ALL SELECT 'merge' AS f, NEW.merge AS v UNION ALL SELECT 'base' AS f, NEW.base AS v UNION ALL SELECT 'kept' AS f, NEW.kept AS v UNION ALL SELECT 'kept_by' AS f, NEW.kept_by AS v UNION ALL SELECT 'kept_org' AS f, NEW.kept_org AS v UNION ALL SELECT 'kept_at' AS f, NEW.kept_at AS v UNION ALL SELECT 'other' AS f, NEW.other AS v UNION ALL SELECT 'other_by' AS f, NEW.other_by AS v UNION ALL SELECT 'other_org' AS f, NEW.other_org AS v UNION ALL SELECT 'other_at' AS f, NEW.other_at AS v UNION ALL SELECT 'status' AS f, NEW.status AS v UNION ALL SELECT 'choice' AS f, NEW.choice AS v UNION ALL SELECT 'chosen' AS f, NEW.chosen AS v UNION ALL SELECT 'resolved_by' AS f, NEW.resolved_by AS v UNION ALL SELECT 'resolved_at' AS f, NEW.resolved_at AS v UNION ALL SELECT 'opened_at' AS f, NEW.opened_at AS v UNION ALL SELECT 'patient_id' AS f, NEW.patient_id AS v UNION ALL SELECT 'referral_id' AS f, NEW.referral_id AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER conflict_changed AFTER UPDATE ON conflict
WHEN sync_applying() = 0 AND (NEW.ent IS NOT OLD.ent OR NEW.rec_id IS NOT OLD.rec_id OR NEW.field IS NOT OLD.field OR NEW.merge IS NOT OLD.merge OR NEW.base IS NOT OLD.base OR NEW.kept IS NOT OLD.kept OR NEW.kept_by IS NOT OLD.kept_by OR NEW.kept_org IS NOT OLD.kept_org OR NEW.kept_at IS NOT OLD.kept_at OR NEW.other IS NOT OLD.other OR NEW.other_by IS NOT OLD.other_by OR NEW.other_org IS NOT OLD.other_org OR NEW.other_at IS NOT OLD.other_at OR NEW.status IS NOT OLD.status OR NEW.choice IS NOT OLD.choice OR NEW.chosen IS NOT OLD.chosen OR NEW.resolved_by IS NOT OLD.resolved_by OR NEW.resolved_at IS NOT OLD.resolved_at OR NEW.opened_at IS NOT OLD.opened_at OR NEW.patient_id IS NOT OLD.patient_id OR NEW.referral_id IS NOT OLD.referral_id)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'conflict', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('conflict', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'conflict' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'ent' AS f, NEW.ent AS v WHERE NEW.ent IS NOT OLD.ent UNION ALL SELECT 'rec_id' AS f, NEW.rec_id AS v WHERE NEW.rec_id IS NOT OLD.rec_id UNION ALL SELECT 'field' AS f, NEW.field AS v WHERE NEW.field IS NOT OLD.field UNION ALL SELECT 'merge' AS f, NEW.merge AS v WHERE NEW.merge IS NOT OLD.merge UNION ALL SELECT 'base' AS f, NEW.base AS v WHERE NEW.base IS NOT OLD.base UNION ALL SELECT 'kept' AS f, NEW.kept AS v WHERE NEW.kept IS NOT OLD.kept UNION ALL SELECT 'kept_by' AS f, NEW.kept_by AS v WHERE NEW.kept_by IS NOT OLD.kept_by UNION ALL SELECT 'kept_org' AS f, NEW.kept_org AS v WHERE NEW.kept_org IS NOT OLD.kept_org UNION ALL SELECT 'kept_at' AS f, NEW.kept_at AS v WHERE NEW.kept_at IS NOT OLD.kept_at UNION ALL SELECT 'other' AS f, NEW.other AS v WHERE NEW.other IS NOT OLD.other UNION ALL SELECT 'other_by' AS f, NEW.other_by AS v WHERE NEW.other_by IS NOT OLD.other_by UNION ALL SELECT 'other_org' AS f, NEW.other_org AS v WHERE NEW.other_org IS NOT OLD.other_org UNION ALL SELECT 'other_at' AS f, NEW.other_at AS v WHERE NEW.other_at IS NOT OLD.other_at UNION ALL SELECT 'status' AS f, NEW.status AS v WHERE NEW.status IS NOT OLD.status UNION ALL SELECT 'choice' AS f, NEW.choice AS v WHERE NEW.choice IS NOT OLD.choice UNION ALL SELECT 'chosen' AS f, NEW.chosen AS v WHERE NEW.chosen IS NOT OLD.chosen UNION ALL SELECT 'resolved_by' AS f, NEW.resolved_by AS v WHERE NEW.resolved_by IS NOT OLD.resolved_by UNION ALL SELECT 'resolved_at' AS f, NEW.resolved_at AS v WHERE NEW.resolved_at IS NOT OLD.resolved_at UNION ALL SELECT 'opened_at' AS f, NEW.opened_at AS v WHERE NEW.opened_at IS NOT OLD.opened_at UNION ALL SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'referral_id' AS f, NEW.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'ent' AS f, NEW.ent AS v WHERE NEW.ent IS NOT OLD.ent UNION ALL SELECT 'rec_id' AS f, NEW.rec_id AS v WHERE NEW.rec_id IS NOT OLD.rec_id UNION ALL SELECT 'field' AS f, NEW.field AS v WHERE NEW.field IS NOT OLD.field UNION ALL SELECT 'merge' AS f, NEW.merge AS v WHERE NEW.merge IS NOT OLD.merge UNION ALL SELECT 'base' AS f, NEW.base AS v WHERE NEW.base IS NOT OLD.base UNION ALL SELECT 'kept' AS f, NEW.kept AS v WHERE NEW.kept IS NOT OLD.kept UNION ALL SELECT 'kept_by' AS f, NEW.kept_by AS v WHERE NEW.kept_by IS NOT OLD.kept_by UNION ALL SELECT 'kept_org' AS f, NEW.kept_org AS v WHERE NEW.kept_org IS NOT OLD.kept_org UNION ALL SELECT 'kept_at' AS f, NEW.kept_at AS v WHERE NEW.kept_at IS NOT OLD.kept_at UNION ALL SELECT 'other' AS f, NEW.other AS v WHERE NEW.other IS NOT OLD.other UNION ALL SELECT 'other_by' AS f, NEW.other_by AS v WHERE NEW.other_by IS NOT OLD.other_by UNION ALL SELECT 'other_org' AS f, NEW.other_org AS v WHERE NEW.other_org IS NOT OLD.other_org UNION ALL SELECT 'other_at' AS f, NEW.other_at AS v WHERE NEW.other_at IS NOT OLD.other_at UNION ALL SELECT 'status' AS f, NEW.status AS v WHERE NEW.status IS NOT OLD.status UNION ALL SELECT 'choice' AS f, NEW.choice AS v WHERE NEW.choice IS NOT OLD.choice UNION ALL SELECT 'chosen' AS f, NEW.chosen AS v WHERE NEW.chosen IS NOT OLD.chosen UNION ALL SELECT 'resolved_by' AS f, NEW.resolved_by AS v WHERE NEW.resolved_by IS NOT OLD.resolved_by UNION ALL SELECT 'resolved_at' AS f, NEW.resolved_at AS v WHERE NEW.resolved_at IS NOT OLD.resolved_at UNION ALL SELECT 'opened_at' AS f, NEW.opened_at AS v WHERE NEW.opened_at IS NOT OLD.opened_at UNION ALL SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'referral_id' AS f, NEW.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'ent' AS f, OLD.ent AS v WHERE NEW.ent IS NOT OLD.ent UNION ALL SELECT 'rec_id' AS f, OLD.rec_id AS v WHERE NEW.rec_id IS NOT OLD.rec_id UNION ALL SELECT 'field' AS f, OLD.field AS v WHERE NEW.field IS NOT OLD.field UNION ALL SELECT 'merge' AS f, OLD.merge AS v WHERE NEW.merge IS NOT OLD.merge UNION ALL SELECT 'base' AS f, OLD.base AS v WHERE NEW.base IS NOT OLD.base UNION ALL SELECT 'opened_at' AS f, OLD.opened_at AS v WHERE NEW.opened_at IS NOT OLD.opened_at UNION ALL SELECT 'patient_id' AS f, OLD.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'referral_id' AS f, OLD.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id)) AS olds) v;
END;
CREATE TRIGGER conflict_keep BEFORE DELETE ON conflict WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER conflict_voided AFTER UPDATE ON conflict
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'conflict', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('conflict', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER contact_card_added AFTER INSERT ON contact_card WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'contact_card', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('contact_card', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'org_id' AS f, NEW.org_id AS v UNION ALL SELECT 'dept' AS f, NEW.dept AS v UNION ALL SELECT 'person' AS f, NEW.person AS v UNION ALL SELECT 'role' AS f, NEW.role AS v UNION ALL SELECT 'phone' AS f, NEW.phone AS v UNION ALL SELECT 'hours' AS f, NEW.hours AS v UNION ALL SELECT 'checked_on' AS f, NEW.checked_on AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER contact_card_changed AFTER UPDATE ON contact_card
WHEN sync_applying() = 0 AND (NEW.org_id IS NOT OLD.org_id OR NEW.dept IS NOT OLD.dept OR NEW.person IS NOT OLD.person OR NEW.role IS NOT OLD.role OR NEW.phone IS NOT OLD.phone OR NEW.hours IS NOT OLD.hours OR NEW.checked_on IS NOT OLD.checked_on)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'contact_card', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('contact_card', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'contact_card' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'org_id' AS f, NEW.org_id AS v WHERE NEW.org_id IS NOT OLD.org_id UNION ALL SELECT 'dept' AS f, NEW.dept AS v WHERE NEW.dept IS NOT OLD.dept UNION ALL SELECT 'person' AS f, NEW.person AS v WHERE NEW.person IS NOT OLD.person UNION ALL SELECT 'role' AS f, NEW.role AS v WHERE NEW.role IS NOT OLD.role UNION ALL SELECT 'phone' AS f, NEW.phone AS v WHERE NEW.phone IS NOT OLD.phone UNION ALL SELECT 'hours' AS f, NEW.hours AS v WHERE NEW.hours IS NOT OLD.hours UNION ALL SELECT 'checked_on' AS f, NEW.checked_on AS v WHERE NEW.checked_on IS NOT OLD.checked_on))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'org_id' AS f, NEW.org_id AS v WHERE NEW.org_id IS NOT OLD.org_id UNION ALL SELECT 'dept' AS f, NEW.dept AS v WHERE NEW.dept IS NOT OLD.dept UNION ALL SELECT 'person' AS f, NEW.person AS v WHERE NEW.person IS NOT OLD.person UNION ALL SELECT 'role' AS f, NEW.role AS v WHERE NEW.role IS NOT OLD.role UNION ALL SELECT 'phone' AS f, NEW.phone AS v WHERE NEW.phone IS NOT OLD.phone UNION ALL SELECT 'hours' AS f, NEW.hours AS v WHERE NEW.hours IS NOT OLD.hours UNION ALL SELECT 'checked_on' AS f, NEW.checked_on AS v WHERE NEW.checked_on IS NOT OLD.checked_on)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'org_id' AS f, OLD.org_id AS v WHERE NEW.org_id IS NOT OLD.org_id)) AS olds) v;
END;
CREATE TRIGGER contact_card_keep BEFORE DELETE ON contact_card WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER contact_card_voided AFTER UPDATE ON contact_card
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'contact_card', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('contact_card', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER device_key_added AFTER INSERT ON device_key WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'device_key', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('device_key', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'org_id' AS f, NEW.org_id AS v UNION ALL SELECT 'public_key' AS f, NEW.public_key AS v UNION ALL SELECT 'enrolled_at' AS f, NEW.enrolled_at AS v UNION ALL SELECT 'revoked_at' AS f, NEW.revoked_at AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER device_key_changed AFTER UPDATE ON device_key
WHEN sync_applying() = 0 AND (NEW.org_id IS NOT OLD.org_id OR NEW.public_key IS NOT OLD.public_key OR NEW.enrolled_at IS NOT OLD.enrolled_at OR NEW.revoked_at IS NOT OLD.revoked_at)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'device_key', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('device_key', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'device_key' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'org_id' AS f, NEW.org_id AS v WHERE NEW.org_id IS NOT OLD.org_id UNION ALL SELECT 'public_key' AS f, NEW.public_key AS v WHERE NEW.public_key IS NOT OLD.public_key UNION ALL SELECT 'enrolled_at' AS f, NEW.enrolled_at AS v WHERE NEW.enrolled_at IS NOT OLD.enrolled_at UNION ALL SELECT 'revoked_at' AS f, NEW.revoked_at AS v WHERE NEW.revoked_at IS NOT OLD.revoked_at))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'org_id' AS f, NEW.org_id AS v WHERE NEW.org_id IS NOT OLD.org_id UNION ALL SELECT 'public_key' AS f, NEW.public_key AS v WHERE NEW.public_key IS NOT OLD.public_key UNION ALL SELECT 'enrolled_at' AS f, NEW.enrolled_at AS v WHERE NEW.enrolled_at IS NOT OLD.enrolled_at UNION ALL SELECT 'revoked_at' AS f, NEW.revoked_at AS v WHERE NEW.revoked_at IS NOT OLD.revoked_at)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'org_id' AS f, OLD.org_id AS v WHERE NEW.org_id IS NOT OLD.org_id UNION ALL SELECT 'public_key' AS f, OLD.public_key AS v WHERE NEW.public_key IS NOT OLD.public_key UNION ALL SELECT 'enrolled_at' AS f, OLD.enrolled_at AS v WHERE NEW.enrolled_at IS NOT OLD.enrolled_at)) AS olds) v;
END;
CREATE TRIGGER device_key_keep BEFORE DELETE ON device_key WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER device_key_voided AFTER UPDATE ON device_key
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'device_key', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('device_key', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER doctor_team_added AFTER INSERT ON doctor_team WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'doctor_team', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('doctor_team', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'org_id' AS f, NEW.org_id AS v UNION ALL SELECT 'name' AS f, NEW.name AS v UNION ALL SELECT 'leader' AS f, NEW.leader AS v UNION ALL SELECT 'phone' AS f, NEW.phone AS v UNION ALL SELECT 'members' AS f, NEW.members AS v UNION ALL SELECT 'hours' AS f, NEW.hours AS v UNION ALL SELECT 'villages' AS f, NEW.villages AS v UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER doctor_team_changed AFTER UPDATE ON doctor_team
WHEN sync_applying() = 0 AND (NEW.org_id IS NOT OLD.org_id OR NEW.name IS NOT OLD.name OR NEW.leader IS NOT OLD.leader OR NEW.phone IS NOT OLD.phone OR NEW.members IS NOT OLD.members OR NEW.hours IS NOT OLD.hours OR NEW.villages IS NOT OLD.villages OR NEW.closed_on IS NOT OLD.closed_on)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'doctor_team', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('doctor_team', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'doctor_team' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'org_id' AS f, NEW.org_id AS v WHERE NEW.org_id IS NOT OLD.org_id UNION ALL SELECT 'name' AS f, NEW.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'leader' AS f, NEW.leader AS v WHERE NEW.leader IS NOT OLD.leader UNION ALL SELECT 'phone' AS f, NEW.phone AS v WHERE NEW.phone IS NOT OLD.phone UNION ALL SELECT 'members' AS f, NEW.members AS v WHERE NEW.members IS NOT OLD.members UNION ALL SELECT 'hours' AS f, NEW.hours AS v WHERE NEW.hours IS NOT OLD.hours UNION ALL SELECT 'villages' AS f, NEW.villages AS v WHERE NEW.villages IS NOT OLD.villages UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v WHERE NEW.closed_on IS NOT OLD.closed_on))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'org_id' AS f, NEW.org_id AS v WHERE NEW.org_id IS NOT OLD.org_id UNION ALL SELECT 'name' AS f, NEW.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'leader' AS f, NEW.leader AS v WHERE NEW.leader IS NOT OLD.leader UNION ALL SELECT 'phone' AS f, NEW.phone AS v WHERE NEW.phone IS NOT OLD.phone UNION ALL SELECT 'members' AS f, NEW.members AS v WHERE NEW.members IS NOT OLD.members UNION ALL SELECT 'hours' AS f, NEW.hours AS v WHERE NEW.hours IS NOT OLD.hours UNION ALL SELECT 'villages' AS f, NEW.villages AS v WHERE NEW.villages IS NOT OLD.villages UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v WHERE NEW.closed_on IS NOT OLD.closed_on)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'org_id' AS f, OLD.org_id AS v WHERE NEW.org_id IS NOT OLD.org_id)) AS olds) v;
END;
CREATE TRIGGER doctor_team_keep BEFORE DELETE ON doctor_team WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER doctor_team_voided AFTER UPDATE ON doctor_team
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'doctor_team', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('doctor_team', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER family_contract_added AFTER INSERT ON family_contract WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'family_contract', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('family_contract', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v UNION ALL SELECT 'team_id' AS f, NEW.team_id AS v UNION ALL SELECT 'team_name' AS f, NEW.team_name AS v UNION ALL SELECT 'doctor' AS f, NEW.doctor AS v UNION ALL SELECT 'doctor_phone' AS f, NEW.doctor_phone AS v UNION ALL SELECT 'agreement_no' AS f, NEW.agreement_no AS v UNION ALL SELECT 'signed_on' AS f, NEW.signed_on AS v UNION ALL SELECT 'starts_on' AS f, NEW.starts_on AS v UNION ALL SELECT 'ends_on' AS f, NEW.ends_on AS v UNION ALL SELECT 'services' AS f, NEW.services AS v UNION ALL SELECT 'signer' AS f, NEW.signer AS v UNION ALL SELECT 'signer_relation' AS f, NEW.signer_relation AS v UNION ALL SELECT 'previous_id' AS f, NEW.previous_id AS v UNION ALL SELECT 'closed_reason' AS f, NEW.closed_reason AS v UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v UNION ALL SELECT 'closed_note' AS f, NEW.closed_note AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER family_contract_changed AFTER UPDATE ON family_contract
WHEN sync_applying() = 0 AND (NEW.patient_id IS NOT OLD.patient_id OR NEW.team_id IS NOT OLD.team_id OR NEW.team_name IS NOT OLD.team_name OR NEW.doctor IS NOT OLD.doctor OR NEW.doctor_phone IS NOT OLD.doctor_phone OR NEW.agreement_no IS NOT OLD.agreement_no OR NEW.signed_on IS NOT OLD.signed_on OR NEW.starts_on IS NOT OLD.starts_on OR NEW.ends_on IS NOT OLD.ends_on OR NEW.services IS NOT OLD.services OR NEW.signer IS NOT OLD.signer OR NEW.signer_relation IS NOT OLD.signer_relation OR NEW.previous_id IS NOT OLD.previous_id OR NEW.closed_reason IS NOT OLD.closed_reason OR NEW.closed_on IS NOT OLD.closed_on OR NEW.closed_note IS NOT OLD.closed_note)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'family_contract', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('family_contract', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'family_contract' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'team_id' AS f, NEW.team_id AS v WHERE NEW.team_id IS NOT OLD.team_id UNION ALL SELECT 'team_name' AS f, NEW.team_name AS v WHERE NEW.team_name IS NOT OLD.team_name UNION ALL SELECT 'doctor' AS f, NEW.doctor AS v WHERE NEW.doctor IS NOT OLD.doctor UNION ALL SELECT 'doctor_phone' AS f, NEW.doctor_phone AS v WHERE NEW.doctor_phone IS NOT OLD.doctor_phone UNION ALL SELECT 'agreement_no' AS f, NEW.agreement_no AS v WHERE NEW.agreement_no IS NOT OLD.agreement_no UNION ALL SELECT 'signed_on' AS f, NEW.signed_on AS v WHERE NEW.signed_on IS NOT OLD.signed_on UNION ALL SELECT 'starts_on' AS f, NEW.starts_on AS v WHERE NEW.starts_on IS NOT OLD.starts_on UNION ALL SELECT 'ends_on' AS f, NEW.ends_on AS v WHERE NEW.ends_on IS NOT OLD.ends_on UNION ALL SELECT 'services' AS f, NEW.services AS v WHERE NEW.services IS NOT OLD.services UNION ALL SELECT 'signer' AS f, NEW.signer AS v WHERE NEW.signer IS NOT OLD.signer UNION ALL SELECT 'signer_relation' AS f, NEW.signer_relation AS v WHERE NEW.signer_relation IS NOT OLD.signer_relation UNION ALL SELECT 'previous_id' AS f, NEW.previous_id AS v WHERE NEW.previous_id IS NOT OLD.previous_id UNION ALL SELECT 'closed_reason' AS f, NEW.closed_reason AS v WHERE NEW.closed_reason IS NOT OLD.closed_reason UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v WHERE NEW.closed_on IS NOT OLD.closed_on UNION ALL SELECT 'closed_note' AS f, NEW.closed_note AS v WHERE NEW.closed_note IS NOT OLD.closed_note))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'team_id' AS f, NEW.team_id AS v WHERE NEW.team_id IS NOT OLD.team_id UNION ALL SELECT 'team_name' AS f, NEW.team_name AS v WHERE NEW.team_name IS NOT OLD.team_name UNION ALL SELECT 'doctor' AS f, NEW.doctor AS v WHERE NEW.doctor IS NOT OLD.doctor UNION ALL SELECT 'doctor_phone' AS f, NEW.doctor_phone AS v WHERE NEW.doctor_phone IS NOT OLD.doctor_phone UNION ALL SELECT 'agreement_no' AS f, NEW.agreement_no AS v WHERE NEW.agreement_no IS NOT OLD.agreement_no UNION ALL SELECT 'signed_on' AS f, NEW.signed_on AS v WHERE NEW.signed_on IS NOT OLD.signed_on UNION ALL SELECT 'starts_on' AS f, NEW.starts_on AS v WHERE NEW.starts_on IS NOT OLD.starts_on UNION ALL SELECT 'ends_on' AS f, NEW.ends_on AS v WHERE NEW.ends_on IS NOT OLD.ends_on UNION ALL SELECT 'services' AS f, NEW.services AS v WHERE NEW.services IS NOT OLD.services UNION ALL SELECT 'signer' AS f, NEW.signer AS v WHERE NEW.signer IS NOT OLD.signer UNION ALL SELECT 'signer_relation' AS f, NEW.signer_relation AS v WHERE NEW.signer_relation IS NOT OLD.signer_relation UNION ALL SELECT 'previous_id' AS f, NEW.previous_id AS v WHERE NEW.previous_id IS NOT OLD.previous_id UNION ALL SELECT 'closed_reason' AS f, NEW.closed_reason AS v WHERE NEW.closed_reason IS NOT OLD.closed_reason UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v WHERE NEW.closed_on IS NOT OLD.closed_on UNION ALL SELECT 'closed_note' AS f, NEW.closed_note AS v WHERE NEW.closed_note IS NOT OLD.closed_note)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, OLD.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'previous_id' AS f, OLD.previous_id AS v WHERE NEW.previous_id IS NOT OLD.previous_id)) AS olds) v;
END;
CREATE TRIGGER family_contract_keep BEFORE DELETE ON family_contract WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER family_contract_voided AFTER UPDATE ON family_contract
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'family_contract', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('family_contract', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER follow_up_added AFTER INSERT ON follow_up WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'follow_up', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('follow_up', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v UNION ALL SELECT 'plan_id' AS f, NEW.plan_id AS v UNION ALL SELECT 'referral_id' AS f, NEW.referral_id AS v UNION ALL SELECT 'form' AS f, NEW.form AS v UNION ALL SELECT 'edition' AS f, NEW.edition AS v UNION ALL SELECT 'visited_on' AS f, NEW.visited_on AS v UNION ALL SELECT 'way' AS f, NEW.way AS v UNION ALL SELECT 'doctor' AS f, NEW.doctor AS v UNION ALL SELECT 'answers' AS f, NEW.answers AS v UNION ALL SELECT 'result_class' AS f, NEW.result_class AS v UNION ALL SELECT 'next_on' AS f, NEW.next_on AS v UNION ALL SELECT 'note' AS f, NEW.note AS v UNION ALL SELECT 'supersedes' AS f, NEW.supersedes AS v UNION ALL SELECT 'late' AS f, NEW.late AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER follow_up_changed BEFORE UPDATE ON follow_up
WHEN sync_applying() = 0 AND (NEW.patient_id IS NOT OLD.patient_id OR NEW.plan_id IS NOT OLD.plan_id OR NEW.referral_id IS NOT OLD.referral_id OR NEW.form IS NOT OLD.form OR NEW.edition IS NOT OLD.edition OR NEW.visited_on IS NOT OLD.visited_on OR NEW.way IS NOT OLD.way OR NEW.doctor IS NOT OLD.doctor OR NEW.answers IS NOT OLD.answers OR NEW.result_class IS NOT OLD.result_class OR NEW.next_on IS NOT OLD.next_on OR NEW.note IS NOT OLD.note OR NEW.supersedes IS NOT OLD.supersedes OR NEW.late IS NOT OLD.late)
BEGIN SELECT RAISE(ABORT, 'this record is never changed; add one that supersedes it'); END;
CREATE TRIGGER follow_up_keep BEFORE DELETE ON follow_up WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER follow_up_plan_added AFTER INSERT ON follow_up_plan WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'follow_up_plan', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('follow_up_plan', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v UNION ALL SELECT 'referral_id' AS f, NEW.referral_id AS v UNION ALL SELECT 'form' AS f, NEW.form AS v UNION ALL SELECT 'due_on' AS f, NEW.due_on AS v UNION ALL SELECT 'reason' AS f, NEW.reason AS v UNION ALL SELECT 'advice' AS f, NEW.advice AS v UNION ALL SELECT 'doctor' AS f, NEW.doctor AS v UNION ALL SELECT 'closed_reason' AS f, NEW.closed_reason AS v UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v UNION ALL SELECT 'closed_note' AS f, NEW.closed_note AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER follow_up_plan_changed AFTER UPDATE ON follow_up_plan
WHEN sync_applying() = 0 AND (NEW.patient_id IS NOT OLD.patient_id OR NEW.referral_id IS NOT OLD.referral_id OR NEW.form IS NOT OLD.form OR NEW.due_on IS NOT OLD.due_on OR NEW.reason IS NOT OLD.reason OR NEW.advice IS NOT OLD.advice OR NEW.doctor IS NOT OLD.doctor OR NEW.closed_reason IS NOT OLD.closed_reason OR NEW.closed_on IS NOT OLD.closed_on OR NEW.closed_note IS NOT OLD.closed_note)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'follow_up_plan', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('follow_up_plan', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'follow_up_plan' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'referral_id' AS f, NEW.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id UNION ALL SELECT 'form' AS f, NEW.form AS v WHERE NEW.form IS NOT OLD.form UNION ALL SELECT 'due_on' AS f, NEW.due_on AS v WHERE NEW.due_on IS NOT OLD.due_on UNION ALL SELECT 'reason' AS f, NEW.reason AS v WHERE NEW.reason IS NOT OLD.reason UNION ALL SELECT 'advice' AS f, NEW.advice AS v WHERE NEW.advice IS NOT OLD.advice UNION ALL SELECT 'doctor' AS f, NEW.doctor AS v WHERE NEW.doctor IS NOT OLD.doctor UNION ALL SELECT 'closed_reason' AS f, NEW.closed_reason AS v WHERE NEW.closed_reason IS NOT OLD.closed_reason UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v WHERE NEW.closed_on IS NOT OLD.closed_on UNION ALL SELECT 'closed_note' AS f, NEW.closed_note AS v WHERE NEW.closed_note IS NOT OLD.closed_note))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'referral_id' AS f, NEW.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id UNION ALL SELECT 'form' AS f, NEW.form AS v WHERE NEW.form IS NOT OLD.form UNION ALL SELECT 'due_on' AS f, NEW.due_on AS v WHERE NEW.due_on IS NOT OLD.due_on UNION ALL SELECT 'reason' AS f, NEW.reason AS v WHERE NEW.reason IS NOT OLD.reason UNION ALL SELECT 'advice' AS f, NEW.advice AS v WHERE NEW.advice IS NOT OLD.advice UNION ALL SELECT 'doctor' AS f, NEW.doctor AS v WHERE NEW.doctor IS NOT OLD.doctor UNION ALL SELECT 'closed_reason' AS f, NEW.closed_reason AS v WHERE NEW.closed_reason IS NOT OLD.closed_reason UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v WHERE NEW.closed_on IS NOT OLD.closed_on UNION ALL SELECT 'closed_note' AS f, NEW.closed_note AS v WHERE NEW.closed_note IS NOT OLD.closed_note)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, OLD.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'referral_id' AS f, OLD.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id UNION ALL SELECT 'advice' AS f, OLD.advice AS v WHERE NEW.advice IS NOT OLD.advice)) AS olds) v;
END;
CREATE TRIGGER follow_up_plan_keep BEFORE DELETE ON follow_up_plan WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER follow_up_plan_voided AFTER UPDATE ON follow_up_plan
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'follow_up_plan', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('follow_up_plan', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER follow_up_voided AFTER UPDATE ON follow_up
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'follow_up', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('follow_up', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER handover_kept BEFORE DELETE ON handover
BEGIN SELECT RAISE(ABORT, 'a record of a hand-over is never removed'); END;
CREATE TRIGGER handover_unchanged BEFORE UPDATE ON handover
BEGIN SELECT RAISE(ABORT, 'a record of a hand-over is never changed'); END;
CREATE TRIGGER medication_added AFTER INSERT ON medication WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'medication', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('medication', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT _rev FROM patient WHERE id = NEW.patient_id), 0) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v UNION ALL SELECT 'drug' AS f, NEW.drug AS v UNION ALL SELECT 'dosage' AS f, NEW.dosage AS v UNION ALL SELECT 'since_on' AS f, NEW.since_on AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER medication_changed AFTER UPDATE ON medication
WHEN sync_applying() = 0 AND (NEW.patient_id IS NOT OLD.patient_id OR NEW.drug IS NOT OLD.drug OR NEW.dosage IS NOT OLD.dosage OR NEW.since_on IS NOT OLD.since_on)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'medication', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('medication', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'medication' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'drug' AS f, NEW.drug AS v WHERE NEW.drug IS NOT OLD.drug UNION ALL SELECT 'dosage' AS f, NEW.dosage AS v WHERE NEW.dosage IS NOT OLD.dosage UNION ALL SELECT 'since_on' AS f, NEW.since_on AS v WHERE NEW.since_on IS NOT OLD.since_on))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'drug' AS f, NEW.drug AS v WHERE NEW.drug IS NOT OLD.drug UNION ALL SELECT 'dosage' AS f, NEW.dosage AS v WHERE NEW.dosage IS NOT OLD.dosage UNION ALL SELECT 'since_on' AS f, NEW.since_on AS v WHERE NEW.since_on IS NOT OLD.since_on)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, OLD.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'drug' AS f, OLD.drug AS v WHERE NEW.drug IS NOT OLD.drug UNION ALL SELECT 'dosage' AS f, OLD.dosage AS v WHERE NEW.dosage IS NOT OLD.dosage)) AS olds) v;
END;
CREATE TRIGGER medication_keep BEFORE DELETE ON medication WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER medication_voided AFTER UPDATE ON medication
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'medication', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('medication', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER organization_added AFTER INSERT ON organization WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'organization', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('organization', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'code' AS f, NEW.code AS v UNION ALL SELECT 'name' AS f, NEW.name AS v UNION ALL SELECT 'short_name' AS f, NEW.short_name AS v UNION ALL SELECT 'level' AS f, NEW.level AS v UNION ALL SELECT 'role' AS f, NEW.role AS v UNION ALL SELECT 'slip_prefix' AS f, NEW.slip_prefix AS v UNION ALL SELECT 'address' AS f, NEW.address AS v UNION ALL SELECT 'phone' AS f, NEW.phone AS v UNION ALL SELECT 'departments' AS f, NEW.departments AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER organization_changed AFTER UPDATE ON organization
WHEN sync_applying() = 0 AND (NEW.code IS NOT OLD.code OR NEW.name IS NOT OLD.name OR NEW.short_name IS NOT OLD.short_name OR NEW.level IS NOT OLD.level OR NEW.role IS NOT OLD.role OR NEW.slip_prefix IS NOT OLD.slip_prefix OR NEW.address IS NOT OLD.address OR NEW.phone IS NOT OLD.phone OR NEW.departments IS NOT OLD.departments)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'organization', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('organization', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'organization' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'code' AS f, NEW.code AS v WHERE NEW.code IS NOT OLD.code UNION ALL SELECT 'name' AS f, NEW.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'short_name' AS f, NEW.short_name AS v WHERE NEW.short_name IS NOT OLD.short_name UNION ALL SELECT 'level' AS f, NEW.level AS v WHERE NEW.level IS NOT OLD.level UNION ALL SELECT 'role' AS f, NEW.role AS v WHERE NEW.role IS NOT OLD.role UNION ALL SELECT 'slip_prefix' AS f, NEW.slip_prefix AS v WHERE NEW.slip_prefix IS NOT OLD.slip_prefix UNION ALL SELECT 'address' AS f, NEW.address AS v WHERE NEW.address IS NOT OLD.address UNION ALL SELECT 'phone' AS f, NEW.phone AS v WHERE NEW.phone IS NOT OLD.phone UNION ALL SELECT 'departments' AS f, NEW.departments AS v WHERE NEW.departments IS NOT OLD.departments))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'code' AS f, NEW.code AS v WHERE NEW.code IS NOT OLD.code UNION ALL SELECT 'name' AS f, NEW.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'short_name' AS f, NEW.short_name AS v WHERE NEW.short_name IS NOT OLD.short_name UNION ALL SELECT 'level' AS f, NEW.level AS v WHERE NEW.level IS NOT OLD.level UNION ALL SELECT 'role' AS f, NEW.role AS v WHERE NEW.role IS NOT OLD.role UNION ALL SELECT 'slip_prefix' AS f, NEW.slip_prefix AS v WHERE NEW.slip_prefix IS NOT OLD.slip_prefix UNION ALL SELECT 'address' AS f, NEW.address AS v WHERE NEW.address IS NOT OLD.address UNION ALL SELECT 'phone' AS f, NEW.phone AS v WHERE NEW.phone IS NOT OLD.phone UNION ALL SELECT 'departments' AS f, NEW.departments AS v WHERE NEW.departments IS NOT OLD.departments)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'code' AS f, OLD.code AS v WHERE NEW.code IS NOT OLD.code UNION ALL SELECT 'name' AS f, OLD.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'slip_prefix' AS f, OLD.slip_prefix AS v WHERE NEW.slip_prefix IS NOT OLD.slip_prefix)) AS olds) v;
END;
CREATE TRIGGER organization_keep BEFORE DELETE ON organization WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER organization_voided AFTER UPDATE ON organization
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'organization', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('organization', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER patient_added AFTER INSERT ON patient WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'patient', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('patient', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'name' AS f, NEW.name AS v UNION ALL SELECT 'gender' AS f, NEW.gender AS v UNION ALL SELECT 'birth_date' AS f, NEW.birth_date AS v UNION ALL SELECT 'id_type' AS f, NEW.id_type AS v UNION ALL SELECT 'id_no' AS f, NEW.id_no AS v UNION ALL SELECT 'no_id_reason' AS f, NEW.no_id_reason AS v UNION ALL SELECT 'phone' AS f, NEW.phone AS v UNION ALL SELECT 'address' AS f, NEW.address AS v UNION ALL SELECT 'village' AS f, NEW.village AS v UNION ALL SELECT 'contact_name' AS f, NEW.contact_name AS v UNION ALL SELECT 'contact_relation' AS f, NEW.contact_relation AS v UNION ALL SELECT 'contact_phone' AS f, NEW.contact_phone AS v UNION ALL SELECT 'ethnic' AS f, NEW.ethnic AS v UNION ALL SELECT 'blood_type' AS f, NEW.blood_type AS v UNION ALL SELECT 'rh' AS f, NEW.rh AS v UNION ALL SELECT 'marital' AS f, NEW.marital AS v UNION ALL SELECT 'occupation' AS f, NEW.occupation AS v UNION ALL SELECT 'payment' AS f, NEW.payment AS v UNION ALL SELECT 'insurance_no' AS f, NEW.insurance_no AS v UNION ALL SELECT 'archive_no' AS f, NEW.archive_no AS v UNION ALL SELECT 'exempt_reason' AS f, NEW.exempt_reason AS v UNION ALL SELECT 'responsible_doctor' AS f, NEW.responsible_doctor AS v UNION ALL SELECT 'past_history' AS f, NEW.past_history AS v UNION ALL SELECT 'note' AS f, NEW.note AS v UNION ALL SELECT 'closed_reason' AS f, NEW.closed_reason AS v UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER patient_changed AFTER UPDATE ON patient
WHEN sync_applying() = 0 AND (NEW.name IS NOT OLD.name OR NEW.gender IS NOT OLD.gender OR NEW.birth_date IS NOT OLD.birth_date OR NEW.id_type IS NOT OLD.id_type OR NEW.id_no IS NOT OLD.id_no OR NEW.no_id_reason IS NOT OLD.no_id_reason OR NEW.phone IS NOT OLD.phone OR NEW.address IS NOT OLD.address OR NEW.village IS NOT OLD.village OR NEW.contact_name IS NOT OLD.contact_name OR NEW.contact_relation IS NOT OLD.contact_relation OR NEW.contact_phone IS NOT OLD.contact_phone OR NEW.ethnic IS NOT OLD.ethnic OR NEW.blood_type IS NOT OLD.blood_type OR NEW.rh IS NOT OLD.rh OR NEW.marital IS NOT OLD.marital OR NEW.occupation IS NOT OLD.occupation OR NEW.payment IS NOT OLD.payment OR NEW.insurance_no IS NOT OLD.insurance_no OR NEW.archive_no IS NOT OLD.archive_no OR NEW.exempt_reason IS NOT OLD.exempt_reason OR NEW.responsible_doctor IS NOT OLD.responsible_doctor OR NEW.past_history IS NOT OLD.past_history OR NEW.note IS NOT OLD.note OR NEW.closed_reason IS NOT OLD.closed_reason OR NEW.closed_on IS NOT OLD.closed_on)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'patient', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('patient', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'patient' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'name' AS f, NEW.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'gender' AS f, NEW.gender AS v WHERE NEW.gender IS NOT OLD.gender UNION ALL SELECT 'birth_date' AS f, NEW.birth_date AS v WHERE NEW.birth_date IS NOT OLD.birth_date UNION ALL SELECT 'id_type' AS f, NEW.id_type AS v WHERE NEW.id_type IS NOT OLD.id_type UNION ALL SELECT 'id_no' AS f, NEW.id_no AS v WHERE NEW.id_no IS NOT OLD.id_no UNION ALL SELECT 'no_id_reason' AS f, NEW.no_id_reason AS v WHERE NEW.no_id_reason IS NOT OLD.no_id_reason UNION ALL SELECT 'phone' AS f, NEW.phone AS v WHERE NEW.phone IS NOT OLD.phone UNION ALL SELECT 'address' AS f, NEW.address AS v WHERE NEW.address IS NOT OLD.address UNION ALL SELECT 'village' AS f, NEW.village AS v WHERE NEW.village IS NOT OLD.village UNION ALL SELECT 'contact_name' AS f, NEW.contact_name AS v WHERE NEW.contact_name IS NOT OLD.contact_name UNION ALL SELECT 'contact_relation' AS f, NEW.contact_relation AS v WHERE NEW.contact_relation IS NOT OLD.contact_relation UNION ALL SELECT 'contact_phone' AS f, NEW.contact_phone AS v WHERE NEW.contact_phone IS NOT OLD.contact_phone UNION ALL SELECT 'ethnic' AS f, NEW.ethnic AS v WHERE NEW.ethnic IS NOT OLD.ethnic UNION ALL SELECT 'blood_type' AS f, NEW.blood_type AS v WHERE NEW.blood_type IS NOT OLD.blood_type UNION ALL SELECT 'rh' AS f, NEW.rh AS v WHERE NEW.rh IS NOT OLD.rh UNION ALL SELECT 'marital' AS f, NEW.marital AS v WHERE NEW.marital IS NOT OLD.marital UNION ALL SELECT 'occupation' AS f, NEW.occupation AS v WHERE NEW.occupation IS NOT OLD.occupation UNION ALL SELECT 'payment' AS f, NEW.payment AS v WHERE NEW.payment IS NOT OLD.payment UNION ALL SELECT 'insurance_no' AS f, NEW.insurance_no AS v WHERE NEW.insurance_no IS NOT OLD.insurance_no UNION ALL SELECT 'archive_no' AS f, NEW.archive_no AS v WHERE NEW.archive_no IS NOT OLD.archive_no UNION ALL SELECT 'exempt_reason' AS f, NEW.exempt_reason AS v WHERE NEW.exempt_reason IS NOT OLD.exempt_reason UNION ALL SELECT 'responsible_doctor' AS f, NEW.responsible_doctor AS v WHERE NEW.responsible_doctor IS NOT OLD.responsible_doctor UNION ALL SELECT 'past_history' AS f, NEW.past_history AS v WHERE NEW.past_history IS NOT OLD.past_history UNION ALL SELECT 'note' AS f, NEW.note AS v WHERE NEW.note IS NOT OLD.note UNION ALL SELECT 'closed_reason' AS f, NEW.closed_reason AS v WHERE NEW.closed_reason IS NOT OLD.closed_reason UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v WHERE NEW.closed_on IS NOT OLD.closed_on))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'name' AS f, NEW.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'gender' AS f, NEW.gender AS v WHERE NEW.gender IS NOT OLD.gender UNION ALL SELECT 'birth_date' AS f, NEW.birth_date AS v WHERE NEW.birth_date IS NOT OLD.birth_date UNION ALL SELECT 'id_type' AS f, NEW.id_type AS v WHERE NEW.id_type IS NOT OLD.id_type UNION ALL SELECT 'id_no' AS f, NEW.id_no AS v WHERE NEW.id_no IS NOT OLD.id_no UNION ALL SELECT 'no_id_reason' AS f, NEW.no_id_reason AS v WHERE NEW.no_id_reason IS NOT OLD.no_id_reason UNION ALL SELECT 'phone' AS f, NEW.phone AS v WHERE NEW.phone IS NOT OLD.phone UNION ALL SELECT 'address' AS f, NEW.address AS v WHERE NEW.address IS NOT OLD.address UNION ALL SELECT 'village' AS f, NEW.village AS v WHERE NEW.village IS NOT OLD.village UNION ALL SELECT 'contact_name' AS f, NEW.contact_name AS v WHERE NEW.contact_name IS NOT OLD.contact_name UNION ALL SELECT 'contact_relation' AS f, NEW.contact_relation AS v WHERE NEW.contact_relation IS NOT OLD.contact_relation UNION ALL SELECT 'contact_phone' AS f, NEW.contact_phone AS v WHERE NEW.contact_phone IS NOT OLD.contact_phone UNION ALL SELECT 'ethnic' AS f, NEW.ethnic AS v WHERE NEW.ethnic IS NOT OLD.ethnic UNION ALL SELECT 'blood_type' AS f, NEW.blood_type AS v WHERE NEW.blood_type IS NOT OLD.blood_type UNION ALL SELECT 'rh' AS f, NEW.rh AS v WHERE NEW.rh IS NOT OLD.rh UNION ALL SELECT 'marital' AS f, NEW.marital AS v WHERE NEW.marital IS NOT OLD.marital UNION ALL SELECT 'occupation' AS f, NEW.occupation AS v WHERE NEW.occupation IS NOT OLD.occupation UNION ALL SELECT 'payment' AS f, NEW.payment AS v WHERE NEW.payment IS NOT OLD.payment UNION ALL SELECT 'insurance_no' AS f, NEW.insurance_no AS v WHERE NEW.insurance_no IS NOT OLD.insurance_no UNION ALL SELECT 'archive_no' AS f, NEW.archive_no AS v WHERE NEW.archive_no IS NOT OLD.archive_no UNION ALL SELECT 'exempt_reason' AS f, NEW.exempt_reason AS v WHERE NEW.exempt_reason IS NOT OLD.exempt_reason UNION ALL SELECT 'responsible_doctor' AS f, NEW.responsible_doctor AS v WHERE NEW.responsible_doctor IS NOT OLD.responsible_doctor UNION ALL SELECT 'past_history' AS f, NEW.past_history AS v WHERE NEW.past_history IS NOT OLD.past_history UNION ALL SELECT 'note' AS f, NEW.note AS v WHERE NEW.note IS NOT OLD.note UNION ALL SELECT 'closed_reason' AS f, NEW.closed_reason AS v WHERE NEW.closed_reason IS NOT OLD.closed_reason UNION ALL SELECT 'closed_on' AS f, NEW.closed_on AS v WHERE NEW.closed_on IS NOT OLD.closed_on)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'name' AS f, OLD.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'gender' AS f, OLD.gender AS v WHERE NEW.gender IS NOT OLD.gender UNION ALL SELECT 'birth_date' AS f, OLD.birth_date AS v WHERE NEW.birth_date IS NOT OLD.birth_date UNION ALL SELECT 'id_no' AS f, OLD.id_no AS v WHERE NEW.id_no IS NOT OLD.id_no UNION ALL SELECT 'blood_type' AS f, OLD.blood_type AS v WHERE NEW.blood_type IS NOT OLD.blood_type UNION ALL SELECT 'rh' AS f, OLD.rh AS v WHERE NEW.rh IS NOT OLD.rh UNION ALL SELECT 'past_history' AS f, OLD.past_history AS v WHERE NEW.past_history IS NOT OLD.past_history UNION ALL SELECT 'note' AS f, OLD.note AS v WHERE NEW.note IS NOT OLD.note)) AS olds) v;
END;
CREATE TRIGGER patient_keep BEFORE DELETE ON patient WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER patient_link_added AFTER INSERT ON patient_link WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'patient_link', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('patient_link', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'loser_id' AS f, NEW.loser_id AS v UNION ALL SELECT 'winner_id' AS f, NEW.winner_id AS v UNION ALL SELECT 'reason' AS f, NEW.reason AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER patient_link_changed AFTER UPDATE ON patient_link
WHEN sync_applying() = 0 AND (NEW.loser_id IS NOT OLD.loser_id OR NEW.winner_id IS NOT OLD.winner_id OR NEW.reason IS NOT OLD.reason)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'patient_link', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('patient_link', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'patient_link' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'loser_id' AS f, NEW.loser_id AS v WHERE NEW.loser_id IS NOT OLD.loser_id UNION ALL SELECT 'winner_id' AS f, NEW.winner_id AS v WHERE NEW.winner_id IS NOT OLD.winner_id UNION ALL SELECT 'reason' AS f, NEW.reason AS v WHERE NEW.reason IS NOT OLD.reason))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'loser_id' AS f, NEW.loser_id AS v WHERE NEW.loser_id IS NOT OLD.loser_id UNION ALL SELECT 'winner_id' AS f, NEW.winner_id AS v WHERE NEW.winner_id IS NOT OLD.winner_id UNION ALL SELECT 'reason' AS f, NEW.reason AS v WHERE NEW.reason IS NOT OLD.reason)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'loser_id' AS f, OLD.loser_id AS v WHERE NEW.loser_id IS NOT OLD.loser_id UNION ALL SELECT 'winner_id' AS f, OLD.winner_id AS v WHERE NEW.winner_id IS NOT OLD.winner_id)) AS olds) v;
END;
CREATE TRIGGER patient_link_keep BEFORE DELETE ON patient_link WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER patient_link_voided AFTER UPDATE ON patient_link
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'patient_link', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('patient_link', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
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
CREATE TRIGGER patient_voided AFTER UPDATE ON patient
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'patient', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('patient', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER problem_added AFTER INSERT ON problem WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'problem', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('problem', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT _rev FROM patient WHERE id = NEW.patient_id), 0) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v UNION ALL SELECT 'name' AS f, NEW.name AS v UNION ALL SELECT 'icd' AS f, NEW.icd AS v UNION ALL SELECT 'category' AS f, NEW.category AS v UNION ALL SELECT 'diagnosed_on' AS f, NEW.diagnosed_on AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER problem_changed AFTER UPDATE ON problem
WHEN sync_applying() = 0 AND (NEW.patient_id IS NOT OLD.patient_id OR NEW.name IS NOT OLD.name OR NEW.icd IS NOT OLD.icd OR NEW.category IS NOT OLD.category OR NEW.diagnosed_on IS NOT OLD.diagnosed_on)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'problem', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('problem', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'problem' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'name' AS f, NEW.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'icd' AS f, NEW.icd AS v WHERE NEW.icd IS NOT OLD.icd UNION ALL SELECT 'category' AS f, NEW.category AS v WHERE NEW.category IS NOT OLD.category UNION ALL SELECT 'diagnosed_on' AS f, NEW.diagnosed_on AS v WHERE NEW.diagnosed_on IS NOT OLD.diagnosed_on))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'name' AS f, NEW.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'icd' AS f, NEW.icd AS v WHERE NEW.icd IS NOT OLD.icd UNION ALL SELECT 'category' AS f, NEW.category AS v WHERE NEW.category IS NOT OLD.category UNION ALL SELECT 'diagnosed_on' AS f, NEW.diagnosed_on AS v WHERE NEW.diagnosed_on IS NOT OLD.diagnosed_on)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, OLD.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'name' AS f, OLD.name AS v WHERE NEW.name IS NOT OLD.name UNION ALL SELECT 'icd' AS f, OLD.icd AS v WHERE NEW.icd IS NOT OLD.icd)) AS olds) v;
END;
CREATE TRIGGER problem_keep BEFORE DELETE ON problem WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER problem_voided AFTER UPDATE ON problem
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'problem', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('problem', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER referral_added AFTER INSERT ON referral WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'referral', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('referral', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v UNION ALL SELECT 'direction' AS f, NEW.direction AS v UNION ALL SELECT 'slip_no' AS f, NEW.slip_no AS v UNION ALL SELECT 'from_org' AS f, NEW.from_org AS v UNION ALL SELECT 'from_org_name' AS f, NEW.from_org_name AS v UNION ALL SELECT 'from_dept' AS f, NEW.from_dept AS v UNION ALL SELECT 'from_doctor' AS f, NEW.from_doctor AS v UNION ALL SELECT 'from_phone' AS f, NEW.from_phone AS v UNION ALL SELECT 'to_org' AS f, NEW.to_org AS v UNION ALL SELECT 'to_org_name' AS f, NEW.to_org_name AS v UNION ALL SELECT 'to_dept' AS f, NEW.to_dept AS v UNION ALL SELECT 'to_doctor' AS f, NEW.to_doctor AS v UNION ALL SELECT 'to_phone' AS f, NEW.to_phone AS v UNION ALL SELECT 'urgency' AS f, NEW.urgency AS v UNION ALL SELECT 'visit_type' AS f, NEW.visit_type AS v UNION ALL SELECT 'reason' AS f, NEW.reason AS v UNION ALL SELECT 'reason_text' AS f, NEW.reason_text AS v UNION ALL SELECT 'referral_date' AS f, NEW.referral_date AS v UNION ALL SELECT 'impression' AS f, NEW.impression AS v UNION ALL SELECT 'impression_codes' AS f, NEW.impression_codes AS v UNION ALL SELECT 'present_illness' AS f, NEW.present_illness AS v UNION ALL SELECT 'past_history' AS f, NEW.past_history AS v UNION ALL SELECT 'treatment' AS f, NEW.treatment AS v UNION ALL SELECT 'exam_result' AS f, NEW.exam_result AS v UNION ALL SELECT 'next_plan' AS f, NEW.next_plan AS v UNION ALL SELECT 'rehab_advice' AS f, NEW.rehab_advice AS v UNION ALL SELECT 'allergy_text' AS f, NEW.allergy_text AS v UNION ALL SELECT 'inpatient_no' AS f, NEW.inpatient_no AS v UNION ALL SELECT 'record_no' AS f, NEW.record_no AS v UNION ALL SELECT 'patient_name' AS f, NEW.patient_name AS v UNION ALL SELECT 'patient_gender' AS f, NEW.patient_gender AS v UNION ALL SELECT 'patient_age' AS f, NEW.patient_age AS v UNION ALL SELECT 'patient_birth_date' AS f, NEW.patient_birth_date AS v UNION ALL SELECT 'patient_id_no' AS f, NEW.patient_id_no AS v UNION ALL SELECT 'patient_phone' AS f, NEW.patient_phone AS v UNION ALL SELECT 'patient_address' AS f, NEW.patient_address AS v UNION ALL SELECT 'patient_archive_no' AS f, NEW.patient_archive_no AS v UNION ALL SELECT 'payment' AS f, NEW.payment AS v UNION ALL SELECT 'insurance_no' AS f, NEW.insurance_no AS v UNION ALL SELECT 'exempt_reason' AS f, NEW.exempt_reason AS v UNION ALL SELECT 'valid_until' AS f, NEW.valid_until AS v UNION ALL SELECT 'consent' AS f, NEW.consent AS v UNION ALL SELECT 'consent_note' AS f, NEW.consent_note AS v UNION ALL SELECT 'escort' AS f, NEW.escort AS v UNION ALL SELECT 'previous_id' AS f, NEW.previous_id AS v UNION ALL SELECT 'follow_up_id' AS f, NEW.follow_up_id AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER referral_changed AFTER UPDATE ON referral
WHEN sync_applying() = 0 AND (NEW.patient_id IS NOT OLD.patient_id OR NEW.direction IS NOT OLD.direction OR NEW.slip_no IS NOT OLD.slip_no OR NEW.from_org IS NOT OLD.from_org OR NEW.from_org_name IS NOT OLD.from_org_name OR NEW.from_dept IS NOT OLD.from_dept OR NEW.from_doctor IS NOT OLD.from_doctor OR NEW.from_phone IS NOT OLD.from_phone OR NEW.to_org IS NOT OLD.to_org OR NEW.to_org_name IS NOT OLD.to_org_name OR NEW.to_dept IS NOT OLD.to_dept OR NEW.to_doctor IS NOT OLD.to_doctor OR NEW.to_phone IS NOT OLD.to_phone OR NEW.urgency IS NOT OLD.urgency OR NEW.visit_type IS NOT OLD.visit_type OR NEW.reason IS NOT OLD.reason OR NEW.reason_text IS NOT OLD.reason_text OR NEW.referral_date IS NOT OLD.referral_date OR NEW.impression IS NOT OLD.impression OR NEW.impression_codes IS NOT OLD.impression_codes OR NEW.present_illness IS NOT OLD.present_illness OR NEW.past_history IS NOT OLD.past_history OR NEW.treatment IS NOT OLD.treatment OR NEW.exam_result IS NOT OLD.exam_result OR NEW.next_plan IS NOT OLD.next_plan OR NEW.rehab_advice IS NOT OLD.rehab_advice OR NEW.allergy_text IS NOT OLD.allergy_text OR NEW.inpatient_no IS NOT OLD.inpatient_no OR NEW.record_no IS NOT OLD.record_no OR NEW.patient_name IS NOT OLD.patient_name OR NEW.patient_gender IS NOT OLD.patient_gender OR NEW.patient_age IS NOT OLD.patient_age OR NEW.patient_birth_date IS NOT OLD.patient_birth_date OR NEW.patient_id_no IS NOT OLD.patient_id_no OR NEW.patient_phone IS NOT OLD.patient_phone OR NEW.patient_address IS NOT OLD.patient_address OR NEW.patient_archive_no IS NOT OLD.patient_archive_no OR NEW.payment IS NOT OLD.payment OR NEW.insurance_no IS NOT OLD.insurance_no OR NEW.exempt_reason IS NOT OLD.exempt_reason OR NEW.valid_until IS NOT OLD.valid_until OR NEW.consent IS NOT OLD.consent OR NEW.consent_note IS NOT OLD.consent_note OR NEW.escort IS NOT OLD.escort OR NEW.previous_id IS NOT OLD.previous_id OR NEW.follow_up_id IS NOT OLD.follow_up_id)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'referral', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('referral', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'referral' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'direction' AS f, NEW.direction AS v WHERE NEW.direction IS NOT OLD.direction UNION ALL SELECT 'slip_no' AS f, NEW.slip_no AS v WHERE NEW.slip_no IS NOT OLD.slip_no UNION ALL SELECT 'from_org' AS f, NEW.from_org AS v WHERE NEW.from_org IS NOT OLD.from_org UNION ALL SELECT 'from_org_name' AS f, NEW.from_org_name AS v WHERE NEW.from_org_name IS NOT OLD.from_org_name UNION ALL SELECT 'from_dept' AS f, NEW.from_dept AS v WHERE NEW.from_dept IS NOT OLD.from_dept UNION ALL SELECT 'from_doctor' AS f, NEW.from_doctor AS v WHERE NEW.from_doctor IS NOT OLD.from_doctor UNION ALL SELECT 'from_phone' AS f, NEW.from_phone AS v WHERE NEW.from_phone IS NOT OLD.from_phone UNION ALL SELECT 'to_org' AS f, NEW.to_org AS v WHERE NEW.to_org IS NOT OLD.to_org UNION ALL SELECT 'to_org_name' AS f, NEW.to_org_name AS v WHERE NEW.to_org_name IS NOT OLD.to_org_name UNION ALL SELECT 'to_dept' AS f, NEW.to_dept AS v WHERE NEW.to_dept IS NOT OLD.to_dept UNION ALL SELECT 'to_doctor' AS f, NEW.to_doctor AS v WHERE NEW.to_doctor IS NOT OLD.to_doctor UNION ALL SELECT 'to_phone' AS f, NEW.to_phone AS v WHERE NEW.to_phone IS NOT OLD.to_phone UNION ALL SELECT 'urgency' AS f, NEW.urgency AS v WHERE NEW.urgency IS NOT OLD.urgency UNION ALL SELECT 'visit_type' AS f, NEW.visit_type AS v WHERE NEW.visit_type IS NOT OLD.visit_type UNION ALL SELECT 'reason' AS f, NEW.reason AS v WHERE NEW.reason IS NOT OLD.reason UNION ALL SELECT 'reason_text' AS f, NEW.reason_text AS v WHERE NEW.reason_text IS NOT OLD.reason_text UNION ALL SELECT 'referral_date' AS f, NEW.referral_date AS v WHERE NEW.referral_date IS NOT OLD.referral_date UNION ALL SELECT 'impression' AS f, NEW.impression AS v WHERE NEW.impression IS NOT OLD.impression UNION ALL SELECT 'impression_codes' AS f, NEW.impression_codes AS v WHERE NEW.impression_codes IS NOT OLD.impression_codes UNION ALL SELECT 'present_illness' AS f, NEW.present_illness AS v WHERE NEW.present_illness IS NOT OLD.present_illness UNION ALL SELECT 'past_history' AS f, NEW.past_history AS v WHERE NEW.past_history IS NOT OLD.past_history UNION ALL SELECT 'treatment' AS f, NEW.treatment AS v WHERE NEW.treatment IS NOT OLD.treatment UNION ALL SELECT 'exam_result' AS f, NEW.exam_result AS v WHERE NEW.exam_result IS NOT OLD.exam_result UNION ALL SELECT 'next_plan' AS f, NEW.next_plan AS v WHERE NEW.next_plan IS NOT OLD.next_plan UNION ALL SELECT 'rehab_advice' AS f, NEW.rehab_advice AS v WHERE NEW.rehab_advice IS NOT OLD.rehab_advice UNION ALL SELECT 'allergy_text' AS f, NEW.allergy_text AS v WHERE NEW.allergy_text IS NOT OLD.allergy_text UNION ALL SELECT 'inpatient_no' AS f, NEW.inpatient_no AS v WHERE NEW.inpatient_no IS NOT OLD.inpatient_no UNION ALL SELECT 'record_no' AS f, NEW.record_no AS v WHERE NEW.record_no IS NOT OLD.record_no UNION ALL SELECT 'patient_name' AS f, NEW.patient_name AS v WHERE NEW.patient_name IS NOT OLD.patient_name UNION ALL SELECT 'patient_gender' AS f, NEW.patient_gender AS v WHERE NEW.patient_gender IS NOT OLD.patient_gender UNION ALL SELECT 'patient_age' AS f, NEW.patient_age AS v WHERE NEW.patient_age IS NOT OLD.patient_age UNION ALL SELECT 'patient_birth_date' AS f, NEW.patient_birth_date AS v WHERE NEW.patient_birth_date IS NOT OLD.patient_birth_date UNION ALL SELECT 'patient_id_no' AS f, NEW.patient_id_no AS v WHERE NEW.patient_id_no IS NOT OLD.patient_id_no UNION ALL SELECT 'patient_phone' AS f, NEW.patient_phone AS v WHERE NEW.patient_phone IS NOT OLD.patient_phone UNION ALL SELECT 'patient_address' AS f, NEW.patient_address AS v WHERE NEW.patient_address IS NOT OLD.patient_address UNION ALL SELECT 'patient_archive_no' AS f, NEW.patient_archive_no AS v WHERE NEW.patient_archive_no IS NOT OLD.patient_archive_no UNION ALL SELECT 'payment' AS f, NEW.payment AS v WHERE NEW.payment IS NOT OLD.payment UNION ALL SELECT 'insurance_no' AS f, NEW.insurance_no AS v WHERE NEW.insurance_no IS NOT OLD.insurance_no UNION ALL SELECT 'exempt_reason' AS f, NEW.exempt_reason AS v WHERE NEW.exempt_reason IS NOT OLD.exempt_reason UNION ALL SELECT 'valid_until' AS f, NEW.valid_until AS v WHERE NEW.valid_until IS NOT OLD.valid_until UNION ALL SELECT 'consent' AS f, NEW.consent AS v WHERE NEW.consent IS NOT OLD.consent UNION ALL SELECT 'consent_note' AS f, NEW.consent_note AS v WHERE NEW.consent_note IS NOT OLD.consent_note UNION ALL SELECT 'escort' AS f, NEW.escort AS v WHERE NEW.escort IS NOT OLD.escort UNION ALL SELECT 'previous_id' AS f, NEW.previous_id AS v WHERE NEW.previous_id IS NOT OLD.previous_id UNION ALL SELECT 'follow_up_id' AS f, NEW.follow_up_id AS v WHERE NEW.follow_up_id IS NOT OLD.follow_up_id))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, NEW.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'direction' AS f, NEW.direction AS v WHERE NEW.direction IS NOT OLD.direction UNION ALL SELECT 'slip_no' AS f, NEW.slip_no AS v WHERE NEW.slip_no IS NOT OLD.slip_no UNION ALL SELECT 'from_org' AS f, NEW.from_org AS v WHERE NEW.from_org IS NOT OLD.from_org UNION ALL SELECT 'from_org_name' AS f, NEW.from_org_name AS v WHERE NEW.from_org_name IS NOT OLD.from_org_name UNION ALL SELECT 'from_dept' AS f, NEW.from_dept AS v WHERE NEW.from_dept IS NOT OLD.from_dept UNION ALL SELECT 'from_doctor' AS f, NEW.from_doctor AS v WHERE NEW.from_doctor IS NOT OLD.from_doctor UNION ALL SELECT 'from_phone' AS f, NEW.from_phone AS v WHERE NEW.from_phone IS NOT OLD.from_phone UNION ALL SELECT 'to_org' AS f, NEW.to_org AS v WHERE NEW.to_org IS NOT OLD.to_org UNION ALL SELECT 'to_org_name' AS f, NEW.to_org_name AS v WHERE NEW.to_org_name IS NOT OLD.to_org_name UNION ALL SELECT 'to_dept' AS f, NEW.to_dept AS v WHERE NEW.to_dept IS NOT OLD.to_dept UNION ALL SELECT 'to_doctor' AS f, NEW.to_doctor AS v WHERE NEW.to_doctor IS NOT OLD.to_doctor UNION ALL SELECT 'to_phone' AS f, NEW.to_phone AS v WHERE NEW.to_phone IS NOT OLD.to_phone UNION ALL SELECT 'urgency' AS f, NEW.urgency AS v WHERE NEW.urgency IS NOT OLD.urgency UNION ALL SELECT 'visit_type' AS f, NEW.visit_type AS v WHERE NEW.visit_type IS NOT OLD.visit_type UNION ALL SELECT 'reason' AS f, NEW.reason AS v WHERE NEW.reason IS NOT OLD.reason UNION ALL SELECT 'reason_text' AS f, NEW.reason_text AS v WHERE NEW.reason_text IS NOT OLD.reason_text UNION ALL SELECT 'referral_date' AS f, NEW.referral_date AS v WHERE NEW.referral_date IS NOT OLD.referral_date UNION ALL SELECT 'impression' AS f, NEW.impression AS v WHERE NEW.impression IS NOT OLD.impression UNION ALL SELECT 'impression_codes' AS f, NEW.impression_codes AS v WHERE NEW.impression_codes IS NOT OLD.impression_codes UNION ALL SELECT 'present_illness' AS f, NEW.present_illness AS v WHERE NEW.present_illness IS NOT OLD.present_illness UNION ALL SELECT 'past_history' AS f, NEW.past_history AS v WHERE NEW.past_history IS NOT OLD.past_history UNION ALL SELECT 'treatment' AS f, NEW.treatment AS v WHERE NEW.treatment IS NOT OLD.treatment UNION ALL SELECT 'exam_result' AS f, NEW.exam_result AS v WHERE NEW.exam_result IS NOT OLD.exam_result UNION ALL SELECT 'next_plan' AS f, NEW.next_plan AS v WHERE NEW.next_plan IS NOT OLD.next_plan UNION ALL SELECT 'rehab_advice' AS f, NEW.rehab_advice AS v WHERE NEW.rehab_advice IS NOT OLD.rehab_advice UNION ALL SELECT 'allergy_text' AS f, NEW.allergy_text AS v WHERE NEW.allergy_text IS NOT OLD.allergy_text UNION ALL SELECT 'inpatient_no' AS f, NEW.inpatient_no AS v WHERE NEW.inpatient_no IS NOT OLD.inpatient_no UNION ALL SELECT 'record_no' AS f, NEW.record_no AS v WHERE NEW.record_no IS NOT OLD.record_no UNION ALL SELECT 'patient_name' AS f, NEW.patient_name AS v WHERE NEW.patient_name IS NOT OLD.patient_name UNION ALL SELECT 'patient_gender' AS f, NEW.patient_gender AS v WHERE NEW.patient_gender IS NOT OLD.patient_gender UNION ALL SELECT 'patient_age' AS f, NEW.patient_age AS v WHERE NEW.patient_age IS NOT OLD.patient_age UNION ALL SELECT 'patient_birth_date' AS f, NEW.patient_birth_date AS v WHERE NEW.patient_birth_date IS NOT OLD.patient_birth_date UNION ALL SELECT 'patient_id_no' AS f, NEW.patient_id_no AS v WHERE NEW.patient_id_no IS NOT OLD.patient_id_no UNION ALL SELECT 'patient_phone' AS f, NEW.patient_phone AS v WHERE NEW.patient_phone IS NOT OLD.patient_phone UNION ALL SELECT 'patient_address' AS f, NEW.patient_address AS v WHERE NEW.patient_address IS NOT OLD.patient_address UNION ALL SELECT 'patient_archive_no' AS f, NEW.patient_archive_no AS v WHERE NEW.patient_archive_no IS NOT OLD.patient_archive_no UNION ALL SELECT 'payment' AS f, NEW.payment AS v WHERE NEW.payment IS NOT OLD.payment UNION ALL SELECT 'insurance_no' AS f, NEW.insurance_no AS v WHERE NEW.insurance_no IS NOT OLD.insurance_no UNION ALL SELECT 'exempt_reason' AS f, NEW.exempt_reason AS v WHERE NEW.exempt_reason IS NOT OLD.exempt_reason UNION ALL SELECT 'valid_until' AS f, NEW.valid_until AS v WHERE NEW.valid_until IS NOT OLD.valid_until UNION ALL SELECT 'consent' AS f, NEW.consent AS v WHERE NEW.consent IS NOT OLD.consent UNION ALL SELECT 'consent_note' AS f, NEW.consent_note AS v WHERE NEW.consent_note IS NOT OLD.consent_note UNION ALL SELECT 'escort' AS f, NEW.escort AS v WHERE NEW.escort IS NOT OLD.escort UNION ALL SELECT 'previous_id' AS f, NEW.previous_id AS v WHERE NEW.previous_id IS NOT OLD.previous_id UNION ALL SELECT 'follow_up_id' AS f, NEW.follow_up_id AS v WHERE NEW.follow_up_id IS NOT OLD.follow_up_id)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'patient_id' AS f, OLD.patient_id AS v WHERE NEW.patient_id IS NOT OLD.patient_id UNION ALL SELECT 'direction' AS f, OLD.direction AS v WHERE NEW.direction IS NOT OLD.direction UNION ALL SELECT 'slip_no' AS f, OLD.slip_no AS v WHERE NEW.slip_no IS NOT OLD.slip_no UNION ALL SELECT 'from_org' AS f, OLD.from_org AS v WHERE NEW.from_org IS NOT OLD.from_org UNION ALL SELECT 'from_org_name' AS f, OLD.from_org_name AS v WHERE NEW.from_org_name IS NOT OLD.from_org_name UNION ALL SELECT 'to_org' AS f, OLD.to_org AS v WHERE NEW.to_org IS NOT OLD.to_org UNION ALL SELECT 'to_org_name' AS f, OLD.to_org_name AS v WHERE NEW.to_org_name IS NOT OLD.to_org_name UNION ALL SELECT 'urgency' AS f, OLD.urgency AS v WHERE NEW.urgency IS NOT OLD.urgency UNION ALL SELECT 'impression' AS f, OLD.impression AS v WHERE NEW.impression IS NOT OLD.impression UNION ALL SELECT 'impression_codes' AS f, OLD.impression_codes AS v WHERE NEW.impression_codes IS NOT OLD.impression_codes UNION ALL SELECT 'present_illness' AS f, OLD.present_illness AS v WHERE NEW.present_illness IS NOT OLD.present_illness UNION ALL SELECT 'past_history' AS f, OLD.past_history AS v WHERE NEW.past_history IS NOT OLD.past_history UNION ALL SELECT 'treatment' AS f, OLD.treatment AS v WHERE NEW.treatment IS NOT OLD.treatment UNION ALL SELECT 'exam_result' AS f, OLD.exam_result AS v WHERE NEW.exam_result IS NOT OLD.exam_result UNION ALL SELECT 'next_plan' AS f, OLD.next_plan AS v WHERE NEW.next_plan IS NOT OLD.next_plan UNION ALL SELECT 'rehab_advice' AS f, OLD.rehab_advice AS v WHERE NEW.rehab_advice IS NOT OLD.rehab_advice UNION ALL SELECT 'allergy_text' AS f, OLD.allergy_text AS v WHERE NEW.allergy_text IS NOT OLD.allergy_text UNION ALL SELECT 'patient_name' AS f, OLD.patient_name AS v WHERE NEW.patient_name IS NOT OLD.patient_name UNION ALL SELECT 'patient_gender' AS f, OLD.patient_gender AS v WHERE NEW.patient_gender IS NOT OLD.patient_gender UNION ALL SELECT 'patient_age' AS f, OLD.patient_age AS v WHERE NEW.patient_age IS NOT OLD.patient_age UNION ALL SELECT 'patient_birth_date' AS f, OLD.patient_birth_date AS v WHERE NEW.patient_birth_date IS NOT OLD.patient_birth_date UNION ALL SELECT 'patient_id_no' AS f, OLD.patient_id_no AS v WHERE NEW.patient_id_no IS NOT OLD.patient_id_no UNION ALL SELECT 'previous_id' AS f, OLD.previous_id AS v WHERE NEW.previous_id IS NOT OLD.previous_id UNION ALL SELECT 'follow_up_id' AS f, OLD.follow_up_id AS v WHERE NEW.follow_up_id IS NOT OLD.follow_up_id)) AS olds) v;
END;
CREATE TRIGGER referral_event_added AFTER INSERT ON referral_event WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'referral_event', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('referral_event', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'referral_id' AS f, NEW.referral_id AS v UNION ALL SELECT 'event' AS f, NEW.event AS v UNION ALL SELECT 'at' AS f, NEW.at AS v UNION ALL SELECT 'entered_at' AS f, NEW.entered_at AS v UNION ALL SELECT 'by_org' AS f, NEW.by_org AS v UNION ALL SELECT 'by_org_name' AS f, NEW.by_org_name AS v UNION ALL SELECT 'by_name' AS f, NEW.by_name AS v UNION ALL SELECT 'details' AS f, NEW.details AS v UNION ALL SELECT 'late' AS f, NEW.late AS v UNION ALL SELECT 'after' AS f, NEW.after AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER referral_event_changed BEFORE UPDATE ON referral_event
WHEN sync_applying() = 0 AND (NEW.referral_id IS NOT OLD.referral_id OR NEW.event IS NOT OLD.event OR NEW.at IS NOT OLD.at OR NEW.entered_at IS NOT OLD.entered_at OR NEW.by_org IS NOT OLD.by_org OR NEW.by_org_name IS NOT OLD.by_org_name OR NEW.by_name IS NOT OLD.by_name OR NEW.details IS NOT OLD.details OR NEW.late IS NOT OLD.late OR NEW.after IS NOT OLD.after)
BEGIN SELECT RAISE(ABORT, 'this record is never changed; add one that supersedes it'); END;
CREATE TRIGGER referral_event_keep BEFORE DELETE ON referral_event WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER referral_event_stale_added AFTER INSERT ON referral_event
BEGIN INSERT INTO referral_stale VALUES (coalesce(NEW.referral_id, '')); END;
CREATE TRIGGER referral_event_stale_changed
AFTER UPDATE OF referral_id, event, at, entered_at, by_org, details, after, _void ON referral_event
BEGIN
  INSERT INTO referral_stale VALUES (coalesce(NEW.referral_id, ''));
  INSERT INTO referral_stale VALUES (coalesce(OLD.referral_id, ''));
END;
CREATE TRIGGER referral_event_voided AFTER UPDATE ON referral_event
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'referral_event', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('referral_event', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER referral_keep BEFORE DELETE ON referral WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER referral_message_added AFTER INSERT ON referral_message WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'referral_message', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('referral_message', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'referral_id' AS f, NEW.referral_id AS v UNION ALL SELECT 'role' AS f, NEW.role AS v UNION ALL SELECT 'text' AS f, NEW.text AS v UNION ALL SELECT 'reply_to' AS f, NEW.reply_to AS v UNION ALL SELECT 'at' AS f, NEW.at AS v UNION ALL SELECT 'by_org' AS f, NEW.by_org AS v UNION ALL SELECT 'by_org_name' AS f, NEW.by_org_name AS v UNION ALL SELECT 'by_name' AS f, NEW.by_name AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER referral_message_changed BEFORE UPDATE ON referral_message
WHEN sync_applying() = 0 AND (NEW.referral_id IS NOT OLD.referral_id OR NEW.role IS NOT OLD.role OR NEW.text IS NOT OLD.text OR NEW.reply_to IS NOT OLD.reply_to OR NEW.at IS NOT OLD.at OR NEW.by_org IS NOT OLD.by_org OR NEW.by_org_name IS NOT OLD.by_org_name OR NEW.by_name IS NOT OLD.by_name)
BEGIN SELECT RAISE(ABORT, 'this record is never changed; add one that supersedes it'); END;
CREATE TRIGGER referral_message_keep BEFORE DELETE ON referral_message WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER referral_message_voided AFTER UPDATE ON referral_message
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'referral_message', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('referral_message', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER referral_return_added AFTER INSERT ON referral_return WHEN sync_applying() = 0
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'referral_return', NEW.id, 'add', v.base, v.sets, v.olds, 1,
    op_hash('referral_return', NEW.id, 'add', v.base, v.sets)
  FROM sync_state s, (SELECT 0 AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'referral_id' AS f, NEW.referral_id AS v UNION ALL SELECT 'slip_no' AS f, NEW.slip_no AS v UNION ALL SELECT 'from_org' AS f, NEW.from_org AS v UNION ALL SELECT 'from_org_name' AS f, NEW.from_org_name AS v UNION ALL SELECT 'from_dept' AS f, NEW.from_dept AS v UNION ALL SELECT 'from_doctor' AS f, NEW.from_doctor AS v UNION ALL SELECT 'from_phone' AS f, NEW.from_phone AS v UNION ALL SELECT 'to_org' AS f, NEW.to_org AS v UNION ALL SELECT 'to_org_name' AS f, NEW.to_org_name AS v UNION ALL SELECT 'to_doctor' AS f, NEW.to_doctor AS v UNION ALL SELECT 'back_date' AS f, NEW.back_date AS v UNION ALL SELECT 'record_no' AS f, NEW.record_no AS v UNION ALL SELECT 'inpatient_no' AS f, NEW.inpatient_no AS v UNION ALL SELECT 'diagnosis' AS f, NEW.diagnosis AS v UNION ALL SELECT 'diagnosis_codes' AS f, NEW.diagnosis_codes AS v UNION ALL SELECT 'outcome' AS f, NEW.outcome AS v UNION ALL SELECT 'exam_result' AS f, NEW.exam_result AS v UNION ALL SELECT 'treatment' AS f, NEW.treatment AS v UNION ALL SELECT 'next_plan' AS f, NEW.next_plan AS v UNION ALL SELECT 'rehab_advice' AS f, NEW.rehab_advice AS v UNION ALL SELECT 'follow_up_days' AS f, NEW.follow_up_days AS v UNION ALL SELECT 'patient_name' AS f, NEW.patient_name AS v UNION ALL SELECT 'patient_gender' AS f, NEW.patient_gender AS v UNION ALL SELECT 'patient_age' AS f, NEW.patient_age AS v UNION ALL SELECT 'patient_phone' AS f, NEW.patient_phone AS v UNION ALL SELECT 'patient_address' AS f, NEW.patient_address AS v) WHERE v IS NOT NULL AND v <> '') AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER referral_return_changed AFTER UPDATE ON referral_return
WHEN sync_applying() = 0 AND (NEW.referral_id IS NOT OLD.referral_id OR NEW.slip_no IS NOT OLD.slip_no OR NEW.from_org IS NOT OLD.from_org OR NEW.from_org_name IS NOT OLD.from_org_name OR NEW.from_dept IS NOT OLD.from_dept OR NEW.from_doctor IS NOT OLD.from_doctor OR NEW.from_phone IS NOT OLD.from_phone OR NEW.to_org IS NOT OLD.to_org OR NEW.to_org_name IS NOT OLD.to_org_name OR NEW.to_doctor IS NOT OLD.to_doctor OR NEW.back_date IS NOT OLD.back_date OR NEW.record_no IS NOT OLD.record_no OR NEW.inpatient_no IS NOT OLD.inpatient_no OR NEW.diagnosis IS NOT OLD.diagnosis OR NEW.diagnosis_codes IS NOT OLD.diagnosis_codes OR NEW.outcome IS NOT OLD.outcome OR NEW.exam_result IS NOT OLD.exam_result OR NEW.treatment IS NOT OLD.treatment OR NEW.next_plan IS NOT OLD.next_plan OR NEW.rehab_advice IS NOT OLD.rehab_advice OR NEW.follow_up_days IS NOT OLD.follow_up_days OR NEW.patient_name IS NOT OLD.patient_name OR NEW.patient_gender IS NOT OLD.patient_gender OR NEW.patient_age IS NOT OLD.patient_age OR NEW.patient_phone IS NOT OLD.patient_phone OR NEW.patient_address IS NOT OLD.patient_address)
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'referral_return', NEW.id, 'set', v.base, v.sets, v.olds, 1,
    op_hash('referral_return', NEW.id, 'set', v.base, v.sets)
  FROM sync_state s, (SELECT coalesce((SELECT min(o.base_rev) FROM op o, json_each(o.sets) j WHERE o.ent = 'referral_return' AND o.rec_id = NEW.id AND (o.state = 0 OR o.hub_seq > OLD._rev) AND o.state <> 3 AND j.key IN (SELECT f FROM (SELECT 'referral_id' AS f, NEW.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id UNION ALL SELECT 'slip_no' AS f, NEW.slip_no AS v WHERE NEW.slip_no IS NOT OLD.slip_no UNION ALL SELECT 'from_org' AS f, NEW.from_org AS v WHERE NEW.from_org IS NOT OLD.from_org UNION ALL SELECT 'from_org_name' AS f, NEW.from_org_name AS v WHERE NEW.from_org_name IS NOT OLD.from_org_name UNION ALL SELECT 'from_dept' AS f, NEW.from_dept AS v WHERE NEW.from_dept IS NOT OLD.from_dept UNION ALL SELECT 'from_doctor' AS f, NEW.from_doctor AS v WHERE NEW.from_doctor IS NOT OLD.from_doctor UNION ALL SELECT 'from_phone' AS f, NEW.from_phone AS v WHERE NEW.from_phone IS NOT OLD.from_phone UNION ALL SELECT 'to_org' AS f, NEW.to_org AS v WHERE NEW.to_org IS NOT OLD.to_org UNION ALL SELECT 'to_org_name' AS f, NEW.to_org_name AS v WHERE NEW.to_org_name IS NOT OLD.to_org_name UNION ALL SELECT 'to_doctor' AS f, NEW.to_doctor AS v WHERE NEW.to_doctor IS NOT OLD.to_doctor UNION ALL SELECT 'back_date' AS f, NEW.back_date AS v WHERE NEW.back_date IS NOT OLD.back_date UNION ALL SELECT 'record_no' AS f, NEW.record_no AS v WHERE NEW.record_no IS NOT OLD.record_no UNION ALL SELECT 'inpatient_no' AS f, NEW.inpatient_no AS v WHERE NEW.inpatient_no IS NOT OLD.inpatient_no UNION ALL SELECT 'diagnosis' AS f, NEW.diagnosis AS v WHERE NEW.diagnosis IS NOT OLD.diagnosis UNION ALL SELECT 'diagnosis_codes' AS f, NEW.diagnosis_codes AS v WHERE NEW.diagnosis_codes IS NOT OLD.diagnosis_codes UNION ALL SELECT 'outcome' AS f, NEW.outcome AS v WHERE NEW.outcome IS NOT OLD.outcome UNION ALL SELECT 'exam_result' AS f, NEW.exam_result AS v WHERE NEW.exam_result IS NOT OLD.exam_result UNION ALL SELECT 'treatment' AS f, NEW.treatment AS v WHERE NEW.treatment IS NOT OLD.treatment UNION ALL SELECT 'next_plan' AS f, NEW.next_plan AS v WHERE NEW.next_plan IS NOT OLD.next_plan UNION ALL SELECT 'rehab_advice' AS f, NEW.rehab_advice AS v WHERE NEW.rehab_advice IS NOT OLD.rehab_advice UNION ALL SELECT 'follow_up_days' AS f, NEW.follow_up_days AS v WHERE NEW.follow_up_days IS NOT OLD.follow_up_days UNION ALL SELECT 'patient_name' AS f, NEW.patient_name AS v WHERE NEW.patient_name IS NOT OLD.patient_name UNION ALL SELECT 'patient_gender' AS f, NEW.patient_gender AS v WHERE NEW.patient_gender IS NOT OLD.patient_gender UNION ALL SELECT 'patient_age' AS f, NEW.patient_age AS v WHERE NEW.patient_age IS NOT OLD.patient_age UNION ALL SELECT 'patient_phone' AS f, NEW.patient_phone AS v WHERE NEW.patient_phone IS NOT OLD.patient_phone UNION ALL SELECT 'patient_address' AS f, NEW.patient_address AS v WHERE NEW.patient_address IS NOT OLD.patient_address))), OLD._rev) AS base,
    (SELECT json_group_object(f, v) FROM (SELECT 'referral_id' AS f, NEW.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id UNION ALL SELECT 'slip_no' AS f, NEW.slip_no AS v WHERE NEW.slip_no IS NOT OLD.slip_no UNION ALL SELECT 'from_org' AS f, NEW.from_org AS v WHERE NEW.from_org IS NOT OLD.from_org UNION ALL SELECT 'from_org_name' AS f, NEW.from_org_name AS v WHERE NEW.from_org_name IS NOT OLD.from_org_name UNION ALL SELECT 'from_dept' AS f, NEW.from_dept AS v WHERE NEW.from_dept IS NOT OLD.from_dept UNION ALL SELECT 'from_doctor' AS f, NEW.from_doctor AS v WHERE NEW.from_doctor IS NOT OLD.from_doctor UNION ALL SELECT 'from_phone' AS f, NEW.from_phone AS v WHERE NEW.from_phone IS NOT OLD.from_phone UNION ALL SELECT 'to_org' AS f, NEW.to_org AS v WHERE NEW.to_org IS NOT OLD.to_org UNION ALL SELECT 'to_org_name' AS f, NEW.to_org_name AS v WHERE NEW.to_org_name IS NOT OLD.to_org_name UNION ALL SELECT 'to_doctor' AS f, NEW.to_doctor AS v WHERE NEW.to_doctor IS NOT OLD.to_doctor UNION ALL SELECT 'back_date' AS f, NEW.back_date AS v WHERE NEW.back_date IS NOT OLD.back_date UNION ALL SELECT 'record_no' AS f, NEW.record_no AS v WHERE NEW.record_no IS NOT OLD.record_no UNION ALL SELECT 'inpatient_no' AS f, NEW.inpatient_no AS v WHERE NEW.inpatient_no IS NOT OLD.inpatient_no UNION ALL SELECT 'diagnosis' AS f, NEW.diagnosis AS v WHERE NEW.diagnosis IS NOT OLD.diagnosis UNION ALL SELECT 'diagnosis_codes' AS f, NEW.diagnosis_codes AS v WHERE NEW.diagnosis_codes IS NOT OLD.diagnosis_codes UNION ALL SELECT 'outcome' AS f, NEW.outcome AS v WHERE NEW.outcome IS NOT OLD.outcome UNION ALL SELECT 'exam_result' AS f, NEW.exam_result AS v WHERE NEW.exam_result IS NOT OLD.exam_result UNION ALL SELECT 'treatment' AS f, NEW.treatment AS v WHERE NEW.treatment IS NOT OLD.treatment UNION ALL SELECT 'next_plan' AS f, NEW.next_plan AS v WHERE NEW.next_plan IS NOT OLD.next_plan UNION ALL SELECT 'rehab_advice' AS f, NEW.rehab_advice AS v WHERE NEW.rehab_advice IS NOT OLD.rehab_advice UNION ALL SELECT 'follow_up_days' AS f, NEW.follow_up_days AS v WHERE NEW.follow_up_days IS NOT OLD.follow_up_days UNION ALL SELECT 'patient_name' AS f, NEW.patient_name AS v WHERE NEW.patient_name IS NOT OLD.patient_name UNION ALL SELECT 'patient_gender' AS f, NEW.patient_gender AS v WHERE NEW.patient_gender IS NOT OLD.patient_gender UNION ALL SELECT 'patient_age' AS f, NEW.patient_age AS v WHERE NEW.patient_age IS NOT OLD.patient_age UNION ALL SELECT 'patient_phone' AS f, NEW.patient_phone AS v WHERE NEW.patient_phone IS NOT OLD.patient_phone UNION ALL SELECT 'patient_address' AS f, NEW.patient_address AS v WHERE NEW.patient_address IS NOT OLD.patient_address)) AS sets,
    (SELECT json_group_object(f, v) FROM (SELECT 'referral_id' AS f, OLD.referral_id AS v WHERE NEW.referral_id IS NOT OLD.referral_id UNION ALL SELECT 'slip_no' AS f, OLD.slip_no AS v WHERE NEW.slip_no IS NOT OLD.slip_no UNION ALL SELECT 'from_org' AS f, OLD.from_org AS v WHERE NEW.from_org IS NOT OLD.from_org UNION ALL SELECT 'from_org_name' AS f, OLD.from_org_name AS v WHERE NEW.from_org_name IS NOT OLD.from_org_name UNION ALL SELECT 'to_org' AS f, OLD.to_org AS v WHERE NEW.to_org IS NOT OLD.to_org UNION ALL SELECT 'to_org_name' AS f, OLD.to_org_name AS v WHERE NEW.to_org_name IS NOT OLD.to_org_name UNION ALL SELECT 'diagnosis' AS f, OLD.diagnosis AS v WHERE NEW.diagnosis IS NOT OLD.diagnosis UNION ALL SELECT 'diagnosis_codes' AS f, OLD.diagnosis_codes AS v WHERE NEW.diagnosis_codes IS NOT OLD.diagnosis_codes UNION ALL SELECT 'outcome' AS f, OLD.outcome AS v WHERE NEW.outcome IS NOT OLD.outcome UNION ALL SELECT 'exam_result' AS f, OLD.exam_result AS v WHERE NEW.exam_result IS NOT OLD.exam_result UNION ALL SELECT 'treatment' AS f, OLD.treatment AS v WHERE NEW.treatment IS NOT OLD.treatment UNION ALL SELECT 'next_plan' AS f, OLD.next_plan AS v WHERE NEW.next_plan IS NOT OLD.next_plan UNION ALL SELECT 'rehab_advice' AS f, OLD.rehab_advice AS v WHERE NEW.rehab_advice IS NOT OLD.rehab_advice UNION ALL SELECT 'patient_name' AS f, OLD.patient_name AS v WHERE NEW.patient_name IS NOT OLD.patient_name UNION ALL SELECT 'patient_gender' AS f, OLD.patient_gender AS v WHERE NEW.patient_gender IS NOT OLD.patient_gender UNION ALL SELECT 'patient_age' AS f, OLD.patient_age AS v WHERE NEW.patient_age IS NOT OLD.patient_age)) AS olds) v;
END;
CREATE TRIGGER referral_return_keep BEFORE DELETE ON referral_return WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER referral_return_voided AFTER UPDATE ON referral_return
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'referral_return', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('referral_return', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER referral_stale_added AFTER INSERT ON referral
BEGIN INSERT INTO referral_stale VALUES (NEW.id); END;
CREATE TRIGGER referral_stale_changed
AFTER UPDATE OF patient_id, direction, from_org, to_org, urgency, referral_date, _void ON referral
BEGIN INSERT INTO referral_stale VALUES (NEW.id); END;
CREATE TRIGGER referral_stale_gone AFTER DELETE ON referral
BEGIN INSERT INTO referral_stale VALUES (OLD.id); END;
CREATE TRIGGER referral_voided AFTER UPDATE ON referral
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT s.next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    'referral', NEW.id, 'void', v.base, v.sets, v.olds, 1,
    op_hash('referral', NEW.id, 'void', v.base, v.sets)
  FROM sync_state s, (SELECT OLD._rev AS base,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason) AS sets,
    '{}' AS olds) v;
END;
CREATE TRIGGER serial_kept BEFORE DELETE ON serial
BEGIN SELECT RAISE(ABORT, 'a number once given out is never forgotten'); END;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
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
CREATE TABLE allergy(
  id TEXT PRIMARY KEY NOT NULL,
  patient_id TEXT,
  substance TEXT,
  substance_code TEXT,
  reaction TEXT,
  noted_on TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE attachment(
  id TEXT PRIMARY KEY NOT NULL,
  referral_id TEXT,
  message_id TEXT,
  purpose TEXT,
  name TEXT,
  media_type TEXT,
  sha256 TEXT,
  size INTEGER,
  added_at TEXT,
  by_org TEXT,
  by_org_name TEXT,
  by_name TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
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
CREATE TABLE backup_log(
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  path TEXT NOT NULL,
  kind TEXT NOT NULL,
  bytes INTEGER NOT NULL DEFAULT 0,
  ok INTEGER NOT NULL,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE code_item(
  list TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL, keys TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0, active INTEGER NOT NULL DEFAULT 1, imported_at TEXT NOT NULL,
  PRIMARY KEY(list, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE conflict(
  id TEXT PRIMARY KEY NOT NULL,
  ent TEXT,
  rec_id TEXT,
  field TEXT,
  merge TEXT,
  base TEXT,
  kept TEXT,
  kept_by TEXT,
  kept_org TEXT,
  kept_at TEXT,
  other TEXT,
  other_by TEXT,
  other_org TEXT,
  other_at TEXT,
  status TEXT,
  choice TEXT,
  chosen TEXT,
  resolved_by TEXT,
  resolved_at TEXT,
  opened_at TEXT,
  patient_id TEXT,
  referral_id TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE contact_card(
  id TEXT PRIMARY KEY NOT NULL,
  org_id TEXT,
  dept TEXT,
  person TEXT,
  role TEXT,
  phone TEXT,
  hours TEXT,
  checked_on TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE device_key(
  id TEXT PRIMARY KEY NOT NULL,
  org_id TEXT,
  public_key TEXT,
  enrolled_at TEXT,
  revoked_at TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE doctor_team(
  id TEXT PRIMARY KEY NOT NULL,
  org_id TEXT,
  name TEXT,
  leader TEXT,
  phone TEXT,
  members TEXT,
  hours TEXT,
  villages TEXT,
  closed_on TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE draft(
  form TEXT NOT NULL, key TEXT NOT NULL, user_name TEXT NOT NULL DEFAULT '',
  json TEXT NOT NULL, saved_at TEXT NOT NULL,
  PRIMARY KEY(form, key, user_name)
) STRICT, WITHOUT ROWID;
CREATE TABLE extra_row(
  ent TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, lane TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY(ent, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE family_contract(
  id TEXT PRIMARY KEY NOT NULL,
  patient_id TEXT,
  team_id TEXT,
  team_name TEXT,
  doctor TEXT,
  doctor_phone TEXT,
  agreement_no TEXT,
  signed_on TEXT,
  starts_on TEXT,
  ends_on TEXT,
  services TEXT,
  signer TEXT,
  signer_relation TEXT,
  previous_id TEXT,
  closed_reason TEXT,
  closed_on TEXT,
  closed_note TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE follow_up(
  id TEXT PRIMARY KEY NOT NULL,
  patient_id TEXT,
  plan_id TEXT,
  referral_id TEXT,
  form TEXT,
  edition TEXT,
  visited_on TEXT,
  way TEXT,
  doctor TEXT,
  answers TEXT,
  result_class TEXT,
  next_on TEXT,
  note TEXT,
  supersedes TEXT,
  late INTEGER,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE follow_up_plan(
  id TEXT PRIMARY KEY NOT NULL,
  patient_id TEXT,
  referral_id TEXT,
  form TEXT,
  due_on TEXT,
  reason TEXT,
  advice TEXT,
  doctor TEXT,
  closed_reason TEXT,
  closed_on TEXT,
  closed_note TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE handover(
  id INTEGER PRIMARY KEY,
  referral_id TEXT NOT NULL,
  side TEXT NOT NULL CHECK(side IN ('out', 'in')),
  json TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  saved_by TEXT NOT NULL
) STRICT;
CREATE TABLE lane_cursor(
  lane TEXT PRIMARY KEY, seq INTEGER NOT NULL, chk TEXT NOT NULL
) STRICT;
CREATE TABLE medication(
  id TEXT PRIMARY KEY NOT NULL,
  patient_id TEXT,
  drug TEXT,
  dosage TEXT,
  since_on TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE op(
  op_seq INTEGER PRIMARY KEY,
  txn INTEGER NOT NULL,
  hlc INTEGER NOT NULL,
  wall INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  ent TEXT NOT NULL,
  rec_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  base_rev INTEGER NOT NULL,
  sets TEXT NOT NULL,
  olds TEXT NOT NULL,
  cat_ver INTEGER NOT NULL,
  hash TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL DEFAULT '',
  hub_seq INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE organization(
  id TEXT PRIMARY KEY NOT NULL,
  code TEXT,
  name TEXT,
  short_name TEXT,
  level TEXT,
  role TEXT,
  slip_prefix TEXT,
  address TEXT,
  phone TEXT,
  departments TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
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
CREATE TABLE patient(
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT,
  gender TEXT,
  birth_date TEXT,
  id_type TEXT,
  id_no TEXT,
  no_id_reason TEXT,
  phone TEXT,
  address TEXT,
  village TEXT,
  contact_name TEXT,
  contact_relation TEXT,
  contact_phone TEXT,
  ethnic TEXT,
  blood_type TEXT,
  rh TEXT,
  marital TEXT,
  occupation TEXT,
  payment TEXT,
  insurance_no TEXT,
  archive_no TEXT,
  exempt_reason TEXT,
  responsible_doctor TEXT,
  past_history TEXT,
  note TEXT,
  closed_reason TEXT,
  closed_on TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE patient_key(
  key TEXT NOT NULL, patient_id TEXT NOT NULL, PRIMARY KEY(key, patient_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE patient_link(
  id TEXT PRIMARY KEY NOT NULL,
  loser_id TEXT,
  winner_id TEXT,
  reason TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE patient_stale(patient_id TEXT NOT NULL) STRICT;
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
CREATE TABLE problem(
  id TEXT PRIMARY KEY NOT NULL,
  patient_id TEXT,
  name TEXT,
  icd TEXT,
  category TEXT,
  diagnosed_on TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE referral(
  id TEXT PRIMARY KEY NOT NULL,
  patient_id TEXT,
  direction TEXT,
  slip_no TEXT,
  from_org TEXT,
  from_org_name TEXT,
  from_dept TEXT,
  from_doctor TEXT,
  from_phone TEXT,
  to_org TEXT,
  to_org_name TEXT,
  to_dept TEXT,
  to_doctor TEXT,
  to_phone TEXT,
  urgency TEXT,
  visit_type TEXT,
  reason TEXT,
  reason_text TEXT,
  referral_date TEXT,
  impression TEXT,
  impression_codes TEXT,
  present_illness TEXT,
  past_history TEXT,
  treatment TEXT,
  exam_result TEXT,
  next_plan TEXT,
  rehab_advice TEXT,
  allergy_text TEXT,
  inpatient_no TEXT,
  record_no TEXT,
  patient_name TEXT,
  patient_gender TEXT,
  patient_age TEXT,
  patient_birth_date TEXT,
  patient_id_no TEXT,
  patient_phone TEXT,
  patient_address TEXT,
  patient_archive_no TEXT,
  payment TEXT,
  insurance_no TEXT,
  exempt_reason TEXT,
  valid_until TEXT,
  consent TEXT,
  consent_note TEXT,
  escort TEXT,
  previous_id TEXT,
  follow_up_id TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE referral_event(
  id TEXT PRIMARY KEY NOT NULL,
  referral_id TEXT,
  event TEXT,
  at TEXT,
  entered_at TEXT,
  by_org TEXT,
  by_org_name TEXT,
  by_name TEXT,
  details TEXT,
  late INTEGER,
  after TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE referral_message(
  id TEXT PRIMARY KEY NOT NULL,
  referral_id TEXT,
  role TEXT,
  text TEXT,
  reply_to TEXT,
  at TEXT,
  by_org TEXT,
  by_org_name TEXT,
  by_name TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
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
CREATE TABLE referral_return(
  id TEXT PRIMARY KEY NOT NULL,
  referral_id TEXT,
  slip_no TEXT,
  from_org TEXT,
  from_org_name TEXT,
  from_dept TEXT,
  from_doctor TEXT,
  from_phone TEXT,
  to_org TEXT,
  to_org_name TEXT,
  to_doctor TEXT,
  back_date TEXT,
  record_no TEXT,
  inpatient_no TEXT,
  diagnosis TEXT,
  diagnosis_codes TEXT,
  outcome TEXT,
  exam_result TEXT,
  treatment TEXT,
  next_plan TEXT,
  rehab_advice TEXT,
  follow_up_days INTEGER,
  patient_name TEXT,
  patient_gender TEXT,
  patient_age TEXT,
  patient_phone TEXT,
  patient_address TEXT,
  _owner TEXT NOT NULL DEFAULT '',
  _rev INTEGER NOT NULL DEFAULT 0,
  _void INTEGER NOT NULL DEFAULT 0,
  _void_reason TEXT NOT NULL DEFAULT '',
  _lane TEXT NOT NULL DEFAULT '',
  _extra TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
CREATE TABLE referral_stale(referral_id TEXT NOT NULL) STRICT;
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
CREATE TABLE serial_counter(epoch_no INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
CREATE TABLE setting(
  name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL, changed_at TEXT NOT NULL, changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE sqlite_sequence(name,seq);
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
CREATE TABLE sync_state(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  org_id TEXT NOT NULL,
  org_name TEXT NOT NULL DEFAULT '',
  device_id TEXT NOT NULL DEFAULT '',
  device_key BLOB,
  hub_address TEXT NOT NULL DEFAULT '',
  hub_ca TEXT NOT NULL DEFAULT '',
  hub_epoch TEXT NOT NULL DEFAULT '',
  hub_seal_key TEXT NOT NULL DEFAULT '',
  hub_sign_key TEXT NOT NULL DEFAULT '',
  epoch_no INTEGER NOT NULL DEFAULT 0,
  next_op INTEGER NOT NULL DEFAULT 1,
  acked_op INTEGER NOT NULL DEFAULT 0,
  epoch_first INTEGER NOT NULL DEFAULT 1,
  chain TEXT NOT NULL DEFAULT '',
  ratchet_cur TEXT NOT NULL DEFAULT '',
  ratchet_next TEXT NOT NULL DEFAULT '',
  backed_up_seq INTEGER NOT NULL DEFAULT 0,
  next_txn INTEGER NOT NULL DEFAULT 1,
  hlc INTEGER NOT NULL DEFAULT 0,
  wall_offset_ms INTEGER,
  clock_suspect INTEGER NOT NULL DEFAULT 0,
  catalogue_ver INTEGER NOT NULL,
  page_bytes INTEGER NOT NULL DEFAULT 16384,
  clean_shutdown INTEGER NOT NULL DEFAULT 1,
  last_contact_at TEXT NOT NULL DEFAULT '',
  last_digest_at TEXT NOT NULL DEFAULT '',
  last_digest_equal INTEGER
) STRICT;
CREATE TABLE work_calendar(
  day TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('off', 'work')),
  name TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX allergy_by_patient_id ON allergy(patient_id);
CREATE INDEX attachment_by_message_id ON attachment(message_id);
CREATE INDEX attachment_by_referral_id ON attachment(referral_id);
CREATE INDEX attachment_by_sha256 ON attachment(sha256);
CREATE INDEX audit_by_object ON audit(object_kind, object_id);
CREATE INDEX audit_by_patient ON audit(patient_id) WHERE patient_id <> '';
CREATE INDEX conflict_by_patient_id ON conflict(patient_id);
CREATE INDEX conflict_by_record ON conflict(rec_id);
CREATE INDEX conflict_by_referral_id ON conflict(referral_id);
CREATE INDEX conflict_by_status ON conflict(status, id);
CREATE INDEX family_contract_by_patient_id ON family_contract(patient_id);
CREATE INDEX family_contract_by_previous_id ON family_contract(previous_id);
CREATE INDEX family_contract_by_team_id ON family_contract(team_id);
CREATE INDEX family_contract_open ON family_contract(ends_on, id) WHERE coalesce(closed_on, '') = '';
CREATE INDEX follow_up_by_patient_id ON follow_up(patient_id);
CREATE INDEX follow_up_by_plan_id ON follow_up(plan_id);
CREATE INDEX follow_up_by_referral_id ON follow_up(referral_id);
CREATE INDEX follow_up_by_supersedes ON follow_up(supersedes);
CREATE INDEX follow_up_plan_by_patient_id ON follow_up_plan(patient_id);
CREATE INDEX follow_up_plan_by_referral_id ON follow_up_plan(referral_id);
CREATE INDEX follow_up_plan_open ON follow_up_plan(due_on, id) WHERE coalesce(closed_on, '') = '';
CREATE INDEX handover_of_referral ON handover(referral_id, side, id);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX medication_by_patient_id ON medication(patient_id);
CREATE INDEX op_by_record ON op(ent, rec_id);
CREATE INDEX op_open ON op(state, op_seq) WHERE state <> 1;
CREATE INDEX patient_by_doctor ON patient(responsible_doctor);
CREATE INDEX patient_by_id_no ON patient(id_no) WHERE id_no <> '';
CREATE INDEX patient_by_name ON patient(name);
CREATE INDEX patient_by_phone ON patient(phone) WHERE phone <> '';
CREATE INDEX patient_by_village ON patient(village);
CREATE INDEX patient_key_by_patient ON patient_key(patient_id);
CREATE INDEX patient_link_by_loser_id ON patient_link(loser_id);
CREATE INDEX patient_link_by_winner_id ON patient_link(winner_id);
CREATE INDEX print_log_by_object ON print_log(object_kind, object_id);
CREATE INDEX problem_by_patient_id ON problem(patient_id);
CREATE INDEX referral_by_follow_up_id ON referral(follow_up_id);
CREATE INDEX referral_by_patient_id ON referral(patient_id);
CREATE INDEX referral_by_previous_id ON referral(previous_id);
CREATE INDEX referral_by_slip ON referral(slip_no);
CREATE INDEX referral_event_by_referral_id ON referral_event(referral_id);
CREATE INDEX referral_message_asked ON referral_message(role, at) WHERE role = 'question';
CREATE INDEX referral_message_by_referral_id ON referral_message(referral_id);
CREATE INDEX referral_message_by_reply_to ON referral_message(reply_to);
CREATE INDEX referral_now_by_day ON referral_now(day, made, referral_id);
CREATE INDEX referral_now_by_holder ON referral_now(holder, urgent DESC, since, referral_id);
CREATE INDEX referral_return_by_referral_id ON referral_return(referral_id);
CREATE INDEX referral_return_by_slip ON referral_return(slip_no);
CREATE INDEX serial_by_object ON serial(object_kind, object_id);
CREATE UNIQUE INDEX serial_in_order ON serial(epoch_no, counter);
