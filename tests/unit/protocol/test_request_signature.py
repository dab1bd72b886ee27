from __future__ import annotations

import random
import secrets

import pytest

from clinic_app.domain.ids import new_id
from clinic_app.protocol.request_signature import read_signature, sign_request, verify_request
from clinic_app.system.crypto import new_signing_key, sign, verify

PAIR = new_signing_key(secrets.token_bytes)
DEVICE = new_id(1_763_809_000_123, random.Random(1).randbytes)  # in test names: the same every time


def signed(method="POST", target="/v1/sync", body=b"body"):
    return sign_request(DEVICE, lambda data: sign(PAIR.private, data), method, target, body)


def test_a_signed_request_is_recognised():
    claimed = read_signature(signed()["Authorization"])
    assert claimed is not None
    assert claimed.device_id == DEVICE
    assert verify_request(claimed, PAIR.public, verify, "POST", "/v1/sync", b"body")


@pytest.mark.parametrize(
    ("method", "target", "body"),
    [
        ("GET", "/v1/sync", b"body"),
        ("POST", "/v1/epoch", b"body"),
        ("POST", "/v1/sync?x=1", b"body"),
        ("POST", "/v1/sync", b"bodY"),
        ("POST", "/v1/sync", b""),
    ],
)
def test_no_part_of_a_request_can_be_changed(method, target, body):
    claimed = read_signature(signed()["Authorization"])
    assert claimed is not None
    assert not verify_request(claimed, PAIR.public, verify, method, target, body)


def test_the_signature_is_bound_to_the_device():
    header = signed()["Authorization"]
    other = new_id(1, secrets.token_bytes)
    claimed = read_signature(header.replace(DEVICE, other))
    assert claimed is not None
    assert not verify_request(claimed, PAIR.public, verify, "POST", "/v1/sync", b"body")


def test_the_header_is_one_short_line():
    ((name, value),) = signed().items()
    assert len(f"{name}: {value}\r\n") <= 130


@pytest.mark.parametrize(
    "header", ["", "Bearer x", "ZZ ", "ZZ a.b", f"ZZ {DEVICE}", f"ZZ {DEVICE}.{'é' * 86}"]
)
def test_other_headers_are_not_ours(header):
    assert read_signature(header) is None
