"""A client of somebody else, written from PROTOCOL.md alone; it shares the dictionary and nothing more."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import ssl
from collections.abc import Iterable
from typing import Any

import httpx
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from clinic_app.protocol.dictionary import WORDS

NOW_MS = 1_763_809_000_123


def b64(data: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def blake(text: str) -> bytes:
    """Return BLAKE2b with 8 bytes."""
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def bucket_of(ent: str, rec_id: str) -> int:
    """Return the digest bucket of a record."""
    return hashlib.blake2b(f"{ent}|{rec_id}".encode(), digest_size=1).digest()[0]


def added(digests: Iterable[list[int]]) -> list[int]:
    """Return the digest of several together."""
    every = list(digests)
    return [sum(one[0] for one in every), sum(one[1] for one in every) % 2**64]


def chained(chain: str, op: dict[str, Any]) -> str:
    """Return the chain after one more operation."""
    said = canonical([op["ent"], op["id"], op["kind"], op["base"], op["sets"]])
    return blake(f"{chain}|{blake(said).hex()}").hex()


def canonical(value: Any) -> str:
    """Return canonical JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def unpacked(body: bytes) -> Any:
    """Return the JSON value of an answer."""
    if body[:4] == b"\x28\xb5\x2f\xfd":
        words = zstandard.ZstdCompressionDict(WORDS, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        body = zstandard.ZstdDecompressor(dict_data=words).stream_reader(body).read()
    return json.loads(body)


def sums(differences: list[int]) -> list[int]:
    """Return the numbers of a column of differences."""
    return [sum(differences[: i + 1]) for i in range(len(differences))]


def unrun(runs: list[Any]) -> list[Any]:
    """Return the values of a column of runs."""
    return [value for value, count in zip(runs[::2], runs[1::2], strict=True) for _ in range(count)]


def new_id() -> str:
    """Return a UUID version 7 in 22 characters."""
    raw = bytearray(NOW_MS.to_bytes(6, "big") + os.urandom(10))
    raw[6], raw[8] = raw[6] & 0x0F | 0x70, raw[8] & 0x3F | 0x80
    return b64(bytes(raw))


class OtherClient:
    """Joins with an enrolment line, pushes, pulls, and checks that nothing is missing.

    Attributes:
        records: (kind, id) to what the hub has.
        differing: lanes whose digest was another than ours after the last exchange.
        told: what the hub asked to do first, so far.
    """

    def __init__(self, line: str) -> None:
        address, code, *fingerprint = line.split("#")
        with httpx.Client(base_url=address, verify=False) as stranger:
            trusted: Any = False
            if fingerprint:
                pem = stranger.get("/v1/authority").text
                der = x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER)
                assert hashlib.sha256(der).hexdigest().startswith(fingerprint[0].replace("-", "").lower())
                trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                trusted.load_verify_locations(cadata=pem)
        self._http = httpx.Client(base_url=address, verify=trusted)
        self._key = Ed25519PrivateKey.generate()
        public = b64(self._key.public_key().public_bytes_raw())
        wish = {"code": code, "public_key": public, "device_name": "别家的程序", "app_version": "0"}
        answer = self._http.post("/v1/enrol", content=json.dumps(wish))
        assert answer.status_code == 200, answer.text
        self.me = answer.json()
        self.records: dict[tuple[str, str], dict[str, Any]] = {}
        self.differing: list[str] = []
        self.told: list[str] = []
        self._operations: list[dict[str, Any]] = []
        self._acked, self._chain, self._word, self._hlc = 0, "", "", NOW_MS << 16
        self._life, self._cursors = self.me["hub_epoch"], {}
        self._proved: dict[str, list[int]] = {}

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def call(self, method: str, target: str, value: Any = None) -> tuple[int, Any]:
        """Send a signed request; return status and answer."""
        body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
        digest = hashlib.sha256(body).hexdigest()
        parts = ("zhuanzhen-clinic request v1", self.me["device_id"], method, target, digest)
        signature = b64(self._key.sign("\n".join(parts).encode()))
        header = {"Authorization": f"ZZ {self.me['device_id']}.{signature}"}
        answer = self._http.request(method, target, content=body, headers=header)
        assert answer.headers["re"] == signature[:6]
        return answer.status_code, unpacked(answer.content)

    def save(self, ent: str, rec_id: str, kind: str, sets: dict[str, Any]) -> None:
        """Note a change, to be sent with the next exchange."""
        self._hlc += 1
        base = self.records.get((ent, rec_id), {}).get("rev", 0)
        self._operations.append({"ent": ent, "id": rec_id, "kind": kind, "base": base, "sets": sets})

    def sync(self) -> dict[int, str]:
        """Exchange once; return the number of each operation with a remark, and the reason of a refusal."""
        following = os.urandom(4).hex()
        request: dict[str, Any] = {
            "p": 1,
            "cat": 1,
            "ep": self.me["epoch_no"],
            "he": self._life,
            "rt": [self._word, following],
            "last": self._acked,
            "lh": self._chain,
            "now": NOW_MS,
            "lim": 65536,
            "cur": self._cursors,
        }
        waiting = self._operations[self._acked :]
        if waiting:
            tables = [self._table(op, self._acked + 1 + i) for i, op in enumerate(waiting)]
            request["ops"] = [self._acked + 1, [[i, 1] for i in range(len(tables))], tables]
        status, answer = self.call("POST", "/v1/sync", request)
        if status == 409 and answer["do"] == "hub_changed":
            self._follow(answer["he"], answer["seq"])
            return self.sync()
        assert status == 200, answer
        remarks = {remark[0]: remark[1] if len(remark) > 1 else "" for remark in answer.get("x", [])}
        self._acknowledge(answer, remarks)
        self._word, self._life = following, answer["he"]
        for lane, entry in answer["ln"].items():
            self._cursors[lane] = entry[:2]
            self._take(lane, entry[2] if len(entry) > 2 else [])
        self._proved = answer.get("dg", {})
        self.differing = [lane for lane, told in self._proved.items() if self._digest(lane) != told]
        return remarks

    def repair(self) -> None:
        """Compare the lanes that differ bucket by bucket and take what the hub has."""
        for lane in self.differing:
            _, answer = self.call("GET", f"/v1/digest/{lane}")
            buckets = {int(number): told for number, told in answer["buckets"].items()}
            whole = added(buckets.values()) == self._proved[lane]
            for bucket in range(256):
                told = buckets.get(bucket, [0, 0])
                if self._digest(lane, bucket) != told:
                    _, rows = self.call("GET", f"/v1/digest/{lane}?bucket={bucket}")
                    self._take_bucket(lane, bucket, rows["rows"], told if whole else None)
        self.differing = [lane for lane, told in self._proved.items() if self._digest(lane) != told]

    def _take_bucket(self, lane: str, bucket: int, tables: list[Any], told: list[int] | None) -> None:
        here = [key for key in self.records if bucket_of(*key) == bucket]
        kept = {key: self.records.pop(key) for key in here if self.records[key]["lane"] == lane}
        self._take(lane, tables)
        if self._digest(lane, bucket) != told:  # written meanwhile, or the hub is not whole: undo nothing
            for key, record in kept.items():
                if record["rev"] >= self.records.get(key, {"rev": -1})["rev"]:
                    self.records[key] = record
        else:
            self.records |= {
                key: record | {"lane": "apart"} for key, record in kept.items() if key not in self.records
            }

    def _follow(self, life: str, seq: int) -> None:
        """Go back to what a restored hub has: offer again what is above, put aside what others wrote."""
        self.told.append("hub_changed")
        own = {op["seq"] for op in self._operations[: self._acked]}
        self._acked = sum(number <= seq for number in own)
        self._chain = ""
        for op in self._operations[: self._acked]:
            self._chain = chained(self._chain, op)
        for op in self._operations[self._acked :]:
            op["base"] = min(op["base"], seq)
        for record in self.records.values():
            if record["rev"] > seq:
                record |= {"rev": seq, "lane": record["lane"] if record["rev"] in own else "ahead"}
        self._cursors = {lane: [min(number, seq), ""] for lane, (number, _) in self._cursors.items()}
        self._life, self._word = life, ""

    def _table(self, op: dict[str, Any], number: int) -> list[Any]:
        clock = self._hlc + number
        names, values = list(op["sets"]), [[value] for value in op["sets"].values()]
        before = [[clock >> 16], [clock & 0xFFFF], [0], ["张三", 1], [op["id"]], [op["base"], 1]]
        return [op["ent"], op["kind"], 1, names, [], [number], *before, values, []]

    def _acknowledge(self, answer: dict[str, Any], remarks: dict[int, str]) -> None:
        for first, seq, count in answer.get("rv", []):
            for i in range(count):
                op = self._operations[first + i - 1]
                op["seq"] = seq + i
                if first + i in remarks:
                    continue
                record = self.records.setdefault((op["ent"], op["id"]), {"body": {}, "lane": "clinic"})
                record["body"] |= op["sets"]
                record["rev"] = seq + i
        for op in self._operations[self._acked : answer["ack"]]:
            self._chain = chained(self._chain, op)
        self._acked = answer["ack"]

    def _take(self, lane: str, tables: list[Any]) -> None:
        for ent, names, ids, revs, _owners, _removals, columns in tables:
            for i, (rec_id, rev) in enumerate(zip(ids, sums(revs), strict=True)):
                body = {name: column[i] for name, column in zip(names, columns, strict=True)}
                self.records[ent, rec_id] = {"body": body, "rev": rev, "lane": lane}

    def _digest(self, lane: str, bucket: int | None = None) -> list[int]:
        ours = [(ent, i, r["rev"]) for (ent, i), r in self.records.items() if r["lane"] == lane]
        return added(
            [1, int.from_bytes(blake(f"{ent}|{i}|{rev}"), "big")]
            for ent, i, rev in ours
            if bucket in (None, bucket_of(ent, i))
        )
