"""Messages survive their bytes, whatever they hold."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.change import Operation
from clinic_app.protocol import codec
from clinic_app.protocol.messages import (
    Cursor,
    LaneDigest,
    LanePage,
    Refusal,
    Remark,
    Row,
    SyncRequest,
    SyncResponse,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = st.one_of(st.none(), words, st.integers(-(2**62), 2**62))
bodies = st.dictionaries(st.text("abcde_", min_size=1, max_size=4), values, max_size=4)
numbers = st.integers(0, 2**47)


@st.composite
def operations(draw):
    first = draw(st.integers(1, 10**6))
    found = draw(
        st.lists(st.tuples(numbers, st.integers(0, 65535), bodies, bodies, words, words), max_size=6)
    )
    return tuple(
        Operation(
            seq=first + i,
            txn=first + i // 2,
            hlc=(ms << 16) | counter,
            wall=ms - 5,
            user=user,
            ent=draw(st.sampled_from(["patient", "allergy", "未来"])),
            rec_id=rec,
            kind=draw(st.sampled_from(["add", "set", "void"])),
            base_rev=i,
            sets=sets,
            olds=olds,
        ).with_hash()
        for i, (ms, counter, sets, olds, user, rec) in enumerate(found)
    )


@given(operations())
def test_a_request_survives(ops):
    request = SyncRequest(3, "H", ("a", "b"), 1, "c", 5, 2048, {"inbox": Cursor(4, "x")}, ops)
    body, encoding = codec.pack(codec.dump(codec.request_to_json(request)))
    assert codec.request_from_json(codec.load(codec.unpack(body, encoding))) == request


@given(st.lists(st.tuples(words, bodies, st.booleans()), max_size=6))
def test_an_answer_survives(found):
    rows = tuple(
        Row("patient" if flag else "x", rec, 10 + i, "org", body, flag, "r" if flag else "")
        for i, (rec, body, flag) in enumerate(found)
    )
    answer = SyncResponse(
        "H",
        5,
        9,
        ((1, 2, 3),),
        (Remark(4, False), Remark(5, True, "not_yours")),
        7,
        {"inbox": LanePage(Cursor(9, "q"), rows, (("patient", "z"),))},
        True,
        {"inbox": LaneDigest(1, 2**63)},
    )
    body, encoding = codec.pack(codec.dump(codec.response_to_json(answer)))
    back = codec.response_from_json(codec.load(codec.unpack(body, encoding)))
    page = back.lanes["inbox"]
    plain = {(r.ent, r.id, r.rev): {k: v for k, v in r.body.items() if v not in (None, "")} for r in rows}
    seen = {(r.ent, r.id, r.rev): {k: v for k, v in r.body.items() if v not in (None, "")} for r in page.rows}
    assert seen == plain
    bare = {"inbox": attrs.evolve(page, rows=())}
    assert attrs.evolve(back, lanes=bare) == attrs.evolve(
        answer, lanes={"inbox": attrs.evolve(answer.lanes["inbox"], rows=())}
    )


def test_a_refusal_survives():
    refusal = Refusal("hub_changed", "话", {"seq": 7})
    assert codec.refusal_from_json(codec.load(codec.dump(codec.refusal_to_json(refusal)))) == refusal
    assert codec.refusal_from_json([1]) == Refusal("")


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), words),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_anything_else_is_refused_in_one_way(value):
    for read in (codec.request_from_json, codec.response_from_json, codec.epoch_request_from_json):
        with pytest.raises(codec.CodecError):
            read(value)


@given(st.binary(max_size=60), st.sampled_from(["", "zstd", "gzip"]))
def test_bytes_that_are_no_message_are_refused(body, encoding):
    try:
        codec.load(codec.unpack(body, encoding))
    except codec.CodecError:
        return


def test_a_small_body_that_would_become_huge_is_refused():
    body, encoding = codec.pack(b"0" * 5_000_000)
    with pytest.raises(codec.CodecError):
        codec.unpack(body, encoding, limit=1_000_000)


@given(st.lists(st.integers(0, 300), min_size=5, max_size=5))
def test_cut_bytes_are_refused(places):
    body, encoding = codec.pack(codec.dump({"x": list(range(400))}))
    for place in places:
        with pytest.raises(codec.CodecError):
            codec.load(codec.unpack(body[: min(place, len(body) - 1)], encoding))
