"""Letting a new device in: one-time codes, and what a device gets for one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from clinic_app.domain.catalogue import CATALOGUE_VERSION
from clinic_app.domain.change import Value
from clinic_app.domain.clock import read_stamp, stamp, to_ms
from clinic_app.domain.errors import HubRefused, NotFound
from clinic_app.domain.ids import Entropy, is_id, new_id
from clinic_app.domain.organization import Organization
from clinic_app.domain.wording import Message, say
from clinic_app.hub.auth import ACTIVE, REVOKED, STOPPED_SENTENCE
from clinic_app.hub.context import Hub
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.directory import COUNTY, organization
from clinic_app.hub.epochs import begin_epoch
from clinic_app.hub.former_hub import welcome_back
from clinic_app.hub.lifetime import note_event
from clinic_app.hub.own_changes import OwnChange, write_own
from clinic_app.protocol.endpoints import (
    EnrolAnswer,
    EnrolRequest,
    OrganizationInfo,
    key_from_text,
    key_to_text,
)
from clinic_app.protocol.enrol_ticket import code_problems, new_code, read_code
from clinic_app.protocol.messages import Instruction, Standing
from clinic_app.protocol.version import MIN_CATALOGUE_VERSION, MIN_PROTOCOL_VERSION

NAME_LENGTH = 50


def make_code(
    tx: HubTransaction, org: Organization, *, days: int, now: datetime, entropy: Entropy, made_by: str = ""
) -> tuple[str, datetime]:
    """Return a new one-time code of an institution and the moment it ends; only its hash is kept."""
    code = new_code(entropy)
    ends = now + timedelta(days=days)
    tx.run(
        "INSERT INTO enrol_code(code_hash, org_id, expires_at, made_at, made_by)"
        " VALUES(:hash, :org, :ends, :now, :by)",
        hash=hash_code(code),
        org=org.id,
        ends=stamp(ends),
        now=stamp(now),
        by=made_by,
    )
    return code, ends


def hash_code(typed: str) -> str:
    """Return what is kept of a code: scrypt, so that a stolen backup does not give the codes away cheaply."""
    plain = read_code(typed).replace("-", "").encode()
    return hashlib.scrypt(plain, salt=b"zhuanzhen-clinic enrol", n=1 << 14, r=8, p=1, dklen=16).hex()


def enrol(hub: Hub, request: EnrolRequest) -> EnrolAnswer:
    """Let a device in and return what it needs.

    Asking again with the same code and key gives the same answer: the first one may have been cut off
    on its way, and the code must not be lost with it. A key that is here already is a copy of a file that
    enrolled again, or that file put back: with a new code it gets its device and a new life.

    Raises:
        HubRefused: 403 for a code that is wrong, used, expired or of another institution than the file's,
            and for a device that was stopped; 400 for a key that is none. The code stays good.
    """
    if code_problems(request.code):
        raise _refused(_WRONG)
    try:
        key = key_from_text(request.public_key)
    except ValueError as error:
        raise HubRefused(_BAD_KEY, status=400, instruction=Instruction.FIX) from error
    code_hash = hash_code(request.code)
    with hub.database.transaction() as tx:
        head = tx.lock_head()  # before anything else, so that a retry waits for its original
        code, org = _code_of(tx, code_hash)
        device_id, epoch_no = _known_device(tx, key_to_text(key), code["used_by"])
        if not device_id:
            device_id, epoch_no = _admit(tx, hub, code, key_to_text(key), request)
            head, (_, org) = tx.lock_head(), _code_of(tx, code_hash)
    return EnrolAnswer(
        device_id=device_id,
        epoch_no=epoch_no,
        org=_info(org),
        hub_epoch=str(head["hub_epoch"]),
        authority=hub.keys.authority.decode("ascii") if hub.config.use_tls else "",
        seal_key=key_to_text(hub.keys.seal.public),
        sign_key=key_to_text(hub.keys.sign.public),
        catalogue=CATALOGUE_VERSION,
        min_catalogue=MIN_CATALOGUE_VERSION,
        min_protocol=MIN_PROTOCOL_VERSION,
        now=to_ms(hub.clock.now()),
        public_key=request.public_key,
    )


def _code_of(tx: HubTransaction, code_hash: str) -> tuple[Mapping[str, Any], Organization]:
    """Return a code and its institution. Raises HubRefused when there is none."""
    code = tx.one("SELECT * FROM enrol_code WHERE code_hash = :hash", hash=code_hash)
    org = organization(tx, code["org_id"]) if code else None
    if code is None or org is None:
        raise _refused(_WRONG)
    return code, org


def set_device_status(tx: HubTransaction, device_id: str, *, active: bool, now: datetime) -> None:
    """Stop a device, or let it in again; its key is marked in the directory, so old slips stay checkable.

    Raises:
        NotFound: no such device.
    """
    wanted = ACTIVE if active else REVOKED
    if not tx.run("UPDATE device SET status = :s WHERE device_id = :id", s=wanted, id=device_id):
        raise NotFound(say("没有这台电脑。可以用 clinic-hub devices list 查看全部电脑。"))
    until = None if active else stamp(now)
    keys = [OwnChange("device_key", one, {"revoked_at": until}) for one in _identities(tx, device_id)]
    write_own(tx, keys, now, COUNTY)
    note_event(tx, now, f"device_{wanted}", device_id)


def _identities(tx: HubTransaction, device_id: str) -> list[str]:
    """Return a device's identity, and those it had before the hub forgot it: their key is the same."""
    key = tx.one("SELECT public_key FROM device WHERE device_id = :id", id=device_id)
    rows = tx.all("SELECT id, body FROM record WHERE ent = 'device_key' AND id <> :id", id=device_id)
    same = [
        row["id"] for row in rows if key and json.loads(row["body"]).get("public_key") == key["public_key"]
    ]
    return [device_id, *same]


