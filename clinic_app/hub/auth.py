"""Who is asking: device signatures, and a limit on guesses at enrolment codes."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Sequence
from datetime import datetime

from clinic_app.domain.clock import Clock, read_stamp, stamp, to_ms
from clinic_app.domain.errors import HubRefused
from clinic_app.domain.wording import Message, say
from clinic_app.hub.database import HubTransaction
from clinic_app.hub.directory import organization
from clinic_app.hub.ingest import Device
from clinic_app.protocol.endpoints import key_from_text
from clinic_app.protocol.messages import Instruction, Standing
from clinic_app.protocol.request_signature import read_signature, verify_request
from clinic_app.system.crypto import KEY_BYTES, verify

ACTIVE = "active"
REVOKED = "revoked"

_NOBODY = bytes(KEY_BYTES)
_MINUTE_MS = 60_000


def authenticate(tx: HubTransaction, header: str, method: str, target: str, body: bytes) -> Device:
    """Return the device that signed a request.

    A device that was stopped is refused with a sentence and nothing else: its outbox stays where it
    is, and goes through when the county lets it in again. One that is not known may enrol anew: a hub
    that was restored from an old backup has forgotten who joined since.

    Args:
        tx: the transaction in which the request will be served.
        header: the Authorization header.
        method: of the request.
        target: path and query as they stand in the request line.
        body: as it arrived, before decompression.

    Raises:
        HubRefused: 401 for a request nobody known signed, 403 for a stopped device.
    """
    claimed = read_signature(header)
    if claimed is None:
        raise _unknown()
    row = tx.one("SELECT * FROM device WHERE device_id = :id", id=claimed.device_id)
    # A signature is checked also for an unknown device, so that the time taken tells nothing.
    key = key_from_text(row["public_key"]) if row else _NOBODY
    genuine = verify_request(claimed, key, verify, method, target, body)
    if row is None or not genuine:
        raise _unknown()
    if row["status"] != ACTIVE:
        raise HubRefused(
            STOPPED_SENTENCE, status=403, instruction=Instruction.LOGIN, details={"reason": Standing.STOPPED}
        )
    org = organization(tx, row["org_id"])
    return Device(row["device_id"], row["org_id"], org.name if org else "")


def note_seen(tx: HubTransaction, device_id: str, catalogue: int, now: datetime) -> None:
    """Note that a device was heard of, and which catalogue its program has."""
    tx.run(
        "UPDATE device SET last_seen = :now, catalogue = :catalogue WHERE device_id = :id",
        now=stamp(now),
        catalogue=catalogue,
        id=device_id,
    )


def last_heard(tx: HubTransaction, orgs: Sequence[str]) -> dict[str, int]:
    """Return when each of some institutions was last heard from any of its computers, in milliseconds.

    Those that were never heard, or are unknown, are missing.
    """
    found: dict[str, int] = {}
    for org in dict.fromkeys(orgs):
        row = tx.one("SELECT max(last_seen) AS at FROM device WHERE org_id = :org", org=org)
        if row is not None and row["at"]:
            found[org] = to_ms(read_stamp(row["at"]))
    return found


class EnrolGate:
    """How many enrolment attempts are answered per minute, for each sender and for all together.

    A code has 55 random bits, so this is not what keeps guessers out; it keeps them from costing time.
    """

    SENDERS = 1000
    """Most senders remembered."""
    ALL = 20
    """All together may try this many times as often as one."""

    def __init__(self, clock: Clock, per_minute: int) -> None:
        self._clock = clock
        self._per_minute = per_minute
        self._lock = threading.Lock()
        self._tries: OrderedDict[str, deque[int]] = OrderedDict()
        self._all: deque[int] = deque()

    def check(self, sender: str) -> None:
        """Count one attempt. Raises HubRefused (429, wait) when there were too many."""
        now = to_ms(self._clock.now())
        with self._lock:
            mine = self._tries.setdefault(sender, deque())
            self._tries.move_to_end(sender)
            while len(self._tries) > self.SENDERS:
                self._tries.popitem(last=False)
            if _full(mine, now, self._per_minute) or _full(self._all, now, self._per_minute * self.ALL):
                raise HubRefused(
                    say("登记码试得太频繁，请等一分钟再试。"), status=429, instruction=Instruction.WAIT
                )
            mine.append(now)
            self._all.append(now)


def _full(tries: deque[int], now: int, limit: int) -> bool:
    # A clock that was set back leaves times in the future; they count as old too.
    while tries and not 0 <= now - tries[0] < _MINUTE_MS:
        tries.popleft()
    return len(tries) >= limit


def _unknown() -> HubRefused:
    return HubRefused(
        _UNKNOWN, status=401, instruction=Instruction.LOGIN, details={"reason": Standing.UNKNOWN}
    )


STOPPED_SENTENCE: Message = say(
    "这台电脑已被县平台停用，没有收发数据。本机数据都在，请联系县平台管理员重新启用。"
)
_UNKNOWN: Message = say(
    "县平台的名单里没有这台电脑，没有收发数据。本机数据都在，请向县平台管理员要新的登记码，重新登记。"
)
