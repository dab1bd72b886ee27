"""The database key: kept in the OS keyring, sealed in an envelope beside the database for bad days.

The envelope holds no secret in the open. Like the key slots of a LUKS disk it holds the same 256-bit
key once per way to open it: under the printed recovery code always, and under a passphrase on machines
without a keyring (a headless Linux). The keyring entry is named by the envelope's random ``database``
identity, so a folder moved within one account still opens.
"""

from __future__ import annotations

import binascii
import contextlib
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any, Protocol

import attrs
import keyring
import keyring.errors
from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from clinic_app.domain.errors import FileError, KeyMissing, WrongKey
from clinic_app.domain.ids import Entropy, encode_id
from clinic_app.domain.wording import say
from clinic_app.system.files import read_file, write_atomically
from clinic_app.system.passwords import normalized
from clinic_app.system.recovery_code import new_recovery_code, read_recovery_code

KEY_BYTES = 32
SERVICE = "zhuanzhen-clinic"
"""The service name of our entries in the OS keyring."""

PASSPHRASE_VARIABLE = "CLINIC_PASSPHRASE"  # noqa: S105 - a name, not a secret
"""Environment variable that commands read the passphrase from on machines without a keyring."""

_FORMAT = 1
_MOST_MEMORY_KIB = 1 << 20
"""An envelope that asks for more than 1 GiB is damaged, and must not stop the machine."""


@attrs.frozen
class SealCost:
    """How dear a guess is made (argon2id): passes, memory in KiB, threads."""

    time: int = 3
    memory_kib: int = 65536
    lanes: int = 1


@attrs.frozen
class NewKey:
    """A fresh database key and the code to print; neither is shown by repr."""

    key: bytes = attrs.field(repr=False)
    recovery_code: str = attrs.field(repr=False)


class KeyRing(Protocol):
    """Where keys are kept between starts."""

    @property
    def usable(self) -> bool:
        """Whether keys can be kept here at all."""
        ...

    def load(self, entry: str) -> bytes | None:
        """Return the key of an entry, or None when there is none or it cannot be read."""
        ...

    def save(self, entry: str, key: bytes) -> bool:
        """Keep a key; tell whether it was kept."""
        ...

    def forget(self, entry: str) -> None:
        """Drop an entry if there is one."""
        ...


class OsKeyRing:
    """The keyring of the operating system: Windows Credential Manager, or the Secret Service on Linux."""

    @property
    def usable(self) -> bool:
        """Whether a real keyring stands behind it."""
        try:
            return keyring.get_keyring().priority > 0
        except Exception:  # backends raise what they like, such as D-Bus errors
            return False

    def load(self, entry: str) -> bytes | None:
        """Return the key of an entry, or None (no entry, no keyring, locked and not opened by the user)."""
        try:
            found = keyring.get_password(SERVICE, entry)
        except Exception:  # as above; the caller goes on with KeyMissing and its steps
            return None
        try:
            key = bytes.fromhex(found or "")
        except ValueError:
            return None
        return key if len(key) == KEY_BYTES else None

    def save(self, entry: str, key: bytes) -> bool:
        """Keep a key; tell whether it can be read back, because some backends drop entries silently."""
        try:
            keyring.set_password(SERVICE, entry, key.hex())
        except Exception:  # as above; the caller is told
            return False
        return self.load(entry) == key

    def forget(self, entry: str) -> None:
        """Drop an entry if there is one."""
        with contextlib.suppress(Exception):
            keyring.delete_password(SERVICE, entry)


class MemoryKeyRing:
    """A keyring that lasts as long as the process: for tests, the simulation and the demo."""

    usable = True

    def __init__(self) -> None:
        self._keys: dict[str, bytes] = {}

    def load(self, entry: str) -> bytes | None:
        """Return the key of an entry, or None."""
        return self._keys.get(entry)

    def save(self, entry: str, key: bytes) -> bool:
        """Keep a key."""
        self._keys[entry] = key
        return True

    def forget(self, entry: str) -> None:
        """Drop an entry if there is one."""
        self._keys.pop(entry, None)


