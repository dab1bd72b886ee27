"""How a device signs a request to the hub: what is signed, and the one header that carries it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable

import attrs

HEADER = "Authorization"
SCHEME = "ZZ"

ANSWERS = "re"
"""Header of every answer to a signed request: the word of the request it answers."""

_WORD = 6

Sign = Callable[[bytes], bytes]
"""Ed25519 with the device's private key: data in, 64 bytes out (system/crypto.py ``sign``)."""

Verify = Callable[[bytes, bytes, bytes], bool]
"""Public key, signature and data in; genuine or not out (system/crypto.py ``verify``)."""

_DOMAIN = b"zhuanzhen-clinic request v1"
_HEADER_PATTERN = re.compile(r"^ZZ ([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{86})$")


@attrs.frozen
class RequestSignature:
    """Who says he sent a request, and his signature.

    Attributes:
        device_id: identity given at enrolment.
        signature: 64 bytes, Ed25519.
    """

    device_id: str
    signature: bytes


def signed_bytes(device_id: str, method: str, target: str, body: bytes) -> bytes:
    """Return the bytes that are signed for one request.

    The parts are separated by line feeds, which none of them can hold, so two different requests never
    give the same bytes. There is no time and no counter among them: TLS keeps strangers from hearing a
    request, and a request sent twice changes nothing at the hub, because every operation has its own
    number. A clinic PC whose clock says 1970 must be able to sync.

    Args:
        device_id: identity given at enrolment.
        method: ``GET``, ``POST`` and so on.
        target: path with its query, exactly as it stands in the request line.
        body: as sent, after compression; empty when there is none.
    """
    digest = hashlib.sha256(body).hexdigest().encode()
    return b"\n".join((_DOMAIN, device_id.encode(), method.upper().encode(), target.encode(), digest))


def sign_request(device_id: str, sign: Sign, method: str, target: str, body: bytes = b"") -> dict[str, str]:
    """Return the header that signs a request: one line of 127 bytes."""
    signature = sign(signed_bytes(device_id, method, target, body))
    text = base64.urlsafe_b64encode(signature).rstrip(b"=").decode("ascii")
    return {HEADER: f"{SCHEME} {device_id}.{text}"}


def word_of(header: str) -> str:
    """Return the word by which an answer names its request: how its signature begins; empty for none.

    The signature is made over all of a request, so an answer to another one bears another word: one that a
    broken proxy or cache hands out late, twice, or to another PC. A request repeated bit by bit comes from a
    file that has not moved, and any answer to it fits. TLS keeps liars out; this keeps confusion out.

    Args:
        header: the request's Authorization header.
    """
    return header.partition(".")[2][:_WORD]


def read_signature(header: str) -> RequestSignature | None:
    """Return what an Authorization header says, or None when it is not ours or misshapen."""
    found = _HEADER_PATTERN.match(header)
    if found is None:
        return None
    try:
        return RequestSignature(found[1], base64.urlsafe_b64decode(found[2] + "=="))
    except (binascii.Error, ValueError):
        return None


def verify_request(
    claimed: RequestSignature, public_key: bytes, verify: Verify, method: str, target: str, body: bytes
) -> bool:
    """Tell whether a request was signed, exactly as it arrived, with the key of the device it names."""
    return verify(public_key, claimed.signature, signed_bytes(claimed.device_id, method, target, body))
