"""The county hub over HTTPS: the one file that knows httpx, and the one door for its errors."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import httpx

from clinic_app.domain.errors import HubNotTrusted, HubRefused, HubUnreachable
from clinic_app.domain.patient_move import PatientMove
from clinic_app.domain.wording import Message, say
from clinic_app.protocol import codec, endpoints
from clinic_app.protocol.messages import (
    EpochRequest,
    EpochResponse,
    Instruction,
    LaneDigest,
    Refusal,
    Row,
    SyncRequest,
    SyncResponse,
)
from clinic_app.protocol.request_signature import ANSWERS, HEADER, Sign, sign_request, word_of
from clinic_app.sync.hub import FileAtHub
from clinic_app.system import tls

TIMEOUT = httpx.Timeout(connect=20.0, read=90.0, write=60.0, pool=20.0)
"""Long enough for 128 KB at 64 kbit/s with a second of delay; a dead line is noticed by the read limit."""

PIECE_BYTES = 8192
"""So much of a large file is on the disk at once: a second of a 64 kbit line is all a cut can cost."""

STRONGEST = 19
"""Compression of what goes up: on a slow line bytes cost more than a moment of this machine."""


class HttpHub:
    """A connection to the hub that stays open between requests.

    Attributes:
        sent: bytes of bodies sent so far.
        received: bytes of bodies received so far.
    """

    def __init__(self, address: str, authority: str, device_id: str, sign: Sign) -> None:
        """Connect to an address with the authority (PEM) pinned at enrolment; empty for plain loopback."""
        self._device_id = device_id
        self._sign = sign
        self.sent = 0
        self.received = 0
        context: ssl.SSLContext | bool = tls.client_context(authority.encode()) if authority else False
        # No proxies and no settings from the environment: data goes to the enrolled address only.
        self._client = httpx.Client(
            base_url=address, verify=context, timeout=TIMEOUT, trust_env=False, headers=_FEWEST_HEADERS
        )
        for name in ("accept", "accept-encoding", "user-agent", "connection"):
            self._client.headers.pop(name, None)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def sync(self, request: SyncRequest) -> SyncResponse | Refusal:
        """Push, pull and acknowledge. Raises HubUnreachable, HubNotTrusted."""
        plain = codec.dump(codec.request_to_json(request))
        value = self._exchange("POST", endpoints.SYNC, plain)
        return value if isinstance(value, Refusal) else _read(codec.response_from_json, value)

    def new_epoch(self, request: EpochRequest) -> EpochResponse:
        """Begin a new life of this file. Raises HubUnreachable, HubRefused."""
        plain = codec.dump(codec.epoch_request_to_json(request))
        return _read(codec.epoch_response_from_json, self._must("POST", endpoints.EPOCH, plain))

    def buckets(self, lane: str) -> dict[int, LaneDigest]:
        """Return the lane's digest by bucket. Raises HubUnreachable, HubRefused."""
        value = self._must("GET", endpoints.DIGEST.format(lane=lane))
        return {int(b): LaneDigest(int(n), int(total)) for b, (n, total) in value["buckets"].items()}

    def contents(self, lane: str) -> dict[int, int]:
        """Return the sum of what the lane's records say, by bucket. Raises HubUnreachable, HubRefused."""
        value = self._must("GET", f"{endpoints.DIGEST.format(lane=lane)}?contents=1")
        return _read(lambda told: {int(b): int(total) for b, total in told["contents"].items()}, value)

    def bucket_rows(self, lane: str, bucket: int) -> tuple[Row, ...]:
        """Return all records of one bucket of a lane. Raises HubUnreachable, HubRefused."""
        value = self._must("GET", f"{endpoints.DIGEST.format(lane=lane)}?bucket={bucket}")
        return _read(codec.rows_from_json, value["rows"])

    def heard(self, orgs: Sequence[str]) -> dict[str, int]:
        """Return when the hub last heard some institutions. Raises HubUnreachable, HubRefused."""
        target = f"{endpoints.HEARD}?of={','.join(orgs[: endpoints.MOST_HEARD])}"
        value = self._must("GET", target)
        return _read(lambda told: {str(org): int(ms) for org, ms in told["heard"].items()}, value)

    def hand_over(self, request: endpoints.MoveRequest) -> PatientMove:
        """Tell what handing a patient over will do, or do it. Raises HubUnreachable, HubRefused."""
        value = self._must("POST", endpoints.MOVE, endpoints.to_json(request))
        return _read(lambda told: endpoints.from_json(codec.dump(told), PatientMove), value)

    def snapshot(self, lane: str, etag: str, start: int, piece: Callable[[str, int, bytes], None]) -> None:
        """Fetch a lane's file from a byte on, or from its beginning when it is another file by now.

        Raises:
            HubUnreachable: the line broke; every whole piece was handed over before.
            HubRefused: there is none.
        """
        target = endpoints.SNAPSHOT.format(lane=lane)
        more = {"range": f"bytes={start}-", "if-range": etag} if start else {}
        with self._answer("GET", target, b"", more) as answer:
            if answer.status_code == _NOTHING_LEFT:
                raise _as_refused(Refusal(Instruction.FIX))
            if answer.status_code not in (200, 206):
                refusal = _value(answer.status_code, "", answer.read())
                raise _as_refused(refusal)
            place = start if answer.status_code == 206 else 0
            tag = answer.headers.get("etag", "")
            for data in answer.iter_raw(PIECE_BYTES):
                self.received += len(data)
                piece(tag, place, data)
                place += len(data)

    def file_at_hub(self, target: str) -> FileAtHub:
        """Return how much of a file the hub has. Raises HubUnreachable, HubRefused."""
        return self._file_state(*self._file_call("HEAD", target, b"", {}))

    def send_part(self, target: str, offset: int, length: int, data: bytes) -> FileAtHub:
        """Send a part of a file and return how much the hub has now.

        A hub that has more or less of it than ``offset`` takes nothing and says how much it has.

        Raises:
            HubUnreachable: the line broke; the hub may or may not have the part.
            HubRefused: it does not want the file.
        """
        more = {endpoints.UPLOAD_OFFSET: str(offset), endpoints.UPLOAD_LENGTH: str(length)}
        status, headers, content = self._file_call("PATCH", target, data, more)
        if status == _MISPLACED:
            refusal = _value(status, "", content)
            return FileAtHub(int(refusal.details.get("offset") or 0), whole=False)
        return self._file_state(status, headers, content)

    def fetch_part(self, target: str, start: int, count: int) -> bytes:
        """Return some bytes of a file from a place on. Raises HubUnreachable, HubRefused."""
        span = {"range": f"bytes={start}-{start + count - 1}"}
        status, _, content = self._file_call("GET", target, b"", span)
        if status == _NOTHING_LEFT:
            return b""
        if status not in (200, 206):
            raise _as_refused(_value(status, "", content))
        return content if status == 206 else content[start : start + count]

    def _file_call(
        self, method: str, target: str, body: bytes, more: Mapping[str, str]
    ) -> tuple[int, httpx.Headers, bytes]:
        with self._answer(method, target, body, more) as answer:
            content = b"".join(answer.iter_raw())
        self.sent += len(body)
        self.received += len(content)
        if answer.status_code >= 500:
            raise HubUnreachable(say("县平台正忙或在维护。本机数据安全，稍后会自动再试。"))
        return answer.status_code, answer.headers, content

    def _file_state(self, status: int, headers: httpx.Headers, content: bytes) -> FileAtHub:
        if status not in (200, 204):
            # The answer to HEAD has no body, so its refusal has no words.
            raise _as_refused(_value(status, "", content) if content else Refusal(Instruction.FIX))
        have = headers.get(endpoints.UPLOAD_OFFSET, "")
        if not have.isdecimal():
            raise HubUnreachable(_CUT)
        return FileAtHub(int(have), whole=headers.get(endpoints.UPLOAD_COMPLETE) == "?1")

    def _must(self, method: str, target: str, plain: bytes = b"") -> Any:
        value = self._exchange(method, target, plain)
        if isinstance(value, Refusal):
            raise _as_refused(value)
        return value

    def _exchange(self, method: str, target: str, plain: bytes) -> Any:
        body = codec.pack(plain, STRONGEST)[0] if plain else b""
        with self._answer(method, target, body, {}) as answer:
            # Raw bytes: what encoding a proxy on the way may claim is not for httpx to undo.
            content = b"".join(answer.iter_raw())
        self.sent += len(body)
        self.received += len(content)
        return _value(answer.status_code, answer.headers.get("content-encoding", ""), content)

    @contextmanager
    def _answer(
        self, method: str, target: str, body: bytes, more: Mapping[str, str]
    ) -> Iterator[httpx.Response]:
        """Send a signed request and give what answers it and no other; its content is still to be read."""
        headers = sign_request(self._device_id, self._sign, method, target, body)
        call = self._client.stream(method, target, content=body or None, headers=headers | dict(more))
        with _errors_turned(), call as answer:
            must_answer(headers, answer.headers, answer.status_code)
            yield answer