def _known_device(tx: HubTransaction, key: str, used_by: str) -> tuple[str, int]:
    """Return (device, first epoch) when the code was spent by this very key, else ("", 0)."""
    row = tx.one("SELECT device_id, public_key FROM device WHERE device_id = :id", id=used_by)
    if row is None or row["public_key"] != key:
        return "", 0
    given = tx.one(
        "SELECT max(epoch_no) AS n FROM device_epoch WHERE device_id = :id AND reason = 'enrolled'",
        id=used_by,
    )
    return str(row["device_id"]), int(given["n"] or 0) if given else 0


def _admit(
    tx: HubTransaction, hub: Hub, code: Mapping[str, Any], key: str, request: EnrolRequest
) -> tuple[str, int]:
    """Spend a code for a new device; return (device, first epoch). Raises HubRefused."""
    now = hub.clock.now()
    if code["used_at"]:
        raise _refused(_USED)
    if read_stamp(code["expires_at"]) <= now:
        raise _refused(_EXPIRED)
    if is_id(request.device_id) and not _has_key(tx, request.device_id):
        welcome_back(tx, request, now, hub.entropy)
        code, _ = _code_of(tx, code["code_hash"])
    if request.org_id and request.org_id != code["org_id"] and organization(tx, request.org_id) is not None:
        # What the file holds would become another institution's; one that the hub has forgotten too is
        # in the directory under a new identity by now.
        raise _refused(_OTHERS)
    device_id = _device_of_key(tx, key, code["org_id"])
    if device_id:
        note_event(tx, now, "enrolled_again", device_id)
        epoch_no = begin_epoch(tx, device_id, None, "enrolled", stamp(now)).epoch
    else:
        device_id = new_id(to_ms(now), hub.entropy)
        epoch_no = _add_device(tx, device_id, code["org_id"], key, request, now)
    tx.run(
        "UPDATE enrol_code SET used_at = :now, used_by = :device WHERE code_hash = :hash",
        now=stamp(now),
        device=device_id,
        hash=code["code_hash"],
    )
    return device_id, epoch_no


def _device_of_key(tx: HubTransaction, key: str, org_id: str) -> str:
    """Return the device of this institution that has a key, or an empty word. Raises HubRefused."""
    row = tx.one("SELECT device_id, org_id, status FROM device WHERE public_key = :key", key=key)
    if row is None:
        return ""
    if row["org_id"] != org_id:
        # One key for two devices would let one institution sign slips in another's name.
        raise HubRefused(_BAD_KEY, status=400, instruction=Instruction.FIX)
    if row["status"] != ACTIVE:
        raise HubRefused(
            STOPPED_SENTENCE, status=403, instruction=Instruction.LOGIN, details={"reason": Standing.STOPPED}
        )
    return str(row["device_id"])


def _add_device(
    tx: HubTransaction, device_id: str, org_id: str, key: str, request: EnrolRequest, now: datetime
) -> int:
    tx.run(
        "INSERT INTO device(device_id, org_id, name, public_key, status, enrolled_at, app_version)"
        " VALUES(:id, :org, :name, :key, :status, :now, :version)",
        id=device_id,
        org=org_id,
        name=_tidy(request.device_name),
        key=key,
        status=ACTIVE,
        now=stamp(now),
        version=_tidy(request.app_version),
    )
    named: dict[str, Value] = {"org_id": org_id, "public_key": key, "enrolled_at": stamp(now)}
    keys = [OwnChange("device_key", device_id, named)]
    if is_id(request.device_id) and not _has_key(tx, request.device_id):
        # The hub has forgotten that identity: what was signed under it stays checkable, and whoever has
        # its key in the directory still does not hold what the hub has not.
        keys.append(OwnChange("device_key", request.device_id, named))
    write_own(tx, keys, now, COUNTY)
    note_event(tx, now, "enrolled", device_id)
    return begin_epoch(tx, device_id, None, "enrolled", stamp(now)).epoch


def _has_key(tx: HubTransaction, device_id: str) -> bool:
    return (
        tx.one("SELECT 1 AS yes FROM record WHERE ent = 'device_key' AND id = :id", id=device_id) is not None
    )


def _tidy(text: str) -> str:
    """Return a text from outside in one printable line: PostgreSQL takes no NUL, a terminal no escape."""
    return "".join(c for c in text if c.isprintable())[:NAME_LENGTH]


def _info(org: Organization) -> OrganizationInfo:
    return OrganizationInfo(org.id, org.name, org.slip_prefix, org.code, org.level, org.role)


def _refused(message: Message) -> HubRefused:
    return HubRefused(message, status=403, instruction=Instruction.CODE)


_WRONG = say("登记码不对，没有登记。请核对后重试，或向县平台管理员要新的登记码。")
_USED = say("这个登记码已经用过，没有登记。请向县平台管理员要新的登记码。")
_EXPIRED = say("这个登记码已过期，没有登记。请向县平台管理员要新的登记码。")
_OTHERS = say("这个登记码是发给别的机构的，没有登记，登记码没有用掉。请向县平台管理员要本机构的登记码。")
_BAD_KEY = say("登记请求里的设备密钥不能用，没有登记。请重新启动程序后再试。")
