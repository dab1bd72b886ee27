"""Who may take up or hand out an attachment's content: the record that names it decides, at every request."""

from __future__ import annotations

import attrs

from clinic_app.domain.errors import HubRefused
from clinic_app.domain.wording import say
from clinic_app.hub.change_log import ChangeLog
from clinic_app.hub.database import HubTransaction
from clinic_app.protocol.messages import Instruction


@attrs.frozen
class BlobAccess:
    """The right to one content.

    Attributes:
        owner: the institution that added the attachment, in whose folder the content lies.
        size: bytes of the whole, as its record says.
        may_write: the asking institution is the owner.
    """

    owner: str
    size: int
    may_write: bool


def access_to(tx: HubTransaction, org: str, sha256: str, attachment_id: str) -> BlobAccess:
    """Return an institution's right to a content by one attachment record.

    The record must name the content, must not be void, and must be in the institution's sight now: who
    sees the record sees its content, and a removed scan is handed out no more. Contents lie in the
    folder of the institution that sent them: to name another's content in a record of one's own gives
    nothing.

    Raises:
        HubRefused: 404; it is not said whether such a content exists.
    """
    log = ChangeLog(tx, 0)
    record = log.get("attachment", attachment_id) if attachment_id else None
    if (
        record is None
        or record.void
        or record.body.get("sha256") != sha256
        or org not in log.scope.sees(record)
    ):
        raise HubRefused(
            say("县平台没有这份附件的登记，或它已被移除。"), status=404, instruction=Instruction.FIX
        )
    size = record.body.get("size")
    return BlobAccess(record.owner, size if isinstance(size, int) else 0, record.owner == org)
