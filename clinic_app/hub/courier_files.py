"""Attachments that came on a USB stick, and those that go back: by the same door as over the wire."""

from __future__ import annotations

from clinic_app.domain.errors import HubRefused, NotFound
from clinic_app.hub.blob_access import BlobAccess, access_to
from clinic_app.hub.blobs import BlobStore
from clinic_app.hub.database import HubDatabase
from clinic_app.protocol.courier_file import FILES_BYTES, CourierRequest, FilePart, FileStand
from clinic_app.protocol.endpoints import UPLOAD_COMPLETE, UPLOAD_LENGTH, UPLOAD_OFFSET


def take(database: HubDatabase, blobs: BlobStore, org: str, courier: CourierRequest) -> tuple[FileStand, ...]:
    """Take what a clinic's file brought, and return how much of each content is here now.

    What has no record here, is too large or may not be written by this institution is passed over:
    it stays at the clinic, where it counts as not sent.
    """
    stands: list[FileStand] = []
    for part in courier.parts:
        headers = {UPLOAD_OFFSET: str(part.start), UPLOAD_LENGTH: str(part.size)}
        try:
            access = _access(database, org, part.sha256, part.attachment_id)
            answer = blobs.serve("PATCH", access, part.sha256, headers, part.data)
        except HubRefused as refused:
            have = refused.details.get("offset")
            if isinstance(have, int):
                stands.append(FileStand(part.sha256, have, whole=False))
            continue
        have, whole = int(answer.headers[UPLOAD_OFFSET]), answer.headers[UPLOAD_COMPLETE] == "?1"
        stands.append(FileStand(part.sha256, have, whole=whole))
    return tuple(stands)


def give(database: HubDatabase, blobs: BlobStore, org: str, courier: CourierRequest) -> tuple[FilePart, ...]:
    """Return what a clinic's file asked for, as far as it may see it, it is here whole, and there is room."""
    room = FILES_BYTES
    parts: list[FilePart] = []
    for one in courier.wanted:
        try:
            access = _access(database, org, one.sha256, one.attachment_id)
            data = blobs.read(access, one.sha256, one.start, min(room, max(0, access.size - one.start)))
        except (HubRefused, NotFound):
            continue
        room -= len(data)
        if data:
            parts.append(FilePart(one.sha256, one.attachment_id, access.size, one.start, data))
    return tuple(parts)


def _access(database: HubDatabase, org: str, sha256: str, attachment_id: str) -> BlobAccess:
    """Ask for the right to one content. Raises HubRefused; nobody waits while its bytes go to the disk."""
    with database.transaction() as tx:
        return access_to(tx, org, sha256, attachment_id)
