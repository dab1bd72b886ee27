"""The hub's endpoints: bodies in and out, who is asking, every error as an instruction with a sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import attrs
import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from clinic_app.domain.catalogue import Lane
from clinic_app.domain.clock import stamp, to_ms
from clinic_app.domain.errors import ClinicError, DatabaseBusy, DiskFull, HubRefused, MachineError
from clinic_app.domain.wording import Message, say
from clinic_app.hub import enrolment, snapshot, status
from clinic_app.hub.auth import authenticate, last_heard, note_seen
from clinic_app.hub.blob_access import access_to
from clinic_app.hub.blobs import BlobStore
from clinic_app.hub.context import Hub
from clinic_app.hub.desk_moves import desk_move
from clinic_app.hub.epochs import begin_epoch
from clinic_app.hub.foreign_writes import put_back
from clinic_app.hub.ingest import Device, exchange
from clinic_app.protocol import codec, endpoints
from clinic_app.protocol.messages import Instruction, Refusal
from clinic_app.protocol.version import PROTOCOL_VERSION, OtherVersion

log = structlog.get_logger("hub")

_Result = TypeVar("_Result")
_Handler = Callable[["HubRoutes", Request], Awaitable[Response]]

RETRY_AFTER = 5
"""Seconds after which a device that met a busy or failing hub comes again."""

_STATUS: dict[str, int] = {
    Instruction.EPOCH: 409,
    Instruction.HUB_CHANGED: 409,
    Instruction.GAP: 409,
    Instruction.SMALLER: 413,
    Instruction.UPGRADE: 426,
    Instruction.LOGIN: 401,
    Instruction.WAIT: 503,
    Instruction.CODE: 403,
    Instruction.FIX: 400,
}


@attrs.frozen
class Asked:
    """A request read to its end; only now may a transaction begin.

    Attributes:
        method: of the request.
        target: path and query exactly as they stood in the request line, for the signature.
        path: values in the path, such as the lane.
        query: values after the question mark.
        headers: by lower-case name.
        sender: the other end's address.
        body: as it arrived.
    """

    method: str
    target: str
    path: dict[str, Any]
    query: dict[str, str]
    headers: dict[str, str]
    sender: str
    body: bytes = attrs.field(repr=False)


def _answering(handler: _Handler) -> _Handler:
    """Turn every error of an endpoint into an instruction; none of them tells a device to lose anything."""

    async def answered(self: HubRoutes, request: Request) -> Response:
        try:
            return await handler(self, request)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there to read it
        except OtherVersion as error:
            return _refuse(_other_version(error))
        except codec.CodecError as error:
            log.warning("unreadable request", path=request.url.path, reason=str(error))
            return _refuse(Refusal(Instruction.FIX, str(_UNREADABLE)))
        except HubRefused as error:
            return _refuse(Refusal(error.instruction, str(error), _plain(error.details)), error.status)
        except MachineError as error:
            log.error("hub cannot serve", path=request.url.path, error=error)
            told = isinstance(error, DiskFull | DatabaseBusy)  # the rest is for the log, not for a clinic
            return _refuse(Refusal(Instruction.WAIT, str(error if told else _FAULT)))
        except ClinicError as error:
            return _refuse(Refusal(Instruction.FIX, str(error)))
        except Exception as error:  # a fault of ours: the device keeps its work and comes again
            log.exception("fault in the hub", path=request.url.path, error=error)
            return _refuse(Refusal(Instruction.WAIT, str(_FAULT)), 500)

    return answered


class HubRoutes:
    """The endpoints of one hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._blobs = BlobStore(hub.config.blobs)

    def routes(self) -> list[Route]:
        """Return the endpoints for Starlette."""
        return [
            Route(endpoints.SYNC, self.sync, methods=["POST"]),
            Route(endpoints.ENROL, self.enrol, methods=["POST"]),
            Route(endpoints.EPOCH, self.epoch, methods=["POST"]),
            Route(endpoints.SNAPSHOT, self.snapshot, methods=["GET"]),
            Route(endpoints.DIGEST, self.digest, methods=["GET"]),
            Route(endpoints.BLOB, self.blob, methods=["GET", "HEAD", "PATCH"]),
            Route(endpoints.MOVE, self.move, methods=["POST"]),
            Route(endpoints.HEARD, self.heard, methods=["GET"]),
            Route(endpoints.STATUS, self.status, methods=["GET"]),
            Route(endpoints.AUTHORITY, self.authority, methods=["GET"]),
        ]

    @_answering
    async def sync(self, request: Request) -> Response:
        """Push, pull, acknowledge, tell the time and compare digests in one round trip."""
        return await self._work(self._sync, await self._read(request))

    def _sync(self, asked: Asked) -> Response:
        device = self._device(asked)
        message = codec.request_from_json(self._json(asked))
        now = self._hub.clock.now()
        with self._hub.database.transaction() as tx:
            answer = exchange(tx, device, message, to_ms(now))
            note_seen(tx, device.device_id, message.catalogue, now)
        if isinstance(answer, Refusal):
            return _refuse(answer)
        told = attrs.evolve(answer, poll=self._hub.config.poll_seconds)
        return _packed(codec.response_to_json(told))

    @_answering
    async def epoch(self, request: Request) -> Response:
        """Begin a new life for a database file that was copied or put back."""
        return await self._work(self._epoch, await self._read(request))

    def _epoch(self, asked: Asked) -> Response:
        device = self._device(asked)
        message = codec.epoch_request_from_json(self._json(asked))
        with self._hub.database.transaction() as tx:
            answer = begin_epoch(tx, device.device_id, message, "device", stamp(self._hub.clock.now()))
        return _packed(codec.epoch_response_to_json(answer))

    @_answering
    async def enrol(self, request: Request) -> Response:
        """Exchange a one-time code for a device identity."""
        asked = await self._read(request)
        self._hub.gate.check(asked.sender)
        return await self._work(self._enrol, asked)

    def _enrol(self, asked: Asked) -> Response:
        answer = enrolment.enrol(self._hub, _shaped(self._plain(asked), endpoints.EnrolRequest))
        return Response(endpoints.to_json(answer), media_type=endpoints.JSON_TYPE)

    @_answering
    async def snapshot(self, request: Request) -> Response:
        """Hand out a lane as one file that can be fetched in parts."""
        asked = await self._read(request)
        return await self._work(self._snapshot, asked)

    def _snapshot(self, asked: Asked) -> Response:
        device = self._device(asked)
        self._put_back()
        made = snapshot.snapshot_file(self._hub, device.org_id, _lane(asked))
        return FileResponse(made.path, media_type="application/zstd", headers={"etag": made.etag})

    @_answering
    async def digest(self, request: Request) -> Response:
        """Hand out a lane's digest by buckets, what the buckets say, or the records of one."""
        return await self._work(self._digest, await self._read(request))

    def _digest(self, asked: Asked) -> Response:
        device = self._device(asked)
        bucket = asked.query.get("bucket")
        if bucket is not None and not (bucket.isdecimal() and int(bucket) < 256):
            raise codec.CodecError("no such bucket")
        self._put_back()
        with self._hub.database.snapshot() as tx:  # nobody waits while hundreds of records are added up
            number = None if bucket is None else int(bucket)
            whole = "contents" in asked.query
            return _packed(snapshot.lane_details(tx, device.org_id, _lane(asked), number, contents=whole))

    @_answering
    async def blob(self, request: Request) -> Response:
        """Take an attachment in parts, say how much is here, or hand it out."""
        return await self._work(self._blob, await self._read(request))

    def _blob(self, asked: Asked) -> Response:
        device, name = self._device(asked), asked.path["sha256"]
        with self._hub.database.transaction() as tx:
            access = access_to(tx, device.org_id, name, asked.query.get("attachment", ""))
        return self._blobs.serve(asked.method, access, name, asked.headers, asked.body)

    @_answering
    async def heard(self, request: Request) -> Response:
        """Say when some institutions were last heard: silence is not the same as nothing to say."""
        return await self._work(self._heard, await self._read(request))

    def _heard(self, asked: Asked) -> Response:
        self._device(asked)
        wanted = asked.query.get("of", "").split(",")[: endpoints.MOST_HEARD]
        with self._hub.database.transaction() as tx:
            return _packed({"heard": last_heard(tx, wanted)})

    @_answering
    async def move(self, request: Request) -> Response:
        """Hand a patient over to another institution for a county desk, or tell what that would do."""
        return await self._work(self._move, await self._read(request))

    def _move(self, asked: Asked) -> Response:
        device, wish = self._device(asked), _shaped(self._plain(asked), endpoints.MoveRequest)
        with self._hub.database.transaction() as tx:
            move = desk_move(tx, device, wish, self._hub.clock.now())
        return Response(codec.pack(endpoints.to_json(move))[0])

    @_answering
    async def status(self, request: Request) -> Response:
        """Say that the hub lives, its versions and its time; for anyone."""
        return await self._work(self._status, await self._read(request))

    def _status(self, _: Asked) -> Response:
        answer = status.public_status(self._hub.database, self._hub.clock.now())
        return Response(endpoints.to_json(answer), media_type=endpoints.JSON_TYPE)

    @_answering
    async def authority(self, request: Request) -> Response:
        """Hand out the authority that signs this hub's certificate; the reader compares its fingerprint."""
        await self._read(request)
        return Response(self._hub.keys.authority, media_type="application/x-pem-file")

    async def _read(self, request: Request) -> Asked:
        """Read a request to its end, within limits of size and time, before anything is locked for it."""
        config = self._hub.config
        announced = request.headers.get("content-length", "0")
        if announced.isdecimal() and int(announced) > config.max_body:
            raise _too_large(config.max_body)
        body = bytearray()
        try:
            async with asyncio.timeout(config.body_seconds):
                async for part in request.stream():
                    body += part
                    if len(body) > config.max_body:
                        raise _too_large(config.max_body)
        except TimeoutError as error:
            raise HubRefused(
                say("线路太慢，这次没有传完；数据都在本机，会自动重试。"),
                status=408,
                instruction=Instruction.SMALLER,
            ) from error
        query = request.scope["query_string"].decode("latin-1")
        target = request.scope.get("raw_path", request.url.path.encode()).decode("latin-1")
        return Asked(
            method=request.method,
            target=f"{target}?{query}" if query else target,
            path=dict(request.path_params),
            query=dict(request.query_params),
            headers=dict(request.headers),
            sender=request.client.host if request.client else "",
            body=bytes(body),
        )

    async def _work(self, job: Callable[[Asked], _Result], asked: Asked) -> _Result:
        """Run a job in the hub's own threads, so that one slow exchange never stops the others' reading."""
        return await asyncio.get_running_loop().run_in_executor(self._hub.workers, job, asked)

    def _device(self, asked: Asked) -> Device:
        with self._hub.database.transaction() as tx:
            return authenticate(
                tx, asked.headers.get("authorization", ""), asked.method, asked.target, asked.body
            )

    def _put_back(self) -> None:
        """Let no lane be read as another program has left it."""
        with self._hub.database.transaction() as tx:
            put_back(tx, self._hub.clock.now())

    def _plain(self, asked: Asked) -> bytes:
        encoding = asked.headers.get("content-encoding", "")
        return codec.unpack(asked.body, encoding, self._hub.config.max_decoded)

    def _json(self, asked: Asked) -> Any:
        return codec.load(self._plain(asked))


