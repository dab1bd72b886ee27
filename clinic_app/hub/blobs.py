"""Attachments by content: taken in parts over weak lines, checked against their name, handed out in parts."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Mapping
from pathlib import Path

import structlog
from starlette.responses import FileResponse, Response

from clinic_app.domain.attachment import LARGEST_FETCHED, is_content_name
from clinic_app.domain.errors import HubRefused, NotFound
from clinic_app.domain.wording import Message, say
from clinic_app.hub.blob_access import BlobAccess
from clinic_app.protocol.endpoints import UPLOAD_COMPLETE, UPLOAD_LENGTH, UPLOAD_OFFSET
from clinic_app.protocol.messages import Instruction
from clinic_app.system.files import os_errors_turned, write_atomically

log = structlog.get_logger("hub")

MAX_BLOB = LARGEST_FETCHED
"""Largest attachment; pictures are made small before they leave the clinic."""


class BlobStore:
    """Attachments in a folder for each institution that sent them. A complete file hashes to its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taking = threading.Lock()

    def serve(
        self, method: str, access: BlobAccess, name: str, headers: Mapping[str, str], body: bytes
    ) -> Response:
        """Answer one request about an attachment.

        ``HEAD`` says in ``Upload-Offset`` how much is here, ``PATCH`` adds a part at ``Upload-Offset``
        of ``Upload-Length``, ``GET`` hands a whole one out (also in ranges).

        Raises:
            HubRefused: 409 with the right offset, 403, 413 or 400; what was taken before stays.
            NotFound: it is not here, or not yet whole.
            DiskFull: what was taken before stays.
        """
        if not is_content_name(name):
            raise HubRefused(_BAD, status=400, instruction=Instruction.FIX)
        whole = self._folder / access.owner / name[:2] / name
        part = whole.with_suffix(".part")
        if method == "PATCH":
            # One part at a time: two devices of one clinic may send the same file at the same moment.
            with self._taking, os_errors_turned(part):
                return self._take(access, whole, part, headers, body)
        if method == "HEAD":
            return _state(_size(whole) or _size(part), complete=whole.exists(), status=200)
        if not whole.exists() or not self._is_sound(whole, headers):
            raise NotFound(say("县平台还没有收全这个附件，请稍后再试。"))
        return FileResponse(whole, media_type="application/octet-stream", headers={"etag": f'"{name}"'})

    def read(self, access: BlobAccess, name: str, start: int, count: int) -> bytes:
        """Return some bytes of a whole one from a place on. Raises NotFound: not here whole and sound."""
        whole = self._folder / access.owner / name[:2] / name
        if not is_content_name(name) or not whole.exists() or not self._is_sound(whole, {}):
            raise NotFound(say("县平台还没有收全这个附件，请稍后再试。"))
        with os_errors_turned(whole), whole.open("rb") as file:
            file.seek(start)
            return file.read(count)

    def _is_sound(self, whole: Path, headers: Mapping[str, str]) -> bool:
        """Read a file through before its first byte goes out; a damaged one is put aside.

        Its sender asks from time to time whether it is still here, and sends it again.
        """
        span = headers.get("range", "")
        if span and not span.startswith("bytes=0-"):
            return True
        with os_errors_turned(whole):
            if _hash(whole) == whole.name:
                return True
            whole.replace(whole.with_suffix(".damaged"))
        log.error("attachment damaged on the disk", name=whole.name)
        return False

    def _take(
        self, access: BlobAccess, whole: Path, part: Path, headers: Mapping[str, str], body: bytes
    ) -> Response:
        offset, length = _number(headers, UPLOAD_OFFSET), _number(headers, UPLOAD_LENGTH)
        if length > MAX_BLOB:
            raise HubRefused(say("附件太大，县平台没有接收。"), status=413, instruction=Instruction.SMALLER)
        if not access.may_write:
            raise HubRefused(
                say("这份附件由别的机构上传，本机不用传。"), status=403, instruction=Instruction.FIX
            )
        if length != access.size:
            raise HubRefused(_BAD, status=400, instruction=Instruction.FIX)
        if whole.exists():
            part.unlink(missing_ok=True)  # left behind when the power went at the last moment
            return _state(_size(whole), complete=True)
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        have = _size(part)
        if offset != have or offset + len(body) > length:
            raise _misplaced(say("附件要从断开处继续传。"), have)
        with part.open("ab") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        if have + len(body) < length:
            return _state(have + len(body), complete=False)
        # Only bytes proved in memory get the name: another of the hub's processes may still write the part.
        data = part.read_bytes()
        if hashlib.sha256(data).hexdigest() != whole.name:
            # Damaged on the way or by us: taken again from the start rather than kept under a false name.
            part.unlink(missing_ok=True)
            raise _misplaced(say("附件传坏了，会自动重传。"), 0)
        write_atomically(whole, data)
        part.unlink(missing_ok=True)
        return _state(length, complete=True)


def _state(have: int, *, complete: bool, status: int = 204) -> Response:
    headers = {UPLOAD_OFFSET: str(have), UPLOAD_COMPLETE: "?1" if complete else "?0"}
    return Response(status_code=status, headers=headers)


def _misplaced(words: Message, have: int) -> HubRefused:
    return HubRefused(words, status=409, instruction=Instruction.GAP, details={"offset": have})


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _number(headers: Mapping[str, str], name: str) -> int:
    text = headers.get(name, "")
    if not text.isdecimal():
        raise HubRefused(_BAD, status=400, instruction=Instruction.FIX)
    return int(text)


_BAD = say("附件请求不完整，县平台没有接收。")