class NoKeyRing:
    """No keyring: only the passphrase and the recovery code open the database."""

    usable = False

    def load(self, entry: str) -> bytes | None:
        """Return None."""
        return None

    def save(self, entry: str, key: bytes) -> bool:
        """Keep nothing."""
        return False

    def forget(self, entry: str) -> None:
        """Do nothing."""


def find_key_ring() -> KeyRing:
    """Return the keyring of this machine, or NoKeyRing where there is none (a headless Linux)."""
    ring = OsKeyRing()
    return ring if ring.usable else NoKeyRing()


class KeySafe:
    """The database key of one data folder.

    Args:
        envelope: place of the envelope file, beside the database.
        ring: the keyring to use.
        entropy: source of random bytes.
        cost: price of one guess for new seals.
    """

    def __init__(self, envelope: Path, ring: KeyRing, entropy: Entropy, cost: SealCost | None = None) -> None:
        self._path = envelope
        self._ring = ring
        self._entropy = entropy
        self._cost = cost or SealCost()

    @property
    def exists(self) -> bool:
        """Whether a key was made for this folder."""
        return self._path.exists()

    @property
    def wants_passphrase(self) -> bool:
        """Whether the envelope can be opened with a passphrase."""
        return self.exists and "passphrase" in self._read()["slots"]

    def create(self, passphrase: str | None = None) -> NewKey:
        """Make the key of a new database, keep it, and return it with the recovery code to print.

        The envelope is durable before this returns: a database must never exist without it.

        Raises:
            KeyMissing: there is no keyring and no passphrase, so the next start could not open it.
            FileError: an envelope is there already (it is never replaced), or cannot be written.
        """
        if self.exists:
            raise FileError(
                say(
                    "{path} 已经存在，里面封着原数据库的密钥，不会覆盖它。请先确认原来的数据。",
                    path=self._path,
                )
            )
        key = self._entropy(KEY_BYTES)
        code = new_recovery_code(self._entropy)
        entry = encode_id(self._entropy(16))
        slots = {"recovery": self._seal(key, code, "recovery")}
        if passphrase:
            slots["passphrase"] = self._seal(key, normalized(passphrase), "passphrase")
        if not self._ring.save(entry, key) and not passphrase:
            raise KeyMissing(
                say(
                    "这台电脑没有可用的系统密钥环，密钥无处保存。请设一个启动口令（用环境变量"
                    " CLINIC_PASSPHRASE 或启动时输入），再重新初始化。还没有建立任何数据。"
                )
            )
        self._write({"format": _FORMAT, "database": entry, "check": _check_of(key), "slots": slots})
        return NewKey(key, code)

    def load(self, passphrase: str | None = None) -> bytes:
        """Return the database key.

        Raises:
            KeyMissing: the keyring has no (right) entry and no passphrase was given; says the steps.
            WrongKey: the passphrase is wrong.
            FileError: the envelope cannot be read.
        """
        envelope = self._read()
        key = self._ring.load(envelope["database"])
        if key is not None and hmac.compare_digest(_check_of(key), envelope["check"]):
            return key
        if passphrase is not None and "passphrase" in envelope["slots"]:
            return self._open(envelope, "passphrase", normalized(passphrase))
        if "passphrase" in envelope["slots"]:
            raise KeyMissing(say("请输入这台电脑的启动口令来打开数据库。数据库没有动过，数据都在。"))
        raise KeyMissing(
            say(
                "这台电脑的系统密钥环里没有本数据库的密钥，常见于重装系统、换了登录用户或换了电脑。"
                "数据库没有动过，数据都在。请这样做：1. 找到建库时打印的恢复码（由机构负责人封存）；"
                "2. 点“用恢复码打开”，照着输入；3. 打开后密钥会重新存好，以后不用再输。"
            )
        )

    def recover(self, typed_code: str) -> bytes:
        """Return the key opened by the recovery code, and put it back into the keyring.

        Raises:
            WrongKey: it is not this database's code; nothing was changed, one can try again.
            FileError: the envelope cannot be read.
        """
        envelope = self._read()
        key = self._open(envelope, "recovery", read_recovery_code(typed_code))
        self._ring.save(envelope["database"], key)
        return key

    def renew_recovery_code(self, key: bytes) -> str:
        """Return a new recovery code; the old one opens this envelope no more (old backups it still does)."""
        envelope = self._read()
        self._prove(envelope, key)
        code = new_recovery_code(self._entropy)
        envelope["slots"]["recovery"] = self._seal(key, code, "recovery")
        self._write(envelope)
        return code

    def set_passphrase(self, key: bytes, passphrase: str | None) -> None:
        """Set, change or (None) remove the passphrase that opens the database on this machine.

        Raises:
            KeyMissing: removing it would leave a machine without keyring unable to start.
        """
        envelope = self._read()
        self._prove(envelope, key)
        if passphrase:
            envelope["slots"]["passphrase"] = self._seal(key, normalized(passphrase), "passphrase")
        else:
            if not self._ring.save(envelope["database"], key):
                raise KeyMissing(say("这台电脑没有可用的系统密钥环，不能取消启动口令。口令没有变。"))
            envelope["slots"].pop("passphrase", None)
        self._write(envelope)

    def _seal(self, key: bytes, secret: str, slot: str) -> dict[str, Any]:
        salt, nonce = self._entropy(16), self._entropy(12)
        wrapping = _stretch(secret, salt, self._cost)
        return {
            "kdf": "argon2id",
            "time": self._cost.time,
            "memory_kib": self._cost.memory_kib,
            "lanes": self._cost.lanes,
            "salt": salt.hex(),
            "nonce": nonce.hex(),
            "sealed": AESGCM(wrapping).encrypt(nonce, key, slot.encode()).hex(),
        }

    def _open(self, envelope: dict[str, Any], slot: str, secret: str) -> bytes:
        try:
            sealed = envelope["slots"][slot]
            cost = SealCost(int(sealed["time"]), int(sealed["memory_kib"]), int(sealed["lanes"]))
            if cost.memory_kib > _MOST_MEMORY_KIB:
                raise _damaged(self._path)
            wrapping = _stretch(secret, bytes.fromhex(sealed["salt"]), cost)
            nonce, body = bytes.fromhex(sealed["nonce"]), bytes.fromhex(sealed["sealed"])
            return AESGCM(wrapping).decrypt(nonce, body, slot.encode())
        except InvalidTag as error:
            raise WrongKey(
                say("恢复码不是这个数据库的。数据库没有动过，可以再试。")
                if slot == "recovery"
                else say("口令不对。数据库没有动过，可以再试。")
            ) from error
        except (KeyError, TypeError, ValueError, binascii.Error, HashingError) as error:
            raise _damaged(self._path) from error

    def _prove(self, envelope: dict[str, Any], key: bytes) -> None:
        if not hmac.compare_digest(_check_of(key), envelope["check"]):
            raise WrongKey(say("这把密钥不是这个数据库的，密钥信封没有改动。"))

    def _read(self) -> dict[str, Any]:
        if not self._path.exists():
            raise KeyMissing(
                say(
                    "找不到密钥信封 {path}。数据库没有动过。请把备份里的同名文件放回原处后重试。",
                    path=self._path,
                )
            )
        try:
            envelope = json.loads(read_file(self._path))
            if envelope["format"] != _FORMAT or not isinstance(envelope["slots"], dict):
                raise _damaged(self._path)
            if not isinstance(envelope["database"], str) or not isinstance(envelope["check"], str):
                raise _damaged(self._path)
        except (ValueError, KeyError, TypeError) as error:
            raise _damaged(self._path) from error
        return envelope

    def _write(self, envelope: dict[str, Any]) -> None:
        write_atomically(self._path, json.dumps(envelope, indent=1).encode())


def _stretch(secret: str, salt: bytes, cost: SealCost) -> bytes:
    return hash_secret_raw(
        secret.encode(), salt, time_cost=cost.time, memory_cost=cost.memory_kib, parallelism=cost.lanes,
        hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip


def _check_of(key: bytes) -> str:
    """Tell keys apart without giving anything of them away: eight bytes of an HMAC."""
    return hmac.new(key, b"zhuanzhen-clinic key check", hashlib.sha256).hexdigest()[:16]


def _damaged(path: Path) -> FileError:
    return FileError(
        say(
            "密钥信封 {path} 损坏，读不出来。数据库没有动过。请把备份里的同名文件放回原处后重试。",
            path=path,
        )
    )