_MISPLACED = 409
"""The hub's word for: this part does not continue what is here."""

_NOTHING_LEFT = 416
"""HTTP's word for: the file does not reach that far."""

_FEWEST_HEADERS: Mapping[str, str] = {}
"""An idle exchange is mostly headers; the hub needs none but the signature and the length."""


def _value(status: int, encoding: str, content: bytes) -> Any:
    """Return the JSON value of an answer, or the Refusal it carries."""
    try:
        value = codec.load(codec.unpack(content, encoding))
    except codec.CodecError as error:
        if status == 200:
            raise HubUnreachable(_CUT) from error
        value = {}
    if status == 200:
        return value
    refusal = codec.refusal_from_json(value)
    if not refusal.do:
        raise _not_the_hub(status)
    if refusal.do == Instruction.WAIT and refusal.message:
        raise HubUnreachable(say("{text}", text=refusal.message))  # a full disk is for a person to mend
    if refusal.do == Instruction.WAIT:
        raise HubUnreachable(say("县平台正忙或在维护。本机数据安全，稍后会自动再试。"))
    return refusal


def must_answer(asked: Mapping[str, str], told: Mapping[str, str], status: int = 200) -> None:
    """See that an answer answers this very request, whatever lies between us and the hub.

    Args:
        asked: headers of the request.
        told: headers of the answer.
        status: of the answer.

    Raises:
        HubUnreachable: it answers another one, or the hub has not made it. The connection is not to be
            used again: what comes next on it may be the answer to this one.
    """
    word = told.get(ANSWERS, "")
    if not word:
        raise _not_the_hub(status)
    if word != word_of(asked[HEADER]):
        raise HubUnreachable(say("线路送来的是另一次同步的答复，没有收进。本机数据安全，会自动再试。"))


