"""The hub's own certificate authority, its server certificate, and TLS contexts that trust nothing else."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import attrs
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from clinic_app.domain.errors import FileError, HubNotTrusted
from clinic_app.domain.wording import say
from clinic_app.system.files import os_errors_turned

NOT_BEFORE = datetime(1970, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(2049, 12, 31, tzinfo=UTC)
"""Certificates hold from 1970 to 2049 (the last year of UTCTime), on purpose.

A clinic PC with a flat battery wakes up in 1970 or 2099, and must still be able to send what it holds and
to be told the right time. Trust here comes from the pinned authority, which the hub's administrator can
replace at any time, and not from a date.
"""


@attrs.frozen
class Credential:
    """A certificate and its private key, both PEM; the key is not shown by repr."""

    certificate: bytes
    private_key: bytes = attrs.field(repr=False)


def new_authority(name: str) -> Credential:
    """Return a new authority for one hub, that signs nothing but that hub's server certificates.

    Args:
        name: shown in the certificate, such as the county's name; at most 60 characters are kept.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:60] or "hub")])
    public = key.public_key()
    built = (
        _certificate(subject, subject, public)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
    return _credential(built, key)


def new_server_certificate(authority: Credential, names: Sequence[str]) -> Credential:
    """Return a server certificate for host names and IP addresses, signed by the authority.

    Raises:
        ValueError: no names, or the authority is not a PEM pair.
    """
    if not names:
        raise ValueError("a server certificate needs at least one name")
    issuer = x509.load_pem_x509_certificate(authority.certificate)
    issuer_key = serialization.load_pem_private_key(authority.private_key, password=None)
    if not isinstance(issuer_key, ec.EllipticCurvePrivateKey):
        raise ValueError("the authority's key is of another kind")
    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:60])])
    built = (
        _certificate(subject, issuer.subject, public)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
        .sign(issuer_key, hashes.SHA256())
    )
    return _credential(built, key)


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of a PEM certificate's DER form as 64 lower-case hex digits. Raises ValueError."""
    der = x509.load_pem_x509_certificate(certificate).public_bytes(serialization.Encoding.DER)
    return hashlib.sha256(der).hexdigest()


def check_authority(certificate: bytes, expected: str) -> bytes:
    """Return the authority's certificate when it has the fingerprint that the enrolment code carries.

    Args:
        certificate: PEM, as fetched from an address nobody has vouched for yet.
        expected: fingerprint, or its first half or more (at least 32 hex digits); colons, spaces and
            case do not matter.

    Raises:
        HubNotTrusted: another certificate, or none.
    """
    wanted = "".join(character for character in expected.lower() if character not in ": -")
    try:
        found = fingerprint(certificate)
    except ValueError:
        found = ""
    if len(wanted) < 32 or not hmac.compare_digest(found[: len(wanted)], wanted):
        raise HubNotTrusted(
            say(
                "这个地址上的服务器不是发给您登记码的那个县平台，已停止连接，没有发送任何数据。"
                "请核对地址，或向县平台管理员要新的登记码。"
            )
        )
    return certificate


def client_context(authority: bytes) -> ssl.SSLContext:
    """Return a client's context that trusts this authority (PEM) and no other, checks names, TLS 1.2 up.

    Raises:
        HubNotTrusted: the authority is no certificate.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=authority.decode("ascii"))
    except (ssl.SSLError, ValueError) as error:
        raise HubNotTrusted(
            say("本机保存的县平台证书损坏，没有连接。本机数据没有影响，请重新登记县平台。")
        ) from error
    return context


def first_contact_context() -> ssl.SSLContext:
    """Return a context that checks nothing, for one use: to fetch the authority before check_authority.

    Send no data over it and believe nothing else that it brings.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def server_context(certificate: Path, private_key: Path) -> ssl.SSLContext:
    """Return the hub's context from two PEM files. Raises FileError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    for path in (certificate, private_key):
        with os_errors_turned(path):
            path.read_bytes()
    try:
        # The empty password keeps OpenSSL from asking at the terminal of a service that has none.
        context.load_cert_chain(certificate, private_key, password="")
    except (ssl.SSLError, ValueError) as error:
        raise FileError(
            say("证书 {path} 和私钥不配对，或文件损坏。服务没有启动，请重新生成证书。", path=certificate)
        ) from error
    return context


def _certificate(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOT_BEFORE)
        .not_valid_after(NOT_AFTER)
    )


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode("ascii"))


def _credential(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Credential:
    return Credential(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
    )
