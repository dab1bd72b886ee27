"""The hub's tables: its head and lives, devices and their epochs, the log, and all that follows from the log.

``record``, ``scope``, ``feed`` and ``digest`` can be made anew from ``op_log`` at any time (rebuild.py).
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData()
_big = sa.BigInteger
_text = sa.Text


def _column(name: str, kind: Any, default: str | None = None, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=default, **more)


HUB_HEAD = sa.Table(
    "hub_head",
    METADATA,
    _column("one", sa.Integer, primary_key=True),
    _column("seq", _big, "0"),
    _column("hub_epoch", _text),
    _column("backed_up_seq", _big, "0"),
    _column("next_epoch", _big, "1"),
    _column("start_mark", _text, ""),
)
HUB_LIFE = sa.Table(
    "hub_life",
    METADATA,
    _column("number", sa.Integer, primary_key=True, autoincrement=False),
    _column("hub_epoch", _text, unique=True),
    _column("began_seq", _big),
    _column("began_at", _text),
    _column("reason", _text, ""),
)
DEVICE = sa.Table(
    "device",
    METADATA,
    _column("device_id", _text, primary_key=True),
    _column("org_id", _text),
    _column("name", _text, ""),
    _column("public_key", _text),
    _column("status", _text, "active"),
    _column("enrolled_at", _text),
    _column("last_seen", _text, ""),
    _column("app_version", _text, ""),
    _column("catalogue", sa.Integer, "1"),
)
DEVICE_EPOCH = sa.Table(
    "device_epoch",
    METADATA,
    _column("epoch_no", _big, primary_key=True, autoincrement=False),
    _column("device_id", _text),
    _column("parent", _big, "0"),
    _column("parent_seq", _big, "0"),
    _column("last_op", _big, "0"),
    _column("chain", _text, ""),
    _column("ratchet", _text, ""),
    _column("ratchet_before", _text, ""),
    _column("reason", _text, ""),
    _column("created_at", _text),
    _column("retired_at", _text, ""),
)
OP_LOG = sa.Table(
    "op_log",
    METADATA,
    _column("epoch_no", _big, primary_key=True, autoincrement=False),
    _column("op_seq", _big, primary_key=True, autoincrement=False),
    _column("hub_seq", _big, unique=True),
    _column("txn", _big),
    _column("hlc", _big),
    _column("wall", _big),
    _column("recv_at", _big),
    _column("user_name", _text),
    _column("org_id", _text),
    _column("ent", _text),
    _column("rec_id", _text),
    _column("kind", _text),
    _column("base_rev", _big),
    _column("sets", _text),
    _column("olds", _text),
    _column("cat", sa.Integer),
    _column("hash", _text),
    _column("chain", _text),
    _column("outcome", sa.Integer),
    _column("reason", _text, ""),
    sa.Index("op_log_by_record", "ent", "rec_id"),
)
RECORD = sa.Table(
    "record",
    METADATA,
    _column("ent", _text, primary_key=True),
    _column("id", _text, primary_key=True),
    _column("rev", _big),
    _column("owner", _text),
    _column("body", _text),
    _column("written", _text),
    _column("void", sa.Integer, "0"),
    _column("void_reason", _text, ""),
    _column("last_epoch", _big, "0"),
    _column("run_base", _big, "0"),
    _column("known_to", _big, "0"),
    _column("patient_ref", _text, ""),
    _column("referral_ref", _text, ""),
    sa.Index("record_by_patient", "patient_ref"),
    sa.Index("record_by_referral", "referral_ref"),
)
FEED = sa.Table(
    "feed",
    METADATA,
    _column("org_id", _text, primary_key=True),
    _column("lane", _text, primary_key=True),
    _column("ent", _text, primary_key=True),
    _column("rec_id", _text, primary_key=True),
    _column("seq", _big),
    _column("gone", sa.Integer, "0"),
    sa.Index("feed_by_seq", "org_id", "lane", "seq"),
)
SCOPE = sa.Table(
    "scope",
    METADATA,
    _column("org_id", _text, primary_key=True),
    _column("ent", _text, primary_key=True),
    _column("rec_id", _text, primary_key=True),
    _column("reason", _text, primary_key=True),
    _column("since_seq", _big),
    _column("until_seq", _big, "0"),
    sa.Index("scope_by_record", "ent", "rec_id"),
)
DIGEST = sa.Table(
    "digest",
    METADATA,
    _column("org_id", _text, primary_key=True),
    _column("lane", _text, primary_key=True),
    _column("bucket", sa.Integer, primary_key=True, autoincrement=False),
    _column("n", _big, "0"),
    _column("total", _text, "0"),
)
ENROL_CODE = sa.Table(
    "enrol_code",
    METADATA,
    _column("code_hash", _text, primary_key=True),
    _column("org_id", _text),
    _column("expires_at", _text),
    _column("used_at", _text, ""),
    _column("used_by", _text, ""),
    _column("made_at", _text),
    _column("made_by", _text, ""),
)
HUB_EVENT = sa.Table(
    "hub_event",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    *(_column(name, _text) for name in ("at", "what")),
    _column("details", _text, ""),
)

FOREIGN_WRITE = sa.Table(
    "foreign_write",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    *(_column(name, _text) for name in ("place", "stood", "stands")),
)
