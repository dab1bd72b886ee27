"""The log lets nothing out that belongs to a patient or a key."""

from __future__ import annotations

import logging

import pytest

from clinic_app.domain.errors import FileError
from clinic_app.system.logging import configure_logging, get_logger, redact, redact_text, redacted_traceback
from clinic_app.system.recovery_code import new_recovery_code

ID_NO = "620802195506150022"
SECRETS = {
    "id": ID_NO,
    "id with X": "62080219550615002X",
    "old id": "620802550615002",
    "mobile": "13800138000",
    "mobile with spaces": "138 0013 8000",
    "mobile with country": "+86-13800138000",
    "landline": "0933-8212345",
    "recovery code": new_recovery_code(lambda n: bytes(range(n))),
    "hex key": "ab" * 32,
    "base64 key": "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
    "name": "马小兰",
    "rare name": "𠮷田",
    "name with dot": "阿依古丽·买买提",
    "bearer": "Bearer abc.def",
}


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "clinic.log"
    configure_logging(path, level="DEBUG")
    yield path
    configure_logging(None)


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
def test_secrets_are_found_by_their_shape_wherever_they_stand(log, secret, expected_logs):
    expected_logs.allow("")
    logger = get_logger("test")
    logger.info(f"event {secret} end")
    logger.info("event", where=secret, nested={"a": [secret]}, error=ValueError(secret))
    logging.getLogger("httpx").info("GET /v1/%s?x=%s", secret, secret)
    try:
        raise ValueError(secret)
    except ValueError:
        logger.exception("failed")
        logging.getLogger("lib").exception("failed")
    text = log.read_text("utf-8")
    assert secret not in text
    assert "failed" in text
    assert text.count("\n") == 5
    assert text.count("ValueError: ") == 3
    assert text.count("system/test_logging.py:") == 2


@pytest.mark.parametrize(
    "key",
    [
        "name",
        "patient_name",
        "id_no",
        "phone",
        "contact_phone",
        "address",
        "key",
        "db_key",
        "token",
        "password",
        "old_value",
    ],
)
def test_values_under_telling_keys_are_hidden_whatever_they_are(key):
    assert redact({key: "x1"}) == {key: "‹hidden›"}
    assert redact({key: {"deep": 1}}) == {key: "‹hidden›"}
    assert redact({key.upper(): 5}) == {key.upper(): "‹hidden›"}


def test_a_number_that_is_an_id_is_hidden_too():
    assert redact(620802195506150) == "‹id›"
    assert redact(13800138000) == "‹phone›"


def test_what_helps_support_stays(log):
    get_logger("clinic_app.sync.engine").info(
        "pulled",
        rows=12,
        cursor=98765432,
        ms=1763775660123,
        record="AZqv3kXgcQCPmQ2x7bTf0w",
        ok=True,
        host="10.0.0.5:8443",
    )
    text = log.read_text("utf-8")
    expected = (
        "level=info logger=clinic_app.sync.engine event=pulled rows=12 cursor=98765432 ms=1763775660123"
    )
    for kept in [*expected.split(), "record=AZqv3kXgcQCPmQ2x7bTf0w", "ok=true", "host=10.0.0.5:8443"]:
        assert kept in text


def test_bytes_are_counted_never_shown():
    assert redact({"a": b"secret"}) == {"a": "‹6 bytes›"}


def test_a_traceback_keeps_places_and_causes():
    try:
        try:
            raise KeyError("马小兰")
        except KeyError as error:
            raise RuntimeError(f"could not save {ID_NO}") from error
    except RuntimeError as error:
        text = redacted_traceback(error)
    assert text.index("KeyError") < text.index("then") < text.index("RuntimeError: could not save ‹id›")
    assert "system/test_logging.py:" in text
    assert "马小兰" not in text
    assert "raise KeyError" not in text


def test_a_traceback_that_goes_in_a_circle_ends():
    one, two = ValueError("one"), ValueError("two")
    one.__cause__, two.__cause__ = two, one
    assert redacted_traceback(one).count("ValueError") == 2


def test_configuring_again_moves_the_log_and_doubles_nothing(tmp_path):
    for name in ("a.log", "b.log"):
        configure_logging(tmp_path / name)
        get_logger("t").info("here")
    configure_logging(None)
    get_logger("t").info("nowhere")
    assert (tmp_path / "a.log").read_text().count("here") == 1
    assert (tmp_path / "b.log").read_text().count("here") == 1


def test_levels_hold(tmp_path):
    configure_logging(tmp_path / "a.log", level="INFO")
    get_logger("t").debug("quiet")
    configure_logging(None)
    assert (tmp_path / "a.log").read_text() == ""


def test_a_log_that_cannot_be_opened_is_told(tmp_path):
    with pytest.raises(FileError):
        configure_logging(tmp_path / "none" / "a.log")


def test_the_redactor_leaves_plain_english_alone():
    plain = "sync finished: 3 pushed, 12 pulled in 0.4 s, epoch 7, file clinic.db"
    assert redact_text(plain) == plain
