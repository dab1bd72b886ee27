"""The hub's authority, certificates and who trusts whom."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime

import pytest
from cryptography import x509

from clinic_app.domain.errors import FileError, HubNotTrusted
from clinic_app.system import tls
from clinic_app.system.tls import (
    check_authority,
    client_context,
    fingerprint,
    first_contact_context,
    new_authority,
    new_server_certificate,
    server_context,
)


@pytest.fixture(scope="module")
def authority():
    return new_authority("示例县双向转诊平台")


@pytest.fixture(scope="module")
def files(authority, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    made = new_server_certificate(authority, ["hub.example.cn", "127.0.0.1", "::1"])
    (folder / "server.pem").write_bytes(made.certificate)
    (folder / "server.key").write_bytes(made.private_key)
    return folder / "server.pem", folder / "server.key"


def shake_hands(client, server, name):
    """Let two contexts talk in memory, and return the client's view of the server's certificate."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    one = client.wrap_bio(to_client, to_server, server_hostname=name)
    other = server.wrap_bio(to_server, to_client, server_side=True)
    done = set()
    for _ in range(10):
        for side in (one, other):
            try:
                side.do_handshake()
                done.add(side)
            except ssl.SSLWantReadError:
                continue
    assert len(done) == 2
    return one.version()


@pytest.mark.parametrize("name", ["hub.example.cn", "127.0.0.1", "::1"])
def test_a_client_with_the_authority_trusts_the_server(authority, files, name):
    client, server = client_context(authority.certificate), server_context(*files)
    # Python 3.13 sets this by default: the certificates must live up to it.
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    assert shake_hands(client, server, name) == "TLSv1.3"


def test_another_name_is_refused(authority, files):
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(client_context(authority.certificate), server_context(*files), "evil.example.cn")


def test_another_authority_of_the_same_name_is_refused(files):
    stranger = new_authority("示例县双向转诊平台")
    with pytest.raises(ssl.SSLCertVerificationError):
        shake_hands(client_context(stranger.certificate), server_context(*files), "hub.example.cn")


def test_authorities_of_the_system_are_not_trusted(authority):
    assert len(client_context(authority.certificate).get_ca_certs()) == 1


def test_first_contact_only_reads(files):
    assert shake_hands(first_contact_context(), server_context(*files), "anything.example") == "TLSv1.3"


def test_old_tls_is_refused(authority, files):
    for context in (client_context(authority.certificate), server_context(*files), first_contact_context()):
        assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


@pytest.mark.parametrize("year", [1970, 2000, 2027, 2049])
def test_a_clock_that_is_far_off_does_not_cut_a_clinic_off(authority, files, year):
    moment = datetime(year, 6, 1, tzinfo=UTC)
    for pem in (authority.certificate, files[0].read_bytes()):
        certificate = x509.load_pem_x509_certificate(pem)
        assert certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def test_the_fingerprint_of_the_enrolment_code_is_compared(authority):
    full = fingerprint(authority.certificate)
    assert len(full) == 64
    spaced = ":".join(full[at : at + 2] for at in range(0, 64, 2)).upper()
    for expected in (full, full[:32], spaced):
        assert check_authority(authority.certificate, expected) == authority.certificate
    other = fingerprint(new_authority("x").certificate)
    for wrong in (other, full[:31], "", full[:63] + ("0" if full[63] != "0" else "1"), full + "00"):
        with pytest.raises(HubNotTrusted, match="没有发送任何数据"):
            check_authority(authority.certificate, wrong)
    with pytest.raises(HubNotTrusted):
        check_authority(b"<html>", full)


def test_a_damaged_authority_is_told(authority):
    for damaged in (b"", b"rubbish", authority.certificate[:200], "证书".encode()):
        with pytest.raises(HubNotTrusted):
            client_context(damaged)


def test_server_files_that_do_not_fit_are_told(authority, files, tmp_path):
    other = tmp_path / "other.key"
    other.write_bytes(new_server_certificate(authority, ["x"]).private_key)
    with pytest.raises(FileError, match="不配对"):
        server_context(files[0], other)
    with pytest.raises(FileError):
        server_context(files[0], tmp_path / "none")


def test_a_certificate_needs_a_name(authority):
    with pytest.raises(ValueError, match="at least one name"):
        new_server_certificate(authority, [])


def test_private_keys_do_not_show(authority):
    assert "PRIVATE" not in repr(authority)
    assert authority.private_key.startswith(b"-----BEGIN PRIVATE KEY")
    assert tls.NOT_AFTER.year == 2049
