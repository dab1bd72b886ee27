CREATE VIEW captured AS SELECT ent, rec_id, kind, base_rev, sets, olds FROM op;
CREATE TRIGGER allergy_added AFTER INSERT ON allergy WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('allergy',NEW.id,'add',coalesce((SELECT _rev FROM patient WHERE id = NEW.patient_id), 0),
    fields_filled('patient_id substance substance_code reaction noted_on',NEW.patient_id,NEW.substance,NEW.substance_code,NEW.reaction,NEW.noted_on),
    '{}');
END;
CREATE TRIGGER allergy_changed AFTER UPDATE ON allergy
WHEN sync_applying() = 0 AND (NEW.patient_id,NEW.substance,NEW.substance_code,NEW.reaction,NEW.noted_on) IS NOT (OLD.patient_id,OLD.substance,OLD.substance_code,OLD.reaction,OLD.noted_on)
BEGIN
  INSERT INTO captured VALUES('allergy',NEW.id,'set',OLD._rev,
    fields_changed('patient_id substance substance_code reaction noted_on',NEW.patient_id,NEW.substance,NEW.substance_code,NEW.reaction,NEW.noted_on,OLD.patient_id,OLD.substance,OLD.substance_code,OLD.reaction,OLD.noted_on),
    fields_changed('patient_id substance substance_code',OLD.patient_id,OLD.substance,OLD.substance_code,NEW.patient_id,NEW.substance,NEW.substance_code));