def _not_the_hub(status: int) -> HubUnreachable:
    """Say that somebody else answered: a proxy, a captive portal, a half-started server."""
    return HubUnreachable(
        say("线路另一头有回应，但不是县平台（代码 {status}）。本机数据安全，会自动再试。", status=status)
    )


def _as_refused(refusal: Refusal) -> HubRefused:
    return HubRefused(
        say("{text}", text=refusal.message) if refusal.message else say("县平台没有接受。"),
        status=409,
        instruction=refusal.do,
        details=dict(refusal.details),
    )


def _read(reader: Callable[[Any], Any], value: Any) -> Any:
    try:
        return reader(value)
    except (codec.CodecError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise HubUnreachable(_CUT) from error


_CUT: Message = say("线路中断，这次没有传完。本机数据安全，线路恢复后会接着传。")


@contextmanager
def _errors_turned() -> Iterator[None]:
    """Turn httpx's errors into ours, at this one door."""
    try:
        yield
    except httpx.ConnectError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise HubNotTrusted(
                say("对方的证书不是登记时的县平台，没有发送任何数据。请核对网络，或联系县平台管理员。")
            ) from error
        raise HubUnreachable(
            say("连不上县平台，可能是线路断了。本机数据安全，可以照常工作，恢复后自动上传。")
        ) from error
    except httpx.TimeoutException as error:
        raise HubUnreachable(
            say("县平台很久没有回应，线路可能很慢。本机数据安全，稍后会自动再试。")
        ) from error
    except httpx.HTTPError as error:
        raise HubUnreachable(_CUT) from error
    except httpx.InvalidURL as error:
        raise HubUnreachable(say("县平台的地址不对，请在设置里核对。本机数据安全。")) from error


def fetch_authority(address: str) -> bytes:
    """Return the authority (PEM) an address shows; nobody has vouched for it yet. Raises HubUnreachable."""
    with _errors_turned():
        answer = httpx.get(
            address + endpoints.AUTHORITY,
            verify=tls.first_contact_context(),
            timeout=TIMEOUT,
            trust_env=False,
        )
    if answer.status_code != 200:
        raise HubUnreachable(say("这个地址没有县平台（代码 {status}）。", status=answer.status_code))
    return answer.content


def post_enrolment(address: str, authority: str, request: endpoints.EnrolRequest) -> endpoints.EnrolAnswer:
    """Exchange a one-time code for an identity.

    Raises:
        HubUnreachable: no answer.
        HubRefused: the code is used up, expired or wrong.
    """
    context: ssl.SSLContext | bool = tls.client_context(authority.encode()) if authority else False
    with _errors_turned():
        answer = httpx.post(
            address + endpoints.ENROL,
            content=endpoints.to_json(request),
            verify=context,
            timeout=TIMEOUT,
            trust_env=False,
        )
    if answer.status_code == 200:
        try:
            return endpoints.from_json(answer.content, endpoints.EnrolAnswer)
        except ValueError as error:
            raise HubUnreachable(_CUT) from error
    value = _value(answer.status_code, "", answer.content)
    raise HubRefused(
        say("{text}", text=value.message) if value.message else say("县平台没有接受登记码。"),
        status=answer.status_code,
        instruction=value.do,
        details=dict(value.details),
    )
