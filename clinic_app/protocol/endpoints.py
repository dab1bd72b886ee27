"""The hub's addresses and the small messages around sync: enrolment and status."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, TypeVar

import attrs
import cattrs

from clinic_app.protocol.codec import dump

SYNC = "/v1/sync"
ENROL = "/v1/enrol"
EPOCH = "/v1/epoch"
SNAPSHOT = "/v1/snapshot/{lane}"
DIGEST = "/v1/digest/{lane}"
BLOB = "/v1/blob/{sha256}"
HEARD = "/v1/heard"
"""When institutions were last heard: ``?of=`` up to MOST_HEARD identities with commas between them."""
MOST_HEARD = 100
MOVE = "/v1/move"
"""A county desk hands a patient over to another institution, or asks what that would do."""
STATUS = "/v1/status"
AUTHORITY = "/v1/authority"
"""The hub's own authority as PEM, readable by anyone; worth nothing until its fingerprint was compared."""

JSON_TYPE = "application/json"
MAX_BODY_BYTES = 8 << 20
"""Largest body, as sent, that a hub takes unless it is told otherwise."""

UPLOAD_OFFSET = "upload-offset"
UPLOAD_LENGTH = "upload-length"
UPLOAD_COMPLETE = "upload-complete"
"""Headers of an attachment's way up: bytes the hub has, bytes of the whole, ``?1`` when it has them all."""


def blob_target(sha256: str, attachment_id: str) -> str:
    """Return path and query of a content: its name, and the attachment record that gives the right to it."""
    return f"{BLOB.format(sha256=sha256)}?attachment={attachment_id}"


@attrs.frozen
class OrganizationInfo:
    """The institution a device was enrolled for."""

    id: str
    name: str
    slip_prefix: str
    code: str = ""
    level: str = ""
    role: str = ""


@attrs.frozen
class EnrolRequest:
    """What a new device sends with its one-time code.

    Attributes:
        code: as typed; the hub forgives case, spaces and hyphens.
        public_key: Ed25519, 32 bytes as base64url without padding.
        device_name: what the county sees in its list, such as 门诊电脑.
        app_version: version of the program.
        org_id: institution whose records the file holds, when it took part before and the hub has forgotten
            the device; empty for a file that joins for the first time.
        device_id: identity it had then: what was signed under it stays checkable.
        epoch: life of the file, whose number is never given out again.
        known: institutions it knows: a hub in the place of a lost one gives them their identities back.
    """

    code: str
    public_key: str
    device_name: str
    app_version: str
    org_id: str = ""
    device_id: str = ""
    epoch: int = 0
    known: tuple[OrganizationInfo, ...] = ()


@attrs.frozen
class EnrolAnswer:
    """What a device gets for a valid code; asking again with the same code and key gives the same.

    Attributes:
        device_id: identity for signed requests.
        epoch_no: first epoch of this database file.
        org: the institution.
        hub_epoch: the hub's present life.
        authority: PEM of the hub's authority; empty when the hub speaks plain HTTP.
        seal_key: X25519 public key for courier files, base64url.
        sign_key: Ed25519 public key of the hub, base64url.
        catalogue: version of the field catalogue at the hub.
        min_catalogue: oldest catalogue that may pull everything.
        min_protocol: oldest messages the hub understands.
        now: the hub's time in milliseconds since 1970.
        public_key: the device's, as it asked: an answer to another device's wish is none to ours.
    """

    device_id: str
    epoch_no: int
    org: OrganizationInfo
    hub_epoch: str
    authority: str
    seal_key: str
    sign_key: str
    catalogue: int
    min_catalogue: int
    min_protocol: int
    now: int
    public_key: str


@attrs.frozen
class MoveRequest:
    """A county desk's wish that another institution manages a patient; the answer is a PatientMove.

    Attributes:
        patient: the record's identity.
        to_org: the institution that shall manage it.
        by: who asks, for the log.
        certain: do it; otherwise only tell what it would do.
    """

    patient: str
    to_org: str
    by: str
    certain: bool


@attrs.frozen
class StatusAnswer:
    """What the hub says about itself to anyone who asks.

    Attributes:
        ok: True when its database answers.
        now: the hub's time in milliseconds since 1970.
        hub_epoch: the hub's present life.
        protocol: version of the messages it speaks.
        min_protocol: oldest it understands.
        catalogue: version of its field catalogue.
    """

    ok: bool
    now: int
    hub_epoch: str
    protocol: int
    min_protocol: int
    catalogue: int


_converter = cattrs.Converter()
_Shape = TypeVar("_Shape")


def _strict(kinds: type | tuple[type, ...]) -> Any:
    def check(value: Any, _: Any) -> Any:
        # cattrs would otherwise turn None into the text "None" and "7" into 7.
        if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is int):
            raise ValueError(f"{value!r} is of the wrong type")
        return value

    return check


_converter.register_structure_hook(str, _strict(str))
_converter.register_structure_hook(int, _strict(int))
_converter.register_structure_hook(bool, _strict(bool))


def to_json(message: Any) -> bytes:
    """Return a message of this module as compact JSON."""
    return dump(_converter.unstructure(message))


def from_json(data: bytes, shape: type[_Shape]) -> _Shape:
    """Return the message in a JSON body; fields this program does not know are passed over.

    Raises:
        ValueError: not JSON, or fields are missing or of the wrong type.
    """
    try:
        return _converter.structure(json.loads(data), shape)
    except (cattrs.BaseValidationError, cattrs.errors.StructureHandlerNotFoundError, RecursionError) as error:
        raise ValueError(f"not a {shape.__name__}") from error
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a {shape.__name__}") from error


def key_to_text(key: bytes) -> str:
    """Return a public key as it stands in messages and in ``device_key`` records: base64url, unpadded."""
    return base64.urlsafe_b64encode(key).rstrip(b"=").decode("ascii")


def key_from_text(text: str) -> bytes:
    """Return the bytes of a public key's text. Raises ValueError when it is no key of 32 bytes."""
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not a public key") from error
    if len(key) != 32:
        raise ValueError("not a public key")
    return key