END;
CREATE TRIGGER allergy_keep BEFORE DELETE ON allergy WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER allergy_voided AFTER UPDATE ON allergy
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('allergy',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER attachment_added AFTER INSERT ON attachment WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('attachment',NEW.id,'add',0,
    fields_filled('referral_id message_id purpose name media_type sha256 size added_at by_org by_org_name by_name',NEW.referral_id,NEW.message_id,NEW.purpose,NEW.name,NEW.media_type,NEW.sha256,NEW.size,NEW.added_at,NEW.by_org,NEW.by_org_name,NEW.by_name),
    '{}');
END;
CREATE TRIGGER attachment_changed AFTER UPDATE ON attachment
WHEN sync_applying() = 0 AND (NEW.referral_id,NEW.message_id,NEW.purpose,NEW.name,NEW.media_type,NEW.sha256,NEW.size,NEW.added_at,NEW.by_org,NEW.by_org_name,NEW.by_name) IS NOT (OLD.referral_id,OLD.message_id,OLD.purpose,OLD.name,OLD.media_type,OLD.sha256,OLD.size,OLD.added_at,OLD.by_org,OLD.by_org_name,OLD.by_name)
BEGIN
  INSERT INTO captured VALUES('attachment',NEW.id,'set',OLD._rev,
    fields_changed('referral_id message_id purpose name media_type sha256 size added_at by_org by_org_name by_name',NEW.referral_id,NEW.message_id,NEW.purpose,NEW.name,NEW.media_type,NEW.sha256,NEW.size,NEW.added_at,NEW.by_org,NEW.by_org_name,NEW.by_name,OLD.referral_id,OLD.message_id,OLD.purpose,OLD.name,OLD.media_type,OLD.sha256,OLD.size,OLD.added_at,OLD.by_org,OLD.by_org_name,OLD.by_name),
    fields_changed('referral_id message_id media_type sha256 size added_at by_org by_org_name by_name',OLD.referral_id,OLD.message_id,OLD.media_type,OLD.sha256,OLD.size,OLD.added_at,OLD.by_org,OLD.by_org_name,OLD.by_name,NEW.referral_id,NEW.message_id,NEW.media_type,NEW.sha256,NEW.size,NEW.added_at,NEW.by_org,NEW.by_org_name,NEW.by_name));
END;
CREATE TRIGGER attachment_keep BEFORE DELETE ON attachment WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER attachment_voided AFTER UPDATE ON attachment
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('attachment',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is never shortened'); END;
CREATE TRIGGER audit_unchanged BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END;
CREATE TRIGGER capture INSTEAD OF INSERT ON captured
BEGIN
  UPDATE sync_state SET next_op = next_op + 1 WHERE id = 1;
  INSERT INTO op(op_seq, txn, hlc, wall, user_name, ent, rec_id, kind, base_rev, sets, olds, cat_ver, hash)
  SELECT next_op - 1, capture_txn(), capture_hlc(), capture_wall(), capture_user(),
    NEW.ent, NEW.rec_id, NEW.kind, base, NEW.sets, NEW.olds, catalogue_ver,
    op_hash(NEW.ent, NEW.rec_id, NEW.kind, base, NEW.sets)
  FROM (
    SELECT next_op, catalogue_ver, CASE WHEN NEW.kind <> 'set' THEN NEW.base_rev ELSE coalesce((
      SELECT min(o.base_rev) FROM op o
      WHERE o.ent = NEW.ent AND o.rec_id = NEW.rec_id AND (o.state = 0 OR o.hub_seq > NEW.base_rev)
        AND o.state <> 3 AND o.kind <> 'back' AND fields_shared(o.sets, NEW.sets)
    ), NEW.base_rev) END AS base FROM sync_state LIMIT 1
  );
END;
CREATE TRIGGER conflict_added AFTER INSERT ON conflict WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('conflict',NEW.id,'add',0,
    fields_filled('ent rec_id field merge base kept kept_by kept_org kept_at other other_by other_org other_at status choice chosen stood asked resolved_by resolved_at opened_at patient_id referral_id',NEW.ent,NEW.rec_id,NEW.field,NEW.merge,NEW.base,NEW.kept,NEW.kept_by,NEW.kept_org,NEW.kept_at,NEW.other,NEW.other_by,NEW.other_org,NEW.other_at,NEW.status,NEW.choice,NEW.chosen,NEW.stood,NEW.asked,NEW.resolved_by,NEW.resolved_at,NEW.opened_at,NEW.patient_id,NEW.referral_id),
    '{}');
END;
CREATE TRIGGER conflict_changed AFTER UPDATE ON conflict
WHEN sync_applying() = 0 AND (NEW.ent,NEW.rec_id,NEW.field,NEW.merge,NEW.base,NEW.kept,NEW.kept_by,NEW.kept_org,NEW.kept_at,NEW.other,NEW.other_by,NEW.other_org,NEW.other_at,NEW.status,NEW.choice,NEW.chosen,NEW.stood,NEW.asked,NEW.resolved_by,NEW.resolved_at,NEW.opened_at,NEW.patient_id,NEW.referral_id) IS NOT (OLD.ent,OLD.rec_id,OLD.field,OLD.merge,OLD.base,OLD.kept,OLD.kept_by,OLD.kept_org,OLD.kept_at,OLD.other,OLD.other_by,OLD.other_org,OLD.other_at,OLD.status,OLD.choice,OLD.chosen,OLD.stood,OLD.asked,OLD.resolved_by,OLD.resolved_at,OLD.opened_at,OLD.patient_id,OLD.referral_id)
BEGIN
  INSERT INTO captured VALUES('conflict',NEW.id,'set',OLD._rev,
    fields_changed('ent rec_id field merge base kept kept_by kept_org kept_at other other_by other_org other_at status choice chosen stood asked resolved_by resolved_at opened_at patient_id referral_id',NEW.ent,NEW.rec_id,NEW.field,NEW.merge,NEW.base,NEW.kept,NEW.kept_by,NEW.kept_org,NEW.kept_at,NEW.other,NEW.other_by,NEW.other_org,NEW.other_at,NEW.status,NEW.choice,NEW.chosen,NEW.stood,NEW.asked,NEW.resolved_by,NEW.resolved_at,NEW.opened_at,NEW.patient_id,NEW.referral_id,OLD.ent,OLD.rec_id,OLD.field,OLD.merge,OLD.base,OLD.kept,OLD.kept_by,OLD.kept_org,OLD.kept_at,OLD.other,OLD.other_by,OLD.other_org,OLD.other_at,OLD.status,OLD.choice,OLD.chosen,OLD.stood,OLD.asked,OLD.resolved_by,OLD.resolved_at,OLD.opened_at,OLD.patient_id,OLD.referral_id),
    fields_changed('ent rec_id field merge base opened_at patient_id referral_id',OLD.ent,OLD.rec_id,OLD.field,OLD.merge,OLD.base,OLD.opened_at,OLD.patient_id,OLD.referral_id,NEW.ent,NEW.rec_id,NEW.field,NEW.merge,NEW.base,NEW.opened_at,NEW.patient_id,NEW.referral_id));
END;
CREATE TRIGGER conflict_keep BEFORE DELETE ON conflict WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER conflict_voided AFTER UPDATE ON conflict
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('conflict',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER contact_card_added AFTER INSERT ON contact_card WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('contact_card',NEW.id,'add',0,
    fields_filled('org_id dept person role phone hours checked_on',NEW.org_id,NEW.dept,NEW.person,NEW.role,NEW.phone,NEW.hours,NEW.checked_on),
    '{}');
END;
CREATE TRIGGER contact_card_changed AFTER UPDATE ON contact_card
WHEN sync_applying() = 0 AND (NEW.org_id,NEW.dept,NEW.person,NEW.role,NEW.phone,NEW.hours,NEW.checked_on) IS NOT (OLD.org_id,OLD.dept,OLD.person,OLD.role,OLD.phone,OLD.hours,OLD.checked_on)
BEGIN
  INSERT INTO captured VALUES('contact_card',NEW.id,'set',OLD._rev,
    fields_changed('org_id dept person role phone hours checked_on',NEW.org_id,NEW.dept,NEW.person,NEW.role,NEW.phone,NEW.hours,NEW.checked_on,OLD.org_id,OLD.dept,OLD.person,OLD.role,OLD.phone,OLD.hours,OLD.checked_on),
    fields_changed('org_id',OLD.org_id,NEW.org_id));
END;
CREATE TRIGGER contact_card_keep BEFORE DELETE ON contact_card WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER contact_card_voided AFTER UPDATE ON contact_card
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('contact_card',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER correction_added AFTER INSERT ON correction WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('correction',NEW.id,'add',0,
    fields_filled('patient_id ent rec_id fields reason made_by made_at',NEW.patient_id,NEW.ent,NEW.rec_id,NEW.fields,NEW.reason,NEW.made_by,NEW.made_at),
    '{}');
END;
CREATE TRIGGER correction_changed AFTER UPDATE ON correction
WHEN sync_applying() = 0 AND (NEW.patient_id,NEW.ent,NEW.rec_id,NEW.fields,NEW.reason,NEW.made_by,NEW.made_at) IS NOT (OLD.patient_id,OLD.ent,OLD.rec_id,OLD.fields,OLD.reason,OLD.made_by,OLD.made_at)
BEGIN
  INSERT INTO captured VALUES('correction',NEW.id,'set',OLD._rev,
    fields_changed('patient_id ent rec_id fields reason made_by made_at',NEW.patient_id,NEW.ent,NEW.rec_id,NEW.fields,NEW.reason,NEW.made_by,NEW.made_at,OLD.patient_id,OLD.ent,OLD.rec_id,OLD.fields,OLD.reason,OLD.made_by,OLD.made_at),
    fields_changed('patient_id ent rec_id fields reason made_by made_at',OLD.patient_id,OLD.ent,OLD.rec_id,OLD.fields,OLD.reason,OLD.made_by,OLD.made_at,NEW.patient_id,NEW.ent,NEW.rec_id,NEW.fields,NEW.reason,NEW.made_by,NEW.made_at));
END;
CREATE TRIGGER correction_keep BEFORE DELETE ON correction WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER correction_voided AFTER UPDATE ON correction
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('correction',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER device_key_added AFTER INSERT ON device_key WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('device_key',NEW.id,'add',0,
    fields_filled('org_id public_key enrolled_at revoked_at',NEW.org_id,NEW.public_key,NEW.enrolled_at,NEW.revoked_at),
    '{}');
END;
CREATE TRIGGER device_key_changed AFTER UPDATE ON device_key
WHEN sync_applying() = 0 AND (NEW.org_id,NEW.public_key,NEW.enrolled_at,NEW.revoked_at) IS NOT (OLD.org_id,OLD.public_key,OLD.enrolled_at,OLD.revoked_at)
BEGIN
  INSERT INTO captured VALUES('device_key',NEW.id,'set',OLD._rev,
    fields_changed('org_id public_key enrolled_at revoked_at',NEW.org_id,NEW.public_key,NEW.enrolled_at,NEW.revoked_at,OLD.org_id,OLD.public_key,OLD.enrolled_at,OLD.revoked_at),
    fields_changed('org_id public_key enrolled_at',OLD.org_id,OLD.public_key,OLD.enrolled_at,NEW.org_id,NEW.public_key,NEW.enrolled_at));
END;
CREATE TRIGGER device_key_keep BEFORE DELETE ON device_key WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER device_key_voided AFTER UPDATE ON device_key
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('device_key',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER doctor_team_added AFTER INSERT ON doctor_team WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('doctor_team',NEW.id,'add',0,
    fields_filled('org_id name leader phone members hours villages closed_on',NEW.org_id,NEW.name,NEW.leader,NEW.phone,NEW.members,NEW.hours,NEW.villages,NEW.closed_on),
    '{}');
END;
CREATE TRIGGER doctor_team_changed AFTER UPDATE ON doctor_team
WHEN sync_applying() = 0 AND (NEW.org_id,NEW.name,NEW.leader,NEW.phone,NEW.members,NEW.hours,NEW.villages,NEW.closed_on) IS NOT (OLD.org_id,OLD.name,OLD.leader,OLD.phone,OLD.members,OLD.hours,OLD.villages,OLD.closed_on)
BEGIN
  INSERT INTO captured VALUES('doctor_team',NEW.id,'set',OLD._rev,
    fields_changed('org_id name leader phone members hours villages closed_on',NEW.org_id,NEW.name,NEW.leader,NEW.phone,NEW.members,NEW.hours,NEW.villages,NEW.closed_on,OLD.org_id,OLD.name,OLD.leader,OLD.phone,OLD.members,OLD.hours,OLD.villages,OLD.closed_on),
    fields_changed('org_id',OLD.org_id,NEW.org_id));
END;
CREATE TRIGGER doctor_team_keep BEFORE DELETE ON doctor_team WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER doctor_team_voided AFTER UPDATE ON doctor_team
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('doctor_team',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER family_contract_added AFTER INSERT ON family_contract WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('family_contract',NEW.id,'add',0,
    fields_filled('patient_id team_id team_name doctor doctor_phone agreement_no signed_on starts_on ends_on services signer signer_relation previous_id closed_reason closed_on closed_note',NEW.patient_id,NEW.team_id,NEW.team_name,NEW.doctor,NEW.doctor_phone,NEW.agreement_no,NEW.signed_on,NEW.starts_on,NEW.ends_on,NEW.services,NEW.signer,NEW.signer_relation,NEW.previous_id,NEW.closed_reason,NEW.closed_on,NEW.closed_note),
    '{}');
END;
CREATE TRIGGER family_contract_changed AFTER UPDATE ON family_contract
WHEN sync_applying() = 0 AND (NEW.patient_id,NEW.team_id,NEW.team_name,NEW.doctor,NEW.doctor_phone,NEW.agreement_no,NEW.signed_on,NEW.starts_on,NEW.ends_on,NEW.services,NEW.signer,NEW.signer_relation,NEW.previous_id,NEW.closed_reason,NEW.closed_on,NEW.closed_note) IS NOT (OLD.patient_id,OLD.team_id,OLD.team_name,OLD.doctor,OLD.doctor_phone,OLD.agreement_no,OLD.signed_on,OLD.starts_on,OLD.ends_on,OLD.services,OLD.signer,OLD.signer_relation,OLD.previous_id,OLD.closed_reason,OLD.closed_on,OLD.closed_note)
BEGIN
  INSERT INTO captured VALUES('family_contract',NEW.id,'set',OLD._rev,
    fields_changed('patient_id team_id team_name doctor doctor_phone agreement_no signed_on starts_on ends_on services signer signer_relation previous_id closed_reason closed_on closed_note',NEW.patient_id,NEW.team_id,NEW.team_name,NEW.doctor,NEW.doctor_phone,NEW.agreement_no,NEW.signed_on,NEW.starts_on,NEW.ends_on,NEW.services,NEW.signer,NEW.signer_relation,NEW.previous_id,NEW.closed_reason,NEW.closed_on,NEW.closed_note,OLD.patient_id,OLD.team_id,OLD.team_name,OLD.doctor,OLD.doctor_phone,OLD.agreement_no,OLD.signed_on,OLD.starts_on,OLD.ends_on,OLD.services,OLD.signer,OLD.signer_relation,OLD.previous_id,OLD.closed_reason,OLD.closed_on,OLD.closed_note),
    fields_changed('patient_id previous_id',OLD.patient_id,OLD.previous_id,NEW.patient_id,NEW.previous_id));
END;
CREATE TRIGGER family_contract_keep BEFORE DELETE ON family_contract WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER family_contract_voided AFTER UPDATE ON family_contract
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('family_contract',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER follow_up_added AFTER INSERT ON follow_up WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('follow_up',NEW.id,'add',0,
    fields_filled('patient_id plan_id referral_id form edition visited_on way doctor answers result_class next_on note supersedes late',NEW.patient_id,NEW.plan_id,NEW.referral_id,NEW.form,NEW.edition,NEW.visited_on,NEW.way,NEW.doctor,NEW.answers,NEW.result_class,NEW.next_on,NEW.note,NEW.supersedes,NEW.late),
    '{}');
END;
CREATE TRIGGER follow_up_changed BEFORE UPDATE ON follow_up
WHEN sync_applying() = 0 AND (NEW.patient_id,NEW.plan_id,NEW.referral_id,NEW.form,NEW.edition,NEW.visited_on,NEW.way,NEW.doctor,NEW.answers,NEW.result_class,NEW.next_on,NEW.note,NEW.supersedes,NEW.late) IS NOT (OLD.patient_id,OLD.plan_id,OLD.referral_id,OLD.form,OLD.edition,OLD.visited_on,OLD.way,OLD.doctor,OLD.answers,OLD.result_class,OLD.next_on,OLD.note,OLD.supersedes,OLD.late)
BEGIN SELECT RAISE(ABORT, 'this record is never changed; add one that supersedes it'); END;
CREATE TRIGGER follow_up_keep BEFORE DELETE ON follow_up WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER follow_up_plan_added AFTER INSERT ON follow_up_plan WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('follow_up_plan',NEW.id,'add',0,
    fields_filled('patient_id referral_id form due_on reason advice doctor closed_reason closed_on closed_note',NEW.patient_id,NEW.referral_id,NEW.form,NEW.due_on,NEW.reason,NEW.advice,NEW.doctor,NEW.closed_reason,NEW.closed_on,NEW.closed_note),
    '{}');
END;
CREATE TRIGGER follow_up_plan_changed AFTER UPDATE ON follow_up_plan
WHEN sync_applying() = 0 AND (NEW.patient_id,NEW.referral_id,NEW.form,NEW.due_on,NEW.reason,NEW.advice,NEW.doctor,NEW.closed_reason,NEW.closed_on,NEW.closed_note) IS NOT (OLD.patient_id,OLD.referral_id,OLD.form,OLD.due_on,OLD.reason,OLD.advice,OLD.doctor,OLD.closed_reason,OLD.closed_on,OLD.closed_note)
BEGIN
  INSERT INTO captured VALUES('follow_up_plan',NEW.id,'set',OLD._rev,
    fields_changed('patient_id referral_id form due_on reason advice doctor closed_reason closed_on closed_note',NEW.patient_id,NEW.referral_id,NEW.form,NEW.due_on,NEW.reason,NEW.advice,NEW.doctor,NEW.closed_reason,NEW.closed_on,NEW.closed_note,OLD.patient_id,OLD.referral_id,OLD.form,OLD.due_on,OLD.reason,OLD.advice,OLD.doctor,OLD.closed_reason,OLD.closed_on,OLD.closed_note),
    fields_changed('patient_id referral_id advice',OLD.patient_id,OLD.referral_id,OLD.advice,NEW.patient_id,NEW.referral_id,NEW.advice));
END;
CREATE TRIGGER follow_up_plan_keep BEFORE DELETE ON follow_up_plan WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER follow_up_plan_voided AFTER UPDATE ON follow_up_plan
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('follow_up_plan',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER follow_up_voided AFTER UPDATE ON follow_up
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('follow_up',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER handover_kept BEFORE DELETE ON handover
BEGIN SELECT RAISE(ABORT, 'a record of a hand-over is never removed'); END;
CREATE TRIGGER handover_unchanged BEFORE UPDATE ON handover
BEGIN SELECT RAISE(ABORT, 'a record of a hand-over is never changed'); END;
CREATE TRIGGER medication_added AFTER INSERT ON medication WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('medication',NEW.id,'add',coalesce((SELECT _rev FROM patient WHERE id = NEW.patient_id), 0),
    fields_filled('patient_id drug dosage since_on',NEW.patient_id,NEW.drug,NEW.dosage,NEW.since_on),
    '{}');
END;
CREATE TRIGGER medication_changed AFTER UPDATE ON medication
WHEN sync_applying() = 0 AND (NEW.patient_id,NEW.drug,NEW.dosage,NEW.since_on) IS NOT (OLD.patient_id,OLD.drug,OLD.dosage,OLD.since_on)
BEGIN
  INSERT INTO captured VALUES('medication',NEW.id,'set',OLD._rev,
    fields_changed('patient_id drug dosage since_on',NEW.patient_id,NEW.drug,NEW.dosage,NEW.since_on,OLD.patient_id,OLD.drug,OLD.dosage,OLD.since_on),
    fields_changed('patient_id drug dosage',OLD.patient_id,OLD.drug,OLD.dosage,NEW.patient_id,NEW.drug,NEW.dosage));
END;
CREATE TRIGGER medication_keep BEFORE DELETE ON medication WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER medication_voided AFTER UPDATE ON medication
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('medication',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER organization_added AFTER INSERT ON organization WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('organization',NEW.id,'add',0,
    fields_filled('code name short_name level role slip_prefix address phone departments',NEW.code,NEW.name,NEW.short_name,NEW.level,NEW.role,NEW.slip_prefix,NEW.address,NEW.phone,NEW.departments),
    '{}');
END;
CREATE TRIGGER organization_changed AFTER UPDATE ON organization
WHEN sync_applying() = 0 AND (NEW.code,NEW.name,NEW.short_name,NEW.level,NEW.role,NEW.slip_prefix,NEW.address,NEW.phone,NEW.departments) IS NOT (OLD.code,OLD.name,OLD.short_name,OLD.level,OLD.role,OLD.slip_prefix,OLD.address,OLD.phone,OLD.departments)
BEGIN
  INSERT INTO captured VALUES('organization',NEW.id,'set',OLD._rev,
    fields_changed('code name short_name level role slip_prefix address phone departments',NEW.code,NEW.name,NEW.short_name,NEW.level,NEW.role,NEW.slip_prefix,NEW.address,NEW.phone,NEW.departments,OLD.code,OLD.name,OLD.short_name,OLD.level,OLD.role,OLD.slip_prefix,OLD.address,OLD.phone,OLD.departments),
    fields_changed('code name slip_prefix',OLD.code,OLD.name,OLD.slip_prefix,NEW.code,NEW.name,NEW.slip_prefix));
END;
CREATE TRIGGER organization_keep BEFORE DELETE ON organization WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER organization_voided AFTER UPDATE ON organization
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('organization',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER patient_added AFTER INSERT ON patient WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('patient',NEW.id,'add',0,
    fields_filled('name gender birth_date id_type id_no no_id_reason phone address village contact_name contact_relation contact_phone ethnic blood_type rh marital occupation payment insurance_no archive_no exempt_reason responsible_doctor past_history note closed_reason closed_on',NEW.name,NEW.gender,NEW.birth_date,NEW.id_type,NEW.id_no,NEW.no_id_reason,NEW.phone,NEW.address,NEW.village,NEW.contact_name,NEW.contact_relation,NEW.contact_phone,NEW.ethnic,NEW.blood_type,NEW.rh,NEW.marital,NEW.occupation,NEW.payment,NEW.insurance_no,NEW.archive_no,NEW.exempt_reason,NEW.responsible_doctor,NEW.past_history,NEW.note,NEW.closed_reason,NEW.closed_on),
    '{}');
END;
CREATE TRIGGER patient_changed AFTER UPDATE ON patient
WHEN sync_applying() = 0 AND (NEW.name,NEW.gender,NEW.birth_date,NEW.id_type,NEW.id_no,NEW.no_id_reason,NEW.phone,NEW.address,NEW.village,NEW.contact_name,NEW.contact_relation,NEW.contact_phone,NEW.ethnic,NEW.blood_type,NEW.rh,NEW.marital,NEW.occupation,NEW.payment,NEW.insurance_no,NEW.archive_no,NEW.exempt_reason,NEW.responsible_doctor,NEW.past_history,NEW.note,NEW.closed_reason,NEW.closed_on) IS NOT (OLD.name,OLD.gender,OLD.birth_date,OLD.id_type,OLD.id_no,OLD.no_id_reason,OLD.phone,OLD.address,OLD.village,OLD.contact_name,OLD.contact_relation,OLD.contact_phone,OLD.ethnic,OLD.blood_type,OLD.rh,OLD.marital,OLD.occupation,OLD.payment,OLD.insurance_no,OLD.archive_no,OLD.exempt_reason,OLD.responsible_doctor,OLD.past_history,OLD.note,OLD.closed_reason,OLD.closed_on)
BEGIN
  INSERT INTO captured VALUES('patient',NEW.id,'set',OLD._rev,
    fields_changed('name gender birth_date id_type id_no no_id_reason phone address village contact_name contact_relation contact_phone ethnic blood_type rh marital occupation payment insurance_no archive_no exempt_reason responsible_doctor past_history note closed_reason closed_on',NEW.name,NEW.gender,NEW.birth_date,NEW.id_type,NEW.id_no,NEW.no_id_reason,NEW.phone,NEW.address,NEW.village,NEW.contact_name,NEW.contact_relation,NEW.contact_phone,NEW.ethnic,NEW.blood_type,NEW.rh,NEW.marital,NEW.occupation,NEW.payment,NEW.insurance_no,NEW.archive_no,NEW.exempt_reason,NEW.responsible_doctor,NEW.past_history,NEW.note,NEW.closed_reason,NEW.closed_on,OLD.name,OLD.gender,OLD.birth_date,OLD.id_type,OLD.id_no,OLD.no_id_reason,OLD.phone,OLD.address,OLD.village,OLD.contact_name,OLD.contact_relation,OLD.contact_phone,OLD.ethnic,OLD.blood_type,OLD.rh,OLD.marital,OLD.occupation,OLD.payment,OLD.insurance_no,OLD.archive_no,OLD.exempt_reason,OLD.responsible_doctor,OLD.past_history,OLD.note,OLD.closed_reason,OLD.closed_on),
    fields_changed('name gender birth_date id_no blood_type rh past_history note',OLD.name,OLD.gender,OLD.birth_date,OLD.id_no,OLD.blood_type,OLD.rh,OLD.past_history,OLD.note,NEW.name,NEW.gender,NEW.birth_date,NEW.id_no,NEW.blood_type,NEW.rh,NEW.past_history,NEW.note));
END;
CREATE TRIGGER patient_keep BEFORE DELETE ON patient WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER patient_link_added AFTER INSERT ON patient_link WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('patient_link',NEW.id,'add',0,
    fields_filled('loser_id winner_id reason',NEW.loser_id,NEW.winner_id,NEW.reason),
    '{}');
END;
CREATE TRIGGER patient_link_changed AFTER UPDATE ON patient_link
WHEN sync_applying() = 0 AND (NEW.loser_id,NEW.winner_id,NEW.reason) IS NOT (OLD.loser_id,OLD.winner_id,OLD.reason)
BEGIN
  INSERT INTO captured VALUES('patient_link',NEW.id,'set',OLD._rev,
    fields_changed('loser_id winner_id reason',NEW.loser_id,NEW.winner_id,NEW.reason,OLD.loser_id,OLD.winner_id,OLD.reason),
    fields_changed('loser_id winner_id',OLD.loser_id,OLD.winner_id,NEW.loser_id,NEW.winner_id));
END;
CREATE TRIGGER patient_link_keep BEFORE DELETE ON patient_link WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER patient_link_voided AFTER UPDATE ON patient_link
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('patient_link',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER patient_move_added AFTER INSERT ON patient_move WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('patient_move',NEW.id,'add',0,
    fields_filled('patient_id from_org to_org moved_at moved_by open_plans',NEW.patient_id,NEW.from_org,NEW.to_org,NEW.moved_at,NEW.moved_by,NEW.open_plans),
    '{}');
END;
CREATE TRIGGER patient_move_changed AFTER UPDATE ON patient_move
WHEN sync_applying() = 0 AND (NEW.patient_id,NEW.from_org,NEW.to_org,NEW.moved_at,NEW.moved_by,NEW.open_plans) IS NOT (OLD.patient_id,OLD.from_org,OLD.to_org,OLD.moved_at,OLD.moved_by,OLD.open_plans)
BEGIN
  INSERT INTO captured VALUES('patient_move',NEW.id,'set',OLD._rev,
    fields_changed('patient_id from_org to_org moved_at moved_by open_plans',NEW.patient_id,NEW.from_org,NEW.to_org,NEW.moved_at,NEW.moved_by,NEW.open_plans,OLD.patient_id,OLD.from_org,OLD.to_org,OLD.moved_at,OLD.moved_by,OLD.open_plans),
    fields_changed('patient_id from_org to_org moved_at moved_by open_plans',OLD.patient_id,OLD.from_org,OLD.to_org,OLD.moved_at,OLD.moved_by,OLD.open_plans,NEW.patient_id,NEW.from_org,NEW.to_org,NEW.moved_at,NEW.moved_by,NEW.open_plans));
END;
CREATE TRIGGER patient_move_keep BEFORE DELETE ON patient_move WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER patient_move_voided AFTER UPDATE ON patient_move
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('patient_move',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
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
  INSERT INTO captured VALUES('patient',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER problem_added AFTER INSERT ON problem WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('problem',NEW.id,'add',coalesce((SELECT _rev FROM patient WHERE id = NEW.patient_id), 0),
    fields_filled('patient_id name icd category diagnosed_on',NEW.patient_id,NEW.name,NEW.icd,NEW.category,NEW.diagnosed_on),
    '{}');
END;
CREATE TRIGGER problem_changed AFTER UPDATE ON problem
WHEN sync_applying() = 0 AND (NEW.patient_id,NEW.name,NEW.icd,NEW.category,NEW.diagnosed_on) IS NOT (OLD.patient_id,OLD.name,OLD.icd,OLD.category,OLD.diagnosed_on)
BEGIN
  INSERT INTO captured VALUES('problem',NEW.id,'set',OLD._rev,
    fields_changed('patient_id name icd category diagnosed_on',NEW.patient_id,NEW.name,NEW.icd,NEW.category,NEW.diagnosed_on,OLD.patient_id,OLD.name,OLD.icd,OLD.category,OLD.diagnosed_on),
    fields_changed('patient_id name icd',OLD.patient_id,OLD.name,OLD.icd,NEW.patient_id,NEW.name,NEW.icd));
END;
CREATE TRIGGER problem_keep BEFORE DELETE ON problem WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER problem_voided AFTER UPDATE ON problem
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('problem',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER referral_added AFTER INSERT ON referral WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('referral',NEW.id,'add',0,
    fields_filled('patient_id direction slip_no from_org from_org_name from_dept from_doctor from_phone to_org to_org_name to_dept to_doctor to_phone urgency visit_type reason reason_text referral_date impression impression_codes present_illness past_history treatment exam_result next_plan rehab_advice allergy_text inpatient_no record_no patient_name patient_gender patient_age patient_birth_date patient_id_no patient_phone patient_address patient_archive_no payment insurance_no exempt_reason valid_until consent consent_note escort previous_id follow_up_id',NEW.patient_id,NEW.direction,NEW.slip_no,NEW.from_org,NEW.from_org_name,NEW.from_dept,NEW.from_doctor,NEW.from_phone,NEW.to_org,NEW.to_org_name,NEW.to_dept,NEW.to_doctor,NEW.to_phone,NEW.urgency,NEW.visit_type,NEW.reason,NEW.reason_text,NEW.referral_date,NEW.impression,NEW.impression_codes,NEW.present_illness,NEW.past_history,NEW.treatment,NEW.exam_result,NEW.next_plan,NEW.rehab_advice,NEW.allergy_text,NEW.inpatient_no,NEW.record_no,NEW.patient_name,NEW.patient_gender,NEW.patient_age,NEW.patient_birth_date,NEW.patient_id_no,NEW.patient_phone,NEW.patient_address,NEW.patient_archive_no,NEW.payment,NEW.insurance_no,NEW.exempt_reason,NEW.valid_until,NEW.consent,NEW.consent_note,NEW.escort,NEW.previous_id,NEW.follow_up_id),
    '{}');
END;
CREATE TRIGGER referral_changed AFTER UPDATE ON referral
WHEN sync_applying() = 0 AND (NEW.patient_id,NEW.direction,NEW.slip_no,NEW.from_org,NEW.from_org_name,NEW.from_dept,NEW.from_doctor,NEW.from_phone,NEW.to_org,NEW.to_org_name,NEW.to_dept,NEW.to_doctor,NEW.to_phone,NEW.urgency,NEW.visit_type,NEW.reason,NEW.reason_text,NEW.referral_date,NEW.impression,NEW.impression_codes,NEW.present_illness,NEW.past_history,NEW.treatment,NEW.exam_result,NEW.next_plan,NEW.rehab_advice,NEW.allergy_text,NEW.inpatient_no,NEW.record_no,NEW.patient_name,NEW.patient_gender,NEW.patient_age,NEW.patient_birth_date,NEW.patient_id_no,NEW.patient_phone,NEW.patient_address,NEW.patient_archive_no,NEW.payment,NEW.insurance_no,NEW.exempt_reason,NEW.valid_until,NEW.consent,NEW.consent_note,NEW.escort,NEW.previous_id,NEW.follow_up_id) IS NOT (OLD.patient_id,OLD.direction,OLD.slip_no,OLD.from_org,OLD.from_org_name,OLD.from_dept,OLD.from_doctor,OLD.from_phone,OLD.to_org,OLD.to_org_name,OLD.to_dept,OLD.to_doctor,OLD.to_phone,OLD.urgency,OLD.visit_type,OLD.reason,OLD.reason_text,OLD.referral_date,OLD.impression,OLD.impression_codes,OLD.present_illness,OLD.past_history,OLD.treatment,OLD.exam_result,OLD.next_plan,OLD.rehab_advice,OLD.allergy_text,OLD.inpatient_no,OLD.record_no,OLD.patient_name,OLD.patient_gender,OLD.patient_age,OLD.patient_birth_date,OLD.patient_id_no,OLD.patient_phone,OLD.patient_address,OLD.patient_archive_no,OLD.payment,OLD.insurance_no,OLD.exempt_reason,OLD.valid_until,OLD.consent,OLD.consent_note,OLD.escort,OLD.previous_id,OLD.follow_up_id)
BEGIN
  INSERT INTO captured VALUES('referral',NEW.id,'set',OLD._rev,
    fields_changed('patient_id direction slip_no from_org from_org_name from_dept from_doctor from_phone to_org to_org_name to_dept to_doctor to_phone urgency visit_type reason reason_text referral_date impression impression_codes present_illness past_history treatment exam_result next_plan rehab_advice allergy_text inpatient_no record_no patient_name patient_gender patient_age patient_birth_date patient_id_no patient_phone patient_address patient_archive_no payment insurance_no exempt_reason valid_until consent consent_note escort previous_id follow_up_id',NEW.patient_id,NEW.direction,NEW.slip_no,NEW.from_org,NEW.from_org_name,NEW.from_dept,NEW.from_doctor,NEW.from_phone,NEW.to_org,NEW.to_org_name,NEW.to_dept,NEW.to_doctor,NEW.to_phone,NEW.urgency,NEW.visit_type,NEW.reason,NEW.reason_text,NEW.referral_date,NEW.impression,NEW.impression_codes,NEW.present_illness,NEW.past_history,NEW.treatment,NEW.exam_result,NEW.next_plan,NEW.rehab_advice,NEW.allergy_text,NEW.inpatient_no,NEW.record_no,NEW.patient_name,NEW.patient_gender,NEW.patient_age,NEW.patient_birth_date,NEW.patient_id_no,NEW.patient_phone,NEW.patient_address,NEW.patient_archive_no,NEW.payment,NEW.insurance_no,NEW.exempt_reason,NEW.valid_until,NEW.consent,NEW.consent_note,NEW.escort,NEW.previous_id,NEW.follow_up_id,OLD.patient_id,OLD.direction,OLD.slip_no,OLD.from_org,OLD.from_org_name,OLD.from_dept,OLD.from_doctor,OLD.from_phone,OLD.to_org,OLD.to_org_name,OLD.to_dept,OLD.to_doctor,OLD.to_phone,OLD.urgency,OLD.visit_type,OLD.reason,OLD.reason_text,OLD.referral_date,OLD.impression,OLD.impression_codes,OLD.present_illness,OLD.past_history,OLD.treatment,OLD.exam_result,OLD.next_plan,OLD.rehab_advice,OLD.allergy_text,OLD.inpatient_no,OLD.record_no,OLD.patient_name,OLD.patient_gender,OLD.patient_age,OLD.patient_birth_date,OLD.patient_id_no,OLD.patient_phone,OLD.patient_address,OLD.patient_archive_no,OLD.payment,OLD.insurance_no,OLD.exempt_reason,OLD.valid_until,OLD.consent,OLD.consent_note,OLD.escort,OLD.previous_id,OLD.follow_up_id),
    fields_changed('patient_id direction slip_no from_org from_org_name to_org to_org_name urgency impression impression_codes present_illness past_history treatment exam_result next_plan rehab_advice allergy_text patient_name patient_gender patient_age patient_birth_date patient_id_no previous_id follow_up_id',OLD.patient_id,OLD.direction,OLD.slip_no,OLD.from_org,OLD.from_org_name,OLD.to_org,OLD.to_org_name,OLD.urgency,OLD.impression,OLD.impression_codes,OLD.present_illness,OLD.past_history,OLD.treatment,OLD.exam_result,OLD.next_plan,OLD.rehab_advice,OLD.allergy_text,OLD.patient_name,OLD.patient_gender,OLD.patient_age,OLD.patient_birth_date,OLD.patient_id_no,OLD.previous_id,OLD.follow_up_id,NEW.patient_id,NEW.direction,NEW.slip_no,NEW.from_org,NEW.from_org_name,NEW.to_org,NEW.to_org_name,NEW.urgency,NEW.impression,NEW.impression_codes,NEW.present_illness,NEW.past_history,NEW.treatment,NEW.exam_result,NEW.next_plan,NEW.rehab_advice,NEW.allergy_text,NEW.patient_name,NEW.patient_gender,NEW.patient_age,NEW.patient_birth_date,NEW.patient_id_no,NEW.previous_id,NEW.follow_up_id));
END;
CREATE TRIGGER referral_event_added AFTER INSERT ON referral_event WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('referral_event',NEW.id,'add',0,
    fields_filled('referral_id event at entered_at by_org by_org_name by_name details late after',NEW.referral_id,NEW.event,NEW.at,NEW.entered_at,NEW.by_org,NEW.by_org_name,NEW.by_name,NEW.details,NEW.late,NEW.after),
    '{}');
END;
CREATE TRIGGER referral_event_changed BEFORE UPDATE ON referral_event
WHEN sync_applying() = 0 AND (NEW.referral_id,NEW.event,NEW.at,NEW.entered_at,NEW.by_org,NEW.by_org_name,NEW.by_name,NEW.details,NEW.late,NEW.after) IS NOT (OLD.referral_id,OLD.event,OLD.at,OLD.entered_at,OLD.by_org,OLD.by_org_name,OLD.by_name,OLD.details,OLD.late,OLD.after)
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
  INSERT INTO captured VALUES('referral_event',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER referral_keep BEFORE DELETE ON referral WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER referral_message_added AFTER INSERT ON referral_message WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('referral_message',NEW.id,'add',0,
    fields_filled('referral_id role text reply_to at by_org by_org_name by_name',NEW.referral_id,NEW.role,NEW.text,NEW.reply_to,NEW.at,NEW.by_org,NEW.by_org_name,NEW.by_name),
    '{}');
END;
CREATE TRIGGER referral_message_changed BEFORE UPDATE ON referral_message
WHEN sync_applying() = 0 AND (NEW.referral_id,NEW.role,NEW.text,NEW.reply_to,NEW.at,NEW.by_org,NEW.by_org_name,NEW.by_name) IS NOT (OLD.referral_id,OLD.role,OLD.text,OLD.reply_to,OLD.at,OLD.by_org,OLD.by_org_name,OLD.by_name)
BEGIN SELECT RAISE(ABORT, 'this record is never changed; add one that supersedes it'); END;
CREATE TRIGGER referral_message_keep BEFORE DELETE ON referral_message WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER referral_message_voided AFTER UPDATE ON referral_message
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('referral_message',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
END;
CREATE TRIGGER referral_return_added AFTER INSERT ON referral_return WHEN sync_applying() = 0
BEGIN
  INSERT INTO captured VALUES('referral_return',NEW.id,'add',0,
    fields_filled('referral_id slip_no from_org from_org_name from_dept from_doctor from_phone to_org to_org_name to_doctor back_date record_no inpatient_no diagnosis diagnosis_codes outcome exam_result treatment next_plan rehab_advice follow_up_days patient_name patient_gender patient_age patient_phone patient_address',NEW.referral_id,NEW.slip_no,NEW.from_org,NEW.from_org_name,NEW.from_dept,NEW.from_doctor,NEW.from_phone,NEW.to_org,NEW.to_org_name,NEW.to_doctor,NEW.back_date,NEW.record_no,NEW.inpatient_no,NEW.diagnosis,NEW.diagnosis_codes,NEW.outcome,NEW.exam_result,NEW.treatment,NEW.next_plan,NEW.rehab_advice,NEW.follow_up_days,NEW.patient_name,NEW.patient_gender,NEW.patient_age,NEW.patient_phone,NEW.patient_address),
    '{}');
END;
CREATE TRIGGER referral_return_changed AFTER UPDATE ON referral_return
WHEN sync_applying() = 0 AND (NEW.referral_id,NEW.slip_no,NEW.from_org,NEW.from_org_name,NEW.from_dept,NEW.from_doctor,NEW.from_phone,NEW.to_org,NEW.to_org_name,NEW.to_doctor,NEW.back_date,NEW.record_no,NEW.inpatient_no,NEW.diagnosis,NEW.diagnosis_codes,NEW.outcome,NEW.exam_result,NEW.treatment,NEW.next_plan,NEW.rehab_advice,NEW.follow_up_days,NEW.patient_name,NEW.patient_gender,NEW.patient_age,NEW.patient_phone,NEW.patient_address) IS NOT (OLD.referral_id,OLD.slip_no,OLD.from_org,OLD.from_org_name,OLD.from_dept,OLD.from_doctor,OLD.from_phone,OLD.to_org,OLD.to_org_name,OLD.to_doctor,OLD.back_date,OLD.record_no,OLD.inpatient_no,OLD.diagnosis,OLD.diagnosis_codes,OLD.outcome,OLD.exam_result,OLD.treatment,OLD.next_plan,OLD.rehab_advice,OLD.follow_up_days,OLD.patient_name,OLD.patient_gender,OLD.patient_age,OLD.patient_phone,OLD.patient_address)
BEGIN
  INSERT INTO captured VALUES('referral_return',NEW.id,'set',OLD._rev,
    fields_changed('referral_id slip_no from_org from_org_name from_dept from_doctor from_phone to_org to_org_name to_doctor back_date record_no inpatient_no diagnosis diagnosis_codes outcome exam_result treatment next_plan rehab_advice follow_up_days patient_name patient_gender patient_age patient_phone patient_address',NEW.referral_id,NEW.slip_no,NEW.from_org,NEW.from_org_name,NEW.from_dept,NEW.from_doctor,NEW.from_phone,NEW.to_org,NEW.to_org_name,NEW.to_doctor,NEW.back_date,NEW.record_no,NEW.inpatient_no,NEW.diagnosis,NEW.diagnosis_codes,NEW.outcome,NEW.exam_result,NEW.treatment,NEW.next_plan,NEW.rehab_advice,NEW.follow_up_days,NEW.patient_name,NEW.patient_gender,NEW.patient_age,NEW.patient_phone,NEW.patient_address,OLD.referral_id,OLD.slip_no,OLD.from_org,OLD.from_org_name,OLD.from_dept,OLD.from_doctor,OLD.from_phone,OLD.to_org,OLD.to_org_name,OLD.to_doctor,OLD.back_date,OLD.record_no,OLD.inpatient_no,OLD.diagnosis,OLD.diagnosis_codes,OLD.outcome,OLD.exam_result,OLD.treatment,OLD.next_plan,OLD.rehab_advice,OLD.follow_up_days,OLD.patient_name,OLD.patient_gender,OLD.patient_age,OLD.patient_phone,OLD.patient_address),
    fields_changed('referral_id slip_no from_org from_org_name to_org to_org_name diagnosis diagnosis_codes outcome exam_result treatment next_plan rehab_advice patient_name patient_gender patient_age',OLD.referral_id,OLD.slip_no,OLD.from_org,OLD.from_org_name,OLD.to_org,OLD.to_org_name,OLD.diagnosis,OLD.diagnosis_codes,OLD.outcome,OLD.exam_result,OLD.treatment,OLD.next_plan,OLD.rehab_advice,OLD.patient_name,OLD.patient_gender,OLD.patient_age,NEW.referral_id,NEW.slip_no,NEW.from_org,NEW.from_org_name,NEW.to_org,NEW.to_org_name,NEW.diagnosis,NEW.diagnosis_codes,NEW.outcome,NEW.exam_result,NEW.treatment,NEW.next_plan,NEW.rehab_advice,NEW.patient_name,NEW.patient_gender,NEW.patient_age));
END;
CREATE TRIGGER referral_return_keep BEFORE DELETE ON referral_return WHEN sync_applying() = 0
BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;
CREATE TRIGGER referral_return_voided AFTER UPDATE ON referral_return
WHEN sync_applying() = 0 AND NEW._void IS NOT OLD._void
BEGIN
  INSERT INTO captured VALUES('referral_return',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
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
  INSERT INTO captured VALUES('referral',NEW.id,'void',OLD._rev,
    json_object('_void', NEW._void, '_void_reason', NEW._void_reason),
    '{}');
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
CREATE TABLE ahead_row(
  no INTEGER PRIMARY KEY, ent TEXT NOT NULL, id TEXT NOT NULL,
  cut INTEGER NOT NULL, op_seq INTEGER NOT NULL, shown TEXT NOT NULL, hub TEXT NOT NULL DEFAULT '',
  heard_at TEXT NOT NULL DEFAULT '', offered INTEGER NOT NULL DEFAULT 0
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
  stood TEXT,
  asked TEXT,
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
CREATE TABLE correction(
  id TEXT PRIMARY KEY NOT NULL,
  patient_id TEXT,
  ent TEXT,
  rec_id TEXT,
  fields TEXT,
  reason TEXT,
  made_by TEXT,
  made_at TEXT,
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
CREATE TABLE patient_move(
  id TEXT PRIMARY KEY NOT NULL,
  patient_id TEXT,
  from_org TEXT,
  to_org TEXT,
  moved_at TEXT,
  moved_by TEXT,
  open_plans INTEGER,
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
  last_digest_equal INTEGER,
  refused_as TEXT NOT NULL DEFAULT '',
  passed TEXT NOT NULL DEFAULT '[[],[]]'
) STRICT;
CREATE TABLE work_calendar(
  day TEXT PRIMARY KEY NOT NULL, kind TEXT NOT NULL CHECK(kind IN ('off', 'work')),
  name TEXT NOT NULL DEFAULT '', source TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX ahead_row_of_record ON ahead_row(ent, id);
CREATE INDEX allergy_by_patient_id ON allergy(patient_id);
CREATE INDEX attachment_by_added ON attachment(added_at);
CREATE INDEX attachment_by_message_id ON attachment(message_id);
CREATE INDEX attachment_by_referral_id ON attachment(referral_id);
CREATE INDEX attachment_by_sha256 ON attachment(sha256);
CREATE INDEX attachment_file_by_hub ON attachment_file(hub_epoch, checked_at);
CREATE INDEX attachment_file_wanted ON attachment_file(sha256) WHERE wanted = 1;
CREATE INDEX audit_by_object ON audit(object_kind, object_id);
CREATE INDEX audit_by_patient ON audit(patient_id) WHERE patient_id <> '';
CREATE INDEX conflict_by_patient_id ON conflict(patient_id);
CREATE INDEX conflict_by_record ON conflict(rec_id);
CREATE INDEX conflict_by_referral_id ON conflict(referral_id);
CREATE INDEX conflict_by_status ON conflict(status, id);
CREATE INDEX correction_by_patient_id ON correction(patient_id);
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
CREATE INDEX patient_move_by_patient_id ON patient_move(patient_id);
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
