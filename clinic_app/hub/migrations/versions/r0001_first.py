"""The first schema of the hub."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from clinic_app.hub.foreign_writes import guard_statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables of the log, the records made from it, and devices."""
    op.create_table(
        "device",
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="active", nullable=False),
        sa.Column("enrolled_at", sa.Text(), nullable=False),
        sa.Column("last_seen", sa.Text(), server_default="", nullable=False),
        sa.Column("app_version", sa.Text(), server_default="", nullable=False),
        sa.Column("catalogue", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("device_id"),
    )
    op.create_table(
        "device_epoch",
        sa.Column("epoch_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False),
        sa.Column("parent", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("parent_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("last_op", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("chain", sa.Text(), server_default="", nullable=False),
        sa.Column("ratchet", sa.Text(), server_default="", nullable=False),
        sa.Column("ratchet_before", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("retired_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("epoch_no"),
    )
    op.create_table(
        "digest",
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("bucket", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("total", sa.Text(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("org_id", "lane", "bucket"),
    )
    op.create_table(
        "enrol_code",
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Text(), server_default="", nullable=False),
        sa.Column("used_by", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_table(
        "feed",
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("ent", sa.Text(), nullable=False),
        sa.Column("rec_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("gone", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("org_id", "lane", "ent", "rec_id"),
    )
    op.create_index("feed_by_seq", "feed", ["org_id", "lane", "seq"], unique=False)
    op.create_table(
        "foreign_write",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("stood", sa.Text(), nullable=False),
        sa.Column("stands", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "hub_event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "hub_head",
        sa.Column("one", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("hub_epoch", sa.Text(), nullable=False),
        sa.Column("backed_up_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("next_epoch", sa.BigInteger(), server_default="1", nullable=False),
        sa.Column("start_mark", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("one"),
    )
    op.create_table(
        "hub_life",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hub_epoch", sa.Text(), nullable=False),
        sa.Column("began_seq", sa.BigInteger(), nullable=False),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("hub_epoch"),
    )
    op.create_table(
        "op_log",
        sa.Column("epoch_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("op_seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hub_seq", sa.BigInteger(), nullable=False),
        sa.Column("txn", sa.BigInteger(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("wall", sa.BigInteger(), nullable=False),
        sa.Column("recv_at", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("ent", sa.Text(), nullable=False),
        sa.Column("rec_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("base_rev", sa.BigInteger(), nullable=False),
        sa.Column("sets", sa.Text(), nullable=False),
        sa.Column("olds", sa.Text(), nullable=False),
        sa.Column("cat", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("epoch_no", "op_seq"),
        sa.UniqueConstraint("hub_seq"),
    )
    op.create_index("op_log_by_record", "op_log", ["ent", "rec_id"], unique=False)
    op.create_table(
        "record",
        sa.Column("ent", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rev", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.Column("void", sa.Integer(), server_default="0", nullable=False),
        sa.Column("void_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("last_epoch", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("run_base", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("known_to", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("patient_ref", sa.Text(), server_default="", nullable=False),
        sa.Column("referral_ref", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("ent", "id"),
    )
    op.create_index("record_by_patient", "record", ["patient_ref"], unique=False)
    op.create_index("record_by_referral", "record", ["referral_ref"], unique=False)
    op.create_table(
        "scope",
        sa.Column("org_id", sa.Text(), nullable=False),
        sa.Column("ent", sa.Text(), nullable=False),
        sa.Column("rec_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since_seq", sa.BigInteger(), nullable=False),
        sa.Column("until_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("org_id", "ent", "rec_id", "reason"),
    )
    op.create_index("scope_by_record", "scope", ["ent", "rec_id"], unique=False)
    for statement in guard_statements(postgres=op.get_bind().dialect.name == "postgresql"):
        op.execute(sa.DDL(statement.replace("%", "%%")))
