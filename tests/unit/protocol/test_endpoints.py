from __future__ import annotations

import pytest

from clinic_app.protocol.endpoints import EnrolAnswer, EnrolRequest, OrganizationInfo, from_json, to_json

ANSWER = EnrolAnswer(
    device_id="d",
    epoch_no=3,
    org=OrganizationInfo("o", "南湖镇卫生院", "N01"),
    hub_epoch="h",
    authority="",
    seal_key="s",
    sign_key="g",
    catalogue=1,
    min_catalogue=1,
    min_protocol=1,
    now=1,
    public_key="p",
)


def test_messages_come_back_as_they_went():
    assert from_json(to_json(ANSWER), EnrolAnswer) == ANSWER


def test_unknown_fields_are_passed_over():
    body = b'{"code":"a","public_key":"b","device_name":"c","app_version":"d","later":[1]}'
    assert from_json(body, EnrolRequest) == EnrolRequest("a", "b", "c", "d")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x",
        b"null",
        b"[]",
        b"7",
        b"\xff",
        b'{"code":"a"}',
        b'{"code":"a","public_key":"b","device_name":null,"app_version":"d"}',
        b'{"code":1,"public_key":"b","device_name":"c","app_version":"d"}',
        b"[" * 100_000,
    ],
)
def test_anything_else_is_refused_as_one_error(body):
    with pytest.raises(ValueError):  # noqa: PT011 - the one error of this door
        from_json(body, EnrolRequest)
