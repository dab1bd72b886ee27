"""PROTOCOL.md says what is so: its examples decode, its numbers come out, its tables are whole."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from clinic_app.domain.catalogue import KINDS
from clinic_app.domain.change import (
    bucket_of,
    canonical,
    chain_hash,
    content_hash,
    content_hash_of_row,
    row_hash,
)
from clinic_app.domain.numbers import check_slip_no
from clinic_app.protocol import codec, courier_file, endpoints
from clinic_app.protocol.dictionary import WORDS
from clinic_app.protocol.endpoints import EnrolAnswer, EnrolRequest
from clinic_app.protocol.enrol_ticket import read_ticket
from clinic_app.protocol.messages import EpochRequest, Instruction
from clinic_app.protocol.request_signature import ANSWERS, sign_request, signed_bytes, word_of
from clinic_app.system.crypto import sign, signing_public

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "clinic_app" / "protocol" / "PROTOCOL.md").read_text(encoding="utf-8")
PRIVATE = bytes(range(32))
DEVICE = "AZqvtKACcRGCIjMzRERVVw"


def example(name: str) -> str:
    """Return the text of one example."""
    found = re.search(rf"^```(?:json|text) {name}\n(.*?)\n```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None, name
    return found.group(1)


def value(name: str) -> Any:
    """Return an example of JSON."""
    return json.loads(example(name))


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the first table under a heading."""
    lines = PAGE.split(heading, 1)[1].splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith("|---"))
    table: list[list[str]] = []
    for line in lines[start + 1 :]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


def test_every_example_is_looked_at():
    told = set(re.findall(r"^```(?:json|text) ([a-z-]+)$", PAGE, re.MULTILINE))
    source = Path(__file__).read_text(encoding="utf-8")
    assert told
    assert all(f'"{name}"' in source for name in told)
    assert len(re.findall(r"^```", PAGE, re.MULTILINE)) == 2 * len(told)


def test_the_request_is_one_and_is_written_so():
    request = codec.request_from_json(value("request"))
    assert codec.request_to_json(request) == value("request")
    assert [op.ent for op in request.operations] == ["patient", "allergy"]
    assert request.operations[0].txn == request.operations[1].txn
    assert request.operations[0].hlc < request.operations[1].hlc
    assert request.operations[1].sets["patient_id"] == request.operations[0].rec_id


def test_the_packed_body_is_the_request():
    packed = base64.b64decode(example("packed"))
    assert packed.startswith(codec.MAGIC)
    assert json.loads(codec.unpack(packed)) == value("request")


def test_the_dictionary_is_the_one_described():
    assert f"{len(WORDS)} of them" in PAGE
    assert hashlib.sha256(WORDS).hexdigest() in PAGE


def test_the_answer_is_one_and_is_written_so():
    answer = codec.response_from_json(value("response"))
    assert codec.response_to_json(answer) == value("response")
    clinic = answer.lanes["clinic"]
    assert [row.void for row in clinic.rows] == [False, True]
    assert clinic.leaves
    assert [(remark.seq, remark.reason) for remark in answer.remarks] == [(1, "with:2"), (2, "not_yours")]
    total = sum(row_hash(row.ent, row.id, row.rev) for row in clinic.rows) % 2**64
    assert (answer.digests["clinic"].count, answer.digests["clinic"].total) == (len(clinic.rows), total)


def test_hashes_come_out():
    told = value("hashes")
    ent, rec_id, kind, base, sets = told["operation"]
    assert content_hash(ent, rec_id, kind, base, canonical(sets)) == told["hash"]
    assert chain_hash("", told["hash"]) == told["chain_after_it"]
    assert row_hash(*told["record"]) == told["row_hash"]
    assert bucket_of(*told["record"][:2]) == told["bucket"]
    offered = codec.request_from_json(value("request")).operations
    assert [op.hash for op in offered] == value("epoch-request")["hashes"]
    assert offered[0].hash == told["hash"]


