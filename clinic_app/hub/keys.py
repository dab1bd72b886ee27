"""The hub's own keys: authority and server certificate, sealing key for courier files, signing key."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from pathlib import Path

import attrs

from clinic_app.domain.errors import FileError
from clinic_app.domain.ids import Entropy
from clinic_app.domain.wording import say
from clinic_app.system.crypto import (
    KEY_BYTES,
    KeyPair,
    new_sealing_key,
    new_signing_key,
    sealing_public,
    signing_public,
)
from clinic_app.system.files import flush_folder, os_errors_turned, read_file, write_atomically
from clinic_app.system.tls import (
    Credential,
    fingerprint,
    new_authority,
    new_server_certificate,
    server_context,
)

_AUTHORITY, _AUTHORITY_KEY = "authority.pem", "authority.key"
_SERVER, _SERVER_KEY = "server.pem", "server.key"
_SEAL, _SIGN = "seal.key", "sign.key"


@attrs.frozen
class HubKeys:
    """What the hub proves itself with and opens courier files with; private halves are not shown by repr.

    Attributes:
        authority: PEM of the certificate that clinics pin.
        seal: X25519 pair.
        sign: Ed25519 pair.
    """

    authority: bytes = attrs.field(repr=False)
    seal: KeyPair
    sign: KeyPair

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the authority, 64 lower-case hex digits."""
        return fingerprint(self.authority)


def make_keys(folder: Path, name: str, names: Sequence[str], entropy: Entropy) -> HubKeys:
    """Make what is missing in the key folder and return the keys; existing keys are never replaced.

    A replaced authority would make every enrolled clinic refuse the hub.

    Args:
        folder: the key folder; made when missing, readable by this user only.
        name: shown in the authority's certificate.
        names: host names and addresses in the server certificate.
        entropy: source of random bytes.

    Raises:
        FileError: the folder cannot be read or written.
        DiskFull: nothing was replaced.
    """
    with os_errors_turned(folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / _AUTHORITY).exists():
        made = new_authority(name)
        # The key first: a power cut between the two leaves no authority that cannot sign.
        write_atomically(folder / _AUTHORITY_KEY, made.private_key)
        write_atomically(folder / _AUTHORITY, made.certificate)
    if not (folder / _SERVER).exists():
        renew_server_certificate(folder, names)
    for file, new in ((_SEAL, new_sealing_key), (_SIGN, new_signing_key)):
        if not (folder / file).exists():
            write_atomically(folder / file, new(entropy).private)
    flush_folder(folder)
    return load_keys(folder)


def renew_server_certificate(folder: Path, names: Sequence[str]) -> None:
    """Sign a new server certificate, as after the hub got another address; clinics need not enrol again.

    Raises:
        FileError: the authority cannot be read or the certificate not written.
    """
    authority = Credential(read_file(folder / _AUTHORITY), read_file(folder / _AUTHORITY_KEY))
    made = new_server_certificate(authority, names)
    write_atomically(folder / _SERVER_KEY, made.private_key)
    write_atomically(folder / _SERVER, made.certificate)


def load_keys(folder: Path) -> HubKeys:
    """Return the keys of a hub. Raises FileError when one is missing or damaged."""
    seal, sign = (read_file(folder / name) for name in (_SEAL, _SIGN))
    if len(seal) != KEY_BYTES or len(sign) != KEY_BYTES:
        raise FileError(
            say("{folder} 里的平台密钥损坏，没有启动，数据没有动。请恢复 keys 文件夹。", folder=folder)
        )
    return HubKeys(
        read_file(folder / _AUTHORITY),
        KeyPair(seal, sealing_public(seal)),
        KeyPair(sign, signing_public(sign)),
    )


def server_tls(folder: Path) -> ssl.SSLContext:
    """Return the context the hub serves HTTPS with. Raises FileError."""
    return server_context(folder / _SERVER, folder / _SERVER_KEY)