def _shaped(plain: bytes, shape: type[_Result]) -> _Result:
    """Return the message in a body. Raises CodecError."""
    try:
        return endpoints.from_json(plain, shape)
    except ValueError as error:
        raise codec.CodecError(str(error)) from error


def _lane(asked: Asked) -> str:
    lane = asked.path["lane"]
    if lane not in set(Lane):
        raise codec.CodecError("no such lane")
    return str(lane)


def _packed(value: Any) -> Response:
    # No content type or encoding: both ends know what it is, its first bytes tell whether it is packed,
    # and on a 64 kbit line an idle exchange is mostly headers.
    return Response(codec.pack(codec.dump(value))[0])


def _refuse(refusal: Refusal, status_code: int = 0) -> Response:
    code = status_code or _STATUS.get(refusal.do, 400)
    headers = {"retry-after": str(RETRY_AFTER)} if refusal.do == Instruction.WAIT else {}
    body = codec.dump(codec.refusal_to_json(refusal))
    return Response(body, code, headers=headers, media_type=endpoints.JSON_TYPE)


def _other_version(error: OtherVersion) -> Refusal:
    if error.older:
        return Refusal(Instruction.UPGRADE, str(_TOO_OLD))
    return Refusal(Instruction.FIX, str(_TOO_NEW), {"protocol": PROTOCOL_VERSION})


_TOO_OLD = say("这台电脑上的程序太旧，县平台已经看不懂它的内容。请先升级程序，升级后会接着上传。")
_TOO_NEW = say("这台电脑上的程序比县平台新，县平台还看不懂它的内容。请让县平台先升级。")


def _plain(details: dict[str, object]) -> dict[str, str | int | None]:
    return {name: value for name, value in details.items() if isinstance(value, str | int | None)}


def _too_large(limit: int) -> HubRefused:
    return HubRefused(
        say("一次发送的数据太多，县平台没有接收；数据都在本机，会自动分小份重发。"),
        status=413,
        instruction=Instruction.SMALLER,
        details={"limit": limit},
    )


_UNREADABLE: Message = say(
    "县平台看不懂这次发送的内容，没有接收；数据都在本机。请把程序升级到最新版本后再试。"
)
_FAULT: Message = say("县平台出了内部错误，这次没有存下；数据都在本机，会自动重试。请告诉县平台管理员。")
