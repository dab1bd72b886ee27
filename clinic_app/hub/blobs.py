"""Attachments by content: taken in parts over weak lines, checked against their name, handed out in parts."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from starlette.responses import FileResponse, Response

from clinic_app.domain.errors import HubRefused, NotFound
from clinic_app.domain.wording import say
from clinic_app.protocol.messages import Instruction
from clinic_app.system.files import flush_folder, os_errors_turned

MAX_BLOB = 16 << 20
"""Largest attachment; pictures are made small before they leave the clinic."""

OFFSET = "upload-offset"
LENGTH = "upload-length"
_NAME = re.compile(r"^[0-9a-f]{64}$")


class BlobStore:
    """Attachments of each institution in a folder; what it did not upload it does not see."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def serve(self, method: str, org_id: str, name: str, headers: Mapping[str, str], body: bytes) -> Response:
        """Answer one request about an attachment.

        ``HEAD`` says in ``Upload-Offset`` how much is here, ``PATCH`` adds a part at ``Upload-Offset``
        of ``Upload-Length``, ``GET`` hands a whole one out (also in ranges).

        Raises:
            HubRefused: 409 with the right offset, 413 or 400; what was taken before stays.
            NotFound: it is not here, or not yet whole.
            DiskFull: what was taken before stays.
        """
        if not _NAME.match(name):
            raise HubRefused(_BAD, status=400, instruction=Instruction.FIX)
        whole = self._folder / org_id / name[:2] / name
        part = whole.with_suffix(".part")
        if method == "PATCH":
            with os_errors_turned(part):
                return self._take(whole, part, name, headers, body)
        if method == "HEAD":
            have, complete = _size(whole) or _size(part), whole.exists()
            return Response(headers={OFFSET: str(have), "upload-complete": "?1" if complete else "?0"})
        if not whole.exists():
            raise NotFound(say("县平台还没有收全这个附件，请稍后再试。"))
        return FileResponse(whole, media_type="application/octet-stream", headers={"etag": f'"{name}"'})

    def _take(self, whole: Path, part: Path, name: str, headers: Mapping[str, str], body: bytes) -> Response:
        offset, length = _number(headers, OFFSET), _number(headers, LENGTH)
        if length > MAX_BLOB:
            raise HubRefused(say("附件太大，县平台没有接收。"), status=413, instruction=Instruction.SMALLER)
        if whole.exists():
            return Response(status_code=204, headers={OFFSET: str(_size(whole)), "upload-complete": "?1"})
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        have = _size(part)
        if offset != have or offset + len(body) > length:
            raise HubRefused(
                say("附件要从断开处继续传。"),
                status=409,
                instruction=Instruction.GAP,
                details={"offset": have},
            )
        with part.open("ab") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        if have + len(body) < length:
            return Response(status_code=204, headers={OFFSET: str(have + len(body)), "upload-complete": "?0"})
        if hashlib.sha256(part.read_bytes()).hexdigest() != name:
            # Damaged on the way or by us: taken again from the start rather than kept under a false name.
            part.unlink()
            raise HubRefused(
                say("附件传坏了，会自动重传。"),
                status=409,
                instruction=Instruction.GAP,
                details={"offset": 0},
            )
        part.replace(whole)
        flush_folder(whole.parent)
        return Response(status_code=204, headers={OFFSET: str(length), "upload-complete": "?1"})


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _number(headers: Mapping[str, str], name: str) -> int:
    text = headers.get(name, "")
    if not text.isdecimal():
        raise HubRefused(_BAD, status=400, instruction=Instruction.FIX)
    return int(text)


_BAD = say("附件请求不完整，县平台没有接收。")