def test_the_sum_of_what_a_record_says_comes_out():
    told = value("contents")
    ent, rec_id, rev, owner, void, reason, body = told["record"]
    assert content_hash_of_row(ent, rec_id, rev, owner, bool(void), reason, body) == told["sum"]


def test_slip_numbers_told_are_such():
    told = re.findall(r"`(BS-[0-9A-Z]+-[0-9]+-[0-9]+)`", PAGE)
    assert len(told) == 2
    assert all(map(check_slip_no, told))


def test_the_signature_comes_out():
    assert signed_bytes(DEVICE, "POST", endpoints.SYNC, b"{}").decode() == example("signed")
    header = sign_request(DEVICE, lambda data: sign(PRIVATE, data), "POST", endpoints.SYNC, b"{}")
    assert header == {"Authorization": example("authorization")}
    assert example("answered") == f"{ANSWERS}: {word_of(example('authorization'))}"


def test_joining_is_told_as_it_is():
    ticket = read_ticket(example("ticket"))
    assert (ticket.address, len(ticket.fingerprint)) == ("https://10.0.0.8:8443", 32)
    for name, shape in (("enrol-request", EnrolRequest), ("enrol-answer", EnrolAnswer)):
        message = endpoints.from_json(example(name).encode(), shape)
        assert json.loads(endpoints.to_json(message)) == value(name)
        assert set(value(name)) == {field.name for field in attrs.fields(shape)}
    assert value("enrol-request")["public_key"] == endpoints.key_to_text(signing_public(PRIVATE))


def test_a_refusal_and_a_new_epoch_are_told_as_they_are():
    refusal = codec.refusal_from_json(value("refusal"))
    assert (refusal.do, refusal.details) == ("hub_changed", {"he": "H4", "seq": 182000})
    asked = codec.epoch_request_from_json(value("epoch-request"))
    assert asked == EpochRequest(17, 2, tuple(value("epoch-request")["hashes"]))
    assert codec.epoch_response_from_json(value("epoch-answer")).delivered == (182741,)


def test_every_instruction_and_every_reason_is_told():
    assert {row[0].strip("`") for row in rows("## 9.")} == {str(do) for do in Instruction}
    told = {row[0].strip("`").partition(":")[0] for row in rows("## 8.")}
    source = "".join(
        (ROOT / "clinic_app" / "hub" / name).read_text(encoding="utf-8")
        for name in ("operations.py", "scope.py", "ingest.py", "given_back.py")
    )
    assert told == {
        reason
        for reason in (*told, *re.findall(r'return (?:False, )?f?"([a-z]+_[a-z_]+)(?::\{|")', source))
        if f'"{reason}' in source
    }


def test_every_kind_is_told():
    told = [tuple(row) for row in rows("## 12.")]
    assert told == [
        (
            f"`{kind.name}`",
            str(kind.lane),
            str(kind.ownership),
            "yes" if kind.append_only else "",
            f"`{kind.belongs_to}`" if kind.belongs_to else "",
        )
        for kind in KINDS
    ]


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:clinic_app|tests)/[a-z_/]+\.py)`", PAGE))))
def test_files_named_exist(path):
    assert (ROOT / path).is_file()


def test_addresses_and_the_courier_files_outside_are_the_true_ones():
    for address in (
        endpoints.SYNC,
        endpoints.ENROL,
        endpoints.EPOCH,
        endpoints.SNAPSHOT,
        endpoints.DIGEST,
        endpoints.BLOB,
        endpoints.HEARD,
        endpoints.STATUS,
        endpoints.AUTHORITY,
    ):
        assert address in PAGE
    outside = courier_file.wrap(courier_file.Direction.TO_HUB, b"x").split(b"\n")[0].decode()
    assert outside.rpartition(" ")[0] in PAGE
    assert courier_file.SUFFIX in PAGE
