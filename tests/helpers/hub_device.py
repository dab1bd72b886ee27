"""A device that speaks to a hub with bare requests, for tests of the hub alone."""

from __future__ import annotations

import secrets
import ssl

import httpx

from clinic_app.domain.change import Operation
from clinic_app.domain.ids import Entropy
from clinic_app.protocol import codec, endpoints
from clinic_app.protocol.messages import Cursor, SyncRequest, SyncResponse
from clinic_app.protocol.request_signature import sign_request
from clinic_app.system.crypto import new_signing_key, sign


class BareDevice:
    """An enrolled device: signs what it sends, remembers nothing but its operations.

    Attributes:
        client: its connection.
        answer: what it got at enrolment.
    """

    def __init__(
        self, address: str, *, tls: ssl.SSLContext | None = None, entropy: Entropy = secrets.token_bytes
    ):
        self.client = httpx.Client(base_url=address, verify=tls or False, timeout=30)
        self.pair = new_signing_key(entropy)
        self.answer: endpoints.EnrolAnswer
        self._sent = 0
        self._ratchet = ""
        self._cursors: dict[str, Cursor] = {}

    def __enter__(self) -> BareDevice:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def ask_to_enrol(self, code: str) -> httpx.Response:
        """Send the enrolment request and return the answer as it came."""
        request = endpoints.EnrolRequest(code, endpoints.key_to_text(self.pair.public), "门诊电脑", "0.1.0")
        return self.client.post(endpoints.ENROL, content=endpoints.to_json(request))

    def enrol(self, code: str) -> BareDevice:
        """Enrol, which must succeed."""
        response = self.ask_to_enrol(code)
        assert response.status_code == 200, response.text
        self.answer = endpoints.from_json(response.content, endpoints.EnrolAnswer)
        return self

    def call(self, method: str, target: str, body: bytes = b"", **headers: str) -> httpx.Response:
        """Send a signed request."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        signed = sign_request(
            self.answer.device_id, lambda data: sign(self.pair.private, data), method, target, body
        )
        return self.client.request(method, target, content=body, headers={**signed, **named})

    def message(self, *operations: Operation) -> SyncRequest:
        """Return the next exchange's request."""
        return SyncRequest(
            epoch=self.answer.epoch_no,
            hub_epoch=self.answer.hub_epoch,
            ratchet=(self._ratchet, secrets.token_hex(4)),
            last=self._sent,
            chain="",
            now=0,
            limit=65536,
            cursors=self._cursors,
            operations=operations,
        )

    def post(self, request: SyncRequest) -> httpx.Response:
        """Send an exchange and return the answer as it came."""
        body, _ = codec.pack(codec.dump(codec.request_to_json(request)))
        return self.call("POST", endpoints.SYNC, body)

    def sync(self, *operations: Operation) -> SyncResponse:
        """Exchange, which must succeed."""
        request = self.message(*operations)
        response = self.post(request)
        assert response.status_code == 200, response.text
        answer = codec.response_from_json(codec.load(codec.unpack(response.content)))
        self._ratchet = request.ratchet[1]
        self._sent = answer.ack
        self._cursors = {lane: page.cursor for lane, page in answer.lanes.items()}
        return answer


def operation(
    seq: int, ent: str, rec_id: str, *, kind: str = "add", base: int = 0, **sets: object
) -> Operation:
    """Return an operation in a transaction of its own."""
    return Operation(
        seq=seq,
        txn=seq,
        hlc=(1_795_000_000_000 + seq) << 16,
        wall=1_795_000_000_000 + seq,
        user="王医生",
        ent=ent,
        rec_id=rec_id,
        kind=kind,
        base_rev=base,
        sets=sets,  # type: ignore[arg-type]
    ).with_hash()
