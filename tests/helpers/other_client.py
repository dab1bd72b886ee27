"""A client of somebody else, written from PROTOCOL.md alone."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import ssl
from typing import Any

import httpx
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from tests.helpers.other_format import (
    NOW_MS,
    added,
    b64,
    blake,
    bucket_of,
    chained,
    hash_of,
    rows_of,
    said,
    table_of,
    unpacked,
)

OF_CLINIC = ("patient", "allergy", "medication", "problem", "follow_up_plan", "follow_up")
OF_ALL = ("organization", "device_key", "contact_card", "doctor_team")
ELEMENTS = ("allergy", "medication", "problem")
DIRECTORY = ("organization", "device_key")
ORDER = {"referral": 0, "patient": 1, "conflict": 3}
A_DAY_MS = 86_400_000


class OtherClient:
    """Joins with an enrolment line, pushes, pulls, heals, and checks that nothing is missing.

    Attributes:
        records: (kind, id) to what the screen shows.
        differing: lanes whose digest was another than ours after the last exchange.
        told: what the hub asked to do first, so far.
        kept: what a restored hub has forgotten: (kind, id) to what was shown and where the hub was cut.
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
        self.key = Ed25519PrivateKey.generate()
        public = b64(self.key.public_key().public_bytes_raw())
        wish = {"code": code, "public_key": public, "device_name": "别家的程序", "app_version": "0"}
        answer = self._http.post("/v1/enrol", content=json.dumps(wish))
        assert answer.status_code == 200, answer.text
        self.me = answer.json()
        assert self.me["public_key"] == public
        self.records: dict[tuple[str, str], dict[str, Any]] = {}
        self.kept: dict[tuple[str, str], dict[str, Any]] = {}
        self.differing: list[str] = []
        self.told: list[str] = []
        self.operations: list[dict[str, Any]] = []
        self.acked, self.epoch, self._first = 0, self.me["epoch_no"], 1
        self.ratchet = ["", ""]
        self.life: str = self.me["hub_epoch"]
        self.cursors: dict[str, list[Any]] = {}
        self.points: list[list[Any]] = []
        self._proved: dict[str, list[int]] = {}

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def copied(self) -> OtherClient:
        """Return what a copy of the folder on another disk holds; key and connection are the same."""
        other = copy.copy(self)
        for name in ("records", "kept", "differing", "operations", "ratchet", "cursors", "points"):
            setattr(other, name, copy.deepcopy(getattr(self, name)))
        other.told = []
        return other

    # ---- asking ---------------------------------------------------------------------------------------

    def ask(self, method: str, target: str, body: bytes = b"", **headers: str) -> httpx.Response:
        """Send a signed request; return the answer, which must be one to it."""
        parts = (method, target, hashlib.sha256(body).hexdigest())
        signed = "\n".join(("zhuanzhen-clinic request v1", self.me["device_id"], *parts))
        signature = b64(self.key.sign(signed.encode()))
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["Authorization"] = f"ZZ {self.me['device_id']}.{signature}"
        answer = self._http.request(method, target, content=body, headers=named)
        assert answer.headers["re"] == signature[:6]
        return answer

    def call(self, method: str, target: str, value: Any = None) -> tuple[int, Any]:
        """Send a signed request with a JSON value; return status and value of the answer."""
        body = b"" if value is None else json.dumps(value, ensure_ascii=False).encode()
        answer = self.ask(method, target, body)
        return answer.status_code, unpacked(answer.content)

    def save(
        self,
        ent: str,
        rec_id: str,
        kind: str,
        sets: dict[str, Any],
        *,
        olds: Any = None,
        with_last: bool = False,
    ) -> None:
        """Note a change, to be sent with the next exchange; ``with_last``: together with the one before."""
        if ent in ELEMENTS and kind == "add":
            base = self.records["patient", sets["patient_id"]]["rev"]
        else:
            base = self.records.get((ent, rec_id), {}).get("rev", 0)
        number = len(self.operations) + 1
        txn = self.operations[-1]["txn"] if with_last else number
        op = {"ent": ent, "id": rec_id, "kind": kind, "base": base, "sets": sets, "olds": olds or {}}
        self.operations.append(op | {"txn": txn, "clock": (NOW_MS << 16) + number, "seq": 0, "refused": ""})
        shown = self.records.setdefault((ent, rec_id), self._blank(ent, sets))
        _put(shown, sets)

    def _blank(self, ent: str, sets: dict[str, Any]) -> dict[str, Any]:
        patient = self.records.get(("patient", str(sets.get("patient_id"))), {})
        owner = patient.get("owner", self.me["org"]["id"]) if ent in ELEMENTS else self.me["org"]["id"]
        return {"body": {}, "rev": 0, "lane": "", "owner": owner, "void": 0, "reason": ""}

    def chain(self, first: int, last: int) -> str:
        """Return the chain over operations ``first`` to ``last``."""
        chain = ""
        for op in self.operations[first - 1 : last]:
            chain = chained(chain, hash_of(op))
        return chain

    def request(self, limit: int = 65536) -> dict[str, Any]:
        """Return the next exchange's request; the ratchet word it shows is kept until one is answered."""
        if self.ratchet[1] in ("", self.ratchet[0]):
            self.ratchet[1] = os.urandom(4).hex()
        value: dict[str, Any] = {"p": 1, "cat": 1, "ep": self.epoch, "he": self.life}
        value |= {"rt": list(self.ratchet), "last": self.acked, "lh": self.chain(self._first, self.acked)}
        value |= {"now": NOW_MS, "lim": limit, "cur": {**self.cursors, **self._points_to_show()}}
        waiting = self.operations[self.acked :]
        if waiting:
            tables = [table_of(op) for op in waiting]
            value["ops"] = [self.acked + 1, [[i, 1] for i in range(len(tables))], tables]
        return value

    def _points_to_show(self) -> dict[str, list[Any]]:
        if any(number and not word for number, word in self.cursors.values()):
            return {str(name): point for name, point in enumerate(self.points)}
        last = max(self.points, default=[0, ""])
        return {"own": last} if last[0] > max((seq for seq, _ in self.cursors.values()), default=0) else {}

    def sync(self, *, limit: int = 65536, lost: bool = False) -> dict[int, str]:
        """Exchange until nothing is left; return the numbers with a remark, and the reason of a refusal.

        With ``lost`` one request is sent, and its answer never comes.
        """
        remarks: dict[int, str] = {}
        while True:
            status, answer = self.call("POST", "/v1/sync", self.request(limit))
            if lost:
                return {}
            if status != 200:
                self.heal(answer)
                continue
            found, again = self.take(answer)
            remarks |= found
            if not answer.get("more") and not again:
                return remarks

    # ---- taking in ------------------------------------------------------------------------------------

    def take(self, answer: dict[str, Any], *, fresh: bool = True) -> tuple[dict[int, str], bool]:
        """Take an answer in; return the remarks, and whether to ask again."""
        remarks = {remark[0]: remark[1] if len(remark) > 1 else "" for remark in answer.get("x", [])}
        again = self._acknowledge(answer, remarks)
        points = [answer["ln"].pop(name) for name in ("own", "bk") if name in answer["ln"]]
        self.points += [point for point in points if point not in self.points]
        for lane, (number, word, *content) in answer["ln"].items():
            for key, row in rows_of(content[0] if content else []).items():
                self._write(lane, key, row)
            for ent, rec_id in content[1] if content else []:
                self.records[ent, rec_id]["lane"] = "left"
            self.cursors[lane] = [number, word]
            self.points += [[number, word]] if number and [number, word] not in self.points else []
        if again:
            lanes = self.cursors.items()
            self.cursors = {lane: [again - 1, ""] if told[0] >= again else told for lane, told in lanes}
        self.life = answer["he"]
        if fresh:
            self.ratchet = [self.ratchet[1], ""]
        self._proved = answer.get("dg", {})
        self.differing = [lane for lane, told in self._proved.items() if self._digest(lane) != told]
        return remarks, bool(again)

    def _acknowledge(self, answer: dict[str, Any], remarks: dict[int, str]) -> int:
        """Number our operations; return the lowest of those heard of late, below a cursor, or 0."""
        late = []
        for first, seq, count in answer.get("rv", []):
            for number in range(first, first + count):
                op = self.operations[number - 1]
                op |= {"seq": seq + number - first, "refused": remarks.get(number, "")}
                late += [op["seq"]] if number > self.acked else []
                if number not in remarks:
                    self._settle(op)
        self.acked = max(self.acked, answer["ack"])
        read_to = max((number for number, _ in self.cursors.values()), default=0)
        return min((seq for seq in late if seq <= read_to), default=0)

    def _settle(self, op: dict[str, Any]) -> None:
        record = self.records[op["ent"], op["id"]]
        if record["lane"] != "ahead" and record["rev"] < op["seq"]:
            record |= {
                "rev": op["seq"],
                "lane": record["lane"] if record["lane"] == "left" else self._lane(op),
            }
        if op["ent"] in ELEMENTS and op["kind"] == "add":
            patient = self.records["patient", op["sets"]["patient_id"]]
            patient["rev"] = max(patient["rev"], op["seq"])

    def _lane(self, op: dict[str, Any]) -> str:
        own = self.records[op["ent"], op["id"]]["owner"] == self.me["org"]["id"]
        return "ref" if op["ent"] in OF_ALL else "clinic" if op["ent"] in OF_CLINIC and own else "inbox"

    def _write(self, lane: str, key: tuple[str, str], row: dict[str, Any], *, present: bool = False) -> None:
        here = self.records.get(key)
        if here and here["rev"] > row["rev"] and here["lane"] != "ahead" and not present:
            return
        shown = row | {"lane": lane, "body": dict(row["body"])}
        kept = self.kept.get(key)
        if kept is not None and row["rev"] <= kept["cut"]:
            shown |= {name: kept[name] for name in ("void", "reason")} | {"body": dict(kept["body"])}
        for op in self.operations:
            waits = not op["seq"] or op["refused"] or op["seq"] > row["rev"]
            if (op["ent"], op["id"]) == key and op["kind"] != "back" and waits:
                _put(shown, op["sets"])
        if kept is not None and kept["body"].items() <= row["body"].items():
            del self.kept[key]
        self.records[key] = shown

    # ---- healing --------------------------------------------------------------------------------------

    def heal(self, refusal: dict[str, Any], epoch: dict[str, Any] | None = None) -> None:
        """Do what the hub asks; ``epoch`` is the new one when it came along."""
        self.told.append(refusal["do"])
        if refusal["do"] == "hub_changed":
            self._follow(refusal["he"], refusal["seq"])
        elif refusal["do"] == "epoch":
            hashes = [hash_of(op) for op in self.operations[self.acked :]]
            wish = {"parent": self.epoch, "last": self.acked, "hashes": hashes}
            answer = epoch or self.call("POST", "/v1/epoch", wish)[1]
            for op, seq in zip(self.operations[self.acked :], answer["delivered"], strict=False):
                op["seq"] = seq
            self.points += [[max(answer["delivered"]), answer["chk"]]] if answer["delivered"] else []
            self.acked += len(answer["delivered"])
            self.epoch, self._first, self.ratchet = answer["epoch"], self.acked + 1, ["", ""]
        else:
            raise AssertionError(refusal)

    def _follow(self, life: str, seq: int) -> None:
        """Go back to what a restored hub has: offer again what is above, put aside what others wrote."""
        self.points = [point for point in self.points if point[0] <= seq]
        seq = max((number for number, _ in self.points), default=0)
        own = {op["seq"] for op in self.operations}
        for op in self.operations:
            if op["seq"] > seq:
                op["seq"] = 0
            if not op["seq"]:
                op["base"] = min(op["base"], seq)
        self.acked = next((i for i, op in enumerate(self.operations) if not op["seq"]), len(self.operations))
        for key, record in self.records.items():
            if record["rev"] > seq and record["rev"] not in own:
                if key[0] not in DIRECTORY:
                    self.kept[key] = {**record, "body": dict(record["body"]), "cut": seq, "heard": None}
                record["lane"] = "ahead"
            record["rev"] = min(record["rev"], seq)
        self.cursors = {lane: [min(number, seq), ""] for lane, (number, _) in self.cursors.items()}
        self.life, self.ratchet = life, ["", ""]

    def give_back(self, now: int) -> int:
        """Offer what nobody has offered a day after the restore was heard of; return how much it was."""
        due = []
        for key, kept in self.kept.items():
            kept["heard"] = kept["heard"] or now
            grace = A_DAY_MS if kept["owner"] == self.me["org"]["id"] else 2 * A_DAY_MS
            due += [(key, kept)] if now - kept["heard"] >= grace and not kept.get("offered") else []
        for key, kept in sorted(due, key=lambda one: ORDER.get(one[0][0], 2)):
            marks = {"_owner": kept["owner"], "_void": kept["void"], "_void_reason": kept["reason"]}
            sets = {name: value for name, value in kept["body"].items() if value not in (None, "")}
            number = len(self.operations) + 1
            op = {"ent": key[0], "id": key[1], "kind": "back", "base": kept["cut"], "sets": sets | marks}
            more = {"olds": {}, "txn": number, "clock": (NOW_MS << 16) + number, "seq": 0, "refused": ""}
            self.operations.append(op | more)
            kept["offered"] = number
        return len(due)

    # ---- completeness ---------------------------------------------------------------------------------

    def repair(self) -> None:
        """Compare the lanes that differ bucket by bucket and take what the hub has."""
        for lane in self.differing:
            _, answer = self.call("GET", f"/v1/digest/{lane}")
            buckets = {int(number): told for number, told in answer["buckets"].items()}
            whole = added(buckets.values()) == self._proved[lane]
            for bucket in range(256):
                told = buckets.get(bucket, [0, 0])
                if self._digest(lane, bucket) != told:
                    _, found = self.call("GET", f"/v1/digest/{lane}?bucket={bucket}")
                    self._take_bucket(lane, bucket, rows_of(found["rows"]), told if whole else None)
        self.differing = [lane for lane, told in self._proved.items() if self._digest(lane) != told]

    def _take_bucket(self, lane: str, bucket: int, rows: dict[Any, Any], told: list[int] | None) -> None:
        present = _digest_of(rows) == told  # else written meanwhile, or the hub is not whole: undo nothing
        for key, row in rows.items():
            self._write(lane, key, row, present=present)
        for key, record in self.records.items():
            if present and record["lane"] == lane and bucket_of(*key) == bucket and key not in rows:
                record["lane"] = "apart"

    def compare_contents(self) -> set[tuple[str, str]]:
        """Ask what the records say and write those anew that read otherwise; return them."""
        mended: set[tuple[str, str]] = set()
        for lane in self._proved:
            _, answer = self.call("GET", f"/v1/digest/{lane}?contents=1")
            ours: dict[int, int] = {}
            for key, record in self._in(lane).items():
                bucket = bucket_of(*key)
                ours[bucket] = (ours.get(bucket, 0) + said(key, record)) % 2**64
            theirs = {int(bucket): total for bucket, total in answer["contents"].items()}
            for bucket in {*ours, *theirs}:
                if ours.get(bucket) != theirs.get(bucket):
                    _, found = self.call("GET", f"/v1/digest/{lane}?bucket={bucket}")
                    for key, row in rows_of(found["rows"]).items():
                        if said(key, row) != said(key, self.records[key]):
                            self._write(lane, key, row)
                            mended.add(key)
        return mended

    def snapshot(self, lane: str) -> dict[str, Any]:
        """Fetch a whole lane as a file, in two parts, and take it in; return the file's value."""
        target = f"/v1/snapshot/{lane}"
        whole = self.ask("GET", target)
        half = len(whole.content) // 2
        rest = self.ask("GET", target, range=f"bytes={half}-", if_range=whole.headers["etag"])
        assert (rest.status_code, rest.headers["etag"]) == (206, whole.headers["etag"])
        data = whole.content[:half] + rest.content
        assert whole.headers["etag"] == f'"{hashlib.sha256(data).hexdigest()[:32]}"'
        value = json.loads(zstandard.ZstdDecompressor().stream_reader(data).read())
        rows = rows_of(value["rows"])
        assert (_digest_of(rows), value["he"]) == (value["dg"], self.life)
        for key, row in rows.items():
            self._write(lane, key, row)
        self.cursors[lane] = value["cur"]
        self.points.append(value["cur"])
        return value

    def _in(self, lane: str) -> dict[tuple[str, str], dict[str, Any]]:
        return {key: one for key, one in self.records.items() if one["lane"] == lane and one["rev"]}

    def _digest(self, lane: str, bucket: int | None = None) -> list[int]:
        here = {key: one for key, one in self._in(lane).items() if bucket in (None, bucket_of(*key))}
        return _digest_of(here)


def _digest_of(records: dict[tuple[str, str], dict[str, Any]]) -> list[int]:
    return added(
        [1, int.from_bytes(blake(f"{ent}|{rec_id}|{one['rev']}"), "big")]
        for (ent, rec_id), one in records.items()
    )


def _put(shown: dict[str, Any], sets: dict[str, Any]) -> None:
    shown["body"] |= {name: value for name, value in sets.items() if not name.startswith("_")}
    if "_void" in sets:
        shown |= {"void": sets["_void"], "reason": sets["_void_reason"] if sets["_void"] else ""}
