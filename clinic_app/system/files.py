"""Writing a file so that a power cut leaves the old one or the new one, and OS errors turned into ours."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinic_app.domain.errors import DiskFull, FileError
from clinic_app.domain.wording import Message, say

_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


def describe_os_error(error: OSError, path: Path) -> Message:
    """Return the sentence for people about a file that could not be read or written."""
    if error.errno == errno.ENOENT and not path.parent.is_dir():
        return say("没有这个文件夹：{path}。请看 U 盘是否插好，核对位置后重试。", path=path.parent)
    if error.errno == errno.ENOENT:
        return say("没有这个文件：{path}。请核对位置后重试。", path=path)
    if error.errno in _DENIED:
        return say("没有权限读写 {path}。请换一个文件夹，或请管理员开放权限后重试。", path=path)
    if error.errno == errno.EISDIR:
        return say("{path} 是文件夹，不是文件。请重新选择。", path=path)
    return say(
        "读写 {path} 时出错（{reason}）。请检查磁盘或 U 盘是否接好，然后重试。",
        path=path,
        reason=error.strerror or error,
    )


@contextmanager
def os_errors_turned(path: Path) -> Iterator[None]:
    """Turn an OSError raised inside into DiskFull or FileError; the one door for file trouble."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(
                say(
                    "{path} 所在的磁盘已满，这次没有写成，原来的内容没有变。请清理磁盘空间后重试。",
                    path=path,
                )
            ) from error
        raise FileError(describe_os_error(error, path)) from error


def write_atomically(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Replace a file in one step, durable when this returns.

    Written beside the target, flushed to the disk, renamed over it, and the folder flushed too:
    without the last step a rename can be undone by a power cut on ext4. ``mode`` holds on POSIX.

    Raises:
        DiskFull: the old file stands as it was.
        FileError: the folder is missing or cannot be written; the old file stands as it was.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    with os_errors_turned(path):
        try:
            fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
            with os.fdopen(fd, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make renames in a folder durable; Windows has no such call and journals them itself."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def read_file(path: Path) -> bytes:
    """Return a file's bytes. Raises FileError."""
    with os_errors_turned(path):
        return path.read_bytes()


def set_aside(path: Path, stamp: str) -> Path:
    """Rename a damaged file so that nobody loses it, and return its new place.

    Args:
        path: the file.
        stamp: a moment fit for a file name, such as ``20261122T014100``.
    """
    with os_errors_turned(path):
        for number in range(1000):
            tail = f".damaged-{stamp}" + (f"-{number}" if number else "")
            target = path.with_name(path.name + tail)
            if not target.exists():
                os.replace(path, target)
                return target
    raise FileError(say("{path} 旁边的损坏备份太多，请先清理后再启动。", path=path))
